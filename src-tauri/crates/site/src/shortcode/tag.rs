//! A tag's name and arguments, read from what stands between its signs.

/// A template tag or component.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Tag {
    pub name: String,
    /// Arguments without a key.
    pub words: Vec<String>,
    /// Arguments with one.
    pub named: Vec<(String, String)>,
    /// All arguments as they are written.
    pub written: String,
}

impl Tag {
    /// Reads `name arg key="value"`, `name(key="value")` or `Name key={value}`.
    pub(crate) fn read(inside: &str) -> Tag {
        let inside = inside.trim();
        let end = inside
            .find(|c: char| c.is_whitespace() || c == '(')
            .unwrap_or(inside.len());
        let (name, mut rest) = inside.split_at(end);
        if let Some(arguments) = rest.strip_prefix('(') {
            rest = arguments.strip_suffix(')').unwrap_or(arguments);
        }
        let mut tag = Tag {
            name: name.to_owned(),
            written: rest.trim().to_owned(),
            ..Tag::default()
        };
        while let Some((argument, after)) = argument(rest) {
            match argument {
                (Some(key), value) => tag.named.push((key, value)),
                (None, word) => tag.words.push(word),
            }
            rest = after;
        }
        tag
    }

    /// The first of these arguments that is there and not empty.
    pub(crate) fn get(&self, keys: &[&str]) -> Option<&str> {
        let value = |key: &&str| {
            let found = self.named.iter().find(|(name, _)| name.eq_ignore_ascii_case(key));
            found.map(|(_, value)| value.as_str())
        };
        keys.iter().filter_map(value).find(|value| !value.is_empty())
    }

    /// One of these arguments, or else the first one that has no key.
    pub(crate) fn get_or_first(&self, keys: &[&str]) -> Option<&str> {
        self.get(keys)
            .or_else(|| self.words.first().map(String::as_str))
            .filter(|value| !value.is_empty())
    }
}

/// The first argument of a list, and what follows it.
fn argument(list: &str) -> Option<((Option<String>, String), &str)> {
    let list = list.trim_start_matches([' ', '\t', '\n', ',']);
    if list.is_empty() {
        return None;
    }
    let key = list
        .find(|c: char| !(c.is_alphanumeric() || "_-.:@".contains(c)))
        .unwrap_or(list.len());
    let after = list[key..].trim_start();
    if key > 0
        && let Some(value) = after.strip_prefix('=').or_else(|| {
            // Nunjucks writes `key: value` too; an address has no white space there.
            list[..key]
                .ends_with(':')
                .then_some(after)
                .filter(|_| list[key..].starts_with([' ', '\n']))
        })
    {
        let (value, after) = value_of(value.trim_start());
        let name = list[..key].trim_end_matches(':').to_owned();
        return Some(((Some(name), value), after));
    }
    let (word, after) = value_of(list);
    Some(((None, word), after))
}

/// A value in quotes, in braces or bare, and what follows it.
fn value_of(text: &str) -> (String, &str) {
    match text.chars().next() {
        Some(quote @ ('"' | '\'' | '`' | '“')) => {
            let close = if quote == '“' { '”' } else { quote };
            let mut value = String::new();
            let mut signs = text.char_indices().skip(1);
            while let Some((at, sign)) = signs.next() {
                if sign == close {
                    return (value, &text[at + sign.len_utf8()..]);
                }
                if sign == '\\' && quote != '`' {
                    value.extend(signs.next().map(|(_, escaped)| escaped));
                } else {
                    value.push(sign);
                }
            }
            (value, "")
        }
        Some('{' | '[') => {
            let end = braced(text).unwrap_or(text.len());
            let inside = text[1..end]
                .strip_suffix(['}', ']'])
                .unwrap_or(&text[1..end])
                .trim();
            let quoted = inside.len() > 1
                && ["\"", "'", "`"]
                    .iter()
                    .any(|q| inside.starts_with(q) && inside.ends_with(q));
            let value = if quoted {
                &inside[1..inside.len() - 1]
            } else {
                inside
            };
            (value.to_owned(), &text[end..])
        }
        _ => {
            let end = text.find([' ', '\t', '\n', ',']).unwrap_or(text.len()).max(1);
            let end = (end..=text.len())
                .find(|end| text.is_char_boundary(*end))
                .unwrap_or(text.len());
            (text[..end].to_owned(), &text[end..])
        }
    }
}

/// The length of what stands in braces or brackets at the beginning, with those in it, and with strings.
pub(crate) fn braced(text: &str) -> Option<usize> {
    let (mut depth, mut quote) = (0_usize, None);
    let mut signs = text.char_indices();
    while let Some((at, sign)) = signs.next() {
        match (quote, sign) {
            (Some(_), '\\') => {
                signs.next();
            }
            (Some(open), sign) if sign == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'' | '`') => quote = Some(sign),
            (None, '{' | '[' | '(') => depth += 1,
            (None, '}' | ']' | ')') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_read_as_each_dialect_writes_them() {
        type Case<'c> = (&'c str, &'c str, &'c [&'c str], &'c [(&'c str, &'c str)]);
        let cases: [Case<'_>; 8] = [
            (
                "figure src=\"a b.png\" title='*T*' ",
                "figure",
                &[],
                &[("src", "a b.png"), ("title", "*T*")],
            ),
            ("youtube w7Ft2ymGmfc", "youtube", &["w7Ft2ymGmfc"], &[]),
            (
                "highlight go \"linenos=table,hl_lines=8 15-17\"",
                "highlight",
                &["go", "linenos=table,hl_lines=8 15-17"],
                &[],
            ),
            (
                "youtube(id=\"a\", autoplay=true)",
                "youtube",
                &[],
                &[("id", "a"), ("autoplay", "true")],
            ),
            (
                "Chart data={[1, {a: \"}\"}]} title={\"T\"} big",
                "Chart",
                &["big"],
                &[("data", "[1, {a: \"}\"}]"), ("title", "T")],
            ),
            (
                "include fig.html src=\"a\\\"b\"",
                "include",
                &["fig.html"],
                &[("src", "a\"b")],
            ),
            (
                "image \"./a.png\", \"A cat\"",
                "image",
                &["./a.png", "A cat"],
                &[],
            ),
            ("", "", &[], &[]),
        ];
        for (inside, name, words, named) in cases {
            let tag = Tag::read(inside);
            assert_eq!(tag.name, name);
            assert_eq!(tag.words, words, "{inside}");
            let pairs: Vec<_> = tag
                .named
                .iter()
                .map(|(key, value)| (key.as_str(), value.as_str()))
                .collect();
            assert_eq!(pairs, named, "{inside}");
        }
    }
}
