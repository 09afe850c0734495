//! A repository as a value: where it is, and what state it is in.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::error::Error;
use crate::id::Id;
use crate::links;
use crate::setup;
use crate::unsupported::Unsupported;

/// Where a repository is. Cheap to clone; holds nothing open.
#[derive(Debug, Clone)]
pub struct Repository {
    git_dir: PathBuf,
    work_dir: PathBuf,
    trusted: Arc<AtomicBool>,
}

/// A repository that is open for one verb, and whether its writer trusts what came along with it.
pub(crate) struct Opened {
    repo: git2::Repository,
    pub(crate) trusted: bool,
}

impl Opened {
    pub(crate) fn new(repo: git2::Repository, trusted: bool) -> Self {
        Self { repo, trusted }
    }
}

impl std::ops::Deref for Opened {
    type Target = git2::Repository;

    fn deref(&self) -> &git2::Repository {
        &self.repo
    }
}

/// What is checked out, and whether something is under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// The branch's short name, also when it has no commit yet. `None` when HEAD is detached.
    pub branch: Option<String>,
    /// The commit that is checked out. `None` when the branch has none yet.
    pub head: Option<Id>,
    /// Whether HEAD points to a commit instead of a branch.
    pub detached: bool,
    /// Whether the branch has no commit yet.
    pub unborn: bool,
    /// What is under way, if anything.
    pub busy: Option<Busy>,
}

/// Something that Git is in the middle of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Busy {
    /// A merge.
    Merge,
    /// Nothing by now, but it left files that two sides changed, as `git stash pop` does.
    Conflicts,
    /// A revert.
    Revert,
    /// A cherry-pick.
    CherryPick,
    /// A bisect.
    Bisect,
    /// A rebase.
    Rebase,
    /// `git am`.
    ApplyMailbox,
}

impl fmt::Display for Busy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Merge => "merge",
            Self::Conflicts => "conflict",
            Self::Revert => "revert",
            Self::CherryPick => "cherry-pick",
            Self::Bisect => "bisect",
            Self::Rebase => "rebase",
            Self::ApplyMailbox => "am",
        })
    }
}

impl Repository {
    /// The repository that `dir` is in. Looks upwards.
    ///
    /// [`Error::NotARepository`], [`Error::Bare`], [`Error::NotOwned`], and [`Error::Unsupported`] for formats that
    /// cannot be read and for a `core.worktree` that is not this repository's home.
    pub fn discover(dir: &Path) -> Result<Self, Error> {
        setup::ensure();
        links::refuse_pipes(dir)?;
        Self::from_opened(dir, git2::Repository::discover(dir))
    }

    /// The repository whose top folder is `dir`. Does not look upwards. Errors as in [`Repository::discover`].
    pub fn open(dir: &Path) -> Result<Self, Error> {
        setup::ensure();
        links::refuse_pipes(dir)?;
        Self::from_opened(dir, git2::Repository::open(dir))
    }

    fn from_opened(dir: &Path, opened: Result<git2::Repository, git2::Error>) -> Result<Self, Error> {
        let repo = opened.map_err(|error| match error.code() {
            git2::ErrorCode::NotFound => Error::NotARepository { dir: dir.to_owned() },
            _ => Error::from(error),
        })?;
        let work_dir = repo.workdir().ok_or_else(|| Error::Bare {
            dir: repo.path().to_owned(),
        })?;
        if !is_home(&repo, work_dir) {
            return Err(Error::unsupported(
                Unsupported::WorkTree,
                format!("core.worktree={}", work_dir.display()),
            ));
        }
        Ok(Self {
            git_dir: repo.path().to_owned(),
            work_dir: work_dir.to_owned(),
            trusted: Arc::default(),
        })
    }

    /// Its writer trusts what came along with it: its own settings may name programs, servers and certificates, and its hooks
    /// run. Without that, they are passed over, or [`Error::Untrusted`] says that they would be needed. Copies of this value
    /// follow.
    pub fn trust(&self) {
        self.trusted.store(true, Ordering::Relaxed);
    }

    /// Whether [`Repository::trust`] was called.
    pub fn is_trusted(&self) -> bool {
        self.trusted.load(Ordering::Relaxed)
    }

    /// The top folder of the files.
    pub fn work_dir(&self) -> &Path {
        &self.work_dir
    }

    /// The folder that Git keeps its own files in.
    pub fn git_dir(&self) -> &Path {
        &self.git_dir
    }

    /// What is checked out, and whether something is under way.
    pub fn state(&self) -> Result<State, Error> {
        let repo = self.opened()?;
        let head = Head::read(&repo)?;
        Ok(State {
            branch: head.branch_name().map(str::to_owned),
            head: head.id.map(Id),
            detached: head.branch.is_none(),
            unborn: head.id.is_none(),
            busy: busy(&repo),
        })
    }

    /// Opens it for one verb.
    pub(crate) fn opened(&self) -> Result<Opened, Error> {
        setup::ensure();
        // By the files' folder: a Git folder that stands elsewhere does not know where they are.
        let repo = git2::Repository::open(&self.work_dir).map_err(|error| match error.code() {
            git2::ErrorCode::NotFound => Error::NotARepository {
                dir: self.work_dir.clone(),
            },
            _ => Error::from(error),
        })?;
        // Set since: all that follows would read and write files over there.
        if repo.workdir() != Some(&self.work_dir) || repo.path() != self.git_dir {
            let words = repo.workdir().unwrap_or(repo.path()).display().to_string();
            return Err(Error::unsupported(Unsupported::WorkTree, words));
        }
        Ok(Opened::new(repo, self.is_trusted()))
    }

    /// Opens it for a verb that writes.
    pub(crate) fn opened_to_write(&self) -> Result<Opened, Error> {
        let repo = self.opened()?;
        links::refuse(&repo)?;
        // Files that are left out of the work tree on purpose would look deleted.
        let config = repo.config()?.snapshot()?;
        if config.get_bool("core.sparseCheckout").unwrap_or(false) {
            let words = "core.sparseCheckout=true";
            return Err(Error::unsupported(Unsupported::Format, words));
        }
        Ok(repo)
    }
}

/// Whether `work_dir` itself says that its repository is `repo`, by its `.git` folder or file. With `core.worktree` a
/// repository can name any folder of this computer; submodules use that setting too, and do say so.
fn is_home(repo: &git2::Repository, work_dir: &Path) -> bool {
    let same = |a: &Path, b: &Path| matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b);
    same(repo.path(), &work_dir.join(".git"))
        || git2::Repository::open(work_dir).is_ok_and(|other| same(other.path(), repo.path()))
}

/// Where HEAD points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Head {
    /// The branch's full name, `refs/heads/…`. `None` when detached.
    pub(crate) branch: Option<String>,
    /// The commit, unless the branch has none.
    pub(crate) id: Option<git2::Oid>,
}

impl Head {
    pub(crate) fn read(repo: &git2::Repository) -> Result<Self, Error> {
        let head = repo.find_reference("HEAD")?;
        let Some(name) = head.symbolic_target()? else {
            return Ok(Self {
                branch: None,
                id: head.target(),
            });
        };
        let target = match repo.find_reference(name) {
            Ok(target) => Some(target),
            Err(error) if error.code() == git2::ErrorCode::NotFound => None,
            Err(error) => return Err(error.into()),
        };
        let only_a_name = |target: &git2::Reference<'_>| target.kind() == Some(git2::ReferenceType::Symbolic);
        if !name.starts_with("refs/heads/") || target.as_ref().is_some_and(only_a_name) {
            // HEAD on a tag or another ref is on no branch, and what only names another ref is none: a commit must not
            // move those.
            let id = target.and_then(|target| target.peel_to_commit().ok());
            return Ok(Self {
                branch: None,
                id: id.map(|commit| commit.id()),
            });
        }
        let id = target.map(|target| target.peel_to_commit()).transpose()?;
        let id = id.map(|commit| commit.id());
        Ok(Self {
            branch: Some(name.to_owned()),
            id,
        })
    }

    /// The full name of the branch, or an error when detached.
    pub(crate) fn branch(&self) -> Result<&str, Error> {
        self.branch.as_deref().ok_or(Error::Detached)
    }

    pub(crate) fn branch_name(&self) -> Option<&str> {
        self.branch
            .as_deref()
            .map(|name| name.strip_prefix("refs/heads/").unwrap_or(name))
    }
}

/// Refuses to go on while something else is under way.
pub(crate) fn refuse_busy(repo: &git2::Repository) -> Result<(), Error> {
    busy(repo).map_or(Ok(()), |busy| Err(Error::Busy(busy)))
}

fn busy(repo: &git2::Repository) -> Option<Busy> {
    match repo.state() {
        git2::RepositoryState::Clean => None,
        git2::RepositoryState::Merge => Some(Busy::Merge),
        git2::RepositoryState::Revert | git2::RepositoryState::RevertSequence => Some(Busy::Revert),
        git2::RepositoryState::CherryPick | git2::RepositoryState::CherryPickSequence => {
            Some(Busy::CherryPick)
        }
        git2::RepositoryState::Bisect => Some(Busy::Bisect),
        git2::RepositoryState::Rebase
        | git2::RepositoryState::RebaseInteractive
        | git2::RepositoryState::RebaseMerge => Some(Busy::Rebase),
        git2::RepositoryState::ApplyMailbox | git2::RepositoryState::ApplyMailboxOrRebase => {
            Some(Busy::ApplyMailbox)
        }
    }
}
