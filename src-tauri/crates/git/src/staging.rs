//! Changing the writer's index for chosen paths only, and only when the commit is made.
//!
//! The index is locked the way Git locks it (`index.lock`), so that no other program changes it in between. The work
//! is done on a copy, which takes the index's place in one step. A lock that this crate left behind when it was
//! killed says so inside, and is taken over, together with the locks of
//! the branch and of HEAD that were to be moved.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::at_work;
use crate::error::Error;
use crate::lock::{self, holder};
use crate::moment::{Moment, reached};
use crate::process::{Process, is_gone};
use crate::repository::Busy;

const MARK: &str = "galley-git ";
/// How long a mark can be, in bytes: the name of a branch, a number, and when the process began.
const MARK_LIMIT: u64 = 8 * 1024;
/// The beginning of the copies' names.
const COPY: &str = "index.galley-";

/// How old the lock of a branch has to be to count as left behind. Git holds one for milliseconds.
pub(crate) const STALE: Duration = Duration::from_secs(2);

/// How old a copy has to be that nobody with the lock has made. It is made for moments before the lock is taken.
const LONG: Duration = Duration::from_secs(60);

/// How often, and how long each time, the lock of a running program is waited for. Who holds one tells nobody when it goes:
/// Git itself looks again after a while too (`core.filesRefLockTimeout`).
pub(crate) const WAITS: usize = 20;
pub(crate) const WAIT: Duration = Duration::from_millis(100);

/// The locked index. Dropping it without [`Staging::publish`] leaves the index as it was.
pub(crate) struct Staging {
    index: git2::Index,
    real: PathBuf,
    copy: PathBuf,
    lock: PathBuf,
}

impl Staging {
    /// Locks the index of `repo` and makes `repo` use the copy. `branch` is the one that will be moved. Refused while files
    /// have conflicts that another program left.
    pub(crate) fn lock(repo: &git2::Repository, branch: &str) -> Result<Self, Error> {
        let real = repo.path().join("index");
        let lock = repo.path().join("index.lock");
        let copy = copy_of(&lock, std::process::id());
        let own = Process::own();
        let mark = format!("{MARK}{} {branch} {}\n", own.pid, own.since());
        take(&lock, &copy, &mark, repo)?;
        let guard = Unlock {
            lock: &lock,
            copy: &copy,
        };
        reached(Moment::Locked);
        sweep(repo.path());
        at_work::clear(repo.commondir());
        lock::wait_for(repo, [branch])?;
        let mut index = match copied(&real, &copy) {
            Ok(()) => git2::Index::open(&copy)?,
            Err(error) => return Err(Error::io("copying the index", error)),
        };
        reached(Moment::Copied);
        if index.has_conflicts() {
            return Err(Error::Busy(Busy::Conflicts));
        }
        repo.set_index(&mut index)?;
        std::mem::forget(guard);
        Ok(Self {
            index,
            real,
            copy,
            lock,
        })
    }

    pub(crate) fn index(&mut self) -> &mut git2::Index {
        &mut self.index
    }

    /// The name of another file that belongs to this run, and goes with what it left behind if it is killed.
    pub(crate) fn beside(&self, suffix: &str) -> PathBuf {
        let mut name = self.copy.as_os_str().to_owned();
        name.push(suffix);
        name.into()
    }

    /// Writes the copy to the disk. The index is still the old one.
    pub(crate) fn write(&mut self) -> Result<(), Error> {
        self.index.write()?;
        let file = File::open(&self.copy).and_then(|file| file.sync_all());
        file.map_err(|error| Error::io("writing the index", error))
    }

    /// Puts the copy in the index's place. The lock is held on: it tells of the branch's lock too.
    pub(crate) fn publish(&self) -> Result<(), Error> {
        fs::rename(&self.copy, &self.real).map_err(|error| Error::io("replacing the index", error))
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        drop(Unlock {
            lock: &self.lock,
            copy: &self.copy,
        });
    }
}

struct Unlock<'a> {
    lock: &'a Path,
    copy: &'a Path,
}

impl Drop for Unlock<'_> {
    fn drop(&mut self) {
        // The copy is gone already when it was published.
        let _ = fs::remove_file(self.copy);
        let _ = fs::remove_file(self.lock);
    }
}

fn copy_of(lock: &Path, pid: u32) -> PathBuf {
    lock.with_file_name(format!("{COPY}{pid}"))
}

/// Takes the lock; `scratch` is a free name beside it. One that a running program has is waited for: Git holds it for moments.
fn take(lock: &Path, scratch: &Path, mark: &str, repo: &git2::Repository) -> Result<(), Error> {
    let refs = repo.commondir();
    let mut by = None;
    for _ in 0..WAITS {
        match create(lock, scratch, mark) {
            Ok(()) => return Ok(()),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                if let Some(dead) = Dead::read(lock) {
                    dead.clear(lock, refs)?;
                    continue;
                }
                let folders = [repo.workdir().unwrap_or(refs), repo.path(), refs];
                by = holder(lock, &folders);
                match (&by, fs::symlink_metadata(lock).is_ok()) {
                    (Some(_), _) => std::thread::sleep(WAIT),
                    // Nobody has it: waiting would change nothing.
                    (None, true) => break,
                    (None, false) => {}
                }
            }
            Err(error) => return Err(Error::io(format!("creating {}", lock.display()), error)),
        }
    }
    Err(Error::Locked {
        words: lock.display().to_string(),
        by,
    })
}

/// Creates the lock with its mark inside, in one step where the file system can.
fn create(lock: &Path, scratch: &Path, mark: &str) -> io::Result<()> {
    if let Err(error) = fresh(scratch)?.write_all(mark.as_bytes()) {
        // A full disk: nothing is left on it.
        let _ = fs::remove_file(scratch);
        return Err(error);
    }
    reached(Moment::Marked);
    let linked = fs::hard_link(scratch, lock);
    let _ = fs::remove_file(scratch);
    match linked {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            let mut file = OpenOptions::new().write(true).create_new(true).open(lock)?;
            // One without a mark would be nobody's.
            file.write_all(mark.as_bytes()).inspect_err(|_| {
                let _ = fs::remove_file(lock);
            })
        }
        other => other,
    }
}

/// A new file. What had the name is removed and not opened: a link there would lead the writing elsewhere.
fn fresh(path: &Path) -> io::Result<File> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    OpenOptions::new().write(true).create_new(true).open(path)
}

/// Removes what a killed process of this crate left behind, also when there is nothing to stage: as long as its lock is
/// there, no other program can stage anything either.
pub(crate) fn tidy(repo: &git2::Repository) {
    let lock = repo.path().join("index.lock");
    if let Some(dead) = Dead::read(&lock) {
        // The lock of the branch may be somebody else's by now. Then all stays, for the next time.
        let _ = dead.clear(&lock, repo.commondir());
    }
}

/// Removes the copies that killed processes left behind.
pub(crate) fn sweep(folder: &Path) {
    let Ok(files) = fs::read_dir(folder) else { return };
    for file in files.flatten() {
        let name = file.file_name();
        let pid = name
            .to_str()
            .and_then(|name| name.strip_prefix(COPY))
            .map(|rest| rest.split_once('.').map_or(rest, |(pid, _)| pid))
            .and_then(|pid| pid.parse().ok());
        let Some(pid) = pid else { continue };
        // The number may be another process's by now: an old copy is needed by the one alone that has the lock.
        let age = file.metadata().and_then(|found| found.modified()).ok();
        let old = age
            .and_then(|time| time.elapsed().ok())
            .is_some_and(|age| age >= LONG);
        let has_lock = || match marked_by(&folder.join("index.lock")) {
            Some(by) => by == pid,
            None => false,
        };
        if is_gone(pid) || old && !has_lock() {
            let _ = fs::remove_file(file.path());
        }
    }
}

/// The process of this crate that holds the lock and is still there.
pub(crate) fn marked_by(lock: &Path) -> Option<u32> {
    let (process, _) = mark_in(&read_mark(lock).ok()?)?;
    (!process.is_gone()).then_some(process.pid)
}

/// The process and the branch that a mark names.
fn mark_in(text: &str) -> Option<(Process, String)> {
    let mut words = text.strip_prefix(MARK)?.trim_end().split(' ');
    let (pid, branch, since) = (words.next()?, words.next()?, words.next());
    if words.next().is_some() {
        return None;
    }
    Some((Process::of(pid, since)?, branch.to_owned()))
}

/// A process of this crate that was killed while it held the lock.
struct Dead {
    pid: u32,
    branch: String,
}

impl Dead {
    /// `None` when the lock is somebody else's, or its process is still there.
    fn read(lock: &Path) -> Option<Self> {
        let (process, branch) = mark_in(&read_mark(lock).ok()?)?;
        // The file came with the repository, perhaps: it may name a branch and nothing else of this computer.
        if !branch.starts_with("refs/heads/") || !git2::Reference::is_valid_name(&branch) {
            return None;
        }
        let pid = process.pid;
        process.is_gone().then_some(Self { pid, branch })
    }

    /// Removes what it left. The locks of its branch and of HEAD could by now be those of another program: only old ones go.
    fn clear(&self, lock: &Path, refs: &Path) -> Result<(), Error> {
        let branch = refs.join(format!("{}.lock", self.branch));
        for other in [branch, lock.with_file_name("HEAD.lock")] {
            let Ok(metadata) = fs::symlink_metadata(&other) else {
                continue;
            };
            let age = metadata.modified().ok().and_then(|time| time.elapsed().ok());
            if age.is_none_or(|age| age < STALE) {
                return Err(Error::Locked {
                    by: None,
                    words: other.display().to_string(),
                });
            }
            let _ = fs::remove_file(&other);
        }
        let _ = fs::remove_file(copy_of(lock, self.pid));
        let _ = fs::remove_file(lock);
        Ok(())
    }
}

/// What stands in a lock. A link is not followed, a pipe is not waited for, and no more is read than a mark has.
pub(crate) fn read_mark(lock: &Path) -> io::Result<String> {
    use rustix::fs::{Mode, OFlags};
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let file = File::from(rustix::fs::open(lock, flags, Mode::empty())?);
    if !file.metadata()?.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let mut text = String::new();
    file.take(MARK_LIMIT).read_to_string(&mut text)?;
    Ok(text)
}

/// Copies the index, if there is one, with its time: Git compares that time with those of the files to know which of
/// them it has to read again.
fn copied(from: &Path, to: &Path) -> io::Result<()> {
    let time = match fs::metadata(from).and_then(|metadata| metadata.modified()) {
        Ok(time) => time,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    let mut copy = fresh(to)?;
    io::copy(&mut File::open(from)?, &mut copy)?;
    copy.set_modified(time)
}
