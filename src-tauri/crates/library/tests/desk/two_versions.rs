//! A file that changes while it is open: both versions survive, and the writer chooses.

use std::fs;

use galley_library::view::{DiskChoice, SaveState, Status};

use crate::support::{Blog, Desk, insert};

const PATH: &str = "posts/a.md";
const BASE: &str = "---\ntitle: A\n---\nBase.\n";
const THEIRS: &str = "---\ntitle: A by them\n---\nTheirs.\n";
const MINE: &str = "---\ntitle: A\n---\nMine. Base.\n";

fn blog() -> Blog {
    Blog::new(&[(PATH, BASE)])
}

/// A library with a post that has two versions, and the session's id.
fn two_versions(blog: &Blog) -> (Desk, String) {
    let desk = blog.open();
    let post = desk.library.open_post(PATH).unwrap().post;
    desk.types(&post, 1, "Mine. ");
    blog.put(PATH, THEIRS);
    desk.wait_save(&post, SaveState::TwoVersions);
    (desk, post)
}

pub(crate) fn kept(blog: &Blog) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    for folder in fs::read_dir(blog.places().state.join("libraries")).unwrap() {
        let log = rusqlite::Connection::open(folder.unwrap().path().join("recovery.sqlite")).unwrap();
        let mut rows = log.prepare("SELECT bytes FROM kept ORDER BY id").unwrap();
        found.extend(rows.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap));
    }
    found
}

#[test]
fn a_clean_post_shows_what_another_program_wrote() {
    let blog = blog();
    let desk = blog.open();
    let post = desk.library.open_post(PATH).unwrap();
    blog.put(PATH, THEIRS);
    let mut shown = desk.wait_post(&post.post);
    // A program that empties a file before it writes it may be seen in between.
    while shown.body.is_empty() {
        shown = desk.wait_post(&post.post);
    }
    assert_eq!(shown.body, "Theirs.\n");
    assert_eq!(shown.head.fields.title.as_deref(), Some("A by them"));
    assert_eq!(shown.save.state, SaveState::Saved);
    assert!(
        desk.library
            .edit_body(&post.post, shown.seq + 1, &insert(0, "And "))
            .unwrap()
            .accepted
    );
    assert_eq!(
        desk.library.save_post(&post.post).unwrap().state,
        SaveState::Saved
    );
    assert_eq!(blog.text(PATH), THEIRS.replace("Theirs", "And Theirs"));
}

#[test]
fn an_edited_post_has_two_versions_and_writes_neither_over_the_other() {
    let blog = blog();
    let (desk, post) = two_versions(&blog);
    let versions = desk.library.disk_version(&post).unwrap();
    assert_eq!(
        (versions.body.as_str(), versions.my_body.as_str()),
        ("Theirs.\n", "Mine. Base.\n")
    );
    assert_eq!(
        (versions.head.as_str(), versions.my_head.as_str()),
        ("---\ntitle: A by them\n---\n", "---\ntitle: A\n---\n")
    );
    assert_eq!(versions.since, "10:42");
    assert_eq!(desk.rows().rows[0].status, Status::TwoVersions);
    // Nothing is written by saving, closing, publishing or ending; typing goes on.
    desk.types(&post, 2, "More. ");
    assert_eq!(
        desk.library.save_post(&post).unwrap().state,
        SaveState::TwoVersions
    );
    assert_eq!(desk.library.close_post(&post).unwrap_err().code, "post.unsaved");
    assert_eq!(
        desk.library.publish_plan(&[PATH.into()]).unwrap_err().code,
        "post.two-versions"
    );
    drop(desk);
    assert_eq!(blog.text(PATH), THEIRS);
    let desk = blog.open();
    let left = desk.library.recoveries();
    assert_eq!(left.len(), 1, "the writer's version is in the log");
    assert!(left[0].file_changed);
    let post = desk.library.recover(&left[0].id, true).unwrap().unwrap();
    assert_eq!(post.body, "More. Mine. Base.\n");
}

#[test]
fn a_save_notices_what_the_watch_has_not_told_yet() {
    let blog = blog();
    let desk = blog.open();
    let post = desk.library.open_post(PATH).unwrap().post;
    desk.types(&post, 1, "Mine. ");
    blog.put(PATH, THEIRS);
    assert_eq!(
        desk.library.save_post(&post).unwrap().state,
        SaveState::TwoVersions
    );
    assert_eq!(blog.text(PATH), THEIRS);
}

#[test]
fn keeping_mine_writes_it_and_keeps_theirs_in_the_log() {
    let blog = blog();
    let (desk, post) = two_versions(&blog);
    let shown = desk.library.choose_version(&post, &DiskChoice::KeepMine).unwrap();
    assert_eq!(
        (shown.body.as_str(), shown.save.state),
        ("Mine. Base.\n", SaveState::Saved)
    );
    assert_eq!(blog.text(PATH), MINE);
    drop(desk);
    assert_eq!(kept(&blog), [THEIRS.as_bytes()]);
}

#[test]
fn taking_theirs_shows_it_and_keeps_mine_in_the_log() {
    let blog = blog();
    let (desk, post) = two_versions(&blog);
    let shown = desk
        .library
        .choose_version(&post, &DiskChoice::TakeTheirs)
        .unwrap();
    assert_eq!(
        (shown.body.as_str(), shown.save.state),
        ("Theirs.\n", SaveState::Saved)
    );
    assert_eq!(blog.text(PATH), THEIRS);
    assert!(
        desk.library
            .edit_body(&post, shown.seq + 1, &insert(0, "And "))
            .unwrap()
            .accepted
    );
    desk.library.close_post(&post).unwrap();
    assert_eq!(blog.text(PATH), THEIRS.replace("Theirs", "And Theirs"));
    drop(desk);
    assert_eq!(kept(&blog), [MINE.as_bytes()]);
    assert!(blog.open().library.recoveries().is_empty());
}

#[test]
fn keeping_both_puts_mine_into_a_file_beside_it() {
    let blog = blog();
    blog.repo.write("posts/a-2.md", "taken");
    let (desk, post) = two_versions(&blog);
    let shown = desk.library.choose_version(&post, &DiskChoice::KeepBoth).unwrap();
    assert_eq!(shown.body, "Theirs.\n");
    assert_eq!(blog.text(PATH), THEIRS);
    assert_eq!(blog.text("posts/a-3.md"), MINE);
    assert_eq!(blog.text("posts/a-2.md"), "taken");
    let rows = desk.rows();
    assert!(
        rows.rows.iter().any(|row| row.path == "posts/a-3.md"),
        "the new file is in the list: {rows:?}"
    );
}

#[test]
fn a_file_that_changes_back_leaves_one_version() {
    let blog = blog();
    let (desk, post) = two_versions(&blog);
    blog.put(PATH, BASE);
    desk.wait_save(&post, SaveState::Saved);
    assert_eq!(blog.text(PATH), MINE);
    assert_eq!(desk.library.disk_version(&post).unwrap_err().code, "post.gone");
    assert_ne!(desk.rows().rows[0].status, Status::TwoVersions);
}

#[test]
fn a_file_deleted_under_an_edited_post_comes_back_when_mine_is_kept() {
    let blog = blog();
    let desk = blog.open();
    let post = desk.library.open_post(PATH).unwrap().post;
    desk.types(&post, 1, "Mine. ");
    blog.repo.remove(PATH);
    desk.wait_save(&post, SaveState::TwoVersions);
    assert!(
        !blog.repo.path().join(PATH).exists(),
        "a deleted file is not made again unasked"
    );
    let shown = desk.library.choose_version(&post, &DiskChoice::KeepMine).unwrap();
    assert_eq!(shown.save.state, SaveState::Saved);
    assert_eq!(blog.text(PATH), MINE);
    desk.types(&post, 2, "Again. ");
    desk.library.close_post(&post).unwrap();
    assert_eq!(blog.text(PATH), MINE.replace("Mine", "Again. Mine"));
}

#[test]
fn a_file_deleted_under_a_clean_post_leaves_its_text_to_the_writer() {
    let blog = blog();
    let desk = blog.open();
    let post = desk.library.open_post(PATH).unwrap().post;
    blog.repo.remove(PATH);
    desk.wait_save(&post, SaveState::TwoVersions);
    assert_eq!(desk.library.disk_version(&post).unwrap().my_body, "Base.\n");
    let gone = desk
        .library
        .choose_version(&post, &DiskChoice::TakeTheirs)
        .unwrap_err();
    assert_eq!(gone.code, "post.gone");
    assert!(!blog.repo.path().join(PATH).exists());
    assert_eq!(
        desk.library
            .edit_body(&post, 1, &insert(0, "x"))
            .unwrap_err()
            .code,
        "post.closed"
    );
    drop(desk);
    assert_eq!(kept(&blog), [BASE.as_bytes()], "what was on screen is kept");
}

#[test]
fn a_clean_post_that_becomes_another_encoding_is_not_edited_on() {
    let blog = blog();
    let desk = blog.open();
    let post = desk.library.open_post(PATH).unwrap().post;
    let latin = b"---\ntitle: Caf\xe9\n---\nBase.\n";
    blog.put(PATH, latin);
    let shown = desk.wait_post(&post);
    assert!(shown.read_only.is_some());
    assert_eq!(
        desk.library
            .edit_body(&post, shown.seq + 1, &insert(0, "x"))
            .unwrap_err()
            .code,
        "post.read-only"
    );
    desk.library.close_post(&post).unwrap();
    assert_eq!(blog.read(PATH), latin);
}

#[test]
fn a_choice_where_there_is_one_version_changes_nothing() {
    let blog = blog();
    let desk = blog.open();
    let post = desk.library.open_post(PATH).unwrap().post;
    desk.library.edit_body(&post, 1, &insert(0, "Mine. ")).unwrap();
    for choice in [DiskChoice::TakeTheirs, DiskChoice::KeepBoth, DiskChoice::KeepMine] {
        let shown = desk.library.choose_version(&post, &choice).unwrap();
        assert_eq!(shown.body, "Mine. Base.\n", "{choice:?}");
    }
    desk.library.close_post(&post).unwrap();
    assert_eq!(blog.text(PATH), MINE);
    assert_eq!(blog.repo.status(), [" M posts/a.md"]);
}

#[test]
fn git_checking_out_another_branch_is_another_program_too() {
    let blog = blog();
    blog.repo.git(["checkout", "-q", "-b", "other"]);
    blog.put(PATH, THEIRS);
    blog.repo.commit_all("theirs");
    blog.repo.git(["checkout", "-q", "main"]);
    let desk = blog.open();
    let clean = desk.library.open_post(PATH).unwrap().post;
    blog.repo.git(["checkout", "-q", "other"]);
    assert_eq!(desk.wait_post(&clean).body, "Theirs.\n");
}
