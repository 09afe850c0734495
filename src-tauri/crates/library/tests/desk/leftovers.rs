//! What an earlier run left behind: temp files beside the posts, and edits in the recovery log.

use std::fs;
use std::path::PathBuf;

use galley_library::view::SaveState;
use galley_library::{Library, Opening};

use crate::support::{Blog, SOON, clock};

const PATH: &str = "posts/a.md";
const BASE: &str = "---\ntitle: A\n---\nBase.\n";
/// The number of a process that is never there: numbers go up to 4,194,304.
const GONE: u32 = 2_147_483_646;

/// The recovery log of a library that was open once and is not now.
fn log(blog: &Blog) -> rusqlite::Connection {
    let folder = blog
        .places()
        .of_library(&fs::canonicalize(blog.repo.path()).unwrap());
    let log = rusqlite::Connection::open(folder.join("recovery.sqlite")).unwrap();
    log.busy_timeout(SOON).unwrap();
    log
}

/// Leaves edits in the log, as a crash does: `edits` as they are written there, made from `base`.
fn leave(blog: &Blog, session: &str, path: &str, base: &str, edits: &[&str]) {
    let log = log(blog);
    log.execute(
        "INSERT INTO base (session, path, bytes) VALUES (?1, ?2, ?3)",
        (session, path, base.as_bytes()),
    )
    .unwrap();
    let id = log.last_insert_rowid();
    for (number, edit) in edits.iter().enumerate() {
        log.execute(
            "INSERT INTO edit (base, number, at, edit) VALUES (?1, ?2, 1780000000000, ?3)",
            (id, i64::try_from(number).unwrap() + 1, edit),
        )
        .unwrap();
    }
}

fn text(text: &str) -> String {
    format!("{{\"text\":\"{}\"}}", text.replace('\n', "\\n"))
}

fn count(blog: &Blog, table: &str) -> u32 {
    log(blog)
        .query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))
        .unwrap()
}

/// A blog that was open once, so that it has a log.
fn blog() -> Blog {
    let blog = Blog::new(&[(PATH, BASE)]);
    drop(blog.open());
    blog
}

#[test]
fn a_temp_file_of_a_crash_goes_and_its_text_is_kept_and_other_files_stay() {
    let blog = blog();
    let left = format!("posts/.a.md.galley-tmp-{GONE}-3");
    blog.repo
        .write(&left, "another program's text, exchanged just before the crash");
    blog.repo.write(&format!("posts/.b.md.galley-tmp-{GONE}-4"), "");
    let others = [
        format!("posts/a.md.galley-tmp-{GONE}-3"),
        format!("posts/.a.md.galley-tmp-{}-3", std::process::id()),
        "posts/.a.md.galley-tmp-notes".to_owned(),
    ];
    for path in &others {
        blog.repo.write(path, "not Galley's, or not left");
    }
    drop(blog.open());
    assert!(!blog.repo.path().join(&left).exists());
    assert!(
        !blog
            .repo
            .path()
            .join(format!("posts/.b.md.galley-tmp-{GONE}-4"))
            .exists()
    );
    for path in &others {
        assert_eq!(blog.text(path), "not Galley's, or not left", "{path}");
    }
    let (path, bytes): (PathBuf, Vec<u8>) = log(&blog)
        .query_row("SELECT path, bytes FROM kept", [], |row| {
            Ok((row.get::<_, String>(0)?.into(), row.get(1)?))
        })
        .unwrap();
    assert!(path.ends_with(&left), "{}", path.display());
    assert_eq!(bytes, b"another program's text, exchanged just before the crash");
    assert_eq!(
        count(&blog, "kept"),
        1,
        "a file without text is not worth keeping"
    );
}

/// As a `galley set` leaves them that was killed; the next command takes them away, and none lists them.
#[test]
fn temp_files_go_without_a_window_too_and_are_never_listed() {
    let blog = blog();
    let at = |pid: u32| format!("posts/.a.md.galley-tmp-{pid}-3");
    let (left, held) = (at(GONE), at(std::process::id()));
    let opened = || {
        Library::open(
            blog.repo.path(),
            Opening {
                places: blog.places(),
                clock: clock(),
                listener: None,
            },
        )
        .unwrap()
    };
    let desk = blog.open();
    blog.repo.write(&left, "half a post");
    blog.repo.write(&held, "another one's");
    assert_eq!(desk.library.switch_branch("side", true).unwrap().kept, 0);
    drop(desk);
    // A window, which has this lock, keeps them safe itself: the command line leaves them to it.
    blog.repo.write(&left, "half a post");
    let window = blog.lock();
    drop(opened());
    assert!(blog.repo.path().join(&left).exists());
    drop(window);
    drop(opened());
    assert!(!blog.repo.path().join(&left).exists());
    assert_eq!(blog.text(&held), "another one's");
    assert_eq!(blog.repo.git(["status", "--short"]), format!("?? {held}"));
    let kept: Vec<u8> = log(&blog)
        .query_row("SELECT bytes FROM kept", [], |row| row.get(0))
        .unwrap();
    assert_eq!(kept, b"half a post");
}

#[test]
fn what_the_files_have_by_now_is_forgotten_and_all_else_is_asked_about_once() {
    let blog = blog();
    let half = "---\ntitle: B\n---\nHalf";
    blog.repo
        .write("posts/b.md", "---\ntitle: B\n---\nHalf and more.\n");
    // The file has it: the crash came between the save and the note of it.
    leave(&blog, "s1", "posts/b.md", half, &[&text("Half and more.\n")]);
    // Typed and taken back.
    leave(&blog, "s2", PATH, BASE, &[&text("Other"), &text("Base.\n")]);
    // The same text twice, and another one of the same post.
    leave(&blog, "s3", PATH, BASE, &[&text("Lost.\n")]);
    leave(
        &blog,
        "s4",
        PATH,
        BASE,
        &[r#"{"body":[{"from":0,"to":4,"insert":"Lost"}]}"#],
    );
    leave(&blog, "s5", PATH, BASE, &[&text("Lost, too.\n")]);
    let desk = blog.open();
    let asked = desk.library.recoveries();
    assert_eq!(asked.len(), 2, "{asked:#?}");
    assert!(
        asked.iter().all(|left| left.path == PATH && !left.file_changed),
        "{asked:#?}"
    );
    assert_eq!(blog.text(PATH), BASE);
    drop(desk);
    assert_eq!((count(&blog, "base"), count(&blog, "kept")), (2, 0));
    // Unanswered, they are asked about again.
    assert_eq!(blog.open().library.recoveries().len(), 2);
}

#[test]
fn edits_that_do_not_fit_end_what_is_put_back_and_lose_nothing_before_them() {
    let blog = blog();
    let edits = [
        &text("One.\n"),
        r#"{"body":[{"from":900,"to":901,"insert":"beyond the end"}]}"#,
        &text("Never reached.\n"),
    ];
    leave(&blog, "s1", PATH, BASE, &edits);
    let desk = blog.open();
    let asked = desk.library.recoveries();
    let post = desk.library.recover(&asked[0].id, true).unwrap().unwrap();
    assert_eq!(post.body, "One.\n");
}

#[test]
fn the_first_words_of_a_new_post_come_back_with_the_line_ending_of_its_file() {
    let new = "---\ntitle: New\ndraft: true\n---\n\n";
    let typed = |words: &str| format!("{{\"body\":[{{\"from\":0,\"to\":0,\"insert\":\"{words}\"}}]}}");
    let wanted = format!("{new}First words.\n");
    // Before the first save, after it, and after the file was deleted.
    for now in [Some(new.to_owned()), Some(format!("{new}First\n")), None] {
        let blog = blog();
        if let Some(now) = &now {
            blog.repo.write("posts/new.md", now);
        }
        leave(
            &blog,
            "s1",
            "posts/new.md",
            new,
            &[&typed(" words."), &typed("First")],
        );
        let desk = blog.open();
        let asked = desk.library.recoveries();
        let post = desk.library.recover(&asked[0].id, true).unwrap().unwrap();
        desk.library.close_post(&post.post).unwrap();
        assert_eq!(blog.text("posts/new.md"), wanted, "the file had {now:?}");
    }
}

#[test]
fn a_new_post_that_is_typed_in_ends_with_a_line_ending() {
    let blog = blog();
    let desk = blog.open();
    let path = desk.library.new_post("New", &[]).unwrap();
    let before = blog.text(&path);
    let post = desk.library.open_post(&path).unwrap();
    assert_eq!(post.body, "");
    let first = crate::support::insert(0, "Words");
    assert!(desk.library.edit_body(&post.post, 1, &first).unwrap().accepted);
    assert_eq!(
        desk.library.save_post(&post.post).unwrap().state,
        SaveState::Saved
    );
    assert_eq!(blog.text(&path), format!("{before}Words\n"));
    // The editor's text is as it was typed, and goes on from there.
    let open = desk.library.open_post(&path).unwrap();
    assert_eq!(open.body, "Words");
    let more = crate::support::insert(5, ".\n\nMore");
    assert!(desk.library.edit_body(&post.post, 2, &more).unwrap().accepted);
    desk.library.close_post(&post.post).unwrap();
    assert_eq!(blog.text(&path), format!("{before}Words.\n\nMore\n"));
}
