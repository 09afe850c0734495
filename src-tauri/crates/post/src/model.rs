//! What an edit means for the values, whatever the format: the yardstick that the written result is held to.

mod items;

use items::{add, joined, remove, replace, stands_in};
pub(crate) use items::{is_item, reworded, without};

use crate::edit::{Edit, ListLayout, ListStyle, ScalarTags};
use crate::problem::Refused;
use crate::split::Format;
use crate::tree::{Kind, Node, Style};
use crate::value::{Value, dots};

/// What becomes of one field.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Outcome {
    Keep,
    Put(Value),
    Remove,
    Rename(String),
}

/// The path that an edit is about; `None` for a splice.
pub(crate) fn path_of(edit: &Edit) -> Option<&str> {
    match edit {
        Edit::Set { path, .. }
        | Edit::Unset { path }
        | Edit::Rename { path, .. }
        | Edit::AddItem { path, .. }
        | Edit::RemoveItem { path, .. }
        | Edit::ReplaceItem { path, .. } => Some(path),
        Edit::Splice { .. } => None,
    }
}

/// How the value before an edit stands in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Written {
    /// One scalar without quotes.
    Plain,
    /// One scalar with quotes or over several lines.
    Quoted,
    /// A list with dashes.
    Dashes,
    /// Anything else: nothing at all, brackets, an alias.
    Otherwise,
}

impl Written {
    /// How a node is written.
    pub(crate) fn of(node: &Node) -> Self {
        match node.kind {
            Kind::Scalar {
                style: Style::Plain, ..
            } => Written::Plain,
            Kind::Scalar { .. } => Written::Quoted,
            Kind::List { block: true, .. } => Written::Dashes,
            _ => Written::Otherwise,
        }
    }
}

/// What the edit makes of the value that stands at its path.
pub(crate) fn outcome(
    edit: &Edit,
    old: Option<&Value>,
    written: Written,
    format: Format,
) -> Result<Outcome, Refused> {
    let path = path_of(edit).unwrap_or_default();
    match edit {
        Edit::Set {
            value: Value::List(items),
            ..
        } if format == Format::Pelican
            && crate::value::strings(&Value::List(items.clone()))
                .iter()
                .any(|item| item.contains(';')) =>
        {
            Err(Refused::new("edit.no-form", path))
        }
        Edit::Set { value, .. } => {
            let day = old
                .filter(|_| written == Written::Plain)
                .and_then(|old| plain_day(old, value, format));
            let value = day.unwrap_or_else(|| as_held(value, format));
            Ok(if old == Some(&value) {
                Outcome::Keep
            } else {
                Outcome::Put(value)
            })
        }
        Edit::Unset { .. } if old.is_some() => Ok(Outcome::Remove),
        Edit::Rename { to, .. } if old.is_some() => Ok(Outcome::Rename(to.clone())),
        Edit::Unset { .. } | Edit::Rename { .. } => Err(Refused::new("edit.no-field", path)),
        Edit::AddItem { item, .. } if format == Format::Pelican && !stands_in(item, old) => {
            Err(Refused::new("edit.no-form", path))
        }
        Edit::AddItem {
            item, absent, scalar, ..
        } => {
            let (absent, scalar) = for_format(format, *absent, *scalar);
            add(old, item, absent, scalar, path).map(|outcome| held(outcome, format))
        }
        Edit::RemoveItem { item, scalar, .. } => {
            let (_, scalar) = for_format(format, ListStyle::default(), *scalar);
            let outcome = remove(old, item, scalar, path)?;
            // Dashes and strings leave nothing behind the colon: there an empty field may have stood before.
            let bare = format == Format::Yaml && written != Written::Otherwise;
            Ok(match outcome {
                Outcome::Put(Value::List(items)) if bare && items.is_empty() => Outcome::Put(Value::Null),
                outcome => held(outcome, format),
            })
        }
        Edit::ReplaceItem {
            item, with, scalar, ..
        } => {
            if format == Format::Pelican && !stands_in(with, old) {
                return Err(Refused::new("edit.no-form", path));
            }
            let (_, scalar) = for_format(format, ListStyle::default(), *scalar);
            replace(old, item, with, scalar, path).map(|outcome| held(outcome, format))
        }
        Edit::Splice { .. } => Ok(Outcome::Keep),
    }
}

/// Pelican has no lists but strings with commas.
fn for_format(format: Format, absent: ListStyle, scalar: ScalarTags) -> (ListStyle, ScalarTags) {
    match format {
        Format::Pelican => (
            ListStyle {
                layout: ListLayout::Commas,
                ..absent
            },
            ScalarTags::Commas,
        ),
        _ => (absent, scalar),
    }
}

fn held(outcome: Outcome, format: Format) -> Outcome {
    match outcome {
        Outcome::Put(value) if matches!(format, Format::Json | Format::Pelican) => {
            Outcome::Put(as_held(&value, format))
        }
        other => other,
    }
}

/// The value as the format can hold it: JSON has no dates, Pelican nothing but text.
fn as_held(value: &Value, format: Format) -> Value {
    match (format, value) {
        (Format::Json | Format::Pelican, Value::Date(text)) => Value::String(text.clone()),
        (Format::Pelican, Value::Number(text)) => Value::String(text.clone()),
        (Format::Pelican, Value::Bool(_)) => Value::String(crate::pelican::scalar(value).unwrap_or_default()),
        (Format::Pelican, Value::List(items)) if items.is_empty() => Value::Null,
        (Format::Pelican, Value::List(_)) => Value::String(joined(&crate::value::strings(value))),
        (_, Value::List(items)) => Value::List(items.iter().map(|item| as_held(item, format)).collect()),
        (_, Value::Map(pairs)) => Value::Map(
            pairs
                .iter()
                .map(|(name, value)| (name.clone(), as_held(value, format)))
                .collect(),
        ),
        _ => value.clone(),
    }
}

/// The day that stands without quotes and is none to the format (`2026-1-1`), with another day: it stays without quotes,
/// because some readers take it for a date and some for text, and would change their minds. TOML knows no such day: there
/// it becomes one.
pub(crate) fn plain_day(old: &Value, new: &Value, format: Format) -> Option<Value> {
    let (Value::String(old), Value::String(text) | Value::Date(text)) = (old, new) else {
        return None;
    };
    let bare = text
        .bytes()
        .all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'/' | b'.'));
    if !bare || crate::date::day_of(old).is_none() {
        return None;
    }
    let day = crate::date::day_of(text)?;
    match format {
        Format::Yaml => Some(crate::yaml::plain(text)),
        Format::Toml => Some(Value::Date(day)),
        _ => None,
    }
}

/// The value that a field inherits by YAML's merge key (`<<: *base`), which its readers heed and `get` does not.
pub(crate) fn inherited<'a>(fields: &'a [(String, Value)], path: &str) -> Option<&'a Value> {
    let find = |name: &str| {
        fields
            .iter()
            .rfind(|(other, _)| other == name)
            .map(|(_, value)| value)
    };
    for (outer, rest) in dots(path) {
        match find(outer) {
            Some(Value::Map(inner)) => return inherited(inner, rest),
            Some(_) => return None,
            None => {}
        }
    }
    match find("<<")? {
        // Of several maps the first one counts.
        Value::List(maps) => maps.iter().find_map(|map| map.get(path)),
        map => map.get(path),
    }
}

/// The fields after the outcome.
pub(crate) fn apply(fields: &mut Vec<(String, Value)>, path: &str, outcome: &Outcome) -> Result<(), Refused> {
    let position = |name: &str| fields.iter().rposition(|(other, _)| other == name);
    if let Some(at) = position(path) {
        match outcome {
            Outcome::Keep => {}
            Outcome::Put(value) => fields[at].1 = value.clone(),
            Outcome::Remove => drop(fields.remove(at)),
            Outcome::Rename(to) if position(to).is_some() => {
                return Err(Refused::new("edit.taken", to.clone()));
            }
            Outcome::Rename(to) => fields[at].0 = to.clone(),
        }
        return Ok(());
    }
    for (head, rest) in dots(path) {
        if let Some(at) = position(head) {
            let value = &mut fields[at].1;
            if *value == Value::Null {
                *value = Value::Map(Vec::new());
            }
            return match value {
                Value::Map(inner) => apply(inner, rest, outcome),
                _ => Err(Refused::new("edit.not-a-map", head)),
            };
        }
    }
    if let Outcome::Put(value) = outcome {
        let mut names = path.split('.').rev();
        let last = names.next().unwrap_or(path).to_owned();
        let (name, value) = names.fold((last, value.clone()), |(name, value), outer| {
            (outer.to_owned(), Value::Map(vec![(name, value)]))
        });
        fields.push((name, value));
    }
    Ok(())
}

/// The field of the top level that a path begins with: a name with a literal dot wins, and of equal names the last.
pub(crate) fn top<'a>(
    names: impl DoubleEndedIterator<Item = &'a str> + ExactSizeIterator + Clone,
    path: &str,
) -> Option<usize> {
    let position = |name: &str| names.clone().rposition(|other| other == name);
    position(path).or_else(|| dots(path).find_map(|(head, _)| position(head)))
}

/// Fields in an order that does not depend on where a new one was put; an empty map counts as nothing.
pub(crate) fn normal(fields: &[(String, Value)]) -> Vec<(String, Value)> {
    let mut fields: Vec<(String, Value)> = fields
        .iter()
        .map(|(name, value)| (name.clone(), normal_value(value)))
        .collect();
    fields.sort_by(|a, b| a.0.cmp(&b.0));
    fields
}

fn normal_value(value: &Value) -> Value {
    match value {
        Value::Map(pairs) if pairs.is_empty() => Value::Null,
        Value::Map(pairs) => Value::Map(normal(pairs)),
        Value::List(items) => Value::List(items.iter().map(normal_value).collect()),
        other => other.clone(),
    }
}
