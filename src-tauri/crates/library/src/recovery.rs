//! The recovery log: every edit, kept until it is safely in the file.
//!
//! One SQLite file per library, `synchronous=FULL`, written by a thread of its own, so that typing
//! never waits for the disk. A session that has edits which its file lacks has one row in `base` (the bytes that it started
//! from) and its edits in order; a save that reached the disk removes both.

mod file;

use std::fmt;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::library::lock;
use crate::view::BodyChange;

use file::{is_unreadable, left_session, read, set_aside};

/// How long a write that failed (a full disk) waits for its next attempt.
const RETRY: Duration = Duration::from_secs(1);

/// One edit as the log keeps it: what it takes to make the text again from the base.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum LoggedEdit {
    /// Changes of the body.
    Body(Vec<BodyChange>),
    /// The whole body.
    Text(String),
    /// The whole head.
    Head(String),
}

/// Edits of one session that a crash left.
#[derive(Debug, Clone, PartialEq)]
pub struct Left {
    /// The row, as an id for the window.
    pub id: i64,
    /// The post's path in the library.
    pub path: String,
    /// The bytes that the session started from.
    pub base: Vec<u8>,
    /// The edits in order.
    pub edits: Vec<LoggedEdit>,
    /// When the last one was made, in milliseconds since 1970.
    pub at: i64,
}

enum Message {
    Edit {
        session: String,
        path: String,
        base: Option<Arc<Vec<u8>>>,
        number: i64,
        at: i64,
        edit: LoggedEdit,
    },
    Saved {
        session: String,
        bytes: Arc<Vec<u8>>,
        number: i64,
    },
    Keep {
        path: String,
        bytes: Vec<u8>,
        at: i64,
    },
    Moved {
        session: String,
        path: String,
    },
    Forget {
        session: String,
    },
    Flush(Sender<()>),
}

/// A handle to the log. Dropping it writes what is still under way.
#[derive(Debug)]
pub struct RecoveryLog {
    sender: Option<Sender<Message>>,
    thread: Option<JoinHandle<()>>,
    failing: Arc<Failing>,
}

/// Whether edits can be written, and who is told when that is another answer than before.
#[derive(Default)]
struct Failing {
    why: Mutex<Option<String>>,
    tell: Mutex<Option<Box<dyn Fn() + Send>>>,
}

impl fmt::Debug for Failing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.why.fmt(f)
    }
}

impl Failing {
    fn put(&self, why: Option<String>) {
        let before = std::mem::replace(&mut *lock(&self.why), why.clone());
        if before.is_some() != why.is_some()
            && let Some(tell) = &*lock(&self.tell)
        {
            tell();
        }
    }
}

impl RecoveryLog {
    /// Opens the log at `file` and tells what earlier sessions left in it.
    ///
    /// # Errors
    /// When the file cannot be opened or made (a full disk: the log and what it holds stay as they are). A file that is no
    /// database any more, or that a newer Galley made, is set aside under another name.
    pub fn open(file: &Path) -> Result<(Self, Vec<Left>)> {
        let (connection, left) = match read(file) {
            Err(error) if is_unreadable(&error) => {
                set_aside(file).map_err(|e| crate::Error::io(e, file))?;
                read(file)?
            }
            opened => opened?,
        };
        let (sender, receiver) = channel();
        let failing = Arc::new(Failing::default());
        let shared = Arc::clone(&failing);
        let thread = thread::Builder::new()
            .name("recovery-log".into())
            .spawn(move || write_loop(connection, &receiver, &shared))
            .map_err(|e| crate::Error::io(e, file))?;
        Ok((
            RecoveryLog {
                sender: Some(sender),
                thread: Some(thread),
                failing,
            },
            left,
        ))
    }

    /// Keeps an edit. `base` is given with the first one after the file had all; `number` grows with each edit.
    pub fn edit(
        &self,
        session: &str,
        path: &str,
        base: Option<Arc<Vec<u8>>>,
        number: i64,
        at: i64,
        edit: LoggedEdit,
    ) {
        self.send(Message::Edit {
            session: session.into(),
            path: path.into(),
            base,
            number,
            at,
            edit,
        });
    }

    /// The file has `bytes`, which hold all edits up to `number`: those are forgotten.
    pub fn saved(&self, session: &str, bytes: Arc<Vec<u8>>, number: i64) {
        self.send(Message::Saved {
            session: session.into(),
            bytes,
            number,
        });
    }

    /// Keeps a version that the writer chose against, so that the choice can be taken back.
    pub fn keep(&self, path: &str, bytes: Vec<u8>, at: i64) {
        self.send(Message::Keep {
            path: path.into(),
            bytes,
            at,
        });
    }

    /// The session's post has another path now: what is in the log and not in its file belongs there.
    pub fn moved(&self, session: &str, path: &str) {
        self.send(Message::Moved {
            session: session.into(),
            path: path.into(),
        });
    }

    /// Forgets a session's edits: the writer chose another text.
    pub fn forget(&self, session: &str) {
        self.send(Message::Forget {
            session: session.into(),
        });
    }

    /// Forgets what a crash left, once it was put back or declined.
    pub fn forget_left(&self, id: i64) {
        self.forget(&left_session(id));
    }

    /// Waits until all that was given so far is on the disk (or could not be written).
    pub fn flush(&self) {
        let (sender, receiver) = channel();
        self.send(Message::Flush(sender));
        // The thread ends only with the handle, so this always gets its answer.
        let _ = receiver.recv();
    }

    /// Why edits cannot be written now, if so. They are kept in memory and tried again.
    pub fn failing(&self) -> Option<String> {
        lock(&self.failing.why).clone()
    }

    /// Who is told, on the log's thread, when edits cannot be written any more, and when they can again.
    pub fn when_failing(&self, tell: Option<Box<dyn Fn() + Send>>) {
        *lock(&self.failing.tell) = tell;
    }

    fn send(&self, message: Message) {
        if let Some(sender) = &self.sender {
            let _ = sender.send(message);
        }
    }
}

impl Drop for RecoveryLog {
    fn drop(&mut self) {
        self.sender.take();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn write_loop(mut connection: Connection, receiver: &Receiver<Message>, failing: &Failing) {
    let mut waiting: Vec<Message> = Vec::new();
    loop {
        let next = if waiting.is_empty() {
            receiver.recv().map_err(|_| RecvTimeoutError::Disconnected)
        } else {
            receiver.recv_timeout(RETRY)
        };
        let ended = match next {
            Ok(message) => {
                waiting.push(message);
                false
            }
            Err(RecvTimeoutError::Timeout) => false,
            Err(RecvTimeoutError::Disconnected) => true,
        };
        // All that came while the disk was busy goes in one transaction.
        waiting.extend(receiver.try_iter());
        let written = write(&mut connection, &waiting);
        for message in &waiting {
            if let Message::Flush(answer) = message {
                // Whoever asked may have gone.
                let _ = answer.send(());
            }
        }
        waiting.retain(|m| !matches!(m, Message::Flush(_)));
        if written.is_ok() {
            waiting.clear();
        }
        failing.put(written.err().map(|e| e.to_string()));
        if ended {
            return;
        }
    }
}

fn write(connection: &mut Connection, messages: &[Message]) -> rusqlite::Result<()> {
    let transaction = connection.transaction()?;
    for message in messages {
        match message {
            Message::Edit {
                session,
                path,
                base,
                number,
                at,
                edit,
            } => {
                if let Some(bytes) = base {
                    transaction.execute(
                        "INSERT INTO base (session, path, bytes) VALUES (?1, ?2, ?3)
                         ON CONFLICT (session) DO NOTHING",
                        params![session, path, bytes.as_slice()],
                    )?;
                }
                let text = serde_json::to_string(edit).unwrap_or_default();
                transaction.execute(
                    "INSERT OR REPLACE INTO edit (base, number, at, edit)
                     SELECT id, ?2, ?3, ?4 FROM base WHERE session = ?1",
                    params![session, number, at, text],
                )?;
            }
            Message::Saved {
                session,
                bytes,
                number,
            } => {
                forget(&transaction, session, Some(*number))?;
                transaction.execute(
                    "UPDATE base SET bytes = ?2 WHERE session = ?1",
                    params![session, bytes.as_slice()],
                )?;
            }
            Message::Keep { path, bytes, at } => {
                transaction.execute(
                    "INSERT INTO kept (path, at, bytes) VALUES (?1, ?2, ?3)",
                    params![path, at, bytes],
                )?;
            }
            Message::Moved { session, path } => {
                transaction.execute(
                    "UPDATE base SET path = ?2 WHERE session = ?1",
                    params![session, path],
                )?;
            }
            Message::Forget { session } => forget(&transaction, session, None)?,
            Message::Flush(_) => {}
        }
    }
    transaction.commit()
}

/// Removes a session's edits up to `number` (`None`: all), and its base with the last of them.
fn forget(connection: &Connection, session: &str, number: Option<i64>) -> rusqlite::Result<()> {
    let base: Option<i64> = connection
        .query_row("SELECT id FROM base WHERE session = ?", [session], |row| {
            row.get(0)
        })
        .optional()?;
    let Some(base) = base else { return Ok(()) };
    connection.execute(
        "DELETE FROM edit WHERE base = ?1 AND number <= ?2",
        params![base, number.unwrap_or(i64::MAX)],
    )?;
    connection.execute(
        "DELETE FROM base WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM edit WHERE base = ?1)",
        params![base],
    )?;
    Ok(())
}

#[cfg(test)]
#[path = "recovery_tests.rs"]
mod tests;
