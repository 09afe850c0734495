//! The versions of a post, two that differ, and what was kept.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ChangeBlock;

view! {
/// A file that was changed here and on the server, in ways that do not fit together by themselves.
#[ts(optional_fields)]
pub struct TwoVersions {
    /// Its path here.
    pub path: String,
    /// Its path on the server, when that is another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub their_path: Option<String>,
    /// The post's title; the path of other files.
    pub title: String,
    /// True when it is deleted here.
    pub gone_here: bool,
    /// True when it is deleted on the server.
    pub gone_there: bool,
}

/// The versions of a post, newest first.
#[ts(optional_fields)]
pub struct PostHistory {
    /// The versions.
    pub versions: Vec<PostVersion>,
    /// True when there are older ones, or may be.
    pub more: bool,
    /// What is here and in no version yet; absent when the file is as its last version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<UnversionedWords>,
}

/// How much a text differs from its last version.
pub struct UnversionedWords {
    /// Words that came.
    pub added: u32,
    /// Words that went.
    pub removed: u32,
}

/// A version of a post.
#[ts(optional_fields)]
pub struct PostVersion {
    /// The version's whole id.
    pub id: String,
    /// The id, shortened.
    pub short: String,
    /// The first line of its message.
    pub title: String,
    /// Who made it.
    pub author: String,
    /// When, as `2026-06-04T10:42:00+02:00`.
    pub date: String,
    /// The post's path in it.
    pub path: String,
    /// The post's path before, when this version gave it another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// True when it deleted the post.
    pub deleted: bool,
    /// True when the server does not have it.
    pub only_here: bool,
    /// Words that it added to the text.
    pub added: u32,
    /// Words that it removed.
    pub removed: u32,
}

/// Two versions of a post, put together as far as they fit by themselves.
pub struct Meeting {
    /// The post's path here.
    pub path: String,
    /// Its title.
    pub title: String,
    /// Names these two versions: what was decided about others is refused.
    pub stamp: String,
    /// Where theirs is.
    pub source: MeetingSource,
    /// The writer's.
    pub mine: MeetingSide,
    /// The other one.
    pub theirs: MeetingSide,
    /// Fields that fitted together by themselves.
    pub fields: Vec<FittedField>,
    /// Stretches of the text that only the writer changed.
    pub only_mine: u32,
    /// Those that only they changed.
    pub only_theirs: u32,
    /// Those that both changed alike.
    pub alike: u32,
    /// What fits and what has to be decided, in the order of the file.
    pub parts: Vec<MeetingPart>,
    /// What fits by itself and comes into the writer's text, as readers see it; what is to decide stands as the writer has it.
    pub together: Vec<ChangeBlock>,
}

/// Where the other version of a post is.
pub enum MeetingSource {
    /// In the file: another program put it there, and the writer's is in the editor.
    Disk,
    /// On the server, and the writer's is in the file.
    Server,
}

/// One of two versions.
#[ts(optional_fields)]
pub struct MeetingSide {
    /// Who wrote it, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// When, as `10:38` or `2026-06-04T10:38:00+02:00`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// True when the post is deleted on this side.
    pub gone: bool,
    /// Its path on this side, where the other one has another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
}

/// A field that fitted together by itself.
pub struct FittedField {
    /// Its name for people.
    pub name: String,
    /// Who changed it.
    pub whose: Whose,
    /// What it holds now; empty when it is gone.
    pub values: Vec<String>,
}

/// Whose a change is.
pub enum Whose {
    /// The writer's alone.
    Mine,
    /// Theirs alone.
    Theirs,
    /// Both made it, or their two go together.
    Both,
}

/// A part of two versions: paragraphs that fit together, or something to decide.
#[ts(optional_fields)]
pub struct MeetingPart {
    /// How many paragraphs fit together here.
    pub fitting: u32,
    /// What has to be decided here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decision>,
}

/// A place that both changed, each in another way.
#[ts(optional_fields)]
pub struct Decision {
    /// What it is a part of.
    pub kind: DecisionKind,
    /// The field's name for people, or the heading that the place stands under; may be empty.
    pub name: String,
    /// How the two differ.
    pub parted: Parted,
    /// The paragraph on the writer's side, as readers see it; what theirs lacks is `added`.
    pub mine: Vec<ChangeBlock>,
    /// The paragraph on their side, likewise.
    pub theirs: Vec<ChangeBlock>,
    /// The paragraph with both, the writer's first; absent where the two cannot stand there together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub both: Option<Vec<ChangeBlock>>,
    /// The writer's text, as it is written.
    pub mine_text: String,
    /// Their text, as it is written.
    pub theirs_text: String,
}

/// What a decision is about.
pub enum DecisionKind {
    /// A field.
    Field,
    /// Comments of the head, or a head that cannot be read.
    Head,
    /// A stretch of the text.
    Text,
    /// The file as a whole.
    File,
}

/// How two sides of a place differ.
pub enum Parted {
    /// Both changed what was there.
    Changed,
    /// Both put something there.
    Added,
    /// The writer removed it, they changed it.
    RemovedHere,
    /// They removed it, the writer changed it.
    RemovedThere,
}

/// What the writer decided about one place.
#[ts(optional_fields)]
pub struct MeetingChoice {
    /// Which text goes on.
    pub keep: Keep,
    /// The text, when it was edited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// Which text of two goes on.
pub enum Keep {
    /// The writer's.
    Mine,
    /// Theirs.
    Theirs,
    /// The writer's, and theirs behind it.
    Both,
    /// One that the writer wrote.
    Edited,
}

/// What became of two versions.
#[ts(optional_fields)]
pub struct Settled {
    /// Where the post stands; absent when the writer went along with its deletion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Takes it back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undo: Option<String>,
}

/// A text that was replaced and kept aside.
#[ts(optional_fields)]
pub struct KeptText {
    /// Its number.
    pub id: String,
    /// The post that it was the text of.
    pub path: String,
    /// Its title, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// When it was replaced, as `2026-06-04T10:42:00+02:00`.
    pub at: String,
    /// How many words its body has.
    pub words: u32,
}

/// A post that is in older versions of the blog and not here any more.
#[ts(optional_fields)]
pub struct DeletedPost {
    /// Where it stood.
    pub path: String,
    /// Its title.
    pub title: String,
    /// The version that still has it, or that deleted it: what `restore` is asked for.
    pub version: String,
    /// Who deleted it; absent where that is in no version yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// When, as `2026-06-04T10:42:00+02:00`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
}

/// How far a search through the versions of a blog is, and what it found since it told the last time.
pub struct HistoryStep {
    /// How many versions of the blog were looked at.
    pub looked: u32,
    /// Versions of the post.
    pub versions: Vec<PostVersion>,
    /// Deleted posts, where those are looked for.
    pub deleted: Vec<DeletedPost>,
}
}
