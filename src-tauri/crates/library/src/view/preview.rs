//! Previews: pages, how they change, and the blog's own generator.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ErrorView, Problem};

view! {
/// The rendered post.
#[ts(optional_fields)]
pub struct PreviewView {
    /// The edit that it shows.
    pub seq: u32,
    /// Its number among the pages of this post that were handed out.
    pub number: u32,
    /// The whole page, as a build would write it.
    pub html: String,
    /// Where each top-level block of the text begins in `html`.
    pub marks: Vec<BlockMark>,
    /// The picture for link previews, as the post writes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cover: Option<String>,
}

/// A page of the front list, with an open post's unsaved text in its place.
pub struct FrontView {
    /// The whole page. Of a blog that Galley builds: as a build would write it, were the post public.
    pub html: String,
    /// The theme that draws it.
    pub theme: String,
    /// Which page of the list it is, counted from 1.
    pub page: u32,
    /// How many there are.
    pub pages: u32,
    /// Where the post stands.
    pub place: FrontPlace,
    /// How many posts stand before it in the list, over all pages.
    pub before: u32,
    /// How many characters of its excerpt are shown; 0 for none.
    pub excerpt: u32,
    /// Whether the excerpt is cut.
    pub cut: bool,
    /// Whether its own description is the excerpt, and not the beginning of its text.
    pub described: bool,
    /// Whether readers see it there now.
    pub public: bool,
    /// The address of its card's link in the page, by which the card is found.
    pub href: String,
}

/// Where a post stands on the front page.
pub enum FrontPlace {
    /// Above the list; the list may have it again.
    Lead,
    /// In the list.
    Listed,
    /// Nowhere: it is a page.
    Absent,
}

/// A theme's front page, with the posts that come with a new blog.
pub struct ThemeSample {
    /// The theme's name.
    pub theme: String,
    /// The whole page.
    pub html: String,
    /// The theme's style sheet.
    pub style: String,
}

/// Why a picture of a post is not shown.
pub struct PictureFault {
    /// What is wrong.
    pub reason: PictureReason,
    /// Its file's name.
    pub name: String,
    /// The folder in which it was looked for, as a path in the library.
    pub folder: String,
    /// How large the file is, in bytes; 0 when there is none.
    pub size: u32,
}

/// What is wrong with a picture.
pub enum PictureReason {
    /// There is no such file.
    Missing,
    /// The file is too large to be drawn at every key.
    TooLarge,
    /// It is no kind of picture that browsers show.
    Kind,
    /// The file is there, and cannot be drawn.
    Damaged,
}

/// How a page differs from one that is known: `patch`, or the whole `page`.
#[ts(optional_fields)]
pub struct PreviewChange {
    /// The exchange of some blocks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patch: Option<PagePatch>,
    /// The page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<PreviewView>,
}

/// An exchange of blocks that makes a page of the one before it.
pub struct PagePatch {
    /// The edit that the new page shows.
    pub seq: u32,
    /// The new page's number.
    pub number: u32,
    /// What is exchanged in the old page's HTML, in its order: the page's head, and the blocks in one piece.
    pub splices: Vec<PageSplice>,
    /// The first block that goes, counted from 0 …
    pub from: u32,
    /// … and the one before which that ends.
    pub to: u32,
    /// The blocks that come in their place.
    pub marks: Vec<BlockMark>,
    /// By how many lines the blocks behind them move.
    pub lines: i32,
}

/// An exchange of HTML.
pub struct PageSplice {
    /// Where it begins, in UTF-16 units.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// What comes in its place.
    pub insert: String,
}

/// Where a block of the text begins in the page.
pub struct BlockMark {
    /// In UTF-16 units of the page's HTML.
    pub offset: u32,
    /// The body's line, counted from 1.
    pub line: u32,
    /// The last line of the block.
    pub end_line: u32,
}

/// What the true preview of a post is at: the page that the blog's own generator makes.
#[ts(optional_fields)]
pub struct TruePreview {
    /// What it is at.
    pub state: TruePreviewState,
    /// The generator's name.
    pub generator: String,
    /// The whole command, as it is run.
    pub command: String,
    /// The folder that it runs in, with the home folder drawn as `~`.
    pub folder: String,
    /// Stands for this very command: to be given back by a writer who agrees to it.
    pub key: String,
    /// While it runs, other computers can see its pages too: the generator knows no other way.
    pub open_to_network: bool,
    /// The address of the post's page, once the server answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// False when that is the front page, because the post's own was not found.
    pub found: bool,
    /// Grows when the server has made the page anew after a save: it is loaded again then.
    pub reloads: u32,
    /// What the generator cannot build.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<Problem>,
    /// Why there is no page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<ErrorView>,
    /// The last lines of what the generator said.
    pub said: Vec<String>,
}

/// What a true preview is at.
pub enum TruePreviewState {
    /// This blog has none.
    None,
    /// The writer has not agreed to the command yet.
    Asks,
    /// It does not run.
    Off,
    /// It runs and does not answer yet.
    Starting,
    /// It shows pages.
    Ready,
    /// It could not be started, or ended.
    Failed,
}
}
