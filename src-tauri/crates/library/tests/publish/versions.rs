//! Undoing a publish, the versions of a post, and one of them back.

use std::fs;

use galley_library::view::{BlockKind, Status};
use galley_library::{Cancel, Result};

use crate::support::{Blog, Desk};
use crate::{order, publish, published};

const PATH: &str = "posts/a.md";

fn text(words: &str) -> String {
    format!("---\ntitle: A\n---\n{words}\n\nA second paragraph that stays as it is.\n")
}

fn blog() -> Blog {
    Blog::new(&[
        (PATH, &text("First.")),
        ("posts/b.md", "---\ntitle: B\n---\nText.\n"),
    ])
}

fn undo(desk: &Desk, version: Option<&str>) -> Result<galley_library::view::PublishResult> {
    desk.library.undo_publish(version, &Cancel::none())
}

#[test]
fn an_undone_publish_is_unpublished_here_and_as_before_on_the_server() {
    let blog = blog();
    let desk = blog.open();
    assert_eq!(undo(&desk, None).unwrap_err().code, "undo.none");
    blog.repo.write(PATH, text("Second."));
    blog.repo.write("posts/new.md", "---\ntitle: New\n---\nText.\n");
    published(&desk.library, &[PATH, "posts/new.md"]);
    let result = undo(&desk, None).unwrap();
    assert_eq!(result.posts, ["A", "New"]);
    assert_eq!(
        blog.bare.subjects("main"),
        ["Undo “A few words”", "A few words", "first"]
    );
    assert_eq!(blog.bare.git(["diff", "--stat", "main~2", "main"]), "");
    assert_eq!(blog.text(PATH), text("Second."), "the text stays");
    assert_eq!(blog.text("posts/new.md"), "---\ntitle: New\n---\nText.\n");
    let rows = desk.rows().rows;
    for path in [PATH, "posts/new.md"] {
        let row = rows.iter().find(|row| row.path == path).unwrap();
        assert_eq!(row.status, Status::Unpublished, "{path}");
    }
    assert_eq!(undo(&desk, None).unwrap_err().code, "undo.none", "once");
    // It can be published again, and undone by its name, by another Galley too.
    let again = published(&desk.library, &[PATH]);
    drop(desk);
    let desk = blog.open();
    undo(&desk, Some(&again.commit)).unwrap();
    assert_eq!(
        blog.bare.git(["show", &format!("main:{PATH}")]),
        text("First.").trim_end()
    );
    blog.bare.fsck();
    blog.repo.fsck();
}

#[test]
fn an_undo_goes_on_top_of_what_others_sent_and_not_over_it() {
    let blog = blog();
    let desk = blog.open();
    blog.repo.write(PATH, text("Second."));
    published(&desk.library, &[PATH]);
    let other = blog.place.clone_of(&blog.bare, "other");
    other.write("posts/b.md", "---\ntitle: B\n---\nTheirs.\n");
    other.commit_all("theirs");
    other.git(["push", "--quiet"]);
    undo(&desk, None).unwrap();
    assert_eq!(
        blog.bare.subjects("main"),
        ["Undo “A few words”", "theirs", "A few words", "first"]
    );
    assert_eq!(blog.text("posts/b.md"), "---\ntitle: B\n---\nTheirs.\n");
    // What was changed since is not taken back.
    published(&desk.library, &[PATH]);
    other.git(["pull", "--quiet"]);
    other.write(PATH, text("Theirs."));
    other.commit_all("theirs too");
    other.git(["push", "--quiet"]);
    let error = undo(&desk, None).unwrap_err();
    assert_eq!(error.code, "undo.changed-since");
    assert!(error.message.contains(PATH), "{}", error.message);
    assert_eq!(blog.bare.subjects("main")[0], "theirs too");
    assert_eq!(undo(&desk, Some("0123456")).unwrap_err().code, "undo.not-there");
}

#[test]
fn an_undo_that_could_not_be_sent_is_sent_once() {
    let blog = blog();
    let desk = blog.open();
    blog.repo.write(PATH, text("Second."));
    published(&desk.library, &[PATH]);
    let away = blog.place.path().join("away.git");
    fs::rename(blog.bare.path(), &away).unwrap();
    assert_eq!(undo(&desk, None).unwrap_err().code, "remote.gone");
    fs::rename(&away, blog.bare.path()).unwrap();
    undo(&desk, None).unwrap();
    assert_eq!(
        blog.bare.subjects("main"),
        ["Undo “A few words”", "A few words", "first"]
    );
    assert_eq!(blog.repo.head(), blog.bare.git(["rev-parse", "main"]));
    assert_eq!(blog.text(PATH), text("Second."));
}

#[test]
fn versions_say_who_when_and_what_through_another_name() {
    let blog = blog();
    let desk = blog.open();
    blog.repo.write(PATH, text("Second."));
    published(&desk.library, &[PATH]);
    desk.library.rename(PATH, "posts/c.md").unwrap();
    published(&desk.library, &["posts/c.md"]);
    let found = desk.library.history("posts/c.md", 50, &Cancel::none()).unwrap();
    let titles: Vec<_> = found
        .versions
        .iter()
        .map(|version| version.title.as_str())
        .collect();
    assert_eq!(
        (titles, found.more),
        (vec!["A few words", "A few words", "first"], false)
    );
    let first = &found.versions[0];
    assert_eq!(
        (first.author.as_str(), first.from.as_deref()),
        ("Ada Writer", Some(PATH))
    );
    assert_eq!(first.date, "2026-06-04T10:42:00+02:00");
    let change = desk
        .library
        .version_change("posts/c.md", &found.versions[1].short, &Cancel::none())
        .unwrap();
    let lines: Vec<_> = change
        .lines
        .iter()
        .filter(|line| line.kind != BlockKind::Same)
        .collect();
    assert_eq!(
        (lines[0].text.as_str(), lines[1].text.as_str()),
        ("First.", "Second.")
    );
    assert!(
        change.blocks.iter().any(|block| block.kind != BlockKind::Same),
        "as readers see it"
    );
    let code = |version: &str| {
        let result = desk
            .library
            .version_change("posts/c.md", version, &Cancel::none());
        result.unwrap_err().code
    };
    assert_eq!(
        (code("abc"), code("0000000")),
        ("history.unknown", "history.unknown")
    );
    let none = desk.library.history("posts/none.md", 50, &Cancel::none());
    assert_eq!(none.unwrap_err().code, "history.none");
}

#[test]
fn a_version_comes_back_and_replaces_no_text_that_is_nowhere_else() {
    let blog = blog();
    let desk = blog.open();
    blog.repo.write(PATH, text("Second."));
    published(&desk.library, &[PATH]);
    let versions = desk.library.history(PATH, 50, &Cancel::none()).unwrap().versions;
    let restore = |version: &str, replace| desk.library.restore(PATH, version, replace, &Cancel::none());
    let open = desk.library.open_post(PATH).unwrap();
    restore(&versions[1].short, false).unwrap();
    assert_eq!(blog.text(PATH), text("First."));
    assert!(
        desk.library.open_post(PATH).unwrap().body.starts_with("First."),
        "the open post goes along"
    );
    blog.repo.write(PATH, text("Not published."));
    let error = restore(&versions[0].id, false).unwrap_err();
    assert_eq!(
        (error.code, blog.text(PATH)),
        ("restore.unpublished", text("Not published."))
    );
    restore(&versions[0].id, true).unwrap();
    assert_eq!(blog.text(PATH), text("Second."));
    assert_eq!(blog.bare.subjects("main").len(), 2, "nothing was sent");
    // A deleted post comes back, from its deletion too.
    desk.library.close_post(&open.post).unwrap();
    for version in [0, 1] {
        blog.repo.remove(PATH);
        publish(&desk.library, &order(&[PATH])).unwrap();
        let versions = desk.library.history(PATH, 50, &Cancel::none()).unwrap().versions;
        assert!(versions[0].deleted);
        restore(&versions[version].id, false).unwrap();
        assert_eq!(blog.text(PATH), text("Second."), "{version}");
        published(&desk.library, &[PATH]);
    }
}
