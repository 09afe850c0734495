//! Files that a writer puts into a post.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

view! {
/// A file that was put into the blog for a post.
#[ts(optional_fields)]
pub struct PictureAdded {
    /// The address by which the post's text names it.
    pub address: String,
    /// Its path in the library.
    pub path: String,
    /// False for what is linked and not shown: a recording, a document.
    pub picture: bool,
    /// Its size in bytes.
    pub bytes: u32,
    /// The size that it came with, what a camera wrote into it included.
    pub before: u32,
    /// Its width in points, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    /// Its height in points, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
}

/// What was on the clipboard: words or a picture, or neither.
#[ts(optional_fields)]
pub struct Pasted {
    /// Words, that are in no text yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// A picture, that is in the blog.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<PictureAdded>,
}

/// A picture that was made smaller.
pub struct PictureShrunk {
    /// Its path in the library.
    pub path: String,
    /// Its size in bytes.
    pub bytes: u32,
    /// Its size before.
    pub before: u32,
    /// By what that can be taken back.
    pub undo: String,
}
}
