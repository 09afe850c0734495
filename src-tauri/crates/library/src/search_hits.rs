//! Where the words of a search stand in what a row shows, and which stretch of a text shows them best. Pure.

use crate::search_words::{Wanted, Word, each_word};
use crate::view::Stretch;

/// How long a shown stretch of text is, in characters.
const SHOWN: usize = 150;
/// How much of it stands before the first hit, so that the hit is in the first line of a narrow row.
const BEFORE: usize = 24;
/// The longest paragraph that is looked at, in bytes to each side of a hit.
const PARAGRAPH: usize = 2000;

/// The stretches of `text` that `wanted` meets, in order, in UTF-16 units; none overlaps another.
pub fn stretches(text: &str, wanted: &[Wanted]) -> Vec<Stretch> {
    let mut all = Vec::new();
    each_word(text, |word| {
        all.extend(found(word, wanted).map(|(range, _)| range))
    });
    all.sort_unstable();
    let mut joined: Vec<(usize, usize)> = Vec::new();
    for (from, to) in all {
        match joined.last_mut() {
            Some(last) if last.1 >= from => last.1 = last.1.max(to),
            _ => joined.push((from, to)),
        }
    }
    units(text, &joined)
}

/// The words of `wanted` that `text` has none of.
pub fn missing(text: &str, wanted: &[Wanted]) -> Vec<Wanted> {
    let mut met = vec![false; wanted.len()];
    each_word(text, |word| {
        found(word, wanted).for_each(|(_, number)| met[number] = true)
    });
    let left = wanted.iter().zip(met).filter(|(_, met)| !met);
    left.map(|(one, _)| one.clone()).collect()
}

/// Where a word meets what is wanted, in bytes of the source, and which of it.
fn found<'w>(word: &'w Word, wanted: &'w [Wanted]) -> impl Iterator<Item = ((usize, usize), usize)> + 'w {
    let source = |from: usize, to: usize| {
        let first = word.letters.partition_point(|letter| letter.at < from);
        let last = word.letters.partition_point(|letter| letter.at < to);
        (word.letters[first].from, word.letters[last - 1].to)
    };
    wanted.iter().enumerate().flat_map(move |(number, one)| {
        let (needle, anywhere) = match one {
            Wanted::Begins(needle) => (needle, false),
            Wanted::Has(needle) => (needle, true),
        };
        let places = match (anywhere, word.run) {
            (true, true) => word
                .text
                .match_indices(needle.as_str())
                .map(|(at, _)| at)
                .collect(),
            (false, false) if word.text.starts_with(needle.as_str()) => vec![0],
            _ => Vec::new(),
        };
        places
            .into_iter()
            .map(move |at| (source(at, at + needle.len()), number))
    })
}

/// Byte ranges, sorted, as UTF-16 units.
fn units(text: &str, ranges: &[(usize, usize)]) -> Vec<Stretch> {
    let (mut byte, mut unit) = (0, 0_usize);
    let mut count = |to: usize| {
        unit += text[byte..to].encode_utf16().count();
        byte = to;
        u32::try_from(unit).unwrap_or(u32::MAX)
    };
    ranges
        .iter()
        .map(|(from, to)| Stretch {
            from: count(*from),
            to: count(*to),
        })
        .collect()
}

/// A stretch of a Markdown text, as plain words, that shows as much of `wanted` as one can; `None` when there is nothing
/// of it. Words that stand in an address or in code are shown with the line that they stand in.
pub fn snippet(body: &str, wanted: &[Wanted]) -> Option<String> {
    let body = &body.replace('\r', "");
    let (from, to) = best(body, wanted)?;
    let paragraph = paragraph(body, from, to);
    let plain = galley_post::excerpt(paragraph, usize::MAX);
    if !stretches(&plain, wanted).is_empty() {
        return Some(cut(&plain, best(&plain, wanted)?.0));
    }
    let start = body[..from].rfind('\n').map_or(0, |at| at + 1);
    let end = body[to..].find('\n').map_or(body.len(), |at| to + at);
    let line = body[start..end].trim_start_matches(['#', '>', '-', '*', ' ', '\t']);
    Some(cut(line, best(line, wanted).map_or(0, |(from, _)| from)))
}

/// The hit round which the most different words of `wanted` stand; the first of them, in bytes.
fn best(text: &str, wanted: &[Wanted]) -> Option<(usize, usize)> {
    let mut hits = Vec::new();
    each_word(text, |word| hits.extend(found(word, wanted)));
    hits.sort_unstable();
    let near = |at: usize| {
        let from = hits[at].0.0;
        let close = hits[at..]
            .iter()
            .take_while(|((hit, _), _)| *hit < from + SHOWN - BEFORE && !text[from..*hit].contains("\n\n"));
        let mut numbers: Vec<usize> = close.take(64).map(|(_, number)| *number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers.len()
    };
    // A text with thousands of hits shows nothing better after the first hundreds.
    let richest = (0..hits.len().min(512)).max_by_key(|at| (near(*at), std::cmp::Reverse(*at)))?;
    Some(hits[richest].0)
}

/// The lines round a place that no empty line divides.
fn paragraph(text: &str, from: usize, to: usize) -> &str {
    let low = floor(text, from.saturating_sub(PARAGRAPH));
    let high = floor(text, (to + PARAGRAPH).min(text.len()));
    let start = text[low..from].rfind("\n\n").map_or(low, |at| low + at + 2);
    let end = text[to..high].find("\n\n").map_or(high, |at| to + at);
    &text[start..end]
}

/// The last place at or before `at` where a character begins.
fn floor(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// Some words before `at` and [`SHOWN`] characters in all, on one line, with `…` where something is left out.
fn cut(text: &str, at: usize) -> String {
    let mut start = 0;
    // A beginning that is near is kept.
    if text[..at].chars().count() > BEFORE {
        for (count, (place, c)) in text[..at].char_indices().rev().enumerate() {
            if count >= BEFORE || (count >= BEFORE / 2 && c.is_whitespace()) {
                start = if c.is_whitespace() {
                    place + c.len_utf8()
                } else {
                    place
                };
                break;
            }
        }
    }
    let rest = &text[start..];
    let end = rest.char_indices().nth(SHOWN).map_or(rest.len(), |(end, _)| {
        // Unspaced texts are cut anywhere, others at a blank.
        rest[..end]
            .rfind(char::is_whitespace)
            .filter(|blank| *blank > end / 2)
            .unwrap_or(end)
    });
    let words: Vec<&str> = rest[..end].split_whitespace().collect();
    let mark = |left_out: bool| if left_out { "…" } else { "" };
    format!("{}{}{}", mark(start > 0), words.join(" "), mark(end < rest.len()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::search_words::wanted;

    /// The marked parts, read back from UTF-16 as the window reads them.
    fn marked(text: &str, search: &str) -> Vec<String> {
        let all: Vec<u16> = text.encode_utf16().collect();
        stretches(text, &wanted(search))
            .into_iter()
            .map(|s| String::from_utf16(&all[s.from as usize..s.to as usize]).unwrap())
            .collect()
    }

    #[test]
    fn beginnings_of_words_are_marked_as_written() {
        assert_eq!(marked("Our Retries retried", "retri"), ["Retri", "retri"]);
        assert_eq!(
            marked("🚀🚀 Ein CAFÉ", "cafe"),
            ["CAFÉ"],
            "after characters of two units"
        );
        assert_eq!(
            marked("cafe\u{301}s", "café"),
            ["cafe\u{301}"],
            "a mark goes with its letter"
        );
        assert_eq!(marked("ﬁne", "fi"), ["ﬁ"]);
        assert_eq!(marked("slow slower", "slow slower"), ["slow", "slower"]);
        assert_eq!(
            marked("我们为什么删除警报", "删除 警报"),
            ["删除警报"],
            "neighbours are one"
        );
        assert_eq!(marked("𠮷野家で牛丼", "野家"), ["野家"]);
        assert_eq!(marked("İstanbul", "ist"), ["İst"]);
        assert!(marked("unslow", "slow").is_empty());
    }

    #[test]
    fn a_snippet_shows_the_place_with_the_most_words_as_plain_text() {
        let body = "First retries alone.\n\n## Heading\n\nMany words stand **before** the [retries](https://x.example) and the outage came.\n\nRetries once more.";
        let shown = snippet(body, &wanted("retries outage")).unwrap();
        assert_eq!(shown, "…stand before the retries and the outage came.");
        assert_eq!(snippet(body, &wanted("nowhere")), None);
        assert_eq!(
            snippet("See [it](https://unique.example/a)", &wanted("unique"))
                .unwrap()
                .matches("unique")
                .count(),
            1
        );
        assert_eq!(snippet("## A heading", &wanted("head")).unwrap(), "A heading");
    }

    #[test]
    fn a_text_without_blanks_is_cut_too() {
        let body = "漢".repeat(400) + "検索" + &"字".repeat(400);
        let shown = snippet(&body, &wanted("検索")).unwrap();
        assert!(
            shown.starts_with('…') && shown.ends_with('…') && shown.contains("検索"),
            "{shown}"
        );
        assert!(shown.chars().count() < 160);
    }

    proptest! {
        #[test]
        fn stretches_are_in_order_and_inside(text in "\\PC{0,80}", search in "\\PC{0,6}") {
            let length = u32::try_from(text.encode_utf16().count()).unwrap();
            let mut last = 0;
            for stretch in stretches(&text, &wanted(&search)) {
                prop_assert!(stretch.from >= last && stretch.from < stretch.to && stretch.to <= length);
                last = stretch.to + 1;
            }
        }

        #[test]
        fn a_snippet_of_any_text_has_what_was_found(text in "(\\PC|\n){0,200}", search in "\\w{1,2}") {
            let wanted = wanted(&search);
            if !stretches(&text, &wanted).is_empty() {
                prop_assert!(snippet(&text, &wanted).is_some());
            }
        }
    }
}
