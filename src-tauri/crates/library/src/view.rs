//! Plain-data view types: what the CLI prints as JSON and the window gets over IPC.
//!
//! They carry no behaviour and no 64-bit integers; ids and hashes are strings; an absent value is an
//! absent key. `ts-rs` makes `ui/src/lib/backend/types/` from them; a test fails when the two differ.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Declares view types with the one set of derives that both carriers need, and lists them for TypeScript, so that a new
/// type cannot be forgotten there.
macro_rules! view {
    ($($(#[$meta:meta])* $vis:vis $kind:ident $name:ident { $($body:tt)* })*) => {
        $(
            #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
            #[serde(rename_all = "camelCase")]
            $(#[$meta])*
            $vis $kind $name { $($body)* }
        )*

        /// Every type of this module as TypeScript, in the order in which they stand here.
        ///
        /// # Errors
        /// When a type has no form in TypeScript: a mistake in this module.
        pub fn declarations() -> Result<Vec<Declaration>, ts_rs::ExportError> {
            // A whole number is a `number`: there are no 64-bit integers here, and a test sees to it.
            let config = ts_rs::Config::new();
            Ok(vec![$(Declaration { name: stringify!($name), text: $name::export_to_string(&config)? }),*])
        }
    };
}

/// One type as TypeScript.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declaration {
    /// Its name, the same on both sides.
    pub name: &'static str,
    /// Its imports and its declaration, after one line of comment by the generator of these texts.
    pub text: String,
}

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

/// Which rows of the list are wanted.
#[derive(Default)]
#[ts(optional_fields)]
pub struct PostQuery {
    /// The group.
    pub group: Group,
    /// Only posts with this tag (compared case-folded).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
    /// Only posts by this author.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Words that must all be found, case-folded, as prefixes, in title, tags, authors, path, excerpt or text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub search: Option<String>,
    /// Only posts with this status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// Only posts of this year, month or day: `2026`, `2026-06` or `2026-06-04`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Only posts of this collection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collection: Option<String>,
    /// Only posts in this language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Under which headings; absent for those that the order gives: months, when it is one by date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<By>,
    /// The order, within each heading.
    pub sort: Sort,
    /// The path of a post whose rows are to be told, wherever they stand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub find: Option<String>,
    /// The first row wanted, counted from 0.
    pub offset: u32,
    /// How many rows at the most.
    pub limit: u32,
}

/// What the headings of a list are made of.
pub enum By {
    /// Nothing: no headings, also where the order would give some.
    None,
    /// The status.
    Status,
    /// The tags; a post stands under each of its own.
    Tag,
    /// The authors; a post stands under each of its own.
    Author,
    /// The month.
    Month,
    /// The collection.
    Collection,
    /// The language.
    Language,
}

/// A group of the library column.
#[derive(Default)]
pub enum Group {
    /// Every post.
    #[default]
    All,
    /// Drafts.
    Drafts,
    /// Scheduled posts.
    Scheduled,
    /// Posts that readers can see.
    Published,
    /// Posts that differ from the remote.
    Unpublished,
    /// Pages.
    Pages,
}

/// The order of the list.
#[derive(Default)]
pub enum Sort {
    /// By date, newest first; posts without a date come first.
    #[default]
    Newest,
    /// By date, oldest first.
    Oldest,
    /// By title.
    Title,
    /// By when the file was changed on this computer, last one first.
    Changed,
    /// By when the file was changed on this computer, the one that was left alone longest first.
    Untouched,
    /// What fits a search best first; without a search as `newest`.
    Best,
}

/// A window of the list.
pub struct PostRows {
    /// How many rows the whole list has.
    pub total: u32,
    /// How many posts stand in them: under tags or authors, one may stand more than once.
    pub posts: u32,
    /// The first row's place.
    pub offset: u32,
    /// The rows.
    pub rows: Vec<PostSummary>,
    /// In which rows of the whole list the post stands that was to be found, counted from 0; empty when in none.
    pub found: Vec<u32>,
    /// Every month heading of the whole list, by the row it stands before; empty when the list is not sorted by date.
    pub months: Vec<MonthStart>,
    /// Every other heading of the whole list, when some were asked for.
    pub groups: Vec<GroupStart>,
    /// How many posts' texts the search could not look at yet; an event tells when it can.
    pub unread: u32,
    /// The index's revision that these rows are of.
    pub revision: u32,
}

/// Where a month begins in the list.
pub struct MonthStart {
    /// `2026-06`; empty for posts without a date.
    pub month: String,
    /// The row before which the heading stands.
    pub row: u32,
}

/// Where a heading's rows begin in the list.
pub struct GroupStart {
    /// The tag, the author, the status and so on; empty for posts that have none.
    pub name: String,
    /// The row before which the heading stands.
    pub row: u32,
    /// How many rows stand under it.
    pub count: u32,
}

/// One row of the list.
#[ts(optional_fields)]
pub struct PostSummary {
    /// The post's path in the library, with `/`.
    pub path: String,
    /// Its title; the file's name when it has none.
    pub title: String,
    /// The first status that holds.
    pub status: Status,
    /// Why: the rule that decides, then what else a writer should know of it.
    pub reasons: Vec<Reason>,
    /// Whether readers can see it, whatever else holds.
    pub visibility: Visibility,
    /// How it differs from the remote; absent when it does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unpublished: Option<ChangeKind>,
    /// The day, `2026-06-04`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Authors, as written.
    pub authors: Vec<String>,
    /// Tags, as written.
    pub tags: Vec<String>,
    /// The description, else the beginning of the text, as plain text.
    pub excerpt: String,
    /// Reading time in minutes, at least 1.
    pub minutes: u32,
    /// Words of the body.
    pub words: u32,
    /// True for a page.
    pub page: bool,
    /// The worst level of its problems.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Level>,
    /// The collection that it belongs to, for example `blog`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collection: Option<String>,
    /// Its language, where its fields or its path say so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Where the words of the search stand; absent when nothing was searched for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hits: Option<Hits>,
}

/// Where the words of a search stand in a row.
pub struct Hits {
    /// In the title.
    pub title: Vec<Stretch>,
    /// In each of its tags, in their order.
    pub tags: Vec<Vec<Stretch>>,
    /// The excerpt, or the place in the text that was found: shown where the excerpt stands.
    pub text: String,
    /// In `text`.
    pub in_text: Vec<Stretch>,
}

/// A stretch of a text, in UTF-16 units.
#[derive(Eq)]
pub struct Stretch {
    /// Where it begins.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
}

/// Why a post has its status.
pub struct Reason {
    /// A stable code, for example `status.scheduled`.
    pub code: String,
    /// What the sentence is filled with.
    pub args: Vec<ReasonArg>,
    /// The sentence.
    pub message: String,
}

/// What fills a place in a sentence.
pub struct ReasonArg {
    /// The place's name, for example `day`.
    pub name: String,
    /// What stands there.
    pub value: String,
}

/// A post's mark: the first of these that holds, in this order.
pub enum Status {
    /// It cannot be read as a post.
    Error,
    /// The file and the editor, or two writers, have different versions.
    TwoVersions,
    /// A public post with changes that are not on the remote.
    Unpublished,
    /// Not a draft, dated in the future, hidden until then.
    Scheduled,
    /// Not to be shown.
    Draft,
    /// On the remote as it is here.
    Published,
}

/// Whether readers can see a post.
pub enum Visibility {
    /// Its front matter or folder says that it is not to be shown.
    Draft,
    /// Hidden until its date.
    Scheduled,
    /// To be shown.
    Public,
}

/// How a file differs from the remote.
pub enum ChangeKind {
    /// Not on the remote.
    New,
    /// Other bytes than on the remote.
    Changed,
    /// On the remote, gone here.
    Deleted,
}

/// How bad a problem is.
pub enum Level {
    /// Could be better.
    Hint,
    /// Readers or the generator will stumble.
    Warning,
    /// It cannot be shown or sent as it is.
    Error,
}

/// Something wrong that does not stop a post from opening.
#[ts(optional_fields)]
pub struct Problem {
    /// A stable code, for example `head.unreadable`.
    pub code: String,
    /// How bad.
    pub level: Level,
    /// What happened, in one sentence.
    pub message: String,
    /// What to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// The file, as a path in the library.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The line in the file, counted from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
}

/// Why a command failed.
#[ts(optional_fields)]
pub struct ErrorView {
    /// A stable code, for example `remote.gone`.
    pub code: String,
    /// What happened and what is safe, in a writer's words.
    pub message: String,
    /// What to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// Git's or the system's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub details: Option<String>,
}

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

/// The front matter of an open post.
pub struct HeadView {
    /// `yaml`, `toml`, `json`, `pelican`, `other` or `none`.
    pub format: String,
    /// The head as written, fences included, with LF line endings. Giving it back to `edit_head` restores it to the byte.
    pub text: String,
    /// The fields that the strip shows.
    pub fields: Fields,
    /// False when the head cannot be read and only its text can be edited.
    pub readable: bool,
}

/// The fields that the strip shows, under whatever names the file has them.
#[ts(optional_fields)]
pub struct Fields {
    /// The title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The date as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The date's day, `2026-06-04`, when it could be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<String>,
    /// Whether it is marked as a draft.
    pub draft: bool,
    /// False where the mark is a folder (Jekyll's `_drafts`) and the switch cannot be a field.
    pub draft_is_field: bool,
    /// Whether readers see it, with these fields and at this time.
    pub visibility: Visibility,
    /// Why: the rule that decides, then what else a writer should know of it.
    pub reasons: Vec<Reason>,
    /// Tags.
    pub tags: Vec<String>,
    /// Authors.
    pub authors: Vec<String>,
    /// The description.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Every other field: name and value as text.
    pub more: Vec<FieldView>,
}

/// A field that the strip does not show.
pub struct FieldView {
    /// Its name as written.
    pub name: String,
    /// Its value as plain text.
    pub value: String,
}

/// A post's head as a form: its fields with their kinds, its lines beside an earlier state, and what is wrong with it.
#[ts(optional_fields)]
pub struct HeadForm {
    /// Its fields in the order of the file. A map of plain values gives a field for each, by its path.
    pub fields: Vec<FormField>,
    /// Why fields can only be edited as text, in one sentence; absent when they can be edited one by one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text_only: Option<String>,
    /// The line of the file on which the head begins, counted from 1.
    pub first_line: u32,
    /// The head that `lines` and `since` compare with, with LF line endings.
    pub before: String,
    /// True when that is the server's; else it is the one that was given, or the file's.
    pub on_server: bool,
    /// Every line of the head as it is now, and those that are gone since `before`.
    pub lines: Vec<LineChange>,
    /// What differs from `before`.
    pub since: LineCount,
    /// What differs from the file: what the next save changes.
    pub save: LineCount,
    /// What is wrong in the head.
    pub problems: Vec<Problem>,
    /// Where readers find the post, where that is sure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

/// How two versions of a head differ.
pub struct LineCount {
    /// The lines that are new, gone or other ones; a line in the place of another counts once.
    pub changed: u32,
    /// The lines that are the same in both, to the byte.
    pub kept: u32,
}

/// A field in a form.
#[ts(optional_fields)]
pub struct FormField {
    /// Its name as written; with dots when it stands in a map.
    pub path: String,
    /// How it is edited.
    pub kind: FieldKind,
    /// What it means, where the name is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<FieldRole>,
    /// Its value as it is edited: `true` or `false` for yes and no, the lines of what is shown as text.
    pub value: String,
    /// The items of a list.
    pub items: Vec<String>,
    /// The line of the file on which it begins, counted from 1.
    pub line: u32,
    /// True when only the head as text can change it.
    pub fixed: bool,
    /// What is wrong with it, in one sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<String>,
}

/// What kind of value a field holds, and so how it is edited.
#[derive(Copy, Eq, Hash, PartialOrd, Ord)]
pub enum FieldKind {
    /// One line.
    Text,
    /// Sentences.
    LongText,
    /// A number.
    Number,
    /// Yes or no.
    YesNo,
    /// A date, with or without a time.
    Date,
    /// A list of plain values.
    List,
    /// Anything else: shown and edited as it is written.
    AsText,
}

/// What a field means, whatever its name.
#[derive(Copy, Eq, Hash, PartialOrd, Ord)]
pub enum FieldRole {
    /// The title.
    Title,
    /// The date.
    Date,
    /// The date of the last change.
    Updated,
    /// The draft mark, or the mark that shows a post.
    Draft,
    /// Tags.
    Tags,
    /// Categories.
    Categories,
    /// Authors.
    Authors,
    /// The description.
    Description,
    /// The part of the address that is the post's own.
    Slug,
    /// The whole address, or its path.
    Permalink,
    /// The picture for cards.
    Image,
    /// The place among its neighbours.
    Weight,
    /// First on the page.
    Featured,
    /// The series that it is part of.
    Series,
    /// The language.
    Language,
    /// Old addresses.
    Aliases,
    /// The reading time, given by the writer.
    ReadingTime,
    /// Where it was published first.
    Canonical,
}

/// The fields that the library's posts use.
#[derive(Default)]
pub struct FieldUses {
    /// How many posts were looked at.
    pub posts: u32,
    /// The fields, most used first.
    pub fields: Vec<FieldUse>,
}

/// A field that posts of the library use.
#[ts(optional_fields)]
pub struct FieldUse {
    /// Its name as most of them write it; with dots when it stands in a map.
    pub path: String,
    /// What most of them hold in it.
    pub kind: FieldKind,
    /// What it means, where the name is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<FieldRole>,
    /// How many posts have it.
    pub posts: u32,
    /// Values that come again, most used first.
    pub values: Vec<NameCount>,
}

/// An edit of one field.
#[serde(tag = "field")]
pub enum FieldEdit {
    /// Sets the title.
    Title {
        /// The new title.
        value: String,
    },
    /// Sets the day; the time and the offset stay as they are.
    Day {
        /// `2026-06-04`.
        value: String,
    },
    /// Marks as draft, or removes the mark.
    Draft {
        /// True for a draft.
        value: bool,
    },
    /// Adds a tag.
    AddTag {
        /// The tag.
        value: String,
    },
    /// Removes a tag.
    RemoveTag {
        /// The tag as written in the file.
        value: String,
    },
    /// Sets the author; an empty string removes the field.
    Author {
        /// The name.
        value: String,
    },
    /// Sets the description; an empty string removes the field.
    Description {
        /// The text.
        value: String,
    },
    /// Sets a field by its path; an empty value removes it.
    Set {
        /// The field.
        path: String,
        /// How the value is meant; never a list, which is edited item by item.
        kind: FieldKind,
        /// The value, as [`FormField::value`] has it.
        value: String,
    },
    /// Adds an item to a list.
    AddItem {
        /// The list.
        path: String,
        /// The item.
        value: String,
    },
    /// Removes an item from a list.
    RemoveItem {
        /// The list.
        path: String,
        /// The item as written.
        value: String,
    },
    /// Removes a field.
    Remove {
        /// The field.
        path: String,
    },
    /// Begins a head with the post's title, in a post that has none.
    AddHead,
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
    /// What it found: the version's short id after `commit`; after `confirm`, present when the server itself named the
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
    /// Where readers will find it, when known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

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
    /// The true preview is at something else, or its page is another one: ask for it again.
    TruePreviewChanged,
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
