//! Undoing a publish, the versions of a post, and one of them back.

use std::fs;
use std::process::Command;
use std::thread;

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

/// The server takes the undo, and the answer never comes: the writer stops it in that moment.
fn undo_broken_off(blog: &Blog, desk: &Desk) {
    let pipe = |name: &str| {
        let path = blog.place.path().join(name);
        assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
        path
    };
    let (reached, hold) = (pipe("reached"), pipe("hold"));
    // The branch has moved, and the answer is not sent yet.
    let hook = blog.bare.hook(
        "reference-transaction",
        &format!(
            "test \"$1\" = committed || exit 0; echo > '{}'; cat '{}'",
            reached.display(),
            hold.display()
        ),
    );
    let cancel = Cancel::new();
    let stopped = thread::scope(|scope| {
        scope.spawn(|| {
            fs::read(&reached).unwrap();
            cancel.cancel();
        });
        desk.library.undo_publish(None, &cancel)
    });
    assert_eq!(stopped.unwrap_err().code, "cancelled");
    fs::remove_file(hook).unwrap();
}

#[test]
fn an_undo_that_was_broken_off_when_the_server_had_it_takes_nothing_from_the_disk() {
    for next in ["undo", "sync", "undo after a fetch", "undo after a kill"] {
        let blog = blog();
        let desk = blog.open();
        blog.repo.write(PATH, text("Second."));
        blog.repo.write("posts/new.md", "---\ntitle: New\n---\nText.\n");
        published(&desk.library, &[PATH, "posts/new.md"]);
        let published = blog.repo.head();
        if next == "undo after a kill" {
            // Killed when the server had it: the version is on the branch, and nothing was noted.
            let away = blog.place.path().join("away.git");
            fs::rename(blog.bare.path(), &away).unwrap();
            assert_eq!(undo(&desk, None).unwrap_err().code, "remote.gone");
            fs::rename(&away, blog.bare.path()).unwrap();
            blog.repo.git(["push", "--quiet", "origin", "HEAD:main"]);
            blog.repo
                .git(["update-ref", "refs/remotes/origin/main", &published]);
        } else {
            undo_broken_off(&blog, &desk);
        }
        blog.repo.write(PATH, text("Second, and on."));
        match next {
            "sync" => {
                desk.library.sync(&|_| {}, &Cancel::none()).unwrap();
            }
            "undo after a fetch" => {
                blog.repo.git(["fetch", "--quiet"]);
                let _ = undo(&desk, None);
            }
            _ => {
                undo(&desk, None).unwrap();
            }
        }
        assert_eq!(blog.text(PATH), text("Second, and on."), "{next}");
        assert_eq!(
            blog.text("posts/new.md"),
            "---\ntitle: New\n---\nText.\n",
            "{next}"
        );
        assert_eq!(
            blog.bare.subjects("main"),
            ["Undo “A few words”", "A few words", "first"],
            "{next}"
        );
        assert_eq!(
            blog.repo.head(),
            blog.bare.git(["rev-parse", "main"]).trim(),
            "{next}"
        );
        let apart = blog.repo.path().join(".git/galley-apart");
        assert!(!apart.exists(), "{next}: two versions");
        assert_eq!(undo(&desk, None).unwrap_err().code, "undo.none", "{next}: once");
        blog.repo.fsck();
    }
}

/// The post that readers see again is public here too, once that is known.
#[test]
fn an_undone_unpublish_that_was_broken_off_shows_the_post_again() {
    let blog = blog();
    let desk = blog.open();
    let before = blog.text(PATH);
    desk.library
        .unpublish(&[PATH.to_owned()], None, &|_| {}, &Cancel::none())
        .unwrap();
    assert_ne!(blog.text(PATH), before);
    undo_broken_off(&blog, &desk);
    desk.library.sync(&|_| {}, &Cancel::none()).unwrap();
    assert_eq!(blog.text(PATH), before);
    assert_eq!(blog.repo.status(), Vec::<String>::new());
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

#[test]
fn a_restored_version_is_taken_back_and_what_was_typed_since_stays() {
    let blog = blog();
    let desk = blog.open();
    blog.repo.write(PATH, text("Second."));
    published(&desk.library, &[PATH]);
    blog.repo.write(PATH, text("Not published."));
    let found = desk.library.history(PATH, 50, &Cancel::none()).unwrap();
    assert_eq!(found.now.map(|now| (now.added, now.removed)), Some((2, 1)));
    assert!(found.versions.iter().all(|version| !version.only_here));
    assert_eq!((found.versions[0].added, found.versions[0].removed), (1, 1));
    let now = desk.library.version_change(PATH, "now", &Cancel::none()).unwrap();
    assert!(now.lines.iter().any(|line| line.text == "Not published."));
    let restored = desk
        .library
        .restore(PATH, &found.versions[1].id, true, &Cancel::none())
        .unwrap();
    assert_eq!(blog.text(PATH), text("First."));
    blog.repo
        .write(PATH, format!("{}\nTyped since.\n", text("First.")));
    desk.library.undo(&restored.undo.unwrap()).unwrap();
    assert_eq!(
        blog.text(PATH),
        format!("{}\nTyped since.\n", text("Not published."))
    );
}

#[test]
fn a_paragraph_of_an_earlier_version_goes_into_the_text_as_it_is_now() {
    let blog = blog();
    let desk = blog.open();
    blog.repo.write(PATH, "---\ntitle: A\n---\nFirst.\n");
    published(&desk.library, &[PATH]);
    let versions = desk.library.history(PATH, 50, &Cancel::none()).unwrap().versions;
    let change = desk
        .library
        .version_change(PATH, &versions[0].id, &Cancel::none())
        .unwrap();
    let removed = change
        .blocks
        .iter()
        .position(|block| block.kind == BlockKind::Removed)
        .unwrap();
    let open = desk.library.open_post(PATH).unwrap();
    let back = |block| {
        desk.library
            .paragraph_back(&open.post, &versions[0].id, block, &Cancel::none())
    };
    let change = back(u32::try_from(removed).unwrap()).unwrap();
    assert!(
        desk.library
            .edit_body(&open.post, open.seq + 1, &[change])
            .unwrap()
            .accepted
    );
    desk.library.save_post(&open.post).unwrap();
    assert_eq!(blog.text(PATH), text("First."));
    assert_eq!(back(0).unwrap_err().code, "history.no-paragraph");
}

#[test]
fn deleted_posts_are_found_and_come_back_and_renamed_ones_are_none() {
    let blog = blog();
    let desk = blog.open();
    blog.repo.write("posts/c.md", text("Third."));
    blog.repo.write("notes.txt", "no post");
    blog.repo.commit_all("c");
    blog.repo.git(["mv", "posts/c.md", "posts/d.md"]);
    blog.repo.commit_all("renamed");
    blog.repo.remove("posts/b.md");
    blog.repo.remove("notes.txt");
    blog.repo.commit_all("gone");
    blog.repo.remove(PATH);
    let told = std::sync::Mutex::new(Vec::new());
    let tell = |step: galley_library::view::HistoryStep| told.lock().unwrap().extend(step.deleted);
    let found = desk.library.deleted_posts(10, &tell, &Cancel::none()).unwrap();
    let shown: Vec<_> = found
        .iter()
        .map(|post| (post.path.as_str(), post.title.as_str(), post.author.is_some()))
        .collect();
    assert_eq!(shown, [(PATH, "A", false), ("posts/b.md", "B", true)]);
    assert_eq!(told.into_inner().unwrap(), found, "as they were found");
    for post in &found {
        desk.library
            .restore(&post.path, &post.version, true, &Cancel::none())
            .unwrap();
    }
    assert_eq!(blog.text(PATH), text("First."));
    assert_eq!(blog.text("posts/b.md"), "---\ntitle: B\n---\nText.\n");
    assert!(
        desk.library
            .deleted_posts(10, &|_| {}, &Cancel::none())
            .unwrap()
            .is_empty()
    );
}

#[test]
fn a_search_through_versions_is_stopped() {
    let blog = blog();
    let desk = blog.open();
    for round in 0..5 {
        blog.repo.write(PATH, text(&format!("Round {round}.")));
        blog.repo.commit_all("again");
    }
    let cancel = Cancel::new();
    let seen = std::sync::atomic::AtomicUsize::new(0);
    let tell = |step: galley_library::view::HistoryStep| {
        seen.fetch_add(step.versions.len(), std::sync::atomic::Ordering::SeqCst);
        cancel.cancel();
    };
    let error = desk.library.history_told(PATH, 50, &tell, &cancel).unwrap_err();
    assert_eq!((error.code, seen.into_inner()), ("cancelled", 1));
    let found = desk.library.history(PATH, 2, &Cancel::none()).unwrap();
    assert_eq!(
        (found.versions.len(), found.more, found.versions[0].only_here),
        (2, true, true)
    );
}
