//! Notices that a library's files changed, for whoever builds it again: without a lock, beside an open window.

use std::path::Path;

use crate::error::{Error, Result};
use crate::scan;
use crate::watch::Watch;

/// A watch that ends when it is dropped.
pub struct Watching {
    _watch: Watch,
}

/// Calls `changed` on a thread of its own whenever a file of the library in `root` came, changed or went.
///
/// # Errors
/// `library.unwatched` when the system gives no watch.
pub fn watch(root: &Path, changed: impl Fn() + Send + 'static) -> Result<Watching> {
    let none = || Error::new("library.unwatched", &[]);
    let root = std::fs::canonicalize(root).map_err(|e| Error::io(e, root))?;
    let walked = root.clone();
    let watch = Watch::start(move |heap, adder| {
        let in_git = |path: &&std::path::PathBuf| path.components().any(|part| part.as_os_str() == ".git");
        if !heap.lost && heap.paths.iter().all(|path| in_git(&path)) {
            return;
        }
        // Folders that are new are watched before anyone reads them.
        for folder in scan::walk(&walked).folders {
            adder.add(&folder);
        }
        changed();
    })
    .map_err(|e| none().because(e))?;
    let all = scan::walk(&root)
        .folders
        .iter()
        .fold(true, |all, folder| watch.add(folder) & all);
    if all {
        Ok(Watching { _watch: watch })
    } else {
        Err(none())
    }
}
