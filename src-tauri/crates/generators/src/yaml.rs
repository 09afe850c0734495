//! A line reader for the YAML of config files: top-level scalars and lists, and the same one level deeper.
//!
//! It is not a YAML parser: anchors, block scalars, flow maps and everything deeper are passed over. What it does
//! not understand is absent, so that nothing is concluded from it.

use crate::config::{Config, Item};

/// Reads what it can.
pub(crate) fn read(text: &str) -> Config {
    let mut config = Config::default();
    // The key that lines further in belong to, and how far in its own keys stand.
    let mut open: Option<String> = None;
    let mut inner: Option<usize> = None;
    let mut list_of: Option<String> = None;
    for line in text.trim_start_matches('\u{feff}').lines() {
        let body = line.trim_start_matches(' ');
        let indent = line.len() - body.len();
        if body.is_empty() || body.starts_with('#') || line == "---" || line == "..." || line.starts_with('%')
        {
            continue;
        }
        if let Some(item) = body
            .strip_prefix("- ")
            .filter(|_| indent == 0 || inner.is_none_or(|at| indent >= at))
        {
            if let Some(text) = list_of.as_ref().and(scalar(item)) {
                config.add_item(list_of.as_deref().unwrap_or_default(), text);
            }
            continue;
        }
        let Some((key, value)) = key_value(body) else {
            continue;
        };
        if indent == 0 {
            open = None;
            inner = None;
            list_of = None;
            match value {
                "" => {
                    config.push(&key, Item::Table);
                    list_of = Some(key.clone());
                    open = Some(key);
                }
                value => push_value(&mut config, &key, value),
            }
        } else if let Some(parent) = &open {
            if *inner.get_or_insert(indent) != indent {
                continue;
            }
            let path = format!("{parent}.{key}");
            if value.is_empty() {
                config.push(&path, Item::Table);
                list_of = Some(path);
            } else {
                push_value(&mut config, &path, value);
                list_of = None;
            }
        }
    }
    config
}

fn push_value(config: &mut Config, key: &str, value: &str) {
    if let Some(items) = value.strip_prefix('[') {
        if let Some(items) = without_comment(items).strip_suffix(']') {
            let items = items
                .split(',')
                .map(str::trim)
                .filter(|i| !i.is_empty())
                .filter_map(scalar)
                .collect();
            config.push(key, Item::List(items));
        } else {
            config.push(key, Item::Table);
        }
    } else {
        config.push(key, scalar(value).map_or(Item::Table, Item::Text));
    }
}

/// `key: value`, the key without quotes, the value as written.
fn key_value(line: &str) -> Option<(String, &str)> {
    if let Some(quote) = line.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        let (key, rest) = line[1..].split_once(quote)?;
        return Some((key.to_owned(), rest.trim_start().strip_prefix(':')?.trim()));
    }
    let at = line
        .find(": ")
        .or_else(|| line.trim_end().ends_with(':').then(|| line.trim_end().len() - 1))?;
    let value = line[at + 1..].trim();
    let value = if value.starts_with('#') { "" } else { value };
    Some((line[..at].trim_end().to_owned(), value))
}

/// A plain or quoted scalar on one line. `None` for anchors, block scalars, maps and unclosed quotes.
fn scalar(value: &str) -> Option<String> {
    let value = value.trim();
    if let Some(rest) = value.strip_prefix('\'') {
        let mut out = String::new();
        let mut letters = rest.chars().peekable();
        while let Some(c) = letters.next() {
            match c {
                '\'' if letters.peek() == Some(&'\'') => {
                    letters.next();
                    out.push('\'');
                }
                '\'' => return Some(out),
                c => out.push(c),
            }
        }
        return None;
    }
    if let Some(rest) = value.strip_prefix('"') {
        let mut out = String::new();
        let mut letters = rest.chars();
        while let Some(c) = letters.next() {
            match c {
                '"' => return Some(out),
                // Other escapes are rare in titles and URLs; what is not understood is absent.
                '\\' => match letters.next()? {
                    c @ ('"' | '\\' | '/') => out.push(c),
                    _ => return None,
                },
                c => out.push(c),
            }
        }
        return None;
    }
    if value.starts_with(['&', '*', '!', '|', '>', '{', '[', '%', '@', '`']) {
        return None;
    }
    let value = without_comment(value);
    // A list item that is a map, as in `- scope: x`.
    let is_map = value.contains(": ");
    (!value.is_empty() && !is_map).then(|| value.to_owned())
}

fn without_comment(value: &str) -> &str {
    value.find(" #").map_or(value, |at| &value[..at]).trim_end()
}
