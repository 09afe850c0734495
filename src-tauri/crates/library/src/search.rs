//! Full-text search: which posts have all words of a search, and how well each of them fits.
//!
//! Where a word stands decides, in this order: title, tag, author, path or excerpt, often in the text, once in the text.
//! What stands in a row and in the text counts for both.
//! The database answers for texts, the index in memory for the rest, so that a post that was just begun is found before
//! its text is. The latest search wins: one that is under way is stopped by the next.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use rayon::prelude::*;
use rusqlite::{Connection, InterruptHandle};

use crate::cache::{Store, is_damage};
use crate::cache_writer::Cache;
use crate::error::{Error, Result};
use crate::facts::Facts;
use crate::index::Index;
use crate::search_words::{Wanted, folded, wanted};

/// How much a word counts by where it stands. A whole word counts one more than the beginning of one.
const IN_TITLE: u32 = 40;
const IN_TAGS: u32 = 24;
const IN_AUTHORS: u32 = 16;
const IN_REST: u32 = 8;
const OFTEN_IN_TEXT: u32 = 5;
const IN_TEXT: u32 = 1;

/// What a search found.
#[derive(Debug, Default)]
pub struct Found {
    /// What was looked for.
    pub wanted: Vec<Wanted>,
    /// How well each post fits; more is better.
    pub fits: HashMap<String, u32>,
    /// How many posts' texts were not looked at yet.
    pub unread: u32,
}

/// The parts of a row that a search looks at in memory, folded.
#[derive(Debug, Default)]
pub struct Folded {
    title: String,
    tags: String,
    authors: String,
    rest: String,
}

impl Folded {
    /// Those of a post.
    pub fn of(path: &str, facts: &Facts) -> Self {
        let names = |names: &[String]| names.iter().map(|name| folded(name)).collect();
        Folded {
            title: folded(&facts.title),
            tags: names(&facts.tags),
            authors: names(&facts.authors),
            rest: folded(path) + &folded(&facts.excerpt),
        }
    }

    /// How much a word counts here; 0 when it is not here.
    fn fit(&self, needle: &str) -> u32 {
        let parts = [
            (&self.title, IN_TITLE),
            (&self.tags, IN_TAGS),
            (&self.authors, IN_AUTHORS),
            (&self.rest, IN_REST),
        ];
        let best = |text: &str, worth: u32| {
            let mut ends = text
                .match_indices(needle)
                .map(|(at, _)| text[at + needle.len()..].chars().next());
            let first = ends.next()?;
            let whole = first.is_none_or(|c| c == ' ') || ends.any(|c| c.is_none_or(|c| c == ' '));
            Some(worth + u32::from(whole))
        };
        parts
            .into_iter()
            .find_map(|(text, worth)| best(text, worth))
            .unwrap_or_default()
    }
}

/// How much each word of a search counts in each post that has one, as far as memory knows; sorted by path.
fn in_memory(index: &Index, wanted: &[Wanted]) -> Vec<(String, Vec<u32>)> {
    let needles: Vec<String> = wanted.iter().map(Wanted::needle).collect();
    let rows: Vec<_> = index.rows_folded().collect();
    let fits = rows
        .into_par_iter()
        .with_min_len(256)
        .filter_map(|(path, folded)| {
            let folded = folded();
            let fits: Vec<u32> = needles.iter().map(|needle| folded.fit(needle)).collect();
            fits.iter().any(|fit| *fit > 0).then(|| (path.to_owned(), fits))
        });
    fits.collect()
}

/// Posts that have all words, in their text or in their row, and how well each fits.
fn fits(
    words: usize,
    texts: &[(i64, Arc<str>)],
    often: &[Vec<i64>],
    memory: Vec<(String, Vec<u32>)>,
) -> HashMap<String, u32> {
    let mut fits = HashMap::with_capacity(texts.len());
    for (row, path) in texts {
        let known = memory
            .binary_search_by(|(known, _)| known.as_str().cmp(path))
            .ok();
        let worth = |number: usize| {
            let here = known.map_or(0, |at| memory[at].1[number]);
            let in_text = if often[number].binary_search(row).is_ok() {
                OFTEN_IN_TEXT
            } else {
                IN_TEXT
            };
            here + in_text
        };
        fits.insert(path.to_string(), (0..words).map(worth).sum());
    }
    for (path, words) in memory {
        if words.iter().all(|fit| *fit > 0) {
            fits.entry(path).or_insert_with(|| words.iter().sum());
        }
    }
    fits
}

/// The reading side of the cache, and the last answer.
#[derive(Default)]
pub struct Search {
    reader: Mutex<Option<Reader>>,
    /// Stops the search under way.
    running: Mutex<Option<InterruptHandle>>,
    /// The number of the latest search.
    turn: AtomicU64,
    last: Mutex<Option<(Key, Arc<Found>)>>,
}

#[derive(Debug)]
struct Reader {
    connection: Connection,
    /// Which file it reads.
    files: u64,
}

/// What an answer depends on: the words, the index's revision, the texts.
type Key = (String, u32, u64);

/// What the database says: posts with all words in their text, and for each word the rows that have it often, sorted.
type InTexts = (Vec<(i64, Arc<str>)>, Vec<Vec<i64>>);

#[cfg(test)]
impl Found {
    /// What is found without any text.
    pub fn in_rows(index: &Index, search: &str) -> Option<Self> {
        let wanted = wanted(search);
        if wanted.is_empty() {
            return None;
        }
        let fits = fits(wanted.len(), &[], &[], in_memory(index, &wanted));
        Some(Found {
            wanted,
            fits,
            unread: 0,
        })
    }
}

impl Search {
    /// The posts that have all words of `search`; `None` when it has no word. The same question over the same library is
    /// answered from memory.
    ///
    /// # Errors
    /// `search.newer` when another search took its place.
    pub fn find(&self, search: &str, cache: &Cache, index: &RwLock<Index>) -> Result<Option<Arc<Found>>> {
        let wanted = wanted(search);
        if wanted.is_empty() {
            return Ok(None);
        }
        let revision = read(index).revision();
        let key = (search.to_owned(), revision, cache.place().2);
        // The last answer stays good for a list that is scrolled; only another question takes a turn.
        if let Some((last, found)) = lock(&self.last).as_ref()
            && *last == key
        {
            return Ok(Some(Arc::clone(found)));
        }
        let turn = self.turn.fetch_add(1, Ordering::SeqCst) + 1;
        if let Some(running) = lock(&self.running).as_ref() {
            running.interrupt();
        }
        // Before the texts are read: one that is indexed meanwhile counts as unread, and is asked for again.
        let unread = u32::try_from(cache.unread()).unwrap_or(u32::MAX);
        let answer = self.in_texts(&wanted, cache, turn)?;
        // It is being made anew: no text was looked at.
        let all = if answer.is_none() {
            read(index).posts().count()
        } else {
            0
        };
        let unread = unread.max(u32::try_from(all).unwrap_or(u32::MAX));
        let (texts, often) = answer.unwrap_or_else(|| (Vec::new(), vec![Vec::new(); wanted.len()]));
        let memory = in_memory(&read(index), &wanted);
        let fits = fits(wanted.len(), &texts, &often, memory);
        if self.turn.load(Ordering::SeqCst) != turn {
            return Err(Error::new("search.newer", &[]));
        }
        let found = Arc::new(Found { wanted, fits, unread });
        *lock(&self.last) = Some((key, Arc::clone(&found)));
        Ok(Some(found))
    }

    /// Lets go of the database, so that whoever writes it is the last one and puts it in order.
    pub fn close(&self) {
        lock(&self.reader).take();
    }

    /// `None` when the database could not answer.
    fn in_texts(&self, wanted: &[Wanted], cache: &Cache, turn: u64) -> Result<Option<InTexts>> {
        let newer = || Error::new("search.newer", &[]);
        let mut reader = lock(&self.reader);
        if self.turn.load(Ordering::SeqCst) != turn {
            return Err(newer());
        }
        let (file, files, _) = cache.place();
        let Some(file) = file else { return Ok(None) };
        if reader.as_ref().is_none_or(|reader| reader.files != files) {
            *reader = Store::reader(&file)
                .ok()
                .map(|connection| Reader { connection, files });
        }
        let Some(Reader { connection, .. }) = reader.as_ref() else {
            return Ok(None);
        };
        *lock(&self.running) = Some(connection.get_interrupt_handle());
        let answer = ask(connection, wanted, cache);
        *lock(&self.running) = None;
        match answer {
            Ok(answer) => Ok(Some(answer)),
            Err(_) if self.turn.load(Ordering::SeqCst) != turn => Err(newer()),
            Err(error) => {
                if is_damage(&error) {
                    *reader = None;
                    cache.damaged();
                }
                Ok(None)
            }
        }
    }
}

fn ask(connection: &Connection, wanted: &[Wanted], cache: &Cache) -> rusqlite::Result<InTexts> {
    let mut statement = connection.prepare_cached("SELECT rowid FROM words WHERE words MATCH ?1")?;
    let mut rows = |query: String| -> rusqlite::Result<Vec<i64>> {
        statement.query_map([query], |row| row.get(0))?.collect()
    };
    let all: Vec<String> = wanted.iter().map(Wanted::query).collect();
    let texts = rows(format!("text : ({})", all.join(" AND ")))?;
    let often = all
        .iter()
        .map(|one| rows(format!("often : ({one})")))
        .collect::<rusqlite::Result<_>>()?;
    Ok((cache.paths(&texts), often))
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn read(index: &RwLock<Index>) -> std::sync::RwLockReadGuard<'_, Index> {
    index.read().unwrap_or_else(PoisonError::into_inner)
}
