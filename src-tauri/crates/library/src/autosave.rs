//! Saving by itself: a second and a half after the last key, and what happens when a file changes under an open post.

use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex, Weak};
use std::time::{Duration, Instant};

use crate::error::{Error, Result};
use crate::library::{Inner, lock};
use crate::save::{Saved, save};
use crate::session::Session;
use crate::view::{LibraryEvent, SaveState, SaveView};
use crate::{desk, disk, paths};

/// How long after the last edit a post is saved.
const IDLE: Duration = Duration::from_millis(1500);
/// How soon a save that failed is tried again.
const RETRY: Duration = Duration::from_secs(3);

/// The saver's thread: sleeps until the next post is due, ends when the library closes.
pub fn run(inner: &Weak<Inner>, wake: &Receiver<()>) {
    let mut due: Option<Instant> = None;
    loop {
        let woken = match due {
            None => wake.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(at) => wake.recv_timeout(at.saturating_duration_since(Instant::now())),
        };
        if woken == Err(RecvTimeoutError::Disconnected) {
            return;
        }
        let Some(inner) = inner.upgrade() else { return };
        due = save_due(&inner);
    }
}

/// Saves the posts that are due, and tells when the next one will be.
fn save_due(inner: &Inner) -> Option<Instant> {
    let mut next: Option<Instant> = None;
    for (id, session) in sessions(inner) {
        let due = {
            let session = lock(&session);
            if !session.needs_save() {
                continue;
            }
            session.edited + IDLE
        };
        let due = if due <= Instant::now() {
            let saved = save_session(inner, &id, &session);
            if saved.state == SaveState::Failed {
                Some(Instant::now() + RETRY)
            } else {
                None
            }
        } else {
            Some(due)
        };
        next = next.into_iter().chain(due).min();
    }
    next
}

/// Saves everything that can be saved, now.
pub fn save_all(inner: &Inner) {
    for (id, session) in sessions(inner) {
        save_session(inner, &id, &session);
    }
}

/// Saves one post: the text is taken under its lock and written without it, so that typing goes on meanwhile.
pub fn save_session(inner: &Inner, id: &str, session: &Mutex<Session>) -> SaveView {
    // One save at a time for a post: a second one would start from a base that is about to change.
    let saving = Arc::clone(&lock(session).saving);
    let _saving = lock(&saving);
    let Some(job) = lock(session).save_job() else {
        return lock(session).save_view();
    };
    if let Some(log) = &inner.log {
        // A file is never ahead of the log: after a crash, the last edit in the log is the last one there was.
        log.flush();
    }
    // Before the file is another one: what is said from then on is said of the new text.
    inner.true_preview_saving(&job.path);
    let outcome = write(inner, &job.path, || {
        save(&inner.root.join(&job.path), job.base, &job.bytes)
    });
    let in_log = inner.log.as_ref().is_some_and(|log| log.failing().is_none());
    let outcome = outcome.map_err(|error| error.kept(in_log).view());
    let (view, written) = {
        let mut session = lock(session);
        let written = session.save_done(&job, outcome, &inner.clock.time());
        if let (true, Some(log)) = (written, &inner.log) {
            log.saved(id, Arc::clone(&job.bytes), job.number);
        }
        (session.save_view(), written)
    };
    inner
        .index_mut()
        .mark_two_versions(&job.path, view.state == SaveState::TwoVersions);
    inner.tell(LibraryEvent::SaveChanged {
        post: id.to_owned(),
        save: view.clone(),
    });
    if written {
        inner.true_preview_saved();
        inner.refresh_file(&job.path);
        inner.refresh_change(&job.path);
        inner.wake_status();
    }
    inner.tell_index();
    view
}

fn write(inner: &Inner, path: &str, save: impl FnOnce() -> std::io::Result<Saved>) -> Result<Saved> {
    let file = paths::resolve(&inner.root, path)?;
    save().map_err(|e| Error::io(e, &file))
}

/// A file was changed, by us or by another program: an open, clean post shows the new text; one with edits has two versions.
pub fn file_changed(inner: &Inner, path: &str) {
    let Some((id, session)) = inner.session_of(path) else {
        return;
    };
    // Waits for a save under way: its bytes are no news.
    let saving = Arc::clone(&lock(&session).saving);
    let _saving = lock(&saving);
    // Meanwhile the post may have gone elsewhere with its file, or been closed: this path is not its own any more.
    let gone = |session: &Session| session.path != path || session.closed;
    if gone(&lock(&session)) {
        return;
    }
    let bytes = disk::read(&inner.root, path).ok();
    let (taken, state) = {
        let mut session = lock(&session);
        let before = session.save_view();
        let taken = session.disk_changed(bytes, &inner.clock.time());
        let after = session.save_view();
        (taken, (before != after).then_some(after))
    };
    if taken {
        if let Ok(view) = desk::view(inner, &id) {
            inner.tell(LibraryEvent::PostChanged { post: Box::new(view) });
        }
    } else if let Some(save) = state {
        inner
            .index_mut()
            .mark_two_versions(path, save.state == SaveState::TwoVersions);
        inner.tell(LibraryEvent::SaveChanged { post: id, save });
        inner.tell_index();
        // A file that changed back leaves edits to be saved.
        inner.wake_saver();
    }
}

fn sessions(inner: &Inner) -> Vec<(String, Arc<Mutex<Session>>)> {
    lock(&inner.sessions)
        .iter()
        .map(|(id, session)| (id.clone(), Arc::clone(session)))
        .collect()
}
