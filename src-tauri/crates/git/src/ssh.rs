//! The call of the system's OpenSSH, with the settings that Git itself honours.

use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

use crate::location::SshTarget;
use crate::transport::Program;

/// Which program is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SshProgram {
    /// Words for a shell: `GIT_SSH_COMMAND` or `core.sshCommand`.
    Shell(OsString),
    /// A program: `GIT_SSH`, or `ssh` from the PATH.
    Plain(OsString),
}

/// How it is called.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Manner {
    /// Somebody answers its questions.
    pub(crate) asks: bool,
    /// It tells what it does.
    pub(crate) talkative: bool,
}

impl SshProgram {
    /// The environment before the configuration, as Git does.
    pub(crate) fn choose(configured: Option<String>) -> Self {
        let set = |name| std::env::var_os(name).filter(|value| !value.is_empty());
        if let Some(words) = set("GIT_SSH_COMMAND") {
            return Self::Shell(words);
        }
        if let Some(words) = configured.filter(|words| !words.is_empty()) {
            return Self::Shell(words.into());
        }
        Self::Plain(set("GIT_SSH").unwrap_or_else(|| "ssh".into()))
    }

    /// Whether it takes OpenSSH's options. Only the name tells.
    fn is_openssh(&self) -> bool {
        let name = match self {
            Self::Plain(program) => program.to_string_lossy().into_owned(),
            Self::Shell(words) => {
                let words = words.to_string_lossy();
                words
                    .split_whitespace()
                    .next()
                    .unwrap_or_default()
                    .trim_matches(['"', '\''])
                    .to_owned()
            }
        };
        let file = Path::new(&name)
            .file_name()
            .map(|file| file.to_string_lossy().into_owned());
        matches!(file.as_deref(), Some("ssh" | "ssh.exe"))
    }

    /// The call that runs `program` on the server.
    pub(crate) fn command(&self, to: &SshTarget, program: Program, manner: &Manner) -> Command {
        let mut command = match self {
            Self::Plain(name) => Command::new(name),
            Self::Shell(words) => {
                let mut line = words.clone();
                line.push(" \"$@\"");
                let mut command = Command::new("sh");
                command.arg("-c").arg(line).arg(words);
                command
            }
        };
        if self.is_openssh() && !manner.asks {
            // Nobody can answer a question asked on a terminal that is not there.
            command.args(["-o", "BatchMode=yes"]);
        }
        if self.is_openssh() && manner.talkative {
            command.arg("-v");
        }
        if let Some(port) = to.port {
            command.arg("-p").arg(port.to_string());
        }
        if self.is_openssh() {
            command.arg("--");
        }
        command
            .arg(&to.target)
            .arg(format!("{} {}", program.name(), quoted(&to.path)));
        command.env_remove("GIT_PROTOCOL").env("LANGUAGE", "en");
        command
    }
}

/// Quoted for the shell on the server.
fn quoted(path: &str) -> String {
    format!("'{}'", path.replace('\'', r"'\''").replace('!', r"'\!'"))
}

#[cfg(test)]
mod tests {
    use super::{Manner, SshProgram, quoted};
    use crate::location::SshTarget;
    use crate::transport::Program;

    fn words(program: &SshProgram, port: Option<u16>) -> Vec<String> {
        let to = SshTarget {
            target: "me@host".into(),
            host: "host".into(),
            port,
            path: "it's/b".into(),
        };
        let command = program.command(&to, Program::UploadPack, &Manner::default());
        std::iter::once(command.get_program())
            .chain(command.get_args())
            .map(|word| word.to_string_lossy().into_owned())
            .collect()
    }

    #[test]
    fn the_call_is_gits_own() {
        assert_eq!(
            words(&SshProgram::Plain("ssh".into()), Some(2222)),
            [
                "ssh",
                "-o",
                "BatchMode=yes",
                "-p",
                "2222",
                "--",
                "me@host",
                r"git-upload-pack 'it'\''s/b'"
            ]
        );
        assert_eq!(
            words(&SshProgram::Shell("/usr/bin/ssh -F 'my file'".into()), None)[..6],
            [
                "sh",
                "-c",
                "/usr/bin/ssh -F 'my file' \"$@\"",
                "/usr/bin/ssh -F 'my file'",
                "-o",
                "BatchMode=yes"
            ]
        );
        assert_eq!(
            words(&SshProgram::Plain("/opt/wrapper".into()), None)[1],
            "me@host"
        );
    }

    #[test]
    fn paths_cannot_leave_their_quotes() {
        assert_eq!(quoted("a'; rm b!"), r"'a'\''; rm b'\!''");
    }
}
