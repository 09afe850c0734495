//! The list of posts: what is asked for, and its rows.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Level;

view! {
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
}
