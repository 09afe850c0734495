//! Posts that go to the system's trash, and come back from it. Nothing is ever removed for good.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use crate::carry::{files_below, slashed};
use crate::error::{Error, Result};
use crate::library::{Inner, Library, lock};
use crate::save::{Hash, save};
use crate::undo::{Deleted, Undo};
use crate::view::VerbResult;
use crate::{autosave, paths};

impl Library {
    /// Moves a post to the system's trash, saved before; one that has a folder to itself goes with all that stands in it. An
    /// open one is closed. Its text stays in the recovery log.
    ///
    /// # Errors
    /// `post.outside`, `post.gone`, `post.unsaved`, `library.in-use`; `post.no-trash` where the system has none for this disk:
    /// the post is where it was then, and still open.
    pub fn delete(&self, path: &str) -> Result<VerbResult> {
        let inner = &self.inner;
        let _one_at_a_time = lock(&inner.writing);
        let _alone = inner.alone()?;
        let path = paths::normal(path);
        inner.existing(&path)?;
        let whole = inner.goes_whole(&path);
        let what = inner.root.join(whole.as_deref().unwrap_or(&path));
        let files: Vec<String> = match &whole {
            Some(folder) => {
                let below = files_below(&what);
                below
                    .iter()
                    .map(|file| format!("{folder}/{}", slashed(file)))
                    .collect()
            }
            None => vec![path.clone()],
        };
        let open = inner.session_of(&path);
        if let Some((id, session)) = &open {
            autosave::save_session(inner, id, session);
        }
        // No save comes between: it would make the file anew.
        let saving = open
            .as_ref()
            .map(|(_, session)| Arc::clone(&lock(session).saving));
        let guard = saving.as_deref().map(lock);
        if let Some((_, session)) = &open {
            lock(session).ready_to_go()?;
        }
        let bytes = inner.bytes_of(&path)?;
        trash::delete(&what).map_err(|e| Error::new("post.no-trash", &[("path", &path)]).because(e))?;
        let now = inner.clock.now().timestamp().as_millisecond();
        let keep = |bytes: Vec<u8>| {
            if let Some(log) = &inner.log {
                log.keep(&path, bytes, now);
            }
        };
        keep(bytes.clone());
        // Another post that comes to this name is not the one that readers know under an older name.
        inner.forget_moves(&files);
        let mut typed = None;
        if let Some((id, session)) = &open {
            let mut session = lock(session);
            session.closed = true;
            if session.unsaved() {
                // Typed in this very moment: undo brings it back too.
                let text = session.post().bytes().to_vec();
                keep(text.clone());
                typed = Some(text);
            }
            drop(session);
            inner.forget_edits(id);
            lock(&inner.sessions).remove(id);
        }
        drop(guard);
        inner.index_mut().mark_two_versions(&path, false);
        inner.seen(&files.iter().map(String::as_str).collect::<Vec<_>>());
        let undo = inner.can_undo(Undo::Deleted(Deleted {
            path: path.clone(),
            what,
            bytes,
            typed,
        }));
        Ok(VerbResult {
            path,
            undo: Some(undo),
        })
    }
}

impl Inner {
    /// The folder that a post has to itself, where no other post or page stands in it.
    fn goes_whole(&self, path: &str) -> Option<String> {
        let folder = self.site.generator.own_folder(path)?;
        let below = format!("{folder}/");
        let shared = self
            .index()
            .posts()
            .any(|(other, _)| other != path && other.starts_with(&below));
        let linked = fs::symlink_metadata(self.root.join(folder)).is_ok_and(|meta| meta.is_symlink());
        (!shared && !linked).then(|| folder.to_owned())
    }

    fn forget_edits(&self, id: &str) {
        if let Some(log) = &self.log {
            log.forget(id);
        }
    }

    /// Puts a deleted post back where it stood: out of the trash, or, when that was emptied, its text alone.
    pub(crate) fn put_back_from_trash(&self, deleted: &Deleted) -> Result<String> {
        let path = &deleted.path;
        if deleted.what.exists() {
            return Err(Error::new("post.exists", &[("path", path)]));
        }
        if !restored(deleted, &self.root.join(path)) {
            self.write_new(path, &deleted.bytes)?;
        }
        if let Some(typed) = &deleted.typed {
            let file = paths::resolve(&self.root, path)?;
            save(&file, Some(Hash::of(&deleted.bytes)), typed).map_err(|e| Error::io(e, &file))?;
        }
        let files: Vec<String> = if deleted.what.is_dir() {
            let below = files_below(&deleted.what);
            let inside = below
                .iter()
                .filter_map(|file| paths::relative(&self.root, &deleted.what.join(file)));
            inside.collect()
        } else {
            vec![path.clone()]
        };
        self.seen(&files.iter().map(String::as_str).collect::<Vec<_>>());
        Ok(path.clone())
    }
}

/// Takes it out of the trash. False when the trash does not have it, or not with these bytes.
#[cfg(not(target_os = "macos"))]
fn restored(deleted: &Deleted, post: &Path) -> bool {
    let Ok(mut items) = trash::os_limited::list() else {
        return false;
    };
    items.retain(|item| item.original_path() == deleted.what);
    // The one that went last: older ones may be other posts of the same name.
    items.sort_by_key(|item| item.time_deleted);
    let inside = post.strip_prefix(&deleted.what).unwrap_or(Path::new(""));
    let has_its_bytes = |item: &trash::TrashItem| {
        let lies = in_trash(item);
        let file = if inside.as_os_str().is_empty() {
            lies
        } else {
            lies.map(|lies| lies.join(inside))
        };
        file.is_none_or(|file| fs::read(file).is_ok_and(|bytes| bytes == deleted.bytes))
    };
    let Some(item) = items.into_iter().rev().find(has_its_bytes) else {
        return false;
    };
    trash::os_limited::restore_all([item]).is_ok() && fs::read(post).is_ok_and(|bytes| bytes == deleted.bytes)
}

/// Where an item of the trash lies, by the rule of freedesktop.org: `info/NAME.trashinfo` tells of `files/NAME`.
#[cfg(target_os = "linux")]
fn in_trash(item: &trash::TrashItem) -> Option<std::path::PathBuf> {
    let note = Path::new(&item.id);
    Some(note.parent()?.parent()?.join("files").join(note.file_stem()?))
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn in_trash(_: &trash::TrashItem) -> Option<std::path::PathBuf> {
    None
}

/// macOS lets no program take things out of its trash: the text is written anew, and the copy stays there.
#[cfg(target_os = "macos")]
fn restored(_: &Deleted, _: &Path) -> bool {
    false
}
