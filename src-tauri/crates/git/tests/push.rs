//! Pushing to folders, with the hooks over there, and cancelling.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

mod support;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc;
use std::time::Duration;

use galley_git::{Cancel, Error, Onto, Progress, Pushed, Repository, Stage, Unsupported};
use galley_testkit::repo::{Place, Repo};
use support::{changes, commit, forced, id, isolated, open, quiet, watch_pushes};

fn push(repo: &Repo, commit: &str) -> Result<Pushed, Error> {
    open(repo).push(id(commit), &mut quiet(), &Cancel::none())
}

fn tip(bare: &Repo) -> String {
    bare.git(["rev-parse", "main"])
}

#[test]
fn publishing_one_of_three_sends_that_one_alone() {
    let place = Place::new();
    let (bare, blog) = place.published(&[("one.md", "1\n"), ("two.md", "2\n"), ("three.md", "3\n")]);
    blog.write("three.md", "committed before\n");
    blog.commit_all("earlier, not to be sent");
    for path in ["one.md", "two.md", "new/post.md"] {
        blog.write(path, "changed\n");
    }
    blog.git(["add", "two.md"]);
    let committed = commit(&blog, Onto::Upstream, &["one.md"], "One").unwrap();
    let mut stages = Vec::new();
    let mut tell = |progress| {
        if let Progress::Step { stage, .. } = progress {
            stages.push(stage);
        }
    };
    let pushed = open(&blog)
        .push(committed.id, &mut tell, &Cancel::none())
        .unwrap();
    assert!(pushed.confirmed);
    for stage in [
        Stage::Connecting,
        Stage::Packing,
        Stage::Sending,
        Stage::Confirming,
    ] {
        assert!(stages.contains(&stage), "{stage:?} in {stages:?}");
    }
    assert_eq!(tip(&bare), committed.id.to_string());
    assert_eq!(bare.subjects("main"), ["One", "first"]);
    assert_eq!(bare.files_of("main"), ["one.md"]);
    assert_eq!(blog.git(["rev-parse", "origin/main"]), committed.id.to_string());
    assert_eq!(changes(&blog), ["N new/post.md", "C three.md", "C two.md"]);
    let unpushed = open(&blog).unpushed().unwrap();
    assert_eq!(
        unpushed
            .iter()
            .map(|commit| commit.summary.as_str())
            .collect::<Vec<_>>(),
        ["earlier, not to be sent"]
    );
    assert_eq!(open(&blog).ahead_behind().unwrap(), (1, 0));
    bare.fsck();
    blog.fsck();

    // And with the earlier one.
    blog.write("one.md", "again\n");
    let committed = commit(&blog, Onto::Head, &["one.md"], "One again").unwrap();
    push(&blog, &committed.id.to_string()).unwrap();
    assert_eq!(
        bare.subjects("main"),
        ["One again", "earlier, not to be sent", "One", "first"]
    );
    assert_eq!(open(&blog).ahead_behind().unwrap(), (0, 0));
}

#[test]
fn the_first_push_of_a_new_branch_to_an_empty_remote() {
    for scheme in ["", "file://"] {
        let place = Place::new();
        let bare = place.bare("my blog.git");
        let blog = place.init("blog");
        let address = format!("{scheme}{}", bare.address());
        open(&blog).add_remote("origin", &address).unwrap();
        blog.write("posts/a.md", "a\n");
        blog.write("other", "o\n");
        assert_eq!(open(&blog).ahead_behind().unwrap(), (0, 0));
        let committed = commit(&blog, Onto::Upstream, &["posts/a.md"], "First").unwrap();
        assert_eq!(open(&blog).ahead_behind().unwrap(), (1, 0));
        let pushed = push(&blog, &committed.id.to_string()).unwrap();
        assert!(pushed.confirmed, "{address}");
        assert_eq!(tip(&bare), committed.id.to_string());
        assert_eq!(
            blog.git(["rev-parse", "--abbrev-ref", "main@{upstream}"]),
            "origin/main"
        );
        assert_eq!(
            blog.git(["status", "--short", "--branch"]),
            "## main...origin/main\n?? other"
        );
        assert_eq!(changes(&blog), ["N other"]);
    }
}

#[test]
fn a_push_of_what_is_there_already_is_no_error_and_runs_no_hook() {
    let place = Place::new();
    let (bare, blog) = place.published(&[("a", "1\n")]);
    bare.hook("pre-receive", "exit 1");
    assert!(push(&blog, &blog.head()).unwrap().confirmed);
}

#[test]
fn hooks_over_there_are_heard() {
    let place = Place::new();
    let (bare, blog) = place.published(&[("a", "1\n")]);
    let before = tip(&bare);
    blog.write("a", "2\n");
    let committed = commit(&blog, Onto::Upstream, &["a"], "Two")
        .unwrap()
        .id
        .to_string();
    for (hook, script) in [
        (
            "pre-receive",
            "echo 'No posts on Sundays' >&2; echo 'Come back tomorrow'; exit 1",
        ),
        ("update", "echo \"No posts on Sundays in $1\"; exit 1"),
    ] {
        let file = bare.hook(hook, script);
        let mut lines = Vec::new();
        let mut tell = |progress| {
            if let Progress::Remote(line) = progress {
                lines.push(line);
            }
        };
        let error = open(&blog)
            .push(id(&committed), &mut tell, &Cancel::none())
            .unwrap_err();
        let Error::RefusedByHook { words } = &error else {
            panic!("{error:?}")
        };
        assert!(words.contains("No posts on Sundays"), "{words}");
        assert!(
            lines.iter().any(|line| line.contains("No posts on Sundays")),
            "{lines:?}"
        );
        assert_eq!(tip(&bare), before);
        assert_eq!(blog.git(["rev-parse", "origin/main"]), before);
        assert_eq!(open(&blog).unpushed().unwrap()[0].id.to_string(), committed);
        std::fs::remove_file(file).unwrap();
    }
    bare.hook("post-receive", "cat > ran; echo 'Deployed in 3 s'");
    let pushed = push(&blog, &committed).unwrap();
    assert!(pushed.words.contains("Deployed in 3 s"), "{}", pushed.words);
    assert_eq!(
        bare.read("ran"),
        format!("{before} {committed} refs/heads/main\n").as_bytes()
    );
    bare.fsck();
}

#[test]
fn a_remote_that_moved_is_not_overwritten() {
    let place = Place::new();
    let (bare, blog) = place.published(&[("a", "1\n"), ("b", "1\n")]);
    let other = place.clone_of(&bare, "other");
    other.write("b", "theirs\n");
    let theirs = other.commit_all("theirs");
    other.git(["push", "--quiet"]);
    blog.write("a", "ours\n");
    let committed = commit(&blog, Onto::Upstream, &["a"], "ours").unwrap();
    // Once with their commit unknown here, once known.
    for _ in 0..2 {
        let error = push(&blog, &committed.id.to_string()).unwrap_err();
        assert!(matches!(error, Error::RemoteMoved { .. }), "{error:?}");
        assert_eq!(tip(&bare), theirs);
        assert_eq!(blog.head(), committed.head.to_string());
        assert_eq!(open(&blog).unpushed().unwrap()[0].summary, "ours");
        blog.git(["fetch", "--quiet"]);
    }
    assert_eq!(open(&blog).ahead_behind().unwrap(), (1, 1));
    blog.git(["rebase", "--quiet", "origin/main"]);
    assert!(push(&blog, &blog.head()).unwrap().confirmed);
    assert_eq!(bare.subjects("main"), ["ours", "theirs", "first"]);
}

/// The other writer's push comes between our looking and our sending: only the server can notice.
#[test]
fn a_remote_that_moves_while_we_push_is_not_overwritten() {
    let place = Place::new();
    let (bare, blog) = place.published(&[("a", "1\n")]);
    let other = place.clone_of(&bare, "other");
    other.write("b", "theirs\n");
    let theirs = other.commit_all("theirs");
    other.git(["push", "--quiet", "origin", "main:refs/heads/waiting"]);
    // The hook runs before the server compares: it plays the other writer.
    bare.hook(
        "pre-receive",
        &format!("unset GIT_QUARANTINE_PATH; git update-ref refs/heads/main {theirs}"),
    );
    blog.write("a", "ours\n");
    let committed = commit(&blog, Onto::Upstream, &["a"], "ours").unwrap();
    let error = push(&blog, &committed.id.to_string()).unwrap_err();
    assert!(matches!(error, Error::RemoteMoved { .. }), "{error:?}");
    assert_eq!(tip(&bare), theirs);
}

#[test]
fn a_remote_that_is_gone_or_not_a_repository_is_said() {
    let place = Place::new();
    let (bare, blog) = place.published(&[("a", "1\n")]);
    std::fs::rename(bare.path(), place.path().join("elsewhere")).unwrap();
    let error = push(&blog, &blog.head()).unwrap_err();
    assert!(
        matches!(&error, Error::RemoteGone { label, .. } if label == "blog"),
        "{error:?}"
    );
    std::fs::create_dir(bare.path()).unwrap();
    let error = push(&blog, &blog.head()).unwrap_err();
    assert!(matches!(error, Error::RemoteGone { .. }), "{error:?}");
    let error = open(&blog).fetch(&mut quiet(), &Cancel::none()).unwrap_err();
    assert!(matches!(error, Error::RemoteGone { .. }), "{error:?}");
}

#[test]
fn a_checked_out_branch_is_refused_with_the_reason() {
    let place = Place::new();
    let (_, blog) = place.published(&[("a", "1\n")]);
    blog.git(["remote", "set-url", "origin", &place.at("seed").address()]);
    blog.write("a", "2\n");
    let committed = commit(&blog, Onto::Upstream, &["a"], "x").unwrap();
    let error = push(&blog, &committed.id.to_string()).unwrap_err();
    assert!(
        matches!(&error, Error::Refused { words } if words.contains("checked out")),
        "{error:?}"
    );
}

#[test]
fn hooks_that_came_along_and_other_remotes_are_refused() {
    let place = Place::new();
    let (bare, blog) = place.published(&[("a", "1\n")]);
    let before = tip(&bare);
    blog.write("a", "2\n");
    let committed = commit(&blog, Onto::Upstream, &["a"], "x").unwrap().id.to_string();
    let hook = blog.hook("pre-push", "exit 0");
    for error in [
        push(&blog, &committed).unwrap_err(),
        open(&blog).check_publishable().unwrap_err(),
    ] {
        assert!(matches!(&error, Error::Untrusted { what } if what == "pre-push"));
    }
    std::fs::remove_file(hook).unwrap();
    blog.git(["remote", "add", "fork", "/nowhere"]);
    blog.git(["config", "branch.main.pushRemote", "fork"]);
    for error in [
        push(&blog, &committed).unwrap_err(),
        open(&blog).check_publishable().unwrap_err(),
    ] {
        assert!(matches!(
            error,
            Error::Unsupported {
                what: Unsupported::PushRemote,
                ..
            }
        ));
    }
    blog.git(["config", "--unset", "branch.main.pushRemote"]);
    // Git sends to all of them, and libgit2 to the last.
    let mirror = place.bare("mirror.git");
    for key in ["remote.origin.url", "remote.origin.pushurl"] {
        if key.ends_with("pushurl") {
            blog.git(["config", key, &bare.address()]);
        }
        blog.git(["config", "--add", key, &mirror.address()]);
        for error in [
            push(&blog, &committed).unwrap_err(),
            open(&blog).check_publishable().unwrap_err(),
        ] {
            assert!(
                matches!(&error, Error::Unsupported { what: Unsupported::Addresses, words } if words == key),
                "{error:?}"
            );
        }
        assert_eq!(mirror.git(["for-each-ref"]), "");
        blog.git(["config", "--unset-all", key, &mirror.address()]);
    }
    assert_eq!(tip(&bare), before);
    open(&blog).check_publishable().unwrap();
    push(&blog, &committed).unwrap();
}

fn fifo(path: PathBuf) -> PathBuf {
    assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
    path
}

/// Listens to a pipe that somebody holds open for writing: says when the last of them is gone.
fn last_writer_gone(fifo: &Path) -> mpsc::Receiver<usize> {
    use rustix::fs::{Mode, OFlags};
    let fd = rustix::fs::open(fifo, OFlags::RDONLY | OFlags::NONBLOCK, Mode::empty()).unwrap();
    rustix::fs::fcntl_setfl(&fd, OFlags::empty()).unwrap();
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || sender.send(rustix::io::read(&fd, &mut [0; 1]).unwrap()));
    receiver
}

#[test]
fn a_push_that_waits_for_a_hook_is_cancelled_at_once() {
    // The second hook does not listen to polite requests, nor does what it starts.
    for deaf in ["", "trap '' TERM HUP INT; "] {
        let place = Place::new();
        let (bare, blog) = place.published(&[("a", "1\n")]);
        let before = tip(&bare);
        let (ready, block) = (fifo(place.path().join("ready")), fifo(place.path().join("block")));
        let script = format!(
            "{deaf}exec 3<>'{}'; echo here > '{}'; cat <&3",
            block.display(),
            ready.display()
        );
        let hook = bare.hook("pre-receive", &script);
        blog.write("a", "2\n");
        let committed = commit(&blog, Onto::Upstream, &["a"], "Two").unwrap();
        let cancel = Cancel::new();
        let repository = open(&blog);
        let pushing = {
            let cancel = cancel.clone();
            std::thread::spawn(move || repository.push(committed.id, &mut |_| {}, &cancel))
        };
        assert_eq!(std::fs::read_to_string(&ready).unwrap(), "here\n");
        let gone = last_writer_gone(&block);
        assert!(gone.try_recv().is_err(), "the hook waits");
        cancel.cancel();
        // Nobody lets the hook go on: it ends because it is made to.
        let result = pushing.join().unwrap();
        assert!(matches!(result, Err(Error::Cancelled)), "{result:?}");
        assert_eq!(
            gone.recv_timeout(Duration::from_secs(5)),
            Ok(0),
            "the hook is left behind"
        );
        assert_eq!(tip(&bare), before);
        assert_eq!(blog.git(["rev-parse", "origin/main"]), before);
        bare.fsck();
        std::fs::remove_file(hook).unwrap();
        assert!(
            push(&blog, &committed.id.to_string()).unwrap().confirmed,
            "and again"
        );
    }
}

/// The remote has taken the commit and still works (it deploys, say): leaving it then is no failure.
#[test]
fn a_push_that_is_cancelled_after_it_was_taken_has_happened() {
    let place = Place::new();
    let (bare, blog) = place.published(&[("a", "1\n")]);
    let (ready, block) = (fifo(place.path().join("ready")), fifo(place.path().join("block")));
    bare.hook(
        "post-receive",
        &format!(
            "exec 3<>'{}'; echo here > '{}'; cat <&3",
            block.display(),
            ready.display()
        ),
    );
    blog.write("a", "2\n");
    let committed = commit(&blog, Onto::Upstream, &["a"], "Two").unwrap();
    let cancel = Cancel::new();
    let repository = open(&blog);
    let pushing = {
        let cancel = cancel.clone();
        std::thread::spawn(move || repository.push(committed.id, &mut |_| {}, &cancel))
    };
    assert_eq!(std::fs::read_to_string(&ready).unwrap(), "here\n");
    cancel.cancel();
    let pushed = pushing.join().unwrap().unwrap();
    assert!(!pushed.confirmed);
    assert_eq!(tip(&bare), committed.id.to_string());
    assert_eq!(blog.git(["rev-parse", "origin/main"]), committed.id.to_string());
}

#[test]
fn what_was_cancelled_before_does_not_begin() {
    let place = Place::new();
    let (_, blog) = place.published(&[("a", "1\n")]);
    let cancel = Cancel::new();
    cancel.cancel();
    assert!(matches!(
        open(&blog).fetch(&mut quiet(), &cancel),
        Err(Error::Cancelled)
    ));
    assert!(matches!(
        open(&blog).push(id(&blog.head()), &mut quiet(), &cancel),
        Err(Error::Cancelled)
    ));
}

/// Runs itself again without a `git` on the PATH.
#[test]
fn without_a_git_program_hooks_over_there_are_refused_and_not_skipped() {
    const NAME: &str = "without_a_git_program_hooks_over_there_are_refused_and_not_skipped";
    const FOLDER: &str = "GALLEY_TEST_FOLDER";
    if let Some(folder) = std::env::var_os(FOLDER) {
        isolated();
        let folder = PathBuf::from(folder);
        let repository = Repository::open(&folder.join("blog")).unwrap();
        let head = repository.state().unwrap().head.unwrap();
        let error = repository.push(head, &mut quiet(), &Cancel::none()).unwrap_err();
        let Error::Unsupported {
            what: Unsupported::RemoteHooks,
            words,
        } = &error
        else {
            panic!("{error:?}")
        };
        assert!(words.contains("pre-receive"), "{words}");
        std::fs::remove_file(folder.join("blog.git/hooks/pre-receive")).unwrap();
        assert!(
            repository
                .push(head, &mut quiet(), &Cancel::none())
                .unwrap()
                .confirmed
        );
        repository.fetch(&mut quiet(), &Cancel::none()).unwrap();
        return;
    }
    let place = Place::new();
    let (bare, blog) = place.published(&[("a", "1\n")]);
    let before = tip(&bare);
    blog.write("a", "2\n");
    let head = blog.commit_all("two");
    bare.hook("pre-receive", "exit 1");
    let again = Command::new(std::env::current_exe().unwrap())
        .args([NAME, "--exact"])
        .env("PATH", place.path())
        .env(FOLDER, place.path())
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&again.stdout).into_owned();
    assert!(again.status.success() && text.contains("1 passed"), "{text}");
    assert_ne!(before, head);
    assert_eq!(tip(&bare), head);
    bare.fsck();
}

/// Someone took a version away over there. Publishing something else must not bring it back unasked.
#[test]
fn what_was_dropped_on_the_server_does_not_come_back_by_itself() {
    let place = Place::new();
    let (bare, blog) = place.published(&[("a", "1\n"), ("b", "1\n")]);
    let first = blog.head();
    blog.write("b", "a mistake\n");
    blog.commit_all("dropped");
    blog.git(["push", "--quiet"]);
    bare.git(["update-ref", "refs/heads/main", &first]);
    blog.write("a", "2\n");
    let committed = commit(&blog, Onto::Upstream, &["a"], "post").unwrap();
    let error = push(&blog, &committed.id.to_string()).unwrap_err();
    assert!(matches!(error, Error::RemoteRewound { dropped: 1 }), "{error:?}");
    assert_eq!(tip(&bare), first);
    // Nothing is lost, and what was dropped now counts as only here.
    assert_eq!(blog.head(), committed.id.to_string());
    assert_eq!(blog.git(["rev-parse", "origin/main"]), first);
    assert_eq!(open(&blog).ahead_behind().unwrap(), (2, 0));
    // Publishing again sends the post alone, once.
    let committed = commit(&blog, Onto::Upstream, &["a"], "post").unwrap();
    push(&blog, &committed.id.to_string()).unwrap();
    assert_eq!(bare.subjects("main"), ["post", "first"]);
    assert_eq!(bare.git(["show", "main:b"]), "1");
    assert_eq!(blog.subjects("main"), ["dropped", "post", "first"]);
    assert_eq!(
        (blog.read("a"), blog.read("b")),
        (b"2\n".to_vec(), b"a mistake\n".to_vec())
    );
    // And the writer who wants it back can have it.
    push(&blog, &blog.head()).unwrap();
    assert_eq!(bare.subjects("main"), ["dropped", "post", "first"]);
    bare.fsck();
    blog.fsck();
}

#[test]
fn a_branch_that_was_removed_on_the_server_does_not_come_back_by_itself() {
    let place = Place::new();
    let (bare, blog) = place.published(&[("a", "1\n")]);
    bare.git(["update-ref", "-d", "refs/heads/main"]);
    blog.write("a", "2\n");
    let committed = commit(&blog, Onto::Upstream, &["a"], "post").unwrap();
    let error = push(&blog, &committed.id.to_string()).unwrap_err();
    assert!(matches!(error, Error::RemoteRewound { dropped: 1 }), "{error:?}");
    assert_eq!(bare.git(["for-each-ref"]), "");
    assert_eq!(open(&blog).unpushed().unwrap().len(), 2);
    push(&blog, &committed.id.to_string()).unwrap();
    assert_eq!(bare.subjects("main"), ["post", "first"]);
}

/// Our commit arrived, the answer did not, and the next writer has gone on from it.
#[test]
fn a_push_of_what_others_went_on_from_is_no_error() {
    let place = Place::new();
    let (bare, blog) = place.published(&[("a", "1\n")]);
    blog.write("a", "2\n");
    let ours = blog.commit_all("ours");
    blog.git(["push", "--quiet"]);
    let other = place.clone_of(&bare, "other");
    other.write("b", "2\n");
    let theirs = other.commit_all("theirs");
    other.git(["push", "--quiet"]);
    blog.git(["fetch", "--quiet"]);
    assert!(push(&blog, &ours).unwrap().confirmed);
    assert_eq!(blog.git(["rev-parse", "origin/main"]), theirs);
    assert_eq!(tip(&bare), theirs);
}

/// What waits to be sent is found by what Git keeps of the files, not by their bytes on disk.
#[test]
fn a_commit_that_waits_is_found_whatever_the_line_endings() {
    type Set = fn(&Repo);
    let cases: [(&str, Set, &str); 5] = [
        ("as it is", |_| {}, "one\r\ntwo\r\n"),
        (
            "autocrlf",
            |blog| drop(blog.git(["config", "core.autocrlf", "true"])),
            "one\r\ntwo\r\n",
        ),
        (
            "text",
            |blog| blog.write(".git/info/attributes", "*.md text\n"),
            "one\r\ntwo\r\n",
        ),
        (
            "eol=crlf",
            |blog| blog.write(".git/info/attributes", "*.md text eol=crlf\n"),
            "one\r\ntwo\r\n",
        ),
        (
            "ident",
            |blog| blog.write(".git/info/attributes", "*.md ident\n"),
            "$Id: 0123456789012345678901234567890123456789 $\n",
        ),
    ];
    for (case, set, text) in cases {
        let place = Place::new();
        let (_, blog) = place.published(&[("post.md", "0\n"), ("old.md", "0\n"), ("other", "0\n")]);
        set(&blog);
        blog.write("post.md", text);
        blog.write("new.md", text);
        blog.remove("old.md");
        let chosen = ["post.md", "new.md", "old.md"];
        let unsent = |chosen: &[&str]| open(&blog).unsent(&support::paths(chosen)).unwrap();
        assert_eq!(unsent(&chosen), None, "{case}");
        let made = commit(&blog, Onto::Upstream, &chosen, "post").unwrap().id;
        assert_eq!(unsent(&chosen), Some(made), "{case}");
        // Another choice, another text, another mode are something else.
        assert_eq!(unsent(&chosen[..2]), None, "{case}");
        assert_eq!(unsent(&["post.md", "new.md", "old.md", "other"]), None, "{case}");
        blog.write("post.md", "changed\n");
        assert_eq!(unsent(&chosen), None, "{case}");
        blog.write("post.md", text);
        blog.write("old.md", "0\n");
        assert_eq!(unsent(&chosen), None, "{case}: it is back");
        blog.remove("old.md");
        use std::os::unix::fs::PermissionsExt;
        let mode = |mode| {
            let file = blog.path().join("new.md");
            std::fs::set_permissions(file, std::fs::Permissions::from_mode(mode)).unwrap();
        };
        mode(0o755);
        assert_eq!(unsent(&chosen), None, "{case}: executable");
        mode(0o644);
        assert_eq!(unsent(&chosen), Some(made), "{case}");
        push(&blog, &made.to_string()).unwrap();
        assert_eq!(unsent(&chosen), None, "{case}: it is sent");
    }
}

/// A server's rule speaks through a hook, and what it says tells what can be done.
#[test]
fn refused_pushes_are_told_apart() {
    let place = Place::new();
    let (bare, blog) = place.published(&[("a", "1\n")]);
    let before = tip(&bare);
    // Bytes that cannot be packed any smaller.
    let bytes = (0_u64..4096).flat_map(|n| (n * n).wrapping_mul(0x9e37_79b9_7f4a_7c15).to_le_bytes());
    blog.write("a", bytes.collect::<Vec<u8>>());
    let committed = commit(&blog, Onto::Upstream, &["a"], "Two").unwrap();
    type Check = fn(&Error) -> bool;
    let cases: [(&str, Check); 5] = [
        (
            "error: GH006: Protected branch update failed for refs/heads/main.",
            |error| matches!(error, Error::Protected { branch, .. } if branch == "main"),
        ),
        (
            "error: File a.mov is 120.00 MB; this exceeds GitHub's file size limit of 100.00 MB",
            |error| matches!(error, Error::TooLarge { .. }),
        ),
        (
            "You are not allowed to push code to this project.",
            |error| matches!(error, Error::PermissionDenied { label, .. } if label == "blog"),
        ),
        ("No posts on Sundays", |error| {
            matches!(error, Error::RefusedByHook { .. })
        }),
        ("", |error| matches!(error, Error::RefusedByHook { .. })),
    ];
    for (said, check) in cases {
        let hook = bare.hook("pre-receive", &format!("echo \"{said}\" >&2; exit 1"));
        let error = push(&blog, &committed.id.to_string()).unwrap_err();
        assert!(check(&error), "{said}: {error:?}");
        assert!(error.detail().unwrap().contains(said), "{said}: {error:?}");
        std::fs::remove_file(hook).unwrap();
    }
    bare.git(["config", "receive.maxInputSize", "1000"]);
    let error = push(&blog, &committed.id.to_string()).unwrap_err();
    assert!(matches!(error, Error::TooLarge { .. }), "{error:?}");
    assert_eq!(tip(&bare), before);
    assert_eq!(blog.git(["rev-parse", "origin/main"]), before);
    bare.git(["config", "--unset", "receive.maxInputSize"]);
    assert!(push(&blog, &committed.id.to_string()).unwrap().confirmed);
}

/// Whatever the remote has become meanwhile, and whether that is known here or not: what is asked for on the wire is never
/// more than a move forward.
#[test]
fn nothing_forced_is_ever_asked_for_on_the_wire() {
    let place = Place::new();
    let (bare, blog) = place.published(&[("a.md", "0\n")]);
    let other = place.clone_of(&bare, "other");
    let seen = watch_pushes(&bare);
    let theirs = |text: &str, words: &[&str]| {
        other.write("a.md", text);
        other.commit_all(text);
        other.git(["push", "--quiet"].iter().chain(words));
    };
    let first = blog.head();

    blog.write("a.md", "mine\n");
    let mine = commit(&blog, Onto::Upstream, &["a.md"], "Mine")
        .unwrap()
        .id
        .to_string();
    theirs("unknown here", &[]);
    assert!(matches!(push(&blog, &mine), Err(Error::RemoteMoved { .. })));
    blog.git(["fetch", "--quiet"]);
    assert!(
        matches!(push(&blog, &mine), Err(Error::RemoteMoved { .. })),
        "known here"
    );
    // The one whom this is about does force.
    other.git(["reset", "--quiet", "--hard", &first]);
    theirs("another history", &["--force"]);
    assert_eq!(forced(&seen).len(), 1, "a forced push is seen");
    assert!(matches!(push(&blog, &mine), Err(Error::RemoteMoved { .. })));
    blog.git(["fetch", "--quiet"]);
    assert!(push(&blog, &mine).is_err());
    assert_eq!(tip(&bare), other.head(), "theirs stays");
    blog.git(["reset", "--quiet", "--hard", "origin/main"]);
    blog.write("a.md", "on top\n");
    let mine = commit(&blog, Onto::Upstream, &["a.md"], "On top")
        .unwrap()
        .id
        .to_string();
    push(&blog, &mine).unwrap();
    assert_eq!(tip(&bare), mine);
    assert_eq!(
        forced(&seen).len(),
        1,
        "none but theirs: {:?}",
        std::fs::read_to_string(&seen)
    );
}
