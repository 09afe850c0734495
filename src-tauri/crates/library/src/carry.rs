//! Files that get another place, with the open posts that stand in them: the one way in which a post is renamed or moved,
//! and the one back.
//!
//! Nothing is overwritten, and no save comes between a file and what its open post knows of it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use galley_post::{Post, merge};

use crate::error::{Error, Result};
use crate::library::{Inner, lock};
use crate::save::{Hash, Saved, save};
use crate::session::{Rebased, Session};
use crate::view::{ChangeKind, LibraryEvent};
use crate::{autosave, desk, disk, paths, spelling};

/// A post that goes elsewhere, and what becomes of its text on the way.
#[derive(Debug, Clone)]
pub(crate) struct Carry {
    /// What goes: the post's file, or the folder that it has to itself.
    pub(crate) from: String,
    /// Where to; the same where only the text changes.
    pub(crate) to: String,
    /// The post's path before.
    pub(crate) post_from: String,
    /// The post's path afterwards.
    pub(crate) post_to: String,
    /// The post's bytes before and after, where they change.
    pub(crate) text: Option<(Vec<u8>, Vec<u8>)>,
}

impl Carry {
    /// The way back.
    pub(crate) fn back(&self) -> Self {
        Carry {
            from: self.to.clone(),
            to: self.from.clone(),
            post_from: self.post_to.clone(),
            post_to: self.post_from.clone(),
            text: self
                .text
                .as_ref()
                .map(|(before, after)| (after.clone(), before.clone())),
        }
    }

    /// Old and new path of each file that goes.
    fn files(&self, root: &Path) -> Vec<(String, String)> {
        if self.from == self.post_from {
            return vec![(self.from.clone(), self.to.clone())];
        }
        let below = files_below(&root.join(&self.from));
        let both = below.iter().map(|file| {
            let file = slashed(file);
            (format!("{}/{file}", self.from), format!("{}/{file}", self.to))
        });
        both.collect()
    }
}

impl Inner {
    /// Does it: files, text, open posts, index. Where the text cannot be written, everything is as it was. What was typed and
    /// saved since `text` was made goes along, so the answer tells what was done.
    pub(crate) fn carry(&self, mut carry: Carry) -> Result<Carry> {
        let from = paths::resolve(&self.root, &carry.from)?;
        let to = paths::resolve(&self.root, &carry.to)?;
        let files = carry.files(&self.root);
        let open: Vec<_> = files
            .iter()
            .filter_map(|(from, to)| self.session_of(from).map(|(id, session)| (id, session, to)))
            .collect();
        for (id, session, _) in &open {
            autosave::save_session(self, id, session);
        }
        let mut apart = None;
        let respelled = spelling::only_respelled(&from, &to);
        {
            let saving: Vec<_> = open
                .iter()
                .map(|(_, session, _)| Arc::clone(&lock(session).saving))
                .collect();
            let _saving: Vec<_> = saving.iter().map(|saving| lock(saving)).collect();
            for (_, session, _) in &open {
                lock(session).ready_to_go()?;
            }
            carry.text = match carry.text.take() {
                Some((before, after)) => self.over_newer(&carry.post_from, before, after)?,
                None => None,
            };
            self.carry_files(&carry, &from, &to)?;
            for (id, session, to) in &open {
                self.lead(id, session, to);
                // Before the next save, which would else take the new text for another program's.
                if **to == carry.post_to
                    && let Some((before, after)) = &carry.text
                    && !self.go_on(id, session, before, after)
                {
                    apart = Some(id);
                }
            }
        }
        for (id, _, to) in &open {
            if apart == Some(id) {
                autosave::file_changed(self, to);
            } else if let Ok(view) = desk::view(self, id) {
                self.tell(LibraryEvent::PostChanged { post: Box::new(view) });
            }
        }
        for (from, to) in &files {
            if from != to {
                self.remember_rename(from, to, self.on_server(from));
                // A disk that takes both names for one would say that the old one is there.
                if respelled {
                    self.forget_file(from);
                } else {
                    self.refresh_file(from);
                }
            }
            self.refresh_file(to);
        }
        self.wake_status();
        self.tell_index();
        Ok(carry)
    }

    /// Saves an open post before something is made of its file. What is typed in that moment comes after it.
    ///
    /// # Errors
    /// `post.unsaved`.
    pub(crate) fn saved_to_go(&self, path: &str) -> Result<()> {
        let Some((id, session)) = self.session_of(path) else {
            return Ok(());
        };
        autosave::save_session(self, &id, &session);
        lock(&session).ready_to_go()
    }

    /// The change of a text from `before` to `after`, made to what the file has by now. `None` where that changes nothing.
    pub(crate) fn over_newer(
        &self,
        path: &str,
        before: Vec<u8>,
        after: Vec<u8>,
    ) -> Result<Option<(Vec<u8>, Vec<u8>)>> {
        let is = self.bytes_of(path)?;
        if is == before {
            return Ok(Some((before, after)));
        }
        let merged = merge(
            &Post::parse(before),
            &Post::parse(is.clone()),
            &Post::parse(after),
        )
        .settled();
        let Some(merged) = merged else {
            return Err(Error::new("post.two-versions", &[("path", path)]));
        };
        Ok((merged.bytes() != is).then(|| (is, merged.bytes().to_vec())))
    }

    fn carry_files(&self, carry: &Carry, from: &Path, to: &Path) -> Result<()> {
        let moves = carry.from != carry.to;
        if moves {
            if let Some(folder) = to.parent() {
                fs::create_dir_all(folder).map_err(|e| Error::io(e, folder))?;
            }
            let taken = || Error::new("post.exists", &[("path", &carry.to)]);
            match spelling::rename(from, to) {
                Ok(true) => {}
                Ok(false) => return Err(taken()),
                Err(_) if to.exists() && !spelling::only_respelled(from, to) => return Err(taken()),
                Err(error) => return Err(Error::io(error, to)),
            }
        }
        let Some((before, after)) = &carry.text else {
            return Ok(());
        };
        let file = self.root.join(&carry.post_to);
        let written = match save(&file, Some(Hash::of(before)), after) {
            Ok(Saved::Written) => return Ok(()),
            Ok(Saved::TwoVersions(_)) => Err(Error::new("post.two-versions", &[("path", &carry.post_from)])),
            Err(error) => Err(Error::io(error, &file)),
        };
        if moves {
            // Nobody has had the time to take the old name; if somebody did, the text is under the new one.
            let _ = spelling::rename(to, from);
        }
        written
    }

    /// Gives an open post its file's new path; what is typed from here on belongs to that one in the log too.
    fn lead(&self, id: &str, session: &Mutex<Session>, to: &str) {
        lock(session).path = to.to_owned();
        if let Some(log) = &self.log {
            log.moved(id, to);
        }
    }

    /// Gives an open post the text that its file has got, under what was typed meanwhile. False when the two do not go
    /// together.
    fn go_on(&self, id: &str, session: &Mutex<Session>, before: &[u8], after: &[u8]) -> bool {
        let mut session = lock(session);
        match session.rebase(before, after) {
            Rebased::Taken => true,
            Rebased::Kept(edit) => {
                self.log_edit(id, &mut session, edit);
                true
            }
            Rebased::Apart => false,
        }
    }

    /// True for a file that the server has, as far as is known here.
    pub(crate) fn on_server(&self, path: &str) -> bool {
        self.repository.is_some() && self.index().changes().get(path) != Some(&ChangeKind::New)
    }

    /// The bytes that a file has now.
    pub(crate) fn bytes_of(&self, path: &str) -> Result<Vec<u8>> {
        disk::read(&self.root, path).map_err(|e| Error::io(e, &self.root.join(path)))
    }
}

/// All files in a folder and below it, relative to it. Links are files, whatever they lead to.
pub(crate) fn files_below(root: &Path) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for item in fs::read_dir(&folder).into_iter().flatten().flatten() {
            match item.file_type() {
                Ok(kind) if kind.is_dir() => folders.push(item.path()),
                _ => {
                    if let Ok(path) = item.path().strip_prefix(root) {
                        found.insert(path.to_path_buf());
                    }
                }
            }
        }
    }
    found
}

/// A path with `/`.
pub(crate) fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
