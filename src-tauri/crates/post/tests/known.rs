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

/// Every name that a generator uses for something is found, also in another spelling, and its words are its own.
#[test]
fn finds_every_name_of_every_field() {
    let cases = [
        (Known::Updated, "lastmod: 2026-06-04", "lastmod"),
        (Known::Updated, "last_modified_at: 2026-06-04", "last_modified_at"),
        (
            Known::Updated,
            "last_update:\n  date: 2026-06-04\n  author: A",
            "last_update.date",
        ),
        (Known::Draft, "isDraft: true", "isDraft"),
        (Known::Draft, "status: draft", "status"),
        (Known::Published, "published: false", "published"),
        (Known::Categories, "category: a", "category"),
        (Known::Authors, "params:\n  author: A", "params.author"),
        (Known::Description, "Summary: a", "Summary"),
        (Known::Slug, "slug: a", "slug"),
        (Known::Permalink, "url: /a/", "url"),
        (Known::Aliases, "redirect_from: [/a/]", "redirect_from"),
        (
            Known::Canonical,
            "canonicalUrl: https://a.example",
            "canonicalUrl",
        ),
        (Known::Image, "cover:\n  image: a.png\n  alt: b", "cover.image"),
        (Known::Image, "featured-image: a.png", "featured-image"),
        (Known::Weight, "nav_order: 3", "nav_order"),
        (Known::Featured, "pinned: true", "pinned"),
        (Known::Series, "series: [a]", "series"),
        (Known::Language, "lang: de", "lang"),
        (Known::ReadingTime, "reading_time: 5", "reading_time"),
        (Known::Date, "publishDate: 2026-06-04", "publishDate"),
    ];
    for (what, lines, path) in cases {
        let post = Post::parse(format!("---\n{lines}\n---\n"));
        assert_eq!(
            post.known(what).map(|found| found.path).as_deref(),
            Some(path),
            "{lines}"
        );
        for other in Known::ALL {
            let found = post.known(other);
            assert!(other == what || found.is_none(), "{lines} is {other:?} too");
        }
    }
    assert!(Known::Date.is_named("Publish_Date") && !Known::Date.is_named("dated"));
    let words: std::collections::BTreeSet<&str> = Known::ALL.into_iter().map(Known::word).collect();
    assert_eq!(words.len(), Known::ALL.len());
}
