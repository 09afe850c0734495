//! What a repository can bring along to have programs run, one by one. Each runs its program under plain `git`, which shows that
//! it is set as an attacker would; and none does here before the writer trusts the repository, whatever verb is used.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

mod support;

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use galley_git::{Cancel, Error, Onto, ReviewRequest};
use galley_testkit::repo::{Place, Repo};
use galley_testkit::web::WebServer;

use support::{WHEN, asked, commit, open, paths, quiet};

/// A repository that was downloaded, and a program that tells that it ran.
struct Downloaded {
    place: Place,
    bare: Repo,
    blog: Repo,
    /// A server that wants a password, where one is asked for.
    server: Option<WebServer>,
}

impl Downloaded {
    fn new() -> Self {
        support::isolated();
        let place = Place::new();
        let (bare, blog) = place.published(&[("a", "1\n"), ("b.x", "1\n"), ("c", "1\n")]);
        Self {
            place,
            bare,
            blog,
            server: None,
        }
    }

    fn fired(&self) -> PathBuf {
        self.place.path().join("fired")
    }

    /// The program, as an absolute path; it came along in the folder.
    fn trap(&self) -> String {
        self.trap_saying("exit 1")
    }

    fn trap_saying(&self, rest: &str) -> String {
        let file = self.blog.path().join(".git/trap");
        let script = format!("#!/bin/sh\ntouch '{}'\n{rest}\n", self.fired().display());
        executable(&file, &script);
        file.display().to_string()
    }

    fn set(&self, key: &str, value: &str) {
        self.blog.git(["config", key, value]);
    }

    fn asks_for_a_password(&mut self) {
        self.bare.git(["config", "http.receivepack", "true"]);
        let server = WebServer::start(self.place.path());
        self.blog.git([
            "remote",
            "set-url",
            "origin",
            &server.plain_address("asks/blog.git"),
        ]);
        self.server = Some(server);
    }

    /// All that Galley does with a repository, one after the other; what it is refused is no matter here.
    fn through_all_verbs(&self) {
        let repository = open(&self.blog);
        assert!(!repository.is_trusted());
        let cancel = Cancel::none();
        let _ = repository.state();
        let _ = repository.changes(&[]);
        let _ = repository.change_of(Path::new("b.x"));
        let _ = repository.check_publishable();
        let _ = repository.ahead_behind();
        let _ = repository.versions(Path::new("b.x"), 10, 100, &cancel);
        let _ = repository.deleted(100, &mut |_, _| true, &cancel);
        let _ = repository.branches();
        let _ = repository.fetch(&mut quiet(), &cancel);
        let _ = repository.sync(&asked(), &mut quiet(), &cancel);
        for path in ["a", "b.x"] {
            if let Ok(made) = commit(&self.blog, Onto::Upstream, &[path], "x") {
                let _ = repository.as_on_disk(made.id, Path::new(path), Path::new(path));
                let _ = repository.push(made.id, &mut quiet(), &cancel);
                let _ = repository.undo(made.id, "Undo", Some(WHEN), &[]);
                let _ = repository.take_back(made.id);
            }
            let chosen = paths(&[path]);
            let request = ReviewRequest {
                on: None,
                paths: &chosen,
                message: "x",
                when: Some(WHEN),
            };
            if let Ok(Some(id)) = repository.commit_for_review(&request, &galley_git::Along::default()) {
                let _ = repository.send_for_review("review-x", id, None, &mut quiet(), &cancel);
            }
        }
        let _ = repository.switch("other", true, &|_| false);
        let _ = repository.switch("main", false, &|_| false);
        let _ = repository.finish_switch();
    }
}

fn executable(file: &Path, script: &str) {
    fs::write(file, script).unwrap();
    fs::set_permissions(file, fs::Permissions::from_mode(0o755)).unwrap();
}

type Prepare = fn(&mut Downloaded);
type Plain = fn(&Downloaded);

fn git(place: &Downloaded, words: &[&str]) {
    // How it ends is the trap's to say.
    let _ = place.blog.try_git(words);
}

/// What is brought along, how it is set, and what plain git does with it.
const KEYS: &[(&str, Prepare, Plain)] = &[
    (
        "core.hooksPath",
        |d| {
            let trap = d.trap();
            fs::create_dir(d.blog.path().join("hooks")).unwrap();
            fs::copy(trap, d.blog.path().join("hooks/pre-commit")).unwrap();
            d.set("core.hooksPath", "hooks");
        },
        |d| git(d, &["commit", "-am", "x"]),
    ),
    (
        "a hook that is a link",
        |d| {
            let trap = d.trap();
            symlink(trap, d.blog.path().join(".git/hooks/pre-push")).unwrap();
        },
        |d| git(d, &["push", "origin", "HEAD:refs/heads/x"]),
    ),
    (
        "core.fsmonitor",
        |d| {
            let trap = d.trap();
            d.set("core.fsmonitor", &trap);
        },
        |d| git(d, &["status"]),
    ),
    (
        "core.sshCommand",
        |d| {
            let trap = d.trap();
            d.set("core.sshCommand", &trap);
            d.set("remote.origin.url", "ssh://nobody@localhost/blog.git");
        },
        |d| git(d, &["fetch"]),
    ),
    (
        "filter.clean",
        |d| {
            let trap = d.trap();
            d.set("filter.x.clean", &trap);
            d.blog.write(".gitattributes", "*.x filter=x\n");
        },
        |d| git(d, &["add", "b.x"]),
    ),
    (
        "filter.smudge",
        |d| {
            let trap = d.trap();
            d.set("filter.x.smudge", &trap);
            d.blog.write(".gitattributes", "*.x filter=x\n");
        },
        |d| {
            d.blog.remove("b.x");
            git(d, &["checkout", "b.x"]);
        },
    ),
    (
        "filter.process",
        |d| {
            let trap = d.trap();
            d.set("filter.x.process", &trap);
            d.blog.write(".gitattributes", "*.x filter=x\n");
        },
        |d| git(d, &["add", "b.x"]),
    ),
    (
        "filter.lfs.clean",
        |d| {
            let trap = d.trap();
            d.set("filter.lfs.clean", &trap);
            d.blog.write(".gitattributes", "*.x filter=lfs\n");
        },
        |d| git(d, &["add", "b.x"]),
    ),
    (
        "diff.textconv",
        |d| {
            let trap = d.trap();
            d.set("diff.x.textconv", &trap);
            d.blog.write(".gitattributes", "*.x diff=x\n");
        },
        |d| git(d, &["diff"]),
    ),
    (
        "diff.external",
        |d| {
            let trap = d.trap();
            d.set("diff.external", &trap);
        },
        |d| git(d, &["diff"]),
    ),
    (
        "merge.driver",
        |d| {
            let trap = d.trap();
            d.set("merge.x.driver", &trap);
            d.blog.write(".git/info/attributes", "b.x merge=x\n");
            let other = d.place.clone_of(&d.bare, "other");
            other.write("b.x", "theirs\n");
            other.commit_all("theirs");
            other.git(["push", "--quiet"]);
        },
        |d| {
            d.blog.git(["commit", "-qam", "mine"]);
            git(d, &["pull", "--no-rebase"]);
        },
    ),
    (
        "gpg.program",
        |d| {
            let trap = d.trap();
            d.set("gpg.program", &trap);
            d.set("commit.gpgSign", "true");
        },
        |d| git(d, &["commit", "-am", "x"]),
    ),
    (
        "gpg.ssh.defaultKeyCommand",
        |d| {
            let trap = d.trap();
            d.set("gpg.ssh.defaultKeyCommand", &trap);
            d.set("gpg.format", "ssh");
            d.set("commit.gpgSign", "true");
        },
        |d| git(d, &["commit", "-am", "x"]),
    ),
    (
        "credential.helper",
        |d| {
            let trap = d.trap();
            d.asks_for_a_password();
            d.set("credential.helper", &trap);
        },
        |d| git(d, &["fetch"]),
    ),
    (
        "core.askPass",
        |d| {
            let trap = d.trap();
            d.asks_for_a_password();
            d.set("core.askPass", &trap);
        },
        |d| git(d, &["fetch"]),
    ),
    (
        "core.gitProxy",
        |d| {
            let trap = d.trap();
            d.set("core.gitProxy", &trap);
            d.set("remote.origin.url", "git://localhost/blog.git");
        },
        |d| git(d, &["fetch"]),
    ),
    (
        "remote.uploadpack",
        |d| {
            let trap = d.trap();
            d.set("remote.origin.uploadpack", &trap);
        },
        |d| git(d, &["fetch"]),
    ),
    (
        "remote.receivepack",
        |d| {
            let trap = d.trap();
            d.set("remote.origin.receivepack", &trap);
        },
        |d| git(d, &["push", "origin", "HEAD:refs/heads/x"]),
    ),
    (
        "ext::",
        |d| {
            let trap = d.trap();
            d.set("protocol.ext.allow", "always");
            d.set("remote.origin.url", &format!("ext::{trap} %S"));
        },
        |d| git(d, &["fetch"]),
    ),
    (
        "submodule.update",
        |d| {
            let trap = d.trap();
            let inner = d.place.init("inner");
            inner.write("x", "1\n");
            inner.commit_all("inner");
            let from = inner.path().display().to_string();
            d.blog.git([
                "-c",
                "protocol.file.allow=always",
                "submodule",
                "--quiet",
                "add",
                &from,
                "theme",
            ]);
            d.blog.git(["commit", "-qm", "theme"]);
            d.blog.git(["push", "--quiet", "origin", "main"]);
            fs::remove_dir_all(d.blog.path().join("theme")).unwrap();
            fs::create_dir(d.blog.path().join("theme")).unwrap();
            d.set("submodule.theme.update", &format!("!{trap}"));
        },
        |d| {
            git(
                d,
                &[
                    "-c",
                    "protocol.file.allow=always",
                    "submodule",
                    "update",
                    "--init",
                ],
            )
        },
    ),
    (
        "lfs.customtransfer",
        |d| {
            let trap = d.trap();
            d.set("lfs.customtransfer.x.path", &trap);
            d.set("lfs.standalonetransferagent", "x");
            d.blog.write(".gitattributes", "*.x filter=lfs -text\n");
        },
        |d| {
            d.blog.git(["lfs", "install", "--local"]);
            d.blog.git(["add", "b.x"]);
            d.blog.git(["commit", "-qm", "x", "--", "b.x"]);
            git(d, &["lfs", "push", "origin", "main"]);
        },
    ),
    (
        "a .git file",
        |d| {
            let trap = d.trap();
            d.set("core.fsmonitor", &trap);
            let (git, moved) = (d.blog.path().join(".git"), d.blog.path().join("theirs"));
            fs::rename(&git, &moved).unwrap();
            fs::write(git, "gitdir: theirs\n").unwrap();
            // Where the program stands now.
            let trap = moved.join("trap").display().to_string();
            d.set("core.fsmonitor", &trap);
        },
        |d| git(d, &["status"]),
    ),
];

#[test]
fn none_runs_its_program_before_the_repository_is_trusted() {
    for (key, prepare, _) in KEYS {
        let mut downloaded = Downloaded::new();
        prepare(&mut downloaded);
        downloaded.blog.write("a", "2\n");
        downloaded.blog.write("b.x", "2\n");
        // Preparing it may have been its first run.
        let fired = downloaded.fired();
        let _ = fs::remove_file(&fired);
        downloaded.through_all_verbs();
        assert!(!fired.exists(), "{key}: ran in Galley");
        println!("{key}: did not run");
    }
}

#[test]
fn each_runs_its_program_under_plain_git() {
    for (key, prepare, plain) in KEYS {
        let mut downloaded = Downloaded::new();
        prepare(&mut downloaded);
        downloaded.blog.write("a", "2\n");
        downloaded.blog.write("b.x", "2\n");
        let fired = downloaded.fired();
        let _ = fs::remove_file(&fired);
        plain(&downloaded);
        assert!(
            fired.exists(),
            "{key}: nothing ran, so the other test shows nothing"
        );
    }
}

/// What would run is named, so that the writer can say whether to trust it.
#[test]
fn what_would_run_is_named() {
    for (key, named) in [
        ("core.hooksPath", "pre-commit"),
        ("core.sshCommand", "core.sshCommand="),
        ("gpg.program", "gpg.program="),
        ("filter.lfs.clean", "git-lfs"),
    ] {
        let (_, prepare, _) = KEYS.iter().find(|(known, ..)| *known == key).unwrap();
        let mut downloaded = Downloaded::new();
        prepare(&mut downloaded);
        downloaded.blog.write("b.x", "2\n");
        let error = open(&downloaded.blog)
            .check_publishable()
            .map(drop)
            .and_then(|()| commit(&downloaded.blog, Onto::Upstream, &["b.x"], "x").map(drop))
            .unwrap_err();
        assert!(
            matches!(&error, Error::Untrusted { what } if what.contains(named)),
            "{key}: {error:?}"
        );
    }
}
