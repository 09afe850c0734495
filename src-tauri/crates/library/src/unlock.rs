//! Locks in the repository that other programs left behind.

use std::time::{Duration, Instant};

use crate::error::Result;
use crate::failure::git_error;
use crate::library::{Library, lock};

/// How long a lock counts as one that somebody may still be at work with, and a little more.
const YOUNG: Duration = Duration::from_secs(4);
/// How often it is looked at again.
const LOOK: Duration = Duration::from_millis(200);

impl Library {
    /// Removes the locks that programs left behind in the repository: of the index, of HEAD, of the branch and of its copy of the
    /// server's; none that a program has, or could have. False when there is none.
    ///
    /// # Errors
    /// `repository.locked`, `repository.lock-left` for one that is only moments old, and what the disk says.
    pub fn remove_lock(&self) -> Result<bool> {
        let inner = &self.inner;
        let _alone = inner.alone()?;
        let _writing = lock(&inner.writing);
        let repository = inner.repository()?;
        let until = Instant::now() + YOUNG;
        loop {
            let removed = repository.remove_lock();
            match removed.map_err(|error| git_error(error, &inner.root)) {
                // Of a lock that was made this moment nobody can tell yet whose it is.
                Err(error) if error.code == "repository.lock-left" && Instant::now() < until => {
                    std::thread::sleep(LOOK);
                }
                other => return other,
            }
        }
    }
}
