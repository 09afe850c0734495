//! Which files stand in a library: one walk that keeps out of what a generator makes and of what Git ignores.

use std::collections::{BTreeSet, HashSet};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use galley_generators::skip_dir;
use ignore::WalkBuilder;

use crate::paths::{relative, resolve};
use crate::{ignored, save};

/// The largest post that is read, in bytes. A larger Markdown file is listed by its name alone.
pub const LARGEST: u64 = 16 << 20;

/// A file of the library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its path in the library, with `/`.
    pub path: String,
    /// Its size in bytes.
    pub size: u64,
    /// When it was changed, in nanoseconds since 1970.
    pub modified: i64,
    /// When its name, place or content was changed, as the system alone writes it; else as `modified`.
    pub touched: i64,
    /// Which file stands under the name; another one after it was replaced.
    pub inode: u64,
}

impl Found {
    /// True when the file could change again without a sign of it: it was read, at `read_at` (nanoseconds since 1970), so
    /// soon after its last change that a clock of coarse steps may show the same time once more.
    pub fn is_fresh(&self, read_at: i64) -> bool {
        // Whole seconds are the mark of a coarse clock; on others one file in a billion is read once too often.
        let whole = self.modified % SECOND == 0 || self.touched % SECOND == 0;
        let step = if whole { COARSE } else { FINE };
        self.modified.max(self.touched).saturating_add(step) >= read_at
    }
}

/// In nanoseconds.
const SECOND: i64 = 1_000_000_000;
/// The step of the coarsest clock of a file system (FAT).
const COARSE: i64 = 2 * SECOND;
/// Well above the step in which Linux and macOS stamp files.
const FINE: i64 = SECOND / 10;

/// What a walk found.
#[derive(Debug, Default)]
pub struct Walk {
    /// All files that are not skipped, sorted by path.
    pub files: Vec<Found>,
    /// All folders that were walked, absolute.
    pub folders: Vec<PathBuf>,
}

/// Walks the library in `root`. Links to folders are not followed, so that a loop is no loop.
pub fn walk(root: &Path) -> Walk {
    walk_where(root, |_| true)
}

/// The part of [`walk`] that stands at or below these absolute paths: what is skipped there is skipped here too.
pub fn walk_at(root: &Path, places: &BTreeSet<PathBuf>) -> Walk {
    let on_the_way: HashSet<PathBuf> = places
        .iter()
        .flat_map(|place| place.ancestors().map(Path::to_path_buf))
        .collect();
    let places = places.clone();
    let below = move |path: &Path| path.ancestors().any(|part| places.contains(part));
    let mut walk = walk_where(root, {
        let below = below.clone();
        move |path| on_the_way.contains(path) || below(path)
    });
    walk.files.retain(|file| below(&root.join(&file.path)));
    walk.folders.retain(|folder| below(folder));
    walk
}

fn walk_where(root: &Path, wanted: impl Fn(&Path) -> bool + Send + Sync + 'static) -> Walk {
    let mut walk = Walk::default();
    let base = root.to_path_buf();
    let above = ignored::above_count(root);
    let walker = WalkBuilder::new(root)
        .follow_links(false)
        .require_git(above)
        .git_global(false)
        .ignore(false)
        .parents(above)
        .git_ignore(plain(&root.join(".gitignore")))
        .git_exclude(plain(&root.join(".git/info/exclude")))
        .filter_entry(move |found| {
            let folder = found.file_type().is_some_and(|kind| kind.is_dir());
            let skipped =
                || relative(&base, found.path()).is_some_and(|path| !path.is_empty() && skip_dir(&path));
            // A `.gitignore` that is a pipe or a link to a device would be read for ever.
            wanted(found.path()) && !(folder && (skipped() || !plain(&found.path().join(".gitignore"))))
        })
        .build();
    for found in walker.flatten() {
        let Some(kind) = found.file_type() else { continue };
        if kind.is_dir() {
            walk.folders.push(found.into_path());
        } else if let Some(file) = look(root, found.path()) {
            walk.files.push(file);
        }
    }
    walk.files.sort_by(|a, b| a.path.cmp(&b.path));
    walk
}

/// True for a regular file, and for none.
fn plain(file: &Path) -> bool {
    std::fs::symlink_metadata(file).map_or(true, |meta| meta.is_file())
}

/// One file as a walk would list it; `None` when it is gone, outside, or a temp file of ours.
pub fn look(root: &Path, file: &Path) -> Option<Found> {
    let path = relative(root, file)?;
    if file
        .file_name()
        .is_some_and(|name| save::is_temp(&name.to_string_lossy()))
    {
        return None;
    }
    let mut meta = std::fs::symlink_metadata(file).ok()?;
    if meta.is_symlink() {
        resolve(root, &path).ok()?;
        meta = std::fs::metadata(file).ok()?;
    }
    if !meta.is_file() {
        return None;
    }
    let nanoseconds = |seconds: i64, rest: i64| seconds.saturating_mul(1_000_000_000).saturating_add(rest);
    Some(Found {
        path,
        size: meta.len(),
        modified: nanoseconds(meta.mtime(), meta.mtime_nsec()),
        touched: nanoseconds(meta.ctime(), meta.ctime_nsec()),
        inode: meta.ino(),
    })
}

#[cfg(test)]
#[path = "scan_tests.rs"]
mod tests;
