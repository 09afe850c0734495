//! What is wrong in all posts: each kind once, its neighbour never, its fix without a change of anything else; real blogs.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

mod corpus;
mod kinds;
mod report;

#[path = "../support/mod.rs"]
mod support;
