//! That the reader for simple heads and the full one say the same; shared by the fuzz targets and `tests/quick.rs`.

use galley_post::{Edit, Field, ListStyle, Post, ScalarTags, Value};

/// What is known of a field to others.
fn shown(field: &Field) -> impl PartialEq + std::fmt::Debug + '_ {
    (&field.name, &field.value, &field.lines, &field.span)
}

/// Both readings of a file give the same fields, in the same lines, and the same problems.
pub fn reads_the_same(text: &str) {
    let (quick, full) = (Post::parse(text), Post::parse_fully(text));
    same(&quick, &full, text);
}

fn same(quick: &Post, full: &Post, text: &str) {
    let of = |post: &Post| -> String {
        post.fields()
            .iter()
            .map(|field| format!("{:?}\n", shown(field)))
            .collect()
    };
    assert_eq!(of(quick), of(full), "{text:?}");
    assert_eq!(quick.problems(), full.problems(), "{text:?}");
    assert_eq!(
        (
            quick.format(),
            quick.head(),
            quick.body_line(),
            quick.can_edit_fields()
        ),
        (
            full.format(),
            full.head(),
            full.body_line(),
            full.can_edit_fields()
        ),
        "{text:?}"
    );
}

/// Both proofs of an edit let the same bytes pass, and what was made reads the same.
pub fn edits_the_same(text: &str, edit: &Edit) {
    let quick = Post::parse(text).edit(edit);
    let full = Post::parse_fully(text).edit(edit);
    match (quick, full) {
        (Ok(quick), Ok(full)) => {
            assert_eq!(
                String::from_utf8_lossy(quick.post.bytes()),
                String::from_utf8_lossy(full.post.bytes()),
                "{edit:?} of {text:?}"
            );
            assert_eq!(
                (quick.inverse, quick.changed),
                (full.inverse, full.changed),
                "{edit:?} of {text:?}"
            );
            same(&quick.post, &full.post, text);
        }
        (Err(quick), Err(full)) => assert_eq!(quick, full, "{edit:?} of {text:?}"),
        (quick, full) => panic!("{edit:?} of {text:?}: {quick:?} and {full:?}"),
    }
}

/// Edits of every field that a post has, and of some that it may not have.
pub fn edits_of(post: &Post) -> Vec<Edit> {
    let own = post.fields().iter().map(|field| field.name.clone()).take(3);
    let names = ["title", "tags", "draft"].map(str::to_owned);
    let text = |text: &str| Value::String(text.into());
    own.chain(names)
        .flat_map(|path| {
            let item = match post.get(&path) {
                Some(Value::List(items)) => items.first().and_then(Value::as_str).unwrap_or("a").to_owned(),
                _ => "a".to_owned(),
            };
            [
                Edit::Set {
                    path: path.clone(),
                    value: text("It's: new # 1"),
                },
                Edit::Set {
                    path: path.clone(),
                    value: Value::List(vec![text("x"), text("y, z")]),
                },
                Edit::Unset { path: path.clone() },
                Edit::AddItem {
                    path: path.clone(),
                    item: "brand new".into(),
                    absent: ListStyle::default(),
                    scalar: ScalarTags::Blanks,
                },
                Edit::RemoveItem {
                    path,
                    item,
                    scalar: ScalarTags::One,
                },
            ]
        })
        .collect()
}
