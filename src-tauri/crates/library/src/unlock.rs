//! Locks in the repository that other programs left behind.

use std::time::Duration;

use crate::error::Result;
use crate::failure::git_error;
use crate::library::{Library, lock};

/// How long a writer who wants a lock removed may be kept waiting until it is known that nobody has it.
const SOON: Duration = Duration::from_secs(5);

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
        if let Some(rest) = repository.locks_young_for().filter(|rest| *rest <= SOON) {
            // Nothing tells of a lock's age but the clock.
            std::thread::sleep(rest);
        }
        let removed = repository.remove_lock();
        removed.map_err(|error| git_error(error, &inner.root))
    }
}
