//! YAML heads: one reader that gives the tree (a YAML parser), and a second, independent one that gives the
//! lines of each field. A head is edited by field only where both agree.

mod lines;
mod read;
mod resolve;
mod write;

pub(crate) use lines::entries;
pub(crate) use read::read;
pub(crate) use write::{key, scalar};
