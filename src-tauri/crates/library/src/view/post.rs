//! An open post: its text, its file, and what can be done with it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ChangeBlock, ErrorView, HeadView, PostSummary, Problem};

view! {
/// An open post.
#[ts(optional_fields)]
pub struct PostView {
    /// The editing session's id: every later command about this post names it.
    pub post: String,
    /// The row of the list.
    pub summary: PostSummary,
    /// The front matter.
    pub head: HeadView,
    /// The body with LF line endings: what the editor holds.
    pub body: String,
    /// The number of the last edit that the session took.
    pub seq: u32,
    /// The hash of the body text ([`EditAck::hash`]).
    pub hash: String,
    /// The line of the file on which the body's first line stands, counted from 1.
    pub body_line: u32,
    /// Why it can only be read; absent when it can be edited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_only: Option<String>,
    /// Its problems.
    pub problems: Vec<Problem>,
    /// Whether its text is in the file.
    pub save: SaveView,
}

/// What is wrong with an open post, its unsaved text included.
pub struct PostCheck {
    /// The line of the file on which the body's first line stands now, counted from 1: problems count lines so.
    pub body_line: u32,
    /// The problems, those of the head first.
    pub problems: Vec<Problem>,
}

/// One change of the body, in UTF-16 units of the LF text before the change.
pub struct BodyChange {
    /// Where it begins.
    pub from: u32,
    /// Where the replaced text ends.
    pub to: u32,
    /// What stands there now, with LF line endings.
    pub insert: String,
}

/// The session's answer to an edit of the body.
pub struct EditAck {
    /// The number of the edit that was taken last.
    pub seq: u32,
    /// The length of the body in UTF-16 units.
    pub length: u32,
    /// FNV-1a (32 bits, offset 2166136261, prime 16777619) over the body's UTF-16 units, as 8 hex digits.
    pub hash: String,
    /// False when the edit did not fit (wrong number, range outside the text): send the whole body.
    pub accepted: bool,
}

/// Whether a post's text is in its file.
#[ts(optional_fields)]
pub struct SaveView {
    /// What holds.
    pub state: SaveState,
    /// When it was saved last, as `10:42`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// Why it is not saved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<ErrorView>,
}

/// Whether a post's text is in its file.
pub enum SaveState {
    /// The file has the editor's text.
    Saved,
    /// Edits are in the recovery log and not yet in the file.
    Unsaved,
    /// The file was changed by another program meanwhile: nothing is written until the writer chooses.
    TwoVersions,
    /// The last attempt failed; the text is in memory, and in the recovery log when that can be written.
    Failed,
}

/// What the file has when it changed under an edited post.
pub struct DiskVersion {
    /// The body on disk, with LF line endings.
    pub body: String,
    /// The head on disk.
    pub head: String,
    /// The editor's body.
    pub my_body: String,
    /// The editor's head.
    pub my_head: String,
    /// When the change was noticed, as `10:42`.
    pub since: String,
}

/// What to do with two versions.
pub enum DiskChoice {
    /// Write the editor's text; the disk's text goes into the recovery log.
    KeepMine,
    /// Show the disk's text; the editor's text goes into the recovery log.
    TakeTheirs,
    /// Write the editor's text into a file beside it, and show the disk's text.
    KeepBoth,
}

/// Text that was typed, and not in the file when Galley stopped.
pub struct Recovery {
    /// Names it in `recover`.
    pub id: String,
    /// The post's path.
    pub path: String,
    /// The post's title.
    pub title: String,
    /// When the last edit was made, as `10:41`.
    pub at: String,
    /// How many words the file lacks.
    pub words: u32,
    /// The difference, as text blocks.
    pub blocks: Vec<ChangeBlock>,
    /// True when the file was also changed by another program since.
    pub file_changed: bool,
}

/// What can be done with a post, and what its menu says of it.
#[ts(optional_fields)]
pub struct PostOffers {
    /// Its path in the library.
    pub path: String,
    /// The path of its file, absolute.
    pub file: String,
    /// Where readers find it, or will; absent where that is not sure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// True when readers can find it now.
    pub public: bool,
    /// False for a file whose name has a meaning of its own: it is neither renamed, copied nor moved.
    pub movable: bool,
    /// The other collections of the library.
    pub collections: Vec<String>,
}

/// What another name for a post would change.
#[ts(optional_fields)]
pub struct RenamePlan {
    /// The last part of the address under the new name; the one that it has when no new name was given.
    pub name: String,
    /// The post's path afterwards.
    pub path: String,
    /// True when that would change anything.
    pub changes: bool,
    /// Where readers find it afterwards; absent where that is not sure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Where readers find it now; absent where that is not sure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old_address: Option<String>,
    /// True when readers have an address by now that would lead nowhere.
    pub breaks: bool,
    /// True when the generator can lead readers of the old address to the new one.
    pub can_lead: bool,
}

/// What a verb did with a post.
#[ts(optional_fields)]
pub struct VerbResult {
    /// Where the post stands now; for a deleted one, where it stood.
    pub path: String,
    /// By what the verb can be taken back; absent when nothing was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undo: Option<String>,
}
}
