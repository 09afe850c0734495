//! Files that were deleted somewhere in the history.

use std::path::PathBuf;

use git2::{Delta, DiffFindOptions, Sort};

use crate::cancel::Cancel;
use crate::error::Error;
use crate::history::{CommitInfo, info};
use crate::id::Id;
use crate::paths;
use crate::repository::{Head, Repository};

/// A file that a commit deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deleted {
    /// Where it stood.
    pub path: PathBuf,
    /// The commit that deleted it.
    pub commit: CommitInfo,
    /// The commit before, which still has it.
    pub before: Id,
}

impl Repository {
    /// Tells the files that were deleted up to what is checked out, newest first, as they are found in at most `reach`
    /// commits: how many were looked at, and what one of them deleted. A file that got another name is not among them, one
    /// that came back is. Ends where the answer is false.
    ///
    /// [`Error::Cancelled`].
    pub fn deleted(
        &self,
        reach: usize,
        tell: &mut dyn FnMut(usize, Vec<Deleted>) -> bool,
        cancel: &Cancel,
    ) -> Result<(), Error> {
        let repo = self.opened()?;
        let Some(head) = Head::read(&repo)?.id else {
            return Ok(());
        };
        let mut walk = repo.revwalk()?;
        walk.set_sorting(Sort::TIME)?;
        walk.push(head)?;
        for (count, id) in walk.take(reach).enumerate() {
            cancel.check()?;
            let commit = repo.find_commit(id?)?;
            let mut parents = commit.parents();
            // What a merge lacks was deleted by one of the commits that it joins.
            let found = match (parents.next(), parents.next()) {
                (Some(parent), None) => gone(&repo, &commit, &parent)?,
                _ => Vec::new(),
            };
            if !tell(count + 1, found) {
                break;
            }
        }
        Ok(())
    }
}

fn gone(
    repo: &git2::Repository,
    commit: &git2::Commit<'_>,
    parent: &git2::Commit<'_>,
) -> Result<Vec<Deleted>, Error> {
    if commit.tree_id() == parent.tree_id() {
        return Ok(Vec::new());
    }
    let (before, after) = (parent.tree()?, commit.tree()?);
    let mut diff = repo.diff_tree_to_tree(Some(&before), Some(&after), None)?;
    let has = |diff: &git2::Diff<'_>, status| diff.deltas().any(|delta| delta.status() == status);
    if !has(&diff, Delta::Deleted) {
        return Ok(Vec::new());
    }
    if has(&diff, Delta::Added) {
        diff.find_similar(Some(DiffFindOptions::new().renames(true)))?;
    }
    let deleted = diff.deltas().filter(|delta| delta.status() == Delta::Deleted);
    let paths = deleted.filter_map(|delta| delta.old_file().path_bytes().and_then(paths::from_bytes));
    Ok(paths
        .map(|path| Deleted {
            path,
            commit: info(commit),
            before: Id(parent.id()),
        })
        .collect())
}
