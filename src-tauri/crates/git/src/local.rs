//! Remotes in a folder: through the same programs as over SSH, so that the hooks over there run and speak.
//!
//! libgit2's own way of writing to a folder skips those hooks. It is used only where there are none to skip.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::environment;
use crate::error::Error;
use crate::hooks;
use crate::transport::Program;
use crate::unsupported::Unsupported;

/// A program of this name on the path.
pub(crate) fn program(name: &str) -> Option<PathBuf> {
    find_in(&environment::path()?, name)
}

fn find_in(path: &OsStr, name: &str) -> Option<PathBuf> {
    std::env::split_paths(path)
        // Otherwise a file in the current folder could be taken for it, and that may be anybody's.
        .filter(|dir| dir.is_absolute())
        .map(|dir| dir.join(name))
        .find(|file| hooks::is_executable(file))
}

/// The call that runs `program` in the folder.
pub(crate) fn command(git: &Path, folder: &Path, program: Program) -> Command {
    let mut command = Command::new(git);
    command.arg(program.name().trim_start_matches("git-")).arg(folder);
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

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;
    use std::path::PathBuf;

    use super::find_in;

    #[test]
    fn a_program_in_the_current_folder_is_not_git() {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("git");
        std::fs::write(&program, "#!/bin/sh\n").unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
        assert_eq!(find_in(folder.path().as_os_str(), "git"), Some(program.clone()));
        // The same place, named from the current folder.
        let up: PathBuf = std::env::current_dir()
            .unwrap()
            .components()
            .skip(1)
            .map(|_| "..")
            .collect();
        let relative = up.join(folder.path().strip_prefix("/").unwrap());
        assert!(relative.join("git").is_file());
        assert_eq!(find_in(relative.as_os_str(), "git"), None);
    }
}
