//! The first head of a post that has none: in which format it begins.

use galley_generators::{GeneratorKind, HeadFormat};
use galley_post::{Edit, Format, Post, Value};

use super::{apply, sample};
use crate::error::Result;
use crate::facts;
use crate::library::Inner;

/// Does an edit of fields. A post without a head gets one for it first, written as the library's other posts have theirs
/// and with the line ending of its text; where the edit puts nothing in it, it gets none.
pub(crate) fn in_head(
    inner: &Inner,
    path: &str,
    post: &Post,
    edit: impl Fn(&Post) -> Result<Post>,
) -> Result<Post> {
    if post.format() != Format::None || !post.can_edit_fields() {
        return edit(post);
    }
    let format = head_format(inner);
    let begun = match format {
        Format::Toml => post.with_head("+++\n+++\n"),
        // One without a title is none.
        Format::Pelican => titled(inner, path, post, format)?,
        _ => post.with_head("---\n---\n"),
    };
    if begun.format() != format || begun.body() != post.body() {
        return edit(post);
    }
    let edited = edit(&begun)?;
    Ok(if edited == begun { post.clone() } else { edited })
}

/// How a post's first head is written: as the library's other posts have theirs, else as the generator reads it.
pub(super) fn head_format(inner: &Inner) -> Format {
    let like = sample(inner)
        .iter()
        .map(Post::format)
        .find(|format| *format != Format::None);
    let pelican = inner.site.generator.kind() == GeneratorKind::Pelican;
    match like {
        Some(Format::Toml) => Format::Toml,
        Some(Format::Pelican) if pelican => Format::Pelican,
        Some(_) => Format::Yaml,
        None => match inner.site.generator.head_format() {
            HeadFormat::Toml => Format::Toml,
            HeadFormat::Pelican => Format::Pelican,
            HeadFormat::Yaml => Format::Yaml,
        },
    }
}

/// A post without a head with one that holds its title.
///
/// # Errors
/// `field.refused`.
pub(super) fn titled(inner: &Inner, path: &str, post: &Post, format: Format) -> Result<Post> {
    let title = galley_post::heading(post.body())
        .unwrap_or_else(|| facts::of_post(&inner.site.generator, &inner.clock, path, post).title);
    let (empty, field) = match format {
        Format::Toml => ("+++\n+++\n", "title"),
        Format::Pelican => ("Title: x\n\n", "Title"),
        _ => ("---\n---\n", "title"),
    };
    let edit = Edit::Set {
        path: field.to_owned(),
        value: Value::String(title),
    };
    Ok(post.with_head(apply(&Post::parse(empty), edit)?.head()))
}
