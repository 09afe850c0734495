//! A library that is opened while its window's page is still being loaded: by the time the page asks for it, it is there.

use std::path::{Path, PathBuf};
use std::thread::JoinHandle;

use galley_library::{Error, Library};

/// A library that is being opened.
pub struct Ahead {
    folder: PathBuf,
    opening: JoinHandle<Result<Library, Error>>,
}

impl Ahead {
    /// Begins to open the library of this folder.
    pub fn begin(
        folder: PathBuf,
        open: impl FnOnce(&Path) -> Result<Library, Error> + Send + 'static,
    ) -> Self {
        let own = folder.clone();
        let opening = std::thread::spawn(move || open(&own));
        Ahead { folder, opening }
    }

    /// The library, or why there is none, when that is known. None where another folder's was opened: that one is closed.
    pub fn of(self, folder: &Path) -> Option<Result<Library, Error>> {
        if self.folder == folder {
            return self.opening.join().ok();
        }
        self.close();
        None
    }

    /// Nobody wants it any more.
    pub fn close(self) {
        if let Ok(Ok(library)) = self.opening.join() {
            library.close();
        }
    }
}
