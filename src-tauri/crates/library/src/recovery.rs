//! The recovery log: every edit, kept until it is safely in the file.
//!
//! One SQLite file per library, `synchronous=FULL`, written by a thread of its own, so that typing
//! never waits for the disk. A session that has edits which its file lacks has one row in `base` (the bytes that it started
//! from) and its edits in order; a save that reached the disk removes both.

use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::view::BodyChange;

/// How long a write that failed (a full disk) waits for its next attempt.
const RETRY: Duration = Duration::from_secs(1);

/// The first user_version that this code reads; a file of another one is set aside, never changed.
const SCHEMA: i32 = 1;

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
    failing: Arc<Mutex<Option<String>>>,
}

impl RecoveryLog {
    /// Opens the log at `file` and tells what earlier sessions left in it.
    ///
    /// # Errors
    /// When the file cannot be opened or made. A file that is no database any more is set aside under another name.
    pub fn open(file: &Path) -> Result<(Self, Vec<Left>)> {
        let connection = match connect(file) {
            Ok(connection) => connection,
            Err(_) if file.exists() => {
                let aside = file.with_extension("damaged");
                std::fs::rename(file, &aside).map_err(|e| crate::Error::io(e, file))?;
                connect(file)?
            }
            Err(error) => return Err(error.into()),
        };
        let left = read_left(&connection)?;
        let (sender, receiver) = channel();
        let failing = Arc::new(Mutex::new(None));
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
        self.failing
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
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

fn connect(file: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(file)?;
    connection.busy_timeout(Duration::from_secs(2))?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    let version: i32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if version != 0 && version != SCHEMA {
        return Err(rusqlite::Error::InvalidQuery);
    }
    connection.execute_batch(
        "CREATE TABLE IF NOT EXISTS base (
            id INTEGER PRIMARY KEY, session TEXT NOT NULL UNIQUE, path TEXT NOT NULL, bytes BLOB NOT NULL);
         CREATE TABLE IF NOT EXISTS edit (
            base INTEGER NOT NULL REFERENCES base(id), number INTEGER NOT NULL, at INTEGER NOT NULL, edit TEXT NOT NULL,
            PRIMARY KEY (base, number)) WITHOUT ROWID;
         CREATE TABLE IF NOT EXISTS kept (
            id INTEGER PRIMARY KEY, path TEXT NOT NULL, at INTEGER NOT NULL, bytes BLOB NOT NULL);",
    )?;
    connection.pragma_update(None, "user_version", SCHEMA)?;
    Ok(connection)
}

fn left_session(id: i64) -> String {
    format!("left-{id}")
}

/// Reads what was left, and renames its sessions, so that no new session can meet them.
fn read_left(connection: &Connection) -> Result<Vec<Left>> {
    connection.execute("UPDATE base SET session = 'left-' || id", [])?;
    connection.execute("DELETE FROM base WHERE id NOT IN (SELECT base FROM edit)", [])?;
    let mut bases = connection.prepare("SELECT id, path, bytes FROM base ORDER BY id")?;
    let mut edits = connection.prepare("SELECT edit, at FROM edit WHERE base = ? ORDER BY number")?;
    let mut all = Vec::new();
    for row in bases.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))? {
        let (id, path, base) = row?;
        let mut left = Left {
            id,
            path,
            base,
            edits: Vec::new(),
            at: 0,
        };
        let rows = edits.query_map([id], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))?;
        for edit in rows {
            let (text, at) = edit?;
            // An edit that a newer Galley wrote ends what this one can put back; the text before it is still worth having.
            let Ok(edit) = serde_json::from_str(&text) else {
                break;
            };
            left.edits.push(edit);
            left.at = at;
        }
        all.push(left);
    }
    Ok(all)
}

fn write_loop(mut connection: Connection, receiver: &Receiver<Message>, failing: &Mutex<Option<String>>) {
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
        let answers = waiting.iter().filter_map(|m| {
            if let Message::Flush(s) = m {
                Some(s.clone())
            } else {
                None
            }
        });
        for answer in answers {
            let _ = answer.send(());
        }
        waiting.retain(|m| !matches!(m, Message::Flush(_)));
        if written.is_ok() {
            waiting.clear();
        }
        *failing.lock().unwrap_or_else(PoisonError::into_inner) = written.err().map(|e| e.to_string());
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
