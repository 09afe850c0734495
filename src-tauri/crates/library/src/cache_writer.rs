//! Keeps the cache: a thread that writes what was read, and reads the texts for the full-text index.
//!
//! Nobody waits for it but a search from the command line. What it has not written when the library closes is read again
//! next time.

mod anew;

use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, RwLock};
use std::thread::{self, JoinHandle};

use rusqlite::{Connection, TransactionBehavior};

use crate::cache::{self, Kept, Store};
use crate::cache_words::learn;
use crate::clock::Clock;
use crate::config::Site;
use crate::facts::Facts;
use crate::read;
use crate::scan::Found;

/// How many posts go into one transaction: between two of them other work comes first.
const HEAP: usize = 100;
/// After so many texts the full-text index is put in order.
const MANY: usize = 500;
/// Give up after so many heaps that could not be written: the disk is full, or not ours.
const ATTEMPTS: u32 = 3;

/// What is read from where.
#[derive(Debug, Clone)]
pub struct Source {
    /// The library's folder.
    pub root: PathBuf,
    /// Its generator.
    pub(crate) site: Arc<Site>,
    /// The time.
    pub clock: Clock,
}

/// A fact that was read, and when.
type News = (Found, Facts, i64);

/// The cache of an open library.
#[derive(Debug)]
pub struct Cache {
    state: Mutex<State>,
    /// Told of every change of `state`.
    changed: Condvar,
    /// The posts of the database's rows.
    ids: RwLock<HashMap<i64, Arc<str>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

#[derive(Debug, Default)]
struct State {
    /// The database, until the thread takes it.
    database: Option<(Store, Connection)>,
    /// Where it stands; `None` when there is none.
    file: Option<PathBuf>,
    news: Vec<News>,
    gone: Vec<String>,
    /// Posts whose text the index does not have as it is.
    texts: BTreeSet<String>,
    /// How many of them are being read just now.
    reading: usize,
    /// Whether texts are read at all: `galley list` needs none.
    wants_texts: bool,
    stop: bool,
    /// The thread is at work.
    busy: bool,
    /// Grows with what a search can find.
    generation: u64,
    /// Grows when the file is another one.
    files: u64,
    /// A search was answered without all texts.
    owes: bool,
    /// A reader found the database damaged.
    broken: bool,
    /// What is kept was made by another site than this.
    another: Option<String>,
    /// How many writes in a row failed.
    failed: u32,
}

/// What the thread does next.
enum Work {
    News(Vec<News>, Vec<String>),
    Texts(Vec<String>),
    /// All is written, so many texts among it, and whether somebody asked meanwhile.
    Rest(usize, bool),
    /// A reader found the database damaged.
    Renew,
    /// All is to be kept anew, as this makes it.
    Another(String),
    End,
}

impl Cache {
    /// A cache over a database, or over none: it then keeps nothing and finds nothing.
    pub fn new(database: Option<(Store, Connection)>, kept: &[Kept]) -> Arc<Self> {
        let ids = kept
            .iter()
            .map(|row| (row.id, Arc::from(row.found.path.as_str())))
            .collect();
        let file = database.as_ref().map(|(store, _)| store.file().to_owned());
        Arc::new(Cache {
            state: Mutex::new(State {
                database,
                file,
                ..State::default()
            }),
            changed: Condvar::new(),
            ids: RwLock::new(ids),
            thread: Mutex::new(None),
        })
    }

    /// Takes what the first read of the library found: new facts, posts that are gone, posts whose text is not indexed.
    pub fn take(&self, news: Vec<News>, gone: Vec<String>, untexted: Vec<String>) {
        let mut state = self.lock();
        state
            .texts
            .extend(news.iter().map(|(found, ..)| found.path.clone()));
        state.texts.extend(untexted);
        state.news.extend(news);
        state.gone.extend(gone);
        self.changed.notify_all();
    }

    /// These files came, changed or went: their rows are made anew.
    pub fn changed(&self, paths: impl Iterator<Item = String>) {
        let mut state = self.lock();
        state.texts.extend(paths);
        self.changed.notify_all();
    }

    /// Begins to write. `told` hears when a search that was answered without all texts can be asked again. With nothing
    /// to write and no texts wanted there is no thread.
    pub fn start(self: &Arc<Self>, source: Source, texts: bool, told: impl Fn() + Send + 'static) {
        let mut state = self.lock();
        state.wants_texts |= texts;
        self.changed.notify_all();
        let idle = state.news.is_empty() && state.gone.is_empty() && !texts;
        let Some(database) = state.database.take_if(|_| !idle) else {
            return;
        };
        // Until it rests for the first time, it counts as at work.
        state.busy = true;
        drop(state);
        let cache = Arc::clone(self);
        let work = move || cache.run(database, &source, &told);
        match thread::Builder::new().name("index".into()).spawn(work) {
            Ok(thread) => *self.thread.lock().unwrap_or_else(PoisonError::into_inner) = Some(thread),
            Err(_) => self.lock().busy = false,
        }
    }

    /// Writes the facts that were read, drops the texts that were not, and ends the thread.
    pub fn close(&self) {
        self.lock().stop = true;
        self.changed.notify_all();
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread {
            let _ = thread.join();
        }
    }

    /// Waits until a search finds all texts.
    pub fn settle(&self) {
        let mut state = self.lock();
        while !state.stop
            && (state.busy
                || state.broken
                || state.another.is_some()
                || state.reading > 0
                || (!state.texts.is_empty() && state.file.is_some()))
        {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// How many posts' texts a search does not find yet. Whoever asks is told when there are none.
    pub fn unread(&self) -> usize {
        let mut state = self.lock();
        let unread = state.texts.len() + state.reading;
        state.owes |= unread > 0;
        unread
    }

    /// Where the database stands, which one it is, and a number that grows with what a search can find in it.
    pub fn place(&self) -> (Option<PathBuf>, u64, u64) {
        let state = self.lock();
        (state.file.clone(), state.files, state.generation)
    }

    /// The posts of these rows.
    pub fn paths(&self, rows: &[i64]) -> Vec<(i64, Arc<str>)> {
        let ids = self.ids.read().unwrap_or_else(PoisonError::into_inner);
        rows.iter()
            .filter_map(|id| Some((*id, ids.get(id).cloned()?)))
            .collect()
    }

    /// The database was found damaged: it is made anew before anything else is written.
    pub fn damaged(&self) {
        let mut state = self.lock();
        state.broken = true;
        state.owes = true;
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn run(&self, database: (Store, Connection), source: &Source, told: &dyn Fn()) {
        let (mut store, mut connection) = database;
        let mut done = 0;
        loop {
            let result = match self.next(done) {
                Work::End => break,
                Work::Renew => Err(damage()),
                Work::Another(made_by) => {
                    if !self.begin_anew(&made_by, &mut store, &mut connection) {
                        break;
                    }
                    Ok(())
                }
                Work::Rest(texts, owed) => {
                    if texts >= MANY {
                        done = 0;
                        // An index in many parts still answers.
                        let _ = connection.execute("INSERT INTO words (words) VALUES ('optimize')", []);
                    }
                    if owed {
                        told();
                    }
                    Ok(())
                }
                Work::News(news, gone) => self.write_news(&mut connection, source, &news, &gone),
                Work::Texts(paths) => {
                    let result = self.write_texts(&mut connection, source, &paths);
                    done += paths.len();
                    let mut state = self.lock();
                    state.reading = 0;
                    if result.is_err() {
                        state.texts.extend(paths);
                    }
                    result
                }
            };
            if let Err(error) = result
                && !self.recover(&error, &mut store, &mut connection)
            {
                break;
            }
        }
        let mut state = self.lock();
        state.busy = false;
        state.stop = true;
        self.changed.notify_all();
    }

    /// Waits for work. `done` texts were written since the last rest.
    fn next(&self, done: usize) -> Work {
        let mut state = self.lock();
        loop {
            if let Some(made_by) = state.another.take() {
                state.busy = true;
                return Work::Another(made_by);
            }
            if !state.news.is_empty() || !state.gone.is_empty() {
                state.busy = true;
                let most = state.news.len().min(HEAP * 10);
                let news = state.news.drain(..most).collect();
                return Work::News(news, std::mem::take(&mut state.gone));
            }
            if state.stop {
                return Work::End;
            }
            if std::mem::take(&mut state.broken) {
                state.busy = true;
                return Work::Renew;
            }
            if state.wants_texts && !state.texts.is_empty() {
                let mut paths = Vec::new();
                while paths.len() < HEAP
                    && let Some(path) = state.texts.pop_first()
                {
                    paths.push(path);
                }
                state.reading = paths.len();
                state.busy = true;
                return Work::Texts(paths);
            }
            state.busy = false;
            self.changed.notify_all();
            if state.owes || done >= MANY {
                return Work::Rest(done, std::mem::take(&mut state.owes));
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn write_news(
        &self,
        connection: &mut Connection,
        source: &Source,
        news: &[News],
        gone: &[String],
    ) -> rusqlite::Result<()> {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut ids = Vec::new();
        for (found, facts, read_at) in news {
            let place = read::place(&source.site.generator, &found.path);
            let id = cache::put(&transaction, found, *read_at, &place, facts, None)?;
            ids.push((id, Some(found.path.as_str())));
        }
        for path in gone {
            ids.extend(cache::remove(&transaction, path)?.map(|id| (id, None)));
        }
        transaction.commit()?;
        self.took(&ids);
        Ok(())
    }

    /// Reads these posts once more, and writes all that there is of them.
    fn write_texts(
        &self,
        connection: &mut Connection,
        source: &Source,
        paths: &[String],
    ) -> rusqlite::Result<()> {
        let read: Vec<_> = paths.iter().map(|path| (path, learn(source, path))).collect();
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut ids = Vec::new();
        for (path, learned) in &read {
            match learned {
                Some((found, read_at, facts, words)) => {
                    let place = read::place(&source.site.generator, path);
                    let id = cache::put(&transaction, found, *read_at, &place, facts, Some(words))?;
                    ids.push((id, Some(path.as_str())));
                }
                None => ids.extend(cache::remove(&transaction, path)?.map(|id| (id, None))),
            }
        }
        transaction.commit()?;
        self.took(&ids);
        Ok(())
    }

    /// Rows that are written now, or gone.
    fn took(&self, rows: &[(i64, Option<&str>)]) {
        {
            let mut ids = self.ids.write().unwrap_or_else(PoisonError::into_inner);
            for (id, path) in rows {
                match path {
                    Some(path) => ids.insert(*id, Arc::from(*path)),
                    None => ids.remove(id),
                };
            }
        }
        let mut state = self.lock();
        state.failed = 0;
        state.generation += 1;
    }
}

/// The error of a file that only a new one mends.
fn damage() -> rusqlite::Error {
    rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT), None)
}
