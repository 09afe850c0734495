//! Merges fields by what they hold, and brings a head to hold it, by edits that are checked like any other.

use std::collections::HashSet;
use std::ops::Range;

use super::Whose;
use crate::edit::{Edit, ListStyle, ScalarTags};
use crate::lines::{frequent_ending, to_lf};
use crate::post::{Field, Post};
use crate::split::Format;
use crate::value::{Value, split_scalar};

/// What becomes of a field.
pub(super) struct Outcome {
    pub(super) name: String,
    /// What it holds in the merged head; `None` for a field that goes.
    value: Option<Value>,
    /// `None` when a person has to choose; it then holds my value.
    pub(super) whose: Option<Whose>,
    /// Whether both sides' changes were put together: the order of a list is then of no account.
    combined: bool,
}

/// What becomes of every field of the three, in the order of my head, then of theirs.
pub(super) fn outcomes(base: &Post, mine: &Post, theirs: &Post) -> Vec<Outcome> {
    let mut seen = HashSet::new();
    [mine, theirs, base]
        .into_iter()
        .flat_map(Post::fields)
        .filter(|field| seen.insert(field.name.as_str()))
        .map(|field| {
            let held = |post| find(post, &field.name).map(|field| &field.value);
            let (b, m, t) = (held(base), held(mine), held(theirs));
            let mut combined = None;
            let whose = match () {
                () if m == t && m == b => Some(Whose::Unchanged),
                () if m == t => Some(Whose::Both),
                () if m == b => Some(Whose::Theirs),
                () if t == b => Some(Whose::Mine),
                () => {
                    combined = combine(b, m, t, comma_list(mine, &field.name));
                    combined.is_some().then_some(Whose::Both)
                }
            };
            Outcome {
                name: field.name.clone(),
                combined: combined.is_some(),
                value: combined.or_else(|| if whose == Some(Whose::Theirs) { t } else { m }.cloned()),
                whose,
            }
        })
        .collect()
}

/// Whether a string is a list there: Pelican's tags and authors.
fn comma_list(post: &Post, name: &str) -> bool {
    post.format() == Format::Pelican
        && ["tags", "authors"]
            .iter()
            .any(|other| name.eq_ignore_ascii_case(other))
}

/// Two changes of one value that go together: lists as sets, maps by their names.
fn combine(
    base: Option<&Value>,
    mine: Option<&Value>,
    theirs: Option<&Value>,
    commas: bool,
) -> Option<Value> {
    match (mine?, theirs?) {
        (Value::List(mine), Value::List(theirs)) => {
            let base = match base {
                None | Some(Value::Null) => &[],
                Some(Value::List(items)) => items.as_slice(),
                Some(one @ Value::String(_)) => std::slice::from_ref(one),
                Some(_) => return None,
            };
            let scalar = |item: &Value| !matches!(item, Value::List(_) | Value::Map(_) | Value::Null);
            let sets = [base, mine, theirs]
                .into_iter()
                .all(|items| items.iter().all(scalar));
            sets.then(|| Value::List(union(base, mine, theirs)))
        }
        (Value::String(mine), Value::String(theirs)) if commas => {
            let items = |text: &str| -> Vec<Value> {
                split_scalar(text, ScalarTags::Commas)
                    .into_iter()
                    .map(Value::String)
                    .collect()
            };
            let base = base.and_then(Value::as_str).map(items).unwrap_or_default();
            let all = union(&base, &items(mine), &items(theirs));
            let all: Vec<&str> = all.iter().filter_map(Value::as_str).collect();
            (!all.is_empty()).then(|| Value::String(all.join(", ")))
        }
        (Value::Map(mine), Value::Map(theirs)) => {
            let empty = Vec::new();
            let base = match base {
                None | Some(Value::Null) => &empty,
                Some(Value::Map(pairs)) => pairs,
                Some(_) => return None,
            };
            maps(base, mine, theirs).map(Value::Map)
        }
        _ => None,
    }
}

pub(super) type Pairs = Vec<(String, Value)>;

fn maps(base: &Pairs, mine: &Pairs, theirs: &Pairs) -> Option<Pairs> {
    let mut merged = Pairs::new();
    let mut seen = HashSet::new();
    for pairs in [mine, theirs] {
        let mut own = HashSet::new();
        for (name, _) in pairs {
            // A name with a dot cannot be told from a path, and of two equal names only one can be edited.
            if name.contains('.') || !own.insert(name) {
                return None;
            }
            if !seen.insert(name) {
                continue;
            }
            let held = |pairs: &Pairs| {
                pairs
                    .iter()
                    .rfind(|(other, _)| other == name)
                    .map(|(_, value)| value.clone())
            };
            let (b, m, t) = (held(base), held(mine), held(theirs));
            let value = match () {
                () if m == t || t == b => m,
                () if m == b => t,
                () => Some(combine(b.as_ref(), m.as_ref(), t.as_ref(), false)?),
            };
            merged.extend(value.map(|value| (name.clone(), value)));
        }
    }
    Some(merged)
}

/// My items without those that they removed, and with those that they added.
fn union(base: &[Value], mine: &[Value], theirs: &[Value]) -> Vec<Value> {
    let mut items: Vec<Value> = mine
        .iter()
        .filter(|item| theirs.contains(item) || !base.contains(item))
        .cloned()
        .collect();
    let folded = |item: &Value| item.as_str().map(str::to_lowercase);
    for item in theirs.iter().filter(|item| !base.contains(item)) {
        let there = items
            .iter()
            .any(|other| other == item || (folded(item).is_some() && folded(other) == folded(item)));
        if !there {
            items.push(item.clone());
        }
    }
    items
}

pub(super) fn find<'a>(post: &'a Post, name: &str) -> Option<&'a Field> {
    post.fields().iter().rfind(|field| field.name == name)
}

/// The lines of a field as written.
pub(super) fn lines_of<'a>(post: &'a Post, name: &str) -> Option<&'a str> {
    let field = find(post, name)?;
    std::str::from_utf8(post.bytes().get(field.span.clone())?).ok()
}

/// The head, edited until it holds what was agreed on, and nothing else.
pub(super) fn reconcile(head: Post, outcomes: &[Outcome], mine: &Post, theirs: &Post) -> Option<Post> {
    if head.format() != mine.format() || !head.can_edit_fields() || !head.body().is_empty() {
        return None;
    }
    let fits = |post: &Post, outcome: &Outcome| {
        let held = find(post, &outcome.name).map(|field| &field.value);
        match (held, &outcome.value) {
            (Some(held), Some(value)) if outcome.combined => unordered(held) == unordered(value),
            (held, value) => held == value.as_ref(),
        }
    };
    let mut post = head;
    for outcome in outcomes {
        if !fits(&post, outcome) {
            post = put(&post, outcome, mine, theirs)?;
        }
    }
    let expected = outcomes.iter().filter(|outcome| outcome.value.is_some()).count();
    (post.fields().len() == expected && outcomes.iter().all(|outcome| fits(&post, outcome))).then_some(post)
}

/// A value in which the order of items and of names does not count.
fn unordered(value: &Value) -> Value {
    match value {
        Value::List(items) => {
            let mut items: Vec<Value> = items.iter().map(unordered).collect();
            items.sort_by_cached_key(|item| format!("{item:?}"));
            Value::List(items)
        }
        Value::Map(pairs) => {
            let mut pairs: Pairs = pairs
                .iter()
                .map(|(name, value)| (name.clone(), unordered(value)))
                .collect();
            pairs.sort_by(|a, b| a.0.cmp(&b.0));
            Value::Map(pairs)
        }
        Value::String(text) if text.contains(',') => {
            let mut parts: Vec<&str> = text.split(',').map(str::trim).collect();
            parts.sort_unstable();
            Value::String(parts.join(", "))
        }
        other => other.clone(),
    }
}

fn put(post: &Post, outcome: &Outcome, mine: &Post, theirs: &Post) -> Option<Post> {
    let name = outcome.name.as_str();
    let Some(value) = &outcome.value else {
        return unset(post, name);
    };
    let source = [mine, theirs]
        .into_iter()
        .find(|side| find(side, name).is_some_and(|field| field.value == *value));
    give(post, name, value, source)
}

pub(super) fn unset(post: &Post, name: &str) -> Option<Post> {
    let edit = Edit::Unset {
        path: name.to_owned(),
    };
    post.edit(&edit).ok().map(|edited| edited.post)
}

/// Gives a field a value; `source` has it too, perhaps written over several lines that are better copied.
pub(super) fn give(post: &Post, name: &str, value: &Value, source: Option<&Post>) -> Option<Post> {
    let lines = source.and_then(|source| lines_of(source, name));
    let one_line = matches!(value, Value::Bool(_) | Value::Number(_) | Value::Date(_))
        || matches!(value, Value::String(text) if !text.contains('\n'))
            && lines.is_none_or(|lines| lines.trim_end().lines().count() <= 1);
    let by_lines = || lines.and_then(|lines| replace(post, name, lines, Some(value)));
    let by_edits = || edited(post, name, find(post, name).map(|field| &field.value), value);
    // A comment behind my value stays mine; a field that I do not have comes with theirs.
    if one_line && find(post, name).is_some() {
        by_edits().or_else(by_lines)
    } else if matches!(value, Value::List(_) | Value::Map(_)) && source.is_none() {
        by_edits()
    } else {
        by_lines().or_else(by_edits)
    }
}

pub(super) fn edited(post: &Post, path: &str, held: Option<&Value>, value: &Value) -> Option<Post> {
    let apply = |post: &Post, edit: Edit| post.edit(&edit).ok().map(|edited| edited.post);
    let set = || {
        let (path, value) = (path.to_owned(), value.clone());
        apply(post, Edit::Set { path, value })
    };
    match (held, value) {
        (Some(Value::List(old)), Value::List(new)) if !new.is_empty() => {
            let mut result = post.clone();
            // What comes takes the form of what is still there.
            for (gone, item) in [(false, new), (true, old)]
                .into_iter()
                .flat_map(|(gone, items)| items.iter().map(move |item| (gone, item)))
            {
                let other = if gone { new } else { old };
                if other.contains(item) {
                    continue;
                }
                // An item that is no text has no edit of its own.
                let Value::String(text) = item else { return set() };
                let (path, item, scalar) = (path.to_owned(), text.clone(), ScalarTags::One);
                let absent = ListStyle::default();
                let edit = if gone {
                    Edit::RemoveItem { path, item, scalar }
                } else {
                    Edit::AddItem {
                        path,
                        item,
                        absent,
                        scalar,
                    }
                };
                match apply(&result, edit) {
                    Some(post) => result = post,
                    None => return set(),
                }
            }
            Some(result)
        }
        (Some(Value::Map(old)), Value::Map(new)) => {
            let mut result = post.clone();
            for (name, _) in old
                .iter()
                .filter(|(name, _)| new.iter().all(|(other, _)| other != name))
            {
                result = unset(&result, &format!("{path}.{name}"))?;
            }
            for (name, value) in new {
                let held = old
                    .iter()
                    .rfind(|(other, _)| other == name)
                    .map(|(_, value)| value);
                if held != Some(value) {
                    result = edited(&result, &format!("{path}.{name}"), held, value)?;
                }
            }
            Some(result)
        }
        _ => set(),
    }
}

/// Puts lines in the place of a field's own, or at the end; only when the field then holds `value` (or
/// whatever it then holds) and all others what they held.
pub(super) fn replace(post: &Post, name: &str, lines: &str, value: Option<&Value>) -> Option<Post> {
    if post.format() == Format::Json {
        return None;
    }
    let at: Range<usize> = match find(post, name) {
        Some(field) => field.span.clone(),
        None => post.inner().end..post.inner().end,
    };
    let ending = frequent_ending(post.head());
    let mut text = to_lf(lines).trim_end_matches('\n').replace('\n', ending);
    if !text.is_empty() {
        text.push_str(ending);
        let before = post.bytes().get(..at.start).unwrap_or_default();
        if !matches!(before.last(), Some(b'\n' | b'\r') | None) {
            text.insert_str(0, ending);
        }
    }
    let new = post.spliced(&at, text.as_bytes());
    let others = |post: &Post| -> Pairs {
        let others = post.fields().iter().filter(|field| field.name != name);
        others
            .map(|field| (field.name.clone(), field.value.clone()))
            .collect()
    };
    let held = find(&new, name).map(|field| &field.value);
    let fits = new.format() == post.format()
        && new.can_edit_fields()
        && new.body() == post.body()
        && others(&new) == others(post)
        && value.is_none_or(|value| held == Some(value));
    fits.then_some(new)
}
