//! Heads that begin with their first field: Pelican's, up to a blank line, and Hexo's, up to a closing fence.

use std::ops::Range;

use super::{Format, field_like, telling};
use crate::lines::lines_from;

/// How many lines a head without an opening fence may have; what follows is text.
const MOST_LINES: usize = 200;

/// The format, the fields, and where the body begins.
pub(super) fn find(text: &str, start: usize) -> Option<(Format, Range<usize>, usize)> {
    let hexo = hexo(text, start).map(|(inner, end)| (Format::Yaml, inner, end));
    hexo.or_else(|| pelican(text, start).map(|(inner, end)| (Format::Pelican, inner, end)))
}

/// Fields up to the first `---`, as Hexo 2 wrote its posts. Behind a blank line only the usual names count: a heading
/// of text may have a colon and be underlined.
fn hexo(text: &str, start: usize) -> Option<(Range<usize>, usize)> {
    let (mut fields, mut blank) = (0, false);
    for line in lines_from(text, start).take(MOST_LINES) {
        let content = line.text(text);
        let below = content.starts_with([' ', '\t', '#']) || content.starts_with("- ") || content == "-";
        if content.trim_end() == "---" {
            return (fields > 0).then_some((start..line.start, line.next));
        }
        if content.trim().is_empty() {
            blank = true;
        } else if telling(content) && !content.starts_with([' ', '\t']) {
            fields += 1;
        } else if fields == 0 || blank || !(below || field_like(content)) {
            return None;
        }
    }
    None
}

/// `Key: value` lines with a title among them, and where the body begins (after the blank line).
fn pelican(text: &str, start: usize) -> Option<(Range<usize>, usize)> {
    let (mut end, mut titled) = (start, false);
    for line in lines_from(text, start) {
        let content = line.text(text);
        if content.trim().is_empty() {
            return titled.then_some((start..end, line.next));
        }
        if let Some((key, _)) = crate::pelican::key_of(content) {
            titled |= key.eq_ignore_ascii_case("title");
        } else if end == start || !content.starts_with("    ") {
            return titled.then_some((start..end, end));
        }
        end = line.next;
    }
    titled.then_some((start..end, end))
}
