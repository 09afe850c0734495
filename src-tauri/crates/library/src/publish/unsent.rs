//! Versions of attempts that could not be sent. The same order sends such a version, and another one takes its place: it
//! was never meant to stand in the history beside what came of it.

use std::collections::HashSet;
use std::fs;
use std::path::PathBuf;

use galley_git as git;

use crate::error::Result;
use crate::failure::git_error;
use crate::library::Inner;

impl Inner {
    /// The version of an earlier attempt that could not be sent: the oldest one that the server lacks, when it changes
    /// exactly these paths to what they are now. Found in the repository itself, so that a restart forgets nothing.
    pub(super) fn unsent_again(
        &self,
        repository: &git::Repository,
        git_paths: &[PathBuf],
    ) -> Result<Option<git::Id>> {
        repository
            .unsent(git_paths)
            .map_err(|error| git_error(error, &self.root))
    }

    /// The versions that attempts to publish made here and that were not sent, as far as is known.
    pub(crate) fn unsent(&self) -> Vec<git::Id> {
        let text = fs::read_to_string(self.unsent_file()).unwrap_or_default();
        text.lines().filter_map(|line| line.parse().ok()).collect()
    }

    /// Remembers which of these versions the server still lacks, beyond a restart and for the command line. Where that
    /// cannot be written, they are earlier versions like others: nothing is lost.
    pub(crate) fn keep_unsent(&self, repository: &git::Repository, versions: &[git::Id]) {
        let file = self.unsent_file();
        let Ok(unpushed) = repository.unpushed() else {
            return;
        };
        let unpushed: HashSet<_> = unpushed.into_iter().map(|commit| commit.id).collect();
        let left = versions.iter().filter(|id| unpushed.contains(id));
        let text: String = left.map(|id| format!("{id}\n")).collect();
        if text.is_empty() {
            let _ = fs::remove_file(&file);
        } else if let Some(folder) = file.parent() {
            let _ = fs::create_dir_all(folder).and_then(|()| fs::write(&file, text));
        }
    }

    /// Remembers such versions under the names that they have by now.
    pub(crate) fn rename_unsent(&self, replayed: &[(git::Id, git::Id)]) {
        let before = self.unsent();
        let now = |id: git::Id| {
            let anew = replayed.iter().find(|(old, _)| *old == id);
            anew.map_or(id, |(_, new)| *new)
        };
        let after: Vec<git::Id> = before.iter().map(|id| now(*id)).collect();
        if let Ok(repository) = self.repository()
            && after != before
        {
            self.keep_unsent(repository, &after);
        }
    }

    fn unsent_file(&self) -> PathBuf {
        self.places.of_library(&self.root).join("unsent")
    }
}
