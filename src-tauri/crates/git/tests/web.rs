//! Over HTTPS, with a real nginx, `git http-backend` and real credential helpers.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

mod support;

use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::time::{Duration, Instant};

use galley_git::{Cancel, CommitRequest, Error, Fetched, Onto, Progress, Repository, SignIn, Stage, clone};
use galley_testkit::dice::Dice;
use galley_testkit::repo::{Place, Repo};
use galley_testkit::web::WebServer;
use support::{isolated, paths, quiet};

struct Blog {
    place: Place,
    server: WebServer,
    bare: Repo,
    repo: Repo,
}

impl Blog {
    /// A blog whose remote is on the server, in `place` there.
    fn at(address: impl FnOnce(&WebServer) -> String) -> Self {
        isolated();
        let place = Place::new();
        let (bare, repo) = place.published(&[("a", "1\n")]);
        bare.git(["config", "http.receivepack", "true"]);
        let server = WebServer::start(place.path());
        repo.git(["remote", "set-url", "origin", &address(&server)]);
        let authority = server.authority();
        repo.git(["config", "http.sslCAInfo", authority.to_str().unwrap()]);
        Self {
            place,
            server,
            bare,
            repo,
        }
    }

    /// As its writer has it: trusted.
    fn open(&self) -> Repository {
        let repository = Repository::open(self.repo.path()).unwrap();
        repository.trust();
        repository
    }

    fn fetch(&self) -> Result<Fetched, Error> {
        self.open().fetch(&mut quiet(), &Cancel::none())
    }

    /// Git's own store of credentials, with these.
    fn kept(&self, user: &str, password: &str) -> std::path::PathBuf {
        let file = self.place.path().join("kept");
        fs::write(
            &file,
            format!("https://{user}:{password}@{}\n", self.server.host()),
        )
        .unwrap();
        self.helper(&format!("store --file '{}'", file.display()));
        file
    }

    fn helper(&self, helper: &str) {
        self.repo.git(["config", "--add", "credential.helper", helper]);
    }

    fn commit(&self, message: &str) -> galley_git::Id {
        let chosen = paths(&["a"]);
        let request = CommitRequest {
            onto: Onto::Head,
            paths: &chosen,
            message,
            when: None,
            by: None,
        };
        self.open().commit_paths(&request).unwrap().id
    }
}

fn git_place(server: &WebServer) -> String {
    server.address("git/blog.git")
}

fn kind(error: &Error) -> SignIn {
    match error {
        Error::SignIn { label, kind, .. } if label == "localhost" => *kind,
        other => panic!("not about signing in: {other:?}"),
    }
}

#[test]
fn fetch_commit_and_push_with_what_a_helper_keeps() {
    let blog = Blog::at(git_place);
    let kept = blog.kept(WebServer::USER, WebServer::PASSWORD);
    let other = blog.place.clone_of(&blog.bare, "other");
    other.write("b", "theirs\n");
    let theirs = other.commit_all("theirs");
    other.git(["push", "--quiet"]);
    assert_eq!(blog.fetch().unwrap().after, Some(support::id(&theirs)));
    support::bring_in(&blog.repo).unwrap();
    // Small, and too much to be sent at once.
    for (message, size) in [("small", 100), ("large", 5 << 20)] {
        let mut dice = Dice(7);
        let bytes: Vec<u8> = (0..size).map(|_| dice.roll(256) as u8).collect();
        fs::write(blog.repo.path().join("a"), bytes).unwrap();
        let id = blog.commit(message);
        let mut stages = Vec::new();
        let mut tell = |progress| {
            if let Progress::Step { stage, .. } = progress
                && !stages.contains(&stage)
            {
                stages.push(stage);
            }
        };
        let pushed = blog.open().push(id, &mut tell, &Cancel::none()).unwrap();
        assert!(pushed.confirmed);
        assert!(
            stages.contains(&Stage::Sending) && stages.contains(&Stage::Confirming),
            "{stages:?}"
        );
    }
    assert_eq!(blog.bare.subjects("main"), ["large", "small", "theirs", "first"]);
    blog.bare.fsck();
    assert!(
        fs::read_to_string(&kept).unwrap().contains(WebServer::PASSWORD),
        "still kept"
    );
    // The server's hook is heard.
    blog.bare.hook("pre-receive", "echo 'not on Sundays'; exit 1");
    blog.repo.write("a", "3\n");
    let id = blog.commit("third");
    let error = blog.open().push(id, &mut quiet(), &Cancel::none()).unwrap_err();
    assert!(
        matches!(&error, Error::RefusedByHook { words } if words.contains("not on Sundays")),
        "{error:?}"
    );
}

#[test]
fn a_copy_is_made_with_its_stages_or_leaves_nothing() {
    let blog = Blog::at(git_place);
    let made = blog.place.path().join("made");
    // Of a repository that is not here yet nothing is known; the system's authorities do not vouch for this server.
    let address = blog.server.address("open/blog.git");
    let error = clone(&address, &made, &mut quiet(), &Cancel::none()).unwrap_err();
    assert!(
        matches!(&error, Error::Certificate { label, .. } if label == "localhost"),
        "{error:?}"
    );
    assert!(!made.exists());

    let address = blog.server.plain_address("open/blog.git");
    let mut stages = Vec::new();
    let mut tell = |progress| {
        if let Progress::Step { stage, .. } = progress {
            stages.push(stage);
        }
    };
    clone(&address, &made, &mut tell, &Cancel::none()).unwrap();
    stages.dedup();
    assert_eq!(stages, [Stage::Connecting, Stage::Receiving, Stage::CheckingOut]);
    assert_eq!(fs::read_to_string(made.join("a")).unwrap(), "1\n");
    let cloned = blog.place.at("made");
    assert_eq!(cloned.git(["remote", "get-url", "origin"]).trim(), address);
    cloned.fsck();
}

#[test]
fn helpers_are_told_what_became_of_it() {
    let blog = Blog::at(git_place);
    let told = blog.place.path().join("told");
    let helper = |password: &str| {
        format!(
            "!f() {{ echo \"$1 $(tr '\\n' ' ')\" >> '{}'; test $1 = get && echo username={} && echo password={password}; }}; f",
            told.display(),
            WebServer::USER,
        )
    };
    blog.helper(&helper(WebServer::PASSWORD));
    blog.fetch().unwrap();
    let host = format!("protocol=https host={}", blog.server.host());
    let all = format!(
        "{host} username={} password={}",
        WebServer::USER,
        WebServer::PASSWORD
    );
    let lines = || fs::read_to_string(&told).unwrap();
    let seen = lines();
    let seen: Vec<&str> = seen.lines().map(str::trim).collect();
    assert_eq!(seen.len(), 2, "{seen:?}");
    assert!(
        seen[0].starts_with(&format!("get {host}")) && seen[0].contains("wwwauth[]=Basic"),
        "{seen:?}"
    );
    assert_eq!(seen[1], format!("store {all}"));

    // The path only when the settings say so.
    fs::remove_file(&told).unwrap();
    blog.repo.git(["config", "credential.useHttpPath", "true"]);
    blog.repo.git(["config", "--unset-all", "credential.helper"]);
    blog.helper(&helper("withdrawn"));
    let error = blog.fetch().unwrap_err();
    assert_eq!(kind(&error), SignIn::Stale);
    let seen = lines();
    assert!(seen.contains("path=git/blog.git"), "{seen}");
    let verbs: Vec<&str> = seen.lines().map(|line| line.split(' ').next().unwrap()).collect();
    assert_eq!(verbs, ["get", "erase", "get"], "{seen}");
}

#[test]
fn each_way_not_to_be_let_in_has_its_name() {
    // Nobody knows anything.
    let blog = Blog::at(git_place);
    assert_eq!(kind(&blog.fetch().unwrap_err()), SignIn::Missing);
    // A helper that is not there says so.
    blog.helper("no-such-helper-here");
    let error = blog.fetch().unwrap_err();
    assert_eq!(kind(&error), SignIn::Missing);
    assert!(
        error.detail().unwrap().contains("credential-no-such-helper-here"),
        "{error:?}"
    );
    blog.repo.git(["config", "--unset-all", "credential.helper"]);
    // Git's store forgets what was not taken.
    let kept = blog.kept(WebServer::USER, "old");
    assert_eq!(kind(&blog.fetch().unwrap_err()), SignIn::Stale);
    assert_eq!(fs::read_to_string(&kept).unwrap(), "");
    blog.repo.git(["config", "--unset-all", "credential.helper"]);
    // One that knows that its token is too old is believed.
    blog.helper("!echo username=ada; echo password=x; echo password_expiry_utc=1000; :");
    assert_eq!(kind(&blog.fetch().unwrap_err()), SignIn::Stale);
    blog.repo.git(["config", "--unset-all", "credential.helper"]);

    for (address, expected) in [
        (
            blog.server.address_for("ada", "wrong", "git/blog.git"),
            SignIn::Wrong,
        ),
        (
            blog.server.address_for("ada", "word", "token/blog.git"),
            SignIn::Token,
        ),
        (blog.server.address("kerberos/blog.git"), SignIn::Unknown),
    ] {
        blog.repo.git(["remote", "set-url", "origin", &address]);
        let error = blog.fetch().unwrap_err();
        assert_eq!(kind(&error), expected, "{error:?}");
    }
    // In the address they work, and are shown nowhere.
    let address = blog
        .server
        .address_for(WebServer::USER, WebServer::PASSWORD, "git/blog.git");
    blog.repo.git(["remote", "set-url", "origin", &address]);
    blog.fetch().unwrap();
    let shown = blog.open().remote().unwrap().unwrap();
    assert!(!format!("{shown:?}").contains(WebServer::PASSWORD));

    type Check = fn(&Error) -> bool;
    let denied: Check = |error| kind(error) == SignIn::Forbidden;
    let gone: Check = |error| matches!(error, Error::RemoteGone { .. });
    for (place, check) in [
        ("forbidden/blog.git", denied),
        ("open/none.git", gone),
        ("page/blog.git", gone),
        ("down/blog.git", gone),
    ] {
        blog.repo
            .git(["remote", "set-url", "origin", &blog.server.address(place)]);
        let error = blog.fetch().unwrap_err();
        assert!(check(&error), "{place}: {error:?}");
    }
}

#[test]
fn a_certificate_that_nobody_vouches_for_is_refused_unless_the_writer_said_so() {
    let blog = Blog::at(|server| server.address("open/blog.git"));
    blog.fetch().unwrap();
    blog.repo.git(["config", "--unset", "http.sslCAInfo"]);
    let error = blog.fetch().unwrap_err();
    assert!(
        matches!(&error, Error::Certificate { label, words } if label == "localhost" && !words.is_empty()),
        "{error:?}"
    );
    // Git's way to say so for one server; a repository that is not trusted cannot say it.
    let setting = format!("http.https://{}.sslVerify", blog.server.host());
    blog.repo.git(["config", &setting, "false"]);
    blog.fetch().unwrap();
    let stranger = Repository::open(blog.repo.path()).unwrap();
    let error = stranger.fetch(&mut quiet(), &Cancel::none()).unwrap_err();
    assert!(
        matches!(&error, Error::Untrusted { what } if what.ends_with(".sslverify")),
        "{error:?}"
    );
}

#[test]
fn nothing_secret_follows_to_another_server() {
    let blog = Blog::at(|server| server.address("moved/blog.git"));
    blog.kept(WebServer::USER, WebServer::PASSWORD);
    blog.repo
        .git(["config", "http.extraHeader", "X-Secret: planted-header"]);
    blog.fetch().unwrap();
    let elsewhere = format!("http.https://localhost:{}.extraHeader", blog.server.other_port());
    let address = blog
        .server
        .address_for(WebServer::USER, WebServer::PASSWORD, "away/blog.git");
    blog.repo.git(["remote", "set-url", "origin", &address]);
    let error = blog.fetch().unwrap_err();
    assert_eq!(kind(&error), SignIn::Missing, "{error:?}");
    let told = blog.server.told_the_other();
    assert_eq!(told.lines().count(), 1, "{told}");
    assert!(
        told.contains("GET /git/blog.git/info/refs") && told.trim_end().ends_with("\"-\" \"-\""),
        "{told}"
    );
    // What was meant for the other server gets there: this test would see it.
    blog.repo.git(["config", &elsewhere, "X-Secret: meant-for-it"]);
    blog.fetch().unwrap_err();
    let told = blog.server.told_the_other();
    assert!(told.trim_end().ends_with("\"-\" \"meant-for-it\""), "{told}");
    // To a server without TLS nothing goes at all.
    blog.repo.git([
        "remote",
        "set-url",
        "origin",
        &blog.server.address("down/blog.git"),
    ]);
    blog.fetch().unwrap_err();
    assert_eq!(blog.server.told_the_other(), told);
}

#[test]
fn a_server_that_says_nothing_is_given_up_and_can_be_left_at_once() {
    let blog = Blog::at(git_place);
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!(
        "http://127.0.0.1:{}/blog.git",
        silent.local_addr().unwrap().port()
    );
    blog.repo.git(["remote", "set-url", "origin", &address]);
    blog.repo.git(["config", "http.lowSpeedTime", "1"]);
    let error = blog.fetch().unwrap_err();
    assert!(
        matches!(&error, Error::TimedOut { label, seconds: 1, .. } if label == "127.0.0.1"),
        "{error:?}"
    );

    blog.repo.git(["config", "http.lowSpeedTime", "600"]);
    let cancel = Cancel::new();
    let stop = cancel.clone();
    let (asked, heard) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        // Whatever waits in the line from the first try is not the question that is meant.
        let (first, _) = silent.accept().unwrap();
        let (second, _) = silent.accept().unwrap();
        stop.cancel();
        asked.send(Instant::now()).unwrap();
        drop((first, second));
    });
    let error = blog.open().fetch(&mut quiet(), &cancel).unwrap_err();
    assert!(matches!(error, Error::Cancelled), "{error:?}");
    let took = heard.recv().unwrap().elapsed();
    assert!(took < Duration::from_secs(1), "it took {took:?} to stop");
}

/// What was planted as a password stands where its owner put it and nowhere else.
#[test]
fn a_password_is_written_nowhere() {
    let blog = Blog::at(git_place);
    blog.kept(WebServer::USER, WebServer::PASSWORD);
    blog.fetch().unwrap();
    blog.repo.write("a", "2\n");
    let id = blog.commit("second");
    let mut said = String::new();
    let mut tell = |progress| said.push_str(&format!("{progress:?}\n"));
    blog.open().push(id, &mut tell, &Cancel::none()).unwrap();
    blog.helper("!echo quit=1; :");
    blog.repo.git([
        "remote",
        "set-url",
        "origin",
        &blog.server.address("forbidden/blog.git"),
    ]);
    let error = blog.fetch().unwrap_err();
    assert!(!format!("{error:?} {said} {}", blog.server.log()).contains(WebServer::PASSWORD));
    let holds = files_with(blog.place.path(), WebServer::PASSWORD.as_bytes());
    assert_eq!(holds, [blog.place.path().join("kept")]);
}

fn files_with(folder: &Path, words: &[u8]) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            found.extend(files_with(&entry.path(), words));
        } else if kind.is_file() {
            let bytes = fs::read(entry.path()).unwrap();
            if bytes.windows(words.len()).any(|part| part == words) {
                found.push(entry.path());
            }
        }
    }
    found
}
