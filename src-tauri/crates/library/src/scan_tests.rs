//! Tests of the walk: what it keeps out of, and what it does not follow.

use std::fs;
use std::os::unix::fs::symlink;

use super::*;

fn paths(walk: &Walk) -> Vec<&str> {
    walk.files.iter().map(|file| file.path.as_str()).collect()
}

#[test]
fn installed_files_are_not_looked_at_however_many_there_are() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path();
    fs::create_dir_all(root.join("posts")).unwrap();
    fs::write(root.join("posts/a.md"), "a").unwrap();
    let packages = if std::env::var_os("GALLEY_FULL").is_some() {
        100
    } else {
        10
    };
    // Links to files are as many names to walk, and quickly made; a file can have some tens of thousands.
    for package in 0..packages {
        let folder = root.join(format!("node_modules/p{package}/docs"));
        fs::create_dir_all(&folder).unwrap();
        let first = folder.join("0.md");
        fs::write(&first, "a").unwrap();
        (1..1000).for_each(|n| fs::hard_link(&first, folder.join(format!("{n}.md"))).unwrap());
    }
    let found = walk(root);
    assert_eq!(paths(&found), ["posts/a.md"]);
    // What is not walked costs nothing.
    assert_eq!(found.folders.len(), 2, "{:?}", found.folders);
}

#[test]
fn loops_of_links_end() {
    let dir = tempfile::tempdir().unwrap();
    let root = &fs::canonicalize(dir.path()).unwrap().join("blog");
    fs::create_dir_all(root.join("posts/deep")).unwrap();
    fs::write(root.join("posts/a.md"), "a").unwrap();
    symlink(root, root.join("posts/deep/again")).unwrap();
    symlink("self.md", root.join("posts/self.md")).unwrap();
    symlink("two.md", root.join("posts/one.md")).unwrap();
    symlink("one.md", root.join("posts/two.md")).unwrap();
    symlink("a.md", root.join("posts/alias.md")).unwrap();
    symlink("/etc/hosts", root.join("posts/outside.md")).unwrap();
    assert_eq!(paths(&walk(root)), ["posts/a.md", "posts/alias.md"]);
}

#[test]
fn a_file_read_too_soon_after_its_change_is_fresh() {
    let file = |modified, touched| Found {
        path: "a.md".into(),
        size: 1,
        modified,
        touched,
        inode: 1,
    };
    let fine = file(5 * SECOND + 7, 5 * SECOND + 7);
    assert!(fine.is_fresh(5 * SECOND + 7) && fine.is_fresh(5 * SECOND + FINE));
    assert!(!fine.is_fresh(5 * SECOND + 8 + FINE));
    let coarse = file(4 * SECOND, 4 * SECOND);
    assert!(coarse.is_fresh(6 * SECOND) && !coarse.is_fresh(6 * SECOND + 1));
    // Dated back by a copy: the system's own stamp counts.
    assert!(file(7, 5 * SECOND + 7).is_fresh(5 * SECOND + 8));
    // Dated into the future: never sure.
    assert!(file(900 * SECOND + 7, 5 * SECOND + 7).is_fresh(800 * SECOND));
}
