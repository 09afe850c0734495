//! The recovery log, read from outside while the app runs.

use std::fs;
use std::path::PathBuf;

use galley_testkit::repo::Place;
use rusqlite::{Connection, OpenFlags};
use serde_json::Value;

/// What was typed into the bodies of posts and is not yet in their files: all inserted text, in the order of the edits.
pub fn typed(place: &Place) -> String {
    files(place)
        .iter()
        .map(|file| read(file).unwrap_or_default())
        .collect()
}

fn files(place: &Place) -> Vec<PathBuf> {
    let folder = place.path().join("home/.local/state/galley/libraries");
    let libraries = fs::read_dir(folder).into_iter().flatten().flatten();
    libraries
        .map(|item| item.path().join("recovery.sqlite"))
        .filter(|file| file.is_file())
        .collect()
}

fn read(file: &PathBuf) -> rusqlite::Result<String> {
    let log = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let mut edits = log.prepare("SELECT edit FROM edit ORDER BY base, number")?;
    let rows = edits.query_map([], |row| row.get::<_, String>(0))?;
    let mut text = String::new();
    for edit in rows {
        let edit: Value = serde_json::from_str(&edit?).expect("an edit in the log");
        if let Some(whole) = edit["text"].as_str() {
            text = whole.to_owned();
        }
        for change in edit["body"].as_array().into_iter().flatten() {
            text.push_str(change["insert"].as_str().unwrap_or_default());
        }
    }
    Ok(text)
}
