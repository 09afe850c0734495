//! Throw-away repositories, made and judged by the real `git` program.
//!
//! Every call of `git` is kept away from the settings of whoever runs the tests, and has fixed dates.
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot set up its repository must stop"
)]

use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// The date of every commit that `git` makes here.
pub const DATE: &str = "1700000000 +0200";

/// A folder that holds repositories and a home folder with Git settings, removed when dropped.
pub struct Place {
    dir: TempDir,
}

impl Default for Place {
    fn default() -> Self {
        Self::new()
    }
}

impl Place {
    /// Makes one, with a `home` that has a `.gitconfig`.
    pub fn new() -> Self {
        let dir = tempfile::tempdir().expect("a temporary folder");
        write_home(&dir.path().join("home"));
        Self { dir }
    }

    /// Its folder.
    pub fn path(&self) -> &Path {
        self.dir.path()
    }

    /// A new repository on branch `main`, without a commit.
    pub fn init(&self, name: &str) -> Repo {
        let repo = self.at(name);
        fs::create_dir_all(&repo.dir).expect("the repository's folder");
        repo.git(["init", "--quiet", "--initial-branch=main"]);
        repo
    }

    /// A new bare repository on branch `main`.
    pub fn bare(&self, name: &str) -> Repo {
        let repo = self.at(name);
        fs::create_dir_all(&repo.dir).expect("the repository's folder");
        repo.git(["init", "--quiet", "--bare", "--initial-branch=main"]);
        repo
    }

    /// A clone of `from`, made by `git`.
    pub fn clone_of(&self, from: &Repo, name: &str) -> Repo {
        let repo = self.at(name);
        let status = git_command(self.path(), &self.path().join("home"))
            .arg("clone")
            .arg("--quiet")
            .arg(&from.dir)
            .arg(&repo.dir)
            .status();
        assert!(status.expect("git runs").success(), "git clone failed");
        repo
    }

    /// A bare remote `blog.git` with one commit of `files`, and a clone of it called `blog`.
    pub fn published(&self, files: &[(&str, &str)]) -> (Repo, Repo) {
        let bare = self.bare("blog.git");
        let seed = self.clone_of(&bare, "seed");
        for (path, text) in files {
            seed.write(path, text);
        }
        seed.commit_all("first");
        seed.git(["push", "--quiet", "origin", "main"]);
        let blog = self.clone_of(&bare, "blog");
        (bare, blog)
    }

    /// A repository in this place that may have been made by someone else.
    pub fn at(&self, name: &str) -> Repo {
        Repo {
            dir: self.path().join(name),
            home: self.path().join("home"),
        }
    }
}

/// Writes a home folder whose `.gitconfig` has a name and an address. Git tidies up nothing in the background there: a test
/// would meet its processes and locks by chance.
pub fn write_home(home: &Path) {
    fs::create_dir_all(home).expect("a home folder");
    let text = "[user]\n\tname = Ada Writer\n\temail = ada@example.org\n[init]\n\tdefaultBranch = main\n\
                [maintenance]\n\tauto = false\n[gc]\n\tauto = 0\n";
    fs::write(home.join(".gitconfig"), text).expect("a .gitconfig");
}

fn git_command(dir: &Path, home: &Path) -> Command {
    let mut command = Command::new("git");
    command.current_dir(dir);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("GIT_") {
            command.env_remove(name);
        }
    }
    command
        .env("HOME", home)
        .env("XDG_CONFIG_HOME", home.join("none"))
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", home.join(".gitconfig"))
        .env("GIT_AUTHOR_DATE", DATE)
        .env("GIT_COMMITTER_DATE", DATE)
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("LC_ALL", "C.UTF-8");
    command
}

/// A repository (with a work tree, or bare).
#[derive(Clone)]
pub struct Repo {
    dir: PathBuf,
    home: PathBuf,
}

impl Repo {
    /// Its folder.
    pub fn path(&self) -> &Path {
        &self.dir
    }

    /// The folder as an address for a remote.
    pub fn address(&self) -> String {
        self.dir.to_str().expect("a readable path").to_owned()
    }

    /// What `git` prints, without the last line end. Stops the test when `git` fails.
    pub fn git<S: AsRef<OsStr>>(&self, words: impl IntoIterator<Item = S>) -> String {
        let output = self.try_git(words);
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(
            output.status.success(),
            "git failed: {text}{}",
            String::from_utf8_lossy(&output.stderr)
        );
        text.trim_end_matches('\n').to_owned()
    }

    /// Like [`Repo::git`], but a failure is an answer too.
    pub fn try_git<S: AsRef<OsStr>>(&self, words: impl IntoIterator<Item = S>) -> Output {
        git_command(&self.dir, &self.home)
            .args(words)
            .output()
            .expect("git runs")
    }

    /// Writes a file, and the folders above it.
    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let file = self.dir.join(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("folders");
        fs::write(file, bytes).expect("a file");
    }

    /// Reads a file.
    pub fn read(&self, path: &str) -> Vec<u8> {
        fs::read(self.dir.join(path)).expect("a file")
    }

    /// Removes a file.
    pub fn remove(&self, path: &str) {
        fs::remove_file(self.dir.join(path)).expect("a file to remove");
    }

    /// Commits everything with `git add -A` and `git commit`.
    pub fn commit_all(&self, message: &str) -> String {
        self.git(["add", "-A"]);
        self.git(["commit", "--quiet", "--allow-empty", "-m", message]);
        self.head()
    }

    /// The name of the commit that is checked out.
    pub fn head(&self) -> String {
        self.git(["rev-parse", "HEAD"])
    }

    /// The subjects of the log of `revision`, newest first.
    pub fn subjects(&self, revision: &str) -> Vec<String> {
        self.git(["log", "--format=%s", revision])
            .lines()
            .map(str::to_owned)
            .collect()
    }

    /// The files that `revision` changed, sorted.
    pub fn files_of(&self, revision: &str) -> Vec<String> {
        let text = self.git(["show", "--format=", "--name-only", revision]);
        let mut files: Vec<String> = text.lines().map(str::to_owned).collect();
        files.sort();
        files
    }

    /// `git status --porcelain`, by lines.
    pub fn status(&self) -> Vec<String> {
        self.git(["status", "--porcelain", "--untracked-files=all"])
            .lines()
            .map(str::to_owned)
            .collect()
    }

    /// Stops the test unless `git fsck --strict` finds the repository whole.
    pub fn fsck(&self) {
        self.git(["fsck", "--strict", "--no-dangling"]);
    }

    /// Puts an executable hook with this shell script into the repository.
    pub fn hook(&self, name: &str, script: &str) -> PathBuf {
        let hooks = PathBuf::from(self.git(["rev-parse", "--absolute-git-dir"])).join("hooks");
        fs::create_dir_all(&hooks).expect("a folder for hooks");
        let file = hooks.join(name);
        fs::write(&file, format!("#!/bin/sh\n{script}\n")).expect("a hook");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).expect("an executable hook");
        file
    }
}
