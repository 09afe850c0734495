#![allow(clippy::unwrap_used, reason = "tests stop where they fail")]

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;

use super::{Raw, Ready};
use crate::Cancel;
use crate::repository::Opened;
use crate::sides::File;

/// Who has a file open when another one takes its place goes on writing to what was there.
#[test]
fn what_is_written_to_a_file_that_was_exchanged_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let repo = Opened::new(git2::Repository::init(folder.path()).unwrap(), true);
    let new = File {
        mode: 0o100_644,
        id: repo.blob(b"theirs\n").unwrap(),
    };
    for (name, new, touched, expected) in [
        ("changed", Some(new), "", "mine\nlate\n"),
        ("gone", None, "", "mine\nlate\n"),
        // What was put there has been written to as well: neither of the two is more right, and this one is on screen.
        ("both", Some(new), "and on\n", "theirs\nand on\n"),
    ] {
        let (path, target) = (Path::new(name), folder.path().join(name));
        fs::write(&target, "mine\n").unwrap();
        let mut open = fs::OpenOptions::new().append(true).open(&target).unwrap();
        let before = Raw::read(&target).unwrap();
        let ready = Ready::of(&repo, folder.path());
        ready
            .fill(&repo, &BTreeMap::from([(path.to_owned(), new)]), &Cancel::none())
            .unwrap();
        assert!(ready.put(folder.path(), path, before.as_ref(), new).unwrap());
        let look = || ready.put_back_late(&repo, folder.path(), path, before.as_ref(), new);
        assert!(!look().unwrap(), "{name}: nobody wrote");
        open.write_all(b"late\n").unwrap();
        if !touched.is_empty() {
            fs::write(&target, expected).unwrap();
        }
        assert_eq!(look().unwrap(), touched.is_empty(), "{name}");
        assert_eq!(fs::read_to_string(&target).unwrap(), expected, "{name}");
        ready.clear();
    }
}
