//! What stands between this computer and the server.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

view! {
/// What is looked at, in the order in which it is shown.
#[derive(Copy, Eq)]
pub enum CheckName {
    /// Whether the server answers.
    Address,
    /// Whether it is the right one.
    Identity,
    /// Whether it would take something.
    Send,
    /// The program that holds keys.
    Agent,
    /// The key that the server knows.
    Key,
    /// The program that keeps passwords.
    CredentialHelper,
    /// Whose versions these are.
    Name,
    /// How they are signed.
    Signature,
    /// The programs that hooks call.
    Hooks,
    /// What time it is here and there.
    Clock,
}

/// How it stands.
#[derive(Copy, Eq)]
pub enum CheckState {
    /// It is being looked at.
    Running,
    /// Good.
    Good,
    /// Goes, and could be better.
    Warning,
    /// Publishing would fail.
    Error,
    /// Not needed, or not to be known.
    Skipped,
}

/// One line of the report.
#[ts(optional_fields)]
pub struct ConnectionCheck {
    /// What was looked at.
    pub name: CheckName,
    /// How it stands.
    pub state: CheckState,
    /// That in one sentence.
    pub says: String,
    /// More about it, small.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// How long it took, in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds: Option<f32>,
    /// What to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fix: Option<String>,
    /// What was tried and said, line by line; nothing secret.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub tried: Vec<String>,
}

/// All of them.
#[ts(optional_fields)]
pub struct ConnectionReport {
    /// When, as `10:46`.
    pub at: String,
    /// The server, in words; absent where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub server: Option<String>,
    /// The branch to which is published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub branch: Option<String>,
    /// The lines.
    pub checks: Vec<ConnectionCheck>,
}
}
