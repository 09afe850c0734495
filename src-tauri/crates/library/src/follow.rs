//! Follows what other programs do in an open library's folder: files and folders that come, change and go.
//!
//! A folder is watched before it is looked at a last time, so that nothing can come unseen in between.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Weak};

use crate::library::Inner;
use crate::scan::{self, Walk};
use crate::watch::{Adder, Watch};
use crate::{autosave, paths};

/// Watches the walked folders, and Git's own files that say where branches stand. A library that the system gives no watch
/// works without, and says so: its own changes are known anyway.
pub fn start(inner: &Arc<Inner>, folders: &[PathBuf]) -> Option<Watch> {
    let weak: Weak<Inner> = Arc::downgrade(inner);
    let watch = Watch::start(move |heard, watch| {
        if let Some(inner) = weak.upgrade() {
            if heard.lost {
                inner.look_everywhere(watch);
            }
            // Beside that: Git's own files are told here alone.
            inner.take_changes(&heard.paths, watch);
        }
    });
    let watch = watch.ok();
    let all = watch
        .as_ref()
        .is_some_and(|watch| folders.iter().fold(true, |all, folder| watch.add(folder) & all));
    inner.watched.store(all, Ordering::Relaxed);
    let watch = watch?;
    if let Some(repository) = &inner.repository {
        let git_dir = repository.git_dir();
        for folder in ["", "refs/heads", "refs/remotes", "refs/remotes/origin"] {
            watch.add(&git_dir.join(folder));
        }
    }
    Some(watch)
}

impl Inner {
    /// Takes what changed between the walk that the library was read by and the beginning of the watch.
    pub(crate) fn catch_up(&self, read: &Walk, watch: &Adder) {
        let walk = scan::walk(&self.root);
        let by_path = |walk: &Walk| {
            walk.files
                .iter()
                .map(|f| (f.path.clone(), f.clone()))
                .collect::<BTreeMap<_, _>>()
        };
        let (before, now) = (by_path(read), by_path(&walk));
        let known: BTreeSet<&PathBuf> = read.folders.iter().collect();
        let paths = before
            .keys()
            .chain(now.keys())
            .filter(|path| before.get(*path) != now.get(*path));
        let folders = walk
            .folders
            .iter()
            .filter(|folder| !known.contains(folder))
            .cloned();
        let changed: BTreeSet<PathBuf> = paths.map(|path| self.root.join(path)).chain(folders).collect();
        if !changed.is_empty() {
            self.take_changes(&changed, watch);
        }
    }

    /// Looks at all files again: more changed than the system could tell.
    pub(crate) fn look_everywhere(&self, watch: &Adder) {
        let walk = scan::walk(&self.root);
        let known: Vec<String> = self.index().posts().map(|(path, _)| path.to_owned()).collect();
        let files = walk.files.into_iter().map(|file| file.path).chain(known);
        let folders = walk.folders.into_iter().filter(|folder| *folder != self.root);
        let all: BTreeSet<PathBuf> = files.map(|path| self.root.join(path)).chain(folders).collect();
        self.take_changes(&all, watch);
    }

    /// Takes what other programs (or we) changed, and watches folders that are new.
    fn take_changes(&self, changed: &BTreeSet<PathBuf>, watch: &Adder) {
        let in_git = |file: &&PathBuf| file.components().any(|part| part.as_os_str() == ".git");
        let changed: BTreeSet<PathBuf> = changed.iter().filter(|file| !in_git(file)).cloned().collect();
        if changed.is_empty() {
            return self.wake_status();
        }
        let (mut row_changed, mut watched) = (false, BTreeSet::new());
        let there: BTreeSet<String> = loop {
            let walk = scan::walk_at(&self.root, &changed);
            let before = watched.len();
            for folder in walk.folders {
                if !watched.contains(&folder) {
                    if !watch.add(&folder) {
                        self.watched.store(false, Ordering::Relaxed);
                    }
                    watched.insert(folder);
                }
            }
            row_changed |= self.put_all(&walk.files);
            // All of these folders were watched before this walk: whatever comes now is told.
            if watched.len() == before {
                break walk.files.into_iter().map(|file| file.path).collect();
            }
        };
        // Folders that are new may hold a config as well.
        let whole = changed
            .iter()
            .cloned()
            .chain(there.iter().map(|path| self.root.join(path)))
            .collect();
        row_changed |= self.take_config(&whole);
        for path in changed
            .iter()
            .filter_map(|file| paths::relative(&self.root, file))
        {
            if !there.contains(&path) {
                row_changed |= self.forget_file(&path);
                row_changed |= self.forget_folder(&path);
            }
            autosave::file_changed(self, &path);
        }
        if row_changed {
            self.tell_index();
        }
        self.wake_status();
    }

    /// Takes out what stood below a path that is no folder any more. True when there was something.
    fn forget_folder(&self, path: &str) -> bool {
        if self.root.join(path).exists() {
            return false;
        }
        let below: Vec<String> = {
            let (index, prefix) = (self.index(), format!("{path}/"));
            index
                .posts()
                .filter(|(p, _)| p.starts_with(&prefix))
                .map(|(p, _)| p.to_owned())
                .collect()
        };
        below.iter().fold(false, |any, path| self.forget_file(path) | any)
    }
}

#[cfg(test)]
#[path = "follow_tests.rs"]
mod tests;
