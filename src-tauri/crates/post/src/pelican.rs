//! Pelican heads: `Key: value` lines; lines indented by four blanks continue a value. Every value is text.

use crate::lines::lines_from;
use crate::tree::{Kind, Layout, Node, Pair, Reading, Style};
use crate::value::Value;

/// The name at the start of a line, and where its value begins.
pub(crate) fn key_of(line: &str) -> Option<(&str, usize)> {
    let indent = line.bytes().take_while(|b| *b == b' ').count();
    let rest = &line[indent..];
    let length = rest
        .bytes()
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
        .count();
    let fits = indent <= 3 && length > 0 && rest[length..].starts_with(':');
    fits.then(|| (&rest[..length], indent + length + 1))
}

/// Reads the lines of a head; whatever they hold can be read.
pub(crate) fn read(text: &str) -> Reading {
    let mut pairs: Vec<Pair> = Vec::new();
    for line in lines_from(text, 0) {
        let content = line.text(text);
        if let Some((name, colon)) = key_of(content) {
            let written = content[colon..].trim();
            let start = line.start + colon + (content[colon..].len() - content[colon..].trim_start().len());
            let (value, style, span) = if written.is_empty() {
                (Value::Null, Style::Absent, line.start + colon..line.start + colon)
            } else {
                (
                    Value::String(written.to_owned()),
                    Style::Plain,
                    start..start + written.len(),
                )
            };
            let name_start = line.start + colon - 1 - name.len();
            pairs.push(Pair {
                name: name.to_owned(),
                name_span: name_start..name_start + name.len(),
                node: Node {
                    span,
                    kind: Kind::Scalar { value, style },
                },
            });
        } else if let Some(Pair { node, .. }) = pairs.last_mut() {
            let more = content.trim();
            let joined = match &node.kind {
                Kind::Scalar {
                    value: Value::String(before),
                    ..
                } => format!("{before} {more}"),
                _ => more.to_owned(),
            };
            node.span.end = line.start + content.trim_end().len();
            node.kind = Kind::Scalar {
                value: Value::String(joined),
                style: Style::Long,
            };
        }
    }
    Reading {
        root: Node {
            span: 0..text.len(),
            kind: Kind::Map {
                pairs,
                layout: Layout::Lines,
            },
        },
        notes: Vec::new(),
        entries: None,
    }
}

/// A value as text of one line; `None` for what one line cannot hold.
pub(crate) fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::Bool(value) => Some(if *value { "True" } else { "False" }.to_owned()),
        Value::Number(text) | Value::Date(text) | Value::String(text) => {
            let fits = !text.is_empty() && text.trim() == text && !text.contains(['\n', '\r']);
            fits.then(|| text.clone())
        }
        Value::Null | Value::List(_) | Value::Map(_) => None,
    }
}
