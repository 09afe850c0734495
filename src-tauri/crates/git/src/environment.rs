//! What a program that Galley starts finds around it: what it would find in the writer's terminal.
//!
//! An AppImage and a snap set variables for themselves that make other programs load the wrong libraries; a desktop starts
//! programs without what the writer's shell adds to `PATH`; and Git sets variables about one repository that mean nothing in
//! another.

use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::io::IsTerminal;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::Duration;

use crate::cancel::Cancel;
use crate::child::{self, End};
use crate::setup;

/// What Git sets for its children about the repository that they work in; it must not leak into another one.
const OF_A_REPOSITORY: [&str; 16] = [
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
/// What an AppImage and a snap say about themselves.
const OF_A_BUNDLE: [&str; 12] = [
    "APPDIR",
    "APPIMAGE",
    "ARGV0",
    "OWD",
    "SNAP",
    "SNAP_ARCH",
    "SNAP_COMMON",
    "SNAP_DATA",
    "SNAP_INSTANCE_NAME",
    "SNAP_LIBRARY_PATH",
    "SNAP_NAME",
    "SNAP_REVISION",
];

/// How long the writer's shell may take to come up.
const SHELL: Duration = Duration::from_secs(10);

/// Gives a program that is about to be started its surroundings. What was set for it alone stays.
pub(crate) fn prepare(command: &mut Command) {
    put(command, login_path());
}

fn put(command: &mut Command, login: Option<&OsStr>) {
    let set: HashSet<OsString> = command.get_envs().map(|(name, _)| name.to_owned()).collect();
    let changes = changes(std::env::vars_os(), login);
    for (name, value) in changes.into_iter().filter(|(name, _)| !set.contains(name)) {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
}

/// Where programs are looked for: what the writer's shell says first.
pub(crate) fn path() -> Option<OsString> {
    with_login(std::env::var_os("PATH"), login_path())
}

fn changes(
    vars: impl Iterator<Item = (OsString, OsString)>,
    login: Option<&OsStr>,
) -> Vec<(OsString, Option<OsString>)> {
    let vars: Vec<(OsString, OsString)> = vars.collect();
    let bundles: Vec<&Path> = vars
        .iter()
        .filter(|(name, _)| name == "APPDIR" || name == "SNAP")
        .map(|(_, value)| Path::new(value))
        .filter(|folder| folder.is_absolute() && folder.parent().is_some())
        .collect();
    let bundled = |part: &[u8]| {
        let part = Path::new(OsStr::from_bytes(part));
        bundles.iter().any(|folder| part.starts_with(folder))
    };
    let mut changes = Vec::new();
    for (name, value) in &vars {
        let leaks = |names: &[&str]| names.iter().any(|known| name == known);
        if leaks(&OF_A_REPOSITORY) || (!bundles.is_empty() && leaks(&OF_A_BUNDLE)) {
            changes.push((name.clone(), None));
            continue;
        }
        let parts: Vec<&[u8]> = value.as_bytes().split(|byte| *byte == b':').collect();
        let left: Vec<&[u8]> = parts.iter().copied().filter(|part| !bundled(part)).collect();
        let left = (left.len() < parts.len()).then(|| OsString::from_vec(left.join(&b':')));
        let now = match &left {
            Some(left) if name == "PATH" => with_login(Some(left.clone()), login),
            None if name == "PATH" => with_login(Some(value.clone()), login),
            other => other.clone(),
        };
        if now.as_ref().is_some_and(|now| now != value) {
            changes.push((name.clone(), now.filter(|now| !now.is_empty())));
        }
    }
    changes
}

fn with_login(own: Option<OsString>, login: Option<&OsStr>) -> Option<OsString> {
    let Some(login) = login else { return own };
    let mut folders: Vec<PathBuf> = std::env::split_paths(login).collect();
    for folder in own.iter().flat_map(std::env::split_paths) {
        if !folders.contains(&folder) {
            folders.push(folder);
        }
    }
    std::env::join_paths(folders).ok()
}

/// `PATH` as the writer's shell has it, read once. `None` in a terminal, where it is that already.
fn login_path() -> Option<&'static OsStr> {
    static READ: OnceLock<Option<OsString>> = OnceLock::new();
    let read = READ.get_or_init(|| {
        let typed = std::io::stdin().is_terminal() || std::io::stderr().is_terminal();
        if typed || setup::is_apart() {
            return None;
        }
        path_of(&std::env::var_os("SHELL")?)
    });
    read.as_deref()
}

fn path_of(shell: &OsStr) -> Option<OsString> {
    // What a shell prints of its own accord stands before the first mark or behind the second.
    const MARK: &str = "@galley-path@";
    let mut command = Command::new(shell);
    command.args(["-i", "-l", "-c", &format!("printf '{MARK}%s{MARK}' \"$PATH\"")]);
    put(&mut command, None);
    let mut said = Vec::new();
    let ended = child::follow(command, "", SHELL, &Cancel::none(), &mut |bytes| {
        said.extend_from_slice(bytes);
    });
    if !matches!(ended, Ok(End::Exited(_))) {
        return None;
    }
    let text = String::from_utf8(said).ok()?;
    let path = text.split(MARK).nth(1)?;
    (!path.is_empty()).then(|| path.into())
}

#[cfg(test)]
#[path = "environment_tests.rs"]
mod tests;
