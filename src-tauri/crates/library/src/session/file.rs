//! How a session stands to its file: what has to be saved, what became of that, and what another program put there.

use std::sync::Arc;

use galley_post::{Post, merge};

use super::Session;
use crate::error::{Error, Result};
use crate::recovery::LoggedEdit;
use crate::save::{Hash, Saved};
use crate::view::{ErrorView, SaveState, SaveView};

/// The other version of a post with two.
#[derive(Debug, Clone)]
pub struct Theirs {
    /// What the file has; `None` when it was deleted.
    pub bytes: Option<Vec<u8>>,
    /// When that was noticed, as `10:42`.
    pub since: String,
}

/// What became of a session whose file we changed ourselves.
#[derive(Debug, PartialEq)]
pub enum Rebased {
    /// It had no edits, and has the new text.
    Taken,
    /// It has the new head and its own text: an edit, for the log.
    Kept(LoggedEdit),
    /// Its head was edited meanwhile, or the file is another one than it knows: there are two versions.
    Apart,
}

/// A save that has to be done: taken under the session's lock, done without it.
#[derive(Debug, Clone)]
pub struct SaveJob {
    /// The path in the library.
    pub path: String,
    /// What the file is expected to be.
    pub base: Option<Hash>,
    /// What it shall be.
    pub bytes: Arc<Vec<u8>>,
    /// The last edit that `bytes` holds.
    pub number: i64,
}

impl Session {
    /// True when there is something to be written, and it need not wait for the writer's choice.
    pub fn needs_save(&self) -> bool {
        self.unsaved() && self.theirs.is_none()
    }

    /// Refuses a post whose file must stay where it is: one with two versions, and one whose last save failed. What was typed
    /// since goes along.
    ///
    /// # Errors
    /// `post.unsaved`.
    pub fn ready_to_go(&self) -> Result<()> {
        if self.theirs.is_some() || self.unsaved() && self.state == SaveState::Failed {
            return Err(Error::new("post.unsaved", &[("path", &self.path)]));
        }
        Ok(())
    }

    /// What has to be written; `None` when the file has everything, or has to wait for the writer's choice.
    pub fn save_job(&self) -> Option<SaveJob> {
        if !self.needs_save() {
            return None;
        }
        Some(SaveJob {
            path: self.path.clone(),
            base: self.disk,
            bytes: Arc::new(self.post().bytes().to_vec()),
            number: self.number,
        })
    }

    /// Takes what became of a job. True when the file now has the job's bytes.
    pub fn save_done(
        &mut self,
        job: &SaveJob,
        outcome: std::result::Result<Saved, ErrorView>,
        time: &str,
    ) -> bool {
        match outcome {
            Ok(Saved::Written) => {
                self.disk = Some(Hash::of(&job.bytes));
                self.file = Arc::clone(&job.bytes);
                self.in_file = job.number;
                if !self.unsaved() {
                    // The log forgets the base with the last edit.
                    (self.base, self.base_logged) = (Arc::clone(&job.bytes), false);
                }
                self.saved_at = Some(time.to_owned());
                self.problem = None;
                self.state = if self.unsaved() {
                    SaveState::Unsaved
                } else {
                    SaveState::Saved
                };
                true
            }
            Ok(Saved::TwoVersions(bytes)) => {
                self.two_versions(bytes, time);
                false
            }
            Err(problem) => {
                self.problem = Some(problem);
                self.state = SaveState::Failed;
                false
            }
        }
    }

    /// Another program changed the file. True when the session took its text (it had no edits of its own).
    pub fn disk_changed(&mut self, bytes: Option<Vec<u8>>, time: &str) -> bool {
        let hash = bytes.as_deref().map(Hash::of);
        if hash == self.disk {
            // It changed back, or this is our own save.
            if self.theirs.take().is_some() {
                self.state = SaveState::Unsaved;
            }
            return false;
        }
        match bytes {
            Some(bytes) if !self.unsaved() => {
                self.take(bytes);
                true
            }
            bytes => {
                self.two_versions(bytes, time);
                false
            }
        }
    }

    /// Goes on with these bytes as the file's own, without edits.
    pub fn take(&mut self, bytes: Vec<u8>) {
        let fresh = Session::new(&self.path, bytes);
        *self = Session {
            seq: self.seq,
            saving: Arc::clone(&self.saving),
            saved_at: self.saved_at.take(),
            ..fresh
        };
    }

    /// Goes on over a file whose head we changed ourselves from `before` to `after`, with what was typed meanwhile.
    pub fn rebase(&mut self, before: &[u8], after: &[u8]) -> Rebased {
        if self.disk != Some(Hash::of(before)) || self.theirs.is_some() {
            return Rebased::Apart;
        }
        if !self.unsaved() {
            self.take(after.to_vec());
            return Rebased::Taken;
        }
        let (old, mut new) = (Post::parse(before.to_vec()), Post::parse(after.to_vec()));
        if old.body() != new.body() {
            return Rebased::Apart;
        }
        if old.head() != self.post.head() {
            // Another field than the ones that we changed goes together with them.
            let Some(both) = merge(&old, &self.post, &new).settled() else {
                return Rebased::Apart;
            };
            new = both;
        }
        self.disk = Some(Hash::of(after));
        self.file = Arc::new(after.to_vec());
        Rebased::Kept(self.put_head(new))
    }

    /// Goes on with the editor's text over what the disk has: the next save replaces that.
    pub fn keep_mine(&mut self) {
        if let Some(theirs) = self.theirs.take() {
            self.disk = theirs.bytes.as_deref().map(Hash::of);
            self.file = Arc::new(theirs.bytes.unwrap_or_default());
        }
        self.touched();
    }

    /// How the post's text stands to its file.
    pub fn save_view(&self) -> SaveView {
        SaveView {
            state: self.state.clone(),
            at: self.saved_at.clone(),
            problem: self.problem.clone(),
        }
    }

    fn two_versions(&mut self, bytes: Option<Vec<u8>>, time: &str) {
        self.theirs = Some(Theirs {
            bytes,
            since: time.to_owned(),
        });
        self.state = SaveState::TwoVersions;
    }
}
