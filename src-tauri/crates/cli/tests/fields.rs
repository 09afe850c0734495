//! Fields from the command line, over real files: what `show`, `set`, `unset` and `tag` say, and which bytes change.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use galley_testkit::repo::Place;
use serde_json::{Value, json};

/// A folder with one post, in a home of its own.
struct Post {
    place: Place,
    blog: PathBuf,
}

const PATH: &str = "content/posts/quay.md";

impl Post {
    fn new(text: &str) -> Self {
        Self::of("hugo.toml", "title = \"Quay\"\n", text)
    }

    /// In the blog that this config file makes it.
    fn of(config: &str, settings: &str, text: &str) -> Self {
        let place = Place::new();
        let blog = place.path().join("blog");
        fs::create_dir_all(blog.join("content/posts")).unwrap();
        fs::write(blog.join(config), settings).unwrap();
        fs::write(blog.join(PATH), text).unwrap();
        Post { place, blog }
    }

    fn text(&self) -> String {
        fs::read_to_string(self.blog.join(PATH)).unwrap()
    }

    fn try_run(&self, words: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_galley"))
            .args(words)
            .current_dir(&self.blog)
            .env_clear()
            .env("HOME", self.place.path().join("home"))
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .output()
            .unwrap()
    }

    /// Runs a verb on the post, which must succeed and say nothing but what it prints.
    fn run(&self, verb: &str, words: &[&str]) -> String {
        let output = self.try_run(&[&[verb, PATH], words].concat());
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{verb} {words:?}: {said}");
        assert_eq!(said, "", "{verb} {words:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs a verb that must fail with a status and one sentence, and change nothing.
    fn fails(&self, status: i32, verb: &str, words: &[&str], with: &str) {
        let before = self.text();
        let output = self.try_run(&[&[verb, PATH], words].concat());
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(status), "{verb} {words:?}: {said}");
        assert!(said.contains(with), "{verb} {words:?}: {said}");
        assert!(output.stdout.is_empty());
        if status == 1 {
            assert!(
                said.starts_with("galley: ") && said.lines().count() == 1,
                "{said}"
            );
        }
        assert_eq!(self.text(), before, "{verb} {words:?}");
    }

    /// Sets a field: this line goes, that one comes, and all others stay.
    fn sets(&self, words: &[&str], old: &str, new: &str) {
        let before = self.text();
        self.run("set", words);
        assert!(
            old.is_empty() || before.contains(old),
            "{old:?} is not in {before:?}"
        );
        let expected = before.replacen(old, new, 1);
        assert_eq!(self.text(), expected, "{words:?}");
    }

    fn shown(&self) -> Value {
        serde_json::from_str(&self.run("show", &["--json"])).unwrap()
    }
}

const YAML: &str = "---\n\
title: 'Quay'  # kept\n\
date: 2013-12-22 21:05:00 +0900\n\
lastmod: \"2014-01-02\"\n\
draft: true\n\
weight: 2\n\
version: 1.10\n\
tags:\n\
- sea\n\
- 2016\n\
params:\n\
\x20   author: Wim\n\
nothing:\n\
---\n\
One *two* three.\n\nMore.\n";

fn field<'a>(shown: &'a Value, path: &str) -> &'a Value {
    fn find<'a>(fields: &'a Value, path: &str) -> Option<&'a Value> {
        fields.as_array()?.iter().find_map(|field| {
            if field["path"] == path {
                Some(field)
            } else {
                find(&field["fields"], path)
            }
        })
    }
    find(&shown["fields"], path).unwrap_or_else(|| panic!("no {path} in {shown}"))
}

#[test]
fn show_tells_a_program_everything() {
    let post = Post::new(YAML);
    let shown = post.shown();
    assert_eq!(shown["path"], PATH);
    assert_eq!(shown["endings"], "lf");
    assert_eq!(shown["byteOrderMark"], false);
    let head = &shown["head"];
    assert_eq!(
        (&head["format"], &head["editable"]),
        (&json!("yaml"), &json!(true))
    );
    assert_eq!(head["lines"], json!({ "first": 1, "last": 14 }));
    let bytes =
        head["bytes"]["start"].as_u64().unwrap() as usize..head["bytes"]["end"].as_u64().unwrap() as usize;
    assert_eq!(&YAML[bytes.clone()], head["text"].as_str().unwrap());
    assert_eq!(&YAML[bytes.end..], shown["body"].as_str().unwrap());
    assert_eq!(
        (&shown["bodyLine"], &shown["excerpt"]),
        (&json!(15), &json!("One two three."))
    );
    assert_eq!((&shown["words"], &shown["minutes"]), (&json!(4), &json!(1)));
    assert_eq!(shown["problems"], json!([]));
    let of = |path: &str| {
        let field = field(&shown, path);
        (
            field["kind"].as_str().unwrap().to_owned(),
            field["value"].clone(),
            field["known"].clone(),
        )
    };
    assert_eq!(of("title"), ("text".into(), json!("Quay"), json!("title")));
    assert_eq!(
        of("date"),
        ("date".into(), json!("2013-12-22 21:05:00 +0900"), json!("date"))
    );
    assert_eq!(
        of("lastmod"),
        ("text".into(), json!("2014-01-02"), json!("updated"))
    );
    assert_eq!(of("draft"), ("yes-no".into(), json!(true), json!("draft")));
    assert_eq!(of("weight"), ("number".into(), json!(2), json!("weight")));
    assert_eq!(of("version"), ("number".into(), json!("1.10"), Value::Null));
    assert_eq!(of("tags"), ("list".into(), json!(["sea", 2016]), json!("tags")));
    assert_eq!(
        of("params"),
        ("fields".into(), json!({ "author": "Wim" }), Value::Null)
    );
    assert_eq!(
        of("params.author"),
        ("text".into(), json!("Wim"), json!("authors"))
    );
    assert_eq!(of("nothing"), ("nothing".into(), Value::Null, Value::Null));
    let tags = field(&shown, "tags");
    assert_eq!(tags["lines"], json!({ "first": 8, "last": 10 }));
    let at = |end: &str| tags["bytes"][end].as_u64().unwrap() as usize;
    assert_eq!(&YAML[at("start")..at("end")], "tags:\n- sea\n- 2016\n");
}

#[test]
fn show_tells_how_a_file_is_written() {
    let crlf = Post::new("\u{feff}+++\r\ntitle = \"A\"\r\n+++\r\nText\n");
    let shown = crlf.shown();
    assert_eq!(
        (&shown["endings"], &shown["byteOrderMark"]),
        (&json!("mixed"), &json!(true))
    );
    assert_eq!(shown["head"]["format"], "toml");
    assert_eq!(shown["head"]["bytes"]["start"], 3);
    let none = Post::new("Just text");
    let shown = none.shown();
    assert_eq!((&shown["endings"], shown.get("head")), (&json!("none"), None));
    let broken = Post::new("---\ntitle: [One\n---\nText\n");
    let shown = broken.shown();
    assert_eq!(shown["head"]["editable"], false);
    assert_eq!(shown["problems"][0]["code"], "head.unreadable");
}

#[test]
fn a_value_keeps_its_kind_and_its_style() {
    let post = Post::new(YAML);
    post.sets(&["title", "It's: new"], "'Quay'  # kept", "'It''s: new'  # kept");
    post.sets(&["title", "2024"], "'It''s: new'", "'2024'");
    post.sets(&["weight", "3"], "weight: 2", "weight: 3");
    post.sets(&["weight", "-1.50"], "weight: 3", "weight: -1.50");
    post.sets(&["weight", "heavy"], "weight: -1.50", "weight: heavy");
    post.sets(&["weight", "7"], "weight: heavy", "weight: \"7\"");
    post.sets(&["--as", "number", "weight", "7"], "weight: \"7\"", "weight: 7");
    post.sets(&["draft", "no"], "draft: true", "draft: false");
    post.sets(&["date", "2026-06-04"], "2013-12-22 21:05", "2026-06-04 21:05");
    post.sets(
        &["date", "2026-06-05T08:00:00Z"],
        "2026-06-04 21:05:00 +0900",
        "2026-06-05T08:00:00Z",
    );
    post.sets(&["lastmod", "2026-06-06"], "\"2014-01-02\"", "\"2026-06-06\"");
    post.sets(
        &["tags", "2016, sea, and more"],
        "- sea\n- 2016\n",
        "- 2016\n- sea\n- and more\n",
    );
    post.sets(
        &["tags", "a, b", "c"],
        "- 2016\n- sea\n- and more\n",
        "- a, b\n- c\n",
    );
    post.sets(&["params.author", "Ann"], "    author: Wim", "    author: Ann");
    post.sets(
        &["params.team", "crew"],
        "    author: Ann\n",
        "    author: Ann\n    team: crew\n",
    );
    post.sets(&["nothing", "x"], "nothing:\n", "nothing: x\n");
    post.sets(&["--as", "nothing", "nothing"], "nothing: x", "nothing: null");
}

#[test]
fn a_field_that_is_not_there_gets_the_kind_that_it_looks_like() {
    let post = Post::new("---\ntitle: A\n---\n");
    post.sets(&["weight", "3"], "title: A\n", "title: A\nweight: 3\n");
    post.run("set", &["featured", "true"]);
    post.run("set", &["slug", "2024"]);
    post.run("set", &["when", "2026-06-04"]);
    post.run("set", &["zip", "007"]);
    post.run("set", &["--as", "text", "code", "12"]);
    post.run("set", &["authors", "Ann", "Wim, the other"]);
    post.run("set", &["--as", "list", "aliases", "/a/"]);
    post.run("set", &["params.cover.alt", "-x"]);
    assert_eq!(
        post.text(),
        "---\ntitle: A\nweight: 3\nfeatured: true\nslug: \"2024\"\nwhen: 2026-06-04\nzip: \"007\"\ncode: \"12\"\n\
         authors: [Ann, \"Wim, the other\"]\naliases: [/a/]\nparams: {cover: {alt: \"-x\"}}\n---\n"
    );
}

#[test]
fn toml_and_json_are_written_as_such() {
    let toml = Post::new("+++\ntitle = 'A'\nweight = 1\n\n[params]\nauthor = \"W\"\n+++\n");
    toml.sets(&["weight", "3"], "weight = 1", "weight = 3");
    toml.sets(
        &["date", "2026-06-04"],
        "weight = 3\n",
        "weight = 3\ndate = 2026-06-04\n",
    );
    toml.sets(&["params.author", "Ann \"A\""], "\"W\"", "\"Ann \\\"A\\\"\"");
    toml.sets(&["params.new", "true"], "A\\\"\"\n", "A\\\"\"\nnew = true\n");
    toml.fails(1, "set", &["--as", "nothing", "title"], "title");
    let json = Post::new("{\n\t\"title\": \"A\",\n\t\"weight\": 1\n}\nText\n");
    json.sets(&["weight", "3"], "1\n}", "3\n}");
    json.sets(&["title", "tab\there"], "\"A\"", "\"tab\\there\"");
}

#[test]
fn unset_takes_the_fields_lines_alone() {
    let post = Post::new(YAML);
    post.run("unset", &["params.author"]);
    post.run("unset", &["tags"]);
    post.run("unset", &["title"]);
    let left = YAML
        .replace("    author: Wim\n", "")
        .replace("tags:\n- sea\n- 2016\n", "")
        .replace("title: 'Quay'  # kept\n", "");
    assert_eq!(post.text(), left);
    post.run("unset", &["not-there"]);
    assert_eq!(post.text(), left);
}

#[test]
fn tags_come_and_go_in_the_lists_own_style() {
    let post = Post::new(YAML);
    post.run(
        "tag",
        &[
            "--add", "a: b", "--add", "日本", "--remove", "sea", "--add", "a: b",
        ],
    );
    assert_eq!(
        post.text(),
        YAML.replace("- sea\n- 2016\n", "- 2016\n- \"a: b\"\n- \"日本\"\n")
    );
    post.run(
        "tag",
        &["--remove", "a: b", "--remove", "日本", "--remove", "2016"],
    );
    assert_eq!(post.text(), YAML.replace("- sea\n- 2016\n", ""));
    let crlf = Post::new("---\r\ntitle: A\r\ntags: [\r\n  a,\r\n]\r\n---\r\nText\n");
    crlf.run("tag", &["--add", "b"]);
    assert_eq!(
        crlf.text(),
        "---\r\ntitle: A\r\ntags: [\r\n  a,\r\n  b,\r\n]\r\n---\r\nText\n"
    );
}

#[test]
fn what_cannot_be_done_is_said_and_changes_nothing() {
    let post = Post::new(YAML);
    post.fails(1, "set", &["--as", "number", "weight", "much"], "much");
    post.fails(1, "set", &["--as", "date", "date", "soon"], "soon");
    post.fails(1, "set", &["--as", "yes-no", "draft", "perhaps"], "draft");
    post.fails(1, "set", &["title.part", "x"], "title.part");
    post.fails(1, "set", &["", "x"], "");
    post.fails(2, "set", &["title"], "VALUE");
    post.fails(2, "set", &["--as", "colour", "title", "x"], "colour");
    post.fails(2, "tag", &[], "--remove");
    post.fails(2, "unset", &[], "FIELD");
    let broken = Post::new("---\ntitle: [One\n---\nText\n");
    for (verb, words) in [("set", ["title", "x"].as_slice()), ("tag", &["--add", "x"])] {
        broken.fails(1, verb, words, "as text");
    }
    let other = post.try_run(&["set", "content/posts/none.md", "title", "x"]);
    assert_eq!(other.status.code(), Some(1));
}

#[test]
fn a_field_in_other_case_is_that_field() {
    let post = Post::new("---\nTitle: Ok\nDraft: true\n---\nText.\n");
    post.run("set", &["title", "New"]);
    post.run("set", &["draft", "false"]);
    assert_eq!(post.text(), "---\nTitle: New\nDraft: false\n---\nText.\n");
    post.run("unset", &["DRAFT"]);
    assert_eq!(post.text(), "---\nTitle: New\n---\nText.\n");
}

#[test]
fn nothing_is_taken_out_of_a_head_that_cannot_be_read() {
    let post = Post::new("---\ntitle: [\n---\nText.\n");
    post.fails(1, "unset", &["title"], "could not be read");
    post.fails(1, "tag", &["--remove", "a"], "could not be read");
}

#[test]
fn a_renamed_post_says_where_it_is() {
    let post = Post::new("---\ntitle: Quay\n---\nText.\n");
    assert_eq!(
        post.run("rename", &["content/posts/pier.md"]),
        "content/posts/pier.md\n"
    );
}

#[test]
fn the_first_head_is_one_that_the_generator_reads_and_ends_its_lines_as_the_text_does() {
    let zola = |text: &str| Post::of("config.toml", "base_url = \"https://quay.example\"\n", text);
    let post = zola("Text.\r\n");
    post.run("set", &["title", "Quay"]);
    assert_eq!(post.text(), "+++\r\ntitle = \"Quay\"\r\n+++\r\nText.\r\n");
    let post = zola("Text.\n");
    post.run("tag", &["--add", "sea"]);
    assert_eq!(post.text(), "+++\ntaxonomies.tags = [\"sea\"]\n+++\nText.\n");
    let post = Post::new("Text.\r\n");
    post.run("tag", &["--add", "sea"]);
    assert_eq!(post.text(), "---\r\ntags: [sea]\r\n---\r\nText.\r\n");
    // Nothing to write makes no head.
    let post = zola("Text.\n");
    post.try_run(&["tag", PATH, "--remove", "sea"]);
    post.run("unset", &["title"]);
    assert_eq!(post.text(), "Text.\n");
}

#[test]
fn a_head_that_was_not_recognised_is_never_buried_under_a_new_one() {
    for text in [
        "--- # ours\nmood: calm\ntone: low\n---\nText.\n",
        "{\"title\": \"Quay\",\n\nText.\n",
        "---\nmood: calm\ntone: low\n\nText.\n",
    ] {
        let post = Post::new(text);
        post.fails(1, "set", &["title", "New"], "");
        post.fails(1, "tag", &["--add", "sea"], "");
    }
}

#[test]
fn a_field_that_stands_there_twice_goes_twice() {
    let post = Post::new("---\ntitle: Quay\ndraft: true\nmood: calm\ndraft: true\n---\nText.\n");
    post.run("unset", &["draft"]);
    assert_eq!(post.text(), "---\ntitle: Quay\nmood: calm\n---\nText.\n");
}

#[test]
fn a_date_without_zeros_and_quotes_stays_without_both() {
    let post = Post::new("---\ndate: 2026-1-1\n---\nText.\n");
    post.sets(&["date", "2026-06-02"], "date: 2026-1-1", "date: 2026-6-2");
}

/// A text in its place would be true for Ruby and JavaScript, and the post public.
#[test]
fn a_mark_that_is_a_word_becomes_true_or_false() {
    for (old, word, new) in [
        ("no", "false", "false"),
        ("off", "true", "true"),
        ("yes", "no", "false"),
    ] {
        let post = Post::of(
            "_config.yml",
            "title: Quay\n",
            &format!("---\ntitle: Quay\npublished: {old}\n---\nText.\n"),
        );
        post.run("set", &["published", word]);
        assert_eq!(
            post.text(),
            format!("---\ntitle: Quay\npublished: {new}\n---\nText.\n")
        );
    }
}

#[test]
fn a_blog_of_pelicans_gets_pelicans_heads_and_keeps_its_semicolons() {
    let bare = Post::of("pelicanconf.py", "SITENAME = 'Quay'\n", "# The quay\n\nText.\n");
    bare.run("tag", &["--add", "boats"]);
    assert_eq!(
        bare.text(),
        "Title: The quay\nTags: boats\n\n# The quay\n\nText.\n"
    );
    let head = "Title: Quay\nTags: one; two, three\n\nText.\n";
    let post = Post::of("pelicanconf.py", "SITENAME = 'Quay'\n", head);
    post.run("tag", &["--add", "four"]);
    assert_eq!(post.text(), head.replace("three", "three; four"));
    post.fails(1, "tag", &["--add", "a;b"], "cannot hold this");
}

#[test]
fn a_head_without_its_first_fence_is_edited_and_leaks_where_hexo_does_not_read_it() {
    let head = "title: Quay\ntags:\n- a\n---\nText.\n";
    let post = Post::new(head);
    let leaks = |path: &str| {
        let shown = post.try_run(&["show", path, "--json"]);
        let shown: Value = serde_json::from_slice(&shown.stdout).unwrap();
        let problems = shown["problems"].as_array().unwrap();
        problems
            .iter()
            .any(|problem| problem["code"] == json!("head.leaks"))
    };
    assert!(leaks(PATH));
    post.run("tag", &["--add", "b"]);
    assert_eq!(post.text(), head.replace("- a\n", "- a\n- b\n"));

    fs::remove_file(post.blog.join("hugo.toml")).unwrap();
    fs::create_dir_all(post.blog.join("source/_posts")).unwrap();
    fs::rename(post.blog.join(PATH), post.blog.join("source/_posts/quay.md")).unwrap();
    fs::write(
        post.blog.join("package.json"),
        "{\"dependencies\": {\"hexo\": \"8\"}}\n",
    )
    .unwrap();
    fs::write(post.blog.join("_config.yml"), "title: Quay\n").unwrap();
    assert!(!leaks("source/_posts/quay.md"));
}

#[test]
fn a_tag_that_is_not_there_is_said_and_no_error() {
    let post = Post::new("---\ntitle: T\ntags: [\" a \"]\n---\nText.\n");
    let output = post.try_run(&["tag", PATH, "--remove", "b"]);
    assert_eq!(output.status.code(), Some(0));
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(said, format!("{PATH} had no tag “b”.\n"));
    post.run("tag", &["--remove", "a "]);
    assert_eq!(post.text(), "---\ntitle: T\ntags: []\n---\nText.\n");
}
