//! Which line of the report a failure belongs to, and what `ssh` told that its last words do not.

use galley_git as git;
use galley_git::Way;

use crate::view::CheckName;
use crate::words;

/// Which line a failure of the connection belongs to.
pub(super) fn blame(error: &git::Error) -> CheckName {
    match error {
        git::Error::RemoteUnreachable { .. }
        | git::Error::TimedOut { .. }
        | git::Error::SshMissing
        | git::Error::Unsupported { .. }
        | git::Error::BadAddress { .. } => CheckName::Address,
        git::Error::HostKey { .. } | git::Error::Certificate { .. } => CheckName::Identity,
        _ => CheckName::Send,
    }
}

/// What the talk of `ssh` tells apart, and its last words alone do not: what is said, and the way on.
pub(super) fn told_apart(
    error: &git::Error,
    told: &git::Told,
    way: &Way,
    label: &str,
) -> Option<(String, Option<String>)> {
    match (error, way, &told.accepted) {
        (git::Error::PermissionDenied { .. }, Way::Ssh, _) if told.let_in => {
            Some(words::say("connection.no-right", &[("server", label)]))
        }
        (git::Error::PermissionDenied { .. }, Way::Ssh, Some(key)) => Some(words::say(
            "connection.key-locked",
            &[("server", label), ("key", key)],
        )),
        (git::Error::RemoteGone { .. }, Way::Ssh | Way::Web { .. }, _) => {
            Some(words::say("connection.no-repository", &[("server", label)]))
        }
        _ => None,
    }
}
