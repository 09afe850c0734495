//! A program at the other end of two pipes: started in its own process group, its complaints kept, its end awaited.

use std::io::{self, Read, Write};
use std::os::unix::process::CommandExt;
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel, sync_channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rustix::process::{Pid, WaitId, WaitIdOptions, waitid};

use crate::cancel::Cancel;
use crate::environment;
use crate::progress::plain;

/// How much of the complaints is kept, in bytes.
const KEPT: usize = 64 * 1024;

/// How long it may take to end after its last word.
const FAREWELL: Duration = Duration::from_secs(5);

/// How long what it left running may still speak after its end.
const LAST_WORDS: Duration = Duration::from_millis(500);

/// A running or ended program. Cloning it clones the handle.
#[derive(Clone)]
pub(crate) struct Running {
    group: Pid,
    cancel: Cancel,
    shared: Arc<(Mutex<Seen>, Condvar)>,
}

/// A program is ended when its time is over. Dropped, it may take as long as it likes.
pub(crate) struct Watch {
    _done: Sender<()>,
}

#[derive(Default)]
struct Seen {
    complaints: Vec<u8>,
    complaints_ended: bool,
    ended: bool,
    status: Option<ExitStatus>,
}

/// Longer than anybody waits. The clock could not be told to wait for all that can be written in a setting.
pub(crate) const EVER: Duration = Duration::from_secs(365 * 24 * 3600);

/// How many pieces of what a program prints may wait to be heard: one that prints without end has to wait.
const UNHEARD: usize = 64;

/// How a program ended that was followed.
pub(crate) enum End {
    Exited(ExitStatus),
    TimedOut,
}

enum Event {
    Said(Vec<u8>),
    Silent,
    Ended(Option<ExitStatus>),
}

/// Runs a program to its end, with what it prints on both of its outputs as it comes. It gets `input`, and `limit` at most.
/// Its surroundings are the caller's to prepare.
pub(crate) fn follow(
    mut command: Command,
    input: &str,
    limit: Duration,
    cancel: &Cancel,
    heard: &mut dyn FnMut(&[u8]),
) -> io::Result<End> {
    let (mut reader, writer) = io::pipe()?;
    command
        .stdin(Stdio::piped())
        .stdout(writer.try_clone()?)
        .stderr(writer)
        .process_group(0);
    let mut child = command.spawn()?;
    // With it goes this side's end of the pipe, so that reading ends when the program's does.
    drop(command);
    let running = Running::adopted(&mut child, cancel)?;
    let (sender, events) = sync_channel(UNHEARD);
    if let Some(mut stdin) = child.stdin.take() {
        let input = input.to_owned();
        // One that does not read it waits for nobody.
        std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    }
    let told = sender.clone();
    std::thread::spawn(move || {
        let mut buffer = [0; 4096];
        loop {
            match reader.read(&mut buffer) {
                Ok(0) => break,
                Ok(n) => drop(told.send(Event::Said(buffer[..n].to_vec()))),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => break,
            }
        }
        let _ = told.send(Event::Silent);
    });
    let waiter = running.clone();
    std::thread::spawn(move || {
        waiter.wait(child);
        let _ = sender.send(Event::Ended(waiter.seen().status));
    });
    let (mut until, mut status, mut silent, mut timed_out) = (Instant::now() + limit, None, false, false);
    loop {
        let left = until.saturating_duration_since(Instant::now());
        // What still waits to be heard is no reason to wait longer.
        let event = match left.is_zero() {
            true => Err(RecvTimeoutError::Timeout),
            false => events.recv_timeout(left),
        };
        match event {
            Ok(Event::Said(bytes)) if !cancel.is_cancelled() => heard(&bytes),
            Ok(Event::Said(_)) => {}
            Ok(Event::Silent) => silent = true,
            Ok(Event::Ended(ended)) => {
                status = Some(ended);
                // What it started and left running may keep the pipe open.
                until = Instant::now() + LAST_WORDS;
            }
            Err(_) if status.is_some() || timed_out => break,
            Err(_) => {
                timed_out = true;
                cancel.kill(running.group);
                until = Instant::now() + FAREWELL;
            }
        }
        if silent && status.is_some() {
            break;
        }
    }
    match status.flatten() {
        Some(status) if !timed_out => Ok(End::Exited(status)),
        _ => Ok(End::TimedOut),
    }
}

/// Starts `command`; `cancel` can end it and all that it starts.
pub(crate) fn start(
    command: &mut Command,
    cancel: &Cancel,
) -> io::Result<(Running, ChildStdin, ChildStdout)> {
    environment::prepare(command);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .process_group(0)
        .spawn()?;
    let running = Running::adopted(&mut child, cancel)?;
    let pipes = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let (Some(stdin), Some(stdout), Some(stderr)) = pipes else {
        return Err(io::Error::other("the program has no pipes"));
    };
    let listener = running.clone();
    std::thread::spawn(move || listener.listen(stderr));
    let waiter = running.clone();
    std::thread::spawn(move || waiter.wait(child));
    Ok((running, stdin, stdout))
}

/// What a program answered to one question.
pub(crate) struct Answer {
    pub(crate) bytes: Vec<u8>,
    pub(crate) complaints: String,
    pub(crate) success: bool,
}

/// Gives a program its question and waits for its answer: `limit` at most, and at most so many bytes of it.
pub(crate) fn ask(
    command: &mut Command,
    question: &[u8],
    limit: Duration,
    most: u64,
    cancel: &Cancel,
) -> io::Result<Answer> {
    let (running, mut stdin, stdout) = start(command, cancel)?;
    let watch = running.end_after(limit);
    // One that does not read what it is told says why by its end.
    let _ = stdin.write_all(question);
    drop(stdin);
    let mut bytes = Vec::new();
    let read = stdout.take(most).read_to_end(&mut bytes);
    drop(watch);
    let status = running.finish(FAREWELL);
    read?;
    Ok(Answer {
        bytes,
        complaints: running.complaints(),
        success: status.is_some_and(|status| status.success()),
    })
}

impl Running {
    /// A child that leads a process group, from here on in the charge of `cancel`.
    fn adopted(child: &mut Child, cancel: &Cancel) -> io::Result<Self> {
        let Some(group) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) else {
            let _ = child.kill();
            let _ = child.wait();
            return Err(io::Error::other("the program has no number"));
        };
        cancel.adopt(group);
        Ok(Running {
            group,
            cancel: cancel.clone(),
            shared: Arc::default(),
        })
    }

    fn listen(&self, mut stderr: ChildStderr) {
        let mut buffer = [0; 4096];
        loop {
            match stderr.read(&mut buffer) {
                Ok(0) => break,
                Ok(n) => self.complains(&buffer[..n]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => break,
            }
        }
        self.seen().complaints_ended = true;
        self.shared.1.notify_all();
    }

    fn wait(&self, mut child: Child) {
        // Look without reaping first: as long as it is not reaped, its number is nobody else's.
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
        while matches!(
            waitid(WaitId::Pid(self.group), options),
            Err(rustix::io::Errno::INTR)
        ) {}
        self.cancel.release(self.group);
        let status = child.wait().ok();
        let mut seen = self.seen();
        seen.status = status;
        seen.ended = true;
        drop(seen);
        self.shared.1.notify_all();
    }

    /// Ends it, with all that it started.
    pub(crate) fn give_up(&self) {
        self.cancel.kill(self.group);
    }

    /// Waits for the end; after `limit` it is brought about.
    pub(crate) fn finish(&self, limit: Duration) -> Option<ExitStatus> {
        if !self.wait_until(limit, |seen| seen.ended) {
            self.cancel.kill(self.group);
            self.wait_until(limit, |seen| seen.ended);
        }
        self.seen().status
    }

    /// Ends it after `limit`, unless what this gives back is dropped before.
    pub(crate) fn end_after(&self, limit: Duration) -> Watch {
        let (done, dropped) = channel::<()>();
        let running = self.clone();
        std::thread::spawn(move || {
            if dropped.recv_timeout(limit) == Err(RecvTimeoutError::Timeout) {
                running.cancel.kill(running.group);
            }
        });
        Watch { _done: done }
    }

    /// It complained in another way than by its standard error.
    pub(crate) fn complains(&self, words: &[u8]) {
        let mut seen = self.seen();
        let room = KEPT.saturating_sub(seen.complaints.len());
        seen.complaints.extend_from_slice(&words[..words.len().min(room)]);
    }

    /// What it complained about. Call it after [`Running::finish`].
    pub(crate) fn complaints(&self) -> String {
        // A connection that ssh keeps open for others also keeps the pipe open: do not wait for ever.
        self.wait_until(Duration::from_millis(500), |seen| seen.complaints_ended);
        plain(&self.seen().complaints).trim().to_owned()
    }

    fn wait_until(&self, limit: Duration, done: impl Fn(&Seen) -> bool) -> bool {
        let until = Instant::now() + limit;
        let mut seen = self.seen();
        while !done(&seen) {
            let now = Instant::now();
            if now >= until {
                return false;
            }
            seen = self
                .shared
                .1
                .wait_timeout(seen, until - now)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
        true
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.shared.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
