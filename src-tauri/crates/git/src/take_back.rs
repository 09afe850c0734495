//! Taking back a commit that was not sent, and undoing one that was.

use std::path::PathBuf;

use crate::apart;
use crate::commit::{Committed, Onto, When};
use crate::durable;
use crate::error::Error;
use crate::hooks;
use crate::id::Id;
use crate::make::{Entries, Making, move_branch};
use crate::moment::{Moment, reached};
use crate::replay;
use crate::repository::{Head, Repository, refuse_busy};
use crate::sides::{Changed, in_tree};
use crate::signing::Signer;
use crate::staging::Staging;
use crate::upstream::Upstream;

impl Repository {
    /// Takes a commit that was not pushed out of the branch: the files on disk stay as they are, so that what it said is in
    /// no commit. Commits that stand on it are made anew without it; returned are their old and new names, oldest first.
    ///
    /// [`Error::NothingToCommit`] when it is not among the commits that were not pushed, or is the very first one.
    pub fn take_back(&self, commit: Id) -> Result<Vec<(Id, Id)>, Error> {
        let repo = self.opened_to_write()?;
        let head = Head::read(&repo)?;
        let branch = head.branch()?.to_owned();
        refuse_busy(&repo)?;
        hooks::allow(&repo, &hooks::MOVING)?;
        hooks::allow(&repo, &hooks::REPLAYING)?;
        let signer = Signer::of(&repo, self.identity()?.as_ref())?;
        if !self.unpushed()?.iter().any(|known| known.id == commit) {
            return Err(Error::NothingToCommit);
        }
        let (Some(at), found) = (head.id, repo.find_commit(commit.0)?) else {
            return Err(Error::NothingToCommit);
        };
        let parent = match found.parent_ids().collect::<Vec<_>>()[..] {
            [parent] => parent,
            _ => return Err(Error::NothingToCommit),
        };
        replay::refuse_signed(&repo, Some(at), Some(commit.0), signer.as_ref())?;
        let (before, after) = (repo.find_commit(parent)?.tree()?, found.tree()?);
        let changed = Changed::between(&repo, Some(&before), Some(&after))?;
        let entries = Entries::of(changed.files.iter().map(|(path, (old, _))| (path, *old)));
        let mut staging = Staging::lock(&repo, &branch)?;
        // What was staged since, stays.
        let index = staging.index();
        let same = |path: &PathBuf, new: Option<crate::sides::File>| {
            let known = index.get_path(path, 0);
            known.map(|known| (known.mode, known.id)) == new.map(|new| (new.mode, new.id))
        };
        let ours: Vec<_> = changed
            .files
            .iter()
            .filter(|(path, (_, new))| same(path, *new))
            .map(|(path, (old, _))| (path, *old))
            .collect();
        Entries::of(ours.into_iter()).put_in_index(staging.index())?;
        let (new, anew) = replay::on_top(&repo, at, commit.0, parent, &entries, signer.as_ref())?;
        staging.write()?;
        durable::sync(self.git_dir())?;
        let signature = repo
            .signature()
            .or_else(|_| git2::Signature::now("unknown", "unknown"))?;
        let log = "reset: a commit that was not sent";
        move_branch(&repo, &branch, Some(at), new, &signature, log, || {
            staging.publish()
        })?;
        reached(Moment::TakenBack);
        durable::sync(self.git_dir())?;
        drop(staging);
        hooks::rewritten(&repo, &anew);
        Ok(in_pairs(anew))
    }

    /// Moves the branch to what the remote has, when its files are the same and nothing stands between but these commits and
    /// merges with them: what they said was sent in another commit. Files and index stay as they are. False when there is
    /// anything else.
    pub fn drop_superseded(&self, attempts: &[Id]) -> Result<bool, Error> {
        let repo = self.opened_to_write()?;
        let head = Head::read(&repo)?;
        let branch = head.branch()?.to_owned();
        refuse_busy(&repo)?;
        let tip = Upstream::required(&repo, &head)?.tip;
        let (Some(at), Some(tip)) = (head.id, tip) else {
            return Ok(false);
        };
        if at == tip || !repo.graph_descendant_of(at, tip)? {
            return Ok(false);
        }
        let tree = |id| -> Result<git2::Oid, Error> { Ok(repo.find_commit(id)?.tree_id()) };
        if tree(at)? != tree(tip)? {
            return Ok(false);
        }
        // A merge alone is one of what the remote has on both sides, as nothing else is in the way.
        for commit in self.unpushed()? {
            let merges = repo.find_commit(commit.id.0)?.parent_count() > 1;
            if !merges && !attempts.contains(&commit.id) {
                return Ok(false);
            }
        }
        hooks::allow(&repo, &hooks::MOVING)?;
        let _staging = Staging::lock(&repo, &branch)?;
        let signature = repo
            .signature()
            .or_else(|_| git2::Signature::now("unknown", "unknown"))?;
        let log = "reset: what was sent in other commits";
        move_branch(&repo, &branch, Some(at), tip, &signature, log, || Ok(()))?;
        durable::sync(self.git_dir())?;
        Ok(true)
    }

    /// Puts a commit back into the branch that was made here and taken back: the branch and the index move, the files on disk
    /// stay as they are. Commits that came where it stood are made anew on top; returned are their old and new names, oldest
    /// first.
    ///
    /// `None`, and nothing is changed, when it is not there any more, stands on something that is not checked out, or when
    /// one of those that came changed the same files.
    pub fn take_up(&self, commit: Id) -> Result<Option<Vec<(Id, Id)>>, Error> {
        let repo = self.opened_to_write()?;
        let head = Head::read(&repo)?;
        let branch = head.branch()?.to_owned();
        refuse_busy(&repo)?;
        hooks::allow(&repo, &hooks::MOVING)?;
        let (Some(at), Ok(found)) = (head.id, repo.find_commit(commit.0)) else {
            return Ok(None);
        };
        if at == commit.0 || repo.graph_descendant_of(at, commit.0)? {
            return Ok(Some(Vec::new()));
        }
        let parent = match found.parent_ids().collect::<Vec<_>>()[..] {
            [parent] if parent == at || repo.graph_descendant_of(at, parent)? => parent,
            _ => return Ok(None),
        };
        let tree = |id| -> Result<git2::Tree<'_>, Error> { Ok(repo.find_commit(id)?.tree()?) };
        let before = tree(parent)?;
        let changed = Changed::between(&repo, Some(&before), Some(&found.tree()?))?;
        let since = Changed::between(&repo, Some(&before), Some(&tree(at)?))?;
        if since.files.keys().any(|path| changed.files.contains_key(path)) {
            return Ok(None);
        }
        let signer = Signer::of(&repo, self.identity()?.as_ref())?;
        if parent != at {
            hooks::allow(&repo, &hooks::REPLAYING)?;
            replay::refuse_signed(&repo, Some(at), Some(parent), signer.as_ref())?;
        }
        let entries = Entries::of(changed.files.iter().map(|(path, (_, new))| (path, *new)));
        let mut staging = Staging::lock(&repo, &branch)?;
        entries.put_in_index(staging.index())?;
        let (new, anew) = match parent == at {
            true => (commit.0, Vec::new()),
            false => replay::on_top(&repo, at, parent, commit.0, &entries, signer.as_ref())?,
        };
        staging.write()?;
        durable::sync(self.git_dir())?;
        let signature = found.committer();
        let log = "commit: taken up again";
        move_branch(&repo, &branch, Some(at), new, &signature, log, || {
            staging.publish()
        })?;
        durable::sync(self.git_dir())?;
        drop(staging);
        hooks::rewritten(&repo, &anew);
        Ok(Some(in_pairs(anew)))
    }

    /// Makes a commit on what the remote has that gives the files of `commit` the bytes that they had before it. The files
    /// on disk stay as they are, and are then unlike what is committed; one that `commit` brought is committed no longer, and
    /// stays too. Earlier commits that were not pushed are made anew on top, as with [`Onto::Upstream`].
    ///
    /// Files in `leave` stay as they are over there.
    ///
    /// [`Error::ChangedSince`] when later commits changed the same files; [`Error::NothingToCommit`] when the remote does
    /// not have `commit`, or it changed nothing.
    pub fn undo(
        &self,
        commit: Id,
        message: &str,
        when: Option<When>,
        leave: &[PathBuf],
    ) -> Result<Committed, Error> {
        let repo = self.opened_to_write()?;
        let head = Head::read(&repo)?;
        let branch = head.branch()?.to_owned();
        let signer = self.signer(&repo, None)?;
        let base = self.base(&repo, &head, Onto::Upstream)?;
        let (Some(tip), Ok(found)) = (Upstream::required(&repo, &head)?.tip, repo.find_commit(commit.0))
        else {
            return Err(Error::NothingToCommit);
        };
        if tip != commit.0 && !repo.graph_descendant_of(tip, commit.0)? {
            return Err(Error::NothingToCommit);
        }
        if found.parent_count() > 1 {
            return Err(Error::NothingToCommit);
        }
        let before = found.parents().next().map(|parent| parent.tree()).transpose()?;
        let mut changed = Changed::between(&repo, before.as_ref(), Some(&found.tree()?))?;
        changed.files.retain(|path, _| !leave.contains(path));
        let now = repo.find_commit(tip)?.tree()?;
        let mut since = Vec::new();
        for (path, (_, new)) in &changed.files {
            if in_tree(Some(&now), path)? != *new {
                since.push(path.clone());
            }
        }
        if !since.is_empty() {
            return Err(Error::ChangedSince { paths: since });
        }
        let two = apart::read(&repo)?.into_iter().map(|note| note.path);
        let two: Vec<PathBuf> = two.filter(|path| changed.files.contains_key(path)).collect();
        if !two.is_empty() {
            return Err(Error::TwoVersions { paths: two });
        }
        let time = when.map(|when| git2::Time::new(when.seconds, when.offset_minutes));
        let signature = self.signature(None, time)?;
        let message = git2::message_prettify(message, None)?;
        let entries = Entries::of(changed.files.iter().map(|(path, (old, _))| (path, *old)));
        let mut staging = Staging::lock(&repo, &branch)?;
        entries.put_in_index(staging.index())?;
        let making = Making {
            repo: &repo,
            head: &head,
            base,
            entries: &entries,
            signature: &signature,
            signer: signer.as_ref(),
            message: &message,
        };
        making.commit(staging, self.git_dir())
    }
}

fn in_pairs(anew: Vec<(git2::Oid, git2::Oid)>) -> Vec<(Id, Id)> {
    anew.into_iter().map(|(old, new)| (Id(old), Id(new))).collect()
}
