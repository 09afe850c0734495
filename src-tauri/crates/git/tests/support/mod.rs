//! What the tests of this crate share.
#![allow(dead_code, reason = "each test file uses a part of it")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use galley_git::{
    Asked, BroughtIn, Cancel, CommitRequest, Committed, Error, Id, Merging, Onto, Progress, Repository,
    ReviewRequest, When,
};
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

/// These files, for review on what a branch has.
pub(crate) fn review(paths: &[PathBuf], on: Option<Id>) -> ReviewRequest<'_> {
    ReviewRequest {
        on,
        paths,
        message: "for review",
        when: Some(WHEN),
    }
}

/// Brings in what was fetched, with Git's merge by lines.
pub(crate) fn bring_in(repo: &Repo) -> Result<BroughtIn, Error> {
    open(repo).bring_in(&asked())
}

/// Git's merge by lines, and nobody who types.
pub(crate) fn asked() -> Asked<'static> {
    Asked {
        cancel: Cancel::none(),
        merge: &|_, _| Merging::ByLines,
        keep: &|_| false,
    }
}

/// The paths of which there are two versions.
pub(crate) fn apart(repo: &Repo) -> Vec<PathBuf> {
    let apart = open(repo).apart().unwrap();
    apart.into_iter().map(|apart| apart.path).collect()
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

/// All files and links below a folder with their bytes (or where they lead), for "nothing was written".
pub(crate) fn everything(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let (mut found, mut folders) = (BTreeMap::new(), vec![folder.to_owned()]);
    while let Some(folder) = folders.pop() {
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            let kind = std::fs::symlink_metadata(&path).unwrap().file_type();
            if kind.is_symlink() {
                let to = std::fs::read_link(&path).unwrap();
                found.insert(path, to.into_os_string().into_encoded_bytes());
            } else if kind.is_dir() {
                folders.push(path);
            } else if kind.is_file() {
                let bytes = std::fs::read(&path).unwrap();
                found.insert(path, bytes);
            }
        }
    }
    found
}

/// What `work` answers; stops the test when it hangs.
pub(crate) fn in_time<T: Send + 'static>(case: &str, work: impl FnOnce() -> T + Send + 'static) -> T {
    let (sender, receiver) = std::sync::mpsc::channel();
    std::thread::spawn(move || sender.send(work()));
    receiver
        .recv_timeout(std::time::Duration::from_secs(30))
        .unwrap_or_else(|error| panic!("{case}: {error}"))
}

pub(crate) fn fifo(path: PathBuf) -> PathBuf {
    let made = std::process::Command::new("mkfifo").arg(&path).status();
    assert!(made.unwrap().success());
    path
}

/// Makes a remote write down, for each of its branches that somebody wants to move, whether that is forward: what is asked
/// for on the wire, before it is taken or refused.
pub(crate) fn watch_pushes(bare: &Repo) -> PathBuf {
    let seen = bare.path().join("pushes-seen");
    let script = format!(
        "while read old new ref; do\n\
         case $old$new in\n\
         0000000000000000000000000000000000000000*) echo \"new $ref\" ;;\n\
         *0000000000000000000000000000000000000000) echo \"forced $ref is deleted\" ;;\n\
         *) if git merge-base --is-ancestor $old $new; then echo \"forward $ref\"; else echo \"forced $ref $old $new\"; fi ;;\n\
         esac\ndone >> '{}'",
        seen.display()
    );
    bare.hook("pre-receive", &script);
    seen
}

/// The moves that were not forward.
pub(crate) fn forced(seen: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(seen).unwrap_or_default();
    let lines = text.lines().filter(|line| line.starts_with("forced"));
    lines.map(str::to_owned).collect()
}
