//! The fields of several posts at once: each post's own lines first, all posts or none, taken back as one. And what the window
//! remembers of posts.

use galley_library::view::{FieldEdit, PostsOrder};

use crate::support::Blog;

const LIST: &str = "---\ntitle: Plans\ndraft: true # not yet\ntags:\n  - sql\n---\nText.\n";
const FLOW: &str = "---\r\ntitle: 'Vacuum'\r\ntags: [sql, \"disk\"]\r\n---\r\nText.\r\n";
const TOML: &str = "+++\ntitle = 'Parcel'\n+++\nText.\n";
const BROKEN: &str = "---\ntitle: [\n---\nText.\n";

fn blog() -> Blog {
    Blog::new(&[
        ("posts/plans.md", LIST),
        ("posts/vacuum.md", FLOW),
        ("posts/parcel.md", TOML),
        ("posts/broken.md", BROKEN),
    ])
}

fn order(paths: &[&str], edits: &[FieldEdit]) -> PostsOrder {
    PostsOrder {
        paths: paths.iter().map(|path| format!("posts/{path}.md")).collect(),
        edits: edits.to_vec(),
    }
}

fn tag(value: &str) -> FieldEdit {
    FieldEdit::AddTag { value: value.into() }
}

#[test]
fn a_plan_shows_each_posts_lines_and_changes_nothing() {
    let blog = blog();
    let library = blog.read_once();
    let all = order(&["plans", "vacuum", "parcel", "broken"], &[tag("sql")]);
    let plan = library.posts_plan(&all).unwrap();
    // The first two have it already.
    let told: Vec<_> = plan
        .posts
        .iter()
        .map(|one| (one.title.as_str(), one.changed))
        .collect();
    assert_eq!(told, [("Parcel", 1)]);
    assert!(
        plan.posts[0]
            .lines
            .iter()
            .any(|line| format!("{line:?}").contains("sql"))
    );
    assert_eq!(plan.refused[0].path, "posts/broken.md");
    assert!(!plan.refused[0].message.is_empty());
    assert_eq!(blog.text("posts/parcel.md"), TOML);
}

#[test]
fn several_edits_touch_their_own_lines_and_are_taken_back_as_one() {
    let blog = blog();
    let library = blog.read_once();
    let edits = [
        tag("index"),
        FieldEdit::RemoveTag { value: "sql".into() },
        FieldEdit::Draft { value: false },
        FieldEdit::Author {
            value: "Ines Halloran".into(),
        },
    ];
    let done = library
        .change_posts(&order(&["plans", "vacuum"], &edits))
        .unwrap();
    assert_eq!(done.paths, ["posts/plans.md", "posts/vacuum.md"]);
    let plans = blog.text("posts/plans.md");
    assert!(plans.contains("tags:\n  - index\n"), "{plans}");
    assert!(
        !plans.contains("draft: true") && plans.contains("Ines Halloran"),
        "{plans}"
    );
    let vacuum = blog.text("posts/vacuum.md");
    assert!(
        vacuum.contains("tags: [\"disk\", \"index\"]\r\n") || vacuum.contains("tags: [\"disk\", index]\r\n"),
        "{vacuum}"
    );
    assert!(vacuum.ends_with("---\r\nText.\r\n"), "{vacuum}");
    assert_eq!(blog.text("posts/parcel.md"), TOML);
    library.undo(&done.undo).unwrap();
    assert_eq!(blog.text("posts/plans.md"), LIST);
    assert_eq!(blog.text("posts/vacuum.md"), FLOW);
}

#[test]
fn nothing_to_change_is_said() {
    let blog = blog();
    let library = blog.read_once();
    let refused = library
        .change_posts(&order(&["plans"], &[tag("sql")]))
        .unwrap_err();
    assert_eq!(refused.code, "posts.nothing");
}

#[test]
fn what_the_window_remembers_is_found_again_and_is_none_of_the_blogs_files() {
    let blog = blog();
    {
        let library = blog.read_once();
        assert_eq!(library.remembered("posts/plans.md"), None);
        library.remember("posts/plans.md", "{\"caret\":3}").unwrap();
        library.remember("", "{\"post\":\"posts/plans.md\"}").unwrap();
        library.remember("posts/plans.md", "{\"caret\":4}").unwrap();
    }
    let library = blog.read_once();
    assert_eq!(
        library.remembered("./posts/plans.md").as_deref(),
        Some("{\"caret\":4}")
    );
    assert_eq!(
        library.remembered("").as_deref(),
        Some("{\"post\":\"posts/plans.md\"}")
    );
    assert_eq!(library.remembered("posts/vacuum.md"), None);
    // What is too long is not kept, and the older one is none any more.
    library
        .remember("posts/plans.md", &"x".repeat(3 * 1024 * 1024))
        .unwrap();
    assert_eq!(library.remembered("posts/plans.md"), None);
    for number in 0..250 {
        library.remember(&format!("posts/{number}.md"), "{}").unwrap();
    }
    let kept = (0..250).filter(|number| library.remembered(&format!("posts/{number}.md")).is_some());
    assert!(kept.count() <= 200);
    assert!(library.remembered("posts/249.md").is_some());
}

#[test]
fn a_file_from_elsewhere_becomes_a_post_byte_for_byte_and_an_own_one_is_found() {
    let blog = blog();
    let library = blog.read_once();
    let own = library.bring_in("vacuum.md", FLOW.as_bytes()).unwrap();
    assert_eq!((own.path.as_str(), own.undo), ("posts/vacuum.md", None));
    // The same name, another text: beside it.
    let other = library.bring_in("vacuum.md", b"# Other\r\n").unwrap();
    assert_ne!(other.path, "posts/vacuum.md");
    assert_eq!(blog.text(&other.path), "# Other\r\n");
    assert_eq!(blog.text("posts/vacuum.md"), FLOW);
    library.undo(&other.undo.unwrap()).unwrap();
    assert!(!blog.repo.path().join(&other.path).exists());
    let refused = |bytes: &[u8]| library.bring_in("x.md", bytes).unwrap_err().code;
    assert_eq!(refused(b"\x89PNG\r\n\x1a\n\0"), "brought.not-text");
    assert_eq!(refused(b"\xff\xfe"), "brought.not-text");
}
