//! libgit2's smart protocol over what this crate brings along: the pipes of a program (`ssh`, `git receive-pack`), here, or the
//! web (`web.rs`).
//!
//! libgit2 makes transports from a URL's scheme alone. What carries the protocol, and for whom, is therefore left on
//! the thread by [`carried`]; the connection is made on the same thread.

use std::cell::RefCell;
use std::io::{Read, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::process::{ChildStdin, ChildStdout, Command};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use git2::transport::{Service, SmartSubtransport, SmartSubtransportStream, Transport};
use rustix::event::{PollFd, PollFlags, Timespec, poll};

use crate::askpass::Askpass;
use crate::cancel::Cancel;
use crate::child::{self, Running};

/// The scheme under which the transport is registered; never seen by anyone.
pub(crate) const SCHEME: &str = "galley-pipe";
/// The URL that stands for "whatever the thread's connection starts".
pub(crate) const URL: &str = "galley-pipe://remote";

/// How long the other side may take to end after the last word was said.
const FAREWELL: Duration = Duration::from_secs(5);
/// How much is read of what it said before it stopped listening, in bytes: more than a pipe holds.
const LAST_WORDS: u64 = 1 << 20;

thread_local! {
    static CURRENT: RefCell<Option<Arc<dyn Carrier>>> = const { RefCell::new(None) };
}

/// What carries the protocol of one conversation.
pub(crate) trait Carrier: Send + Sync {
    /// Begins a question, or a conversation of several.
    fn start(self: Arc<Self>, action: Service) -> Result<Box<dyn SmartSubtransportStream>, git2::Error>;

    /// Whether every question is one of its own, with all that the other side has to know.
    fn asks_anew(&self) -> bool;
}

/// Runs libgit2 code that connects to [`URL`], which `carrier` then carries.
pub(crate) fn carried<T>(carrier: Arc<dyn Carrier>, work: impl FnOnce() -> T) -> T {
    struct Restore(Option<Arc<dyn Carrier>>);
    impl Drop for Restore {
        fn drop(&mut self) {
            let before = self.0.take();
            CURRENT.with(|current| *current.borrow_mut() = before);
        }
    }
    let _restore = Restore(CURRENT.with(|current| current.borrow_mut().replace(carrier)));
    work()
}

static NOT_REGISTERED: OnceLock<String> = OnceLock::new();

pub(crate) fn remember_failed_registration(words: &str) {
    let _ = NOT_REGISTERED.set(words.to_owned());
}

/// Which program of the other side is spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Program {
    /// `git-upload-pack`: sends to us.
    UploadPack,
    /// `git-receive-pack`: takes from us.
    ReceivePack,
}

impl Program {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::UploadPack => "git-upload-pack",
            Self::ReceivePack => "git-receive-pack",
        }
    }
}

/// How long the other side may say nothing, unless `galley.timeout` says otherwise: its hooks may build a whole site.
const SILENCE: Duration = Duration::from_secs(300);

/// `galley.timeout`, in seconds.
pub(crate) fn patience(repo: &git2::Repository) -> Duration {
    let set = repo.config().and_then(|config| config.get_i64("galley.timeout"));
    let set = set.ok().and_then(|seconds| u64::try_from(seconds).ok());
    set.filter(|seconds| *seconds > 0)
        .map_or(SILENCE, |seconds| Duration::from_secs(seconds).min(child::EVER))
}

type MakeCommand = dyn Fn(Program) -> Command + Send + Sync;

/// What is started for one verb, and what became of it.
pub(crate) struct Connection {
    make: Box<MakeCommand>,
    cancel: Cancel,
    /// How long the other side may say nothing.
    patience: Duration,
    silent: Arc<AtomicBool>,
    /// Where the program asks what only the writer knows.
    askpass: Option<Arc<Askpass>>,
    outcome: Mutex<Outcome>,
}

#[derive(Default)]
struct Outcome {
    running: Option<Running>,
    not_started: Option<std::io::Error>,
}

impl Connection {
    pub(crate) fn new(
        cancel: &Cancel,
        patience: Duration,
        askpass: Option<Askpass>,
        make: impl Fn(Program) -> Command + Send + Sync + 'static,
    ) -> Arc<Self> {
        Arc::new(Self {
            make: Box::new(make),
            cancel: cancel.clone(),
            patience,
            silent: Arc::default(),
            askpass: askpass.map(Arc::new),
            outcome: Mutex::default(),
        })
    }

    /// Whether the writer was asked something and did not want to answer.
    pub(crate) fn was_declined(&self) -> bool {
        self.askpass
            .as_ref()
            .is_some_and(|askpass| askpass.was_declined())
    }

    /// Whether the other side was given up because it said nothing for too long.
    pub(crate) fn was_silent(&self) -> bool {
        self.silent.load(Ordering::Relaxed)
    }

    /// How long it may say nothing.
    pub(crate) fn patience(&self) -> Duration {
        self.patience
    }

    /// Why the program could not be started, if so.
    pub(crate) fn take_not_started(&self) -> Option<std::io::Error> {
        self.outcome().not_started.take()
    }

    /// What the program complained about, and its exit code.
    pub(crate) fn complaints(&self) -> (String, Option<i32>) {
        let running = self.outcome().running.clone();
        match running {
            Some(running) => {
                let code = running.finish(FAREWELL).and_then(|status| status.code());
                (running.complaints(), code)
            }
            None => (String::new(), None),
        }
    }

    fn open(&self, program: Program) -> Result<Pipe, git2::Error> {
        let mut command = (self.make)(program);
        if let Some(askpass) = &self.askpass {
            askpass.prepare(&mut command);
        }
        match child::start(&mut command, &self.cancel) {
            Ok((running, stdin, stdout)) => {
                // That there is room in a pipe says nothing of how much.
                if let Err(error) = rustix::io::ioctl_fionbio(&stdin, true) {
                    return Err(git2::Error::from_str(&error.to_string()));
                }
                self.outcome().running = Some(running.clone());
                Ok(Pipe {
                    running,
                    stdin: Some(stdin),
                    stdout: Some(stdout),
                    patience: self.patience,
                    silent: Arc::clone(&self.silent),
                    askpass: self.askpass.clone(),
                })
            }
            Err(error) => {
                let shown = git2::Error::from_str(&error.to_string());
                self.outcome().not_started = Some(error);
                Err(shown)
            }
        }
    }

    fn outcome(&self) -> std::sync::MutexGuard<'_, Outcome> {
        self.outcome.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// libgit2's constructor for [`SCHEME`].
pub(crate) fn create(remote: &git2::Remote<'_>) -> Result<Transport, git2::Error> {
    let carrier = CURRENT.with(|current| current.borrow().clone()).ok_or_else(|| {
        let words = NOT_REGISTERED
            .get()
            .map_or("this address is only for use inside", String::as_str);
        git2::Error::from_str(words)
    })?;
    Transport::smart(remote, carrier.asks_anew(), Carried { carrier })
}

struct Carried {
    carrier: Arc<dyn Carrier>,
}

impl SmartSubtransport for Carried {
    fn action(&self, _url: &str, action: Service) -> Result<Box<dyn SmartSubtransportStream>, git2::Error> {
        Arc::clone(&self.carrier).start(action)
    }

    fn close(&self) -> Result<(), git2::Error> {
        // The stream was dropped before, which ended what carried it.
        Ok(())
    }
}

impl Carrier for Connection {
    fn start(self: Arc<Self>, action: Service) -> Result<Box<dyn SmartSubtransportStream>, git2::Error> {
        let program = match action {
            Service::UploadPackLs | Service::UploadPack => Program::UploadPack,
            Service::ReceivePackLs | Service::ReceivePack => Program::ReceivePack,
        };
        Ok(Box::new(self.open(program)?))
    }

    fn asks_anew(&self) -> bool {
        false
    }
}

struct Pipe {
    running: Running,
    stdin: Option<ChildStdin>,
    stdout: Option<ChildStdout>,
    patience: Duration,
    silent: Arc<AtomicBool>,
    askpass: Option<Arc<Askpass>>,
}

impl Read for Pipe {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if let Some(stdout) = &self.stdout {
            self.wait_for(stdout.as_fd(), PollFlags::IN)?;
        }
        loop {
            let result = self.stdout.as_mut().map_or(Ok(0), |stdout| stdout.read(buffer));
            match result {
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                other => return other,
            }
        }
    }
}

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        loop {
            let Some(mut stdin) = self.stdin.as_ref() else {
                return Err(std::io::ErrorKind::BrokenPipe.into());
            };
            match stdin.write(bytes) {
                Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {
                    self.wait_for(stdin.as_fd(), PollFlags::OUT)?;
                }
                Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => {
                    self.last_words();
                    return Err(error);
                }
                other => return other,
            }
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.stdin.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl Pipe {
    /// Waits until the other side says something or takes something. One that does neither for too long is given up.
    fn wait_for(&self, pipe: BorrowedFd<'_>, what: PollFlags) -> std::io::Result<()> {
        let mut until = Instant::now() + self.patience;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            let time = Timespec {
                tv_sec: i64::try_from(left.as_secs()).unwrap_or(i64::MAX),
                tv_nsec: i64::from(left.subsec_nanos()),
            };
            match poll(&mut [PollFd::from_borrowed_fd(pipe, what)], Some(&time)) {
                Err(rustix::io::Errno::INTR) => {}
                Ok(0) => {
                    // A writer who looks for a passphrase is not a server that is silent.
                    let heard = self.askpass.as_ref().and_then(|askpass| askpass.heard_until());
                    if let Some(later) = heard.map(|at| at + self.patience).filter(|later| *later > until) {
                        until = later;
                        continue;
                    }
                    self.silent.store(true, Ordering::Relaxed);
                    self.running.give_up();
                    return Err(std::io::ErrorKind::TimedOut.into());
                }
                Ok(_) => return Ok(()),
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// A server that refuses a pack while that is on its way says why and goes. libgit2 reads nothing once it cannot write,
    /// so what stands in the pipe is read here.
    fn last_words(&mut self) {
        self.stdin.take();
        self.running.finish(FAREWELL);
        let Some(stdout) = self.stdout.take() else {
            return;
        };
        // Another program that has the pipe too must not hold this up.
        if rustix::io::ioctl_fionbio(&stdout, true).is_err() {
            return;
        }
        let mut said = Vec::new();
        // Where nothing more stands in the pipe that is an error here; what was read is in `said`.
        let _ = stdout.take(LAST_WORDS).read_to_end(&mut said);
        self.running.complains(&side_bands(&said));
    }
}

/// The words for people among the packets of a server: those of the bands 2 (progress) and 3 (a fatal error), as gitprotocol-pack
/// has them.
fn side_bands(mut packets: &[u8]) -> Vec<u8> {
    let mut words = Vec::new();
    while let Some((length, rest)) = packets.split_at_checked(4) {
        let length = std::str::from_utf8(length)
            .ok()
            .and_then(|hex| usize::from_str_radix(hex, 16).ok());
        let Some(length) = length else { break };
        // Lengths below 4 are signs without content.
        let Some((packet, after)) = rest.split_at_checked(length.saturating_sub(4)) else {
            break;
        };
        if let [2 | 3, said @ ..] = packet {
            words.extend_from_slice(said);
        }
        packets = after;
    }
    words
}

impl Drop for Pipe {
    fn drop(&mut self) {
        self.stdin.take();
        self.stdout.take();
        self.running.finish(FAREWELL);
    }
}

#[cfg(test)]
mod tests {
    use super::side_bands;

    #[test]
    fn what_a_server_says_to_people_is_told_from_the_rest() {
        let packets = b"000eunpack ok\n00000015\x02fatal: too large0009\x01done0008\x03no\n00";
        assert_eq!(side_bands(packets), b"fatal: too largeno\n");
        for broken in [
            &b""[..],
            b"00",
            b"zzzz",
            b"ffff\x02cut",
            "\u{e9}\u{e9}".as_bytes(),
            b"0005",
        ] {
            assert_eq!(side_bands(broken), b"", "{broken:?}");
        }
    }
}
