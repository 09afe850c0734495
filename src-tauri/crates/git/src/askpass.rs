//! OpenSSH's questions (ssh(1), `SSH_ASKPASS`): it calls a program of ours with the question in an argument and reads the answer
//! from it. That program hands the question over a socket in a folder of this user's alone, and knows nothing else.

use std::io::{Read, Write};
use std::net::Shutdown;
use std::os::unix::fs::DirBuilderExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use rustix::event::{PollFd, PollFlags, poll};

use crate::asking::{Answer, Ask, Question, Waiting};
use crate::cancel::Cancel;

/// Where the program finds the socket.
const SOCKET: &str = "GALLEY_ASKPASS";
/// OpenSSH's word for the kind of a question.
const HINT: &str = "SSH_ASKPASS_PROMPT";
/// Longer than any question, in bytes.
const MOST: u64 = 64 * 1024;

/// Listens for the questions of one connection, until it is dropped.
pub(crate) struct Askpass {
    folder: PathBuf,
    program: PathBuf,
    shared: Arc<Shared>,
}

struct Shared {
    ask: Arc<dyn Ask>,
    cancel: Cancel,
    /// Questions that an `ssh` asked before: the same one again means that the answer was wrong. On the way through a jump host
    /// there are two of them.
    asked: Mutex<Vec<String>>,
    /// How many wait for an answer, and when the last one got it.
    waiting: Mutex<(usize, Option<Instant>)>,
    declined: AtomicBool,
    closed: AtomicBool,
}

impl Askpass {
    /// `None` when nobody can answer, or SSH has a program of the writer's to ask with.
    pub(crate) fn listen(cancel: &Cancel) -> Option<Self> {
        let ask = cancel.who_answers()?;
        let own = std::env::var_os("SSH_ASKPASS").is_some_and(|program| !program.is_empty());
        let preferred = std::env::var("SSH_ASKPASS_REQUIRE");
        if own && preferred.is_ok_and(|how| how == "force" || how == "prefer") {
            return None;
        }
        let program = ask.program().filter(|program| program.exists())?;
        let folder = private_folder()?;
        let listener = UnixListener::bind(folder.join("socket"));
        let shared = Arc::new(Shared {
            ask,
            cancel: cancel.clone(),
            asked: Mutex::default(),
            waiting: Mutex::default(),
            declined: AtomicBool::new(false),
            closed: AtomicBool::new(false),
        });
        let askpass = Self {
            folder,
            program,
            shared: Arc::clone(&shared),
        };
        let listener = listener.ok()?;
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                if shared.closed.load(Ordering::SeqCst) {
                    return;
                }
                let Ok(stream) = stream else { return };
                let shared = Arc::clone(&shared);
                // A key that waits to be touched must not hold up another question.
                std::thread::spawn(move || shared.answer(stream));
            }
        });
        Some(askpass)
    }

    /// What an `ssh` needs to ask here.
    pub(crate) fn prepare(&self, command: &mut Command) {
        command
            .env("SSH_ASKPASS", &self.program)
            .env("SSH_ASKPASS_REQUIRE", "force")
            .env(SOCKET, self.folder.join("socket"));
        // Before 8.4 it asked a program only where there was a screen and no terminal.
        if std::env::var_os("DISPLAY").is_none() {
            command.env("DISPLAY", ":galley");
        }
    }

    /// Until when the writer had the word: silence of the server is counted from there.
    pub(crate) fn heard_until(&self) -> Option<Instant> {
        match *self.shared.waiting() {
            (0, last) => last,
            _ => Some(Instant::now()),
        }
    }

    /// Whether the writer did not want to answer.
    pub(crate) fn was_declined(&self) -> bool {
        self.shared.declined.load(Ordering::SeqCst)
    }
}

impl Drop for Askpass {
    fn drop(&mut self) {
        self.shared.closed.store(true, Ordering::SeqCst);
        let socket = self.folder.join("socket");
        // Wakes the thread that waits for a question.
        drop(UnixStream::connect(&socket));
        let _ = std::fs::remove_file(&socket);
        let _ = std::fs::remove_dir(&self.folder);
    }
}

impl Shared {
    fn answer(&self, mut stream: UnixStream) {
        let mut words = String::new();
        if (&stream).take(MOST).read_to_string(&mut words).is_err() {
            return;
        }
        let mut parts = words.splitn(3, '\0');
        let (Some(_who), Some(hint), Some(prompt)) = (parts.next(), parts.next(), parts.next()) else {
            return;
        };
        let again = {
            let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
            let again = asked.contains(&words);
            asked.push(words.clone());
            again
        };
        let answer = match question(hint, prompt, again) {
            // One that was not answered is asked of the next key too.
            _ if self.declined.load(Ordering::SeqCst) => Answer::No,
            question => self.put(&question, &stream),
        };
        if answer == Answer::No {
            self.declined.store(true, Ordering::SeqCst);
        }
        let said = match &answer {
            Answer::Secret(secret) => format!("={}", secret.reveal()),
            Answer::Yes => "=yes".to_owned(),
            Answer::No | Answer::Unknown | Answer::Credentials { .. } => "-".to_owned(),
        };
        // A program that was ended meanwhile needs no answer.
        let _ = stream.write_all(said.as_bytes());
        let _ = stream.shutdown(Shutdown::Both);
    }

    fn put(&self, question: &Question, stream: &UnixStream) -> Answer {
        let waiting = Waiting::new(&self.cancel);
        let watched = waiting.clone();
        if let Ok(stream) = stream.try_clone() {
            std::thread::spawn(move || {
                wait_for_the_end(&stream);
                watched.end();
            });
        }
        self.waiting().0 += 1;
        let answer = match self.ask.ask(question, &waiting) {
            // The key was touched, or `ssh` has ended: nobody declined anything.
            Answer::No if waiting.is_over() => Answer::Unknown,
            answer => answer,
        };
        waiting.end();
        if answer == Answer::No && matches!(question, Question::Touch { .. }) {
            // `ssh` waits for the device, whatever becomes of the one that shows it.
            self.cancel.cancel();
        }
        let mut count = self.waiting();
        *count = (count.0 - 1, Some(Instant::now()));
        answer
    }

    fn waiting(&self) -> MutexGuard<'_, (usize, Option<Instant>)> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Returns when the program has ended, or has its answer: before that it says nothing more.
fn wait_for_the_end(stream: &UnixStream) {
    loop {
        let mut watched = [PollFd::new(stream, PollFlags::empty())];
        match poll(&mut watched, None) {
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(_) => return,
        }
        if !watched[0].revents().is_empty() {
            return;
        }
    }
}

/// What OpenSSH asks, in its own words: sshconnect.c and sshconnect2.c have them. They are in no other language.
///
/// A server can ask in words of its own too, and must not be taken for a key on this computer, whose passphrase would then go to
/// that server: OpenSSH puts `(user@host) ` before those, so that only a whole question of OpenSSH's own is known as one.
fn question(hint: &str, prompt: &str, again: bool) -> Question {
    let key_in = |start: &str, end: &str| -> Option<String> {
        let key = prompt.strip_prefix(start)?.strip_suffix(end)?;
        (!key.is_empty() && !key.contains('\n')).then(|| key.to_owned())
    };
    if hint == "none" {
        let key = prompt.split_once("for key ").map_or(prompt, |(_, key)| key);
        return Question::Touch {
            key: key.trim().to_owned(),
        };
    }
    if let Some(key) = key_in("Enter passphrase for key '", "': ") {
        return Question::Passphrase { key, again };
    }
    if let Some(key) = key_in("Enter PIN for ", ": ") {
        return Question::Pin { key, again };
    }
    if let Some(rest) = prompt.strip_prefix("The authenticity of host '") {
        let host = rest.split_once("' can't").map_or(rest, |(host, _)| host);
        let line = prompt.lines().find(|line| line.contains("key fingerprint is"));
        let words = || line.unwrap_or_default().split_whitespace();
        return Question::HostKey {
            host: host.split(" (").next().unwrap_or(host).to_owned(),
            kind: words().next().unwrap_or_default().to_owned(),
            fingerprint: words()
                .last()
                .unwrap_or_default()
                .trim_end_matches('.')
                .to_owned(),
        };
    }
    Question::Password {
        prompt: prompt.trim().to_owned(),
        again,
    }
}

/// Removes the folders of processes that were killed. What does not belong to this user stays.
fn remove_left(place: &std::path::Path) {
    for item in std::fs::read_dir(place).into_iter().flatten().flatten() {
        let name = item.file_name();
        let number = name.to_str().and_then(|name| name.strip_prefix("galley-ask-"));
        let number = number.and_then(|rest| rest.split('-').next()?.parse::<u32>().ok());
        let gone = |number: u32| !std::path::Path::new(&format!("/proc/{number}")).exists();
        if cfg!(target_os = "linux") && number.is_some_and(gone) {
            let _ = std::fs::remove_file(item.path().join("socket"));
            let _ = std::fs::remove_dir(item.path());
        }
    }
}

fn private_folder() -> Option<PathBuf> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let runtime = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from);
    let places = runtime.into_iter().chain([std::env::temp_dir()]);
    places.filter(|place| place.is_absolute()).find_map(|place| {
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        remove_left(&place);
        let folder = place.join(format!("galley-ask-{}-{number}", std::process::id()));
        // One that is there already is not ours.
        let made = std::fs::DirBuilder::new().mode(0o700).create(&folder);
        made.is_ok().then_some(folder)
    })
}

/// To be called first in the `main` of [`Ask::program`]: answers OpenSSH when it is the one that called. `None` when the program
/// was started for its own sake.
pub fn answer_ssh() -> Option<ExitCode> {
    let socket = std::env::var_os(SOCKET)?;
    let mut arguments = std::env::args_os().skip(1);
    let (prompt, more) = (arguments.next()?, arguments.next());
    if more.is_some() {
        return None;
    }
    let hint = std::env::var(HINT).unwrap_or_default();
    let asked = || -> std::io::Result<Option<String>> {
        let mut stream = UnixStream::connect(socket)?;
        let who = std::os::unix::process::parent_id();
        stream.write_all(format!("{who}\0{hint}\0{}", prompt.to_string_lossy()).as_bytes())?;
        stream.shutdown(Shutdown::Write)?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer.strip_prefix('=').map(str::to_owned))
    };
    let said = asked().ok().flatten();
    let told = said.is_some_and(|answer| writeln!(std::io::stdout(), "{answer}").is_ok());
    Some(if told {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

#[cfg(test)]
mod tests {
    use super::{Question, question};

    /// A server that imitates a question about a key would get that key's passphrase.
    #[test]
    fn a_servers_own_words_are_never_taken_for_a_question_about_a_key_or_a_host() {
        for words in [
            "Enter passphrase for key '/home/ada/.ssh/id': ",
            "Enter PIN for ED25519-SK key /home/ada/.ssh/sk: ",
            "The authenticity of host 'h (::1)' can't be established.\nRSA key fingerprint is SHA256:x.\n",
        ] {
            let prompt = format!("(ada@evil.example) {words}");
            assert_eq!(
                question("", &prompt, false),
                Question::Password {
                    prompt: prompt.trim().to_owned(),
                    again: false,
                }
            );
        }
    }

    #[test]
    fn opensshs_questions_are_known() {
        let passphrase = |key: &str| Question::Passphrase {
            key: key.into(),
            again: false,
        };
        let host = |host: &str, kind: &str| Question::HostKey {
            host: host.into(),
            kind: kind.into(),
            fingerprint: "SHA256:q3X0w9sV".into(),
        };
        for (hint, prompt, expected) in [
            (
                "",
                "Enter passphrase for key '/home/ada/.ssh/id': ",
                passphrase("/home/ada/.ssh/id"),
            ),
            (
                "",
                "Enter passphrase for key '/home/ada/my id': ",
                passphrase("/home/ada/my id"),
            ),
            (
                "",
                "Enter PIN for ED25519-SK key /home/ada/.ssh/sk: ",
                Question::Pin {
                    key: "ED25519-SK key /home/ada/.ssh/sk".into(),
                    again: false,
                },
            ),
            (
                "none",
                "Confirm user presence for key ED25519-SK SHA256:abc",
                Question::Touch {
                    key: "ED25519-SK SHA256:abc".into(),
                },
            ),
            (
                "",
                "The authenticity of host '[git.example.org]:2222 ([127.0.0.1]:2222)' can't be established.\nED25519 key \
                 fingerprint is SHA256:q3X0w9sV.\nThis key is not known by any other names.\nAre you sure you want to continue \
                 connecting (yes/no/[fingerprint])? ",
                host("[git.example.org]:2222", "ED25519"),
            ),
            (
                "",
                "The authenticity of host 'h (::1)' can't be established.\nRSA key fingerprint is: SHA256:q3X0w9sV\nAre you \
                 sure you want to continue connecting (yes/no/[fingerprint])? ",
                host("h", "RSA"),
            ),
            (
                "",
                "ada@git.example.org's password: ",
                Question::Password {
                    prompt: "ada@git.example.org's password:".into(),
                    again: false,
                },
            ),
        ] {
            assert_eq!(question(hint, prompt, false), expected, "{prompt}");
        }
    }
}
