//! The running development server: one process group, of which nothing is left when it ends, whoever ends it.
//!
//! A small shell of a fixed text stands before the program and becomes it. It leaves one process in the group that reads
//! a pipe of which Galley has the other end: when Galley is gone, however that came, the pipe ends and the group is
//! killed. No word of a library is a part of that text.

mod asks;

use std::collections::{HashMap, VecDeque};
use std::io::{BufRead, BufReader, PipeReader, Read};
use std::os::unix::process::CommandExt;
use std::process::{Child, ChildStdin, Command as Process, Stdio};
use std::sync::{Arc, Condvar, Mutex, PoisonError, Weak};
use std::thread;
use std::time::{Duration, Instant};

use galley_generators::{Fault, Heard, Output, uncoloured};
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process_group, waitid};

use super::command::{Command, Ports};
use super::page::Found;
use super::tell;
use crate::error::{Error, Result};
use crate::library::{Inner, lock};
use crate::view::ErrorView;

/// Ends the group when nobody holds the other end of its input any more; then becomes the program.
const SHELL: &str = r#"exec 3<&0 </dev/null; (read -r _ <&3; kill -KILL 0) & exec 3<&-; exec "$@""#;
/// How long the program may take to end when it is asked to, before it is killed.
const GRACE: Duration = Duration::from_millis(800);
/// How many lines of the output are kept, and how long one may be, in bytes.
const LINES: usize = 60;
const LINE: u64 = 4096;

/// What a server is at.
#[derive(Debug, Clone)]
pub(super) enum Phase {
    /// It does not answer yet.
    Starting,
    /// It answers.
    Ready,
    /// It is gone, by itself, and why.
    Ended(ErrorView),
}

/// What is known of a server now.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    pub(super) phase: Phase,
    pub(super) fault: Option<Fault>,
    /// The last lines of its output.
    pub(super) said: Vec<String>,
    /// How often the page that is shown was made anew.
    pub(super) reloads: u32,
}

struct State {
    phase: Phase,
    fault: Option<Fault>,
    /// A save may have mended the last one.
    mended: bool,
    said: VecDeque<String>,
    reloads: u32,
    /// The process is gone.
    ended: bool,
    /// All that it said was read.
    heard: bool,
    /// We ended it.
    stopped: bool,
    was_ready: bool,
    /// A post was saved since it started.
    saved: bool,
}

/// A running server.
pub(super) struct Server {
    pub(super) command: Command,
    pub(super) key: String,
    pub(super) ports: Ports,
    /// It stands in for one that ended.
    again: bool,
    group: Pid,
    /// The end of the pipe that keeps it alive.
    alive: Mutex<Option<ChildStdin>>,
    state: Mutex<State>,
    changed: Condvar,
    /// Where the pages of posts are, by path.
    pages: Mutex<HashMap<String, Found>>,
    /// Where the shown post's page shall be by its text, as long as there is none: it comes with the next build.
    moves_to: Mutex<Option<String>>,
    /// The page that is shown, and what it was like.
    page: Mutex<Option<(String, blake3::Hash)>>,
    /// Grows with every save: an earlier one's waiting ends.
    waiting: Mutex<u32>,
    inner: Weak<Inner>,
}

impl Server {
    /// Starts it; with `again` in place of one that ended by itself. Nobody is waited for.
    ///
    /// # Errors
    /// `true-preview.not-started`.
    pub(super) fn start(
        command: Command,
        ports: Ports,
        again: bool,
        inner: Weak<Inner>,
    ) -> Result<Arc<Self>> {
        let failed = |error: std::io::Error| {
            Error::new("true-preview.not-started", &[("generator", command.kind.name())]).because(error)
        };
        // What an earlier one built is none of this one's.
        let _ = std::fs::remove_dir_all(command.out());
        std::fs::create_dir_all(command.out()).map_err(failed)?;
        // One pipe for both, so that lines come in the order in which they were written.
        let (reader, writer) = std::io::pipe().map_err(failed)?;
        let mut process = Process::new("/bin/sh");
        process
            .args(["-c", SHELL, "galley-preview"])
            .arg(&command.program)
            .args(command.words(ports))
            .envs(command.environment.iter().copied())
            .current_dir(&command.folder)
            .stdin(Stdio::piped())
            .stdout(writer.try_clone().map_err(failed)?)
            .stderr(writer)
            .process_group(0);
        let mut child = process.spawn().map_err(failed)?;
        // Its ends of the output pipe go with it.
        drop(process);
        let alive = child.stdin.take();
        let Some(group) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) else {
            let _ = child.kill();
            let _ = child.wait();
            return Err(failed(std::io::Error::other("no process id")));
        };
        let output = Output::new(command.kind, &command.folder.display().to_string());
        let server = Arc::new(Server {
            key: command.key(),
            command,
            ports,
            again,
            group,
            alive: Mutex::new(alive),
            state: Mutex::new(State {
                phase: Phase::Starting,
                fault: None,
                mended: false,
                said: VecDeque::new(),
                reloads: 0,
                ended: false,
                heard: false,
                stopped: false,
                was_ready: false,
                saved: false,
            }),
            changed: Condvar::new(),
            pages: Mutex::default(),
            moves_to: Mutex::default(),
            page: Mutex::default(),
            waiting: Mutex::default(),
            inner,
        });
        let listener = Arc::clone(&server);
        thread::spawn(move || listener.listen(reader, output));
        let waiter = Arc::clone(&server);
        thread::spawn(move || waiter.wait(child));
        let asker = Arc::clone(&server);
        thread::spawn(move || asker.ask());
        Ok(server)
    }

    /// What is known now.
    pub(super) fn seen(&self) -> Seen {
        let state = lock(&self.state);
        Seen {
            phase: state.phase.clone(),
            fault: state.fault.clone(),
            said: state.said.iter().cloned().collect(),
            reloads: state.reloads,
        }
    }

    /// Whether its processes are there, and are not about to be ended because it does not answer.
    pub(super) fn is_running(&self) -> bool {
        let state = lock(&self.state);
        !state.ended && !matches!(state.phase, Phase::Ended(_))
    }

    /// Ends it and all that it started, and waits until they are gone.
    pub(super) fn stop(&self) {
        {
            let mut state = lock(&self.state);
            state.stopped = true;
            if state.ended {
                return;
            }
            // Not reaped yet, so the number is still its own.
            let _ = kill_process_group(self.group, Signal::TERM);
        }
        self.changed.notify_all();
        if !self.wait_until(GRACE, |state| state.ended) {
            let state = lock(&self.state);
            if !state.ended {
                let _ = kill_process_group(self.group, Signal::KILL);
            }
            drop(state);
            self.wait_until(GRACE, |state| state.ended);
        }
        lock(&self.alive).take();
    }

    /// A post is about to be saved. `mended` tells which faults that may mend.
    pub(super) fn saving(&self, mended: impl Fn(&Fault) -> bool) {
        let mut state = lock(&self.state);
        state.saved = true;
        if state.fault.as_ref().is_some_and(mended) {
            state.fault = None;
            state.mended = true;
        }
    }

    /// A post was saved.
    pub(super) fn saved(self: &Arc<Self>) {
        let turn = {
            let mut waiting = lock(&self.waiting);
            *waiting += 1;
            *waiting
        };
        let server = Arc::clone(self);
        thread::spawn(move || server.await_page(turn));
    }

    /// The post's page, if it was found before.
    pub(super) fn known_page(&self, path: &str) -> Option<Found> {
        lock(&self.pages).get(path).cloned()
    }

    /// A post's page was found, and is shown from now on.
    pub(super) fn know_page(&self, path: &str, found: Found) {
        self.show(&found.place, None);
        lock(&self.pages).insert(path.to_owned(), found);
    }

    /// Reads what it says, to the end.
    fn listen(&self, reader: PipeReader, output: Output) {
        self.read(reader, output);
        lock(&self.state).heard = true;
        self.changed.notify_all();
    }

    fn read(&self, reader: PipeReader, mut output: Output) {
        let mut reader = BufReader::new(reader);
        let mut line = Vec::new();
        loop {
            line.clear();
            // A line without an end is taken in pieces.
            match reader.by_ref().take(LINE).read_until(b'\n', &mut line) {
                Ok(0) => return,
                Ok(_) => {}
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(_) => return,
            }
            let text = String::from_utf8_lossy(&line);
            let text = text.trim_end();
            // Not all say that they build again.
            if std::mem::take(&mut lock(&self.state).mended) {
                output.forget();
            }
            let heard = output.line(text);
            let news = {
                let mut state = lock(&self.state);
                if !text.trim().is_empty() {
                    if state.said.len() == LINES {
                        state.said.pop_front();
                    }
                    state.said.push_back(uncoloured(text));
                }
                let before = state.fault.clone();
                match heard {
                    Some(Heard::Building) => state.fault = None,
                    Some(Heard::Fault { new, fault }) => {
                        let known = state.fault.as_ref();
                        // The first fault of a build is the cause of those that follow; more of one that a save may have
                        // mended meanwhile tells nothing.
                        let tells = if new {
                            known.is_none_or(|known| known.path.is_none())
                        } else {
                            known.is_some()
                        };
                        if tells {
                            state.fault = Some(fault);
                        }
                    }
                    None => {}
                }
                before != state.fault
            };
            if news {
                tell(&self.inner);
            }
        }
    }

    /// Waits for its end, sees to it that nothing is left of the group, and says why it ended.
    fn wait(self: &Arc<Self>, mut child: Child) {
        // Look without reaping first: as long as it is not reaped, its number is nobody else's.
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
        while matches!(
            waitid(WaitId::Pid(self.group), options),
            Err(rustix::io::Errno::INTR)
        ) {}
        let again = {
            // Under the lock, so that nobody kills the group of a number that was given to another one.
            let mut state = lock(&self.state);
            let _ = kill_process_group(self.group, Signal::KILL);
            let _ = child.wait();
            state.ended = true;
            let by_itself = !state.stopped && !matches!(state.phase, Phase::Ended(_));
            self.changed.notify_all();
            // Its last words stand in the pipe. A process that left the group may keep that open for ever.
            let (mut state, _) = self
                .changed
                .wait_timeout_while(state, GRACE, |state| !state.heard)
                .unwrap_or_else(PoisonError::into_inner);
            let taken = state.said.iter().any(|line| says_taken(line));
            let again = by_itself
                && if state.was_ready {
                    state.saved
                } else {
                    taken && !self.again && !self.command.has_fixed_port()
                };
            if by_itself {
                let why = if taken && !state.was_ready {
                    self.command.port_taken(self.ports.port)
                } else {
                    let code = if state.was_ready {
                        "true-preview.ended"
                    } else {
                        "true-preview.died"
                    };
                    Error::new(code, &[("generator", self.command.kind.name())])
                };
                let last: Vec<String> = state.said.iter().cloned().collect();
                state.phase = Phase::Ended(why.because(last.join("\n")).view());
            }
            again
        };
        self.changed.notify_all();
        tell(&self.inner);
        if let (true, Some(inner)) = (again, self.inner.upgrade()) {
            inner.start_again(self);
        }
    }

    fn error(&self, code: &'static str, arguments: &[(&str, String)]) -> ErrorView {
        let arguments: Vec<(&str, &str)> = arguments
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let said: Vec<String> = lock(&self.state).said.iter().cloned().collect();
        Error::new(code, &arguments).because(said.join("\n")).view()
    }

    fn wait_until(&self, limit: Duration, done: impl Fn(&State) -> bool) -> bool {
        let until = Instant::now() + limit;
        let mut state = lock(&self.state);
        while !done(&state) {
            let now = Instant::now();
            if now >= until {
                return false;
            }
            state = self
                .changed
                .wait_timeout(state, until - now)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
        true
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Whether a line says that the port belongs to another program.
fn says_taken(line: &str) -> bool {
    let line = line.to_lowercase();
    line.contains("address already in use") || line.contains("eaddrinuse")
}
