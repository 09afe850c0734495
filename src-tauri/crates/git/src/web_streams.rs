//! What libgit2 reads from and writes to, over a conversation with a server on the web.

use std::io::{self, Read, Write};
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};

use git2::transport::{Service, SmartSubtransportStream};

use crate::error::Error;
use crate::transport::Carrier;
use crate::web::{PAGE, Web, refused};
use crate::web_client::{Body, Failure, Request, Response, Sent};

/// What is sent at once, as Git does by default (`http.postBuffer`), in bytes; more goes in pieces.
const AT_ONCE: usize = 1 << 20;
/// Pieces on their way to the server.
const PIECES: usize = 4;

impl Carrier for Web {
    fn start(self: Arc<Self>, action: Service) -> Result<Box<dyn SmartSubtransportStream>, git2::Error> {
        let refs = |service| -> Result<Box<dyn SmartSubtransportStream>, git2::Error> {
            match self.refs(service) {
                Ok(response) => Ok(Box::new(Refs(response))),
                Err(error) => Err(self.failed(error)),
            }
        };
        match action {
            Service::UploadPackLs => refs("git-upload-pack"),
            Service::ReceivePackLs => refs("git-receive-pack"),
            Service::UploadPack => Ok(Box::new(Exchange::new(self, "git-upload-pack"))),
            Service::ReceivePack => Ok(Box::new(Exchange::new(self, "git-receive-pack"))),
        }
    }

    fn asks_anew(&self) -> bool {
        true
    }
}

/// The list of refs, to read.
struct Refs(Response);

impl Read for Refs {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer)
    }
}

impl Write for Refs {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::Unsupported.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// One question and its answer: written first, then read.
struct Exchange {
    web: Arc<Web>,
    service: &'static str,
    question: Vec<u8>,
    pieces: Option<(SyncSender<Vec<u8>>, Sent)>,
    answer: Option<Response>,
}

impl Exchange {
    fn new(web: Arc<Web>, service: &'static str) -> Self {
        Self {
            web,
            service,
            question: Vec::new(),
            pieces: None,
            answer: None,
        }
    }

    /// Begins to send what is too much to be kept. A question without content goes first: what is sent in pieces cannot be sent
    /// again with a password.
    fn begin(&mut self) -> Result<SyncSender<Vec<u8>>, Error> {
        let mut probe = self
            .web
            .ask(Web::question(self.service, b"0000".to_vec()), false)?;
        probe.text(PAGE);
        let (pieces, taken) = sync_channel(PIECES);
        let talk = self.web.talk();
        let request = Request {
            body: Body::Pieces(taken),
            ..talk.question(self.service)
        };
        let sent = talk.send(request);
        drop(talk);
        self.pieces = Some((pieces.clone(), sent));
        Ok(pieces)
    }

    fn send_piece(&mut self) -> Result<(), Error> {
        let pieces = match &self.pieces {
            Some((pieces, _)) => pieces.clone(),
            None => self.begin()?,
        };
        let piece = std::mem::take(&mut self.question);
        if pieces.send(piece).is_err() {
            // The server answered before it had all: its answer is the reason.
            self.receive()?;
            return Err(self
                .web
                .meaning(Failure::Broken("the server stopped listening".into())));
        }
        self.web.cancel.check()
    }

    fn receive(&mut self) -> Result<(), Error> {
        let response = match self.pieces.take() {
            None => self.web.ask(
                Web::question(self.service, std::mem::take(&mut self.question)),
                false,
            )?,
            Some((pieces, sent)) => {
                if !self.question.is_empty() {
                    // Where nobody listens any more, the answer says why.
                    let _ = pieces.send(std::mem::take(&mut self.question));
                }
                drop(pieces);
                let mut response = self.web.began(sent)?;
                if response.status != 200 {
                    let host = self.web.talk().address.host.clone();
                    return Err(refused(response.status, &host, &response.text(PAGE)));
                }
                response
            }
        };
        self.answer = Some(response);
        Ok(())
    }

    fn failed(&self, error: Error) -> io::Error {
        io::Error::other(self.web.failed(error).message().to_owned())
    }
}

impl Read for Exchange {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.answer.is_none()
            && let Err(error) = self.receive()
        {
            return Err(self.failed(error));
        }
        let Some(answer) = &mut self.answer else {
            return Ok(0);
        };
        let read = answer.read(buffer);
        if let Some(failure) = answer.failure.take() {
            let meant = self.web.meaning(failure);
            return Err(self.failed(meant));
        }
        read
    }
}

impl Write for Exchange {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.question.extend_from_slice(bytes);
        if self.question.len() >= AT_ONCE
            && let Err(error) = self.send_piece()
        {
            return Err(self.failed(error));
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
