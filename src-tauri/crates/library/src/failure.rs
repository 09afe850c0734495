//! Git's failures in a writer's words.

use std::path::Path;

use galley_git as git;

use crate::error::Error;

/// The error that the window shows for Git's. `folder` is the library's, for sentences that name it.
pub fn git_error(error: git::Error, folder: &Path) -> Error {
    use git::Unsupported as U;
    let path = folder.display().to_string();
    let detail = error.detail().map(str::to_owned);
    let words = detail.clone().unwrap_or_default();
    let shown = match &error {
        git::Error::NotARepository { .. } => Error::new("repository.none", &[("path", &path)]),
        git::Error::Bare { .. } => Error::new("repository.bare", &[("path", &path)]),
        git::Error::NotOwned { .. } => Error::new("repository.not-owned", &[("path", &path)]),
        git::Error::Detached => Error::new("repository.detached", &[]),
        git::Error::NoRemote => Error::new("remote.none", &[]),
        git::Error::NoIdentity => Error::new("identity.missing", &[]),
        git::Error::RemoteGone { label, .. } => Error::new("remote.gone", &[("server", label)]),
        git::Error::RemoteUnreachable { label, .. } => Error::new("remote.unreachable", &[("server", label)]),
        git::Error::RemoteMoved { .. } => Error::new("remote.moved", &[("server", "The server")]),
        git::Error::RefusedByHook { words } | git::Error::Refused { words } => Error::new(
            "remote.refused",
            &[("server", "The server"), ("words", words.trim())],
        ),
        git::Error::PermissionDenied { label, .. } => Error::new("remote.permission", &[("server", label)]),
        git::Error::HostKey { label, changed, .. } => Error::new(
            if *changed {
                "remote.host-changed"
            } else {
                "remote.host-key"
            },
            &[("server", label)],
        ),
        git::Error::Busy(busy) => Error::new("repository.busy", &[("what", &busy.to_string())]),
        git::Error::Locked { .. } => Error::new("repository.locked", &[]),
        git::Error::NothingToCommit => Error::new("publish.nothing", &[]),
        git::Error::NotEmpty { dir } => {
            Error::new("folder.not-empty", &[("path", &dir.display().to_string())])
        }
        git::Error::SshMissing => Error::new("remote.no-ssh", &[("server", "the server")]),
        git::Error::Unsupported { what: U::Https, .. } => Error::new("remote.https-later", &[]),
        git::Error::Unsupported {
            what: U::Hooks,
            words,
        } => Error::new("hooks.later", &[("what", words)]),
        git::Error::Unsupported { what: U::Signing, .. } => Error::new("signing.later", &[]),
        git::Error::Unsupported {
            what: U::Filter | U::Encoding,
            words,
        } => Error::new("filter.later", &[("what", words)]),
        git::Error::Unsupported { words, .. } => Error::new("repository.unsupported", &[("what", words)]),
        git::Error::Cancelled => Error::new("cancelled", &[]),
        _ => Error::new("repository.failed", &[]),
    };
    match detail {
        Some(_) if !words.is_empty() => shown.because(words),
        _ => shown.because(error),
    }
}
