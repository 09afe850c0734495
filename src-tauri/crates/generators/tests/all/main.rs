//! One test program for the whole crate, so that it links once. A file for each subject.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

#[cfg(test)]
mod assets;
#[cfg(test)]
mod corpus;
#[cfg(test)]
mod dates;
#[cfg(test)]
mod dev_server;
#[cfg(test)]
mod doubtful;
#[cfg(test)]
mod drafts;
#[cfg(test)]
mod galley_toml;
#[cfg(test)]
mod layout;
#[cfg(test)]
mod moves;
#[cfg(test)]
mod new_post;
#[cfg(test)]
mod recognising;
#[cfg(test)]
mod templates;
#[cfg(test)]
mod urls;
#[cfg(test)]
mod visibility;

use galley_generators::{Files, Recognised, recognise};

/// Recognises a library made of these files; the text of those that are no configs does not matter.
fn library(files: &[(&str, &str)]) -> Recognised {
    let mut paths: Vec<String> = files.iter().map(|(path, _)| (*path).to_owned()).collect();
    paths.sort();
    let read = |path: &str| {
        files
            .iter()
            .find(|(p, _)| *p == path)
            .map(|(_, text)| (*text).to_owned())
    };
    recognise(&Files::new(&paths, &read))
}

fn strings(items: &[&str]) -> Vec<String> {
    items.iter().map(|item| (*item).to_owned()).collect()
}
