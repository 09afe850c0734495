//! Remotes in a folder: through the same programs as over SSH, so that the hooks over there run and speak.
//!
//! libgit2's own way of writing to a folder skips those hooks. It is used only where there are none to skip.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::error::{Error, Unsupported};
use crate::hooks;
use crate::transport::Program;

/// What Git sets for its children about the repository that they work in; it must not leak into another one.
const OWN_SETTINGS: [&str; 16] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
    "GIT_CONFIG",
    "GIT_CONFIG_PARAMETERS",
    "GIT_CONFIG_COUNT",
    "GIT_GRAFT_FILE",
    "GIT_REPLACE_REF_BASE",
    "GIT_SHALLOW_FILE",
    "GIT_QUARANTINE_PATH",
    "GIT_PROTOCOL",
];

/// The `git` program, when it is installed.
pub(crate) fn git_program() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|dir| dir.join("git"))
        .find(|file| hooks::is_executable(file))
}

/// The call that runs `program` in the folder.
pub(crate) fn command(git: &Path, folder: &Path, program: Program) -> Command {
    let mut command = Command::new(git);
    command.arg(program.name().trim_start_matches("git-")).arg(folder);
    for name in OWN_SETTINGS {
        command.env_remove(name);
    }
    command.env("LANGUAGE", "en");
    command
}

/// Refuses a remote whose hooks would be skipped.
pub(crate) fn without_hooks(folder: &Path) -> Result<(), Error> {
    let repo = git2::Repository::open(folder)?;
    let found = hooks::active(&repo, &hooks::RECEIVING)?;
    if found.is_empty() {
        return Ok(());
    }
    let words = format!(
        "{} in {}, because git is not installed",
        found.join(", "),
        folder.display()
    );
    Err(Error::unsupported(Unsupported::RemoteHooks, words))
}
