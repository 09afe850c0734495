//! Files and disks that are not as they should be: one sentence, and nothing lost.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

mod support;

use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use support::Shell;

const POST: &str = "posts/a-small-markdown.md";

/// What it says within a time in which it always ends unless it waits for something.
fn said_in_time(shell: &Shell, words: &[&str]) -> (Option<i32>, String) {
    let mut command = shell.command(&shell.blog, words);
    let mut child = command
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let until = Instant::now() + Duration::from_secs(30);
    let (sender, said) = std::sync::mpsc::channel();
    let mut err = child.stderr.take().unwrap();
    std::thread::spawn(move || {
        let mut text = String::new();
        let _ = std::io::Read::read_to_string(&mut err, &mut text);
        let _ = sender.send(text);
    });
    // Its standard error is closed when it ends.
    let Ok(text) = said.recv_timeout(until.saturating_duration_since(Instant::now())) else {
        child.kill().unwrap();
        panic!("galley {words:?} did not end");
    };
    (child.wait().unwrap().code(), text)
}

#[test]
fn a_pipe_under_the_name_of_an_ignore_file_is_said_and_not_waited_for() {
    let shell = Shell::new();
    for name in ["posts/.gitignore", ".gitattributes"] {
        let pipe = shell.blog.join(name);
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        for words in [&["status"][..], &["list"], &["publish", POST, "-m", "x"]] {
            let (code, said) = said_in_time(&shell, words);
            assert_eq!(code, Some(1), "galley {words:?}: {said}");
            assert!(
                said.contains(name) && said.contains("not an ordinary file"),
                "{said}"
            );
            assert_eq!(said.lines().count(), 1, "{said}");
        }
        fs::remove_file(pipe).unwrap();
        assert_eq!(said_in_time(&shell, &["status"]).0, Some(0));
    }
}

#[test]
fn a_field_without_a_name_is_refused() {
    let shell = Shell::new();
    let before = shell.file(POST);
    for field in ["", ".", "..", " ", "a.", ".a", "a..b", "a. .b", "a\nb"] {
        shell.fails(&["set", POST, field, "v"], "is not the name of a field");
        shell.fails(&["unset", POST, field], "is not the name of a field");
    }
    assert_eq!(shell.file(POST), before);
    shell.run(&["set", POST, "params.author", "Ada"]);
    let made = shell.file(POST);
    let line = made.lines().find(|line| line.starts_with("params:")).unwrap();
    assert_eq!(line, "params: {author: Ada}");
    // A name with dots that the file has already is a name.
    let dotted = made.replace(line, "a..b: old");
    fs::write(shell.blog.join(POST), dotted).unwrap();
    shell.run(&["set", POST, "a..b", "new"]);
    assert!(shell.file(POST).contains("\na..b: new\n"), "{}", shell.file(POST));
    shell.run(&["unset", POST, "a..b"]);
    assert_eq!(shell.file(POST), before);
}

/// What `galley` says in a blog whose posts stand on a disk of their own, after `prepared` (a script in the blog's folder);
/// `None` where this process may not mount anything.
fn on_a_disk(shell: &Shell, prepared: &str, words: &str) -> Option<String> {
    if !Command::new("unshare")
        .args(["--mount", "true"])
        .status()
        .is_ok_and(|status| status.success())
    {
        println!("Not tested: this process may not mount anything.");
        return None;
    }
    let name = POST.trim_start_matches("posts/");
    let script = format!(
        "set -e; cp -a posts ../kept; mount -t tmpfs -o size=256k tmpfs posts; cp ../kept/{name} posts/; {prepared}\n\
         set +e; before=$(cat {POST}); {program} {words}; code=$?\n\
         test \"$before\" = \"$(cat {POST})\" || echo the post is another one >&2\n\
         ls -A posts | grep galley-tmp >&2; exit $code",
        program = env!("CARGO_BIN_EXE_galley"),
    );
    let plain = shell.command(&shell.blog, &[]);
    let mut command = Command::new("unshare");
    command
        .args(["--mount", "sh", "-c", &script])
        .current_dir(&shell.blog)
        .env_clear();
    for (name, value) in plain.get_envs() {
        command.env(name, value.unwrap_or_default());
    }
    let output = command.stdin(Stdio::null()).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    Some(said)
}

#[test]
fn a_full_disk_is_said_without_a_word_of_what_only_the_window_has() {
    let full = "head -c 1M /dev/zero > posts/filler 2>/dev/null || true";
    let text = "x".repeat(20_000);
    let set = format!("set {POST} description {text}");
    let Some(said) = on_a_disk(&Shell::new(), full, &set) else {
        return;
    };
    assert!(said.starts_with("galley: The disk is full, so "), "{said}");
    assert!(
        said.contains(POST) && !said.contains("recovery log") && !said.contains("memory"),
        "{said}"
    );
}

#[test]
fn a_disk_that_cannot_be_written_is_said_likewise() {
    let read_only = "mount -o remount,ro posts";
    let Some(said) = on_a_disk(&Shell::new(), read_only, &format!("set {POST} title Changed")) else {
        return;
    };
    assert!(said.contains("this computer does not allow it"), "{said}");
    assert!(
        said.contains(POST) && !said.contains("recovery log") && !said.contains("memory"),
        "{said}"
    );
}

#[test]
fn a_disk_that_is_full_for_git_is_said_by_publish() {
    let shell = Shell::new();
    // The objects stand on a disk of their own, which has room for the post and for no version.
    let script = "mv .git/objects ../objects; mkdir .git/objects; mount -t tmpfs -o size=256k tmpfs .git/objects; \
                  cp -a ../objects/. .git/objects/; head -c 1M /dev/zero > .git/objects/filler 2>/dev/null || true; \
                  echo More. >> posts/a-small-markdown.md; mkdir -p posts; true";
    let Some(said) = full_for_git(&shell, script) else {
        return;
    };
    assert!(
        said.contains("galley: The disk is full, so Git could not do this."),
        "{said}"
    );
}

/// What `galley publish` says after a script in the blog's folder, with mounts of its own.
fn full_for_git(shell: &Shell, prepared: &str) -> Option<String> {
    if !Command::new("unshare")
        .args(["--mount", "true"])
        .status()
        .is_ok_and(|status| status.success())
    {
        println!("Not tested: this process may not mount anything.");
        return None;
    }
    let script = format!(
        "set -e; {prepared}; set +e; exec {} publish {POST} -m More",
        env!("CARGO_BIN_EXE_galley")
    );
    let mut command = Command::new("unshare");
    command
        .args(["--mount", "sh", "-c", &script])
        .current_dir(&shell.blog)
        .env_clear();
    for (name, value) in shell.command(&shell.blog, &[]).get_envs() {
        command.env(name, value.unwrap_or_default());
    }
    let output = command.stdin(Stdio::null()).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    Some(said)
}
