//! New posts, renamed ones, deleted ones.

use std::fs;

use galley_library::view::Visibility;

use crate::support::{Blog, Running, in_child, insert, second_process};

const A: &str =
    "---\ntitle: A\ndate: 2026-06-01T08:00:00+02:00\nauthor: Ada Writer\ntags:\n  - one\n---\n\nText.\n";

fn blog() -> Blog {
    Blog::new(&[
        ("posts/a.md", A),
        ("posts/b.md", &A.replace("title: A", "title: B")),
    ])
}

#[test]
fn a_new_post_looks_like_its_neighbours_and_is_a_draft() {
    let blog = blog();
    let desk = blog.open();
    let path = desk
        .library
        .new_post(
            "  Our retries: an outage ",
            &["git".into(), " tools ".into(), " ".into()],
        )
        .unwrap();
    assert_eq!(path, "posts/our-retries-an-outage.md");
    let text = "---\ntitle: \"Our retries: an outage\"\ndate: 2026-06-04T10:42:00+02:00\nauthor: Ada Writer\ntags:\n  - git\n  - tools\ndraft: true\n---\n\n";
    assert_eq!(blog.text(&path), text);
    let rows = desk.rows();
    let row = rows.rows.iter().find(|row| row.path == path).unwrap();
    assert_eq!(
        (row.title.as_str(), &row.visibility),
        ("Our retries: an outage", &Visibility::Draft)
    );
    assert_eq!(row.tags, ["git", "tools"]);
    assert_eq!(
        desk.library.new_post("  ", &[]).unwrap_err().code,
        "post.empty-title"
    );
    assert_eq!(
        blog.repo.status(),
        [format!("?? {path}")],
        "nothing else was touched"
    );
}

#[test]
fn a_new_post_never_overwrites_another_one() {
    let blog = blog();
    blog.repo
        .write("posts/hello.MD", "a file that only looks alike\n");
    let desk = blog.open();
    let first = desk.library.new_post("Hello world", &[]).unwrap();
    let post = desk.library.open_post(&first).unwrap().post;
    desk.library.edit_body(&post, 1, &insert(0, "Precious.")).unwrap();
    desk.library.close_post(&post).unwrap();
    let before = blog.text(&first);
    let mut paths = vec![first.clone()];
    for title in ["Hello world", "hello, WORLD!", "Hello world"] {
        let path = desk.library.new_post(title, &[]).unwrap();
        assert!(!paths.contains(&path), "{path} was made twice");
        paths.push(path);
    }
    assert_eq!(blog.text(&first), before);
    // A file that the library has not been told of yet is no free name either.
    blog.repo.write("posts/late.md", "theirs");
    let late = desk.library.new_post("Late", &[]).unwrap();
    assert_ne!(late, "posts/late.md");
    assert_eq!(blog.text("posts/late.md"), "theirs");
}

#[test]
fn a_post_is_renamed_with_its_unsaved_text_and_onto_no_other() {
    let blog = blog();
    let desk = blog.open();
    assert_eq!(
        desk.library.rename("posts/a.md", "posts/b.md").unwrap_err().code,
        "post.exists"
    );
    assert_eq!(
        desk.library.rename("posts/a.md", "posts/a.md").unwrap_err().code,
        "post.exists"
    );
    assert_eq!(
        desk.library
            .rename("posts/none.md", "posts/c.md")
            .unwrap_err()
            .code,
        "post.gone"
    );
    assert_eq!(
        desk.library.rename("posts/a.md", "posts/c.png").unwrap_err().code,
        "post.not-a-post"
    );
    assert_eq!(
        (blog.text("posts/a.md"), blog.text("posts/b.md")),
        (A.to_owned(), A.replace("title: A", "title: B"))
    );
    let post = desk.library.open_post("posts/a.md").unwrap().post;
    desk.library.edit_body(&post, 1, &insert(0, "New. ")).unwrap();
    desk.library.rename("posts/a.md", "posts/2026/c.md").unwrap();
    assert!(!blog.repo.path().join("posts/a.md").exists());
    assert_eq!(blog.text("posts/2026/c.md"), A.replace("\nText", "\nNew. Text"));
    let rows = desk.rows();
    let paths: Vec<&str> = rows.rows.iter().map(|row| row.path.as_str()).collect();
    assert_eq!(paths, ["posts/2026/c.md", "posts/b.md"]);
}

#[test]
fn what_is_no_post_of_this_blog_is_neither_renamed_nor_deleted() {
    let blog = blog();
    let outside = blog.place.path().join("outside.md");
    fs::write(&outside, A).unwrap();
    blog.repo.write("posts/chart.png", "PNG");
    std::os::unix::fs::symlink(&outside, blog.repo.path().join("posts/link.md")).unwrap();
    std::os::unix::fs::symlink(blog.place.path(), blog.repo.path().join("posts/out")).unwrap();
    let desk = blog.open();
    let (library, absolute) = (&desk.library, outside.to_str().unwrap());
    let here = blog.repo.status();
    let rename = |from: &str, to: &str| library.rename(from, to).unwrap_err().code;
    for (path, code) in [
        ("galley.toml", "post.not-a-post"),
        ("posts/chart.png", "post.not-a-post"),
        ("posts", "post.gone"),
        ("posts/none.md", "post.gone"),
        ("", "post.outside"),
        (".", "post.outside"),
        ("../outside.md", "post.outside"),
        ("posts/../../outside.md", "post.outside"),
        ("posts/link.md", "post.outside"),
        ("posts/out/outside.md", "post.outside"),
        (".git/config", "post.outside"),
    ] {
        assert_eq!(library.delete(path).unwrap_err().code, code, "delete {path:?}");
        assert_eq!(rename(path, "posts/free.md"), code, "rename {path:?}");
    }
    for (path, code) in [
        ("galley.toml", "post.not-a-post"),
        ("posts/a.png", "post.not-a-post"),
        ("posts/", "post.not-a-post"),
        ("../free.md", "post.outside"),
        ("posts/out/free.md", "post.outside"),
        (".git/free.md", "post.outside"),
        ("", "post.outside"),
    ] {
        assert_eq!(rename("posts/a.md", path), code, "rename to {path:?}");
    }
    // An absolute path means one in the blog, as everywhere.
    assert_eq!(library.delete(absolute).unwrap_err().code, "post.gone");
    assert_eq!(blog.repo.status(), here);
    assert_eq!(
        (blog.text("posts/a.md"), fs::read_to_string(&outside).unwrap()),
        (A.to_owned(), A.to_owned())
    );
    assert!(!blog.repo.path().join("posts/free.md").exists());
}

#[test]
fn a_deleted_post_goes_to_the_trash_with_its_unsaved_text() {
    let test = "whole_posts::a_deleted_post_goes_to_the_trash_with_its_unsaved_text";
    let Some(folder) = in_child() else {
        // The trash is the user's: another process has another one.
        let place = tempfile::tempdir().unwrap();
        let mut command = second_process(test, place.path());
        command
            .env("XDG_DATA_HOME", place.path().join("data"))
            .env("HOME", place.path().join("home"));
        let child = Running::start(command);
        assert!(
            child.said("test result: ok. 1 passed").is_some(),
            "the second process failed: its words stand above"
        );
        return;
    };
    let blog = blog();
    let desk = blog.open();
    let post = desk.library.open_post("posts/a.md").unwrap().post;
    desk.library.edit_body(&post, 1, &insert(0, "New. ")).unwrap();
    desk.library.delete("posts/a.md").unwrap();
    assert!(!blog.repo.path().join("posts/a.md").exists());
    assert_eq!(desk.rows().total, 1);
    assert_eq!(desk.library.delete("posts/a.md").unwrap_err().code, "post.gone");
    let trash = folder.join("data/Trash");
    let kept = fs::read_to_string(trash.join("files/a.md")).unwrap();
    assert_eq!(kept, A.replace("\nText", "\nNew. Text"));
    let note = fs::read_to_string(trash.join("info/a.md.trashinfo")).unwrap();
    assert!(note.contains("/posts/a.md"), "it can be put back: {note}");
    assert_eq!(
        desk.library
            .edit_body(&post, 2, &insert(0, "x"))
            .unwrap_err()
            .code,
        "post.closed"
    );
}

#[test]
fn fields_are_set_by_name_as_the_file_has_them() {
    let blog = blog();
    let desk = blog.open();
    let library = &desk.library;
    library.set("posts/a.md", "weight", "7").unwrap();
    library.set("posts/a.md", "featured", "true").unwrap();
    library.set("./posts/a.md", "title", "A: new").unwrap();
    library.unset("posts/a.md", "author").unwrap();
    library.unset("posts/a.md", "never-there").unwrap();
    library
        .tag("posts/a.md", &["two".into(), "one".into()], &["none".into()])
        .unwrap();
    let (fields, body) = library.show("posts/a.md").unwrap();
    let value = |name: &str| {
        fields
            .iter()
            .find(|field| field.name == name)
            .map(|field| field.value.as_str())
    };
    assert_eq!(
        [
            value("title"),
            value("weight"),
            value("featured"),
            value("author"),
            value("tags")
        ],
        [Some("A: new"), Some("7"), Some("true"), None, Some("one, two")]
    );
    assert_eq!(body, "\nText.\n");
    assert!(blog.text("posts/a.md").contains("\nfeatured: true\n"));
}

#[test]
fn a_field_set_beside_an_open_post_shows_in_it() {
    let blog = blog();
    let desk = blog.open();
    let post = desk.library.open_post("posts/a.md").unwrap().post;
    desk.library.tag("posts/a.md", &["two".into()], &[]).unwrap();
    assert_eq!(desk.wait_post(&post).head.fields.tags, ["one", "two"]);
}
