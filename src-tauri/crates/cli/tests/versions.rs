//! `sync`, `undo`, `history` and `restore`, as a shell runs them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

mod support;

use std::fs;

use support::Shell;

const PATH: &str = "posts/tides.md";

fn text(words: &str) -> String {
    format!("---\ntitle: Tides\ndate: 2026-06-01\n---\n{words}\n\nThe sea comes twice a day.\n")
}

#[test]
fn two_writers_from_the_shell() {
    let shell = Shell::new();
    let (blog, bare) = (shell.repo(), shell.bare());
    blog.git(["config", "user.name", "Ada"]);
    blog.git(["config", "user.email", "ada@example.org"]);
    fs::write(shell.blog.join(PATH), text("One.")).unwrap();
    shell.run(&["publish", PATH, "-m", "Tides"]);
    let other = shell.place.clone_of(&bare, "other");
    other.write(PATH, text("Theirs."));
    other.commit_all("Theirs");
    other.git(["push", "--quiet"]);
    let synced = shell.json(&["sync", "--json"]);
    assert_eq!(
        (synced["got"].as_u64(), synced["changed"][0].as_str()),
        (Some(1), Some(PATH))
    );
    assert_eq!(shell.file(PATH), text("Theirs."));
    assert!(shell.run(&["sync"]).contains("no versions came"));

    let history = shell.json(&["history", PATH, "--json"]);
    let versions = history["versions"].as_array().unwrap();
    let titles: Vec<_> = versions
        .iter()
        .map(|version| version["title"].as_str().unwrap())
        .collect();
    assert_eq!(titles, ["Theirs", "Tides"]);
    let listed = shell.run(&["history", PATH]);
    assert!(
        listed.lines().count() == 2 && listed.contains("Ada Writer"),
        "{listed}"
    );
    let first = versions[1]["short"].as_str().unwrap();
    assert!(shell.run(&["history", PATH, "--at", first]).contains("+ One."));
    shell.run(&["restore", PATH, "--at", first]);
    assert_eq!(shell.file(PATH), text("One."));
    fs::write(shell.blog.join(PATH), text("Two.")).unwrap();
    shell.fails(&["restore", PATH, "--at", first], "in no version yet");
    shell.fails(&["history", "posts/none.md"], "no versions");

    // Undone on the server, and still here.
    shell.run(&["publish", PATH, "-m", "Two"]);
    let undone = shell.run(&["undo"]);
    assert!(
        undone.contains("“Tides”") && undone.contains("unpublished"),
        "{undone}"
    );
    assert_eq!(
        bare.git(["show", &format!("main:{PATH}")]),
        text("Theirs.").trim_end()
    );
    assert_eq!(shell.file(PATH), text("Two."));
    shell.fails(&["undo", "0000000"], "Nothing was undone");

    // Two versions: said, and decided.
    other.git(["pull", "--quiet"]);
    other.write(PATH, text("Theirs again."));
    other.commit_all("Again");
    other.git(["push", "--quiet"]);
    assert!(shell.run(&["sync"]).contains(&format!("two versions  {PATH}")));
    assert_eq!(shell.file(PATH), text("Two."));
    shell.fails(&["publish", PATH], "galley sync --mine");
    shell.run(&["sync", "--both", PATH]);
    assert_eq!(shell.file(PATH), text("Theirs again."));
    assert_eq!(shell.file("posts/tides-2.md"), text("Two."));
    shell.fails(&["sync", "--mine", PATH], "not two versions");
    // A deleted post goes, and comes back.
    shell.run(&["delete", PATH]);
    shell.run(&["publish", PATH, "-m", "Gone"]);
    assert_eq!(bare.files_of("main"), [PATH]);
    let history = shell.json(&["history", PATH, "--json"]);
    assert_eq!(history["versions"][0]["deleted"], true);
    shell.run(&[
        "restore",
        PATH,
        "--at",
        history["versions"][0]["id"].as_str().unwrap(),
    ]);
    assert_eq!(shell.file(PATH), text("Theirs again."));
    blog.fsck();
    bare.fsck();
}
