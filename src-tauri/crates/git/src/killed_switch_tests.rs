//! Killing a process in the middle of a switch, at every moment that leaves something different behind.

use std::path::Path;
use std::process::Command;

use galley_testkit::repo::{Place, Repo};

use super::{VERB, age_locks, left_behind, start_of, stopped_at};
use crate::moment::Moment;
use crate::moment::stop::STOP_AT;
use crate::{Repository, use_config_from};

/// Goes to a branch that only the remote has.
pub(super) fn switch(folder: &Path, home: &Path) {
    use_config_from(home).unwrap();
    let repository = Repository::open(folder).unwrap();
    repository.switch("theirs", false, &|_| false).unwrap();
}

/// A blog whose server has another branch: with a file that differs, one that goes and one that comes. The writer changed a
/// file that is the same on both.
fn prepared(place: &Place) -> Repo {
    let files = [("post.md", "0\n"), ("gone.md", "0\n"), ("mine.md", "0\n")];
    let (bare, blog) = place.published(&files);
    let other = place.clone_of(&bare, "other");
    other.git(["checkout", "--quiet", "-b", "theirs"]);
    other.write("post.md", "1\n");
    other.write("more/new.md", "1\n");
    other.remove("gone.md");
    other.commit_all("theirs");
    bare.git(["fetch", "--quiet", &other.address(), "theirs:theirs"]);
    blog.git(["fetch", "--quiet"]);
    blog.write("mine.md", "mine\n");
    blog
}

#[test]
fn a_kill_at_any_moment_of_a_switch_leaves_nothing_in_the_way_of_the_next_one() {
    // Those that leave something else behind than the one before; with `--full` all.
    let mut moments = vec![
        Moment::Begun,
        Moment::BranchMade,
        Moment::Configured,
        Moment::FileWritten,
        Moment::FilesWritten,
        Moment::BranchLocked,
        Moment::IndexPublished,
        Moment::Switched,
    ];
    if std::env::var_os("GALLEY_FULL").is_some() {
        moments.extend([
            Moment::Locked,
            Moment::Copied,
            Moment::IndexWritten,
            Moment::Synced,
        ]);
    }
    let place = Place::new();
    let prepared = prepared(&place);
    for moment in moments {
        let blog = place.at(&format!("{moment:?}"));
        let copied = Command::new("cp")
            .arg("-a")
            .args([prepared.path(), blog.path()])
            .status();
        assert!(copied.unwrap().success());
        let mut command = start_of(&place, &blog);
        let mut child = command
            .env(VERB, "switch")
            .env(STOP_AT, format!("{moment:?}"))
            .spawn()
            .unwrap();
        assert_eq!(stopped_at(&mut child), format!("{moment:?}"));
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(blog.read("mine.md"), b"mine\n", "killed at {moment:?}");
        age_locks(&blog);
        use_config_from(&place.path().join("home")).unwrap();
        let repository = Repository::open(blog.path()).unwrap();
        let finished = repository.finish_switch().unwrap();
        let begun = [Moment::Locked, Moment::Copied, Moment::Begun, Moment::Switched];
        assert_eq!(finished.is_some(), !begun.contains(&moment), "{moment:?}");
        // What was not begun, or is made, is as if it had not been killed.
        repository.switch("theirs", false, &|_| false).unwrap();
        assert_eq!(
            blog.git(["symbolic-ref", "HEAD"]),
            "refs/heads/theirs",
            "{moment:?}"
        );
        let upstream = blog.git(["rev-parse", "--abbrev-ref", "theirs@{upstream}"]);
        assert_eq!(upstream, "origin/theirs", "{moment:?}");
        assert_eq!(blog.status(), [" M mine.md"], "{moment:?}");
        assert_eq!(
            (blog.read("post.md"), blog.read("more/new.md")),
            (b"1\n".to_vec(), b"1\n".to_vec())
        );
        assert!(!blog.path().join("gone.md").exists(), "{moment:?}");
        let left = left_behind(&blog.path().join(".git"));
        assert!(left.is_empty(), "{moment:?}: {left:?}");
    }
}
