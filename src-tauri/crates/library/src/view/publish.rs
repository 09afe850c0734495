//! The publish sheet: what would go, what changes, and what went.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ChangeKind, ErrorView, Problem};

view! {
/// What Publish would do.
#[ts(optional_fields)]
pub struct PublishPlan {
    /// The branch.
    pub branch: String,
    /// Who it goes to, in words.
    pub server: String,
    /// What goes: ticked ones will, the others can be ticked.
    pub items: Vec<PlanItem>,
    /// Versions made earlier that the server does not have. They go only when ticked.
    pub earlier: Vec<EarlierVersion>,
    /// Problems of the ticked posts.
    pub problems: Vec<Problem>,
    /// The suggested message.
    pub message: String,
    /// What changes in the ticked posts.
    pub changes: Vec<PostChange>,
    /// Why nothing can be published now (no remote, no identity …).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blocked: Option<ErrorView>,
}

/// A file that could be published.
#[ts(optional_fields)]
pub struct PlanItem {
    /// Its path in the library.
    pub path: String,
    /// The post's title, or the picture's file name.
    pub title: String,
    /// How it differs from the remote.
    pub kind: ChangeKind,
    /// What it is.
    pub role: ItemRole,
    /// For a picture: the post that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// Whether it goes unless the writer says otherwise.
    pub ticked: bool,
    /// Said below its name, for example `draft, not on the server yet`.
    pub note: String,
    /// True when publishing removes its draft mark.
    pub becomes_public: bool,
    /// The path under which the remote has it, where the post was moved here; that file goes with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub came_from: Option<String>,
    /// The path that publishing gives it, where that is another one and the post goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goes_to: Option<String>,
    /// Size of the file in bytes; absent when it is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u32>,
}

/// What a file that could be published is.
pub enum ItemRole {
    /// A post or a page.
    Post,
    /// A picture or another file that a post shows.
    Picture,
}

/// A commit that the server does not have.
pub struct EarlierVersion {
    /// The commit's id, shortened.
    pub id: String,
    /// Its first line.
    pub title: String,
    /// Who made it.
    pub author: String,
    /// The day it was made, `2026-06-04`.
    pub date: String,
}

/// What changes in one post.
pub struct PostChange {
    /// The post's path.
    pub path: String,
    /// Its title.
    pub title: String,
    /// Fields that differ.
    pub fields: Vec<FieldChange>,
    /// The text, as readers would see the difference.
    pub blocks: Vec<ChangeBlock>,
    /// The file, as lines.
    pub lines: Vec<LineChange>,
}

/// A field that differs.
pub struct FieldChange {
    /// The field's name for people, for example `Tags`.
    pub name: String,
    /// What was there, one entry a tag; empty when the field is new.
    pub before: Vec<String>,
    /// What is there now; empty when the field is removed.
    pub after: Vec<String>,
}

/// A stretch of text in a comparison.
#[ts(optional_fields)]
pub struct ChangeBlock {
    /// Whether the whole block is new, gone, changed inside, or as it was.
    pub kind: BlockKind,
    /// Its text in runs; empty for unchanged blocks that were folded.
    pub runs: Vec<Run>,
    /// How many unchanged blocks are folded here; 0 elsewhere.
    pub folded: u32,
    /// The picture that the block is, and then its text is what stands for it where it cannot be shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<ShownPicture>,
}

/// A picture in a comparison.
pub struct ShownPicture {
    /// Its address as the text has it.
    pub address: String,
    /// The description for people who cannot see it; may be empty.
    pub description: String,
    /// What stands below it; may be empty.
    pub caption: String,
}

/// How a block differs.
pub enum BlockKind {
    /// As it was.
    Same,
    /// New.
    Added,
    /// Gone.
    Removed,
    /// Changed inside.
    Changed,
}

/// A run of text within a block.
pub struct Run {
    /// As it was, new or gone; never `changed`.
    pub kind: BlockKind,
    /// The text.
    pub text: String,
}

/// A line in a comparison.
#[ts(optional_fields)]
pub struct LineChange {
    /// As it was, new or gone; never `changed`.
    pub kind: BlockKind,
    /// Its number in the new file, or in the old one when it is gone; absent for a fold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// The line without its ending.
    pub text: String,
}

/// What to publish.
pub struct PublishOrder {
    /// Paths in the library: posts, pages and pictures.
    pub paths: Vec<String>,
    /// The commit's message.
    pub message: String,
    /// Also send the versions that the server does not have yet.
    pub with_earlier: bool,
    /// Send the posts as they are: a draft stays a draft.
    pub as_draft: bool,
}

/// Progress of a publish, one step at a time.
#[ts(optional_fields)]
pub struct PublishStep {
    /// Which step.
    pub step: StepName,
    /// How it stands.
    pub state: StepState,
    /// While it runs: a line that a hook of the repository printed. Then what it found: the version's short id after `commit`; after `confirm`, present when the server itself named the
    /// version, and absent when it took it and could not be asked again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// How long it took, in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds: Option<f64>,
}

/// The steps of a publish.
pub enum StepName {
    /// Reading the posts and looking for problems.
    Check,
    /// Making the commit.
    Commit,
    /// Pushing.
    Send,
    /// Asking the server what it has.
    Confirm,
}

/// How a step stands.
pub enum StepState {
    /// It runs.
    Running,
    /// It is done.
    Done,
    /// It failed; the error says why.
    Failed,
}

/// What was published where.
#[ts(optional_fields)]
pub struct PublishResult {
    /// When, as `10:44`.
    pub at: String,
    /// The branch.
    pub branch: String,
    /// Who has it now, in words.
    pub server: String,
    /// The commit's id, shortened.
    pub commit: String,
    /// Titles of the posts that went.
    pub posts: Vec<String>,
    /// How many pictures went.
    pub pictures: u32,
    /// How many earlier versions went along.
    pub earlier: u32,
    /// Titles of those of the posts that readers no longer get: they were deleted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub removed: Vec<String>,
    /// What else went, as it had waited for the server: the versions' first lines.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub sent_too: Vec<String>,
    /// The version had waited to be sent, and was taken back before the server had it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub never_sent: Option<bool>,
    /// Where readers will find it, when known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}
}
