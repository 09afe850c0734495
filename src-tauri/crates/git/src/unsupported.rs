//! What Git can do and this crate does not.

/// Something that Git can do and this crate does not do yet. It is refused before anything is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Unsupported {
    /// A remote over a scheme that is none of `https`, `http`, `ssh` and `file`.
    Scheme,
    /// A file with a `filter` attribute other than that of Git LFS.
    Filter,
    /// A file of Git LFS, and a program that it needs is not installed.
    LfsMissing,
    /// A file with a `working-tree-encoding` attribute.
    Encoding,
    /// A hook would have to run that libgit2 gives no chance to: `reference-transaction`.
    Hooks,
    /// `gpg.format` asks for X.509 signatures, or signed commits would have to be made anew and nobody signs here.
    Signing,
    /// Pushing to another remote than the one that is fetched from.
    PushRemote,
    /// A remote with several addresses.
    Addresses,
    /// A repository format that libgit2 cannot read: sha256, reftable, partial clone, split or sparse index.
    Format,
    /// A symbolic link where Git writes refs or reflogs (writing would follow it out of the repository), or a pipe where
    /// it reads (reading would never end).
    Link,
    /// `core.worktree` says that the files are in another folder.
    WorkTree,
    /// `info/grafts` gives commits other parents than they have.
    Grafts,
    /// A remote in a folder has hooks, and they cannot run because the `git` program is not installed.
    RemoteHooks,
}

impl Unsupported {
    /// A short word that scripts and the window can act on.
    pub fn code(self) -> &'static str {
        match self {
            Self::Scheme => "scheme",
            Self::Filter => "filter",
            Self::LfsMissing => "lfs-missing",
            Self::Encoding => "encoding",
            Self::Hooks => "hooks",
            Self::Signing => "signing",
            Self::PushRemote => "push-remote",
            Self::Addresses => "addresses",
            Self::Format => "format",
            Self::Link => "link",
            Self::WorkTree => "work-tree",
            Self::Grafts => "grafts",
            Self::RemoteHooks => "remote-hooks",
        }
    }
}
