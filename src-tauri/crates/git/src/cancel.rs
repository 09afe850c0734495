//! Whoever waits for a verb: can cancel it, also while it waits for another process, and may be asked.
//!
//! A flag alone does not end a blocked read. A [`Cancel`] therefore knows the process groups of the children that
//! run for it, and ends them; the read then sees the end of its pipe.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process_group};

use crate::asking::Ask;
use crate::error::Error;

/// How long a child may take to clean up (Git removes its lock files) before it is killed.
const GRACE: Duration = Duration::from_millis(300);

/// A handle to cancel the verbs that it was given to. Clones cancel together. Once cancelled, it stays so.
#[derive(Clone, Default)]
pub struct Cancel {
    shared: Arc<Shared>,
    ask: Option<Arc<dyn Ask>>,
}

#[derive(Default)]
struct Shared {
    asked: AtomicBool,
    // A group stays in the list until just before its leader is reaped, so that its number cannot mean another.
    groups: Mutex<Vec<Pid>>,
    left: Condvar,
}

impl std::fmt::Debug for Cancel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Cancel")
            .field("cancelled", &self.is_cancelled())
            .finish()
    }
}

impl Cancel {
    /// A handle that nobody has used yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// For a verb that nobody will cancel.
    pub fn none() -> Self {
        Self::default()
    }

    /// The same handle, of somebody who can also answer what a server wants to know. Without one, nothing is asked.
    pub fn asking(mut self, ask: Arc<dyn Ask>) -> Self {
        self.ask = Some(ask);
        self
    }

    pub(crate) fn who_answers(&self) -> Option<Arc<dyn Ask>> {
        self.ask.clone()
    }

    /// Ends what runs for this handle. Returns at once; the verb then fails with [`Error::Cancelled`].
    pub fn cancel(&self) {
        self.shared.asked.store(true, Ordering::SeqCst);
        let groups = self.groups().clone();
        self.wake();
        for group in groups {
            self.end(group);
        }
    }

    /// Waits until `done`; it is looked at when this is cancelled and at each [`Cancel::wake`].
    pub(crate) fn wait_until(&self, done: impl Fn() -> bool) {
        let mut groups = self.groups();
        while !done() {
            groups = self
                .shared
                .left
                .wait(groups)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Has those who wait look again.
    pub(crate) fn wake(&self) {
        // Who has looked and does not wait yet has the lock.
        let _groups = self.groups();
        self.shared.left.notify_all();
    }

    /// Whether [`Cancel::cancel`] was called.
    pub fn is_cancelled(&self) -> bool {
        self.shared.asked.load(Ordering::SeqCst)
    }

    /// An error once cancelled.
    pub fn check(&self) -> Result<(), Error> {
        if self.is_cancelled() {
            Err(Error::Cancelled)
        } else {
            Ok(())
        }
    }

    /// Takes charge of a child that leads its own process group.
    pub(crate) fn adopt(&self, group: Pid) {
        self.groups().push(group);
        // Cancelled between the spawn and here: the list was empty when it was read.
        if self.is_cancelled() {
            self.end(group);
        }
    }

    /// To be called when the leader has ended and before it is reaped. What it left behind is killed with it
    /// when the verb was cancelled.
    pub(crate) fn release(&self, group: Pid) {
        let mut groups = self.groups();
        if self.is_cancelled() {
            let _ = kill_process_group(group, Signal::KILL);
        }
        groups.retain(|other| *other != group);
        self.shared.left.notify_all();
    }

    /// Kills a group at once, if it is still in charge.
    pub(crate) fn kill(&self, group: Pid) {
        let groups = self.groups();
        if groups.contains(&group) {
            let _ = kill_process_group(group, Signal::KILL);
        }
    }

    fn end(&self, group: Pid) {
        {
            let groups = self.groups();
            if !groups.contains(&group) {
                return;
            }
            let _ = kill_process_group(group, Signal::TERM);
        }
        let cancel = self.clone();
        std::thread::spawn(move || {
            let until = Instant::now() + GRACE;
            let mut groups = cancel.groups();
            while groups.contains(&group) {
                let now = Instant::now();
                if now >= until {
                    let _ = kill_process_group(group, Signal::KILL);
                    return;
                }
                groups = cancel
                    .shared
                    .left
                    .wait_timeout(groups, until - now)
                    .unwrap_or_else(PoisonError::into_inner)
                    .0;
            }
        });
    }

    fn groups(&self) -> MutexGuard<'_, Vec<Pid>> {
        self.shared.groups.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
