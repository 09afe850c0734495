//! One field at a time: which name it has in this file, how its new value is written, and the edit of the bytes.

mod first;
mod form;
mod kind;
mod set;
mod typed;
mod used;
mod written;

use std::sync::Arc;

use galley_generators::{self as generators, NewValue};
use galley_post::{Edit, Known, ListLayout, ListStyle, Post, Quote, Value, with_day};

use crate::error::{Error, Result};
use crate::facts;
use crate::library::{Inner, lock};
use crate::view::FieldEdit;

pub(crate) use first::in_head;
use first::{head_format, titled};
pub(crate) use set::{named, taken_as_head};
pub use typed::Typed;
pub(crate) use typed::set as set_typed;
pub(crate) use used::{Used, uses};

/// The post after `edit`.
///
/// # Errors
/// `field.refused`, `field.unreadable`, `field.no-name`, `field.not-a-day`, `field.not-a-number`, `field.draft-folder`,
/// `head.not-taken`, `post.empty-title`.
pub(crate) fn edit(inner: &Inner, path: &str, post: &Post, edit: &FieldEdit) -> Result<Post> {
    match edit {
        FieldEdit::AddHead => set::add_head(inner, path, post),
        _ => in_head(inner, path, post, |post| edit_in_head(inner, path, post, edit)),
    }
}

fn edit_in_head(inner: &Inner, path: &str, post: &Post, edit: &FieldEdit) -> Result<Post> {
    match edit {
        FieldEdit::Title { value } if value.trim().is_empty() => Err(Error::new("post.empty-title", &[])),
        FieldEdit::Title { value } => set(
            post,
            &name(post, Known::Title, "title"),
            Value::String(value.trim().to_owned()),
        ),
        FieldEdit::Day { value } => set_day(inner, post, value),
        FieldEdit::Draft { value } => set_draft(inner, path, post, *value),
        FieldEdit::AddTag { value } => add_tag(inner, post, value.trim()),
        FieldEdit::RemoveTag { value } => {
            let Some(found) = post.known(Known::Tags) else {
                return Ok(post.clone());
            };
            let scalar = facts::scalar_tags(&inner.site.generator);
            apply(
                post,
                Edit::RemoveItem {
                    path: found.path,
                    item: value.clone(),
                    scalar,
                },
            )
        }
        FieldEdit::Author { value } => {
            let authors = post.known(Known::Authors);
            let list = authors
                .as_ref()
                .is_some_and(|found| matches!(found.value, Value::List(_)));
            let value = value.trim();
            let new = if list {
                Value::List(vec![Value::String(value.to_owned())])
            } else {
                Value::String(value.to_owned())
            };
            set_or_unset(
                post,
                &name(post, Known::Authors, inner.site.generator.author_field()),
                value,
                new,
            )
        }
        FieldEdit::Description { value } => {
            let value = value.trim();
            set_or_unset(
                post,
                &name(post, Known::Description, "description"),
                value,
                Value::String(value.to_owned()),
            )
        }
        FieldEdit::Set { path, kind, value } => set::set(post, path, *kind, value),
        FieldEdit::AddItem { .. } | FieldEdit::RemoveItem { .. } => set::item(inner, post, edit),
        FieldEdit::Remove { path } => set::remove(post, path),
        FieldEdit::AddHead => Ok(post.clone()),
    }
}

/// Does what a generator's rules ask for.
///
/// # Errors
/// `field.refused`.
pub(crate) fn change(inner: &Inner, post: &Post, change: &generators::Change) -> Result<Post> {
    let mut post = post.clone();
    for field in &change.unset {
        if post.get(field).is_some() {
            post = apply(&post, Edit::Unset { path: field.clone() })?;
        }
    }
    for (field, value) in &change.set {
        let value = match value {
            NewValue::Flag(flag) => Value::Bool(*flag),
            NewValue::Text(text) => Value::String(text.clone()),
            NewValue::Date(when) => Value::Date(written(inner, when)),
        };
        post = set(&post, field, value)?;
    }
    Ok(post)
}

/// How the library's posts are written, for the rules that depend on it.
pub(crate) struct LibraryStyle {
    /// Whether published posts keep `draft: false`.
    pub keeps_mark: bool,
    /// Whether drafts stand in a folder of their own.
    pub draft_folder: bool,
}

/// Looks at the library's posts.
pub(crate) fn library_style(inner: &Inner) -> LibraryStyle {
    let index = inner.index();
    let draft_folder = index
        .posts()
        .any(|(path, _)| path.split('/').any(|part| part == "_drafts"));
    drop(index);
    let keeps_mark = sample(inner).iter().any(|post| {
        post.known(Known::Draft)
            .is_some_and(|f| f.value.truth() == Some(false))
    });
    LibraryStyle {
        keeps_mark,
        draft_folder,
    }
}

/// Up to eight of the newest posts, as examples of how this library writes. In memory, because fields are edited while
/// a session is locked; [`read_sample`] makes them new.
pub(crate) fn sample(inner: &Inner) -> Arc<Vec<Post>> {
    Arc::clone(&lock(&inner.sample))
}

/// Reads the examples again. Touches the disk.
pub(crate) fn read_sample(inner: &Inner) {
    let mut newest: Vec<(Option<i64>, String)> = {
        let index = inner.index();
        index
            .posts()
            .filter(|(_, facts)| !facts.page)
            .map(|(path, facts)| (facts.instant(), path.to_owned()))
            .collect()
    };
    newest.sort_by(|a, b| b.cmp(a));
    let read = |path: &String| crate::disk::read(&inner.root, path).ok().map(Post::parse);
    let posts = newest
        .iter()
        .take(8)
        .filter_map(|(_, path)| read(path))
        .filter(Post::can_edit_fields)
        .collect();
    *lock(&inner.sample) = Arc::new(posts);
}

/// A moment as the library's other posts write theirs.
pub(crate) fn written(inner: &Inner, when: &generators::When) -> String {
    let now = inner.clock.now();
    let found = sample(inner).iter().find_map(|post| {
        let value = post.known(Known::Date)?.value;
        Some((value.as_str()?.to_owned(), matches!(value, Value::Date(_))))
    });
    let (example, bare) = found.unzip();
    // Where the library's dates have no offset, the generator's clock counts, and not the writer's.
    let offset = example
        .as_ref()
        .is_some_and(|e| e.get(16..).is_some_and(|tail| tail.contains(['+', '-', 'Z'])));
    let when = if offset {
        *when
    } else {
        let generator = &inner.site.generator;
        when.on_clock(&generator.clock_of(example.as_deref().filter(|_| bare == Some(true)), now.time_zone()))
    };
    let day = when.day.to_string();
    let Some(example) = example.filter(|e| e.len() > 10) else {
        return day;
    };
    let time = when.time.unwrap_or(now.time());
    let seconds = example.matches(':').count() >= 2 || example.contains('Z');
    let clock = if seconds {
        time.strftime("%H:%M:%S")
    } else {
        time.strftime("%H:%M")
    }
    .to_string();
    let between = if example.as_bytes().get(10) == Some(&b'T') {
        "T"
    } else {
        " "
    };
    let tail = example.get(16..).unwrap_or_default();
    let offset = when.offset.unwrap_or(now.offset());
    let minutes = offset.seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    let (hours, minutes) = (minutes.abs() / 60, minutes.abs() % 60);
    let offset = match tail.find(['+', '-', 'Z']) {
        None => String::new(),
        // An example in UTC asks for UTC; the hour is then another one.
        Some(at) if tail[at..].starts_with('Z') => {
            let utc = now.with_time_zone(jiff::tz::TimeZone::UTC);
            return format!("{}{between}{}Z", utc.date(), utc.strftime("%H:%M:%S"));
        }
        Some(at) => {
            let blank = if tail[..at].ends_with(' ') { " " } else { "" };
            let colon = if tail[at..].contains(':') { ":" } else { "" };
            format!("{blank}{sign}{hours:02}{colon}{minutes:02}")
        }
    };
    format!("{day}{between}{clock}{offset}")
}

/// A value as plain text.
pub(crate) fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(text) | Value::Date(text) | Value::String(text) => text.clone(),
        Value::List(items) => items.iter().map(plain).collect::<Vec<_>>().join(", "),
        Value::Map(pairs) => pairs
            .iter()
            .map(|(name, value)| format!("{name}: {}", plain(value)))
            .collect::<Vec<_>>()
            .join(", "),
    }
}

fn set_day(inner: &Inner, post: &Post, day: &str) -> Result<Post> {
    let bad = || Error::new("field.not-a-day", &[("value", day)]);
    let parsed: jiff::civil::Date = day.parse().map_err(|_| bad())?;
    match post.known(Known::Date) {
        Some(found) => {
            let old = found.value.as_str().unwrap_or_default();
            let new = with_day(old, day).unwrap_or_else(|| day.to_owned());
            let value = if matches!(found.value, Value::String(_)) {
                Value::String(new)
            } else {
                Value::Date(new)
            };
            set(post, &found.path, value)
        }
        None => {
            let when = generators::When::day(parsed);
            set(
                post,
                inner.site.generator.date_field(),
                Value::Date(written(inner, &when)),
            )
        }
    }
}

fn set_draft(inner: &Inner, path: &str, post: &Post, draft: bool) -> Result<Post> {
    let (style, said) = (library_style(inner), facts::said(post));
    let taken = |_: &str| false;
    let style = generators::Style {
        keeps_mark: style.keeps_mark,
        draft_folder: false,
        date_field: None,
        taken: &taken,
    };
    let generator = &inner.site.generator;
    let today = generators::When::day(inner.clock.today());
    let asked = if draft {
        generator.draft_change(path, &said, &style)
    } else {
        generator.publish_change(path, &said, today, &style)
    };
    if asked.move_to.is_some() {
        return Err(Error::new("field.draft-folder", &[]));
    }
    change(inner, post, &asked)
}

fn add_tag(inner: &Inner, post: &Post, tag: &str) -> Result<Post> {
    if tag.is_empty() {
        return Ok(post.clone());
    }
    let path = name(post, Known::Tags, inner.site.generator.tag_field());
    let scalar = facts::scalar_tags(&inner.site.generator);
    apply(
        post,
        Edit::AddItem {
            path,
            item: tag.to_owned(),
            absent: tag_style(inner),
            scalar,
        },
    )
}

/// How the library's newest tagged post writes its list.
pub(crate) fn tag_style(inner: &Inner) -> ListStyle {
    let layout = sample(inner).iter().find_map(|post| {
        let found = post.known(Known::Tags)?;
        if !matches!(found.value, Value::List(items) if !items.is_empty()) {
            return None;
        }
        let top = found.path.split('.').next()?;
        let field = post.fields().iter().find(|field| field.name == top)?;
        let text = std::str::from_utf8(post.bytes().get(field.span.clone())?).ok()?;
        let second = text.lines().nth(1).unwrap_or_default();
        Some(match second.trim_start().starts_with('-') {
            false => ListLayout::Flow,
            true if second.starts_with('-') => ListLayout::Flush,
            true => ListLayout::Indented,
        })
    });
    ListStyle {
        layout: layout.unwrap_or(ListLayout::Flow),
        quote: Quote::Plain,
    }
}

/// The name under which the file has a field, else the one that new posts use.
fn name(post: &Post, known: Known, otherwise: &str) -> String {
    post.known(known)
        .map_or_else(|| otherwise.to_owned(), |found| found.path)
}

fn set_or_unset(post: &Post, path: &str, text: &str, value: Value) -> Result<Post> {
    match (text.is_empty(), post.get(path).is_some()) {
        (true, false) => Ok(post.clone()),
        (true, true) => apply(
            post,
            Edit::Unset {
                path: path.to_owned(),
            },
        ),
        (false, _) => set(post, path, value),
    }
}

fn set(post: &Post, path: &str, value: Value) -> Result<Post> {
    apply(
        post,
        Edit::Set {
            path: path.to_owned(),
            value,
        },
    )
}

/// Does one edit of `galley-post`.
///
/// # Errors
/// `field.refused`, `field.no-form`, `field.unreadable`.
pub(crate) fn apply(post: &Post, edit: Edit) -> Result<Post> {
    let field = match &edit {
        Edit::Set { path, .. } | Edit::Unset { path } | Edit::Rename { path, .. } => path.clone(),
        Edit::AddItem { path, .. } | Edit::RemoveItem { path, .. } | Edit::ReplaceItem { path, .. } => {
            path.clone()
        }
        Edit::Splice { .. } => String::new(),
    };
    match post.edit(&edit) {
        Ok(edited) => Ok(edited.post),
        Err(refused) if refused.code.starts_with("head.") => {
            Err(Error::new("field.unreadable", &[]).because(refused))
        }
        Err(refused) if refused.code == "edit.no-form" => {
            Err(Error::new("field.no-form", &[("field", &field)]).because(refused))
        }
        Err(refused) => Err(Error::new("field.refused", &[("field", &field)]).because(refused)),
    }
}
