//! The program in a shell of its own: what the tests of the command line share.
#![allow(dead_code, reason = "each test program uses a part of it")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use galley_testkit::repo::{Place, Repo};
use serde_json::Value;

/// A home folder with a blog and its remote, both made by the program itself.
pub(crate) struct Shell {
    pub(crate) place: Place,
    pub(crate) blog: PathBuf,
}

impl Shell {
    pub(crate) fn new() -> Self {
        let place = Place::new();
        let blog = place.path().join("blog");
        let shell = Shell { place, blog };
        let made = shell.run_in(
            shell.place.path(),
            &["init", "blog", "--name", "Quay Notes", "--remote"],
        );
        assert_eq!(text(&made), format!("{}\n", shell.blog.display()));
        shell
    }

    pub(crate) fn command(&self, folder: &Path, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_galley"));
        let home = self.place.path().join("home");
        command
            .args(words)
            .current_dir(folder)
            .env_clear()
            .env("HOME", &home)
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("XDG_DATA_HOME", self.place.path().join("data"))
            .stdin(Stdio::null());
        command
    }

    /// Runs it in a folder; whatever comes of it.
    pub(crate) fn try_in(&self, folder: &Path, words: &[&str]) -> Output {
        self.command(folder, words).output().unwrap()
    }

    pub(crate) fn run_in(&self, folder: &Path, words: &[&str]) -> Output {
        let output = self.try_in(folder, words);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "galley {words:?}: {said}");
        output
    }

    /// Runs it in the blog; stops the test when it fails. What it printed.
    pub(crate) fn run(&self, words: &[&str]) -> String {
        text(&self.run_in(&self.blog, words))
    }

    pub(crate) fn json(&self, words: &[&str]) -> Value {
        serde_json::from_str(&self.run(words)).unwrap()
    }

    /// Stops the test unless it fails with one line on standard error that has these words, and nothing printed.
    pub(crate) fn fails(&self, words: &[&str], with: &str) {
        let output = self.try_in(&self.blog, words);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(
            (output.status.code(), output.stdout.len()),
            (Some(1), 0),
            "galley {words:?}: {said}"
        );
        assert!(
            said.starts_with("galley: ") && said.contains(with),
            "galley {words:?}: {said}"
        );
        assert_eq!(said.lines().count(), 1, "galley {words:?}: {said}");
    }

    pub(crate) fn repo(&self) -> Repo {
        self.place.at("blog")
    }

    pub(crate) fn bare(&self) -> Repo {
        self.place.at("blog.git")
    }

    pub(crate) fn file(&self, path: &str) -> String {
        fs::read_to_string(self.blog.join(path)).unwrap()
    }
}

pub(crate) fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub(crate) fn paths(rows: &Value) -> Vec<&str> {
    rows.as_array()
        .unwrap()
        .iter()
        .map(|row| row["path"].as_str().unwrap())
        .collect()
}
