//! Placeholders within strings: in addresses, in raw HTML, in code.

use std::ops::Range;

use super::show::{Show, escaped};
use super::{Found, Part, Piece};

impl Found {
    /// The placeholders in `text`: where each stands, its comment signs included, and its piece.
    pub(super) fn placeholders<'f, 't>(
        &'f self,
        text: &'t str,
    ) -> impl Iterator<Item = (Range<usize>, &'f Piece)> + use<'f, 't> {
        let mut at = 0;
        std::iter::from_fn(move || {
            loop {
                let start = at + text[at..].find(self.sign)?;
                let inside = start + self.sign.len_utf8();
                let end = inside + text[inside..].find(self.sign)?;
                at = end + self.sign.len_utf8();
                let Some(piece) = text[inside..end]
                    .parse()
                    .ok()
                    .and_then(|number: usize| self.pieces.get(number))
                else {
                    // Two placeholders side by side whose inner signs were taken for a pair cannot be: numbers only.
                    at = inside;
                    continue;
                };
                if text[..start].ends_with("<!--")
                    && let Some(close) = text[at..].find("-->")
                {
                    at += close + 3;
                    return Some((start - 4..at, piece));
                }
                return Some((start..at, piece));
            }
        })
    }

    /// The piece that `text` is the placeholder of, and nothing else.
    pub(super) fn only(&self, text: &str) -> Option<&Piece> {
        let text = text.trim();
        let (place, piece) = self.placeholders(text).next()?;
        (place == (0..text.len())).then_some(piece)
    }

    /// `text` with what `show` says in place of each placeholder.
    pub(super) fn fill(&self, text: &str, show: impl Fn(&Piece) -> String) -> String {
        let mut filled = String::with_capacity(text.len());
        let mut at = 0;
        for (place, piece) in self.placeholders(text) {
            filled.push_str(&text[at..place.start]);
            filled.push_str(&show(piece));
            at = place.end;
        }
        filled.push_str(&text[at..]);
        filled
    }

    /// Raw HTML with its placeholders filled: values in tags, elements between them. What opens and closes in it is put
    /// round what stands between.
    pub(super) fn fill_html(&self, html: &str, show: &Show<'_>) -> String {
        let places: Vec<(Range<usize>, &Piece)> = self.placeholders(html).collect();
        let mut shown: Vec<String> = Vec::with_capacity(places.len());
        let mut open: Vec<usize> = Vec::new();
        let mut in_tag = InTag::default();
        for (index, (place, piece)) in places.iter().enumerate() {
            let whole = html[place.start..place.end].starts_with("<!--");
            if in_tag.at(html, place.start) {
                shown.push(escaped(&show.value(piece)));
                continue;
            }
            match &piece.part {
                Part::Tag { key: Some(_), .. } => open.push(index),
                Part::Close(close) => {
                    let opens = |index: &usize| matches!(&places[*index].1.part, Part::Tag { key: Some(key), .. } if close.closes(key));
                    let recent = open.len().saturating_sub(super::weave::MAX_OPEN);
                    if let Some(found) = open[recent..].iter().rposition(opens) {
                        let opening = open[recent + found];
                        open.truncate(recent + found);
                        let both_whole = whole && html[places[opening].0.clone()].starts_with("<!--");
                        let (before, behind) = match both_whole {
                            true => show.around(places[opening].1),
                            false => show.inline_around(places[opening].1),
                        };
                        shown[opening] = before;
                        shown.push(behind);
                        continue;
                    }
                }
                _ => {}
            }
            shown.push(match &piece.part {
                Part::Code { literal, .. } if whole => {
                    format!("<pre><code>{}</code></pre>\n", escaped(literal))
                }
                _ if whole && piece.is_block() => show.block(piece),
                _ => show.inline(piece),
            });
        }
        let mut filled = String::with_capacity(html.len());
        let mut at = 0;
        for ((place, _), shown) in places.iter().zip(shown) {
            filled.push_str(&html[at..place.start]);
            filled.push_str(&shown);
            at = place.end;
        }
        filled.push_str(&html[at..]);
        filled
    }
}

/// Whether a place of raw HTML is inside a tag, asked from left to right.
#[derive(Default)]
struct InTag {
    at: usize,
    inside: bool,
}

impl InTag {
    fn at(&mut self, html: &str, place: usize) -> bool {
        for byte in html[self.at.min(place)..place].bytes() {
            match byte {
                b'<' => self.inside = true,
                b'>' => self.inside = false,
                _ => {}
            }
        }
        self.at = place;
        self.inside
    }
}
