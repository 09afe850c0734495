//! What is left when the process is killed while it commits.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

mod support;

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use galley_git::{CommitRequest, Error, Onto, Repository};
use galley_testkit::repo::{Place, Repo};
use support::{commit, isolated};

const NAME: &str = "a_kill_during_a_commit_leaves_the_old_or_the_new_state";
const FOLDER: &str = "GALLEY_TEST_FOLDER";

/// Commits for ever; a line for each.
fn commit_for_ever(folder: PathBuf) {
    isolated();
    let repository = Repository::open(&folder).unwrap();
    let paths = support::paths(&["post.md"]);
    for number in 0_u64.. {
        std::fs::write(
            folder.join("post.md"),
            format!("{} {number}\n", std::process::id()),
        )
        .unwrap();
        let request = CommitRequest {
            onto: Onto::Upstream,
            paths: &paths,
            message: "post",
            when: None,
            by: None,
        };
        repository.commit_paths(&request).unwrap();
        println!("committed {number}");
    }
}

/// Commits once; the lock of a branch that was left behind is taken over only after a moment.
fn commit_soon(repo: &Repo, message: &str) {
    let until = Instant::now() + Duration::from_secs(20);
    loop {
        match commit(repo, Onto::Upstream, &["post.md"], message) {
            Ok(_) => return,
            Err(Error::Locked { words }) => assert!(Instant::now() < until, "still locked: {words}"),
            Err(error) => panic!("{error:?}"),
        }
        std::thread::yield_now();
    }
}

#[test]
fn a_kill_during_a_commit_leaves_the_old_or_the_new_state() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        return commit_for_ever(folder.into());
    }
    let place = Place::new();
    let (_, blog) = place.published(&[("post.md", "0\n"), ("staged.md", "0\n"), ("earlier.md", "0\n")]);
    blog.write("earlier.md", "1\n");
    blog.commit_all("earlier");
    blog.write("staged.md", "staged\n");
    blog.git(["add", "staged.md"]);
    let staged = blog.git(["ls-files", "--stage", "staged.md"]);
    for round in 0..12 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args([NAME, "--exact", "--nocapture"])
            .env(FOLDER, blog.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let seen = lines
            .by_ref()
            .map_while(Result::ok)
            .any(|line| line.contains("committed 0"));
        assert!(seen, "the child did not commit");
        // Somewhere in the second commit: another place each time.
        std::thread::sleep(Duration::from_millis(round * 7));
        child.kill().unwrap();
        child.wait().unwrap();

        blog.fsck();
        assert_eq!(
            blog.git(["ls-files", "--stage", "staged.md"]),
            staged,
            "round {round}"
        );
        assert!(
            blog.subjects("HEAD").contains(&"earlier".to_owned()),
            "round {round}"
        );
        assert_eq!(blog.git(["show", "HEAD:earlier.md"]), "1", "round {round}");
        blog.write("post.md", format!("after round {round}\n"));
        commit_soon(&blog, "after");
        assert_eq!(blog.status(), ["M  staged.md"], "round {round}");
        assert_eq!(blog.subjects("HEAD")[0], "earlier");
        let left: Vec<String> = std::fs::read_dir(blog.path().join(".git"))
            .unwrap()
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.ends_with(".lock"))
            .collect();
        assert!(left.is_empty(), "{left:?}");
    }
}
