//! What the window holds: the open library, and handles to stop what is under way. It decides on threads: every command
//! that touches a disk or Git runs on the blocking pool, so that no other command waits for it.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use galley_library::view::{ErrorView, LibraryEvent};
use galley_library::{Asker, Cancel, Clock, Error, Library, Places};
use tauri::{AppHandle, Emitter};

use crate::keyring::System;
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

/// The window's state.
pub struct Shell {
    /// Where state and caches are kept.
    pub places: Places,
    /// The time.
    pub clock: Clock,
    /// What was asked of the writer.
    pub questions: Questions,
    /// Who asks it, and remembers the answers.
    pub asker: Arc<Asker>,
    library: RwLock<Option<Arc<Library>>>,
    running: Mutex<HashMap<Work, Cancel>>,
    server_shown: AtomicBool,
}

impl Shell {
    /// A shell with no library open.
    pub fn new(places: Places, clock: Clock) -> Self {
        let questions = Questions::default();
        let program = std::env::current_exe().ok();
        let asker = Asker::new(Box::new(questions.clone()), Some(Box::new(System)), program);
        Shell {
            places,
            clock,
            questions,
            asker,
            library: RwLock::new(None),
            running: Mutex::default(),
            server_shown: AtomicBool::new(false),
        }
    }

    /// The open library.
    pub fn library(&self) -> Option<Arc<Library>> {
        self.library
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
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
        if let Some(old) = old {
            old.close();
        }
    }

    /// Whether the window shows pages of the generator's server now.
    pub fn show_server(&self, shown: bool) {
        self.server_shown.store(shown, Ordering::SeqCst);
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

/// Tells the window what happened unasked.
pub fn listener(app: &AppHandle) -> impl Fn(LibraryEvent) + Send + Sync + use<> {
    let app = app.clone();
    move |event| {
        // A window that is closing hears nothing, and needs nothing.
        let _ = app.emit(EVENT, event);
    }
}
