//! What is wrong in all posts, and how it is mended.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Level, LineChange, Problem};

view! {
/// What is wrong in all posts and pages.
pub struct CheckReport {
    /// All problems, the worst first.
    pub problems: Vec<Problem>,
    /// Their kinds, in the order in which they come.
    pub kinds: Vec<ProblemKind>,
    /// Kinds that so many posts have that they are how this blog writes; their problems are left out.
    pub habits: Vec<ProblemKind>,
    /// How many posts and pages were looked at.
    pub posts: u32,
    /// How many files have a problem.
    pub with: u32,
    /// When, as `10:46`.
    pub at: String,
    /// How long it took.
    pub seconds: f64,
}

/// How far a look at all posts is.
pub struct CheckStep {
    /// So many posts were looked at.
    pub done: u32,
    /// Of so many.
    pub total: u32,
}

/// A kind of problem that was found.
pub struct ProblemKind {
    /// Its code, for example `link.missing`.
    pub code: String,
    /// Its name, for example `Links that lead nowhere`.
    pub name: String,
    /// How bad.
    pub level: Level,
    /// How many there are.
    pub count: u32,
}

/// Which problem is to be mended.
#[ts(optional_fields)]
pub struct ProblemPlace {
    /// Its code.
    pub code: String,
    /// Its post.
    pub path: String,
    /// Its line in the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// The thing itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub what: Option<String>,
}

/// One way to mend a problem. Nothing of the file changes but these lines.
#[ts(optional_fields)]
pub struct Fix {
    /// What it does, for a button: `Link to “Failing fast”`.
    pub label: String,
    /// What tells it from the other ways, for example the day of the post.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// True when it is the only sensible one, and can be done unasked in many posts.
    pub sure: bool,
    /// The lines that change, with those around them.
    pub lines: Vec<LineChange>,
    /// How many lines change.
    pub changed: u32,
}
}
