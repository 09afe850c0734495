//! The index of an open library: searching its texts as they are typed, saved and changed.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

mod search;

#[path = "../support/mod.rs"]
mod support;
