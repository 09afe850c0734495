//! Files of the work tree, written when all else is done: each in one step, and only over the bytes that were read.
//!
//! What is written stands ready in a folder of its own. It changes places with the file, and what came out is looked at:
//! another program's text that was not there before is put back.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use git2::build::CheckoutBuilder;
use rustix::fs::{CWD, RenameFlags, renameat_with};

use crate::cancel::Cancel;
use crate::disk::stored;
use crate::error::Error;
use crate::lfs;
use crate::repository::Opened;
use crate::sides::{File, entry};

/// The bytes of a file, or where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Raw {
    link: bool,
    bytes: Vec<u8>,
}

impl Raw {
    /// What is at a path; `None` when nothing is, or a folder.
    pub(crate) fn read(path: &Path) -> io::Result<Option<Self>> {
        use std::os::unix::ffi::OsStringExt;
        let kind = match fs::symlink_metadata(path) {
            Ok(found) => found.file_type(),
            Err(error) if is_absent(&error) => return Ok(None),
            Err(error) => return Err(error),
        };
        let (link, bytes) = if kind.is_symlink() {
            (true, fs::read_link(path)?.into_os_string().into_vec())
        } else if kind.is_file() {
            (false, fs::read(path)?)
        } else {
            return Ok(None);
        };
        Ok(Some(Self { link, bytes }))
    }
}

fn is_absent(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

/// The bytes of a file of Git's with the line ends that it gets on disk at `path`.
pub(crate) fn read_as_on_disk(repo: &Opened, file: File, path: &Path) -> Result<Vec<u8>, Error> {
    let ready = Ready::apart(repo);
    let bytes = ready
        .fill(
            repo,
            &BTreeMap::from([(path.to_path_buf(), Some(file))]),
            &Cancel::none(),
        )
        .and_then(|()| {
            let place = ready.place(path);
            fs::read(&place).map_err(|error| Error::io(format!("reading {}", place.display()), error))
        });
    ready.clear();
    bytes
}

/// The folder in which files stand ready, and to which those go that leave.
pub(crate) struct Ready {
    folder: PathBuf,
}

impl Ready {
    /// The folder's place: beside Git's own files, or in the work tree when that is another file system.
    pub(crate) fn of(repo: &git2::Repository, work_dir: &Path) -> Self {
        let device = |path: &Path| fs::metadata(path).map(|found| found.dev()).ok();
        let folder = if device(repo.path()) == device(work_dir) {
            repo.path().join("galley-files")
        } else {
            work_dir.join(".galley-files")
        };
        Self { folder }
    }

    /// A folder of its own, for files that are only read.
    pub(crate) fn apart(repo: &git2::Repository) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("galley-read-{}-{count}", std::process::id());
        Self {
            folder: repo.path().join(name),
        }
    }

    /// Where the file that stands ready for `path` is.
    pub(crate) fn place(&self, path: &Path) -> PathBuf {
        self.coming().join(path)
    }

    /// What an interrupted run left, as paths of the work tree with the place where each stands.
    pub(crate) fn left(&self) -> Vec<(PathBuf, PathBuf)> {
        let mut found = Vec::new();
        for top in [self.coming(), self.leaving()] {
            let mut folders = vec![top.clone()];
            while let Some(folder) = folders.pop() {
                for file in fs::read_dir(&folder).into_iter().flatten().flatten() {
                    match file.file_type() {
                        Ok(kind) if kind.is_dir() => folders.push(file.path()),
                        _ => {
                            if let Ok(path) = file.path().strip_prefix(&top) {
                                found.push((path.to_owned(), file.path()));
                            }
                        }
                    }
                }
            }
        }
        found
    }

    fn coming(&self) -> PathBuf {
        self.folder.join("coming")
    }

    fn leaving(&self) -> PathBuf {
        self.folder.join("leaving")
    }

    /// Makes those of these files that are not removed stand ready, with line ends and rights as Git gives them here.
    pub(crate) fn fill(
        &self,
        repo: &Opened,
        files: &BTreeMap<PathBuf, Option<File>>,
        cancel: &Cancel,
    ) -> Result<(), Error> {
        let files: Vec<(&Path, File)> = files
            .iter()
            .filter_map(|(path, file)| Some((path.as_path(), (*file)?)))
            .collect();
        self.clear();
        let coming = self.coming();
        fs::create_dir_all(&coming)
            .map_err(|error| Error::io(format!("creating {}", coming.display()), error))?;
        if files.is_empty() {
            return Ok(());
        }
        let mut index = git2::Index::new()?;
        for (path, file) in &files {
            index.add(&entry(path, *file))?;
        }
        let tree = repo.find_tree(index.write_tree_to(repo)?)?;
        let mut checkout = CheckoutBuilder::new();
        checkout
            .force()
            .recreate_missing(true)
            .update_index(false)
            .refresh(false)
            .disable_pathspec_match(true)
            .target_dir(&coming);
        for (path, _) in &files {
            checkout.path(path);
        }
        repo.checkout_tree(tree.as_object(), Some(&mut checkout))?;
        for (path, file) in &files {
            let ready = coming.join(path);
            // libgit2 leaves out a file that takes the place of a folder of the branch.
            if fs::symlink_metadata(&ready).is_err() && file.is_plain() {
                as_it_is(repo, path, *file, &ready)?;
            }
            // Without trust it stays a pointer: who writes it to the work tree asks before (`attributes`).
            if file.is_plain() && repo.trusted && lfs::keeps(repo, path)? {
                lfs::fill(repo, path, &ready, cancel)?;
            }
            let written = fs::symlink_metadata(&ready).and_then(|found| match found.is_file() {
                true => fs::File::open(&ready)?.sync_all(),
                false => Ok(()),
            });
            written.map_err(|error| Error::io(format!("writing {}", path.display()), error))?;
        }
        Ok(())
    }

    /// Puts the file that stands ready in the place of `before`, or removes what is there. False when something else is
    /// there by now, which stays.
    pub(crate) fn put(
        &self,
        work_dir: &Path,
        path: &Path,
        before: Option<&Raw>,
        new: Option<File>,
    ) -> Result<bool, Error> {
        let target = work_dir.join(path);
        let ready = self.coming().join(path);
        let done = match (before, new) {
            (None, None) => Ok(true),
            (None, Some(_)) => bring(&ready, &target),
            (Some(before), None) => take(&self.leaving().join(path), &target, before, work_dir),
            (Some(before), Some(file)) => change(&ready, &target, before, file),
        };
        done.map_err(|error| Error::io(format!("writing {}", path.display()), error))
    }

    /// Looks at what came out of [`Ready::put`] once more. When it was written to since, it takes its place again, unless what was
    /// put there was changed as well. True when it did.
    pub(crate) fn put_back_late(
        &self,
        repo: &git2::Repository,
        work_dir: &Path,
        path: &Path,
        before: Option<&Raw>,
        new: Option<File>,
    ) -> Result<bool, Error> {
        let (Some(before), target) = (before, work_dir.join(path)) else {
            return Ok(false);
        };
        let failed = |error| Error::io(format!("writing {}", path.display()), error);
        let out = match new {
            Some(_) => self.coming().join(path),
            None => self.leaving().join(path),
        };
        if Raw::read(&out).map_err(failed)?.is_none_or(|now| now == *before) {
            return Ok(false);
        }
        let Some(new) = new else {
            return bring(&out, &target).map_err(failed);
        };
        if stored(repo, path, &target)? != Some(new.id) {
            return Ok(false);
        }
        Ok(renameat_with(CWD, &out, CWD, &target, RenameFlags::EXCHANGE).is_ok())
    }

    /// Removes the folder.
    pub(crate) fn clear(&self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Writes a file whose line ends Git does not change.
fn as_it_is(repo: &git2::Repository, path: &Path, file: File, ready: &Path) -> Result<(), Error> {
    let flags = git2::AttrCheckFlags::FILE_THEN_INDEX;
    let attributes = ["text", "eol", "ident"].map(|name| repo.get_attr_bytes(path, name, flags));
    let changed = attributes.into_iter().any(|value| !matches!(value, Ok(None)));
    let setting = repo.config()?.snapshot()?.get_string("core.autocrlf");
    if changed || setting.is_ok_and(|value| value != "false") {
        return Err(Error::WouldOverwrite {
            paths: vec![path.to_owned()],
        });
    }
    let written = fs::write(ready, repo.find_blob(file.id)?.content()).and_then(|()| {
        let mode = if file.mode & 0o111 == 0 { 0o644 } else { 0o755 };
        fs::set_permissions(ready, fs::Permissions::from_mode(mode))
    });
    written.map_err(|error| Error::io(format!("writing {}", path.display()), error))
}

fn bring(ready: &Path, target: &Path) -> io::Result<bool> {
    if let Some(folder) = target.parent() {
        match fs::create_dir_all(folder) {
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory
                ) =>
            {
                return Ok(false);
            }
            other => other?,
        }
    }
    if fs::symlink_metadata(target).is_ok_and(|found| found.is_dir()) {
        // An empty one is in nobody's way; another one stays.
        let _ = fs::remove_dir(target);
    }
    move_new(ready, target)
}

/// Gives a file a name that nobody has. False when somebody has it.
fn move_new(from: &Path, to: &Path) -> io::Result<bool> {
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        Ok(()) => Ok(true),
        Err(rustix::io::Errno::EXIST) => Ok(false),
        // File systems that know no such rename.
        Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS | rustix::io::Errno::OPNOTSUPP) => {
            if fs::symlink_metadata(to).is_ok() {
                return Ok(false);
            }
            fs::rename(from, to).map(|()| true)
        }
        Err(error) => Err(error.into()),
    }
}

fn take(gone: &Path, target: &Path, before: &Raw, work_dir: &Path) -> io::Result<bool> {
    if let Some(folder) = gone.parent() {
        fs::create_dir_all(folder)?;
    }
    let _ = fs::remove_file(gone);
    match fs::rename(target, gone) {
        Err(error) if is_absent(&error) => return Ok(true),
        other => other?,
    }
    if Raw::read(gone)?.as_ref() != Some(before) {
        move_new(gone, target)?;
        return Ok(false);
    }
    // As Git does: a folder that has nothing left goes too.
    for folder in target
        .ancestors()
        .skip(1)
        .take_while(|folder| *folder != work_dir)
    {
        if fs::remove_dir(folder).is_err() {
            break;
        }
    }
    Ok(true)
}

fn change(ready: &Path, target: &Path, before: &Raw, new: File) -> io::Result<bool> {
    if let Ok(found) = fs::symlink_metadata(target)
        && found.is_file()
        && new.is_plain()
    {
        // The writer's own rights stay, but for the one that Git keeps.
        let mut mode = found.mode() & 0o7777;
        mode = if new.mode & 0o111 == 0 {
            mode & !0o111
        } else {
            mode | ((mode & 0o444) >> 2)
        };
        fs::set_permissions(ready, fs::Permissions::from_mode(mode))?;
    }
    match renameat_with(CWD, ready, CWD, target, RenameFlags::EXCHANGE) {
        Ok(()) => {}
        Err(rustix::io::Errno::NOENT) => return Ok(false),
        // File systems without an exchange: this look is the last one.
        Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS | rustix::io::Errno::OPNOTSUPP) => {
            if Raw::read(target)?.as_ref() != Some(before) {
                return Ok(false);
            }
            return fs::rename(ready, target).map(|()| true);
        }
        Err(error) => return Err(error.into()),
    }
    if Raw::read(ready)?.as_ref() != Some(before) {
        renameat_with(CWD, ready, CWD, target, RenameFlags::EXCHANGE)?;
        return Ok(false);
    }
    Ok(true)
}

#[cfg(test)]
#[path = "put_tests.rs"]
mod tests;
