//! YAML heads: one reader that gives the tree (a YAML parser), and a second, independent one that gives the
//! lines of each field. A head is edited by field only where both agree. A third one, the referee, is another parser
//! that judges edits.

mod lines;
mod mend;
mod read;
pub(crate) mod referee;
mod resolve;
mod write;

pub(crate) use lines::{Entry, entries};
pub(crate) use read::read;
pub(crate) use resolve::plain;
pub(crate) use write::{key, scalar};
