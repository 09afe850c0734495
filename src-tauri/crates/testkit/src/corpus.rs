//! The real blogs to test with: archives beside the workspace, unpacked once into the target folder. They are
//! test data only and not part of the project, so every test says plainly when they are not there.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// An unpacked blog.
#[derive(Debug, Clone)]
pub struct Archive {
    /// The archive's name without `.tar.gz`, for example `hugo-spf13`.
    pub name: String,
    /// The blog's own folder: what was its repository's root.
    pub root: PathBuf,
}

impl Archive {
    /// The blog's Markdown files, in order of their paths.
    ///
    /// # Panics
    /// When a folder cannot be read.
    pub fn posts(&self) -> Vec<PathBuf> {
        let mut posts = Vec::new();
        let mut folders = vec![self.root.clone()];
        while let Some(folder) = folders.pop() {
            let listed = fs::read_dir(&folder).unwrap_or_else(|error| stop(&folder, &error));
            for path in listed.filter_map(|item| item.ok().map(|item| item.path())) {
                let is_post = path
                    .extension()
                    .and_then(|extension| extension.to_str())
                    .is_some_and(|extension| matches!(extension, "md" | "mdx" | "markdown"));
                if path.is_dir() {
                    folders.push(path);
                } else if is_post {
                    posts.push(path);
                }
            }
        }
        posts.sort();
        posts
    }
}

/// All blogs, in order of their names; `None`, and a sentence on standard error, where they are not there.
///
/// # Panics
/// When an archive is there and cannot be unpacked: a test must not pass because of that.
pub fn archives() -> Option<Vec<Archive>> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(3)?;
    let packed = workspace.join("../shared/corpus");
    let Ok(listed) = fs::read_dir(&packed) else {
        eprintln!(
            "There is no corpus at {}: nothing was tested on real blogs.",
            packed.display()
        );
        return None;
    };
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| workspace.join("target"), PathBuf::from);
    let unpacked = target.join("corpus");
    let mut archives: Vec<Archive> = listed
        .filter_map(|item| {
            let path = item.ok()?.path();
            let name = path.file_name()?.to_str()?.strip_suffix(".tar.gz")?.to_owned();
            let root = unpack(&path, &unpacked, &name).unwrap_or_else(|error| stop(&path, &error));
            Some(Archive { name, root })
        })
        .collect();
    archives.sort_by(|a, b| a.name.cmp(&b.name));
    Some(archives)
}

/// Unpacks beside the place and moves it there, so that a test that was stopped, or another one that runs at
/// the same time, leaves a whole blog or none.
fn unpack(archive: &Path, into: &Path, name: &str) -> io::Result<PathBuf> {
    let place = into.join(name);
    if place.is_dir() {
        return Ok(place);
    }
    fs::create_dir_all(into)?;
    let aside = tempfile::Builder::new().prefix(".unpacking-").tempdir_in(into)?;
    let status = Command::new("tar")
        .arg("-xzf")
        .arg(archive)
        .arg("-C")
        .arg(aside.path())
        .status()?;
    if !status.success() {
        return Err(io::Error::other(format!("tar ended with {status}")));
    }
    match fs::rename(aside.path().join(name), &place) {
        Ok(()) => Ok(place),
        // Another test was faster.
        Err(_) if place.is_dir() => Ok(place),
        Err(error) => Err(error),
    }
}

#[allow(clippy::panic)] // This crate is test code: a broken corpus must fail the test that wants it.
fn stop(path: &Path, error: &io::Error) -> ! {
    panic!("{}: {error}", path.display())
}
