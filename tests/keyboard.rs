//! The main job with keys alone: no click anywhere between the welcome screen and the published post.
#![cfg(target_os = "linux")]
#![allow(clippy::expect_used, clippy::panic, reason = "tests stop where they fail")]

mod support;

use galley_testkit::repo::Place;
use support::window::{Setup, Window};

const LABELLED: &str = "[...(e.labels ?? [])].some((label) => label.textContent.startsWith";
const SHEET: &str = "[data-testid=publish-sheet]";

#[tokio::test]
async fn a_blog_is_started_and_a_post_published() {
    let place = Place::new();
    let window = Window::open(&place, Setup::default()).await;
    window.see("[data-testid=welcome-screen]").await;
    window
        .press_until("Tab", "the name", &format!("{LABELLED}('Name'))"))
        .await;
    window.type_text("Ebb and Flow").await;
    window
        .press_until("Tab", "the folder", &format!("{LABELLED}('Folder'))"))
        .await;
    window.press("Control+A").await;
    let folder = place.path().join("ebb");
    window.type_text(folder.to_str().expect("a readable path")).await;
    window
        .press_until("Tab", "the button", "e.textContent.trim() === 'Start writing'")
        .await;
    window.press("Enter").await;
    window.reads("[data-column=posts]", "12 posts").await;

    window.press("Control+N").await;
    window
        .until(
            "the title",
            "return document.activeElement?.getAttribute('aria-label') === 'Title'",
        )
        .await;
    window.type_text("Written without a mouse\n").await;
    window
        .until(
            "the manuscript",
            "return document.activeElement?.dataset.testid === 'manuscript'",
        )
        .await;
    window.type_text("Every key of it.\n\nA second paragraph.").await;
    window.press("Control+Shift+T").await;
    for tag in ["keys", "hands"] {
        window
            .until(
                "the field for a tag",
                "return document.activeElement?.getAttribute('role') === 'combobox'",
            )
            .await;
        window.type_text(&format!("{tag}\n")).await;
        window.named(&format!("Remove the tag {tag}")).await;
    }
    window.press("Escape").await;
    window.previewed("A second paragraph.").await;

    window.press("Control+Shift+P").await;
    window.reads(SHEET, "Publish 1 post").await;
    // The keys that publish are not heard in the sheet's first 400 ms.
    window
        .js("window.sheetSeen = performance.now()", Vec::new())
        .await;
    window
        .until(
            "the sheet's first moment to pass",
            "return performance.now() - window.sheetSeen > 400",
        )
        .await;
    window
        .until(
            "a button that can be pressed",
            "return document.activeElement?.textContent.startsWith('Publish')",
        )
        .await;
    window.press("Control+Enter").await;
    window.reads(SHEET, "Published at").await;
    window
        .until(
            "the way out has the focus",
            "return document.activeElement?.textContent.trim() === 'Done'",
        )
        .await;
    window.press("Enter").await;
    window.gone(SHEET).await;

    let remote = place.at("ebb.git");
    let files = remote.files_of("main");
    assert_eq!(files.len(), 1, "{files:?}");
    let text = remote.git(["show", &format!("main:{}", files[0])]);
    for words in [
        "Written without a mouse",
        "keys",
        "hands",
        "Every key of it.\n\nA second paragraph.",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(!text.contains("draft: true"), "{text}");
}

#[tokio::test]
async fn posts_are_found_and_opened_with_keys() {
    let blog = support::blog::Blog::ferrow();
    let setup = Setup {
        open: Some(blog.folder.path().to_owned()),
        clock: Some(support::blog::FERROW_CLOCK),
        ..Setup::default()
    };
    let window = Window::open(&blog.place, setup).await;
    window.reads("[data-column=posts]", "148 posts").await;
    // From column to column: the list takes the arrows.
    for _ in 0..3 {
        if window
            .js(
                "return document.activeElement?.dataset.testid === 'post-list'",
                Vec::new(),
            )
            .await
            == true
        {
            break;
        }
        window.press("F6").await;
    }
    window.press("ArrowDown").await;
    window.press("ArrowDown").await;
    window.press("Enter").await;
    window.on_desk("posts/our-retries-were-the-outage.md").await;
    let searching = "return document.activeElement?.hasAttribute('data-search')";
    window.press("Control+Shift+F").await;
    window.until("the search field", searching).await;
    window.type_text("staging").await;
    window.until("fewer posts", "return document.querySelector('[data-column=posts]').innerText.match(/^(\\d+) posts?$/m)?.[1] < 148").await;
    window.press("ArrowDown").await;
    window.press("Home").await;
    window.press("Enter").await;
    window
        .reads(
            "[data-testid=desk] textarea",
            "We deleted the staging environment",
        )
        .await;
    // Escape in the search field shows all again.
    window.press("Control+Shift+F").await;
    window.until("the search field", searching).await;
    window.press("Escape").await;
    window.reads("[data-column=posts]", "148 posts").await;
    // States by number.
    window.press("Alt+2").await;
    window.reads("[data-column=posts]", "6 posts").await;
    window.press("Alt+5").await;
    window.reads("[data-column=posts]", "3 posts").await;
    // Text, Both, Preview: after Both comes the preview alone.
    window.press("Control+\\").await;
    window.gone("[data-testid=manuscript]").await;
    window.press("Control+\\").await;
    window.gone("[data-testid=preview-frame]").await;
    window.press("Control+\\").await;
    window.see("[data-testid=preview-frame]").await;
    window.see("[data-testid=manuscript]").await;
}
