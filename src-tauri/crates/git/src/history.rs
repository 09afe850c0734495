//! What is in the history: who is ahead of whom, commits that were not pushed, files as they were.

use std::path::{Path, PathBuf};

use git2::{ErrorCode, ObjectType, Oid, Sort};

use crate::commit::When;
use crate::error::Error;
use crate::id::Id;
use crate::identity::Identity;
use crate::repository::{Head, Repository};
use crate::sides::Changed;
use crate::upstream::Upstream;

/// Which version of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Revision {
    /// The one that is checked out.
    Head,
    /// The one that the remote had when it was last asked.
    Upstream,
    /// The one that both sides have: the remote's, as far as it was brought in here.
    Shared,
    /// That of a commit.
    Commit(Id),
}

/// A commit, for a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommitInfo {
    /// Its name.
    pub id: Id,
    /// Who wrote it.
    pub author: Identity,
    /// The author's date.
    pub when: When,
    /// The first line of the message.
    pub summary: String,
    /// The whole message.
    pub message: String,
}

impl Repository {
    /// How many commits are only here, and how many only on the remote, as of the last fetch. Without a remote
    /// branch, all commits are only here.
    pub fn ahead_behind(&self) -> Result<(usize, usize), Error> {
        let repo = self.opened()?;
        let head = Head::read(&repo)?;
        let upstream = Upstream::of_head(&repo, &head)?.and_then(|upstream| upstream.tip);
        match (head.id, upstream) {
            (Some(head), Some(tip)) => Ok(repo.graph_ahead_behind(head, tip)?),
            (Some(_), None) => Ok((self.unpushed_ids(&repo, &head)?.len(), 0)),
            (None, Some(tip)) => {
                let mut walk = repo.revwalk()?;
                walk.push(tip)?;
                Ok((0, walk.count()))
            }
            (None, None) => Ok((0, 0)),
        }
    }

    /// The commits that are only here, newest first.
    pub fn unpushed(&self) -> Result<Vec<CommitInfo>, Error> {
        let repo = self.opened()?;
        let head = Head::read(&repo)?;
        let ids = self.unpushed_ids(&repo, &head)?;
        ids.into_iter()
            .map(|id| Ok(info(&repo.find_commit(id)?)))
            .collect()
    }

    /// Whether the remote's branch has a commit, as far as is known here.
    pub fn is_sent(&self, commit: Id) -> Result<bool, Error> {
        let repo = self.opened()?;
        let upstream = Upstream::of_head(&repo, &Head::read(&repo)?)?;
        Ok(match upstream.and_then(|upstream| upstream.tip) {
            Some(tip) => tip == commit.0 || repo.graph_descendant_of(tip, commit.0)?,
            None => false,
        })
    }

    /// The first line of a commit's message.
    pub fn summary(&self, commit: Id) -> Result<String, Error> {
        Ok(info(&self.opened()?.find_commit(commit.0)?).summary)
    }

    /// The commit whose name begins so. `None` when there is none, or more than one.
    pub fn find(&self, beginning: &str) -> Result<Option<Id>, Error> {
        let digits = beginning.len() >= 4 && beginning.chars().all(|c| c.is_ascii_hexdigit());
        if !digits || beginning.len() > 40 {
            return Ok(None);
        }
        let repo = self.opened()?;
        Ok(repo
            .find_commit_by_prefix(beginning)
            .ok()
            .map(|commit| Id(commit.id())))
    }

    /// The files that a commit changed against its first parent (all of its files when it has none).
    pub fn changed_paths(&self, commit: Id) -> Result<Vec<PathBuf>, Error> {
        let repo = self.opened()?;
        let commit = repo.find_commit(commit.0)?;
        let before = commit.parents().next().map(|parent| parent.tree()).transpose()?;
        let diff = repo.diff_tree_to_tree(before.as_ref(), Some(&commit.tree()?), None)?;
        let paths = diff
            .deltas()
            .filter_map(|delta| delta.new_file().path().map(Path::to_path_buf));
        Ok(paths.collect())
    }

    /// The files that the remote's branch has otherwise than a commit, as far as is known here.
    pub fn changed_there_since(&self, commit: Id) -> Result<Vec<PathBuf>, Error> {
        let repo = self.opened()?;
        let upstream = Upstream::of_head(&repo, &Head::read(&repo)?)?;
        let Some(tip) = upstream.and_then(|upstream| upstream.tip) else {
            return Ok(Vec::new());
        };
        let tree = |id| -> Result<git2::Tree<'_>, Error> { Ok(repo.find_commit(id)?.tree()?) };
        let changed = Changed::between(&repo, Some(&tree(commit.0)?), Some(&tree(tip)?))?;
        Ok(changed.files.into_keys().collect())
    }

    /// Files that commits of this side gave another name and that the remote was not told of: old and new names.
    pub fn renamed_here(&self) -> Result<Vec<(PathBuf, PathBuf)>, Error> {
        let repo = self.opened()?;
        let head = Head::read(&repo)?;
        let upstream = Upstream::of_head(&repo, &head)?;
        let shared = upstream.map_or(Ok(None), |upstream| upstream.shared(&repo, &head))?;
        match (shared, head.id) {
            (Some(shared), Some(id)) if shared != id => {
                let tree = |id| -> Result<git2::Tree<'_>, Error> { Ok(repo.find_commit(id)?.tree()?) };
                Ok(Changed::between(&repo, Some(&tree(shared)?), Some(&tree(id)?))?.renames)
            }
            _ => Ok(Vec::new()),
        }
    }

    /// Whether Git leaves this file out: a rule ignores it, and it is not in the index.
    pub fn is_ignored(&self, path: &Path) -> Result<bool, Error> {
        let repo = self.opened()?;
        Ok(repo.index()?.get_path(path, 0).is_none() && repo.is_path_ignored(path)?)
    }

    /// The bytes that a file had before this commit, as they are committed; `None` where there was none.
    pub fn before(&self, commit: Id, path: &Path) -> Result<Option<Vec<u8>>, Error> {
        let repo = self.opened()?;
        let parent = repo.find_commit(commit.0)?.parent_ids().next();
        match parent {
            Some(parent) => self.read_blob(Revision::Commit(Id(parent)), path),
            None => Ok(None),
        }
    }

    /// Whether it is known here what the remote has: `false` for a branch of which the remote was never seen to have any
    /// commit, and for one that has none yet.
    pub fn knows_remote(&self) -> Result<bool, Error> {
        let repo = self.opened()?;
        let head = Head::read(&repo)?;
        Ok(match (Upstream::of_head(&repo, &head)?, head.id) {
            (Some(upstream), Some(id)) => {
                let began = || upstream.branched_off(&repo, id).map(|began| began.is_some());
                upstream.tip.is_some() || (!upstream.configured && began()?)
            }
            (Some(upstream), None) => upstream.tip.is_some(),
            (None, _) => true,
        })
    }

    fn unpushed_ids(&self, repo: &git2::Repository, head: &Head) -> Result<Vec<Oid>, Error> {
        let Some(id) = head.id else {
            return Ok(Vec::new());
        };
        let mut walk = repo.revwalk()?;
        walk.set_sorting(Sort::TOPOLOGICAL | Sort::TIME)?;
        walk.push(id)?;
        if let Some(upstream) = Upstream::of_head(repo, head)? {
            match upstream.tip {
                Some(tip) => walk.hide(tip)?,
                // A new branch: what other branches of the remote have is not new.
                None => walk.hide_glob(&format!("refs/remotes/{}/*", upstream.remote))?,
            }
        }
        Ok(walk.collect::<Result<_, _>>()?)
    }

    /// The bytes of a file as Git keeps them (line endings as in the repository, not as in the work tree). `None`
    /// when the version has no such file, or when there is no such version.
    pub fn read_blob(&self, revision: Revision, path: &Path) -> Result<Option<Vec<u8>>, Error> {
        let repo = self.opened()?;
        let commit = match revision {
            Revision::Commit(id) => Some(id.0),
            Revision::Head => Head::read(&repo)?.id,
            Revision::Upstream => {
                Upstream::of_head(&repo, &Head::read(&repo)?)?.and_then(|upstream| upstream.tip)
            }
            Revision::Shared => {
                let head = Head::read(&repo)?;
                match Upstream::of_head(&repo, &head)? {
                    Some(upstream) => upstream.shared(&repo, &head)?,
                    None => None,
                }
            }
        };
        let Some(commit) = commit else {
            return Ok(None);
        };
        let entry = match repo.find_commit(commit)?.tree()?.get_path(path) {
            Ok(entry) => entry,
            Err(error) if error.code() == ErrorCode::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        if entry.kind() != Some(ObjectType::Blob) {
            return Ok(None);
        }
        Ok(Some(repo.find_blob(entry.id())?.content().to_owned()))
    }
}

pub(crate) fn info(commit: &git2::Commit<'_>) -> CommitInfo {
    let author = commit.author();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let message = text(commit.message_bytes());
    CommitInfo {
        id: Id(commit.id()),
        author: Identity {
            name: text(author.name_bytes()),
            email: text(author.email_bytes()),
        },
        when: When {
            seconds: author.when().seconds(),
            offset_minutes: author.when().offset_minutes(),
        },
        summary: message.lines().next().unwrap_or_default().to_owned(),
        message,
    }
}
