//! Tests of asking the server unasked.

use std::fs;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Instant;

use galley_testkit::repo::{Place, Repo};
use rustix::fs::{CWD, FileType, Mode, mknodat};

use super::*;
use crate::view::{LibraryEvent, PublishOrder};
use crate::{Cancel, Clock, Library, Opening, Places};

/// How long anything may take that happens by itself, on a machine that has other things to do.
const SOON: Duration = Duration::from_secs(20);
const POST: &str = "posts/a.md";
/// Nothing is asked unless the test does.
const NEVER: &str = "[site]\ntitle = \"Night\"\n[sync]\nevery = 0\n";

struct Blog {
    place: Place,
    bare: Repo,
    repo: Repo,
    other: Repo,
}

fn text(body: &str) -> String {
    format!("---\ntitle: A\n---\n{body}\n")
}

fn blog(settings: &str) -> Blog {
    let place = Place::new();
    git::use_config_from(&place.path().join("home")).unwrap();
    let (bare, repo) = place.published(&[("galley.toml", settings), (POST, &text("First."))]);
    // Other tests of this process may have another home.
    repo.git(["config", "user.name", "Ada"]);
    repo.git(["config", "user.email", "ada@example.org"]);
    let other = place.clone_of(&bare, "other");
    Blog {
        place,
        bare,
        repo,
        other,
    }
}

impl Blog {
    fn open(&self, told: Sender<LibraryEvent>) -> Library {
        let opening = Opening {
            places: Places::under(&self.place.path().join("places")),
            clock: Clock::standing("2026-06-04T10:42:00+02:00[Europe/Oslo]".parse().unwrap()),
            listener: Some(Box::new(move |event| drop(told.send(event)))),
        };
        Library::open(self.repo.path(), opening).unwrap()
    }

    fn they_send(&self, body: &str) {
        self.other.write(POST, text(body));
        self.other.commit_all(body);
        self.other.git(["push", "--quiet", "origin", "main"]);
    }

    /// From now on whoever asks the remote waits for its settings.
    fn hold(&self) {
        let config = self.bare.path().join("config");
        fs::remove_file(&config).unwrap();
        mknodat(CWD, &config, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
    }

    /// The other end of what they wait for, as soon as somebody does.
    fn is_asked(&self) -> fs::File {
        let config = self.bare.path().join("config");
        let (sender, asked) = channel();
        // Opening an end waits for the other one.
        thread::spawn(move || drop(sender.send(fs::File::options().write(true).open(&config))));
        let end = asked.recv_timeout(SOON).expect("nobody asked");
        end.expect("the settings")
    }
}

/// Waits until the library told of something after which this holds.
fn until(
    library: &Library,
    told: &mpsc::Receiver<LibraryEvent>,
    what: &str,
    holds: impl Fn(&Library) -> bool,
) {
    let begun = Instant::now();
    while !holds(library) {
        let left = SOON.saturating_sub(begun.elapsed());
        assert!(told.recv_timeout(left).is_ok(), "waited in vain for: {what}");
    }
}

#[test]
fn what_others_sent_is_known_by_itself_and_changes_nothing_here() {
    let blog = blog("[site]\ntitle = \"Night\"\n");
    blog.they_send("Second.");
    let (sender, told) = channel();
    let library = blog.open(sender);
    // What came stands in the repository a moment before it is noted that the server answered.
    let behind = |count| {
        move |library: &Library| {
            let repository = library.view().unwrap().repository;
            repository.behind == count && repository.checked.is_some()
        }
    };
    until(&library, &told, "the first look", behind(1));
    let view = library.view().unwrap();
    let checked = view.repository.checked.unwrap();
    assert_eq!(
        (checked.at.as_str(), checked.answer, checked.why),
        ("10:42", ServerAnswer::Reached, None)
    );
    assert_eq!(blog.repo.read(POST), text("First.").into_bytes());
    assert_eq!(view.counts.unpublished, 0, "theirs is no change of this side");
    assert_eq!(
        library.publish_plan(&[]).unwrap().items,
        vec![],
        "nor offered to be published"
    );
    // Again and again.
    let weak = Arc::downgrade(&library.inner);
    let (waker, wake) = channel();
    let again = thread::spawn(move || run(&weak, &wake, Some(Duration::from_millis(10))));
    blog.they_send("Third.");
    until(&library, &told, "the next look", behind(2));
    drop(waker);
    again.join().unwrap();
}

#[test]
fn without_an_answer_one_phrase_says_so_and_the_next_answer_ends_it() {
    let blog = blog(NEVER);
    let library = blog.open(channel().0);
    assert_eq!(
        library.view().unwrap().repository.checked,
        None,
        "nobody was asked"
    );
    let away = blog.place.path().join("away.git");
    fs::rename(blog.bare.path(), &away).unwrap();
    library.inner.ask_server();
    let checked = library.view().unwrap().repository.checked.unwrap();
    assert_eq!(checked.answer, ServerAnswer::Unreachable);
    assert!(checked.why.unwrap().contains("is not there any more"));
    assert_eq!(round(&library.inner, None), MINUTE, "its settings say never");
    fs::rename(&away, blog.bare.path()).unwrap();
    library.inner.ask_server();
    assert_eq!(
        library.view().unwrap().repository.checked.unwrap().answer,
        ServerAnswer::Reached
    );
}

#[test]
fn a_server_that_lets_nobody_in_is_not_asked_again_unasked() {
    let blog = blog(NEVER);
    let library = blog.open(channel().0);
    let refused = || Err::<(), _>(Error::new("sync.permission", &[("server", "x")]));
    let answer = || library.inner.fetching.last().unwrap().answer;
    library.inner.server_answered(&refused());
    let every = Duration::from_millis(1);
    assert_eq!(round(&library.inner, Some(every)), every);
    assert_eq!(answer(), ServerAnswer::Refused);
    library
        .inner
        .server_answered(&Err::<(), _>(Error::new("publish.nothing", &[])));
    assert_eq!(answer(), ServerAnswer::Refused, "that says nothing of the server");
    // The writer asks, and it answers: from then on it is asked again.
    library.sync(&|_| {}, &Cancel::none()).unwrap();
    assert_eq!(answer(), ServerAnswer::Reached);
    blog.they_send("Second.");
    round(&library.inner, Some(every));
    assert_eq!(library.view().unwrap().repository.behind, 1);
}

#[test]
fn a_publish_that_could_not_be_sent_goes_when_the_server_answers_again() {
    let blog = blog(NEVER);
    let library = blog.open(channel().0);
    let away = blog.place.path().join("away.git");
    fs::rename(blog.bare.path(), &away).unwrap();
    blog.repo.write(POST, text("Mine."));
    let order = PublishOrder {
        paths: vec![POST.into()],
        message: "Mine".into(),
        with_earlier: false,
        as_draft: false,
    };
    let error = library.publish(&order, &|_| {}, &Cancel::none()).unwrap_err();
    assert_eq!(error.code, "remote.gone");
    assert_eq!(
        library.inner.fetching.last().unwrap().answer,
        ServerAnswer::Unreachable
    );
    fs::rename(&away, blog.bare.path()).unwrap();
    library.inner.ask_server();
    assert_eq!(blog.bare.subjects("main"), ["Mine", "first"]);
    assert_eq!(library.view().unwrap().repository.ahead, 0);
}

#[test]
fn a_server_that_is_silent_holds_up_nobody() {
    for closes in [false, true] {
        let blog = blog(NEVER);
        let library = Arc::new(blog.open(channel().0));
        blog.hold();
        let inner = Arc::clone(&library.inner);
        let asking = thread::spawn(move || inner.ask_server());
        let _held = blog.is_asked();
        let (done, ended) = channel();
        let by = Arc::clone(&library);
        thread::spawn(move || {
            if closes {
                by.close();
            } else {
                drop(by.inner.turn_with_server());
            }
            let _ = done.send(());
        });
        assert!(
            ended.recv_timeout(SOON).is_ok(),
            "it waits for the server, {closes}"
        );
        asking.join().unwrap();
        assert_eq!(
            library.inner.fetching.last(),
            None,
            "it says nothing of the server"
        );
        if closes {
            // Nothing begins any more.
            library.inner.ask_server();
            assert_eq!(library.inner.fetching.last(), None);
        }
    }
}
