//! Folders of another user of this computer.
#![allow(clippy::unwrap_used, reason = "tests stop where they fail")]

use std::os::unix::fs::chown;
use std::path::Path;
use std::process::Command;

use galley_git::{Error, Repository, allow_folder, use_config_from};
use galley_testkit::repo::Place;

/// Whoever needs an account to give files to.
const NOBODY: u32 = 65534;

fn give_away(folder: &Path) {
    for item in std::fs::read_dir(folder).unwrap().flatten() {
        if item.file_type().unwrap().is_dir() {
            give_away(&item.path());
        }
        chown(item.path(), Some(NOBODY), None).unwrap();
    }
    chown(folder, Some(NOBODY), None).unwrap();
}

/// Settings are read once in a process, so that this test has a home of its own to write to.
#[test]
fn a_folder_of_another_user_is_opened_when_the_writer_says_so() {
    let place = Place::new();
    let home = place.path().join("home");
    use_config_from(&home).unwrap();
    let repo = place.init("blog");
    repo.write("posts/a.md", "1\n");
    repo.commit_all("first");
    let folder = repo.path().to_owned();
    if !rustix::process::geteuid().is_root() {
        println!("Skipped: only root can give files to somebody else");
        return;
    }
    give_away(&folder);
    let refused = Repository::open(&folder).unwrap_err();
    assert!(matches!(refused, Error::NotOwned { .. }), "{refused:?}");
    // From a folder inside, as it may be opened.
    allow_folder(&folder.join("posts")).unwrap();
    Repository::open(&folder).unwrap();
    // Git heeds the same.
    let said = Command::new("git")
        .args(["-C", folder.to_str().unwrap(), "status", "--porcelain"])
        .env("HOME", &home)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .unwrap();
    assert!(said.status.success(), "{said:?}");
    // One more beside it, and no other.
    let other = place.init("other");
    other.write("a", "1\n");
    other.commit_all("first");
    give_away(other.path());
    assert!(matches!(
        Repository::open(other.path()),
        Err(Error::NotOwned { .. })
    ));
}
