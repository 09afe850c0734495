//! What goes wrong where nobody looks is told all the same.

use galley_library::view::{DiskChoice, LibraryEvent, SaveState};
use galley_library::{Library, Opening};

use std::process::Command;
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::thread;
use std::time::Instant;

use crate::support::{Blog, Desk, Immutable, SOON, clock, insert};

const PATH: &str = "posts/a.md";
const BASE: &str = "---\ntitle: A\n---\nBase.\n";

/// The codes of the library's problems that are errors.
fn errors(desk: &Desk) -> Vec<String> {
    let view = desk.library.view().unwrap();
    let errors = view
        .problems
        .into_iter()
        .filter(|problem| problem.path.is_some() || problem.code.starts_with("log."));
    errors.map(|problem| problem.code).collect()
}

/// Waits until the library's errors, as asked for when it tells of a change, are these.
fn wait_errors(desk: &Desk, wanted: &[&str]) {
    desk.wait(&format!("{wanted:?}"), |event| match event {
        LibraryEvent::IndexChanged { .. } => (errors(desk) == wanted).then_some(()),
        _ => None,
    });
}

#[test]
fn a_recovery_log_that_cannot_be_written_is_told_while_typing_and_when_it_can_again() {
    let blog = Blog::new(&[(PATH, BASE)]);
    let desk = blog.open();
    let post = desk.library.open_post(PATH).unwrap().post;
    desk.library.edit_body(&post, 1, &insert(0, "Mine. ")).unwrap();
    // With two versions nothing is saved, so no save tells anything.
    blog.put(PATH, BASE.replace("Base", "Theirs"));
    desk.wait_save(&post, SaveState::TwoVersions);
    let folders = std::fs::read_dir(blog.places().state.join("libraries")).unwrap();
    let mut files = folders.map(|folder| folder.unwrap().path().join("recovery.sqlite"));
    // Somebody else writes in it and does not end.
    let other = rusqlite::Connection::open(files.next().unwrap()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    desk.library.edit_body(&post, 2, &insert(0, "Mine. ")).unwrap();
    wait_errors(&desk, &["log.unwritable"]);
    other.execute_batch("ROLLBACK").unwrap();
    wait_errors(&desk, &[]);
}

#[test]
fn a_post_that_is_not_saved_is_told_when_it_is_off_the_desk() {
    let blog = Blog::new(&[(PATH, BASE), ("posts/b.md", BASE)]);
    let desk = blog.open();
    let post = desk.library.open_post(PATH).unwrap().post;
    let Some(guard) = Immutable::make(&blog.repo.path().join("posts")) else {
        println!("Not tested: `chattr +i` does nothing on this file system.");
        return;
    };
    desk.library.edit_body(&post, 1, &insert(0, "Mine. ")).unwrap();
    assert_eq!(desk.library.close_post(&post).unwrap_err().code, "post.unsaved");
    desk.library.open_post("posts/b.md").unwrap();
    assert_eq!(errors(&desk), ["post.not-saved"]);
    let view = desk.library.view().unwrap();
    let told = view
        .problems
        .iter()
        .find(|problem| problem.code == "post.not-saved")
        .unwrap();
    assert_eq!(told.path.as_deref(), Some(PATH));
    assert!(
        told.message.contains("posts/a.md is not saved."),
        "{}",
        told.message
    );
    drop(guard);
    wait_errors(&desk, &[]);
    assert_eq!(blog.text(PATH), BASE.replace("Base", "Mine. Base"));
}

#[test]
fn what_is_typed_while_a_version_is_chosen_is_in_one_of_them() {
    for round in 0..20 {
        let blog = Blog::new(&[(PATH, BASE)]);
        let desk = blog.open();
        let post = desk.library.open_post(PATH).unwrap().post;
        desk.library.edit_body(&post, 1, &insert(0, "x")).unwrap();
        blog.put(PATH, BASE.replace("Base", "Theirs"));
        desk.wait_save(&post, SaveState::TwoVersions);
        let typed = thread::scope(|scope| {
            let (library, post) = (&desk.library, &post);
            let typing = scope.spawn(move || {
                let typed =
                    (2..400).filter(|seq| library.edit_body(post, *seq, &insert(0, "x")).unwrap().accepted);
                typed.count() + 1
            });
            library.choose_version(post, &DiskChoice::KeepBoth).unwrap();
            typing.join().unwrap()
        });
        let open = desk.library.open_post(PATH).unwrap().body;
        let beside = blog.text("posts/a-2.md");
        assert!(
            open.ends_with("Theirs.\n") && beside.ends_with("Base.\n"),
            "{open} {beside}"
        );
        let kept = open.matches('x').count() + beside.matches('x').count();
        assert_eq!(kept, typed, "round {round}");
        let files = std::fs::read_dir(blog.repo.path().join("posts")).unwrap().count();
        assert_eq!(files, 2, "no copy is left of an attempt");
    }
}

#[test]
fn a_save_that_hangs_holds_up_no_other_post() {
    let blog = Blog::new(&[(PATH, BASE), ("posts/b.md", BASE)]);
    // Unwatched, so that nobody notices the pipe but the save.
    let opening = Opening {
        places: blog.places(),
        clock: clock(),
        listener: None,
    };
    let library = Arc::new(Library::open(blog.repo.path(), opening).unwrap());
    let posts = [PATH, "posts/b.md"].map(|path| library.open_post(path).unwrap().post);
    for post in &posts {
        library.edit_body(post, 1, &insert(0, "Mine. ")).unwrap();
    }
    let pipe = blog.repo.path().join(PATH);
    std::fs::remove_file(&pipe).unwrap();
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let save = |at: usize| {
        let (library, post, (sender, receiver)) = (Arc::clone(&library), posts[at].clone(), channel());
        thread::spawn(move || sender.send(library.save_post(&post).unwrap().state));
        receiver
    };
    let hanging = save(0);
    // The pipe can be opened for writing without waiting when somebody reads it.
    let begun = Instant::now();
    let writer = loop {
        let flags = rustix::fs::OFlags::WRONLY | rustix::fs::OFlags::NONBLOCK;
        match rustix::fs::open(&pipe, flags, rustix::fs::Mode::empty()) {
            Ok(writer) => break writer,
            Err(error) => assert!(begun.elapsed() < SOON, "nobody reads the pipe: {error}"),
        }
        thread::yield_now();
    };
    assert_eq!(save(1).recv_timeout(SOON), Ok(SaveState::Saved));
    drop(writer);
    assert_eq!(hanging.recv_timeout(SOON), Ok(SaveState::TwoVersions));
}
