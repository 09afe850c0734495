//! The manual page and the completions, each tried with the program that reads it where that is installed. What is compared
//! is clap's own list of verbs, as `galley help` prints it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

mod support;

use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use galley_testkit::repo::Place;

use support::text;

/// What the program prints to somebody who has no home folder, as where packages are made.
fn galley(words: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_galley"))
        .args(words)
        .env_clear()
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "galley {words:?}: {said}");
    assert!(said.is_empty(), "galley {words:?}: {said}");
    text(&output)
}

/// The verbs that `galley help` or the help of a group lists.
fn verbs(of: &[&str]) -> Vec<String> {
    let help = galley(&[of, &["--help"]].concat());
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    listed
        .take_while(|line| !line.is_empty())
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .map(|line| line.split_whitespace().next().unwrap().to_owned())
        .collect()
}

/// Runs a program that reads what is tested; `None`, and said, where it is not installed.
fn ask(command: &mut Command) -> Option<Output> {
    match command.stdin(Stdio::null()).output() {
        Ok(output) => Some(output),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            eprintln!("skipped: {} is not installed", command.get_program().display());
            None
        }
        Err(error) => panic!("{command:?}: {error}"),
    }
}

/// A script of completions in a file.
fn script(place: &Place, shell: &str) -> PathBuf {
    let file = place.path().join("_galley");
    fs::write(&file, galley(&["completions", shell])).unwrap();
    file
}

#[test]
fn the_manual_page_has_every_verb_and_no_hidden_one() {
    let page = galley(&["man"]);
    let verbs = verbs(&[]);
    assert!(
        verbs.len() > 25 && verbs.contains(&"publish".to_owned()),
        "{verbs:?}"
    );
    let of_tags = self::verbs(&["tags"]);
    let whole = verbs.iter().filter(|verb| *verb != "tags").cloned().chain(
        of_tags
            .iter()
            .filter(|verb| *verb != "help")
            .map(|verb| format!("tags {verb}")),
    );
    let mut count = 0;
    for verb in whole {
        let heading = |line: &str| {
            let line = line.replace('\\', "");
            line.strip_prefix(&format!(".SS \"galley {verb}"))
                .is_some_and(|rest| rest.starts_with([' ', '"']))
        };
        assert_eq!(
            page.lines().filter(|line| heading(line)).count(),
            1,
            "{verb} in {page}"
        );
        count += 1;
    }
    assert_eq!(
        page.lines().filter(|line| line.starts_with(".SS ")).count(),
        count
    );
    // What all verbs take stands there once, and what one takes below it.
    assert_eq!(page.matches("Print JSON").count(), 1);
    assert!(
        page.contains("[default: newest]\nThe order: newest, oldest, title\n"),
        "{page}"
    );
}

#[test]
fn a_manual_reader_has_no_warning() {
    let place = Place::new();
    let file = place.path().join("galley.1");
    fs::write(&file, galley(&["man"])).unwrap();
    // Plain letters: no bold ones that are printed twice.
    let groff = ["-man", "-Kutf8", "-Tutf8", "-ww", "-P-cbou"];
    let Some(read) = ask(Command::new("groff").args(groff).arg(&file)) else {
        return;
    };
    let said = String::from_utf8_lossy(&read.stderr);
    assert!(read.status.success() && said.is_empty(), "{said}");
    let page = text(&read).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(page.contains("Draft, tag, preview and publish"), "{page}");
    assert!(page.contains("galley publish"), "{page}");
}

#[test]
fn bash_completes_verbs_options_and_values() {
    let place = Place::new();
    let file = script(&place, "bash");
    let complete = |words: &[&str]| -> Option<Vec<String>> {
        let (last, before) = words.split_last().unwrap();
        let run = "script=$1; shift; . \"$script\" || exit 1; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); \
                   _galley galley \"${COMP_WORDS[COMP_CWORD]}\" \"${COMP_WORDS[COMP_CWORD-1]}\"; \
                   printf '%s\\n' \"${COMPREPLY[@]}\"; complete -p galley >&2";
        let mut bash = Command::new("bash");
        bash.args(["--norc", "-c", run, "bash"])
            .arg(&file)
            .args(before)
            .arg(last);
        let output = ask(&mut bash)?;
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(
            said.starts_with("complete ") && said.lines().count() == 1,
            "{said}"
        );
        Some(text(&output).lines().map(str::to_owned).collect())
    };
    let Some(found) = complete(&["galley", "pub"]) else {
        return;
    };
    assert_eq!(found, ["publish"]);
    let all = complete(&["galley", ""]).unwrap();
    for verb in verbs(&[]) {
        assert!(all.contains(&verb), "{verb} is not in {all:?}");
    }
    assert!(!all.contains(&"man".to_owned()), "{all:?}");
    assert_eq!(complete(&["galley", "publish", "--dr"]).unwrap(), ["--draft"]);
    assert_eq!(complete(&["galley", "list", "--sort", "o"]).unwrap(), ["oldest"]);
    assert_eq!(complete(&["galley", "completions", "z"]).unwrap(), ["zsh"]);
}

#[test]
fn fish_and_zsh_read_their_scripts() {
    let place = Place::new();
    let file = script(&place, "fish");
    let fish = "source $argv[1]; complete -C 'galley pub'";
    let mut command = Command::new("fish");
    command
        .env("HOME", place.path())
        .args(["--no-config", "-c", fish]);
    if let Some(output) = ask(command.arg(&file)) {
        let found = text(&output);
        assert!(found.starts_with("publish\t"), "{found}");
        assert_eq!(found.lines().count(), 1, "{found}");
    }
    let file = script(&place, "zsh");
    assert!(
        fs::read_to_string(&file)
            .unwrap()
            .starts_with("#compdef galley\n")
    );
    if let Some(output) = ask(Command::new("zsh").args(["-f", "-n"]).arg(&file)) {
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && said.is_empty(), "{said}");
    }
}

#[test]
fn another_shell_is_wrong_usage() {
    let output = Command::new(env!("CARGO_BIN_EXE_galley"))
        .args(["completions", "tcsh"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("bash"));
}
