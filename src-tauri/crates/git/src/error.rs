//! What can go wrong, sorted by what a caller does about it. Git's own words are kept beside, never instead.

use std::path::PathBuf;

use crate::lock::Holder;
use crate::repository::Busy;
use crate::sign_in::SignIn;
use crate::unsupported::Unsupported;

/// Why a verb did not do what it was asked. `words` are Git's, the server's or a hook's own.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No repository in this folder or above it.
    #[error("{} is not in a Git repository", dir.display())]
    NotARepository {
        /// Where it was looked for.
        dir: PathBuf,
    },
    /// The folder belongs to another user, so that Git does not trust its settings.
    #[error("the repository belongs to another user")]
    NotOwned {
        /// Git's words.
        words: String,
    },
    /// A repository without a work tree.
    #[error("{} is a bare repository: it has no files to work with", dir.display())]
    Bare {
        /// The repository.
        dir: PathBuf,
    },
    /// HEAD points to a commit instead of a branch.
    #[error("no branch is checked out")]
    Detached,
    /// The branch has no commit yet.
    #[error("the branch has no commit yet")]
    Unborn,
    /// No remote is configured.
    #[error("the repository has no remote")]
    NoRemote,
    /// Several remotes are configured, and no setting says to which one the branch goes.
    #[error("the branch {branch} goes to none of {names:?}")]
    WhichRemote {
        /// The branch's short name.
        branch: String,
        /// The remotes.
        names: Vec<String>,
    },
    /// The remote does not have this branch yet, as far as is known, and there are commits that would have to go first.
    #[error("the remote does not have this branch yet")]
    NoUpstream,
    /// Git knows no name or no address to sign commits with.
    #[error("Git knows no name and address for commits")]
    NoIdentity,
    /// The server answers, but the repository is not there (or is hidden from this writer).
    #[error("the repository was not found at {label}")]
    RemoteGone {
        /// The remote, in words.
        label: String,
        /// What was said.
        words: String,
    },
    /// The server does not answer, or stopped answering.
    #[error("{label} cannot be reached")]
    RemoteUnreachable {
        /// The remote, in words.
        label: String,
        /// What was said.
        words: String,
    },
    /// The remote branch has commits that are not in what was to be sent. Nothing was changed there.
    #[error("the remote has newer commits")]
    RemoteMoved {
        /// What was said.
        words: String,
    },
    /// The remote branch no longer has commits that it had when it was last asked: someone took them away there, or
    /// removed the branch. To send would bring them back, so nothing was sent. What is known of the remote
    /// (`refs/remotes/…`) now says what it has; the commits are only here.
    #[error("the remote has dropped {dropped} commits that it had")]
    RemoteRewound {
        /// How many it had and has no more.
        dropped: usize,
    },
    /// The remote protects the branch: nobody, or not this writer, may push to it directly.
    #[error("the remote protects the branch {branch}")]
    Protected {
        /// The branch's short name over there.
        branch: String,
        /// What was said.
        words: String,
    },
    /// The remote takes no file as large as one of these.
    #[error("the remote refused a file for its size: {words}")]
    TooLarge {
        /// The remote's words, which name the file and the limit.
        words: String,
    },
    /// A hook or a rule of the remote said no.
    #[error("the remote refused: {words}")]
    RefusedByHook {
        /// The hook's words.
        words: String,
    },
    /// The remote said no for a reason of its own (`branch is currently checked out`, no space …).
    #[error("the remote refused: {words}")]
    Refused {
        /// The reason.
        words: String,
    },
    /// The remote reported success, but the branch there is not what was sent.
    #[error("the remote did not keep what was sent")]
    NotConfirmed {
        /// What the branch is there, if it is there.
        found: Option<crate::Id>,
    },
    /// The server does not know this writer, or does not let them.
    #[error("{label} does not permit this")]
    PermissionDenied {
        /// The remote, in words.
        label: String,
        /// What was said.
        words: String,
    },
    /// The server wants to know who asks, and did not take the answer.
    #[error("{label} did not let us in")]
    SignIn {
        /// The remote, in words.
        label: String,
        /// Why not.
        kind: SignIn,
        /// What was said. Never a name or a password.
        words: String,
    },
    /// The certificate that the server shows is not one that this computer trusts.
    #[error("the certificate of {label} is not trusted")]
    Certificate {
        /// The remote, in words.
        label: String,
        /// Why not.
        words: String,
    },
    /// The server said nothing for too long.
    #[error("{label} did not answer for {seconds} seconds")]
    TimedOut {
        /// The remote, in words.
        label: String,
        /// How long it was waited for.
        seconds: u64,
        /// What was said.
        words: String,
    },
    /// The commit could not be signed, and was not made.
    #[error("{program} could not sign the commit")]
    NotSigned {
        /// The program that was to sign.
        program: String,
        /// What it said.
        words: String,
    },
    /// The server's key is unknown or is not the one that was known.
    #[error("the identity of {label} could not be verified")]
    HostKey {
        /// The remote, in words.
        label: String,
        /// Whether another key was known before: someone may be in between.
        changed: bool,
        /// How `ssh` is called by hand to reach the same server.
        ssh: String,
        /// What was said.
        words: String,
    },
    /// A merge, a rebase or the like is under way.
    #[error("the repository is in the middle of something else: {0}")]
    Busy(Busy),
    /// Another program holds a lock.
    #[error("another program is using the repository")]
    Locked {
        /// The lock, when known, or Git's words.
        words: String,
        /// Who has it. `None` when no such program runs, or none can be seen.
        by: Option<Holder>,
    },
    /// The index (`.git/index`), Git's list of staged files, is damaged. Files and commits are not in it.
    #[error("the index is damaged")]
    IndexBroken {
        /// Git's words.
        words: String,
    },
    /// The branch was changed by another program meanwhile. Nothing was changed by this one.
    #[error("the branch was changed by another program meanwhile")]
    BranchMoved,
    /// The paths are as they are in the commit to build on.
    #[error("nothing to commit")]
    NothingToCommit,
    /// A path that cannot be committed.
    #[error("{} cannot be committed: {why}", path.display())]
    BadPath {
        /// The path, as given.
        path: PathBuf,
        /// Why not.
        why: &'static str,
    },
    /// Files with local changes stand in the way.
    #[error("files with local changes are in the way")]
    WouldOverwrite {
        /// These, relative to the work tree.
        paths: Vec<PathBuf>,
    },
    /// Of files that the remote changed too, other text is staged than is on disk: a merge of the one would drop the other.
    #[error("other text is staged than is on disk: {paths:?}")]
    StagedApart {
        /// These, relative to the work tree.
        paths: Vec<PathBuf>,
    },
    /// There are two versions of these files: see [`Repository::apart`](crate::Repository::apart).
    #[error("there are two versions")]
    TwoVersions {
        /// These, relative to the work tree.
        paths: Vec<PathBuf>,
    },
    /// Later commits changed the same files, so that a commit cannot be undone by itself.
    #[error("the files were changed since")]
    ChangedSince {
        /// These, relative to the work tree.
        paths: Vec<PathBuf>,
    },
    /// The remote and this repository have no common beginning.
    #[error("the two histories have no common beginning")]
    Diverged,
    /// The folder to clone into is there and not empty.
    #[error("{} is not empty", dir.display())]
    NotEmpty {
        /// The folder.
        dir: PathBuf,
    },
    /// A remote's address that makes no sense or is dangerous.
    #[error("the address of the remote cannot be used: {why}")]
    BadAddress {
        /// Why not.
        why: &'static str,
    },
    /// A remote's or a branch's name that Git does not allow.
    #[error("{name} is not a name that Git allows")]
    BadName {
        /// The name.
        name: String,
    },
    /// There is no branch of that name, neither here nor on a remote as far as was fetched.
    #[error("there is no branch {name}")]
    NoBranch {
        /// The name.
        name: String,
    },
    /// There is already a branch of that name.
    #[error("there is already a branch {name}")]
    BranchExists {
        /// The name.
        name: String,
    },
    /// Another work tree of this repository has the branch checked out.
    #[error("the branch {name} is checked out in another folder")]
    BranchElsewhere {
        /// The name.
        name: String,
    },
    /// There is already a remote of that name.
    #[error("there is already a remote named {name}")]
    RemoteExists {
        /// The name.
        name: String,
    },
    /// The OpenSSH program is not installed.
    #[error("the program ssh is not installed")]
    SshMissing,
    /// See [`Unsupported`].
    #[error("not supported yet: {words}")]
    Unsupported {
        /// What.
        what: Unsupported,
        /// Which file, hook, setting or address.
        words: String,
    },
    /// Something that came along with the repository would run or count, and its writer does not trust it: see
    /// [`Repository::trust`](crate::Repository::trust). Nothing was run and nothing was written.
    #[error("the repository is not trusted to run {what}")]
    Untrusted {
        /// Which hooks or which setting.
        what: String,
    },
    /// A hook of the writer's side said no. Index and files are as they were.
    #[error("the hook {name} said no")]
    Hook {
        /// Which.
        name: String,
        /// What it printed.
        words: String,
        /// Whether a program was not found: the hook's own, or one that it calls.
        missing: bool,
    },
    /// A hook took longer than `galley.hookTimeout`. Index and files are as they were.
    #[error("the hook {name} took longer than {seconds} s")]
    HookTimedOut {
        /// Which.
        name: String,
        /// How long it was waited for.
        seconds: u64,
        /// What it printed.
        words: String,
    },
    /// A hook staged files that were not to be committed.
    #[error("the hook {name} staged other files")]
    HookStaged {
        /// Which.
        name: String,
        /// These, relative to the work tree.
        paths: Vec<PathBuf>,
    },
    /// `git-lfs` could not store, get or send a file's bytes.
    #[error("git-lfs could not handle {}", path.display())]
    Lfs {
        /// The file, relative to the work tree.
        path: PathBuf,
        /// What it said.
        words: String,
    },
    /// The caller cancelled.
    #[error("cancelled")]
    Cancelled,
    /// The disk said no.
    #[error("{what}: {source}")]
    Io {
        /// What was tried.
        what: String,
        /// The system's error.
        source: std::io::Error,
    },
    /// Anything else, in Git's words.
    #[error("{words}")]
    Git {
        /// Git's words.
        words: String,
    },
}

impl Error {
    pub(crate) fn io(what: impl Into<String>, source: std::io::Error) -> Self {
        Self::Io {
            what: what.into(),
            source,
        }
    }

    pub(crate) fn unsupported(what: Unsupported, words: impl Into<String>) -> Self {
        Self::Unsupported {
            what,
            words: words.into(),
        }
    }

    /// Git's, the server's or a hook's own words, when there are any.
    pub fn detail(&self) -> Option<&str> {
        match self {
            Self::NotOwned { words }
            | Self::RemoteGone { words, .. }
            | Self::RemoteUnreachable { words, .. }
            | Self::RemoteMoved { words }
            | Self::RefusedByHook { words }
            | Self::Refused { words }
            | Self::Protected { words, .. }
            | Self::TooLarge { words }
            | Self::IndexBroken { words }
            | Self::PermissionDenied { words, .. }
            | Self::HostKey { words, .. }
            | Self::SignIn { words, .. }
            | Self::NotSigned { words, .. }
            | Self::Hook { words, .. }
            | Self::HookTimedOut { words, .. }
            | Self::Lfs { words, .. }
            | Self::Certificate { words, .. }
            | Self::TimedOut { words, .. }
            | Self::Locked { words, .. }
            | Self::Unsupported { words, .. }
            | Self::Git { words } => Some(words),
            _ => None,
        }
    }
}
