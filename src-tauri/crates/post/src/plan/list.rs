//! Plans for lists: an item more or less, a list where none stands yet, other items in a block.

use std::ops::Range;

use super::{Plan, is_block, is_braces, style_of, style_of_items};
use crate::edit::{Edit, ListLayout, ListStyle, ScalarTags, Splice};
use crate::flow;
use crate::lines::{ending_near, line_end, line_start, next_line};
use crate::model;
use crate::split::Format;
use crate::tree::{Kind, Node, Pair, Place, Style};
use crate::value::{Value, separator};

impl Plan<'_> {
    pub(super) fn add_item(&self, node: &Node, items: &[Node], block: bool, item: &str) -> Option<Splice> {
        let item = self.render(&Value::String(item.to_owned()), style_of_items(items), !block)?;
        if !block {
            return Some(flow::add_item(self.text, &node.span, items, &item));
        }
        let prefix = items.iter().rev().find_map(|item| self.dash(item))?;
        let end = self.end_of(items.last()?).max(prefix.end);
        let prefix = match self.text[prefix.clone()].trim_end() {
            bare if bare.len() == prefix.len() => format!("{bare} "),
            _ => self.text[prefix].to_owned(),
        };
        Some(self.new_line(end, &format!("{prefix}{item}")))
    }

    /// The start of an item's line, up to and with the blanks behind its dash.
    fn dash(&self, item: &Node) -> Option<Range<usize>> {
        let start = line_start(self.text, item.span.start);
        let before = &self.text[start..item.span.start];
        (before.trim() == "-").then_some(start..item.span.start)
    }

    pub(super) fn remove_item(&self, items: &[Node], block: bool, item: &str) -> Option<Splice> {
        let gone: Vec<usize> = (0..items.len())
            .filter(|at| model::is_item(&items[*at].value(), item))
            .collect();
        let cuts: Vec<Range<usize>> = if block {
            let lines = |at: &usize| {
                let item = &items[*at];
                self.dash(item)
                    .map(|dash| dash.start..next_line(self.text, self.end_of(item)))
            };
            gone.iter().map(lines).collect::<Option<_>>()?
        } else {
            let spans: Vec<Range<usize>> = items.iter().map(|item| item.span.clone()).collect();
            flow::whole_lines(self.text, &spans, &gone)
                .or_else(|| flow::around_comments(self.text, &spans, &gone))
                .unwrap_or_else(|| flow::cuts(&spans, &gone))
        };
        let first = cuts.first()?.start;
        let last = cuts.iter().map(|cut| cut.end).max()?;
        let mut kept = String::new();
        let mut at = first;
        for cut in &cuts {
            kept.push_str(self.text.get(at..cut.start)?);
            at = cut.end;
        }
        Some(Splice::new(first..last, kept))
    }

    /// Another wording of an item, in its place and between its quotes; the item goes where that stands there already.
    pub(super) fn replace_item(
        &self,
        items: &[Node],
        block: bool,
        item: &str,
        with: &str,
        value: &Value,
    ) -> Option<Splice> {
        let mut found = items.iter().filter(|node| model::is_item(&node.value(), item));
        let node = found.next()?;
        let stands =
            |other: &Node| model::is_item(&other.value(), with) && !model::is_item(&other.value(), item);
        if items.iter().any(stands) {
            return self.remove_item(items, block, item);
        }
        if found.next().is_some() {
            // The same word several times: one of them stays, and the list is written anew.
            return if block {
                self.rewrite_block(items, value)
            } else {
                None
            };
        }
        let Kind::Scalar { style, .. } = node.kind else {
            return None;
        };
        let text = self.render(&Value::String(with.to_owned()), style, !block)?;
        Some(Splice::new(node.span.clone(), text))
    }

    /// Takes the only item out of its brackets, when it stands right behind the opening one: what is behind it stays.
    pub(super) fn empty(&self, node: &Node, items: &[Node]) -> Option<Splice> {
        let [item] = items else { return None };
        (item.span.start == node.span.start + 1).then(|| Splice::new(item.span.clone(), ""))
    }

    /// A block list with other items, written like the old one.
    pub(super) fn rewrite_block(&self, items: &[Node], value: &Value) -> Option<Splice> {
        let Value::List(new) = value else { return None };
        let (first, last) = (items.first()?, items.last()?);
        let dash = self.dash(first)?;
        let prefix = &self.text[dash.clone()];
        let ending = ending_near(self.text, dash.start);
        let lines: Option<Vec<String>> = new
            .iter()
            .map(|item| match item {
                Value::List(_) | Value::Map(_) => None,
                item => Some(format!(
                    "{prefix}{}",
                    self.render(item, style_of_items(items), false)?
                )),
            })
            .collect();
        let lines = lines.filter(|lines| !lines.is_empty())?;
        Some(Splice::new(dash.start..self.end_of(last), lines.join(ending)))
    }

    /// An item more or less in a string of Pelican's, where it stands: its other lines stay lines. A string that holds no
    /// item any more leaves nothing behind the colon, in YAML too.
    pub(super) fn put_in_string(&self, edit: &Edit, pair: &Pair, old: &Value, new: &Value) -> Option<Splice> {
        let span = &pair.node.span;
        match (edit, old, new) {
            (_, _, Value::Null) => {
                let colon = pair.name_span.end + self.text[pair.name_span.end..].find(':')? + 1;
                Some(Splice::new(colon..span.end.max(colon), ""))
            }
            (Edit::AddItem { .. }, Value::String(old), Value::String(new)) => {
                let before = old.strip_suffix(separator(old)).unwrap_or(old);
                let more = new.strip_prefix(before).filter(|_| !before.is_empty())?;
                let at = span.end - (old.len() - before.len());
                Some(Splice::new(at..span.end, more))
            }
            (Edit::RemoveItem { item, .. }, Value::String(_), Value::String(_)) => {
                let written = self.text.get(span.clone())?;
                let kept = model::without(written, item.trim(), ScalarTags::Commas);
                Some(Splice::new(span.clone(), kept))
            }
            (Edit::ReplaceItem { item, with, .. }, Value::String(_), Value::String(_)) => {
                let written = self.text.get(span.clone())?;
                let new = model::reworded(written, item.trim(), with, ScalarTags::Commas);
                Some(Splice::new(span.clone(), new))
            }
            _ => None,
        }
    }

    /// The first item of a list whose field stands there without a value.
    pub(super) fn fill(
        &self,
        place: &Place<'_>,
        pair: &Pair,
        value: &Value,
        style: ListStyle,
    ) -> Option<Splice> {
        let in_braces = place.steps.iter().any(|(map, _)| is_braces(map));
        let absent = matches!(
            pair.node.kind,
            Kind::Scalar {
                style: Style::Absent,
                ..
            }
        );
        if in_braces || self.format != Format::Yaml || !absent {
            let text = self.render(value, style_of(style.quote), in_braces)?;
            return Some(self.replace(pair, &text));
        }
        // Dashes, because only they leave the field as it was when the item goes again; brackets leave `[]`.
        let style = ListStyle {
            layout: if is_block(style) {
                style.layout
            } else {
                ListLayout::Indented
            },
            ..style
        };
        let at = line_end(self.text, pair.name_span.end);
        let ending = self.ending_near(at);
        let line = self.block_items(self.indent_of(pair), value, style, ending)?;
        Some(Splice::new(at..at, format!("{ending}{line}")))
    }

    pub(super) fn indent_of(&self, pair: &Pair) -> &str {
        flow::own_line(self.text, pair.name_span.start).unwrap_or_default()
    }

    /// The lines of a list with dashes.
    pub(super) fn block_items(
        &self,
        indent: &str,
        value: &Value,
        style: ListStyle,
        ending: &str,
    ) -> Option<String> {
        let Value::List(items) = value else { return None };
        let deeper = if style.layout == ListLayout::Indented {
            "  "
        } else {
            ""
        };
        let line = |item: &Value| {
            let item = self.render(item, style_of(style.quote), false)?;
            Some(format!("{indent}{deeper}- {item}"))
        };
        let lines: Option<Vec<String>> = items.iter().map(line).collect();
        lines
            .filter(|lines| !lines.is_empty())
            .map(|lines| lines.join(ending))
    }
}
