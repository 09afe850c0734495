//! What a screen reader is told, in a real window: every control has a name and a role, and the important ones have theirs.
#![cfg(target_os = "linux")]
#![allow(clippy::expect_used, clippy::panic, reason = "tests stop where they fail")]

mod support;

use std::fs;

use support::atspi::{Heard, nameless};
use support::blog::{Blog, post};
use support::keys::TEXT;
use support::page::SHEET;
use support::window::{Setup, Window};

const FORM: &str = "[data-testid=fields-form]";

/// A post with a field of every kind that the form has a control for.
const FIELDS: &str = "---\ntitle: Ebb\ndate: 2026-01-02T09:30:00+01:00\ntags: [tides, moon]\nslug: ebb\nweight: 3\n\
                      featured: true\nlicense: CC0\nhosts:\n  - name: jun\n---\n\nWater **goes**.\n\n- slowly\n\n[away](flow.md)\n";

/// A window with a bus of accessibility, and in it a post with an unpublished change.
async fn opened() -> (Blog, Window) {
    let blog = Blog::with(&[("ebb.md", FIELDS), ("flow.md", &post("Flow", "Water comes."))]);
    blog.folder.write("posts/ebb.md", format!("{FIELDS}\nAgain.\n"));
    let setup = Setup {
        accessibility: true,
        ..blog.setup()
    };
    let window = Window::open(&blog.place, setup).await;
    window.open_post("posts/ebb.md").await;
    window.previewed("Again.").await;
    window.reads("footer", "1 unpublished").await;
    (blog, window)
}

fn find<'a>(heard: &'a [Heard], role: &str, begin: &str) -> &'a Heard {
    let found = heard
        .iter()
        .find(|item| item.role == role && item.name.starts_with(begin));
    found.unwrap_or_else(|| panic!("no {role} “{begin}…” in:\n{}", tree(heard)))
}

fn has(heard: &[Heard], wanted: &[(&str, &str)]) {
    for (role, name) in wanted {
        let there = heard
            .iter()
            .any(|item| item.role == *role && item.name == *name && item.is("showing"));
        assert!(there, "no {role} “{name}” in:\n{}", tree(heard));
    }
}

fn all_named(screen: &str, heard: &[Heard]) {
    let faults = nameless(heard);
    assert!(faults.is_empty(), "{screen}:\n{}", faults.join("\n"));
}

fn tree(heard: &[Heard]) -> String {
    let lines = heard.iter().map(|item| {
        let (role, name) = (&item.role, &item.name);
        format!("{}{role} “{name}”", " ".repeat(item.depth))
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn the_main_screen_is_told_by_name_and_role() {
    let (_blog, window) = opened().await;
    let heard = window.hears("entry", "Manuscript").await;
    all_named("the main screen", &heard);
    has(
        &heard,
        &[
            ("landmark", "Library"),
            ("landmark", "Desk"),
            ("landmark", "Status line"),
            ("list", "Posts by state"),
            ("push button", "All posts, 2"),
            ("push button", "Unpublished, 1"),
            ("entry", "Search posts"),
            ("push button", "New post"),
            ("list box", "Posts"),
            ("entry", "Title"),
            ("combo box", "Status: Published"),
            ("push button", "Remove the tag tides"),
            ("push button", "Remove the tag moon"),
            ("push button", "Add tag"),
            ("entry", "Manuscript"),
            ("radio button", "Text"),
            ("radio button", "Front page"),
            ("panel", "Preview"),
            ("push button", "Publish…"),
            ("push button", "1 unpublished"),
        ],
    );
    assert!(find(&heard, "radio button", "Both").is("checked"));
    assert!(find(&heard, "entry", "Manuscript").is("editable"));
    // WebKitGTK calls each button that opens something a combo box.
    find(&heard, "combo box", "Date: ");
    find(&heard, "combo box", "main branch");

    // A row is read out word for word, beginning with what its mark means.
    let words = |item: &Heard| -> Vec<String> {
        let words = item.name.split([' ', ',', '.', ':']);
        words.map(str::to_owned).collect()
    };
    for (mark, spoken, open) in [
        (
            "Unpublished changes",
            ["Ebb", "Water", "goes", "Jan", "min", "tides", "moon"],
            true,
        ),
        (
            "Published",
            ["Flow", "Water", "comes", "Jan", "2", "min", "tides"],
            false,
        ),
    ] {
        let row = find(&heard, "list item", mark);
        assert_eq!(row.is("selected"), open, "{row:?}");
        for word in spoken {
            assert!(
                words(row).iter().any(|heard| heard == word),
                "no “{word}” in {row:?}"
            );
        }
    }
}

#[tokio::test]
async fn the_publish_sheet_and_the_palette_are_told_alone() {
    let (_blog, window) = opened().await;
    window.press_button("Publish…").await;
    window.named_in(SHEET, "Publish").await;
    let heard = window.hears("dialog", "Publish 1 post").await;
    all_named("the publish sheet", &heard);
    has(
        &heard,
        &[
            ("entry", "Message"),
            ("radio button", "As lines"),
            ("push button", "Close"),
            ("push button", "Cancel"),
            ("push button", "Publish"),
        ],
    );
    let post = find(&heard, "check box", "Ebb");
    assert!(post.is("checked") && post.actions == ["uncheck"], "{post:?}");
    let behind = heard.iter().any(|item| item.name == "Manuscript");
    assert!(!behind, "what lies behind is told:\n{}", tree(&heard));
    window.press("Escape").await;
    window.gone(SHEET).await;

    window.press_until("F6", "the text", TEXT).await;
    window.press("Control+k").await;
    let heard = window.hears("dialog", "Commands").await;
    all_named("the palette", &heard);
    let field = find(&heard, "combo box", "Search actions, posts, tags and authors");
    for state in ["focused", "expanded", "editable"] {
        assert!(field.is(state), "{field:?}");
    }
    has(&heard, &[("list box", "Results"), ("list item", "New post")]);
    let chosen: Vec<&Heard> = heard.iter().filter(|item| item.is("selected")).collect();
    assert!(
        matches!(chosen[..], [one] if one.name.starts_with("Publish…")),
        "{chosen:?}"
    );
}

#[tokio::test]
async fn what_hinders_a_publish_is_told_with_its_details() {
    let (blog, window) = opened().await;
    // Git knows no writer any more.
    fs::remove_file(blog.place.path().join("home/.gitconfig")).expect("the writer's name in Git");
    window.press_button("Publish…").await;
    window
        .reads(SHEET, "Git does not know yet who writes here.")
        .await;
    let heard = window.hears("dialog", "Publish 1 post").await;
    all_named("a publish sheet that cannot publish", &heard);
    assert!(
        heard.iter().any(|item| item.name == "Details"),
        "{}",
        tree(&heard)
    );
}

#[tokio::test]
async fn the_fields_are_told_with_their_labels() {
    let (_blog, window) = opened().await;
    window.click("[data-fields-button]").await;
    window.see(FORM).await;
    let heard = window.hears("entry", "Web address").await;
    all_named("the form of fields", &heard);
    has(
        &heard,
        &[
            ("push button", "Add a field…"),
            ("entry", "license"),
            ("entry", "The head of the file, as text"),
            ("push button", "Done"),
        ],
    );
    assert!(find(&heard, "push button", "Fields").is("expanded"));
    assert!(find(&heard, "check box", "Front page").is("checked"));
}
