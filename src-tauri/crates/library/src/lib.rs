//! All that a writer does: open, list, search, save, tag, preview, publish.
//!
//! The window and the command line stand on this crate and on nothing below it. It is blocking code: its caller decides on
//! threads. It must not print, show a dialog, or word a sentence outside [`words`].

mod autosave;
mod changes;
mod clock;
mod compare;
mod desk;
mod disk;
mod error;
mod facts;
mod failure;
mod fields;
mod follow;
mod index;
mod left;
mod library;
mod lines;
mod links;
mod overview;
mod paths;
mod places;
mod plan;
mod preview;
mod progress;
mod publish;
pub mod recent;
mod recovery;
mod save;
mod scan;
mod session;
pub mod start;
mod verbs;
pub mod view;
mod watch;
pub mod words;

pub use clock::Clock;
pub use error::{Error, Result};
pub use library::{Library, Listener, Opening};
pub use places::Places;
pub use preview::Picture;
pub use progress::Cancel;
