//! The versions of a file, as `git log --follow` has them, and undoing a commit that was sent.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

mod support;

use std::path::Path;

use galley_git::{Cancel, Error, Onto};
use galley_testkit::repo::{Place, Repo};
use support::{changes, commit, id, open, paths, quiet};

const ALL: usize = usize::MAX;

fn subjects(repo: &Repo, path: &str) -> Vec<String> {
    let found = open(repo)
        .versions(Path::new(path), ALL, ALL, &Cancel::none())
        .unwrap();
    assert!(!found.more);
    found
        .list
        .into_iter()
        .map(|version| version.commit.summary)
        .collect()
}

fn followed(repo: &Repo, path: &str) -> Vec<String> {
    let text = repo.git(["log", "--follow", "--format=%s", "--", path]);
    text.lines().map(str::to_owned).collect()
}

fn text(first: &str) -> String {
    format!("{first}\n\none\ntwo\nthree\nfour\nfive\n")
}

#[test]
fn versions_are_those_of_git_through_renames_and_merges() {
    let place = Place::new();
    let (_, blog) = place.published(&[("posts/a.md", &text("1")), ("other", "1\n")]);
    blog.write("posts/a.md", text("2"));
    blog.commit_all("second");
    blog.write("other", "2\n");
    blog.commit_all("not this one");
    blog.git(["mv", "posts/a.md", "posts/b.md"]);
    blog.write("posts/b.md", text("3"));
    blog.commit_all("renamed");
    blog.git(["checkout", "--quiet", "-b", "side"]);
    blog.write("posts/b.md", text("4"));
    blog.commit_all("on the side");
    blog.git(["checkout", "--quiet", "main"]);
    blog.write("other", "3\n");
    blog.commit_all("beside");
    blog.git(["merge", "--quiet", "--no-ff", "-m", "merged", "side"]);
    blog.write("posts/b.md", text("5"));
    blog.commit_all("last");
    assert_eq!(subjects(&blog, "posts/b.md"), followed(&blog, "posts/b.md"));
    let found = open(&blog)
        .versions(Path::new("posts/b.md"), ALL, ALL, &Cancel::none())
        .unwrap();
    let names: Vec<_> = found
        .list
        .iter()
        .map(|version| version.path.to_str().unwrap())
        .collect();
    assert_eq!(
        names,
        [
            "posts/b.md",
            "posts/b.md",
            "posts/b.md",
            "posts/a.md",
            "posts/a.md"
        ]
    );
    assert_eq!(found.list[2].from, Some("posts/a.md".into()));
    assert_eq!(found.list.last().unwrap().before, None);
    // Bounded in both ways, and said.
    let first = open(&blog)
        .versions(Path::new("posts/b.md"), 2, ALL, &Cancel::none())
        .unwrap();
    assert_eq!((first.list.len(), first.more), (2, true));
    let near = open(&blog)
        .versions(Path::new("posts/b.md"), ALL, 3, &Cancel::none())
        .unwrap();
    assert!(near.more && near.list.len() < 4);
}

#[test]
fn a_deleted_file_has_versions_and_its_bytes() {
    let place = Place::new();
    let (_, blog) = place.published(&[("a.md", &text("1")), (".gitattributes", "*.md text eol=crlf\n")]);
    blog.remove("a.md");
    blog.commit_all("deleted");
    assert_eq!(subjects(&blog, "a.md"), ["deleted", "first"]);
    let found = open(&blog)
        .versions(Path::new("a.md"), ALL, ALL, &Cancel::none())
        .unwrap();
    assert!(found.list[0].deleted && found.list[0].before == Some(found.list[1].commit.id));
    let (last, path) = (found.list[1].commit.id, Path::new("a.md"));
    let bytes = open(&blog).as_on_disk(last, path, path).unwrap().unwrap();
    assert_eq!(bytes, text("1").replace('\n', "\r\n").as_bytes());
    assert_eq!(
        open(&blog)
            .as_on_disk(found.list[0].commit.id, path, path)
            .unwrap(),
        None
    );
    // And back, as Git keeps it, with nothing written.
    let before = support::everything(blog.path());
    assert_eq!(open(&blog).as_kept(path, &bytes).unwrap(), text("1").as_bytes());
    assert_eq!(
        open(&blog).as_kept(Path::new("b.txt"), b"1\r\n").unwrap(),
        b"1\r\n"
    );
    assert_eq!(support::everything(blog.path()), before);
    assert_eq!(subjects(&blog, "never.md"), Vec::<String>::new());
}

#[test]
fn a_walk_can_be_cancelled() {
    let place = Place::new();
    let (_, blog) = place.published(&[("a", "1\n")]);
    let cancel = Cancel::new();
    cancel.cancel();
    let error = open(&blog)
        .versions(Path::new("a"), ALL, ALL, &cancel)
        .unwrap_err();
    assert!(matches!(error, Error::Cancelled));
}

#[test]
fn an_undo_gives_the_paths_their_earlier_bytes_and_leaves_the_disk() {
    let place = Place::new();
    let (bare, blog) = place.published(&[
        ("a", "1\n"),
        ("gone", "g\n"),
        ("other", "1\n"),
        ("earlier", "1\n"),
    ]);
    blog.write("a", "2\n");
    blog.write("new", "n\n");
    blog.remove("gone");
    let sent = commit(&blog, Onto::Upstream, &["a", "new", "gone"], "sent")
        .unwrap()
        .id;
    open(&blog).push(sent, &mut quiet(), &Cancel::none()).unwrap();
    blog.write("other", "2\n");
    let later = commit(&blog, Onto::Upstream, &["other"], "later").unwrap().id;
    open(&blog).push(later, &mut quiet(), &Cancel::none()).unwrap();
    blog.write("earlier", "2\n");
    blog.commit_all("earlier, not sent");
    blog.write("staged", "s\n");
    blog.git(["add", "staged"]);
    let made = open(&blog).undo(sent, "Undo", Some(support::WHEN), &[]).unwrap();
    open(&blog).push(made.id, &mut quiet(), &Cancel::none()).unwrap();
    assert_eq!(bare.subjects("main"), ["Undo", "later", "sent", "first"]);
    assert_eq!(
        bare.git(["diff", "--stat", "main~3", "main", "--", "a", "new", "gone"]),
        ""
    );
    assert_eq!(
        blog.subjects("main"),
        ["earlier, not sent", "Undo", "later", "sent", "first"]
    );
    assert_eq!(
        (blog.read("a"), blog.read("new")),
        (b"2\n".to_vec(), b"n\n".to_vec())
    );
    assert_eq!(
        changes(&blog),
        ["C a", "C earlier", "D gone", "N new", "N staged"]
    );
    assert_eq!(blog.status(), [" M a", " D gone", "A  staged", "?? new"]);
    // What was undone is not undone again, and can be published again.
    assert!(matches!(
        open(&blog).undo(sent, "Undo", None, &[]),
        Err(Error::ChangedSince { .. })
    ));
    let again = commit(&blog, Onto::Upstream, &["a", "new", "gone"], "again")
        .unwrap()
        .id;
    open(&blog).push(again, &mut quiet(), &Cancel::none()).unwrap();
    assert_eq!(
        bare.git(["rev-parse", "main:a", "main:new"]),
        blog.git(["rev-parse", &format!("{sent}:a"), &format!("{sent}:new")])
    );
    blog.fsck();
    bare.fsck();
}

#[test]
fn an_undo_of_what_was_changed_since_is_refused() {
    let place = Place::new();
    let (_, blog) = place.published(&[("a", "1\n"), ("b", "1\n")]);
    blog.write("a", "2\n");
    blog.write("b", "2\n");
    let sent = commit(&blog, Onto::Upstream, &["a", "b"], "sent").unwrap().id;
    assert!(
        matches!(
            open(&blog).undo(sent, "Undo", None, &[]),
            Err(Error::NothingToCommit)
        ),
        "not sent yet"
    );
    open(&blog).push(sent, &mut quiet(), &Cancel::none()).unwrap();
    blog.write("b", "3\n");
    let later = commit(&blog, Onto::Upstream, &["b"], "later").unwrap().id;
    open(&blog).push(later, &mut quiet(), &Cancel::none()).unwrap();
    let (head, index) = (blog.head(), blog.git(["ls-files", "--stage"]));
    let error = open(&blog).undo(sent, "Undo", None, &[]).unwrap_err();
    assert!(
        matches!(&error, Error::ChangedSince { paths: since } if since == &paths(&["b"])),
        "{error:?}"
    );
    assert_eq!((blog.head(), blog.git(["ls-files", "--stage"])), (head, index));
}

#[test]
fn a_commit_that_was_not_sent_is_taken_back_and_what_stands_on_it_stays() {
    let place = Place::new();
    let (_, blog) = place.published(&[("a", "1\n"), ("b", "1\n")]);
    blog.write("b", "2\n");
    blog.commit_all("earlier");
    blog.write("a", "2\n");
    blog.write("new", "n\n");
    let made = commit(&blog, Onto::Upstream, &["a", "new"], "post").unwrap();
    assert_eq!(blog.subjects("main"), ["earlier", "post", "first"]);
    let anew = open(&blog).take_back(made.id).unwrap();
    assert_eq!(blog.subjects("main"), ["earlier", "first"]);
    assert_eq!(anew, [(made.head, id(&blog.head()))]);
    assert_eq!(blog.files_of("main"), ["b"]);
    assert_eq!(blog.status(), [" M a", "?? new"]);
    assert!(matches!(
        open(&blog).take_back(made.id),
        Err(Error::NothingToCommit)
    ));
    let first = id(&blog.git(["rev-parse", "main~1"]));
    assert!(
        matches!(open(&blog).take_back(first), Err(Error::NothingToCommit)),
        "it was sent"
    );
    blog.fsck();
}
