//! The menu bar: the window says what stands in it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

view! {
/// A menu of the menu bar.
pub struct Menu {
    /// Its name.
    pub label: String,
    /// Its lines, those that belong together in one part.
    pub parts: Vec<Vec<MenuLine>>,
}

/// A line of a menu: an action.
#[ts(optional_fields)]
pub struct MenuLine {
    /// The action's id.
    pub id: String,
    /// What it does.
    pub label: String,
    /// Its keys, as they are drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keys: Option<String>,
    /// Whether it can be run just now.
    pub enabled: bool,
}
}
