//! The recovery log's file: making it, reading what was left in it, and setting a damaged one aside.

use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{fs, io};

use rusqlite::Connection;

use super::Left;

/// The first user_version that this code reads; a file of another one is set aside, never changed.
pub(super) const SCHEMA: i32 = 1;

/// Opens the file, or makes it, and reads what was left in it.
pub(super) fn read(file: &Path) -> rusqlite::Result<(Connection, Vec<Left>)> {
    let connection = connect(file)?;
    let left = read_left(&connection)?;
    Ok((connection, left))
}

/// True when no later attempt could read this file. A full disk or a busy file is another matter: its edits are still there.
pub(super) fn is_unreadable(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
    match error {
        // A schema that this program does not know.
        rusqlite::Error::InvalidQuery => true,
        error => matches!(error.sqlite_error_code(), Some(DatabaseCorrupt | NotADatabase)),
    }
}

/// Gives the log, and the two files that SQLite keeps beside it (the last edits are in one of them), names that nobody has:
/// `recovery.sqlite` becomes `recovery.sqlite.damaged-1`, its `-wal` `recovery.sqlite.damaged-1-wal`.
pub(super) fn set_aside(file: &Path) -> io::Result<()> {
    let with = |end: &str| {
        let mut name = file.as_os_str().to_owned();
        name.push(end);
        PathBuf::from(name)
    };
    let mut count = 1;
    while with(&format!(".damaged-{count}")).exists() {
        count += 1;
    }
    for end in ["-wal", "-shm", ""] {
        match fs::rename(with(end), with(&format!(".damaged-{count}{end}"))) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
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

/// The session under which what was left goes on.
pub(super) fn left_session(id: i64) -> String {
    format!("left-{id}")
}

/// Reads what was left, and renames its sessions, so that no new session can meet them.
fn read_left(connection: &Connection) -> rusqlite::Result<Vec<Left>> {
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
