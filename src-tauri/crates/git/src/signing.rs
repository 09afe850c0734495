//! Signed commits, by the program that the writer's settings name: `gpg` or `ssh-keygen`, called as Git calls them.
//!
//! A signature is made before anything of the repository moves: a signer that fails leaves nothing but objects that nobody
//! knows of.

use std::io::Write;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use git2::{ConfigLevel, ObjectType, Oid};

use crate::cancel::Cancel;
use crate::child;
use crate::error::Error;
use crate::identity::Identity;
use crate::repository::Opened;
use crate::unsupported::Unsupported;

/// How long a signer may take: it may ask for a passphrase in a window of its own, or for a touch of a key.
const LONGEST: Duration = Duration::from_secs(180);
/// Longer than any signature, in bytes.
const MOST: u64 = 256 * 1024;
const HEADER: &str = "gpgsig";

/// Who signs, and with what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Signer {
    kind: Kind,
    program: String,
    key: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    OpenPgp,
    Ssh,
}

impl Signer {
    /// The signer that `commit.gpgsign` asks for, if it does; `writer` is the one who commits.
    ///
    /// [`Error::Unsupported`] for X.509, [`Error::Untrusted`] for programs that came along with the repository; [`Error::NotSigned`] when no
    /// key is named where one is needed.
    pub(crate) fn of(repo: &Opened, writer: Option<&Identity>) -> Result<Option<Self>, Error> {
        let config = repo.config()?.snapshot()?;
        if !config.get_bool("commit.gpgsign").unwrap_or(false) {
            return Ok(None);
        }
        let value = |name: &str| config.get_string(name).ok().filter(|value| !value.is_empty());
        let program = |name: &str| -> Result<Option<String>, Error> {
            let Ok(entry) = config.get_entry(name) else {
                return Ok(None);
            };
            let Some(program) = entry.value().ok().filter(|program| !program.is_empty()) else {
                return Ok(None);
            };
            if !repo.trusted && matches!(entry.level(), ConfigLevel::Local | ConfigLevel::Worktree) {
                return Err(Error::Untrusted {
                    what: format!("{name}={program}"),
                });
            }
            Ok(Some(program.to_owned()))
        };
        let key = value("user.signingKey");
        let signer = match value("gpg.format").as_deref() {
            None | Some("openpgp") => {
                let named = program("gpg.openpgp.program")?;
                let named = match named {
                    Some(named) => Some(named),
                    None => program("gpg.program")?,
                };
                let writer = || writer.map(|writer| format!("{} <{}>", writer.name, writer.email));
                Self {
                    kind: Kind::OpenPgp,
                    program: named.unwrap_or_else(|| "gpg".to_owned()),
                    key: key.or_else(writer).unwrap_or_default(),
                }
            }
            Some("ssh") => Self {
                kind: Kind::Ssh,
                program: program("gpg.ssh.program")?.unwrap_or_else(|| "ssh-keygen".to_owned()),
                key: match key {
                    Some(key) => key,
                    None => default_key(program("gpg.ssh.defaultKeyCommand")?)?,
                },
            },
            Some(format) => {
                let words = format!("gpg.format={format}");
                return Err(Error::unsupported(Unsupported::Signing, words));
            }
        };
        Ok(Some(signer))
    }

    /// Signs a text that is kept nowhere.
    pub(crate) fn rehearse(&self) -> Result<(), Error> {
        self.sign(b"a rehearsal\n").map(drop)
    }

    pub(crate) fn program(&self) -> &str {
        &self.program
    }

    /// The signature of a commit's bytes, as it stands in the commit.
    fn sign(&self, bytes: &[u8]) -> Result<String, Error> {
        let mut command = Command::new(&self.program);
        // Held until the program has ended: a key that stands in the settings itself is handed over as a file.
        let key = match self.kind {
            Kind::OpenPgp => {
                command.args(["--status-fd=2", "-bsau", &self.key]);
                None
            }
            Kind::Ssh => {
                let key = KeyFile::of(&self.key)?;
                command.args(["-Y", "sign", "-n", "git", "-f"]).arg(&key.path);
                if key.made {
                    // A public key: the agent has the private one.
                    command.arg("-U");
                }
                Some(key)
            }
        };
        command.env("LANGUAGE", "en");
        let not_signed = |words: String| Error::NotSigned {
            program: self.program.clone(),
            words,
        };
        let answer = child::ask(&mut command, bytes, LONGEST, MOST, &Cancel::none());
        drop(key);
        let answer = answer.map_err(|error| not_signed(error.to_string()))?;
        let said = answer.complaints;
        let made = match self.kind {
            Kind::OpenPgp => said.lines().any(|line| line.starts_with("[GNUPG:] SIG_CREATED ")),
            Kind::Ssh => true,
        };
        let signature = String::from_utf8_lossy(&answer.bytes).replace('\r', "");
        if !answer.success || !made || !signature.starts_with("-----BEGIN ") {
            let plain = said.lines().filter(|line| !line.starts_with("[GNUPG:]"));
            return Err(not_signed(plain.collect::<Vec<_>>().join("\n")));
        }
        Ok(signature)
    }
}

/// The key that `gpg.ssh.defaultKeyCommand` prints: its first line.
fn default_key(command: Option<String>) -> Result<String, Error> {
    let missing = |words: &str| Error::NotSigned {
        program: "ssh-keygen".to_owned(),
        words: words.to_owned(),
    };
    let command = command.ok_or_else(|| missing("user.signingKey is not set"))?;
    let mut call = Command::new("sh");
    call.arg("-c").arg(&command);
    let answer = child::ask(&mut call, b"", LONGEST, MOST, &Cancel::none());
    let answer = answer.map_err(|error| missing(&error.to_string()))?;
    let text = String::from_utf8_lossy(&answer.bytes);
    let first = text.lines().next().unwrap_or_default().trim();
    if first.is_empty() {
        return Err(missing("gpg.ssh.defaultKeyCommand printed no key"));
    }
    Ok(first.to_owned())
}

/// The file with a key, made for the moment when the settings have the key itself.
struct KeyFile {
    path: PathBuf,
    made: bool,
}

impl KeyFile {
    fn of(key: &str) -> Result<Self, Error> {
        let literal = key
            .strip_prefix("key::")
            .or_else(|| Some(key).filter(|key| key.starts_with("ssh-") || key.starts_with("ecdsa-")));
        let Some(literal) = literal else {
            return Ok(Self {
                path: crate::paths::at_home(key),
                made: false,
            });
        };
        let failed = |error| Error::io("writing the key that signs", error);
        let (mut file, path) = crate::paths::private_file("galley-key").map_err(failed)?;
        let made = Self { path, made: true };
        writeln!(file, "{literal}").map_err(failed)?;
        Ok(made)
    }
}

impl Drop for KeyFile {
    fn drop(&mut self) {
        if self.made {
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

/// Writes a commit, signed where there is a signer. A signature that it had is not one of these bytes, and goes.
pub(crate) fn write(repo: &git2::Repository, bytes: &[u8], signer: Option<&Signer>) -> Result<Oid, Error> {
    let odb = repo.odb()?;
    let Some(signer) = signer else {
        return Ok(odb.write(ObjectType::Commit, bytes)?);
    };
    let plain = without_signature(bytes);
    let signature = signer.sign(&plain)?;
    Ok(odb.write(ObjectType::Commit, &with_signature(&plain, &signature))?)
}

/// Where the headers of a commit end: at the empty line.
fn headers_end(bytes: &[u8]) -> usize {
    let end = bytes.windows(2).position(|two| two == b"\n\n");
    end.map_or(bytes.len(), |at| at + 1)
}

fn with_signature(bytes: &[u8], signature: &str) -> Vec<u8> {
    let (headers, rest) = bytes.split_at(headers_end(bytes));
    let lines = signature.trim_end().replace('\n', "\n ");
    [headers, format!("{HEADER} {lines}\n").as_bytes(), rest].concat()
}

fn without_signature(bytes: &[u8]) -> Vec<u8> {
    let (headers, rest) = bytes.split_at(headers_end(bytes));
    let mut kept = Vec::with_capacity(bytes.len());
    let mut inside = false;
    for line in headers.split_inclusive(|byte| *byte == b'\n') {
        // A header goes on in the lines that begin with a blank.
        inside = if line.starts_with(b" ") {
            inside
        } else {
            line.starts_with(b"gpgsig ")
        };
        if !inside {
            kept.extend_from_slice(line);
        }
    }
    kept.extend_from_slice(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::{with_signature, without_signature};

    #[test]
    fn a_signature_comes_and_goes_and_leaves_the_rest() {
        let plain = b"tree 1\nparent 2\nauthor A <a> 1 +0200\ncommitter B <b> 2 +0000\nencoding x\n\ngpgsig no header\n\n more\n";
        let signed = with_signature(plain, "-----BEGIN X-----\n\nabc\n-----END X-----\n");
        let text = String::from_utf8(signed.clone()).unwrap();
        assert!(
            text.contains(
                "encoding x\ngpgsig -----BEGIN X-----\n \n abc\n -----END X-----\n\ngpgsig no header\n"
            ),
            "{text}"
        );
        assert_eq!(without_signature(&signed), plain);
        assert_eq!(without_signature(plain), plain);
    }
}
