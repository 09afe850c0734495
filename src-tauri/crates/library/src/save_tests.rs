//! Tests of [`super::save`]: what stands in the folder afterwards.

use std::os::unix::fs::{PermissionsExt, symlink};

use super::*;

fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|f| f.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn writes_a_new_file_and_leaves_no_temp() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.md");
    assert_eq!(save(&path, None, b"one").unwrap(), Saved::Written);
    assert_eq!(fs::read(&path).unwrap(), b"one");
    assert_eq!(files(dir.path()), ["a.md"]);
}

#[test]
fn replaces_the_base_and_keeps_the_mode() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.md");
    fs::write(&path, "one").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(
        save(&path, Some(Hash::of(b"one")), b"two").unwrap(),
        Saved::Written
    );
    assert_eq!(fs::read(&path).unwrap(), b"two");
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o755);
    assert_eq!(files(dir.path()), ["a.md"]);
}

#[test]
fn another_programs_bytes_are_never_overwritten() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.md");
    fs::write(&path, "theirs").unwrap();
    let saved = save(&path, Some(Hash::of(b"one")), b"mine").unwrap();
    assert_eq!(saved, Saved::TwoVersions(Some(b"theirs".to_vec())));
    assert_eq!(
        save(&path, None, b"mine").unwrap(),
        Saved::TwoVersions(Some(b"theirs".to_vec()))
    );
    assert_eq!(fs::read(&path).unwrap(), b"theirs");
    assert_eq!(files(dir.path()), ["a.md"]);
}

#[test]
fn bytes_that_slip_in_before_the_exchange_are_put_back() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.md");
    fs::write(&path, "theirs").unwrap();
    let temp = Temp::write(dir.path(), &path, b"mine").unwrap();
    let replaced = exchange(&temp.0, &path, Some(Hash::of(b"one"))).unwrap();
    assert_eq!(replaced, Some(Some(b"theirs".to_vec())));
    assert_eq!(fs::read(&path).unwrap(), b"theirs");
}

#[test]
fn a_deleted_file_is_said_and_not_made_again() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.md");
    assert_eq!(
        save(&path, Some(Hash::of(b"one")), b"mine").unwrap(),
        Saved::TwoVersions(None)
    );
    assert!(!path.exists());
}

#[test]
fn a_link_stays_a_link() {
    let dir = tempfile::tempdir().unwrap();
    let (path, link) = (dir.path().join("a.md"), dir.path().join("link.md"));
    fs::write(&path, "one").unwrap();
    symlink(&path, &link).unwrap();
    save(&link, Some(Hash::of(b"one")), b"two").unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read(&path).unwrap(), b"two");
}

#[test]
fn a_long_name_can_be_saved() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(format!("{}.md", "ж".repeat(120)));
    save(&path, None, b"one").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"one");
}

#[test]
fn what_a_crash_left_is_swept_away() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join(".a.md.galley-tmp-2147483646-0"), "half").unwrap();
    fs::write(dir.path().join("a.md"), "one").unwrap();
    fs::write(dir.path().join(".galley"), "not ours to remove").unwrap();
    let kept = std::cell::RefCell::new(Vec::new());
    sweep(dir.path(), &|_, _| false);
    assert_eq!(files(dir.path()).len(), 3, "what nobody kept stays");
    sweep(dir.path(), &|_, bytes| {
        kept.borrow_mut().push(bytes);
        true
    });
    assert_eq!(files(dir.path()), [".galley", "a.md"]);
    assert_eq!(kept.into_inner(), [b"half".to_vec()]);
}
