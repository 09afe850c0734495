//! An open library: how it is opened and closed, and the threads that serve it.

mod shared;

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU32};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};
use std::thread::{self, JoinHandle};

use galley_git as git;
use rustix::fs::{FlockOperation, flock};

use crate::clock::Clock;
use crate::config::Site;
use crate::error::{Error, Result};
use crate::facts::{self, Facts};
use crate::failure::git_error;
use crate::fetching::{self, Fetching};
use crate::places::Places;
use crate::recovery::{Left, RecoveryLog};
use crate::scan::{self, Walk};
use crate::search::Search;
use crate::view::{LibraryEvent, LibraryView, Problem};
use crate::watch::Watch;
use crate::{autosave, fields, follow, left, overview, paths, read, trust};

pub(crate) use shared::{Inner, lock};

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
        if let Some(repository) = &repository {
            trust::remember(&opening.places, repository);
            // A switch to another branch that was interrupted. What cannot be finished is listed as changed: nothing is lost.
            let _ = repository.finish_switch();
            repository.remove_copies();
        }
        let walk = scan::walk(&root);
        if let Some(log) = &log {
            left::sweep(log, &opening.clock, walk.folders.iter().map(PathBuf::as_path));
        }
        let site = facts::recognise(&root, &walk.files);
        let (cache, kept) = read::open_cache(&opening.places, &root, &site, &opening.clock.now());
        let inner = Inner {
            index: RwLock::default(),
            cache,
            search: Search::default(),
            sessions: Mutex::default(),
            left: Mutex::new(left),
            log,
            sample: Mutex::default(),
            field_uses: Mutex::default(),
            writing: Mutex::new(()),
            publishing: Mutex::new(()),
            fetching: Fetching::default(),
            asker: OnceLock::new(),
            undo: Mutex::default(),
            known_versions: Mutex::default(),
            pages: Mutex::default(),
            true_preview: crate::true_preview::Shown::default(),
            listed: Mutex::default(),
            watched: AtomicBool::new(true),
            changes_asked: AtomicU32::new(0),
            changes_put: AtomicU32::new(0),
            listener: opening.listener,
            next_session: AtomicU32::new(1),
            saver: Mutex::new(None),
            status: Mutex::new(None),
            lock: Mutex::new(lock),
            places: opening.places,
            clock: opening.clock,
            root,
            site: Arc::new(Site::new(site)),
            repository,
        };
        // Git looks at the folder while the posts are read.
        rayon::join(|| inner.first_read(&walk.files, kept), || inner.refresh_changes()).1?;
        left::settle(&inner);
        fields::read_sample(&inner);
        let library = Library {
            inner: Arc::new(inner),
            threads: Mutex::default(),
        };
        library.inner.start_cache(editing);
        if editing {
            library.start_threads(walk)?;
        }
        Ok(library)
    }

    /// Saves what is unsaved and ends the threads. Later commands on this library still answer, from memory.
    pub fn close(&self) {
        self.inner.close_true_preview();
        self.inner.fetching.close();
        autosave::save_all(&self.inner);
        let mut threads = self.threads.lock().unwrap_or_else(PoisonError::into_inner);
        threads.watch.take();
        lock(&self.inner.saver).take();
        lock(&self.inner.status).take();
        if let Some(log) = &self.inner.log {
            log.when_failing(None);
        }
        for thread in threads.running.drain(..) {
            let _ = thread.join();
        }
        self.inner.search.close();
        self.inner.cache.close();
        if let Some(log) = &self.inner.log {
            log.flush();
        }
        // A publish may hold the library for a while yet; the folder can be opened again all the same.
        lock(&self.inner.lock).take();
    }

    /// The library's folder.
    pub fn root(&self) -> &Path {
        &self.inner.root
    }

    /// The language of a post: what it says itself, else what the site's config says of all; `None` where nothing does.
    pub fn language_of(&self, path: &str) -> Option<String> {
        let index = self.inner.index();
        let own = index.get(&paths::normal(path)).and_then(Facts::language);
        own.or(self.inner.site.language.as_deref()).map(str::to_owned)
    }

    /// Everything that the columns and the status line show.
    ///
    /// # Errors
    /// When the repository cannot be read.
    pub fn view(&self) -> Result<LibraryView> {
        overview::view(&self.inner)
    }

    /// What is wrong with the library's config, in sentences that name file, line and field.
    pub fn config_problems(&self) -> Vec<Problem> {
        overview::config_problems(&self.inner)
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
        if let Some(log) = &self.inner.log {
            let wake = sender.clone();
            log.when_failing(Some(Box::new(move || {
                // A library that is closing hears nothing.
                let _ = wake.send(());
            })));
        }
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
                let failing = inner.log.as_ref().is_some_and(|log| log.failing().is_some());
                let seen = Some((overview::repository(&inner).ok(), failing));
                // Versions that come or go change no file and no row, and are told all the same.
                if changed || seen != known {
                    known = seen;
                    inner.index_mut().touch();
                    inner.tell_index();
                }
            }
        });
        threads.running.push(status.map_err(failed)?);
        let (sender, receiver) = channel();
        self.inner.fetching.woken_by(sender);
        let weak = Arc::downgrade(&self.inner);
        let server = thread::Builder::new().name("server".into());
        let server = server.spawn(move || fetching::run(&weak, &receiver, None));
        threads.running.push(server.map_err(failed)?);
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
pub(crate) fn open_state(
    places: &Places,
    root: &Path,
) -> Result<(Option<File>, Option<RecoveryLog>, Vec<Left>)> {
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
