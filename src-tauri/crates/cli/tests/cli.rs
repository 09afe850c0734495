//! The program as a shell runs it: what it prints, its exit status, and what it leaves on the disk.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

mod support;

use std::fs;
use std::process::Stdio;

use serde_json::Value;

use support::{Shell, paths, text};

#[test]
fn a_blog_from_the_first_command_to_the_published_post() {
    let shell = Shell::new();
    let status = shell.json(&["status", "--json"]);
    assert_eq!(
        (status["name"].as_str(), status["counts"]["all"].as_u64()),
        (Some("Quay Notes"), Some(12))
    );
    assert_eq!(status["repository"]["state"], "branch");

    let printed = shell.run(&[
        "new",
        "--title",
        "The tide table",
        "--tag",
        "sea",
        "--tag",
        "data",
    ]);
    let path = printed.lines().last().unwrap().to_owned();
    assert_eq!(path, "posts/the-tide-table.md");
    let drafts = shell.json(&["list", "--group", "drafts", "--json"]);
    assert!(paths(&drafts).contains(&path.as_str()));
    assert_eq!(shell.json(&["status", "--json"])["counts"]["unpublished"], 1);

    shell.run(&["set", &path, "description", "When the water comes."]);
    shell.run(&["tag", &path, "--add", "tools", "--remove", "data"]);
    let shown = shell.json(&["show", &path, "--json"]);
    let field = |name: &str| {
        let fields = shown["fields"].as_array().unwrap();
        fields
            .iter()
            .find(|field| field["name"] == name)
            .map(|field| field["value"].clone())
    };
    assert_eq!(field("title"), Some("The tide table".into()));
    assert_eq!(field("tags"), Some(serde_json::json!(["sea", "tools"])));
    assert_eq!(field("description"), Some("When the water comes.".into()));
    assert_eq!(field("draft"), Some(true.into()));
    shell.run(&["unset", &path, "description"]);
    assert!(!shell.file(&path).contains("description"));

    fs::write(
        shell.blog.join(&path),
        shell.file(&path) + "High water at *six*.\n",
    )
    .unwrap();
    let html = shell.run(&["render", &path]);
    assert!(
        html.contains("<em>six</em>") && html.contains("The tide table"),
        "{html}"
    );
    assert_eq!(
        shell.json(&["render", &path, "--json"])["html"].as_str(),
        Some(html.as_str())
    );

    let result = shell.json(&["publish", &path, "-m", "Add the tide table", "--json"]);
    assert_eq!(result["posts"], serde_json::json!(["The tide table"]));
    assert_eq!(
        shell.bare().subjects("main"),
        ["Add the tide table", "Start Quay Notes"]
    );
    assert_eq!(shell.bare().files_of("main"), [path.as_str()]);
    assert!(
        !shell
            .bare()
            .git(["show", &format!("main:{path}")])
            .contains("draft")
    );
    assert_eq!(shell.repo().status(), Vec::<String>::new());
    assert_eq!(shell.json(&["status", "--json"])["counts"]["unpublished"], 0);
    shell.fails(&["publish", &path], "Nothing to publish.");
}

#[test]
fn lists_and_searches_say_the_same_to_people_and_to_programs() {
    let shell = Shell::new();
    let rows = shell.json(&["list", "--json"]);
    assert_eq!(paths(&rows).len(), 12);
    let lines = shell.run(&["list"]);
    assert_eq!(lines.lines().count(), 12);
    for path in paths(&rows) {
        assert!(lines.contains(path), "{path} is not in {lines}");
    }
    let tagged = shell.json(&["list", "--tag", "GIT", "--json"]);
    assert!(
        paths(&tagged).contains(&"posts/commit-messages-for-strangers.md"),
        "{tagged}"
    );
    assert!(paths(&tagged).len() < 12);
    let by = shell.json(&["list", "--author", "Wim Claes", "--json"]);
    assert!(
        by.as_array()
            .unwrap()
            .iter()
            .all(|row| row["authors"][0] == "Wim Claes"),
        "{by}"
    );
    let found = shell.json(&["search", "slow", "REQUEST", "--json"]);
    // The one with both words in its title comes before the one that has them in its text.
    assert_eq!(
        paths(&found),
        [
            "posts/the-slowest-request-has-a-name.md",
            "posts/alerts-we-deleted.md"
        ]
    );
    let lines = shell.run(&["search", "slow", "request"]);
    assert_eq!(
        lines.lines().filter(|line| line.contains(".md")).count(),
        2,
        "{lines}"
    );
    assert_eq!(
        shell.json(&["search", "zwieback", "--json"]),
        serde_json::json!([])
    );
    assert!(
        shell.run(&["status"]).contains("12 posts"),
        "{}",
        shell.run(&["status"])
    );
    assert!(
        shell
            .run(&["show", "posts/what-fsync-is-for.md"])
            .starts_with("title: What fsync is for\n")
    );
    // The library may be named from anywhere.
    let there = shell.run_in(shell.place.path(), &["-C", "blog", "list", "--json"]);
    assert_eq!(serde_json::from_str::<Value>(&text(&there)).unwrap(), rows);
}

#[test]
fn a_post_is_renamed_and_deleted_and_nothing_is_overwritten() {
    let shell = Shell::new();
    let (one, two) = ("posts/alerts-we-deleted.md", "posts/a-small-markdown.md");
    let (first, second) = (shell.file(one), shell.file(two));
    shell.fails(
        &["rename", one, two],
        "There is already a file posts/a-small-markdown.md.",
    );
    assert_eq!((shell.file(one), shell.file(two)), (first.clone(), second));
    shell.run(&["rename", one, "posts/2026/alerts.md"]);
    assert_eq!(shell.file("posts/2026/alerts.md"), first);
    assert!(!shell.blog.join(one).exists());
    shell.run(&["delete", "posts/2026/alerts.md"]);
    assert!(!shell.blog.join("posts/2026/alerts.md").exists());
    let trash = shell.place.path().join("data/Trash/files/alerts.md");
    assert_eq!(fs::read_to_string(trash).unwrap(), first);
    assert_eq!(shell.json(&["list", "--json"]).as_array().unwrap().len(), 11);
    shell.run(&["publish", one, "-m", "Take it down"]);
    assert_eq!(
        shell.bare().git(["diff", "--name-status", "main~1", "main"]),
        format!("D\t{one}")
    );
}

#[test]
fn a_post_gets_another_name_and_a_copy_and_the_path_is_printed() {
    let shell = Shell::new();
    let one = "posts/alerts-we-deleted.md";
    let printed = shell.run(&["rename", one, "Alerts, again"]);
    assert_eq!(printed, "posts/alerts-again.md\n");
    assert!(shell.blog.join("posts/alerts-again.md").exists() && !shell.blog.join(one).exists());
    let copy = shell.run(&["duplicate", "posts/alerts-again.md"]);
    assert_eq!(copy, "posts/alerts-again-2.md\n");
    let text = shell.file("posts/alerts-again-2.md");
    assert!(text.contains("draft: true") && text.contains("(2)"), "{text}");
    shell.fails(
        &["move", "posts/alerts-again-2.md", "nowhere"],
        "There is no collection nowhere here.",
    );
    assert!(shell.blog.join("posts/alerts-again-2.md").exists());
}

#[test]
fn a_draft_is_sent_as_it_is_when_asked() {
    let shell = Shell::new();
    let path = shell.run(&["new", "--title", "Half a thought"]).trim().to_owned();
    shell.run(&["publish", &path, "--draft"]);
    assert!(
        shell
            .bare()
            .git(["show", &format!("main:{path}")])
            .contains("draft: true")
    );
    assert_eq!(
        shell.bare().subjects("main")[0],
        "Add “Half a thought”",
        "a message is suggested"
    );
}

#[test]
fn a_blog_is_cloned_and_edited_elsewhere() {
    let shell = Shell::new();
    let printed = shell.run_in(shell.place.path(), &["clone", "blog.git", "copies/second"]);
    let copy = shell.place.path().join("copies/second");
    assert_eq!(text(&printed).lines().last(), copy.to_str());
    let rows = shell.run_in(&copy, &["list", "--json"]);
    assert_eq!(
        serde_json::from_str::<Value>(&text(&rows))
            .unwrap()
            .as_array()
            .unwrap()
            .len(),
        12
    );
    shell.run_in(
        &copy,
        &["set", "posts/a-small-markdown.md", "title", "A smaller Markdown"],
    );
    shell.run_in(
        &copy,
        &["publish", "posts/a-small-markdown.md", "-m", "From the copy"],
    );
    assert_eq!(
        shell.bare().subjects("main"),
        ["From the copy", "Start Quay Notes"]
    );
    shell.fails(&["clone", "../blog.git", "."], "already has files in it");
    shell.fails(&["clone", "../none.git", "../third"], "");
    assert!(
        !shell.place.path().join("third").exists(),
        "a copy that failed leaves nothing"
    );
}

#[test]
fn failures_are_one_sentence_and_status_one() {
    let shell = Shell::new();
    let post = "posts/a-small-markdown.md";
    shell.fails(&["show", "posts/none.md"], "There is no post posts/none.md.");
    shell.fails(&["render", "posts/none.md"], "There is no post");
    shell.fails(&["show", "../secret.md"], "is not inside this blog");
    shell.fails(
        &["set", "galley.toml", "title", "x"],
        "is neither a post nor a page",
    );
    shell.fails(&["delete", "galley.toml"], "is neither a post nor a page");
    shell.fails(&["new", "--title", "  "], "A post needs a title.");
    shell.fails(&["init", "."], "already has files in it");
    shell.fails(&["-C", "nowhere", "list"], "There is no folder");
    shell.fails(&["-C", "galley.toml", "list"], "is a file and not a folder");
    shell.run(&["set", post, "title", "Changed"]);
    shell.fails(
        &["publish", post, "posts/mistyped.md"],
        "There is no post posts/mistyped.md.",
    );
    assert_eq!(
        shell.bare().subjects("main").len(),
        1,
        "a mistyped name publishes nothing"
    );
    fs::rename(
        shell.place.path().join("blog.git"),
        shell.place.path().join("away.git"),
    )
    .unwrap();
    let output = shell.try_in(&shell.blog, &["publish", post]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    let last = said.lines().last().unwrap();
    assert!(
        last.starts_with("galley: ") && last.contains("The version is safe on this computer."),
        "{said}"
    );
    // It goes when the server is back, once.
    fs::rename(
        shell.place.path().join("away.git"),
        shell.place.path().join("blog.git"),
    )
    .unwrap();
    shell.run(&["publish", post]);
    assert_eq!(shell.bare().subjects("main").len(), 2);
}

#[test]
fn wrong_usage_is_status_two() {
    let shell = Shell::new();
    let cases: &[&[&str]] = &[
        &[],
        &["frobnicate"],
        &["list", "--group", "nonsense"],
        &["new"],
        &["set", "posts/a.md"],
        &["tag", "posts/a.md"],
        &["publish"],
        &["search"],
    ];
    for words in cases {
        let output = shell.try_in(&shell.blog, words);
        assert_eq!(output.status.code(), Some(2), "galley {words:?}");
        assert!(!output.stderr.is_empty(), "galley {words:?}");
    }
    assert_eq!(shell.try_in(&shell.blog, &["--help"]).status.code(), Some(0));
    assert!(text(&shell.try_in(&shell.blog, &["--version"])).starts_with("galley 0."));
}

#[test]
fn a_folder_without_a_repository_is_read_and_not_published() {
    let shell = Shell::new();
    let plain = shell.place.path().join("plain");
    fs::create_dir_all(plain.join("posts")).unwrap();
    fs::write(plain.join("posts/a.md"), "---\ntitle: A\n---\nText.\n").unwrap();
    let rows = shell.run_in(&plain, &["list", "--json"]);
    assert!(text(&rows).contains("posts/a.md"));
    let output = shell.try_in(&plain, &["publish", "posts/a.md"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stderr).unwrap().starts_with("galley: "));
}

#[test]
fn a_reader_that_goes_away_ends_it_quietly() {
    let shell = Shell::new();
    let mut child = shell
        .command(&shell.blog, &["list"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    assert_eq!(output.status.code(), Some(0));
}

/// What a title, a name or a tag has in it must not move the cursor, ring, or change the colours of the terminal.
#[test]
fn nothing_printed_is_acted_on_by_a_terminal() {
    let shell = Shell::new();
    let post = "posts/bell\u{7}\u{1b}[2J.md";
    let head = "title: \"Ring \\e[31m\\a \\x9b5m\"\ndate: 2026-06-01\ntags: [\"loud\\e]0;x\\a\"]\n\"na\\eme\": \"va\\alue\"\n";
    fs::write(
        shell.blog.join(post),
        format!("---\n{head}---\nText \u{1b}[1m\u{9b}1m\rover.\n"),
    )
    .unwrap();
    fs::write(
        shell.blog.join("galley.toml"),
        format!("{}\n[\"od\\u001bd\"]\nx = 1\n", shell.file("galley.toml")),
    )
    .unwrap();
    let other = "posts/a-small-markdown.md";
    for words in [
        &["list"][..],
        &["list", "--by", "tag"],
        &["list", "--json"],
        &["search", "ring"],
        &["show", post],
        &["show", post, "--json"],
        &["show", "posts/none\u{1b}[1m.md"],
        &["tags", "list"],
        &["tag", post, "--remove", "no\u{1b}[31mne"],
        &["tag", other, "--add", "a", "--remove", "b\u{7}"],
        &["set", post, "no\u{1b}pe", "1"],
        &["status"],
        &["publish", post, "-m", "Ring \u{1b}[31m"],
        &["history", post],
        &["publish", post],
        &["unpublish", post],
        &["undo"],
        &["duplicate", post],
        &["rename", post, "posts/be\u{7}ll.md"],
        &["build", "--out", "../si\u{1b}te"],
        &["branch", "--new", "x\u{7}"],
        &["clone", "../none\u{1b}", "../x\u{7}"],
    ] {
        let output = shell.try_in(&shell.blog, words);
        for said in [&output.stdout, &output.stderr] {
            let said = String::from_utf8(said.clone()).unwrap();
            let bad = said.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t'));
            assert_eq!(bad, None, "galley {words:?}: {said:?}");
        }
        assert!(
            output.stdout.len() + output.stderr.len() > 0 || words[0] == "set",
            "galley {words:?}"
        );
    }
}

#[test]
fn a_broken_config_is_said_by_every_verb_that_reads_it() {
    let shell = Shell::new();
    let post = "posts/a-small-markdown.md";
    fs::write(
        shell.blog.join(post),
        "---\ntitle: A\ndate: 2026-06-01\n---\nText.\n",
    )
    .unwrap();
    let before = shell.file("galley.toml");
    for (text, parts) in [
        ("[site]\ntheme = \"baroque\"\n", ["line 2", "site.theme"]),
        ("[site]\ntitle = \"Quay\n", ["line 2", "title"]),
    ] {
        fs::write(shell.blog.join("galley.toml"), text).unwrap();
        for words in [
            &["list"][..],
            &["status"],
            &["publish", post, "-m", "x"],
            &["list", "--json"],
        ] {
            let output = shell.try_in(&shell.blog, words);
            let said = String::from_utf8(output.stderr).unwrap();
            let told: Vec<&str> = said.lines().filter(|line| line.contains("galley.toml")).collect();
            assert_eq!(told.len(), 1, "galley {words:?}: {said}");
            for part in parts {
                assert!(told[0].contains(part), "{part} in {said}");
            }
            let stdout = String::from_utf8(output.stdout).unwrap();
            assert!(!stdout.contains("baroque"), "it is said once: {stdout}");
        }
    }
    fs::write(shell.blog.join("galley.toml"), before).unwrap();
    assert!(shell.try_in(&shell.blog, &["list"]).stderr.is_empty());
}

#[test]
fn each_stage_of_a_copy_is_told_once() {
    let shell = Shell::new();
    for n in 0..60 {
        fs::write(
            shell.blog.join(format!("posts/more-{n}.md")),
            format!("---\ntitle: {n}\n---\nText.\n"),
        )
        .unwrap();
    }
    shell.repo().commit_all("More");
    shell.repo().git(["push", "--quiet"]);
    let output = shell.run_in(shell.place.path(), &["clone", "blog.git", "second"]);
    let said = String::from_utf8(output.stderr).unwrap();
    let lines: Vec<&str> = said.lines().collect();
    let mut once = lines.clone();
    once.dedup();
    assert!(!lines.is_empty() && lines == once, "{said}");
}

#[test]
fn a_whole_path_is_no_place_in_the_blog() {
    let shell = Shell::new();
    let post = "posts/a-small-markdown.md";
    let to = shell.place.path().join("away.md");
    shell.fails(&["rename", post, to.to_str().unwrap()], "is not inside this blog");
    assert!(shell.blog.join(post).is_file() && !to.exists());
    assert_eq!(shell.repo().status(), Vec::<String>::new());
}

#[test]
fn a_command_is_named_where_the_window_has_a_box_to_tick() {
    let shell = Shell::new();
    let post = "posts/a-small-markdown.md";
    let empty = shell.place.bare("empty.git");
    let blog = shell.repo();
    blog.git(["remote", "set-url", "origin", &empty.address()]);
    blog.git(["update-ref", "-d", "refs/remotes/origin/main"]);
    fs::write(
        shell.blog.join(post),
        "---\ntitle: A\ndate: 2026-06-01\n---\nText.\n",
    )
    .unwrap();
    let said = String::from_utf8(shell.try_in(&shell.blog, &["publish", post, "-m", "x"]).stderr).unwrap();
    let last = said.lines().last().unwrap();
    assert!(
        last.contains("--with-earlier") && !last.contains("Tick"),
        "{said}"
    );
    shell.run(&["publish", post, "-m", "x", "--with-earlier"]);
    // A head that is open may hold the mark of a draft.
    fs::write(shell.blog.join(post), "---\ntitle: A\ndraft: true\n\nText.\n").unwrap();
    let said = String::from_utf8(shell.try_in(&shell.blog, &["publish", post, "-m", "x"]).stderr).unwrap();
    let last = said.lines().last().unwrap();
    assert!(
        last.contains("line 1") && last.contains("galley publish --draft"),
        "{said}"
    );
    shell.run(&["publish", post, "-m", "x", "--draft"]);
}

/// A script reads the code, on standard error; and sees what was deleted here.
#[test]
fn a_script_gets_codes_and_deletions() {
    let shell = Shell::new();
    let output = shell.try_in(&shell.blog, &["show", "posts/none.md", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    let said: Value = serde_json::from_slice(&output.stderr).unwrap();
    assert_eq!(said["error"]["code"], "post.gone", "{said}");
    assert!(
        said["error"]["message"]
            .as_str()
            .unwrap()
            .contains("posts/none.md")
    );
    let gone = "posts/a-small-markdown.md";
    fs::remove_file(shell.blog.join(gone)).unwrap();
    let status = shell.json(&["status", "--json"]);
    assert_eq!(status["deleted"], serde_json::json!([gone]));
    assert!(
        shell
            .run(&["status"])
            .contains(&format!("still on the server:\n  {gone}"))
    );
}

/// What could not be written was not done.
#[test]
fn a_full_disk_behind_the_output_is_a_failure_and_a_reader_that_went_away_is_none() {
    let shell = Shell::new();
    for words in [
        &["list"][..],
        &["render", "posts/a-small-markdown.md"],
        &["status", "--json"],
    ] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = shell.command(&shell.blog, words).stdout(full).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "galley {words:?}: {said}");
        assert!(said.contains("Not all of it could be written."), "{said}");
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = shell.command(&shell.blog, words).stdout(writer).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "galley {words:?}");
    }
}

/// One place prints, and cleans what it prints.
#[test]
fn one_file_alone_writes_to_the_terminal() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut seen = 0;
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.is_dir() || path.ends_with("output.rs") {
            continue;
        }
        seen += 1;
        let text = fs::read_to_string(&path).unwrap();
        for bad in ["println!", "print!", "stdout()"] {
            assert!(!text.contains(bad), "{bad} in {}", path.display());
        }
    }
    assert!(seen > 5);
}
