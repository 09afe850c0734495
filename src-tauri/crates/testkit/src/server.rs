//! A real OpenSSH server on the loopback interface, with keys of its own, for as long as a test needs it.
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot start its server must stop"
)]

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

const SSHD: &str = "/usr/sbin/sshd";

/// A running server. It stops when dropped.
pub struct SshServer {
    dir: TempDir,
    child: Child,
    port: u16,
}

impl SshServer {
    /// The alias in [`SshServer::config`] whose key and host key are right.
    pub const HOST: &str = "galley-test";
    /// An alias with a key that the server does not know.
    pub const WRONG_KEY: &str = "galley-wrong-key";
    /// An alias for which no host key is known.
    pub const UNKNOWN_HOST: &str = "galley-unknown-host";
    /// An alias for which another host key is known.
    pub const CHANGED_HOST: &str = "galley-changed-host";
    /// An alias whose key is right and has the passphrase [`SshServer::PASSPHRASE`].
    pub const LOCKED_KEY: &str = "galley-locked-key";
    /// The same key, and a server that is not known yet: both are asked for.
    pub const NEW_HOST: &str = "galley-new-host";
    /// An alias that is reached through [`SshServer::HOST`].
    pub const BEHIND: &str = "galley-behind";
    /// Of [`SshServer::LOCKED_KEY`].
    pub const PASSPHRASE: &str = "planted-71c0d2aa-passphrase";

    /// Starts one. Stops the test when there is no `sshd` on this machine.
    pub fn start() -> Self {
        assert!(
            Path::new(SSHD).exists(),
            "these tests need openssh-server ({SSHD})"
        );
        let dir = tempfile::tempdir().expect("a temporary folder");
        for (name, passphrase) in [
            ("host", ""),
            ("other-host", ""),
            ("me", ""),
            ("stranger", ""),
            ("locked", Self::PASSPHRASE),
        ] {
            keygen(&dir.path().join(name), passphrase);
        }
        let public = |name: &str| fs::read_to_string(dir.path().join(name)).expect("a public key");
        let known = public("me.pub") + &public("locked.pub");
        fs::write(dir.path().join("authorized_keys"), known).expect("authorized keys");
        // Needed by a server that is started as root.
        let _ = fs::create_dir_all("/run/sshd");
        for _ in 0..20 {
            let port = free_port();
            if let Some(child) = serve(dir.path(), port) {
                let server = Self { dir, child, port };
                server.write_client_config();
                return server;
            }
        }
        panic!("sshd did not start");
    }

    /// The file for `ssh -F`.
    pub fn config(&self) -> PathBuf {
        self.dir.path().join("ssh_config")
    }

    /// A command for `core.sshCommand`.
    pub fn command(&self) -> String {
        format!("ssh -F '{}'", self.config().display())
    }

    /// The address of a folder on the server, `ssh://alias/path`.
    pub fn address(&self, alias: &str, folder: &Path) -> String {
        format!("ssh://{alias}{}", folder.display())
    }

    /// The keys of servers that were met under [`SshServer::NEW_HOST`].
    pub fn met(&self) -> String {
        fs::read_to_string(self.dir.path().join("known-new")).unwrap_or_default()
    }

    /// The server's own fingerprint, `SHA256:…`.
    pub fn fingerprint(&self) -> String {
        let output = Command::new("ssh-keygen")
            .arg("-lf")
            .arg(self.dir.path().join("host.pub"))
            .output();
        let said = output.expect("ssh-keygen runs").stdout;
        let said = String::from_utf8_lossy(&said);
        said.split_whitespace().nth(1).expect("a fingerprint").to_owned()
    }

    /// The file of a private key: `me`, `stranger` or `locked`.
    pub fn key(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// The port it listens on.
    pub fn port(&self) -> u16 {
        self.port
    }

    fn write_client_config(&self) {
        let dir = self.dir.path();
        let host_key = |name: &str| fs::read_to_string(dir.join(name)).expect("a host key");
        let known = |file: &str, key: &str| {
            let words: Vec<&str> = key.split_whitespace().take(2).collect();
            let line = format!("[127.0.0.1]:{} {}\n", self.port, words.join(" "));
            fs::write(dir.join(file), line).expect("known hosts");
        };
        known("known", &host_key("host.pub"));
        known("known-changed", &host_key("other-host.pub"));
        fs::write(dir.join("known-none"), "").expect("known hosts");
        let user = whoami();
        let mut text = String::new();
        for (alias, key, known, strict) in [
            (Self::HOST, "me", "known", "yes"),
            (Self::WRONG_KEY, "stranger", "known", "yes"),
            (Self::UNKNOWN_HOST, "me", "known-none", "yes"),
            (Self::CHANGED_HOST, "me", "known-changed", "yes"),
            (Self::LOCKED_KEY, "locked", "known", "yes"),
            (Self::NEW_HOST, "locked", "known-new", "ask"),
            (Self::BEHIND, "me", "known", "yes"),
        ] {
            text.push_str(&format!(
                "Host {alias}\n HostName 127.0.0.1\n Port {port}\n User {user}\n IdentityFile {dir}/{key}\n \
                 IdentitiesOnly yes\n IdentityAgent none\n UserKnownHostsFile {dir}/{known}\n \
                 GlobalKnownHostsFile none\n StrictHostKeyChecking {strict}\n ControlMaster no\n ControlPath none\n",
                port = self.port,
                dir = dir.display(),
            ));
        }
        text.push_str(&format!("Host {}\n ProxyJump {}\n", Self::BEHIND, Self::HOST));
        fs::write(self.config(), text).expect("a client configuration");
    }
}

impl Drop for SshServer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn serve(dir: &Path, port: u16) -> Option<Child> {
    let config = dir.join("sshd_config");
    let text = format!(
        "Port {port}\nListenAddress 127.0.0.1\nHostKey {dir}/host\nAuthorizedKeysFile {dir}/authorized_keys\n\
         PidFile none\nUsePAM no\nStrictModes no\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n\
         PermitRootLogin yes\nAllowAgentForwarding no\nX11Forwarding no\nLogLevel INFO\n",
        dir = dir.display(),
    );
    fs::write(&config, text).expect("a server configuration");
    let mut child = Command::new(SSHD)
        .arg("-D")
        .arg("-e")
        .arg("-f")
        .arg(&config)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("sshd runs");
    let mut lines = BufReader::new(child.stderr.take().expect("sshd's log")).lines();
    let listens = lines
        .by_ref()
        .map_while(Result::ok)
        .any(|line| line.contains("Server listening on"));
    if !listens {
        let _ = child.kill();
        let _ = child.wait();
        return None;
    }
    // Somebody has to read the log, or sshd would wait for room in the pipe.
    std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
    Some(child)
}

pub(crate) fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("its address").port()
}

fn keygen(file: &Path, passphrase: &str) {
    let made = Command::new("ssh-keygen")
        .args(["-q", "-t", "ed25519", "-N", passphrase, "-C", "test", "-f"])
        .arg(file)
        .status();
    assert!(made.expect("ssh-keygen runs").success(), "ssh-keygen failed");
    fs::set_permissions(file, fs::Permissions::from_mode(0o600)).expect("a private key");
}

fn whoami() -> String {
    let output = Command::new("id").arg("-un").output().expect("id runs");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}
