//! Signing in to a server on the web.

/// Why a server on the web did not let a writer in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SignIn {
    /// It wants a name and a password, and nobody here has any.
    Missing,
    /// Those in the remote's address are wrong.
    Wrong,
    /// Those that were kept are no longer taken: they are too old, or were withdrawn or changed.
    Stale,
    /// It takes a token in place of a password.
    Token,
    /// It knows who asks, and does not let them.
    Forbidden,
    /// It asks in a way that is not known here (Kerberos, say).
    Unknown,
}
