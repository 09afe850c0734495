//! This crate does no I/O and asks no clock, and depends on nothing that would do so for it.

#![allow(clippy::expect_used, clippy::panic, reason = "helpers of tests fail the test")]

use std::fs;
use std::path::{Path, PathBuf};

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in fs::read_dir(folder)
        .expect("the sources")
        .map(|item| item.expect("a file").path())
    {
        if path.is_dir() {
            found.extend(sources(&path));
        } else {
            found.push(path);
        }
    }
    found
}

#[test]
fn no_source_touches_files_environment_or_clock() {
    let files = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    assert!(files.len() > 10);
    for file in files {
        let text = fs::read_to_string(&file).expect("a source");
        // The unit tests measure time; the code before them does not.
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for word in [
            "std::fs",
            "std::io",
            "std::env",
            "std::net",
            "std::process",
            "std::time",
            "std::thread",
            "SystemTime",
            "println!",
        ] {
            assert!(!code.contains(word), "{} mentions {word}", file.display());
        }
    }
}

#[test]
fn it_stands_on_no_other_crate_of_the_workspace() {
    let manifest =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).expect("Cargo.toml");
    let dependencies = manifest.split("[dev-dependencies]").next().unwrap_or_default();
    assert_eq!(dependencies.matches("galley-").count(), 1, "only its own name");
}
