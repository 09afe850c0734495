//! A second reader of simple heads, to prove what the first one says of an edited head. It shares nothing with it but
//! the rule what a plain scalar means: it goes by whole lines and their parts, the first one byte by byte.

use memchr::memchr;

use super::{Entry, Head, Holds, Scalar};
use crate::tree::Style;

/// Whether the text read by lines has the same fields with the same values, in the same order, and nothing else.
pub(super) fn agrees(text: &str, head: &Head) -> bool {
    let mut lines = Lines { text, at: 0 };
    head.entries.iter().all(|entry| lines.has(entry, head).is_some()) && lines.written().is_none()
}

struct Lines<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Lines<'a> {
    /// The line at hand, without its ending.
    fn peek(&self) -> Option<(&'a str, usize)> {
        let rest = &self.text[self.at..];
        let length = memchr(b'\n', rest.as_bytes())?;
        let line = &rest[..length];
        Some((line.strip_suffix('\r').unwrap_or(line), self.at + length + 1))
    }

    /// The next line that is neither blank nor a comment, and where it begins.
    fn written(&mut self) -> Option<(&'a str, usize)> {
        loop {
            let (line, next) = self.peek()?;
            let start = std::mem::replace(&mut self.at, next);
            if !matches!(line.trim_start_matches(' ').as_bytes().first(), None | Some(b'#')) {
                return Some((line, start));
            }
        }
    }

    /// Whether the field comes next.
    fn has(&mut self, entry: &Entry, head: &Head) -> Option<()> {
        let (line, start) = self.written()?;
        let colon = memchr(b':', line.as_bytes())?;
        let (name, value) = (&line[..colon], &line[colon + 1..]);
        let fits = start == entry.name.start
            && start + colon == entry.name.end
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
            && (value.is_empty() || value.starts_with(' '));
        if !fits {
            return None;
        }
        let written = value.trim_start_matches(' ');
        match &entry.holds {
            Holds::Nothing => nothing_more(value)?,
            Holds::One(told) => nothing_more(self.scalar(written, false, told)?)?,
            Holds::List {
                items, block: false, ..
            } => nothing_more(self.brackets(written, head.items_of(items))?)?,
            Holds::List { items, .. } => {
                nothing_more(value)?;
                self.items(head.items_of(items))?;
            }
            Holds::Lines => {
                // What they hold was read by the parser, and their bytes were copied: here it is where they end.
                let dashes = written.is_empty() || written.starts_with('#');
                (self.below(dashes) == entry.lines.end).then_some(())?;
            }
        }
        Some(())
    }

    fn items(&mut self, told: &[Scalar]) -> Option<()> {
        let mut indent = None;
        for told in told {
            let (line, _) = self.written()?;
            let content = line.trim_start_matches(' ');
            let own = line.len() - content.len();
            let item = content.strip_prefix("- ")?;
            if *indent.get_or_insert(own) != own {
                return None;
            }
            nothing_more(self.scalar(item.trim_start_matches(' '), false, told)?)?;
        }
        Some(())
    }

    /// Goes on to the end of the lines that are indented; where that is, blank lines before it left out.
    fn below(&mut self, dashes: bool) -> usize {
        let mut end = self.at;
        while let Some((line, next)) = self.peek() {
            let blank = line.trim_start_matches(' ').is_empty();
            let below = line.starts_with(' ') || (dashes && line.starts_with("- "));
            if !blank && !below {
                break;
            }
            self.at = next;
            if !blank {
                end = next;
            }
        }
        end
    }

    /// Whether a text begins with a scalar, and with the one that was told; what stands behind it.
    fn scalar(&self, text: &'a str, flow: bool, told: &Scalar) -> Option<&'a str> {
        let bytes = text.as_bytes();
        if let Some(quote @ (b'"' | b'\'')) = bytes.first() {
            let end = memchr(*quote, &bytes[1..])? + 1;
            let (held, rest) = (&text[1..end], &text[end + 1..]);
            let escapes = rest.as_bytes().first() == Some(quote)
                || (*quote == b'"' && memchr(b'\\', held.as_bytes()).is_some());
            let same = told.style != Style::Plain && held == told.text(self.text);
            return (same && !escapes && memchr(b'\t', held.as_bytes()).is_none()).then_some(rest);
        }
        let mut end = bytes.len();
        let mut before = b' ';
        for (at, byte) in bytes.iter().enumerate() {
            let stops = match byte {
                b'#' => before == b' ',
                b',' | b']' | b'[' | b'{' | b'}' | b':' => flow,
                b' ' if before == b':' => return None,
                b'\t' => return None,
                _ => false,
            };
            if stops {
                end = at;
                break;
            }
            before = *byte;
        }
        let held = text[..end].trim_end_matches(' ');
        let own = held.as_bytes();
        let starts_well = match own.first()? {
            b'-' => !matches!(own.get(1), None | Some(b' ')),
            b',' | b'[' | b']' | b'{' | b'}' | b'#' | b'&' | b'*' | b'!' | b'|' | b'>' | b'%' | b'@'
            | b'`' | b'?' | b':' | b'"' | b'\'' => false,
            _ => true,
        };
        let same = told.style == Style::Plain && held == told.text(self.text);
        (same && starts_well && !held.ends_with(':')).then(|| &text[end..])
    }

    /// Whether a list in brackets has the items that were told; what stands behind it.
    fn brackets(&self, text: &'a str, told: &[Scalar]) -> Option<&'a str> {
        let mut rest = text.strip_prefix('[')?.trim_start_matches(' ');
        for told in told {
            let behind = self.scalar(rest, true, told)?.trim_start_matches(' ');
            rest = match behind.strip_prefix(',') {
                Some(next) => next.trim_start_matches(' '),
                None if behind.starts_with(']') => behind,
                None => return None,
            };
        }
        rest.strip_prefix(']')
    }
}

/// Blanks and a comment may end a line.
fn nothing_more(rest: &str) -> Option<()> {
    let held = rest.trim_start_matches(' ');
    (held.is_empty() || (held.starts_with('#') && held.len() < rest.len())).then_some(())
}
