//! What changes in a post between the server and this computer, by field, as readers see it, and as lines.

use galley_git as git;
use galley_post::Post;

use crate::error::Result;
use crate::failure::git_error;
use crate::library::Inner;
use crate::lines::lf;
use crate::view::{FieldChange, PlanItem, PostChange};
use crate::{compare, disk, facts, fields};

/// What publishing this post would change for its readers.
pub(crate) fn change_of(inner: &Inner, item: &PlanItem) -> Result<PostChange> {
    let before = match &inner.repository {
        Some(repository) => repository
            .read_blob(
                git::Revision::Shared,
                &inner.git_path(item.came_from.as_deref().unwrap_or(&item.path)),
            )
            .or_else(|error| match error {
                git::Error::NoUpstream | git::Error::NoRemote | git::Error::Unborn | git::Error::Detached => {
                    Ok(None)
                }
                error => Err(error),
            })
            .map_err(|e| git_error(e, &inner.root))?,
        None => None,
    };
    let before = Post::parse(before.unwrap_or_default());
    let mut after = Post::parse(disk::read(&inner.root, &item.path).unwrap_or_default());
    if let Some(change) = inner.publish_change(&item.path, &after) {
        after = fields::change(inner, &after, &change)?;
    }
    // Git may keep other line ends than the disk has: then every line would seem to differ.
    let kept = inner.repository.as_ref().and_then(|repository| {
        repository
            .as_kept(&inner.git_path(&item.path), after.bytes())
            .ok()
    });
    let after = kept.map_or(after, Post::parse);
    Ok(between(inner, &item.path, &item.title, &before, &after))
}

/// What differs between two versions of a post.
pub(crate) fn between(inner: &Inner, path: &str, title: &str, before: &Post, after: &Post) -> PostChange {
    PostChange {
        path: path.to_owned(),
        title: title.to_owned(),
        fields: field_changes(inner, before, after),
        blocks: compare::blocks(&lf(before.body()), &lf(after.body())),
        lines: compare::lines(
            &String::from_utf8_lossy(before.bytes()),
            &String::from_utf8_lossy(after.bytes()),
        ),
    }
}

fn field_changes(inner: &Inner, before: &Post, after: &Post) -> Vec<FieldChange> {
    let mut names: Vec<&str> = after.fields().iter().map(|field| field.name.as_str()).collect();
    names.extend(
        before
            .fields()
            .iter()
            .map(|f| f.name.as_str())
            .filter(|name| after.get(name).is_none()),
    );
    let parts = |post: &Post, name: &str| values(inner, post, name);
    let change = |name: &str| FieldChange {
        name: heading(name),
        before: parts(before, name),
        after: parts(after, name),
    };
    names
        .into_iter()
        .map(change)
        .filter(|change| change.before != change.after)
        .collect()
}

/// What a field holds, one entry a tag; empty where there is none.
pub(crate) fn values(inner: &Inner, post: &Post, name: &str) -> Vec<String> {
    match post.get(name) {
        None => Vec::new(),
        Some(list @ galley_post::Value::List(_)) => galley_post::strings(list),
        Some(value) if name == "tags" => {
            galley_post::strings_by(value, facts::scalar_tags(&inner.site.generator))
        }
        Some(value) => vec![fields::plain(value)],
    }
}

/// A field's name for people: `pub_date` is `Pub date`.
pub(crate) fn heading(name: &str) -> String {
    let mut words = name.replace(['_', '-'], " ");
    if let Some(first) = words.get(..1).map(str::to_uppercase) {
        words.replace_range(..1, &first);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_name_is_shown_as_words() {
        assert_eq!(heading("reading_time"), "Reading time");
        assert_eq!(heading("été"), "été");
    }
}
