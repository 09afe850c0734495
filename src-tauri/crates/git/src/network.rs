//! One conversation with a remote: how it is reached, what is reported, what its failures mean.

use std::cell::RefCell;
use std::sync::Arc;

use git2::RemoteCallbacks;

use crate::askpass::Askpass;
use crate::cancel::Cancel;
use crate::classify;
use crate::error::Error;
use crate::local;
use crate::location::{Location, to_file_url};
use crate::progress::{Progress, RemoteLines, Stage};
use crate::repository::Opened;
use crate::sign_in::SignIn;
use crate::ssh::{Manner, SshProgram};
use crate::ssh_setting;
use crate::transport::{self, Carrier, Connection, Program};
use crate::url_settings::Settings;
use crate::web::Web;

/// A remote, ready to be spoken to.
pub(crate) struct Network<'a> {
    label: String,
    /// How `ssh` is called by hand to reach the same server.
    by_hand: Option<String>,
    url: String,
    line: Line,
    /// Settings of the repository that would say how the server is reached, and do not count without trust.
    left_out: Vec<String>,
    cancel: Cancel,
    tell: RefCell<&'a mut dyn FnMut(Progress)>,
    lines: RefCell<RemoteLines>,
}

/// What carries the conversation.
enum Line {
    Pipe(Arc<Connection>),
    Web(Arc<Web>),
}

impl<'a> Network<'a> {
    /// Does not connect yet. `what` is what will be asked of the other side.
    pub(crate) fn new(
        repo: &Opened,
        location: &Location,
        what: Program,
        tell: &'a mut dyn FnMut(Progress),
        cancel: &Cancel,
    ) -> Result<Self, Error> {
        Self::prepared(repo, location, what, tell, cancel, false)
    }

    /// The same; a `talkative` `ssh` tells what it does: see [`Network::complaints`].
    pub(crate) fn prepared(
        repo: &Opened,
        location: &Location,
        what: Program,
        tell: &'a mut dyn FnMut(Progress),
        cancel: &Cancel,
        talkative: bool,
    ) -> Result<Self, Error> {
        cancel.check()?;
        let label = location.label();
        let mut url = transport::URL.to_owned();
        let mut left_out = Vec::new();
        let line = match location {
            Location::Ssh(target) => {
                let program = SshProgram::choose(ssh_setting::read(repo)?);
                let target = target.clone();
                let silence = transport::patience(repo);
                let askpass = Askpass::listen(cancel);
                let asks = askpass.is_some();
                Line::Pipe(Connection::new(cancel, silence, askpass, move |what| {
                    program.command(&target, what, &Manner { asks, talkative })
                }))
            }
            Location::Web(address) => {
                let settings = Settings::read(&repo.config()?, repo.trusted)?;
                left_out = settings.left_out();
                Line::Web(Web::new(settings, address, cancel))
            }
            Location::Local(folder) => {
                if !folder.exists() {
                    let words = format!("{} does not exist", folder.display());
                    return Err(Error::RemoteGone { label, words });
                }
                let git = local::program("git");
                if git.is_none() {
                    if what == Program::ReceivePack {
                        local::without_hooks(folder)?;
                    }
                    url = to_file_url(folder);
                }
                let (git, folder) = (git.unwrap_or_default(), folder.clone());
                let call = move |what| local::command(&git, &folder, what);
                Line::Pipe(Connection::new(cancel, transport::patience(repo), None, call))
            }
        };
        Ok(Self {
            label,
            by_hand: location.by_hand(),
            url,
            line,
            left_out,
            cancel: cancel.clone(),
            tell: RefCell::new(tell),
            lines: RefCell::default(),
        })
    }

    /// Runs `work` with the address to give to libgit2, and says what a failure means.
    pub(crate) fn run<T>(&self, work: impl FnOnce(&str) -> Result<T, git2::Error>) -> Result<T, Error> {
        let carrier: Arc<dyn Carrier> = match &self.line {
            Line::Pipe(connection) => Arc::clone(connection) as _,
            Line::Web(web) => Arc::clone(web) as _,
        };
        transport::carried(carrier, || work(&self.url)).map_err(|error| self.meaning(error))
    }

    /// What the program that carried it said on its standard error.
    pub(crate) fn complaints(&self) -> String {
        match &self.line {
            Line::Pipe(connection) => connection.complaints().0,
            Line::Web(_) => String::new(),
        }
    }

    /// The credential helpers that a server on the web leads to.
    pub(crate) fn helpers(&self) -> Vec<String> {
        match &self.line {
            Line::Pipe(_) => Vec::new(),
            Line::Web(web) => web.talk().helper_names(),
        }
    }

    /// What time it is at a server on the web, by its own words.
    pub(crate) fn date(&self) -> Option<String> {
        match &self.line {
            Line::Pipe(_) => None,
            Line::Web(web) => web.talk().date.clone(),
        }
    }

    /// The remote, in words.
    pub(crate) fn label(&self) -> &str {
        &self.label
    }

    pub(crate) fn step(&self, stage: Stage, done: usize, total: usize) {
        self.tell(Progress::Step { stage, done, total });
    }

    fn tell(&self, progress: Progress) {
        // A callback that reports while reporting would be told nothing, rather than fail.
        if let Ok(mut tell) = self.tell.try_borrow_mut() {
            tell(progress);
        }
    }

    /// What the remote said so far, line by line.
    pub(crate) fn said(&self) -> String {
        self.lines.borrow().words()
    }

    pub(crate) fn cancelled(&self) -> bool {
        self.cancel.is_cancelled()
    }

    /// Callbacks that report and that stop when cancelled.
    pub(crate) fn callbacks(&self) -> RemoteCallbacks<'_> {
        let mut callbacks = RemoteCallbacks::new();
        callbacks.transfer_progress(|stats| {
            if stats.received_objects() < stats.total_objects() || stats.indexed_deltas() == 0 {
                self.step(Stage::Receiving, stats.received_objects(), stats.total_objects());
            } else {
                self.step(Stage::Resolving, stats.indexed_deltas(), stats.total_deltas());
            }
            !self.cancelled()
        });
        callbacks.sideband_progress(|bytes| {
            self.lines
                .borrow_mut()
                .push(bytes, |line| self.tell(Progress::Remote(line)));
            !self.cancelled()
        });
        callbacks.pack_progress(|_, done, total| self.step(Stage::Packing, done, total));
        callbacks.push_transfer_progress(|done, total, _| self.step(Stage::Sending, done, total));
        callbacks
    }

    fn meaning(&self, error: git2::Error) -> Error {
        if self.cancelled() {
            return Error::Cancelled;
        }
        match &self.line {
            Line::Web(web) => {
                if let Some(failure) = web.take_failure() {
                    return self.because_of_trust(failure);
                }
            }
            Line::Pipe(connection) if connection.was_silent() => {
                return Error::TimedOut {
                    label: self.label.clone(),
                    seconds: connection.patience().as_secs(),
                    words: connection.complaints().0,
                };
            }
            Line::Pipe(connection) => match connection.take_not_started() {
                Some(reason) if reason.kind() == std::io::ErrorKind::NotFound => return Error::SshMissing,
                Some(reason) => {
                    return Error::io(format!("starting the connection to {}", self.label), reason);
                }
                None => {}
            },
        }
        if error.code() == git2::ErrorCode::NotFastForward {
            return Error::RemoteMoved {
                words: error.message().to_owned(),
            };
        }
        // Not the other side's: a ref here that somebody else has.
        if error.code() == git2::ErrorCode::Locked {
            return Error::from(error);
        }
        let (complaints, code) = match &self.line {
            Line::Pipe(connection) => connection.complaints(),
            Line::Web(_) => (String::new(), None),
        };
        // The shell's way to say that a program is not there; the server's shell says it of Git's programs.
        if code == Some(127)
            && !complaints.contains("git-upload-pack")
            && !complaints.contains("git-receive-pack")
        {
            return Error::SshMissing;
        }
        // What `ssh` tells beside is no complaint.
        let plain = complaints.lines().filter(|line| !line.starts_with("debug1: "));
        let complaints = plain.collect::<Vec<_>>().join("\n");
        let mut words = complaints.clone();
        for more in [self.said(), error.message().to_owned()] {
            if !more.is_empty() && !words.contains(&more) {
                words = if words.is_empty() {
                    more
                } else {
                    format!("{words}\n{more}")
                };
            }
        }
        let mut known = classify::connection(&words, &self.label);
        if let (Some(Error::HostKey { ssh, .. }), Some(by_hand)) = (&mut known, &self.by_hand) {
            ssh.clone_from(by_hand);
        }
        let declined = matches!(&self.line, Line::Pipe(connection) if connection.was_declined());
        if declined && !matches!(known, Some(Error::HostKey { .. })) {
            return Error::Cancelled;
        }
        if let Some(known) = known {
            return known;
        }
        if error.class() == git2::ErrorClass::Net || !complaints.is_empty() {
            return Error::RemoteUnreachable {
                label: self.label.clone(),
                words,
            };
        }
        Error::from(error)
    }
}

impl Network<'_> {
    /// A server that cannot be reached or wants to know who asks, when settings of the repository were passed over that may
    /// say how: then these are what is missing.
    fn because_of_trust(&self, failure: Error) -> Error {
        let says_how = |name: &&String| match &failure {
            Error::SignIn {
                kind: SignIn::Missing,
                ..
            } => name.starts_with("credential.") || name.ends_with(".extraheader"),
            Error::Certificate { .. } => name.starts_with("http.") && name.contains(".ssl"),
            Error::RemoteUnreachable { .. } => name.ends_with(".proxy"),
            _ => false,
        };
        let found: Vec<&str> = self
            .left_out
            .iter()
            .filter(says_how)
            .map(String::as_str)
            .collect();
        match found.is_empty() {
            true => failure,
            false => Error::Untrusted {
                what: found.join(", "),
            },
        }
    }
}

/// A remote of exactly this address. `url.….insteadOf` in a repository's own settings must not lead a push elsewhere than
/// was shown: the writer's own rewriting was done when the address was read.
pub(crate) fn exactly<'r>(repo: &'r git2::Repository, url: &str) -> Result<git2::Remote<'r>, git2::Error> {
    let remote = repo.remote_anonymous(url)?;
    // `pushInsteadOf` gives the remote a second address, which a push would take.
    if remote.url().ok() == Some(url) && remote.pushurl()?.is_none_or(|other| other == url) {
        return Ok(remote);
    }
    Err(git2::Error::from_str(
        "a setting (url.….insteadOf) leads this address elsewhere",
    ))
}
