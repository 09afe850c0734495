//! A text that took the place of another one by the writer's choice, and the way back.

use std::sync::Arc;

use galley_git as git;

use crate::error::{Error, Result};
use crate::failure::git_error;
use crate::library::{Inner, lock};
use crate::lines::lf;
use crate::save::{Hash, Saved, save};
use crate::session::Session;
use crate::undo::taken_back;
use crate::view::LibraryEvent;
use crate::{autosave, desk, disk, paths};

/// A file whose bytes were replaced.
#[derive(Debug, Clone)]
pub(crate) struct Replaced {
    /// Its path in the library.
    pub(crate) path: String,
    /// What the writer had; `None` when there was no file.
    pub(crate) before: Option<Vec<u8>>,
    /// What is there instead; `None` when the file went.
    pub(crate) after: Option<Vec<u8>>,
    /// What else is to be put back.
    pub(crate) back: Back,
}

/// What has to be as it was, beside the text.
#[derive(Debug, Clone)]
pub(crate) enum Back {
    /// Nothing.
    Text,
    /// There are two versions again, one on the server.
    Server(git::Apart),
    /// There are two versions again: this one in the file, and the writer's in the editor.
    Disk { base: Vec<u8>, theirs: Vec<u8> },
}

impl Inner {
    /// Puts a replaced text back. What was written since stays, where it goes together with that.
    pub(crate) fn put_back_replaced(&self, replaced: &Replaced) -> Result<String> {
        let path = &replaced.path;
        if let Back::Disk { base, theirs } = &replaced.back {
            self.two_again(replaced, base, theirs)?;
            return Ok(path.clone());
        }
        self.save_open(&std::iter::once(path.clone()).collect())?;
        let now = disk::read(&self.root, path).ok();
        let text = match (&replaced.after, &now, &replaced.before) {
            (Some(after), Some(now), before) if after == now => before.clone(),
            // A picture has no lines to be put together by.
            (Some(after), Some(_), _) if std::str::from_utf8(after).is_err() => {
                return Err(Error::new("undo.gone", &[]));
            }
            (Some(after), Some(now), Some(before)) => Some(taken_back(after, now, before)),
            (_, Some(now), None) if replaced.after.as_ref() != Some(now) => {
                return Err(Error::new("undo.gone", &[]));
            }
            (_, _, before) => before.clone(),
        };
        if let Some(now) = &now {
            self.keep(path, now.clone())?;
        }
        if now != text {
            self.replace(path, now.as_deref(), text.as_deref())?;
        }
        if let Back::Server(apart) = &replaced.back {
            let failed = |error| git_error(error, &self.root);
            self.repository()?.undecided(apart).map_err(failed)?;
            self.refresh_changes()?;
        }
        self.wake_status();
        self.tell_index();
        Ok(path.clone())
    }

    /// The file has theirs again, and the editor the writer's.
    fn two_again(&self, replaced: &Replaced, base: &[u8], theirs: &[u8]) -> Result<()> {
        let path = &replaced.path;
        let gone = || Error::new("undo.gone", &[]);
        let (before, after) = (
            replaced.before.as_deref().ok_or_else(gone)?,
            replaced.after.as_deref().ok_or_else(gone)?,
        );
        self.save_open(&std::iter::once(path.clone()).collect())?;
        let now = disk::read(&self.root, path).map_err(|_| gone())?;
        let mine = taken_back(after, &now, before);
        let id = match self.session_of(path) {
            Some((id, _)) => id,
            None => self.open_session(path, now.clone()),
        };
        let session = self.session(&id)?;
        {
            let saving = Arc::clone(&lock(&session).saving);
            let _saving = lock(&saving);
            self.keep(path, now.clone())?;
            let file = paths::resolve(&self.root, path)?;
            let saved = save(&file, Some(Hash::of(&now)), theirs).map_err(|e| Error::io(e, &file))?;
            if saved != Saved::Written {
                return Err(Error::new("post.two-versions", &[("path", path)]));
            }
            let mut session = lock(&session);
            // As an editor shows it: the session itself puts what it leaves out at a text's end.
            let text = Session::new(path, mine.clone()).text();
            let head = lf(galley_post::Post::parse(mine).head());
            let with_head = session.with_head(&head);
            let edit = session.put_head(with_head);
            self.log_edit(&id, &mut session, edit);
            let seq = session.seq;
            let (_, edit) = session.replace_body(seq, &text);
            self.log_edit(&id, &mut session, edit);
            // Not the result, which was the file for a while: what is in it would count as theirs or mine again.
            session.began_with(base.to_vec());
        }
        autosave::file_changed(self, path);
        if let Ok(view) = desk::view(self, &id) {
            self.tell(LibraryEvent::PostChanged { post: Box::new(view) });
        }
        Ok(())
    }
}
