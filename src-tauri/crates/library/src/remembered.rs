//! What the window wants to find again: for the library, which post was on the desk; for a post, the place of the caret and what
//! can be undone. Texts that only the window understands, in the library's state folder.
//!
//! It is a convenience and no writer's text: what cannot be read is not there.

use std::fs;
use std::path::PathBuf;
use std::time::SystemTime;

use crate::disk;
use crate::error::{Error, Result};
use crate::library::Library;
use crate::paths;
use crate::save::{Hash, save};

/// The longest text that is kept, in bytes; a longer one is not.
const LONGEST: usize = 2 * 1024 * 1024;
/// So many posts are remembered, those of last.
const KEPT: usize = 200;

impl Library {
    /// What is remembered of a post, or with an empty path of the library.
    pub fn remembered(&self, of: &str) -> Option<String> {
        String::from_utf8(disk::read_own(&self.memory_of(of), LONGEST as u64).ok()?).ok()
    }

    /// Remembers this instead of what was remembered.
    ///
    /// # Errors
    /// `file.read-only`, `disk.full`: then it is as before.
    pub fn remember(&self, of: &str, text: &str) -> Result<()> {
        let file = self.memory_of(of);
        if text.len() > LONGEST {
            let _ = fs::remove_file(&file);
            return Ok(());
        }
        let folder = self.memory();
        fs::create_dir_all(&folder).map_err(|error| Error::io(error, &folder))?;
        let base = disk::read_own(&file, LONGEST as u64)
            .ok()
            .map(|bytes| Hash::of(&bytes));
        save(&file, base, text.as_bytes()).map_err(|error| Error::io(error, &file))?;
        if base.is_none() {
            self.forget_the_oldest();
        }
        Ok(())
    }

    fn forget_the_oldest(&self) {
        let Ok(files) = fs::read_dir(self.memory()) else {
            return;
        };
        let mut all: Vec<(SystemTime, PathBuf)> = files
            .flatten()
            .filter_map(|file| Some((file.metadata().ok()?.modified().ok()?, file.path())))
            .collect();
        all.sort_unstable_by(|one, other| other.cmp(one));
        for (_, file) in all.iter().skip(KEPT) {
            let _ = fs::remove_file(file);
        }
    }

    fn memory(&self) -> PathBuf {
        self.inner.places.of_library(&self.inner.root).join("remembered")
    }

    fn memory_of(&self, of: &str) -> PathBuf {
        let name = match of {
            "" => "library".to_owned(),
            path => blake3::hash(paths::normal(path).as_bytes()).to_hex()[..32].to_owned(),
        };
        self.memory().join(format!("{name}.json"))
    }
}
