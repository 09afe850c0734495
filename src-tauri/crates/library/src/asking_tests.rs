use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex};

use galley_git::{self as git, Ask, Secret, SignIn, Waiting};

use super::{Asker, Front, Hidden, Keyring, Quiet};
use crate::view::{About, Answer, Question};

#[derive(Clone, Default)]
struct Writer {
    says: Arc<Mutex<VecDeque<Option<Answer>>>>,
    asked: Arc<Mutex<Vec<Question>>>,
}

impl Front for Writer {
    fn ask(&self, question: &Question, _waiting: &Waiting) -> Option<Answer> {
        self.asked.lock().unwrap().push(question.clone());
        self.says.lock().unwrap().pop_front().unwrap()
    }
}

#[derive(Clone, Default)]
struct Ring(Arc<Mutex<HashMap<String, String>>>);

impl Keyring for Ring {
    fn is_there(&self) -> bool {
        true
    }
    fn get(&self, name: &str) -> Option<String> {
        self.0.lock().unwrap().get(name).cloned()
    }
    fn set(&self, name: &str, secret: &str) {
        self.0.lock().unwrap().insert(name.to_owned(), secret.to_owned());
    }
    fn forget(&self, name: &str) {
        self.0.lock().unwrap().remove(name);
    }
}

fn says(user: Option<&str>, secret: &str, keep: bool) -> Option<Answer> {
    Some(Answer {
        user: user.map(str::to_owned),
        secret: Some(Hidden(secret.to_owned())),
        keep,
    })
}

fn passphrase(again: bool) -> git::Question {
    git::Question::Passphrase {
        key: "/home/ada/.ssh/id_blog".into(),
        again,
    }
}

fn sign_in(why: SignIn, helper: bool) -> git::Question {
    git::Question::SignIn {
        server: "https://git.example.org".into(),
        label: "git.example.org".into(),
        user: None,
        why,
        again: why == SignIn::Wrong,
        helper,
        token_page: None,
    }
}

fn secret(words: &str) -> git::Answer {
    git::Answer::Secret(Secret::new(words))
}

fn asker(says: impl IntoIterator<Item = Option<Answer>>) -> (Arc<Asker>, Writer, Ring) {
    let (writer, ring) = (Writer::default(), Ring::default());
    writer.says.lock().unwrap().extend(says);
    let asker = Asker::new(Box::new(writer.clone()), Some(Box::new(ring.clone())), None);
    (asker, writer, ring)
}

#[test]
fn an_answer_is_asked_for_once_and_again_when_it_was_wrong() {
    let (asker, writer, ring) = asker([says(None, "wrong", false), says(None, "right", false), None]);
    let waiting = Waiting::default();
    assert_eq!(asker.ask(&passphrase(false), &waiting), secret("wrong"));
    assert_eq!(asker.ask(&passphrase(true), &waiting), secret("right"));
    assert_eq!(asker.ask(&passphrase(false), &waiting), secret("right"));
    let asked = writer.asked.lock().unwrap().clone();
    assert_eq!(asked.len(), 2);
    assert_eq!(
        asked[1].about,
        About::Passphrase {
            key: "id_blog".into(),
            again: true
        }
    );
    // In the background there is memory, and nobody who is asked.
    let quiet = Quiet(Arc::clone(&asker));
    assert_eq!(quiet.ask(&passphrase(false), &waiting), secret("right"));
    assert_eq!(quiet.ask(&passphrase(true), &waiting), git::Answer::Unknown);
    assert_eq!(
        quiet.ask(&sign_in(SignIn::Missing, false), &waiting),
        git::Answer::Unknown
    );
    assert!(ring.0.lock().unwrap().is_empty(), "nothing is kept unasked");
    assert_eq!(
        asker.ask(&sign_in(SignIn::Missing, false), &waiting),
        git::Answer::No
    );
}

#[test]
fn the_keyring_has_what_the_writer_wants_kept_until_it_is_not_taken_any_more() {
    let (first, _, ring) = asker([says(Some("ada"), "token", true)]);
    let waiting = Waiting::default();
    let answer = git::Answer::Credentials {
        user: "ada".into(),
        password: Secret::new("token"),
    };
    assert_eq!(first.ask(&sign_in(SignIn::Missing, false), &waiting), answer);
    // Another day.
    let next = Asker::new(Box::new(Writer::default()), Some(Box::new(ring.clone())), None);
    assert_eq!(next.ask(&sign_in(SignIn::Missing, false), &waiting), answer);
    next.forget(&sign_in(SignIn::Forbidden, false));
    assert!(ring.0.lock().unwrap().is_empty());
    // What a helper keeps, and a PIN, are not kept twice.
    let pin = git::Question::Pin {
        key: "sk".into(),
        again: false,
    };
    let (asker, writer, ring) = asker([says(Some("ada"), "token", true), says(None, "1234", true)]);
    asker.ask(&sign_in(SignIn::Missing, true), &waiting);
    asker.ask(&pin, &waiting);
    assert!(
        writer
            .asked
            .lock()
            .unwrap()
            .iter()
            .all(|question| !question.can_keep)
    );
    assert!(ring.0.lock().unwrap().is_empty());
}

#[test]
fn nothing_secret_is_in_what_is_printed_of_an_answer() {
    let answer = says(Some("ada"), "planted", true).unwrap();
    assert!(!format!("{answer:?}").contains("planted"));
    assert!(!format!("{:?}", secret("planted")).contains("planted"));
}

#[test]
fn what_one_account_is_let_in_with_is_not_tried_for_another() {
    let (asker, writer, _) = asker([says(Some("ada"), "token", false), None]);
    let waiting = Waiting::default();
    asker.ask(&sign_in(SignIn::Missing, false), &waiting);
    let mut bob = sign_in(SignIn::Missing, false);
    if let git::Question::SignIn { user, .. } = &mut bob {
        *user = Some("bob".into());
    }
    assert_eq!(asker.ask(&bob, &waiting), git::Answer::No);
    assert_eq!(writer.asked.lock().unwrap().len(), 2);
    // What a server asks in its own words is asked each time.
    for (prompt, remembered) in [
        ("ada@git.example.org's password:", true),
        ("(ada@git.example.org) Password:", true),
        ("(ada@git.example.org) One-time password (OATH) for ada:", false),
        ("(ada@git.example.org) Verification code:", false),
        ("Password:", false),
    ] {
        assert_eq!(super::is_password(prompt), remembered, "{prompt}");
    }
}
