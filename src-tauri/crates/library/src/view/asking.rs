//! What only the writer can answer while a server is spoken to.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::asking::Hidden;

view! {
/// A question that somebody waits with.
pub struct Question {
    /// Its id, for the answer.
    pub id: String,
    /// What is asked.
    pub about: About,
    /// Whether there is a keyring that could keep the answer.
    pub can_keep: bool,
}

/// What is asked.
#[serde(tag = "kind")]
#[ts(optional_fields)]
pub enum About {
    /// A key's passphrase.
    Passphrase {
        /// The key's file name.
        key: String,
        /// The last answer did not open it.
        again: bool,
    },
    /// The PIN of a key in a device.
    Pin {
        /// The key.
        key: String,
        /// The last answer was wrong.
        again: bool,
    },
    /// To touch a key in a device.
    Touch {
        /// The key.
        key: String,
    },
    /// What an SSH server asks for in its own words.
    Password {
        /// These.
        prompt: String,
        /// The last answer was not taken.
        again: bool,
    },
    /// Whether a server that was never met is the right one.
    HostKey {
        /// The server.
        host: String,
        /// The kind of its key, for example `ED25519`.
        #[serde(rename = "keyKind")]
        key_kind: String,
        /// `SHA256:…`.
        fingerprint: String,
    },
    /// A name and a password or token.
    SignIn {
        /// The server.
        server: String,
        /// The name, where it is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        user: Option<String>,
        /// Why.
        why: SignInWhy,
        /// A credential helper keeps what is taken.
        helper: bool,
        /// Whether it goes over TLS.
        secure: bool,
        /// Where a token is made.
        #[serde(rename = "tokenPage", default, skip_serializing_if = "Option::is_none")]
        token_page: Option<String>,
    },
}

/// Why a server on the web asks who it is.
pub enum SignInWhy {
    /// Nothing is kept for it.
    Missing,
    /// The name or the password is wrong.
    Wrong,
    /// What was kept is too old, or was withdrawn.
    Stale,
    /// It takes tokens and no passwords.
    Token,
}

/// What the writer says to a [`Question`]. Without a secret: yes.
#[ts(optional_fields)]
pub struct Answer {
    /// The name, to sign in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    /// Passphrase, PIN, password or token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(as = "Option<String>")]
    pub secret: Option<Hidden>,
    /// The system's keyring shall keep it.
    #[serde(default)]
    pub keep: bool,
}
}
