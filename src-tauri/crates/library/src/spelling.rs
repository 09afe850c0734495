//! Names that are one file on some disks: `Post.md` and `post.md` where case is not told apart, two Unicode forms of one letter
//! where those are not.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use crate::save::rename_new;

/// True where `to` is there only because the disk takes it for another spelling of `from`: the same file, and no name of its
/// own in the folder. Two links to one file have two names.
pub(crate) fn only_respelled(from: &Path, to: &Path) -> bool {
    let (Ok(one), Ok(other)) = (fs::symlink_metadata(from), fs::symlink_metadata(to)) else {
        return false;
    };
    (one.dev(), one.ino()) == (other.dev(), other.ino()) && names(to).is_some_and(|all| !has(&all, to))
}

/// Gives a file or folder another name, one that nobody else has. False when somebody has it; nothing is overwritten.
///
/// # Errors
/// What the file system says; the file has its old name then.
pub(crate) fn rename(from: &Path, to: &Path) -> io::Result<bool> {
    if !only_respelled(from, to) {
        return rename_new(from, to);
    }
    fs::rename(from, to)?;
    // Some disks call that done and change nothing.
    if names(to).is_some_and(|all| has(&all, to)) {
        return Ok(true);
    }
    by_a_third_name(from, to)
}

/// Renames in two steps. A crash between them leaves the post under a name that the list shows.
fn by_a_third_name(from: &Path, to: &Path) -> io::Result<bool> {
    let mut number = 1;
    let third = loop {
        let third = third_name(from, number);
        if rename_new(from, &third)? {
            break third;
        }
        number += 1;
    };
    match rename_new(&third, to) {
        Ok(true) => Ok(true),
        other => {
            // Its old name was free a moment ago.
            let _ = rename_new(&third, from);
            other
        }
    }
}

/// `post-renamed-1.md` for `post.md`.
fn third_name(path: &Path, number: u32) -> PathBuf {
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push(format!("-renamed-{number}"));
    if let Some(extension) = path.extension() {
        name.push(".");
        name.push(extension);
    }
    path.with_file_name(name)
}

/// The names in the folder of a path.
fn names(path: &Path) -> Option<Vec<OsString>> {
    let files = fs::read_dir(path.parent()?).ok()?;
    Some(files.flatten().map(|file| file.file_name()).collect())
}

fn has(names: &[OsString], path: &Path) -> bool {
    path.file_name()
        .is_some_and(|name| names.iter().any(|other| other.as_os_str() == OsStr::new(name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder on a disk that does not tell case apart; `None` where this one does.
    fn careless() -> Option<tempfile::TempDir> {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("Probe"), "").unwrap();
        let careless = dir.path().join("probe").exists();
        fs::remove_file(dir.path().join("Probe")).unwrap();
        careless.then_some(dir)
    }

    #[test]
    fn two_names_of_one_file_are_two_names() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        fs::write(at("one.md"), "text").unwrap();
        fs::hard_link(at("one.md"), at("two.md")).unwrap();
        assert!(!only_respelled(&at("one.md"), &at("two.md")));
        assert!(!only_respelled(&at("one.md"), &at("three.md")));
        assert!(!rename(&at("one.md"), &at("two.md")).unwrap(), "it is taken");
        assert!(rename(&at("one.md"), &at("three.md")).unwrap());
        assert_eq!(fs::read(at("two.md")).unwrap(), b"text");
        // A folder's other name leads to the same file, which has its own name there.
        std::os::unix::fs::symlink(dir.path(), at("here")).unwrap();
        assert!(!only_respelled(&at("two.md"), &at("here/two.md")));
        assert!(has(&names(&at("two.md")).unwrap(), &at("two.md")));
        assert!(!has(&names(&at("two.md")).unwrap(), &at("Two.md")));
    }

    #[test]
    fn a_third_name_is_nobodys_and_leaves_nothing_behind() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        fs::write(at("Post.md"), "text").unwrap();
        fs::write(at("Post-renamed-1.md"), "another").unwrap();
        assert!(by_a_third_name(&at("Post.md"), &at("post.md")).unwrap());
        assert_eq!(fs::read(at("post.md")).unwrap(), b"text");
        assert_eq!(fs::read(at("Post-renamed-1.md")).unwrap(), b"another");
        // Somebody takes the name between the steps: the old one is given back.
        fs::write(at("taken.md"), "theirs").unwrap();
        assert!(!by_a_third_name(&at("post.md"), &at("taken.md")).unwrap());
        assert_eq!(fs::read(at("post.md")).unwrap(), b"text");
        assert_eq!(fs::read(at("taken.md")).unwrap(), b"theirs");
        assert_eq!(names(&at("x")).unwrap().len(), 3);
        // A folder that a post has to itself has no ending.
        fs::create_dir(at("Own")).unwrap();
        assert!(by_a_third_name(&at("Own"), &at("own")).unwrap());
        assert!(at("own").is_dir());
    }

    #[test]
    fn where_case_is_not_told_apart_it_can_be_changed() {
        let Some(dir) = careless() else {
            println!("skipped: this disk tells case apart");
            return;
        };
        let at = |name: &str| dir.path().join(name);
        fs::write(at("Post.md"), "text").unwrap();
        assert!(only_respelled(&at("Post.md"), &at("post.md")));
        assert!(rename(&at("Post.md"), &at("post.md")).unwrap());
        assert_eq!(names(&at("x")).unwrap(), [OsString::from("post.md")]);
        assert_eq!(fs::read(at("post.md")).unwrap(), b"text");
    }
}
