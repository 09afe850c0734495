//! Versions of attempts that could not be sent. The same order sends such a version, and another one takes its place: it
//! was never meant to stand in the history beside what came of it.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::PathBuf;

use galley_git as git;

use galley_post::Post;

use crate::error::Result;
use crate::failure::git_error;
use crate::library::{Inner, lock};
use crate::{disk, facts};

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
        let left: Vec<String> = versions
            .iter()
            .filter(|id| unpushed.contains(id))
            .map(git::Id::to_string)
            .collect();
        let before = self.undoes();
        let mut undoes = before.clone();
        undoes.retain(|id, _| left.contains(id));
        if undoes != before {
            self.keep_undoes(&undoes);
        }
        let text: String = left.iter().map(|id| format!("{id}\n")).collect();
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
        let undoes = self.undoes();
        for (old, new) in before.iter().zip(&after).filter(|(old, new)| old != new) {
            if let Some(undone) = undoes.get(&old.to_string()).and_then(|id| id.parse().ok()) {
                self.remember_undoing(*new, undone);
            }
        }
        if let Ok(repository) = self.repository()
            && after != before
        {
            self.keep_unsent(repository, &after);
        }
    }

    /// Whether a version that waits is still what the writer wants: its files are on disk as it has them. One that undoes
    /// another is, and so is one that hides posts which are hidden here.
    pub(crate) fn still_wanted(&self, repository: &git::Repository, id: git::Id) -> bool {
        let Ok(paths) = repository.changed_paths(id) else {
            return false;
        };
        let hidden = |git_path: &PathBuf| {
            let path = self.library_path(git_path)?;
            let there = repository.read_blob(git::Revision::Commit(id), git_path).ok()??;
            let draft = |bytes: Vec<u8>| {
                let said = facts::said(&Post::parse(bytes));
                self.site.generator.draft(&path, &said) != galley_generators::DraftMark::NotDraft
            };
            Some(draft(there) && draft(disk::read(&self.root, &path).ok()?))
        };
        let gone = |git_path: &PathBuf| {
            let there = repository.read_blob(git::Revision::Commit(id), git_path);
            matches!(there, Ok(None)) && !repository.work_dir().join(git_path).exists()
        };
        self.undone_by(id).is_some()
            || repository.is_on_disk(id, &paths).unwrap_or(false)
            || paths.iter().all(|path| hidden(path) == Some(true) || gone(path))
    }

    /// After a push: what went of the versions that waited is a publish that can be undone, or the undoing of one.
    pub(crate) fn note_sent(&self, repository: &git::Repository) {
        let (waiting, undoes) = (self.unsent(), self.undoes());
        self.keep_unsent(repository, &waiting);
        let left = self.unsent();
        let went = |id: &git::Id| !left.contains(id) && repository.is_sent(*id).unwrap_or(false);
        for id in waiting.into_iter().filter(went) {
            match undoes.get(&id.to_string()).and_then(|undone| undone.parse().ok()) {
                Some(undone) => {
                    self.forget_published(undone);
                    let _writing = lock(&self.writing);
                    self.show_again(repository, undone, id);
                }
                None => self.remember_published(id),
            }
        }
    }

    /// Remembers which publish a version undoes, for as long as it is not sent.
    pub(super) fn remember_undoing(&self, id: git::Id, undone: git::Id) {
        let mut undoes = self.undoes();
        undoes.insert(id.to_string(), undone.to_string());
        self.keep_undoes(&undoes);
    }

    /// Which publish a version undoes that waits to be sent.
    pub(super) fn undone_by(&self, version: git::Id) -> Option<git::Id> {
        self.undoes().get(&version.to_string())?.parse().ok()
    }

    /// The versions that undo a publish and wait to be sent, with what each undoes.
    fn undoes(&self) -> BTreeMap<String, String> {
        let text = fs::read(self.undoes_file()).unwrap_or_default();
        serde_json::from_slice(&text).unwrap_or_default()
    }

    fn keep_undoes(&self, undoes: &BTreeMap<String, String>) {
        let file = self.undoes_file();
        if undoes.is_empty() {
            let _ = fs::remove_file(&file);
        } else if let (Some(folder), Ok(text)) = (file.parent(), serde_json::to_vec(undoes)) {
            let _ = fs::create_dir_all(folder).and_then(|()| fs::write(&file, text));
        }
    }

    fn undoes_file(&self) -> PathBuf {
        self.places.of_library(&self.root).join("undoing")
    }

    fn unsent_file(&self) -> PathBuf {
        self.places.of_library(&self.root).join("unsent")
    }
}
