//! Over SSH, with a real server.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

mod support;

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use galley_git::{Along, Cancel, Error, Onto, Progress, Stage};
use galley_testkit::repo::{Place, Repo};
use galley_testkit::server::SshServer;
use support::{bring_in, commit, id, isolated, open, quiet};

fn over_ssh(server: &SshServer, blog: &Repo, alias: &str, folder: &Path) {
    blog.git(["config", "core.sshCommand", &server.command()]);
    blog.git(["remote", "set-url", "origin", &server.address(alias, folder)]);
}

#[test]
fn fetch_commit_and_push_over_ssh() {
    let server = SshServer::start();
    let place = Place::new();
    let (bare, blog) = place.published(&[("a", "1\n")]);
    over_ssh(&server, &blog, SshServer::HOST, bare.path());
    assert_eq!(open(&blog).remote().unwrap().unwrap().label, SshServer::HOST);
    let other = place.clone_of(&bare, "other");
    other.write("b", "theirs\n");
    let theirs = other.commit_all("theirs");
    other.git(["push", "--quiet"]);
    let fetched = open(&blog).fetch(&mut quiet(), &Cancel::none()).unwrap();
    assert_eq!(
        (fetched.before, fetched.after),
        (Some(id(&blog.head())), Some(id(&theirs)))
    );
    bring_in(&blog).unwrap();
    blog.write("a", "2\n");
    let committed = commit(&blog, Onto::Upstream, &["a"], "ours").unwrap();
    let pushed = open(&blog)
        .push(committed.id, &mut quiet(), &Cancel::none())
        .unwrap();
    assert!(pushed.confirmed);
    assert_eq!(bare.subjects("main"), ["ours", "theirs", "first"]);
    bare.hook("pre-receive", "echo 'not today'; exit 1");
    blog.write("a", "3\n");
    let committed = commit(&blog, Onto::Upstream, &["a"], "more").unwrap();
    let error = open(&blog)
        .push(committed.id, &mut quiet(), &Cancel::none())
        .unwrap_err();
    assert!(
        matches!(&error, Error::RefusedByHook { words } if words.contains("not today")),
        "{error:?}"
    );
    bare.fsck();
    blog.fsck();
}

/// It is gone long before all was written to it, and its reason is known all the same.
#[test]
fn a_server_that_stops_listening_is_heard() {
    let server = SshServer::start();
    let place = Place::new();
    let (bare, blog) = place.published(&[("a", "1\n")]);
    over_ssh(&server, &blog, SshServer::HOST, bare.path());
    bare.git(["config", "receive.maxInputSize", "1000"]);
    let bytes = (0_u64..1 << 20).flat_map(|n| (n * n).wrapping_mul(0x9e37_79b9_7f4a_7c15).to_le_bytes());
    blog.write("a", bytes.collect::<Vec<u8>>());
    let made = commit(&blog, Onto::Upstream, &["a"], "Large").unwrap().id;
    let error = open(&blog).push(made, &mut quiet(), &Cancel::none()).unwrap_err();
    assert!(matches!(error, Error::TooLarge { .. }), "{error:?}");
    assert_eq!(bare.subjects("main"), ["first"]);
}

/// What a folder says, a server says over SSH too: each refusal has its name, and a review goes where `main` does not.
#[test]
fn refused_pushes_are_told_apart_over_ssh() {
    let server = SshServer::start();
    let place = Place::new();
    let (bare, blog) = place.published(&[("a", "1\n"), ("b", "1\n")]);
    over_ssh(&server, &blog, SshServer::HOST, bare.path());
    let before = bare.git(["rev-parse", "main"]);
    let bytes = (0_u64..4096).flat_map(|n| (n * n).wrapping_mul(0x9e37_79b9_7f4a_7c15).to_le_bytes());
    blog.write("a", bytes.collect::<Vec<u8>>());
    let made = commit(&blog, Onto::Upstream, &["a"], "Two").unwrap().id;
    let push = || open(&blog).push(made, &mut quiet(), &Cancel::none());
    type Check = fn(&Error) -> bool;
    let cases: [(&str, Check); 4] = [
        (
            "GH006: Protected branch update failed for refs/heads/main.",
            |error| matches!(error, Error::Protected { branch, .. } if branch == "main"),
        ),
        ("No posts on Sundays", |error| {
            matches!(error, Error::RefusedByHook { .. })
        }),
        ("this exceeds GitHub's file size limit of 100.00 MB", |error| {
            matches!(error, Error::TooLarge { .. })
        }),
        (
            "You are not allowed to push code to this project.",
            |error| matches!(error, Error::PermissionDenied { label, .. } if label == SshServer::HOST),
        ),
    ];
    for (said, check) in cases {
        bare.hook(
            "update",
            &format!("[ $1 != refs/heads/main ] || {{ echo \"{said}\"; exit 1; }}"),
        );
        let error = push().unwrap_err();
        assert!(check(&error), "{said}: {error:?}");
        assert!(error.detail().unwrap().contains(said), "{said}: {error:?}");
    }
    bare.git(["config", "receive.maxInputSize", "1000"]);
    let error = push().unwrap_err();
    assert!(matches!(error, Error::TooLarge { .. }), "{error:?}");
    bare.git(["config", "--unset", "receive.maxInputSize"]);
    let paths = support::paths(&["a"]);
    let request = support::review(&paths, None);
    let id = open(&blog)
        .commit_for_review(&request, &Along::default())
        .unwrap()
        .unwrap();
    let sent = open(&blog).send_for_review("aside", id, None, &mut quiet(), &Cancel::none());
    assert_eq!(sent.unwrap().into, "main");
    assert_eq!(bare.git(["rev-parse", "aside"]), id.to_string());
    assert_eq!(bare.git(["rev-parse", "main"]), before);
    // Somebody is faster: said as that, with theirs in place.
    std::fs::remove_file(bare.path().join("hooks/update")).unwrap();
    let other = place.clone_of(&bare, "other");
    other.write("b", "theirs\n");
    let theirs = other.commit_all("theirs");
    other.git(["push", "--quiet"]);
    assert!(matches!(push().unwrap_err(), Error::RemoteMoved { .. }));
    assert_eq!(bare.git(["rev-parse", "main"]), theirs);
    bare.fsck();
}

/// A clone has no settings of its own yet: the command comes from the environment, so it runs itself again.
#[test]
fn clone_over_ssh_with_a_command_from_the_environment() {
    const NAME: &str = "clone_over_ssh_with_a_command_from_the_environment";
    const ADDRESS: &str = "GALLEY_TEST_ADDRESS";
    const FOLDER: &str = "GALLEY_TEST_FOLDER";
    if let (Ok(address), Some(folder)) = (std::env::var(ADDRESS), std::env::var_os(FOLDER)) {
        isolated();
        galley_git::clone(&address, Path::new(&folder), &mut quiet(), &Cancel::none()).unwrap();
        return;
    }
    let server = SshServer::start();
    let place = Place::new();
    let (bare, _) = place.published(&[("posts/ü.md", "1\n")]);
    let address = format!("{}:{}", SshServer::HOST, bare.address());
    let made = place.at("made");
    let again = Command::new(std::env::current_exe().unwrap())
        .args([NAME, "--exact"])
        .env("GIT_SSH_COMMAND", server.command())
        .env(ADDRESS, &address)
        .env(FOLDER, made.path())
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&again.stdout).into_owned();
    assert!(again.status.success() && text.contains("1 passed"), "{text}");
    assert_eq!(made.read("posts/ü.md"), b"1\n");
    assert_eq!(made.git(["remote", "get-url", "origin"]), address);
    assert!(made.status().is_empty());
}

#[test]
fn each_ssh_trouble_has_its_name() {
    let server = SshServer::start();
    let place = Place::new();
    let (bare, blog) = place.published(&[("a", "1\n")]);
    let fetch = |alias: &str, folder: &Path| {
        over_ssh(&server, &blog, alias, folder);
        open(&blog).fetch(&mut quiet(), &Cancel::none()).unwrap_err()
    };
    let error = fetch(SshServer::WRONG_KEY, bare.path());
    assert!(
        matches!(&error, Error::PermissionDenied { label, .. } if label == SshServer::WRONG_KEY),
        "{error:?}"
    );
    let error = fetch(SshServer::UNKNOWN_HOST, bare.path());
    assert!(
        matches!(error, Error::HostKey { changed: false, .. }),
        "{error:?}"
    );
    let error = fetch(SshServer::CHANGED_HOST, bare.path());
    assert!(matches!(error, Error::HostKey { changed: true, .. }), "{error:?}");
    let error = fetch(SshServer::HOST, &place.path().join("nowhere.git"));
    assert!(matches!(error, Error::RemoteGone { .. }), "{error:?}");
    assert!(
        error
            .detail()
            .unwrap()
            .contains("does not appear to be a git repository"),
        "{error:?}"
    );
    let error = fetch("no-such-host.invalid", bare.path());
    assert!(matches!(error, Error::RemoteUnreachable { .. }), "{error:?}");

    let free = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    blog.git([
        "remote",
        "set-url",
        "origin",
        &format!("ssh://127.0.0.1:{free}/x"),
    ]);
    let error = open(&blog).fetch(&mut quiet(), &Cancel::none()).unwrap_err();
    assert!(matches!(error, Error::RemoteUnreachable { .. }), "{error:?}");
    assert!(error.detail().unwrap().contains("refused"), "{error:?}");

    blog.git(["config", "core.sshCommand", "/no/such/ssh"]);
    let error = open(&blog).fetch(&mut quiet(), &Cancel::none()).unwrap_err();
    assert!(matches!(error, Error::SshMissing), "{error:?}");
}

/// A server that takes the connection and then says nothing.
#[test]
fn a_silent_server_can_be_left() {
    let place = Place::new();
    let (_, blog) = place.published(&[("a", "1\n")]);
    isolated();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    blog.git(["config", "core.sshCommand", "ssh -F /dev/null"]);
    blog.git([
        "remote",
        "set-url",
        "origin",
        &format!("ssh://127.0.0.1:{port}/x"),
    ]);
    let cancel = Cancel::new();
    let repository = open(&blog);
    let fetching = {
        let cancel = cancel.clone();
        std::thread::spawn(move || repository.fetch(&mut |_| {}, &cancel))
    };
    let (connection, _) = listener.accept().unwrap();
    cancel.cancel();
    // It ends while the server still says nothing.
    assert!(matches!(fetching.join().unwrap(), Err(Error::Cancelled)));
    drop(connection);
    // Nobody stops it: it is given up.
    blog.git(["config", "galley.timeout", "1"]);
    let error = open(&blog).fetch(&mut quiet(), &Cancel::none()).unwrap_err();
    assert!(
        matches!(&error, Error::TimedOut { label, seconds: 1, .. } if label == "127.0.0.1"),
        "{error:?}"
    );
}

/// One that is silent in the middle of a push; what it ran is its own to end.
#[test]
fn a_server_that_falls_silent_is_given_up_and_the_version_stays() {
    let server = SshServer::start();
    let place = Place::new();
    let (bare, blog) = place.published(&[("a", "1\n")]);
    over_ssh(&server, &blog, SshServer::HOST, bare.path());
    // It goes on when somebody writes.
    let pipe = place.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    bare.hook("pre-receive", &format!("read x < '{}'; exit 1", pipe.display()));
    blog.write("a", "2\n");
    let made = commit(&blog, Onto::Upstream, &["a"], "ours").unwrap().id;
    blog.git(["config", "galley.timeout", "1"]);
    let error = open(&blog).push(made, &mut quiet(), &Cancel::none()).unwrap_err();
    assert!(matches!(&error, Error::TimedOut { seconds: 1, .. }), "{error:?}");
    // Opened to read too: a hook that was ended before it came to read would never be there.
    let mut pipe = std::fs::File::options()
        .read(true)
        .write(true)
        .open(&pipe)
        .unwrap();
    pipe.write_all(b"on\n").unwrap();
    assert_eq!(bare.subjects("main"), ["first"]);
    assert_eq!(blog.head(), made.to_string());
}

#[test]
fn the_test_server_stops_with_its_value() {
    let server = SshServer::start();
    let port = server.port();
    let probe = || {
        Command::new("ssh-keyscan")
            .args(["-T", "2", "-p", &port.to_string(), "127.0.0.1"])
            .output()
            .unwrap()
    };
    assert!(!probe().stdout.is_empty());
    drop(server);
    assert!(probe().stdout.is_empty());
}

/// Passes on what is said to a server, some thousand bytes at a time, and no more than so many of them in a second.
fn slowly(to: u16) -> u16 {
    const PIECE: usize = 4096;
    const PAUSE: Duration = Duration::from_millis(20);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for here in listener.incoming().map_while(Result::ok) {
            let there = TcpStream::connect(("127.0.0.1", to)).unwrap();
            for (mut from, mut to) in [
                (here.try_clone().unwrap(), there.try_clone().unwrap()),
                (there, here),
            ] {
                std::thread::spawn(move || {
                    let mut piece = [0; PIECE];
                    while let Ok(count @ 1..) = from.read(&mut piece) {
                        // A line has its speed; nothing waits for this.
                        std::thread::sleep(PAUSE);
                        if to.write_all(&piece[..count]).is_err() {
                            break;
                        }
                    }
                    let _ = to.shutdown(Shutdown::Both);
                });
            }
        }
    });
    port
}

/// It takes longer than a server may be silent, and is never silent that long: it is not given up, tells how far it is, and can be
/// left.
#[test]
fn a_slow_line_is_not_a_silent_one() {
    let server = SshServer::start();
    let place = Place::new();
    let (bare, blog) = place.published(&[("a", "1\n")]);
    let other = place.clone_of(&bare, "other");
    let bytes = (0_u64..120_000).flat_map(|n| (n * n).wrapping_mul(0x9e37_79b9_7f4a_7c15).to_le_bytes());
    other.write("large", bytes.collect::<Vec<u8>>());
    other.commit_all("large");
    other.git(["push", "--quiet"]);
    over_ssh(&server, &blog, SshServer::HOST, bare.path());
    let port = slowly(server.port());
    let command = format!(
        "{} -p {port} -o 'HostKeyAlias=[127.0.0.1]:{}'",
        server.command(),
        server.port()
    );
    blog.git(["config", "core.sshCommand", &command]);
    blog.git(["config", "galley.timeout", "3"]);
    let repository = open(&blog);
    repository.trust();
    let cancel = Cancel::new();
    let mut tell = |progress: Progress| {
        // What came first is enough to know that it runs.
        if matches!(
            progress,
            Progress::Step {
                stage: Stage::Receiving,
                ..
            }
        ) {
            cancel.cancel();
        }
    };
    let error = repository.fetch(&mut tell, &cancel).unwrap_err();
    assert!(matches!(error, Error::Cancelled), "{error:?}");
    let begun = Instant::now();
    repository.fetch(&mut quiet(), &Cancel::none()).unwrap();
    assert!(begun.elapsed() > Duration::from_secs(3), "the line was slow");
    assert_eq!(
        bare.git(["rev-parse", "main"]),
        blog.git(["rev-parse", "origin/main"])
    );
}
