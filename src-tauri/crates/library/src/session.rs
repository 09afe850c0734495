//! The editing session of one open post: it owns the text, the numbers of the edits, and what is known of the file. It
//! touches no disk: the log and the save get from it what they write.

mod file;

use std::sync::{Arc, Condvar, Mutex};
use std::time::Instant;

use galley_post::Post;
use galley_post::text::{BodyText, Change};

use crate::lines::{blank_lines, last_ending, lf};
use crate::preview::Shown;
use crate::recovery::LoggedEdit;
use crate::save::Hash;
use crate::view::{BodyChange, EditAck, ErrorView, SaveState};
use crate::words;

pub use file::{Rebased, Theirs};

/// How many heads are remembered.
const HEADS: usize = 64;

/// An open post.
#[derive(Debug)]
pub struct Session {
    /// Its path in the library.
    pub path: String,
    /// Why it can only be read.
    pub read_only: Option<String>,
    /// The number of the editor's last edit.
    pub seq: u32,
    /// What another program put in the file while there were unsaved edits (`None` inside: it deleted the file).
    pub theirs: Option<Theirs>,
    /// When the last edit was made.
    pub edited: Instant,
    /// Told of every edit that was taken, for who waits for one.
    pub taken: Arc<Condvar>,
    /// Held while the file is written, so that two saves of one post never meet. Taken before the session's own lock.
    pub saving: Arc<Mutex<()>>,
    /// True when nobody finds the session any more: an edit would be lost.
    pub closed: bool,
    /// Its page as it was handed out last.
    pub shown: Option<Arc<Shown>>,
    post: Post,
    /// The blank lines between the head and the text. The editor does not show them, and they stay as they are.
    lead: String,
    /// The line ending of a text that is still to be written: the one that the file ends with, which goes on ending with
    /// it. Empty where there was a text.
    last: &'static str,
    body: BodyText,
    /// What the file is expected to be; `None` when it is not there.
    disk: Option<Hash>,
    /// The bytes from which the edits in the log lead to the text, and whether the log has them.
    base: Arc<Vec<u8>>,
    base_logged: bool,
    /// The bytes that the file had when it was last as we know it: where two versions part.
    file: Arc<Vec<u8>>,
    /// Heads as they were written, where their text with LF does not tell the endings.
    heads: Vec<String>,
    /// Edits so far, and how many of them the file has.
    number: i64,
    in_file: i64,
    state: SaveState,
    saved_at: Option<String>,
    problem: Option<ErrorView>,
}

impl Session {
    /// The session of a post whose file has `bytes`. Bytes that are not UTF-8 can be looked at and not edited.
    pub fn new(path: &str, bytes: Vec<u8>) -> Self {
        let post = Post::parse(bytes.clone());
        let hash = Hash::of(&bytes);
        let bytes = Arc::new(bytes);
        let read_only = (!post.is_utf8()).then(|| words::say("body.not-utf8", &[]).0);
        let text = post.body().to_owned();
        let lead = if post.head().is_empty() {
            0
        } else {
            blank_lines(&text)
        };
        Session {
            path: path.to_owned(),
            read_only,
            seq: 0,
            theirs: None,
            edited: Instant::now(),
            taken: Arc::default(),
            saving: Arc::default(),
            closed: false,
            shown: None,
            body: BodyText::new(&text[lead..]),
            last: if lead < text.len() || post.head().is_empty() {
                ""
            } else {
                last_ending(&bytes)
            },
            lead: text[..lead].to_owned(),
            post,
            disk: Some(hash),
            file: Arc::clone(&bytes),
            base: bytes,
            base_logged: false,
            heads: Vec::new(),
            number: 0,
            in_file: 0,
            state: SaveState::Saved,
            saved_at: None,
            problem: None,
        }
    }

    /// The post as it is in the editor now.
    pub fn post(&self) -> Post {
        let mut body = self.body.raw();
        if !self.last.is_empty() {
            body = lf(&body).replace('\n', self.last);
            if !body.is_empty() && !body.ends_with(self.last) {
                body.push_str(self.last);
            }
        }
        self.post.with_body(&format!("{}{body}", self.lead))
    }

    /// The body as the editor has it: with LF endings.
    pub fn text(&self) -> String {
        self.body.lf()
    }

    /// The line of the file on which the editor's first line stands, counted from 1.
    pub fn text_line(&self) -> usize {
        self.post.body_line() + lf(&self.lead).matches('\n').count()
    }

    /// What the file had when it was last as the session knows it.
    pub fn file(&self) -> Arc<Vec<u8>> {
        Arc::clone(&self.file)
    }

    /// The text that two versions, which are there again, began with.
    pub fn began_with(&mut self, bytes: Vec<u8>) {
        self.file = Arc::new(bytes);
    }

    /// True when there are edits that the file does not have.
    pub fn unsaved(&self) -> bool {
        self.number > self.in_file
    }

    /// Takes an edit of the body. `None` beside the answer when it did not fit and nothing was changed.
    pub fn edit_body(&mut self, seq: u32, changes: &[BodyChange]) -> (EditAck, Option<LoggedEdit>) {
        let taken = seq == self.seq.wrapping_add(1) && {
            let changes: Vec<Change> = changes.iter().map(plain).collect();
            self.body.apply(&changes).is_ok()
        };
        if !taken {
            return (self.ack(false), None);
        }
        self.seq = seq;
        self.touched();
        (self.ack(true), Some(LoggedEdit::Body(changes.to_vec())))
    }

    /// Takes the whole body, after an edit that did not fit.
    pub fn replace_body(&mut self, seq: u32, text: &str) -> (EditAck, LoggedEdit) {
        self.set_text(text);
        self.seq = seq;
        self.touched();
        (self.ack(true), LoggedEdit::Text(text.to_owned()))
    }

    /// Takes a head: the one of an edited field, or one that was typed or undone to.
    pub fn put_head(&mut self, post: Post) -> LoggedEdit {
        let head = lf(post.head());
        self.remember_head();
        self.post = post;
        self.touched();
        LoggedEdit::Head(head)
    }

    /// The post with this head text. A head that was here before comes back with the line endings that it had.
    pub fn with_head(&self, text: &str) -> Post {
        let known = self
            .heads
            .iter()
            .find(|head| lf(head) == text)
            .and_then(|head| self.with_raw_head(head));
        known.unwrap_or_else(|| self.post.with_head(text))
    }

    fn with_raw_head(&self, head: &str) -> Option<Post> {
        let (bytes, body) = (self.post.bytes(), self.post.body());
        let mark = bytes.len().checked_sub(self.post.head().len() + body.len())?;
        let post = Post::parse([&bytes[..mark], head.as_bytes(), body.as_bytes()].concat());
        (post.head() == head && post.body() == body).then_some(post)
    }

    fn remember_head(&mut self) {
        let head = self.post.head();
        if head.contains('\r') && self.heads.len() < HEADS && self.heads.iter().all(|known| known != head) {
            self.heads.push(head.to_owned());
        }
    }

    /// Does a logged edit again. False when it does not fit, which ends what can be put back.
    pub fn replay(&mut self, edit: &LoggedEdit) -> bool {
        match edit {
            LoggedEdit::Body(changes) => {
                let changes: Vec<Change> = changes.iter().map(plain).collect();
                self.body.apply(&changes).is_ok()
            }
            LoggedEdit::Text(text) => {
                self.set_text(text);
                true
            }
            LoggedEdit::Head(head) => {
                let post = self.with_head(head);
                self.remember_head();
                self.post = post;
                true
            }
        }
    }

    /// The number of the last edit, and the base when the log lacks it.
    pub fn log_position(&mut self) -> (i64, Option<Arc<Vec<u8>>>) {
        let first = !std::mem::replace(&mut self.base_logged, true);
        (self.number, first.then(|| Arc::clone(&self.base)))
    }

    /// The numbers by which the editor knows that both have the same text.
    pub fn ack(&self, accepted: bool) -> EditAck {
        EditAck {
            seq: self.seq,
            length: u32::try_from(self.body.utf16_len()).unwrap_or(u32::MAX),
            hash: format!("{:08x}", self.body.hash()),
            accepted,
        }
    }

    /// The head with LF endings.
    pub fn head_text(&self) -> String {
        lf(self.post.head())
    }

    fn touched(&mut self) {
        self.number += 1;
        self.edited = Instant::now();
        self.taken.notify_all();
        if self.theirs.is_none() {
            self.state = SaveState::Unsaved;
        }
    }

    fn set_text(&mut self, text: &str) {
        // Only what differs is replaced, so that the endings of all other lines stay.
        let old: Vec<u16> = self.body.lf().encode_utf16().collect();
        let new: Vec<u16> = text.encode_utf16().collect();
        let same = |(a, b): &(&u16, &u16)| a == b;
        let mut head = old.iter().zip(&new).take_while(same).count();
        // A change never begins or ends within a surrogate pair.
        let low =
            |units: &[u16], at: usize| units.get(at).is_some_and(|unit| (0xDC00..0xE000).contains(unit));
        if low(&old, head) || low(&new, head) {
            head -= 1;
        }
        let mut tail = old[head..]
            .iter()
            .rev()
            .zip(new[head..].iter().rev())
            .take_while(same)
            .count();
        if low(&old, old.len() - tail) || low(&new, new.len() - tail) {
            tail -= 1;
        }
        let insert = String::from_utf16_lossy(&new[head..new.len() - tail]);
        if self
            .body
            .apply(&[Change::new(head, old.len() - tail, insert)])
            .is_err()
        {
            self.body = BodyText::new(text);
        }
    }
}

fn plain(change: &BodyChange) -> Change {
    Change::new(change.from as usize, change.to as usize, change.insert.as_str())
}

#[cfg(test)]
#[path = "session_tests.rs"]
mod tests;
