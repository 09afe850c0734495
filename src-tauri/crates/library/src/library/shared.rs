//! What the threads of an open library share: its index kept true, and its open posts.
//!
//! Locks are held for memory alone. A disk, Git or a hook that stands still stops one background thread or one
//! command, and never the session that someone types in.

use std::collections::HashMap;
use std::fs::{self, File};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock};

use galley_git as git;
use galley_post::Post;
use rustix::fs::{FlockOperation, flock};

use super::Listener;
use crate::asking::Asker;
use crate::cache_writer::Cache;
use crate::clock::Clock;
use crate::config::Site;
use crate::error::{Error, Result};
use crate::facts;
use crate::failure::git_error;
use crate::fetching::Fetching;
use crate::index::Index;
use crate::places::Places;
use crate::recovery::{Left, RecoveryLog};
use crate::search::Search;
use crate::session::Session;
use crate::status::Today;
use crate::view::LibraryEvent;
use crate::{ignored, left, paths, save};

/// What the threads share.
pub(crate) struct Inner {
    pub(crate) root: PathBuf,
    pub(crate) places: Places,
    pub(crate) clock: Clock,
    /// What builds the site.
    pub(crate) site: Arc<Site>,
    pub(crate) repository: Option<git::Repository>,
    pub(crate) index: RwLock<Index>,
    /// The index on disk, with the words of all texts.
    pub(crate) cache: Arc<Cache>,
    pub(crate) search: Search,
    pub(crate) sessions: Mutex<HashMap<String, Arc<Mutex<Session>>>>,
    pub(crate) left: Mutex<Vec<Left>>,
    pub(crate) log: Option<RecoveryLog>,
    /// Examples of how this library writes.
    pub(crate) sample: Mutex<Arc<Vec<Post>>>,
    /// Which fields its posts use.
    pub(crate) field_uses: Mutex<crate::fields::Used>,
    /// Held while something makes a version, or moves or removes posts, so that two commands never mix.
    pub(crate) writing: Mutex<()>,
    /// Held from a publish's first step to its last. Taken before `writing`, which does not wait for the server.
    pub(crate) publishing: Mutex<()>,
    /// Asking the server unasked, and what is known of the last time.
    pub(crate) fetching: Fetching,
    /// What the writer answered before.
    pub(crate) asker: OnceLock<Arc<Asker>>,
    /// The last verbs that can be taken back.
    pub(crate) undo: Mutex<crate::undo::UndoList>,
    /// The versions of the post whose history was looked at last.
    pub(crate) known_versions: Mutex<crate::history::KnownVersions>,
    /// Which pages there are, as they were when all posts were looked at last.
    pub(crate) pages: Mutex<Option<Arc<crate::check::Pages>>>,
    /// The blog's own generator, as it shows the site.
    pub(crate) true_preview: crate::true_preview::Shown,
    /// What the front page's preview knows of the posts. Held while posts are read for it; nothing else needs it.
    pub(crate) listed: Mutex<crate::build::Listed>,
    /// True when other programs' changes are told; else they are seen when the library is opened the next time.
    pub(crate) watched: AtomicBool,
    /// How often Git was asked what differs, and which of these answers the index has.
    pub(crate) changes_asked: AtomicU32,
    pub(crate) changes_put: AtomicU32,
    pub(super) listener: Option<Listener>,
    pub(super) next_session: AtomicU32,
    pub(super) saver: Mutex<Option<Sender<()>>>,
    pub(super) status: Mutex<Option<Sender<()>>>,
    /// Locked for as long as the library is open for editing.
    pub(super) lock: Mutex<Option<File>>,
}

impl Inner {
    /// Today and the generator's name.
    pub(crate) fn today(&self) -> Today<'_> {
        let now = self.clock.now();
        Today {
            day: now.date(),
            now: now.timestamp(),
            generator: self.site.generator.kind().name(),
            repository: self.repository.is_some(),
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
        if let Some((id, _)) = sessions.iter().find(|(_, session)| is_at(session, path)) {
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
        sessions.into_iter().find(|(_, session)| is_at(session, path))
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
        self.refuse_odd(repository)?;
        // What was asked for earlier and comes later is of an older state: it says nothing any more.
        let asked = self.changes_asked.fetch_add(1, Ordering::SeqCst) + 1;
        let changes = repository.changes(&[]).map_err(|e| git_error(e, &self.root))?;
        let prefix = self.prefix();
        // Our own, which no list shows and nobody publishes.
        let (temps, changes): (Vec<_>, Vec<_>) = changes.into_iter().partition(|change| {
            let name = change.path.file_name().unwrap_or_default();
            save::is_temp(&name.to_string_lossy())
        });
        if !temps.is_empty() {
            let of = |change: git::Change| repository.work_dir().join(change.path);
            left::sweep_listed(self, &temps.into_iter().map(of).collect::<Vec<_>>());
        }
        let changes: HashMap<_, _> = changes
            .into_iter()
            .filter_map(|change| {
                let path = change.path.to_str()?.strip_prefix(&prefix)?.to_owned();
                Some((path, facts::change_kind(change.kind)))
            })
            .collect();
        let apart = repository.apart().map_err(|e| git_error(e, &self.root))?;
        let apart = apart
            .into_iter()
            .filter_map(|two| Some(two.path.to_str()?.strip_prefix(&prefix)?.to_owned()))
            .collect();
        let mut index = self.index_mut();
        if self.changes_put.fetch_max(asked, Ordering::SeqCst) > asked {
            return Ok(false);
        }
        let other = index.put_apart(apart);
        Ok(index.put_changes(changes) || other)
    }

    /// Asks Git what differs from the remote in one file that was just written. All others are asked for later.
    pub(crate) fn refresh_change(&self, path: &str) {
        let Some(repository) = &self.repository else {
            return;
        };
        if let Ok(kind) = repository.change_of(&self.git_path(path)) {
            self.index_mut().put_change(path, kind.map(facts::change_kind));
        }
    }

    /// Refuses a repository that Git would never be done reading.
    pub(crate) fn refuse_odd(&self, repository: &git::Repository) -> Result<()> {
        match ignored::odd_below(repository.work_dir()) {
            Some(file) => Err(Error::new(
                "repository.odd-file",
                &[("path", &self.places.shown(&file))],
            )),
            None => Ok(()),
        }
    }

    /// Keeps other Galleys out for as long as the answer lives: a library that is not open for editing takes the lock for
    /// the moment. What the user's folders do not let it lock is not locked.
    pub(crate) fn alone(&self) -> Result<Option<File>> {
        if self.log.is_some() {
            return Ok(None);
        }
        let folder = self.places.of_library(&self.root);
        let file = fs::create_dir_all(&folder).and_then(|()| File::create(folder.join("lock")));
        let Ok(file) = file else { return Ok(None) };
        match flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Err(rustix::io::Errno::WOULDBLOCK) => Err(Error::new("library.in-use", &[])),
            _ => Ok(Some(file)),
        }
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
}

/// True for a session of this path that is not about to end.
fn is_at(session: &Mutex<Session>, path: &str) -> bool {
    let session = lock(session);
    session.path == path && !session.closed
}

/// Locks; a thread that panicked while it held the lock left the value as it was.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
