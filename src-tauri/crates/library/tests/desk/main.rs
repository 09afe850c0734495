//! A writer at the desk: open, type, set fields, save, be interrupted.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

mod bytes;
mod faults;
mod fields;
mod form;
mod killed;
mod leftovers;
mod linking;
mod many;
mod meeting;
mod pictures;
mod problems;
mod status;
mod switching;
mod told;
mod two_versions;
mod typing;
mod verbs;
mod watch;
mod whole_posts;

#[path = "../support/mod.rs"]
mod support;
