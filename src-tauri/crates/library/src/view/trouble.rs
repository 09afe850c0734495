//! What is wrong, and why a command failed.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

view! {
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
    /// The character of that line, counted from 1, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
    /// The thing itself, for a list: a link, a heading, a tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub what: Option<String>,
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
}
