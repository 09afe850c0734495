//! `galley list`, `galley search` and `galley tags list`.

use galley_library::view::{By, Group, PostQuery, PostRows, Sort, Status};
use galley_library::{Library, Result};
use serde_json::{Value, json};

use crate::arguments::List;
use crate::output;

/// Every post, newest first.
pub fn everything() -> PostQuery {
    PostQuery {
        limit: u32::MAX,
        ..PostQuery::default()
    }
}

/// Prints the posts that are asked for.
///
/// # Errors
/// When they cannot be listed.
pub fn list(library: &Library, list: &List, as_json: bool) -> Result<()> {
    print(&library.posts(&query_of(list))?, list.by.is_some(), as_json);
    Ok(())
}

/// Prints the posts that have these words.
///
/// # Errors
/// When they cannot be listed.
pub fn search(library: &Library, words: &str, as_json: bool) -> Result<()> {
    let query = PostQuery {
        search: Some(words.to_owned()),
        sort: Sort::Best,
        ..everything()
    };
    let rows = library.posts_in_all_texts(&query)?;
    if as_json {
        output::json(&rows.rows)
    } else {
        output::found(&rows)
    }
    Ok(())
}

/// Prints all tags, and those that look alike.
///
/// # Errors
/// When the repository cannot be read.
pub fn tags(library: &Library, as_json: bool) -> Result<()> {
    let view = library.view()?;
    if as_json {
        output::json(&json!({ "tags": view.tags, "lookAlikes": view.look_alikes }));
    } else {
        output::tags(&view);
    }
    Ok(())
}

fn print(rows: &PostRows, grouped: bool, as_json: bool) {
    if !grouped {
        return if as_json {
            output::json(&rows.rows)
        } else {
            output::rows(rows)
        };
    }
    if !as_json {
        return output::grouped(rows);
    }
    let group = |(name, posts): (&str, _)| json!({ "name": name, "posts": posts });
    output::json(&groups(rows).map(group).collect::<Vec<Value>>());
}

/// The groups of a list that was asked for whole: names and rows.
pub fn groups(rows: &PostRows) -> impl Iterator<Item = (&str, &[galley_library::view::PostSummary])> {
    rows.groups.iter().map(|group| {
        let start = group.row as usize;
        let end = (group.row + group.count) as usize;
        (group.name.as_str(), rows.rows.get(start..end).unwrap_or_default())
    })
}

fn query_of(list: &List) -> PostQuery {
    let group = match list.group.as_deref() {
        Some("drafts") => Group::Drafts,
        Some("scheduled") => Group::Scheduled,
        Some("published") => Group::Published,
        Some("unpublished") => Group::Unpublished,
        Some("pages") => Group::Pages,
        _ => Group::All,
    };
    let status = list.status.as_deref().map(|status| match status {
        "error" => Status::Error,
        "two-versions" => Status::TwoVersions,
        "unpublished" => Status::Unpublished,
        "scheduled" => Status::Scheduled,
        "draft" => Status::Draft,
        _ => Status::Published,
    });
    let by = list.by.as_deref().map(|by| match by {
        "status" => By::Status,
        "tag" => By::Tag,
        "author" => By::Author,
        "collection" => By::Collection,
        "language" => By::Language,
        _ => By::Month,
    });
    PostQuery {
        group,
        status,
        by,
        tag: list.tag.clone(),
        author: list.author.clone(),
        date: list.date.clone(),
        collection: list.collection.clone(),
        language: list.language.clone(),
        sort: match list.sort.as_str() {
            "oldest" => Sort::Oldest,
            "title" => Sort::Title,
            _ => Sort::Newest,
        },
        ..everything()
    }
}
