//! The locks of the index and of refs, when another program has one: whose it is, and removing what was left behind.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::at_work;
use crate::error::Error;
use crate::repository::{Head, Repository};
use crate::staging::{self, WAIT, WAITS};
use crate::upstream::Upstream;

/// How old a lock has to be to be removed. Its program may not be seen yet just after it began; where programs cannot be
/// looked at, time alone tells.
const OLD: Duration = Duration::from_secs(if cfg!(target_os = "linux") { 2 } else { 600 });

/// A program that holds a lock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// Its name.
    pub program: String,
    /// Its process.
    pub pid: u32,
}

impl std::fmt::Display for Holder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} (process {})", self.program, self.pid)
    }
}

impl Repository {
    /// Removes copies of the index that killed processes of this crate left behind; nobody reads them.
    pub fn remove_copies(&self) {
        staging::sweep(self.git_dir());
    }

    /// How long it is until all locks that nobody is seen to have are old enough to be removed. `None` when they are.
    pub fn locks_young_for(&self) -> Option<Duration> {
        let repo = self.opened().ok()?;
        let locks = locks_of(&repo);
        locks
            .iter()
            .filter_map(|lock| Found::at(lock, &repo).too_young())
            .max()
    }

    /// Removes the locks that programs left behind which are gone: of the index (`index.lock`), of HEAD, of the branch that is
    /// checked out, and of the copy of the branch that it is published to. `false` when there is none.
    ///
    /// [`Error::Locked`] when a program has one of them or could have it, or when one is only moments old; all of them stay
    /// then.
    pub fn remove_lock(&self) -> Result<bool, Error> {
        let repo = self.opened_to_write()?;
        // Those of this crate's own are cleared with all that belongs to them.
        staging::tidy(&repo);
        at_work::clear(repo.commondir());
        let locks = locks_of(&repo);
        for lock in &locks {
            let found = Found::at(lock, &repo);
            if !found.is_left() {
                return Err(found.refusal(lock));
            }
        }
        for lock in &locks {
            let removed = fs::remove_file(lock);
            removed.map_err(|error| Error::io(format!("removing {}", lock.display()), error))?;
        }
        Ok(!locks.is_empty())
    }
}

/// The locks that are there now.
fn locks_of(repo: &git2::Repository) -> Vec<PathBuf> {
    let mut locks = vec![repo.path().join("index.lock"), lock_of(repo, "HEAD")];
    if let Ok(head) = Head::read(repo) {
        let copy = Upstream::of_head(repo, &head).ok().flatten();
        let names = head.branch.into_iter().chain(copy.and_then(|copy| copy.tracking));
        locks.extend(names.map(|name| lock_of(repo, &name)));
    }
    locks.retain(|lock| fs::symlink_metadata(lock).is_ok());
    locks
}

/// Waits for the locks of these refs, which Git holds for moments, and removes those of a killed process of this crate.
///
/// [`Error::Locked`] when one stays: at once for one that a program left behind.
pub(crate) fn wait_for<'n>(
    repo: &git2::Repository,
    names: impl IntoIterator<Item = &'n str>,
) -> Result<(), Error> {
    for name in names {
        let lock = lock_of(repo, name);
        let mut waits = 0..WAITS;
        while fs::symlink_metadata(&lock).is_ok() {
            staging::tidy(repo);
            at_work::clear(repo.commondir());
            let found = Found::at(&lock, repo);
            if fs::symlink_metadata(&lock).is_err() {
                break;
            }
            if found.is_left() || waits.next().is_none() {
                return Err(found.refusal(&lock));
            }
            std::thread::sleep(WAIT);
        }
    }
    Ok(())
}

/// Where Git keeps the lock of a ref.
fn lock_of(repo: &git2::Repository, name: &str) -> PathBuf {
    // Each work tree has a HEAD of its own, and shares the branches.
    let folder = if name == "HEAD" {
        repo.path()
    } else {
        repo.commondir()
    };
    folder.join(format!("{name}.lock"))
}

/// What can be seen of a lock.
struct Found {
    by: Option<Holder>,
    age: Option<Duration>,
}

impl Found {
    fn at(lock: &Path, repo: &git2::Repository) -> Self {
        let refs = repo.commondir();
        let by = holder(lock, &[repo.workdir().unwrap_or(refs), repo.path(), refs]);
        let time = fs::symlink_metadata(lock).and_then(|found| found.modified());
        let age = time.ok().and_then(|time| time.elapsed().ok());
        Self { by, age }
    }

    /// How long it is until a lock that nobody is seen to have counts as left.
    fn too_young(&self) -> Option<Duration> {
        let age = self.age.filter(|_| self.by.is_none())?;
        OLD.checked_sub(age).filter(|rest| !rest.is_zero())
    }

    /// Whether its program is gone.
    fn is_left(&self) -> bool {
        self.by.is_none() && self.age.is_some_and(|age| age >= OLD)
    }

    fn refusal(self, lock: &Path) -> Error {
        Error::Locked {
            words: lock.display().to_string(),
            by: self.by,
        }
    }
}

/// The program that holds a lock: one that has the file open, that the file names, or a `git` that works in one of these
/// folders, because Git closes its locks while it still holds them. `None` when there is none, or none that can be seen.
pub(crate) fn holder(lock: &Path, folders: &[&Path]) -> Option<Holder> {
    if let Some(pid) = staging::marked_by(lock) {
        let program = "galley".to_owned();
        return Some(Holder { program, pid });
    }
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let folders: Vec<PathBuf> = folders.iter().map(|folder| real(folder)).collect();
    let lock = lock
        .parent()
        .map(real)
        .zip(lock.file_name())
        .map(|(folder, name)| folder.join(name))?;
    let own = std::process::id();
    fs::read_dir("/proc").ok()?.flatten().find_map(|process| {
        let pid: u32 = process.file_name().to_str()?.parse().ok()?;
        let folder = process.path();
        let program = fs::read_to_string(folder.join("comm"))
            .ok()?
            .trim_end()
            .to_owned();
        let git = program == "git" || program.starts_with("git-");
        let works_here = || match fs::read_link(folder.join("cwd")) {
            Ok(cwd) => folders.iter().any(|own| cwd.starts_with(own)),
            // Another user's: nobody can tell where it works.
            Err(error) => error.kind() == std::io::ErrorKind::PermissionDenied,
        };
        let has_it = || {
            let files = fs::read_dir(folder.join("fd")).into_iter().flatten().flatten();
            files
                .into_iter()
                .any(|file| fs::read_link(file.path()).is_ok_and(|to| to == lock))
        };
        (pid != own && (git && works_here() || has_it())).then_some(Holder { program, pid })
    })
}
