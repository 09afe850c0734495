//! Undoing a publish: the server gets the bytes back that it had before, and the text stays here, unpublished.

use std::fs;
use std::path::PathBuf;

use galley_generators::PathKind;
use galley_git as git;

use super::withdrawn::Withdrawn;
use super::{Made, TRIES};
use crate::error::{Error, Result};
use crate::failure::git_error;
use crate::library::{Inner, Library, lock};
use crate::links::{goes_along, shown_in};
use crate::progress::Cancel;
use crate::view::{PublishResult, RepositoryView};
use crate::{overview, words};

/// How many publishes are remembered.
const KEPT: usize = 50;

impl Library {
    /// Undoes the last publish from this computer, or the version of this id (or the beginning of one): its posts are on the
    /// server as they were before it. Nothing changes on disk; a post that was new is only here again, and one that was
    /// unpublished gets its place and its text of before where it is still what that made of it. A publish that still waits for
    /// the server goes no more.
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
        // One that was broken off is asked for again, and not the publish before it.
        let pending = inner.pending_undo().filter(|_| version.is_none());
        if pending.is_none() && inner.may_have_arrived() {
            match repository.fetch(&mut |_| {}, cancel) {
                Ok(_) => inner.note_sent(repository),
                Err(git::Error::Cancelled) => return Err(failed(git::Error::Cancelled)),
                Err(_) => {}
            }
        }
        if pending.is_none()
            && let Some(waiting) = inner.waiting(version)
        {
            return inner.take_waiting_back(repository, before, waiting);
        }
        if inner.is_behind(repository) {
            inner.bring_in(repository, cancel)?;
        }
        let id = match pending {
            Some(id) => id,
            None => inner.to_undo(repository, version)?,
        };
        let summary = |id| repository.summary(id).unwrap_or_default();
        // Its own message has quotation marks already.
        let title = summary(id).replace('“', "‘").replace('”', "’");
        let message = words::say("message.undo", &[("title", &title)]).0;
        let mut begun = inner.undoing_of(repository, id)?;
        let mut tries = 0;
        loop {
            let undoing = match begun.take() {
                Some(undoing) => undoing,
                None => {
                    let _writing = lock(&inner.writing);
                    let leave = inner.used_since(repository, id)?;
                    let made = match repository.undo(id, &message, Some(inner.when()), &leave) {
                        Ok(made) => made,
                        Err(git::Error::NothingToCommit) => return Err(not_there(version, id)),
                        Err(error) => return Err(failed(error)),
                    };
                    inner.rename_unsent(&made.replayed);
                    made.id
                }
            };
            inner.note_undoing(repository, undoing, id);
            tries += 1;
            let stopped = |error: Error| {
                if error.code == "cancelled" {
                    let _writing = lock(&inner.writing);
                    inner.withdraw(repository, undoing);
                }
                inner.wake_status();
                Err(error)
            };
            match repository.push(undoing, &mut |_| {}, cancel) {
                Ok(_) => {}
                Err(git::Error::RemoteMoved { .. }) if tries < TRIES => {
                    match inner.room_for(repository, undoing, cancel) {
                        Ok(Some(())) => continue,
                        // It had arrived, and the next one had come on top.
                        Ok(None) => {}
                        Err(error) => return stopped(error),
                    }
                }
                Err(error) => return stopped(waits(failed(error))),
            }
            inner.note_sent(repository);
            inner.forget_all_withdrawn();
            let paths = repository.changed_paths(undoing).map_err(failed)?;
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
                id: undoing,
                earlier: 0,
                ours: true,
            };
            return Ok(PublishResult {
                url: None,
                removed: Vec::new(),
                ..inner.result(repository, before, &names, &made)
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
    /// The version that an earlier try to undo `id` made, on the branch again: one that could not be sent or whose sending was
    /// broken off. The server may have it by now, and another one would bring that one in as somebody else's: with the
    /// files that it took away.
    fn undoing_of(&self, repository: &git::Repository, id: git::Id) -> Result<Option<git::Id>> {
        let failed = |error| git_error(error, &self.root);
        let waiting = repository.unpushed().map_err(failed)?;
        if let Some(waiting) = waiting
            .iter()
            .find(|commit| self.undone_by(commit.id) == Some(id))
        {
            return Ok(Some(waiting.id));
        }
        let withdrawn = self.withdrawn().into_iter().find(|one| one.undone == Some(id));
        let Some(Withdrawn { id: undoing, .. }) = withdrawn else {
            return Ok(None);
        };
        let _writing = lock(&self.writing);
        let anew = repository.take_up(undoing).map_err(failed)?;
        self.forget_withdrawn(undoing);
        if let Some(anew) = &anew {
            self.rename_unsent(anew);
        }
        Ok(anew.map(|_| undoing))
    }

    /// The publish whose undoing was begun last and is not known to have come to its end.
    fn pending_undo(&self) -> Option<git::Id> {
        let withdrawn = self.withdrawn().into_iter().filter_map(|one| one.undone);
        let waiting = self.unsent().into_iter().filter_map(|id| self.undone_by(id));
        withdrawn.chain(waiting).last()
    }

    /// After somebody was faster: gets what they sent, and makes room for this version on top. `None` when the server has it.
    fn room_for(&self, repository: &git::Repository, id: git::Id, cancel: &Cancel) -> Result<Option<()>> {
        let fetched = repository.fetch(&mut |_| {}, cancel);
        fetched.map_err(|error| git_error(error, &self.root))?;
        let _writing = lock(&self.writing);
        let room = self.with_asked(cancel, |asked| repository.make_room(id, asked))?;
        Ok(match room {
            git::Room::Arrived(_) => None,
            git::Room::Made(_) => Some(()),
        })
    }

    /// Files that this version brought and that posts show which were published since: readers would miss them there.
    fn used_since(&self, repository: &git::Repository, id: git::Id) -> Result<Vec<PathBuf>> {
        let failed = |error| git_error(error, &self.root);
        let brought = repository.changed_paths(id).map_err(failed)?;
        let brought: Vec<PathBuf> = brought
            .into_iter()
            .filter(|path| {
                self.library_path(path)
                    .is_some_and(|path| goes_along(self, &path))
            })
            .collect();
        if brought.is_empty() {
            return Ok(Vec::new());
        }
        let mut used = Vec::new();
        for git_path in repository.changed_there_since(id).map_err(failed)? {
            let Some(path) = self.library_path(&git_path) else {
                continue;
            };
            if self.site.generator.classify(&path) == PathKind::NotContent {
                continue;
            }
            let there = repository.read_blob(git::Revision::Upstream, &git_path);
            let Some(bytes) = there.map_err(failed)? else {
                continue;
            };
            used.extend(shown_in(self, &path, bytes).map(|file| self.git_path(&file)));
        }
        Ok(brought.into_iter().filter(|path| used.contains(path)).collect())
    }

    /// The version of an attempt that waits to be sent: the last one, or the one of this id.
    fn waiting(&self, version: Option<&str>) -> Option<git::Id> {
        let mut waiting = self.unsent().into_iter().rev();
        waiting.find(|id| match version {
            Some(version) => version.len() >= 4 && id.to_string().starts_with(version),
            None => self.undone_by(*id).is_none(),
        })
    }

    /// As far as is known the server does not have it: it goes no more, and its posts stay here as they are, with the marks that
    /// they got for it. If it arrived all the same, it is known as one's own when the server is asked the next time.
    fn take_waiting_back(
        &self,
        repository: &git::Repository,
        before: RepositoryView,
        id: git::Id,
    ) -> Result<PublishResult> {
        let failed = |error| git_error(error, &self.root);
        let writing = lock(&self.writing);
        let paths = repository.changed_paths(id).map_err(failed)?;
        let names: Vec<String> = paths.iter().filter_map(|path| self.library_path(path)).collect();
        let made = Made {
            id,
            earlier: 0,
            ours: true,
        };
        let result = self.result(repository, before, &names, &made);
        self.keep_texts(repository, id)?;
        let taken = self.withdraw(repository, id);
        drop(writing);
        if !taken {
            return Err(Error::new("undo.stays", &[]));
        }
        if self.refresh_changes().is_err() {
            self.wake_status();
        }
        self.tell_index();
        Ok(PublishResult {
            url: None,
            never_sent: Some(true),
            ..result
        })
    }

    fn note_undoing(&self, repository: &git::Repository, undoing: git::Id, undone: git::Id) {
        let mut unsent = self.unsent();
        if !unsent.contains(&undoing) {
            unsent.push(undoing);
        }
        self.keep_unsent(repository, &unsent);
        self.remember_undoing(undoing, undone);
    }

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

    pub(crate) fn forget_published(&self, id: git::Id) {
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
