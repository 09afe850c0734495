//! Plans for fields that are not there yet.

use super::{Plan, is_block, is_braces, style_of};
use crate::edit::{Edit, ListLayout, ListStyle, Quote, Splice};
use crate::flow;
use crate::lines::line_start;
use crate::split::Format;
use crate::tree::{Kind, Layout, Node, Place, Style};
use crate::value::Value;

impl Plan<'_> {
    pub(super) fn insert(&self, edit: &Edit, place: &Place<'_>, value: &Value) -> Vec<Splice> {
        let style = match edit {
            Edit::AddItem { absent, .. } => *absent,
            _ => ListStyle {
                layout: ListLayout::Flow,
                quote: Quote::Plain,
            },
        };
        self.insertions(place, value, style).unwrap_or_default()
    }

    fn insertions(&self, place: &Place<'_>, value: &Value, style: ListStyle) -> Option<Vec<Splice>> {
        let like = style_of(style.quote);
        let in_braces = is_braces(place.parent) || place.steps.iter().any(|(map, _)| is_braces(map));
        if place.parent.is_null() {
            // `extra:` with nothing in it gets a map in braces.
            let (map, index) = place.steps.last()?;
            let (name, value) = nested(&place.missing, value);
            let text = self.render(&Value::Map(vec![(name, value)]), like, in_braces)?;
            return Some(vec![self.replace(map.pairs().get(*index)?, &text)]);
        }
        let pairs = match &place.parent.kind {
            Kind::Map { pairs, .. } => pairs,
            _ => return None,
        };
        if in_braces {
            let (name, value) = nested(&place.missing, value);
            let value = self.render(&value, like, true)?;
            let (key, span) = (self.key(&name), &place.parent.span);
            return Some(vec![flow::add_pair(
                self.text,
                span,
                pairs,
                &key,
                self.colon(),
                &value,
            )]);
        }
        match self.format {
            Format::Toml => self.insert_toml(place, value, like),
            Format::Pelican if place.missing.contains('.') => None,
            _ => {
                let indent = pairs.first().map_or("", |pair| self.indent_of(pair));
                let ending = self.ending_near(place.parent.span.start);
                let (name, value) = nested(&place.missing, value);
                let block = self.format == Format::Yaml && is_block(style) && matches!(value, Value::List(_));
                let line = if block {
                    format!(
                        "{indent}{}:{ending}{}",
                        self.key(&name),
                        self.block_items(indent, &value, style, ending)?
                    )
                } else {
                    format!(
                        "{indent}{}: {}",
                        self.key(&name),
                        self.render(&value, like, false)?
                    )
                };
                let at_end = || Splice::new(self.text.len()..self.text.len(), format!("{line}{ending}"));
                let Some(last) = pairs.last() else {
                    return Some(vec![at_end()]);
                };
                let end = self.end_of(&last.node).max(last.name_span.end);
                let behind = self.new_line(end, &line);
                // Behind comments and blank lines too; the same where there are none.
                let other = place.steps.is_empty()
                    && self.format == Format::Yaml
                    && behind.at.start < self.text.len();
                Some(std::iter::once(behind).chain(other.then(at_end)).collect())
            }
        }
    }

    /// In TOML a new key must stand before the first header that does not belong to it.
    fn insert_toml(&self, place: &Place<'_>, value: &Value, like: Style) -> Option<Vec<Splice>> {
        let value = self.render(value, like, true)?;
        // Dotted tables have no header: the key carries their names, and stands in the table around them.
        let chain: Vec<&Node> = place
            .steps
            .iter()
            .map(|(map, _)| *map)
            .chain([place.parent])
            .collect();
        let home = chain.iter().rposition(|map| {
            !matches!(
                map.kind,
                Kind::Map {
                    layout: Layout::Dotted,
                    ..
                }
            )
        })?;
        let mut names: Vec<String> = Vec::new();
        for (map, index) in place.steps.get(home..)? {
            names.push(self.key(&map.pairs().get(*index)?.name));
        }
        names.extend(place.missing.split('.').map(|name| self.key(name)));
        let line = format!("{} = {value}", names.join("."));
        let siblings = chain[home..].iter().rev().find_map(|map| last_line(map));
        let table = chain[home];
        Some(vec![match siblings {
            Some(last) => self.new_line(last, &self.indented(last, &line)),
            None if home > 0 => self.new_line(table.span.start, &line),
            None if table.pairs().is_empty() => {
                let end = self.text.len();
                Splice::new(end..end, format!("{line}{}", self.ending_near(0)))
            }
            None => Splice::new(0..0, format!("{line}{}", self.ending_near(0))),
        }])
    }

    /// The line with the indentation of the one that ends at `at`, where that one is a line of its own.
    fn indented(&self, at: usize, line: &str) -> String {
        let start = line_start(self.text, at);
        let text = &self.text[start..at];
        let blanks = text.len() - text.trim_start().len();
        let closing = text.trim_start().starts_with([']', '}']);
        format!("{}{line}", if closing { "" } else { &text[..blanks] })
    }
}

/// Where the last pair of a table ends that stands on a line of its own, not below a header of its own.
fn last_line(map: &Node) -> Option<usize> {
    map.pairs()
        .iter()
        .filter_map(|pair| match &pair.node.kind {
            Kind::Map {
                layout: Layout::Lines,
                ..
            }
            | Kind::List { block: true, .. } => None,
            Kind::Map {
                layout: Layout::Dotted,
                ..
            } => last_line(&pair.node),
            _ => Some(pair.node.span.end),
        })
        .max()
}

/// `a.b` with a value, as the field `a` that holds a map.
fn nested(path: &str, value: &Value) -> (String, Value) {
    match path.split_once('.') {
        Some((outer, rest)) => (outer.to_owned(), {
            let (name, value) = nested(rest, value);
            Value::Map(vec![(name, value)])
        }),
        None => (path.to_owned(), value.clone()),
    }
}
