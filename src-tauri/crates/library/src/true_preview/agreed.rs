//! What the writer agreed to: kept beside the recovery log, outside the library, so that no repository can bring it.

use std::fs;
use std::path::PathBuf;

use crate::library::{Inner, lock};
use crate::save::{Hash, save};

impl Inner {
    /// Whether the command of this key may be run.
    pub(super) fn has_agreed(&self, key: &str) -> bool {
        lock(&self.true_preview.agreed).as_deref() == Some(key)
            || fs::read_to_string(self.agreement()).is_ok_and(|kept| kept.trim() == key)
    }

    /// The writer agreed to the command of this key, and to no other one.
    pub(super) fn agree(&self, key: &str) {
        *lock(&self.true_preview.agreed) = Some(key.to_owned());
        let file = self.agreement();
        let base = fs::read(&file).ok().map(|bytes| Hash::of(&bytes));
        // Where it cannot be kept, it is asked again the next time.
        let _ = save(&file, base, format!("{key}\n").as_bytes());
    }

    fn agreement(&self) -> PathBuf {
        self.places.of_library(&self.root).join("true-preview")
    }
}
