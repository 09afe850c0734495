//! Which files differ from the remote.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

mod support;

use std::fs::{File, FileTimes};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use galley_git::{Cancel, Revision};
use galley_testkit::repo::{Place, Repo};
use support::{changes, open};

#[test]
fn everything_is_new_without_a_remote_branch() {
    let place = Place::new();
    let repo = place.init("a");
    repo.write("posts/a.md", "a");
    repo.write("b.md", "b");
    repo.git(["add", "b.md"]);
    assert_eq!(changes(&repo), ["N b.md", "N posts/a.md"]);
    repo.commit_all("one");
    assert_eq!(changes(&repo), ["N b.md", "N posts/a.md"]);
}

/// A branch that was begun here differs from where it left the remote's, and not in everything.
#[test]
fn a_branch_that_the_remote_has_not_differs_from_where_it_began() {
    let place = Place::new();
    let (_, blog) = place.published(&[("a", "one\n"), ("b", "one\n"), ("c", "one\n")]);
    blog.git(["checkout", "--quiet", "-b", "autumn"]);
    assert!(changes(&blog).is_empty());
    blog.write("a", "two\n");
    blog.commit_all("here");
    blog.write("b", "two\n");
    assert_eq!(changes(&blog), ["C a", "C b"]);
    // Also where another branch of this one's was merged into it.
    blog.git(["checkout", "--quiet", "-b", "side", "main", "--force"]);
    blog.write("c", "two\n");
    blog.commit_all("side");
    blog.git(["checkout", "--quiet", "autumn"]);
    blog.git(["merge", "--quiet", "--no-edit", "side"]);
    assert_eq!(changes(&blog), ["C a", "C c"]);
    blog.git(["push", "--quiet", "origin", "side"]);
    assert_eq!(changes(&blog), ["C a", "C c"], "by first parents");
}

/// Every way to differ: staged, not staged, committed and not pushed, and there and back again.
#[test]
fn the_disk_is_compared_with_the_remote_whatever_the_index_says() {
    let place = Place::new();
    let names = [
        "same",
        "edited",
        "gone",
        "staged",
        "back",
        "committed",
        "unlisted",
        "hidden",
        "kind",
        "dir-file",
    ];
    let files: Vec<(&str, &str)> = names.iter().map(|name| (*name, "one\n")).collect();
    let (_, blog) = place.published(&files);
    assert!(changes(&blog).is_empty());
    blog.write("edited", "two\n");
    blog.remove("gone");
    blog.write("staged", "two\n");
    blog.git(["add", "staged"]);
    blog.write("back", "two\n");
    blog.write("committed", "two\n");
    blog.write("new-committed", "n\n");
    blog.commit_all("later");
    // Committed, and then undone on disk: as the remote has it.
    blog.write("back", "one\n");
    blog.write("staged-new", "n\n");
    blog.git(["add", "staged-new"]);
    blog.write("staged-then-gone", "n\n");
    blog.git(["add", "staged-then-gone"]);
    blog.remove("staged-then-gone");
    blog.git(["rm", "--quiet", "--cached", "unlisted"]);
    blog.git(["rm", "--quiet", "--cached", "hidden"]);
    blog.write(".gitignore", "hidden\nignored\n");
    blog.write("ignored", "x");
    blog.write("deep/er/new", "n");
    blog.remove("kind");
    std::os::unix::fs::symlink("same", blog.path().join("kind")).unwrap();
    blog.remove("dir-file");
    blog.write("dir-file/inside", "n");
    assert_eq!(
        changes(&blog),
        [
            "N .gitignore",
            "C committed",
            "N deep/er/new",
            "D dir-file",
            "N dir-file/inside",
            "C edited",
            "D gone",
            "C kind",
            "N new-committed",
            "C staged",
            "N staged-new",
        ]
    );
    one_by_one(&blog, &names);
    // The referee, once the index says what the disk says.
    blog.git(["add", "-A", "."]);
    blog.git(["add", "-f", "hidden"]);
    let referee = blog.git(["diff", "--cached", "--no-renames", "--name-status", "origin/main"]);
    let mut expected: Vec<String> = referee
        .lines()
        .map(|line| {
            let (kind, path) = line.split_once('\t').unwrap();
            format!("{} {path}", kind.replace('A', "N").replace(['M', 'T'], "C"))
        })
        .collect();
    expected.sort_by(|a, b| a[2..].cmp(&b[2..]));
    assert_eq!(changes(&blog), expected);
}

/// Each file by itself is what it is among all; nothing is written to find out.
fn one_by_one(blog: &Repo, names: &[&str]) {
    let all = open(blog).changes(&[]).unwrap();
    let objects = blog.git(["count-objects", "-v"]);
    let more = [
        "ignored",
        "hidden",
        "staged-then-gone",
        "not/there",
        "dir-file/inside",
        "deep/er/new",
    ];
    let known = all.iter().map(|change| change.path.clone());
    let others = names.iter().chain(&more).map(PathBuf::from);
    for path in known.chain(others) {
        let among = all
            .iter()
            .find(|change| change.path == path)
            .map(|change| change.kind);
        assert_eq!(open(blog).change_of(&path).unwrap(), among, "{}", path.display());
    }
    assert_eq!(blog.git(["count-objects", "-v"]), objects);
}

#[test]
fn repositories_inside_and_skipped_files_are_left_out() {
    let place = Place::new();
    let (_, blog) = place.published(&[("a", "a\n"), ("sparse", "s\n")]);
    let inner = place.init("blog/inner");
    inner.write("x", "x");
    inner.commit_all("inner");
    blog.git(["update-index", "--skip-worktree", "sparse"]);
    blog.remove("sparse");
    assert!(changes(&blog).is_empty(), "{:?}", changes(&blog));
}

#[test]
fn the_question_can_be_limited_to_folders() {
    let place = Place::new();
    let (_, blog) = place.published(&[("posts/a*.md", "a\n"), ("b", "b\n")]);
    for path in ["posts/a*.md", "posts/ab.md", "b", "postscript"] {
        blog.write(path, "two\n");
    }
    let within = |paths: &[&str]| {
        let found = open(&blog).changes(&support::paths(paths)).unwrap();
        found
            .into_iter()
            .map(|change| change.path)
            .collect::<Vec<PathBuf>>()
    };
    assert_eq!(
        within(&["posts"]),
        support::paths(&["posts/a*.md", "posts/ab.md"])
    );
    assert_eq!(
        within(&["posts/a*.md", "b"]),
        support::paths(&["b", "posts/a*.md"])
    );
}

#[test]
fn line_endings_that_git_converts_are_no_change() {
    let place = Place::new();
    let (_, blog) = place.published(&[(".gitattributes", "*.md text\n"), ("a.md", "one\ntwo\n")]);
    blog.write("a.md", "one\r\ntwo\r\n");
    assert!(changes(&blog).is_empty());
    one_by_one(&blog, &["a.md"]);
    // Without the file that says so, Git has it from the index.
    blog.remove(".gitattributes");
    assert_eq!(changes(&blog), ["D .gitattributes"]);
    one_by_one(&blog, &["a.md"]);
    blog.write("a.md", "one\r\nthree\r\n");
    assert_eq!(changes(&blog), ["D .gitattributes", "C a.md"]);
    one_by_one(&blog, &["a.md"]);
}

fn set_time(repo: &Repo, path: &str, time: SystemTime) {
    let file = File::options().write(true).open(repo.path().join(path)).unwrap();
    file.set_times(FileTimes::new().set_modified(time)).unwrap();
}

/// 10,000 files, none of them read: one whose bytes changed while size and time stayed is not noticed.
#[test]
fn unchanged_files_are_not_read() {
    let place = Place::new();
    let bare = place.bare("blog.git");
    let blog = place.clone_of(&bare, "blog");
    blog.git(["config", "core.trustctime", "false"]);
    let time = SystemTime::UNIX_EPOCH + Duration::new(1_600_000_000, 123_456_789);
    for number in 0..10_000 {
        let path = format!("posts/{}/{number}.md", number % 100);
        blog.write(&path, format!("post {number}\n"));
        set_time(&blog, &path, time);
    }
    blog.commit_all("many");
    blog.git(["push", "--quiet", "origin", "main"]);
    blog.write("posts/7/7.md", "POST 7\n");
    set_time(&blog, "posts/7/7.md", time);
    blog.write("posts/8/8.md", "changed\n");
    let index = std::fs::read(blog.path().join(".git/index")).unwrap();
    assert_eq!(changes(&blog), ["C posts/8/8.md"]);
    assert_eq!(
        std::fs::read(blog.path().join(".git/index")).unwrap(),
        index,
        "the index was written"
    );
}

/// After a fetch the remote may have more than was brought in. That is no change of this side's: it would look as if it
/// were to be undone here, and new files of others as if they were deleted.
#[test]
fn what_others_sent_and_is_not_here_yet_is_no_change() {
    let place = Place::new();
    let (bare, blog) = place.published(&[("a", "1\n"), ("b", "1\n"), ("gone", "1\n")]);
    let other = place.clone_of(&bare, "other");
    other.write("a", "2\n");
    other.write("new", "theirs\n");
    other.remove("gone");
    other.commit_all("theirs");
    other.git(["push", "--quiet"]);
    let here = open(&blog);
    here.fetch(&mut support::quiet(), &Cancel::none()).unwrap();
    assert_eq!(changes(&blog), Vec::<String>::new());
    blog.write("b", "2\n");
    blog.commit_all("mine");
    blog.write("mine", "new\n");
    assert_eq!(changes(&blog), ["C b", "N mine"]);
    let shared = |path: &str| here.read_blob(Revision::Shared, Path::new(path)).unwrap();
    assert_eq!(shared("a").unwrap(), b"1\n");
    assert_eq!(shared("new"), None);
    // Where both began separately, all that differs is a change.
    blog.git(["checkout", "--quiet", "--orphan", "main2"]);
    blog.git(["commit", "--quiet", "-m", "anew"]);
    blog.git(["branch", "--quiet", "-M", "main2", "main"]);
    assert_eq!(changes(&blog), ["C a", "C b", "N gone", "N mine", "D new"]);
}
