//! Edits inside brackets and braces. They look alike in YAML, TOML and JSON: items, commas, and perhaps lines.

use std::ops::Range;

use crate::edit::Splice;
use crate::lines::{ending_near, line_end, line_start, next_line};
use crate::tree::{Node, Pair};

/// The whitespace before `at` on its line, when there is nothing else.
pub(crate) fn own_line(text: &str, at: usize) -> Option<&str> {
    let before = &text[line_start(text, at)..at];
    before.chars().all(|c| matches!(c, ' ' | '\t')).then_some(before)
}

/// For a node behind a comma that begins its line, and with nothing else on it: what stands before the node there, and
/// its lines.
pub(crate) fn behind_comma<'a>(text: &'a str, span: &Range<usize>) -> Option<(&'a str, Range<usize>)> {
    let start = line_start(text, span.start);
    let before = &text[start..span.start];
    let alone = before.trim() == "," && text[span.end..line_end(text, span.end)].trim().is_empty();
    alone.then(|| (before, start..next_line(text, span.end)))
}

/// Adds an item at the end of a list in brackets, changing one line at the most.
pub(crate) fn add_item(text: &str, list: &Range<usize>, items: &[Node], item: &str) -> Splice {
    let Some(last) = items.last() else {
        // What stands between the brackets stays behind the item, so that taking it out again gives the same bytes.
        let open = list.start + 1;
        return Splice::new(open..open, item);
    };
    let end = last.span.end;
    if let Some((before, line)) = behind_comma(text, &last.span).filter(|(_, line)| line.end < list.end) {
        let ending = ending_near(text, end);
        return Splice::new(line.end..line.end, format!("{before}{item}{ending}"));
    }
    let behind = &text[end..list.end];
    let comma = behind
        .find(|c: char| !c.is_whitespace())
        .filter(|at| behind[*at..].starts_with(','));
    match comma {
        Some(comma) => {
            let comma = end + comma + 1;
            let line = line_end(text, comma);
            match own_line(text, last.span.start) {
                Some(indent) if line < list.end => {
                    let at = next_line(text, comma);
                    let ending = ending_near(text, comma);
                    Splice::new(at..at, format!("{indent}{item},{ending}"))
                }
                _ => Splice::new(comma..comma, format!(" {item},")),
            }
        }
        None => {
            let before = items
                .len()
                .checked_sub(2)
                .and_then(|n| text.get(items[n].span.end..last.span.start));
            let between = before.filter(|between| between.trim() == "," && !between.contains(['\n', '\r']));
            Splice::new(end..end, format!("{}{item}", between.unwrap_or(", ")))
        }
    }
}

/// The whole lines of items that have one to themselves and a comma behind them; a comment there goes with its item,
/// and no other's line is touched.
pub(crate) fn whole_lines(text: &str, spans: &[Range<usize>], gone: &[usize]) -> Option<Vec<Range<usize>>> {
    let line = |at: &usize| {
        let span = spans.get(*at)?;
        if let Some((_, line)) = behind_comma(text, span) {
            return Some(line);
        }
        let indent = own_line(text, span.start)?;
        let rest = text[span.end..line_end(text, span.end)]
            .trim_start()
            .strip_prefix(',')?
            .trim_start();
        let alone = rest.is_empty() || rest.starts_with('#');
        alone.then(|| span.start - indent.len()..next_line(text, span.end))
    };
    gone.iter().map(line).collect()
}

/// Items and the commas right behind them, where a comment stands near and has to stay; not all of them may go. `None`
/// where no comment stands in what [`cuts`] would take.
pub(crate) fn around_comments(
    text: &str,
    spans: &[Range<usize>],
    gone: &[usize],
) -> Option<Vec<Range<usize>>> {
    let wide = cuts(spans, gone);
    // Between items there are commas, blanks and comments alone.
    let comment = |cut: &Range<usize>| {
        let items = spans
            .iter()
            .filter(|span| cut.start <= span.start && span.end <= cut.end);
        let inside: usize = items.map(|span| text[span.clone()].matches('#').count()).sum();
        text[cut.clone()].matches('#').count() > inside
    };
    wide.iter().any(comment).then(|| {
        let narrow = |at: &usize| {
            let span = spans[*at].clone();
            let behind = &text[span.end..spans.get(at + 1).map_or(span.end, |next| next.start)];
            let comma = behind.trim_start_matches([' ', '\t']).strip_prefix(',');
            let end = span.end + comma.map_or(0, |rest| behind.len() - rest.len());
            // Its own comment goes with it.
            match own_line(text, span.start) {
                Some(indent) if text[end..].trim_start_matches([' ', '\t']).starts_with('#') => {
                    span.start - indent.len()..next_line(text, end)
                }
                _ => span.start..end,
            }
        };
        gone.iter().map(narrow).collect()
    })
}

/// What has to go so that the nodes at `gone` leave a list or a map; not all of them may go.
pub(crate) fn cuts(spans: &[Range<usize>], gone: &[usize]) -> Vec<Range<usize>> {
    let last_kept = (0..spans.len()).rev().find(|at| !gone.contains(at));
    let mut cuts: Vec<Range<usize>> = Vec::new();
    for at in gone {
        match last_kept {
            Some(kept) if *at > kept => {
                let end = spans.last().map_or(0, |span| span.end);
                cuts.push(spans[kept].end..end);
                break;
            }
            _ => cuts.push(spans[*at].start..spans[at + 1].start),
        }
    }
    cuts
}

/// Adds a pair to a map in braces. Where pairs stand on lines of their own it comes before the last one, so
/// that no comma has to be added to another field's line.
pub(crate) fn add_pair(
    text: &str,
    map: &Range<usize>,
    pairs: &[Pair],
    key: &str,
    colon: &str,
    value: &str,
) -> Splice {
    let Some(last) = pairs.last() else {
        let open = map.start + 1;
        let inner = &text[open..map.end - 1];
        if inner.trim().is_empty() && inner.contains(['\n', '\r']) {
            let at = next_line(text, open);
            let ending = ending_near(text, map.start);
            return Splice::new(at..at, format!("{key}{colon}{value}{ending}"));
        }
        let at = if inner.trim().is_empty() {
            open..map.end - 1
        } else {
            open..open
        };
        return Splice::new(at, format!("{key}{colon}{value}"));
    };
    let start = last.name_span.start;
    let written = text
        .get(last.name_span.end..last.node.span.start)
        .unwrap_or(colon);
    let colon = if written.trim().len() == 1 && !written.contains(['\n', '\r']) {
        written
    } else {
        colon
    };
    let own = last.name_span.start..last.node.span.end;
    if let Some((before, line)) = behind_comma(text, &own).filter(|(_, line)| line.end < map.end) {
        let ending = ending_near(text, own.end);
        return Splice::new(line.end..line.end, format!("{before}{key}{colon}{value}{ending}"));
    }
    match own_line(text, start) {
        Some(indent) => {
            let at = start - indent.len();
            let ending = ending_near(text, map.start);
            Splice::new(at..at, format!("{indent}{key}{colon}{value},{ending}"))
        }
        None => {
            let end = last.node.span.end;
            Splice::new(end..end, format!(", {key}{colon}{value}"))
        }
    }
}
