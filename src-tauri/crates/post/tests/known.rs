//! The fields that generators know, under the names that they have.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

use galley_post::{Known, Post, ScalarTags, Value, strings, strings_by};

fn known(text: &str, what: Known) -> Option<(String, Value)> {
    Post::parse(text)
        .known(what)
        .map(|found| (found.path, found.value.clone()))
}

fn string(text: &str) -> Value {
    Value::String(text.into())
}

#[test]
fn finds_fields_under_their_names() {
    let hugo = "---\nTitle: T\nPubdate: 2026-06-04\nTags: [a]\n---\n";
    assert_eq!(known(hugo, Known::Title), Some(("Title".into(), string("T"))));
    assert_eq!(
        known(hugo, Known::Date),
        Some(("Pubdate".into(), Value::Date("2026-06-04".into())))
    );
    assert_eq!(known(hugo, Known::Tags).map(|found| found.0), Some("Tags".into()));
    let zola = "+++\ntags = []\n[taxonomies]\ntags = [\"a\"]\n[extra]\nauthor = \"A\"\n+++\n";
    assert_eq!(
        known(zola, Known::Tags).map(|found| found.0),
        Some("taxonomies.tags".into())
    );
    assert_eq!(
        known(zola, Known::Authors),
        Some(("extra.author".into(), string("A")))
    );
    assert_eq!(known("---\nkeywords: [a]\n---\n", Known::Tags), None);
    assert_eq!(
        known("+++\ntags = []\n+++\n", Known::Tags).map(|found| found.0),
        Some("tags".into())
    );
}

#[test]
fn tells_the_two_meanings_of_a_name_apart() {
    let jekyll = "---\npublished: false\n---\n";
    assert_eq!(
        known(jekyll, Known::Published),
        Some(("published".into(), Value::Bool(false)))
    );
    assert_eq!(known(jekyll, Known::Date), None);
    let other = "---\npublished: 2026-06-04\n---\n";
    assert_eq!(known(other, Known::Published), None);
    assert_eq!(
        known(other, Known::Date).map(|found| found.0),
        Some("published".into())
    );
    assert_eq!(known("---\nstatus: stable\n---\n", Known::Draft), None);
    assert_eq!(
        known("Title: T\nStatus: draft\n", Known::Draft).map(|found| found.0),
        Some("Status".into())
    );
    assert_eq!(
        known("Title: T\nStatus: published\n", Known::Draft).map(|found| found.0),
        Some("Status".into())
    );
}

#[test]
fn a_field_that_holds_something_wins() {
    assert_eq!(
        known("---\nauthors:\nauthor: A\n---\n", Known::Authors),
        Some(("author".into(), string("A")))
    );
    assert_eq!(
        known("---\ntitle: One\ntitle: Two\n---\n", Known::Title),
        Some(("title".into(), string("Two")))
    );
}

#[test]
fn reads_strings_of_every_shape() {
    let post = Post::parse(
        "---\na: [x, 1.10, true, '']\nb: x y, z\nc:\n  - name: N\n    url: u\n  - title: T\nd:\ne: {a: 1}\n---\n",
    );
    let get = |path| post.get(path).expect("a field");
    assert_eq!(strings(get("a")), ["x", "1.10", "true"]);
    assert_eq!(strings(get("b")), ["x y, z"]);
    assert_eq!(strings_by(get("b"), ScalarTags::Commas), ["x y", "z"]);
    assert_eq!(strings_by(get("b"), ScalarTags::Blanks), ["x", "y,", "z"]);
    assert_eq!(strings(get("c")), ["N", "T"]);
    assert!(strings(get("d")).is_empty());
    assert!(strings(get("e")).is_empty());
    assert_eq!(get("a").truth(), None);
    assert_eq!(string("No").truth(), Some(false));
}

#[test]
fn a_pelican_head_leaks_elsewhere() {
    let leak = Post::parse("title: T\npublished: false\n\nText\n")
        .leak_outside_pelican()
        .expect("a leak");
    assert_eq!(
        (leak.code, leak.line, leak.args),
        ("head.leaks", 1, vec!["title: T".to_owned()])
    );
    assert_eq!(Post::parse("---\ntitle: T\n---\n").leak_outside_pelican(), None);
    assert_eq!(Post::parse("Text\n").leak_outside_pelican(), None);
}
