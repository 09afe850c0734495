//! The libraries that were open before: one small JSON file in the state folder.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::places::Places;
use crate::save::{Hash, save};
use crate::view::{LibraryView, RecentLibrary};

/// How many are remembered.
const LIMIT: usize = 8;

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Remembered {
    path: PathBuf,
    name: String,
    #[serde(default)]
    unpublished: u32,
    #[serde(default)]
    drafts: u32,
}

/// Newest first. A list that cannot be read is an empty one: it is a convenience and no writer's text.
pub fn list(places: &Places) -> Vec<RecentLibrary> {
    let shown = |one: Remembered| RecentLibrary {
        shown_path: places.shown(&one.path),
        found: one.path.is_dir(),
        path: one.path.display().to_string(),
        name: one.name,
        unpublished: one.unpublished,
        drafts: one.drafts,
    };
    read(places).into_iter().map(shown).collect()
}

/// Puts a library first, with its figures.
pub fn remember(places: &Places, library: &LibraryView) {
    let mut all = read(places);
    all.retain(|one| one.path != Path::new(&library.root));
    let one = Remembered {
        path: PathBuf::from(&library.root),
        name: library.name.clone(),
        unpublished: library.counts.unpublished,
        drafts: library.counts.drafts,
    };
    all.insert(0, one);
    all.truncate(LIMIT);
    let file = file(places);
    let Ok(text) = serde_json::to_vec_pretty(&all) else {
        return;
    };
    let base = fs::read(&file).ok().map(|bytes| Hash::of(&bytes));
    if fs::create_dir_all(&places.state).is_ok() {
        // Another window may have written meanwhile: its list is as good.
        let _ = save(&file, base, &text);
    }
}

fn file(places: &Places) -> PathBuf {
    places.state.join("recent.json")
}

fn read(places: &Places) -> Vec<Remembered> {
    fs::read(file(places))
        .ok()
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .unwrap_or_default()
}
