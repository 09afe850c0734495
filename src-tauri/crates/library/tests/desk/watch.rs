//! What other programs do in the folder appears in the list by itself.

use std::fs;
use std::time::Instant;

use galley_library::view::{ChangeKind, LibraryEvent, PostRows, Status};

use crate::support::{Blog, Desk};

const A: &str = "---\ntitle: A\ndate: 2026-06-01\n---\nText.\n";

/// Waits until the rows are as wanted, and says how long that took.
fn wait(desk: &Desk, what: &str, mut wanted: impl FnMut(&PostRows) -> bool) {
    let begun = Instant::now();
    desk.wait(what, |event| match event {
        LibraryEvent::IndexChanged { .. } => wanted(&desk.rows()).then_some(()),
        _ => None,
    });
    println!("{what} after {:?}", begun.elapsed());
}

fn has(rows: &PostRows, path: &str) -> bool {
    rows.rows.iter().any(|row| row.path == path)
}

#[test]
fn created_changed_and_deleted_files_appear() {
    let blog = Blog::new(&[("posts/a.md", A)]);
    let desk = blog.open();
    blog.repo.write("posts/new.md", "---\ntitle: New\n---\nText.\n");
    wait(&desk, "a created file", |rows| has(rows, "posts/new.md"));
    blog.repo
        .write("posts/a.md", A.replace("title: A", "title: Another"));
    wait(&desk, "a changed file", |rows| {
        rows.rows.iter().any(|row| row.title == "Another")
    });
    // As other editors save: a new file in the old one's place.
    blog.repo
        .write("posts/a.md.swp", A.replace("title: A", "title: Swapped"));
    fs::rename(
        blog.repo.path().join("posts/a.md.swp"),
        blog.repo.path().join("posts/a.md"),
    )
    .unwrap();
    wait(&desk, "a replaced file", |rows| {
        rows.rows.iter().any(|row| row.title == "Swapped")
    });
    blog.repo.remove("posts/new.md");
    wait(&desk, "a deleted file", |rows| !has(rows, "posts/new.md"));
    assert_eq!(desk.rows().total, 1);
}

#[test]
fn files_in_new_folders_appear_and_go() {
    let blog = Blog::new(&[("posts/a.md", A)]);
    let desk = blog.open();
    blog.repo.write("posts/2026/june/deep.md", A);
    wait(&desk, "a file in a new folder", |rows| {
        has(rows, "posts/2026/june/deep.md")
    });
    blog.repo.write("posts/2026/june/second.md", A);
    wait(&desk, "a second file in it", |rows| {
        has(rows, "posts/2026/june/second.md")
    });
    blog.repo.write("posts/2026/july/more/third.md", A);
    wait(&desk, "a file in a folder beside it", |rows| {
        has(rows, "posts/2026/july/more/third.md")
    });
    let root = blog.repo.path().to_path_buf();
    fs::rename(root.join("posts/2026"), root.join("posts/moved")).unwrap();
    wait(&desk, "a renamed folder", |rows| {
        has(rows, "posts/moved/june/deep.md") && !rows.rows.iter().any(|row| row.path.contains("2026"))
    });
    fs::remove_dir_all(root.join("posts/moved")).unwrap();
    wait(&desk, "a removed folder", |rows| rows.total == 1);
}

#[test]
fn folders_that_fill_while_they_are_looked_at_lose_no_file() {
    let blog = Blog::new(&[("posts/a.md", A)]);
    let desk = blog.open();
    let mut made = 1;
    for round in 0..40 {
        for depth in ["", "x/", "x/y/"] {
            blog.repo.write(&format!("posts/r{round}/{depth}p.md"), A);
            made += 1;
        }
    }
    wait(&desk, "all files of forty new folders", |rows| rows.total == made);
}

#[test]
fn what_is_not_the_blogs_is_not_listed() {
    let blog = Blog::new(&[("posts/a.md", A), (".gitignore", "private/\n")]);
    let desk = blog.open();
    for path in [
        "node_modules/x/readme.md",
        "private/secret.md",
        ".git/notes.md",
        "private/deeper/secret.md",
    ] {
        blog.repo.write(path, A);
    }
    blog.repo.write("posts/last.md", A);
    wait(&desk, "the last file", |rows| has(rows, "posts/last.md"));
    // A second round, so that all earlier news are through.
    blog.repo.write("posts/very-last.md", A);
    wait(&desk, "the very last file", |rows| {
        has(rows, "posts/very-last.md")
    });
    let rows = desk.rows();
    let paths: Vec<&str> = rows.rows.iter().map(|row| row.path.as_str()).collect();
    assert_eq!(paths, ["posts/a.md", "posts/last.md", "posts/very-last.md"]);
}

#[test]
fn what_git_does_in_a_terminal_changes_the_marks() {
    let blog = Blog::new(&[("posts/a.md", A)]);
    let desk = blog.open();
    assert_eq!(desk.rows().rows[0].status, Status::Published);
    blog.repo.write("posts/a.md", A.replace("Text", "Other text"));
    wait(&desk, "a post that differs from the remote", |rows| {
        rows.rows[0].status == Status::Unpublished
    });
    assert_eq!(desk.rows().rows[0].unpublished, Some(ChangeKind::Changed));
    blog.repo.commit_all("in a terminal");
    blog.repo.git(["push", "--quiet", "origin", "main"]);
    wait(&desk, "a post that was pushed in a terminal", |rows| {
        rows.rows[0].status == Status::Published
    });
    assert_eq!(desk.library.view().unwrap().repository.ahead, 0);
}

#[test]
fn a_library_at_rest_tells_nothing() {
    let blog = Blog::new(&[("posts/a.md", A)]);
    let desk = blog.open();
    blog.repo.write("posts/b.md", A);
    wait(&desk, "a created file", |rows| has(rows, "posts/b.md"));
    blog.repo.write("posts/c.md", A);
    wait(&desk, "another one", |rows| has(rows, "posts/c.md"));
    let revision = desk.rows().revision;
    // Reading is no change, and asking Git is none either.
    for _ in 0..20 {
        desk.library.view().unwrap();
        fs::read(blog.repo.path().join("posts/a.md")).unwrap();
    }
    blog.repo.write("posts/d.md", A);
    wait(&desk, "a last one", |rows| has(rows, "posts/d.md"));
    // The new file's row and its mark, and those of the one before, which may have come late.
    let grown = desk.rows().revision - revision;
    assert!(grown <= 4, "the revision grew by {grown} for one new file");
}
