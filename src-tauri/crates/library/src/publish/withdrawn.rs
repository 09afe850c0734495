//! Versions that were made to be sent, and were taken back: stopped, or making way for another one. Until the server was asked
//! nobody knows whether one arrived all the same. If it did, it was this computer's own, and is no change of somebody else's.

use std::fs;
use std::path::PathBuf;

use galley_git as git;

use crate::disk;
use crate::error::Result;
use crate::failure::git_error;
use crate::library::{Inner, Library};

/// How many are remembered.
const KEPT: usize = 10;

/// One of them, and the publish that it was to undo.
pub(super) struct Withdrawn {
    pub(super) id: git::Id,
    pub(super) undone: Option<git::Id>,
}

impl Library {
    /// Whether versions wait to be sent, as far as is known: attempts, and earlier ones of the writer's own.
    pub fn has_waiting(&self) -> bool {
        let inner = &self.inner;
        let unpushed = inner.repository.as_ref().map(git::Repository::unpushed);
        inner.may_have_arrived() || matches!(unpushed, Some(Ok(unpushed)) if !unpushed.is_empty())
    }
}

impl Inner {
    /// Takes the versions back that could not be sent and that one of these files would replace. Their other files are on
    /// disk, and a text that is nowhere else is kept. Returned is what [`Inner::put_back`] needs.
    ///
    /// Versions of the writer's own stay; the text that they have of these files is kept too.
    pub(super) fn make_way(
        &self,
        repository: &git::Repository,
        git_paths: &[PathBuf],
    ) -> Result<Vec<git::Id>> {
        let failed = |error| git_error(error, &self.root);
        let mut gone = Vec::new();
        let touches = |id| -> Result<bool> {
            let paths = repository.changed_paths(id).map_err(failed)?;
            Ok(paths.iter().any(|path| git_paths.contains(path)))
        };
        // Newest first: taking one back makes those above it anew.
        for commit in repository.unpushed().map_err(failed)? {
            if !touches(commit.id)? {
                continue;
            }
            let undone = self.undone_by(commit.id);
            if undone.is_none() {
                self.keep_texts(repository, commit.id)?;
            }
            // Where one cannot be taken back it stays an earlier version like others.
            if self.unsent().contains(&commit.id) && self.withdraw(repository, commit.id) {
                gone.push(commit.id);
            }
        }
        Ok(gone)
    }

    /// Puts versions back that had made way for one that was not made.
    pub(super) fn put_back(&self, repository: &git::Repository, gone: &[git::Id]) {
        for id in gone.iter().rev() {
            // Where one cannot be put back, what it said is on disk.
            if let Ok(Some(anew)) = repository.take_up(*id) {
                self.rename_unsent(&anew);
                let mut unsent = self.unsent();
                unsent.push(*id);
                self.keep_unsent(repository, &unsent);
                if let Some(Withdrawn {
                    undone: Some(undone), ..
                }) = self.forget_withdrawn(*id)
                {
                    self.remember_undoing(*id, undone);
                }
            }
        }
    }

    /// Takes a version back that is not to go any more. Where that cannot be, it stays an earlier version like others, which
    /// goes with none that the writer did not tick, and the answer is false.
    pub(crate) fn withdraw(&self, repository: &git::Repository, id: git::Id) -> bool {
        let undone = self.undone_by(id);
        let taken = repository.take_back(id);
        if let Ok(anew) = &taken {
            self.rename_unsent(anew);
        }
        // One that stands below a merge stays there until nothing of it is left in the branch.
        let mut all = self.withdrawn();
        all.push(Withdrawn { id, undone });
        self.keep_withdrawn(&all);
        let mut left = self.unsent();
        left.retain(|known| *known != id);
        self.keep_unsent(repository, &left);
        taken.is_ok()
    }

    /// Lets go of merges with attempts whose text was sent in another version: the branch is then what the server has.
    pub(crate) fn drop_superseded(&self, repository: &git::Repository) {
        let withdrawn = self.withdrawn().into_iter().map(|one| one.id);
        let attempts: Vec<git::Id> = withdrawn.chain(self.unsent()).collect();
        if !attempts.is_empty() {
            // What cannot be let go stays: it says nothing that the server does not have.
            let _ = repository.drop_superseded(&attempts);
        }
    }

    /// Whether the server may have a version that this computer sent and knows nothing of.
    pub(super) fn may_have_arrived(&self) -> bool {
        !self.withdrawn().is_empty() || !self.unsent().is_empty()
    }

    /// Before something is brought in: what the server has of these versions is checked out, so that the rest is compared with
    /// that. Files stay as they are on disk.
    pub(crate) fn take_up_withdrawn(&self, repository: &git::Repository) {
        for Withdrawn { id, undone } in self.withdrawn() {
            if !repository.is_sent(id).unwrap_or(false) {
                continue;
            }
            let Ok(taken_up) = repository.take_up(id) else {
                // A lock, say: the next run takes it up. Nothing is brought in over one either.
                continue;
            };
            // Where it cannot be taken up it is brought in like any other version.
            if let Some(anew) = taken_up {
                self.rename_unsent(&anew);
                match undone {
                    Some(undone) => {
                        self.forget_published(undone);
                        self.show_again(repository, undone, id);
                    }
                    None => self.remember_published(id),
                }
            }
            self.forget_withdrawn(id);
        }
    }

    /// Those that are remembered, oldest first.
    pub(super) fn withdrawn(&self) -> Vec<Withdrawn> {
        let text = fs::read_to_string(self.withdrawn_file()).unwrap_or_default();
        let line = |line: &str| {
            let (id, undone) = line.split_once(' ').unwrap_or((line, ""));
            Some(Withdrawn {
                id: id.parse().ok()?,
                undone: undone.parse().ok(),
            })
        };
        text.lines().filter_map(line).collect()
    }

    /// Forgets one of them, which is returned.
    pub(super) fn forget_withdrawn(&self, id: git::Id) -> Option<Withdrawn> {
        let mut all = self.withdrawn();
        let at = all.iter().position(|known| known.id == id)?;
        let found = all.remove(at);
        self.keep_withdrawn(&all);
        Some(found)
    }

    /// After the server took a version: it has what it will ever have of those before.
    pub(super) fn forget_all_withdrawn(&self) {
        self.keep_withdrawn(&[]);
    }

    /// Keeps the texts of a version that are not on disk and not on the server.
    pub(super) fn keep_texts(&self, repository: &git::Repository, id: git::Id) -> Result<()> {
        let failed = |error| git_error(error, &self.root);
        for git_path in repository.changed_paths(id).map_err(failed)? {
            let Some(path) = self.library_path(&git_path) else {
                continue;
            };
            if self.site.generator.classify(&path) == galley_generators::PathKind::NotContent {
                continue;
            }
            let revision = |revision| repository.read_blob(revision, &git_path).ok().flatten();
            let kept = revision(git::Revision::Commit(id));
            if kept.is_none() || kept == revision(git::Revision::Upstream) {
                continue;
            }
            let text = repository.as_on_disk(id, &git_path, &git_path).map_err(failed)?;
            if let Some(text) = text.filter(|text| disk::read(&self.root, &path).ok().as_ref() != Some(text))
            {
                self.keep(&path, text)?;
            }
        }
        Ok(())
    }

    fn keep_withdrawn(&self, all: &[Withdrawn]) {
        let file = self.withdrawn_file();
        let from = all.len().saturating_sub(KEPT);
        let line = |one: &Withdrawn| match one.undone {
            Some(undone) => format!("{} {undone}\n", one.id),
            None => format!("{}\n", one.id),
        };
        let text: String = all[from..].iter().map(line).collect();
        match file.parent() {
            Some(folder) if !text.is_empty() => {
                let _ = fs::create_dir_all(folder).and_then(|()| fs::write(&file, text));
            }
            _ => drop(fs::remove_file(&file)),
        }
    }

    fn withdrawn_file(&self) -> PathBuf {
        self.places.of_library(&self.root).join("withdrawn")
    }
}
