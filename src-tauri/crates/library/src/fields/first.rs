//! The first head of a post that has none: in which format it begins.

use galley_generators::HeadFormat;
use galley_post::{Format, Post};

use super::sample;
use crate::error::Result;
use crate::library::Inner;

/// Does an edit of fields. A post without a head gets one for it first, written as the library's other posts have theirs
/// and with the line ending of its text; where the edit puts nothing in it, it gets none.
pub(crate) fn in_head(inner: &Inner, post: &Post, edit: impl Fn(&Post) -> Result<Post>) -> Result<Post> {
    if post.format() != Format::None || !post.can_edit_fields() {
        return edit(post);
    }
    let format = head_format(inner);
    let begun = post.with_head(if format == Format::Toml {
        "+++\n+++\n"
    } else {
        "---\n---\n"
    });
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
    let toml = match like {
        Some(format) => format == Format::Toml,
        None => inner.site.generator.head_format() == HeadFormat::Toml,
    };
    if toml { Format::Toml } else { Format::Yaml }
}
