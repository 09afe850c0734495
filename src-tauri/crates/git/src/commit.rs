//! Committing chosen paths as they are on disk, and nothing else.

use std::path::{Path, PathBuf};

use crate::attributes;
use crate::durable;
use crate::error::{Error, Unsupported};
use crate::hooks;
use crate::id::Id;
use crate::identity::Identity;
use crate::location::Location;
use crate::moment::{Moment, reached};
use crate::paths::{self, OnDisk};
use crate::push;
use crate::replay;
use crate::repository::{Head, Repository, refuse_busy};
use crate::ssh_setting;
use crate::staging::Staging;
use crate::upstream::Upstream;

/// Which commit to build on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Onto {
    /// On what is checked out: earlier commits that were not pushed go along with it.
    Head,
    /// On what the remote has: earlier commits that were not pushed stay behind. They are made anew on top, with
    /// the same author, message and dates; each keeps its own files, except that the committed paths are what the new
    /// commit has. So there is never a conflict, and none is dropped but an earlier attempt at this commit: the
    /// same author and message, and these paths alone changed to the same.
    Upstream,
}

/// A moment, for the author's and the committer's date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// Seconds since 1970, UTC.
    pub seconds: i64,
    /// Minutes east of UTC.
    pub offset_minutes: i32,
}

/// What to commit.
#[derive(Debug, Clone)]
pub struct CommitRequest<'a> {
    /// Which commit to build on.
    pub onto: Onto,
    /// Files and links, relative to the work tree: added, changed or (when they are gone) deleted.
    pub paths: &'a [PathBuf],
    /// The message; tidied like `git commit -m` does.
    pub message: &'a str,
    /// The date; now, when `None`.
    pub when: Option<When>,
    /// Who makes it, when that is not the writer whom Git knows.
    pub by: Option<Identity>,
}

/// A commit that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Committed {
    /// The new commit: what is to be pushed.
    pub id: Id,
    /// What is checked out now: the same, or the last of the commits that were made anew on top.
    pub head: Id,
    /// The commits that were made anew: their old and their new names, oldest first.
    pub replayed: Vec<(Id, Id)>,
}

impl Repository {
    /// Checks, without writing anything, whether the checked out branch could be committed to and pushed at all:
    /// a branch, nothing under way, an identity, a usable remote, no hooks and no signing.
    pub fn check_publishable(&self) -> Result<(), Error> {
        let repo = self.opened_to_write()?;
        let head = Head::read(&repo)?;
        head.branch()?;
        self.refuse_commit(&repo, None)?;
        push::refuse(&repo)?;
        let location = Upstream::required(&repo, &head)?.push_location(&repo, &head, self.work_dir())?;
        if matches!(location, Location::Ssh(_)) {
            ssh_setting::read(&repo)?;
        }
        Ok(())
    }

    fn refuse_commit(&self, repo: &git2::Repository, by: Option<&Identity>) -> Result<(), Error> {
        refuse_busy(repo)?;
        hooks::refuse(repo, &hooks::COMMITTING)?;
        if repo
            .config()?
            .snapshot()?
            .get_bool("commit.gpgsign")
            .unwrap_or(false)
        {
            return Err(Error::unsupported(Unsupported::Signing, "commit.gpgsign=true"));
        }
        match by {
            Some(_) => Ok(()),
            None => self.identity()?.map(drop).ok_or(Error::NoIdentity),
        }
    }

    /// Commits exactly these paths as they are on disk, moves the branch, and updates the index for these paths; all
    /// else that is staged stays staged.
    ///
    /// [`Error::NothingToCommit`] when the paths are as they are in the commit to build on. With [`Onto::Upstream`]:
    /// [`Error::RemoteMoved`] when the upstream has commits that HEAD lacks, [`Error::NoUpstream`] when the remote has
    /// no such branch but there are commits here. Nothing is written when [`Error::Unsupported`],
    /// [`Error::BadPath`], [`Error::Busy`] or [`Error::Locked`] come back.
    pub fn commit_paths(&self, request: &CommitRequest<'_>) -> Result<Committed, Error> {
        self.commit_paths_instead(request, &[])
    }

    /// Like [`Repository::commit_paths`], in the place of earlier commits of the caller's own: those of `instead` that were
    /// not pushed and have nothing left to say beside the new one are not made anew.
    pub fn commit_paths_instead(
        &self,
        request: &CommitRequest<'_>,
        instead: &[Id],
    ) -> Result<Committed, Error> {
        let repo = self.opened_to_write()?;
        let head = Head::read(&repo)?;
        let branch = head.branch()?.to_owned();
        self.refuse_commit(&repo, request.by.as_ref())?;
        let base = self.base(&repo, &head, request.onto)?;
        let replay = base != head.id;
        if replay {
            hooks::refuse(&repo, &hooks::REPLAYING)?;
            replay::refuse_signed(&repo, head.id, base)?;
        }
        let time = request
            .when
            .map(|when| git2::Time::new(when.seconds, when.offset_minutes));
        let signature = self.signature(request.by.as_ref(), time)?;
        let message = git2::message_prettify(request.message, None)?;
        if request.paths.is_empty() {
            return Err(Error::NothingToCommit);
        }

        let mut staging = Staging::lock(&repo, &branch)?;
        if staging.index().has_conflicts() {
            return Err(Error::Busy(crate::Busy::Merge));
        }
        let present = self.look_at_all(&repo, staging.index(), request.paths)?;
        stage(&repo, staging.index(), request.paths, &present)?;
        let entries = Entries::read(staging.index(), request.paths);
        reached(Moment::Staged);

        let base_commit = base.map(|id| repo.find_commit(id)).transpose()?;
        let base_tree = base_commit.as_ref().map(git2::Commit::tree).transpose()?;
        let tree = entries.put_into(&repo, base_tree.as_ref())?;
        if base_tree
            .as_ref()
            .map_or_else(|| empty_tree(&repo), |tree| Ok(tree.id()))?
            == tree
        {
            return Err(Error::NothingToCommit);
        }
        reached(Moment::TreeWritten);
        let tree = repo.find_tree(tree)?;
        let parents: Vec<_> = base_commit.iter().collect();
        let id = repo.commit(None, &signature, &signature, &message, &tree, &parents)?;
        reached(Moment::CommitWritten);
        let (new_head, replayed) = match (base, head.id) {
            (Some(base), Some(old)) if replay => replay::on_top(&repo, old, base, id, &entries, instead)?,
            _ => (id, Vec::new()),
        };
        reached(Moment::Replayed);

        staging.write()?;
        reached(Moment::IndexWritten);
        durable::sync(self.git_dir())?;
        reached(Moment::Synced);
        let summary = message.lines().next().unwrap_or_default();
        let log = match replayed.len() {
            0 if head.id.is_none() => format!("commit (initial): {summary}"),
            0 => format!("commit: {summary}"),
            count => format!("commit: {summary} ({count} earlier on top)"),
        };
        move_branch(&repo, &branch, head.id, new_head, &signature, &log, || {
            reached(Moment::BranchLocked);
            staging.publish()?;
            reached(Moment::IndexPublished);
            Ok(())
        })?;
        reached(Moment::BranchMoved);
        durable::sync(self.git_dir())?;
        drop(staging);
        reached(Moment::Committed);
        Ok(Committed {
            id: Id(id),
            head: Id(new_head),
            replayed: replayed
                .into_iter()
                .map(|(old, new)| (Id(old), Id(new)))
                .collect(),
        })
    }

    fn base(&self, repo: &git2::Repository, head: &Head, onto: Onto) -> Result<Option<git2::Oid>, Error> {
        if onto == Onto::Head {
            return Ok(head.id);
        }
        let upstream = Upstream::required(repo, head)?;
        match (upstream.tip, head.id) {
            (None, None) => Ok(None),
            (None, Some(_)) => Err(Error::NoUpstream),
            (Some(tip), Some(id)) if tip == id || repo.graph_descendant_of(id, tip)? => Ok(Some(tip)),
            (Some(_), _) => Err(Error::RemoteMoved {
                words: "the upstream branch has commits that are not here".into(),
            }),
        }
    }

    fn look_at_all(
        &self,
        repo: &git2::Repository,
        index: &git2::Index,
        chosen: &[PathBuf],
    ) -> Result<Vec<OnDisk>, Error> {
        let mut found = Vec::with_capacity(chosen.len());
        for path in chosen {
            let on_disk = paths::look(self.work_dir(), path)?;
            if inside_submodule(index, path) {
                return Err(Error::BadPath {
                    path: path.clone(),
                    why: "it belongs to another repository",
                });
            }
            if on_disk == OnDisk::File {
                attributes::refuse_filtered(repo, path)?;
            }
            found.push(on_disk);
        }
        Ok(found)
    }
}

fn inside_submodule(index: &git2::Index, path: &Path) -> bool {
    let link = u32::from(git2::FileMode::Commit);
    path.ancestors()
        .filter(|part| !part.as_os_str().is_empty())
        .any(|part| index.get_path(part, 0).is_some_and(|entry| entry.mode == link))
}

fn stage(
    repo: &git2::Repository,
    index: &mut git2::Index,
    chosen: &[PathBuf],
    present: &[OnDisk],
) -> Result<(), Error> {
    let config = repo.config()?.snapshot()?;
    let setting = |name| config.get_bool(name).unwrap_or(true);
    let (modes, links) = (setting("core.fileMode"), setting("core.symlinks"));
    let link = u32::from(git2::FileMode::Link);
    // Deletions first: a folder may have come where a file was.
    for (path, on_disk) in chosen.iter().zip(present) {
        if *on_disk == OnDisk::Nothing {
            index.remove_path(path)?;
        }
    }
    for (path, on_disk) in chosen.iter().zip(present) {
        if *on_disk == OnDisk::Nothing {
            continue;
        }
        let before = index.get_path(path, 0).map(|entry| entry.mode);
        if !links && before == Some(link) {
            return Err(Error::BadPath {
                path: path.clone(),
                why: "it is a link, and links are switched off here",
            });
        }
        index.add_path(path)?;
        // An index that is opened by its path does not know these settings of the repository.
        if !modes && *on_disk == OnDisk::File {
            let plain = u32::from(git2::FileMode::Blob);
            let mode = before.filter(|mode| *mode != link).unwrap_or(plain);
            if let Some(mut entry) = index.get_path(path, 0).filter(|entry| entry.mode != mode) {
                entry.mode = mode;
                index.add(&entry)?;
            }
        }
    }
    Ok(())
}

/// What the chosen paths are in the new commit.
pub(crate) struct Entries {
    gone: Vec<PathBuf>,
    here: Vec<git2::IndexEntry>,
}

impl Entries {
    fn read(index: &git2::Index, chosen: &[PathBuf]) -> Self {
        let mut entries = Self {
            gone: Vec::new(),
            here: Vec::new(),
        };
        for path in chosen {
            match index.get_path(path, 0) {
                Some(entry) => entries.here.push(entry),
                None => entries.gone.push(path.clone()),
            }
        }
        entries
    }

    /// The tree that is `tree` with these paths. Written to the repository.
    pub(crate) fn put_into(
        &self,
        repo: &git2::Repository,
        tree: Option<&git2::Tree<'_>>,
    ) -> Result<git2::Oid, Error> {
        let mut index = git2::Index::new()?;
        if let Some(tree) = tree {
            index.read_tree(tree)?;
        }
        for path in &self.gone {
            if index.get_path(path, 0).is_some() {
                index.remove(path, 0)?;
            }
        }
        for entry in &self.here {
            index.add(entry)?;
        }
        Ok(index.write_tree_to(repo)?)
    }
}

fn empty_tree(repo: &git2::Repository) -> Result<git2::Oid, Error> {
    Ok(repo.treebuilder(None)?.write()?)
}

/// Moves a branch from `from` to `to` under its lock, with `beside` done in between, and only if it is still at `from`.
pub(crate) fn move_branch(
    repo: &git2::Repository,
    branch: &str,
    from: Option<git2::Oid>,
    to: git2::Oid,
    signature: &git2::Signature<'_>,
    log: &str,
    beside: impl FnOnce() -> Result<(), Error>,
) -> Result<(), Error> {
    let mut transaction = repo.transaction()?;
    transaction.lock_ref(branch)?;
    let now = Head::read(repo)?;
    if now.branch.as_deref() != Some(branch) || now.id != from {
        return Err(Error::BranchMoved);
    }
    transaction.set_target(branch, to, Some(signature), log)?;
    beside()?;
    transaction.commit()?;
    Ok(())
}

#[cfg(test)]
#[path = "commit_tests.rs"]
mod tests;
