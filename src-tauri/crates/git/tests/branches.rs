//! From branch to branch, with what is changed here kept; and reviews as Git sees them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

mod support;

use std::path::{Path, PathBuf};

use galley_git::{Along, Cancel, Error, Switched};
use galley_testkit::repo::{Place, Repo};
use support::{everything, id, isolated, open, paths, quiet, review};

fn switch(blog: &Repo, name: &str) -> Result<Switched, Error> {
    open(blog).switch(name, false, &|_| false)
}

fn branch(blog: &Repo) -> String {
    blog.git(["branch", "--show-current"])
}

/// `main`, and `side` on which `a` is another text, `gone` is not there, `new/deep` is, and `runs` can be run.
fn prepared(place: &Place) -> Repo {
    let (_, blog) = place.published(&[("a", "1\n"), ("b", "1\n"), ("gone", "1\n"), ("runs", "1\n")]);
    blog.git(["checkout", "--quiet", "-b", "side"]);
    blog.write("a", "side\n");
    blog.write("new/deep", "side\n");
    blog.remove("gone");
    blog.git(["update-index", "--chmod=+x", "runs"]);
    blog.git(["add", "a", "new", "gone"]);
    blog.git(["commit", "--quiet", "-m", "side"]);
    blog.git(["checkout", "--quiet", "--force", "main"]);
    blog
}

/// Git itself is asked what it would have made of it.
#[test]
fn a_switch_is_the_one_that_git_makes() {
    let place = Place::new();
    let blog = prepared(&place);
    let by_git = place.at("by-git");
    place.at("").git(["clone", "--quiet", "blog", "by-git"]);
    by_git.git(["checkout", "--quiet", "side"]);
    let switched = switch(&blog, "side").unwrap();
    assert_eq!(switched.from.as_deref(), Some("main"));
    assert_eq!(switched.paths, paths(&["gone", "a", "new/deep", "runs"]));
    let files = |repo: &Repo| {
        let mut all = everything(repo.path());
        all.retain(|path, _| !path.starts_with(repo.path().join(".git")));
        let name = |path: PathBuf| path.strip_prefix(repo.path()).unwrap().to_owned();
        all.into_iter()
            .map(|(path, bytes)| (name(path), bytes))
            .collect::<Vec<_>>()
    };
    assert_eq!(files(&blog), files(&by_git));
    let staged = |repo: &Repo| repo.git(["ls-files", "--stage"]);
    assert_eq!(staged(&blog), staged(&by_git));
    assert_eq!((branch(&blog), blog.status()), ("side".into(), Vec::new()));
    assert!(
        blog.git(["reflog", "-1", "HEAD"])
            .contains("moving from main to side")
    );
    switch(&blog, "main").unwrap();
    assert!(!blog.path().join("new").exists() && blog.status().is_empty());
    assert_eq!(switch(&blog, "main").unwrap().paths, Vec::<PathBuf>::new());
    blog.fsck();
}

/// Changes where both branches have the same, staged and not, new files and deleted ones, go along byte for byte.
#[test]
fn what_is_the_same_on_both_goes_along_as_it_is() {
    let place = Place::new();
    let blog = prepared(&place);
    blog.write("b", "staged\n");
    blog.git(["add", "b"]);
    blog.write("b", "and changed since\n");
    blog.write("mine", "new\n");
    blog.write("added", "added\n");
    blog.git(["add", "added"]);
    let status = blog.status();
    switch(&blog, "side").unwrap();
    assert_eq!((branch(&blog), blog.status()), ("side".into(), status.clone()));
    assert_eq!(blog.read("b"), b"and changed since\n");
    assert_eq!(blog.git(["show", ":b"]), "staged");
    // What was done here already as the other branch has it is no change there.
    blog.write("a", "1\n");
    switch(&blog, "main").unwrap();
    assert_eq!(blog.status(), status);
}

/// Each way in which the writer's own would be written over: said with its name, and nothing is written.
#[test]
fn what_differs_stands_in_the_way_and_nothing_is_written() {
    type Change = fn(&Repo);
    let cases: [(&str, Change, &[&str]); 8] = [
        ("changed", |blog| blog.write("a", "mine\n"), &["a"]),
        (
            "staged and put back on disk",
            |blog| {
                blog.write("a", "mine\n");
                blog.git(["add", "a"]);
                blog.write("a", "1\n");
            },
            &["a"],
        ),
        (
            "new where the other has one",
            |blog| blog.write("new/deep", "mine\n"),
            &["new/deep"],
        ),
        (
            "ignored where the other has one",
            |blog| {
                blog.write(".git/info/exclude", "new\n");
                blog.write("new/deep", "mine\n");
            },
            &["new/deep"],
        ),
        (
            "a file where a folder comes",
            |blog| blog.write("new", "mine\n"),
            &["new"],
        ),
        (
            "changed and gone there",
            |blog| blog.write("gone", "mine\n"),
            &["gone"],
        ),
        ("deleted and changed there", |blog| blog.remove("a"), &["a"]),
        (
            "two of them",
            |blog| {
                blog.write("a", "mine\n");
                blog.write("gone", "mine\n");
            },
            &["a", "gone"],
        ),
    ];
    for (case, change, named) in cases {
        let place = Place::new();
        let blog = prepared(&place);
        change(&blog);
        // A status writes the index anew, so that what follows is seen.
        blog.status();
        let repository = open(&blog);
        let before = everything(blog.path());
        let error = repository.switch("side", false, &|_| false).unwrap_err();
        assert!(
            matches!(&error, Error::WouldOverwrite { paths: found } if *found == paths(named)),
            "{case}: {error:?}"
        );
        let mut after = everything(blog.path());
        // Texts that were looked at are kept as objects: nothing is lost by that.
        after.retain(|path, _| {
            before.contains_key(path) || !path.starts_with(blog.path().join(".git/objects"))
        });
        assert!(after == before, "{case}: something was written");
    }
    // A branch that only the server has, or a new one, is not made for it.
    let place = Place::new();
    let blog = prepared(&place);
    blog.git(["push", "--quiet", "origin", "side:theirs"]);
    blog.git(["fetch", "--quiet"]);
    blog.write("a", "mine\n");
    let config = blog.read(".git/config");
    let error = open(&blog).switch("theirs", false, &|_| false).unwrap_err();
    assert!(matches!(error, Error::WouldOverwrite { .. }), "{error:?}");
    let here = blog.git(["for-each-ref", "--format=%(refname:short)", "refs/heads"]);
    assert_eq!((here.as_str(), blog.read(".git/config")), ("main\nside", config));
    // Typed, and in no file yet.
    let place = Place::new();
    let blog = prepared(&place);
    let error = open(&blog)
        .switch("side", false, &|path| path == Path::new("a"))
        .unwrap_err();
    assert!(matches!(error, Error::WouldOverwrite { .. }), "{error:?}");
    open(&blog)
        .switch("side", false, &|path| path == Path::new("b"))
        .unwrap();
}

/// A killed process of Galley's held the locks of HEAD and of the settings.
#[test]
fn locks_that_a_killed_switch_left_are_removed_when_they_are_old() {
    let place = Place::new();
    let blog = prepared(&place);
    blog.git(["push", "--quiet", "origin", "side:theirs"]);
    blog.git(["fetch", "--quiet"]);
    let mut ended = std::process::Command::new("true").spawn().unwrap();
    ended.wait().unwrap();
    let mark = format!("galley-git {} refs/heads/theirs\n", ended.id());
    blog.write(".git/index.lock", mark);
    blog.write(&format!(".git/galley-work-{}-0", ended.id()), "");
    let locks = [".git/HEAD.lock", ".git/config.lock"].map(|lock| {
        blog.write(lock, "");
        std::fs::File::options()
            .write(true)
            .open(blog.path().join(lock))
            .unwrap()
    });
    let error = open(&blog).switch("theirs", false, &|_| false).unwrap_err();
    assert!(matches!(error, Error::Locked { .. }), "they are young: {error:?}");
    assert_eq!(branch(&blog), "main");
    for lock in &locks {
        lock.set_modified(std::time::SystemTime::now() - std::time::Duration::from_secs(60))
            .unwrap();
    }
    switch(&blog, "theirs").unwrap();
    assert_eq!(branch(&blog), "theirs");
    assert_eq!(
        blog.git(["rev-parse", "--abbrev-ref", "@{upstream}"]),
        "origin/theirs"
    );
    let names = std::fs::read_dir(blog.path().join(".git")).unwrap();
    let left: Vec<_> = names
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".lock") || name.starts_with("galley-"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn branches_are_listed_made_and_refused() {
    let place = Place::new();
    let blog = prepared(&place);
    let other = place.clone_of(&place.at("blog.git"), "other");
    other.git(["checkout", "--quiet", "-b", "theirs"]);
    other.write("t", "1\n");
    other.commit_all("theirs");
    other.git(["push", "--quiet", "origin", "theirs"]);
    blog.git(["fetch", "--quiet"]);
    let listed = || -> Vec<(String, bool, bool, Option<String>)> {
        let all = open(&blog).branches().unwrap();
        all.into_iter()
            .map(|one| (one.name, one.current, one.here, one.upstream))
            .collect()
    };
    let row = |name: &str, current, here, upstream: Option<&str>| {
        (name.to_owned(), current, here, upstream.map(str::to_owned))
    };
    assert_eq!(
        listed(),
        [
            row("main", true, true, Some("origin/main")),
            row("side", false, true, None),
            row("theirs", false, false, Some("origin/theirs")),
        ]
    );
    switch(&blog, "theirs").unwrap();
    assert_eq!(
        blog.git(["rev-parse", "--abbrev-ref", "theirs@{upstream}"]),
        "origin/theirs"
    );
    assert_eq!(blog.read("t"), b"1\n");
    blog.write("t", "two\n");
    open(&blog).switch("new", true, &|_| false).unwrap();
    assert_eq!(
        (branch(&blog), blog.status()),
        ("new".into(), vec![" M t".to_owned()])
    );
    let error = open(&blog).switch("side", true, &|_| false).unwrap_err();
    assert!(matches!(error, Error::BranchExists { .. }), "{error:?}");
    let error = switch(&blog, "none").unwrap_err();
    assert!(matches!(error, Error::NoBranch { .. }), "{error:?}");
    for bad in ["-x", "a..b", "a b", "", "@{-1}", "HEAD", "refs/heads/main"] {
        assert!(matches!(switch(&blog, bad), Err(Error::BadName { .. })), "{bad}");
    }
    // Another folder has it: both would move it.
    blog.git(["worktree", "add", "--quiet", "../tree", "side"]);
    let error = switch(&blog, "side").unwrap_err();
    assert!(matches!(error, Error::BranchElsewhere { .. }), "{error:?}");
    assert!(matches!(
        switch(&place.at("tree"), "new"),
        Err(Error::BranchElsewhere { .. })
    ));
}

/// From a commit that is on no branch the way is back to one, unless that would leave it behind.
#[test]
fn from_a_detached_head_and_from_an_unborn_branch() {
    let place = Place::new();
    let blog = prepared(&place);
    blog.git(["checkout", "--quiet", "--detach", "side"]);
    assert_eq!(switch(&blog, "main").unwrap().from, None);
    assert_eq!((branch(&blog), blog.status()), ("main".into(), Vec::new()));
    blog.git(["checkout", "--quiet", "--detach"]);
    blog.write("b", "2\n");
    blog.commit_all("on no branch");
    assert!(matches!(switch(&blog, "main"), Err(Error::Detached)));
    // A branch of its own keeps it, and then nothing is left behind.
    let error = open(&blog).switch("kept", true, &|_| false).unwrap_err();
    assert!(matches!(error, Error::Detached), "{error:?}");
    blog.git(["tag", "kept"]);
    switch(&blog, "main").unwrap();
    blog.git(["checkout", "--quiet", "--orphan", "empty"]);
    blog.git(["rm", "-r", "--quiet", "--force", "."]);
    switch(&blog, "main").unwrap();
    assert_eq!((branch(&blog), blog.status()), ("main".into(), Vec::new()));
}

/// Killed between two files: the next start goes on. Unless somebody else went on meanwhile.
#[test]
fn a_switch_that_was_interrupted_is_finished() {
    let place = Place::new();
    let blog = prepared(&place);
    let note = |from: &str| {
        let side = blog.git(["rev-parse", "side"]);
        blog.write(
            ".git/galley-switch",
            format!("{from} {side} refs/heads/main refs/heads/side\n"),
        );
    };
    note(&blog.head());
    // Two of the four files are exchanged.
    blog.write("a", "side\n");
    blog.remove("gone");
    let finished = open(&blog).finish_switch().unwrap().unwrap();
    assert_eq!((finished.to.as_str(), branch(&blog)), ("side", "side".to_owned()));
    assert_eq!(
        (blog.status(), open(&blog).finish_switch().unwrap()),
        (Vec::new(), None)
    );
    switch(&blog, "main").unwrap();
    note(&"1".repeat(40));
    blog.write("a", "mine\n");
    assert_eq!(open(&blog).finish_switch().unwrap(), None);
    assert_eq!(
        (blog.read("a"), branch(&blog)),
        (b"mine\n".to_vec(), "main".into())
    );
    assert!(!blog.path().join(".git/galley-switch").exists());
}

/// A theme that is a repository of its own: it stays as it is, whatever is published, brought in or switched to.
#[test]
fn a_submodule_is_never_staged_and_never_broken() {
    let place = Place::new();
    let (bare, blog) = place.published(&[("a", "1\n"), ("b", "1\n")]);
    let theme = place.init("theme");
    theme.write("t", "1\n");
    theme.commit_all("one");
    let local = ["-c", "protocol.file.allow=always"];
    let add = ["submodule", "--quiet", "add", &theme.address(), "theme"];
    blog.git(local.iter().chain(&add));
    blog.git(["commit", "--quiet", "-m", "theme"]);
    blog.git(["push", "--quiet"]);
    let kept = blog.git(["rev-parse", "HEAD:theme"]);
    // The writer's theme is at another commit, with a change on top.
    let inside = blog.path().join("theme");
    std::fs::write(inside.join("t"), "2\n").unwrap();
    let inner = place.at("blog/theme");
    inner.git([
        "-c",
        "user.name=A",
        "-c",
        "user.email=a@b",
        "commit",
        "--quiet",
        "-am",
        "two",
    ]);
    std::fs::write(inside.join("t"), "3\n").unwrap();
    let theirs = inner.head();
    blog.write("a", "2\n");
    let made = support::commit(&blog, galley_git::Onto::Upstream, &["a"], "post").unwrap();
    open(&blog).push(made.id, &mut quiet(), &Cancel::none()).unwrap();
    let request = paths(&["theme"]);
    let error = open(&blog)
        .commit_for_review(&review(&request, None), &Along::default())
        .unwrap_err();
    assert!(matches!(error, Error::BadPath { .. }), "{error:?}");
    let other = place.clone_of(&bare, "other");
    other.write("b", "theirs\n");
    other.git(["add", "b"]);
    other.git(["commit", "--quiet", "-m", "theirs"]);
    other.git(["push", "--quiet"]);
    open(&blog).fetch(&mut quiet(), &Cancel::none()).unwrap();
    support::bring_in(&blog).unwrap();
    // A branch from before the theme.
    blog.git(["branch", "--quiet", "old", "HEAD~3"]);
    open(&blog).switch("new", true, &|_| false).unwrap();
    blog.git(["branch", "--quiet", "--force", "main", "HEAD"]);
    switch(&blog, "main").unwrap();
    for revision in ["HEAD", "origin/main"] {
        assert_eq!(blog.git(["rev-parse", &format!("{revision}:theme")]), kept);
    }
    switch(&blog, "old").unwrap();
    switch(&blog, "main").unwrap();
    assert_eq!(
        (inner.head(), std::fs::read(inside.join("t")).unwrap()),
        (theirs, b"3\n".to_vec())
    );
    assert_eq!(blog.git(["rev-parse", ":theme"]), kept);
    blog.fsck();
}

/// The commit of a review is the one that `git commit --only` makes on the upstream, and nothing here moves.
#[test]
fn a_review_is_one_commit_on_the_upstream() {
    let place = Place::new();
    let (bare, blog) = place.published(&[("a", "1\n"), ("b", "1\n")]);
    let by_git = place.clone_of(&bare, "by-git");
    by_git.write("a", "2\n");
    by_git.git(["commit", "--quiet", "--only", "-m", "for review", "--", "a"]);
    blog.write("b", "earlier\n");
    blog.commit_all("earlier");
    blog.write("a", "2\n");
    blog.write("b", "staged\n");
    blog.git(["add", "b"]);
    let before = everything(&blog.path().join(".git"));
    let chosen = paths(&["a"]);
    let made = open(&blog)
        .commit_for_review(&review(&chosen, None), &Along::default())
        .unwrap()
        .unwrap();
    assert_eq!(made.to_string(), by_git.head());
    let mut after = everything(&blog.path().join(".git"));
    after.retain(|path, _| !path.starts_with(blog.path().join(".git/objects")));
    let mut rest = before;
    rest.retain(|path, _| !path.starts_with(blog.path().join(".git/objects")));
    assert!(after == rest, "something of the writer's was written");
    let send = |on| open(&blog).send_for_review("aside", made, on, &mut quiet(), &Cancel::none());
    let sent = send(None).unwrap();
    assert_eq!(
        (sent.into.as_str(), sent.label.as_str(), sent.link),
        ("main", "blog", None)
    );
    assert_eq!(bare.git(["rev-parse", "aside"]), made.to_string());
    // The same again is nothing new; what somebody put there since is not written over.
    assert_eq!(
        open(&blog)
            .commit_for_review(&review(&chosen, Some(made)), &Along::default())
            .unwrap(),
        None
    );
    by_git.git(["push", "--quiet", "origin", "HEAD~1:refs/heads/elsewhere"]);
    by_git.write("b", "theirs\n");
    let theirs = by_git.commit_all("theirs");
    by_git.git(["push", "--quiet", "origin", "HEAD:refs/heads/aside"]);
    blog.write("a", "3\n");
    let next = open(&blog)
        .commit_for_review(&review(&chosen, Some(made)), &Along::default())
        .unwrap()
        .unwrap();
    let error = open(&blog)
        .send_for_review("aside", next, Some(made), &mut quiet(), &Cancel::none())
        .unwrap_err();
    assert!(matches!(error, Error::RemoteMoved { .. }), "{error:?}");
    assert_eq!(bare.git(["rev-parse", "aside"]), theirs);
    let found = open(&blog)
        .review_branch("aside", Some(made), &mut quiet(), &Cancel::none())
        .unwrap();
    assert_eq!((found.tip, found.merged), (Some(id(&theirs)), false));
    assert_eq!(found.paths, paths(&["a", "b"]));
    // Removed over there: nothing is known of it any more, and it is not merged.
    bare.git(["branch", "--quiet", "-D", "aside"]);
    let found = open(&blog)
        .review_branch("aside", Some(made), &mut quiet(), &Cancel::none())
        .unwrap();
    assert_eq!((found.tip, found.merged), (None, false));
    assert!(
        blog.try_git(["rev-parse", "--verify", "--quiet", "origin/aside"])
            .stdout
            .is_empty()
    );
    let error = open(&blog)
        .send_for_review("aside", next, Some(made), &mut quiet(), &Cancel::none())
        .unwrap_err();
    assert!(matches!(error, Error::RemoteMoved { .. }), "{error:?}");
    isolated();
}

#[test]
fn the_branch_that_the_remote_names_is_known_where_it_was_cloned() {
    let place = Place::new();
    let (remote, _) = place.published(&[("a.md", "a")]);
    let clone = place.clone_of(&remote, "cloned");
    clone.git(["checkout", "--quiet", "-b", "autumn"]);
    assert_eq!(open(&clone).main_branch().unwrap().as_deref(), Some("main"));
    clone.git(["remote", "set-head", "origin", "--delete"]);
    assert_eq!(open(&clone).main_branch().unwrap(), None);
}
