//! What must hold for any post and any edit, tried with heads and bodies put together at random.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

use galley_post::{Edit, Format, ListLayout, ListStyle, Post, Quote, ScalarTags, Value};
use proptest::prelude::*;
use proptest::sample::select;

/// Pieces of heads, good and bad, that meet each other in any order.
const PIECES: [&str; 58] = [
    "---\n",
    "+++\n",
    "{\n",
    "}\n",
    "...\n",
    "---",
    "\u{feff}",
    "\n",
    " ",
    "\t",
    "\r\n",
    "\r",
    "title: T\n",
    "title:\n",
    "tags: [a, b]\n",
    "tags:\n  - a\n  - \"b\"\n",
    "tags:\n- a\n- b\n",
    "tags:\n\t- a\n",
    "tags: a, b\n",
    "tags: []\n",
    "tags: [\n  a,\n  b,\n]\n",
    "date: 2026-06-04\n",
    "draft: true\n",
    "# a comment\n",
    "text: |\n  one\n\n  two\n",
    "fold: >-\n  one\n",
    "a: &x [1]\n",
    "b: *x\n",
    "nested:\n  a: 1\n  tags: [x]\n",
    "people:\n  - name: N\n    at: 1\n",
    "? k\n: v\n",
    "'quoted': \"x\\n\"\n",
    "title = \"T\"\n",
    "tags = [\"a\", 'b']\n",
    "tags = [\n  \"a\",\n]\n",
    "date = 2026-06-04T10:00:00Z\n",
    "[extra]\nx = 1\n",
    "[taxonomies]\ntags = [\"x\"]\n",
    "[[extra.p]]\nn = 1\n",
    "a.b = 1\n",
    "long = '''\nx'''\n",
    "\"title\": \"T\",\n",
    "\"tags\": [\"a\", \"b\"],\n",
    "\"draft\": false\n",
    "\"tags\": [\n    \"a\"\n  ],\n",
    "Title: T\n",
    "Tags: a, b\n",
    "    more\n",
    "key: {a: 1, b: [c]}\n",
    "\u{1f389}: \u{65e5}\n",
    "[",
    "]",
    "\"",
    "'",
    "|",
    ": ",
    "- ",
    "#",
];

fn soup() -> impl Strategy<Value = String> {
    let fence = select(vec![
        ("---\n", "---\n"),
        ("+++\n", "+++\n"),
        ("{\n", "}\n"),
        ("", "\n"),
        ("---\r\n", "---\r\n"),
    ]);
    let pieces = prop::collection::vec(select(PIECES.to_vec()), 0..9);
    (fence, pieces, any::<bool>(), "(\r\n|text|---\n|\n){0,4}").prop_map(
        |((open, close), pieces, fenced, body)| {
            let inner = pieces.concat();
            if fenced {
                format!("{open}{inner}{close}{body}")
            } else {
                format!("{inner}{body}")
            }
        },
    )
}

fn path() -> impl Strategy<Value = String> {
    select(vec![
        "title",
        "tags",
        "date",
        "draft",
        "nested.tags",
        "nested.new",
        "extra.x",
        "taxonomies.tags",
        "new",
        "a.b",
        "key.b",
        "text",
    ])
    .prop_map(str::to_owned)
}

fn style() -> impl Strategy<Value = ListStyle> {
    let layouts = vec![
        ListLayout::Indented,
        ListLayout::Flush,
        ListLayout::Flow,
        ListLayout::Commas,
        ListLayout::Blanks,
    ];
    (
        select(layouts),
        select(vec![Quote::Plain, Quote::Single, Quote::Double]),
    )
        .prop_map(|(layout, quote)| ListStyle { layout, quote })
}

fn rule() -> impl Strategy<Value = ScalarTags> {
    select(vec![ScalarTags::One, ScalarTags::Commas, ScalarTags::Blanks])
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,12}",
        any::<String>(),
        select(vec![
            "yes",
            "1.10",
            "a: b",
            "x #y",
            "- a",
            "",
            "a",
            "b",
            "[x]",
            "'",
            "\"",
            "\\",
            "null",
            "2026-06-04",
            "...",
            "---",
            "a\nb",
            "\t",
            " x "
        ])
        .prop_map(str::to_owned)
    ]
}

fn edit() -> impl Strategy<Value = Edit> {
    let value = prop_oneof![
        text().prop_map(Value::String),
        any::<bool>().prop_map(Value::Bool),
        Just(Value::Null),
        Just(Value::Number("1.10".into())),
        Just(Value::Date("2026-06-05".into())),
        prop::collection::vec(text().prop_map(Value::String), 0..3).prop_map(Value::List),
    ];
    prop_oneof![
        (path(), value).prop_map(|(path, value)| Edit::Set { path, value }),
        path().prop_map(|path| Edit::Unset { path }),
        (path(), text()).prop_map(|(path, to)| Edit::Rename { path, to }),
        (path(), text(), style(), rule()).prop_map(|(path, item, absent, scalar)| Edit::AddItem {
            path,
            item,
            absent,
            scalar
        }),
        (path(), text(), rule()).prop_map(|(path, item, scalar)| Edit::RemoveItem { path, item, scalar }),
        (path(), text(), text(), rule()).prop_map(|(path, item, with, scalar)| Edit::ReplaceItem {
            path,
            item,
            with,
            scalar
        }),
    ]
}

/// Lines of a Pelican head, the title among them; tags with commas anywhere, folded, empty or not there.
fn pelican() -> impl Strategy<Value = String> {
    let tags = select(vec![
        "",
        "Tags:",
        "Tags: ",
        "Tags: a",
        "Tags:  a,b",
        "Tags: a,",
        "Tags: a, b , ",
        "Tags: a,,b",
        "Tags: ,",
        "Tags: a, b,\n    c,\n    d",
        "Tags:\n    a,\n    b,",
        "Tags: a b\n    c",
        "tags: a;b",
    ]);
    let ending = select(vec!["\n", "\r\n", "\r"]);
    let body = select(vec!["", "\n", "\n\nText.\n", "\nText: no field\n"]);
    (tags, any::<bool>(), any::<bool>(), body, ending).prop_map(|(tags, before, more, body, ending)| {
        let mut lines = vec!["Title: T", tags];
        if before {
            lines.swap(0, 1);
        }
        if more {
            lines.push("Date: 2026-06-04");
        }
        lines.retain(|line| !line.is_empty());
        format!("{}{body}", lines.join("\n")).replace('\n', ending)
    })
}

fn first(path: &str) -> &str {
    path.split('.').next().unwrap_or(path)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reading_keeps_every_byte(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let post = Post::parse(bytes.clone());
        prop_assert_eq!(post.bytes(), bytes.as_slice());
        prop_assert_eq!(post.is_utf8(), String::from_utf8(bytes).is_ok());
    }

    #[test]
    fn head_and_body_are_the_file(text in soup()) {
        let post = Post::parse(text.clone());
        let bom = if text.starts_with('\u{feff}') { "\u{feff}" } else { "" };
        prop_assert_eq!([bom, post.head(), post.body()].concat(), text.clone());
        let before = [bom, post.head()].concat().replace("\r\n", "\n").replace('\r', "\n");
        prop_assert_eq!(post.body_line(), before.matches('\n').count() + 1);
        for field in post.fields() {
            prop_assert!(field.span.start >= bom.len() && field.span.end <= bom.len() + post.head().len());
            prop_assert!(text.is_char_boundary(field.span.start) && text.is_char_boundary(field.span.end));
            let line = text[..field.span.start].replace("\r\n", "\n").replace('\r', "\n").matches('\n').count() + 1;
            prop_assert_eq!(field.lines.start, line);
        }
    }

    #[test]
    fn a_head_or_body_given_back_changes_nothing(text in soup()) {
        let post = Post::parse(text);
        let lf = post.head().replace("\r\n", "\n").replace('\r', "\n");
        prop_assert_eq!(post.with_head(&lf), post.clone());
        prop_assert_eq!(post.with_head(post.head()), post.clone());
        prop_assert_eq!(post.with_body(post.body()), post.clone());
    }

    #[test]
    fn an_edit_changes_its_field_alone_or_is_refused(text in soup(), edit in edit()) {
        let post = Post::parse(text.clone());
        if let Ok(edited) = post.edit(&edit) {
            let undone = edited.post.edit(&edited.inverse).expect("an inverse fits");
            prop_assert_eq!(undone.post.bytes(), text.as_bytes());
            prop_assert_eq!(edited.post.body(), post.body());
            prop_assert!(edited.changed.end <= edited.post.bytes().len());
            let (Edit::Set { path, .. } | Edit::Unset { path } | Edit::Rename { path, .. } | Edit::AddItem { path, .. } | Edit::RemoveItem { path, .. } | Edit::ReplaceItem { path, .. }) = &edit else {
                return Ok(());
            };
            let others = |post: &Post, names: &[&str]| -> Vec<(String, Value)> {
                post.fields().iter().filter(|field| !names.contains(&field.name.as_str())).map(|field| (field.name.clone(), field.value.clone())).collect()
            };
            let renamed = if let Edit::Rename { to, .. } = &edit { to.as_str() } else { path };
            let names = [path.as_str(), first(path), renamed];
            prop_assert_eq!(others(&post, &names), others(&edited.post, &names));
            match &edit {
                Edit::AddItem { item, scalar, .. } if !item.trim().is_empty() && item.trim() == item => {
                    let scalar = if post.format() == Format::Pelican { ScalarTags::Commas } else { *scalar };
                    let items = edited.post.get(path).map(|value| galley_post::strings_by(value, scalar)).unwrap_or_default();
                    prop_assert!(items.contains(item), "{:?} in {:?}", item, items);
                }
                Edit::Set { value: Value::String(text), .. } => {
                    prop_assert_eq!(edited.post.get(path), Some(&Value::String(text.clone())));
                }
                _ => {}
            }
        }
    }

    #[test]
    fn a_pelican_head_is_as_before_when_an_edit_is_taken_back(text in pelican(), item in "[a-e]{1,2}( x)?") {
        let post = Post::parse(text.clone());
        prop_assert_eq!(post.format(), Format::Pelican);
        let take_back = |edits: [Edit; 2]| {
            let mut now = post.clone();
            for edit in edits {
                let edited = now.edit(&edit).expect("it can be edited");
                prop_assert_eq!(edited.post.edit(&edited.inverse).expect("an inverse fits").post, now);
                prop_assert_eq!(edited.post.body(), post.body());
                now = edited.post;
            }
            prop_assert_eq!(String::from_utf8_lossy(now.bytes()), text.as_str());
            Ok(())
        };
        let set = Edit::Set { path: "Slug".into(), value: Value::String("x".into()) };
        take_back([set, Edit::Unset { path: "Slug".into() }])?;
        let tags = post.fields().iter().find(|field| field.name.eq_ignore_ascii_case("tags"));
        if let Some(tags) = tags {
            let path = tags.name.clone();
            let there = galley_post::strings_by(&tags.value, ScalarTags::Commas).contains(&item);
            let add = Edit::AddItem { path: path.clone(), item: item.clone(), absent: ListStyle::default(), scalar: ScalarTags::One };
            let remove = Edit::RemoveItem { path, item, scalar: ScalarTags::One };
            // A comma alone is no empty entry: it goes with the last item.
            if !there && tags.value != Value::String(",".into()) {
                take_back([add, remove])?;
            }
        }
    }

    #[test]
    fn a_first_head_goes_again_with_the_inverse(body in "(Text.|\r\n|\n|\r|- a|:|--- x){0,5}", bom in any::<bool>()) {
        let text = format!("{}{body}", if bom { "\u{feff}" } else { "" });
        let post = Post::parse(text.clone());
        prop_assume!(post.format() == Format::None && post.can_edit_fields());
        let set = Edit::Set { path: "title".into(), value: Value::String("T".into()) };
        let edited = post.edit(&set).expect("a head can be begun");
        prop_assert_eq!(edited.post.body(), post.body());
        let head = edited.post.head();
        // The head's lines end as most of the text's do.
        let crlf = body.matches("\r\n").count();
        if crlf > 0 && body.replace("\r\n", "").find(['\r', '\n']).is_none() {
            prop_assert_eq!(head.matches('\n').count(), head.matches("\r\n").count());
        }
        let undone = edited.post.edit(&edited.inverse).expect("an inverse fits");
        prop_assert_eq!(undone.post.bytes(), text.as_bytes());
    }

    #[test]
    fn any_string_comes_back_equal(title in text(), which in 0..6usize) {
        let heads = [
            "---\ntitle: x\ntags: [a]\n---\n", "---\ntitle: 'x'\ntags:\n  - a\n---\n", "---\ntitle: \"x\"\ntags:\n- a\n---\n",
            "+++\ntitle = \"x\"\ntags = [\"a\"]\n+++\n", "+++\ntitle = 'x'\ntags = ['a']\n+++\n", "{\n  \"title\": \"x\",\n  \"tags\": [\"a\"]\n}\n",
        ];
        let post = Post::parse(heads[which]);
        let set = Edit::Set { path: "title".into(), value: Value::String(title.clone()) };
        let edited = post.edit(&set).expect("a title can be any string").post;
        prop_assert_eq!(edited.get("title"), Some(&Value::String(title.clone())));
        let add = Edit::AddItem { path: "tags".into(), item: title.clone(), absent: ListStyle::default(), scalar: ScalarTags::One };
        let tagged = edited.edit(&add).expect("a tag can be any string").post;
        let tags = tagged.get("tags").cloned();
        prop_assert!(matches!(&tags, Some(Value::List(tags)) if tags.contains(&Value::String(title.clone()))), "{:?}", tags);
        prop_assert_eq!(tagged.bytes().iter().filter(|byte| **byte == b'\n').count(), post.bytes().iter().filter(|byte| **byte == b'\n').count() + usize::from(which == 1 || which == 2) - usize::from((which == 1 || which == 2) && title == "a"));
    }
}
