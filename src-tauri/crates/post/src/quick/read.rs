//! The first quick reader: byte by byte, once through the head.

use std::ops::Range;

use super::{Entry, Head, Holds, Scalar};
use crate::tree::Style;

/// More fields than this are for the other reader: looking for equal names would cost too much here.
const MOST: usize = 64;
/// Longer names, in bytes, are for the other reader: YAML bounds them.
const LONGEST: usize = 128;

/// Nothing but a character of a scalar without quotes.
const PLAIN: u8 = 1;
/// A letter of a name.
const NAMED: u8 = 2;
/// A character that all readers print.
const USUAL: u8 = 4;

/// What each byte can be without a closer look: of a character over several bytes the first one decides.
const KIND: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut byte = 0x20;
    while byte < 256 {
        let odd = matches!(byte, 0x7f | 0xc2 | 0xe2 | 0xef);
        if !odd {
            kinds[byte] = USUAL;
            if !matches!(byte as u8, b':' | b'#' | b',' | b'[' | b']' | b'{' | b'}') {
                kinds[byte] |= PLAIN;
            }
            if (byte as u8).is_ascii_alphanumeric() || matches!(byte as u8, b'_' | b'-') && byte < 0x80 {
                kinds[byte] |= NAMED;
            }
        }
        byte += 1;
    }
    kinds
};

fn is(byte: u8, kind: u8) -> bool {
    KIND[usize::from(byte)] & kind != 0
}

/// Reads the text between the fences; `None` when it is not simple.
pub(crate) fn read(text: &str) -> Option<Head> {
    let mut reader = Reader {
        text,
        bytes: text.as_bytes(),
        head: Head {
            entries: Vec::with_capacity(8),
            items: Vec::new(),
        },
    };
    let mut at = 0;
    while at < text.len() {
        at = reader.field(at)?;
    }
    let Head { entries, .. } = &reader.head;
    let bytes = text.as_bytes();
    let equal = |a: &Range<usize>, b: &Range<usize>| {
        // Most names differ in the first letter.
        a.len() == b.len() && bytes[a.start] == bytes[b.start] && bytes[a.clone()] == bytes[b.clone()]
    };
    let twice = |at: usize| {
        entries[..at]
            .iter()
            .any(|other| equal(&other.name, &entries[at].name))
    };
    (entries.len() <= MOST && !(1..entries.len()).any(twice)).then_some(reader.head)
}

struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    head: Head,
}

impl Reader<'_> {
    /// Reads a field with all its lines, or a blank line, or a comment; where the next one begins.
    fn field(&mut self, start: usize) -> Option<usize> {
        match *self.bytes.get(start)? {
            b'A'..=b'Z' | b'a'..=b'z' | b'_' => {}
            b' ' | b'\n' | b'\r' | b'#' => return self.empty_line(start),
            _ => return None,
        }
        let named = self.bytes[start..].iter().position(|byte| !is(*byte, NAMED));
        let colon = start + named?;
        if colon - start > LONGEST
            || self.bytes.get(colon) != Some(&b':')
            || !matches!(self.bytes.get(colon + 1), Some(b' ' | b'\n' | b'\r'))
        {
            return None;
        }
        let kept = self.head.items.len();
        if let Some((holds, end, next)) = self.simple(colon) {
            self.put(start..colon, end, holds);
            return Some(next);
        }
        self.head.items.truncate(kept);
        let next = self.lines(start..colon)?;
        self.put(start..colon, next, Holds::Lines);
        Some(next)
    }

    /// What stands behind a name, where that is simple; where its lines end, and where the next field may begin.
    fn simple(&mut self, colon: usize) -> Option<(Holds, usize, usize)> {
        let at = self.blanks(colon + 1);
        let holds = match *self.bytes.get(at)? {
            b'\n' | b'\r' | b'#' => {
                let below = self.rest(at)?;
                let (holds, lines, next) = self.items(below)?;
                return Some((holds, lines.unwrap_or(below), next));
            }
            b'[' => self.brackets(at)?,
            _ => Holds::One(self.scalar(at, false)?),
        };
        let end = match &holds {
            Holds::List { span, .. } => span.end,
            Holds::One(scalar) => scalar.span.end,
            Holds::Nothing | Holds::Lines => at,
        };
        let next = self.rest(end)?;
        // A line that is indented goes on with the value, or is a mistake.
        (self.bytes.get(next) != Some(&b' ')).then_some((holds, next, next))
    }

    fn put(&mut self, name: Range<usize>, end: usize, holds: Holds) {
        self.head.entries.push(Entry {
            lines: name.start..end,
            name,
            holds,
        });
    }

    /// A blank line or a comment.
    fn empty_line(&self, start: usize) -> Option<usize> {
        let at = self.blanks(start);
        let open = matches!(
            self.head.entries.last(),
            Some(Entry {
                holds: Holds::Lines,
                ..
            })
        );
        match *self.bytes.get(at)? {
            // Readers may take it for a part of the text before.
            b'#' if open && at > start => None,
            b'\n' | b'\r' | b'#' => self.rest(at),
            _ => None,
        }
    }

    /// The items with dashes below a name, if there are any: what the name holds, where the line of the last item
    /// ends, and where the next field begins. `None` when there is something else.
    fn items(&mut self, below: usize) -> Option<(Holds, Option<usize>, usize)> {
        let first = self.head.items.len();
        let (mut column, mut dash, mut lines, mut line) = (None, 0, None, below);
        loop {
            let at = self.blanks(line);
            match self.bytes.get(at) {
                None => break,
                Some(b'\n' | b'\r' | b'#') => line = self.rest(at)?,
                Some(b'-') if self.bytes.get(at + 1) == Some(&b' ') => {
                    if *column.get_or_insert(at - line) != at - line {
                        return None;
                    }
                    if lines.is_none() {
                        dash = at;
                    }
                    let item = self.scalar(self.blanks(at + 2), false)?;
                    line = self.rest(item.span.end)?;
                    lines = Some(line);
                    self.head.items.push(item);
                }
                Some(_) if at > line => return None,
                Some(b'-') => return None,
                Some(_) => break,
            }
        }
        let holds = match self.head.items.get(first..)?.last() {
            None => Holds::Nothing,
            Some(last) => Holds::List {
                span: dash..last.span.end,
                items: first..self.head.items.len(),
                block: true,
            },
        };
        Some((holds, lines, line))
    }

    /// The line of a name with the indented lines below it, proved by the parser to be one field; where they end. A
    /// name without a value may have lines that begin with a dash in the first column.
    fn lines(&self, name: Range<usize>) -> Option<usize> {
        let value = self.blanks(name.end + 1);
        let dashes = matches!(*self.bytes.get(value)?, b'\n' | b'\r' | b'#');
        let mut line = self.usual_line(name.start)?;
        let mut end = line;
        while line < self.bytes.len() {
            let at = self.blanks(line);
            let next = match *self.bytes.get(at)? {
                // Blanks on a line of their own can be a part of a text.
                b'\n' | b'\r' if at == line => {
                    line = self.rest(at)?;
                    continue;
                }
                // So can this; elsewhere it is none.
                b'#' | b'\n' | b'\r' if at > line => return None,
                // A name on lines of its own.
                b'?' => return None,
                _ if at > line => self.usual_line(at)?,
                b'-' if dashes && self.bytes.get(at + 1) == Some(&b' ') => self.usual_line(at)?,
                _ => break,
            };
            (line, end) = (next, next);
        }
        let own = &self.text[name.start..end];
        // What keeps the blank lines at its end holds more than its lines.
        if own.contains("|+") || own.contains(">+") || own.contains("- ?") || own.contains(['&', '*']) {
            return None;
        }
        let reading = crate::yaml::read(own).ok()?;
        let [pair] = reading.root.pairs() else { return None };
        let entries = crate::yaml::entries(own);
        let [entry] = entries.as_slice() else { return None };
        let one = reading.notes.is_empty() && pair.name == self.text[name];
        (one && entry.start == 0 && entry.lines == (0..own.len())).then_some(end)
    }

    /// A line without odd characters; where the next one begins.
    fn usual_line(&self, at: usize) -> Option<usize> {
        let end = at + memchr::memchr(b'\n', &self.bytes[at..])?;
        let content = if self.bytes[end - 1] == b'\r' {
            end - 1
        } else {
            end
        };
        let usual = |(n, byte): (usize, &u8)| is(*byte, USUAL) || self.usual(at + n);
        let line = self.bytes.get(at..content).unwrap_or_default();
        line.iter().enumerate().all(usual).then_some(end + 1)
    }

    /// Behind the blanks at `at`.
    fn blanks(&self, mut at: usize) -> usize {
        while self.bytes.get(at) == Some(&b' ') {
            at += 1;
        }
        at
    }

    /// What is left of a line: blanks and perhaps a comment. Where the next line begins.
    fn rest(&self, at: usize) -> Option<usize> {
        let mut end = self.blanks(at);
        if self.bytes.get(end) == Some(&b'#') {
            if end > 0 && !matches!(self.bytes[end - 1], b' ' | b'\n') {
                return None;
            }
            return self.usual_line(end);
        }
        if self.bytes.get(end) == Some(&b'\r') {
            end += 1;
        }
        (self.bytes.get(end) == Some(&b'\n')).then_some(end + 1)
    }

    /// Whether the character that begins here is printable and no line break to anybody. Only the first byte of a
    /// character decides.
    fn usual(&self, at: usize) -> bool {
        let after = |n: usize| self.bytes.get(at + n).copied().unwrap_or_default();
        match self.bytes[at] {
            0x20..=0x7e => true,
            0xc2 => after(1) >= 0xa0,
            0xe2 => !(after(1) == 0x80 && matches!(after(2), 0xa8 | 0xa9)),
            0xef => !matches!((after(1), after(2)), (0xbb, 0xbf) | (0xbf, 0xbe | 0xbf)),
            byte => byte >= 0x80,
        }
    }

    /// A scalar on one line without escapes. `flow` is true inside brackets.
    fn scalar(&self, start: usize, flow: bool) -> Option<Scalar> {
        let style = match self.bytes.get(start)? {
            b'"' => Style::Double,
            b'\'' => Style::Single,
            _ => return self.plain(start, flow),
        };
        let quote = self.bytes[start];
        let mut at = start + 1;
        loop {
            match *self.bytes.get(at)? {
                byte if byte == quote => break,
                b'\\' if style == Style::Double => return None,
                byte if !is(byte, USUAL) && !self.usual(at) => return None,
                _ => at += 1,
            }
        }
        // Two quotes in a row are an escape.
        (self.bytes.get(at + 1) != Some(&quote)).then_some(Scalar {
            span: start..at + 1,
            style,
        })
    }

    fn plain(&self, start: usize, flow: bool) -> Option<Scalar> {
        match *self.bytes.get(start)? {
            b'A'..=b'Z'
            | b'a'..=b'z'
            | b'0'..=b'9'
            | b'_'
            | b'.'
            | b'/'
            | b'('
            | b'+'
            | b'$'
            | b'~'
            | b'<'
            | b'=' => {}
            b'-' if self.bytes.get(start + 1).is_some_and(u8::is_ascii_alphanumeric) => {}
            byte if byte >= 0x80 => {}
            _ => return None,
        }
        let mut at = start;
        loop {
            at += self.bytes[at..].iter().position(|byte| !is(*byte, PLAIN))?;
            match self.bytes[at] {
                b'\n' | b'\r' => break,
                b'#' if self.bytes[at - 1] == b' ' => break,
                b':' if flow || matches!(self.bytes.get(at + 1), Some(b' ' | b'\n' | b'\r')) => return None,
                b',' | b']' if flow => break,
                b'[' | b'{' | b'}' if flow => return None,
                byte if !is(byte, USUAL) && !self.usual(at) => return None,
                _ => at += 1,
            }
        }
        while self.bytes[at - 1] == b' ' {
            at -= 1;
        }
        Some(Scalar {
            span: start..at,
            style: Style::Plain,
        })
    }

    /// A list in brackets on one line, of scalars without colons.
    fn brackets(&mut self, start: usize) -> Option<Holds> {
        let first = self.head.items.len();
        let mut at = self.blanks(start + 1);
        while *self.bytes.get(at)? != b']' {
            let item = self.scalar(at, true)?;
            at = self.blanks(item.span.end);
            self.head.items.push(item);
            match self.bytes.get(at)? {
                b',' => at = self.blanks(at + 1),
                b']' => {}
                _ => return None,
            }
        }
        Some(Holds::List {
            span: start..at + 1,
            items: first..self.head.items.len(),
            block: false,
        })
    }
}
