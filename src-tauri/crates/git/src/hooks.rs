//! Hooks: which of them there are, whether they may run, and running one as Git does.
//!
//! A hook runs at the top of the work tree, in a process group of its own, with what it prints told line by line. One that says
//! no leaves nothing behind: see `commit_hooks.rs`.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use git2::{ConfigLevel, Oid};

use crate::cancel::Cancel;
use crate::child::{self, End};
use crate::environment;
use crate::error::Error;
use crate::progress::{Progress, RemoteLines};
use crate::repository::Opened;
use crate::unsupported::Unsupported;

/// It speaks of every ref that moves, and libgit2 moves refs without asking it.
const REFS: &str = "reference-transaction";
/// Those of a commit.
pub(crate) const COMMITTING: [&str; 5] = [
    "pre-commit",
    "prepare-commit-msg",
    "commit-msg",
    "post-commit",
    REFS,
];
/// Those of commits that are made anew.
pub(crate) const REPLAYING: [&str; 1] = ["post-rewrite"];
/// Those of a push, on this side.
pub(crate) const PUSHING: [&str; 1] = ["pre-push"];
/// Those of a fast-forward.
pub(crate) const MERGING: [&str; 2] = ["post-merge", REFS];
/// Those of a switch to another branch.
pub(crate) const SWITCHING: [&str; 2] = ["post-checkout", REFS];
/// Those of a branch that goes to another commit, and nothing else.
pub(crate) const MOVING: [&str; 1] = [REFS];
/// Those of a push, on the other side.
pub(crate) const RECEIVING: [&str; 7] = [
    "pre-receive",
    "update",
    "post-receive",
    "post-update",
    "proc-receive",
    "push-to-checkout",
    REFS,
];

/// How long one may take, unless `galley.hookTimeout` says otherwise: a whole site may be built by one.
const LONGEST: Duration = Duration::from_secs(600);

/// The longest hook whose text is looked at, in bytes.
const LONGEST_TEXT: u64 = 64 * 1024;

/// One call of a hook.
#[derive(Default)]
pub(crate) struct Call<'a> {
    pub(crate) name: &'a str,
    pub(crate) arguments: &'a [&'a str],
    pub(crate) input: &'a str,
    /// What it sees as staged, where that is not the writer's own index.
    pub(crate) index: Option<&'a Path>,
}

/// [`Error::Untrusted`] when one of these would run and came along with a repository that its writer does not trust;
/// [`Error::Unsupported`] for one that could not be run as Git does. To be asked before anything is written.
pub(crate) fn allow(repo: &Opened, names: &[&str]) -> Result<(), Error> {
    let found = active(repo, names)?;
    if found.iter().any(|name| name == REFS) {
        return Err(Error::unsupported(Unsupported::Hooks, REFS));
    }
    if found.is_empty() || repo.trusted || folder(repo)?.own {
        return Ok(());
    }
    Err(Error::Untrusted {
        what: found.join(", "),
    })
}

/// Those of `names` that are there and executable.
pub(crate) fn active(repo: &git2::Repository, names: &[&str]) -> Result<Vec<String>, Error> {
    let folder = folder(repo)?.path;
    Ok(names
        .iter()
        .filter(|name| is_executable(&folder.join(name)))
        .map(|name| (*name).to_owned())
        .collect())
}

/// Those of a commit and a push with their texts, as far as they are texts. What husky's own hooks call stands one folder above.
pub(crate) fn texts(repo: &git2::Repository) -> Result<Vec<(String, String)>, Error> {
    let folder = folder(repo)?.path;
    let mut found = Vec::new();
    for name in COMMITTING.into_iter().chain(PUSHING) {
        let file = folder.join(name);
        if !is_executable(&file) {
            continue;
        }
        let husky = folder.ends_with("_").then(|| folder.with_file_name(name));
        for file in std::iter::once(file).chain(husky) {
            // A program, or one that is too long to be a script that somebody reads.
            let small =
                std::fs::metadata(&file).is_ok_and(|file| file.is_file() && file.len() <= LONGEST_TEXT);
            if small && let Ok(text) = std::fs::read_to_string(&file) {
                found.push((name.to_owned(), text));
            }
        }
    }
    Ok(found)
}

pub(crate) fn is_executable(file: &Path) -> bool {
    std::fs::metadata(file)
        .is_ok_and(|metadata| metadata.is_file() && metadata.permissions().mode() & 0o111 != 0)
}

struct Folder {
    path: PathBuf,
    /// Whether the writer's own settings name it, and it did not come along with the files.
    own: bool,
}

fn folder(repo: &git2::Repository) -> Result<Folder, Error> {
    const KEY: &str = "core.hooksPath";
    let config = repo.config()?;
    let top = repo.workdir().unwrap_or_else(|| repo.path());
    match config.get_path(KEY) {
        // A relative one starts where hooks are run: at the top of the work tree.
        Ok(path) => {
            let path = top.join(path);
            let level = config.get_entry(KEY)?.level();
            let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
            let inside = [top, repo.path(), repo.commondir()]
                .iter()
                .any(|folder| real(&path).starts_with(real(folder)));
            Ok(Folder {
                path,
                own: !inside && !matches!(level, ConfigLevel::Local | ConfigLevel::Worktree),
            })
        }
        Err(error) if error.code() == git2::ErrorCode::NotFound => Ok(Folder {
            path: repo.commondir().join("hooks"),
            own: false,
        }),
        Err(error) => Err(error.into()),
    }
}

/// Runs a hook, if there is one. What it prints is told as [`Progress::Hook`].
///
/// [`Error::Hook`] when it says no or cannot be started, [`Error::HookTimedOut`], [`Error::Cancelled`].
pub(crate) fn run(
    repo: &Opened,
    call: &Call<'_>,
    tell: &mut dyn FnMut(Progress),
    cancel: &Cancel,
) -> Result<(), Error> {
    allow(repo, &[call.name])?;
    let file = folder(repo)?.path.join(call.name);
    if !is_executable(&file) {
        return Ok(());
    }
    cancel.check()?;
    let limit = limit(repo);
    let mut lines = RemoteLines::default();
    let mut heard = |bytes: &[u8]| {
        lines.push(bytes, |line| {
            tell(Progress::Hook {
                name: call.name.to_owned(),
                line,
            });
        });
    };
    let mut ended = child::follow(
        prepared(Command::new(&file), repo, call),
        call.input,
        limit,
        cancel,
        &mut heard,
    );
    // A script without its first line, as Git takes it.
    const ENOEXEC: i32 = 8;
    if ended
        .as_ref()
        .is_err_and(|error| error.raw_os_error() == Some(ENOEXEC))
    {
        let mut shell = Command::new("sh");
        shell.arg(&file);
        ended = child::follow(prepared(shell, repo, call), call.input, limit, cancel, &mut heard);
    }
    cancel.check()?;
    let name = call.name.to_owned();
    let words = lines.words();
    match ended {
        Ok(End::Exited(status)) if status.success() => Ok(()),
        Ok(End::Exited(status)) => Err(Error::Hook {
            name,
            // The shell's word for a program that is not on the path; a hook's own is mostly that of its last one.
            missing: status.code() == Some(127),
            words,
        }),
        Ok(End::TimedOut) => Err(Error::HookTimedOut {
            name,
            seconds: limit.as_secs(),
            words,
        }),
        // What its first line names.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(Error::Hook {
            name,
            missing: true,
            words: format!("{}: {error}", file.display()),
        }),
        Err(error) => Err(Error::io(format!("starting {}", file.display()), error)),
    }
}

/// Runs a hook that is only told of something: what it says changes nothing, and Git does not heed how it ends.
pub(crate) fn notify(repo: &Opened, call: &Call<'_>, tell: &mut dyn FnMut(Progress), cancel: &Cancel) {
    let _ = run(repo, call, tell, cancel);
}

/// Tells `post-rewrite` of commits that were made anew: their old and new names.
pub(crate) fn rewritten(repo: &Opened, anew: &[(Oid, Oid)]) {
    if anew.is_empty() {
        return;
    }
    let lines: String = anew.iter().map(|(old, new)| format!("{old} {new}\n")).collect();
    let call = Call {
        name: "post-rewrite",
        arguments: &["rebase"],
        input: &lines,
        index: None,
    };
    notify(repo, &call, &mut |_| {}, &Cancel::none());
}

fn prepared(mut command: Command, repo: &Opened, call: &Call<'_>) -> Command {
    command.args(call.arguments);
    command.current_dir(repo.workdir().unwrap_or_else(|| repo.path()));
    // Nobody could type into one.
    command.env("GIT_EDITOR", ":");
    // In a worktree of its own Git's folder is not where hooks would look for it.
    if repo.is_worktree() {
        command.env("GIT_DIR", repo.path());
    }
    if let Some(index) = call.index {
        command.env("GIT_INDEX_FILE", index);
    }
    environment::prepare(&mut command);
    command
}

/// `galley.hookTimeout`, in seconds.
fn limit(repo: &git2::Repository) -> Duration {
    let set = repo
        .config()
        .and_then(|config| config.get_i64("galley.hookTimeout"));
    let set = set.ok().and_then(|seconds| u64::try_from(seconds).ok());
    set.filter(|seconds| *seconds > 0)
        .map_or(LONGEST, |seconds| Duration::from_secs(seconds).min(child::EVER))
}
