//! What goes wrong, as a code with arguments. The sentences stand in [`crate::words`].

use crate::view::ErrorView;
use crate::words;

/// Why something that a writer asked for was not done. Nothing is lost when one is returned.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    /// A stable code, one of the catalogue's in [`words`].
    pub code: &'static str,
    /// What happened and what is safe, in a writer's words.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
    /// Git's or the system's own words.
    pub details: Option<String>,
}

/// The result of everything that can fail here.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// The error of this code, its sentence filled with `arguments`.
    pub fn new(code: &'static str, arguments: &[(&str, &str)]) -> Self {
        let (message, hint) = words::say(code, arguments);
        Error {
            code,
            message,
            hint,
            details: None,
        }
    }

    /// The same with the words of whoever refused.
    pub fn because(mut self, details: impl std::fmt::Display) -> Self {
        self.details = Some(details.to_string());
        self
    }

    /// A file or folder that could not be read or written.
    pub fn io(error: std::io::Error, path: &std::path::Path) -> Self {
        use std::io::ErrorKind::{NotFound, PermissionDenied, ReadOnlyFilesystem, StorageFull};
        let code = match error.kind() {
            NotFound => "file.gone",
            PermissionDenied | ReadOnlyFilesystem => "file.read-only",
            StorageFull => "disk.full",
            _ => "file.unreadable",
        };
        Error::new(code, &[("path", &path.display().to_string())]).because(error)
    }

    /// The same of a text that an open post keeps: beside what happened stands where the text is safe.
    pub(crate) fn kept(self, in_log: bool) -> Self {
        let code = if in_log {
            "save.kept"
        } else {
            "save.kept-in-memory"
        };
        self.and(code, &[])
    }

    /// The same, with another sentence behind what happened.
    pub(crate) fn and(mut self, code: &str, arguments: &[(&str, &str)]) -> Self {
        self.message = format!("{} {}", self.message, words::say(code, arguments).0);
        self
    }

    /// As the window and `--json` get it.
    pub fn view(&self) -> ErrorView {
        ErrorView {
            code: self.code.to_owned(),
            message: self.message.clone(),
            hint: self.hint.clone(),
            details: self.details.clone(),
        }
    }
}

impl From<ErrorView> for Error {
    fn from(view: ErrorView) -> Self {
        let known = words::sentence(&view.code);
        Error {
            code: known.map_or("repository.failed", |(code, ..)| code),
            message: view.message,
            hint: view.hint,
            details: view.details,
        }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        Error::new("log.unwritable", &[]).because(error)
    }
}
