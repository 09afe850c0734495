//! Opening and closing a post changes no byte of it.

use std::fs;
use std::os::unix::fs::MetadataExt;

use galley_library::view::SaveState;

use crate::support::{Blog, insert, replace};

/// Every shape of file that a blog has, by a name for the failure.
const SHAPES: &[(&str, &str)] = &[
    ("lf", "---\ntitle: One\ntags: [a, b]\n---\n\nText.\n"),
    (
        "crlf",
        "---\r\ntitle: One\r\ntags:\r\n  - a\r\n---\r\n\r\nText.\r\nMore.\r\n",
    ),
    ("mixed", "---\r\ntitle: One\n---\r\n\nText.\r\nMore.\nLast.\r"),
    ("bom", "\u{feff}---\ntitle: One\n---\nText.\n"),
    ("bom-crlf", "\u{feff}---\r\ntitle: One\r\n---\r\nText.\r\n"),
    ("no-final-newline", "---\ntitle: One\n---\nText."),
    ("only-a-head", "---\ntitle: One\n---"),
    (
        "toml",
        "+++\ntitle = \"One\"\ndate = 2026-01-01\n[extra]\na = 1 # one\n+++\nText.\n",
    ),
    (
        "json",
        "{\n  \"title\": \"One\",\n  \"tags\": [\"a\"]\n}\n\nText.\n",
    ),
    (
        "comments",
        "---\n# first\ntitle: 'One' # kept\n\ndate:   2026-01-01\n# last\n---\nText.\n",
    ),
    ("anchors", "---\na: &x [1, 2]\nb: *x\ntitle: One\n---\nText.\n"),
    ("column-0", "---\ntags:\n- a\n- b\ntitle: One\n---\nText.\n"),
    ("tabs", "---\ntitle: One\n---\n\tText.\n\t\tMore.  \n   \n"),
    (
        "shortcodes",
        "---\ntitle: One\n---\n{{< figure src=\"a.png\" >}}\n{% raw %}x{% endraw %}\n<Box a={1} />\n",
    ),
    ("no-head", "Just text, and an emoji 🧵.\n"),
    ("empty", ""),
    ("blank-lines", "\n\n\n"),
    ("late-head", "\n\n---\ntitle: One\n---\nText.\n"),
    (
        "unclosed",
        "---\ntitle: One\n\nText without an end of the head.\n",
    ),
    ("unreadable", "---\ntitle: [One\n  : {\n---\nText.\n"),
    ("duplicate", "---\ntitle: One\ntitle: Two\n---\nText.\n"),
];

fn path_of(name: &str) -> String {
    format!("posts/{name}.md")
}

fn blog() -> Blog {
    let paths: Vec<String> = SHAPES.iter().map(|(name, _)| path_of(name)).collect();
    let files: Vec<(&str, &str)> = paths
        .iter()
        .zip(SHAPES)
        .map(|(path, (_, text))| (path.as_str(), *text))
        .collect();
    Blog::new(&files)
}

#[test]
fn a_post_that_is_opened_and_closed_keeps_its_bytes_and_its_time() {
    let blog = blog();
    let desk = blog.open();
    for (name, text) in SHAPES {
        let file = blog.repo.path().join(path_of(name));
        let before = fs::metadata(&file).unwrap();
        let post = desk.library.open_post(&path_of(name)).unwrap();
        assert!(!post.body.contains('\r'), "{name}: the editor gets LF");
        desk.library.preview(&post.post).unwrap();
        assert_eq!(
            desk.library.save_post(&post.post).unwrap().state,
            SaveState::Saved,
            "{name}"
        );
        desk.library.close_post(&post.post).unwrap();
        let after = fs::metadata(&file).unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), *text, "{name}");
        assert_eq!(
            (before.ino(), before.mtime_nsec()),
            (after.ino(), after.mtime_nsec()),
            "{name}: written at all"
        );
    }
    desk.library.close();
    assert_eq!(blog.repo.status(), Vec::<String>::new());
}

#[test]
fn text_that_is_typed_and_taken_out_again_leaves_the_bytes() {
    let blog = blog();
    let desk = blog.open();
    for (name, text) in SHAPES {
        let post = desk.library.open_post(&path_of(name)).unwrap();
        let units = post.body.encode_utf16().count();
        for (seq, at) in [(1, 0), (3, units)] {
            assert!(
                desk.library
                    .edit_body(&post.post, seq, &insert(at, "é\n🧵"))
                    .unwrap()
                    .accepted
            );
            let back = desk
                .library
                .edit_body(&post.post, seq + 1, &replace(at, at + 4, ""))
                .unwrap();
            assert!(back.accepted, "{name}");
            assert_eq!(back.hash, post.hash, "{name}");
        }
        assert_eq!(
            desk.library.save_post(&post.post).unwrap().state,
            SaveState::Saved,
            "{name}"
        );
        assert_eq!(blog.text(&path_of(name)), *text, "{name}");
    }
}

#[test]
fn a_head_that_is_given_back_is_restored_to_the_byte() {
    let blog = blog();
    let desk = blog.open();
    for (name, text) in SHAPES {
        let post = desk.library.open_post(&path_of(name)).unwrap();
        if post.head.text.is_empty() {
            continue;
        }
        let other = post.head.text.replacen("One", "Another", 1);
        let changed = desk.library.edit_head(&post.post, &other).unwrap();
        assert_eq!(changed.text, other, "{name}");
        desk.library.save_post(&post.post).unwrap();
        // In a head of mixed endings, the changed line may get the other one.
        let wanted = text.replacen("One", "Another", 1);
        let same = |text: &str| {
            if *name == "mixed" {
                text.replace("\r\n", "\n")
            } else {
                text.to_owned()
            }
        };
        assert_eq!(same(&blog.text(&path_of(name))), same(&wanted), "{name}");
        desk.library.edit_head(&post.post, &post.head.text).unwrap();
        desk.library.save_post(&post.post).unwrap();
        assert_eq!(blog.text(&path_of(name)), *text, "{name}");
    }
}

#[test]
fn a_file_that_is_not_utf8_can_be_looked_at_and_not_edited() {
    let blog = Blog::new(&[]);
    let bytes = b"---\ntitle: Caf\xe9\n---\nText.\n";
    blog.repo.write("posts/latin.md", bytes);
    let desk = blog.open();
    let post = desk.library.open_post("posts/latin.md").unwrap();
    assert!(
        post.read_only.as_deref().unwrap_or_default().contains("UTF-8"),
        "{:?}",
        post.read_only
    );
    // The page is the one that `render` prints: the fields are no part of its text.
    let page = desk.library.preview(&post.post).unwrap().html;
    assert_eq!(page, desk.library.render("posts/latin.md").unwrap());
    assert!(!page.contains("title:") && page.contains("Text."), "{page}");
    assert_eq!((post.body.as_str(), post.body_line), ("Text.\n", 4));
    assert_eq!(desk.library.show("posts/latin.md").unwrap().1, "Text.\n");
    let code = |result: galley_library::Result<()>| result.unwrap_err().code;
    assert_eq!(
        code(desk.library.edit_body(&post.post, 1, &insert(0, "x")).map(drop)),
        "post.read-only"
    );
    assert_eq!(
        code(desk.library.replace_body(&post.post, 1, "x").map(drop)),
        "post.read-only"
    );
    assert_eq!(
        code(desk.library.edit_head(&post.post, "x").map(drop)),
        "post.read-only"
    );
    assert_eq!(
        code(desk.library.set("posts/latin.md", "title", "x")),
        "post.read-only"
    );
    desk.library.close_post(&post.post).unwrap();
    desk.library.close();
    assert_eq!(blog.read("posts/latin.md"), bytes);
}

#[test]
fn an_unreadable_head_opens_as_text_with_a_problem() {
    let blog = blog();
    let desk = blog.open();
    let post = desk.library.open_post("posts/unreadable.md").unwrap();
    assert!(!post.head.readable);
    assert!(
        post.head.text.starts_with("---\ntitle: [One"),
        "{}",
        post.head.text
    );
    assert_eq!(post.body, "Text.\n");
    assert!(
        post.problems
            .iter()
            .any(|p| p.code == "head.unreadable" && !p.message.is_empty()),
        "{:?}",
        post.problems
    );
    let edit = galley_library::view::FieldEdit::Title { value: "New".into() };
    assert_eq!(
        desk.library.edit_field(&post.post, &edit).unwrap_err().code,
        "field.unreadable"
    );
    // Its text can be mended, and its body typed in.
    assert!(
        desk.library
            .edit_body(&post.post, 1, &insert(0, "More. "))
            .unwrap()
            .accepted
    );
    let mended = desk
        .library
        .edit_head(&post.post, "---\ntitle: Mended\n---\n")
        .unwrap();
    assert!(mended.readable);
    assert_eq!(mended.fields.title.as_deref(), Some("Mended"));
    desk.library.save_post(&post.post).unwrap();
    assert_eq!(
        blog.text("posts/unreadable.md"),
        "---\ntitle: Mended\n---\nMore. Text.\n"
    );
}
