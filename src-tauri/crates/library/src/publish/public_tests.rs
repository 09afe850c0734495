//! Tests of files that get their marks while another program writes to them.

use std::fs;

use crate::{Clock, Library, Opening, Places};

const OLD: &str = "---\ntitle: A\n---\nAs it was read.\n";
const NEWER: &str = "---\ntitle: A\n---\nAs somebody wrote it since.\n";

fn library(folder: &tempfile::TempDir) -> Library {
    let root = folder.path().join("blog");
    fs::create_dir_all(root.join("posts")).unwrap();
    fs::write(root.join("galley.toml"), "[site]\ntitle = \"Night\"\n").unwrap();
    let opening = Opening {
        places: Places::under(&folder.path().join("places")),
        clock: Clock::standing("2026-06-04T10:42:00+02:00[Europe/Oslo]".parse().unwrap()),
        listener: None,
    };
    Library::open(&root, opening).unwrap()
}

#[test]
fn a_file_that_moves_takes_along_what_was_written_since_it_was_read() {
    let folder = tempfile::tempdir().unwrap();
    let library = library(&folder);
    let at = |path: &str| folder.path().join("blog").join(path);
    fs::write(at("posts/a.md"), NEWER).unwrap();
    let put = || {
        library
            .inner
            .put("posts/a.md", "public/a.md", OLD.as_bytes(), b"new")
    };
    assert_eq!(put().unwrap_err().code, "post.two-versions");
    assert_eq!(fs::read_to_string(at("posts/a.md")).unwrap(), NEWER);
    assert!(!at("public/a.md").exists());
    // One that has the name is not written over, and nothing moves.
    fs::write(at("posts/a.md"), OLD).unwrap();
    fs::write(at("public/a.md"), "theirs").unwrap();
    assert_eq!(put().unwrap_err().code, "post.exists");
    assert_eq!(fs::read_to_string(at("posts/a.md")).unwrap(), OLD);
    assert_eq!(fs::read_to_string(at("public/a.md")).unwrap(), "theirs");
    fs::remove_file(at("public/a.md")).unwrap();
    put().unwrap();
    assert_eq!(fs::read_to_string(at("public/a.md")).unwrap(), "new");
    assert!(!at("posts/a.md").exists());
}

#[test]
fn a_file_that_was_written_since_it_was_read_is_not_removed() {
    let folder = tempfile::tempdir().unwrap();
    let library = library(&folder);
    let file = folder.path().join("blog/posts/a.md");
    fs::write(&file, NEWER).unwrap();
    let remove = || library.inner.replace("posts/a.md", Some(OLD.as_bytes()), None);
    assert_eq!(remove().unwrap_err().code, "post.two-versions");
    assert_eq!(fs::read_to_string(&file).unwrap(), NEWER);
    fs::write(&file, OLD).unwrap();
    remove().unwrap();
    assert_eq!(fs::read_dir(file.parent().unwrap()).unwrap().count(), 0);
}
