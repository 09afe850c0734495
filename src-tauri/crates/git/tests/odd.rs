//! Odd and damaged repositories: said in words, and nothing written.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

mod support;

use std::path::Path;

use galley_git::{Asked, Cancel, Error, Merging, Onto, Repository, Unsupported};
use galley_testkit::repo::{Place, Repo};
use support::{changes, commit, everything, id, isolated, open, quiet};

/// What each verb that writes says, when it must not have written anything.
fn verbs(repo: &Repository, blog: &Repo, head: &str) -> Vec<Error> {
    let before = everything(blog.path());
    let paths = support::paths(&["a"]);
    let mut request = galley_git::CommitRequest {
        onto: Onto::Head,
        paths: &paths,
        message: "x",
        when: None,
        by: None,
    };
    let mut errors = vec![repo.commit_paths(&request).unwrap_err()];
    request.onto = Onto::Upstream;
    errors.extend([
        repo.commit_paths(&request).unwrap_err(),
        repo.check_publishable().unwrap_err(),
        repo.push(id(head), &mut quiet(), &Cancel::none()).unwrap_err(),
        repo.fetch(&mut quiet(), &Cancel::none()).unwrap_err(),
        repo.bring_in(&Asked {
            cancel: Cancel::none(),
            merge: &|_, _| Merging::ByLines,
            keep: &|_| false,
        })
        .unwrap_err(),
        repo.undo(id(head), "x", None, &[]).unwrap_err(),
        repo.take_back(id(head)).unwrap_err(),
    ]);
    assert_eq!(everything(blog.path()), before, "something was written");
    errors
}

#[test]
fn a_head_that_is_on_no_branch_is_said_and_nothing_is_written() {
    type Set = fn(&Repo);
    let cases: [(&str, Set); 6] = [
        ("detached", |blog| {
            drop(blog.git(["checkout", "--quiet", "--detach"]))
        }),
        ("on a remote's branch", |blog| {
            blog.git(["symbolic-ref", "HEAD", "refs/remotes/origin/main"]);
        }),
        ("on a tag", |blog| {
            blog.git(["tag", "v1"]);
            blog.write(".git/HEAD", "ref: refs/tags/v1\n");
        }),
        ("on a name of a branch", |blog| {
            blog.git(["symbolic-ref", "refs/heads/alias", "refs/heads/main"]);
            blog.git(["symbolic-ref", "HEAD", "refs/heads/alias"]);
        }),
        ("on a name of a tag", |blog| {
            blog.git(["tag", "v1"]);
            blog.git(["symbolic-ref", "refs/heads/alias", "refs/tags/v1"]);
            blog.git(["symbolic-ref", "HEAD", "refs/heads/alias"]);
        }),
        ("on a name of nothing", |blog| {
            blog.git(["symbolic-ref", "refs/heads/alias", "refs/heads/none"]);
            blog.git(["symbolic-ref", "HEAD", "refs/heads/alias"]);
        }),
    ];
    for (case, set) in cases {
        let place = Place::new();
        let (_, blog) = place.published(&[("a", "1\n")]);
        let head = blog.head();
        set(&blog);
        blog.write("a", "2\n");
        for error in verbs(&open(&blog), &blog, &head) {
            assert!(matches!(error, Error::Detached), "{case}: {error:?}");
        }
        let state = open(&blog).state().unwrap();
        assert!(state.detached && state.branch.is_none(), "{case}");
    }
}

#[test]
fn a_head_that_makes_no_sense_is_an_error_and_nothing_is_written() {
    for text in [
        "ref: refs/heads/../../config\n",
        "ref: ../../outside\n",
        "ref: /etc/hostname\n",
        "ref: \n",
        "nonsense\n",
        "",
    ] {
        let place = Place::new();
        let (_, blog) = place.published(&[("a", "1\n")]);
        let (repository, head) = (open(&blog), blog.head());
        blog.write("a", "2\n");
        blog.write(".git/HEAD", text);
        verbs(&repository, &blog, &head);
        assert!(repository.state().is_err(), "{text}");
    }
}

fn is_elsewhere(error: &Error) -> bool {
    matches!(
        error,
        Error::Unsupported {
            what: Unsupported::WorkTree,
            ..
        }
    )
}

/// `core.worktree` can name any folder of the computer, and its files would be taken for the repository's.
#[test]
fn files_of_another_folder_are_not_taken_for_the_repositorys() {
    let place = Place::new();
    let (_, blog) = place.published(&[("a", "1\n")]);
    let other = place.init("private");
    other.write("a", "secret\n");
    let opened = open(&blog);
    let head = blog.head();
    for folder in [other.path(), place.path(), Path::new("/")] {
        // Set after it was opened, and before.
        blog.git(["config", "core.worktree", folder.to_str().unwrap()]);
        for error in verbs(&opened, &blog, &head) {
            assert!(is_elsewhere(&error), "{folder:?}: {error:?}");
        }
        assert!(opened.changes(&[]).is_err() && opened.state().is_err());
        for error in [
            Repository::open(blog.path()).unwrap_err(),
            Repository::discover(blog.path()).unwrap_err(),
        ] {
            assert!(is_elsewhere(&error), "{folder:?}: {error:?}");
        }
    }
    // Said in another way, it is the same folder.
    blog.git(["config", "core.worktree", ".."]);
    blog.write("a", "2\n");
    commit(&blog, Onto::Head, &["a"], "two").unwrap();
    assert_eq!(blog.git(["show", "HEAD:a"]), "2");
}

#[test]
fn a_submodule_and_a_separate_git_folder_are_repositories_all_the_same() {
    let place = Place::new();
    let (bare, blog) = place.published(&[("a", "1\n")]);
    let theme = place.init("theme");
    theme.write("t", "1\n");
    theme.commit_all("theme");
    let words = [
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "--quiet",
        "add",
        &theme.address(),
        "theme",
    ];
    blog.git(words);
    isolated();
    assert!(
        blog.git(["config", "-f", ".git/modules/theme/config", "core.worktree"])
            .contains("..")
    );
    let inside = Repository::discover(&blog.path().join("theme")).unwrap();
    assert!(inside.state().unwrap().head.is_some());
    place.at("").git([
        "clone",
        "--quiet",
        "--separate-git-dir=apart.git",
        &bare.address(),
        "apart",
    ]);
    let apart = place.at("apart");
    apart.write("a", "2\n");
    commit(&apart, Onto::Upstream, &["a"], "two").unwrap();
    assert_eq!(apart.subjects("HEAD"), ["two", "first"]);
}

#[test]
fn a_damaged_index_is_said_and_the_way_out_works() {
    type Damage = fn(Vec<u8>) -> Vec<u8>;
    let cases: [(&str, Damage); 4] = [
        ("cut off", |bytes| bytes[..bytes.len() / 2].to_vec()),
        ("other bytes", |_| {
            b"this is no index at all, whatever it says".to_vec()
        }),
        ("zeros, as after a power cut", |bytes| vec![0; bytes.len()]),
        ("one byte", |mut bytes| {
            let middle = bytes.len() / 2;
            bytes[middle] ^= 0xff;
            bytes
        }),
    ];
    for (case, damage) in cases {
        let place = Place::new();
        let (_, blog) = place.published(&[("a", "1\n"), ("b", "1\n")]);
        blog.write("a", "2\n");
        blog.write(".git/index", damage(blog.read(".git/index")));
        let before = everything(blog.path());
        for error in [
            open(&blog).changes(&[]).unwrap_err(),
            commit(&blog, Onto::Head, &["a"], "x").unwrap_err(),
            commit(&blog, Onto::Upstream, &["a"], "x").unwrap_err(),
        ] {
            assert!(matches!(error, Error::IndexBroken { .. }), "{case}: {error:?}");
            assert!(error.detail().is_some_and(|words| !words.is_empty()));
        }
        assert_eq!(everything(blog.path()), before, "{case}");
        // The way on that the library tells.
        blog.remove(".git/index");
        blog.git(["reset", "--quiet"]);
        assert_eq!(changes(&blog), ["C a"], "{case}");
        commit(&blog, Onto::Upstream, &["a"], "two").unwrap();
        blog.fsck();
    }
}
