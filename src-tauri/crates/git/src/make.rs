//! Making a commit of entries that are worked out, on the commit to build on, with what was there before on top; and
//! moving the branch to it together with the index.

use std::path::{Path, PathBuf};

use crate::commit::Committed;
use crate::durable;
use crate::error::Error;
use crate::hooks;
use crate::id::Id;
use crate::moment::{Moment, reached};
use crate::replay;
use crate::repository::{Head, Opened};
use crate::sides::{File, entry};
use crate::signing::{self, Signer};
use crate::staging::Staging;
use crate::trees;

/// A commit to be made.
pub(crate) struct Making<'a> {
    pub(crate) repo: &'a Opened,
    /// What is checked out.
    pub(crate) head: &'a Head,
    /// The commit to build on.
    pub(crate) base: Option<git2::Oid>,
    /// What changes.
    pub(crate) entries: &'a Entries,
    pub(crate) signature: &'a git2::Signature<'a>,
    /// Who signs it, and what is made anew on top.
    pub(crate) signer: Option<&'a Signer>,
    pub(crate) message: &'a str,
}

impl Making<'_> {
    /// Makes it. `staging` has the entries already.
    pub(crate) fn commit(&self, mut staging: Staging, git_dir: &Path) -> Result<Committed, Error> {
        let Making {
            repo,
            head,
            base,
            entries,
            signature,
            signer,
            message,
        } = *self;
        let branch = head.branch()?;
        let replay = base != head.id;
        if replay {
            hooks::allow(repo, &hooks::REPLAYING)?;
            replay::refuse_signed(repo, head.id, base, signer)?;
        }
        let base_commit = base.map(|id| repo.find_commit(id)).transpose()?;
        let base_tree = base_commit.as_ref().map(git2::Commit::tree).transpose()?;
        let tree = entries.put_into(repo, base_tree.as_ref())?;
        if base_tree
            .as_ref()
            .map_or_else(|| empty_tree(repo), |tree| Ok(tree.id()))?
            == tree
        {
            return Err(Error::NothingToCommit);
        }
        reached(Moment::TreeWritten);
        let tree = repo.find_tree(tree)?;
        let parents: Vec<_> = base_commit.iter().collect();
        let bytes = repo.commit_create_buffer(signature, signature, message, &tree, &parents)?;
        let id = signing::write(repo, &bytes, signer)?;
        reached(Moment::CommitWritten);
        let (new_head, replayed) = match (base, head.id) {
            (Some(base), Some(old)) if replay => replay::on_top(repo, old, base, id, entries, signer)?,
            _ => (id, Vec::new()),
        };
        reached(Moment::Replayed);

        staging.write()?;
        reached(Moment::IndexWritten);
        durable::sync(git_dir)?;
        reached(Moment::Synced);
        let summary = message.lines().next().unwrap_or_default();
        let log = match replayed.len() {
            0 if head.id.is_none() => format!("commit (initial): {summary}"),
            0 => format!("commit: {summary}"),
            count => format!("commit: {summary} ({count} earlier on top)"),
        };
        move_branch(repo, branch, head.id, new_head, signature, &log, || {
            reached(Moment::BranchLocked);
            staging.publish()?;
            reached(Moment::IndexPublished);
            Ok(())
        })?;
        reached(Moment::BranchMoved);
        durable::sync(git_dir)?;
        drop(staging);
        reached(Moment::Committed);
        hooks::rewritten(repo, &replayed);
        Ok(Committed {
            id: Id(id),
            head: Id(new_head),
            replayed: replayed
                .into_iter()
                .map(|(old, new)| (Id(old), Id(new)))
                .collect(),
            changed: Vec::new(),
        })
    }
}

/// What the chosen paths are in the new commit.
pub(crate) struct Entries {
    gone: Vec<PathBuf>,
    here: Vec<git2::IndexEntry>,
}

impl Entries {
    /// These files, as they are.
    pub(crate) fn of<'f>(files: impl Iterator<Item = (&'f PathBuf, Option<File>)>) -> Self {
        let mut entries = Self {
            gone: Vec::new(),
            here: Vec::new(),
        };
        for (path, file) in files {
            match file {
                Some(file) => entries.here.push(entry(path, file)),
                None => entries.gone.push(path.clone()),
            }
        }
        entries
    }

    /// Makes an index say the same.
    pub(crate) fn put_in_index(&self, index: &mut git2::Index) -> Result<(), Error> {
        for path in &self.gone {
            if index.get_path(path, 0).is_some() {
                index.remove(path, 0)?;
            }
        }
        for entry in &self.here {
            index.add(entry)?;
        }
        Ok(())
    }

    pub(crate) fn read(index: &git2::Index, chosen: &[PathBuf]) -> Self {
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
        trees::with(repo, tree, &self.gone, &self.here)
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
