//! The work tree as it was looked at: each file is read once, so that what is written replaces what was seen and nothing
//! else. Writes objects only.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use git2::Oid;

use crate::error::Error;
use crate::lfs;
use crate::paths::{self, OnDisk};
use crate::put::Raw;
use crate::sides::{Changed, File};
use crate::spelling;

/// What a file at `place` is as Git keeps `path`. Written to the repository, so that no text is lost.
pub(crate) fn stored(repo: &git2::Repository, path: &Path, place: &Path) -> Result<Option<Oid>, Error> {
    use std::io::Write;
    if !std::fs::symlink_metadata(place).is_ok_and(|found| found.is_file()) {
        return Ok(None);
    }
    let failed = |error| Error::io(format!("reading {}", place.display()), error);
    let bytes = std::fs::read(place).map_err(failed)?;
    if lfs::keeps(repo, path)? {
        return Ok(Some(repo.blob(&lfs::pointer(&bytes))?));
    }
    let mut writer = repo.blob_writer(Some(path))?;
    writer.write_all(&bytes).map_err(failed)?;
    Ok(Some(writer.commit()?))
}

/// A file's bytes as they are, and as Git would keep it.
type Seen = (Option<Raw>, Option<File>);

/// The work tree, each file of it read once, so that what is written replaces what was looked at and nothing else.
pub(crate) struct Disk<'a> {
    repo: &'a git2::Repository,
    work_dir: &'a Path,
    modes: bool,
    /// Names that the disk takes for others that are there.
    other_names: BTreeSet<PathBuf>,
    seen: std::cell::RefCell<BTreeMap<PathBuf, Seen>>,
}

impl<'a> Disk<'a> {
    pub(crate) fn new(repo: &'a git2::Repository, work_dir: &'a Path) -> Self {
        let config = repo.config().and_then(|mut config| config.snapshot());
        Self {
            repo,
            work_dir,
            modes: config.map_or(true, |config| config.get_bool("core.fileMode").unwrap_or(true)),
            other_names: BTreeSet::new(),
            seen: std::cell::RefCell::default(),
        }
    }

    /// The same, for a change of these files: of two spellings of one name, one is there.
    pub(crate) fn for_change(
        repo: &'a git2::Repository,
        work_dir: &'a Path,
        changed: &Changed,
    ) -> Result<Self, Error> {
        let other_names = spelling::other_names(repo, work_dir, changed)?;
        Ok(Self {
            other_names,
            ..Self::new(repo, work_dir)
        })
    }

    /// The file as Git would keep it; `base` gives its rights where the file system does not tell.
    pub(crate) fn at(&self, path: &Path, base: Option<File>) -> Result<Option<File>, Error> {
        if let Some((_, file)) = self.seen.borrow().get(path) {
            return Ok(*file);
        }
        let found = self.look(path, base)?;
        let file = found.1;
        self.seen.borrow_mut().insert(path.to_owned(), found);
        Ok(file)
    }

    fn look(&self, path: &Path, base: Option<File>) -> Result<Seen, Error> {
        use std::os::unix::ffi::OsStrExt;
        use std::os::unix::fs::PermissionsExt;
        if self.other_names.contains(path) {
            return Ok((None, None));
        }
        let full = self.work_dir.join(path);
        let kind = match paths::look(self.work_dir, path) {
            // Where a link leads is not this repository's: for Git nothing is there.
            Err(Error::BadPath { .. }) if self.is_behind_a_link(path) => OnDisk::Nothing,
            other => other?,
        };
        let failed = |error| Error::io(format!("reading {}", full.display()), error);
        let raw = Raw::read(&full)
            .map_err(failed)?
            .filter(|_| kind != OnDisk::Nothing);
        let file = match kind {
            OnDisk::Nothing => None,
            OnDisk::Link => {
                let to = std::fs::read_link(&full).map_err(failed)?;
                Some(File {
                    mode: 0o120_000,
                    id: self.repo.blob(to.as_os_str().as_bytes())?,
                })
            }
            OnDisk::File => {
                let runs = std::fs::metadata(&full).map_err(failed)?.permissions().mode() & 0o100 != 0;
                let mode = match base {
                    Some(base) if !self.modes && base.is_plain() => base.mode,
                    _ if runs && self.modes => 0o100_755,
                    _ => 0o100_644,
                };
                let id = stored(self.repo, path, &full)?;
                id.map(|id| File { mode, id })
            }
        };
        Ok((raw, file))
    }

    /// Where a file of the work tree is.
    pub(crate) fn place(&self, path: &Path) -> PathBuf {
        self.work_dir.join(path)
    }

    pub(crate) fn raw(&self, path: &Path) -> Result<Option<Raw>, Error> {
        self.at(path, None)?;
        Ok(self.seen.borrow().get(path).and_then(|(raw, _)| raw.clone()))
    }

    fn is_behind_a_link(&self, path: &Path) -> bool {
        let above = path
            .ancestors()
            .skip(1)
            .filter(|part| !part.as_os_str().is_empty());
        above
            .into_iter()
            .any(|part| self.work_dir.join(part).is_symlink())
    }

    pub(crate) fn is_file(&self, path: &Path) -> bool {
        std::fs::symlink_metadata(self.work_dir.join(path)).is_ok_and(|found| !found.is_dir())
    }

    pub(crate) fn is_folder(&self, path: &Path) -> bool {
        std::fs::symlink_metadata(self.work_dir.join(path)).is_ok_and(|found| found.is_dir())
    }

    /// All that is below a folder, but for folders.
    pub(crate) fn below(&self, path: &Path) -> Vec<PathBuf> {
        let (mut found, mut folders) = (Vec::new(), vec![path.to_owned()]);
        while let Some(folder) = folders.pop() {
            for file in std::fs::read_dir(self.work_dir.join(&folder))
                .into_iter()
                .flatten()
                .flatten()
            {
                let inside = folder.join(file.file_name());
                match file.file_type() {
                    Ok(kind) if kind.is_dir() => folders.push(inside),
                    _ => found.push(inside),
                }
            }
        }
        found
    }
}
