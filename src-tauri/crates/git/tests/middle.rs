//! Repositories that another program left in the middle of something, and formats that cannot be used: said, and nothing
//! written. And those that are unusual and work.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

mod support;

use std::path::Path;

use galley_git::{Along, Asked, BroughtIn, Busy, Cancel, Error, Merging, Onto, Repository, Unsupported};
use galley_testkit::repo::{Place, Repo};
use support::{bring_in, commit, everything, id, isolated, open, quiet};

/// A clone with a commit of its own on `a`, a branch `side` with another one, and a remote that has moved on.
fn prepared(place: &Place) -> Repo {
    let (bare, blog) = place.published(&[("a", "1\n"), ("b", "1\n")]);
    let other = place.clone_of(&bare, "other");
    other.write("b", "theirs\n");
    other.commit_all("theirs");
    other.git(["push", "--quiet"]);
    blog.git(["checkout", "--quiet", "-b", "side"]);
    blog.write("a", "side\n");
    blog.commit_all("side");
    blog.git(["checkout", "--quiet", "main"]);
    blog.write("a", "mine\n");
    blog.commit_all("mine");
    blog.git(["fetch", "--quiet"]);
    blog
}

/// What each verb that writes says; nothing may be written by any.
fn refusals(blog: &Repo) -> Vec<Error> {
    let repo = open(blog);
    let before = everything(blog.path());
    let head = id(&blog.git(["rev-parse", "main"]));
    let errors = vec![
        bring_in(blog).unwrap_err(),
        commit(blog, Onto::Head, &["b"], "x").unwrap_err(),
        commit(blog, Onto::Upstream, &["b"], "x").unwrap_err(),
        repo.take_back(head).unwrap_err(),
        repo.undo(head, "x", None, &[]).unwrap_err(),
        repo.check_publishable().unwrap_err(),
        repo.switch("side", false, &|_| false).unwrap_err(),
        repo.switch("new", true, &|_| false).unwrap_err(),
        repo.commit_for_review(&support::review(&support::paths(&["b"]), None), &Along::default())
            .unwrap_err(),
    ];
    assert!(everything(blog.path()) == before, "something was written");
    errors
}

#[test]
fn what_another_program_is_in_the_middle_of_is_said() {
    type Begin = fn(&Repo);
    let cases: [(Busy, Begin); 6] = [
        (Busy::Merge, |blog| drop(blog.try_git(["merge", "side"]))),
        (Busy::Rebase, |blog| drop(blog.try_git(["rebase", "side"]))),
        (Busy::CherryPick, |blog| {
            drop(blog.try_git(["cherry-pick", "side"]))
        }),
        (Busy::Revert, |blog| {
            blog.write("a", "later\n");
            blog.commit_all("later");
            drop(blog.try_git(["revert", "HEAD~1"]));
        }),
        (Busy::Bisect, |blog| drop(blog.git(["bisect", "start"]))),
        (Busy::ApplyMailbox, |blog| {
            blog.git(["format-patch", "-1", "--quiet", "--output-directory=.git", "side"]);
            drop(blog.try_git(["am", ".git/0001-side.patch"]));
        }),
    ];
    for (busy, begin) in cases {
        let place = Place::new();
        let blog = prepared(&place);
        begin(&blog);
        assert_eq!(open(&blog).state().unwrap().busy, Some(busy));
        blog.write("b", "2\n");
        for error in refusals(&blog) {
            // A rebase has no branch checked out, which is said first where one is asked for.
            let rebase = busy == Busy::Rebase && matches!(error, Error::Detached);
            assert!(
                rebase || matches!(error, Error::Busy(said) if said == busy),
                "{busy:?}: {error:?}"
            );
        }
    }
}

fn bring_in_with(repository: &Repository) -> Result<BroughtIn, Error> {
    repository.bring_in(&Asked {
        cancel: Cancel::none(),
        merge: &|_, _| Merging::ByLines,
        keep: &|_| false,
    })
}

#[test]
fn formats_that_cannot_be_used_are_refused_before_anything_is_written() {
    type Make = fn(&Repo);
    let cases: [(&str, Make); 5] = [
        ("split index", |blog| {
            drop(blog.git(["update-index", "--split-index"]))
        }),
        ("sparse index", |blog| {
            blog.write("c/d/e", "1\n");
            blog.commit_all("deep");
            blog.git(["sparse-checkout", "set", "--cone", "--sparse-index", "none"]);
        }),
        ("sparse checkout", |blog| {
            drop(blog.git(["sparse-checkout", "set", "--no-cone", "/a"]))
        }),
        ("reftable", |blog| {
            blog.git(["config", "core.repositoryformatversion", "1"]);
            blog.write(
                ".git/config",
                [
                    &blog.read(".git/config")[..],
                    b"[extensions]\n\trefStorage = reftable\n",
                ]
                .concat(),
            );
        }),
        ("partial clone", |blog| {
            blog.git(["config", "core.repositoryformatversion", "1"]);
            blog.git(["config", "extensions.partialClone", "origin"]);
        }),
    ];
    for (case, make) in cases {
        let place = Place::new();
        let blog = prepared(&place);
        let (opened, before_head) = (open(&blog), blog.head());
        make(&blog);
        let before = everything(blog.path());
        let chosen = support::paths(&["b"]);
        let head = id(&before_head);
        let mut errors = vec![
            bring_in_with(&opened).unwrap_err(),
            opened.check_publishable().unwrap_err(),
            opened.take_back(head).unwrap_err(),
            opened.switch("side", false, &|_| false).unwrap_err(),
            opened.switch("new", true, &|_| false).unwrap_err(),
            opened
                .commit_for_review(&support::review(&chosen, None), &Along::default())
                .unwrap_err(),
        ];
        // These look at no index.
        if !case.ends_with("index") {
            errors.extend([
                opened.fetch(&mut quiet(), &Cancel::none()).unwrap_err(),
                opened.push(head, &mut quiet(), &Cancel::none()).unwrap_err(),
                opened
                    .review_branch("side", None, &mut quiet(), &Cancel::none())
                    .unwrap_err(),
                opened.undo(head, "x", None, &[]).unwrap_err(),
                opened.remove_lock().unwrap_err(),
            ]);
        }
        for error in errors {
            assert!(
                matches!(&error, Error::Unsupported { what: Unsupported::Format, words } if !words.is_empty()),
                "{case}: {error:?}"
            );
        }
        assert!(everything(blog.path()) == before, "{case}: something was written");
    }
}

#[test]
fn shallow_clones_and_linked_work_trees_work() {
    let place = Place::new();
    let (bare, seed) = place.published(&[("a", "1\n"), ("b", "1\n")]);
    seed.write("a", "2\n");
    seed.commit_all("second");
    seed.git(["push", "--quiet"]);
    isolated();
    let address = format!("file://{}", bare.address());
    place
        .at("")
        .git(["clone", "--quiet", "--depth=1", &address, "shallow"]);
    let shallow = place.at("shallow");
    seed.git(["worktree", "add", "--quiet", "-b", "tree", "../tree"]);
    let tree = place.at("tree");
    tree.git(["branch", "--quiet", "--set-upstream-to=origin/main"]);
    for (blog, n) in [(&shallow, "3"), (&tree, "4")] {
        let other = place.clone_of(&bare, &format!("other-{n}"));
        other.write("b", format!("{n}\n"));
        other.commit_all(n);
        other.git(["push", "--quiet"]);
        blog.write(n, format!("{n}\n"));
        open(blog).fetch(&mut quiet(), &Cancel::none()).unwrap();
        bring_in(blog).unwrap();
        assert_eq!(blog.read("b"), format!("{n}\n").as_bytes());
        assert_eq!(blog.status(), [format!("?? {n}")]);
        let made = commit(blog, Onto::Upstream, &[n], "post").unwrap();
        let pushed = open(blog).push(made.id, &mut quiet(), &Cancel::none()).unwrap();
        assert!(pushed.confirmed);
        assert_eq!(bare.git(["show", &format!("main:{n}")]), n);
        assert!(blog.status().is_empty());
        blog.fsck();
    }
    assert!(Path::new(&shallow.path().join(".git/shallow")).exists());
    bare.fsck();
    // The other work tree of the same repository is where it was.
    assert_eq!(seed.status(), Vec::<String>::new());
    assert_eq!(seed.read("a"), b"2\n");
}
