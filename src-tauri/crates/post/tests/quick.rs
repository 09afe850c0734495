//! The reader for simple heads against the full one: whatever it answers, the other must say the same, and an edit
//! that it proves must be the one that the full proof lets pass.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

use std::fs;

use galley_post::{Edit, ListLayout, ListStyle, Post, Quote, ScalarTags, Value};
use galley_testkit::corpus;
use proptest::prelude::*;
use proptest::sample::select;

#[path = "../fuzz/same.rs"]
mod same;

/// Fewer in everyday's run.
fn cases() -> u32 {
    if std::env::var_os("GALLEY_FULL").is_some() {
        40_000
    } else {
        3_000
    }
}

fn value() -> impl Strategy<Value = String> {
    let odd = vec![
        "",
        "~",
        "yes",
        "1.10",
        "0x1F",
        "16:00:00",
        "2026-06-04",
        "2026-06-04 10:00:00 +0200",
        "true",
        "a: b",
        "a:b",
        "http://x.y/z#t",
        "x #y",
        "x#y",
        "# y",
        "C#",
        "'it''s'",
        "'a' b",
        "\"a\\n\"",
        "\"a\" # b",
        "\"a\"#b",
        "'a",
        "\"a",
        "[a]",
        "[a, b]",
        "[ a , 'b', \"c\" ]",
        "[a, b,]",
        "[a,,b]",
        "[,]",
        "[]",
        "[ ]",
        "[a] b",
        "[a",
        "[a:b]",
        "[C#, x #]",
        "[\"a\":b]",
        "[a b, -1]",
        "[-, a]",
        "{a: 1}",
        "&x a",
        "*x",
        "!!str 1",
        "|",
        ">-",
        "%a",
        "@a",
        "`a",
        "- a",
        "-",
        "-1",
        "-a",
        "?",
        "? a",
        "?a",
        ":",
        ":a",
        ", a",
        "a,b",
        "]",
        "}",
        "<<",
        "=",
        "a\u{85}b",
        "a\u{a0}",
        "\u{a0}a",
        "\u{feff}",
        "\u{2028}",
        "\u{1f389}",
        "日本",
        "\u{7f}",
        "a\tb",
        "\ta",
        "a\t",
        "\u{0}",
        "a ",
        "--- a",
        "...",
        "... a",
        "a\\b",
        "\"\"",
        "''",
        "!",
        "*",
        "&",
        "a: ",
        "a :",
        "a : b",
        "'a': b",
        "\"a\": b",
        "[a]: b",
        "\u{fffe}",
        "\u{1fffe}",
        "\u{d7ff}",
        "\u{e000}",
    ];
    prop_oneof![
        4 => "[a-zA-Z0-9][a-zA-Z0-9 ,.'#:/()-]{0,20}",
        2 => "[\"'][a-zA-Z0-9 ,.#:\\[\\]]{0,12}[\"']",
        2 => "\\[( ?[a-z0-9#'\"-]{1,4},){0,3} ?[a-z]{0,3} ?\\]",
        4 => select(odd).prop_map(str::to_owned),
        1 => "\\PC{0,10}",
        1 => any::<String>(),
    ]
}

fn name() -> impl Strategy<Value = String> {
    let names = vec![
        "title", "tags", "date", "draft", "a-b", "Tags", "_x", "x1", "null", "true", "y", "1", "a.b", "a b",
        "", "-", "-a", "\"q\"", "? a", "日本", "#", "a#b", "a #b", "<<", "...",
    ];
    prop_oneof![8 => "[a-z]{1,5}", 2 => select(names).prop_map(str::to_owned)]
}

/// A field over one or more lines, most of them simple.
fn field() -> impl Strategy<Value = String> {
    let blanks = || select(vec!["", "", "", "", " ", "  ", "\t"]);
    let after = || select(vec!["", "", "", "", " ", "  ", " # c", " #", "\t", "\r"]);
    let colon = || select(vec![": ", ": ", ": ", ":", ":  ", " : ", ":\t"]);
    let one = (blanks(), name(), colon(), value(), after())
        .prop_map(|(blanks, name, colon, value, after)| format!("{blanks}{name}{colon}{value}{after}\n"));
    let item = || {
        let dash = select(vec!["- ", "- ", "- ", "-", "-  ", "-\t"]);
        let indent = select(vec!["", "  ", "  ", "    ", "\t"]);
        let more = select(vec!["", "", "", "", "", "\n", "\n# c", "\n  # c", "\n    x"]);
        (indent, dash, value(), more)
    };
    let list = (
        name(),
        after(),
        prop::collection::vec(item(), 0..4),
        any::<bool>(),
    )
        .prop_map(|(name, after, items, even)| {
            let indent = items.first().map_or("", |item| item.0);
            let lines: String = items
                .iter()
                .map(|(own, dash, value, more)| {
                    format!("{}{dash}{value}{more}\n", if even { indent } else { *own })
                })
                .collect();
            format!("{name}:{after}\n{lines}")
        });
    let odd = select(vec![
        "\n",
        "# c\n",
        "  # c\n",
        " \n",
        "\t\n",
        "words\n",
        "  words\n",
        "---x\n",
        "#\n",
        "# \u{85}\n",
    ]);
    let line = (
        select(vec!["  ", "  ", " ", "    ", "", "  - ", "- ", "\t", "   "]),
        name(),
        colon(),
        value(),
    )
        .prop_map(|(indent, name, colon, value)| format!("{indent}{name}{colon}{value}\n"));
    let text = (select(vec!["  ", "  ", " ", "    ", "", "  - ", "- "]), value())
        .prop_map(|(indent, value)| format!("{indent}{value}\n"));
    let between = select(vec!["\n", "\n", "  \n", "  # c\n", "# c\n"]).prop_map(str::to_owned);
    let below = prop::collection::vec(prop_oneof![4 => line, 3 => text, 1 => between], 0..5);
    let opens = select(vec![
        "", "", "", " # c", " |", " >", " |-", " >-", " |+", " |2", " | # c", " &a", " !!map", " x",
    ]);
    let nested =
        (name(), opens, below).prop_map(|(name, opens, below)| format!("{name}:{opens}\n{}", below.concat()));
    prop_oneof![6 => one, 4 => list, 4 => nested, 1 => odd.prop_map(str::to_owned)]
}

fn head() -> impl Strategy<Value = String> {
    let ending = select(vec!["\n", "\n", "\n", "\r\n", "mixed"]);
    (prop::collection::vec(field(), 0..7), ending).prop_map(|(fields, ending)| {
        let text = format!("---\n{}---\nBody\n", fields.concat());
        match ending {
            "mixed" => text.replacen('\n', "\r\n", 3),
            other => text.replace('\n', other),
        }
    })
}

fn edit() -> impl Strategy<Value = Edit> {
    let path =
        || select(vec!["title", "tags", "date", "draft", "a", "new", "Tags", "a-b"]).prop_map(str::to_owned);
    let style = select(vec![
        ListLayout::Indented,
        ListLayout::Flush,
        ListLayout::Flow,
        ListLayout::Commas,
        ListLayout::Blanks,
    ])
    .prop_map(|layout| ListStyle {
        layout,
        quote: Quote::Plain,
    });
    let rule = || select(vec![ScalarTags::One, ScalarTags::Commas, ScalarTags::Blanks]);
    let values = prop_oneof![
        value().prop_map(Value::String),
        any::<bool>().prop_map(Value::Bool),
        Just(Value::Null),
        Just(Value::Number("1.10".into())),
        Just(Value::Date("2026-06-05".into())),
        prop::collection::vec(value().prop_map(Value::String), 0..3).prop_map(Value::List),
    ];
    prop_oneof![
        (path(), values).prop_map(|(path, value)| Edit::Set { path, value }),
        path().prop_map(|path| Edit::Unset { path }),
        (path(), value(), style, rule()).prop_map(|(path, item, absent, scalar)| Edit::AddItem {
            path,
            item,
            absent,
            scalar
        }),
        (path(), value(), rule()).prop_map(|(path, item, scalar)| Edit::RemoveItem { path, item, scalar }),
        (path(), value(), value(), rule()).prop_map(|(path, item, with, scalar)| Edit::ReplaceItem {
            path,
            item,
            with,
            scalar
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn both_readers_say_the_same(text in head()) {
        same::reads_the_same(&text);
    }

    #[test]
    fn both_proofs_let_the_same_edit_pass(text in head(), edit in edit()) {
        same::edits_the_same(&text, &edit);
    }
}

#[test]
fn both_readers_say_the_same_of_real_posts() {
    let Some(archives) = corpus::archives() else {
        return;
    };
    let (mut simple, mut all) = (0, 0);
    // Every post is read in both ways. Of the edits, which take long, a quarter's are made, and all in the long form.
    let edited = if std::env::var_os("GALLEY_FULL").is_some() {
        1
    } else {
        4
    };
    for (number, path) in archives.iter().flat_map(corpus::Archive::posts).enumerate() {
        let text = fs::read_to_string(&path).expect("a post");
        let post = Post::parse(text.clone());
        same::reads_the_same(&text);
        if number % edited == 0 {
            for edit in same::edits_of(&post) {
                same::edits_the_same(&text, &edit);
            }
        }
        if post.format() == galley_post::Format::Yaml {
            all += 1;
            simple += usize::from(post.is_simple());
        }
    }
    println!("{simple} of {all} YAML heads are simple");
    assert!(
        simple * 10 > all * 8,
        "the quick reader reads only {simple} of {all}"
    );
}
