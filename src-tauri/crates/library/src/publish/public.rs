//! Posts whose draft mark changes on their way to the server: it goes when they are published and comes when they are
//! hidden; the file may move, an open post goes along; and all of it can be taken back as long as no version was made.

use std::fs;
use std::sync::{Arc, Mutex};

use galley_post::Post;

use crate::error::{Error, Result};
use crate::library::{Inner, lock};
use crate::save::{Hash, Saved, save};
use crate::session::{Rebased, Session};
use crate::view::{LibraryEvent, PublishOrder};
use crate::{autosave, desk, disk, facts, fields, paths, spelling};

/// What becomes of the draft marks of posts that go to the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Marks {
    /// Removed: readers see the posts.
    Removed,
    /// Left as they are.
    Left,
    /// Put on: readers see the posts no longer.
    PutOn,
}

impl Marks {
    /// What an order to send posts means for their marks.
    pub(crate) fn of(order: &PublishOrder) -> Marks {
        if order.as_draft {
            Marks::Left
        } else {
            Marks::Removed
        }
    }
}

/// A post whose mark was changed on disk.
pub(crate) struct Marked {
    pub(crate) path: String,
    pub(crate) now: String,
    before: Vec<u8>,
    after: Vec<u8>,
}

impl Inner {
    /// Refuses to make public what may be marked as a draft in a head that cannot be read.
    pub(crate) fn refuse_broken(&self, asked: &[String]) -> Result<()> {
        for path in asked {
            let file = self.root.join(path);
            if self.site.generator.classify(path) == galley_generators::PathKind::NotContent
                || !file.is_file()
            {
                continue;
            }
            let bytes = disk::read(&self.root, path).map_err(|e| Error::io(e, &file))?;
            let facts = facts::of_post(&self.site.generator, &self.clock, path, &Post::parse(bytes));
            if let Some(problem) = facts.broken() {
                let place = facts::place_of(problem);
                let arguments = [
                    ("path", path.as_str()),
                    ("where", &place),
                    ("what", &problem.message),
                ];
                return Err(Error::new("publish.head-broken", &arguments));
            }
        }
        Ok(())
    }

    /// Changes the draft marks as the generator wants it. When one cannot be changed, those before are as they were again.
    pub(crate) fn mark_all(&self, asked: &[String], marks: Marks) -> Result<Vec<Marked>> {
        let mut done: Vec<Marked> = Vec::new();
        for path in asked {
            match self.mark_one(path, marks) {
                Ok(change) => done.extend(change),
                Err(error) => return Err(self.take_all_back(&done, error)),
            }
        }
        Ok(done)
    }

    fn mark_one(&self, path: &str, marks: Marks) -> Result<Option<Marked>> {
        let file = self.root.join(path);
        if self.site.generator.classify(path) == galley_generators::PathKind::NotContent || !file.is_file() {
            return Ok(None);
        }
        let before = disk::read(&self.root, path).map_err(|e| Error::io(e, &file))?;
        let post = Post::parse(before.clone());
        let named = || {
            let to = self.named_by_title(path, &post)?;
            Some(galley_generators::Change {
                move_to: Some(to),
                ..Default::default()
            })
        };
        let change = match marks {
            Marks::Removed => self.publish_change(path, &post),
            Marks::Left => named(),
            Marks::PutOn => self.hide_change(path, &post)?,
        };
        let Some(change) = change else {
            return Ok(None);
        };
        let after = fields::change(self, &post, &change)?.bytes().to_vec();
        let now = change.move_to.unwrap_or_else(|| path.to_owned());
        let made = Marked {
            path: path.to_owned(),
            now,
            before,
            after,
        };
        let moves = made.path != made.now;
        if moves {
            self.remember_move(&made.path, &made.now);
        }
        if let Err(error) = self.put(&made.path, &made.now, &made.before, &made.after) {
            if moves && self.root.join(&made.path).exists() {
                self.forget_move(&made.path);
            }
            return Err(error);
        }
        Ok(Some(made))
    }

    /// Gives all these posts their marks and places back, because of `error`; which it says of those where that failed.
    pub(crate) fn take_all_back(&self, marked: &[Marked], mut error: Error) -> Error {
        for change in marked.iter().rev() {
            if self.take_back(change).is_err() {
                error = error.and("publish.mark-lost", &[("path", &change.now)]);
            }
        }
        error
    }

    /// Gives a post its mark and its place back. What was written since stays, and stays with it.
    fn take_back(&self, change: &Marked) -> Result<()> {
        let over = self.over_newer(&change.now, change.after.clone(), change.before.clone())?;
        let (is, back) = match over {
            Some(both) => both,
            // The mark is back already; the place may not be.
            None => {
                let is = self.bytes_of(&change.now)?;
                (is.clone(), is)
            }
        };
        self.put(&change.now, &change.path, &is, &back)?;
        self.forget_move(&change.path);
        Ok(())
    }

    /// Puts `new` in the place of `old`, under another name when the two differ; an open post goes along.
    pub(super) fn put(&self, from: &str, to: &str, old: &[u8], new: &[u8]) -> Result<()> {
        let open = self.session_of(from);
        let rebased = {
            // No save comes between the file and what the session knows of it.
            let saving = open
                .as_ref()
                .map(|(_, session)| Arc::clone(&lock(session).saving));
            let _saving = saving.as_deref().map(lock);
            self.put_file(from, to, old, new)?;
            open.map(|(id, session)| {
                let together = self.go_along(&id, &session, to, old, new);
                (id, together)
            })
        };
        match rebased {
            Some((id, true)) => {
                if let Ok(view) = desk::view(self, &id) {
                    self.tell(LibraryEvent::PostChanged { post: Box::new(view) });
                }
            }
            Some((_, false)) => autosave::file_changed(self, to),
            None => {}
        }
        Ok(())
    }

    fn put_file(&self, from: &str, to: &str, old: &[u8], new: &[u8]) -> Result<()> {
        if from == to {
            let file = paths::resolve(&self.root, to)?;
            if save(&file, Some(Hash::of(old)), new).map_err(|e| Error::io(e, &file))? != Saved::Written {
                return Err(Error::new("post.two-versions", &[("path", to)]));
            }
            self.refresh_file(to);
            return Ok(());
        }
        let (there, file) = (paths::resolve(&self.root, from)?, paths::resolve(&self.root, to)?);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).map_err(|e| Error::io(e, folder))?;
        }
        // The file itself goes, with whatever was written to it until now: nothing that was not read is removed.
        if !spelling::rename(&there, &file).map_err(|e| Error::io(e, &there))? {
            return Err(Error::new("post.exists", &[("path", to)]));
        }
        let saved = match save(&file, Some(Hash::of(old)), new) {
            Ok(Saved::Written) => Ok(()),
            Ok(Saved::TwoVersions(_)) => Err(Error::new("post.two-versions", &[("path", from)])),
            Err(error) => Err(Error::io(error, &file)),
        };
        if saved.is_err() {
            // Nobody has had the time to take the old name; if somebody did, the text is under the new one.
            let _ = spelling::rename(&file, &there);
        }
        self.refresh_file(from);
        self.refresh_file(to);
        saved
    }

    /// Gives an open post the file that publishing made of its own; what was typed meanwhile stays. False when the two do
    /// not go together.
    fn go_along(&self, id: &str, session: &Mutex<Session>, to: &str, old: &[u8], new: &[u8]) -> bool {
        let mut session = lock(session);
        session.path = to.to_owned();
        match session.rebase(old, new) {
            Rebased::Taken => true,
            Rebased::Kept(edit) => {
                self.log_edit(id, &mut session, edit);
                true
            }
            Rebased::Apart => false,
        }
    }
}

/// Where this path stands now.
pub(crate) fn moved(marked: &[Marked], path: &str) -> String {
    marked
        .iter()
        .find(|change| change.path == path)
        .map_or_else(|| path.to_owned(), |change| change.now.clone())
}

#[cfg(test)]
#[path = "public_tests.rs"]
mod tests;
