//! Heads in which a line is no field, or a field's value breaks YAML's rules: no reader takes them whole, and so every
//! field is read by itself. A line that is no field is left alone; a value that cannot be read is the text that stands
//! there. Where a quote or a bracket is never closed nobody knows where the field ends: such a head stays text.

use std::ops::Range;

use super::lines::{Entry, Open, after_name};
use super::read::{alone, without_tabs};
use crate::lines::{Line, lines_from};
use crate::tree::{Kind, Layout, Node, Note, Pair, Reading, Style};
use crate::value::Value;

/// How much of a line is told to the writer, in characters.
const SHOWN: usize = 60;

/// A field's name and all that stands below it.
struct Chunk {
    start: usize,
    name_end: usize,
    /// Behind its colon.
    value: usize,
    /// Behind its last written line.
    end: usize,
    open: Open,
    /// It is indented, and stands below a field that holds something else.
    displaced: bool,
}

/// The fields of such a head; `None` when too little of it can be read.
pub(super) fn read(text: &str) -> Option<Reading> {
    let (chunks, mut odd) = chunks(text);
    let (mut pairs, mut entries) = (Vec::new(), Vec::new());
    for chunk in &chunks {
        let (pair, whole) = pair(text, chunk)?;
        if !whole || chunk.displaced {
            odd.push(chunk.start);
        }
        entries.push(Entry {
            start: pair.name_span.start,
            lines: chunk.start..chunk.end,
        });
        pairs.push(pair);
    }
    // Text between two rules may have a colon somewhere, and is no head for it.
    let telling = pairs.iter().any(|pair| crate::split::tells(&pair.name));
    if pairs.is_empty() || (odd.len() > pairs.len() && !telling) {
        return None;
    }
    odd.sort_unstable();
    let note = |at: usize| {
        let line = crate::lines::line_at(text, at).map_or("", |line| line.text(text));
        let chunk = chunks.binary_search_by_key(&at, |chunk| chunk.start);
        if let Some(tab) = chunk.ok().and_then(|n| text[at..chunks[n].end].find('\t')) {
            return Note::new("head.tabs", at + tab);
        }
        Note::new("head.odd-line", at).with(line.trim().chars().take(SHOWN).collect::<String>())
    };
    Some(Reading {
        root: Node {
            span: 0..text.len(),
            kind: Kind::Map {
                pairs,
                layout: Layout::Lines,
            },
        },
        notes: odd.into_iter().map(note).collect(),
        entries: Some(entries),
    })
}

/// Cuts the head into fields; also where the lines begin that are none.
fn chunks(text: &str) -> (Vec<Chunk>, Vec<usize>) {
    let (mut chunks, mut odd): (Vec<Chunk>, Vec<usize>) = (Vec::new(), Vec::new());
    let (mut base, mut inside) = (None, false);
    for line in lines_from(text, 0) {
        let content = line.text(text);
        let rest = content.trim_start_matches([' ', '\t']);
        let indent = content.len() - rest.len();
        if let Some(last) = chunks.last_mut().filter(|last| inside && !last.open.is_closed()) {
            last.open.go_on(content);
            last.end = line.next;
            continue;
        }
        if rest.trim().is_empty() || rest.starts_with('#') {
            continue;
        }
        let dash = rest == "-" || rest.starts_with("- ") || rest.starts_with("-\t");
        let full = chunks
            .last()
            .is_some_and(|last| inside && holds_one_line(text, last));
        let column = base.unwrap_or(indent);
        match after_name(rest) {
            Some(colon) if !dash && (indent <= column || full || !inside) => {
                base.get_or_insert(indent);
                inside = true;
                chunks.push(Chunk {
                    displaced: indent > column,
                    ..chunk(text, &line, indent, colon)
                });
            }
            _ => match chunks
                .last_mut()
                .filter(|_| inside && (indent > column || dash && !full))
            {
                Some(last) => last.end = line.next,
                None => {
                    inside = false;
                    odd.push(line.start);
                }
            },
        }
    }
    (chunks, odd)
}

fn chunk(text: &str, line: &Line, indent: usize, colon: usize) -> Chunk {
    let value = line.start + indent + colon;
    let mut open = Open::default();
    open.scan(&text[value..line.end]);
    Chunk {
        start: line.start,
        name_end: line.start + indent + text[line.start + indent..value - 1].trim_end().len(),
        value,
        end: line.next,
        open,
        displaced: false,
    }
}

/// Whether a value stands beside the name: a name on an indented line below it is then not a part of it.
fn holds_one_line(text: &str, chunk: &Chunk) -> bool {
    let line = &text[chunk.value..crate::lines::line_end(text, chunk.value)];
    let value = line.trim();
    !value.is_empty() && !value.starts_with(['#', '|', '>', '&', '!'])
}

/// The field, and whether it could be read; `None` when it is not clear where it ends.
fn pair(text: &str, chunk: &Chunk) -> Option<(Pair, bool)> {
    let own = &text[chunk.start..chunk.end];
    let read = alone(own, own).or_else(|| alone(own, &without_tabs(own)));
    if let Some(mut pair) = read {
        forward(&mut pair, chunk.start);
        return Some((pair, true));
    }
    if !chunk.open.is_closed() {
        return None;
    }
    let start = chunk.start + (own.len() - own.trim_start_matches([' ', '\t']).len());
    let named = |node: Node| Pair {
        name: text[start..chunk.name_end].trim_matches(['"', '\'']).to_owned(),
        name_span: start..chunk.name_end,
        node,
    };
    if let Some(list) = items(text, chunk) {
        return Some((named(list), false));
    }
    let written = &text[chunk.value..chunk.end];
    let from = chunk.value + (written.len() - written.trim_start().len());
    let to = chunk.value + written.trim_end().len();
    let value = text.get(from..to).unwrap_or_default();
    let alias = value
        .strip_prefix('*')
        .is_some_and(|name| !name.is_empty() && !name.contains(char::is_whitespace));
    let node = Node {
        span: from.min(to)..to,
        kind: if alias {
            Kind::Elsewhere(Value::String(value.to_owned()))
        } else {
            Kind::Scalar {
                value: Value::String(value.to_owned()),
                style: Style::Plain,
            }
        },
    };
    Some((named(node), false))
}

/// A list whose dashes stand in different columns, or behind tabs and blanks by turns.
fn items(text: &str, chunk: &Chunk) -> Option<Node> {
    let mut items: Vec<Node> = Vec::new();
    let mut dash = None;
    for line in lines_from(&text[..chunk.end], chunk.value) {
        let content = line.text(text);
        let rest = content.trim_start_matches([' ', '\t']);
        if rest.trim().is_empty() || rest.starts_with('#') {
            continue;
        }
        let own = rest.strip_prefix('-')?;
        let item = own.trim_start_matches([' ', '\t']);
        if item.len() == own.len() || item.is_empty() {
            return None;
        }
        let at = line.end - item.len();
        dash.get_or_insert(line.end - rest.len());
        // Read as a field's value, for what a scalar is does not depend on its place.
        let field = format!("k: {item}");
        let node = alone(&field, &field)?.node;
        let Kind::Scalar { style, .. } = node.kind else {
            return None;
        };
        // A comment alone is no item.
        if style == Style::Absent || node.span.start < 3 {
            return None;
        }
        items.push(Node {
            span: node.span.start - 3 + at..node.span.end - 3 + at,
            ..node
        });
    }
    Some(Node {
        span: dash?..items.last()?.span.end,
        kind: Kind::List { items, block: true },
    })
}

/// Nested at most as deep as the parser allows.
fn forward(pair: &mut Pair, by: usize) {
    fn moved(span: &Range<usize>, by: usize) -> Range<usize> {
        span.start + by..span.end + by
    }
    fn go(node: &mut Node, by: usize) {
        node.span = moved(&node.span, by);
        match &mut node.kind {
            Kind::Map { pairs, .. } => pairs.iter_mut().for_each(|pair| forward(pair, by)),
            Kind::List { items, .. } => items.iter_mut().for_each(|item| go(item, by)),
            _ => {}
        }
    }
    pair.name_span = moved(&pair.name_span, by);
    go(&mut pair.node, by);
}
