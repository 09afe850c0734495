//! What the running server is asked over and over: whether it answers yet, and whether a page is another one.

use std::time::{Duration, Instant};

use super::super::{page, tell};
use super::{Phase, Server};
use crate::library::lock;

/// How often it is asked whether it answers, and whether a page is another one.
const OFTEN: Duration = Duration::from_millis(40);
/// How long one such question may take.
const PROBE: Duration = Duration::from_secs(5);
/// How long after a save a page may become another one.
const REBUILDING: Duration = Duration::from_secs(20);
impl Server {
    /// This page is shown from now on, or until there is one at `moves_to`.
    pub(in super::super) fn show(&self, place: &str, moves_to: Option<String>) {
        *lock(&self.moves_to) = moves_to;
        if lock(&self.page).as_ref().is_some_and(|(known, _)| known == place) {
            return;
        }
        if let Ok(answer) = page::get(self.ports.port, place, PROBE) {
            *lock(&self.page) = Some((place.to_owned(), blake3::hash(&answer.body)));
        }
    }

    /// Waits until the page that is shown is another one, or at another place, and tells that.
    pub(super) fn await_page(&self, turn: u32) {
        let begun = Instant::now();
        let Some((place, before)) = lock(&self.page).clone() else {
            return;
        };
        while begun.elapsed() < REBUILDING && *lock(&self.waiting) == turn && self.is_running() {
            // Some generators leave the page at the old place, and it stays as it was.
            let moves_to = lock(&self.moves_to).clone();
            if moves_to.is_some_and(|place| page::is_there(self.ports.port, &place)) {
                tell(&self.inner);
                return;
            }
            // A page that only says what is wrong is not shown: the one before it stays.
            let now = page::get(self.ports.port, &place, PROBE)
                .ok()
                .filter(|answer| answer.status == 200)
                .map(|answer| blake3::hash(&answer.body));
            if let Some(now) = now
                && now != before
            {
                *lock(&self.page) = Some((place, now));
                lock(&self.state).reloads += 1;
                tell(&self.inner);
                return;
            }
            self.wait_until(OFTEN, |state| state.ended);
        }
    }

    /// Asks until it answers, is gone, or took too long.
    pub(super) fn ask(&self) {
        let begun = Instant::now();
        while begun.elapsed() < self.command.wait {
            if page::get(self.ports.port, &self.command.root, PROBE).is_ok() {
                let mut state = lock(&self.state);
                if !state.ended && !state.stopped {
                    state.phase = Phase::Ready;
                    state.was_ready = true;
                }
                drop(state);
                tell(&self.inner);
                return;
            }
            if self.wait_until(OFTEN, |state| state.ended || state.stopped) {
                return;
            }
        }
        let arguments = [
            ("generator", self.command.kind.name().to_owned()),
            ("port", self.ports.port.to_string()),
            ("seconds", self.command.wait.as_secs().to_string()),
        ];
        let error = self.error("true-preview.silent", &arguments);
        lock(&self.state).phase = Phase::Ended(error);
        self.stop();
        tell(&self.inner);
    }
}
