//! The index on disk: what each post said when it was read, and the words of its text.
//!
//! Disposable. It saves reading and decides nothing: a row counts only while its file has the very stamp that it was read
//! with, and a file that is damaged, or was made by another Galley or for other settings, is thrown away. It must never
//! be asked for what is written.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rayon::prelude::*;
use rusqlite::{Connection, ErrorCode, OptionalExtension, Transaction, TransactionBehavior, params};
use rustix::fs::{FlockOperation, flock};

use crate::facts::Facts;
use crate::scan::Found;

/// The form of the tables.
const SCHEMA: i32 = 1;
/// How long a write waits for another process.
const PATIENCE: Duration = Duration::from_secs(2);

/// `text` has every word of a post, `often` those that a search should rank higher.
const TABLES: &str = "
    CREATE TABLE made (by TEXT NOT NULL);
    CREATE TABLE post (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        path TEXT NOT NULL UNIQUE,
        size INTEGER NOT NULL,
        modified INTEGER NOT NULL,
        touched INTEGER NOT NULL,
        inode INTEGER NOT NULL,
        fresh INTEGER NOT NULL,
        place TEXT NOT NULL,
        facts TEXT NOT NULL,
        sum BLOB NOT NULL,
        texted INTEGER NOT NULL
    );
    CREATE VIRTUAL TABLE words USING fts5(
        text, often, content='', contentless_delete=1, detail=column, prefix='1 2 3', tokenize='ascii'
    );";

/// What the cache knows of a file.
#[derive(Debug, Clone)]
pub struct Kept {
    /// Its row.
    pub id: i64,
    /// Its path, size and times when it was read.
    pub found: Found,
    /// It was read so soon after its last change that it must be read again.
    pub fresh: bool,
    /// What its path made of it, from which its facts follow.
    pub place: String,
    /// What it said.
    pub facts: Facts,
    /// The words of its text are there too.
    pub texted: bool,
}

/// The words of a post for the full-text index, each after a blank.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// All of them: title, tags, authors, path, excerpt and text.
    pub text: String,
    /// Those that the text has often, and those of its headings.
    pub often: String,
}

/// An open cache file. While it is open, no other process throws it away.
#[derive(Debug)]
pub struct Store {
    file: PathBuf,
    made_by: String,
    _lock: Option<File>,
    /// Where the shared file cannot be used, the cache stands here and ends with the process.
    _own: Option<tempfile::TempDir>,
}

impl Store {
    /// Opens the cache in `folder`. `made_by` names all that its rows depend on apart from their files. Where the cache
    /// there is of no use, it is made anew; where another process uses it, or nothing can be written, a private one is.
    /// `None` when not even that can be had.
    pub fn open(folder: &Path, made_by: &str) -> Option<(Self, Connection, Vec<Kept>)> {
        Self::shared(folder, made_by).or_else(|| {
            let (store, connection) = Self::private(made_by)?;
            Some((store, connection, Vec::new()))
        })
    }

    fn private(made_by: &str) -> Option<(Self, Connection)> {
        let own = tempfile::tempdir().ok()?;
        let store = Store {
            file: own.path().join("index.sqlite"),
            made_by: made_by.to_owned(),
            _lock: None,
            _own: Some(own),
        };
        let connection = store.connect().ok()?;
        Some((store, connection))
    }

    /// An empty cache for other settings, in place of this one, or a private one where another process uses it. No
    /// connection to this one may be open. `None` when neither can be had.
    pub fn renew_as(&mut self, made_by: &str) -> Option<Connection> {
        made_by.clone_into(&mut self.made_by);
        if let Ok(connection) = self.renew() {
            return Some(connection);
        }
        let (store, connection) = Self::private(made_by)?;
        *self = store;
        Some(connection)
    }

    fn shared(folder: &Path, made_by: &str) -> Option<(Self, Connection, Vec<Kept>)> {
        fs::create_dir_all(folder).ok()?;
        let lock = File::create(folder.join("index.lock")).ok()?;
        flock(&lock, FlockOperation::NonBlockingLockShared).ok()?;
        let file = folder.join("index.sqlite");
        let mut store = Store {
            file,
            made_by: made_by.to_owned(),
            _lock: Some(lock),
            _own: None,
        };
        if let Ok(connection) = store.connect()
            && let Ok(kept) = kept(&connection)
        {
            return Some((store, connection, kept));
        }
        let connection = store.renew().ok()?;
        Some((store, connection, Vec::new()))
    }

    /// Throws the file away and makes an empty one.
    ///
    /// # Errors
    /// When another process uses it, and when nothing can be written.
    pub fn renew(&mut self) -> rusqlite::Result<Connection> {
        let busy =
            || rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY), None);
        if let Some(lock) = &self._lock
            && flock(lock, FlockOperation::NonBlockingLockExclusive).is_err()
        {
            // A change of locks that fails has given the old one up.
            let _ = flock(lock, FlockOperation::NonBlockingLockShared);
            return Err(busy());
        }
        for end in ["", "-wal", "-shm"] {
            let mut name = self.file.clone().into_os_string();
            name.push(end);
            let path = PathBuf::from(name);
            // A folder under the name, or whatever else another program left there.
            let gone = fs::remove_file(&path).or_else(|_| fs::remove_dir_all(&path));
            if gone.is_err() && fs::symlink_metadata(&path).is_ok() {
                return Err(busy());
            }
        }
        let connection = self.connect();
        if let Some(lock) = &self._lock {
            let _ = flock(lock, FlockOperation::LockShared);
        }
        connection
    }

    /// A connection that writes. A new file gets its tables; one that is of no use is an error.
    fn connect(&self) -> rusqlite::Result<Connection> {
        let mut connection = Connection::open(&self.file)?;
        connection.busy_timeout(PATIENCE)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let version: i32 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
        let tables: i64 =
            transaction.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        if version == 0 && tables == 0 {
            transaction.execute_batch(TABLES)?;
            transaction.execute("INSERT INTO made (by) VALUES (?1)", [&self.made_by])?;
            transaction.pragma_update(None, "user_version", SCHEMA)?;
        } else if version != SCHEMA || made_by(&transaction)?.as_deref() != Some(&self.made_by) {
            return Err(rusqlite::Error::InvalidQuery);
        }
        transaction.commit()?;
        Ok(connection)
    }

    /// A connection that only reads, beside the one that writes.
    ///
    /// # Errors
    /// When the file is gone or damaged.
    pub fn reader(file: &Path) -> rusqlite::Result<Connection> {
        let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY | rusqlite::OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(file, flags)?;
        connection.busy_timeout(PATIENCE)?;
        Ok(connection)
    }

    /// Where the file stands.
    pub fn file(&self) -> &Path {
        &self.file
    }
}

fn made_by(connection: &Connection) -> rusqlite::Result<Option<String>> {
    connection
        .query_row("SELECT by FROM made", [], |row| row.get(0))
        .optional()
}

/// All rows. One that cannot be read, or has other bytes than were written, is left out.
fn kept(connection: &Connection) -> rusqlite::Result<Vec<Kept>> {
    let mut statement = connection.prepare(
        "SELECT id, path, size, modified, touched, inode, fresh, place, facts, sum, texted FROM post",
    )?;
    let rows = statement.query_map([], |row| {
        let found = Found {
            path: row.get(1)?,
            size: row.get::<_, i64>(2)?.cast_unsigned(),
            modified: row.get(3)?,
            touched: row.get(4)?,
            inode: row.get::<_, i64>(5)?.cast_unsigned(),
        };
        let texts: (String, String, Vec<u8>) = (row.get(7)?, row.get(8)?, row.get(9)?);
        Ok((
            row.get::<_, i64>(0)?,
            found,
            row.get::<_, bool>(6)?,
            texts,
            row.get::<_, bool>(10)?,
        ))
    })?;
    let rows: Vec<_> = rows.collect::<rusqlite::Result<_>>()?;
    let read = |(id, found, fresh, (place, facts, sum), texted): (
        i64,
        Found,
        bool,
        (String, String, Vec<u8>),
        bool,
    )| {
        if sum != sum_of(&found, &place, &facts) {
            return None;
        }
        let facts = serde_json::from_str(&facts).ok()?;
        Some(Kept {
            id,
            found,
            fresh,
            place,
            facts,
            texted,
        })
    };
    Ok(rows.into_par_iter().filter_map(read).collect())
}

/// Sixteen bytes that tell whether a row is as it was written: SQLite itself does not notice changed bytes in a text.
fn sum_of(found: &Found, place: &str, facts: &str) -> Vec<u8> {
    let Found {
        path,
        size,
        modified,
        touched,
        inode,
    } = found;
    let text = format!("{path}\0{size} {modified} {touched} {inode}\0{place}\0{facts}");
    blake3::hash(text.as_bytes()).as_bytes()[..16].to_vec()
}

/// Puts a row in, or another one in its place; with `words`, its text as well. Gives back its number.
///
/// # Errors
/// What SQLite says.
pub fn put(
    transaction: &Transaction<'_>,
    found: &Found,
    read_at: i64,
    place: &str,
    facts: &Facts,
    words: Option<&Words>,
) -> rusqlite::Result<i64> {
    let facts =
        serde_json::to_string(facts).map_err(|e| rusqlite::Error::ToSqlConversionFailure(e.into()))?;
    let sum = sum_of(found, place, &facts);
    let id: i64 = transaction
        .prepare_cached(
            "INSERT INTO post (path, size, modified, touched, inode, fresh, place, facts, sum, texted)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
             ON CONFLICT (path) DO UPDATE SET size = ?2, modified = ?3, touched = ?4, inode = ?5, fresh = ?6,
                 place = ?7, facts = ?8, sum = ?9, texted = ?10
             RETURNING id",
        )?
        .query_row(
            params![
                found.path,
                found.size.cast_signed(),
                found.modified,
                found.touched,
                found.inode.cast_signed(),
                found.is_fresh(read_at),
                place,
                facts,
                sum,
                words.is_some(),
            ],
            |row| row.get(0),
        )?;
    if let Some(words) = words {
        transaction
            .prepare_cached("DELETE FROM words WHERE rowid = ?1")?
            .execute([id])?;
        transaction
            .prepare_cached("INSERT INTO words (rowid, text, often) VALUES (?1, ?2, ?3)")?
            .execute(params![id, words.text, words.often])?;
    }
    Ok(id)
}

/// Takes a row out. Gives back the number that it had.
///
/// # Errors
/// What SQLite says.
pub fn remove(transaction: &Transaction<'_>, path: &str) -> rusqlite::Result<Option<i64>> {
    let id: Option<i64> = transaction
        .prepare_cached("DELETE FROM post WHERE path = ?1 RETURNING id")?
        .query_row([path], |row| row.get(0))
        .optional()?;
    if let Some(id) = id {
        transaction
            .prepare_cached("DELETE FROM words WHERE rowid = ?1")?
            .execute([id])?;
    }
    Ok(id)
}

/// True for an error that only a new file mends.
pub fn is_damage(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(
            ErrorCode::DatabaseCorrupt
                | ErrorCode::NotADatabase
                | ErrorCode::SchemaChanged
                | ErrorCode::ReadOnly
        )
    ) || matches!(
        error,
        rusqlite::Error::InvalidColumnType(..) | rusqlite::Error::FromSqlConversionFailure(..)
    ) || matches!(error, rusqlite::Error::SqliteFailure(_, Some(text)) if text.contains("no such table"))
}

/// Nanoseconds since 1970, as files are stamped.
pub fn now() -> i64 {
    let since = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since.as_nanos()).unwrap_or(i64::MAX)
}

#[cfg(test)]
#[path = "cache_tests.rs"]
mod tests;
