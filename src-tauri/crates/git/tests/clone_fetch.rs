//! Cloning, fetching, and taking over what others pushed.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

mod support;

use std::cell::Cell;
use std::path::Path;

use galley_git::{Cancel, Error, Progress, Revision, Stage, clone};
use galley_testkit::repo::{Place, Repo};
use support::{bring_in, changes, id, isolated, open, quiet};

fn fetch(repo: &Repo) -> galley_git::Fetched {
    open(repo).fetch(&mut quiet(), &Cancel::none()).unwrap()
}

fn clone_quietly(address: &str, dir: &Path) -> Result<galley_git::Repository, Error> {
    isolated();
    clone(address, dir, &mut quiet(), &Cancel::none())
}

#[test]
fn a_clone_is_like_gits() {
    let place = Place::new();
    let (bare, _) = place.published(&[("posts/a.md", "a\n"), (".gitattributes", "*.md text eol=crlf\n")]);
    bare.git(["branch", "other"]);
    bare.git(["tag", "v1"]);
    let theirs = place.clone_of(&bare, "theirs");
    for (name, address) in [
        ("path", bare.address()),
        ("url", format!("file://{}", bare.address())),
    ] {
        let mut stages = Vec::new();
        let mut tell = |progress| {
            if let Progress::Step { stage, .. } = progress {
                stages.push(stage);
            }
        };
        isolated();
        let dir = place.path().join(name);
        let repository = clone(&address, &dir, &mut tell, &Cancel::none()).unwrap();
        assert!(
            stages.contains(&Stage::Receiving) && stages.contains(&Stage::CheckingOut),
            "{stages:?}"
        );
        assert_eq!(repository.remote().unwrap().unwrap().label, "blog");
        let ours = place.at(name);
        let refs = |repo: &Repo| {
            let all = repo.git(["for-each-ref", "--format=%(refname) %(objectname)"]);
            // Which branch the remote prefers is noted by some versions of Git alone.
            all.lines()
                .filter(|line| !line.starts_with("refs/remotes/origin/HEAD "))
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        assert_eq!(refs(&ours), refs(&theirs));
        assert_eq!(ours.read("posts/a.md"), b"a\r\n");
        assert!(ours.status().is_empty());
        assert_eq!(
            ours.git(["ls-files", "--stage"]),
            theirs.git(["ls-files", "--stage"])
        );
        for key in ["branch.main.remote", "branch.main.merge", "remote.origin.fetch"] {
            assert_eq!(ours.git(["config", key]), theirs.git(["config", key]));
        }
        assert_eq!(ours.git(["config", "remote.origin.url"]), address);
        assert!(changes(&ours).is_empty());
        ours.fsck();
    }
}

#[test]
fn an_empty_remote_can_be_cloned() {
    let place = Place::new();
    let bare = place.bare("blog.git");
    let repository = clone_quietly(&bare.address(), &place.path().join("deep/er/made")).unwrap();
    let state = repository.state().unwrap();
    assert!(state.unborn);
    assert_eq!(state.branch.as_deref(), Some("main"));
}

fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(dir)
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_clone_that_fails_or_is_cancelled_leaves_nothing_behind() {
    let place = Place::new();
    let (bare, _) = place.published(&[("a", "1\n"), ("b", "2\n")]);
    std::fs::create_dir(place.path().join("empty")).unwrap();
    let before = names(place.path());
    let gone = clone_quietly("/no/such/folder", &place.path().join("made")).unwrap_err();
    assert!(matches!(gone, Error::RemoteGone { .. }), "{gone:?}");
    let gone = clone_quietly(place.path().to_str().unwrap(), &place.path().join("x/y/made")).unwrap_err();
    assert!(matches!(gone, Error::RemoteGone { .. }), "{gone:?}");
    for when in [Stage::Connecting, Stage::Receiving, Stage::CheckingOut] {
        let cancel = Cancel::new();
        let reached = Cell::new(false);
        let mut tell = |progress| {
            if matches!(progress, Progress::Step { stage, .. } if stage == when) {
                reached.set(true);
                cancel.cancel();
            }
        };
        let error = clone(&bare.address(), &place.path().join("made"), &mut tell, &cancel).unwrap_err();
        assert!(matches!(error, Error::Cancelled), "{when:?}: {error:?}");
        assert!(reached.get(), "{when:?}");
        assert_eq!(names(place.path()), before, "{when:?}");
    }
    assert_eq!(names(place.path()), before);
    clone_quietly(&bare.address(), &place.path().join("empty")).unwrap();
    let full = clone_quietly(&bare.address(), &place.path().join("empty")).unwrap_err();
    assert!(matches!(full, Error::NotEmpty { .. }));
    assert_eq!(place.at("empty").read("a"), b"1\n");
}

#[test]
fn a_fetch_changes_what_is_known_of_the_remote_and_nothing_else() {
    let place = Place::new();
    let (bare, blog) = place.published(&[("a", "1\n")]);
    let old = blog.head();
    let other = place.clone_of(&bare, "other");
    other.write("a", "2\n");
    let new = other.commit_all("theirs");
    other.git(["push", "--quiet"]);
    blog.write("a", "mine\n");
    let index = blog.read(".git/index");
    let fetched = fetch(&blog);
    assert_eq!((fetched.before, fetched.after), (Some(id(&old)), Some(id(&new))));
    assert_eq!(
        (blog.head(), blog.read("a"), blog.read(".git/index")),
        (old.clone(), b"mine\n".to_vec(), index)
    );
    assert_eq!(open(&blog).ahead_behind().unwrap(), (0, 1));
    let read = |revision| open(&blog).read_blob(revision, Path::new("a")).unwrap();
    assert_eq!(read(Revision::Upstream).unwrap(), b"2\n");
    assert_eq!(read(Revision::Head).unwrap(), b"1\n");
    assert_eq!(read(Revision::Commit(id(&new))).unwrap(), b"2\n");
    assert_eq!(
        open(&blog).read_blob(Revision::Head, Path::new("none")).unwrap(),
        None
    );
    // A history that was rewritten over there is what is there.
    other.git(["reset", "--quiet", "--hard", &old]);
    other.write("a", "3\n");
    let rewritten = other.commit_all("rewritten");
    other.git(["push", "--quiet", "--force"]);
    assert_eq!(fetch(&blog).after, Some(id(&rewritten)));
}

#[test]
fn an_unborn_branch_takes_over_the_first_commits() {
    let place = Place::new();
    let bare = place.bare("blog.git");
    let blog = place.init("late");
    blog.git(["remote", "add", "origin", &bare.address()]);
    let other = place.clone_of(&bare, "other");
    other.write("a", "1\n");
    let tip = other.commit_all("one");
    other.git(["push", "--quiet", "origin", "main"]);
    fetch(&blog);
    assert_eq!(open(&blog).ahead_behind().unwrap(), (0, 1));
    let moved = bring_in(&blog).unwrap();
    assert_eq!((moved.from, moved.to), (None, Some(id(&tip))));
    assert!(blog.status().is_empty());
}

#[test]
fn lfs_files_are_not_checked_out_as_pointers() {
    let place = Place::new();
    let (bare, blog) = place.published(&[(".gitattributes", "*.png filter=lfs\n")]);
    let other = place.clone_of(&bare, "other");
    other.write("p.png", "pointer\n");
    other.commit_all("picture");
    other.git(["push", "--quiet"]);
    fetch(&blog);
    let error = bring_in(&blog).unwrap_err();
    assert!(
        matches!(&error, Error::Untrusted { what } if what.starts_with("git-lfs")),
        "{error:?}"
    );
    assert!(!blog.path().join("p.png").exists());
}
