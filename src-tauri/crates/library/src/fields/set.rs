//! Edits of the form: a field set by its path as its kind asks for, lists item by item, a head begun.

use galley_post::{Edit, Format, Post, Value};

use crate::error::{Error, Result};
use crate::facts;
use crate::library::Inner;
use crate::view::{FieldEdit, FieldKind};

use super::kind::{is_date, is_number, leaves};
use super::written::{other_truth, written};

/// The post with a field set; an empty value removes it.
///
/// # Errors
/// `field.refused`, `field.unreadable`, `field.not-a-day`, `field.not-a-number`, `field.no-name`.
pub(crate) fn set(post: &Post, path: &str, kind: FieldKind, value: &str) -> Result<Post> {
    named(post, path)?;
    let there = post.get(path);
    if value.trim().is_empty() {
        return match there {
            None | Some(Value::Null) => Ok(post.clone()),
            Some(Value::String(text)) if text == value => Ok(post.clone()),
            Some(_) => remove(post, path),
        };
    }
    let put = |value: Value| {
        super::apply(
            post,
            Edit::Set {
                path: path.to_owned(),
                value,
            },
        )
    };
    match kind {
        FieldKind::Text | FieldKind::LongText | FieldKind::List => put(Value::String(value.to_owned())),
        FieldKind::Number if is_number(value.trim()) => put(Value::Number(value.trim().to_owned())),
        FieldKind::Number => {
            let same = matches!(there, Some(Value::Number(text)) if text == value.trim());
            if same {
                return Ok(post.clone());
            }
            Err(Error::new("field.not-a-number", &[("value", value.trim())]))
        }
        FieldKind::Date => set_date(post, path, value.trim(), put),
        FieldKind::YesNo => {
            let wanted = value == "true";
            if there.and_then(Value::truth) == Some(wanted) {
                return Ok(post.clone());
            }
            let field = post.fields().iter().rfind(|field| field.name == path);
            let manner = field.and_then(|field| other_truth(post, field, wanted));
            manner.map_or_else(|| put(Value::Bool(wanted)), Ok)
        }
        FieldKind::AsText => {
            let leaf = leaves(post).into_iter().find(|leaf| leaf.path == path);
            let cut = leaf.and_then(|leaf| written(post, leaf.field));
            let refused = || Error::new("field.refused", &[("field", path)]);
            cut.ok_or_else(refused)?.replaced(post, path, value)
        }
    }
}

fn set_date(post: &Post, path: &str, text: &str, put: impl Fn(Value) -> Result<Post>) -> Result<Post> {
    if post.get(path).and_then(Value::as_str) == Some(text) {
        return Ok(post.clone());
    }
    if !is_date(text) {
        return Err(Error::new("field.not-a-day", &[("value", text)]));
    }
    if matches!(post.get(path), Some(Value::String(_))) {
        return put(Value::String(text.to_owned()));
    }
    // A date in words is one for the generator, and a text for the format.
    put(Value::Date(text.to_owned())).or_else(|_| put(Value::String(text.to_owned())))
}

/// The post with an item more or less in a list.
///
/// # Errors
/// `field.refused`, `field.unreadable`, `field.no-name`.
pub(crate) fn item(inner: &Inner, post: &Post, edit: &FieldEdit) -> Result<Post> {
    let scalar = facts::scalar_tags(&inner.site.generator);
    match edit {
        FieldEdit::AddItem { path, value } => {
            named(post, path)?;
            let item = value.trim();
            if item.is_empty() {
                return Ok(post.clone());
            }
            let edit = Edit::AddItem {
                path: path.clone(),
                item: item.to_owned(),
                absent: super::tag_style(inner),
                scalar,
            };
            super::apply(post, edit)
        }
        FieldEdit::RemoveItem { path, value } => super::apply(
            post,
            Edit::RemoveItem {
                path: path.clone(),
                item: value.clone(),
                scalar,
            },
        ),
        _ => Ok(post.clone()),
    }
}

/// The post without a field. One that is not there is no error.
///
/// # Errors
/// `field.refused`, `field.unreadable`.
pub(crate) fn remove(post: &Post, path: &str) -> Result<Post> {
    if post.get(path).is_none() {
        return Ok(post.clone());
    }
    super::apply(
        post,
        Edit::Unset {
            path: path.to_owned(),
        },
    )
}

/// A post without a head gets one, as the library's other posts have theirs, with its title in it.
///
/// # Errors
/// `head.not-taken`, `field.refused`.
pub(crate) fn add_head(inner: &Inner, path: &str, post: &Post) -> Result<Post> {
    if post.format() != Format::None {
        return Ok(post.clone());
    }
    let format = super::head_format(inner);
    let begun = super::titled(inner, path, post, format)?;
    if begun.body() != post.body() || !begun.can_edit_fields() || begun.format() != format {
        return Err(Error::new("head.not-taken", &[]));
    }
    Ok(begun)
}

/// Refuses a head as text that would be read as something else: its end would be published as text, or nothing of it
/// would be a head any more.
///
/// # Errors
/// `head.not-taken`.
pub(crate) fn taken_as_head(inner: &Inner, before: &Post, edited: &Post, text: &str) -> Result<()> {
    let whole = |text: &str| crate::lines::lf(text).trim_end_matches('\n').to_owned();
    let leaks = |post: &Post| facts::leak(&inner.site.generator, post).is_some();
    if whole(edited.head()) == whole(text) && (!leaks(edited) || leaks(before)) {
        Ok(())
    } else {
        Err(Error::new("head.not-taken", &[]))
    }
}

/// Refuses to add a field whose path has an empty part, which would be written as an empty name.
///
/// # Errors
/// `field.no-name`.
pub(crate) fn named(post: &Post, path: &str) -> Result<()> {
    let empty = path.split('.').any(|part| part.trim().is_empty());
    if post.get(path).is_none() && (empty || path.contains(['\n', '\r'])) {
        return Err(Error::new("field.no-name", &[("field", path)]));
    }
    Ok(())
}
