//! Turns an edit of fields into splices of the head's text. It proposes, best first; `check` decides which
//! proposal holds. Offsets are bytes within the inner text.

mod insert;
mod list;

use std::ops::Range;

use crate::edit::{Edit, ListLayout, ListStyle, Quote, Splice};
use crate::flow;
use crate::lines::{ending_near, frequent_ending, line_end, line_start, next_line};
use crate::model::{self, Outcome};
use crate::split::Format;
use crate::tree::{Kind, Layout, Node, Pair, Place, Style, locate};
use crate::value::Value;

/// A head to be edited.
pub(crate) struct Plan<'a> {
    pub(crate) format: Format,
    pub(crate) text: &'a str,
    pub(crate) root: &'a Node,
    /// The text with its fences, for the ending of a first line.
    pub(crate) head: &'a str,
}

impl Plan<'_> {
    /// Proposals for the edit, best first; none when the format has no form for it.
    pub(crate) fn splices(&self, edit: &Edit, path: &str, outcome: &Outcome) -> Vec<Splice> {
        let place = locate(self.root, path);
        match (outcome, place.found()) {
            (Outcome::Keep, _) => Vec::new(),
            (Outcome::Remove, Some(pair)) => self.remove(&place, pair),
            (Outcome::Rename(to), Some(pair)) => vec![Splice::new(pair.name_span.clone(), self.key(to))],
            (Outcome::Put(value), Some(pair)) => self.put(edit, &place, pair, value),
            (Outcome::Put(value), None) => self.insert(edit, &place, value),
            (Outcome::Remove | Outcome::Rename(_), None) => Vec::new(),
        }
    }

    fn key(&self, name: &str) -> String {
        match self.format {
            Format::Toml => crate::toml::key(name),
            Format::Json => crate::json::key(name),
            Format::Yaml => crate::yaml::key(name),
            _ => name.to_owned(),
        }
    }

    /// What stands between a name and its value.
    fn colon(&self) -> &'static str {
        if self.format == Format::Toml { " = " } else { ": " }
    }

    /// A value on one line. `flow` is true inside brackets.
    fn render(&self, value: &Value, like: Style, flow: bool) -> Option<String> {
        match (self.format, value) {
            (Format::Pelican, _) => crate::pelican::scalar(value),
            (_, Value::List(items)) => {
                let items: Option<Vec<String>> =
                    items.iter().map(|item| self.render(item, like, true)).collect();
                Some(format!("[{}]", items?.join(", ")))
            }
            (_, Value::Map(pairs)) => {
                let pairs: Option<Vec<String>> = pairs
                    .iter()
                    .map(|(name, value)| {
                        let value = self.render(value, like, true)?;
                        Some(format!("{}{}{value}", self.key(name), self.colon()))
                    })
                    .collect();
                Some(format!("{{{}}}", pairs?.join(", ")))
            }
            (Format::Toml, _) => crate::toml::scalar(value, like),
            (Format::Json, _) => crate::json::scalar(value),
            _ => crate::yaml::scalar(value, like, flow),
        }
    }

    fn put(&self, edit: &Edit, place: &Place<'_>, pair: &Pair, value: &Value) -> Vec<Splice> {
        let node = &pair.node;
        let listed = match (edit, &node.kind) {
            (_, Kind::Scalar { value: old, .. })
                if self.format == Format::Pelican
                    || matches!(edit, Edit::RemoveItem { .. }) && *value == Value::Null =>
            {
                self.put_in_string(edit, pair, old, value)
            }
            (
                Edit::Set { .. },
                Kind::Scalar {
                    value: old,
                    style: Style::Plain,
                },
            ) if model::plain_day(old, value, self.format).as_ref() == Some(value) => {
                value.as_str().map(|day| self.replace(pair, day))
            }
            (Edit::AddItem { item, .. }, Kind::List { items, block }) => {
                self.add_item(node, items, *block, item)
            }
            (Edit::RemoveItem { item, .. }, Kind::List { items, block })
                if *value != Value::List(Vec::new()) =>
            {
                self.remove_item(items, *block, item)
            }
            (Edit::RemoveItem { .. }, Kind::List { items, block: false }) => self.empty(node, items),
            (Edit::ReplaceItem { item, with, .. }, Kind::List { items, block }) => {
                self.replace_item(items, *block, item, with, value)
            }
            (Edit::AddItem { absent, .. }, Kind::Scalar { value: old, .. })
                if matches!(value, Value::List(_)) && holds_nothing(old) =>
            {
                self.fill(place, pair, value, *absent)
            }
            (Edit::Set { .. }, Kind::List { items, block: true }) => self.rewrite_block(items, value),
            _ => None,
        };
        let in_braces = place.steps.iter().any(|(map, _)| is_braces(map));
        let like = match (&node.kind, edit) {
            (
                Kind::Scalar {
                    style: Style::Absent, ..
                },
                Edit::AddItem { absent, .. },
            ) => style_of(absent.quote),
            (Kind::Scalar { style, .. }, _) => *style,
            (Kind::List { items, .. }, _) => style_of_items(items),
            _ => Style::Plain,
        };
        let replaced = self
            .render(value, like, in_braces)
            .map(|text| self.replace(pair, &text));
        listed.into_iter().chain(replaced).collect()
    }

    /// Puts a value of one line in the place of another value of any shape.
    fn replace(&self, pair: &Pair, value: &str) -> Splice {
        let node = &pair.node;
        let end = self.end_of(node);
        if matches!(
            node.kind,
            Kind::Scalar {
                style: Style::Absent,
                ..
            }
        ) {
            // `key:` may be followed by blanks; they stay behind the value, as they may lead to a comment.
            let at = node.span.start;
            return Splice::new(at..at, format!(" {value}"));
        }
        let key_line = line_end(self.text, pair.name_span.end);
        if self.format == Format::Yaml && node.span.start > key_line {
            // The value began on a later line: the new one goes behind the colon, a comment there stays. One
            // behind the old value's last line goes with it.
            let end = line_end(self.text, end);
            let colon = self.text[pair.name_span.end..]
                .find(':')
                .map_or(pair.name_span.end, |n| pair.name_span.end + n + 1);
            let rest = self.text[colon..key_line].trim_end();
            return Splice::new(colon..end, format!(" {value}{rest}"));
        }
        Splice::new(node.span.start..end, value)
    }

    /// Where a node's own text ends: blanks and comments behind a block are not part of it.
    fn end_of(&self, node: &Node) -> usize {
        match &node.kind {
            Kind::List { items, block: true } => {
                items.last().map_or(node.span.start, |item| self.end_of(item))
            }
            Kind::Map {
                pairs,
                layout: Layout::Lines | Layout::Dotted,
            } => {
                let end = pairs
                    .iter()
                    .map(|pair| self.end_of(&pair.node).max(pair.name_span.end))
                    .max();
                match end {
                    Some(end) if self.format != Format::Toml => end,
                    // A table's header may stand behind the pairs of its dotted parts.
                    Some(end) => end.max(node.span.end),
                    None => node.span.end,
                }
            }
            Kind::Scalar {
                style: Style::Long, ..
            } => node.span.start + self.text[node.span.clone()].trim_end().len(),
            _ => node.span.end,
        }
    }

    /// The ending for a new line beside `at`.
    fn ending_near(&self, at: usize) -> &str {
        if self.text.is_empty() {
            return frequent_ending(self.head);
        }
        ending_near(self.text, at)
    }

    /// A line of its own behind the line that holds `at`.
    fn new_line(&self, at: usize, line: &str) -> Splice {
        let next = next_line(self.text, at);
        let ending = self.ending_near(at);
        if !self.text[..next].ends_with(['\n', '\r']) {
            // The last line of a head that ends with the file.
            return Splice::new(next..next, format!("{ending}{line}"));
        }
        Splice::new(next..next, format!("{line}{ending}"))
    }

    fn remove(&self, place: &Place<'_>, pair: &Pair) -> Vec<Splice> {
        let Some((map, index)) = place.steps.last() else {
            return Vec::new();
        };
        if is_braces(map) {
            let spans: Vec<Range<usize>> = map
                .pairs()
                .iter()
                .map(|pair| pair.name_span.start..pair.node.span.end)
                .collect();
            let cut = if spans.len() == 1 {
                spans.first().cloned()
            } else {
                flow::cuts(&spans, &[*index]).pop()
            };
            // A pair with lines of its own goes with its indentation, and leaves the next one's alone.
            let shift = |at: usize| flow::own_line(self.text, at).map_or(at, |indent| at - indent.len());
            let whole = cut.as_ref().map(|cut| shift(cut.start)..shift(cut.end));
            let line = spans
                .get(*index)
                .and_then(|span| flow::behind_comma(self.text, span));
            return line
                .map(|(_, line)| line)
                .into_iter()
                .chain(whole)
                .chain(cut)
                .map(|cut| Splice::new(cut, ""))
                .collect();
        }
        let start = line_start(self.text, pair.name_span.start.min(pair.node.span.start));
        let end = next_line(self.text, self.end_of(&pair.node).max(pair.name_span.end));
        let last = end == self.text.len() && !self.text.ends_with(['\n', '\r']);
        let before = &self.text[..start];
        if last
            && let Some(line) = before
                .strip_suffix("\r\n")
                .or_else(|| before.strip_suffix(['\n', '\r']))
        {
            // A file that ends without a line ending goes on doing so.
            return vec![Splice::new(line.len()..end, "")];
        }
        vec![Splice::new(start..end, "")]
    }
}

fn is_braces(node: &Node) -> bool {
    node.is_braces()
}

fn is_block(style: ListStyle) -> bool {
    matches!(style.layout, ListLayout::Indented | ListLayout::Flush)
}

fn holds_nothing(value: &Value) -> bool {
    *value == Value::Null || matches!(value, Value::String(text) if text.trim().is_empty())
}

fn style_of(quote: Quote) -> Style {
    match quote {
        Quote::Plain => Style::Plain,
        Quote::Single => Style::Single,
        Quote::Double => Style::Double,
    }
}

/// The quotes of the last string in a list.
fn style_of_items(items: &[Node]) -> Style {
    let mut styles = items.iter().rev().filter_map(|item| match &item.kind {
        Kind::Scalar {
            value: Value::String(_),
            style,
        } => Some(*style),
        _ => None,
    });
    styles.next().unwrap_or(Style::Plain)
}
