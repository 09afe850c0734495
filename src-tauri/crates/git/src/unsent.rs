//! Finding the commit of an earlier attempt that was made and not sent.

use std::collections::HashSet;
use std::path::PathBuf;

use crate::error::Error;
use crate::fast_forward::differing;
use crate::id::Id;
use crate::repository::Repository;

impl Repository {
    /// The oldest commit that the remote lacks, when it changes exactly these paths and to what they are on disk now, so
    /// that pushing it is all that is left to do. Found in the repository itself: a restart forgets nothing.
    ///
    /// Compared is what Git would keep of the files, line endings and modes included, not the bytes on disk.
    pub fn unsent(&self, paths: &[PathBuf]) -> Result<Option<Id>, Error> {
        let Some(oldest) = self.unpushed()?.pop() else {
            return Ok(None);
        };
        let chosen: HashSet<&PathBuf> = paths.iter().collect();
        if chosen.is_empty() {
            return Ok(None);
        }
        let changed = self.changed_paths(oldest.id)?;
        if changed.iter().collect::<HashSet<_>>() != chosen {
            return Ok(None);
        }
        let repo = self.opened()?;
        let commit = repo.find_commit(oldest.id.0)?;
        let same = differing(&repo, &commit, paths)?.is_empty();
        Ok(same.then_some(oldest.id))
    }
}
