//! What comes from other writers and goes to them: changes, branches, reviews, copies.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::TwoVersions;

view! {
/// What was sent for review.
#[ts(optional_fields)]
pub struct ReviewResult {
    /// When, as `10:44`.
    pub at: String,
    /// The branch on which it waits.
    pub branch: String,
    /// The branch that it is meant for.
    pub into: String,
    /// Who has it now, in words.
    pub server: String,
    /// The commit's id, shortened.
    pub commit: String,
    /// Titles of the posts that went.
    pub posts: Vec<String>,
    /// Whether the branch was there already, with an earlier version.
    pub updated: bool,
    /// The page on which a review is asked for, or goes on; absent where it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

/// Posts that were sent for review.
#[ts(optional_fields)]
pub struct Review {
    /// The branch on which they wait.
    pub branch: String,
    /// The branch that they are meant for.
    pub into: String,
    /// Their paths in the library.
    pub paths: Vec<String>,
    /// Their titles.
    pub posts: Vec<String>,
    /// The id of the version that was sent last, shortened.
    pub commit: String,
    /// How it stands.
    pub state: ReviewState,
    /// That in words.
    pub message: String,
    /// The page of the review, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

/// How a review stands, as of the last time that the server was asked.
pub enum ReviewState {
    /// Nobody has merged it yet.
    Waiting,
    /// It is merged: readers see it once the site is built.
    Merged,
    /// Its branch is gone, and what it said is nowhere on the server.
    Gone,
}

/// A branch of the library's repository.
#[ts(optional_fields)]
pub struct Branch {
    /// Its name.
    pub name: String,
    /// Whether the library is on it.
    pub current: bool,
    /// Whether it is here; else only the server has it, and switching to it brings it here.
    pub here: bool,
    /// What it follows on the server, as `origin/main`; absent when it follows nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upstream: Option<String>,
    /// How many versions are only here; absent when it follows nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ahead: Option<u32>,
    /// How many versions are only on the server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub behind: Option<u32>,
    /// The day of its last version, as `2026-06-04`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
}

/// A switch to another branch.
#[ts(optional_fields)]
pub struct SwitchResult {
    /// The branch that the library is on now.
    pub branch: String,
    /// The one that it was on; absent when it was on none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Files of the library that are other ones now.
    pub changed: Vec<String>,
    /// How many files of the library have changes that are not published, and came along.
    pub kept: u32,
}

/// Progress of a clone.
#[ts(optional_fields)]
pub struct CloneStep {
    /// What is going on, in words.
    pub stage: String,
    /// Between 0 and 1, when known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<f64>,
}

/// What getting changes did.
pub struct SyncResult {
    /// When, as `10:44`.
    pub at: String,
    /// The branch.
    pub branch: String,
    /// Who was asked, in words.
    pub server: String,
    /// How many versions came.
    pub got: u32,
    /// How many versions the server does not have yet.
    pub ahead: u32,
    /// How many of those were sent: publishes that had not reached the server before.
    pub sent: u32,
    /// Paths of the files that changed here.
    pub changed: Vec<String>,
    /// Titles of the posts among them, deleted ones too.
    pub posts: Vec<String>,
    /// Titles of those posts that were changed here as well: both sides are in them now.
    pub fitted: Vec<String>,
    /// Files with two versions, those from before among them.
    pub two_versions: Vec<TwoVersions>,
    /// Reviews that came to an end since it was last looked: merged, or gone.
    pub ended: Vec<Review>,
}
}
