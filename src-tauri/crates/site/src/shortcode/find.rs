//! The tags of a text, and the text with a placeholder for each.

mod mdx;

use std::collections::HashMap;
use std::ops::Range;

use super::tag::Tag;
use super::{Key, Part, Piece};
use crate::dialect::{Form, Meaning, Rules, Style};

/// A tag is not longer than this, in bytes.
const MAX_TAG: usize = 20_000;
/// How many bytes of look-ahead all searches for ends may cost, for each byte of the text. Beyond it text stays text.
const LOOKS_PER_BYTE: usize = 8;

/// A text with placeholders.
pub(crate) struct Found {
    /// The Markdown with its tags replaced; it has the lines of the original.
    pub text: String,
    /// By the numbers in the placeholders.
    pub pieces: Vec<Piece>,
    /// Stands before and after the number of a placeholder; nowhere else in the text.
    pub sign: char,
}

/// The tags of `text` outside of `guarded`. `None` when there are none.
pub(crate) fn find(text: &str, rules: &'static Rules, guarded: &[Range<usize>]) -> Option<Found> {
    // One of the signs that no text has a use for.
    let sign = ('\u{f0000}'..'\u{f0100}').find(|sign| !text.contains(*sign))?;
    let mut search = Search {
        text,
        rules,
        guarded,
        looks: text.len().saturating_mul(LOOKS_PER_BYTE).max(MAX_TAG),
        pieces: Vec::new(),
    };
    search.run();
    search.name_files();
    if search.pieces.is_empty() {
        return None;
    }
    let mut replaced = String::with_capacity(text.len());
    let mut at = 0;
    for (number, piece) in search.pieces.iter().enumerate() {
        replaced.push_str(&text[at..piece.source.start]);
        place(&mut replaced, text, piece, &format!("{sign}{number}{sign}"));
        at = piece.source.end;
    }
    replaced.push_str(&text[at..]);
    Some(Found {
        text: replaced,
        pieces: search.pieces,
        sign,
    })
}

/// Writes the placeholder of a piece: a comment when the piece is a block alone on its lines or has several lines, else a
/// word.
fn place(replaced: &mut String, text: &str, piece: &Piece, name: &str) {
    let source = &text[piece.source.clone()];
    let before = replaced.trim_end_matches([' ', '\t', '>']);
    let begins = before.is_empty() || before.ends_with('\n');
    let rest = &text[piece.source.end..];
    let ends = rest.trim_start_matches([' ', '\t']);
    let alone = begins && (ends.is_empty() || ends.starts_with('\n'));
    let lines = source.matches('\n').count();
    if lines == 0 && !(alone && piece.is_block()) {
        replaced.push_str(name);
        return;
    }
    replaced.push_str("<!--");
    replaced.push_str(name);
    for (index, line) in source.split('\n').enumerate().skip(1) {
        replaced.push('\n');
        // What a quote or a list needs at the beginning of its lines; no line is empty, as that would end a paragraph.
        let inner = line.trim_start_matches([' ', '\t', '>']);
        replaced.push_str(&line[..line.len() - inner.len()]);
        if index < lines {
            replaced.push('.');
        }
    }
    replaced.push_str("-->");
}

struct Search<'t> {
    text: &'t str,
    rules: &'static Rules,
    guarded: &'t [Range<usize>],
    /// Bytes that may still be looked at in search of an end.
    looks: usize,
    pieces: Vec<Piece>,
}

impl<'t> Search<'t> {
    fn run(&mut self) {
        let mut guarded = self.guarded.iter().peekable();
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            while guarded.peek().is_some_and(|range| range.end <= at) {
                guarded.next();
            }
            if let Some(range) = guarded.peek().filter(|range| range.start <= at) {
                at = range.end;
                continue;
            }
            let found = match bytes[at] {
                b'{' => self.template(at),
                b':' if self.rules.directives => self.directive(at),
                b'<' if self.rules.components => self.component(at),
                b'i' | b'e' if self.rules.components && (at == 0 || bytes[at - 1] == b'\n') => {
                    self.module(at)
                }
                _ => None,
            };
            match found {
                Some((len, part)) => {
                    self.pieces.push(Piece {
                        part,
                        source: at..at + len,
                    });
                    at = self.inside(at, len);
                }
                None => at += 1,
            }
        }
    }

    /// Puts the file in place of the name that an `import` gives to it: `src={door}`.
    fn name_files(&mut self) {
        let modules = self.pieces.iter().filter(|piece| piece.part == Part::Module);
        let lines = modules.flat_map(|piece| self.text[piece.source.clone()].lines());
        let files: HashMap<&str, &str> = lines
            .filter_map(|line| {
                let (name, file) = line.strip_prefix("import ")?.split_once(" from ")?;
                let file = file.trim().trim_end_matches(';').trim_matches(['"', '\'']);
                file.contains('.').then_some((name.trim(), file))
            })
            .collect();
        if files.is_empty() {
            return;
        }
        for piece in &mut self.pieces {
            if let Part::Tag {
                tag,
                meaning: Some(Meaning::Figure),
                ..
            } = &mut piece.part
            {
                for (_, value) in &mut tag.named {
                    if let Some(file) = files.get(value.as_str()) {
                        *value = (*file).to_owned();
                    }
                }
            }
        }
    }

    /// Where the search goes on: behind the piece; behind the end tag, for one in which nothing is read.
    fn inside(&mut self, at: usize, len: usize) -> usize {
        let after = at + len;
        let raw = match self.pieces.last().map(|piece| &piece.part) {
            Some(Part::Tag {
                tag,
                meaning: Some(Meaning::Raw),
                ..
            }) => tag.name.clone(),
            _ => return after,
        };
        let nothing = |source| Piece {
            part: Part::Nothing,
            source,
        };
        if let Some(last) = self.pieces.last_mut() {
            last.part = Part::Nothing;
        }
        match self.end_tag(after, &raw) {
            Some(end) => {
                let next = end.end;
                self.pieces.push(nothing(end));
                next
            }
            None => after,
        }
    }

    /// The text from `at`, no longer than a tag may be, counted as looked at.
    fn ahead(&mut self, at: usize) -> &'t str {
        let end = (at + MAX_TAG).min(self.text.len());
        let end = (0..=end)
            .rev()
            .find(|end| self.text.is_char_boundary(*end))
            .unwrap_or(at);
        let ahead = &self.text[at..end];
        if self.looks < ahead.len() { "" } else { ahead }
    }

    fn looked(&mut self, bytes: usize) {
        self.looks = self.looks.saturating_sub(bytes);
    }

    fn template(&mut self, at: usize) -> Option<(usize, Part)> {
        let rules = self.rules;
        let rest = &self.text[at..];
        let form = rules.forms.iter().find(|form| rest.starts_with(form.open))?;
        let ahead = self.ahead(at);
        let inside = ahead.get(form.open.len()..)?;
        // `{{</* name */>}}` shows `{{< name >}}`.
        if let Some(escaped) = inside.strip_prefix("/*") {
            let close = escaped.find(&format!("*/{}", form.close));
            self.looked(close.unwrap_or(ahead.len()));
            let close = close?;
            let shown = format!("{}{}{}", form.open, &escaped[..close], form.close);
            return Some((
                form.open.len() + 2 + close + 2 + form.close.len(),
                Part::Text(shown),
            ));
        }
        let (close, looked) = close_of(inside, form);
        self.looked(looked);
        let close = close?;
        let len = form.open.len() + close + form.close.len();
        let inside = inside[..close].trim_matches(['-', '~']).trim();
        self.read(form, inside, at, len)
    }

    /// What a template tag means that stands at `at` and has `len` bytes.
    fn read(&mut self, form: &Form, inside: &str, at: usize, len: usize) -> Option<(usize, Part)> {
        match form.style {
            Style::Output => return Some((len, output(inside))),
            Style::Call if form.open == "{%" && inside == "end" => return Some((len, Part::Close(Key::Any))),
            Style::Call if !inside.split('(').next().is_some_and(is_name) || !inside.ends_with(')') => {
                return None;
            }
            Style::Liquid => {
                if let Some(name) = inside.split_whitespace().next()?.strip_prefix("end")
                    && !name.is_empty()
                {
                    return Some((len, Part::Close(Key::Name(name.to_owned()))));
                }
            }
            Style::Hugo => {
                if let Some(name) = inside.strip_prefix('/') {
                    return Some((len, Part::Close(Key::Name(name.trim().to_owned()))));
                }
            }
            Style::Call => {}
        }
        let alone = inside.strip_suffix('/').filter(|_| form.style == Style::Hugo);
        let tag = Tag::read(alone.unwrap_or(inside));
        if tag.name.is_empty() {
            return None;
        }
        let meaning = self.rules.meaning(&tag.name);
        match meaning {
            Some(Meaning::Code) => {
                if let Some(end) = self.end_tag(at + len, &tag.name) {
                    let literal = self.text[at + len..end.start].trim_matches('\n');
                    let part = Part::Code {
                        info: code_info(&tag),
                        literal: format!("{literal}\n"),
                    };
                    return Some((end.end - at, part));
                }
            }
            Some(Meaning::Comment) => {
                if let Some(end) = self.end_tag(at + len, &tag.name) {
                    return Some((end.end - at, Part::Nothing));
                }
            }
            _ => {}
        }
        let key = match form.style {
            _ if alone.is_some() => None,
            Style::Call => (form.open == "{%").then_some(Key::Any),
            _ => Some(Key::Name(tag.name.clone())),
        };
        Some((len, Part::Tag { tag, meaning, key }))
    }

    /// The next tag from `at` that ends `name`, in any of the dialect's forms.
    fn end_tag(&mut self, at: usize, name: &str) -> Option<Range<usize>> {
        let mut from = at;
        let ends = [format!("end{name}"), format!("/{name}"), "end".to_owned()];
        let rules = self.rules;
        while let Some(begin) = self.text[from..].find("{").map(|found| from + found) {
            if self.looks < begin - from {
                return None;
            }
            self.looked(begin - from + 1);
            let rest = &self.text[begin..];
            for form in rules.forms.iter().filter(|form| rest.starts_with(form.open)) {
                let inside = rest[form.open.len()..]
                    .trim_start_matches(['-', '~'])
                    .trim_start();
                let Some(after) = ends.iter().find_map(|end| inside.strip_prefix(end.as_str())) else {
                    continue;
                };
                if let Some(after) = after
                    .trim_start()
                    .trim_start_matches(['-', '~'])
                    .strip_prefix(form.close)
                {
                    return Some(begin..self.text.len() - after.len());
                }
            }
            from = begin + 1;
        }
        self.looked(self.text.len() - from);
        None
    }
}

/// Where a template tag's inside ends: at the first closing sign that stands in no string, else at the first one. Also
/// how many bytes were looked at.
/// A tag in which another one begins is none.
fn close_of(inside: &str, form: &Form) -> (Option<usize>, usize) {
    let Some(first) = inside.find(form.close) else {
        return (None, inside.len());
    };
    let mut quote = None;
    let mut signs = inside.char_indices();
    while let Some((at, sign)) = signs.next() {
        match (quote, sign) {
            (Some('"' | '\''), '\\') => {
                signs.next();
            }
            (Some(open), sign) if sign == open => quote = None,
            // An apostrophe opens no string: `{{ don't }}`.
            (None, '"' | '`') => quote = Some(sign),
            (None, '\'') if at > 0 && !inside[..at].ends_with(char::is_alphanumeric) => quote = Some(sign),
            (None, _) if inside[at..].starts_with(form.close) => return (Some(at), at),
            (None, _) if inside[at..].starts_with(form.open) => return (None, at),
            _ => {}
        }
    }
    (
        Some(first).filter(|first| !inside[..*first].contains(form.open)),
        inside.len(),
    )
}

fn is_name(text: &str) -> bool {
    let text = text.trim();
    let text = text.rsplit("::").next().unwrap_or(text);
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-')
}

/// What `{{ … }}` gives, as far as that is known without the site.
fn output(inside: &str) -> Part {
    match inside {
        "site.baseurl" | "site.url" | "site.base_url" | "site.github.url" => return Part::Text(String::new()),
        _ => {}
    }
    // `'/a.png' | relative_url`
    let quoted = inside.split_once('|').filter(|(_, filter)| {
        let filter = filter.trim();
        ["relative_url", "absolute_url", "url", "prepend: site.baseurl"].contains(&filter)
    });
    let text = quoted.map_or(inside, |(text, _)| text).trim();
    let quote = ['"', '\'']
        .into_iter()
        .find(|quote| text.len() > 1 && text.starts_with(*quote) && text.ends_with(*quote));
    match quote {
        Some(quote) if text.matches(quote).count() == 2 => Part::Text(text[1..text.len() - 1].to_owned()),
        _ => Part::Output,
    }
}

/// What stands after the fence of code that a tag holds: `highlight ruby linenos`, `codeblock Title lang:js`.
fn code_info(tag: &Tag) -> String {
    let lang = tag.words.iter().find_map(|word| word.strip_prefix("lang:"));
    let named = tag.get(&["lang", "language", "type"]);
    let first = tag.words.first().map(String::as_str);
    lang.or(named).or(first).unwrap_or_default().to_owned()
}
