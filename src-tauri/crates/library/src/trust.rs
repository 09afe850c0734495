//! Whether the writer trusts what came along with a repository: hooks, and settings that name programs, servers and
//! certificates. One that Galley copied or made here itself is trusted; another one asks once.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use galley_git as git;

use crate::error::{Error, Result};
use crate::library::Library;
use crate::places::Places;

impl Library {
    /// Trusts the repository from now on, beyond a restart.
    ///
    /// # Errors
    /// `repository.none`, and when that cannot be remembered.
    pub fn trust_repository(&self) -> Result<()> {
        let repository = self.inner.repository()?;
        give(&self.inner.places, repository)?;
        repository.trust();
        Ok(())
    }

    /// Trusts the repository as long as this library is open: its writer asked for something that writes, by name.
    pub fn trust_for_now(&self) {
        if let Some(repository) = &self.inner.repository {
            repository.trust();
        }
    }
}

/// Remembers that this repository is trusted.
///
/// # Errors
/// When the state folder cannot be written.
pub(crate) fn give(places: &Places, repository: &git::Repository) -> Result<()> {
    let file = file_of(places, repository);
    let folder = file.parent().unwrap_or(&file);
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(&file, mark_of(repository)))
        .map_err(|error| Error::io(error, &file))
}

/// Trusts it where that was remembered.
pub(crate) fn remember(places: &Places, repository: &git::Repository) {
    let known = fs::read_to_string(file_of(places, repository));
    if known.is_ok_and(|known| !known.is_empty() && known == mark_of(repository)) {
        repository.trust();
    }
}

/// Which repository it is: another one that comes to stand in the same place is a stranger again.
fn mark_of(repository: &git::Repository) -> String {
    let Ok(found) = fs::metadata(repository.git_dir()) else {
        return String::new();
    };
    // A number is given to another folder when the first is gone; when it was made tells the two apart.
    let born = found.created().ok();
    let born = born.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let born = born.map_or(0, |since| since.as_nanos());
    format!("{}:{}:{born}\n", found.dev(), found.ino())
}

fn file_of(places: &Places, repository: &git::Repository) -> PathBuf {
    let top: &Path = repository.work_dir();
    let top = fs::canonicalize(top).unwrap_or_else(|_| top.to_owned());
    places.of_library(&top).join("trusted")
}
