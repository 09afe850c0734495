//! Drafts that publishing makes public: the mark goes, the file may move, an open post goes along; and all of it can be
//! taken back as long as no version was made.

use std::sync::{Arc, Mutex};

use galley_post::Post;

use crate::error::{Error, Result};
use crate::library::{Inner, lock};
use crate::save::{Hash, Saved, save};
use crate::session::{Rebased, Session};
use crate::view::LibraryEvent;
use crate::{autosave, desk, disk, fields, paths};

/// A draft that was made public on disk.
pub(super) struct MadePublic {
    pub(super) path: String,
    pub(super) now: String,
    before: Vec<u8>,
    after: Vec<u8>,
}

impl Inner {
    /// Removes the draft marks as the generator wants it. When one cannot be removed, those before get theirs back.
    pub(super) fn make_public(&self, asked: &[String], as_draft: bool) -> Result<Vec<MadePublic>> {
        let mut done: Vec<MadePublic> = Vec::new();
        for path in asked {
            match self.make_one_public(path, as_draft) {
                Ok(change) => done.extend(change),
                Err(error) => return Err(self.take_all_back(&done, error)),
            }
        }
        Ok(done)
    }

    fn make_one_public(&self, path: &str, as_draft: bool) -> Result<Option<MadePublic>> {
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
        let change = if as_draft {
            named()
        } else {
            self.publish_change(path, &post)
        };
        let Some(change) = change else {
            return Ok(None);
        };
        let after = fields::change(self, &post, &change)?.bytes().to_vec();
        let now = change.move_to.unwrap_or_else(|| path.to_owned());
        let made = MadePublic {
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

    /// Gives all these drafts their marks and places back, because of `error`; which it says of those where that failed.
    pub(super) fn take_all_back(&self, made_public: &[MadePublic], mut error: Error) -> Error {
        for change in made_public.iter().rev() {
            if self.take_back(change).is_err() {
                error = error.and("publish.mark-lost", &[("path", &change.now)]);
            }
        }
        error
    }

    /// Gives a draft its mark and its place back. What another program wrote since stays.
    fn take_back(&self, change: &MadePublic) -> Result<()> {
        self.put(&change.now, &change.path, &change.after, &change.before)?;
        self.forget_move(&change.path);
        Ok(())
    }

    /// Puts `new` in the place of `old`, under another name when the two differ; an open post goes along.
    fn put(&self, from: &str, to: &str, old: &[u8], new: &[u8]) -> Result<()> {
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
        self.write_new(to, new)?;
        let old_file = self.root.join(from);
        if let Err(error) = std::fs::remove_file(&old_file) {
            // Else every attempt would leave one more copy, and a public one.
            let _ = std::fs::remove_file(self.root.join(to));
            self.refresh_file(to);
            return Err(Error::io(error, &old_file));
        }
        self.refresh_file(from);
        self.refresh_file(to);
        Ok(())
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
pub(super) fn moved(made_public: &[MadePublic], path: &str) -> String {
    made_public
        .iter()
        .find(|change| change.path == path)
        .map_or_else(|| path.to_owned(), |change| change.now.clone())
}
