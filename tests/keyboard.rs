//! The main job with keys alone: no click anywhere between the welcome screen and the published post.
#![cfg(target_os = "linux")]
#![allow(clippy::expect_used, clippy::panic, reason = "tests stop where they fail")]

mod support;

use galley_testkit::ferrow;
use galley_testkit::repo::Place;
use support::blog::{Blog, went_out};
use support::keys;
use support::page::SHEET;
use support::window::{Setup, Window};

const LABELLED: &str = "[...(e.labels ?? [])].some((label) => label.textContent.startsWith";

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
    window.focused("the title", keys::TITLE).await;
    window.type_text("Written without a mouse\n").await;
    window.focused("the text", keys::TEXT).await;
    window.type_text("Every key of it.\n\nA second paragraph.").await;
    window.press("Control+Shift+T").await;
    for tag in ["keys", "hands"] {
        window.focused("the field for a tag", keys::TAG).await;
        window.type_text(&format!("{tag}\n")).await;
        window.named(&format!("Remove the tag {tag}")).await;
    }
    window.press("Escape").await;
    window.previewed("A second paragraph.").await;

    window.press("Control+Shift+P").await;
    window.reads(SHEET, "Publish 1 post").await;
    window.sheet_listens().await;
    window
        .focused(
            "a button that can be pressed",
            "e?.textContent.startsWith('Publish')",
        )
        .await;
    window.press("Control+Enter").await;
    window.reads(SHEET, "Published at").await;
    window
        .focused("the way out", "e?.textContent.trim() === 'Done'")
        .await;
    window.press("Enter").await;
    window.gone(SHEET).await;

    let body = "Every key of it.\n\nA second paragraph.";
    went_out(&place, "ebb", "Written without a mouse", body, &["keys", "hands"]);
}

#[tokio::test]
async fn posts_are_found_and_opened_with_keys() {
    let blog = Blog::ferrow();
    let window = blog.ferrow_window(false, (1280, 800)).await;
    // From column to column: the list takes the arrows.
    window.press_until("F6", "the list", keys::LIST).await;
    window.press("ArrowDown").await;
    window.press("ArrowDown").await;
    window.press("Enter").await;
    window.on_desk("posts/our-retries-were-the-outage.md").await;
    let searching = "e?.hasAttribute('data-search')";
    window.press("Control+Shift+F").await;
    window.focused("the search field", searching).await;
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
    window.focused("the search field", searching).await;
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

#[tokio::test]
async fn a_click_in_the_preview_leaves_the_keys_with_the_text() {
    let blog = Blog::ferrow();
    let window = blog.ferrow_window(false, (1280, 800)).await;
    window.open_post(ferrow::RETRIES).await;
    window.previewed("Three polite layers").await;
    let place = window
        .js(
            "const box = document.querySelector('[data-testid=preview-frame]').getBoundingClientRect();
            return [box.left + box.width / 2, box.top + 20]",
            Vec::new(),
        )
        .await;
    window.click_at(&place).await;
    window.focused("the text", keys::TEXT).await;
    window.type_text("Typed after it. ").await;
    window.reads("[data-testid=manuscript]", "Typed after it.").await;
}

#[tokio::test]
async fn f6_shows_where_the_keys_are_in_every_column() {
    let blog = Blog::ferrow();
    let window = blog.ferrow_window(false, (1280, 800)).await;
    window.open_post(ferrow::RETRIES).await;
    // Far from the row that the keys are at: it is brought back into view.
    window
        .js(
            "document.querySelector('[data-testid=post-list]').scrollTop = 4000",
            Vec::new(),
        )
        .await;
    // The click left the keys with the list; the ring is for those who come with the keyboard.
    window.press("F6").await;
    window.press_until("F6", "the list", keys::LIST).await;
    let ringed = "
        const list = document.querySelector('[data-testid=post-list]'), at = list.getAttribute('aria-activedescendant');
        const row = document.getElementById(at), box = row?.getBoundingClientRect(), view = list.getBoundingClientRect();
        return Boolean(box) && box.top >= view.top && box.bottom <= view.bottom
            && getComputedStyle(row).outlineStyle === 'solid' && getComputedStyle(row, '::after').content === 'none'";
    window.until("a whole ring round the row", ringed).await;
    let ring = "const e = document.activeElement; return e.matches(':focus-visible') && getComputedStyle(e).outlineStyle === 'solid'";
    window
        .press_until("F6", "the library", "e.closest('[data-column=library]')")
        .await;
    window.until("a ring in the library", ring).await;
    window.press_until("F6", "the text", keys::TEXT).await;
    window
        .until(
            "the caret",
            "return Boolean(document.querySelector('.cm-focused .cm-cursor'))",
        )
        .await;
}
