//! `sync`, `undo`, `unpublish`, `publish --review`, `branch`, `history` and `restore`, as a shell runs them.
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
    // What is replaced although it is in no version is kept, without a window too.
    shell.run(&["restore", PATH, "--at", first, "--replace"]);
    let kept = shell.json(&["kept", "--post", PATH, "--json"]);
    let id = kept[0]["id"].as_str().unwrap();
    assert_eq!(shell.run(&["kept", id]), text("Two."));
    fs::write(shell.blog.join(PATH), text("Two.")).unwrap();

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

#[test]
fn hidden_again_and_by_review() {
    let shell = Shell::new();
    let (blog, bare) = (shell.repo(), shell.bare());
    blog.git(["config", "user.name", "Ada"]);
    blog.git(["config", "user.email", "ada@example.org"]);
    fs::write(shell.blog.join(PATH), text("One.")).unwrap();
    shell.fails(&["unpublish", PATH], "never public");
    shell.run(&["publish", PATH, "-m", "Tides"]);
    let said = shell.run(&["unpublish", PATH]);
    assert!(said.starts_with("“Tides”: a draft again"), "{said}");
    let show = || bare.git(["show", &format!("main:{PATH}")]);
    assert!(show().contains("draft: true") && shell.file(PATH).contains("draft: true"));
    assert_eq!(bare.subjects("main")[0], "Unpublish “Tides”");
    shell.fails(&["unpublish", PATH], "a draft on the server already");
    shell.run(&["undo"]);
    assert_eq!((show() + "\n", shell.file(PATH)), (text("One."), text("One.")));
    let hidden = shell.json(&["unpublish", PATH, "-m", "Not yet", "--json"]);
    assert_eq!(hidden["posts"][0], "Tides");

    // From here on `main` takes nothing but reviewed changes.
    let script = "[ \"$1\" != refs/heads/main ] || { echo 'GH006: Protected branch update failed'; exit 1; }";
    let hook = bare.hook("update", script);
    let refused = shell.try_in(&shell.blog, &["publish", PATH]);
    let said = String::from_utf8(refused.stderr).unwrap();
    assert_eq!(refused.status.code(), Some(1), "{said}");
    assert!(
        said.contains("only after a review") && said.contains("galley publish --review"),
        "{said}"
    );
    let sent = shell.run(&["publish", PATH, "--review", "-m", "Tides"]);
    assert!(
        sent.contains("“Tides”: sent for review") && sent.contains("review-tides"),
        "{sent}"
    );
    assert!(
        shell
            .run(&["status"])
            .contains("“Tides”: waiting for review on the branch review-tides.")
    );
    assert!(shell.run(&["sync"]).contains("waiting for review"));
    let again = shell.json(&["publish", PATH, "--review=other-name", "--json"]);
    assert_eq!(
        (again["branch"].as_str(), again["updated"].as_bool()),
        (Some("other-name"), Some(false))
    );
    shell.fails(
        &["publish", PATH, "--review=main"],
        "cannot be the name of a branch",
    );
    fs::remove_file(hook).unwrap();
    bare.git(["branch", "--force", "main", "review-tides"]);
    let synced = shell.run(&["sync"]);
    assert_eq!(
        synced.matches("“Tides”: reviewed, and now in main.").count(),
        2,
        "{synced}"
    );
    assert_eq!((show() + "\n", shell.file(PATH)), (text("One."), text("One.")));
    assert!(!shell.run(&["status"]).contains("review") && blog.status().is_empty());
    bare.fsck();
}

#[test]
fn from_branch_to_branch() {
    let shell = Shell::new();
    let (blog, bare) = (shell.repo(), shell.bare());
    blog.git(["config", "user.name", "Ada"]);
    blog.git(["config", "user.email", "ada@example.org"]);
    fs::write(shell.blog.join(PATH), text("One.")).unwrap();
    shell.run(&["publish", PATH, "-m", "Tides"]);
    let other = shell.place.clone_of(&bare, "other");
    other.git(["checkout", "--quiet", "-b", "redesign"]);
    other.write(PATH, text("Theirs."));
    other.commit_all("Redesign");
    other.git(["push", "--quiet", "origin", "redesign"]);
    shell.fails(&["branch", "redesign"], "no branch redesign");
    shell.run(&["sync"]);
    let listed = shell.run(&["branch"]);
    assert!(
        listed.starts_with("* ") && listed.contains("main  follows origin/main"),
        "{listed}"
    );
    assert!(listed.contains("redesign  only on the server"), "{listed}");
    // Changed here and other there: nothing is switched. What is the same on both comes along.
    fs::write(shell.blog.join(PATH), text("Mine.")).unwrap();
    shell.fails(&["branch", "redesign"], "“Tides”: changed here");
    assert_eq!(
        (shell.file(PATH), blog.git(["branch", "--show-current"])),
        (text("Mine."), "main".into())
    );
    fs::write(shell.blog.join(PATH), text("One.")).unwrap();
    fs::write(shell.blog.join("posts/new.md"), text("New.")).unwrap();
    let switched = shell.json(&["branch", "redesign", "--json"]);
    assert_eq!(switched["changed"][0], PATH);
    assert_eq!(
        (switched["from"].as_str(), switched["kept"].as_u64()),
        (Some("main"), Some(1))
    );
    assert_eq!(
        (shell.file(PATH), shell.file("posts/new.md")),
        (text("Theirs."), text("New."))
    );
    assert_eq!(blog.status(), ["?? posts/new.md"]);
    shell.run(&["publish", "posts/new.md", "-m", "New"]);
    assert_eq!(bare.subjects("redesign")[..2], ["New", "Redesign"]);
    assert_eq!(bare.subjects("main"), ["Tides", "Start Quay Notes"]);
    // One that nobody has yet, and its first publish.
    assert!(
        shell
            .run(&["branch", "autumn", "--new"])
            .starts_with("On the branch autumn")
    );
    shell.fails(&["branch", "main", "--new"], "already");
    fs::write(shell.blog.join(PATH), text("Autumn.")).unwrap();
    shell.run(&["publish", PATH, "-m", "Autumn", "--with-earlier"]);
    assert_eq!(bare.subjects("autumn")[0], "Autumn");
    assert_eq!(
        blog.git(["rev-parse", "--abbrev-ref", "autumn@{upstream}"]),
        "origin/autumn"
    );
    shell.run(&["branch", "main"]);
    assert!(!shell.blog.join("posts/new.md").exists() && blog.status().is_empty());
    blog.fsck();
}

#[test]
fn what_was_replaced_is_listed_and_printed_byte_for_byte() {
    let shell = Shell::new();
    shell.repo().git(["config", "user.name", "Ada"]);
    shell.repo().git(["config", "user.email", "ada@example.org"]);
    assert_eq!(shell.run(&["kept"]), "");
    fs::write(shell.blog.join(PATH), text("One.")).unwrap();
    shell.run(&["publish", PATH, "-m", "Tides"]);
    let history = shell.json(&["history", PATH, "--json"]);
    let first = history["versions"][0]["short"].as_str().unwrap().to_owned();
    let mine = text("Mine.").replace('\n', "\r\n");
    fs::write(shell.blog.join(PATH), &mine).unwrap();
    shell.run(&["restore", PATH, "--at", &first, "--replace"]);
    assert_eq!(shell.file(PATH), text("One."));
    let listed = shell.run(&["kept"]);
    assert!(
        listed.contains(PATH) && listed.contains("7 words  Tides"),
        "{listed}"
    );
    assert_eq!(shell.run(&["kept", "--post", "posts/none.md"]), "");
    let all = shell.json(&["kept", "--post", PATH, "--json"]);
    let id = all[0]["id"].as_str().unwrap();
    assert_eq!(
        (shell.run(&["kept", id]), all.as_array().unwrap().len()),
        (mine, 1)
    );
    shell.fails(&["kept", "99"], "no kept text 99");
}
