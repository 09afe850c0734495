//! Git's smart protocol over HTTP (gitprotocol-http(5)): the second transport, beside the pipes.
//!
//! libgit2's own would follow redirects with the password, ignore the writer's certificates and settings, and wait for a silent
//! server for ever; docs/adr/0014-https.md has the whole reason. Owns what follows a redirect, and what an answer means.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::cancel::Cancel;
use crate::classify;
use crate::error::Error;
use crate::sign_in::SignIn;
use crate::url_settings::Settings;
use crate::web_address::WebAddress;
use crate::web_client::{Body, Failure, Request, Response, Sent};
use crate::web_settings::Follow;
use crate::web_talk::{Talk, text_of};

/// How often a request is made anew: for a password, for a redirect.
const TURNS: usize = 12;
/// How much of an error page is read, in bytes.
pub(crate) const PAGE: u64 = 16 * 1024;

/// One conversation with a server.
pub(crate) struct Web {
    settings: Settings,
    pub(crate) cancel: Cancel,
    talk: Mutex<Talk>,
}

impl Web {
    /// Does not connect yet.
    pub(crate) fn new(settings: Settings, address: &WebAddress, cancel: &Cancel) -> Arc<Self> {
        Arc::new(Self {
            talk: Mutex::new(Talk::new(&settings, address, cancel)),
            settings,
            cancel: cancel.clone(),
        })
    }

    /// What went wrong, when something did.
    pub(crate) fn take_failure(&self) -> Option<Error> {
        self.talk().failure.take()
    }

    pub(crate) fn talk(&self) -> MutexGuard<'_, Talk> {
        self.talk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn failed(&self, error: Error) -> git2::Error {
        let shown = git2::Error::from_str(&error.to_string());
        self.talk().failure.get_or_insert(error);
        shown
    }

    /// The answer to the first question of a conversation: which refs there are.
    pub(crate) fn refs(&self, service: &str) -> Result<Response, Error> {
        let kind = format!("application/x-{service}-advertisement");
        let accept = vec![format!("Accept: {kind}, */*")];
        let response = self.ask(
            |talk| Request {
                url: format!("{}?service={service}", talk.address.below("info/refs")),
                headers: accept.clone(),
                credentials: None,
                body: Body::Nothing,
            },
            true,
        )?;
        let said = response
            .headers("content-type")
            .next()
            .unwrap_or_default()
            .to_owned();
        if said.split(';').next().map(str::trim) != Some(&kind) {
            let label = self.talk().address.host.clone();
            let words = format!("the server answered with a page ({said}), and not as a Git repository");
            return Err(Error::RemoteGone { label, words });
        }
        Ok(response)
    }

    /// A request, made again with credentials when the server asks for them. `first` may be redirected.
    pub(crate) fn ask(&self, make: impl Fn(&Talk) -> Request, first: bool) -> Result<Response, Error> {
        for _ in 0..TURNS {
            self.cancel.check()?;
            let sent = {
                let talk = self.talk();
                talk.send(make(&talk))
            };
            let mut response = self.began(sent)?;
            self.talk().date = response.headers("date").next().map(str::to_owned);
            let (status, host) = (response.status, self.talk().address.host.clone());
            match status {
                200 => {
                    self.talk().approve();
                    return Ok(response);
                }
                301 | 302 | 303 | 307 | 308 => self.redirected(&response, first)?,
                401 => {
                    let challenges: Vec<String> =
                        response.headers("www-authenticate").map(str::to_owned).collect();
                    let words = response.text(PAGE);
                    self.talk().sign_in(&challenges, &words)?;
                }
                _ => {
                    if status == 403 {
                        self.talk().forbidden();
                    }
                    return Err(refused(status, &host, &response.text(PAGE)));
                }
            }
        }
        let label = self.talk().address.host.clone();
        let words = "it asked again and again for the same, or led from one place to the next".into();
        Err(Error::RemoteUnreachable { label, words })
    }

    pub(crate) fn began(&self, sent: Sent) -> Result<Response, Error> {
        sent.response().map_err(|failure| self.meaning(failure))
    }

    pub(crate) fn meaning(&self, failure: Failure) -> Error {
        let talk = self.talk();
        let label = talk.address.host.clone();
        match failure {
            Failure::Cancelled => Error::Cancelled,
            Failure::TimedOut(words) => Error::TimedOut {
                label,
                seconds: talk.ways.manner.silence.as_secs(),
                words,
            },
            Failure::Certificate(words) => Error::Certificate { label, words },
            Failure::Broken(words) => Error::RemoteUnreachable { label, words },
        }
    }

    /// Goes where the server says that the repository is. Nothing that was meant for the first server goes along to another.
    fn redirected(&self, response: &Response, first: bool) -> Result<(), Error> {
        let mut talk = self.talk();
        let label = talk.address.host.clone();
        let to = response.headers("location").next().unwrap_or_default();
        let whole = if to.starts_with('/') {
            format!(
                "{}://{}{to}",
                talk.address.protocol(),
                talk.address.host_and_port()
            )
        } else {
            to.to_owned()
        };
        let follow = match talk.ways.follow {
            Follow::Never => false,
            Follow::First => first,
            Follow::Always => true,
        };
        let gone = |words: String| Error::RemoteGone {
            label: label.clone(),
            words,
        };
        if !follow {
            return Err(gone(format!(
                "the server leads elsewhere, to {}",
                crate::location::redact(&whole)
            )));
        }
        let place = whole.split_once("/info/refs").map(|(place, _)| place);
        let next = place.and_then(|place| WebAddress::parse(place).ok());
        let Some(next) = next else {
            return Err(gone(format!(
                "the server leads to {}, which is no repository",
                crate::location::redact(&whole)
            )));
        };
        if talk.address.secure && !next.secure {
            return Err(gone(
                "the server leads from https to http, where anyone could read along".into(),
            ));
        }
        if talk.address.same_server(&next) {
            talk.address.path = next.path;
            return Ok(());
        }
        // A name in the new address would be the server's choice of an account.
        let mut next = next;
        (next.user, next.password) = (None, None);
        let mut there = Talk::new(&self.settings, &next, &self.cancel);
        there.ways = there.ways.after_redirect(&self.settings, &next);
        *talk = there;
        Ok(())
    }

    pub(crate) fn question(service: &'static str, body: Vec<u8>) -> impl Fn(&Talk) -> Request {
        move |talk| Request {
            body: Body::Whole(body.clone()),
            ..talk.question(service)
        }
    }
}

/// What an answer with another status than 200 means.
pub(crate) fn refused(status: u32, host: &str, page: &str) -> Error {
    let label = host.to_owned();
    let words = format!("HTTP {status}\n{}", text_of(page)).trim_end().to_owned();
    match status {
        403 => Error::SignIn {
            label,
            kind: SignIn::Forbidden,
            words,
        },
        404 | 410 => Error::RemoteGone { label, words },
        413 => Error::TooLarge { words },
        _ => classify::connection(&words, &label).unwrap_or(Error::RemoteUnreachable { label, words }),
    }
}
