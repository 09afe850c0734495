//! Which lines belong to which field of a YAML head: a scanner of its own that knows indentation, quotes and
//! brackets and nothing else, as a second opinion on what the parser says.

use std::ops::Range;

use crate::lines::lines_from;

/// A field as its lines show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Where its name begins.
    pub(crate) start: usize,
    /// Its lines, endings included; blank and comment lines behind it left out.
    pub(crate) lines: Range<usize>,
}

/// The fields at the indentation of the first one. A line that fits nowhere ends the list.
pub(crate) fn entries(text: &str) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut base = None;
    let mut open = Open::default();
    for line in lines_from(text, 0) {
        let content = line.text(text);
        let indent = content.len() - content.trim_start_matches([' ', '\t']).len();
        let rest = &content[indent..];
        if open.is_closed() {
            if rest.trim().is_empty() || (rest.starts_with('#') && base.is_none_or(|base| indent <= base)) {
                continue;
            }
            let base = *base.get_or_insert(indent);
            let dash = rest == "-" || rest.starts_with("- ") || rest.starts_with("-\t");
            if indent == base && !dash && !rest.starts_with([']', '}']) {
                let Some(colon) = after_name(rest) else {
                    return entries;
                };
                entries.push(Entry {
                    start: line.start + indent,
                    lines: line.start..line.next,
                });
                open.scan(&rest[colon..]);
                continue;
            }
            let Some(last) = entries.last_mut() else {
                return entries;
            };
            // An indented comment counts as the field's only when more of it follows.
            if !rest.starts_with('#') || open.block {
                last.lines.end = line.next;
            }
        } else {
            let Some(last) = entries.last_mut() else {
                return entries;
            };
            last.lines.end = line.next;
            open.go_on(content);
        }
    }
    entries
}

/// Where the value begins: behind the colon that ends a plain or quoted name.
pub(super) fn after_name(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let ends = |at: usize| bytes.get(at).is_none_or(|b| matches!(b, b' ' | b'\t'));
    let mut at = 0;
    match bytes.first()? {
        quote @ (b'"' | b'\'') => {
            at = 1;
            while bytes.get(at)? != quote {
                at += if bytes[at] == b'\\' && *quote == b'"' {
                    2
                } else {
                    1
                };
            }
            at += 1;
            while matches!(bytes.get(at), Some(b' ' | b'\t')) {
                at += 1;
            }
            (bytes.get(at) == Some(&b':') && ends(at + 1)).then_some(at + 1)
        }
        b'?' if ends(1) => None,
        _ => {
            while at < bytes.len() {
                if bytes[at] == b':' && ends(at + 1) {
                    return Some(at + 1);
                }
                if bytes[at] == b'#' && at > 0 && matches!(bytes[at - 1], b' ' | b'\t') {
                    return None;
                }
                at += 1;
            }
            None
        }
    }
}

/// A quote or brackets that were opened and not closed yet.
#[derive(Default)]
pub(super) struct Open {
    quote: Option<u8>,
    brackets: usize,
    /// The value is a `|` or `>` block, in which `#` begins no comment.
    block: bool,
}

impl Open {
    pub(super) fn is_closed(&self) -> bool {
        self.quote.is_none() && self.brackets == 0
    }

    /// Looks at the value that follows a name.
    pub(super) fn scan(&mut self, value: &str) {
        let mut value = value.trim_start_matches([' ', '\t']);
        while value.starts_with(['&', '!']) {
            let end = value.find([' ', '\t']).unwrap_or(value.len());
            value = value[end..].trim_start_matches([' ', '\t']);
        }
        self.block = value.starts_with(['|', '>']);
        if value.starts_with(['"', '\'', '[', '{']) {
            self.go_on(value);
        }
    }

    /// Follows quotes and brackets to the end of a line.
    pub(super) fn go_on(&mut self, line: &str) {
        let bytes = line.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            match (self.quote, bytes[at]) {
                (Some(b'"'), b'\\') => at += 1,
                (Some(b'\''), b'\'') if bytes.get(at + 1) == Some(&b'\'') => at += 1,
                (Some(quote), byte) if byte == quote => {
                    self.quote = None;
                    if self.brackets == 0 {
                        return;
                    }
                }
                (Some(_), _) => {}
                (None, byte @ (b'"' | b'\'')) if starts_value(bytes, at) => self.quote = Some(byte),
                (None, b'[' | b'{') => self.brackets += 1,
                (None, b']' | b'}') => {
                    self.brackets = self.brackets.saturating_sub(1);
                    if self.brackets == 0 {
                        return;
                    }
                }
                (None, b'#') if at == 0 || matches!(bytes[at - 1], b' ' | b'\t') => return,
                _ => {}
            }
            at += 1;
        }
    }
}

/// Whether a quote here opens a string: an apostrophe within a plain word does not.
fn starts_value(bytes: &[u8], at: usize) -> bool {
    match bytes[..at].iter().rev().find(|b| !matches!(b, b' ' | b'\t')) {
        None => true,
        Some(before) => matches!(before, b'[' | b'{' | b',' | b':'),
    }
}
