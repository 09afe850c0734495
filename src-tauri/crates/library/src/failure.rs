//! Git's failures in a writer's words.

use std::path::Path;

use galley_git as git;

use crate::error::Error;
use crate::words;

/// The error that the window shows for Git's. `folder` is the library's, for sentences that name it.
pub fn git_error(error: git::Error, folder: &Path) -> Error {
    use git::Unsupported as U;
    let path = folder.display().to_string();
    let (the_server, first) = (
        words::say("remote.name", &[]).0,
        words::say("remote.name-first", &[]).0,
    );
    if is_disk_full(&error) {
        return Error::new("repository.disk-full", &[]).because(error);
    }
    let detail = error.detail().map(str::to_owned);
    let said = detail.clone().unwrap_or_default();
    let shown = match &error {
        git::Error::NotARepository { .. } => Error::new("repository.none", &[("path", &path)]),
        git::Error::Bare { .. } => Error::new("repository.bare", &[("path", &path)]),
        git::Error::NotOwned { .. } => Error::new("repository.not-owned", &[("path", &path)]),
        git::Error::Detached => Error::new("repository.detached", &[]),
        git::Error::NoRemote => Error::new("remote.none", &[]),
        git::Error::WhichRemote { branch, names } => Error::new(
            "remote.which",
            &[
                ("branch", branch),
                ("names", &names.join(", ")),
                ("first", names.first().map_or("", String::as_str)),
            ],
        ),
        git::Error::NoIdentity => Error::new("identity.missing", &[]),
        git::Error::RemoteGone { label, .. } => Error::new("remote.gone", &[("server", label)]),
        git::Error::RemoteUnreachable { label, .. } => Error::new("remote.unreachable", &[("server", label)]),
        // Each try met the lock: whoever made it is gone.
        git::Error::RemoteMoved { words } if words.contains(".lock") => {
            Error::new("remote.locked", &[("server", &first)])
        }
        git::Error::RemoteMoved { .. } => Error::new("remote.moved", &[("server", &the_server)]),
        git::Error::RemoteRewound { dropped } => Error::new(
            "remote.rewound",
            &[("server", &first), ("count", &dropped.to_string())],
        ),
        git::Error::Protected { branch, .. } => {
            Error::new("remote.protected", &[("server", &first), ("branch", branch)])
        }
        git::Error::TooLarge { words } => {
            Error::new("remote.too-large", &[("server", &first), ("words", words.trim())])
        }
        git::Error::RefusedByHook { words } | git::Error::Refused { words } => {
            Error::new("remote.refused", &[("server", &first), ("words", words.trim())])
        }
        git::Error::PermissionDenied { label, .. } => Error::new("remote.permission", &[("server", label)]),
        git::Error::HostKey {
            label, changed, ssh, ..
        } => Error::new(
            if *changed {
                "remote.host-changed"
            } else {
                "remote.host-key"
            },
            &[("server", label), ("ssh", ssh)],
        ),
        git::Error::Busy(what) => busy(*what),
        git::Error::Locked { by: None, words } if words.ends_with(".lock") => {
            let lock = words
                .rsplit_once(".git/")
                .map_or(words.as_str(), |(_, lock)| lock);
            Error::new("repository.lock-left", &[("lock", lock)])
        }
        git::Error::Locked { by, .. } => {
            let by = by.as_ref().map(|by| format!(", {by},")).unwrap_or_default();
            Error::new("repository.locked", &[("by", &by)])
        }
        git::Error::IndexBroken { .. } => Error::new("repository.index-broken", &[]),
        git::Error::TwoVersions { paths } => Error::new("sync.two-versions", &[("path", &first_of(paths))]),
        git::Error::WouldOverwrite { paths } => Error::new("sync.in-the-way", &[("path", &first_of(paths))]),
        git::Error::StagedApart { paths } => Error::new("sync.staged", &[("path", &first_of(paths))]),
        git::Error::ChangedSince { paths } => Error::new("undo.changed-since", &[("path", &first_of(paths))]),
        git::Error::Diverged => Error::new("sync.strangers", &[]),
        git::Error::NoUpstream => Error::new("publish.first-send", &[]),
        git::Error::NothingToCommit => Error::new("publish.nothing", &[]),
        git::Error::NotEmpty { dir } => {
            Error::new("folder.not-empty", &[("path", &dir.display().to_string())])
        }
        git::Error::SshMissing => Error::new("remote.no-ssh", &[("server", &the_server)]),
        git::Error::SignIn { label, kind, .. } => Error::new(sign_in(*kind), &[("server", label)]),
        git::Error::Certificate { label, .. } => Error::new("remote.certificate", &[("server", label)]),
        git::Error::TimedOut { label, seconds, .. } => Error::new(
            "remote.timed-out",
            &[("server", label), ("seconds", &seconds.to_string())],
        ),
        git::Error::Unsupported {
            what: U::Hooks,
            words,
        } => Error::new("hooks.later", &[("what", words)]),
        git::Error::Unsupported {
            what: U::Signing,
            words,
        } => Error::new("signing.later", &[("what", words)]),
        git::Error::Untrusted { what } => Error::new("repository.untrusted", &[("what", what)]),
        git::Error::Hook {
            name, missing: true, ..
        } => Error::new("hooks.missing", &[("name", name)]),
        git::Error::Hook { name, .. } => Error::new("hooks.refused", &[("name", name)]),
        git::Error::HookTimedOut { name, seconds, .. } => Error::new(
            "hooks.timed-out",
            &[("name", name), ("seconds", &seconds.to_string())],
        ),
        git::Error::HookStaged { name, paths } => {
            Error::new("hooks.staged", &[("name", name), ("path", &first_of(paths))])
        }
        git::Error::Lfs { path, .. } => Error::new("lfs.failed", &[("path", &path.display().to_string())]),
        git::Error::Unsupported {
            what: U::LfsMissing,
            words,
        } => Error::new("lfs.missing", &[("program", words)]),
        git::Error::NotSigned { program, .. } => Error::new("signing.failed", &[("program", program)]),
        git::Error::Unsupported {
            what: U::Filter | U::Encoding,
            words,
        } => Error::new("filter.later", &[("what", words)]),
        git::Error::Unsupported { what: U::Link, words } => Error::new("repository.link", &[("what", words)]),
        git::Error::Unsupported {
            what: U::Format,
            words,
        } if conversion(words).is_some() => {
            let (what, command) = conversion(words).unwrap_or_default();
            Error::new("repository.convert", &[("what", what), ("command", command)])
        }
        git::Error::Unsupported {
            what: U::PushRemote,
            words,
        } => Error::new("remote.fork", &[("what", words)]),
        git::Error::Unsupported {
            what: U::Addresses,
            words,
        } => Error::new("remote.several", &[("what", words)]),
        git::Error::Unsupported { words, .. } => Error::new("repository.unsupported", &[("what", words)]),
        git::Error::NoBranch { name } => Error::new("branch.none", &[("name", name)]),
        git::Error::BranchExists { name } => Error::new("branch.exists", &[("name", name)]),
        git::Error::BranchElsewhere { name } => Error::new("branch.elsewhere", &[("name", name)]),
        git::Error::BadName { name } => Error::new("branch.bad-name", &[("name", name)]),
        git::Error::Cancelled => Error::new("cancelled", &[]),
        _ => Error::new("repository.failed", &[]),
    };
    match detail {
        Some(_) if !said.is_empty() => shown.because(said),
        _ => shown.because(error),
    }
}

fn sign_in(kind: git::SignIn) -> &'static str {
    match kind {
        git::SignIn::Missing => "sign-in.missing",
        git::SignIn::Wrong => "sign-in.wrong",
        git::SignIn::Stale => "sign-in.stale",
        git::SignIn::Token => "sign-in.token",
        git::SignIn::Forbidden => "sign-in.forbidden",
        git::SignIn::Unknown => "sign-in.unknown",
    }
}

/// Whether this computer's disk took no more. libgit2 has no code for that, only the system's words.
fn is_disk_full(error: &git::Error) -> bool {
    use std::io::ErrorKind::{QuotaExceeded, StorageFull};
    match error {
        git::Error::Io { source, .. } => matches!(source.kind(), StorageFull | QuotaExceeded),
        git::Error::Git { words } => {
            let words = words.to_lowercase();
            ["no space left on device", "disk quota exceeded"]
                .iter()
                .any(|full| words.contains(full))
        }
        _ => false,
    }
}

/// That another program is in the middle of something, and the two ways out.
pub(crate) fn busy(what: git::Busy) -> Error {
    if what == git::Busy::Conflicts {
        return Error::new("repository.conflicts", &[]);
    }
    let name = what.to_string();
    let (finish, abort) = match what {
        git::Busy::Bisect => ("git bisect good / bad".to_owned(), "git bisect reset".to_owned()),
        _ => (format!("git {name} --continue"), format!("git {name} --abort")),
    };
    let what = match what {
        git::Busy::ApplyMailbox => "a series of patches".to_owned(),
        _ => format!("a {name}"),
    };
    let arguments = [("what", what.as_str()), ("finish", &finish), ("abort", &abort)];
    Error::new("repository.busy", &arguments)
}

/// A format by Git's words for it, and the command that makes it an ordinary one.
fn conversion(words: &str) -> Option<(&'static str, &'static str)> {
    let lower = words.to_lowercase();
    let known = [
        ("'link'", "split index", "git update-index --no-split-index"),
        ("'sdir'", "sparse index", "git sparse-checkout disable"),
        ("sparsecheckout", "sparse checkout", "git sparse-checkout disable"),
        ("refstorage", "reftable", "git refs migrate --ref-format=files"),
        ("partialclone", "partial clone", "git clone URL DIR"),
    ];
    let found = known.into_iter().find(|(mark, ..)| lower.contains(mark));
    found.map(|(_, what, command)| (what, command))
}

fn first_of(paths: &[std::path::PathBuf]) -> String {
    paths
        .first()
        .map(|path| path.display().to_string())
        .unwrap_or_default()
}

/// The error that the window shows for Git's when nothing was to be sent, only to be got.
pub fn fetch_error(error: git::Error, folder: &Path) -> Error {
    let fetch = match &error {
        git::Error::RemoteGone { label, .. } => Error::new("sync.gone", &[("server", label)]),
        git::Error::RemoteUnreachable { label, .. } => Error::new("sync.unreachable", &[("server", label)]),
        git::Error::PermissionDenied { label, .. } => Error::new("sync.permission", &[("server", label)]),
        _ => return git_error(error, folder),
    };
    Error {
        details: git_error(error, folder).details,
        ..fetch
    }
}

/// The error that the window shows for Git's when a blog was copied: nothing of it is here.
pub fn clone_error(error: git::Error, folder: &Path) -> Error {
    let clone = match &error {
        git::Error::RemoteGone { label, .. } => Error::new("clone.gone", &[("server", label)]),
        git::Error::RemoteUnreachable { label, .. } => Error::new("clone.unreachable", &[("server", label)]),
        git::Error::PermissionDenied { label, .. } => Error::new("clone.permission", &[("server", label)]),
        git::Error::RefusedByHook { words } | git::Error::Refused { words } => {
            let server = words::say("remote.name-first", &[]).0;
            Error::new("clone.refused", &[("server", &server), ("words", words.trim())])
        }
        _ => return git_error(error, folder),
    };
    Error {
        details: git_error(error, folder).details,
        ..clone
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_server_begins_no_sentence_in_the_middle_of_one() {
        let words = String::new();
        let moved = git_error(git::Error::RemoteMoved { words }, Path::new("blog"));
        assert!(
            moved.message.contains("publishing to the server right now"),
            "{moved}"
        );
    }
}
