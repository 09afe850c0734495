//! `core.sshCommand`: which of them may be run.
//!
//! Git gives the words to a shell. In the writer's own settings they are the writer's; in the settings of a repository
//! they may have come along with a folder that was downloaded. There only a plain call of `ssh` is taken, with options
//! that choose a key or a place and cannot start anything, and with files that did not come along.

use std::path::{Path, PathBuf};

use git2::ConfigLevel;

use crate::error::Error;
use crate::repository::Opened;

const KEY: &str = "core.sshCommand";

/// Options of `ssh` without a value.
const FLAGS: [&str; 9] = ["-4", "-6", "-C", "-T", "-a", "-k", "-q", "-v", "-x"];
/// Options of `ssh` with one.
const VALUES: [&str; 2] = ["-p", "-l"];
/// Options of `ssh` with the name of a file.
const FILES: [&str; 2] = ["-i", "-F"];
/// What may stand after `-o`, in lower case.
const SETTINGS: [&str; 8] = [
    "addressfamily",
    "batchmode",
    "connecttimeout",
    "identitiesonly",
    "port",
    "serveralivecountmax",
    "serveraliveinterval",
    "user",
];

/// The command that the settings ask for, if any. [`Error::Untrusted`] when the repository's own settings ask for
/// something that is more than a plain call of `ssh`.
pub(crate) fn read(repo: &Opened) -> Result<Option<String>, Error> {
    let config = repo.config()?.snapshot()?;
    let entry = match config.get_entry(KEY) {
        Ok(entry) => entry,
        Err(error) if error.code() == git2::ErrorCode::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let Some(words) = entry.value().ok().filter(|words| !words.trim().is_empty()) else {
        return Ok(None);
    };
    let own = repo.trusted || !matches!(entry.level(), ConfigLevel::Local | ConfigLevel::Worktree);
    let folders: Vec<PathBuf> = repo
        .workdir()
        .into_iter()
        .chain([repo.path(), repo.commondir()])
        .map(|folder| folder.canonicalize().unwrap_or_else(|_| folder.to_owned()))
        .collect();
    let home = std::env::var_os("HOME").map(PathBuf::from);
    let outside = |name: &str| {
        let path = match (name.strip_prefix("~/"), &home) {
            (Some(rest), Some(home)) => home.join(rest),
            _ => PathBuf::from(name),
        };
        let path = path.canonicalize().unwrap_or(path);
        path.is_absolute() && !folders.iter().any(|folder| path.starts_with(folder))
    };
    if own || is_plain(words, outside) {
        return Ok(Some(words.to_owned()));
    }
    Err(Error::Untrusted {
        what: format!("{KEY}={words}"),
    })
}

/// Whether the words call `ssh` and can start nothing else. `outside` tells which files did not come along.
fn is_plain(words: &str, outside: impl Fn(&str) -> bool) -> bool {
    let Some(words) = split(words) else {
        return false;
    };
    let mut words = words.iter().map(String::as_str);
    let Some(program) = words.next() else {
        return false;
    };
    let named = Path::new(program).file_name().is_some_and(|name| name == "ssh");
    if !named || (program != "ssh" && !outside(program)) {
        return false;
    }
    while let Some(option) = words.next() {
        let good = if FLAGS.contains(&option) {
            true
        } else if VALUES.contains(&option) {
            words.next().is_some_and(|value| !value.starts_with('-'))
        } else if FILES.contains(&option) {
            words.next().is_some_and(&outside)
        } else if option == "-o" {
            words.next().is_some_and(|setting| is_harmless(setting, &outside))
        } else {
            false
        };
        if !good {
            return false;
        }
    }
    true
}

fn is_harmless(setting: &str, outside: impl Fn(&str) -> bool) -> bool {
    let Some((name, value)) = setting.split_once(['=', ' ']) else {
        return false;
    };
    let name = name.trim().to_ascii_lowercase();
    SETTINGS.contains(&name.as_str()) || (name == "identityfile" && outside(value.trim()))
}

/// The words as a shell would take them; `None` when it would do more than take words.
fn split(text: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            ' ' | '\t' => words.extend(word.take()),
            '\'' | '"' => {
                let word = word.get_or_insert_default();
                loop {
                    match letters.next()? {
                        end if end == letter => break,
                        '$' | '`' | '\\' if letter == '"' => return None,
                        '\n' => return None,
                        // A tilde in quotes is only a letter for the shell.
                        '~' if word.is_empty() => return None,
                        other => word.push(other),
                    }
                }
            }
            _ if letter.is_alphanumeric() || "_@%+=:,./-~".contains(letter) => {
                word.get_or_insert_default().push(letter);
            }
            _ => return None,
        }
    }
    words.extend(word);
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::is_plain;

    #[test]
    fn a_call_that_chooses_a_key_or_a_place_is_plain() {
        for words in [
            "ssh",
            "/usr/bin/ssh -4 -p 2222 -l git",
            "ssh -i ~/.ssh/blog -o IdentitiesOnly=yes",
            "ssh -F '/home/ada/my config' -o ConnectTimeout=5 -o \"IdentityFile /k\"",
        ] {
            assert!(is_plain(words, |_| true), "{words}");
        }
    }

    #[test]
    fn whatever_could_start_something_else_is_not() {
        for words in [
            "",
            "evil",
            "sh -c ssh",
            "ssh; evil",
            "ssh $(evil)",
            "ssh `evil`",
            "ssh \"$(evil)\"",
            "ssh\nevil",
            "ssh & evil",
            "ssh | evil",
            "A=b ssh",
            "ssh -o ProxyCommand=evil",
            "ssh -oProxyCommand=evil",
            "ssh -o LocalCommand=evil -o PermitLocalCommand=yes",
            "ssh -o KnownHostsCommand=evil",
            "ssh -o StrictHostKeyChecking=no",
            "ssh -o Hostname=evil",
            "ssh -S /sock",
            "ssh -I /evil.so",
            "ssh host",
            "ssh -p -oProxyCommand=evil",
            "ssh -F",
            "ssh 'unclosed",
            "ssh -F {a,b}",
            "ssh -F *",
        ] {
            assert!(!is_plain(words, |_| true), "{words}");
        }
        // Files that came along with the folder.
        for words in [
            "./ssh",
            "tools/ssh",
            "ssh -F .git/evil",
            "ssh -i key",
            "ssh -o IdentityFile=key",
        ] {
            assert!(!is_plain(words, |name| name.starts_with('/')), "{words}");
        }
    }
}
