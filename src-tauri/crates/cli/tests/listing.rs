//! `galley list`, `galley search` and `galley tags list`: what is asked for, in lines and as JSON.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

mod support;

use std::fs;

use serde_json::{Value, json};
use support::{Shell, paths};

/// A blog of a few posts of our own, in a folder that is no repository.
fn shell() -> Shell {
    let shell = Shell::new();
    fs::remove_dir_all(&shell.blog).unwrap();
    let write = |path: &str, text: &str| {
        let file = shell.blog.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    };
    write("hugo.toml", "title = 'Quay'\n");
    write(
        "content/posts/queues.md",
        "---\ntitle: Queues\ndate: 2026-01-02\nauthor: Ada\ntags: [queues, Postgres]\n---\nA numbat waits.\n",
    );
    write(
        "content/posts/retries.de.md",
        "---\ntitle: Wiederholung\ndate: 2025-03-04\nauthor: Bo\ntags: [queues]\n---\nEin Numbat, ein Numbat, noch ein Numbat.\n",
    );
    write(
        "content/notes/later.md",
        "---\ntitle: Later\ndate: 2999-06-09\nauthor: Ada\ntags: [queue, postgres, postgres-17]\n---\nText.\n",
    );
    write(
        "content/notes/draft.md",
        "---\ntitle: Numbat\ndate: 2026-05-05\ndraft: true\ntags: [postgres]\n---\nText.\n",
    );
    shell
}

#[test]
fn a_list_is_limited_and_ordered_as_asked() {
    let shell = shell();
    let list = |words: &[&str]| -> Vec<String> {
        let rows = shell.json(&[&["list", "--json"], words].concat());
        paths(&rows)
            .into_iter()
            .map(|path| path.rsplit('/').next().unwrap().to_owned())
            .collect()
    };
    assert_eq!(list(&[]), ["later.md", "draft.md", "queues.md", "retries.de.md"]);
    assert_eq!(
        list(&["--sort", "oldest"]),
        ["retries.de.md", "queues.md", "draft.md", "later.md"]
    );
    assert_eq!(
        list(&["--sort", "title"]),
        ["later.md", "draft.md", "queues.md", "retries.de.md"]
    );
    assert_eq!(list(&["--status", "draft"]), ["draft.md"]);
    assert_eq!(list(&["--status", "scheduled"]), ["later.md"]);
    assert_eq!(list(&["--date", "2026"]), ["draft.md", "queues.md"]);
    assert_eq!(list(&["--date", "2025-03"]), ["retries.de.md"]);
    assert_eq!(list(&["--collection", "notes"]), ["later.md", "draft.md"]);
    assert_eq!(list(&["--language", "de"]), ["retries.de.md"]);
    assert_eq!(
        list(&["--author", "Ada", "--tag", "POSTGRES"]),
        ["later.md", "queues.md"]
    );
}

#[test]
fn a_list_has_headings() {
    let shell = shell();
    let said = shell.run(&["list", "--by", "author", "--sort", "title"]);
    let heads: Vec<&str> = said.lines().filter(|line| line.ends_with(')')).collect();
    assert_eq!(heads, ["Ada (2)", "Bo (1)", "none (1)"], "{said}");
    let groups = shell.json(&["list", "--by", "tag", "--json"]);
    let shown: Vec<(&str, usize)> = groups
        .as_array()
        .unwrap()
        .iter()
        .map(|group| {
            (
                group["name"].as_str().unwrap(),
                group["posts"].as_array().unwrap().len(),
            )
        })
        .collect();
    assert_eq!(
        shown,
        [("postgres", 3), ("postgres-17", 1), ("queue", 1), ("queues", 2)]
    );
}

#[test]
fn a_row_says_why_it_has_its_status() {
    let shell = shell();
    let rows = shell.json(&["list", "--json", "--status", "scheduled"]);
    let reasons = &rows[0]["reasons"];
    assert_eq!(reasons[0]["code"], "status.scheduled");
    assert_eq!(
        reasons[0]["message"],
        "Hidden until Jun 9, 2999, because Hugo hides posts with a date in the future."
    );
    assert_eq!(
        reasons[0]["args"],
        json!([{ "name": "day", "value": "Jun 9, 2999" }, { "name": "generator", "value": "Hugo" }])
    );
    let rows = shell.json(&["list", "--json", "--status", "draft"]);
    assert_eq!(
        rows[0]["reasons"][0]["message"],
        "A draft, because its field draft says true."
    );
}

#[test]
fn a_search_finds_words_of_the_text_and_shows_where() {
    let shell = shell();
    let rows = shell.json(&["search", "numb", "--json"]);
    assert_eq!(
        paths(&rows),
        [
            "content/notes/draft.md",
            "content/posts/retries.de.md",
            "content/posts/queues.md"
        ],
        "in the title, often in the text, once in the text"
    );
    assert_eq!(rows[2]["hits"]["text"], "A numbat waits.");
    assert_eq!(rows[2]["hits"]["inText"], json!([{ "from": 2, "to": 6 }]));
    let said = shell.run(&["search", "numbat", "wait"]);
    assert!(
        said.contains("content/posts/queues.md") && said.contains("A numbat waits."),
        "{said}"
    );
    assert_eq!(said.lines().count(), 2, "{said}");
    // What is changed meanwhile is found by the next search.
    fs::write(
        shell.blog.join("content/posts/new.md"),
        "---\ntitle: New\n---\nA bilby.\n",
    )
    .unwrap();
    assert_eq!(
        paths(&shell.json(&["search", "bilby", "--json"])),
        ["content/posts/new.md"]
    );
}

#[test]
fn tags_are_counted_and_look_alikes_told() {
    let shell = shell();
    let said: Value = shell.json(&["tags", "list", "--json"]);
    assert_eq!(said["tags"][0], json!({ "name": "postgres", "count": 3 }));
    let alike = said["lookAlikes"].as_array().unwrap();
    let kept: Vec<&str> = alike
        .iter()
        .map(|group| group["keep"]["name"].as_str().unwrap())
        .collect();
    assert_eq!(kept, ["postgres", "queues"]);
    assert_eq!(
        alike[0]["others"],
        json!([{ "name": "Postgres", "count": 1, "how": "case" }])
    );
    assert_eq!(
        alike[1]["others"],
        json!([{ "name": "queue", "count": 1, "how": "plural" }])
    );
    let text = shell.run(&["tags", "list"]);
    assert!(text.starts_with("    3  postgres\n"), "{text}");
    assert!(
        text.contains("Look alike: queues (2), queue (1). Singular and plural."),
        "{text}"
    );
}
