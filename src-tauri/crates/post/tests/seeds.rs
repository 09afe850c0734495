//! The checks of the fuzz targets, over inputs that were kept: examples, and what fuzzing found.

#![allow(clippy::expect_used, clippy::panic, reason = "helpers of tests fail the test")]

#[path = "../fuzz/checks.rs"]
#[allow(dead_code, reason = "the targets alone look at the clock for every input")]
mod checks;

use std::fs;
use std::path::Path;

fn seeds(target: &str, check: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/seeds")
        .join(target);
    let mut count = 0;
    for path in fs::read_dir(&folder)
        .expect("seeds")
        .map(|item| item.expect("a seed").path())
    {
        println!("{}", path.display());
        check(&fs::read(&path).expect("a seed"));
        count += 1;
    }
    assert!(count >= 3, "only {count} seeds for {target}");
}

#[test]
fn split() {
    seeds("split", checks::split);
}

#[test]
fn fields() {
    seeds("fields", checks::fields);
}

#[test]
fn edit() {
    seeds("edit", checks::edit);
}

#[test]
fn merge() {
    seeds("merge", checks::merge);
}

#[test]
fn twice_as_much_takes_twice_as_long() {
    let yaml = b"---\ntitle: T\ntags:\n  - a\n# c\nk: {a: [b]}\n---\nText. More.\n\n";
    for check in [checks::split, checks::fields, checks::merge] {
        checks::doubling(yaml, check);
    }
    checks::doubling(
        b"\x02\x01\x01\x01\x01+++\ntitle = \"T\"\n[x]\ny = [1]\n+++\nText\n",
        checks::edit,
    );
    // Lines that are no fields, a problem each.
    checks::doubling(b"---\ntitle: T\nno field\n---\nText.\n", checks::fields);
    checks::doubling(b"One. Two.\n\n\0One. 2.\n\n\0Three.\n", checks::merge);
}
