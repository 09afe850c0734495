//! Edits of YAML heads are judged by a second parser. These are heads that it takes for something else than the first
//! one does: a field that both would not read alike afterwards is written anew so that they do, and everything beside
//! it is edited as ever.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

use galley_post::{Edit, ListStyle, Post, ScalarTags, Value};

fn add(path: &str, item: &str) -> Edit {
    Edit::AddItem {
        path: path.into(),
        item: item.into(),
        absent: ListStyle::default(),
        scalar: ScalarTags::One,
    }
}

fn set(path: &str, text: &str) -> Edit {
    Edit::Set {
        path: path.into(),
        value: Value::String(text.into()),
    }
}

fn after(head: &str, edit: &Edit) -> Result<String, &'static str> {
    let post = Post::parse(format!("---\n{head}---\nText\n"));
    let edited = post.edit(edit).map_err(|refused| refused.code)?.post;
    assert_eq!(edited.body(), "Text\n");
    let text = String::from_utf8(edited.bytes().to_vec()).unwrap();
    let head = text.strip_prefix("---\n").unwrap();
    Ok(head.strip_suffix("---\nText\n").unwrap().to_owned())
}

/// YAML 1.1 takes U+0085 for a line break, YAML 1.2 for a character: Ruby and JavaScript read two different tags.
const ODD: &str = "tags: [x\u{85}y]\n";

/// The list with one tag more, so that both read the first one as it was shown.
const MENDED: &str = "tags: [\"x\\x85y\", z]\n";

#[test]
fn a_list_that_two_parsers_read_differently_is_written_anew() {
    assert_eq!(after(ODD, &add("tags", "z")), Ok(MENDED.into()));
    let (below, mended) = (format!("p:\n  {ODD}"), format!("p:\n  {MENDED}"));
    assert_eq!(after(&below, &add("p.tags", "z")), Ok(mended));
}

#[test]
fn the_fields_beside_it_can_be_edited() {
    let head = format!("a: 1\n{ODD}");
    assert_eq!(after(&head, &set("a", "b")), Ok(format!("a: b\n{ODD}")));
    assert_eq!(after(&head, &set("b", "c")), Ok(format!("{head}b: c\n")));
    assert_eq!(after(&head, &set("tags", "c")), Ok("a: 1\ntags: c\n".into()));
    let gone = Edit::Unset { path: "tags".into() };
    assert_eq!(after(&head, &gone), Ok("a: 1\n".into()));
}

#[test]
fn a_head_that_no_parser_takes_is_judged_by_field() {
    let head = format!("a: b: c\nno field\ndraft: true\n{ODD}");
    assert_eq!(after(&head, &add("tags", "z")), Ok(head.replace(ODD, MENDED)));
    assert_eq!(
        after(&head, &set("a", "b: d")),
        Ok(head.replace("b: c", "\"b: d\""))
    );
    assert_eq!(after(&head, &set("p.q", "r")), Ok(format!("{head}p: {{q: r}}\n")));
    let renamed = Edit::Rename {
        path: "draft".into(),
        to: "hidden".into(),
    };
    assert_eq!(after(&head, &renamed), Ok(head.replace("draft", "hidden")));
    let gone = Edit::Unset { path: "draft".into() };
    assert_eq!(after(&head, &gone), Ok(head.replace("draft: true\n", "")));
}

#[test]
fn what_would_stop_the_second_parser_stops_nothing() {
    // It panics at a tag before a comma.
    let head = "tags: [!b, c]\na: 1\n";
    assert_eq!(after(head, &set("a", "x")), Ok("tags: [!b, c]\na: x\n".into()));
    assert_eq!(
        after(head, &add("tags", "d")),
        Ok("tags: [!b, c, d]\na: 1\n".into())
    );
    let wanted = after("tags: [a]\nb: 'x\n  y'\n", &add("tags", "!, c"));
    assert_eq!(wanted, Ok("tags: [a, \"!, c\"]\nb: 'x\n  y'\n".into()));
}

#[test]
fn a_colon_that_libyaml_stops_at_gets_quotes_in_every_head() {
    for head in ["tags: [b]\na: 1\n", "tags: [b]\na: {c: 1}\n"] {
        let rest = head.lines().nth(1).unwrap();
        let wanted = format!("tags: [b, \"c:?d\"]\n{rest}\n");
        assert_eq!(after(head, &add("tags", "c:?d")), Ok(wanted));
    }
}
