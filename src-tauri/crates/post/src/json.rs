//! JSON heads: the tree from jsonc-parser's ranges, scalars and names as text, and a second reading by
//! serde_json. Offsets are bytes within the object.

use std::collections::HashMap;

use jsonc_parser::ast;
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use crate::tree::{Kind, Layout, Node, Note, Pair, Reading, Style};
use crate::value::Value;

/// Reads the object. Strict JSON only: comments and trailing commas stop the generators that read it.
pub(crate) fn read(text: &str) -> Result<Reading, Note> {
    // serde_json is strict and bounds the depth; only what it takes is given to the other reader.
    let whole: serde_json::Value = serde_json::from_str(text).map_err(|error| {
        let line = crate::lines::lines_from(text, 0).nth(error.line().saturating_sub(1));
        Note::new("head.unreadable", line.map_or(0, |line| line.start)).with(error.to_string())
    })?;
    if !whole.is_object() {
        return Err(Note::new("head.unreadable", 0).with("not an object"));
    }
    let parsed =
        parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default()).map_err(|error| {
            Note::new("head.unreadable", error.range().start.min(text.len())).with(error.to_string())
        })?;
    match parsed.value {
        Some(value) => Ok(Reading {
            root: node(&value),
            notes: Vec::new(),
            entries: None,
        }),
        None => Err(Note::new("head.unreadable", 0).with("nothing")),
    }
}

fn node(value: &ast::Value<'_>) -> Node {
    let plain = |value| Kind::Scalar {
        value,
        style: Style::Plain,
    };
    let kind = match value {
        ast::Value::StringLit(text) => Kind::Scalar {
            value: Value::String(text.value.to_string()),
            style: Style::Double,
        },
        ast::Value::NumberLit(number) => plain(Value::Number(number.value.to_owned())),
        ast::Value::BooleanLit(boolean) => plain(Value::Bool(boolean.value)),
        ast::Value::NullKeyword(_) => plain(Value::Null),
        ast::Value::Array(array) => Kind::List {
            items: array.elements.iter().map(node).collect(),
            block: false,
        },
        ast::Value::Object(object) => {
            let pairs = object
                .properties
                .iter()
                .map(|property| Pair {
                    name: property.name.as_str().to_owned(),
                    name_span: property.name.start()..property.name.end(),
                    node: node(&property.value),
                })
                .collect();
            Kind::Map {
                pairs,
                layout: Layout::Braces,
            }
        }
    };
    Node {
        span: value.start()..value.end(),
        kind,
    }
}

/// A scalar as text. Dates are strings in JSON.
pub(crate) fn scalar(value: &Value) -> Option<String> {
    Some(match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(text) => text.clone(),
        Value::Date(text) | Value::String(text) => key(text),
        Value::List(_) | Value::Map(_) => return None,
    })
}

/// A name, or any string, as text.
pub(crate) fn key(name: &str) -> String {
    serde_json::Value::from(name).to_string()
}

/// Whether another reader finds exactly these fields in the text.
pub(crate) fn agrees(text: &str, fields: &[(String, Value)]) -> bool {
    match serde_json::from_str::<serde_json::Value>(text) {
        Ok(serde_json::Value::Object(map)) => same_map(&map, fields),
        _ => false,
    }
}

fn same_map(map: &serde_json::Map<String, serde_json::Value>, fields: &[(String, Value)]) -> bool {
    // Of equal names the last one counts for both.
    let last: HashMap<&str, &Value> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value))
        .collect();
    map.len() == last.len()
        && map
            .iter()
            .all(|(name, other)| last.get(name.as_str()).is_some_and(|value| same(other, value)))
}

fn same(other: &serde_json::Value, value: &Value) -> bool {
    match (other, value) {
        (serde_json::Value::Null, Value::Null) => true,
        (serde_json::Value::Bool(a), Value::Bool(b)) => a == b,
        (serde_json::Value::Number(a), Value::Number(b)) => b.parse::<f64>().ok() == a.as_f64(),
        (serde_json::Value::String(a), Value::String(b)) => a == b,
        (serde_json::Value::Array(a), Value::List(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (serde_json::Value::Object(a), Value::Map(b)) => same_map(a, b),
        _ => false,
    }
}
