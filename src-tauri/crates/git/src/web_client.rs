//! HTTP requests to one server, one after the other, by libcurl: on a thread of their own, so that whoever waits for an answer
//! can stop waiting at once. Knows nothing of Git.

use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, channel, sync_channel};
use std::time::Duration;

use curl::easy::{Easy2, Handler, List, NetRc, ReadError, WriteError};

use crate::cancel::Cancel;

/// How often a wait looks whether it was cancelled.
const LOOK: Duration = Duration::from_millis(50);
/// How many pieces of a body may wait to be read or sent.
const WAITING: usize = 16;

/// How a server is reached: the settings `http.*` of gitconfig(5).
#[derive(Debug, Clone)]
pub(crate) struct Manner {
    pub(crate) ca_file: Option<PathBuf>,
    pub(crate) ca_path: Option<PathBuf>,
    pub(crate) verify: bool,
    pub(crate) certificate: Option<PathBuf>,
    pub(crate) key: Option<PathBuf>,
    pub(crate) proxy: Option<String>,
    pub(crate) agent: String,
    /// How long a connection may take to be made, and how long fewer than `slowest` bytes a second may come.
    pub(crate) connecting: Duration,
    pub(crate) silence: Duration,
    pub(crate) slowest: u32,
}

/// What is asked.
pub(crate) struct Request {
    pub(crate) url: String,
    /// `Name: value`.
    pub(crate) headers: Vec<String>,
    /// User and password.
    pub(crate) credentials: Option<(String, String)>,
    pub(crate) body: Body,
}

/// What is sent along.
pub(crate) enum Body {
    /// Nothing: a GET.
    Nothing,
    /// A POST of known length.
    Whole(Vec<u8>),
    /// A POST in pieces, until the other end of the channel is dropped.
    Pieces(Receiver<Vec<u8>>),
}

/// Why there is no answer, or no more of it.
#[derive(Debug)]
pub(crate) enum Failure {
    Cancelled,
    /// Nothing came for too long.
    TimedOut(String),
    /// The server's certificate is not accepted.
    Certificate(String),
    /// No connection, or it broke.
    Broken(String),
}

/// An answer whose beginning is there.
#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) status: u32,
    /// Names in lower case.
    headers: Vec<(String, String)>,
    rest: Receiver<Event>,
    piece: Vec<u8>,
    at: usize,
    ended: bool,
    cancel: Cancel,
    /// Why it broke off, once it has.
    pub(crate) failure: Option<Failure>,
}

#[derive(Debug)]
enum Event {
    Head(u32, Vec<(String, String)>),
    Piece(Vec<u8>),
    End(Result<(), Failure>),
}

type Job = (Request, SyncSender<Event>);

/// A server to ask.
pub(crate) struct Client {
    jobs: Sender<Job>,
    cancel: Cancel,
}

impl Client {
    /// Does not connect yet.
    pub(crate) fn new(manner: Manner, cancel: &Cancel) -> Self {
        let (jobs, taken) = channel::<Job>();
        let stop = cancel.clone();
        std::thread::spawn(move || work(&manner, &stop, &taken));
        Self {
            jobs,
            cancel: cancel.clone(),
        }
    }

    /// Sends it; [`Sent::response`] waits for the answer.
    pub(crate) fn send(&self, request: Request) -> Sent {
        let (events, rest) = sync_channel(WAITING);
        // Where the thread is gone, so is its end of `rest`, and the answer is that it broke.
        let _ = self.jobs.send((request, events));
        Sent {
            rest,
            cancel: self.cancel.clone(),
        }
    }
}

/// A request on its way.
#[derive(Debug)]
pub(crate) struct Sent {
    rest: Receiver<Event>,
    cancel: Cancel,
}

impl Sent {
    /// Waits for the beginning of the answer.
    pub(crate) fn response(self) -> Result<Response, Failure> {
        match next(&self.rest, &self.cancel) {
            Event::Head(status, headers) => Ok(Response {
                status,
                headers,
                rest: self.rest,
                piece: Vec::new(),
                at: 0,
                ended: false,
                cancel: self.cancel,
                failure: None,
            }),
            Event::End(Err(failure)) => Err(failure),
            Event::Piece(_) | Event::End(Ok(())) => {
                Err(Failure::Broken("an answer without a beginning".into()))
            }
        }
    }
}

fn next(rest: &Receiver<Event>, cancel: &Cancel) -> Event {
    loop {
        if cancel.is_cancelled() {
            return Event::End(Err(Failure::Cancelled));
        }
        match rest.recv_timeout(LOOK) {
            Ok(event) => return event,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => {
                return Event::End(Err(Failure::Broken("the connection was given up".into())));
            }
        }
    }
}

impl Response {
    /// The values of a header, in their order.
    pub(crate) fn headers<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let named = self.headers.iter().filter(move |(other, _)| other == name);
        named.map(|(_, value)| value.as_str())
    }

    /// At most so many bytes of the body, as text.
    pub(crate) fn text(&mut self, most: u64) -> String {
        let mut bytes = Vec::new();
        // What came before it broke is better than nothing.
        let _ = self.take(most).read_to_end(&mut bytes);
        crate::progress::plain(&bytes)
    }
}

impl Read for Response {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.piece.len() && !self.ended {
            match next(&self.rest, &self.cancel) {
                Event::Piece(piece) => (self.piece, self.at) = (piece, 0),
                Event::Head(..) => {}
                Event::End(result) => {
                    self.ended = true;
                    self.failure = result.err();
                }
            }
        }
        if self.at == self.piece.len() && self.failure.is_some() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let many = buffer.len().min(self.piece.len() - self.at);
        buffer[..many].copy_from_slice(&self.piece[self.at..self.at + many]);
        self.at += many;
        Ok(many)
    }
}

/// The thread: one connection is kept from request to request.
fn work(manner: &Manner, cancel: &Cancel, jobs: &Receiver<Job>) {
    let mut easy = Easy2::new(Talk {
        cancel: cancel.clone(),
        ..Talk::default()
    });
    for (request, events) in jobs {
        easy.reset();
        let talk = easy.get_mut();
        (talk.status, talk.told, talk.headers) = (0, false, Vec::new());
        (talk.out, talk.at, talk.pieces) = (Vec::new(), 0, None);
        talk.events = Some(events.clone());
        let done = prepare(&mut easy, manner, request).and_then(|()| easy.perform());
        let result = done.map_err(|error| meaning(&error, cancel));
        let talk = easy.get_mut();
        // Nobody waits for it any more where these are not taken.
        if result.is_ok() {
            talk.tell_head();
        }
        (talk.events, talk.pieces) = (None, None);
        let _ = events.send(Event::End(result));
    }
}

fn prepare(easy: &mut Easy2<Talk>, manner: &Manner, request: Request) -> Result<(), curl::Error> {
    easy.url(&request.url)?;
    easy.useragent(&manner.agent)?;
    easy.accept_encoding("")?;
    easy.follow_location(false)?;
    easy.progress(true)?;
    easy.connect_timeout(manner.connecting)?;
    easy.low_speed_limit(manner.slowest)?;
    easy.low_speed_time(manner.silence)?;
    easy.ssl_verify_peer(manner.verify)?;
    easy.ssl_verify_host(manner.verify)?;
    if let Some(file) = &manner.ca_file {
        easy.cainfo(file)?;
    }
    if let Some(folder) = &manner.ca_path {
        easy.capath(folder)?;
    }
    if let Some(file) = &manner.certificate {
        easy.ssl_cert(file)?;
    }
    if let Some(file) = &manner.key {
        easy.ssl_key(file)?;
    }
    if let Some(proxy) = &manner.proxy {
        easy.proxy(proxy)?;
    }
    match &request.credentials {
        Some((user, password)) => {
            easy.username(user)?;
            easy.password(password)?;
        }
        // As Git does: `~/.netrc` may know the server.
        None => easy.netrc(NetRc::Optional)?,
    }
    let mut headers = List::new();
    for header in &request.headers {
        headers.append(header)?;
    }
    match request.body {
        Body::Nothing => easy.get(true)?,
        Body::Whole(bytes) => {
            easy.post(true)?;
            easy.post_field_size(bytes.len() as u64)?;
            // Else libcurl waits a second for a "100 Continue" that many servers never send.
            headers.append("Expect:")?;
            easy.get_mut().out = bytes;
        }
        Body::Pieces(pieces) => {
            easy.post(true)?;
            headers.append("Transfer-Encoding: chunked")?;
            headers.append("Expect:")?;
            easy.get_mut().pieces = Some(pieces);
        }
    }
    easy.http_headers(headers)
}

fn meaning(error: &curl::Error, cancel: &Cancel) -> Failure {
    if cancel.is_cancelled() {
        return Failure::Cancelled;
    }
    let words = error
        .extra_description()
        .unwrap_or_else(|| error.description())
        .to_owned();
    if error.is_operation_timedout() {
        Failure::TimedOut(words)
    } else if error.is_peer_failed_verification()
        || error.is_ssl_certproblem()
        || error.is_ssl_cacert()
        || error.is_ssl_cacert_badfile()
        || error.is_ssl_issuer_error()
    {
        Failure::Certificate(words)
    } else {
        Failure::Broken(words)
    }
}

/// What libcurl calls during one request.
#[derive(Default)]
struct Talk {
    cancel: Cancel,
    events: Option<SyncSender<Event>>,
    status: u32,
    headers: Vec<(String, String)>,
    /// The beginning of the answer was handed on.
    told: bool,
    out: Vec<u8>,
    at: usize,
    pieces: Option<Receiver<Vec<u8>>>,
}

impl Talk {
    /// Hands the beginning of the answer on, once. False when nobody waits for it.
    fn tell_head(&mut self) -> bool {
        let Some(events) = self.events.as_ref().filter(|_| !self.told) else {
            return self.told;
        };
        self.told = true;
        let headers = std::mem::take(&mut self.headers);
        events.send(Event::Head(self.status, headers)).is_ok()
    }
}

impl Handler for Talk {
    fn header(&mut self, line: &[u8]) -> bool {
        let line = String::from_utf8_lossy(line);
        if let Some(rest) = line.strip_prefix("HTTP/") {
            // Each answer on the way (a proxy's, "100 Continue") begins anew; the last one counts.
            let status = rest.split_ascii_whitespace().nth(1);
            self.status = status.and_then(|status| status.parse().ok()).unwrap_or(0);
            self.headers.clear();
        } else if let Some((name, value)) = line.split_once(':') {
            self.headers
                .push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
        true
    }

    fn write(&mut self, bytes: &[u8]) -> Result<usize, WriteError> {
        let heard = self.tell_head();
        let taken = self
            .events
            .as_ref()
            .is_some_and(|events| heard && events.send(Event::Piece(bytes.to_vec())).is_ok());
        // Fewer than there are: libcurl ends the request.
        Ok(if taken { bytes.len() } else { 0 })
    }

    fn read(&mut self, into: &mut [u8]) -> Result<usize, ReadError> {
        while self.at == self.out.len() {
            let Some(pieces) = &self.pieces else {
                return Ok(0);
            };
            match pieces.recv_timeout(LOOK) {
                Ok(piece) => (self.out, self.at) = (piece, 0),
                Err(RecvTimeoutError::Timeout) if self.cancel.is_cancelled() => return Err(ReadError::Abort),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Ok(0),
            }
        }
        let many = into.len().min(self.out.len() - self.at);
        into[..many].copy_from_slice(&self.out[self.at..self.at + many]);
        self.at += many;
        Ok(many)
    }

    fn progress(&mut self, _: f64, _: f64, _: f64, _: f64) -> bool {
        !self.cancel.is_cancelled()
    }
}
