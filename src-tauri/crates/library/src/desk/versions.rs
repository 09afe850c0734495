//! Texts of a post beside the one in the editor: another program's, and one that a crash left.

use std::fs;

use super::shown::view;
use crate::autosave;
use crate::error::{Error, Result};
use crate::left::{recovery, replayed};
use crate::library::{Inner, Library, lock};
use crate::lines::lf;
use crate::recovery::Left;
use crate::session::Session;
use crate::view::{DiskChoice, DiskVersion, PostView, Recovery};

impl Library {
    /// Both versions of a post with two.
    ///
    /// # Errors
    /// `post.closed`, and `post.gone` when there is one version only.
    pub fn disk_version(&self, post: &str) -> Result<DiskVersion> {
        let session = self.inner.session(post)?;
        let session = lock(&session);
        let Some(theirs) = &session.theirs else {
            return Err(Error::new("post.gone", &[("path", &session.path)]));
        };
        let disk = Session::new(&session.path, theirs.bytes.clone().unwrap_or_default());
        Ok(DiskVersion {
            body: disk.text(),
            head: disk.head_text(),
            my_body: session.text(),
            my_head: session.head_text(),
            since: theirs.since.clone(),
        })
    }

    /// Goes on with one of two versions; the other one is kept in the recovery log or in a file beside it.
    ///
    /// # Errors
    /// `post.closed`, and what the disk says.
    pub fn choose_version(&self, post: &str, choice: &DiskChoice) -> Result<PostView> {
        let inner = &self.inner;
        let session = inner.session(post)?;
        // Copies are written while nothing is locked, and both versions may be other ones by then: begun anew.
        let (path, gone) = loop {
            let (path, versions) = {
                let session = lock(&session);
                (session.path.clone(), Versions::of(&session))
            };
            // Another program may have put the file back meanwhile: then there is nothing to choose.
            let Some(versions) = versions else {
                return view(inner, post);
            };
            let beside = match (choice, &versions.theirs) {
                (DiskChoice::KeepBoth, Some(_)) => {
                    let beside = inner.free_name(&path);
                    inner.write_new(&beside, &versions.mine)?;
                    inner.refresh_file(&beside);
                    Some(beside)
                }
                _ => None,
            };
            let mut session = lock(&session);
            if session.path == path && Versions::of(&session).as_ref() == Some(&versions) {
                break (path, inner.chosen(post, &mut session, choice, versions));
            }
            drop(session);
            if let Some(beside) = beside {
                // A copy of ours, of a text that is still in the editor. One that cannot be removed is one too many.
                let _ = fs::remove_file(inner.root.join(&beside));
                inner.refresh_file(&beside);
            }
        };
        if gone {
            lock(&inner.sessions).remove(post);
        }
        inner.index_mut().mark_two_versions(&path, false);
        if gone {
            inner.tell_index();
            return Err(Error::new("post.gone", &[("path", &path)]));
        }
        autosave::save_session(inner, post, &session);
        inner.tell_index();
        view(inner, post)
    }

    /// Text that was typed and not in the file when Galley stopped. What the file has by now is not among it.
    pub fn recoveries(&self) -> Vec<Recovery> {
        let inner = &self.inner;
        let left = lock(&inner.left).clone();
        left.iter().filter_map(|left| recovery(inner, left)).collect()
    }

    /// Puts text back that a crash left (and opens the post with it, unsaved), or leaves the file as it is.
    ///
    /// # Errors
    /// What the disk says.
    pub fn recover(&self, id: &str, put_back: bool) -> Result<Option<PostView>> {
        let inner = &self.inner;
        let found = lock(&inner.left)
            .iter()
            .find(|left| left.id.to_string() == id)
            .cloned();
        let Some(left) = found else { return Ok(None) };
        let opened = if put_back {
            Some(self.put_back(&left)?)
        } else {
            None
        };
        if let Some(log) = &inner.log {
            if !put_back {
                log.keep(&left.path, replayed(&left).post().bytes().to_vec(), left.at);
            }
            log.flush();
            log.forget_left(left.id);
        }
        lock(&inner.left).retain(|other| other.id != left.id);
        Ok(opened)
    }

    fn put_back(&self, left: &Left) -> Result<PostView> {
        let inner = &self.inner;
        let session = replayed(left);
        let text = session.post();
        // A post that was deleted meanwhile comes back as a file.
        if !inner.root.join(&left.path).exists() {
            inner.write_new(&left.path, text.bytes())?;
            return self.open_post(&left.path);
        }
        let post = self.open_post(&left.path)?.post;
        let change = |open: &mut Session| {
            let disk = open.post();
            let edit = open.put_head(disk.with_head(&lf(text.head())));
            // As an editor shows that file: the session itself leaves out what it puts at a new text's end.
            Ok((Session::new(&left.path, text.bytes().to_vec()).text(), Some(edit)))
        };
        let (body, _) = inner.edit(&post, change)?;
        inner.edit(&post, |session| {
            let (ack, edit) = session.replace_body(session.seq, &body);
            Ok((ack, Some(edit)))
        })?;
        view(inner, &post)
    }
}

/// Both versions of a post, as bytes.
#[derive(PartialEq)]
struct Versions {
    mine: Vec<u8>,
    /// What the file has; `None` when it was deleted.
    theirs: Option<Vec<u8>>,
}

impl Versions {
    fn of(session: &Session) -> Option<Self> {
        let theirs = session.theirs.as_ref()?;
        Some(Versions {
            mine: session.post().bytes().to_vec(),
            theirs: theirs.bytes.clone(),
        })
    }
}

impl Inner {
    /// Goes on with one of these versions, which are the session's own. True when nothing is left to go on with.
    fn chosen(&self, id: &str, session: &mut Session, choice: &DiskChoice, versions: Versions) -> bool {
        let now = self.clock.now().timestamp().as_millisecond();
        let keep = |bytes| {
            if let Some(log) = &self.log {
                log.keep(&session.path, bytes, now);
            }
        };
        match (choice, versions.theirs) {
            (DiskChoice::KeepMine, theirs) => {
                theirs.into_iter().for_each(keep);
                session.keep_mine();
            }
            (choice, Some(theirs)) => {
                if *choice == DiskChoice::TakeTheirs {
                    keep(versions.mine);
                }
                session.take(theirs);
                self.forget_log(id);
            }
            // They deleted the file: to take theirs is to have nothing, and the text is kept.
            (DiskChoice::TakeTheirs, None) => {
                keep(versions.mine);
                self.forget_log(id);
                session.closed = true;
                return true;
            }
            (DiskChoice::KeepBoth, None) => session.keep_mine(),
        }
        false
    }

    fn forget_log(&self, id: &str) {
        if let Some(log) = &self.log {
            log.forget(id);
        }
    }
}
