//! Typing: it is answered from memory, saved by itself, and heals when the two sides disagree.

use std::sync::mpsc;
use std::thread;
use std::time::Instant;

use galley_library::view::SaveState;

use crate::support::{Blog, editor_hash, insert, replace};

const CRLF: &str = "---\r\ntitle: One\r\n---\r\nFirst line.\r\nSecond line.\r\n";

#[test]
fn what_is_typed_is_saved_by_itself() {
    let blog = Blog::new(&[("posts/a.md", CRLF)]);
    let desk = blog.open();
    let post = desk.library.open_post("posts/a.md").unwrap();
    assert_eq!(post.save.state, SaveState::Saved);
    assert_eq!(post.hash, editor_hash(&post.body));
    let ack = desk
        .library
        .edit_body(&post.post, 1, &insert(6, "long "))
        .unwrap();
    assert!(ack.accepted);
    let begun = Instant::now();
    assert_eq!(
        (ack.seq, ack.hash),
        (1, editor_hash("First long line.\nSecond line.\n"))
    );
    assert_eq!(
        blog.text("posts/a.md"),
        CRLF,
        "the file waits until the writer rests"
    );
    let save = desk.wait_save(&post.post, SaveState::Saved);
    println!("saved by itself after {:?}", begun.elapsed());
    assert_eq!(save.at.as_deref(), Some("10:42"));
    assert_eq!(blog.text("posts/a.md"), CRLF.replace("First", "First long"));
    assert_eq!(blog.numstat(), [(1, 1, "posts/a.md".to_owned())]);
}

#[test]
fn a_new_line_gets_the_ending_of_the_file() {
    let blog = Blog::new(&[("posts/a.md", CRLF)]);
    let desk = blog.open();
    let post = desk.library.open_post("posts/a.md").unwrap();
    assert!(
        desk.library
            .edit_body(&post.post, 1, &insert(0, "Zero.\n\n"))
            .unwrap()
            .accepted
    );
    desk.library.save_post(&post.post).unwrap();
    assert_eq!(
        blog.text("posts/a.md"),
        CRLF.replace("First", "Zero.\r\n\r\nFirst")
    );
}

#[test]
fn several_changes_of_one_edit_are_those_of_the_text_before_it() {
    let blog = Blog::new(&[("posts/a.md", "---\ntitle: A\n---\none 🧵 two\n")]);
    let desk = blog.open();
    let post = desk.library.open_post("posts/a.md").unwrap();
    let changes = [replace(0, 3, "1"), replace(7, 10, "2")].concat();
    let ack = desk.library.edit_body(&post.post, 1, &changes).unwrap();
    assert!(ack.accepted);
    assert_eq!(ack.hash, editor_hash("1 🧵 2\n"));
    assert_eq!(ack.length, 7);
    desk.library.save_post(&post.post).unwrap();
    assert_eq!(blog.text("posts/a.md"), "---\ntitle: A\n---\n1 🧵 2\n");
}

#[test]
fn the_page_waits_for_an_edit_that_is_on_its_way() {
    let blog = Blog::new(&[("posts/a.md", CRLF)]);
    let desk = blog.open();
    let library = &desk.library;
    let post = library.open_post("posts/a.md").unwrap().post;
    let mut page = library.preview(&post).unwrap().number;
    // The window hands both over at once; here each time the page is asked for first.
    for seq in 1..=20 {
        let (asks, asked) = mpsc::channel();
        let change = thread::scope(|scope| {
            let page = scope.spawn(|| {
                asks.send(()).unwrap();
                library.preview_change(&post, page, seq).unwrap()
            });
            asked.recv().unwrap();
            thread::yield_now();
            library.edit_body(&post, seq, &insert(0, "x")).unwrap();
            page.join().unwrap()
        });
        let patch = change.patch.expect("a change of one block");
        assert_eq!(patch.seq, seq);
        page = patch.number;
    }
}

#[test]
fn an_edit_out_of_sequence_changes_nothing_and_the_whole_text_heals_it() {
    let blog = Blog::new(&[("posts/a.md", CRLF)]);
    let desk = blog.open();
    let post = desk.library.open_post("posts/a.md").unwrap();
    let library = &desk.library;
    assert!(
        library
            .edit_body(&post.post, 1, &insert(0, "A "))
            .unwrap()
            .accepted
    );
    for (seq, changes) in [
        (1, insert(0, "again ")),
        (3, insert(0, "too early ")),
        (2, insert(9_000, "outside")),
        (2, replace(5, 2, "backwards")),
    ] {
        let ack = library.edit_body(&post.post, seq, &changes).unwrap();
        assert!(!ack.accepted, "{seq} {changes:?}");
        assert_eq!(
            (ack.seq, ack.hash),
            (1, editor_hash("A First line.\nSecond line.\n")),
            "{changes:?}"
        );
    }
    let healed = library
        .replace_body(&post.post, 7, "A First line.\nSecond and third.\nLast.\n")
        .unwrap();
    assert!(healed.accepted);
    assert_eq!(
        (healed.seq, healed.hash),
        (7, editor_hash("A First line.\nSecond and third.\nLast.\n"))
    );
    assert!(
        library
            .edit_body(&post.post, 8, &insert(0, "B "))
            .unwrap()
            .accepted
    );
    library.save_post(&post.post).unwrap();
    let text = "---\r\ntitle: One\r\n---\r\nB A First line.\r\nSecond and third.\r\nLast.\r\n";
    assert_eq!(blog.text("posts/a.md"), text);
}

#[test]
fn the_healing_text_keeps_the_endings_of_lines_that_it_has_in_common() {
    let mixed = "---\ntitle: One\n---\nfirst\r\nsecond\nthird\r\nfourth\n";
    let blog = Blog::new(&[("posts/a.md", mixed)]);
    let desk = blog.open();
    let post = desk.library.open_post("posts/a.md").unwrap();
    desk.library
        .replace_body(&post.post, 1, "first\nsecond!\nthird\nfourth\n")
        .unwrap();
    desk.library.save_post(&post.post).unwrap();
    assert_eq!(blog.text("posts/a.md"), mixed.replace("second", "second!"));
}

#[test]
fn a_closed_post_takes_no_edit_and_an_open_one_is_the_same_session() {
    let blog = Blog::new(&[("posts/a.md", CRLF)]);
    let desk = blog.open();
    let post = desk.library.open_post("posts/a.md").unwrap();
    desk.library.edit_body(&post.post, 1, &insert(0, "A ")).unwrap();
    let again = desk.library.open_post("./posts//a.md").unwrap();
    assert_eq!((&again.post, again.seq), (&post.post, 1));
    assert!(again.body.starts_with("A First"));
    desk.library.close_post(&post.post).unwrap();
    assert_eq!(
        desk.library
            .edit_body(&post.post, 2, &insert(0, "x"))
            .unwrap_err()
            .code,
        "post.closed"
    );
    assert_eq!(
        blog.text("posts/a.md"),
        CRLF.replace("First", "A First"),
        "closing saves"
    );
}

#[test]
fn closing_the_library_saves_what_is_open() {
    let blog = Blog::new(&[("posts/a.md", CRLF), ("posts/b.md", "---\ntitle: B\n---\nb\n")]);
    let desk = blog.open();
    for path in ["posts/a.md", "posts/b.md"] {
        let post = desk.library.open_post(path).unwrap();
        desk.library
            .edit_body(&post.post, 1, &insert(0, "New. "))
            .unwrap();
    }
    drop(desk);
    assert_eq!(blog.text("posts/a.md"), CRLF.replace("First", "New. First"));
    assert_eq!(blog.text("posts/b.md"), "---\ntitle: B\n---\nNew. b\n");
    assert!(
        blog.open().library.recoveries().is_empty(),
        "what is in the file needs no recovery"
    );
}

#[test]
fn posts_outside_the_blog_and_other_files_are_refused() {
    let blog = Blog::new(&[("posts/a.md", CRLF)]);
    std::fs::write(blog.place.path().join("secret.md"), "no").unwrap();
    std::os::unix::fs::symlink(blog.place.path(), blog.repo.path().join("posts/out")).unwrap();
    let desk = blog.open();
    let library = &desk.library;
    for path in [
        "../secret.md",
        "posts/../../secret.md",
        "posts/out/secret.md",
        ".git/config",
        "",
    ] {
        assert_eq!(
            library.open_post(path).unwrap_err().code,
            "post.outside",
            "{path}"
        );
        assert_eq!(library.show(path).unwrap_err().code, "post.outside", "{path}");
        assert_eq!(
            library.set(path, "title", "x").unwrap_err().code,
            "post.outside",
            "{path}"
        );
        assert_eq!(
            library.rename("posts/a.md", path).unwrap_err().code,
            "post.outside",
            "{path}"
        );
        assert_eq!(
            library.rename(path, "posts/new.md").unwrap_err().code,
            "post.outside",
            "{path}"
        );
        assert_eq!(library.delete(path).unwrap_err().code, "post.outside", "{path}");
    }
    assert_eq!(library.open_post("posts/none.md").unwrap_err().code, "post.gone");
    assert_eq!(
        library.open_post("galley.toml").unwrap_err().code,
        "post.not-a-post"
    );
    assert_eq!(
        library.rename("galley.toml", "posts/new.md").unwrap_err().code,
        "post.not-a-post"
    );
    assert_eq!(library.delete("galley.toml").unwrap_err().code, "post.not-a-post");
    assert_eq!(
        std::fs::read_to_string(blog.place.path().join("secret.md")).unwrap(),
        "no"
    );
    assert_eq!(blog.text("posts/a.md"), CRLF);
}
