//! What the tests of this crate share.
#![allow(dead_code, reason = "each test file uses a part of it")]

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use galley_git::{CommitRequest, Committed, Error, Id, Onto, Progress, Repository, When};
use galley_testkit::repo::{Repo, write_home};

/// The date of commits, the same as that of the test kit's `git`.
pub(crate) const WHEN: When = When {
    seconds: 1_700_000_000,
    offset_minutes: 120,
};

/// Keeps the settings of whoever runs the tests away. Returns the home folder that is used instead.
pub(crate) fn isolated() -> &'static Path {
    static HOME: OnceLock<PathBuf> = OnceLock::new();
    HOME.get_or_init(|| {
        // One for all tests and runs; it comes into being in one step, because they run beside each other.
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let (home, new) = (
            folder.join("git-home"),
            folder.join(format!("git-home-{}", std::process::id())),
        );
        if !home.exists() {
            write_home(&new);
            let _ = std::fs::rename(&new, &home);
            let _ = std::fs::remove_dir_all(&new);
        }
        galley_git::use_config_from(&home).unwrap();
        home
    })
}

pub(crate) fn open(repo: &Repo) -> Repository {
    isolated();
    Repository::open(repo.path()).unwrap()
}

pub(crate) fn paths(paths: &[&str]) -> Vec<PathBuf> {
    paths.iter().map(PathBuf::from).collect()
}

pub(crate) fn commit(repo: &Repo, onto: Onto, chosen: &[&str], message: &str) -> Result<Committed, Error> {
    let chosen = paths(chosen);
    open(repo).commit_paths(&CommitRequest {
        onto,
        paths: &chosen,
        message,
        when: Some(WHEN),
        by: None,
    })
}

pub(crate) fn quiet() -> impl FnMut(Progress) {
    |_| {}
}

pub(crate) fn id(text: &str) -> Id {
    text.parse().unwrap()
}

/// The changes as `N path`, `C path`, `D path`.
pub(crate) fn changes(repo: &Repo) -> Vec<String> {
    let changes = open(repo).changes(&[]).unwrap();
    changes
        .iter()
        .map(|change| format!("{} {}", &format!("{:?}", change.kind)[..1], change.path.display()))
        .collect()
}
