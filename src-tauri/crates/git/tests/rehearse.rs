//! The rehearsal of a push, against real servers, and what stands ready for it here.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

mod support;

use std::path::Path;

use galley_git::{Cancel, Error, Rehearsal, SignIn, Way};
use galley_testkit::repo::{Place, Repo};
use galley_testkit::server::SshServer;
use galley_testkit::web::WebServer;
use support::{isolated, open};

fn rehearse(blog: &Repo) -> Rehearsal {
    let repository = open(blog);
    repository.trust();
    repository.rehearse(&Cancel::none()).unwrap()
}

#[test]
fn a_server_over_ssh_tells_what_let_us_in() {
    isolated();
    let server = SshServer::start();
    let place = Place::new();
    let (bare, blog) = place.published(&[("a", "1\n")]);
    blog.git(["config", "core.sshCommand", &server.command()]);
    let at = |alias: &str, folder: &Path| {
        blog.git(["remote", "set-url", "origin", &server.address(alias, folder)]);
        rehearse(&blog)
    };
    let before = bare.git(["rev-parse", "main"]);
    let found = at(SshServer::HOST, bare.path());
    assert!(found.outcome.is_ok(), "{found:?}");
    assert_eq!((found.label.as_str(), &found.way), (SshServer::HOST, &Way::Ssh));
    assert_eq!(found.told.accepted.as_deref(), Some("me"));
    assert!(found.told.host_key.unwrap().contains(&server.fingerprint()));
    assert!(
        found
            .told
            .reached
            .unwrap()
            .ends_with(&format!("port {}", server.port()))
    );
    let found = at(SshServer::BEHIND, bare.path());
    assert!(found.outcome.is_ok(), "{found:?}");
    assert_eq!(found.told.jump.as_deref(), Some(SshServer::HOST));
    // What `ssh` tells beside is not taken for what went wrong.
    let found = at(SshServer::WRONG_KEY, bare.path());
    assert!(
        matches!(found.outcome, Err(Error::PermissionDenied { .. })),
        "{found:?}"
    );
    assert_eq!(
        (found.told.offered, found.told.accepted),
        (vec!["stranger".to_owned()], None)
    );
    let found = at(SshServer::CHANGED_HOST, bare.path());
    assert!(
        matches!(found.outcome, Err(Error::HostKey { changed: true, .. })),
        "{found:?}"
    );
    let found = at(SshServer::HOST, &place.path().join("nowhere.git"));
    assert!(
        matches!(found.outcome, Err(Error::RemoteGone { .. })),
        "{found:?}"
    );
    let found = at("no-such-host.invalid", bare.path());
    assert!(
        matches!(found.outcome, Err(Error::RemoteUnreachable { .. })),
        "{found:?}"
    );
    assert_eq!(bare.git(["rev-parse", "main"]), before);
}

#[test]
fn a_server_on_the_web_tells_its_time_and_who_it_lets_in() {
    isolated();
    let place = Place::new();
    let (bare, blog) = place.published(&[("a", "1\n")]);
    bare.git(["config", "http.receivepack", "true"]);
    let server = WebServer::start(place.path());
    let name = bare.path().file_name().unwrap().to_str().unwrap();
    blog.git(["config", "http.sslCAInfo", server.authority().to_str().unwrap()]);
    let at = |address: &str| {
        blog.git(["remote", "set-url", "origin", address]);
        rehearse(&blog)
    };
    let good = server.address_for(WebServer::USER, WebServer::PASSWORD, &format!("git/{name}"));
    let found = at(&good);
    assert!(found.outcome.is_ok(), "{found:?}");
    assert_eq!(found.way, Way::Web { secure: true });
    assert!(found.date.unwrap().ends_with("GMT"));
    let found = at(&server.address(&format!("git/{name}")));
    assert!(
        matches!(
            found.outcome,
            Err(Error::SignIn {
                kind: SignIn::Missing,
                ..
            })
        ),
        "{found:?}"
    );
}

#[test]
fn a_folder_is_rehearsed_too() {
    isolated();
    let place = Place::new();
    let (bare, blog) = place.published(&[("a", "1\n")]);
    let found = rehearse(&blog);
    assert!(found.outcome.is_ok(), "{found:?}");
    assert_eq!(found.way, Way::Folder);
    std::fs::rename(bare.path(), place.path().join("away.git")).unwrap();
    let found = rehearse(&blog);
    assert!(
        matches!(found.outcome, Err(Error::RemoteGone { .. })),
        "{found:?}"
    );
}

#[test]
fn a_hooks_tool_that_is_not_there_is_found_without_running_it() {
    isolated();
    let place = Place::new();
    let (_, blog) = place.published(&[("a", "1\n")]);
    let mark = place.path().join("ran");
    let text = format!("touch '{}'\nno-such-linter --staged\n", mark.display());
    blog.hook("pre-commit", &text);
    let repository = open(&blog);
    assert_eq!(
        repository.hooks().unwrap(),
        (vec!["pre-commit".to_owned()], false)
    );
    let missing = repository.missing_tools().unwrap();
    assert_eq!(missing.len(), 1, "{missing:?}");
    assert_eq!(
        (
            missing[0].hook.as_str(),
            missing[0].line,
            missing[0].tool.as_str()
        ),
        ("pre-commit", 3, "no-such-linter")
    );
    assert!(!missing[0].looked_in.is_empty());
    // What stands in a branch, or in another language, is not known.
    for text in [
        "#!/usr/bin/env perl\nimport os\n",
        "#!/bin/sh\nif false; then\n  nothing-there\nfi\ncheck() {\n  :\n}\ncheck\ncat <<END\nnothing-there\nEND\n",
    ] {
        std::fs::write(blog.path().join(".git/hooks/pre-commit"), text).unwrap();
        let missing = open(&blog).missing_tools().unwrap();
        assert!(missing.is_empty(), "{missing:?}");
    }
    blog.hook("pre-commit", &text);
    // As husky lays them: what it calls stands one folder above.
    blog.git(["config", "core.hooksPath", ".husky/_"]);
    let husky = blog.path().join(".husky/_");
    std::fs::create_dir_all(&husky).unwrap();
    std::fs::copy(
        blog.path().join(".git/hooks/pre-commit"),
        husky.join("pre-commit"),
    )
    .unwrap();
    std::fs::write(husky.join("pre-commit"), "#!/bin/sh\n. \"$0.sh\"\n").unwrap();
    blog.write(".husky/pre-commit", "npx-that-is-not-there lint\n");
    let missing = open(&blog).missing_tools().unwrap();
    assert_eq!(missing[0].tool, "npx-that-is-not-there", "{missing:?}");
    assert!(!mark.exists());
}
