//! From what `ssh`, `git` and servers say to the kind of error it is.
//!
//! The texts are those of OpenSSH and Git themselves and of the large hosts. A text that is not known stays
//! "cannot be reached", with the words beside it.

use crate::error::Error;

/// The kind of failure that these words tell of, if they are known.
pub(crate) fn connection(words: &str, label: &str) -> Option<Error> {
    let lower = words.to_lowercase();
    let says = |parts: &[&str]| parts.iter().any(|part| lower.contains(part));
    let (label, words) = (label.to_owned(), words.to_owned());
    if says(&[
        "host key verification failed",
        "remote host identification has changed",
    ]) {
        let changed = says(&["identification has changed"]);
        return Some(Error::HostKey {
            label,
            changed,
            words,
        });
    }
    if says(&[
        "does not appear to be a git repository",
        "repository not found",
        "no such file or directory",
        "could not be found",
        "not a git repository",
    ]) || (says(&["repository '"]) && says(&["not found"]))
    {
        return Some(Error::RemoteGone { label, words });
    }
    if says(&[
        "permission denied",
        "permission to ",
        "access denied",
        "you are not allowed",
        "not authorized",
        "read only",
        "detected dubious ownership",
        "too many authentication failures",
    ]) {
        return Some(Error::PermissionDenied { label, words });
    }
    if says(&[
        "could not resolve",
        "name or service not known",
        "name resolution",
        "connection refused",
        "connection timed out",
        "operation timed out",
        "no route to host",
        "network is unreachable",
        "connection reset",
        "connection closed",
        "kex_exchange_identification",
    ]) {
        return Some(Error::RemoteUnreachable { label, words });
    }
    None
}

/// The kind of refusal when a remote answers a push with a reason for its branch. `said` are the lines that came
/// along; a hook explains itself there.
pub(crate) fn refusal(reason: &str, said: &str) -> Error {
    let lower = reason.to_lowercase();
    if [
        "fetch first",
        "non-fast-forward",
        "failed to update ref",
        "stale info",
        "incorrect old value",
    ]
    .iter()
    .any(|part| lower.contains(part))
    {
        return Error::RemoteMoved {
            words: join(reason, said),
        };
    }
    if lower.contains("declined") {
        let words = if said.is_empty() {
            reason.to_owned()
        } else {
            said.to_owned()
        };
        return Error::RefusedByHook { words };
    }
    Error::Refused {
        words: join(reason, said),
    }
}

fn join(reason: &str, said: &str) -> String {
    if said.is_empty() {
        reason.to_owned()
    } else {
        format!("{reason}\n{said}")
    }
}

#[cfg(test)]
mod tests {
    use super::{connection, refusal};
    use crate::error::Error;

    #[test]
    fn known_words_have_their_kind() {
        type Check = fn(&Error) -> bool;
        let gone: Check = |error| matches!(error, Error::RemoteGone { .. });
        let denied: Check = |error| matches!(error, Error::PermissionDenied { .. });
        let unreachable: Check = |error| matches!(error, Error::RemoteUnreachable { .. });
        let unknown: Check = |error| matches!(error, Error::HostKey { changed: false, .. });
        let changed: Check = |error| matches!(error, Error::HostKey { changed: true, .. });
        for (words, check) in [
            ("git@h: Permission denied (publickey).", denied),
            ("ERROR: Permission to a/b.git denied to c.", denied),
            (
                "No ED25519 host key is known for h.\nHost key verification failed.",
                unknown,
            ),
            (
                "@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\nHost key verification failed.",
                changed,
            ),
            (
                "ssh: Could not resolve hostname h: Name or service not known",
                unreachable,
            ),
            ("ssh: connect to host h port 22: Connection refused", unreachable),
            ("fatal: 'b.git' does not appear to be a git repository", gone),
            (
                "ERROR: Repository not found.\nfatal: Could not read from remote repository.",
                gone,
            ),
        ] {
            assert!(
                connection(words, "h").is_some_and(|error| check(&error)),
                "{words}"
            );
        }
        assert!(connection("Welcome to the server", "h").is_none());
    }

    #[test]
    fn refusals_are_told_apart() {
        assert!(matches!(
            refusal("non-fast-forward", ""),
            Error::RemoteMoved { .. }
        ));
        assert!(matches!(
            refusal("failed to update ref", ""),
            Error::RemoteMoved { .. }
        ));
        let hook = refusal("pre-receive hook declined", "No posts on Sundays");
        assert!(matches!(hook, Error::RefusedByHook { words } if words == "No posts on Sundays"));
        assert!(matches!(
            refusal("branch is currently checked out", ""),
            Error::Refused { .. }
        ));
    }
}
