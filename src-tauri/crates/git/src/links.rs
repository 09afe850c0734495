//! Symbolic links and pipes inside Git's own folder.
//!
//! Git and libgit2 follow them when they write refs and append to reflogs. In a folder that came from elsewhere, a
//! link at such a place would lead a commit's line into any file of this computer; Git itself makes none there. A pipe
//! where a file is read would be waited for without end.

use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::unsupported::Unsupported;

/// Below these, refs and reflogs are written.
const TREES: [&str; 2] = ["refs", "logs"];
/// These are replaced or locked.
const FILES: [&str; 9] = [
    "HEAD",
    "config",
    "packed-refs",
    "index",
    "config.worktree",
    "galley-apart",
    "galley-files",
    "galley-switch",
    "galley-sync",
];

/// These are read as soon as a repository is opened.
const READ: [&str; 15] = [
    "HEAD",
    "commondir",
    "config",
    "config.worktree",
    "galley-apart",
    "galley-switch",
    "galley-sync",
    "gitdir",
    "index",
    "info/attributes",
    "info/exclude",
    "info/grafts",
    "objects/info/alternates",
    "packed-refs",
    "shallow",
];

/// Refuses a repository in or above `dir` that has a pipe or the like where a file is read. To be called before libgit2
/// opens it.
pub(crate) fn refuse_pipes(dir: &Path) -> Result<(), Error> {
    let dir = dir.canonicalize().unwrap_or_else(|_| dir.to_owned());
    let Some((git, found)) = dir.ancestors().find_map(|folder| {
        let git = folder.join(".git");
        let found = std::fs::metadata(&git).ok()?;
        Some((git, found))
    }) else {
        return Ok(());
    };
    if !found.is_dir() {
        return refuse_pipe(&git);
    }
    READ.iter().try_for_each(|name| refuse_pipe(&git.join(name)))?;
    let mut folders = vec![git.join("refs")];
    while let Some(folder) = folders.pop() {
        for file in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            match file.file_type() {
                Ok(kind) if kind.is_dir() => folders.push(file.path()),
                _ => refuse_pipe(&file.path())?,
            }
        }
    }
    Ok(())
}

fn refuse_pipe(path: &Path) -> Result<(), Error> {
    match std::fs::metadata(path) {
        Ok(found) if !found.is_file() && !found.is_dir() => Err(Error::unsupported(
            Unsupported::Link,
            format!("{} is not a file", path.display()),
        )),
        _ => Ok(()),
    }
}

/// Refuses a repository that has a link where a verb would write. Reads names only, no contents.
pub(crate) fn refuse(repo: &git2::Repository) -> Result<(), Error> {
    let mut folders = vec![repo.path()];
    if repo.commondir() != repo.path() {
        folders.push(repo.commondir());
    }
    for folder in folders {
        let mut open: Vec<PathBuf> = Vec::new();
        for name in FILES.iter().chain(&TREES) {
            look(folder.join(name), &mut open)?;
        }
        while let Some(inside) = open.pop() {
            let files = std::fs::read_dir(&inside)
                .map_err(|error| Error::io(format!("reading {}", inside.display()), error))?;
            for file in files {
                let file = file.map_err(|error| Error::io(format!("reading {}", inside.display()), error))?;
                look(file.path(), &mut open)?;
            }
        }
    }
    Ok(())
}

/// Refuses a link; puts a folder on the list.
fn look(path: PathBuf, folders: &mut Vec<PathBuf>) -> Result<(), Error> {
    // What is not there, or was removed meanwhile, leads nowhere.
    let Ok(kind) = std::fs::symlink_metadata(&path).map(|metadata| metadata.file_type()) else {
        return Ok(());
    };
    if kind.is_symlink() {
        return Err(Error::unsupported(Unsupported::Link, shown(&path)));
    }
    if kind.is_dir() {
        folders.push(path);
    }
    Ok(())
}

fn shown(path: &Path) -> String {
    format!("{} is a symbolic link", path.display())
}
