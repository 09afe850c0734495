//! Tests of catching up where the system told nothing.

use std::fs;

use super::*;
use crate::{Clock, Library, Opening, Places};

#[test]
fn a_look_everywhere_finds_what_came_changed_and_went_unheard() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().join("blog");
    for folder in ["posts/old", "posts"] {
        fs::create_dir_all(root.join(folder)).unwrap();
    }
    let write = |path: &str, title: &str| {
        let file = root.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, format!("---\ntitle: {title}\n---\nText.\n")).unwrap();
    };
    for path in ["posts/a.md", "posts/b.md", "posts/old/c.md"] {
        write(path, path);
    }
    let opening = Opening {
        places: Places::under(&dir.path().join("galley")),
        clock: Clock::system(),
        listener: None,
    };
    // Without a listener nothing is watched.
    let library = Library::open(&root, opening).unwrap();
    write("posts/a.md", "Changed");
    write("posts/new/deep/d.md", "New");
    fs::remove_file(root.join("posts/b.md")).unwrap();
    fs::remove_dir_all(root.join("posts/old")).unwrap();
    library.inner.look_everywhere(&Adder::none());
    let index = library.inner.index();
    let rows: Vec<_> = index
        .posts()
        .map(|(path, facts)| (path, facts.title.as_str()))
        .collect();
    assert_eq!(rows, [("posts/a.md", "Changed"), ("posts/new/deep/d.md", "New")]);
}

#[test]
fn a_post_that_cannot_be_read_is_listed_and_one_that_is_gone_is_not() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().join("blog");
    fs::create_dir_all(root.join("posts")).unwrap();
    fs::write(dir.path().join("outside.md"), "No.").unwrap();
    fs::write(root.join("posts/a.md"), "---\ntitle: A\n---\nText.\n").unwrap();
    let opening = Opening {
        places: Places::under(&dir.path().join("galley")),
        clock: Clock::system(),
        listener: None,
    };
    let library = Library::open(&root, opening).unwrap();
    let mut found = scan::walk(&root).files;
    found.iter_mut().for_each(|file| file.path = "posts/b.md".into());
    library.inner.put_all(&found);
    assert!(library.inner.index().get("posts/b.md").is_none(), "it is gone");
    // Whoever runs the tests may read everything; a link out of the blog is read by nobody.
    std::os::unix::fs::symlink("../../outside.md", root.join("posts/b.md")).unwrap();
    library.inner.put_all(&found);
    let index = library.inner.index();
    let facts = index.get("posts/b.md").unwrap();
    assert_eq!(facts.problems[0].code, "post.unreadable");
    assert_eq!(
        facts.visibility(jiff::Timestamp::now()),
        crate::view::Visibility::Draft
    );
}
