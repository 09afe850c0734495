//! Opening repositories, their state, identity and remotes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

mod support;

use galley_git::{Busy, Error, Identity, Repository, Unsupported, init, init_bare};
use galley_testkit::repo::Place;
use support::{isolated, open};

#[test]
fn a_repository_is_found_from_a_folder_inside() {
    let place = Place::new();
    let (_, blog) = place.published(&[("posts/a.md", "a\n")]);
    isolated();
    let found = Repository::discover(&blog.path().join("posts")).unwrap();
    assert_eq!(
        found.work_dir().canonicalize().unwrap(),
        blog.path().canonicalize().unwrap()
    );
    assert!(found.git_dir().ends_with(".git") || found.git_dir().ends_with(".git/"));
    assert!(matches!(
        Repository::open(&blog.path().join("posts")),
        Err(Error::NotARepository { .. })
    ));
    assert!(matches!(
        Repository::discover(place.path()),
        Err(Error::NotARepository { .. })
    ));
}

#[test]
fn a_bare_repository_is_said() {
    let place = Place::new();
    let bare = place.bare("b.git");
    isolated();
    assert!(matches!(
        Repository::discover(bare.path()),
        Err(Error::Bare { .. })
    ));
}

#[test]
fn the_state_names_branch_and_head() {
    let place = Place::new();
    let repo = place.init("a");
    let state = open(&repo).state().unwrap();
    assert_eq!(
        (state.branch.as_deref(), state.head, state.unborn, state.detached),
        (Some("main"), None, true, false)
    );
    repo.write("a", "a");
    let head = repo.commit_all("one");
    let state = open(&repo).state().unwrap();
    assert_eq!(state.head.unwrap().to_string(), head);
    assert!(!state.unborn && state.busy.is_none());
    repo.git(["checkout", "--quiet", "--detach"]);
    let state = open(&repo).state().unwrap();
    assert!(state.detached && state.branch.is_none());
    assert!(matches!(open(&repo).ahead_behind(), Err(Error::Detached)));
    assert!(matches!(
        support::commit(&repo, galley_git::Onto::Head, &["a"], "x"),
        Err(Error::Detached)
    ));
}

#[test]
fn a_merge_under_way_is_said_and_nothing_is_committed() {
    let place = Place::new();
    let repo = place.init("a");
    repo.write("a", "1");
    repo.commit_all("one");
    repo.git(["checkout", "--quiet", "-b", "side"]);
    repo.write("a", "2");
    repo.commit_all("two");
    repo.git(["checkout", "--quiet", "main"]);
    repo.write("a", "3");
    let head = repo.commit_all("three");
    assert!(!repo.try_git(["merge", "side"]).status.success());
    assert_eq!(open(&repo).state().unwrap().busy, Some(Busy::Merge));
    assert!(matches!(
        support::commit(&repo, galley_git::Onto::Head, &["a"], "x"),
        Err(Error::Busy(Busy::Merge))
    ));
    assert_eq!(repo.head(), head);
}

#[test]
fn formats_that_cannot_be_read_are_said() {
    let place = Place::new();
    let repo = place.at("sha256");
    std::fs::create_dir_all(repo.path()).unwrap();
    repo.git(["init", "--quiet", "--object-format=sha256"]);
    isolated();
    let error = Repository::open(repo.path()).unwrap_err();
    assert!(
        matches!(
            error,
            Error::Unsupported {
                what: Unsupported::Format,
                ..
            }
        ),
        "{error:?}"
    );
}

#[test]
fn init_makes_repositories_that_git_knows() {
    let place = Place::new();
    isolated();
    let repo = init(&place.path().join("new/blog"), "main").unwrap();
    init_bare(&place.path().join("new/blog.git"), "main").unwrap();
    repo.add_remote("origin", "../blog.git").unwrap();
    let known = place.at("new/blog");
    assert_eq!(known.git(["symbolic-ref", "HEAD"]), "refs/heads/main");
    assert_eq!(known.git(["remote", "get-url", "origin"]), "../blog.git");
    assert_eq!(
        place
            .at("new/blog.git")
            .git(["rev-parse", "--is-bare-repository"]),
        "true"
    );
    assert!(matches!(
        repo.add_remote("origin", "x"),
        Err(Error::RemoteExists { .. })
    ));
    assert!(matches!(repo.add_remote("a b", "x"), Err(Error::BadName { .. })));
    assert!(matches!(
        init(&place.path().join("x"), "a..b"),
        Err(Error::BadName { .. })
    ));
    let remote = repo.remote().unwrap().unwrap();
    assert_eq!((remote.name.as_str(), remote.label.as_str()), ("origin", "blog"));
}

#[test]
fn an_identity_is_kept_in_the_repository_alone() {
    let place = Place::new();
    let repo = place.init("a");
    let ada = Identity {
        name: "Ada Writer".into(),
        email: "ada@example.org".into(),
    };
    assert_eq!(open(&repo).identity().unwrap(), Some(ada));
    let before = std::fs::read(isolated().join(".gitconfig")).unwrap();
    open(&repo).set_identity("Bo", "bo@example.org").unwrap();
    assert_eq!(repo.git(["config", "--local", "user.email"]), "bo@example.org");
    assert_eq!(open(&repo).identity().unwrap().unwrap().name, "Bo");
    assert_eq!(std::fs::read(isolated().join(".gitconfig")).unwrap(), before);
    assert!(open(&repo).set_identity("", "bo@example.org").is_err());
}

#[test]
fn without_an_identity_nothing_is_committed() {
    let place = Place::new();
    let repo = place.init("a");
    repo.git(["config", "user.name", ""]);
    repo.write("a", "a");
    assert!(matches!(
        support::commit(&repo, galley_git::Onto::Head, &["a"], "x"),
        Err(Error::NoIdentity)
    ));
    assert!(open(&repo).state().unwrap().unborn);
    // Unless it is said who makes it.
    let by = Identity {
        name: "Bo".into(),
        email: "bo@example.org".into(),
    };
    let paths = support::paths(&["a"]);
    let onto = galley_git::Onto::Head;
    let request = galley_git::CommitRequest {
        onto,
        paths: &paths,
        message: "x",
        when: Some(support::WHEN),
        by: Some(by),
    };
    open(&repo).commit_paths(&request).unwrap();
    assert_eq!(
        repo.git(["log", "-1", "--format=%an <%ae> %cn <%ce>"]),
        "Bo <bo@example.org> Bo <bo@example.org>"
    );
    assert_eq!(repo.git(["config", "user.name"]), "");
    repo.fsck();
}

#[test]
fn a_password_in_a_remote_is_not_shown() {
    let place = Place::new();
    let repo = place.init("a");
    repo.git([
        "remote",
        "add",
        "origin",
        "https://ada:secret@example.org/blog.git",
    ]);
    let remote = open(&repo).remote().unwrap().unwrap();
    assert_eq!(
        (remote.label.as_str(), remote.address.as_str()),
        ("example.org", "https://example.org/blog.git")
    );
}

#[test]
fn a_linked_work_tree_is_a_repository_of_its_own() {
    let place = Place::new();
    let (_, blog) = place.published(&[("a", "1\n")]);
    blog.git(["worktree", "add", "--quiet", "-b", "side", "../side"]);
    let side = place.at("side");
    side.write("a", "2\n");
    let main = blog.head();
    assert_eq!(open(&side).state().unwrap().branch.as_deref(), Some("side"));
    support::commit(&side, galley_git::Onto::Head, &["a"], "side").unwrap();
    assert_eq!(side.subjects("HEAD"), ["side", "first"]);
    assert!(side.status().is_empty() && blog.status().is_empty());
    assert_eq!(blog.head(), main);
    side.fsck();
}

/// Only root can give files away, so this says so and passes for anyone else.
#[test]
fn a_repository_of_another_user_is_not_trusted() {
    if !rustix::process::geteuid().is_root() {
        eprintln!("not checked: only root can make a folder belong to somebody else");
        return;
    }
    let place = Place::new();
    let repo = place.init("a");
    for path in [repo.path().to_owned(), repo.path().join(".git")] {
        std::os::unix::fs::chown(path, Some(12_345), Some(12_345)).unwrap();
    }
    isolated();
    assert!(matches!(
        Repository::open(repo.path()),
        Err(Error::NotOwned { .. })
    ));
    assert!(matches!(
        Repository::discover(repo.path()),
        Err(Error::NotOwned { .. })
    ));
}
