//! The tree of a YAML head, built from a parser's events: without recursion, within a depth and a budget.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, StructureStyle};

use super::resolve;
use crate::tree::{Kind, Layout, Node, Note, Pair, Reading, Style};
use crate::value::Value;

/// How deep a head may be nested.
pub(super) const DEPTH: usize = 64;
/// How many values a head may hold, those that aliases repeat included.
pub(super) const VALUES: usize = 100_000;
/// How many bytes of text aliases may repeat.
const REPEATED: usize = 4 << 20;

/// Reads the text between the fences. A head indented with tabs is read as Hexo does, with a note; one that no reader
/// takes whole is read field by field.
pub(crate) fn read(text: &str) -> Result<Reading, Note> {
    let first = match build(text, text) {
        Ok(root) => {
            return Ok(Reading::of(root));
        }
        Err(note) => note,
    };
    if first.code != "head.unreadable" {
        return Err(first);
    }
    if let (Some(at), Ok(root)) = (text.find('\t'), build(text, &without_tabs(text))) {
        return Ok(Reading {
            notes: vec![Note::new("head.tabs", at)],
            ..Reading::of(root)
        });
    }
    super::mend::read(text).ok_or(first)
}

/// The one field of a text that has no other; `parsed` is the text as the parser is to see it.
pub(super) fn alone(text: &str, parsed: &str) -> Option<Pair> {
    match build(text, parsed).ok()?.kind {
        Kind::Map { mut pairs, .. } if pairs.len() == 1 => pairs.pop(),
        _ => None,
    }
}

/// The text with each tab that indents a line as one blank, so that every byte keeps its place.
pub(super) fn without_tabs(text: &str) -> String {
    let mut indent = true;
    text.chars()
        .map(|c| match c {
            '\t' if indent => ' ',
            ' ' => c,
            '\n' | '\r' => {
                indent = true;
                c
            }
            _ => {
                indent = false;
                c
            }
        })
        .collect()
}

/// A collection that is being read.
struct Open {
    start: usize,
    anchor: usize,
    block: bool,
    /// `None` for a map.
    items: Option<Vec<Node>>,
    pairs: Vec<Pair>,
    name: Option<(String, Range<usize>)>,
}

struct Builder<'a> {
    text: &'a str,
    open: Vec<Open>,
    root: Option<Node>,
    anchors: HashMap<usize, (Value, Size)>,
    spent: Size,
}

/// How much a value costs when it is repeated.
#[derive(Clone, Copy, Default)]
struct Size {
    values: usize,
    bytes: usize,
}

fn build(text: &str, parsed: &str) -> Result<Node, Note> {
    let mut options = granit_parser::options! { emit_unresolved_aliases: true };
    options.set_emit_comments(false);
    let mut builder = Builder {
        text,
        open: Vec::new(),
        root: None,
        anchors: HashMap::new(),
        spent: Size::default(),
    };
    for next in Parser::new_from_str_with_options(parsed, options) {
        let (event, span) = next.map_err(|error| {
            let at = error.marker().byte_offset().unwrap_or(0).min(text.len());
            match error.kind() {
                ErrorKind::RecursionLimitExceeded => Note::new("head.too-deep", at),
                _ => Note::new("head.unreadable", at).with(error.info()),
            }
        })?;
        let range = span.byte_range().unwrap_or(0..0);
        builder.take(event, range)?;
    }
    match builder.root {
        None => Ok(empty_map()),
        Some(root) if root.is_null() => Ok(empty_map()),
        Some(root) if matches!(root.kind, Kind::Map { .. }) => Ok(root),
        Some(root) => Err(Note::new("head.unreadable", root.span.start).with("not a list of fields")),
    }
}

fn empty_map() -> Node {
    Node {
        span: 0..0,
        kind: Kind::Map {
            pairs: Vec::new(),
            layout: Layout::Lines,
        },
    }
}

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>, span: Range<usize>) -> Result<(), Note> {
        match event {
            Event::Scalar(value, style, anchor, tag) => {
                let forced = tag.is_some_and(|tag| tag.is_yaml_core_schema_tag("str"));
                let kind = scalar(value, style, span.is_empty(), forced);
                self.put(Node { span, kind }, anchor)
            }
            Event::SequenceStart(style, anchor, _) => self.begin(span, style, anchor, Some(Vec::new())),
            Event::MappingStart(style, anchor, _) => self.begin(span, style, anchor, None),
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(open) => {
                    let end = span.end.max(open.start);
                    let kind = match open.items {
                        Some(items) => Kind::List {
                            items,
                            block: open.block,
                        },
                        None => {
                            let layout = if open.block { Layout::Lines } else { Layout::Braces };
                            Kind::Map {
                                pairs: open.pairs,
                                layout,
                            }
                        }
                    };
                    self.put(
                        Node {
                            span: open.start..end,
                            kind,
                        },
                        open.anchor,
                    )
                }
                None => Ok(()),
            },
            Event::Alias(id) => {
                let Some((value, size)) = self.anchors.get(&id).cloned() else {
                    return Err(Note::new("head.unreadable", span.start).with("a value that holds itself"));
                };
                self.spend(size, span.start)?;
                self.put(
                    Node {
                        span,
                        kind: Kind::Elsewhere(value),
                    },
                    0,
                )
            }
            Event::UnresolvedAlias(name) => {
                Err(Note::new("head.unreadable", span.start).with(format!("nothing is named *{name}")))
            }
            Event::DocumentStart(..) if self.root.is_some() => {
                Err(Note::new("head.unreadable", span.start).with("a second document"))
            }
            _ => Ok(()),
        }
    }

    fn begin(
        &mut self,
        span: Range<usize>,
        style: StructureStyle,
        anchor: usize,
        items: Option<Vec<Node>>,
    ) -> Result<(), Note> {
        if self.open.len() >= DEPTH {
            return Err(Note::new("head.too-deep", span.start));
        }
        let block = matches!(style, StructureStyle::Block);
        self.open.push(Open {
            start: span.start,
            anchor,
            block,
            items,
            pairs: Vec::new(),
            name: None,
        });
        Ok(())
    }

    fn spend(&mut self, size: Size, at: usize) -> Result<(), Note> {
        self.spent.values += size.values;
        self.spent.bytes += size.bytes;
        if self.spent.values > VALUES || self.spent.bytes > REPEATED {
            return Err(Note::new("head.too-complex", at));
        }
        Ok(())
    }

    /// Puts a finished node where it belongs: as a name, a value, an item or the root.
    fn put(&mut self, mut node: Node, anchor: usize) -> Result<(), Note> {
        self.spend(Size { values: 1, bytes: 0 }, node.span.start)?;
        if anchor != 0 {
            let value = node.value();
            let size = size_of(&value);
            self.spend(size, node.span.start)?;
            self.anchors.insert(anchor, (value, size));
        }
        if matches!(
            node.kind,
            Kind::Scalar {
                style: Style::Long,
                ..
            }
        ) {
            // The parser's span leaves out the `|` or `>` line.
            let before = match self.open.last() {
                Some(Open {
                    items: Some(items),
                    start,
                    ..
                }) => items.last().map_or(*start, |item| item.span.end),
                Some(Open {
                    name: Some((_, name)),
                    ..
                }) => name.end,
                _ => node.span.start,
            };
            let sign = self
                .text
                .get(before..node.span.start)
                .and_then(|header| header.find(['|', '>']));
            node.span.start = sign.map_or(node.span.start, |at| before + at);
        }
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open {
                items: Some(items), ..
            }) => items.push(node),
            Some(open) => match open.name.take() {
                None => {
                    let name = match &node.kind {
                        Kind::Scalar {
                            value: Value::String(name),
                            ..
                        } => name.clone(),
                        _ => self
                            .text
                            .get(node.span.clone())
                            .unwrap_or_default()
                            .trim()
                            .to_owned(),
                    };
                    open.name = Some((name, node.span));
                }
                Some((name, name_span)) => {
                    if matches!(
                        node.kind,
                        Kind::Scalar {
                            style: Style::Absent,
                            ..
                        }
                    ) {
                        let colon = self.text[name_span.end..].find(':').map_or(0, |n| n + 1);
                        node.span = name_span.end + colon..name_span.end + colon;
                    }
                    open.pairs.push(Pair {
                        name,
                        name_span,
                        node,
                    });
                }
            },
        }
        Ok(())
    }
}

fn scalar(text: Cow<'_, str>, style: ScalarStyle, empty: bool, forced: bool) -> Kind {
    let (value, style) = match style {
        ScalarStyle::Plain if empty => (Value::Null, Style::Absent),
        ScalarStyle::Plain if forced => (Value::String(text.into_owned()), Style::Plain),
        ScalarStyle::Plain => (resolve::plain(&text), Style::Plain),
        ScalarStyle::SingleQuoted => (Value::String(text.into_owned()), Style::Single),
        ScalarStyle::DoubleQuoted => (Value::String(text.into_owned()), Style::Double),
        ScalarStyle::Literal | ScalarStyle::Folded => (Value::String(text.into_owned()), Style::Long),
    };
    Kind::Scalar { value, style }
}

fn size_of(value: &Value) -> Size {
    let mut size = Size { values: 1, bytes: 0 };
    let mut add = |part: Size| {
        size.values += part.values;
        size.bytes += part.bytes;
    };
    match value {
        Value::List(items) => items.iter().map(size_of).for_each(add),
        Value::Map(pairs) => pairs.iter().for_each(|(name, value)| {
            add(Size {
                values: 0,
                bytes: name.len(),
            });
            add(size_of(value));
        }),
        other => add(Size {
            values: 0,
            bytes: other.as_str().map_or(0, str::len),
        }),
    }
    size
}
