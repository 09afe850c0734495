//! Signed commits, with the real `gpg` and `ssh-keygen`; `git verify-commit` is the judge.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

mod support;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use galley_git::{Cancel, CommitRequest, Committed, Error, Id, Onto, Repository, Unsupported};
use galley_testkit::repo::{Place, Repo};
use support::{isolated, paths, quiet};

const WRITER: &str = "Ada Writer <ada@example.org>";

fn trusted(repo: &Repo) -> Repository {
    isolated();
    let repository = Repository::open(repo.path()).unwrap();
    repository.trust();
    repository
}

fn commit_in(repository: &Repository, onto: Onto, path: &str, message: &str) -> Result<Committed, Error> {
    let chosen = paths(&[path]);
    repository.commit_paths(&CommitRequest {
        onto,
        paths: &chosen,
        message,
        when: None,
        by: None,
    })
}

fn script(file: &Path, text: &str) {
    fs::write(file, format!("#!/bin/sh\n{text}\n")).unwrap();
    fs::set_permissions(file, fs::Permissions::from_mode(0o755)).unwrap();
}

fn run(program: &str, arguments: &[&str]) {
    let output = Command::new(program).args(arguments).output().unwrap();
    assert!(
        output.status.success(),
        "{program}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// A key pair for `ssh-keygen -Y sign`, and settings by which Git checks it.
fn with_ssh_key(place: &Place, repo: &Repo) -> PathBuf {
    let key = place.path().join("sign");
    run(
        "ssh-keygen",
        &[
            "-q",
            "-t",
            "ed25519",
            "-N",
            "",
            "-C",
            "test",
            "-f",
            key.to_str().unwrap(),
        ],
    );
    let public = fs::read_to_string(key.with_extension("pub")).unwrap();
    let allowed = place.path().join("allowed");
    fs::write(&allowed, format!("ada@example.org {public}")).unwrap();
    for (name, value) in [
        ("commit.gpgsign", "true"),
        ("gpg.format", "ssh"),
        ("user.signingKey", key.to_str().unwrap()),
        ("gpg.ssh.allowedSignersFile", allowed.to_str().unwrap()),
    ] {
        repo.git(["config", name, value]);
    }
    key
}

/// A home of GnuPG's with a key of the writer's, and a program that uses it. The agent ends with the value.
struct Gpg {
    // Short: the agent's socket must fit into a socket's name.
    home: tempfile::TempDir,
    program: PathBuf,
}

impl Gpg {
    fn new() -> Self {
        let home = tempfile::Builder::new().prefix("gpg").tempdir_in("/tmp").unwrap();
        let folder = home.path().to_str().unwrap().to_owned();
        let program = home.path().join("my-gpg");
        script(
            &program,
            &format!("exec gpg --batch --no-tty --homedir '{folder}' \"$@\""),
        );
        run(
            program.to_str().unwrap(),
            &[
                "--quiet",
                "--passphrase",
                "",
                "--quick-generate-key",
                WRITER,
                "ed25519",
                "sign",
                "1d",
            ],
        );
        Self { home, program }
    }
}

impl Drop for Gpg {
    fn drop(&mut self) {
        let _ = Command::new("gpgconf")
            .arg("--homedir")
            .arg(self.home.path())
            .args(["--kill", "all"])
            .status();
    }
}

/// The branch, what is staged, what is on disk, and that nobody holds a lock.
fn snapshot(repo: &Repo) -> (String, String, Vec<String>, bool) {
    let locked = repo.path().join(".git/index.lock").exists();
    (repo.head(), repo.git(["diff", "--cached"]), repo.status(), locked)
}

fn verified(repo: &Repo, id: Id) {
    repo.git(["verify-commit", &id.to_string()]);
}

#[test]
fn a_commit_is_signed_by_ssh_and_so_is_what_is_made_anew() {
    let place = Place::new();
    let (bare, blog) = place.published(&[("a", "1\n"), ("b", "1\n")]);
    with_ssh_key(&place, &blog);
    let blog_open = trusted(&blog);
    blog.write("b", "2\n");
    let earlier = commit_in(&blog_open, Onto::Head, "b", "earlier").unwrap();
    verified(&blog, earlier.id);
    // On what the remote has: the earlier one is made anew on top, and signed again.
    blog.write("a", "2\n");
    let made = commit_in(&blog_open, Onto::Upstream, "a", "chosen").unwrap();
    verified(&blog, made.id);
    let [(old, new)] = made.replayed[..] else {
        panic!("{made:?}");
    };
    assert_eq!(old, earlier.id);
    verified(&blog, new);
    // Unsigned commits do not pass: the judge judges.
    let plain = blog.git(["commit-tree", "HEAD^{tree}", "-m", "plain"]);
    assert!(!blog.try_git(["verify-commit", &plain]).status.success());
    // Somebody was faster: a merge or a commit made anew is signed too.
    blog_open.push(made.id, &mut quiet(), &Cancel::none()).unwrap();
    let other = place.clone_of(&bare, "other");
    other.write("c", "theirs\n");
    other.commit_all("theirs");
    other.git(["push", "--quiet"]);
    blog_open.fetch(&mut quiet(), &Cancel::none()).unwrap();
    support::bring_in(&blog).unwrap();
    assert_eq!(blog.subjects("HEAD"), ["earlier", "theirs", "chosen", "first"]);
    blog.git(["verify-commit", "HEAD"]);
    blog.fsck();
}

#[test]
fn a_commit_is_signed_by_gpg_with_the_writers_own_key() {
    let gpg = Gpg::new();
    let place = Place::new();
    let (_, blog) = place.published(&[("a", "1\n")]);
    blog.git(["config", "commit.gpgsign", "true"]);
    blog.git(["config", "gpg.program", gpg.program.to_str().unwrap()]);
    blog.write("a", "2\n");
    let made = commit_in(&trusted(&blog), Onto::Head, "a", "signed\n\nwith ümlauts").unwrap();
    verified(&blog, made.id);
    let shown = blog.git(["log", "-1", "--format=%G? %GS"]);
    assert_eq!(
        shown.trim(),
        format!("U {WRITER}")
            .as_str()
            .replace('U', if shown.starts_with('G') { "G" } else { "U" })
    );
    // A key that is not there.
    blog.git([
        "config",
        "user.signingKey",
        "0123456789ABCDEF0123456789ABCDEF01234567",
    ]);
    blog.write("a", "3\n");
    let before = snapshot(&blog);
    let error = commit_in(&trusted(&blog), Onto::Head, "a", "not signed").unwrap_err();
    assert!(
        matches!(&error, Error::NotSigned { words, .. } if words.contains("secret key")),
        "{error:?}"
    );
    assert_eq!(snapshot(&blog), before);
}

#[test]
fn a_signer_that_fails_or_lies_makes_no_commit() {
    let place = Place::new();
    let (_, blog) = place.published(&[("a", "1\n")]);
    with_ssh_key(&place, &blog);
    blog.write("a", "2\n");
    blog.write("staged", "s\n");
    blog.git(["add", "staged"]);
    let before = snapshot(&blog);
    let signer = place.path().join("signer");
    blog.git(["config", "gpg.ssh.program", signer.to_str().unwrap()]);
    for (text, says) in [
        (
            "cat >/dev/null; echo 'the key is locked' >&2; exit 1",
            "the key is locked",
        ),
        ("echo nothing of the kind", ""),
        ("exit 0", ""),
        ("echo no >&2; kill -9 $$", "no"),
    ] {
        script(&signer, text);
        let error = commit_in(&trusted(&blog), Onto::Head, "a", "x").unwrap_err();
        assert!(
            matches!(&error, Error::NotSigned { words, program } if words.contains(says) && program.ends_with("signer")),
            "{text}: {error:?}"
        );
        assert_eq!(snapshot(&blog), before, "{text}");
    }
    fs::remove_file(&signer).unwrap();
    let error = commit_in(&trusted(&blog), Onto::Head, "a", "x").unwrap_err();
    assert!(matches!(&error, Error::NotSigned { .. }), "{error:?}");
    assert_eq!(snapshot(&blog), before);
}

#[test]
fn a_program_that_came_along_signs_nothing_until_the_repository_is_trusted() {
    let place = Place::new();
    let (_, blog) = place.published(&[("a", "1\n")]);
    with_ssh_key(&place, &blog);
    let (signer, fired) = (place.path().join("signer"), place.path().join("fired"));
    script(
        &signer,
        &format!("touch '{}'; exec ssh-keygen \"$@\"", fired.display()),
    );
    blog.write("a", "2\n");
    for name in ["gpg.ssh.program", "gpg.program"] {
        blog.git([
            "config",
            "gpg.format",
            if name == "gpg.program" { "openpgp" } else { "ssh" },
        ]);
        blog.git(["config", name, signer.to_str().unwrap()]);
        let stranger = support::open(&blog);
        let error = commit_in(&stranger, Onto::Head, "a", "x").unwrap_err();
        assert!(
            matches!(&error, Error::Untrusted { what } if what.starts_with(name)),
            "{error:?}"
        );
        let error = stranger.check_publishable().unwrap_err();
        assert!(matches!(&error, Error::Untrusted { .. }), "{error:?}");
    }
    assert!(!fired.exists());
    // Plain git runs it, and so does a trusted repository.
    blog.git(["config", "gpg.format", "ssh"]);
    let made = commit_in(&trusted(&blog), Onto::Head, "a", "x").unwrap();
    assert!(fired.exists());
    verified(&blog, made.id);
    fs::remove_file(&fired).unwrap();
    blog.git(["commit", "--quiet", "--allow-empty", "-m", "by git"]);
    assert!(fired.exists(), "git itself runs it");
}

#[test]
fn x509_is_refused_before_anything_is_written() {
    let place = Place::new();
    let (_, blog) = place.published(&[("a", "1\n")]);
    blog.git(["config", "commit.gpgsign", "true"]);
    blog.git(["config", "gpg.format", "x509"]);
    blog.write("a", "2\n");
    let before = snapshot(&blog);
    let error = commit_in(&trusted(&blog), Onto::Head, "a", "x").unwrap_err();
    assert!(
        matches!(&error, Error::Unsupported { what: Unsupported::Signing, words } if words == "gpg.format=x509"),
        "{error:?}"
    );
    assert_eq!(snapshot(&blog), before);
}
