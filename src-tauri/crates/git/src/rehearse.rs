//! A rehearsal of sending: the connection that a push would make, as far as the server's list of what it has, and no further.
//! And what stands ready on this computer for it: the agent's keys, a signature, the programs that hooks call.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use git2::Direction;

use crate::cancel::Cancel;
use crate::child;
use crate::error::Error;
use crate::hooks;
use crate::local;
use crate::location::Location;
use crate::network::Network;
use crate::repository::{Head, Repository};
use crate::signing::Signer;
use crate::transport::Program;
use crate::upstream::Upstream;

/// How long a program on this computer may take that is asked something small.
const SHORT: Duration = Duration::from_secs(10);
/// How much of its answer is read, in bytes.
const MOST: u64 = 256 * 1024;

/// How a server is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// With `ssh`.
    Ssh,
    /// On the web; over TLS or not.
    Web {
        /// `https`.
        secure: bool,
    },
    /// It is a folder.
    Folder,
}

/// What a rehearsal found.
#[derive(Debug)]
pub struct Rehearsal {
    /// The remote, in words.
    pub label: String,
    /// How it is reached.
    pub way: Way,
    /// Whether a push would have been let in.
    pub outcome: Result<(), Error>,
    /// What `ssh` told on the way.
    pub told: Told,
    /// The server's own time, as it says it (RFC 9110's `Date`).
    pub date: Option<String>,
    /// The credential helpers that would be asked, of a server on the web.
    pub helpers: Vec<String>,
}

/// What `ssh -v` tells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    /// The address and the port that were reached: `192.0.2.1 port 22`.
    pub reached: Option<String>,
    /// The server that is gone through first.
    pub jump: Option<String>,
    /// The kind and the fingerprint of the server's key.
    pub host_key: Option<String>,
    /// The keys that were offered to the server, by their files or comments.
    pub offered: Vec<String>,
    /// The one that it took.
    pub accepted: Option<String>,
    /// Whether the server let this computer in, whatever it said of the repository.
    pub let_in: bool,
}

impl Told {
    fn read(words: &str) -> Self {
        // OpenSSH says it in a line of its own, at the same level of talk.
        let let_in = words
            .lines()
            .any(|line| line.trim().starts_with("Authenticated to "));
        let mut told = Self {
            let_in,
            ..Self::default()
        };
        for line in words
            .lines()
            .filter_map(|line| line.trim().strip_prefix("debug1: "))
        {
            if let Some(rest) = line.strip_prefix("Connecting to ") {
                let at = rest.split_once('[').map_or(rest, |(_, at)| at);
                told.reached = Some(at.trim_end_matches('.').replace(']', ""));
            } else if let Some(rest) = line.strip_prefix("Setting implicit ProxyCommand from ProxyJump: ") {
                // ssh … -W '[%h]:%p' HOST
                told.jump = rest.split_whitespace().last().map(str::to_owned);
            } else if let Some(rest) = line.strip_prefix("Server host key: ") {
                told.host_key = Some(rest.to_owned());
            } else if let Some(rest) = line.strip_prefix("Offering public key: ") {
                told.offered.push(name_of_key(rest));
            } else if let Some(rest) = line.strip_prefix("Server accepts key: ") {
                told.accepted = Some(name_of_key(rest));
            }
        }
        told
    }
}

/// `/home/ada/.ssh/id_ed25519 ED25519 SHA256:… agent` without what stands behind the name.
fn name_of_key(line: &str) -> String {
    let mut words: Vec<&str> = line.split_whitespace().collect();
    if let Some(at) = words.iter().position(|word| word.starts_with("SHA256:")) {
        words.truncate(at.saturating_sub(1).max(1));
    }
    let name = words.join(" ");
    Path::new(&name)
        .file_name()
        .map_or(name.clone(), |file| file.to_string_lossy().into_owned())
}

/// The keys of the agent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Agent {
    /// None runs, or none is to be used.
    None,
    /// It holds these keys, by their comments.
    Keys(Vec<String>),
}

/// What a hook calls and what is not on the path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingTool {
    /// Which hook.
    pub hook: String,
    /// The line in it, counted from 1.
    pub line: usize,
    /// The program.
    pub tool: String,
    /// Where it was looked for.
    pub looked_in: Vec<String>,
}

impl Repository {
    /// Connects as a push would, and lets go again.
    ///
    /// An error is one of this side: no remote, a branch that goes nowhere, a setting that is not trusted.
    pub fn rehearse(&self, cancel: &Cancel) -> Result<Rehearsal, Error> {
        let repo = self.opened()?;
        let head = Head::read(&repo)?;
        let upstream = Upstream::required(&repo, &head)?;
        let location = upstream.push_location(&repo, &head, self.work_dir())?;
        let way = match &location {
            Location::Ssh(_) => Way::Ssh,
            Location::Web(address) => Way::Web {
                secure: address.secure,
            },
            Location::Local(_) => Way::Folder,
        };
        let mut silent = |_| {};
        let network = Network::prepared(&repo, &location, Program::ReceivePack, &mut silent, cancel, true);
        let label = location.label();
        let network = match network {
            Ok(network) => network,
            Err(error @ (Error::RemoteGone { .. } | Error::Unsupported { .. })) => {
                return Ok(Rehearsal {
                    label,
                    way,
                    outcome: Err(error),
                    told: Told::default(),
                    date: None,
                    helpers: Vec::new(),
                });
            }
            Err(error) => return Err(error),
        };
        let outcome = network.run(|url| {
            let mut remote = crate::network::exactly(&repo, url)?;
            let connection = remote.connect_auth(Direction::Push, Some(network.callbacks()), None)?;
            connection.list()?;
            drop(connection);
            Ok(())
        });
        Ok(Rehearsal {
            label,
            way,
            outcome,
            told: Told::read(&network.complaints()),
            date: network.date(),
            helpers: network.helpers(),
        })
    }

    /// When the newest commit that the remote is known to have was made, in seconds since 1970.
    pub fn newest_there(&self) -> Result<Option<i64>, Error> {
        let repo = self.opened()?;
        let upstream = Upstream::of_head(&repo, &Head::read(&repo)?)?;
        let Some(tip) = upstream.and_then(|upstream| upstream.tip) else {
            return Ok(None);
        };
        Ok(Some(repo.find_commit(tip)?.committer().when().seconds()))
    }

    /// What the agent holds that `ssh` would ask.
    pub fn agent(&self, cancel: &Cancel) -> Agent {
        let mut command = Command::new("ssh-add");
        command.arg("-l");
        if std::env::var_os("SSH_AUTH_SOCK").is_none() {
            return Agent::None;
        }
        let Ok(answer) = child::ask(&mut command, b"", SHORT, MOST, cancel) else {
            return Agent::None;
        };
        let text = String::from_utf8_lossy(&answer.bytes).into_owned();
        let comment = |line: &str| {
            let words: Vec<&str> = line.split_whitespace().collect();
            let inner = words.get(2..words.len().saturating_sub(1)).unwrap_or_default();
            inner.join(" ")
        };
        // It says by its exit whether there is one at all: 1 for one without keys, 2 for none.
        if answer.success {
            return Agent::Keys(text.lines().map(comment).collect());
        }
        match text.contains("no identities") {
            true => Agent::Keys(Vec::new()),
            false => Agent::None,
        }
    }

    /// Whether a commit would be signed, tried on a text that is kept nowhere; `None` when none is to be signed. The program's name.
    pub fn rehearse_signature(&self) -> Result<Option<String>, Error> {
        let repo = self.opened()?;
        let Some(signer) = Signer::of(&repo, self.identity()?.as_ref())? else {
            return Ok(None);
        };
        signer.rehearse()?;
        Ok(Some(signer.program().to_owned()))
    }

    /// The hooks of a commit and a push that are there, and whether they may run.
    pub fn hooks(&self) -> Result<(Vec<String>, bool), Error> {
        let repo = self.opened()?;
        let names: Vec<&str> = hooks::COMMITTING.into_iter().chain(hooks::PUSHING).collect();
        let found = hooks::active(&repo, &names)?;
        let allowed = hooks::allow(&repo, &names).is_ok();
        Ok((found, allowed))
    }

    /// Programs that these hooks call and that cannot be found. Only what stands at the beginning of a line of a shell script
    /// is known; nothing is run.
    pub fn missing_tools(&self) -> Result<Vec<MissingTool>, Error> {
        let repo = self.opened()?;
        let mut missing = Vec::new();
        for (hook, text) in hooks::texts(&repo)? {
            for (at, line) in calls(&text) {
                let Some(tool) = called(line, at) else { continue };
                let modules = self.work_dir().join("node_modules/.bin").join(&tool);
                let there = match tool.contains('/') {
                    true => hooks::is_executable(&self.work_dir().join(&tool)),
                    // husky puts these on the path.
                    false => local::program(&tool).is_some() || hooks::is_executable(&modules),
                };
                if !there {
                    let path = crate::environment::path().unwrap_or_default();
                    missing.push(MissingTool {
                        hook: hook.clone(),
                        line: at + 1,
                        tool,
                        looked_in: std::env::split_paths(&path)
                            .map(|folder| folder.display().to_string())
                            .collect(),
                    });
                }
            }
        }
        Ok(missing)
    }
}

/// The lines of a script that are sure to be run, with their numbers from 0: the first, and of a shell script those that stand
/// in no branch, no function and no text of their own.
fn calls(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let shell = match text.lines().next().unwrap_or_default().strip_prefix("#!") {
        Some(interpreter) => interpreter
            .split([' ', '/'])
            .any(|word| matches!(word, "sh" | "bash" | "dash" | "zsh")),
        // husky's own have no first line of that kind.
        None => true,
    };
    let mut goes_on = false;
    text.lines()
        .take_while(|line| !line.contains("<<"))
        .enumerate()
        .filter(move |(at, line)| {
            let begins = !goes_on && !line.starts_with([' ', '\t']);
            goes_on = line.ends_with('\\');
            *at == 0 || (shell && begins)
        })
        .filter(|(_, line)| {
            let name = line.split_whitespace().next().unwrap_or_default();
            ![
                format!("{name}()"),
                format!("{name} ()"),
                format!("function {name}"),
            ]
            .iter()
            .any(|defined| text.contains(defined.as_str()))
        })
}

/// The program that a line of a shell script calls first, where that is plain to see: a name alone, or a path. The first line
/// may name the interpreter.
fn called(line: &str, at: usize) -> Option<String> {
    const SHELLS_OWN: [&str; 58] = [
        "if", "then", "else", "elif", "fi", "for", "while", "until", "do", "done", "case", "esac", "in",
        "function", "select", "time", ".", ":", "[", "[[", "alias", "break", "cd", "command", "continue",
        "echo", "eval", "exec", "exit", "export", "false", "local", "printf", "pwd", "read", "return", "set",
        "shift", "source", "test", "trap", "true", "type", "umask", "unset", "wait", "shopt", "declare",
        "readonly", "typeset", "let", "getopts", "ulimit", "kill", "hash", "times", "unalias", "pushd",
    ];
    let line = line.trim();
    if at == 0 && line.starts_with("#!") {
        let mut words = line[2..].split_whitespace();
        let first = words.next()?;
        let named = match first.ends_with("/env") {
            true => words.find(|word| !word.starts_with('-')).unwrap_or(first),
            false => first,
        };
        return Some(named.to_owned());
    }
    let mut words = line.split_whitespace().peekable();
    let mut first = words.next()?;
    if first == "exec" || first == "command" {
        first = words.next().filter(|word| !word.starts_with('-'))?;
    }
    let plain = first
        .chars()
        .all(|letter| letter.is_ascii_alphanumeric() || "-_./+".contains(letter));
    // `name=value`, `name() {` and the like are no calls, and options of a call that went on from the line before neither.
    let absolute_or_name = !first.contains('/') || first.starts_with(['.', '/']);
    let known = SHELLS_OWN.contains(&first) || first.starts_with(['-', '#']);
    let defines = words.peek().is_some_and(|next| next.starts_with('='));
    let numbers = first.chars().all(|letter| letter.is_ascii_digit());
    (plain && absolute_or_name && !known && !defines && !numbers).then(|| first.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Told, called};

    #[test]
    fn what_ssh_tells_is_read() {
        let words = "debug1: Setting implicit ProxyCommand from ProxyJump: ssh -v -W '[%h]:%p' bastion\n\
            debug1: Connecting to git.example.org [192.0.2.1] port 22.\n\
            debug1: Server host key: ssh-ed25519 SHA256:q3X0w9sV\n\
            debug1: Offering public key: /home/ada/.ssh/id_old RSA SHA256:abc agent\n\
            debug1: Offering public key: /home/ada/my id ED25519 SHA256:def explicit\n\
            debug1: Server accepts key: /home/ada/my id ED25519 SHA256:def explicit\n";
        assert_eq!(
            Told::read(words),
            Told {
                reached: Some("192.0.2.1 port 22".into()),
                jump: Some("bastion".into()),
                host_key: Some("ssh-ed25519 SHA256:q3X0w9sV".into()),
                offered: vec!["id_old".into(), "my id".into()],
                accepted: Some("my id".into()),
                let_in: false,
            }
        );
        assert_eq!(Told::read("Permission denied (publickey)."), Told::default());
        assert!(Told::read("Authenticated to 192.0.2.1 ([192.0.2.1]:22) using \"publickey\".").let_in);
    }

    #[test]
    fn what_a_line_calls_is_known_where_it_is_plain() {
        for (line, tool) in [
            ("npx lint-staged", Some("npx")),
            ("exec npm test", Some("npm")),
            ("./scripts/check.sh", Some("./scripts/check.sh")),
            ("  vale content || exit 1", Some("vale")),
            ("if npm test; then", None),
            ("NAME=value npm test", None),
            ("name = value", None),
            ("\"$tool\" run", None),
            ("# npx", None),
            ("--staged", None),
            ("check() {", None),
            ("}", None),
            ("", None),
        ] {
            assert_eq!(called(line, 3).as_deref(), tool, "{line}");
        }
        assert_eq!(
            called("#!/usr/bin/env -S node --no-warnings", 0).as_deref(),
            Some("node")
        );
        assert_eq!(called("#!/bin/sh", 0).as_deref(), Some("/bin/sh"));
    }
}
