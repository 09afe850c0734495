//! One post: bytes in, fields and edits, bytes out. Pure: no I/O and no clock.
//!
//! A [`Post`] is an immutable value over the bytes of one Markdown file. Reading never fails: what is wrong
//! becomes a [`Problem`]. An [`Edit`] is turned into one splice of the bytes, the result is read again by a
//! second reader, and only when every other field and line is as it was does it come back as an [`Edited`],
//! together with the splice that undoes it.
//!
//! This crate must not touch files, the environment or the clock, and knows nothing of generators: which
//! field marks a draft or what one string of tags means is told to it by its caller.

mod check;
mod date;
mod edit;
mod excerpt;
mod fields;
mod flow;
mod heading;
mod json;
mod known;
mod lines;
mod merge;
mod model;
mod other;
mod pelican;
mod plan;
mod post;
mod problem;
mod quick;
mod split;
pub mod text;
mod toml;
mod tree;
mod value;
mod words;
mod yaml;

pub use date::{day_of, with_day};
pub use edit::{Edit, Edited, ListLayout, ListStyle, Quote, ScalarTags};
pub use excerpt::excerpt;
pub use heading::heading;
pub use known::{Found, Known};
pub use merge::{Choice, Hunk, Merge, Place, State, Whose, merge};
pub use post::{Field, Post};
pub use problem::{Level, Problem, Refused};
pub use split::Format;
pub use value::{Value, split_scalar, strings, strings_by};
pub use words::{Length, length};
