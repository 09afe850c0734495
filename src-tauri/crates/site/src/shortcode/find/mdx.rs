//! Directives, components and modules: what MDX and its relatives add.

use super::Search;
use crate::shortcode::tag::{Tag, braced};
use crate::shortcode::{Key, Part};

impl Search<'_> {
    /// `:::note Title`, `:::note[Title]`, `:::`; alone on its line.
    pub(super) fn directive(&mut self, at: usize) -> Option<(usize, Part)> {
        let before = self.text[..at].trim_end_matches([' ', '\t', '>']);
        if !(before.is_empty() || before.ends_with('\n')) {
            return None;
        }
        let rest = self.text[at..].split('\n').next().unwrap_or_default();
        let colons = rest.bytes().take_while(|byte| *byte == b':').count();
        let words = rest[colons..].trim();
        if colons < 3 || words.contains(":::") {
            return None;
        }
        let key = Key::Colons(colons);
        if words.is_empty() {
            return Some((rest.len(), Part::Close(key)));
        }
        let end = words
            .find(|c: char| !(c.is_alphanumeric() || "-_".contains(c)))
            .unwrap_or(words.len());
        let (name, title) = words.split_at(end);
        if name.is_empty() {
            return None;
        }
        let title = title.trim_start();
        let title = match title.strip_prefix('[').and_then(|title| title.split_once(']')) {
            Some((title, _)) => title,
            None if title.starts_with('{') => "",
            None => title,
        };
        let tag = Tag {
            name: name.to_owned(),
            named: vec![("title".to_owned(), title.trim().to_owned())],
            ..Tag::default()
        };
        let meaning = self.rules.meaning(name);
        Some((
            rest.len(),
            Part::Tag {
                tag,
                meaning,
                key: Some(key),
            },
        ))
    }

    /// `<Name key={value} />`, `</Name>`.
    pub(super) fn component(&mut self, at: usize) -> Option<(usize, Part)> {
        let close = self.text[at + 1..].starts_with('/');
        let begin = at + 1 + usize::from(close);
        if !self.text.as_bytes().get(begin)?.is_ascii_uppercase() {
            return None;
        }
        let ahead = self.ahead(begin);
        let end = jsx_end(ahead);
        self.looked(end.unwrap_or(ahead.len()));
        let inside = &ahead[..end?];
        let len = begin - at + inside.len() + 1;
        let alone = inside.strip_suffix('/');
        let tag = Tag::read(alone.unwrap_or(inside));
        if !tag
            .name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'_')
        {
            return None;
        }
        let key = Key::Name(tag.name.clone());
        if close {
            return Some((len, Part::Close(key)));
        }
        let meaning = self.rules.meaning(&tag.name);
        let key = alone.is_none().then_some(key);
        Some((len, Part::Tag { tag, meaning, key }))
    }

    /// `import …`, `export …` up to the next empty line.
    pub(super) fn module(&mut self, at: usize) -> Option<(usize, Part)> {
        let rest = &self.text[at..];
        const BEGINS: [&str; 8] = [
            "import {",
            "import \"",
            "import '",
            "import *",
            "export const ",
            "export default ",
            "export function ",
            "export {",
        ];
        let named = || {
            // `import Name from '…'`; a sentence may begin with "import" too.
            let line = rest.split('\n').next().unwrap_or_default();
            line.starts_with("import ") && line.contains(" from ") && line.contains(['"', '\''])
        };
        if !BEGINS.iter().any(|begin| rest.starts_with(begin)) && !named() {
            return None;
        }
        let ahead = self.ahead(at);
        let end = ahead.find("\n\n").unwrap_or(ahead.trim_end_matches('\n').len());
        self.looked(end);
        (end > 0).then_some((end, Part::Module))
    }
}

/// Where the `>` of a component stands: outside strings and braces.
fn jsx_end(text: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(sign) = text[at..].chars().next() {
        match sign {
            '>' => return Some(at),
            '<' => return None,
            '"' | '\'' => at += 1 + text[at + 1..].find(sign)? + 1,
            '{' => at += braced(&text[at..])?,
            _ => at += sign.len_utf8(),
        }
    }
    None
}
