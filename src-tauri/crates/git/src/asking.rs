//! What only the writer can answer while a verb speaks to a server: a passphrase, a name and a password, whether an unknown
//! server is the right one. The answer comes from whoever holds the other end of [`Ask`]: a window or a terminal.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::cancel::Cancel;
use crate::sign_in::SignIn;

/// What a verb wants to know.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Question {
    /// The passphrase of an SSH key.
    Passphrase {
        /// The key's file.
        key: String,
        /// The last answer did not open it.
        again: bool,
    },
    /// The PIN of a key in a device.
    Pin {
        /// The key, as SSH names it.
        key: String,
        /// The last answer was wrong.
        again: bool,
    },
    /// To touch a key in a device. Nothing is to be answered; the question is over when it was touched.
    Touch {
        /// The key, as SSH names it.
        key: String,
    },
    /// A password, a code, or whatever else an SSH server asks for.
    Password {
        /// The server's words.
        prompt: String,
        /// The last answer was not taken.
        again: bool,
    },
    /// Whether a server that this computer has not met is the right one.
    HostKey {
        /// Its name or address.
        host: String,
        /// The kind of its key, for example `ED25519`.
        kind: String,
        /// `SHA256:…`, as whoever runs the server can tell it too.
        fingerprint: String,
    },
    /// A name, and a password or token, for a server on the web.
    SignIn {
        /// `https://host:port`: for whom they are, and for nobody else.
        server: String,
        /// The server's name, with a port where the address has one.
        label: String,
        /// The name, where it is known already.
        user: Option<String>,
        /// Why it is asked for.
        why: SignIn,
        /// The last answer was not taken.
        again: bool,
        /// A credential helper of the writer's keeps what is taken.
        helper: bool,
        /// Where a token is made, of a host that is known.
        token_page: Option<String>,
    },
}

/// Something that is shown to nobody.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Takes it in.
    pub fn new(secret: impl Into<String>) -> Self {
        Self(secret.into())
    }

    /// The secret itself, for the one who has to have it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// What the writer says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// To a passphrase, a PIN or a password.
    Secret(Secret),
    /// To a sign-in.
    Credentials {
        /// The name.
        user: String,
        /// The password or the token.
        password: Secret,
    },
    /// The server is the right one.
    Yes,
    /// Not now, or it is not.
    No,
    /// The writer is not there to be asked, and nothing is remembered.
    Unknown,
}

/// Somebody who can answer.
pub trait Ask: Send + Sync {
    /// Blocks until there is an answer, or until nobody waits for it any more.
    fn ask(&self, question: &Question, waiting: &Waiting) -> Answer;

    /// The server took an answer and then did not let its writer do what was asked: another one may be able to.
    fn forget(&self, question: &Question);

    /// The program that OpenSSH shall call for a question (`SSH_ASKPASS`); its `main` begins with
    /// [`answer_ssh`](crate::answer_ssh). Without one, SSH asks nothing.
    fn program(&self) -> Option<PathBuf>;
}

/// Whether somebody still waits for an answer.
#[derive(Debug, Clone, Default)]
pub struct Waiting {
    cancel: Cancel,
    gone: Arc<AtomicBool>,
}

impl Waiting {
    pub(crate) fn new(cancel: &Cancel) -> Self {
        Self {
            cancel: cancel.clone(),
            gone: Arc::default(),
        }
    }

    /// The verb was cancelled, or what asked has ended.
    pub fn is_over(&self) -> bool {
        self.cancel.is_cancelled() || self.gone.load(Ordering::SeqCst)
    }

    /// Blocks until then.
    pub fn until_over(&self) {
        self.cancel.wait_until(|| self.is_over());
    }

    pub(crate) fn end(&self) {
        self.gone.store(true, Ordering::SeqCst);
        self.cancel.wake();
    }
}
