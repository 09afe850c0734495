//! The true preview: the page that the blog's own generator makes, from its development server on this machine.
//!
//! Owns the question whether it may be run, the running server and what it says. It runs nothing that the writer did not
//! agree to, and no shell gets a word of the library's. What a generator's command is, and how its output is read, is
//! `galley-generators`' knowledge.

mod agreed;
mod command;
mod fault;
mod page;
mod server;

use std::sync::{Arc, Mutex, Weak};

use crate::error::{Error, Result};
use crate::library::{Inner, Library, lock};
use crate::view::{LibraryEvent, Problem, TruePreview, TruePreviewState};
use command::{Command, Ports};
use server::{Phase, Server};

/// What an open library knows of its true preview.
#[derive(Default)]
pub(crate) struct Shown {
    /// Held while a server is started or ended, so that there is never a second one.
    starting: Mutex<()>,
    server: Mutex<Option<Arc<Server>>>,
    /// The ports that the question names, so that the command runs as it was shown.
    ports: Mutex<Option<Ports>>,
    /// Why the last start came to nothing.
    refused: Mutex<Option<Error>>,
    /// What was agreed to where it cannot be kept.
    agreed: Mutex<Option<String>>,
    /// The library is closing: nothing is started any more.
    closed: Mutex<bool>,
}

impl Library {
    /// What the true preview of an open post is at, and where its page is.
    ///
    /// # Errors
    /// `post.closed`.
    pub fn true_preview(&self, post: &str) -> Result<TruePreview> {
        let inner = &self.inner;
        let session = inner.session(post)?;
        let (path, now) = {
            let session = lock(&session);
            (session.path.clone(), session.post())
        };
        let kind = inner.site.generator.kind();
        let mut view = TruePreview {
            state: TruePreviewState::None,
            generator: kind.name().to_owned(),
            command: String::new(),
            folder: String::new(),
            key: String::new(),
            open_to_network: false,
            page: None,
            found: false,
            reloads: 0,
            fault: None,
            error: None,
            said: Vec::new(),
        };
        let command = match command::of(inner) {
            Ok(Some(command)) => command,
            Ok(None) => return Ok(view),
            Err(error) => {
                inner.stop_server();
                view.state = TruePreviewState::Failed;
                view.error = Some(error.view());
                return Ok(view);
            }
        };
        let key = command.key();
        // Another command than the one that was agreed to is another question.
        if lock(&inner.true_preview.server)
            .as_ref()
            .is_some_and(|server| server.key != key)
        {
            inner.stop_server();
        }
        let ports = inner.ports(&command);
        view.command = command.shown(&inner.places, ports.as_ref().ok());
        view.folder = inner.places.shown(&command.folder);
        view.open_to_network = command.open_to_network;
        view.key = key.clone();
        let server = lock(&inner.true_preview.server).clone();
        let Some(server) = server else {
            let refused = lock(&inner.true_preview.refused).as_ref().map(Error::view);
            view.state = match (inner.has_agreed(&key), &refused) {
                (false, _) => TruePreviewState::Asks,
                (true, Some(_)) => TruePreviewState::Failed,
                (true, None) => TruePreviewState::Off,
            };
            view.error = refused;
            return Ok(view);
        };
        let seen = server.seen();
        view.said = seen.said;
        view.fault = seen.fault.map(|fault| fault::problem(inner, &fault));
        view.reloads = seen.reloads;
        match seen.phase {
            Phase::Starting => view.state = TruePreviewState::Starting,
            Phase::Ended(error) => {
                view.state = TruePreviewState::Failed;
                view.error = Some(error);
            }
            Phase::Ready => {
                view.state = TruePreviewState::Ready;
                let (address, found) = page::of_post(inner, &server, &path, &now);
                view.page = Some(address);
                view.found = found;
            }
        }
        Ok(view)
    }

    /// Starts the generator's server: `agreed` is the key of the command that the writer saw and agreed to, which is
    /// kept. Does not wait until it answers; [`LibraryEvent::TruePreviewChanged`] tells.
    ///
    /// # Errors
    /// `true-preview.changed` when there is another command by now; `true-preview.none`, `true-preview.no-program`,
    /// `true-preview.no-port`, `true-preview.port-taken`, `true-preview.not-started`.
    pub fn start_true_preview(&self, agreed: &str) -> Result<()> {
        let inner = &self.inner;
        let command = command::of(inner)?.ok_or_else(|| Error::new("true-preview.none", &[]))?;
        if command.key() != agreed {
            return Err(Error::new("true-preview.changed", &[]));
        }
        inner.agree(agreed);
        inner.start_server(command, None)
    }

    /// Ends the generator's server and all that it started.
    pub fn stop_true_preview(&self) {
        self.inner.stop_server();
        self.inner.tell(LibraryEvent::TruePreviewChanged);
    }

    /// The port of the running server: the only one that the preview's frame may go to.
    pub fn true_preview_port(&self) -> Option<u16> {
        let server = lock(&self.inner.true_preview.server).clone()?;
        server.is_running().then_some(server.ports.port)
    }
}

impl Inner {
    /// The ports that are shown and used. A fixed one may be taken.
    fn ports(&self, command: &Command) -> Result<Ports> {
        if let Some(server) = lock(&self.true_preview.server).as_ref() {
            return Ok(server.ports);
        }
        let mut kept = lock(&self.true_preview.ports);
        match *kept {
            Some(ports) if command.can_use(ports) => Ok(ports),
            _ => {
                let ports = command.find_ports()?;
                *kept = Some(ports);
                Ok(ports)
            }
        }
    }

    /// Starts a server. In place of `ended`, only as long as that one is the library's.
    fn start_server(self: &Arc<Self>, command: Command, ended: Option<&Arc<Server>>) -> Result<()> {
        let _one = lock(&self.true_preview.starting);
        if *lock(&self.true_preview.closed) {
            return Err(Error::new("post.closed", &[]));
        }
        let old = lock(&self.true_preview.server).clone();
        if let Some(ended) = ended
            && !old.as_ref().is_some_and(|old| Arc::ptr_eq(old, ended))
        {
            return Ok(());
        }
        if let Some(old) = old {
            if old.is_running() && old.key == command.key() {
                return Ok(());
            }
            old.stop();
        }
        lock(&self.true_preview.server).take();
        let ports = self.ports(&command);
        lock(&self.true_preview.ports).take();
        let listener = Arc::downgrade(self);
        let started = ports.and_then(|ports| Server::start(command, ports, ended.is_some(), listener));
        let answer = match started {
            Ok(server) => {
                *lock(&self.true_preview.server) = Some(server);
                lock(&self.true_preview.refused).take();
                Ok(())
            }
            Err(error) => {
                *lock(&self.true_preview.refused) = Some(Error::from(error.view()));
                Err(error)
            }
        };
        self.tell(LibraryEvent::TruePreviewChanged);
        answer
    }

    pub(crate) fn stop_server(&self) {
        let _one = lock(&self.true_preview.starting);
        let server = lock(&self.true_preview.server).take();
        lock(&self.true_preview.refused).take();
        if let Some(server) = server {
            server.stop();
        }
    }

    /// Ends the server for good.
    pub(crate) fn close_true_preview(&self) {
        *lock(&self.true_preview.closed) = true;
        self.stop_server();
    }

    /// A post is about to be saved: what was wrong with it may be mended by that.
    pub(crate) fn true_preview_saving(&self, path: &str) {
        let server = lock(&self.true_preview.server).clone();
        if let Some(server) = server {
            server.saving(|fault| fault::path(self, fault).is_none_or(|named| named == path));
        }
    }

    /// A post was saved: its page is another one soon.
    pub(crate) fn true_preview_saved(&self) {
        let server = lock(&self.true_preview.server).clone();
        if let Some(server) = server {
            server.saved();
            self.tell(LibraryEvent::TruePreviewChanged);
        }
    }

    /// What the generator says is wrong with this post.
    pub(crate) fn true_preview_problem(&self, path: &str) -> Option<Problem> {
        let server = lock(&self.true_preview.server).clone()?;
        let fault = server.seen().fault?;
        let problem = fault::problem(self, &fault);
        (problem.path.as_deref() == Some(path)).then_some(problem)
    }

    /// A server ended by itself, and there is hope that another one does not: some generators fall over a text that is
    /// mended.
    fn start_again(self: &Arc<Self>, ended: &Arc<Server>) {
        // What hinders it is shown in place of the page.
        let _ = self.start_server(ended.command.clone(), Some(ended));
    }
}

/// Tells that something is another one, as long as the library is open.
fn tell(inner: &Weak<Inner>) {
    if let Some(inner) = inner.upgrade() {
        inner.tell(LibraryEvent::TruePreviewChanged);
    }
}
