//! The folder that a site is built into: a new one beside the old, exchanged with it when it is complete.
//!
//! A marker in each built folder lists what a build wrote, so that nothing else is ever replaced.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rustix::fs::{CWD, FlockOperation, RenameFlags, flock, renameat_with};

use crate::error::{Error, Result};

/// The list of what a build wrote, in the folder that it wrote.
const MARKER: &str = ".galley-site";
/// The marker's first line.
const MARK: &str = "This folder is written by `galley build`. Do not change it: the next build replaces it.";
/// What desktops leave in folders.
const LITTER: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// A site that is being written.
pub(super) struct Out {
    target: PathBuf,
    temp: PathBuf,
    /// The marker, locked as long as somebody writes here.
    marker: File,
    written: Mutex<BTreeSet<String>>,
}

impl Out {
    /// Makes a folder beside `out` to write to.
    ///
    /// # Errors
    /// `build.inside`, `build.other-files`, `build.not-a-folder`, and what the disk says.
    pub(super) fn begin(root: &Path, out: &Path) -> Result<Self> {
        let target = whole(out)?;
        let shown = target.display().to_string();
        let root = fs::canonicalize(root).map_err(|e| Error::io(e, root))?;
        if target.starts_with(&root) || root.starts_with(&target) {
            return Err(Error::new("build.inside", &[("path", &shown)]));
        }
        let (Some(parent), Some(name)) = (target.parent(), target.file_name()) else {
            return Err(Error::new("folder.unnamed", &[]));
        };
        fs::create_dir_all(parent).map_err(|e| Error::io(e, parent))?;
        let prefix = format!(".{}.galley-build-", name.to_string_lossy());
        take_up(parent, &prefix, &target)?;
        check(&target)?;
        let temp = parent.join(format!("{prefix}{}", std::process::id()));
        fs::create_dir(&temp).map_err(|e| Error::io(e, &temp))?;
        let path = temp.join(MARKER);
        let marker = File::create(&path).and_then(|file| {
            flock(&file, FlockOperation::NonBlockingLockExclusive)?;
            Ok(file)
        });
        Ok(Out {
            marker: marker.map_err(|e| Error::io(e, &path))?,
            target,
            temp,
            written: Mutex::default(),
        })
    }

    /// Writes a file of the site.
    ///
    /// # Errors
    /// What the disk says.
    pub(super) fn write(&self, path: &str, bytes: &[u8]) -> Result<()> {
        let file = self.place(path)?;
        fs::write(&file, bytes).map_err(|e| Error::io(e, &file))
    }

    /// Copies a file into the site; who may read it does not go along.
    ///
    /// # Errors
    /// What the disk says.
    pub(super) fn copy(&self, path: &str, from: &Path) -> Result<()> {
        let mut source = File::open(from).map_err(|e| Error::io(e, from))?;
        let file = self.place(path)?;
        let copied = File::create(&file).and_then(|mut to| io::copy(&mut source, &mut to));
        copied.map(drop).map_err(|e| Error::io(e, &file))
    }

    /// Whether the site has this file already.
    pub(super) fn has(&self, path: &str) -> bool {
        self.written().contains(path)
    }

    fn place(&self, path: &str) -> Result<PathBuf> {
        let plain = Path::new(path)
            .components()
            .all(|part| matches!(part, Component::Normal(_)));
        if !plain || path.is_empty() || path == MARKER {
            return Err(Error::new("post.outside", &[("path", path)]));
        }
        let file = self.temp.join(path);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).map_err(|e| Error::io(e, folder))?;
        }
        self.written().insert(path.to_owned());
        Ok(file)
    }

    fn written(&self) -> std::sync::MutexGuard<'_, BTreeSet<String>> {
        self.written.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts the new site in the place of the old one, in one step. Answers how many files it has.
    ///
    /// # Errors
    /// What the disk says, and `build.other-files` when some came meanwhile; the old site is in its place then.
    pub(super) fn finish(self) -> Result<usize> {
        let written = self.written().clone();
        let mut text = String::from(MARK);
        for path in &written {
            text.push('\n');
            text.push_str(path);
        }
        text.push('\n');
        let failed = |e: io::Error| Error::io(e, &self.target);
        (&self.marker).write_all(text.as_bytes()).map_err(failed)?;
        check(&self.target)?;
        if fs::symlink_metadata(&self.target).is_err() {
            fs::rename(&self.temp, &self.target).map_err(failed)?;
            return Ok(written.len());
        }
        match renameat_with(CWD, &self.temp, CWD, &self.target, RenameFlags::EXCHANGE) {
            Ok(()) => {}
            // File systems without an exchange: for a moment there is none, and the next build knows where the old one is.
            Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS | rustix::io::Errno::OPNOTSUPP) => {
                let old = old_of(&self.temp);
                fs::rename(&self.target, &old).map_err(failed)?;
                if let Err(error) = fs::rename(&self.temp, &self.target) {
                    let _ = fs::rename(&old, &self.target);
                    return Err(failed(error));
                }
                let _ = fs::remove_dir_all(&old);
            }
            Err(error) => return Err(failed(error.into())),
        }
        Ok(written.len())
    }
}

impl Drop for Out {
    fn drop(&mut self) {
        // The unfinished new site, or the old one after the exchange.
        let _ = fs::remove_dir_all(&self.temp);
    }
}

fn old_of(temp: &Path) -> PathBuf {
    let mut name = temp.file_name().unwrap_or_default().to_owned();
    name.push("-old");
    temp.with_file_name(name)
}

/// The whole path of a folder that may not be there yet, links resolved.
fn whole(out: &Path) -> Result<PathBuf> {
    let out = std::path::absolute(out).map_err(|e| Error::io(e, out))?;
    let mut there = out.as_path();
    let mut rest = Vec::new();
    loop {
        if fs::symlink_metadata(there).is_ok() {
            let mut found = fs::canonicalize(there).map_err(|e| Error::io(e, there))?;
            found.extend(rest.into_iter().rev());
            return Ok(found);
        }
        // A name that ends in `..` has none.
        let (Some(parent), Some(name)) = (there.parent(), there.file_name()) else {
            return Err(Error::new("folder.unnamed", &[]));
        };
        rest.push(name.to_owned());
        there = parent;
    }
}

/// Refuses whatever is there and no folder, and a folder that holds anything that no build wrote.
fn check(target: &Path) -> Result<()> {
    let shown = target.display().to_string();
    // Links were followed before: one that stands here now came meanwhile.
    match fs::symlink_metadata(target) {
        Ok(found) if found.is_dir() => {}
        Ok(_) => return Err(Error::new("build.not-a-folder", &[("path", &shown)])),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(Error::io(error, target)),
    }
    let marker = fs::read_to_string(target.join(MARKER)).unwrap_or_default();
    let mut lines = marker.lines();
    let ours: BTreeSet<&str> = if lines.next() == Some(MARK) {
        lines.collect()
    } else {
        BTreeSet::new()
    };
    match foreign(target, "", &ours) {
        Some(name) => Err(Error::new(
            "build.other-files",
            &[("path", &shown), ("name", &name)],
        )),
        None => Ok(()),
    }
}

/// A file below `folder` that is not one of ours.
fn foreign(target: &Path, folder: &str, ours: &BTreeSet<&str>) -> Option<String> {
    let entries = fs::read_dir(target.join(folder)).into_iter().flatten().flatten();
    for entry in entries {
        let name = entry.file_name();
        let path = match name.to_str() {
            Some(name) if folder.is_empty() => name.to_owned(),
            Some(name) => format!("{folder}/{name}"),
            None => return Some(name.to_string_lossy().into_owned()),
        };
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            if let Some(found) = foreign(target, &path, ours) {
                return Some(found);
            }
            continue;
        }
        let known = ours.contains(path.as_str())
            || path == MARKER && !ours.is_empty()
            || name.to_str().is_some_and(|name| LITTER.contains(&name));
        if !known {
            return Some(path);
        }
    }
    None
}

/// Takes up what a killed build left: an old site that lost its place gets it back, the rest is removed.
fn take_up(parent: &Path, prefix: &str, target: &Path) -> Result<()> {
    let entries = fs::read_dir(parent).map_err(|e| Error::io(e, parent))?;
    for entry in entries.flatten() {
        let name = entry.file_name();
        if !name.to_str().is_some_and(|name| name.starts_with(prefix)) {
            continue;
        }
        let path = entry.path();
        let Ok(marker) = File::open(path.join(MARKER)) else {
            // Killed before it wrote anything; a folder with something in it stays.
            let _ = fs::remove_dir(&path);
            continue;
        };
        if flock(&marker, FlockOperation::NonBlockingLockExclusive).is_err() {
            // Another build is at work there.
            continue;
        }
        if name.to_str().is_some_and(|name| name.ends_with("-old")) && fs::symlink_metadata(target).is_err() {
            fs::rename(&path, target).map_err(|e| Error::io(e, target))?;
        } else {
            let _ = fs::remove_dir_all(&path);
        }
    }
    Ok(())
}

#[cfg(test)]
#[path = "out_tests.rs"]
mod tests;
