//! What a server and a key want to know from the writer, with a real `ssh`, `sshd` and nginx.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

mod support;

use std::collections::VecDeque;
use std::fs;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

use galley_git::{Answer, Ask, Cancel, Error, Question, Secret, SignIn, Waiting};
use galley_testkit::repo::{Place, Repo};
use galley_testkit::server::SshServer;
use galley_testkit::web::WebServer;
use support::{isolated, open, quiet};

/// A writer who knows beforehand what to say, and then says no.
#[derive(Default)]
struct Writer {
    answers: Mutex<VecDeque<Answer>>,
    asked: Mutex<Vec<Question>>,
    forgotten: Mutex<Vec<Question>>,
    /// Says nothing until nobody waits any more, and tells that it was asked.
    silent: Option<Sender<()>>,
}

impl Writer {
    fn who_says(answers: impl IntoIterator<Item = Answer>) -> Arc<Self> {
        Arc::new(Self {
            answers: Mutex::new(answers.into_iter().collect()),
            ..Self::default()
        })
    }

    fn who_is_away() -> (Arc<Self>, Receiver<()>) {
        let (sender, receiver) = channel();
        let writer = Self {
            silent: Some(sender),
            ..Self::default()
        };
        (Arc::new(writer), receiver)
    }

    fn asked(&self) -> Vec<Question> {
        self.asked.lock().unwrap().clone()
    }
}

impl Ask for Writer {
    fn ask(&self, question: &Question, waiting: &Waiting) -> Answer {
        self.asked.lock().unwrap().push(question.clone());
        if let Some(asked) = &self.silent {
            asked.send(()).unwrap();
            waiting.until_over();
        }
        self.answers.lock().unwrap().pop_front().unwrap_or(Answer::No)
    }

    fn forget(&self, question: &Question) {
        self.forgotten.lock().unwrap().push(question.clone());
    }

    fn program(&self) -> Option<PathBuf> {
        Some(env!("CARGO_BIN_EXE_galley-askpass").into())
    }
}

fn secret(words: &str) -> Answer {
    Answer::Secret(Secret::new(words))
}

struct OverSsh {
    server: SshServer,
    bare: Repo,
    blog: Repo,
    _place: Place,
}

impl OverSsh {
    fn at(alias: &str) -> Self {
        isolated();
        let server = SshServer::start();
        let place = Place::new();
        let (bare, blog) = place.published(&[("a", "1\n")]);
        blog.git(["config", "core.sshCommand", &server.command()]);
        blog.git(["remote", "set-url", "origin", &server.address(alias, bare.path())]);
        Self {
            server,
            bare,
            blog,
            _place: place,
        }
    }

    fn fetch(&self, cancel: &Cancel) -> Result<(), Error> {
        open(&self.blog).fetch(&mut quiet(), cancel).map(drop)
    }

    fn fetch_as(&self, writer: &Arc<Writer>) -> Result<(), Error> {
        let writer: Arc<Writer> = Arc::clone(writer);
        self.fetch(&Cancel::new().asking(writer))
    }

    fn passphrase(&self, again: bool) -> Question {
        Question::Passphrase {
            key: self.server.key("locked").display().to_string(),
            again,
        }
    }
}

#[test]
fn a_keys_passphrase_is_asked_for_until_it_opens_the_key() {
    let there = OverSsh::at(SshServer::LOCKED_KEY);
    let writer = Writer::who_says([secret("wrong"), secret(SshServer::PASSPHRASE)]);
    there.fetch_as(&writer).unwrap();
    assert_eq!(writer.asked(), [there.passphrase(false), there.passphrase(true)]);
    // Somebody has to be there: what is asked for in the background asks nobody.
    let error = there.fetch(&Cancel::none()).unwrap_err();
    assert!(matches!(error, Error::PermissionDenied { .. }), "{error:?}");
}

#[test]
fn a_writer_who_does_not_answer_is_asked_once_and_nothing_goes() {
    let there = OverSsh::at(SshServer::LOCKED_KEY);
    let writer = Writer::who_says([]);
    let error = there.fetch_as(&writer).unwrap_err();
    assert!(matches!(error, Error::Cancelled), "{error:?}");
    assert_eq!(writer.asked(), [there.passphrase(false)]);
    assert_eq!(there.bare.subjects("main"), ["first"]);
}

#[test]
fn an_unknown_server_is_shown_and_known_from_then_on() {
    let there = OverSsh::at(SshServer::NEW_HOST);
    let question = Question::HostKey {
        host: format!("[127.0.0.1]:{}", there.server.port()),
        kind: "ED25519".into(),
        fingerprint: there.server.fingerprint(),
    };
    let doubts = Writer::who_says([Answer::No]);
    let error = there.fetch_as(&doubts).unwrap_err();
    assert!(
        matches!(error, Error::HostKey { changed: false, .. }),
        "{error:?}"
    );
    assert_eq!(doubts.asked(), std::slice::from_ref(&question));
    assert_eq!(there.server.met(), "");
    let writer = Writer::who_says([Answer::Yes, secret(SshServer::PASSPHRASE)]);
    there.fetch_as(&writer).unwrap();
    assert_eq!(writer.asked(), [question, there.passphrase(false)]);
    assert!(there.server.met().contains("ssh-ed25519"));
    let again = Writer::who_says([secret(SshServer::PASSPHRASE)]);
    there.fetch_as(&again).unwrap();
    assert_eq!(again.asked(), [there.passphrase(false)]);
}

/// There is nothing to be asked about a server that is another one than last time.
#[test]
fn a_server_with_another_identity_is_refused_without_a_question() {
    let there = OverSsh::at(SshServer::CHANGED_HOST);
    let writer = Writer::who_says([Answer::Yes, Answer::Yes]);
    let error = there.fetch_as(&writer).unwrap_err();
    assert!(matches!(error, Error::HostKey { changed: true, .. }), "{error:?}");
    assert_eq!(writer.asked(), []);
}

/// The time of a writer who looks for a passphrase is not counted as the server's silence, and a cancel ends it at once.
#[test]
fn a_question_waits_for_the_writer_and_goes_with_the_verb() {
    let there = OverSsh::at(SshServer::LOCKED_KEY);
    there.blog.git(["config", "galley.timeout", "1"]);
    let (writer, asked) = Writer::who_is_away();
    let cancel = Cancel::new().asking(writer);
    let fetching = {
        let (repository, cancel) = (open(&there.blog), cancel.clone());
        std::thread::spawn(move || repository.fetch(&mut |_| {}, &cancel))
    };
    asked.recv().unwrap();
    // Longer than the server may be silent: the pipe that nobody writes to is the clock here.
    let (reader, _writer) = std::io::pipe().unwrap();
    let limit = rustix::event::Timespec {
        tv_sec: 1,
        tv_nsec: 500_000_000,
    };
    let mut nothing = [rustix::event::PollFd::new(&reader, rustix::event::PollFlags::IN)];
    assert_eq!(rustix::event::poll(&mut nothing, Some(&limit)).unwrap(), 0);
    assert!(!fetching.is_finished());
    cancel.cancel();
    assert!(matches!(fetching.join().unwrap(), Err(Error::Cancelled)));
}

/// An agent that has the key answers for the writer.
#[test]
fn an_agent_is_asked_before_the_writer() {
    let there = OverSsh::at(SshServer::LOCKED_KEY);
    let agent = galley_testkit::agent::Agent::start();
    agent.add(&there.server.key("locked"), SshServer::PASSPHRASE);
    let command = format!(
        "{} -o IdentityAgent='{}'",
        there.server.command(),
        agent.socket().display()
    );
    there.blog.git(["config", "core.sshCommand", &command]);
    let writer = Writer::who_says([]);
    let repository = open(&there.blog);
    repository.trust();
    let cancel = Cancel::new().asking(Arc::clone(&writer) as Arc<dyn Ask>);
    repository.fetch(&mut quiet(), &cancel).unwrap();
    assert_eq!(writer.asked(), []);
}

struct OverWeb {
    server: WebServer,
    blog: Repo,
    place: Place,
}

impl OverWeb {
    fn at(place_there: &str) -> Self {
        isolated();
        let place = Place::new();
        let (bare, blog) = place.published(&[("a", "1\n")]);
        bare.git(["config", "http.receivepack", "true"]);
        let server = WebServer::start(place.path());
        let name = bare.path().file_name().unwrap().to_str().unwrap();
        blog.git([
            "remote",
            "set-url",
            "origin",
            &server.address(&format!("{place_there}/{name}")),
        ]);
        blog.git(["config", "http.sslCAInfo", server.authority().to_str().unwrap()]);
        Self { server, blog, place }
    }

    fn fetch_as(&self, writer: &Arc<Writer>) -> Result<(), Error> {
        let writer: Arc<Writer> = Arc::clone(writer);
        let repository = open(&self.blog);
        repository.trust();
        repository
            .fetch(&mut quiet(), &Cancel::new().asking(writer))
            .map(drop)
    }

    fn question(&self, user: Option<&str>, why: SignIn, helper: bool) -> Question {
        Question::SignIn {
            server: format!("https://{}", self.server.host()),
            label: self.server.host(),
            user: user.map(str::to_owned),
            why,
            again: why != SignIn::Missing,
            helper,
            token_page: None,
        }
    }
}

fn credentials(user: &str, password: &str) -> Answer {
    Answer::Credentials {
        user: user.into(),
        password: Secret::new(password),
    }
}

#[test]
fn a_server_on_the_web_is_signed_in_to_and_the_helper_keeps_what_was_taken() {
    let there = OverWeb::at("git");
    let writer = Writer::who_says([
        credentials(WebServer::USER, "wrong"),
        credentials(WebServer::USER, WebServer::PASSWORD),
    ]);
    let store = there.place.path().join("kept");
    there.blog.git([
        "config",
        "credential.helper",
        &format!("store --file '{}'", store.display()),
    ]);
    there.fetch_as(&writer).unwrap();
    assert_eq!(
        writer.asked(),
        [
            there.question(None, SignIn::Missing, true),
            there.question(Some(WebServer::USER), SignIn::Wrong, true)
        ]
    );
    let kept = fs::read_to_string(&store).unwrap();
    assert!(
        kept.contains(WebServer::PASSWORD) && !kept.contains("wrong"),
        "{kept}"
    );
    let nobody = Writer::who_says([]);
    there.fetch_as(&nobody).unwrap();
    assert_eq!(nobody.asked(), []);
}

#[test]
fn why_a_server_asks_again_is_told() {
    let there = OverWeb::at("token");
    let writer = Writer::who_says([credentials("ada", "a password")]);
    let error = there.fetch_as(&writer).unwrap_err();
    assert!(
        matches!(
            error,
            Error::SignIn {
                kind: SignIn::Token,
                ..
            }
        ),
        "{error:?}"
    );
    assert_eq!(
        writer.asked(),
        [
            there.question(None, SignIn::Missing, false),
            there.question(Some("ada"), SignIn::Token, false)
        ]
    );
    let there = OverWeb::at("forbidden");
    let writer = Writer::who_says([credentials(WebServer::USER, WebServer::PASSWORD)]);
    there.fetch_as(&writer).unwrap_err();
    assert_eq!(writer.forgotten.lock().unwrap().len(), 1);
}
