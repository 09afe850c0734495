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
    if says(&TOO_LARGE) {
        return Some(Error::TooLarge { words });
    }
    if says(&[
        "host key verification failed",
        "remote host identification has changed",
    ]) {
        let changed = says(&["identification has changed"]);
        return Some(Error::HostKey {
            ssh: format!("ssh {label}"),
            label,
            changed,
            words,
        });
    }
    // A key file that is not there is told of before that, and is no folder of the server's.
    let refused = says(&["permission denied ("]);
    let gone = says(&[
        "does not appear to be a git repository",
        "repository not found",
        "no such file or directory",
        "could not be found",
        "not a git repository",
    ]) || (says(&["repository '"]) && says(&["not found"]));
    if gone && !refused {
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
        "write access to repository not granted",
        "does not have write access",
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

/// Whether a server's page says that it takes tokens and no passwords, as GitHub, GitLab and Bitbucket do.
pub(crate) fn wants_a_token(page: &str) -> bool {
    let lower = page.to_lowercase();
    let known = [
        "password authentication was removed",
        "password authentication is not",
        "access token",
        "api token",
        "app password",
    ];
    known.iter().any(|part| lower.contains(part))
}

/// What the large hosts say of a branch that takes changes by review only.
const PROTECTED: [&str; 8] = [
    "protected branch",
    "protected branches",
    "repository rule violations",
    "can only be modified through pull requests",
    "must be made through a pull request",
    "must use a pull request",
    "permission denied to update branch",
    "push to this branch is not permitted",
];
/// Of files.
const TOO_LARGE: [&str; 8] = [
    "large files detected",
    "file size limit",
    "exceeds maximum",
    "exceed maximum",
    "is larger than the allowed",
    "blobs which exceed",
    "exceeds the size limit",
    "pack exceeds",
];
/// Of writers.
const NO_RIGHT: [&str; 9] = [
    "you are not allowed to push",
    "write access to repository not granted",
    "does not have write access",
    "do not have permission to push",
    "don't have permission to push",
    "marked as read only",
    "insufficient permission for adding",
    "read-only file system",
    "unable to create temporary object directory",
];

/// The kind of refusal when a remote answers a push with a reason for its branch. `said` are the lines that came
/// along; a hook explains itself there. `label` and `branch` are where it was sent.
pub(crate) fn refusal(reason: &str, said: &str, label: &str, branch: &str) -> Error {
    let lower = reason.to_lowercase();
    let says = |text: &str, parts: &[&str]| parts.iter().any(|part| text.contains(part));
    let all = format!("{lower}\n{}", said.to_lowercase());
    // A branch `a` where there is to be `a/b`: no other try comes to another end.
    let never = says(&all, &["exists; cannot create", "cannot create '"]);
    if !never
        && says(
            &lower,
            &[
                "fetch first",
                "non-fast-forward",
                "failed to update ref",
                "stale info",
                "incorrect old value",
                "cannot lock ref",
            ],
        )
    {
        return Error::RemoteMoved {
            words: join(reason, said),
        };
    }
    let words = if lower.contains("declined") && !said.is_empty() {
        said.to_owned()
    } else {
        join(reason, said)
    };
    // A file first: it stays too large on any branch and for anyone.
    if says(&all, &TOO_LARGE) {
        return Error::TooLarge { words };
    }
    if says(&all, &PROTECTED) {
        let branch = branch.strip_prefix("refs/heads/").unwrap_or(branch).to_owned();
        return Error::Protected { branch, words };
    }
    if says(&all, &NO_RIGHT) {
        return Error::PermissionDenied {
            label: label.to_owned(),
            words,
        };
    }
    if lower.contains("declined") {
        return Error::RefusedByHook { words };
    }
    Error::Refused { words }
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
            (
                "Warning: Identity file k not accessible: No such file or directory.\ngit@h: Permission denied (publickey).",
                denied,
            ),
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
        let kind = |reason: &str, said: &str| refusal(reason, said, "h", "refs/heads/main");
        for reason in ["non-fast-forward", "failed to update ref", "cannot lock ref"] {
            assert!(matches!(kind(reason, ""), Error::RemoteMoved { .. }), "{reason}");
        }
        // Two names of which one would be a folder of the other.
        let names =
            "error: cannot lock ref 'refs/heads/a/b': 'refs/heads/a' exists; cannot create 'refs/heads/a/b'";
        for (reason, said) in [
            ("failed to update ref", names),
            (names.trim_start_matches("error: "), ""),
        ] {
            let refused = kind(reason, said);
            assert!(
                matches!(&refused, Error::Refused { words } if words.contains("exists;")),
                "{refused:?}"
            );
        }
        // Somebody else is at it this moment.
        let busy = "error: cannot lock ref 'refs/heads/main': Unable to create 'main.lock': File exists.";
        assert!(matches!(
            kind("failed to update ref", busy),
            Error::RemoteMoved { .. }
        ));
        let hook = kind("pre-receive hook declined", "No posts on Sundays");
        assert!(matches!(hook, Error::RefusedByHook { words } if words == "No posts on Sundays"));
        assert!(matches!(
            kind("branch is currently checked out", ""),
            Error::Refused { .. }
        ));
    }

    /// The words are those of the hosts; what is around them differs from release to release.
    #[test]
    fn the_hosts_refusals_are_known() {
        let declined = "pre-receive hook declined";
        type Check = fn(&Error) -> bool;
        let protected: Check = |error| matches!(error, Error::Protected { branch, .. } if branch == "main");
        let large: Check = |error| matches!(error, Error::TooLarge { .. });
        let right: Check = |error| matches!(error, Error::PermissionDenied { label, .. } if label == "h");
        for (reason, said, check) in [
            (
                "protected branch hook declined",
                "error: GH006: Protected branch update failed for refs/heads/main.",
                protected,
            ),
            (
                "push declined due to repository rule violations",
                "error: GH013: Repository rule violations found for refs/heads/main.",
                protected,
            ),
            (
                declined,
                "GitLab: You are not allowed to push code to protected branches on this project.",
                protected,
            ),
            (
                declined,
                "Not allowed to push to protected branch main",
                protected,
            ),
            (
                declined,
                "Branch refs/heads/main can only be modified through pull requests.",
                protected,
            ),
            (
                declined,
                "error: GH001: Large files detected.\nerror: File a.mov is 120.00 MB; this exceeds GitHub's file size limit \
                 of 100.00 MB",
                large,
            ),
            (
                declined,
                "GitLab: You are attempting to check in one or more blobs which exceed the 100.0MiB limit",
                large,
            ),
            (
                "unpacker error",
                "fatal: pack exceeds maximum allowed size",
                large,
            ),
            (
                declined,
                "You are not allowed to push code to this project.",
                right,
            ),
            (
                "unpacker error",
                "error: remote unpack failed: unable to create temporary object directory",
                right,
            ),
        ] {
            let error = refusal(reason, said, "h", "refs/heads/main");
            assert!(check(&error), "{said}: {error:?}");
            assert!(error.detail().is_some_and(|words| words.contains(said)), "{said}");
        }
    }
}
