//! Hooks of the writer's side: they see what is published, may change it, and leave nothing behind when they say no.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

mod support;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use galley_git::{Along, Cancel, CommitRequest, Committed, Error, Onto, Progress, Repository};
use galley_testkit::repo::{Place, Repo};

use support::{WHEN, paths, quiet};

fn trusted(repo: &Repo) -> Repository {
    let repository = support::open(repo);
    repository.trust();
    repository
}

/// Two published files that were changed, and a third one that is staged.
fn prepared(place: &Place) -> (Repo, Repo) {
    let (bare, blog) = place.published(&[("a", "1\n"), ("b", "1\n"), ("c", "1\n")]);
    blog.write("a", "2\n");
    blog.write("b", "2\n");
    blog.write("c", "staged\n");
    blog.git(["add", "c"]);
    (bare, blog)
}

/// Commits `a` with this message, and tells what hooks printed.
fn commit_a(blog: &Repo, message: &str) -> (Result<Committed, Error>, Vec<String>) {
    let (made, said, _) = commit_telling(blog, message);
    (made, said)
}

/// Files that got their earlier bytes back, and what they had.
type Replaced = Vec<(PathBuf, Vec<u8>)>;

/// The same, with what was replaced.
fn commit_telling(blog: &Repo, message: &str) -> (Result<Committed, Error>, Vec<String>, Replaced) {
    let replaced = Mutex::new(Vec::new());
    let said = Mutex::new(Vec::new());
    let tell = |progress: Progress| {
        if let Progress::Hook { name, line } = progress {
            said.lock().unwrap().push(format!("{name}: {line}"));
        }
    };
    let along = Along {
        tell: &tell,
        replaced: &|path, bytes| replaced.lock().unwrap().push((path.to_owned(), bytes.to_vec())),
        ..Along::default()
    };
    let chosen = paths(&["a"]);
    let request = CommitRequest {
        onto: Onto::Upstream,
        paths: &chosen,
        message,
        when: Some(WHEN),
        by: None,
    };
    let made = trusted(blog).commit_paths_along(&request, &along);
    (made, said.into_inner().unwrap(), replaced.into_inner().unwrap())
}

/// What the blog is like: index, files, branch.
fn whole(blog: &Repo) -> (Vec<String>, Vec<Vec<u8>>, String, String) {
    let files = ["a", "b", "c"].map(|name| blog.read(name)).to_vec();
    let staged = blog.git(["ls-files", "--stage"]);
    (blog.status(), files, blog.head(), staged)
}

#[test]
fn a_hook_sees_the_chosen_file_as_staged_and_nothing_else() {
    let place = Place::new();
    let (_, blog) = prepared(&place);
    let earlier = {
        blog.write("b", "an earlier version\n");
        blog.git(["commit", "-q", "-m", "earlier", "--", "b"]);
        blog.head()
    };
    blog.hook(
        "pre-commit",
        "git diff --cached --name-status; pwd; echo err >&2; test -n \"$GIT_INDEX_FILE\" && echo own index",
    );
    blog.hook(
        "post-commit",
        "git log -1 --format=%s; echo \"[$GIT_INDEX_FILE]\"",
    );
    blog.hook("post-rewrite", "echo $1 > .git/rewritten; cat >> .git/rewritten");
    let (made, said) = commit_a(&blog, "x");
    let made = made.unwrap();
    let top = fs::canonicalize(blog.path()).unwrap();
    assert_eq!(
        said,
        [
            "pre-commit: M\ta",
            &format!("pre-commit: {}", top.display()),
            "pre-commit: err",
            "pre-commit: own index",
            "post-commit: earlier",
            "post-commit: []",
        ]
    );
    assert_eq!(blog.files_of(&made.id.to_string()), ["a"]);
    assert_eq!(blog.status(), ["M  c"]);
    let rewritten = blog.git([
        "cat-file",
        "blob",
        &blog.git(["hash-object", "-w", ".git/rewritten"]),
    ]);
    assert_eq!(rewritten, format!("rebase\n{earlier} {}", blog.head()));
    assert_eq!(leftovers(&blog), Vec::<String>::new());
}

/// Files of ours in Git's folder.
fn leftovers(blog: &Repo) -> Vec<String> {
    let names = fs::read_dir(blog.path().join(".git")).unwrap();
    names
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains("galley") || name.ends_with(".lock"))
        .collect()
}

#[test]
fn a_refusal_leaves_everything_as_it_was() {
    for (hook, script) in [
        ("pre-commit", "echo 'no posts on Sundays'; exit 1"),
        (
            "pre-commit",
            "echo changed > a; git add a; echo 'no posts on Sundays'; exit 3",
        ),
        (
            "commit-msg",
            "echo changed > a; echo 'no posts on Sundays'; exit 1",
        ),
        ("prepare-commit-msg", "echo 'no posts on Sundays'; exit 1"),
    ] {
        let place = Place::new();
        let (_, blog) = prepared(&place);
        blog.hook(hook, script);
        let before = whole(&blog);
        let (made, _, replaced) = commit_telling(&blog, "x");
        let error = made.unwrap_err();
        assert!(
            matches!(&error, Error::Hook { name, words, missing: false } if name == hook && words == "no posts on Sundays"),
            "{error:?}"
        );
        match script.contains("changed") {
            true => assert_eq!(replaced, [(PathBuf::from("a"), b"changed\n".to_vec())]),
            false => assert_eq!(replaced, []),
        }
        assert_eq!(whole(&blog), before, "{hook}");
        assert_eq!(leftovers(&blog), Vec::<String>::new());
    }
}

#[test]
fn what_a_hook_makes_of_the_chosen_file_goes() {
    let place = Place::new();
    let (_, blog) = prepared(&place);
    blog.hook("pre-commit", "tr 2 3 < a > a.new && mv a.new a && git add a");
    blog.hook("prepare-commit-msg", "echo \"[$2]\" >> \"$1\"");
    blog.hook("commit-msg", "echo 'Reviewed-by: nobody' >> \"$1\"");
    let (made, _) = commit_a(&blog, "x");
    let made = made.unwrap();
    assert_eq!(made.changed, paths(&["a"]));
    let id = made.id.to_string();
    assert_eq!(blog.git(["show", &format!("{id}:a")]), "3");
    assert_eq!(
        blog.git(["log", "-1", "--format=%B", &id]).trim(),
        "x\n[message]\nReviewed-by: nobody"
    );
    assert_eq!(blog.read("a"), b"3\n");
    assert_eq!(blog.status(), [" M b", "M  c"].map(str::to_owned));
}

#[test]
fn a_hook_publishes_nothing_that_was_not_chosen() {
    let place = Place::new();
    let (_, blog) = prepared(&place);
    blog.hook("pre-commit", "git add b");
    let before = whole(&blog);
    let error = commit_a(&blog, "x").0.unwrap_err();
    assert!(
        matches!(&error, Error::HookStaged { name, paths } if name == "pre-commit" && *paths == support::paths(&["b"])),
        "{error:?}"
    );
    assert_eq!(whole(&blog), before);
}

/// The way of husky: a folder of the work tree, with a program that stands nowhere else.
#[test]
fn husky_like_hooks_run_and_a_missing_program_is_said() {
    let place = Place::new();
    let (_, blog) = prepared(&place);
    blog.git(["config", "core.hooksPath", ".husky/_"]);
    blog.write(
        ".husky/_/pre-commit",
        "#!/usr/bin/env sh\n. \"$(dirname \"$0\")/h\"\n",
    );
    blog.write(
        ".husky/_/h",
        "s=\".husky/$(basename \"$0\")\"\n[ -f \"$s\" ] && sh -e \"$s\"\n",
    );
    blog.write(".husky/pre-commit", "echo linted\n");
    fs::set_permissions(
        blog.path().join(".husky/_/pre-commit"),
        fs::Permissions::from_mode(0o755),
    )
    .unwrap();
    let (made, said) = commit_a(&blog, "x");
    made.unwrap();
    assert_eq!(said, ["pre-commit: linted"]);
    blog.write("a", "3\n");
    for script in ["no-such-linter --fix\n", "#!/no/such/interpreter\n"] {
        if script.starts_with('#') {
            blog.write(".husky/_/pre-commit", script);
        } else {
            blog.write(".husky/pre-commit", script);
        }
        let error = commit_a(&blog, "x").0.unwrap_err();
        assert!(matches!(&error, Error::Hook { missing: true, .. }), "{error:?}");
    }
    // A script without a first line is one of the shell's, as for Git.
    blog.write(".husky/_/pre-commit", "echo plain\n");
    let (made, said) = commit_a(&blog, "x");
    made.unwrap();
    assert_eq!(said, ["pre-commit: plain"]);
}

#[test]
fn a_hook_that_takes_too_long_is_ended_with_all_that_it_started() {
    let place = Place::new();
    let (_, blog) = prepared(&place);
    blog.git(["config", "galley.hookTimeout", "1"]);
    blog.hook(
        "pre-commit",
        "echo begun; echo changed > a; tail -f /dev/null & echo $! > .git/child; wait",
    );
    let before = whole(&blog);
    let (made, said, replaced) = commit_telling(&blog, "x");
    let error = made.unwrap_err();
    assert_eq!(replaced, [(PathBuf::from("a"), b"changed\n".to_vec())]);
    assert!(
        matches!(&error, Error::HookTimedOut { name, seconds: 1, .. } if name == "pre-commit"),
        "{error:?}"
    );
    assert_eq!(said, ["pre-commit: begun"]);
    assert_eq!(whole(&blog), before);
    let child = fs::read_to_string(blog.path().join(".git/child")).unwrap();
    assert!(!is_running(child.trim()), "{child}");
}

fn is_running(process: &str) -> bool {
    let stat = fs::read_to_string(format!("/proc/{process}/stat"));
    stat.is_ok_and(|stat| !stat.contains(") Z "))
}

#[test]
fn a_hook_is_stopped_within_a_second() {
    let place = Place::new();
    let (_, blog) = prepared(&place);
    blog.hook("pre-commit", "echo begun; tail -f /dev/null");
    let before = whole(&blog);
    let cancel = Cancel::new();
    let begun = Mutex::new(None);
    let tell = |progress: Progress| {
        if matches!(&progress, Progress::Hook { line, .. } if line == "begun") {
            *begun.lock().unwrap() = Some(Instant::now());
            let cancel = cancel.clone();
            thread::spawn(move || cancel.cancel());
        }
    };
    let along = Along {
        tell: &tell,
        cancel: cancel.clone(),
        ..Along::default()
    };
    let chosen = paths(&["a"]);
    let request = CommitRequest {
        onto: Onto::Upstream,
        paths: &chosen,
        message: "x",
        when: Some(WHEN),
        by: None,
    };
    let error = trusted(&blog).commit_paths_along(&request, &along).unwrap_err();
    assert!(matches!(error, Error::Cancelled), "{error:?}");
    // Far less than the hook would take; how much less says the machine.
    assert!(begun.into_inner().unwrap().unwrap().elapsed() < Duration::from_secs(100));
    assert_eq!(whole(&blog), before);
}

#[test]
fn the_push_is_asked_before_and_told_what_goes() {
    let place = Place::new();
    let (bare, blog) = prepared(&place);
    let before = bare.git(["rev-parse", "main"]);
    let hook = blog.hook("pre-push", "echo \"$1 $2\"; cat; exit 1");
    let made = commit_a(&blog, "x").0.unwrap().id;
    let mut said = Vec::new();
    let mut tell = |progress: Progress| {
        if let Progress::Hook { name, line } = progress {
            said.push(format!("{name}: {line}"));
        }
    };
    let error = trusted(&blog).push(made, &mut tell, &Cancel::none()).unwrap_err();
    assert!(
        matches!(&error, Error::Hook { name, .. } if name == "pre-push"),
        "{error:?}"
    );
    assert_eq!(
        said,
        [
            format!("pre-push: origin {}", bare.address()),
            format!("pre-push: refs/heads/main {made} refs/heads/main {before}"),
        ]
    );
    assert_eq!(bare.git(["rev-parse", "main"]), before);
    fs::write(hook, "#!/bin/sh\nexit 0\n").unwrap();
    trusted(&blog).push(made, &mut quiet(), &Cancel::none()).unwrap();
    assert_eq!(bare.git(["rev-parse", "main"]), made.to_string());
}

/// One that prints without end neither fills the memory nor stops the clock; and what it left locked is nobody's.
#[test]
fn a_hook_that_never_is_silent_is_ended_too() {
    let place = Place::new();
    let (_, blog) = prepared(&place);
    blog.git(["config", "galley.hookTimeout", "1"]);
    let hook = blog.hook("pre-commit", ": > \"$GIT_INDEX_FILE.lock\"; exec yes");
    let error = commit_a(&blog, "x").0.unwrap_err();
    assert!(matches!(&error, Error::HookTimedOut { .. }), "{error:?}");
    assert_eq!(leftovers(&blog), Vec::<String>::new());
    fs::write(hook, "#!/bin/sh\ngit add a\n").unwrap();
    commit_a(&blog, "x").0.unwrap();
    // Longer than any clock knows.
    blog.git(["config", "galley.hookTimeout", "9223372036854775807"]);
    blog.write("a", "3\n");
    commit_a(&blog, "x").0.unwrap();
}

/// Those that are told of something after it was done change nothing by how they end.
#[test]
fn a_merge_is_told_of() {
    let place = Place::new();
    let (bare, blog) = place.published(&[("a", "1\n")]);
    let other = place.clone_of(&bare, "other");
    other.write("a", "theirs\n");
    other.commit_all("theirs");
    other.git(["push", "-q"]);
    blog.hook("post-merge", "echo \"$1\" > .git/merged; exit 1");
    let error = support::open(&blog)
        .sync(&support::asked(), &mut quiet(), &Cancel::none())
        .unwrap_err();
    assert!(
        matches!(&error, Error::Untrusted { what } if what == "post-merge"),
        "{error:?}"
    );
    trusted(&blog)
        .sync(&support::asked(), &mut quiet(), &Cancel::none())
        .unwrap();
    assert_eq!(blog.read("a"), b"theirs\n");
    assert_eq!(blog.read(".git/merged"), b"0\n");
}

/// The settings came along, and so may what they name.
#[test]
fn hooks_that_the_repositorys_settings_name_need_trust_wherever_they_stand() {
    let place = Place::new();
    let (_, blog) = prepared(&place);
    let own = place.path().join("own-hooks");
    fs::create_dir(&own).unwrap();
    fs::write(own.join("pre-commit"), "#!/bin/sh\necho own\n").unwrap();
    fs::set_permissions(own.join("pre-commit"), fs::Permissions::from_mode(0o755)).unwrap();
    blog.git(["config", "core.hooksPath", own.to_str().unwrap()]);
    let error = support::commit(&blog, Onto::Upstream, &["a"], "x").unwrap_err();
    assert!(
        matches!(&error, Error::Untrusted { what } if what == "pre-commit"),
        "the repository's settings name it: {error:?}"
    );
    assert_eq!(commit_a(&blog, "x").1, ["pre-commit: own"]);
}
