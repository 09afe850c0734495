//! Asking the server unasked what others sent: when the library is opened, and every few minutes from then on.
//!
//! Owns when that is done, and what is known of the last time. It changes no file of the writer's and asks nobody for a
//! password. Who publishes or gets changes goes first: what runs here ends at once then.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, MutexGuard, TryLockError, Weak};
use std::time::Duration;

use galley_git as git;

use crate::asking::{Asker, Quiet};
use crate::error::{Error, Result};
use crate::failure::{fetch_error, git_error};
use crate::library::{Inner, lock};
use crate::progress::Cancel;
use crate::view::{ServerAnswer, ServerCheck};

/// How often, where `galley.toml` says nothing.
const EVERY: Duration = Duration::from_secs(5 * 60);
/// How soon `galley.toml` is looked at again when it says never.
const MINUTE: Duration = Duration::from_secs(60);

/// What is known of the server, and the question that is under way.
#[derive(Debug, Default)]
pub(crate) struct Fetching {
    /// When the server was asked last, and whether it answered.
    last: Mutex<Option<ServerCheck>>,
    /// Ends the question that is under way.
    running: Mutex<Option<Cancel>>,
    /// How many verbs wait for their turn with the server.
    waiting: AtomicUsize,
    /// The library is being closed.
    closing: AtomicBool,
    /// Wakes the thread, and ends it when dropped.
    waker: Mutex<Option<Sender<()>>>,
}

impl Fetching {
    /// The thread's other end.
    pub(crate) fn woken_by(&self, waker: Sender<()>) {
        *lock(&self.waker) = Some(waker);
    }

    /// When the server was asked last.
    pub(crate) fn last(&self) -> Option<ServerCheck> {
        lock(&self.last).clone()
    }

    /// Ends what runs, for good.
    pub(crate) fn close(&self) {
        self.closing.store(true, Ordering::SeqCst);
        lock(&self.waker).take();
        self.stop();
    }

    /// Ends what runs now.
    fn stop(&self) {
        if let Some(cancel) = lock(&self.running).take() {
            cancel.cancel();
        }
    }

    /// A handle for a question that begins now; `None` when it must not.
    fn begin(&self, asker: Option<&Arc<Asker>>) -> Option<Cancel> {
        let cancel = Cancel::new();
        let cancel = match asker {
            Some(asker) => cancel.asking(Arc::new(Quiet(Arc::clone(asker)))),
            None => cancel,
        };
        *lock(&self.running) = Some(cancel.clone());
        // Whoever came since has not seen the handle, and is seen here.
        let give_way = self.closing.load(Ordering::SeqCst) || self.waiting.load(Ordering::SeqCst) > 0;
        (!give_way).then_some(cancel)
    }
}

/// The thread: asks, waits, asks again. Ends when the library closes. `every` stands in for what the library says.
pub(crate) fn run(inner: &Weak<Inner>, wake: &Receiver<()>, every: Option<Duration>) {
    loop {
        let Some(wait) = inner.upgrade().map(|inner| round(&inner, every)) else {
            return;
        };
        if wake.recv_timeout(wait) == Err(RecvTimeoutError::Disconnected) {
            return;
        }
    }
}

/// Asks, where it may. How long it is until the next time.
fn round(inner: &Inner, every: Option<Duration>) -> Duration {
    let every = every.or_else(|| inner.fetch_every());
    if every.is_some() && !inner.is_refused() {
        inner.ask_server();
    }
    every.unwrap_or(MINUTE)
}

impl Inner {
    /// Waits for its turn with the server, ahead of what was not asked for. One verb at a time sends and gets.
    pub(crate) fn turn_with_server(&self) -> MutexGuard<'_, ()> {
        self.fetching.waiting.fetch_add(1, Ordering::SeqCst);
        self.fetching.stop();
        let turn = lock(&self.publishing);
        self.fetching.waiting.fetch_sub(1, Ordering::SeqCst);
        turn
    }

    /// Remembers whether the server answered a verb that the writer asked for. What failed for another reason says nothing.
    pub(crate) fn server_answered<T>(&self, outcome: &Result<T>) {
        let answer = match outcome {
            Ok(_) => ServerAnswer::Reached,
            Err(error) => match answer_of(error) {
                Some(answer) => answer,
                None => return,
            },
        };
        self.remember_answer(answer, outcome.as_ref().err());
    }

    fn remember_answer(&self, answer: ServerAnswer, why: Option<&Error>) {
        *lock(&self.fetching.last) = Some(ServerCheck {
            at: self.clock.time(),
            answer,
            why: why.map(|error| error.message.clone()),
        });
        self.wake_status();
    }

    /// How often; `None` for never.
    fn fetch_every(&self) -> Option<Duration> {
        let sync = self.site.galley.as_ref().and_then(|galley| galley.sync.as_ref());
        match sync.and_then(|sync| sync.every) {
            None => Some(EVERY),
            Some(0) => None,
            Some(minutes) => Some(MINUTE * minutes),
        }
    }

    /// True after a server let nobody in: asking again and again would lock the writer out of some.
    fn is_refused(&self) -> bool {
        lock(&self.fetching.last)
            .as_ref()
            .is_some_and(|last| last.answer == ServerAnswer::Refused)
    }

    /// Asks the server what it has, unless somebody else is at it. Publishes that could not be sent before go, when nothing
    /// has to be brought in first.
    pub(crate) fn ask_server(&self) {
        let Ok(repository) = self.repository() else { return };
        let _turn = match self.publishing.try_lock() {
            Ok(turn) => turn,
            Err(TryLockError::Poisoned(turn)) => turn.into_inner(),
            Err(TryLockError::WouldBlock) => return,
        };
        let asked = match self.fetching.begin(self.asker.get()) {
            Some(cancel) => self.fetched(repository, &cancel),
            None => None,
        };
        lock(&self.fetching.running).take();
        match asked {
            Some(Ok(())) => self.remember_answer(ServerAnswer::Reached, None),
            Some(Err(error)) => {
                if let Some(answer) = answer_of(&error) {
                    self.remember_answer(answer, Some(&error));
                }
            }
            None => {}
        }
    }

    /// `None` when there is nobody to ask, or it was stopped.
    fn fetched(&self, repository: &git::Repository, cancel: &Cancel) -> Option<Result<()>> {
        if let Err(error) = self.refuse_odd(repository) {
            return Some(Err(error));
        }
        match repository.fetch(&mut |_| {}, cancel) {
            Ok(_) => {}
            Err(
                git::Error::Cancelled
                | git::Error::NoRemote
                | git::Error::WhichRemote { .. }
                | git::Error::Detached,
            ) => return None,
            Err(error) => return Some(Err(fetch_error(error, &self.root))),
        }
        if repository.ahead_behind().is_ok_and(|(_, behind)| behind == 0) {
            self.send_waiting(repository, cancel);
        }
        self.look_at_reviews(repository, cancel);
        Some(Ok(()))
    }

    /// Gets what the server has, for a verb that the writer asked for.
    pub(crate) fn fetch(
        &self,
        repository: &git::Repository,
        tell: &mut dyn FnMut(git::Progress),
        cancel: &Cancel,
    ) -> Result<git::Fetched> {
        let fetched = repository.fetch(tell, cancel);
        let fetched = fetched.map_err(|error| match error {
            git::Error::Cancelled => git_error(error, &self.root),
            error => fetch_error(error, &self.root),
        });
        self.server_answered(&fetched);
        fetched
    }
}

/// What a failure says of the server; `None` when it says nothing of it.
fn answer_of(error: &Error) -> Option<ServerAnswer> {
    match error.code {
        "sync.unreachable" | "sync.gone" | "remote.unreachable" | "remote.gone" => {
            Some(ServerAnswer::Unreachable)
        }
        "sync.permission"
        | "remote.permission"
        | "remote.host-key"
        | "remote.host-changed"
        | "remote.no-ssh" => Some(ServerAnswer::Refused),
        code if code.starts_with("sign-in.") => Some(ServerAnswer::Refused),
        _ => None,
    }
}

#[cfg(test)]
#[path = "fetching_tests.rs"]
mod tests;
