//! A quick reader for simple YAML heads, which most heads are: names in the first column, each with a scalar on its
//! line, a list in brackets on its line, a list of scalars with dashes, or something indented that the parser in
//! `yaml` has read by itself. It answers only where the head holds nothing else, and then must answer what that parser
//! answers; of anything unusual it says `None`. It keeps places alone and copies no text. Offsets are bytes within the
//! inner text.

mod edit;
mod read;
mod second;

use std::ops::Range;

use crate::model::Written;
use crate::tree::{Kind, Layout, Node, Pair, Style};
use crate::value::Value;
use crate::yaml::plain;

pub(crate) use edit::edit;
pub(crate) use read::read;

/// A simple head.
#[derive(Debug, Default)]
pub(crate) struct Head {
    pub(crate) entries: Vec<Entry>,
    /// The items of all lists.
    items: Vec<Scalar>,
}

/// A field.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) name: Range<usize>,
    /// Its lines, endings included; blank and comment lines behind it left out.
    pub(crate) lines: Range<usize>,
    holds: Holds,
}

/// What a field holds.
#[derive(Debug)]
enum Holds {
    /// Nothing is written.
    Nothing,
    /// One scalar.
    One(Scalar),
    /// What its lines hold: a map, a list of maps, a text over several lines. Read when it is asked for.
    Lines,
    /// A list: where it stands, its items in [`Head::items`], and whether it is written with dashes.
    List {
        span: Range<usize>,
        items: Range<usize>,
        block: bool,
    },
}

/// A scalar as written, quotes included.
#[derive(Debug, Clone)]
struct Scalar {
    span: Range<usize>,
    style: Style,
}

impl Scalar {
    /// What stands between the quotes.
    fn text<'a>(&self, text: &'a str) -> &'a str {
        match self.style {
            Style::Plain => &text[self.span.clone()],
            _ => &text[self.span.start + 1..self.span.end - 1],
        }
    }

    fn value(&self, text: &str) -> Value {
        match self.style {
            Style::Plain => plain(self.text(text)),
            _ => Value::String(self.text(text).to_owned()),
        }
    }

    /// Whether it is this value.
    fn is(&self, text: &str, value: &Value) -> bool {
        match value {
            Value::String(held) if self.style != Style::Plain => held == self.text(text),
            _ => self.style == Style::Plain && plain(self.text(text)) == *value,
        }
    }

    fn node(&self, text: &str) -> Node {
        Node {
            span: self.span.clone(),
            kind: Kind::Scalar {
                value: self.value(text),
                style: self.style,
            },
        }
    }
}

impl Entry {
    /// How its value is written; of what the parser reads that is not known here.
    fn written(&self) -> Written {
        match &self.holds {
            Holds::One(scalar) if scalar.style == Style::Plain => Written::Plain,
            Holds::One(_) => Written::Quoted,
            Holds::List { block: true, .. } => Written::Dashes,
            _ => Written::Otherwise,
        }
    }

    /// Where its value ends; just behind the colon when there is none.
    pub(crate) fn end(&self) -> usize {
        match &self.holds {
            Holds::Nothing => self.name.end + 1,
            Holds::One(scalar) => scalar.span.end,
            Holds::List { span, .. } => span.end,
            Holds::Lines => self.lines.end - 1,
        }
    }
}

impl Head {
    fn items_of(&self, items: &Range<usize>) -> &[Scalar] {
        self.items.get(items.clone()).unwrap_or_default()
    }

    /// What a field holds.
    pub(crate) fn value(&self, text: &str, entry: &Entry) -> Value {
        match &entry.holds {
            Holds::Nothing => Value::Null,
            Holds::One(scalar) => scalar.value(text),
            Holds::List { items, .. } => {
                Value::List(self.items_of(items).iter().map(|item| item.value(text)).collect())
            }
            Holds::Lines => {
                let read = crate::yaml::read(&text[entry.lines.clone()]);
                read.ok()
                    .and_then(|reading| Some(reading.root.pairs().first()?.node.value()))
                    .unwrap_or(Value::Null)
            }
        }
    }

    /// Whether a field holds this value.
    fn has(&self, text: &str, entry: &Entry, value: &Value) -> bool {
        match (&entry.holds, value) {
            (Holds::One(scalar), value) => scalar.is(text, value),
            (Holds::List { items, .. }, Value::List(values)) => {
                let items = self.items_of(items);
                items.len() == values.len()
                    && items.iter().zip(values).all(|(item, value)| item.is(text, value))
            }
            _ => self.value(text, entry) == *value,
        }
    }

    fn pair(&self, text: &str, entry: &Entry) -> Pair {
        let node = match &entry.holds {
            Holds::Nothing => Node {
                span: entry.end()..entry.end(),
                kind: Kind::Scalar {
                    value: Value::Null,
                    style: Style::Absent,
                },
            },
            Holds::One(scalar) => scalar.node(text),
            // Where it ends is all that a plan for another field asks.
            Holds::Lines => Node {
                span: entry.name.end + 1..entry.lines.start + text[entry.lines.clone()].trim_end().len(),
                kind: Kind::Map {
                    pairs: Vec::new(),
                    layout: Layout::Lines,
                },
            },
            Holds::List { span, items, block } => Node {
                span: span.clone(),
                kind: Kind::List {
                    items: self.items_of(items).iter().map(|item| item.node(text)).collect(),
                    block: *block,
                },
            },
        };
        Pair {
            name: text[entry.name.clone()].to_owned(),
            name_span: entry.name.clone(),
            node,
        }
    }

    /// As much of the head's tree as the plan of an edit looks at: the field, or, for one that is not there, the first
    /// and the last one.
    fn part(&self, text: &str, field: Option<&Entry>) -> Node {
        let last = self.entries.len().saturating_sub(1);
        let shown = match field {
            Some(entry) => [Some(entry), None],
            None => [self.entries.first(), self.entries.get(last.max(1))],
        };
        let start = self.entries.first().map_or(0, |entry| entry.name.start);
        Node {
            span: start..text.len().max(start),
            kind: Kind::Map {
                pairs: shown
                    .into_iter()
                    .flatten()
                    .map(|entry| self.pair(text, entry))
                    .collect(),
                layout: Layout::Lines,
            },
        }
    }
}
