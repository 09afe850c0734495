//! Making sure that what was written survives a power cut.
//!
//! libgit2 is told to sync objects, refs and reflogs (see `setup.rs`); that leaves out new folders and the index.

use std::fs::File;
use std::path::Path;

use crate::error::Error;

/// Waits until everything on the file system of `dir` is on the disk.
pub(crate) fn sync(dir: &Path) -> Result<(), Error> {
    #[cfg(test)]
    crate::moment::stop::note("on the disk");
    let file = File::open(dir).map_err(|error| Error::io(format!("opening {}", dir.display()), error))?;
    #[cfg(any(target_os = "linux", target_os = "android"))]
    rustix::fs::syncfs(&file)
        .map_err(|error| Error::io(format!("syncing {}", dir.display()), error.into()))?;
    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    {
        drop(file);
        rustix::fs::sync();
    }
    Ok(())
}
