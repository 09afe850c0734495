//! Questions that only the writer can answer, on the terminal.

use std::io::{self, IsTerminal};
use std::sync::Arc;

use galley_library::view::{About, Answer, Question, SignInWhy};
use galley_library::{Asker, Cancel, Front, Hidden, Waiting, words};

use crate::{hidden, output};

/// A handle for a verb that speaks to a server. Without a terminal nobody can be asked.
pub fn cancel() -> Cancel {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return Cancel::none();
    }
    let program = std::env::current_exe().ok();
    let asker: Arc<Asker> = Asker::new(Box::new(Terminal), None, program);
    asker.cancel()
}

struct Terminal;

impl Front for Terminal {
    fn ask(&self, question: &Question, waiting: &Waiting) -> Option<Answer> {
        let say = |code: &str, arguments: &[(&str, &str)]| output::say(&words::say(code, arguments).0);
        match &question.about {
            About::Passphrase { key, again } => {
                say(
                    if *again {
                        "ask.passphrase-again"
                    } else {
                        "ask.passphrase"
                    },
                    &[("key", key)],
                );
                secret("ask.label-passphrase", None)
            }
            About::Pin { key, again } => {
                say(if *again { "ask.pin-again" } else { "ask.pin" }, &[("key", key)]);
                secret("ask.label-pin", None)
            }
            About::Password { prompt, .. } => {
                say("ask.server-says", &[("words", prompt)]);
                secret("ask.label-answer", None)
            }
            About::Touch { key } => {
                say("ask.touch", &[("key", key)]);
                waiting.until_over();
                None
            }
            About::HostKey {
                host,
                key_kind,
                fingerprint,
            } => {
                let about = [
                    ("host", host.as_str()),
                    ("kind", key_kind),
                    ("fingerprint", fingerprint),
                ];
                say("ask.host-key", &about);
                let answer = line("ask.label-yes")?;
                (answer == "yes").then_some(Answer {
                    user: None,
                    secret: None,
                    keep: false,
                })
            }
            About::SignIn {
                server,
                user,
                why,
                token_page,
                ..
            } => {
                let code = match why {
                    SignInWhy::Missing => "ask.sign-in",
                    SignInWhy::Wrong => "ask.sign-in-wrong",
                    SignInWhy::Stale => "ask.sign-in-stale",
                    SignInWhy::Token => "ask.sign-in-token",
                };
                say(code, &[("server", server)]);
                if let Some(page) = token_page {
                    say("ask.token-page", &[("page", page)]);
                }
                let user = match user {
                    Some(user) => {
                        say("ask.as", &[("user", user)]);
                        user.clone()
                    }
                    None => line("ask.label-name")?,
                };
                secret("ask.label-token", Some(user))
            }
        }
    }
}

/// What is typed and not shown. Nothing typed is no answer.
fn secret(label: &str, user: Option<String>) -> Option<Answer> {
    output::ask(&words::say(label, &[]).0);
    let typed = hidden::read_line()?;
    Some(Answer {
        user,
        secret: Some(Hidden(typed)),
        keep: false,
    })
}

fn line(label: &str) -> Option<String> {
    output::ask(&words::say(label, &[]).0);
    let mut typed = String::new();
    io::stdin().read_line(&mut typed).ok()?;
    let typed = typed.trim();
    (!typed.is_empty()).then(|| typed.to_owned())
}
