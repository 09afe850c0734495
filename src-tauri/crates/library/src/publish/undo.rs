//! Undoing a publish: the server gets the bytes back that it had before, and the text stays here, unpublished.

use std::fs;
use std::path::PathBuf;

use galley_git as git;

use super::{Made, TRIES};
use crate::error::{Error, Result};
use crate::failure::git_error;
use crate::library::{Inner, Library, lock};
use crate::progress::Cancel;
use crate::view::PublishResult;
use crate::{overview, words};

/// How many publishes are remembered.
const KEPT: usize = 50;

impl Library {
    /// Undoes the last publish from this computer, or the version of this id (or the beginning of one): its posts are on the
    /// server as they were before it. Nothing changes on disk; a post that was new is only here again, and one that was
    /// unpublished gets its place and its text of before where it is still what that made of it.
    ///
    /// # Errors
    /// `undo.none`, `undo.not-there`, `undo.changed-since`, `library.in-use`, and what Git and the server say.
    pub fn undo_publish(&self, version: Option<&str>, cancel: &Cancel) -> Result<PublishResult> {
        let inner = &self.inner;
        let _one_at_a_time = inner.turn_with_server();
        let _alone = inner.alone()?;
        let repository = inner.repository()?;
        inner.refuse_odd(repository)?;
        let failed = |error| git_error(error, &inner.root);
        repository.check_publishable().map_err(failed)?;
        let before = overview::repository(inner)?;
        if inner.is_behind(repository) {
            inner.bring_in(repository)?;
        }
        let id = inner.to_undo(repository, version)?;
        let summary = |id| repository.summary(id).unwrap_or_default();
        let message = words::say("message.undo", &[("title", &summary(id))]).0;
        let mut tries = 0;
        loop {
            let made = {
                let _writing = lock(&inner.writing);
                match repository.undo(id, &message, Some(inner.when())) {
                    Ok(made) => made,
                    Err(git::Error::NothingToCommit) => return Err(not_there(version, id)),
                    Err(error) => return Err(failed(error)),
                }
            };
            inner.rename_unsent(&made.replayed);
            let mut unsent = inner.unsent();
            unsent.push(made.id);
            inner.keep_unsent(repository, &unsent);
            inner.remember_undoing(made.id, id);
            tries += 1;
            let stopped = |error: Error| {
                if error.code == "cancelled" {
                    let _writing = lock(&inner.writing);
                    inner.withdraw(repository, made.id);
                }
                inner.wake_status();
                Err(error)
            };
            match repository.push(made.id, &mut |_| {}, cancel) {
                Ok(_) => {}
                Err(git::Error::RemoteMoved { .. }) if tries < TRIES => {
                    match inner.room_for(repository, made.id, cancel) {
                        Ok(Some(())) => continue,
                        // It had arrived, and the next one had come on top.
                        Ok(None) => {}
                        Err(error) => return stopped(error),
                    }
                }
                Err(error) => return stopped(waits(failed(error))),
            }
            inner.note_sent(repository);
            let paths = repository.changed_paths(made.id).map_err(failed)?;
            let mut names: Vec<String> = paths.iter().filter_map(|path| inner.library_path(path)).collect();
            // The watcher may not have seen them yet, and the result names them by their titles.
            for name in &names {
                inner.refresh_file(name);
            }
            // Of a post that moved, the name that it has.
            if names.iter().any(|name| inner.root.join(name).exists()) {
                names.retain(|name| inner.root.join(name).exists());
            }
            if inner.refresh_changes().is_err() {
                inner.wake_status();
            }
            inner.tell_index();
            let made = Made {
                id: made.id,
                earlier: 0,
                ours: true,
            };
            return Ok(PublishResult {
                url: None,
                ..inner.result(before, &names, &made)
            });
        }
    }
}

/// Of a server that is away: it gets the undoing version like any other that waits.
fn waits(error: Error) -> Error {
    match error.code {
        "remote.unreachable" | "remote.gone" => Error {
            hint: Some(words::say("undo.waits", &[]).0),
            ..error
        },
        _ => error,
    }
}

fn not_there(version: Option<&str>, id: git::Id) -> Error {
    let shown = version.map_or_else(|| id.short(), str::to_owned);
    Error::new("undo.not-there", &[("version", &shown)])
}

impl Inner {
    fn to_undo(&self, repository: &git::Repository, version: Option<&str>) -> Result<git::Id> {
        let Some(version) = version else {
            return self.published().pop().ok_or_else(|| Error::new("undo.none", &[]));
        };
        let known = self.published().into_iter().rev();
        let mut known = known.filter(|id| version.len() >= 4 && id.to_string().starts_with(version));
        let found = match known.next() {
            Some(id) => Some(id),
            None => repository
                .find(version)
                .map_err(|error| git_error(error, &self.root))?,
        };
        found.ok_or_else(|| Error::new("undo.not-there", &[("version", version)]))
    }

    /// The versions that were published from here, oldest first.
    fn published(&self) -> Vec<git::Id> {
        let text = fs::read_to_string(self.published_file()).unwrap_or_default();
        text.lines().filter_map(|line| line.parse().ok()).collect()
    }

    /// Remembers a publish, for `undo` without a name. Where that cannot be written, it can still be named.
    pub(crate) fn remember_published(&self, id: git::Id) {
        let mut all = self.published();
        all.retain(|known| *known != id);
        all.push(id);
        self.keep_published(&all);
    }

    pub(super) fn forget_published(&self, id: git::Id) {
        let mut all = self.published();
        all.retain(|known| *known != id);
        self.keep_published(&all);
    }

    fn keep_published(&self, all: &[git::Id]) {
        let file = self.published_file();
        let from = all.len().saturating_sub(KEPT);
        let text: String = all[from..].iter().map(|id| format!("{id}\n")).collect();
        if let Some(folder) = file.parent() {
            let _ = fs::create_dir_all(folder).and_then(|()| fs::write(&file, text));
        }
    }

    fn published_file(&self) -> PathBuf {
        self.places.of_library(&self.root).join("published")
    }
}
