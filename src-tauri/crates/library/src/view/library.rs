//! An open library, its repository, and what happens to it unasked.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{PostView, Problem, Question, Review, SaveView, SettingsView};

view! {
/// What the welcome screen needs before a library is open.
#[ts(optional_fields)]
pub struct AppView {
    /// Galley's version, as in `Cargo.toml`.
    pub version: String,
    /// `linux`, `macos` or `windows`: decides how shortcuts are drawn.
    pub platform: String,
    /// Where a new blog is suggested to stand, for example `~/Blogs`.
    pub suggested_folder: String,
    /// Libraries opened before, newest first.
    pub recent: Vec<RecentLibrary>,
    /// Why no folder dialog can be shown here; absent when one can.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no_dialogs: Option<String>,
    /// A library named on the command line, to be opened at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open_at_start: Option<String>,
    /// The post of that library which the command line named, as a path in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post_at_start: Option<String>,
    /// The settings.
    pub settings: SettingsView,
}

/// What another start of Galley wants to be shown in a window.
#[ts(optional_fields)]
pub struct WantedView {
    /// The library's folder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub library: Option<String>,
    /// A post of it, as a path in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post: Option<String>,
}

/// A library that was open before.
pub struct RecentLibrary {
    /// Its folder, absolute.
    pub path: String,
    /// The folder with the home folder drawn as `~`.
    pub shown_path: String,
    /// Its name, as last seen.
    pub name: String,
    /// False when the folder is gone.
    pub found: bool,
    /// How many posts were unpublished when it was last open.
    pub unpublished: u32,
    /// How many drafts it had when it was last open.
    pub drafts: u32,
}

/// What to make when a new blog is started.
pub struct NewBlog {
    /// The blog's name, shown to readers.
    pub name: String,
    /// The folder to make; `~` is the home folder. It must not exist or be empty.
    pub folder: String,
    /// One of the themes' names, for example `newsroom`.
    pub theme: String,
    /// Also make a bare remote beside it, so that Publish works without a server.
    pub bare_remote: bool,
}

/// An open library: everything that the columns and the status line show.
#[ts(optional_fields)]
pub struct LibraryView {
    /// The library's folder, absolute.
    pub root: String,
    /// The folder with the home folder drawn as `~`.
    pub shown_root: String,
    /// The blog's name: the site's title, else the folder's name.
    pub name: String,
    /// The generator's id, for example `hugo`; `markdown` when none was recognised.
    pub generator: String,
    /// The generator's name for people, for example `Hugo`.
    pub generator_name: String,
    /// Whether posts with a date in the future are left out until then, by the generator's rule and the site's config.
    pub hides_future: bool,
    /// Counts by group.
    pub counts: Counts,
    /// All tags with counts, most used first.
    pub tags: Vec<NameCount>,
    /// All authors with counts, in alphabetical order.
    pub authors: Vec<NameCount>,
    /// All collections with counts, in alphabetical order.
    pub collections: Vec<NameCount>,
    /// All languages with counts, in alphabetical order.
    pub languages: Vec<NameCount>,
    /// Tags that are likely one tag in several spellings.
    pub look_alikes: Vec<LookAlike>,
    /// What Git says of the library.
    pub repository: RepositoryView,
    /// Problems of the library itself (no remote, detached HEAD, no posts …).
    pub problems: Vec<Problem>,
    /// Grows with every change of the index: a list with an older number is stale.
    pub revision: u32,
    /// The day that it is, `2026-06-04`.
    pub today: String,
    /// Paths of files with two versions, in their order.
    pub two_versions: Vec<String>,
    /// What waits for review, and what ended and was not told yet, as far as is known.
    pub reviews: Vec<Review>,
    /// Where the site is seen by readers, when known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site_url: Option<String>,
}

/// How many posts stand in each group of the library column.
pub struct Counts {
    /// All posts (pages not counted).
    pub all: u32,
    /// Posts whose front matter or folder says draft.
    pub drafts: u32,
    /// Not drafts, dated in the future, hidden by their generator until then.
    pub scheduled: u32,
    /// Neither drafts nor scheduled.
    pub published: u32,
    /// Posts of any group that differ from the remote.
    pub unpublished: u32,
    /// Posts that the server still has and that are gone here: they can be published too.
    pub deleted: u32,
    /// `_index.md`, about, 404 and the like.
    pub pages: u32,
}

/// A tag or an author, and in how many posts it stands.
pub struct NameCount {
    /// As written.
    pub name: String,
    /// How many posts.
    pub count: u32,
}

/// Tags that are likely one tag, written in several ways.
pub struct LookAlike {
    /// The spelling that most posts have.
    pub keep: NameCount,
    /// The other ones, most used first.
    pub others: Vec<AlikeName>,
    /// How they differ, in one sentence.
    pub message: String,
}

/// A tag that looks like another one.
pub struct AlikeName {
    /// As written.
    pub name: String,
    /// How many posts.
    pub count: u32,
    /// How it differs from the one to keep.
    pub how: Likeness,
}

/// How two spellings differ.
pub enum Likeness {
    /// In capitals.
    Case,
    /// In blanks, hyphens, dots or underscores.
    Hyphen,
    /// Singular and plural.
    Plural,
    /// One is a longer form, as `postgresql` of `postgres`.
    Longer,
    /// By a letter that is missing, too many, wrong, or in its neighbour's place.
    Typo,
}

/// What Git says of the library.
#[ts(optional_fields)]
pub struct RepositoryView {
    /// What kind of state the repository is in.
    pub state: RepositoryState,
    /// The branch, when there is one (also an unborn one).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub branch: Option<String>,
    /// Who it is published to, in words: a host, or a folder's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub server: Option<String>,
    /// The branch that the server names as its own, which readers see as a rule; absent where that is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub main: Option<String>,
    /// Versions that are only here.
    pub ahead: u32,
    /// Versions that are only on the server, as of the last fetch.
    pub behind: u32,
    /// Who versions are signed with; absent when Git knows no name and address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity: Option<Identity>,
    /// When the server was last asked what it has; absent when it was not, since the library was opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked: Option<ServerCheck>,
}

/// When the server was asked what it has, and whether it answered.
#[ts(optional_fields)]
pub struct ServerCheck {
    /// When, as `10:42`.
    pub at: String,
    /// Whether it answered.
    pub answer: ServerAnswer,
    /// Why not, in a sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// What a server did when it was asked.
pub enum ServerAnswer {
    /// It told what it has.
    Reached,
    /// It could not be reached.
    Unreachable,
    /// It let nobody in, or could not be trusted: it is not asked again unasked.
    Refused,
}

/// What kind of state a repository is in.
pub enum RepositoryState {
    /// Not a Git repository.
    None,
    /// On a branch, with or without commits.
    Branch,
    /// HEAD points at a commit and not at a branch.
    Detached,
    /// Another program is in the middle of a merge, rebase or the like.
    Busy,
}

/// The name and address that commits carry.
pub struct Identity {
    /// `user.name`.
    pub name: String,
    /// `user.email`.
    pub email: String,
}

/// Something that the window is told unasked.
#[serde(tag = "event")]
pub enum LibraryEvent {
    /// Posts were changed, added or deleted: ask for the overview and the rows again.
    IndexChanged {
        /// The index's new revision.
        revision: u32,
    },
    /// An open, clean post has another text on disk: show this one.
    PostChanged {
        /// The post with its new text.
        post: Box<PostView>,
    },
    /// A post's save state is another one.
    SaveChanged {
        /// The session's id.
        post: String,
        /// The new state.
        save: SaveView,
    },
    /// A link in the preview was clicked.
    LinkClicked {
        /// Its address.
        url: String,
    },
    /// Only the writer can answer this.
    Asked {
        /// What is asked.
        question: Question,
    },
    /// Nobody waits for the answer any more.
    AskedNoMore {
        /// The question's id.
        id: String,
    },
    /// The true preview is at something else, or its page is another one: ask for it again.
    TruePreviewChanged,
    /// A line of the menu bar was chosen.
    ActionChosen {
        /// The action's id.
        id: String,
    },
    /// Another start of Galley, or a file manager, wants something shown in this window: ask what.
    Wanted,
    /// The window is about to be closed: hand over what was typed last, and say so.
    Closing,
}
}
