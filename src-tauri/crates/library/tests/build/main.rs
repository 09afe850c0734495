//! `build` of an ordinary blog, read back from the files as a reader, a browser or a feed reader would.
//!
//! What the front pages say is kept in `expected/`; after a wanted change run once with `WRITE_PAGES=1` and read what
//! changed.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

mod fronts;
mod html;
mod refused;
mod shown;
mod starter;
#[path = "../support/mod.rs"]
mod support;
mod valid;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use galley_library::{Built, Cancel, Library, Opening, Places, Result};

/// A blog that is not a repository, as the command line opens it, and a place for its site.
pub(crate) struct Site {
    pub(crate) dir: tempfile::TempDir,
}

impl Site {
    /// The kept blog.
    pub(crate) fn kept() -> Self {
        let site = Site::empty();
        copy(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/build/blog"),
            &site.root(),
        );
        site
    }

    /// The blog of a theme's drawing.
    pub(crate) fn drawn(theme: &str) -> Self {
        let site = Site::empty();
        copy(&galley_testkit::blogs::folder(theme), &site.root());
        site
    }

    /// A blog with these files.
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        let site = Site::empty();
        for (path, text) in files {
            site.write(path, text);
        }
        site
    }

    fn empty() -> Self {
        support::isolated();
        let site = Site {
            dir: tempfile::tempdir().unwrap(),
        };
        fs::create_dir(site.root()).unwrap();
        site
    }

    pub(crate) fn root(&self) -> PathBuf {
        self.dir.path().join("blog")
    }

    pub(crate) fn out(&self) -> PathBuf {
        self.dir.path().join("site")
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let file = self.root().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }

    pub(crate) fn open(&self) -> Library {
        let opening = Opening {
            places: Places::under(&self.dir.path().join("galley")),
            clock: support::clock(),
            listener: None,
        };
        Library::open(&self.root(), opening).unwrap()
    }

    pub(crate) fn try_build(&self) -> Result<Built> {
        self.open().build(&self.out(), &|_, _| {}, &Cancel::none())
    }

    pub(crate) fn build(&self) -> Built {
        self.try_build().unwrap()
    }

    /// A file of the site.
    pub(crate) fn text(&self, path: &str) -> String {
        let file = self.out().join(path);
        fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
    }

    /// All files of the site with their bytes.
    pub(crate) fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        read(&self.out(), "", &mut files);
        files
    }
}

fn read(root: &Path, at: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(root.join(at)).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        let path = if at.is_empty() {
            name
        } else {
            format!("{at}/{name}")
        };
        if entry.file_type().unwrap().is_dir() {
            read(root, &path, files);
        } else {
            files.insert(path.clone(), fs::read(root.join(&path)).unwrap());
        }
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
