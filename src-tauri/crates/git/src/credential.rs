//! Names and passwords for a server on the web: from the address, or from the writer's credential helpers, which are told
//! whether they were taken. The conversation is the one of gitcredentials(7) and git-credential(1).
//!
//! A password is never in an argument, a message or a log: helpers get it by their standard input.

use std::fmt;
use std::process::Command;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::cancel::Cancel;
use crate::child;
use crate::url_settings::UrlSettings;
use crate::web_address::WebAddress;

/// How long a helper may take: some ask the writer in a window of their own.
const LONGEST: Duration = Duration::from_secs(180);
/// How much of a helper's answer is read, in bytes.
const MOST: u64 = 64 * 1024;

/// A name and a password, or a token in its place.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Credentials {
    pub(crate) user: String,
    pub(crate) password: String,
    pub(crate) from: From,
}

/// Who gave them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum From {
    /// They stand in the remote's address.
    Address,
    /// A credential helper had them.
    Helper,
    /// The writer was asked.
    Writer,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Credentials from {:?}", self.from)
    }
}

/// The helpers for one address.
pub(crate) struct Helpers {
    address: WebAddress,
    commands: Vec<String>,
    /// Who it is, where the settings say.
    user: Option<String>,
    /// The path is told too (`credential.useHttpPath`).
    path: Option<String>,
    cancel: Cancel,
}

/// What the helpers said.
#[derive(Debug, Default)]
pub(crate) struct Told {
    pub(crate) credentials: Option<Credentials>,
    /// They have credentials, and those are known to be too old.
    pub(crate) expired: bool,
    /// What those said that had none: why one could not run, for example.
    pub(crate) words: String,
}

impl Helpers {
    pub(crate) fn new(settings: &UrlSettings, address: &WebAddress, cancel: &Cancel) -> Self {
        let with_path = settings.is_on("usehttppath") == Some(true);
        Self {
            commands: settings.all("helper").into_iter().map(str::to_owned).collect(),
            user: address
                .user
                .clone()
                .or_else(|| settings.one("username").map(str::to_owned)),
            path: with_path.then(|| address.path.trim_start_matches('/').to_owned()),
            address: address.clone(),
            cancel: cancel.clone(),
        }
    }

    /// Asks one after the other until one knows both name and password. `challenges` are the server's (`WWW-Authenticate`).
    pub(crate) fn get(&self, challenges: &[String]) -> Told {
        let mut told = Told::default();
        let (mut user, mut password) = (self.user.clone(), None);
        for command in &self.commands {
            let mut question = self.about(user.as_deref(), None);
            for challenge in challenges {
                push(&mut question, "wwwauth[]", challenge);
            }
            let answer = match self.run(command, "get", &question) {
                Ok(answer) => answer,
                Err(words) => {
                    told.words = [std::mem::take(&mut told.words), words]
                        .join("\n")
                        .trim()
                        .to_owned();
                    continue;
                }
            };
            let value = |name: &str| {
                let lines = answer.lines().filter_map(|line| line.split_once('='));
                lines
                    .filter(|(key, _)| *key == name)
                    .map(|(_, value)| value.to_owned())
                    .next_back()
            };
            user = value("username").or(user);
            password = value("password").or(password);
            let until = value("password_expiry_utc").and_then(|at| at.parse::<u64>().ok());
            if until.is_some_and(|until| until <= now()) {
                (password, told.expired) = (None, true);
            }
            if value("quit").is_some_and(|quit| matches!(quit.as_str(), "1" | "true")) {
                break;
            }
            if user.is_some() && password.is_some() {
                break;
            }
        }
        told.credentials = user.zip(password).map(|(user, password)| Credentials {
            user,
            password,
            from: From::Helper,
        });
        told
    }

    /// What stands in the settings for them, as far as it can be shown.
    pub(crate) fn names(&self) -> Vec<String> {
        self.commands.iter().map(|command| shown(command)).collect()
    }

    /// Whether anybody keeps what the server takes.
    pub(crate) fn any(&self) -> bool {
        !self.commands.is_empty()
    }

    /// Who it is, where the address or the settings say.
    pub(crate) fn user(&self) -> Option<&str> {
        self.user.as_deref()
    }

    /// The server took them: the helpers may keep them.
    pub(crate) fn approve(&self, credentials: &Credentials) {
        self.tell("store", credentials);
    }

    /// The server did not take them: the helpers forget them.
    pub(crate) fn reject(&self, credentials: &Credentials) {
        self.tell("erase", credentials);
    }

    fn tell(&self, what: &str, credentials: &Credentials) {
        let told = self.about(Some(&credentials.user), Some(&credentials.password));
        for command in &self.commands {
            // A helper that cannot keep anything is no reason to stop.
            let _ = self.run(command, what, &told);
        }
    }

    fn about(&self, user: Option<&str>, password: Option<&str>) -> String {
        let mut lines = String::new();
        push(&mut lines, "protocol", self.address.protocol());
        push(&mut lines, "host", &self.address.host_and_port());
        for (name, value) in [
            ("path", self.path.as_deref()),
            ("username", user),
            ("password", password),
        ] {
            if let Some(value) = value {
                push(&mut lines, name, value);
            }
        }
        lines
    }

    /// Runs a helper as Git does: `!words` for a shell, a program by its whole path, else `git credential-…`.
    fn run(&self, helper: &str, what: &str, input: &str) -> Result<String, String> {
        let words = match helper.strip_prefix('!') {
            Some(words) => words.to_owned(),
            None if helper.starts_with('/') => helper.to_owned(),
            None => format!("git credential-{helper}"),
        };
        let mut command = Command::new("sh");
        command
            .arg("-c")
            .arg(format!("{words} {what}"))
            .env("LANGUAGE", "en");
        // There is no terminal on which it could ask.
        command.env("GIT_TERMINAL_PROMPT", "0");
        let named = match words.strip_prefix("git credential-") {
            Some(_) => format!("git credential-{}", shown(helper)),
            None => shown(helper),
        };
        let failed = |why: &dyn fmt::Display| format!("{named}: {why}");
        let question = format!("{input}\n");
        let answer = child::ask(&mut command, question.as_bytes(), LONGEST, MOST, &self.cancel)
            .map_err(|error| failed(&error))?;
        if answer.success {
            return Ok(String::from_utf8_lossy(&answer.bytes).into_owned());
        }
        Err(failed(&answer.complaints))
    }
}

/// A helper by its name alone: its arguments, and words for a shell, may have anything in them.
fn shown(helper: &str) -> String {
    let first = helper.split_whitespace().next().unwrap_or_default();
    match helper.starts_with('!') {
        true => "credential.helper=!…".to_owned(),
        false => first.to_owned(),
    }
}

fn push(lines: &mut String, name: &str, value: &str) {
    // A line end in a value would begin another one.
    if !value.contains(['\0', '\n', '\r']) {
        lines.push_str(&format!("{name}={value}\n"));
    }
}

fn now() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs())
}
