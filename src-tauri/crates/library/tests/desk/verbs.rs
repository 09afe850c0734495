//! Renaming, moving and deleting posts that lie open on the desk, and taking each back.

use std::fs;
use std::path::Path;

use galley_library::view::{LibraryEvent, SaveState};

use crate::support::{Blog, Running, in_child, insert, second_process};

const A: &str = "---\ntitle: A\ndate: 2026-06-01T08:00:00+02:00\nslug: a\nauthor: Ada Writer\n---\n\nText.\n";

fn blog() -> Blog {
    Blog::new(&[
        ("posts/a.md", A),
        (
            "posts/b.md",
            &A.replace("title: A", "title: B").replace("slug: a\n", ""),
        ),
        ("posts/own/index.md", &A.replace("title: A", "title: Own")),
        ("posts/own/chart.png", "PNG"),
    ])
}

#[test]
fn an_open_post_follows_its_file_and_what_is_typed_goes_there() {
    let blog = blog();
    let desk = blog.open();
    let library = &desk.library;
    let post = library.open_post("posts/a.md").unwrap().post;
    library.edit_body(&post, 1, &insert(0, "One. ")).unwrap();
    let done = library
        .rename_post("posts/a.md", "Second thoughts", false)
        .unwrap();
    assert_eq!(done.path, "posts/second-thoughts.md");
    let told = desk.wait("the new place", |event| match event {
        LibraryEvent::PostChanged { post } => Some(post.summary.path.clone()),
        _ => None,
    });
    assert_eq!(told, done.path);
    library.edit_body(&post, 2, &insert(0, "Two. ")).unwrap();
    assert_eq!(library.save_post(&post).unwrap().state, SaveState::Saved);
    let wanted = A
        .replace("slug: a\n", "slug: second-thoughts\n")
        .replace("\nText", "\nTwo. One. Text");
    assert_eq!(blog.text(&done.path), wanted);
    assert!(!blog.repo.path().join("posts/a.md").exists());
    // What was typed since is kept when the name is taken back; the field, which was not changed back, stays with it.
    let back = library.undo(&done.undo.unwrap()).unwrap();
    assert_eq!(back.path, "posts/a.md");
    assert_eq!(blog.text("posts/a.md"), wanted);
    library.edit_body(&post, 3, &insert(0, "Three. ")).unwrap();
    assert_eq!(library.save_post(&post).unwrap().state, SaveState::Saved);
    assert!(blog.text("posts/a.md").contains("Three. Two. One."));
}

#[test]
fn a_rename_that_was_taken_back_leaves_the_same_bytes_and_its_undo_works_once() {
    let blog = blog();
    let desk = blog.open();
    let done = desk.library.rename_post("posts/a.md", "New", false).unwrap();
    let undo = done.undo.unwrap();
    desk.library.undo(&undo).unwrap();
    assert_eq!(blog.text("posts/a.md"), A);
    assert_eq!(blog.repo.status(), Vec::<String>::new());
    assert_eq!(desk.library.undo(&undo).unwrap_err().code, "undo.gone");
    // A place that somebody has taken since is not taken from them.
    let done = desk.library.rename_post("posts/a.md", "New", false).unwrap();
    blog.repo.write("posts/a.md", "theirs");
    let undo = done.undo.unwrap();
    assert_eq!(desk.library.undo(&undo).unwrap_err().code, "post.exists");
    assert_eq!(blog.text("posts/a.md"), "theirs");
    fs::remove_file(blog.repo.path().join("posts/a.md")).unwrap();
    assert_eq!(
        desk.library.undo(&undo).unwrap().path,
        "posts/a.md",
        "tried again"
    );
}

/// Runs the rest of the test in a process whose trash is a folder of its own. `None` in the first one, where that has passed.
fn with_trash(test: &str, spoil: impl FnOnce(&Path)) -> Option<std::path::PathBuf> {
    if let Some(folder) = in_child() {
        return Some(folder);
    }
    let place = tempfile::tempdir().unwrap();
    spoil(place.path());
    let mut command = second_process(test, place.path());
    command
        .env("XDG_DATA_HOME", place.path().join("data"))
        .env("HOME", place.path().join("home"));
    let child = Running::start(command);
    assert!(
        child.said("test result: ok. 1 passed").is_some(),
        "the second process failed: its words stand above"
    );
    None
}

#[test]
fn a_deleted_post_comes_back_byte_for_byte_and_a_folder_with_all_of_it() {
    let test = "verbs::a_deleted_post_comes_back_byte_for_byte_and_a_folder_with_all_of_it";
    let Some(folder) = with_trash(test, |_| {}) else {
        return;
    };
    let blog = blog();
    let desk = blog.open();
    let library = &desk.library;
    // One of the same name went before: it is not the one that comes back.
    blog.repo.write("posts/c.md", "---\ntitle: Older\n---\n");
    library.delete("posts/c.md").unwrap();
    blog.repo.write("posts/c.md", A);
    let post = library.open_post("posts/c.md").unwrap().post;
    library.edit_body(&post, 1, &insert(0, "Typed. ")).unwrap();
    let undo = library.delete("posts/c.md").unwrap().undo.unwrap();
    assert!(!blog.repo.path().join("posts/c.md").exists());
    assert_eq!(library.save_post(&post).unwrap_err().code, "post.closed");
    assert_eq!(library.undo(&undo).unwrap().path, "posts/c.md");
    assert_eq!(blog.text("posts/c.md"), A.replace("\nText", "\nTyped. Text"));
    assert!(desk.rows().rows.iter().any(|row| row.path == "posts/c.md"));

    let undo = library.delete("posts/own/index.md").unwrap().undo.unwrap();
    assert!(
        !blog.repo.path().join("posts/own").exists(),
        "its pictures go along"
    );
    library.undo(&undo).unwrap();
    assert_eq!(blog.text("posts/own/chart.png"), "PNG");

    // An emptied trash: the text comes back all the same.
    let undo = library.delete("posts/b.md").unwrap().undo.unwrap();
    let before = blog.repo.git(["show", "HEAD:posts/b.md"]);
    fs::remove_dir_all(folder.join("data/Trash")).unwrap();
    library.undo(&undo).unwrap();
    assert_eq!(blog.text("posts/b.md").trim_end(), before.trim_end());
}

#[test]
fn where_there_is_no_trash_the_post_stays_and_stays_open() {
    let test = "verbs::where_there_is_no_trash_the_post_stays_and_stays_open";
    let spoil = |place: &Path| {
        fs::create_dir_all(place.join("data")).unwrap();
        fs::write(place.join("data/Trash"), "a file, and no folder").unwrap();
    };
    let Some(_) = with_trash(test, spoil) else { return };
    let blog = blog();
    let desk = blog.open();
    let library = &desk.library;
    let post = library.open_post("posts/a.md").unwrap().post;
    let error = library.delete("posts/a.md").unwrap_err();
    assert_eq!(error.code, "post.no-trash");
    assert!(error.message.contains("posts/a.md") && error.hint.is_some());
    assert_eq!(blog.text("posts/a.md"), A);
    library.edit_body(&post, 1, &insert(0, "Still open. ")).unwrap();
    assert_eq!(library.save_post(&post).unwrap().state, SaveState::Saved);
    assert!(blog.text("posts/a.md").contains("Still open."));
}

#[test]
fn the_old_name_of_a_renamed_post_goes_when_the_new_one_is_published() {
    let blog = blog();
    let desk = blog.open();
    let library = &desk.library;
    let one = library
        .rename_post("posts/own/index.md", "First", false)
        .unwrap()
        .path;
    let two = library.rename_post(&one, "Second", false).unwrap().path;
    assert_eq!(two, "posts/second/index.md");
    let plan = library.publish_plan(std::slice::from_ref(&two)).unwrap();
    let listed: Vec<&str> = plan.items.iter().map(|item| item.path.as_str()).collect();
    assert_eq!(listed, [two.as_str()], "the old name is no change of its own");
}

#[test]
fn the_older_name_of_a_deleted_post_is_not_taken_for_anothers() {
    let test = "verbs::the_older_name_of_a_deleted_post_is_not_taken_for_anothers";
    let Some(_) = with_trash(test, |_| {}) else {
        return;
    };
    let blog = blog();
    let desk = blog.open();
    let library = &desk.library;
    let first = library.rename_post("posts/a.md", "Free", false).unwrap().path;
    library.delete(&first).unwrap();
    let second = library.rename_post("posts/b.md", "Free", false).unwrap().path;
    assert_eq!(first, second);
    let plan = library.publish_plan(std::slice::from_ref(&second)).unwrap();
    let mut listed: Vec<&str> = plan.items.iter().map(|item| item.path.as_str()).collect();
    listed.sort_unstable();
    assert_eq!(
        listed,
        ["posts/a.md", second.as_str()],
        "the deleted one is a change of its own, the old name of the other is not"
    );
}

/// The other posts would be parts of it.
#[test]
fn no_post_gets_the_name_that_makes_its_folder_one_post() {
    let text = A.replace("slug: a\n", "");
    let blog = Blog::new(&[
        ("hugo.toml", "title = \"Quay\"\n"),
        ("content/posts/a.md", &text),
        ("content/posts/b.md", &text),
    ]);
    let desk = blog.open();
    let named = desk
        .library
        .rename_post("content/posts/a.md", "Index", false)
        .unwrap();
    assert_eq!(named.path, "content/posts/index-2.md");
}

#[test]
fn what_a_menu_says_is_so() {
    let blog = Blog::new(&[
        ("posts/a.md", A),
        ("posts/d.md", &A.replace("slug: a", "draft: true")),
    ]);
    blog.repo.write("posts/new.md", A.replace("slug: a", "slug: new"));
    let desk = blog.open();
    let offers = |path: &str| desk.library.post_offers(path).unwrap();
    let a = offers("posts/a.md");
    assert_eq!(
        Path::new(&a.file),
        fs::canonicalize(blog.repo.path()).unwrap().join("posts/a.md")
    );
    assert!(a.public && a.movable);
    assert!(!offers("posts/d.md").public, "a draft");
    assert!(!offers("posts/new.md").public, "not on the server");
    assert_eq!(
        desk.library.post_offers("posts/none.md").unwrap_err().code,
        "post.gone"
    );
}
