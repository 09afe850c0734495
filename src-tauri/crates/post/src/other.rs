//! Heads that are read and not edited by field: Franklin's `@def` lines, metadata in HTML comments, and Hexo's
//! JSON without braces. What is not simple is left as text. Offsets are bytes within the inner text.

use std::ops::Range;

use crate::lines::{Line, line_at, lines_from};
use crate::pelican::key_of;
use crate::tree::{Kind, Layout, Node, Pair, Reading, Style};
use crate::value::Value;

/// A comment over this many bytes is no head.
const LARGEST_COMMENT: usize = 1 << 16;

/// The lines `@def name = value` at the start of a text, up to the end of the last one.
pub(crate) fn definitions(text: &str, start: usize) -> Option<Range<usize>> {
    let (mut end, mut depth) = (start, 0usize);
    for line in lines_from(text, start) {
        let content = line.text(text);
        if depth == 0 && definition(content).is_none() {
            if content.trim().is_empty() {
                continue;
            }
            break;
        }
        let opened = content.matches(['[', '(']).count();
        depth = (depth + opened).saturating_sub(content.matches([']', ')']).count());
        end = line.next;
    }
    (end > start && depth == 0).then_some(start..end)
}

/// The name in a line `@def name = value`, and what stands behind the sign.
fn definition(line: &str) -> Option<(&str, &str)> {
    let rest = line.strip_prefix("@def")?;
    let (name, value) = rest.split_once('=')?;
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '!');
    let fits = name.starts_with([' ', '\t']) && !name.trim().is_empty() && name.trim().chars().all(plain);
    fits.then(|| (name.trim(), value))
}

/// The comments with `key: value` lines, a title among them, at the start of a text.
pub(crate) fn comments(text: &str, start: usize) -> Option<Range<usize>> {
    let (mut end, mut titled) = (start, false);
    while text[end..].starts_with("<!--") {
        let inside = end + 4;
        let mut limit = text.len().min(inside + LARGEST_COMMENT);
        while !text.is_char_boundary(limit) {
            limit -= 1;
        }
        let Some(length) = text[inside..limit].find("-->") else {
            break;
        };
        let close = inside + length;
        let fits = |line: &Line| {
            let content = &text[line.start..line.end.min(close)];
            content.trim().is_empty() || keyed(content).is_some()
        };
        let lines = || lines_from(&text[..close], inside);
        let after = line_at(text, close + 3).map_or(close + 3..close + 3, |line| line.start..line.next);
        if !lines().all(|line| fits(&line)) || !text[after.clone()].trim().is_empty() {
            break;
        }
        titled |= lines()
            .filter_map(|line| keyed(line.text(text.get(..close)?)))
            .any(|(name, _)| name.eq_ignore_ascii_case("title"));
        end = after.end;
    }
    titled.then_some(start..end)
}

/// The name in a line of a comment (Nikola puts two dots before it), and where its value begins.
fn keyed(line: &str) -> Option<(&str, usize)> {
    let content = line.trim_start();
    let content = content.strip_prefix("..").map_or(content, str::trim_start);
    let (name, colon) = key_of(content)?;
    Some((name, line.len() - content.len() + colon))
}

/// What can be read of a head; nothing of one in another language.
pub(crate) fn read(text: &str) -> Option<Reading> {
    let pairs = if text.starts_with("@def") {
        read_definitions(text)
    } else if text.starts_with("<!--") {
        read_comments(text)
    } else if text.trim_start().starts_with('"') {
        return read_json(text);
    } else {
        return None;
    };
    Some(Reading {
        root: Node {
            span: 0..text.len(),
            kind: Kind::Map {
                pairs,
                layout: Layout::Lines,
            },
        },
        notes: Vec::new(),
        entries: None,
    })
}

fn pair(name: &str, name_start: usize, span: Range<usize>, value: Value) -> Pair {
    Pair {
        name: name.to_owned(),
        name_span: name_start..name_start + name.len(),
        node: Node {
            span,
            kind: Kind::Scalar {
                value,
                style: Style::Plain,
            },
        },
    }
}

fn read_definitions(text: &str) -> Vec<Pair> {
    let starts: Vec<(Line, &str, usize)> = lines_from(text, 0)
        .filter_map(|line| {
            let (name, value) = definition(line.text(text))?;
            Some((line, name, line.end - value.len()))
        })
        .collect();
    let ends = starts
        .iter()
        .skip(1)
        .map(|(line, ..)| line.start)
        .chain([text.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|((line, name, from), end)| {
            let written = text[*from..end].trim();
            let start = from + (text[*from..end].len() - text[*from..end].trim_start().len());
            let name_start = line.start + 4 + text[line.start + 4..].find(name).unwrap_or(0);
            pair(name, name_start, start..start + written.len(), julia(written))
        })
        .collect()
}

/// A simple value of Julia: JSON's literals are among them.
fn julia(written: &str) -> Value {
    if let Ok(value) = serde_json::from_str::<serde_json::Value>(written) {
        return from_json(&value);
    }
    let date = written
        .strip_prefix("Date(")
        .and_then(|rest| rest.strip_suffix(')'));
    let parts: Option<Vec<u32>> =
        date.and_then(|parts| parts.split(',').map(|part| part.trim().parse().ok()).collect());
    match parts.as_deref() {
        Some([year, month, day]) => Value::Date(format!("{year:04}-{month:02}-{day:02}")),
        _ => Value::String(written.to_owned()),
    }
}

fn from_json(value: &serde_json::Value) -> Value {
    match value {
        serde_json::Value::Null => Value::Null,
        serde_json::Value::Bool(value) => Value::Bool(*value),
        serde_json::Value::Number(number) => Value::Number(number.to_string()),
        serde_json::Value::String(text) => Value::String(text.clone()),
        serde_json::Value::Array(items) => Value::List(items.iter().map(from_json).collect()),
        serde_json::Value::Object(map) => Value::Map(
            map.iter()
                .map(|(name, value)| (name.clone(), from_json(value)))
                .collect(),
        ),
    }
}

fn read_comments(text: &str) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for line in lines_from(text, 0) {
        let content = line.text(text);
        let opened = if content.starts_with("<!--") { 4 } else { 0 };
        let closed = content.find("-->").unwrap_or(content.len());
        let inside = content.get(opened..closed).unwrap_or_default();
        if let Some((name, colon)) = keyed(inside) {
            let rest = &inside[colon..];
            let start = line.start + opened + colon + (rest.len() - rest.trim_start().len());
            let written = rest.trim();
            let value = if written.is_empty() {
                Value::Null
            } else {
                Value::String(written.to_owned())
            };
            let name_start = line.start + opened + colon - 1 - name.len();
            pairs.push(pair(name, name_start, start..start + written.len(), value));
        }
    }
    pairs
}

/// JSON's pairs without the braces around them.
fn read_json(text: &str) -> Option<Reading> {
    let mut reading = crate::json::read(&format!("{{{text}}}")).ok()?;
    shift(&mut reading.root, text.len());
    Some(reading)
}

fn shift(node: &mut Node, length: usize) {
    let back = |span: &Range<usize>| span.start.saturating_sub(1)..span.end.saturating_sub(1).min(length);
    node.span = back(&node.span);
    match &mut node.kind {
        Kind::Map { pairs, .. } => {
            for pair in pairs {
                pair.name_span = back(&pair.name_span);
                shift(&mut pair.node, length);
            }
        }
        Kind::List { items, .. } => items.iter_mut().for_each(|item| shift(item, length)),
        _ => {}
    }
}
