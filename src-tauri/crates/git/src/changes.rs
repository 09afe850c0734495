//! Which files differ from what the remote has.
//!
//! Two quick comparisons are put together: upstream tree with index, and index with work tree (which reads only files
//! whose size or time changed). The few paths that both name, or whose bytes differ, are then compared directly: the
//! one may undo what the other did, and a file of another size may be the same to Git, which converts line endings.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use git2::{Delta, DiffDelta, DiffOptions};

use crate::disk::Disk;
use crate::error::Error;
use crate::lfs;
use crate::paths;
use crate::repository::{Head, Repository};
use crate::sides::in_tree;
use crate::upstream::Upstream;

/// How a file differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChangeKind {
    /// The remote does not have it.
    New,
    /// The remote has other bytes, or another kind of file.
    Changed,
    /// The remote has it, and it is gone here.
    Deleted,
}

/// A file that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Relative to the work tree.
    pub path: PathBuf,
    /// How.
    pub kind: ChangeKind,
}

// Bits of an index entry that say "do not look at the work tree": assume-unchanged and skip-worktree.
const ASSUME_UNCHANGED: u16 = 0x8000;
const SKIP_WORKTREE: u16 = 0x4000;

impl Repository {
    /// The files that differ on disk from what the remote has, as far as that was brought in here (see
    /// [`Repository::bring_in`]), sorted by path. Ignored files, submodules and repositories inside are left out.
    /// Without a branch (detached), what is checked out is what they are compared with. Where the remote has no such branch, what it has is where this one left the remote's others; everything is new when it
    /// left none.
    ///
    /// `within` limits the answer to these files and folders; empty means everything. Nothing is written, not even
    /// the index's notes about file times.
    pub fn changes(&self, within: &[PathBuf]) -> Result<Vec<Change>, Error> {
        let repo = self.opened()?;
        let head = Head::read(&repo)?;
        let shared = shared(&repo, &head)?;
        let tree = shared.map(|tip| repo.find_commit(tip)?.tree()).transpose()?;
        let index = repo.index()?;

        let mut staged = BTreeMap::new();
        let mut options = options(within);
        let diff = repo.diff_tree_to_index(tree.as_ref(), Some(&index), Some(&mut options))?;
        collect(&diff, &mut staged);

        let mut touched = BTreeMap::new();
        options.include_untracked(true).recurse_untracked_dirs(true);
        let diff = repo.diff_index_to_workdir(Some(&index), Some(&mut options))?;
        collect(&diff, &mut touched);
        touched.retain(|path, kind| *kind != ChangeKind::Deleted || !not_looked_at(&index, path));

        let mut unsure = Vec::new();
        let mut all = BTreeMap::new();
        for (path, kind) in staged {
            // A file that left the index may still be there, ignored.
            let left = kind == ChangeKind::Deleted && self.work_dir().join(&path).symlink_metadata().is_ok();
            if left || touched.contains_key(&path) {
                touched.remove(&path);
                unsure.push(path);
            } else {
                all.insert(path, kind);
            }
        }
        for (path, kind) in touched {
            if kind == ChangeKind::Changed {
                unsure.push(path);
            } else {
                all.insert(path, kind);
            }
        }
        if !unsure.is_empty() {
            let mut options = self::options(&unsure);
            options.include_untracked(true).include_ignored(true);
            options.recurse_untracked_dirs(true).recurse_ignored_dirs(true);
            let diff = repo.diff_tree_to_workdir(tree.as_ref(), Some(&mut options))?;
            let mut direct = BTreeMap::new();
            collect(&diff, &mut direct);
            // A path given to libgit2 also means all below it.
            let unsure: BTreeSet<PathBuf> = unsure.into_iter().collect();
            all.extend(direct.into_iter().filter(|(path, _)| unsure.contains(path)));
        }
        // Compared were bytes with a pointer.
        let mut changed = Vec::new();
        for (path, kind) in all {
            let there = || in_tree(tree.as_ref(), &path);
            let place = self.work_dir().join(&path);
            if kind != ChangeKind::Changed || !lfs::is_same(&repo, &path, &place, there()?) {
                changed.push((path, kind));
            }
        }
        Ok(changed
            .into_iter()
            .map(|(path, kind)| Change { path, kind })
            .collect())
    }

    /// How one file differs, as [`Repository::changes`] says it; without a look at the index, which lists all others too.
    /// A file that Git was told not to look at (`assume-unchanged`) is looked at.
    pub fn change_of(&self, path: &Path) -> Result<Option<ChangeKind>, Error> {
        let repo = self.opened()?;
        let head = Head::read(&repo)?;
        let shared = shared(&repo, &head)?;
        let tree = shared.map(|tip| repo.find_commit(tip)?.tree()).transpose()?;
        let there = in_tree(tree.as_ref(), path)?;
        // libgit2 would read the whole index for the attributes that it may have; where the work tree has those files, it has
        // their last word.
        if !lacks_attributes(tree.as_ref(), self.work_dir(), path)? {
            repo.set_index(&mut git2::Index::new()?)?;
        }
        // What is written from here on goes to memory.
        repo.odb()?.add_new_mempack_backend(1000)?;
        let here = Disk::new(&repo, self.work_dir()).at(path, there);
        match (there, here) {
            (Some(there), Ok(Some(here))) if there == here => Ok(None),
            (Some(_), Ok(Some(_))) => Ok(Some(ChangeKind::Changed)),
            (None, Ok(Some(_))) if !repo.is_path_ignored(path)? => Ok(Some(ChangeKind::New)),
            // Whether Git knows it all the same, or was told to leave it out, stands in the index.
            _ => {
                let all = self.changes(&[path.to_owned()])?;
                Ok(all
                    .into_iter()
                    .find(|change| change.path == path)
                    .map(|change| change.kind))
            }
        }
    }
}

/// What the files are compared with: what both sides have, and without a branch what is checked out.
fn shared(repo: &git2::Repository, head: &Head) -> Result<Option<git2::Oid>, Error> {
    if head.branch.is_none() {
        return Ok(head.id);
    }
    Upstream::of_head(repo, head)?.map_or(Ok(None), |upstream| upstream.shared(repo, head))
}

/// True when a `.gitattributes` that tells of this path is in the tree and not in the work tree: Git takes the index's then.
fn lacks_attributes(tree: Option<&git2::Tree<'_>>, work_dir: &Path, path: &Path) -> Result<bool, Error> {
    for folder in path.ancestors().skip(1) {
        let attributes = folder.join(".gitattributes");
        if !work_dir.join(&attributes).exists() && in_tree(tree, &attributes)?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

fn options(within: &[PathBuf]) -> DiffOptions {
    let mut options = DiffOptions::new();
    options
        .ignore_submodules(true)
        .include_typechange(true)
        .disable_pathspec_match(true)
        .skip_binary_check(true);
    for path in within {
        options.pathspec(path);
    }
    options
}

fn collect(diff: &git2::Diff<'_>, into: &mut BTreeMap<PathBuf, ChangeKind>) {
    for delta in diff.deltas() {
        if let Some((path, kind)) = kind_of(&delta) {
            into.insert(path, kind);
        }
    }
}

fn kind_of(delta: &DiffDelta<'_>) -> Option<(PathBuf, ChangeKind)> {
    let (old, new) = (delta.old_file(), delta.new_file());
    let link = git2::FileMode::Commit;
    if old.mode() == link || new.mode() == link {
        return None;
    }
    let kind = match delta.status() {
        Delta::Added | Delta::Untracked | Delta::Ignored | Delta::Copied => ChangeKind::New,
        Delta::Deleted => ChangeKind::Deleted,
        Delta::Modified | Delta::Typechange | Delta::Conflicted | Delta::Renamed | Delta::Unreadable => {
            ChangeKind::Changed
        }
        Delta::Unmodified => return None,
    };
    let bytes = if kind == ChangeKind::Deleted {
        old.path_bytes()
    } else {
        new.path_bytes()
    };
    let bytes = bytes.or(old.path_bytes())?;
    // A repository inside is named as a folder.
    if bytes.ends_with(b"/") {
        return None;
    }
    paths::from_bytes(bytes).map(|path| (path, kind))
}

fn not_looked_at(index: &git2::Index, path: &Path) -> bool {
    index
        .get_path(path, 0)
        .is_some_and(|entry| entry.flags & ASSUME_UNCHANGED != 0 || entry.flags_extended & SKIP_WORKTREE != 0)
}
