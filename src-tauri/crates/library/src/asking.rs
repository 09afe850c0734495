//! Who is asked what only the writer knows, and what is remembered of the answers: in memory until Galley ends, and in the
//! system's keyring when the writer wishes it.

use std::collections::HashMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use galley_git::{self as git, Secret, SignIn, Waiting};
use serde::{Deserialize, Serialize};

use crate::library::{Library, lock};
use crate::progress::Cancel;
use crate::view::{About, Answer, Question, SignInWhy};

/// Shows a question and waits for its answer: a window or a terminal.
pub trait Front: Send + Sync {
    /// `None` when the writer does not want to answer, or nobody waits any more.
    fn ask(&self, question: &Question, waiting: &Waiting) -> Option<Answer>;
}

/// The system's keyring.
pub trait Keyring: Send + Sync {
    /// Whether there is one.
    fn is_there(&self) -> bool;
    /// The secret that is kept under this name.
    fn get(&self, name: &str) -> Option<String>;
    /// Keeps it. What cannot be kept is asked for again the next time.
    fn set(&self, name: &str, secret: &str);
    /// Keeps it no more.
    fn forget(&self, name: &str);
}

/// A text that is in no log and no message.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Hidden(pub String);

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hidden")
    }
}

/// Asks the writer, and remembers.
pub struct Asker {
    front: Box<dyn Front>,
    keyring: Option<Box<dyn Keyring>>,
    program: Option<PathBuf>,
    known: Mutex<HashMap<String, Known>>,
}

#[derive(Clone)]
struct Known {
    user: Option<String>,
    secret: Secret,
}

impl fmt::Debug for Asker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Asker")
    }
}

impl Asker {
    /// `program`: the one that runs, whose `main` begins with [`answer_ssh`](crate::answer_ssh).
    pub fn new(
        front: Box<dyn Front>,
        keyring: Option<Box<dyn Keyring>>,
        program: Option<PathBuf>,
    ) -> Arc<Self> {
        Arc::new(Self {
            front,
            keyring,
            program,
            known: Mutex::default(),
        })
    }

    /// A handle for a verb whose writer is there.
    pub fn cancel(self: &Arc<Self>) -> Cancel {
        Cancel::new().asking(Arc::clone(self) as Arc<dyn git::Ask>)
    }

    fn recall(&self, name: &str) -> Option<Known> {
        if let Some(known) = lock(&self.known).get(name) {
            return Some(known.clone());
        }
        let kept = self.keyring.as_ref()?.get(name)?;
        let known = Known::read(&kept);
        lock(&self.known).insert(name.to_owned(), known.clone());
        Some(known)
    }

    fn drop_known(&self, name: &str) {
        if lock(&self.known).remove(name).is_some()
            && let Some(keyring) = &self.keyring
        {
            keyring.forget(name);
        }
    }
}

/// Counts the questions of all askers: an answer is never one to another window's question.
static ASKED: AtomicU32 = AtomicU32::new(0);

impl git::Ask for Asker {
    fn ask(&self, question: &git::Question, waiting: &Waiting) -> git::Answer {
        let name = name_of(question);
        if let Some(name) = &name {
            if is_asked_again(question) {
                self.drop_known(name);
            } else if let Some(known) = self.recall(name).filter(|known| known.is_for(question)) {
                return known.answer(question);
            }
        }
        let can_keep = keeps(question) && self.keyring.as_ref().is_some_and(|keyring| keyring.is_there());
        let shown = Question {
            id: format!("q{}", ASKED.fetch_add(1, Ordering::Relaxed)),
            about: about(question),
            can_keep,
        };
        let Some(answer) = self.front.ask(&shown, waiting) else {
            return git::Answer::No;
        };
        let Some(secret) = answer.secret else {
            return git::Answer::Yes;
        };
        let known = Known {
            user: answer.user,
            secret: Secret::new(secret.0),
        };
        if let Some(name) = name {
            if let Some(keyring) = self.keyring.as_ref().filter(|_| can_keep && answer.keep) {
                keyring.set(&name, &known.written());
            }
            lock(&self.known).insert(name, known.clone());
        }
        known.answer(question)
    }

    fn forget(&self, question: &git::Question) {
        if let Some(name) = name_of(question) {
            self.drop_known(&name);
        }
    }

    fn program(&self) -> Option<PathBuf> {
        self.program.clone()
    }
}

/// Answers from memory alone, for what nobody asked for.
pub(crate) struct Quiet(pub(crate) Arc<Asker>);

impl git::Ask for Quiet {
    fn ask(&self, question: &git::Question, _waiting: &Waiting) -> git::Answer {
        let name = name_of(question).filter(|_| !is_asked_again(question));
        // The keyring might want to be opened, in a window of its own.
        let known = name.and_then(|name| lock(&self.0.known).get(&name).cloned());
        let known = known.filter(|known| known.is_for(question));
        known.map_or(git::Answer::Unknown, |known| known.answer(question))
    }

    fn forget(&self, _question: &git::Question) {}

    fn program(&self) -> Option<PathBuf> {
        self.0.program.clone()
    }
}

impl Library {
    /// What the server wants to know while nobody waits for it is answered with what `asker` remembers.
    pub fn remembers(&self, asker: &Arc<Asker>) {
        // Only the first one counts, as there is one for the program's whole life.
        let _ = self.inner.asker.set(Arc::clone(asker));
    }
}

impl Known {
    /// Another account on the same server is another one's.
    fn is_for(&self, question: &git::Question) -> bool {
        match question {
            git::Question::SignIn { user: Some(user), .. } => self.user.as_ref() == Some(user),
            _ => true,
        }
    }

    fn answer(&self, question: &git::Question) -> git::Answer {
        match (question, &self.user) {
            (git::Question::SignIn { .. }, Some(user)) => git::Answer::Credentials {
                user: user.clone(),
                password: self.secret.clone(),
            },
            _ => git::Answer::Secret(self.secret.clone()),
        }
    }

    /// For the keyring: no name or password has a line end.
    fn written(&self) -> String {
        match &self.user {
            Some(user) => format!("{user}\n{}", self.secret.reveal()),
            None => self.secret.reveal().to_owned(),
        }
    }

    fn read(text: &str) -> Self {
        match text.split_once('\n') {
            Some((user, secret)) => Self {
                user: Some(user.to_owned()),
                secret: Secret::new(secret),
            },
            None => Self {
                user: None,
                secret: Secret::new(text),
            },
        }
    }
}

/// Under which name an answer is remembered; `None` for what is asked anew each time.
fn name_of(question: &git::Question) -> Option<String> {
    match question {
        git::Question::Passphrase { key, .. } => Some(format!("ssh-key {key}")),
        git::Question::Pin { key, .. } => Some(format!("ssh-pin {key}")),
        git::Question::Password { prompt, .. } if is_password(prompt) => Some(format!("ssh {prompt}")),
        git::Question::SignIn { server, .. } => Some(server.clone()),
        _ => None,
    }
}

/// Whether it is the password of an account that is asked for, in OpenSSH's own words with the server's name in them: a code
/// that is good for one time, and whatever else a server asks, is asked for each time.
fn is_password(prompt: &str) -> bool {
    let own = prompt.ends_with("'s password:") && prompt.contains('@') && !prompt.starts_with('(');
    let by_keyboard = prompt.starts_with('(') && prompt.contains('@') && prompt.ends_with(") Password:");
    own || by_keyboard
}

/// A PIN stays with its device.
fn keeps(question: &git::Question) -> bool {
    match question {
        git::Question::Pin { .. } => false,
        // What a credential helper keeps is kept once.
        git::Question::SignIn { helper, .. } => !helper,
        _ => name_of(question).is_some(),
    }
}

fn is_asked_again(question: &git::Question) -> bool {
    match question {
        git::Question::Passphrase { again, .. }
        | git::Question::Pin { again, .. }
        | git::Question::Password { again, .. }
        | git::Question::SignIn { again, .. } => *again,
        _ => false,
    }
}

fn about(question: &git::Question) -> About {
    let file = |key: &str| {
        let name = Path::new(key).file_name();
        name.map_or(key.to_owned(), |name| name.to_string_lossy().into_owned())
    };
    match question.clone() {
        git::Question::Passphrase { key, again } => About::Passphrase {
            key: file(&key),
            again,
        },
        git::Question::Pin { key, again } => About::Pin {
            key: file(&key),
            again,
        },
        git::Question::Touch { key } => About::Touch { key: file(&key) },
        git::Question::Password { prompt, again } => About::Password { prompt, again },
        git::Question::HostKey {
            host,
            kind,
            fingerprint,
        } => About::HostKey {
            host,
            key_kind: kind,
            fingerprint,
        },
        git::Question::SignIn {
            server,
            label,
            user,
            why,
            helper,
            token_page,
            again: _,
        } => About::SignIn {
            secure: server.starts_with("https:"),
            server: label,
            user,
            why: match why {
                SignIn::Wrong | SignIn::Forbidden => SignInWhy::Wrong,
                SignIn::Stale => SignInWhy::Stale,
                SignIn::Token => SignInWhy::Token,
                SignIn::Missing | SignIn::Unknown => SignInWhy::Missing,
            },
            helper,
            token_page,
        },
    }
}

#[cfg(test)]
#[path = "asking_tests.rs"]
mod tests;
