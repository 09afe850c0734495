//! A change of tags over all posts, or of the fields of several: what is asked for, what it would change, what was done.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{FieldEdit, LineChange};

view! {
/// A tag in the list of all tags.
#[ts(optional_fields)]
pub struct TagRow {
    /// The tag, in its most used spelling.
    pub name: String,
    /// How many posts have it.
    pub count: u32,
    /// The day of the newest post that has it, `2026-06-04`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<String>,
    /// Who used it, most often first; at most three.
    pub authors: Vec<String>,
}

/// Which tags become which.
#[ts(optional_fields)]
pub struct TagOrder {
    /// The tags that go. Capitals make no difference, except that `to` itself stays.
    pub from: Vec<String>,
    /// The tag that takes their place; absent when they are removed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// The posts that change; absent for all that have one of the tags.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paths: Option<Vec<String>>,
    /// The message of the version; absent for Galley's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

/// What a change of tags would change.
pub struct TagPlan {
    /// The posts that it changes, by path.
    pub posts: Vec<TagChange>,
    /// Posts that have one of the tags and cannot be changed.
    pub refused: Vec<TagRefusal>,
    /// The message that the version gets.
    pub message: String,
}

/// A post whose tags change.
#[ts(optional_fields)]
pub struct TagChange {
    /// Its path.
    pub path: String,
    /// Its title.
    pub title: String,
    /// How its fields are written, for example `YAML`.
    pub format: String,
    /// What is special about it, for example that it had both tags.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Its tags before.
    pub before: Vec<String>,
    /// Its tags afterwards.
    pub after: Vec<String>,
    /// The lines that change, with those around them.
    pub lines: Vec<LineChange>,
    /// How many lines of it change.
    pub changed: u32,
    /// True when it has other changes that are in no version yet: its file is changed, and goes with its own next publish.
    pub apart: bool,
}

/// A post whose tags cannot be changed.
pub struct TagRefusal {
    /// Its path.
    pub path: String,
    /// Its title.
    pub title: String,
    /// Why.
    pub message: String,
}

/// An edit of the fields of several posts.
pub struct PostsOrder {
    /// The posts, by path.
    pub paths: Vec<String>,
    /// The edits that each of them gets, in this order.
    pub edits: Vec<FieldEdit>,
}

/// What an edit of several posts would change.
pub struct PostsPlan {
    /// The posts that it changes, in the order of the paths.
    pub posts: Vec<PostEdited>,
    /// Posts that cannot be changed.
    pub refused: Vec<TagRefusal>,
}

/// A post whose fields change.
pub struct PostEdited {
    /// Its path.
    pub path: String,
    /// Its title.
    pub title: String,
    /// The lines that change, with those around them.
    pub lines: Vec<LineChange>,
    /// How many lines of it change.
    pub changed: u32,
}

/// What an edit of several posts did.
pub struct PostsChanged {
    /// The posts that changed, by path.
    pub paths: Vec<String>,
    /// By what it can be taken back, as one.
    pub undo: String,
}

/// What a change of tags did.
#[ts(optional_fields)]
pub struct TagsChanged {
    /// The posts that changed, by path.
    pub paths: Vec<String>,
    /// Those of them that had other changes in no version yet: they are not in the version, and go with their own next publish.
    pub apart: Vec<String>,
    /// By what it can be taken back, as one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undo: Option<String>,
    /// The version that was made, as a short id. It waits and goes to the server with the next publish.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
}
}
