//! The system's keyring: the Secret Service of the desktop.

use galley_library::Keyring;
use keyring::Entry;

/// Under this name Galley's secrets stand in it.
const SERVICE: &str = "Galley";

/// The keyring that the desktop has, if it has one.
pub struct System;

impl Keyring for System {
    fn is_there(&self) -> bool {
        // Asking for what is not there opens nothing and says whether somebody answers.
        let found = Entry::new(SERVICE, "is there a keyring").map(|entry| entry.get_password());
        matches!(found, Ok(Ok(_) | Err(keyring::Error::NoEntry)))
    }

    fn get(&self, name: &str) -> Option<String> {
        Entry::new(SERVICE, name).ok()?.get_password().ok()
    }

    fn set(&self, name: &str, secret: &str) {
        // It was to be kept for the next time: without it, it is asked for again.
        let _ = Entry::new(SERVICE, name).and_then(|entry| entry.set_password(secret));
    }

    fn forget(&self, name: &str) {
        let _ = Entry::new(SERVICE, name).and_then(|entry| entry.delete_credential());
    }
}
