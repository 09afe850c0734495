//! The versions of a post: who made them, when, what they changed; and one of them back on disk.

use galley_git as git;
use galley_post::{Known, Post};

use crate::changes;
use crate::disk;
use crate::error::{Error, Result};
use crate::failure::git_error;
use crate::library::{Inner, Library, lock};
use crate::paths;
use crate::progress::Cancel;
use crate::view::{ChangeKind, PostChange, PostHistory, PostVersion};

/// In how many versions of the blog those of one post are looked for.
const REACH: usize = 100_000;

impl Library {
    /// The versions of a post up to what is here, newest first, at most `limit` of them; through other names that it had. A
    /// deleted post has versions too.
    ///
    /// # Errors
    /// `history.none`, `repository.none`, `cancelled`, and what Git says.
    pub fn history(&self, path: &str, limit: usize, cancel: &Cancel) -> Result<PostHistory> {
        let inner = &self.inner;
        let path = paths::normal(path);
        let found = inner.versions(&path, limit, cancel)?;
        if found.list.is_empty() && !found.more {
            return Err(Error::new("history.none", &[("path", &path)]));
        }
        Ok(PostHistory {
            more: found.more,
            versions: found.list.iter().map(|version| inner.version(version)).collect(),
        })
    }

    /// What a version of a post changed, as readers see it and as lines. `version` is an id or the beginning of one.
    ///
    /// # Errors
    /// `history.unknown`, and those of [`Library::history`].
    pub fn version_change(&self, path: &str, version: &str, cancel: &Cancel) -> Result<PostChange> {
        let inner = &self.inner;
        let path = paths::normal(path);
        let found = inner.one_version(&path, version, cancel)?;
        let read = |id: Option<git::Id>, name: &std::path::Path| -> Result<Post> {
            let bytes = match id {
                Some(id) => inner.repository()?.read_blob(git::Revision::Commit(id), name),
                None => Ok(None),
            };
            Ok(Post::parse(
                bytes.map_err(|e| git_error(e, &inner.root))?.unwrap_or_default(),
            ))
        };
        let before = read(found.before, found.from.as_deref().unwrap_or(&found.path))?;
        let after = read(Some(found.commit.id), &found.path)?;
        let name = inner.library_path(&found.path).unwrap_or_else(|| path.clone());
        let shown = if found.deleted { &before } else { &after };
        let title = shown
            .known(Known::Title)
            .and_then(|title| title.value.as_str().map(str::to_owned))
            .unwrap_or_else(|| name.clone());
        Ok(changes::between(inner, &name, &title, &before, &after))
    }

    /// Puts a version of a post back into its file, which is unpublished then. A deleted post comes back; of a version that
    /// deleted it, the text before. Text that is in no version yet is replaced only when `replace` says so, and then goes
    /// into the recovery log where there is one.
    ///
    /// # Errors
    /// `restore.unpublished`, `history.unknown`, `post.unsaved`, `library.in-use`, and what Git and the disk say.
    pub fn restore(&self, path: &str, version: &str, replace: bool, cancel: &Cancel) -> Result<()> {
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
            if let Some(log) = &inner.log {
                log.keep(&path, now.clone(), inner.clock.now().timestamp().as_millisecond());
                log.flush();
            }
        }
        if now.as_deref() != Some(&bytes) {
            inner.replace(&path, now.as_deref(), Some(&bytes))?;
        }
        inner.wake_status();
        inner.tell_index();
        Ok(())
    }
}

impl Inner {
    fn versions(&self, path: &str, limit: usize, cancel: &Cancel) -> Result<git::Versions> {
        let git_path = self.git_path(path);
        let found = self.repository()?.versions(&git_path, limit, REACH, cancel);
        found.map_err(|error| git_error(error, &self.root))
    }

    fn one_version(&self, path: &str, version: &str, cancel: &Cancel) -> Result<git::Version> {
        let all = self.versions(path, usize::MAX, cancel)?.list.into_iter();
        // A few letters could be the beginning of many.
        let mut named =
            all.filter(|found| version.len() >= 4 && found.commit.id.to_string().starts_with(version));
        match (named.next(), named.next()) {
            (Some(found), None) => Ok(found),
            _ => Err(Error::new(
                "history.unknown",
                &[("path", path), ("version", version)],
            )),
        }
    }

    fn version(&self, version: &git::Version) -> PostVersion {
        let commit = &version.commit;
        let name = |path: &std::path::Path| {
            self.library_path(path)
                .unwrap_or_else(|| path.display().to_string())
        };
        let offset = jiff::tz::Offset::from_seconds(commit.when.offset_minutes.saturating_mul(60));
        let zone = offset.unwrap_or(jiff::tz::Offset::UTC).to_time_zone();
        let at = jiff::Timestamp::from_second(commit.when.seconds).unwrap_or_default();
        PostVersion {
            id: commit.id.to_string(),
            short: commit.id.short(),
            title: commit.summary.clone(),
            author: commit.author.name.clone(),
            date: at.to_zoned(zone).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
            path: name(&version.path),
            from: version.from.as_deref().map(name),
            deleted: version.deleted,
        }
    }
}
