//! A lock of the index that is another program's: waited for, told whose it is, and removed when nobody has it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

mod support;

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use galley_git::{Cancel, Error, Onto};
use galley_testkit::repo::{Place, Repo};
use support::{commit, open, quiet};

fn lock(blog: &Repo, old: bool) {
    let file = File::create(blog.path().join(".git/index.lock")).unwrap();
    if old {
        file.set_modified(SystemTime::now() - Duration::from_secs(60))
            .unwrap();
    }
}

fn prepared(place: &Place) -> Repo {
    let (_, blog) = place.published(&[("a", "1\n")]);
    blog.write("a", "2\n");
    blog
}

#[test]
fn a_lock_that_nobody_has_is_said_and_removed_on_request_alone() {
    let place = Place::new();
    let blog = prepared(&place);
    lock(&blog, true);
    let error = commit(&blog, Onto::Head, &["a"], "x").unwrap_err();
    assert!(
        matches!(&error, Error::Locked { by: None, words } if words.ends_with("index.lock")),
        "{error:?}"
    );
    assert!(
        blog.path().join(".git/index.lock").exists(),
        "nobody asked for that"
    );
    assert!(open(&blog).remove_lock().unwrap());
    assert!(!open(&blog).remove_lock().unwrap(), "there is none");
    commit(&blog, Onto::Head, &["a"], "x").unwrap();
    // One that was made this moment may be that of a program that is about to be seen.
    lock(&blog, false);
    assert!(matches!(
        open(&blog).remove_lock(),
        Err(Error::Locked { by: None, .. })
    ));
}

/// Makes an empty file, a minute old.
fn left(file: &Path) {
    let file = File::create(file).unwrap();
    file.set_modified(SystemTime::now() - Duration::from_secs(60))
        .unwrap();
}

const BRANCH: &str = "refs/heads/main.lock";
const COPY: &str = "refs/remotes/origin/main.lock";

#[test]
fn a_lock_of_a_ref_that_nobody_has_is_said_before_anything_is_sent() {
    let place = Place::new();
    let (bare, blog) = place.published(&[("a", "1\n")]);
    blog.write("a", "2\n");
    let made = commit(&blog, Onto::Head, &["a"], "two").unwrap();
    blog.write("a", "3\n");
    let before = (blog.head(), bare.git(["rev-parse", "main"]));
    for name in [BRANCH, COPY] {
        let lock = blog.path().join(".git").join(name);
        left(&lock);
        let (mut tell, none) = (quiet(), Cancel::none());
        let refused = match name {
            BRANCH => commit(&blog, Onto::Head, &["a"], "x").map(drop),
            _ => open(&blog).push(made.id, &mut tell, &none).map(drop),
        };
        for error in [refused, open(&blog).check_publishable()] {
            assert!(
                matches!(&error, Err(Error::Locked { by: None, words }) if words.ends_with(name)),
                "{name}: {error:?}"
            );
        }
        assert_eq!((blog.head(), bare.git(["rev-parse", "main"])), before, "{name}");
        assert!(lock.exists(), "nobody asked for that");
        assert!(open(&blog).remove_lock().unwrap());
        assert!(!lock.exists() && !open(&blog).remove_lock().unwrap());
        open(&blog).check_publishable().unwrap();
    }
    open(&blog).push(made.id, &mut quiet(), &Cancel::none()).unwrap();
    assert_eq!(bare.git(["rev-parse", "main"]), made.id.to_string());
}

#[test]
fn locks_are_removed_together_or_not_at_all() {
    let place = Place::new();
    let blog = prepared(&place);
    let git = blog.path().join(".git");
    let ours = ["index.lock", "HEAD.lock", BRANCH, COPY];
    let others = [
        "refs/heads/other.lock",
        "refs/remotes/origin/other.lock",
        "config.lock",
    ];
    for name in ours.into_iter().chain(others) {
        left(&git.join(name));
    }
    let there = |names: &[&str]| names.iter().filter(|name| git.join(name).exists()).count();
    // A program has one of them.
    let held = File::options().write(true).open(git.join(COPY)).unwrap();
    let mut program = Command::new("sh")
        .args(["-c", "read line"])
        .stdin(Stdio::piped())
        .stdout(held)
        .spawn()
        .unwrap();
    let error = open(&blog).remove_lock().unwrap_err();
    assert!(
        matches!(&error, Error::Locked { by: Some(by), words } if by.pid == program.id() && words.ends_with(COPY)),
        "{error:?}"
    );
    assert_eq!(there(&ours), 4);
    drop(program.stdin.take());
    program.wait().unwrap();
    // One is young: its program may be about to be seen.
    let young = File::create(git.join(BRANCH)).unwrap();
    young.set_modified(SystemTime::now()).unwrap();
    let error = open(&blog).remove_lock().unwrap_err();
    assert!(
        matches!(&error, Error::Locked { by: None, words } if words.ends_with(BRANCH)),
        "{error:?}"
    );
    assert_eq!(there(&ours), 4);
    left(&git.join(BRANCH));
    assert!(open(&blog).remove_lock().unwrap());
    assert_eq!((there(&ours), there(&others)), (0, 3));
}

/// The remote has it, and that cannot be noted here: it is sent all the same, and the next fetch notes it.
#[test]
fn a_copy_that_cannot_be_written_after_the_push_is_no_failure() {
    let place = Place::new();
    let (bare, blog) = place.published(&[("a", "1\n")]);
    blog.write("a", "2\n");
    let made = commit(&blog, Onto::Upstream, &["a"], "two").unwrap();
    let before = blog.git(["rev-parse", "origin/main"]);
    let lock = blog.path().join(".git").join(COPY);
    bare.hook(
        "pre-receive",
        &format!("touch -d '1 minute ago' '{}'", lock.display()),
    );
    let pushed = open(&blog).push(made.id, &mut quiet(), &Cancel::none()).unwrap();
    assert!(pushed.confirmed);
    assert_eq!(bare.git(["rev-parse", "main"]), made.id.to_string());
    assert_eq!(blog.git(["rev-parse", "origin/main"]), before, "it was locked");
    let error = open(&blog).fetch(&mut quiet(), &Cancel::none()).unwrap_err();
    assert!(
        matches!(&error, Error::Locked { by: None, words } if words.ends_with(COPY)),
        "{error:?}"
    );
    assert!(open(&blog).remove_lock().unwrap());
    open(&blog).fetch(&mut quiet(), &Cancel::none()).unwrap();
    assert_eq!(open(&blog).ahead_behind().unwrap(), (0, 0));
}

#[test]
fn copies_of_the_index_that_killed_processes_left_are_removed() {
    let place = Place::new();
    let blog = prepared(&place);
    let git = blog.path().join(".git");
    let mut ended = Command::new("true").spawn().unwrap();
    ended.wait().unwrap();
    let (gone, own) = (ended.id(), std::process::id());
    let names = ["index.galley-notes".to_owned(), format!("index.galley-{own}")];
    let dead = [
        format!("index.galley-{gone}"),
        format!("index.galley-{gone}.lock"),
    ];
    for name in names.iter().chain(&dead) {
        std::fs::write(git.join(name), "half").unwrap();
    }
    let there = |names: &[String]| names.iter().filter(|name| git.join(name).exists()).count();
    open(&blog).remove_copies();
    assert_eq!((there(&names), there(&dead)), (2, 0));
    // The number of a process that is there, and that would have made it long ago.
    left(&git.join(&names[1]));
    std::fs::write(
        git.join("index.lock"),
        format!("galley-git {own} refs/heads/main\n"),
    )
    .unwrap();
    open(&blog).remove_copies();
    assert_eq!(there(&names), 2, "it is at work");
    std::fs::remove_file(git.join("index.lock")).unwrap();
    open(&blog).remove_copies();
    assert!(git.join(&names[0]).exists() && !git.join(&names[1]).exists());
}

/// A `git commit` whose editor is open: Git has closed the file and holds the lock all the same.
#[test]
fn a_lock_that_git_has_is_told_as_its_and_stays() {
    let place = Place::new();
    let blog = prepared(&place);
    let made = |name: &str| support::fifo(place.path().join(name));
    let (ready, go) = (made("ready"), made("go"));
    let editor = format!(
        "echo here > '{}'; read line < '{}'; false",
        ready.display(),
        go.display()
    );
    blog.git([
        "config",
        "core.editor",
        &format!("sh -c '{}' sh", editor.replace('\'', "'\\''")),
    ]);
    blog.git(["config", "user.name", "Ada"]);
    blog.git(["config", "user.email", "ada@example.org"]);
    let mut git = Command::new("git")
        .args(["commit", "--quiet", "-a"])
        .current_dir(blog.path())
        .stderr(Stdio::null())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    File::open(&ready).unwrap().read_to_string(&mut line).unwrap();
    let file = File::options()
        .write(true)
        .open(blog.path().join(".git/index.lock"))
        .unwrap();
    file.set_modified(SystemTime::now() - Duration::from_secs(60))
        .unwrap();
    drop(file);
    for error in [
        commit(&blog, Onto::Head, &["a"], "x").unwrap_err(),
        open(&blog).remove_lock().unwrap_err(),
    ] {
        assert!(
            matches!(&error, Error::Locked { by: Some(by), .. } if by.program == "git" && by.pid == git.id()),
            "{error:?}"
        );
    }
    std::fs::write(&go, "\n").unwrap();
    git.wait().unwrap();
    commit(&blog, Onto::Head, &["a"], "x").unwrap();
}

/// Held for a moment, as Git does: the commit waits for it and is made. The other program lets go only after the commit was
/// seen to wait.
#[test]
fn a_lock_that_is_held_for_a_moment_is_waited_for() {
    let place = Place::new();
    let blog = prepared(&place);
    let path = blog.path().join(".git/index.lock");
    let held = File::create(&path).unwrap();
    let mut other = Command::new("sh")
        .args(["-c", "read line; rm \"$0\"", path.to_str().unwrap()])
        .stdin(Stdio::piped())
        .stdout(held)
        .spawn()
        .unwrap();
    let end = other.stdin.take().unwrap();
    let builder = std::thread::Builder::new().name("committing".into());
    let waiting = {
        let blog = blog.clone();
        builder
            .spawn(move || commit(&blog, Onto::Head, &["a"], "x"))
            .unwrap()
    };
    while !waiting.is_finished() && !sleeps("committing") {
        std::thread::yield_now();
    }
    drop(end);
    waiting.join().unwrap().unwrap();
    other.wait().unwrap();
    assert_eq!(blog.subjects("HEAD"), ["x", "first"]);
}

/// Whether the thread of this name is in one of the calls by which a thread sleeps (on the two kinds of machine).
fn sleeps(name: &str) -> bool {
    const SLEEP: [&str; 4] = ["35", "230", "101", "115"];
    let threads = std::fs::read_dir("/proc/self/task").unwrap().flatten();
    let mut named = threads.map(|thread| thread.path()).filter(|thread| {
        std::fs::read_to_string(thread.join("comm")).is_ok_and(|comm| comm.trim_end() == name)
    });
    named.any(|thread| {
        let call = std::fs::read_to_string(thread.join("syscall")).unwrap_or_default();
        SLEEP.contains(&call.split(' ').next().unwrap_or_default())
    })
}
