//! A real `ssh-agent` with keys of its own, for as long as a test needs it.
#![allow(clippy::expect_used, reason = "a test that cannot start its agent must stop")]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

/// A running agent. It ends when dropped.
pub struct Agent {
    dir: TempDir,
    child: Child,
}

impl Agent {
    /// Starts one without keys.
    pub fn start() -> Self {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let socket = dir.path().join("agent");
        let mut child = Command::new("ssh-agent")
            .arg("-D")
            .arg("-a")
            .arg(&socket)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("ssh-agent runs");
        // It says where it listens when it does.
        let said = child.stdout.take().expect("its output");
        let mut line = String::new();
        std::io::BufRead::read_line(&mut std::io::BufReader::new(said), &mut line).expect("its first line");
        Self { dir, child }
    }

    /// Where it listens.
    pub fn socket(&self) -> PathBuf {
        self.dir.path().join("agent")
    }

    /// Gives it a key.
    pub fn add(&self, key: &Path, passphrase: &str) {
        let answer = self.dir.path().join("answer");
        fs::write(&answer, format!("#!/bin/sh\necho '{passphrase}'\n")).expect("a program that answers");
        fs::set_permissions(&answer, fs::Permissions::from_mode(0o700)).expect("it can run");
        let added = Command::new("ssh-add")
            .arg("-q")
            .arg(key)
            .env("SSH_AUTH_SOCK", self.socket())
            .env("SSH_ASKPASS", &answer)
            .env("SSH_ASKPASS_REQUIRE", "force")
            .status();
        assert!(added.expect("ssh-add runs").success(), "ssh-add failed");
    }
}

impl Drop for Agent {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
