//! Publishing: exactly what was chosen goes, and what stands in the way is said.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

mod address;
mod along;
mod chosen;
mod connection;
mod drafts;
mod hooks;
mod on_the_way;
mod real_blogs;
mod refusals;
mod review;
mod sending;
mod starter;
mod syncing;
mod tags;
mod taken_up;
mod unpublish;
mod versions;
mod waiting;

#[path = "../support/mod.rs"]
mod support;

use std::sync::Mutex;

use galley_library::view::{PublishOrder, PublishResult, PublishStep, StepName, StepState};
use galley_library::{Cancel, Library, Result};

/// An order of these paths.
fn order(paths: &[&str]) -> PublishOrder {
    PublishOrder {
        paths: paths.iter().map(|path| (*path).to_owned()).collect(),
        message: "A few words".into(),
        with_earlier: false,
        as_draft: false,
    }
}

/// Publishes without listening to the steps.
fn publish(library: &Library, order: &PublishOrder) -> Result<PublishResult> {
    library.publish(order, &|_| {}, &Cancel::none())
}

/// Publishes these paths; stops the test when that fails.
fn published(library: &Library, paths: &[&str]) -> PublishResult {
    publish(library, &order(paths)).unwrap()
}

/// Publishes, and tells the steps that were reported.
fn steps(library: &Library, order: &PublishOrder) -> (Result<PublishResult>, Vec<(StepName, StepState)>) {
    let told = Mutex::new(Vec::new());
    let tell = |step: PublishStep| told.lock().unwrap().push((step.step, step.state));
    let result = library.publish(order, &tell, &Cancel::none());
    (result, told.into_inner().unwrap())
}
