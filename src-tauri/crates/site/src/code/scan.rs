//! The scanner: code in, pieces out, each byte looked at a fixed number of times.

use std::collections::HashMap;

use super::Kind;
use super::languages::{Language, Quote};

/// How far a scan looks ahead for an end that may not be there (a regular expression, `${…}`), in bytes.
const LOOK_AHEAD: usize = 300;

/// The words of a language, looked up by themselves.
pub(super) struct Words(HashMap<&'static str, Kind>);

impl Words {
    pub(super) fn new(language: &'static Language) -> Self {
        let lists = [
            (language.types, Kind::Type),
            (language.constants, Kind::Constant),
            (language.keywords, Kind::Keyword),
        ];
        let words = lists
            .into_iter()
            .flat_map(|(list, kind)| list.split_ascii_whitespace().map(move |word| (word, kind)));
        Words(words.collect())
    }

    fn kind(&self, word: &str, caseless: bool) -> Option<Kind> {
        if caseless && word.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return self.0.get(word.to_ascii_lowercase().as_str()).copied();
        }
        self.0.get(word).copied()
    }
}

/// Takes the pieces of a code in their order; together they are the code.
pub(super) type Write<'w> = dyn FnMut(Kind, &str) + 'w;

/// A walk over code of one language.
pub(super) struct Scan<'c> {
    language: &'static Language,
    words: &'c Words,
    code: &'c str,
    at: usize,
    /// Where the plain text begins that is not written yet.
    plain: usize,
    /// The last byte that is no white space, before `at`; 0 at the beginning.
    before: u8,
    /// Whether the last word says that a function's name follows.
    defines: bool,
}

/// The words before the name of a function.
const DEFINES: [&str; 8] = ["fn", "def", "func", "function", "fun", "defn", "defp", "sub"];

impl<'c> Scan<'c> {
    pub(super) fn new(language: &'static Language, words: &'c Words, code: &'c str) -> Self {
        Scan {
            language,
            words,
            code,
            at: 0,
            plain: 0,
            before: 0,
            defines: false,
        }
    }

    /// Hands all of the code to `write`, piece by piece.
    pub(super) fn run(mut self, write: &mut Write<'_>) {
        while let Some(&byte) = self.code.as_bytes().get(self.at) {
            if byte.is_ascii_whitespace() {
                self.at += 1;
                continue;
            }
            match self.piece(byte) {
                Some((len, kind)) if len > 0 => {
                    let piece = &self.code[self.at..self.at + len];
                    if kind != Kind::Plain {
                        if self.plain < self.at {
                            write(Kind::Plain, &self.code[self.plain..self.at]);
                        }
                        write(kind, piece);
                        self.plain = self.at + len;
                    }
                    if kind != Kind::Comment {
                        self.defines = kind == Kind::Keyword && DEFINES.contains(&piece);
                        self.before = *piece.as_bytes().last().unwrap_or(&0);
                    }
                    self.at += len;
                }
                _ => {
                    self.before = byte;
                    self.defines = false;
                    self.at += self.rest().chars().next().map_or(1, char::len_utf8);
                }
            }
        }
        if self.plain < self.code.len() {
            write(Kind::Plain, &self.code[self.plain..]);
        }
    }

    fn rest(&self) -> &'c str {
        &self.code[self.at..]
    }

    /// The byte just before, white space included; a line's end at the beginning.
    fn previous(&self) -> u8 {
        self.at
            .checked_sub(1)
            .map_or(b'\n', |before| self.code.as_bytes()[before])
    }

    /// The piece that begins here, as its length in bytes and its kind. `None` for a sign without a colour.
    fn piece(&self, byte: u8) -> Option<(usize, Kind)> {
        let rest = self.rest();
        let line_start =
            self.previous() == b'\n' || self.code[..self.at].trim_end_matches([' ', '\t']).ends_with('\n');
        if let Some(len) = self.comment(rest) {
            return Some((len, Kind::Comment));
        }
        for (open, close) in self.language.metas {
            if rest.starts_with(open) && (open.len() > 1 || line_start) {
                let line = rest.lines().next().unwrap_or(rest);
                let len = match *close {
                    "" => open.len() + word_len(&rest[open.len()..], "._"),
                    close => line.find(close).map_or(line.len(), |end| end + close.len()),
                };
                return Some((len, Kind::Meta));
            }
        }
        if let Some(len) = self.string(rest) {
            let kind = if self.is_key(&rest[len..]) {
                Kind::Attribute
            } else {
                Kind::String
            };
            return Some((len, kind));
        }
        if self.language.lifetimes && byte == b'\'' {
            return Some(lifetime(rest));
        }
        if self.language.regex
            && byte == b'/'
            && !(self.before.is_ascii_alphanumeric() || b")]}_$\"'`".contains(&self.before))
        {
            return regex(rest).map(|len| (len, Kind::String));
        }
        if byte.is_ascii_digit() && !is_word(self.previous()) {
            return Some((number_len(rest), Kind::Number));
        }
        if self.language.sigils.as_bytes().contains(&byte)
            && !is_word(self.previous())
            && self.previous() != byte
        {
            return variable(rest).map(|len| (len, Kind::Variable));
        }
        if is_word(byte) && !byte.is_ascii_digit() {
            return Some(self.word(rest));
        }
        None
    }

    fn comment(&self, rest: &str) -> Option<usize> {
        for (open, close) in self.language.block_comments {
            if rest.starts_with(open) {
                return Some(block_len(rest, open, close, self.language.nested_comments));
            }
        }
        let opens = |open: &&&str| {
            // A single sign stands in words and addresses too (`$#`, `x.y/#z`): it needs room before it.
            rest.starts_with(**open)
                && (open.len() > 1
                    || self.previous().is_ascii_whitespace()
                    || b";({".contains(&self.previous()))
        };
        self.language.line_comments.iter().find(opens)?;
        Some(rest.find('\n').unwrap_or(rest.len()))
    }

    fn string(&self, rest: &str) -> Option<usize> {
        let opens = |quote: &&Quote| {
            rest.starts_with(quote.open) && !(self.language.loose_quotes && is_word(self.previous()))
        };
        let quote = self.language.strings.iter().find(opens)?;
        let inside = &rest.as_bytes()[quote.open.len()..];
        let close = quote.close.as_bytes();
        let mut at = 0;
        while let Some(&byte) = inside.get(at) {
            if quote.escapes && byte == b'\\' {
                at += 2;
            } else if inside[at..].starts_with(close) {
                return Some(quote.open.len() + at + close.len());
            } else if byte == b'\n' && !quote.lines {
                break;
            } else {
                at += 1;
            }
        }
        // Not closed: to the end of the line, or of the code.
        let end = (quote.open.len() + at).min(rest.len());
        Some(
            (end..=rest.len())
                .find(|end| rest.is_char_boundary(*end))
                .unwrap_or(rest.len()),
        )
    }

    fn word(&self, rest: &str) -> (usize, Kind) {
        let len = word_len(rest, self.language.word_signs);
        let (word, after) = rest.split_at(len);
        let next = after.trim_start_matches([' ', '\t']);
        let member = self.before == b'.' && !self.code[..self.at].ends_with("..");
        if self.language.bang_calls && after.starts_with('!') && !after.starts_with("!=") {
            return (len + 1, Kind::Function);
        }
        if self.is_key(after) {
            return (len, Kind::Attribute);
        }
        if let Some(kind) = self.words.kind(word, self.language.caseless).filter(|_| !member) {
            return (len, kind);
        }
        let kind = if self.defines || self.language.calls && next.starts_with('(') {
            Kind::Function
        } else if self.language.capital_types && word.starts_with(|c: char| c.is_ascii_uppercase()) {
            Kind::Type
        } else {
            Kind::Plain
        };
        (len, kind)
    }

    /// Whether what ends here is the key of a value: `key:`, `key =`.
    fn is_key(&self, after: &str) -> bool {
        let next = after.trim_start_matches([' ', '\t']);
        let Some(sign) = next
            .chars()
            .next()
            .filter(|sign| self.language.key_signs.contains(*sign))
        else {
            return false;
        };
        let value = &next[sign.len_utf8()..];
        // `a:hover`, `http://`: a colon without room after it ends no key of a style sheet or of YAML.
        sign != ':'
            || !self.language.room_after_key
            || value.is_empty()
            || value.starts_with([' ', '\t', '\n'])
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// The length of the word at the beginning, which may also have these signs in it.
pub(super) fn word_len(text: &str, signs: &str) -> usize {
    let ends = |byte: u8| !is_word(byte) && !signs.as_bytes().contains(&byte);
    text.bytes().position(ends).unwrap_or(text.len())
}

fn number_len(text: &str) -> usize {
    let bytes = text.as_bytes();
    let hex = text.starts_with("0x") || text.starts_with("0X");
    let mut at = 1;
    while let Some(&byte) = bytes.get(at) {
        let exponent = !hex && matches!(bytes[at - 1], b'e' | b'E') && matches!(byte, b'+' | b'-');
        let point = byte == b'.' && bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
        if !(byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'%' || exponent || point) {
            break;
        }
        at += 1;
    }
    at
}

/// `$name`, `${…}`, `$1`, `$?`.
fn variable(text: &str) -> Option<usize> {
    let after = &text[1..];
    let first = *after.as_bytes().first()?;
    if first == b'{' && text.starts_with('$') {
        let near = after.bytes().take(LOOK_AHEAD).take_while(|byte| *byte != b'\n');
        return near.into_iter().position(|byte| byte == b'}').map(|end| end + 2);
    }
    if is_word(first) {
        return Some(1 + word_len(after, ""));
    }
    (text.starts_with('$') && b"?#@*!$".contains(&first)).then_some(2)
}

/// A character in single quotes, or a lifetime.
fn lifetime(text: &str) -> (usize, Kind) {
    let mut inside = text[1..].char_indices();
    let first = inside.next().map_or(' ', |(_, c)| c);
    if first == '\\' {
        let near = inside.take(12).skip(1);
        if let Some((at, _)) = near.into_iter().find(|(_, c)| *c == '\'') {
            return (at + 2, Kind::String);
        }
    } else if let Some((at, '\'')) = inside.next() {
        return (at + 2, Kind::String);
    }
    match word_len(&text[1..], "") {
        0 => (1, Kind::Plain),
        len => (len + 1, Kind::Type),
    }
}

/// A regular expression with its flags, on one line.
fn regex(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut at, mut class) = (1, false);
    while at < LOOK_AHEAD {
        match *bytes.get(at)? {
            b'\n' => return None,
            b'\\' => at += 1,
            b'[' => class = true,
            b']' => class = false,
            b'/' if !class => {
                let end = at
                    + 1
                    + text
                        .get(at + 1..)?
                        .bytes()
                        .take_while(u8::is_ascii_alphabetic)
                        .count();
                return text.is_char_boundary(end).then_some(end);
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// The length of a comment from its opening to its end, or to the end of the text.
fn block_len(text: &str, open: &str, close: &str, nested: bool) -> usize {
    let bytes = text.as_bytes();
    let (mut at, mut depth) = (open.len(), 1_usize);
    while at < bytes.len() {
        if bytes[at..].starts_with(close.as_bytes()) {
            at += close.len();
            depth -= 1;
            if depth == 0 {
                return at;
            }
        } else if nested && bytes[at..].starts_with(open.as_bytes()) {
            at += open.len();
            depth += 1;
        } else {
            at += 1;
        }
    }
    text.len()
}
