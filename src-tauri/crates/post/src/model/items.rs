//! An item more or less, in a list or in a string that stands for one.

use super::Outcome;
use crate::edit::{ListLayout, ListStyle, ScalarTags};
use crate::problem::Refused;
use crate::value::{Value, separator, split_scalar};

/// Names as one string of Pelican's; semicolons where one of them has a comma in it.
pub(super) fn joined(names: &[String]) -> String {
    match names {
        names if !names.iter().any(|name| name.contains(',')) => names.join(", "),
        [only] => format!("{only};"),
        names => names.join("; "),
    }
}

pub(super) fn add(
    old: Option<&Value>,
    item: &str,
    absent: ListStyle,
    rule: ScalarTags,
    path: &str,
) -> Result<Outcome, Refused> {
    let new = || Value::String(item.to_owned());
    let text = match old {
        None | Some(Value::Null) => "",
        Some(Value::List(items)) => {
            if items.iter().any(|other| is_item(other, item)) {
                return Ok(Outcome::Keep);
            }
            return Ok(Outcome::Put(Value::List(
                items.iter().cloned().chain([new()]).collect(),
            )));
        }
        Some(Value::Map(_)) => return Err(Refused::new("edit.not-a-list", path)),
        Some(Value::Bool(value)) => {
            if *value {
                "true"
            } else {
                "false"
            }
        }
        Some(other) => other.as_str().unwrap_or_default(),
    };
    if text.trim().is_empty() {
        // A string only where it will be read as this one item.
        let string = matches!(absent.layout, ListLayout::Commas | ListLayout::Blanks);
        let one = string && matches!(split_scalar(item, rule).as_slice(), [only] if only == item);
        return Ok(Outcome::Put(if one { new() } else { Value::List(vec![new()]) }));
    }
    let parts = split_scalar(text, rule);
    if parts.iter().any(|part| part == item) {
        return Ok(Outcome::Keep);
    }
    let joined = match rule {
        ScalarTags::One => {
            let first = old.cloned().unwrap_or(Value::Null);
            return Ok(Outcome::Put(Value::List(vec![first, new()])));
        }
        ScalarTags::Commas if stands_in(item, old) => {
            let sign = separator(text);
            Some(match text.trim_end().strip_suffix(sign) {
                Some(before) if before.trim().is_empty() => format!("{item}{sign}"),
                // A sign at the end stays there, and so taking the item out again gives the same text.
                Some(before) => format!("{before}{}{item}{sign}", between(before, sign)),
                None => format!("{}{}{item}", text.trim_end(), between(text, sign)),
            })
        }
        ScalarTags::Blanks if !item.contains(char::is_whitespace) => {
            Some(format!("{} {item}", text.trim_end()))
        }
        // The item cannot stand in such a string: it becomes a list.
        _ => None,
    };
    Ok(Outcome::Put(match joined {
        Some(text) => Value::String(text),
        None => Value::List(parts.into_iter().map(Value::String).chain([new()]).collect()),
    }))
}

pub(super) fn remove(
    old: Option<&Value>,
    item: &str,
    rule: ScalarTags,
    path: &str,
) -> Result<Outcome, Refused> {
    match old {
        None | Some(Value::Null) => Ok(Outcome::Keep),
        Some(Value::Map(_)) => Err(Refused::new("edit.not-a-list", path)),
        Some(Value::List(items)) => {
            let kept: Vec<Value> = items
                .iter()
                .filter(|other| !is_item(other, item))
                .cloned()
                .collect();
            Ok(if kept.len() == items.len() {
                Outcome::Keep
            } else {
                Outcome::Put(Value::List(kept))
            })
        }
        Some(Value::Bool(value)) if value.to_string() != item => Ok(Outcome::Keep),
        Some(Value::Bool(_)) => Ok(Outcome::Put(Value::List(Vec::new()))),
        Some(other) => {
            let text = other.as_str().unwrap_or_default();
            let parts = split_scalar(text, rule);
            let kept = parts.iter().filter(|part| *part != item.trim()).count();
            Ok(match kept {
                0 if !parts.is_empty() => Outcome::Put(Value::List(Vec::new())),
                n if n == parts.len() => Outcome::Keep,
                _ => Outcome::Put(Value::String(without(text, item.trim(), rule))),
            })
        }
    }
}

pub(super) fn replace(
    old: Option<&Value>,
    item: &str,
    with: &str,
    rule: ScalarTags,
    path: &str,
) -> Result<Outcome, Refused> {
    let is_there = |other: &str| item.trim() != with.trim() && other == with.trim();
    match old {
        Some(Value::List(items)) if items.iter().any(|other| is_item(other, item)) => {
            if items.iter().any(|other| is_item(other, with)) && item.trim() != with.trim() {
                return remove(old, item, rule, path);
            }
            let mut new = Vec::with_capacity(items.len());
            let mut done = false;
            for other in items {
                match (is_item(other, item), done) {
                    (false, _) => new.push(other.clone()),
                    (true, false) => {
                        new.push(Value::String(with.to_owned()));
                        done = true;
                    }
                    // A second one would be the same word twice.
                    (true, true) => {}
                }
            }
            Ok(Outcome::Put(Value::List(new)))
        }
        Some(Value::Bool(value)) if value.to_string() == item => {
            Ok(Outcome::Put(Value::String(with.to_owned())))
        }
        Some(Value::List(_) | Value::Map(_) | Value::Null | Value::Bool(_)) | None => {
            // What is not there stays away; what is no list is refused as for every item.
            remove(old, item, rule, path)
        }
        Some(other) => {
            let text = other.as_str().unwrap_or_default();
            let parts = split_scalar(text, rule);
            if !parts.iter().any(|part| *part == item.trim()) {
                return Ok(Outcome::Keep);
            }
            if parts.iter().any(|part| is_there(part)) {
                return remove(old, item, rule, path);
            }
            let holds = match rule {
                ScalarTags::One => true,
                ScalarTags::Commas => stands_in(with, old),
                ScalarTags::Blanks => !with.contains(char::is_whitespace),
            };
            let renamed = |part: String| {
                if part == item.trim() {
                    with.to_owned()
                } else {
                    part
                }
            };
            Ok(Outcome::Put(if holds {
                Value::String(reworded(text, item.trim(), with, rule))
            } else {
                Value::List(parts.into_iter().map(renamed).map(Value::String).collect())
            }))
        }
    }
}

/// A text of several items with another wording of one of them; what stands between the others stays as it is written.
pub(crate) fn reworded(text: &str, item: &str, with: &str, rule: ScalarTags) -> String {
    let part = |part: &str| {
        if part.trim() == item {
            part.replacen(item, with, 1)
        } else {
            part.to_owned()
        }
    };
    match rule {
        ScalarTags::One => part(text),
        ScalarTags::Commas => {
            let sign = separator(text);
            let parts: Vec<String> = text.split(sign).map(part).collect();
            parts.join(&sign.to_string())
        }
        ScalarTags::Blanks => text.split_inclusive(char::is_whitespace).map(part).collect(),
    }
}

/// A text of several items without one of them; what stands between the others stays as it is written.
pub(crate) fn without(text: &str, item: &str, rule: ScalarTags) -> String {
    let first = text.len() - text.trim_start().len();
    let (indent, held) = text.split_at(first);
    let kept: String = match rule {
        ScalarTags::Commas => {
            let sign = separator(held);
            let parts: Vec<&str> = held.split(sign).filter(|part| part.trim() != item).collect();
            let mut left = parts.join(&sign.to_string());
            if sign == ';' && !left.contains(';') && left.contains(',') {
                // The last name, and it has a comma in it: without a semicolon it would be two.
                left.push(';');
            }
            left
        }
        // Each word with the blanks before it.
        _ => {
            let mut words: Vec<&str> = Vec::new();
            let (mut start, mut inside) = (0, false);
            for (at, c) in held.char_indices() {
                if inside && c.is_whitespace() {
                    words.push(&held[start..at]);
                    start = at;
                }
                inside = !c.is_whitespace();
            }
            words.push(&held[start..]);
            words.into_iter().filter(|word| word.trim() != item).collect()
        }
    };
    format!("{indent}{}", kept.trim_start())
}

/// Whether an item of a list is the string asked for.
pub(crate) fn is_item(value: &Value, item: &str) -> bool {
    match value {
        Value::Bool(value) => value.to_string() == item,
        // As `strings` shows it.
        other => other.as_str().is_some_and(|text| text.trim() == item.trim()),
    }
}

/// Whether an item can be one part of a string, given what the string holds already.
pub(super) fn stands_in(item: &str, old: Option<&Value>) -> bool {
    let text = old.and_then(Value::as_str).unwrap_or_default();
    !item.contains(';') && (!item.contains(',') || separator(text) == ';')
}

/// How the parts of a string are separated in it.
fn between(text: &str, sign: char) -> String {
    let tight = text.contains(sign) && !text.contains(&format!("{sign} "));
    if tight {
        sign.to_string()
    } else {
        format!("{sign} ")
    }
}
