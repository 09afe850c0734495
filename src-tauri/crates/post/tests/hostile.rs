//! Heads that were made to hang or crash a reader: a problem, soon, and every byte kept.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

use std::sync::LazyLock;
use std::time::Duration;

use galley_post::{Edit, Post, Value};
use galley_testkit::cost::{cost, ratio};

/// How often a hostile head may cost what a long, honest one costs. What is guarded against takes minutes, or all memory.
const MOST: f64 = 10.0;

/// What reading and editing a head of 20,000 fields costs here.
static HONEST: LazyLock<Duration> = LazyLock::new(|| {
    let fields: String = (0..20_000).map(|n| format!("k{n}: {n}\n")).collect();
    cost(|| read_and_set(&yaml(&fields))).1
});

fn read_and_set(text: &str) -> Post {
    let post = Post::parse(text.to_owned());
    let _ = post.edit(&Edit::Set {
        path: "title".into(),
        value: Value::String("T".into()),
    });
    post
}

fn within_bounds<T>(work: impl FnOnce() -> T) -> T {
    let (done, taken) = cost(work);
    let times = ratio(taken, *HONEST);
    assert!(times < MOST, "{taken:?}, {times:.1} times a long, honest head");
    done
}

fn codes(text: String) -> Vec<&'static str> {
    let post = within_bounds(|| read_and_set(&text));
    assert_eq!(post.bytes(), text.as_bytes());
    post.problems().iter().map(|problem| problem.code).collect()
}

fn yaml(inner: &str) -> String {
    format!("---\n{inner}\n---\nText\n")
}

#[test]
fn a_head_over_a_megabyte_is_not_read() {
    for (fence, line) in [("---", "a: b\n"), ("+++", "a = 1\n")] {
        let text = format!(
            "{fence}\n{}{fence}\nText\n",
            line.repeat((1 << 20) / line.len() + 2)
        );
        let post = within_bounds(|| Post::parse(text));
        assert_eq!(post.problems()[0].code, "head.too-large");
        assert_eq!(post.body(), "Text\n");
    }
}

#[test]
fn deep_nesting_is_a_problem() {
    let deep = 100_000;
    assert_eq!(
        codes(yaml(&format!("a: {}", "[".repeat(deep)))),
        ["head.too-deep"]
    );
    assert_eq!(
        codes(yaml(&format!("a: {}{}", "[".repeat(200), "]".repeat(200)))),
        ["head.too-deep"]
    );
    assert_eq!(codes(yaml(&format!("a:\n  {}x", "- ".repeat(deep)))).len(), 1);
    assert_eq!(
        codes(yaml(
            &(0..500)
                .map(|n| format!("{}a:\n", " ".repeat(n)))
                .collect::<String>()
        )),
        ["head.too-deep"]
    );
    assert_eq!(
        codes(format!("+++\na = {}\n+++\n", "[".repeat(deep))),
        ["head.unreadable"]
    );
    assert_eq!(
        codes(format!("+++\n{}a = 1\n+++\n", "a.".repeat(deep))),
        ["head.unreadable"]
    );
    assert_eq!(
        codes(format!("{{\"a\": {}{}}}\n", "[".repeat(deep), "]".repeat(deep))),
        ["head.unreadable"]
    );
    assert_eq!(
        codes(format!("{{\"a\": {}}}\n", "{\"a\":".repeat(deep))),
        ["head.leaks"]
    );
}

#[test]
fn alias_bombs_are_a_problem() {
    let mut bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for (before, name) in ('a'..'j').zip('b'..='j') {
        bomb.push_str(&format!(
            "{name}: &{name} [{}]\n",
            vec![format!("*{before}"); 9].join(", ")
        ));
    }
    assert_eq!(codes(yaml(&bomb)), ["head.too-complex"]);
    let long = format!(
        "a: &a \"{}\"\nb: [{}]\n",
        "x".repeat(100_000),
        vec!["*a"; 9_000].join(", ")
    );
    assert_eq!(codes(yaml(&long)), ["head.too-complex"]);
    assert_eq!(codes(yaml("a: &a [*a]\n")).len(), 1);
}

#[test]
fn many_fields_are_read_in_time() {
    let fields: String = (0..40_000).map(|n| format!("k{n}: {n}\n")).collect();
    assert_eq!(codes(yaml(&fields)), Vec::<&str>::new());
    let same = "k: 1\n".repeat(20_000);
    assert_eq!(codes(yaml(&same)).len(), 19_999);
    let toml: String = (0..40_000).map(|n| format!("k{n} = {n}\n")).collect();
    assert_eq!(codes(format!("+++\n{toml}+++\n")), Vec::<&str>::new());
    let json: Vec<String> = (0..40_000).map(|n| format!("\"k{n}\": {n}")).collect();
    assert_eq!(codes(format!("{{{}}}\n", json.join(",\n"))), Vec::<&str>::new());
}

#[test]
fn unclosed_quotes_and_comments_end() {
    for inner in [
        "a: \"",
        "a: '",
        "a: [",
        "a: {",
        "a: |",
        "? ",
        "&a",
        "*a",
        "!!",
        "%YAML",
        "a: \u{0}",
        "\u{feff}a: b",
    ] {
        codes(yaml(&format!("{inner}{}", "x\n".repeat(2_000))));
        codes(yaml(inner));
        codes(format!("---\n{inner}"));
    }
}

#[test]
fn a_long_head_is_edited_in_place() {
    let fields: String = (0..4_000)
        .map(|n| format!("key{n}: \"value {n} of a long head\"\n"))
        .collect();
    let text = format!("---\ntitle: T\n{fields}tags:\n- a\n---\nText\n");
    assert!(text.len() > 114_000);
    let post = Post::parse(text.clone());
    let add = Edit::AddItem {
        path: "tags".into(),
        item: "b".into(),
        absent: galley_post::ListStyle::default(),
        scalar: galley_post::ScalarTags::One,
    };
    let edited = within_bounds(|| post.edit(&add))
        .expect("a tag can be added")
        .post;
    assert_eq!(edited.bytes(), text.replace("- a\n", "- a\n- b\n").as_bytes());
}
