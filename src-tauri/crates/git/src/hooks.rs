//! Hooks: which of them would run. None is run yet, and none is skipped silently.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::unsupported::Unsupported;

/// Those of a commit.
pub(crate) const COMMITTING: [&str; 5] = [
    "pre-commit",
    "prepare-commit-msg",
    "commit-msg",
    "post-commit",
    "reference-transaction",
];
/// Those of commits that are made anew.
pub(crate) const REPLAYING: [&str; 1] = ["post-rewrite"];
/// Those of a push, on this side.
pub(crate) const PUSHING: [&str; 1] = ["pre-push"];
/// Those of a fast-forward.
pub(crate) const MERGING: [&str; 2] = ["post-merge", "reference-transaction"];
/// Those of a push, on the other side.
pub(crate) const RECEIVING: [&str; 7] = [
    "pre-receive",
    "update",
    "post-receive",
    "post-update",
    "proc-receive",
    "push-to-checkout",
    "reference-transaction",
];

/// An error when one of these would run.
pub(crate) fn refuse(repo: &git2::Repository, names: &[&str]) -> Result<(), Error> {
    let found = active(repo, names)?;
    if found.is_empty() {
        Ok(())
    } else {
        Err(Error::unsupported(Unsupported::Hooks, found.join(", ")))
    }
}

/// Those of `names` that are there and executable.
pub(crate) fn active(repo: &git2::Repository, names: &[&str]) -> Result<Vec<String>, Error> {
    let folder = folder(repo)?;
    Ok(names
        .iter()
        .filter(|name| is_executable(&folder.join(name)))
        .map(|name| (*name).to_owned())
        .collect())
}

pub(crate) fn is_executable(file: &Path) -> bool {
    std::fs::metadata(file)
        .is_ok_and(|metadata| metadata.is_file() && metadata.permissions().mode() & 0o111 != 0)
}

fn folder(repo: &git2::Repository) -> Result<PathBuf, Error> {
    match repo.config()?.get_path("core.hooksPath") {
        // A relative one starts where hooks are run: at the top of the work tree.
        Ok(path) => Ok(repo.workdir().unwrap_or_else(|| repo.path()).join(path)),
        Err(error) if error.code() == git2::ErrorCode::NotFound => Ok(repo.commondir().join("hooks")),
        Err(error) => Err(error.into()),
    }
}
