//! The open posts: opening, editing, saving, closing.

mod shown;
mod versions;

use crate::error::{Error, Result};
use crate::library::{Inner, Library, lock};
use crate::recovery::LoggedEdit;
use crate::session::Session;
use crate::view::{BodyChange, EditAck, FieldEdit, HeadView, PostView, SaveView};
use crate::{autosave, fields, paths};

use shown::head_view;
pub(crate) use shown::view;

impl Library {
    /// Opens a post for editing. A post that is open already keeps its session.
    ///
    /// # Errors
    /// `post.outside`, `post.gone`, `post.not-a-post`.
    pub fn open_post(&self, path: &str) -> Result<PostView> {
        let inner = &self.inner;
        let path = paths::normal(path);
        if let Some((id, _)) = inner.session_of(&path) {
            return view(inner, &id);
        }
        let bytes = inner.read_post(&path)?;
        view(inner, &inner.open_session(&path, bytes))
    }

    /// Closes a post; what is unsaved is saved first. One that cannot be saved stays open.
    ///
    /// # Errors
    /// `post.unsaved`.
    pub fn close_post(&self, post: &str) -> Result<()> {
        let session = self.inner.session(post)?;
        autosave::save_session(&self.inner, post, &session);
        {
            let mut session = lock(&session);
            if session.unsaved() {
                return Err(Error::new("post.unsaved", &[("path", &session.path)]));
            }
            // What is typed from here on is refused, and not lost with the session.
            session.closed = true;
        }
        lock(&self.inner.sessions).remove(post);
        Ok(())
    }

    /// Takes changes of the body. Never waits for a disk.
    ///
    /// # Errors
    /// `post.closed`, `post.read-only`.
    pub fn edit_body(&self, post: &str, seq: u32, changes: &[BodyChange]) -> Result<EditAck> {
        let (ack, edited) = self
            .inner
            .edit(post, |session| Ok(session.edit_body(seq, changes)))?;
        debug_assert_eq!(ack.accepted, edited);
        Ok(ack)
    }

    /// Takes the whole body.
    ///
    /// # Errors
    /// `post.closed`, `post.read-only`.
    pub fn replace_body(&self, post: &str, seq: u32, text: &str) -> Result<EditAck> {
        let edit = |session: &mut Session| {
            let (ack, edit) = session.replace_body(seq, text);
            Ok((ack, Some(edit)))
        };
        Ok(self.inner.edit(post, edit)?.0)
    }

    /// Changes one field, and nothing else of the file.
    ///
    /// # Errors
    /// `field.refused`, `field.unreadable`, `field.not-a-day`, `field.draft-folder`.
    pub fn edit_field(&self, post: &str, edit: &FieldEdit) -> Result<HeadView> {
        let inner = &self.inner;
        let change = |session: &mut Session| {
            let edited = fields::edit(inner, &session.path, &session.post(), edit)?;
            Ok(((), Some(session.put_head(edited))))
        };
        inner.edit(post, change)?;
        self.head(post)
    }

    /// Takes the head as text.
    ///
    /// # Errors
    /// `post.closed`, `post.read-only`; `head.not-taken` when it would be read as something else.
    pub fn edit_head(&self, post: &str, text: &str) -> Result<HeadView> {
        let change = |session: &mut Session| {
            let edited = session.with_head(text);
            fields::taken_as_head(&self.inner, &session.post(), &edited, text)?;
            Ok(((), Some(session.put_head(edited))))
        };
        self.inner.edit(post, change)?;
        self.head(post)
    }

    /// Saves now.
    ///
    /// # Errors
    /// `post.closed`. What stood in the way of saving is in the answer.
    pub fn save_post(&self, post: &str) -> Result<SaveView> {
        let session = self.inner.session(post)?;
        Ok(autosave::save_session(&self.inner, post, &session))
    }

    fn head(&self, post: &str) -> Result<HeadView> {
        let session = self.inner.session(post)?;
        let session = lock(&session);
        Ok(head_view(&self.inner, &session.path, &session.post()))
    }
}

impl Inner {
    /// Does an edit in memory, hands it to the log, and wakes the saver. Also tells whether anything was edited.
    fn edit<T>(
        &self,
        id: &str,
        edit: impl FnOnce(&mut Session) -> Result<(T, Option<LoggedEdit>)>,
    ) -> Result<(T, bool)> {
        let session = self.session(id)?;
        let mut session = lock(&session);
        if session.closed {
            return Err(Error::new("post.closed", &[]));
        }
        if let Some(why) = &session.read_only {
            return Err(Error::new(
                "post.read-only",
                &[("path", &session.path), ("why", why)],
            ));
        }
        let (answer, edit) = edit(&mut session)?;
        let edited = edit.is_some();
        if let Some(edit) = edit {
            self.log_edit(id, &mut session, edit);
        }
        drop(session);
        self.wake_saver();
        Ok((answer, edited))
    }

    /// Hands an edit to the log: under the session's lock, so that the log has the edits in their order.
    pub(crate) fn log_edit(&self, id: &str, session: &mut Session, edit: LoggedEdit) {
        if let Some(log) = &self.log {
            let (number, base) = session.log_position();
            let at = self.clock.now().timestamp().as_millisecond();
            log.edit(id, &session.path, base, number, at, edit);
        }
    }
}
