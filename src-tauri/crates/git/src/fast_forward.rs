//! Taking over what the remote has, where nothing was committed here.

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use git2::build::CheckoutBuilder;
use git2::{CheckoutNotificationType, DiffOptions};

use crate::attributes;
use crate::commit::move_branch;
use crate::durable;
use crate::error::Error;
use crate::hooks;
use crate::id::Id;
use crate::paths;
use crate::repository::{Head, Repository, refuse_busy};
use crate::upstream::Upstream;

/// What a fast-forward did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FastForward {
    /// What was checked out before; `None` when the branch had no commit.
    pub from: Option<Id>,
    /// What is checked out now.
    pub to: Id,
    /// The files that were written or removed, relative to the work tree.
    pub paths: Vec<PathBuf>,
}

impl Repository {
    /// Moves the branch, and the files that changed, to what the remote had when it was last fetched. `None` when there
    /// is nothing to take over.
    ///
    /// [`Error::Diverged`] when there are commits here too; [`Error::WouldOverwrite`] when a file that would be written
    /// has local changes, and then no file is touched.
    pub fn fast_forward(&self) -> Result<Option<FastForward>, Error> {
        let repo = self.opened_to_write()?;
        let head = Head::read(&repo)?;
        let branch = head.branch()?.to_owned();
        let Some(tip) = Upstream::required(&repo, &head)?.tip else {
            return Ok(None);
        };
        if let Some(id) = head.id {
            if id == tip || repo.graph_descendant_of(id, tip)? {
                return Ok(None);
            }
            if !repo.graph_descendant_of(tip, id)? {
                return Err(Error::Diverged);
            }
        }
        refuse_busy(&repo)?;
        hooks::refuse(&repo, &hooks::MERGING)?;
        let target = repo.find_commit(tip)?;
        let changed = self.changed_between(&repo, head.id, &target)?;
        for path in &changed {
            attributes::refuse_filtered(&repo, path)?;
        }
        let signature = repo
            .signature()
            .or_else(|_| git2::Signature::now("unknown", "unknown"))?;
        self.check_out(&repo, &target, &changed)?;
        move_branch(
            &repo,
            &branch,
            head.id,
            tip,
            &signature,
            "merge: fast-forward",
            || Ok(()),
        )?;
        durable::sync(self.git_dir())?;
        Ok(Some(FastForward {
            from: head.id.map(Id),
            to: Id(tip),
            paths: changed,
        }))
    }

    fn changed_between(
        &self,
        repo: &git2::Repository,
        from: Option<git2::Oid>,
        to: &git2::Commit<'_>,
    ) -> Result<Vec<PathBuf>, Error> {
        let from = from.map(|id| repo.find_commit(id)?.tree()).transpose()?;
        let diff = repo.diff_tree_to_tree(from.as_ref(), Some(&to.tree()?), None)?;
        let bytes = |file: git2::DiffFile<'_>| file.path_bytes().and_then(paths::from_bytes);
        Ok(diff
            .deltas()
            .filter_map(|delta| bytes(delta.new_file()).or_else(|| bytes(delta.old_file())))
            .collect())
    }

    /// Writes what changed. What stands in the way but is already as it is to be (left by a crash, or made twice) is
    /// only noted in the index.
    fn check_out(
        &self,
        repo: &git2::Repository,
        target: &git2::Commit<'_>,
        changed: &[PathBuf],
    ) -> Result<(), Error> {
        let in_the_way = match safely(repo, target, &[])? {
            blocked if blocked.is_empty() => return Ok(()),
            blocked => blocked,
        };
        let different = differing(repo, target, &in_the_way)?;
        if !different.is_empty() {
            return Err(Error::WouldOverwrite { paths: different });
        }
        let rest: Vec<PathBuf> = changed
            .iter()
            .filter(|path| !in_the_way.contains(path))
            .cloned()
            .collect();
        if !rest.is_empty() {
            let blocked = safely(repo, target, &rest)?;
            if !blocked.is_empty() {
                return Err(Error::WouldOverwrite { paths: blocked });
            }
        }
        let mut index = repo.index()?;
        index.read(true)?;
        for path in &in_the_way {
            index.add_path(path)?;
        }
        Ok(index.write()?)
    }
}

/// Checks out `only` these paths (all, when empty) where nothing is lost by it. If something would be, no file is
/// touched, and the answer is what stands in the way.
fn safely(
    repo: &git2::Repository,
    target: &git2::Commit<'_>,
    only: &[PathBuf],
) -> Result<Vec<PathBuf>, Error> {
    let in_the_way = RefCell::new(Vec::new());
    let mut checkout = CheckoutBuilder::new();
    checkout
        .safe()
        .disable_pathspec_match(true)
        .notify_on(CheckoutNotificationType::CONFLICT);
    // An ignored file that stands in the way is the writer's too.
    checkout.overwrite_ignored(false);
    for path in only {
        checkout.path(path);
    }
    checkout.notify(|_, path: Option<&Path>, _, _, _| {
        in_the_way.borrow_mut().extend(path.map(Path::to_owned));
        true
    });
    let done = repo.checkout_tree(target.as_object(), Some(&mut checkout));
    drop(checkout);
    match done {
        Ok(()) => Ok(Vec::new()),
        Err(error) if error.code() == git2::ErrorCode::Conflict => Ok(in_the_way.into_inner()),
        Err(error) => Err(error.into()),
    }
}

/// Those of `paths` that are not on disk as they are in `target`.
pub(crate) fn differing(
    repo: &git2::Repository,
    target: &git2::Commit<'_>,
    paths: &[PathBuf],
) -> Result<Vec<PathBuf>, Error> {
    let mut options = DiffOptions::new();
    options
        .disable_pathspec_match(true)
        .include_untracked(true)
        .include_ignored(true);
    options
        .recurse_untracked_dirs(true)
        .recurse_ignored_dirs(true)
        .include_typechange(true);
    for path in paths {
        options.pathspec(path);
    }
    let diff = repo.diff_tree_to_workdir(Some(&target.tree()?), Some(&mut options))?;
    let named = |delta: git2::DiffDelta<'_>| {
        [delta.new_file().path(), delta.old_file().path()]
            .into_iter()
            .flatten()
            .map(Path::to_owned)
            .collect()
    };
    let found: Vec<Vec<PathBuf>> = diff.deltas().map(named).collect();
    let touches = |path: &PathBuf| found.iter().flatten().any(|other| other.starts_with(path));
    Ok(paths.iter().filter(|path| touches(path)).cloned().collect())
}
