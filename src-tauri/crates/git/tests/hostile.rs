//! Repositories whose settings and files in `.git` were made by somebody else: nothing is run, nothing outside is
//! written, nothing hangs.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

mod support;

use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use galley_git::{Cancel, Error, Onto, Repository, Unsupported};
use galley_testkit::repo::{Place, Repo};
use support::{bring_in, changes, commit, everything, fifo, id, in_time, isolated, open, quiet};

fn fetch(repo: &Repo) -> Result<galley_git::Fetched, Error> {
    open(repo).fetch(&mut quiet(), &Cancel::none())
}

fn push_head(repo: &Repo) -> Result<galley_git::Pushed, Error> {
    open(repo).push(id(&repo.head()), &mut quiet(), &Cancel::none())
}

fn refused_as(error: &Error, expected: Unsupported) -> bool {
    matches!(error, Error::Unsupported { what, .. } if *what == expected)
}

/// A script that leaves a trace when it is run.
fn trap(place: &Place) -> (String, PathBuf) {
    let (script, trace) = (place.path().join("trap"), place.path().join("sprung"));
    let text = format!("#!/bin/sh\ntouch '{}'\nexit 1\n", trace.display());
    std::fs::write(&script, text).unwrap();
    std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o755)).unwrap();
    (script.to_str().unwrap().to_owned(), trace)
}

/// A second remote with the same history.
fn elsewhere(place: &Place, bare: &Repo) -> Repo {
    let other = place.bare("elsewhere.git");
    bare.git(["push", "--quiet", other.address().as_str(), "main"]);
    other
}

#[test]
fn where_a_rewritten_address_leads_is_what_is_shown() {
    for keys in [
        &["insteadOf"][..],
        &["pushInsteadOf"],
        &["insteadOf", "pushInsteadOf"],
    ] {
        let place = Place::new();
        let (bare, blog) = place.published(&[("a", "1\n")]);
        let other = elsewhere(&place, &bare);
        for key in keys {
            let name = format!("url.{}.{key}", other.address());
            blog.git(["config", name.as_str(), bare.address().as_str()]);
        }
        let shown = open(&blog).remote().unwrap().unwrap();
        assert_eq!(
            (shown.label.as_str(), shown.address),
            ("elsewhere", other.address()),
            "{keys:?}"
        );
        let before = bare.head();
        blog.write("a", "2\n");
        let made = commit(&blog, Onto::Upstream, &["a"], "two")
            .unwrap()
            .id
            .to_string();
        push_head(&blog).unwrap();
        assert_eq!((other.head(), bare.head()), (made, before), "{keys:?}");
    }
}

/// What the address stands for inside must not be led elsewhere, and certainly not past what was shown.
#[test]
fn a_rewriting_of_the_inner_address_leads_nowhere() {
    for key in ["insteadOf", "pushInsteadOf"] {
        let place = Place::new();
        let (bare, blog) = place.published(&[("a", "1\n")]);
        let other = elsewhere(&place, &bare);
        blog.write("a", "2\n");
        blog.commit_all("two");
        for inner in ["galley-pipe://remote", "galley", "g"] {
            let name = format!("url.{}.{key}", other.address());
            blog.git(["config", name.as_str(), inner]);
            let before = (bare.head(), other.head());
            let error = push_head(&blog).unwrap_err();
            assert!(
                error.to_string().contains("insteadOf"),
                "{key} {inner}: {error:?}"
            );
            assert_eq!((bare.head(), other.head()), before, "{key} {inner}");
            if key == "insteadOf" {
                fetch(&blog).unwrap_err();
            }
        }
    }
}

#[test]
fn a_second_address_for_pushing_is_the_one_that_is_shown() {
    let place = Place::new();
    let (bare, blog) = place.published(&[("a", "1\n")]);
    let other = elsewhere(&place, &bare);
    blog.git(["config", "remote.origin.pushurl", other.address().as_str()]);
    assert_eq!(open(&blog).remote().unwrap().unwrap().label, "elsewhere");
}

#[test]
fn a_command_that_came_with_the_folder_is_not_run() {
    let place = Place::new();
    let (_, blog) = place.published(&[("a", "1\n")]);
    let (script, trace) = trap(&place);
    blog.git(["remote", "set-url", "origin", "git@localhost:blog.git"]);
    blog.write("cfg", "");
    blog.write(".git/tools/ssh", std::fs::read(&script).unwrap());
    let inside = blog.path().join(".git/tools/ssh");
    std::fs::set_permissions(&inside, std::fs::Permissions::from_mode(0o755)).unwrap();
    for words in [
        script.clone(),
        format!("ssh; {script}"),
        format!("ssh -o ProxyCommand={script}"),
        inside.display().to_string(),
        format!("ssh -F {}/cfg", blog.path().display()),
        "ssh -F cfg".to_owned(),
    ] {
        blog.git(["config", "core.sshCommand", words.as_str()]);
        for error in [
            fetch(&blog).unwrap_err(),
            push_head(&blog).unwrap_err(),
            open(&blog).check_publishable().unwrap_err(),
        ] {
            assert!(
                matches!(&error, Error::Untrusted { what } if what.contains(&words)),
                "{words}: {error:?}"
            );
        }
        assert!(!trace.exists(), "{words}");
    }
}

/// Runs itself again, because a process reads the writer's settings once.
#[test]
fn a_command_of_the_writers_own_is_run() {
    const NAME: &str = "a_command_of_the_writers_own_is_run";
    const FOLDER: &str = "GALLEY_TEST_FOLDER";
    if let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) {
        galley_git::use_config_from(&folder.join("home")).unwrap();
        let blog = Repository::open(&folder.join("blog")).unwrap();
        blog.fetch(&mut quiet(), &Cancel::none()).unwrap_err();
        return;
    }
    let place = Place::new();
    let (_, blog) = place.published(&[("a", "1\n")]);
    let (script, trace) = trap(&place);
    blog.git(["remote", "set-url", "origin", "git@localhost:blog.git"]);
    blog.git(["config", "--global", "core.sshCommand", script.as_str()]);
    let again = Command::new(std::env::current_exe().unwrap())
        .args([NAME, "--exact"])
        .env(FOLDER, place.path())
        .env_remove("GIT_SSH_COMMAND")
        .status()
        .unwrap();
    assert!(again.success());
    assert!(trace.exists());
}

#[test]
fn no_setting_of_a_repository_runs_a_program() {
    let place = Place::new();
    let (bare, blog) = place.published(&[
        ("a", "1\n"),
        (".gitattributes", "*.f filter=evil diff=evil merge=evil\n"),
    ]);
    let (script, trace) = trap(&place);
    for key in [
        "filter.evil.clean",
        "filter.evil.smudge",
        "filter.evil.process",
        "diff.evil.command",
        "diff.evil.textconv",
        "merge.evil.driver",
        "diff.external",
        "core.fsmonitor",
        "core.pager",
        "core.editor",
        "core.askPass",
        "core.gitProxy",
        "core.alternateRefsCommand",
        "credential.helper",
        "gpg.program",
        "gpg.ssh.program",
        "sequence.editor",
        "uploadpack.packObjectsHook",
        "remote.origin.uploadpack",
        "remote.origin.receivepack",
        "remote.origin.vcs",
        "ssh.variant",
        "alias.upload-pack",
        "alias.receive-pack",
        "interactive.diffFilter",
        "trailer.x.command",
    ] {
        blog.git(["config", key, script.as_str()]);
    }
    let other = place.clone_of(&bare, "other");
    other.write("b", "theirs\n");
    other.commit_all("theirs");
    other.git(["push", "--quiet"]);
    fetch(&blog).unwrap();
    bring_in(&blog).unwrap();
    blog.write("a", "2\n");
    blog.write("new.f", "1\n");
    assert_eq!(changes(&blog), ["C a", "N new.f"]);
    let error = commit(&blog, Onto::Upstream, &["new.f"], "filtered").unwrap_err();
    assert!(refused_as(&error, Unsupported::Filter), "{error:?}");
    commit(&blog, Onto::Upstream, &["a"], "two").unwrap();
    push_head(&blog).unwrap();
    open(&blog).state().unwrap();
    assert!(!trace.exists());
    assert_eq!(bare.subjects("main")[0], "two");
}

#[test]
fn a_remote_that_came_with_the_folder_is_not_spoken_to() {
    let place = Place::new();
    let (bare, blog) = place.published(&[("a", "1\n")]);
    let (script, trace) = trap(&place);
    for name in ["remote.git", ".git/remote.git"] {
        let inside = place.bare(&format!("blog/{name}"));
        bare.git(["push", "--quiet", inside.address().as_str(), "main"]);
        inside.hook("pre-receive", &script);
        blog.write("a", name);
        let made = commit(&blog, Onto::Head, &["a"], "two").unwrap();
        for address in [
            name.to_owned(),
            inside.address(),
            format!("file://{}", inside.address()),
        ] {
            blog.git(["remote", "set-url", "origin", address.as_str()]);
            let pushed = open(&blog).push(made.id, &mut quiet(), &Cancel::none());
            for error in [pushed.unwrap_err(), fetch(&blog).unwrap_err()] {
                assert!(matches!(error, Error::BadAddress { .. }), "{address}: {error:?}");
            }
        }
    }
    assert!(!trace.exists());
}

/// `refs/heads/*:refs/heads/*`, as a mirror has it.
#[test]
fn a_fetch_never_writes_over_the_writers_own_branches_or_tags() {
    let place = Place::new();
    let (bare, blog) = place.published(&[("a", "1\n")]);
    let other = place.clone_of(&bare, "other");
    other.write("b", "theirs\n");
    let theirs = other.commit_all("theirs");
    other.git(["tag", "v1"]);
    other.git(["push", "--quiet", "origin", "main", "main:side", "v1"]);
    blog.git(["branch", "side"]);
    blog.git(["tag", "v1"]);
    blog.write("a", "2\n");
    blog.commit_all("mine");
    blog.git(["config", "--unset-all", "remote.origin.fetch"]);
    for kind in ["heads", "tags"] {
        let spec = ["+", &format!("refs/{kind}/*:refs/{kind}/*")].concat();
        blog.git(["config", "--add", "remote.origin.fetch", spec.as_str()]);
    }
    let own = || blog.git(["for-each-ref", "refs/heads", "refs/tags"]);
    let before = own();
    fetch(&blog).unwrap();
    assert_eq!(own(), before);
    assert_eq!(blog.git(["rev-parse", "refs/remotes/origin/main"]), theirs);
    // Nor does a push note there what the remote has.
    blog.git(["reset", "--quiet", "--hard", "refs/remotes/origin/main"]);
    blog.write("a", "3\n");
    let side = blog.git(["rev-parse", "side"]);
    blog.git(["config", "branch.main.merge", "refs/heads/side"]);
    blog.commit_all("to the side");
    push_head(&blog).unwrap();
    assert_eq!(blog.git(["rev-parse", "side"]), side);
    assert_eq!(bare.git(["rev-parse", "side"]), blog.head());
}

#[test]
fn a_branch_that_would_change_the_meaning_of_a_push_is_refused() {
    let place = Place::new();
    let (bare, blog) = place.published(&[("a", "1\n")]);
    bare.git(["tag", "v1"]);
    blog.write("a", "2\n");
    blog.commit_all("two");
    let before = bare.git(["for-each-ref"]);
    for name in [
        "refs/heads/main:refs/heads/evil",
        "refs/heads/*",
        "refs/tags/v1",
        "refs/heads/../tags/v1",
        "HEAD",
        "main",
        "",
    ] {
        blog.git(["config", "branch.main.merge", name]);
        let error = push_head(&blog).unwrap_err();
        assert!(matches!(&error, Error::BadName { .. }), "{name}: {error:?}");
        assert_eq!(bare.git(["for-each-ref"]), before, "{name}");
    }
}

fn ended() -> u32 {
    let mut child = Command::new("true").spawn().unwrap();
    child.wait().unwrap();
    child.id()
}

fn old(path: &Path) {
    let file = std::fs::File::options()
        .append(true)
        .create(true)
        .open(path)
        .unwrap();
    file.set_modified(SystemTime::now() - Duration::from_secs(60))
        .unwrap();
}

/// The mark in a lock names a branch, whose lock is removed with it.
#[test]
fn a_lock_that_names_another_file_is_left_alone() {
    let place = Place::new();
    let (_, blog) = place.published(&[("a", "1\n")]);
    blog.write("a", "2\n");
    let victim = place.path().join("victim.lock");
    old(&victim);
    old(&blog.path().join(".git/config.lock"));
    let lock = blog.path().join(".git/index.lock");
    for branch in [
        "refs/heads/../../../../victim",
        "../../victim",
        "config",
        "refs/heads/../../config",
        place.path().join("victim").to_str().unwrap(),
        "refs/tags/v1",
        "",
    ] {
        std::fs::write(&lock, format!("galley-git {} {branch}\n", ended())).unwrap();
        let before = everything(place.path());
        let error = commit(&blog, Onto::Head, &["a"], "x").unwrap_err();
        assert!(matches!(error, Error::Locked { .. }), "{branch}: {error:?}");
        assert_eq!(everything(place.path()), before, "{branch}");
    }
    // A link to a mark is not a lock of ours either, and a pipe is not waited for.
    let mark = place.path().join("mark");
    std::fs::rename(&lock, &mark).unwrap();
    std::fs::write(&mark, format!("galley-git {} refs/heads/main\n", ended())).unwrap();
    symlink(&mark, &lock).unwrap();
    let error = commit(&blog, Onto::Head, &["a"], "x").unwrap_err();
    assert!(matches!(error, Error::Locked { .. }), "{error:?}");
    assert!(mark.exists() && lock.symlink_metadata().is_ok());
    std::fs::remove_file(&lock).unwrap();
    fifo(lock.clone());
    let again = blog.clone();
    let error = in_time("a pipe for a lock", move || {
        commit(&again, Onto::Head, &["a"], "x")
    })
    .unwrap_err();
    assert!(matches!(error, Error::Locked { .. }), "{error:?}");
    std::fs::remove_file(&lock).unwrap();
    commit(&blog, Onto::Head, &["a"], "x").unwrap();
}

/// The copy of the index is written under a name that can be guessed.
#[test]
fn a_link_in_the_place_of_the_copy_is_not_written_through() {
    let place = Place::new();
    let (_, blog) = place.published(&[("a", "1\n")]);
    blog.write("a", "2\n");
    let victim = place.path().join("victim");
    std::fs::write(&victim, "precious").unwrap();
    let copy = blog
        .path()
        .join(format!(".git/index.galley-{}", std::process::id()));
    symlink(&victim, &copy).unwrap();
    commit(&blog, Onto::Head, &["a"], "two").unwrap();
    assert_eq!(std::fs::read(&victim).unwrap(), b"precious");
    assert!(copy.symlink_metadata().is_err());
    assert!(blog.status().is_empty());
    blog.fsck();
}

#[test]
fn links_in_gits_folder_are_not_followed_by_writing() {
    for planted in [
        "logs/HEAD",
        "logs/refs/heads/main",
        "logs",
        "refs/heads/main",
        "refs/heads",
        "refs/remotes/origin",
        "logs/refs/remotes/origin",
        "config",
        "index",
    ] {
        let place = Place::new();
        let (bare, blog) = place.published(&[("a", "1\n")]);
        blog.write("a", "2\n");
        let outside = place.path().join("outside");
        // Where it leads looks right, so that only the link itself gives it away.
        std::fs::rename(blog.path().join(".git").join(planted), &outside).unwrap();
        symlink(&outside, blog.path().join(".git").join(planted)).unwrap();
        old(&place.path().join("outside.lock"));
        let head = id(&blog.head());
        let before = (everything(place.path()), bare.head());
        for error in [
            commit(&blog, Onto::Head, &["a"], "x").unwrap_err(),
            open(&blog).push(head, &mut quiet(), &Cancel::none()).unwrap_err(),
            bring_in(&blog).unwrap_err(),
            open(&blog).check_publishable().unwrap_err(),
            fetch(&blog).unwrap_err(),
        ] {
            assert!(refused_as(&error, Unsupported::Link), "{planted}: {error:?}");
            assert!(error.detail().unwrap().contains(planted), "{error:?}");
        }
        assert_eq!((everything(place.path()), bare.head()), before, "{planted}");
    }
}

#[test]
fn pipes_in_gits_folder_are_not_waited_for() {
    for planted in [
        "",
        "HEAD",
        "config",
        "index",
        "commondir",
        "packed-refs",
        "info/exclude",
        "info/attributes",
        "objects/info/alternates",
        "refs/heads/main",
        "refs/remotes/origin/main",
    ] {
        let place = Place::new();
        let (_, blog) = place.published(&[("a", "1\n")]);
        isolated();
        let path = blog.path().join(".git").join(planted);
        let _ = std::fs::remove_file(&path);
        if planted.is_empty() {
            std::fs::remove_dir_all(&path).unwrap();
        }
        fifo(
            blog.path()
                .join(".git")
                .components()
                .chain(Path::new(planted).components())
                .collect(),
        );
        for opened in [Repository::open, Repository::discover] {
            let folder = blog.path().to_owned();
            let error = in_time(planted, move || opened(&folder)).unwrap_err();
            assert!(refused_as(&error, Unsupported::Link), "{planted}: {error:?}");
        }
    }
}

/// With false parents, a branch that lacks what the remote has could look as if it stood on it.
#[test]
fn grafts_do_not_make_a_push_a_forced_one() {
    let place = Place::new();
    let (bare, blog) = place.published(&[("a", "1\n")]);
    let first = blog.head();
    let other = place.clone_of(&bare, "other");
    other.write("b", "theirs\n");
    let theirs = other.commit_all("theirs");
    other.git(["push", "--quiet"]);
    blog.git(["fetch", "--quiet"]);
    blog.write("a", "2\n");
    let mine = blog.commit_all("mine");
    blog.write(".git/info/grafts", format!("{mine} {theirs}\n"));
    let error = push_head(&blog).unwrap_err();
    assert!(refused_as(&error, Unsupported::Grafts), "{error:?}");
    assert_eq!(bare.head(), theirs);
    assert_ne!(first, theirs);
}

#[test]
fn a_fast_forward_does_not_write_through_links() {
    for tracked in [true, false] {
        let place = Place::new();
        let (bare, blog) = place.published(&[("a", "1\n")]);
        let outside = place.path().join("outside");
        std::fs::create_dir(&outside).unwrap();
        let other = place.clone_of(&bare, "other");
        symlink(&outside, blog.path().join("dir")).unwrap();
        if tracked {
            blog.commit_all("a link");
            blog.git(["push", "--quiet"]);
            other.git(["pull", "--quiet"]);
            other.remove("dir");
        }
        other.write("dir/post.md", "theirs\n");
        other.commit_all("a folder");
        other.git(["push", "--quiet"]);
        fetch(&blog).unwrap();
        let moved = bring_in(&blog);
        assert_eq!(
            std::fs::read_dir(&outside).unwrap().count(),
            0,
            "tracked: {tracked}"
        );
        match moved {
            Ok(moved) => {
                assert!(tracked && moved.paths.contains(&"dir/post.md".into()));
                assert_eq!(blog.read("dir/post.md"), b"theirs\n");
                assert!(blog.status().is_empty());
            }
            Err(error) => {
                assert!(!tracked, "{error:?}");
                assert!(matches!(error, Error::WouldOverwrite { .. }), "{error:?}");
                assert!(blog.path().join("dir").is_symlink());
            }
        }
    }
}
