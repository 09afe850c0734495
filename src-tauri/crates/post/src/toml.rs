//! TOML heads: the tree from toml_edit's spans, scalars and names as text, and a second reading by another
//! crate. Offsets are bytes within the inner text.

mod mend;

use std::fmt::Write as _;
use std::ops::Range;

use toml_edit::{Document, Item, Table, TableLike, Value as Written};

use crate::tree::{Kind, Layout, Node, Note, Pair, Reading, Style};
use crate::value::Value;

/// Reads the text between the fences. Lines that break TOML's rules are left out, with a note each.
pub(crate) fn read(text: &str) -> Result<Reading, Note> {
    let first = match parse(text, text) {
        Ok(root) => return Ok(Reading::of(root)),
        Err(note) => note,
    };
    let Some((masked, odd)) = mend::masked(text) else {
        return Err(first);
    };
    let mut root = parse(text, &masked)?;
    // Text between two rules may look like a field, and is no head for it.
    let readable = root.pairs().len();
    if let Kind::Map { pairs, .. } = &mut root.kind {
        pairs.extend(odd.iter().filter_map(|line| line.pair.clone()));
        pairs.sort_by_key(|pair| pair.name_span.start);
    }
    if odd.len() > readable {
        return Err(first);
    }
    Ok(Reading {
        notes: odd.into_iter().map(|line| line.note).collect(),
        ..Reading::of(root)
    })
}

/// `parsed` is the text as the parser is to see it.
fn parse(text: &str, parsed: &str) -> Result<Node, Note> {
    let document = Document::parse(parsed).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        Note::new("head.unreadable", at.min(text.len())).with(error.message().trim())
    })?;
    Ok(Reader { text }.table(document.as_table(), 0..text.len(), Layout::Lines))
}

struct Reader<'a> {
    text: &'a str,
}

impl Reader<'_> {
    fn table(&self, table: &Table, span: Range<usize>, layout: Layout) -> Node {
        let pairs = self.pairs(table);
        Node {
            span,
            kind: Kind::Map { pairs, layout },
        }
    }

    /// The pairs of a table in the order of the file: tables may be written in any order, and in pieces.
    fn pairs(&self, table: &dyn TableLike) -> Vec<Pair> {
        let mut pairs: Vec<Pair> = table
            .iter()
            .filter_map(|(name, item)| {
                let written = table.key(name)?.span().unwrap_or(0..0);
                Some(Pair {
                    name: name.to_owned(),
                    node: self.item(item, &written)?,
                    name_span: written,
                })
            })
            .collect();
        pairs.sort_by_key(|pair| pair.name_span.start);
        pairs
    }

    fn item(&self, item: &Item, name: &Range<usize>) -> Option<Node> {
        Some(match item {
            Item::None => return None,
            Item::Value(value) => self.written(value, name),
            Item::Table(table) => {
                let layout = if table.is_dotted() {
                    Layout::Dotted
                } else {
                    Layout::Lines
                };
                let header = if table.is_implicit() { None } else { table.span() };
                let pairs = self.pairs(table);
                let start = header.as_ref().map_or(name.start, |span| span.start);
                let end = pairs
                    .iter()
                    .map(|pair| pair.node.span.end)
                    .chain(header.map(|span| span.end))
                    .max();
                Node {
                    span: start..end.unwrap_or(name.end).max(start),
                    kind: Kind::Map { pairs, layout },
                }
            }
            Item::ArrayOfTables(tables) => {
                let items: Vec<Node> = tables
                    .iter()
                    .map(|table| {
                        let span = table.span().unwrap_or(name.clone());
                        let node = self.table(table, span.clone(), Layout::Lines);
                        let end = node.pairs().iter().map(|pair| pair.node.span.end).max();
                        Node {
                            span: span.start..end.unwrap_or(span.end).max(span.end),
                            ..node
                        }
                    })
                    .collect();
                let start = items.first().map_or(name.start, |item| item.span.start);
                let end = items.last().map_or(name.end, |item| item.span.end);
                Node {
                    span: start..end,
                    kind: Kind::List { items, block: true },
                }
            }
        })
    }

    fn written(&self, value: &Written, name: &Range<usize>) -> Node {
        let span = value.span().unwrap_or(name.end..name.end);
        let raw = self.text.get(span.clone()).unwrap_or_default();
        let plain = |value| Kind::Scalar {
            value,
            style: Style::Plain,
        };
        let kind = match value {
            Written::String(text) => {
                let style = match raw {
                    _ if raw.starts_with("\"\"\"") || raw.starts_with("'''") => Style::Long,
                    _ if raw.starts_with('\'') => Style::Single,
                    _ => Style::Double,
                };
                Kind::Scalar {
                    value: Value::String(text.value().clone()),
                    style,
                }
            }
            Written::Integer(_) | Written::Float(_) => plain(Value::Number(raw.to_owned())),
            Written::Boolean(value) => plain(Value::Bool(*value.value())),
            Written::Datetime(_) => plain(Value::Date(raw.to_owned())),
            Written::Array(array) => {
                let items = array.iter().map(|item| self.written(item, name)).collect();
                Kind::List { items, block: false }
            }
            Written::InlineTable(table) => {
                let layout = if table.is_dotted() {
                    Layout::Dotted
                } else {
                    Layout::Braces
                };
                Kind::Map {
                    pairs: self.pairs(table),
                    layout,
                }
            }
        };
        Node { span, kind }
    }
}

/// A scalar as text; TOML has no null.
pub(crate) fn scalar(value: &Value, like: Style) -> Option<String> {
    Some(match value {
        Value::Bool(value) => value.to_string(),
        Value::Number(text) | Value::Date(text) => text.clone(),
        Value::String(text) => {
            let literal =
                like == Style::Single && !text.contains('\'') && !text.chars().any(char::is_control);
            if literal { format!("'{text}'") } else { basic(text) }
        }
        Value::Null | Value::List(_) | Value::Map(_) => return None,
    })
}

/// A field's name as text.
pub(crate) fn key(name: &str) -> String {
    let bare = !name.is_empty()
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
    if bare { name.to_owned() } else { basic(name) }
}

fn basic(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Whether another reader finds exactly these fields in the text; those that no reader can read left out.
pub(crate) fn agrees(text: &str, fields: &[(String, Value)]) -> bool {
    if let Ok(table) = text.parse::<::toml::Table>() {
        return same_map(&table, fields);
    }
    let Some((masked, odd)) = mend::masked(text) else {
        return false;
    };
    let named = |name: &str| {
        odd.iter()
            .filter_map(|line| line.pair.as_ref())
            .any(|pair| pair.name == name)
    };
    let readable: Vec<(String, Value)> = fields.iter().filter(|(name, _)| !named(name)).cloned().collect();
    masked
        .parse::<::toml::Table>()
        .is_ok_and(|table| same_map(&table, &readable))
}

fn same_map(table: &::toml::Table, fields: &[(String, Value)]) -> bool {
    table.len() == fields.len()
        && fields
            .iter()
            .all(|(name, value)| table.get(name).is_some_and(|other| same(other, value)))
}

fn same(other: &::toml::Value, value: &Value) -> bool {
    match (other, value) {
        (::toml::Value::String(a), Value::String(b)) => a == b,
        (::toml::Value::Boolean(a), Value::Bool(b)) => a == b,
        // Written forms differ (0x1F, 1_000): what is asked is that both see a number, or a date.
        (::toml::Value::Integer(_) | ::toml::Value::Float(_), Value::Number(_)) => true,
        (::toml::Value::Datetime(_), Value::Date(_)) => true,
        (::toml::Value::Array(a), Value::List(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (::toml::Value::Table(a), Value::Map(b)) => same_map(a, b),
        _ => false,
    }
}
