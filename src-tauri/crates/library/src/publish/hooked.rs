//! Posts while hooks of the repository run, which may change their files.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::autosave;
use crate::library::{Inner, lock};

impl Inner {
    /// Hooks changed these files: the list, and whoever has them open, follow.
    pub(crate) fn take_changed(&self, changed: &[PathBuf]) {
        for path in changed.iter().filter_map(|path| self.library_path(path)) {
            self.refresh_file(&path);
            autosave::file_changed(self, &path);
        }
    }

    /// What stood in a file when a hook had failed and the file got its earlier bytes back: the hook's work, which the writer may
    /// want.
    pub(crate) fn keep_replaced(&self, path: &Path, bytes: &[u8]) {
        if let Some(path) = self.library_path(path) {
            // Where it cannot be kept, the hook makes it again.
            let _ = self.keep(&path, bytes.to_vec());
        }
    }

    /// Does something while none of these posts is saved: hooks change their files and may get them back as they were. What is
    /// typed meanwhile is in the editor and in the log.
    pub(crate) fn while_unsaved<T>(&self, names: &[String], work: impl FnOnce() -> T) -> T {
        let open = names.iter().filter_map(|name| self.session_of(name));
        let saving: Vec<_> = open
            .map(|(_, session)| Arc::clone(&lock(&session).saving))
            .collect();
        let _none_saves: Vec<_> = saving.iter().map(|saving| lock(saving)).collect();
        work()
    }
}
