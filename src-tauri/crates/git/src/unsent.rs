//! Finding the commit of an earlier attempt that was made and not sent.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use git2::DiffOptions;

use crate::error::Error;
use crate::id::Id;
use crate::lfs;
use crate::repository::Repository;
use crate::sides::in_tree;

impl Repository {
    /// The oldest commit that the remote lacks, when it changes exactly these paths and to what they are on disk now, so
    /// that pushing it is all that is left to do. Found in the repository itself: a restart forgets nothing.
    ///
    /// Compared is what Git would keep of the files, line endings and modes included, not the bytes on disk.
    pub fn unsent(&self, paths: &[PathBuf]) -> Result<Option<Id>, Error> {
        let Some(oldest) = self.unpushed()?.pop() else {
            return Ok(None);
        };
        let chosen: HashSet<&PathBuf> = paths.iter().collect();
        if chosen.is_empty() {
            return Ok(None);
        }
        let changed = self.changed_paths(oldest.id)?;
        if changed.iter().collect::<HashSet<_>>() != chosen {
            return Ok(None);
        }
        Ok(self.is_on_disk(oldest.id, paths)?.then_some(oldest.id))
    }

    /// Whether these files are on disk what they are in a commit, as Git would keep them.
    pub fn is_on_disk(&self, commit: Id, paths: &[PathBuf]) -> Result<bool, Error> {
        let repo = self.opened()?;
        let commit = repo.find_commit(commit.0)?;
        Ok(paths.is_empty() || differing(&repo, &commit, paths)?.is_empty())
    }
}

/// Those of `paths` that are not on disk as they are in `target`.
fn differing(
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
    let tree = target.tree()?;
    let work_dir = repo.workdir().unwrap_or_else(|| repo.path());
    let same = |path: &PathBuf| {
        let there = in_tree(Some(&tree), path).ok().flatten();
        lfs::is_same(repo, path, &work_dir.join(path), there)
    };
    let touches = |path: &PathBuf| found.iter().flatten().any(|other| other.starts_with(path));
    let differs = |path: &&PathBuf| touches(path) && !same(path);
    Ok(paths.iter().filter(differs).cloned().collect())
}
