//! A mark that a process is at work on refs and settings, whose locks tell nothing of who took them. The next one finds the
//! mark of a process that was killed, and removes the locks that it left.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use crate::error::Error;
use crate::process::Process;
use crate::staging::STALE;

/// The beginning of the marks' names; the number of the process follows, one of the mark, and when the process began.
const MARK: &str = "galley-work-";

/// The mark, for as long as it lives.
pub(crate) struct AtWork {
    mark: PathBuf,
}

impl AtWork {
    /// Makes one, and removes what killed processes left behind.
    pub(crate) fn begin(repo: &git2::Repository) -> Result<Self, Error> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let folder = repo.commondir();
        clear(folder);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        // All that it says is in the name, so that a cut between the two cannot leave it empty.
        let own = Process::own();
        let mark = folder.join(format!("{MARK}{}-{count}-{}", own.pid, own.since()));
        let _ = fs::remove_file(&mark);
        File::create_new(&mark).map_err(|error| Error::io(format!("creating {}", mark.display()), error))?;
        Ok(Self { mark })
    }
}

impl Drop for AtWork {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.mark);
    }
}

/// Removes the locks of killed processes, and then their marks. A lock could by now be that of another program: only old
/// ones go, and as long as there is a young one, the mark stays for the next time.
pub(crate) fn clear(folder: &Path) {
    let dead: Vec<PathBuf> = marks(folder)
        .filter(|(_, process)| process.is_gone())
        .map(|(mark, _)| mark)
        .collect();
    if dead.is_empty() {
        return;
    }
    let mut all = true;
    for name in ["config.lock", "packed-refs.lock", "shallow.lock"] {
        all &= remove(&folder.join(name));
    }
    let mut folders = vec![folder.join("refs/remotes"), folder.join("refs/tags")];
    while let Some(folder) = folders.pop() {
        for file in fs::read_dir(&folder).into_iter().flatten().flatten() {
            match file.file_type() {
                Ok(kind) if kind.is_dir() => folders.push(file.path()),
                Ok(kind) if kind.is_file() && file.file_name().as_encoded_bytes().ends_with(b".lock") => {
                    all &= remove(&file.path());
                }
                _ => {}
            }
        }
    }
    if all {
        for mark in dead {
            let _ = fs::remove_file(mark);
        }
    }
}

fn marks(folder: &Path) -> impl Iterator<Item = (PathBuf, Process)> {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    files.filter_map(|file| {
        let name = file.file_name().into_string().ok()?;
        let mut words = name.strip_prefix(MARK)?.splitn(3, '-');
        let (pid, _, since) = (words.next()?, words.next()?, words.next());
        Some((file.path(), Process::of(pid, since)?))
    })
}

/// Removes a lock when it is old. False when a young one is there.
fn remove(lock: &Path) -> bool {
    let Ok(found) = fs::symlink_metadata(lock) else {
        return true;
    };
    let age = found.modified().ok().and_then(|time| time.elapsed().ok());
    age.is_some_and(|age| age >= STALE) && fs::remove_file(lock).is_ok()
}
