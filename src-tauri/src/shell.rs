//! What one window holds: its open library, and handles to stop what is under way. It decides on threads: every command
//! that touches a disk or Git runs on the blocking pool, so that no other command waits for it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use galley_library::view::{ErrorView, LibraryEvent};
use galley_library::{Asker, Cancel, Clock, Error, Library, Opening, Places};
use tauri::{AppHandle, Emitter};

use crate::ahead::Ahead;
use crate::closing::Closing;
use crate::keyring::System;
use crate::menu::Bar;
use crate::navigation::Arrival;
use crate::questions::Questions;

/// The name of the event that carries [`LibraryEvent`]s.
const EVENT: &str = "library";

/// A long command. One of each kind can be stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Work {
    /// Copying a blog.
    Clone,
    /// Publishing, or taking that back.
    Publish,
    /// Getting what others sent.
    Sync,
    /// Testing the connection to the server.
    Connection,
    /// Looking through versions of the blog.
    Look,
    /// Looking for problems in all posts.
    Check,
}

/// What a window is to show when its page has come.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The library's folder.
    pub library: Option<PathBuf>,
    /// A post of it, as a path in it.
    pub post: Option<String>,
}

/// The state of one window.
pub struct Shell {
    /// The window's label.
    pub label: String,
    /// Whether its own page has come.
    pub arrival: Arrival,
    /// How far its closing is.
    pub closing: Closing,
    /// Its menu bar.
    pub menu: Mutex<Bar>,
    /// Where state and caches are kept.
    pub places: Places,
    /// The time.
    pub clock: Clock,
    /// What was asked of the writer.
    pub questions: Questions,
    /// Who asks it, and remembers the answers.
    pub asker: Arc<Asker>,
    wanted: Mutex<Wanted>,
    /// The folder that the window shows, or is about to.
    folder: Mutex<Option<PathBuf>>,
    /// One library is opened or closed at a time: what the page draws is what its commands mean.
    pub opening: tauri::async_runtime::Mutex<()>,
    library: RwLock<Option<Arc<Library>>>,
    /// The library that the page will ask for.
    ahead: Mutex<Option<Ahead>>,
    running: Mutex<HashMap<Work, Cancel>>,
    server_shown: AtomicBool,
}

impl Shell {
    /// A shell with no library open, whose page will be told what is wanted.
    pub fn new(app: &AppHandle, label: &str, places: Places, clock: Clock, wanted: Wanted) -> Self {
        let questions = Questions::new(app, label);
        let program = std::env::current_exe().ok();
        let asker = Asker::new(Box::new(questions.clone()), Some(Box::new(System)), program);
        Shell {
            label: label.to_owned(),
            arrival: Arrival::default(),
            closing: Closing::default(),
            menu: Mutex::default(),
            places,
            clock,
            questions,
            asker,
            folder: Mutex::new(wanted.library.clone()),
            opening: tauri::async_runtime::Mutex::new(()),
            wanted: Mutex::new(wanted),
            library: RwLock::new(None),
            ahead: Mutex::default(),
            running: Mutex::default(),
            server_shown: AtomicBool::new(false),
        }
    }

    /// What the page is to show, once: at its beginning, and when it is told that something is wanted.
    pub fn take_wanted(&self) -> Wanted {
        std::mem::take(&mut *self.wanted.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// What a page is to show that has just come. One that is loaded again, because its process ended, goes on with the library
    /// that is open.
    pub fn first_wanted(&self) -> Wanted {
        let mut wanted = self.take_wanted();
        if let Some(open) = self.library() {
            wanted.library = Some(open.root().to_path_buf());
        }
        wanted
    }

    /// The page is to show this, as soon as it asks.
    pub fn want(&self, wanted: Wanted) {
        if wanted.library.is_some() {
            self.will_show(wanted.library.clone());
        }
        *self.wanted.lock().unwrap_or_else(PoisonError::into_inner) = wanted;
    }

    /// The window is about to show this folder; none: the welcome screen.
    pub fn will_show(&self, folder: Option<PathBuf>) {
        *self.folder.lock().unwrap_or_else(PoisonError::into_inner) = folder;
    }

    /// The folder that the window shows, or is about to; none at the welcome screen.
    pub fn folder(&self) -> Option<PathBuf> {
        let open = self.library().map(|library| library.root().to_path_buf());
        open.or_else(|| self.folder.lock().unwrap_or_else(PoisonError::into_inner).clone())
    }

    /// The open library.
    pub fn library(&self) -> Option<Arc<Library>> {
        self.library
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Begins to open the library that is wanted; the page, which is still to be loaded, will ask for it.
    pub fn open_ahead(self: &Arc<Self>, app: &AppHandle) {
        let Some(folder) = self.folder() else { return };
        let (shell, app) = (Arc::clone(self), app.clone());
        let ahead = Ahead::begin(folder, move |folder| shell.read(&app, folder));
        *self.ahead.lock().unwrap_or_else(PoisonError::into_inner) = Some(ahead);
    }

    /// What was begun to be opened, once.
    pub fn take_ahead(&self) -> Option<Ahead> {
        self.ahead.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Opens a library, which is not yet the window's.
    ///
    /// # Errors
    /// As [`Library::open`].
    pub fn read(&self, app: &AppHandle, folder: &Path) -> Result<Library, Error> {
        let opening = Opening {
            places: self.places.clone(),
            clock: self.clock.clone(),
            listener: Some(Box::new(listener(app, &self.label))),
        };
        let library = Library::open(folder, opening)?;
        library.remembers(&self.asker);
        Ok(library)
    }

    /// Takes another library in place of the open one, which is closed when its last command has ended.
    pub fn put(&self, library: Option<Library>) {
        let old = std::mem::replace(
            &mut *self.library.write().unwrap_or_else(PoisonError::into_inner),
            library.map(Arc::new),
        );
        // A publish goes on to its end; what was only to be got can be got again.
        self.stop(Work::Sync);
        self.stop(Work::Look);
        self.stop(Work::Check);
        self.stop(Work::Connection);
        if let Some(ahead) = self.take_ahead() {
            ahead.close();
        }
        if let Some(old) = old {
            old.close();
        }
    }

    /// Whether the window shows pages of the generator's server now; gives back whether it did before.
    pub fn show_server(&self, shown: bool) -> bool {
        self.server_shown.swap(shown, Ordering::SeqCst)
    }

    /// The port of the server whose pages the window shows: a frame may go there and nowhere else.
    pub fn shown_port(&self) -> Option<u16> {
        let shown = self.server_shown.load(Ordering::SeqCst);
        shown.then(|| self.library()?.true_preview_port()).flatten()
    }

    /// A handle that stops the long command which begins now.
    pub fn begin(&self, work: Work) -> Cancel {
        let cancel = self.asker.cancel();
        self.running().insert(work, cancel.clone());
        cancel
    }

    /// Stops the long command of this kind, if one is under way.
    pub fn stop(&self, work: Work) {
        if let Some(cancel) = self.running().remove(&work) {
            cancel.cancel();
        }
    }

    fn running(&self) -> MutexGuard<'_, HashMap<Work, Cancel>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does `work` with the open library on the blocking pool.
    pub async fn with<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Library) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, ErrorView> {
        let Some(library) = self.library() else {
            return Err(Error::new("post.closed", &[]).view());
        };
        blocking(move || work(&library)).await
    }
}

/// Runs `work` on the blocking pool.
pub async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, ErrorView> {
    match tauri::async_runtime::spawn_blocking(work).await {
        Ok(done) => done.map_err(|error| error.view()),
        Err(error) => Err(Error::new("app.failed", &[]).because(error).view()),
    }
}

/// Tells one window what happened unasked.
pub fn listener(app: &AppHandle, label: &str) -> impl Fn(LibraryEvent) + Send + Sync + use<> {
    let (app, label) = (app.clone(), label.to_owned());
    move |event| {
        // A window that is closing hears nothing, and needs nothing.
        let _ = app.emit_to(label.as_str(), EVENT, event);
    }
}
