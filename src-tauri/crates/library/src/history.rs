//! The versions of a post: who made them, when, what they changed; and one of them back on disk.

mod deleted;
mod paragraph;

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use galley_git as git;
use galley_post::{Known, Post};

use crate::error::{Error, Result};
use crate::failure::git_error;
use crate::library::{Inner, Library, lock};
use crate::lines::lf;
use crate::meeting::{Back, Replaced};
use crate::progress::Cancel;
use crate::undo::Undo;
use crate::view::{
    ChangeKind, HistoryStep, PostChange, PostHistory, PostVersion, UnversionedWords, VerbResult,
};
use crate::{changes, compare, disk, paths};

/// In how many versions of the blog those of one post are looked for.
const REACH: usize = 100_000;
/// After how many versions of the blog it is told again how far the search is.
const TOLD_EVERY: usize = 500;
/// The name of what is here and in no version yet, in the place of a version's id.
const NOW: &str = "now";

/// The versions of one file that were found. What a commit made of it never changes.
#[derive(Debug, Default)]
pub(crate) struct KnownVersions {
    path: PathBuf,
    found: HashMap<String, git::Version>,
}

impl KnownVersions {
    fn learn(&mut self, path: &Path, version: &git::Version) {
        if self.path != path {
            self.path = path.to_owned();
            self.found.clear();
        }
        self.found.insert(version.commit.id.to_string(), version.clone());
    }

    fn get(&self, path: &Path, id: &str) -> Option<git::Version> {
        self.found.get(id).filter(|_| self.path == path).cloned()
    }
}

/// Who hears how far a search is.
pub type HistoryTold<'a> = &'a (dyn Fn(HistoryStep) + Send + Sync);

impl Library {
    /// The versions of a post up to what is here, newest first, at most `limit` of them; through other names that it had. A
    /// deleted post has versions too.
    ///
    /// # Errors
    /// `history.none`, `repository.none`, `cancelled`, and what Git says.
    pub fn history(&self, path: &str, limit: usize, cancel: &Cancel) -> Result<PostHistory> {
        self.history_told(path, limit, &|_| {}, cancel)
    }

    /// The same, told as it is found.
    ///
    /// # Errors
    /// Those of [`Library::history`].
    pub fn history_told(
        &self,
        path: &str,
        limit: usize,
        tell: HistoryTold<'_>,
        cancel: &Cancel,
    ) -> Result<PostHistory> {
        let inner = &self.inner;
        let path = paths::normal(path);
        let only_here = inner.only_here()?;
        let all = RefCell::new(Vec::new());
        let git_path = inner.git_path(&path);
        let mut hear = |looked: usize, version: Option<&git::Version>| {
            let found = version.map(|version| {
                lock(&inner.known_versions).learn(&git_path, version);
                inner.version(version, &only_here)
            });
            if found.is_some() || looked.is_multiple_of(TOLD_EVERY) {
                all.borrow_mut().extend(found.clone());
                tell(HistoryStep {
                    looked: u32::try_from(looked).unwrap_or(u32::MAX),
                    versions: found.into_iter().collect(),
                    deleted: Vec::new(),
                });
            }
            true
        };
        let repository = inner.repository()?;
        let found = repository
            .versions_told(&git_path, limit, REACH, &mut hear, cancel)
            .map_err(|error| git_error(error, &inner.root))?;
        let versions = all.into_inner();
        if versions.is_empty() && !found.more {
            return Err(Error::new("history.none", &[("path", &path)]));
        }
        Ok(PostHistory {
            more: found.more,
            versions,
            now: inner.unversioned(&path)?,
        })
    }

    /// What a version of a post changed, as readers see it and as lines. `version` is an id or the beginning of one; `now`
    /// is what is here and in no version yet.
    ///
    /// # Errors
    /// `history.unknown`, and those of [`Library::history`].
    pub fn version_change(&self, path: &str, version: &str, cancel: &Cancel) -> Result<PostChange> {
        let inner = &self.inner;
        let path = paths::normal(path);
        let both = inner.both(&path, version, cancel)?;
        let shown = if both.deleted { &both.before } else { &both.after };
        let title = shown
            .known(Known::Title)
            .and_then(|title| title.value.as_str().map(str::to_owned))
            .unwrap_or_else(|| both.name.clone());
        Ok(changes::between(
            inner,
            &both.name,
            &title,
            &both.before,
            &both.after,
        ))
    }

    /// Puts a version of a post back into its file, which is unpublished then. A deleted post comes back; of a version that
    /// deleted it, the text before. Text that is in no version yet is replaced only when `replace` says so; what is replaced
    /// is kept in the recovery log.
    ///
    /// # Errors
    /// `restore.unpublished`, `history.unknown`, `post.unsaved`, `library.in-use`, `keep.failed`, and what Git and the disk
    /// say.
    pub fn restore(&self, path: &str, version: &str, replace: bool, cancel: &Cancel) -> Result<VerbResult> {
        let inner = &self.inner;
        let _one_at_a_time = lock(&inner.writing);
        let _alone = inner.alone()?;
        let path = paths::normal(path);
        paths::resolve(&inner.root, &path)?;
        inner.save_open(&std::iter::once(path.clone()).collect())?;
        let found = inner.one_version(&path, version, cancel)?;
        let repository = inner.repository()?;
        let (at, name) = match found.before.filter(|_| found.deleted) {
            Some(before) => (before, found.from.as_deref().unwrap_or(&found.path)),
            None => (found.commit.id, found.path.as_path()),
        };
        let bytes = repository
            .as_on_disk(at, name, &inner.git_path(&path))
            .map_err(|error| git_error(error, &inner.root))?;
        let Some(bytes) = bytes else {
            let arguments = [("path", path.as_str()), ("version", version)];
            return Err(Error::new("history.no-text", &arguments));
        };
        let file = inner.root.join(&path);
        let now = match disk::read(&inner.root, &path) {
            Ok(now) => Some(now),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => return Err(Error::io(error, &file)),
        };
        if let Some(now) = now.as_ref().filter(|now| **now != bytes) {
            inner.refresh_changes()?;
            let unpublished = inner
                .index()
                .changes()
                .get(&path)
                .is_some_and(|kind| *kind != ChangeKind::Deleted);
            if unpublished && !replace {
                return Err(Error::new("restore.unpublished", &[("path", &path)]));
            }
            inner.keep(&path, now.clone())?;
        }
        let mut undo = None;
        if now.as_deref() != Some(&bytes) {
            inner.replace(&path, now.as_deref(), Some(&bytes))?;
            undo = Some(inner.can_undo(Undo::Replaced(Replaced {
                path: path.clone(),
                before: now,
                after: Some(bytes),
                back: Back::Text,
            })));
        }
        inner.wake_status();
        inner.tell_index();
        Ok(VerbResult { path, undo })
    }
}

/// A version and the one before it.
struct Both {
    name: String,
    before: Post,
    after: Post,
    deleted: bool,
}

impl Inner {
    /// The version of this id, or the one whose id begins so.
    fn one_version(&self, path: &str, version: &str, cancel: &Cancel) -> Result<git::Version> {
        let git_path = self.git_path(path);
        if let Some(known) = lock(&self.known_versions).get(&git_path, version) {
            return Ok(known);
        }
        // A whole id is the only one of its kind: nothing older has to be looked at.
        let whole = version.len() >= 40;
        let mut named = Vec::new();
        let mut hear = |_, found: Option<&git::Version>| {
            // A few letters could be the beginning of many.
            let is = |found: &&git::Version| {
                version.len() >= 4 && found.commit.id.to_string().starts_with(version)
            };
            named.extend(found.filter(is).cloned());
            !(whole && named.len() == 1)
        };
        self.repository()?
            .versions_told(&git_path, usize::MAX, REACH, &mut hear, cancel)
            .map_err(|error| git_error(error, &self.root))?;
        match <[git::Version; 1]>::try_from(named) {
            Ok([found]) => Ok(found),
            Err(_) => Err(Error::new(
                "history.unknown",
                &[("path", path), ("version", version)],
            )),
        }
    }

    /// Who made the last version of a file, and when.
    pub(crate) fn last_version(&self, git_path: &Path) -> Option<(String, String)> {
        let found = self.repository().ok()?;
        let found = found.versions(git_path, 1, REACH, &Cancel::none()).ok()?;
        let version = found.list.first()?;
        Some((version.commit.author.name.clone(), moment(&version.commit)))
    }

    fn both(&self, path: &str, version: &str, cancel: &Cancel) -> Result<Both> {
        let read = |id: Option<git::Id>, name: &Path| self.kept_text(id, name);
        if version == NOW {
            return Ok(Both {
                name: path.to_owned(),
                before: Post::parse(self.head_bytes(path)?.unwrap_or_default()),
                after: Post::parse(self.bytes_now(path).unwrap_or_default()),
                deleted: false,
            });
        }
        let found = self.one_version(path, version, cancel)?;
        Ok(Both {
            name: self.library_path(&found.path).unwrap_or_else(|| path.to_owned()),
            before: read(found.before, found.from.as_deref().unwrap_or(&found.path))?,
            after: read(Some(found.commit.id), &found.path)?,
            deleted: found.deleted,
        })
    }

    fn kept_text(&self, id: Option<git::Id>, name: &Path) -> Result<Post> {
        let bytes = match id {
            Some(id) => self.repository()?.read_blob(git::Revision::Commit(id), name),
            None => Ok(None),
        };
        let bytes = bytes.map_err(|e| git_error(e, &self.root))?;
        Ok(Post::parse(bytes.unwrap_or_default()))
    }

    fn head_bytes(&self, path: &str) -> Result<Option<Vec<u8>>> {
        let read = self
            .repository()?
            .read_blob(git::Revision::Head, &self.git_path(path));
        read.map_err(|e| git_error(e, &self.root))
    }

    /// The text as it is here, the editor's where it is open, with the line ends that Git keeps.
    fn bytes_now(&self, path: &str) -> Option<Vec<u8>> {
        let bytes = match self.session_of(path) {
            Some((_, session)) => lock(&session).post().bytes().to_vec(),
            None => disk::read(&self.root, path).ok()?,
        };
        let kept = self.repository().ok()?.as_kept(&self.git_path(path), &bytes);
        Some(kept.unwrap_or(bytes))
    }

    fn unversioned(&self, path: &str) -> Result<Option<UnversionedWords>> {
        let (before, after) = (self.head_bytes(path)?, self.bytes_now(path));
        if before == after {
            return Ok(None);
        }
        let [before, after] = [before, after].map(|bytes| Post::parse(bytes.unwrap_or_default()));
        let (added, removed) = words(&before, &after);
        Ok(Some(UnversionedWords { added, removed }))
    }

    /// The commits that the server does not have.
    fn only_here(&self) -> Result<HashSet<git::Id>> {
        match self.repository()?.unpushed() {
            Ok(commits) => Ok(commits.into_iter().map(|commit| commit.id).collect()),
            Err(
                git::Error::NoUpstream | git::Error::NoRemote | git::Error::Unborn | git::Error::Detached,
            ) => Ok(HashSet::new()),
            Err(error) => Err(git_error(error, &self.root)),
        }
    }

    fn version(&self, version: &git::Version, only_here: &HashSet<git::Id>) -> PostVersion {
        let commit = &version.commit;
        let name = |path: &Path| {
            self.library_path(path)
                .unwrap_or_else(|| path.display().to_string())
        };
        let before = self.kept_text(version.before, version.from.as_deref().unwrap_or(&version.path));
        let after = self.kept_text(Some(commit.id), &version.path);
        // A text that Git cannot give is said when it is asked for; the list is whole without its count.
        let (added, removed) = match (before, after) {
            (Ok(before), Ok(after)) => words(&before, &after),
            _ => (0, 0),
        };
        PostVersion {
            id: commit.id.to_string(),
            short: commit.id.short(),
            title: commit.summary.clone(),
            author: commit.author.name.clone(),
            date: moment(commit),
            path: name(&version.path),
            from: version.from.as_deref().map(name),
            deleted: version.deleted,
            only_here: only_here.contains(&commit.id),
            added,
            removed,
        }
    }
}

fn words(before: &Post, after: &Post) -> (u32, u32) {
    let (before, after) = (lf(before.body()), lf(after.body()));
    (
        compare::words_added(&before, &after),
        compare::words_added(&after, &before),
    )
}

/// When a version was made, as `2026-06-04T10:42:00+02:00`.
fn moment(commit: &git::CommitInfo) -> String {
    let offset = jiff::tz::Offset::from_seconds(commit.when.offset_minutes.saturating_mul(60));
    let zone = offset.unwrap_or(jiff::tz::Offset::UTC).to_time_zone();
    let at = jiff::Timestamp::from_second(commit.when.seconds).unwrap_or_default();
    at.to_zoned(zone).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}
