//! Notices what other programs do in the library, and hands it on in small heaps.
//!
//! Only folders that a scan walked are watched, one by one: a recursive watch would follow `node_modules`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::thread;
use std::time::{Duration, Instant};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

/// A heap is handed on when nothing more came for this long …
const QUIET: Duration = Duration::from_millis(60);
/// … and at the latest after this long, well below the second that a writer is promised.
const LATEST: Duration = Duration::from_millis(400);

/// A running watch; it ends when dropped.
pub struct Watch {
    watcher: Arc<Mutex<RecommendedWatcher>>,
}

impl Watch {
    /// Begins to watch; `tell` gets the changed paths, and a hand to watch new folders, on a thread of its own.
    ///
    /// # Errors
    /// When the system gives no watch (too many are in use): the library then works without.
    pub fn start(tell: impl Fn(BTreeSet<PathBuf>, &Adder) + Send + 'static) -> notify::Result<Self> {
        let (sender, receiver) = channel();
        let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            // A library that is closing hears nothing.
            let _ = sender.send(event);
        })?;
        let watcher = Arc::new(Mutex::new(watcher));
        let adder = Adder(Arc::downgrade(&watcher));
        // The thread ends with the watcher, which holds the other end of its channel; it is not waited for, because it may
        // be the one that drops the watch.
        thread::Builder::new()
            .name("watch".into())
            .spawn(move || heap_up(&receiver, &adder, tell))?;
        Ok(Watch { watcher })
    }

    /// Also watches this folder (not what is below it).
    pub fn add(&self, folder: &Path) {
        add(&self.watcher, folder);
    }

    /// A hand to watch new folders from another thread.
    pub fn adder(&self) -> Adder {
        Adder(Arc::downgrade(&self.watcher))
    }
}

/// Adds folders to a watch that may have ended.
pub struct Adder(Weak<Mutex<RecommendedWatcher>>);

impl Adder {
    /// Also watches this folder (not what is below it).
    pub fn add(&self, folder: &Path) {
        if let Some(watcher) = self.0.upgrade() {
            add(&watcher, folder);
        }
    }
}

fn add(watcher: &Mutex<RecommendedWatcher>, folder: &Path) {
    // A folder that is gone by now needs no watch; its parent tells.
    let _ = watcher
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .watch(folder, RecursiveMode::NonRecursive);
}

fn heap_up(
    receiver: &Receiver<notify::Result<Event>>,
    adder: &Adder,
    tell: impl Fn(BTreeSet<PathBuf>, &Adder),
) {
    while let Ok(first) = receiver.recv() {
        let mut heap = BTreeSet::new();
        let begun = Instant::now();
        put(first, &mut heap);
        let ended = loop {
            match receiver.recv_timeout(QUIET) {
                Ok(event) => put(event, &mut heap),
                Err(RecvTimeoutError::Timeout) => break false,
                Err(RecvTimeoutError::Disconnected) => break true,
            }
            if begun.elapsed() > LATEST {
                break false;
            }
        };
        if !heap.is_empty() && !ended {
            tell(heap, adder);
        }
    }
}

fn put(event: notify::Result<Event>, heap: &mut BTreeSet<PathBuf>) {
    match event {
        // Reading a file is no change.
        Ok(event) if matches!(event.kind, EventKind::Access(_)) => {}
        Ok(event) => heap.extend(event.paths),
        Err(error) => heap.extend(error.paths),
    }
}
