//! The referee of edits of YAML heads: a second parser, of another family than the one in `read`, that reads the text
//! before and after. It shares with the first reader what a plain scalar means and that a tab that indents is a blank,
//! and must not look at what that one said of the text.

mod events;
mod values;

use self::events::Unread;
use self::values::{Id, PLAIN, Shape, Values, Written};
use super::read::without_tabs;
use super::resolve::plain;
use crate::model::Outcome;
use crate::value::{Value, dots};

/// Whether the text after an edit holds what was wanted at the path, and every other value as it was written before;
/// `None` when the text before cannot be read here. One indented with tabs is read as the first reader does.
pub(crate) fn judge(before: &str, after: &str, path: &str, outcome: &Outcome) -> Option<bool> {
    let mut values = Values::default();
    let (old, new) = match values.read(before) {
        Ok(old) => (old, values.read(after)),
        Err(_) => (
            values.read(&untabbed(before)?).ok()?,
            values.read(&without_tabs(after)),
        ),
    };
    match new {
        Ok(new) => Some(Judge { values, outcome }.map(old, new, path)),
        Err(Unread::Refused) => Some(false),
        Err(Unread::Unknown) => None,
    }
}

/// Whether a text holds this one field; `None` when it cannot be read here.
pub(crate) fn holds(text: &str, name: &str, value: &Value) -> Option<bool> {
    let mut values = Values::default();
    let root = match values.read(text) {
        Ok(root) => root,
        Err(_) => values.read(&untabbed(text)?).ok()?,
    };
    let judge = Judge {
        values,
        outcome: &Outcome::Keep,
    };
    Some(match judge.pairs(root) {
        Some([(key, held)]) => judge.name(*key) == Some(name) && judge.is(*held, value),
        _ => false,
    })
}

/// The text as the first reader sees it, when it has tabs.
fn untabbed(text: &str) -> Option<String> {
    text.contains('\t').then(|| without_tabs(text))
}

struct Judge<'a> {
    values: Values,
    outcome: &'a Outcome,
}

impl Judge<'_> {
    /// Whether a map became what the edit makes of it.
    fn map(&self, before: Id, after: Id, path: &str) -> bool {
        let (Some(old), Some(new)) = (self.pairs(before), self.pairs(after)) else {
            return false;
        };
        if !self.is_written_alike(before, after) {
            return false;
        }
        if let Some(at) = self.position(old, path) {
            return match self.outcome {
                Outcome::Keep => before == after,
                Outcome::Remove => {
                    old.len() == new.len() + 1 && old[..at] == new[..at] && old[at + 1..] == new[at..]
                }
                Outcome::Put(value) => {
                    others_stay(old, new, at) && old[at].0 == new[at].0 && self.is(new[at].1, value)
                }
                Outcome::Rename(to) => {
                    others_stay(old, new, at)
                        && self.name(new[at].0) == Some(to.as_str())
                        && old[at].1 == new[at].1
                }
            };
        }
        for (head, rest) in dots(path) {
            if let Some(at) = self.position(old, head) {
                return others_stay(old, new, at)
                    && old[at].0 == new[at].0
                    && self.map(old[at].1, new[at].1, rest);
            }
        }
        let (Outcome::Put(value), first) = (self.outcome, path.split('.').next().unwrap_or(path)) else {
            return false;
        };
        self.position(new, first).is_some_and(|at| {
            old.len() + 1 == new.len()
                && old[..at] == new[..at]
                && old[at..] == new[at + 1..]
                && self.is_nested(new[at].1, path, value)
        })
    }

    /// Whether a new field has the value where the rest of its path leads.
    fn is_nested(&self, id: Id, path: &str, value: &Value) -> bool {
        let Some((_, rest)) = path.split_once('.') else {
            return self.is(id, value);
        };
        let name = rest.split('.').next();
        matches!(self.pairs(id), Some([(key, held)])
            if self.name(*key) == name && self.is_nested(*held, rest, value))
    }

    /// The pairs of a map; none where nothing is written.
    fn pairs(&self, id: Id) -> Option<&[(Id, Id)]> {
        match &self.values.get(id).shape {
            Shape::Map { pairs, .. } => Some(pairs),
            Shape::Scalar { .. } if self.is(id, &Value::Null) => Some(&[]),
            _ => None,
        }
    }

    /// Whether two maps have the same anchor, tag and layout; one that holds nothing has none.
    fn is_written_alike(&self, before: Id, after: Id) -> bool {
        let (old, new) = (self.values.get(before), self.values.get(after));
        let alike = match (&old.shape, &new.shape) {
            (Shape::Map { block: old, .. }, Shape::Map { block: new, .. }) => old == new,
            _ => true,
        };
        alike && old.anchor == new.anchor && old.tag == new.tag
    }

    fn position(&self, pairs: &[(Id, Id)], name: &str) -> Option<usize> {
        pairs.iter().rposition(|(key, _)| self.name(*key) == Some(name))
    }

    fn name(&self, key: Id) -> Option<&str> {
        match &self.values.get(key).shape {
            Shape::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// Whether this is the value, as text and in its structure.
    fn is(&self, id: Id, value: &Value) -> bool {
        let Written { tag, shape, .. } = self.values.get(id);
        match (shape, value) {
            (Shape::Alias(to), _) => self.is(*to, value),
            (Shape::List { items, .. }, Value::List(values)) => {
                items.len() == values.len()
                    && items
                        .iter()
                        .zip(values)
                        .all(|(item, value)| self.is(*item, value))
            }
            (Shape::Map { pairs, .. }, Value::Map(values)) => {
                let same = |((key, held), (name, value)): (&(Id, Id), &(String, Value))| {
                    self.name(*key) == Some(name) && self.is(*held, value)
                };
                pairs.len() == values.len() && pairs.iter().zip(values).all(same)
            }
            (Shape::Map { pairs, .. }, Value::Null) => pairs.is_empty(),
            (Shape::Scalar { style, text }, value) => match (tag, *style) {
                // What a tag makes of it is for the generator to say.
                (Some(_), _) => value.as_str() == Some(text) || plain(text) == *value,
                (None, PLAIN) => plain(text) == *value || is_empty_map(value) && plain(text) == Value::Null,
                (None, _) => matches!(value, Value::String(wanted) if wanted == text),
            },
            _ => false,
        }
    }
}

fn is_empty_map(value: &Value) -> bool {
    matches!(value, Value::Map(pairs) if pairs.is_empty())
}

/// Whether all pairs but the one at `at` are the same.
fn others_stay(old: &[(Id, Id)], new: &[(Id, Id)], at: usize) -> bool {
    old.len() == new.len() && old[..at] == new[..at] && old[at + 1..] == new[at + 1..]
}

#[cfg(test)]
mod tests;
