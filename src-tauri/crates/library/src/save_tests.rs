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
    let mut temp = Temp::write(dir.path(), &path, b"mine").unwrap();
    let replaced = exchange(&mut temp, &path, Some(Hash::of(b"one"))).unwrap();
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

#[test]
fn what_came_out_of_an_exchange_and_cannot_be_judged_is_not_removed() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.md");
    // Another program put something there, just before the exchange, that cannot be read.
    std::os::unix::fs::symlink("nowhere", &path).unwrap();
    let mut temp = Temp::write(dir.path(), &path, b"mine").unwrap();
    let left = temp.path.clone();
    assert!(exchange(&mut temp, &path, Some(Hash::of(b"one"))).is_err());
    drop(temp);
    assert_eq!(fs::read_link(left).unwrap(), Path::new("nowhere"));
    assert_eq!(fs::read(&path).unwrap(), b"mine");
}

#[test]
fn a_sweep_takes_nothing_but_what_a_dead_galley_left() {
    let dir = tempfile::tempdir().unwrap();
    let own = std::process::id();
    let mut kept = vec![
        // Another window may be saving this very moment.
        format!(".a.md{TEMP_MARK}{own}-0"),
        // No hidden file, and so none of ours.
        format!("a.md{TEMP_MARK}2147483646-0"),
    ];
    let odd = [
        "",
        "-",
        "0-0",
        "-1-0",
        "2147483646",
        "2147483646-",
        "2147483646-x",
        "2147483646--1",
        "2147483646-0.md",
        "99999999999-0",
        "x-0",
        "2147483646-0-0",
        "notes.md",
    ];
    kept.extend(odd.map(|end| format!(".a.md{TEMP_MARK}{end}")));
    for name in &kept {
        fs::write(dir.path().join(name), "not ours to remove").unwrap();
    }
    let (folder, link) = (
        dir.path().join(format!(".b.md{TEMP_MARK}2147483646-1")),
        dir.path().join(format!(".c.md{TEMP_MARK}2147483646-2")),
    );
    fs::create_dir(&folder).unwrap();
    symlink(dir.path().join(&kept[0]), &link).unwrap();
    let left = dir
        .path()
        .join(format!(".{TEMP_MARK}1-1.md{TEMP_MARK}2147483646-3"));
    fs::write(&left, "left").unwrap();
    sweep(dir.path(), &|path, _| {
        assert_eq!(path, left);
        true
    });
    assert!(!left.exists());
    assert_eq!(files(dir.path()).len(), kept.len() + 2);
}

/// After a restart of the computer the number of a killed process is another one's.
#[test]
fn an_old_temp_file_is_left_unless_the_process_of_its_number_has_it_open() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir
        .path()
        .join(format!(".a.md{TEMP_MARK}{}-0", std::process::id()));
    let file = File::create(&path).unwrap();
    let (now, later) = (SystemTime::now(), SystemTime::now() + LONG * 2);
    assert!(
        !is_left(&path, now) && !is_left(&path, later),
        "it is being written"
    );
    drop(file);
    assert!(!is_left(&path, now), "a save may be under way");
    assert_eq!(is_left(&path, later), Path::new("/proc/self/fd").exists());
    // What came out of an exchange is as old as the post was.
    let file = File::options().write(true).open(&path).unwrap();
    file.set_modified(SystemTime::UNIX_EPOCH).unwrap();
    drop(file);
    assert!(!is_left(&path, now));
}
