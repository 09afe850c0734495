//! Locks in the repository that other programs left behind.

use crate::error::Result;
use crate::failure::git_error;
use crate::library::{Library, lock};

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
        let removed = inner.repository()?.remove_lock();
        removed.map_err(|error| git_error(error, &inner.root))
    }
}
