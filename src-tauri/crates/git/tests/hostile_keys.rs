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
        let file = self.blog.path().join(".git/trap");
        let script = format!("#!/bin/sh\ntouch '{}'\nexit 1\n", self.fired().display());
        fs::write(&file, script).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
        file.display().to_string()
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

/// One thing that is brought along.
struct Key {
    name: &'static str,
    /// Settings of the repository; `TRAP` stands for the program.
    set: &'static [(&'static str, &'static str)],
    /// What `.gitattributes` says of the second file.
    attribute: &'static str,
    /// What else there is to do.
    more: fn(&mut Downloaded),
    /// What plain git does with it; how that ends is the trap's to say.
    plain: &'static [&'static [&'static str]],
}

const NOTHING: fn(&mut Downloaded) = |_| {};

const fn key(
    name: &'static str,
    set: &'static [(&'static str, &'static str)],
    plain: &'static [&'static [&'static str]],
) -> Key {
    Key {
        name,
        set,
        attribute: "",
        more: NOTHING,
        plain,
    }
}

const FETCH: &[&[&str]] = &[&["fetch"]];
const ADD: &[&[&str]] = &[&["add", "b.x"]];
const COMMIT: &[&[&str]] = &[&["commit", "-am", "x"]];
const PUSH: &[&[&str]] = &[&["push", "origin", "HEAD:refs/heads/x"]];

const KEYS: &[Key] = &[
    Key {
        more: |d| {
            fs::create_dir(d.blog.path().join("hooks")).unwrap();
            fs::copy(d.trap(), d.blog.path().join("hooks/pre-commit")).unwrap();
        },
        ..key("core.hooksPath", &[("core.hooksPath", "hooks")], COMMIT)
    },
    Key {
        more: |d| symlink(d.trap(), d.blog.path().join(".git/hooks/pre-push")).unwrap(),
        ..key("a hook that is a link", &[], PUSH)
    },
    key("core.fsmonitor", &[("core.fsmonitor", "TRAP")], &[&["status"]]),
    key(
        "core.sshCommand",
        &[
            ("core.sshCommand", "TRAP"),
            ("remote.origin.url", "ssh://nobody@localhost/blog.git"),
        ],
        FETCH,
    ),
    Key {
        attribute: "filter=x",
        ..key("filter.clean", &[("filter.x.clean", "TRAP")], ADD)
    },
    Key {
        attribute: "filter=x",
        ..key(
            "filter.smudge",
            &[("filter.x.smudge", "TRAP")],
            &[&["checkout", "--force", "b.x"]],
        )
    },
    Key {
        attribute: "filter=x",
        ..key("filter.process", &[("filter.x.process", "TRAP")], ADD)
    },
    Key {
        attribute: "filter=lfs",
        ..key("filter.lfs.clean", &[("filter.lfs.clean", "TRAP")], ADD)
    },
    Key {
        attribute: "diff=x",
        ..key("diff.textconv", &[("diff.x.textconv", "TRAP")], &[&["diff"]])
    },
    key("diff.external", &[("diff.external", "TRAP")], &[&["diff"]]),
    Key {
        more: |d| {
            d.blog.write(".git/info/attributes", "b.x merge=x\n");
            let other = d.place.clone_of(&d.bare, "other");
            other.write("b.x", "theirs\n");
            other.commit_all("theirs");
            other.git(["push", "--quiet"]);
        },
        ..key(
            "merge.driver",
            &[("merge.x.driver", "TRAP")],
            &[&["commit", "-qam", "mine"], &["pull", "--no-rebase"]],
        )
    },
    key(
        "gpg.program",
        &[("gpg.program", "TRAP"), ("commit.gpgSign", "true")],
        COMMIT,
    ),
    key(
        "gpg.ssh.defaultKeyCommand",
        &[
            ("gpg.ssh.defaultKeyCommand", "TRAP"),
            ("gpg.format", "ssh"),
            ("commit.gpgSign", "true"),
        ],
        COMMIT,
    ),
    Key {
        more: Downloaded::asks_for_a_password,
        ..key("credential.helper", &[("credential.helper", "TRAP")], FETCH)
    },
    Key {
        more: Downloaded::asks_for_a_password,
        ..key("core.askPass", &[("core.askPass", "TRAP")], FETCH)
    },
    key(
        "core.gitProxy",
        &[
            ("core.gitProxy", "TRAP"),
            ("remote.origin.url", "git://localhost/blog.git"),
        ],
        FETCH,
    ),
    key(
        "remote.uploadpack",
        &[("remote.origin.uploadpack", "TRAP")],
        FETCH,
    ),
    key(
        "remote.receivepack",
        &[("remote.origin.receivepack", "TRAP")],
        PUSH,
    ),
    key(
        "ext::",
        &[
            ("protocol.ext.allow", "always"),
            ("remote.origin.url", "ext::TRAP %S"),
        ],
        FETCH,
    ),
    Key {
        more: |d| {
            let inner = d.place.init("inner");
            inner.write("x", "1\n");
            inner.commit_all("inner");
            let from = inner.path().display().to_string();
            let add = ["-c", "protocol.file.allow=always", "submodule", "--quiet", "add"];
            d.blog.git(add.into_iter().chain([from.as_str(), "theme"]));
            d.blog.git(["commit", "-qm", "theme"]);
            d.blog.git(["push", "--quiet", "origin", "main"]);
            fs::remove_dir_all(d.blog.path().join("theme")).unwrap();
            fs::create_dir(d.blog.path().join("theme")).unwrap();
        },
        ..key(
            "submodule.update",
            &[("submodule.theme.update", "!TRAP")],
            &[&[
                "-c",
                "protocol.file.allow=always",
                "submodule",
                "update",
                "--init",
            ]],
        )
    },
    Key {
        attribute: "filter=lfs -text",
        ..key(
            "lfs.customtransfer",
            &[
                ("lfs.customtransfer.x.path", "TRAP"),
                ("lfs.standalonetransferagent", "x"),
            ],
            &[
                &["lfs", "install", "--local"],
                &["add", "b.x"],
                &["commit", "-qm", "x", "--", "b.x"],
                &["lfs", "push", "origin", "main"],
            ],
        )
    },
    Key {
        more: |d| {
            let (git, moved) = (d.blog.path().join(".git"), d.blog.path().join("theirs"));
            fs::rename(&git, &moved).unwrap();
            fs::write(git, "gitdir: theirs\n").unwrap();
            // Where the program stands now.
            let trap = moved.join("trap").display().to_string();
            d.blog.git(["config", "core.fsmonitor", &trap]);
        },
        ..key("a .git file", &[("core.fsmonitor", "TRAP")], &[&["status"]])
    },
];

/// A repository that brings this along, with two files changed.
fn bringing(key: &Key) -> Downloaded {
    let mut downloaded = Downloaded::new();
    let trap = downloaded.trap();
    for (name, value) in key.set {
        downloaded
            .blog
            .git(["config", name, &value.replace("TRAP", &trap)]);
    }
    (key.more)(&mut downloaded);
    if !key.attribute.is_empty() {
        let line = format!("*.x {}\n", key.attribute);
        downloaded.blog.write(".gitattributes", line);
    }
    downloaded.blog.write("a", "2\n");
    downloaded.blog.write("b.x", "2\n");
    // Preparing it may have been its first run.
    let _ = fs::remove_file(downloaded.fired());
    downloaded
}

#[test]
fn none_runs_its_program_before_the_repository_is_trusted() {
    for key in KEYS {
        let downloaded = bringing(key);
        downloaded.through_all_verbs();
        assert!(!downloaded.fired().exists(), "{}: ran in Galley", key.name);
    }
}

#[test]
fn each_runs_its_program_under_plain_git() {
    for key in KEYS {
        let downloaded = bringing(key);
        for words in key.plain {
            let _ = downloaded.blog.try_git(*words);
        }
        let name = key.name;
        assert!(
            downloaded.fired().exists(),
            "{name}: nothing ran, so the other test shows nothing"
        );
    }
}

/// What would run is named, so that the writer can say whether to trust it.
#[test]
fn what_would_run_is_named() {
    for (name, named) in [
        ("core.hooksPath", "pre-commit"),
        ("core.sshCommand", "core.sshCommand="),
        ("gpg.program", "gpg.program="),
        ("filter.lfs.clean", "git-lfs"),
    ] {
        let downloaded = bringing(KEYS.iter().find(|key| key.name == name).unwrap());
        let error = open(&downloaded.blog)
            .check_publishable()
            .and_then(|()| commit(&downloaded.blog, Onto::Upstream, &["b.x"], "x").map(drop))
            .unwrap_err();
        assert!(
            matches!(&error, Error::Untrusted { what } if what.contains(named)),
            "{name}: {error:?}"
        );
    }
}
