//! Notices what other programs do in the library, and hands it on in small heaps.
//!
//! Only folders that a scan walked are watched, one by one: a recursive watch would follow `node_modules`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

/// A heap is handed on when nothing more came for this long …
const QUIET: Duration = Duration::from_millis(60);
/// … and at the latest after this long, well below the second that a writer is promised.
const LATEST: Duration = Duration::from_millis(400);

/// A running watch; it ends when dropped, and nothing is told after that.
///
/// Not to be dropped by the thread that tells: it would wait for itself.
pub struct Watch {
    /// There until the drop.
    watcher: Option<Arc<Mutex<RecommendedWatcher>>>,
    thread: Option<JoinHandle<()>>,
}

/// What a watch heard.
#[derive(Debug, Default, PartialEq)]
pub struct Heap {
    /// The changed paths.
    pub paths: BTreeSet<PathBuf>,
    /// True when more happened than the system could tell: nobody knows where.
    pub lost: bool,
}

impl Watch {
    /// Begins to watch; `tell` gets what was heard, and a hand to watch new folders, on a thread of its own.
    ///
    /// # Errors
    /// When the system gives no watch (too many are in use): the library then works without.
    pub fn start(tell: impl Fn(Heap, &Adder) + Send + 'static) -> notify::Result<Self> {
        let (sender, receiver) = channel();
        let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            // A library that is closing hears nothing.
            let _ = sender.send(event);
        })?;
        let watcher = Arc::new(Mutex::new(watcher));
        let adder = Adder(Arc::downgrade(&watcher));
        let thread = thread::Builder::new()
            .name("watch".into())
            .spawn(move || heap_up(&receiver, &adder, tell))?;
        Ok(Watch {
            watcher: Some(watcher),
            thread: Some(thread),
        })
    }

    /// Also watches this folder (not what is below it). False when the system watches no more.
    pub fn add(&self, folder: &Path) -> bool {
        self.watcher.as_ref().is_none_or(|watcher| add(watcher, folder))
    }

    /// A hand to watch new folders from another thread.
    pub fn adder(&self) -> Adder {
        Adder(self.watcher.as_ref().map_or_else(Weak::new, Arc::downgrade))
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        // The thread ends with the watcher, which holds the other end of its channel. It may hold the library for a moment,
        // and with it the library's lock: whoever opens the library next must not meet that.
        self.watcher.take();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Adds folders to a watch that may have ended.
pub struct Adder(Weak<Mutex<RecommendedWatcher>>);

impl Adder {
    /// Also watches this folder (not what is below it). False when the system watches no more.
    pub fn add(&self, folder: &Path) -> bool {
        self.0.upgrade().is_none_or(|watcher| add(&watcher, folder))
    }

    /// A hand to a watch that has ended.
    #[cfg(test)]
    pub fn none() -> Self {
        Adder(Weak::new())
    }
}

fn add(watcher: &Mutex<RecommendedWatcher>, folder: &Path) -> bool {
    let added = watcher
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .watch(folder, RecursiveMode::NonRecursive);
    // A folder that is gone by now needs no watch; its parent tells.
    added
        .err()
        .is_none_or(|error| !matches!(error.kind, notify::ErrorKind::MaxFilesWatch))
}

fn heap_up(receiver: &Receiver<notify::Result<Event>>, adder: &Adder, tell: impl Fn(Heap, &Adder)) {
    while let Ok(first) = receiver.recv() {
        let mut heap = Heap::default();
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
        if heap != Heap::default() && !ended {
            tell(heap, adder);
        }
    }
}

fn put(event: notify::Result<Event>, heap: &mut Heap) {
    match event {
        Ok(event) => {
            heap.lost |= event.need_rescan();
            // Reading a file is no change.
            if !matches!(event.kind, EventKind::Access(_)) {
                heap.paths.extend(event.paths);
            }
        }
        Err(error) => {
            heap.lost |= error.paths.is_empty();
            heap.paths.extend(error.paths);
        }
    }
}

#[cfg(test)]
mod tests {
    use notify::event::Flag;

    use super::*;

    fn heard(events: Vec<notify::Result<Event>>) -> Heap {
        let mut heap = Heap::default();
        events.into_iter().for_each(|event| put(event, &mut heap));
        heap
    }

    #[test]
    fn a_queue_that_overflowed_is_heard_though_it_names_no_path() {
        let overflow = Event::new(EventKind::Other).set_flag(Flag::Rescan);
        assert!(heard(vec![Ok(overflow)]).lost);
        let plain = Event::new(EventKind::Any).add_path("a.md".into());
        let read = Event::new(EventKind::Access(notify::event::AccessKind::Any)).add_path("b.md".into());
        let heap = heard(vec![Ok(plain), Ok(read)]);
        assert_eq!((heap.paths.len(), heap.lost), (1, false));
    }
}
