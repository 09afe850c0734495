//! Versions that wait for a server which was away: they are named when they go, can be taken back, and leave nothing behind.

use galley_library::{Cancel, Library};
use galley_testkit::repo::Repo;

use crate::support::Blog;
use crate::{order, publish, published};

const SECRET: &str = "posts/secret.md";

fn post(title: &str, text: &str) -> String {
    format!("---\ntitle: {title}\n---\n{text}\n")
}

fn blog() -> Blog {
    Blog::new(&[
        ("posts/a.md", &post("A", "First.\n\nMiddle.\n\nLast.")),
        ("posts/b.md", &post("B", "B.")),
    ])
}

/// Publishes while the server is away.
fn not_sent(blog: &Blog, library: &Library, path: &str) {
    let away = blog.place.path().join("away.git");
    std::fs::rename(blog.bare.path(), &away).unwrap();
    let error = publish(library, &order(&[path])).unwrap_err();
    assert_eq!(error.code, "remote.gone");
    assert!(error.hint.unwrap().contains("Until then it waits"));
    std::fs::rename(&away, blog.bare.path()).unwrap();
}

#[test]
fn what_waited_is_named_when_it_goes_with_another_publish() {
    let blog = blog();
    blog.repo.write(SECRET, post("Secret", "Not yet."));
    let library = blog.read_once();
    not_sent(&blog, &library, SECRET);
    blog.repo.write("posts/b.md", post("B", "More."));
    let result = published(&library, &["posts/b.md"]);
    assert_eq!(result.posts, ["B"]);
    assert_eq!(result.sent_too, ["A few words"]);
    assert_eq!(blog.bare.subjects("main").len(), 3);
}

#[test]
fn what_waits_is_taken_back_by_an_undo_and_stays_here() {
    let blog = blog();
    let text = post("Secret", "Not yet.");
    blog.repo.write(SECRET, &text);
    let library = blog.read_once();
    not_sent(&blog, &library, SECRET);
    let error = library.unpublish(&[SECRET.into()], None, &|_| {}, &Cancel::none());
    assert_eq!(error.unwrap_err().code, "unpublish.waits");
    let undone = library.undo_publish(None, &Cancel::none()).unwrap();
    assert_eq!(
        (undone.posts, undone.never_sent),
        (vec!["Secret".to_owned()], Some(true))
    );
    assert_eq!(blog.text(SECRET), text);
    assert_eq!(blog.repo.subjects("main"), ["first"]);
    blog.repo.write("posts/b.md", post("B", "More."));
    assert_eq!(published(&library, &["posts/b.md"]).sent_too, [""; 0]);
    assert_eq!(blog.bare.files_of("main"), ["posts/b.md"]);
    // By its name too, while an earlier publish is there that could be undone.
    not_sent(&blog, &library, SECRET);
    let waiting = blog.repo.head();
    let undone = library
        .undo_publish(Some(&waiting[..7]), &Cancel::none())
        .unwrap();
    assert_eq!(undone.never_sent, Some(true));
    let undone = library.undo_publish(None, &Cancel::none()).unwrap();
    assert_eq!((undone.posts, undone.never_sent), (vec!["B".to_owned()], None));
}

/// An attempt that was overtaken stands below a merge. What it said is sent in another version, and then nothing of it is left
/// that each later publish would have to merge again.
#[test]
fn an_attempt_that_was_overtaken_leaves_no_merges_behind() {
    let blog = blog();
    let other: Repo = blog.place.clone_of(&blog.bare, "other");
    let library = blog.read_once();
    let path = "posts/a.md";
    blog.repo
        .write(path, post("A", "First.\n\nMiddle.\n\nLast, mine."));
    not_sent(&blog, &library, path);
    let mut kept = Vec::new();
    for round in 0..4 {
        other.git(["pull", "--quiet", "--rebase"]);
        let theirs = String::from_utf8(other.read(path)).unwrap();
        other.write(path, theirs.replace("First", "First so"));
        other.write("posts/b.md", post("B", &format!("Round {round}.")));
        other.commit_all("theirs");
        other.git(["push", "--quiet"]);
        blog.repo.write(path, blog.text(path) + "More of mine.\n");
        published(&library, &[path]);
        assert_eq!(
            blog.repo.head(),
            blog.bare.git(["rev-parse", "main"]),
            "round {round}"
        );
        kept.push(library.kept(None).unwrap().len());
    }
    assert_eq!(
        kept[0], kept[3],
        "nothing is kept that nothing replaced: {kept:?}"
    );
    assert_eq!(blog.bare.git(["rev-list", "--merges", "--count", "main"]), "0");
    let sent = blog.bare.git(["show", "main:posts/a.md"]);
    assert!(
        sent.contains("First so so so so") && sent.contains("Last, mine"),
        "{sent}"
    );
    blog.bare.fsck();
    blog.repo.fsck();
}

/// A version of the writer's own is let go by nothing.
#[test]
fn a_commit_of_the_writers_own_stays_though_it_changes_nothing() {
    let blog = blog();
    let library = blog.read_once();
    blog.repo
        .git(["commit", "--quiet", "--allow-empty", "-m", "a note of mine"]);
    blog.repo.write(SECRET, post("Secret", "Not yet."));
    not_sent(&blog, &library, SECRET);
    published(&library, &[SECRET]);
    assert_eq!(
        blog.repo.subjects("main"),
        ["a note of mine", "A few words", "first"]
    );
}
