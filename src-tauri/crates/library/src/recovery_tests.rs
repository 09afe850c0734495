//! Tests of the recovery log: what a next start finds.

use std::fs;

use super::file::SCHEMA;
use super::*;

fn typed(text: &str) -> LoggedEdit {
    LoggedEdit::Body(vec![BodyChange {
        from: 0,
        to: 0,
        insert: text.into(),
    }])
}

fn base(text: &str) -> Option<Arc<Vec<u8>>> {
    Some(Arc::new(text.as_bytes().to_vec()))
}

#[test]
fn what_was_typed_is_there_at_the_next_start() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("log.sqlite");
    let (log, left) = RecoveryLog::open(&file).unwrap();
    assert!(left.is_empty());
    log.edit("s1", "posts/a.md", base("one"), 1, 10, typed("a"));
    log.edit(
        "s1",
        "posts/a.md",
        None,
        2,
        20,
        LoggedEdit::Head("---\n---\n".into()),
    );
    log.flush();
    assert_eq!(log.failing(), None);
    // Nothing is closed: this is what a second program sees after `kill -9` of the first.
    let (_second, left) = RecoveryLog::open(&file).unwrap();
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].path, "posts/a.md");
    assert_eq!(left[0].base, b"one");
    assert_eq!(left[0].at, 20);
    assert_eq!(left[0].edits, [typed("a"), LoggedEdit::Head("---\n---\n".into())]);
}

#[test]
fn a_save_forgets_what_it_holds_and_keeps_what_was_typed_meanwhile() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("log.sqlite");
    let (log, _) = RecoveryLog::open(&file).unwrap();
    log.edit("s1", "a.md", base("one"), 1, 10, typed("a"));
    log.edit("s1", "a.md", None, 2, 20, typed("b"));
    log.saved("s1", Arc::new(b"aone".to_vec()), 1);
    log.edit("s2", "b.md", base("two"), 1, 30, typed("c"));
    log.saved("s2", Arc::new(b"ctwo".to_vec()), 1);
    drop(log);
    let (_log, left) = RecoveryLog::open(&file).unwrap();
    assert_eq!(left.len(), 1);
    assert_eq!(
        (left[0].base.as_slice(), left[0].edits.as_slice()),
        (&b"aone"[..], &[typed("b")][..])
    );
}

#[test]
fn what_was_left_goes_when_it_was_answered() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("log.sqlite");
    let (log, _) = RecoveryLog::open(&file).unwrap();
    log.edit("s1", "a.md", base("one"), 1, 10, typed("a"));
    drop(log);
    let (log, left) = RecoveryLog::open(&file).unwrap();
    // A session of the next run may have the same name.
    log.edit("s1", "a.md", base("one"), 1, 50, typed("z"));
    log.forget_left(left[0].id);
    drop(log);
    let (_log, left) = RecoveryLog::open(&file).unwrap();
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].edits, [typed("z")]);
}

#[test]
fn a_damaged_log_is_set_aside() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("log.sqlite");
    std::fs::write(
        &file,
        "this is no database, and it is long enough to be looked at as one. ".repeat(20),
    )
    .unwrap();
    let (log, left) = RecoveryLog::open(&file).unwrap();
    assert!(left.is_empty());
    log.edit("s1", "a.md", base("one"), 1, 10, typed("a"));
    log.flush();
    assert_eq!(log.failing(), None);
    assert!(dir.path().join("log.sqlite.damaged-1").exists());
}

/// What a crash leaves: the log, and beside it the file with the last edits, which nobody has taken over yet.
fn copy_as_a_crash_leaves_it(from: &Path, to: &Path) {
    for end in ["", "-wal"] {
        let name = |file: &Path| format!("{}{end}", file.display());
        fs::copy(name(from), name(to)).unwrap();
    }
}

#[test]
fn a_log_of_a_newer_galley_is_set_aside_with_its_last_edits() {
    let dir = tempfile::tempdir().unwrap();
    let (running, file) = (dir.path().join("running.sqlite"), dir.path().join("log.sqlite"));
    let (log, _) = RecoveryLog::open(&running).unwrap();
    log.edit("s1", "a.md", base("one"), 1, 10, typed("a"));
    log.flush();
    // As a newer one would: everything still stands in the file beside the log.
    let other = Connection::open(&running).unwrap();
    other.pragma_update(None, "user_version", SCHEMA + 1).unwrap();
    for count in 1..=2 {
        copy_as_a_crash_leaves_it(&running, &file);
        let (_log, left) = RecoveryLog::open(&file).unwrap();
        assert!(left.is_empty());
        let aside = Connection::open(dir.path().join(format!("log.sqlite.damaged-{count}"))).unwrap();
        let edits: i64 = aside
            .query_row("SELECT count(*) FROM edit", [], |row| row.get(0))
            .unwrap();
        assert_eq!(edits, 1, "the last edits went along");
    }
}

#[test]
fn a_log_that_cannot_be_opened_now_stays_where_it_is() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("log.sqlite");
    let (log, _) = RecoveryLog::open(&file).unwrap();
    log.edit("s1", "a.md", base("one"), 1, 10, typed("a"));
    drop(log);
    // Somebody holds the log for longer than a start waits.
    let holder = Connection::open(&file).unwrap();
    holder.pragma_update(None, "locking_mode", "EXCLUSIVE").unwrap();
    holder.execute_batch("BEGIN EXCLUSIVE").unwrap();
    assert_eq!(RecoveryLog::open(&file).unwrap_err().code, "log.unwritable");
    drop(holder);
    let (_log, left) = RecoveryLog::open(&file).unwrap();
    assert_eq!(left[0].edits, [typed("a")]);
}
