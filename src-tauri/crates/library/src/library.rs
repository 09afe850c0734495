//! An open library: its index kept true, its open posts, and the threads that serve them.
//!
//! Locks are held for memory alone. A disk, Git or a hook that stands still stops one background thread or one
//! command, and never the session that someone types in.

use std::collections::HashMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::thread::{self, JoinHandle};

use galley_generators::Recognised;
use galley_git as git;
use galley_post::Post;
use rayon::prelude::*;
use rustix::fs::{FlockOperation, flock};

use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::facts::{self, Facts};
use crate::failure::git_error;
use crate::index::{Index, Today};
use crate::places::Places;
use crate::recovery::{Left, RecoveryLog};
use crate::scan::{self, Found, Walk};
use crate::session::Session;
use crate::view::{LibraryEvent, LibraryView, PostQuery, PostRows, Problem};
use crate::watch::Watch;
use crate::{autosave, fields, follow, left, overview, paths, save};

/// Hears what happens unasked.
pub type Listener = Box<dyn Fn(LibraryEvent) + Send + Sync>;

/// How a library is opened.
pub struct Opening {
    /// Where state is kept.
    pub places: Places,
    /// The time.
    pub clock: Clock,
    /// Who hears of changes. With a listener the library is watched, edited and saved by itself (the window);
    /// without one it is read once (the command line).
    pub listener: Option<Listener>,
}

/// An open library.
pub struct Library {
    pub(crate) inner: Arc<Inner>,
    threads: Mutex<Threads>,
}

#[derive(Default)]
struct Threads {
    watch: Option<Watch>,
    running: Vec<JoinHandle<()>>,
}

/// What the threads share.
pub(crate) struct Inner {
    pub(crate) root: PathBuf,
    pub(crate) places: Places,
    pub(crate) clock: Clock,
    pub(crate) site: Recognised,
    pub(crate) repository: Option<git::Repository>,
    pub(crate) index: RwLock<Index>,
    pub(crate) sessions: Mutex<HashMap<String, Arc<Mutex<Session>>>>,
    pub(crate) left: Mutex<Vec<Left>>,
    pub(crate) log: Option<RecoveryLog>,
    /// Examples of how this library writes.
    pub(crate) sample: Mutex<Arc<Vec<Post>>>,
    /// Where publishing moved drafts to, by their old paths, until the version with them was sent.
    pub(crate) moved: Mutex<HashMap<String, String>>,
    /// Held while a post is saved.
    pub(crate) saving: Mutex<()>,
    /// Held while something writes versions or many files, so that two commands never mix.
    pub(crate) writing: Mutex<()>,
    listener: Option<Listener>,
    next_session: AtomicU32,
    saver: Mutex<Option<Sender<()>>>,
    status: Mutex<Option<Sender<()>>>,
    /// Locked for as long as the library is open for editing.
    _lock: Option<File>,
}

impl Library {
    /// Opens the library in `folder`.
    ///
    /// # Errors
    /// `folder.gone`, `folder.file`, `repository.none` (the caller may initialise it), `repository.bare`,
    /// `repository.unsupported`, `repository.open-elsewhere`.
    pub fn open(folder: &Path, opening: Opening) -> Result<Self> {
        let shown = opening.places.shown(folder);
        if folder.is_file() {
            return Err(Error::new("folder.file", &[("path", &shown)]));
        }
        let folder = fs::canonicalize(folder).map_err(|_| Error::new("folder.gone", &[("path", &shown)]))?;
        let (root, repository) = match git::Repository::discover(&folder) {
            Ok(repository) if stands_in(&folder, repository.work_dir()) => (folder, Some(repository)),
            // `core.worktree` names another folder: what would be committed stands there.
            Ok(_) => return Err(Error::new("repository.unsupported", &[("what", "core.worktree")])),
            Err(git::Error::NotARepository { .. }) if opening.listener.is_none() => (folder, None),
            Err(error) => return Err(git_error(error, &folder)),
        };
        let editing = opening.listener.is_some();
        let (lock, log, left) = if editing {
            open_state(&opening.places, &root)?
        } else {
            (None, None, Vec::new())
        };
        let walk = scan::walk(&root);
        if let Some(log) = &log {
            let at = opening.clock.now().timestamp().as_millisecond();
            let keep = |file: &Path, bytes| {
                log.keep(&file.display().to_string(), bytes, at);
                log.flush();
                log.failing().is_none()
            };
            walk.folders.iter().for_each(|folder| save::sweep(folder, &keep));
        }
        let site = facts::recognise(&root, &walk.files);
        let inner = Inner {
            index: RwLock::default(),
            sessions: Mutex::default(),
            left: Mutex::new(left),
            log,
            sample: Mutex::default(),
            moved: Mutex::default(),
            saving: Mutex::new(()),
            writing: Mutex::new(()),
            listener: opening.listener,
            next_session: AtomicU32::new(1),
            saver: Mutex::new(None),
            status: Mutex::new(None),
            _lock: lock,
            places: opening.places,
            clock: opening.clock,
            root,
            site,
            repository,
        };
        inner.put_all(&walk.files);
        left::settle(&inner);
        fields::read_sample(&inner);
        inner.refresh_changes()?;
        let library = Library {
            inner: Arc::new(inner),
            threads: Mutex::default(),
        };
        if editing {
            library.start_threads(walk)?;
        }
        Ok(library)
    }

    /// Saves what is unsaved and ends the threads. Later commands on this library still answer, from memory.
    pub fn close(&self) {
        autosave::save_all(&self.inner);
        let mut threads = self.threads.lock().unwrap_or_else(PoisonError::into_inner);
        threads.watch.take();
        lock(&self.inner.saver).take();
        lock(&self.inner.status).take();
        for thread in threads.running.drain(..) {
            let _ = thread.join();
        }
        if let Some(log) = &self.inner.log {
            log.flush();
        }
    }

    /// The library's folder.
    pub fn root(&self) -> &Path {
        &self.inner.root
    }

    /// Everything that the columns and the status line show.
    ///
    /// # Errors
    /// When the repository cannot be read.
    pub fn view(&self) -> Result<LibraryView> {
        overview::view(&self.inner)
    }

    /// The rows that `query` asks for.
    pub fn posts(&self, query: &PostQuery) -> PostRows {
        self.inner.index().rows(query, self.inner.today())
    }

    /// The problems of one post, as found when it was read.
    pub fn problems(&self, path: &str) -> Vec<Problem> {
        self.inner
            .index()
            .get(&paths::normal(path))
            .map(|facts| facts.problems.clone())
            .unwrap_or_default()
    }

    fn start_threads(&self, walk: Walk) -> Result<()> {
        let mut threads = self.threads.lock().unwrap_or_else(PoisonError::into_inner);
        let failed = |e: std::io::Error| Error::new("file.unreadable", &[("path", "thread")]).because(e);
        let (sender, receiver) = channel();
        *lock(&self.inner.saver) = Some(sender);
        let weak = Arc::downgrade(&self.inner);
        let saver = thread::Builder::new().name("saver".into());
        threads.running.push(
            saver
                .spawn(move || autosave::run(&weak, &receiver))
                .map_err(failed)?,
        );
        let (sender, receiver) = channel();
        *lock(&self.inner.status) = Some(sender);
        let weak = Arc::downgrade(&self.inner);
        let status = thread::Builder::new().name("status".into());
        threads.watch = follow::start(&self.inner, &walk.folders);
        let adder = threads.watch.as_ref().map(Watch::adder);
        let status = status.spawn(move || {
            if let (Some(inner), Some(watch)) = (weak.upgrade(), adder) {
                inner.catch_up(&walk, &watch);
            }
            let mut known = None;
            while receiver.recv().is_ok() {
                // One run answers all requests that came meanwhile.
                while receiver.try_recv().is_ok() {}
                let Some(inner) = weak.upgrade() else { return };
                fields::read_sample(&inner);
                let changed = inner.refresh_changes().unwrap_or(false);
                let repository = overview::repository(&inner).ok();
                // Versions that come or go change no file and no row, and are told all the same.
                if changed || repository != known {
                    known = repository;
                    inner.index_mut().touch();
                    inner.tell_index();
                }
            }
        });
        threads.running.push(status.map_err(failed)?);
        Ok(())
    }
}

impl Drop for Library {
    fn drop(&mut self) {
        self.close();
    }
}

/// True when the folder is the work tree or stands in it.
fn stands_in(folder: &Path, work_dir: &Path) -> bool {
    fs::canonicalize(work_dir).is_ok_and(|work_dir| folder.starts_with(work_dir))
}

/// The lock, the log, and what an earlier run left in it.
fn open_state(places: &Places, root: &Path) -> Result<(Option<File>, Option<RecoveryLog>, Vec<Left>)> {
    let folder = places.of_library(root);
    fs::create_dir_all(&folder).map_err(|e| Error::io(e, &folder))?;
    let path = folder.join("lock");
    let file = File::create(&path).map_err(|e| Error::io(e, &path))?;
    if flock(&file, FlockOperation::NonBlockingLockExclusive).is_err() {
        return Err(Error::new("repository.open-elsewhere", &[]));
    }
    let (log, left) = RecoveryLog::open(&folder.join("recovery.sqlite"))?;
    Ok((Some(file), Some(log), left))
}

impl Inner {
    /// Today and the generator's name.
    pub(crate) fn today(&self) -> Today<'_> {
        Today {
            now: self.clock.now().timestamp(),
            generator: self.site.generator.kind().name(),
        }
    }

    /// The index, to be read.
    pub(crate) fn index(&self) -> std::sync::RwLockReadGuard<'_, Index> {
        self.index.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The index, to be changed.
    pub(crate) fn index_mut(&self) -> std::sync::RwLockWriteGuard<'_, Index> {
        self.index.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins a session of a post, or finds the one that another thread began meanwhile. Returns its id.
    pub(crate) fn open_session(&self, path: &str, bytes: Vec<u8>) -> String {
        let mut sessions = lock(&self.sessions);
        if let Some((id, _)) = sessions.iter().find(|(_, session)| lock(session).path == path) {
            return id.clone();
        }
        let id = format!("s{}", self.next_session.fetch_add(1, Ordering::Relaxed));
        sessions.insert(id.clone(), Arc::new(Mutex::new(Session::new(path, bytes))));
        id
    }

    /// The session of this id.
    pub(crate) fn session(&self, id: &str) -> Result<Arc<Mutex<Session>>> {
        lock(&self.sessions)
            .get(id)
            .cloned()
            .ok_or_else(|| Error::new("post.closed", &[]))
    }

    /// The open session of this path, with its id.
    pub(crate) fn session_of(&self, path: &str) -> Option<(String, Arc<Mutex<Session>>)> {
        let sessions: Vec<_> = lock(&self.sessions)
            .iter()
            .map(|(id, s)| (id.clone(), Arc::clone(s)))
            .collect();
        sessions
            .into_iter()
            .find(|(_, session)| lock(session).path == path)
    }

    /// Tells the listener.
    pub(crate) fn tell(&self, event: LibraryEvent) {
        if let Some(listener) = &self.listener {
            listener(event);
        }
    }

    /// Tells that the list is another one.
    pub(crate) fn tell_index(&self) {
        self.tell(LibraryEvent::IndexChanged {
            revision: self.index().revision(),
        });
    }

    /// Wakes the thread that saves.
    pub(crate) fn wake_saver(&self) {
        if let Some(saver) = lock(&self.saver).as_ref() {
            let _ = saver.send(());
        }
    }

    /// Wakes the thread that asks Git what differs from the remote.
    pub(crate) fn wake_status(&self) {
        if let Some(status) = lock(&self.status).as_ref() {
            let _ = status.send(());
        }
    }

    /// Asks Git what differs from the remote. True when that is another answer than before.
    pub(crate) fn refresh_changes(&self) -> Result<bool> {
        let Some(repository) = &self.repository else {
            return Ok(false);
        };
        let changes = repository.changes(&[]).map_err(|e| git_error(e, &self.root))?;
        let prefix = self.prefix();
        let changes: HashMap<_, _> = changes
            .into_iter()
            .filter_map(|change| {
                let path = change.path.to_str()?.strip_prefix(&prefix)?.to_owned();
                Some((path, facts::change_kind(change.kind)))
            })
            .collect();
        Ok(self.index_mut().put_changes(changes))
    }

    /// Where the library stands in its repository: empty, or for example `website/`.
    pub(crate) fn prefix(&self) -> String {
        let work_dir = self
            .repository
            .as_ref()
            .and_then(|repository| fs::canonicalize(repository.work_dir()).ok());
        match work_dir.and_then(|dir| paths::relative(&dir, &self.root)) {
            Some(prefix) if !prefix.is_empty() => format!("{prefix}/"),
            _ => String::new(),
        }
    }

    /// Reads these files in parallel into the index. True when a row is another one.
    pub(crate) fn put_all(&self, files: &[Found]) -> bool {
        let read: Vec<(&str, Option<Facts>)> = files
            .par_iter()
            .map(|file| {
                (
                    file.path.as_str(),
                    facts::read(&self.root, &self.site, &self.clock, file),
                )
            })
            .collect();
        let mut index = self.index_mut();
        read.into_iter()
            .fold(false, |any, (path, facts)| index.put(path, facts) | any)
    }

    /// Reads one file again. True when its row is another one.
    pub(crate) fn refresh_file(&self, path: &str) -> bool {
        let facts = scan::look(&self.root, &self.root.join(path))
            .and_then(|f| facts::read(&self.root, &self.site, &self.clock, &f));
        self.index_mut().put(path, facts)
    }
}

/// Locks; a thread that panicked while it held the lock left the value as it was.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
