//! A tree that is another tree but for a few paths. Only the folders above these paths are read and written.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use git2::{FileMode, IndexEntry, Oid, Repository, Tree};

use crate::error::Error;
use crate::paths;

/// A path, and the mode and blob that it becomes; `None` when it goes.
type Change<'a> = (&'a [u8], Option<(u32, Oid)>);

/// What becomes of one name of a folder.
#[derive(Default)]
struct Name<'a> {
    /// The file of this name: its mode and blob.
    file: Option<(u32, Oid)>,
    /// Paths below it, from there on.
    below: Vec<Change<'a>>,
}

/// Writes the tree that is `tree` with `here`, and without `gone`. As in an index, a file takes the place of a folder of its
/// name, and a folder that of a file.
pub(crate) fn with(
    repo: &Repository,
    tree: Option<&Tree<'_>>,
    gone: &[PathBuf],
    here: &[IndexEntry],
) -> Result<Oid, Error> {
    let gone: Vec<_> = gone.iter().map(|path| paths::to_bytes(path)).collect();
    let gone = gone.iter().map(|path| (&**path, None));
    let here = here
        .iter()
        .map(|entry| (&*entry.path, Some((entry.mode, entry.id))));
    match folder(repo, tree, gone.chain(here).collect())? {
        Some(id) => Ok(id),
        None => Ok(repo.treebuilder(None)?.write()?),
    }
}

/// A folder with these changes; `None` when nothing is left in it.
fn folder(
    repo: &Repository,
    tree: Option<&Tree<'_>>,
    changes: Vec<Change<'_>>,
) -> Result<Option<Oid>, Error> {
    let mut builder = repo.treebuilder(tree)?;
    let mut names: BTreeMap<&[u8], Name<'_>> = BTreeMap::new();
    for (path, file) in changes {
        match path.iter().position(|byte| *byte == b'/') {
            Some(end) => {
                let name = names.entry(&path[..end]).or_default();
                name.below.push((&path[end + 1..], file));
            }
            None => {
                let name = names.entry(path).or_default();
                name.file = file;
                // What goes is a file: a folder of its name is not meant.
                let entry = builder.get(as_path(path))?;
                if file.is_none() && entry.is_some_and(|entry| entry.filemode() != i32::from(FileMode::Tree))
                {
                    builder.remove(as_path(path))?;
                }
            }
        }
    }
    for (name, change) in names {
        let path = as_path(name);
        if let Some((mode, id)) = change.file {
            builder.insert(path, id, mode.cast_signed())?;
        } else if !change.below.is_empty() {
            let entry = builder
                .get(path)?
                .map(|entry| (entry.filemode() == i32::from(FileMode::Tree), entry.id()));
            let inner = match entry {
                Some((true, id)) => Some(repo.find_tree(id)?),
                _ => None,
            };
            // Where another file stands, nothing is below it that could go.
            let comes = change.below.iter().any(|(_, file)| file.is_some());
            if inner.is_none() && !comes {
                continue;
            }
            match folder(repo, inner.as_ref(), change.below)? {
                Some(id) => drop(builder.insert(path, id, i32::from(FileMode::Tree))?),
                None => builder.remove(path)?,
            }
        }
    }
    if builder.is_empty() {
        return Ok(None);
    }
    Ok(Some(builder.write()?))
}

fn as_path(name: &[u8]) -> &Path {
    Path::new(OsStr::from_bytes(name))
}
