//! All that a writer does: open, list, search, save, tag, preview, publish.
//!
//! The window and the command line stand on this crate and on nothing below it. It is blocking code: its caller decides on
//! threads. It must not print, show a dialog, or word a sentence outside [`words`].

mod address;
mod alike;
mod autosave;
mod cache;
mod cache_words;
mod cache_writer;
mod changes;
mod check;
mod clock;
mod compare;
mod desk;
mod disk;
mod error;
mod facts;
mod failure;
mod fields;
mod follow;
mod ignored;
mod index;
mod index_rows;
mod left;
mod library;
mod likeness;
mod lines;
mod links;
mod moves;
mod new_post;
mod overview;
mod paths;
mod places;
mod plan;
mod preview;
mod progress;
mod publish;
mod read;
pub mod recent;
mod recovery;
mod save;
mod scan;
mod search;
mod search_hits;
mod search_rows;
mod search_words;
mod session;
pub mod show;
pub mod start;
mod status;
mod verbs;
pub mod view;
mod watch;
pub mod words;

pub use clock::Clock;
pub use error::{Error, Result};
pub use fields::Typed;
pub use library::{Library, Listener, Opening};
pub use places::Places;
pub use preview::Picture;
pub use progress::Cancel;
