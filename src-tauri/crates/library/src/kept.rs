//! Texts that a choice replaced and that were kept aside in the recovery log: the other one of two versions, what a crash left
//! and nobody wanted back, a post as it was when it was deleted. Here they are read; nothing is changed or removed.

use std::path::Path;

use galley_post::{Known, Post};
use rusqlite::{Connection, OpenFlags, OptionalExtension, params};

use crate::error::{Error, Result};
use crate::library::Library;
use crate::paths;
use crate::view::KeptText;

impl Library {
    /// The texts that were kept, newest first; only those of one post where that is named.
    ///
    /// # Errors
    /// `kept.unreadable`.
    pub fn kept(&self, post: Option<&str>) -> Result<Vec<KeptText>> {
        let Some(connection) = self.open_kept()? else {
            return Ok(Vec::new());
        };
        let all = self.read_kept(&connection).map_err(unreadable)?;
        let post = post.map(paths::normal);
        let fits = |kept: &KeptText| post.as_ref().is_none_or(|post| kept.path == *post);
        Ok(all.into_iter().filter(fits).collect())
    }

    /// One of these texts, byte for byte as the file had it.
    ///
    /// # Errors
    /// `kept.unknown`, `kept.unreadable`.
    pub fn kept_text(&self, id: &str) -> Result<Vec<u8>> {
        let unknown = || Error::new("kept.unknown", &[("id", id)]);
        let row: i64 = id.parse().map_err(|_| unknown())?;
        let connection = self.open_kept()?.ok_or_else(unknown)?;
        let found = connection
            .query_row("SELECT bytes FROM kept WHERE id = ?1", params![row], |row| {
                row.get(0)
            })
            .optional()
            .map_err(unreadable)?;
        found.ok_or_else(unknown)
    }

    /// The log, to be read: a window may have it open. `None` where there is none yet.
    fn open_kept(&self) -> Result<Option<Connection>> {
        let inner = &self.inner;
        if let Some(log) = &inner.log {
            log.flush();
        }
        let file = inner.places.of_library(&inner.root).join("recovery.sqlite");
        if !file.exists() {
            return Ok(None);
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        Connection::open_with_flags(file, flags)
            .map(Some)
            .map_err(unreadable)
    }

    fn read_kept(&self, connection: &Connection) -> rusqlite::Result<Vec<KeptText>> {
        let inner = &self.inner;
        let zone = inner.clock.now().time_zone().clone();
        let mut rows =
            connection.prepare("SELECT id, path, at, bytes FROM kept ORDER BY at DESC, id DESC")?;
        let kept = rows.query_map([], |row| {
            let (id, path, at): (i64, String, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let post = Post::parse(row.get::<_, Vec<u8>>(3)?);
            let title = post.known(Known::Title);
            let at = jiff::Timestamp::from_millisecond(at).unwrap_or_default();
            Ok(KeptText {
                id: id.to_string(),
                // What a crash left beside a file is known by its whole path.
                path: paths::relative(&inner.root, Path::new(&path)).unwrap_or(path),
                at: at
                    .to_zoned(zone.clone())
                    .strftime("%Y-%m-%dT%H:%M:%S%:z")
                    .to_string(),
                title: title.and_then(|found| found.value.as_str().map(str::to_owned)),
                words: u32::try_from(post.body().split_whitespace().count()).unwrap_or(u32::MAX),
            })
        })?;
        kept.collect()
    }
}

fn unreadable(error: rusqlite::Error) -> Error {
    Error::new("kept.unreadable", &[]).because(error)
}
