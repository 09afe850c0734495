//! The windows that were open last: one small JSON file in the state folder.

use std::fs;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::disk;
use crate::places::Places;
use crate::save::{Hash, save};

/// In bytes; some hundred windows.
const LONGEST: u64 = 64 * 1024;

/// A window, and what it showed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LastWindow {
    /// Its library's folder; none at the welcome screen.
    pub library: Option<PathBuf>,
    /// How wide its inside was, in logical pixels.
    pub width: f64,
    /// How high.
    pub height: f64,
    /// Whether it filled the screen.
    pub maximised: bool,
}

/// In the order in which they were opened. A list that cannot be read is an empty one: it is a convenience and no writer's text.
pub fn windows(places: &Places) -> Vec<LastWindow> {
    disk::read_own(&file(places), LONGEST)
        .ok()
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .unwrap_or_default()
}

/// Remembers them instead of those of before.
pub fn remember(places: &Places, windows: &[LastWindow]) {
    let file = file(places);
    let Ok(text) = serde_json::to_vec_pretty(windows) else {
        return;
    };
    let base = disk::read_own(&file, LONGEST).ok().map(|bytes| Hash::of(&bytes));
    if fs::create_dir_all(&places.state).is_ok() {
        // What cannot be remembered is not opened again by itself; no more is lost.
        let _ = save(&file, base, &text);
    }
}

fn file(places: &Places) -> PathBuf {
    places.state.join("windows.json")
}
