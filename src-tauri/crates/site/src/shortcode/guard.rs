//! Which parts of a text are code or comments, where nothing counts as a tag.

use std::collections::HashMap;
use std::ops::Range;

use comrak::nodes::{Node, NodeValue};

/// The parts of `text`, in order and apart, that are code, comments, scripts or styles; `root` is its tree. With
/// `only_fences` an indented block is no code, as in MDX.
pub(crate) fn guarded(text: &str, root: Node<'_>, only_fences: bool) -> Vec<Range<usize>> {
    let mut starts = vec![0];
    starts.extend(text.match_indices('\n').map(|(at, _)| at + 1));
    let lines = |node: Node<'_>| {
        let place = node.data().sourcepos;
        let start = starts
            .get(place.start.line.saturating_sub(1))
            .copied()
            .unwrap_or(text.len());
        let end = starts
            .get(place.end.line.max(place.start.line))
            .copied()
            .unwrap_or(text.len());
        start..end
    };
    let mut found = Vec::new();
    for node in root.descendants() {
        match &node.data().value {
            NodeValue::CodeBlock(code) if code.fenced || !only_fences => found.push(lines(node)),
            // Scripts, styles, `<pre>`; comments; instructions, declarations, CDATA.
            NodeValue::HtmlBlock(html) if html.block_type <= 5 => found.push(lines(node)),
            NodeValue::Paragraph | NodeValue::Heading(_) | NodeValue::TableRow(_) => {
                let lines = lines(node);
                spans(&text[lines.clone()], lines.start, &mut found);
            }
            _ => {}
        }
    }
    found.sort_by_key(|range| range.start);
    let mut apart: Vec<Range<usize>> = Vec::with_capacity(found.len());
    for range in found {
        match apart.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => apart.push(range),
        }
    }
    apart
}

/// The code spans and comments of a paragraph's lines, which begin at `offset`.
fn spans(text: &str, offset: usize, found: &mut Vec<Range<usize>>) {
    let bytes = text.as_bytes();
    if !bytes.contains(&b'`') && !text.contains("<!--") {
        return;
    }
    // The runs of backticks by their length, in order; those behind are dropped as the walk goes on.
    let mut runs: HashMap<usize, std::collections::VecDeque<usize>> = HashMap::new();
    let mut at = 0;
    while at < bytes.len() {
        let len = run_len(&bytes[at..]);
        if len > 0 {
            runs.entry(len).or_default().push_back(at);
        }
        at += len.max(1);
    }
    let mut no_comment_ends = false;
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'`' => {
                let len = run_len(&bytes[at..]);
                let same = runs.entry(len).or_default();
                while same.front().is_some_and(|run| *run <= at) {
                    same.pop_front();
                }
                match same.front() {
                    Some(close) => {
                        found.push(offset + at..offset + close + len);
                        at = close + len;
                    }
                    None => at += len,
                }
            }
            b'<' if !no_comment_ends && text[at..].starts_with("<!--") => match text[at + 4..].find("-->") {
                Some(end) => {
                    found.push(offset + at..offset + at + 4 + end + 3);
                    at += 4 + end + 3;
                }
                None => {
                    no_comment_ends = true;
                    at += 4;
                }
            },
            _ => at += 1,
        }
    }
}

fn run_len(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| **byte == b'`').count()
}

#[cfg(test)]
mod tests {
    use comrak::{Arena, parse_document};

    use super::*;

    fn parts(text: &str) -> Vec<&str> {
        let arena = Arena::new();
        let options = crate::text::comrak_options(&crate::text::TextOptions::default());
        let root = parse_document(&arena, text, &options);
        guarded(text, root, false)
            .into_iter()
            .map(|range| &text[range])
            .collect()
    }

    #[test]
    fn code_and_comments_are_guarded_and_nothing_else() {
        let text = "a `b` \\`c ``d ` e`` f\n\n```\ng\n```\n\n    h\n\n- ~~~\n  i\n  ~~~\n\n<!-- j -->\n\nk <!-- l --> m\n\n<div>\nn\n</div>\n\n<pre>\no\n</pre>\n";
        let expected = [
            "`b`",
            "``d ` e``",
            "```\ng\n```\n",
            "    h\n",
            "- ~~~\n  i\n  ~~~\n",
            "<!-- j -->\n",
            "<!-- l -->",
            "<pre>\no\n</pre>\n",
        ];
        assert_eq!(parts(text), expected);
    }
}
