//! Pictures of a real library, to be laid beside the drawn ones: same names, same sizes, same day.
#![cfg(target_os = "linux")]
#![allow(clippy::expect_used, clippy::panic, reason = "tests stop where they fail")]

mod support;

use galley_testkit::ferrow;
use serde_json::json;
use support::blog::Blog;
use support::keys::TEXT;
use support::page::SHEET;
use support::window::Window;

/// The middle of the line that ends with these words, where the caret goes.
const END_OF_WORDS: &str = "
const [words] = arguments;
for (const line of document.querySelectorAll('[data-testid=manuscript] .cm-line')) {
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at + words.length - 1);
    range.setEnd(node, at + words.length);
    const box = range.getBoundingClientRect();
    return [Math.round(box.right) - 1, Math.round(box.top + box.height / 2)];
  }
}
return null;
";

/// Opens the post of the pictures and puts the caret where they have it.
async fn main_screen(blog: &Blog, dark: bool, size: (u32, u32)) -> Window {
    let window = blog.ferrow_window(dark, size).await;
    window.open_post(ferrow::RETRIES).await;
    window.reads("[data-testid=manuscript]", "requests per tap").await;
    let place = window
        .until_with("the words", END_OF_WORDS, vec![json!("requests per tap")])
        .await;
    window.click_at(&place).await;
    window.focused("the text", TEXT).await;
    window.previewed("Three polite layers").await;
    for (state, count) in [
        ("All posts", "148"),
        ("Drafts", "6"),
        ("Scheduled", "2"),
        ("Published", "140"),
        ("Unpublished", "3"),
    ] {
        let group = window
            .named_in("[data-testid=library-column]", state)
            .await
            .text()
            .await
            .expect("its words");
        assert_eq!(group.split_whitespace().last(), Some(count), "{state}");
    }
    window.reads("footer", "3 unpublished").await;
    window.reads("footer", "Up to date with git.ferrow.example").await;
    window.reads("footer", "1 problem").await;
    window.see("[data-testid=manuscript] .ms-warning").await;
    window
        .reads("[data-testid=post-row][aria-selected=true]", "Today")
        .await;
    window
}

#[tokio::test]
async fn main_light() {
    let blog = Blog::ferrow();
    let window = main_screen(&blog, false, (1280, 800)).await;
    window.pictures("main", "light").await;
    window.accessible();
}

#[tokio::test]
async fn main_dark_and_large() {
    let blog = Blog::ferrow();
    let window = main_screen(&blog, true, (1280, 800)).await;
    window.pictures("main", "dark").await;
    window.resize(1680, 1050).await;
    window.previewed("Three polite layers").await;
    window.picture("main-1680-dark").await;
    window.accessible();
}

#[tokio::test]
async fn publishing_in_the_light() {
    publishing("light", false).await;
}

#[tokio::test]
async fn publishing_in_the_dark() {
    publishing("dark", true).await;
}

async fn publishing(name: &str, dark: bool) {
    let blog = Blog::ferrow();
    let window = blog.ferrow_window(dark, (1280, 800)).await;
    window.open_post(ferrow::CACHE).await;
    window.previewed("A cache that remembers absence").await;
    window.press_button("Publish…").await;
    for words in [
        "Publish 1 post",
        "2 files",
        "misses-per-minute.webp",
        "1 hint",
        "2 Jun 2026",
        "Stays here",
        "Small tables, large regrets",
    ] {
        window.reads(SHEET, words).await;
    }
    let pictures = "return [...document.querySelectorAll('[data-testid=publish-sheet] img')].every((i) => i.complete && i.naturalWidth > 0)";
    window.until("the pictures", pictures).await;
    window.pictures("publish", name).await;
    window.press_button_in(SHEET, "As lines").await;
    window.reads(SHEET, "two thirds").await;
    window.pictures("publish-lines", name).await;

    window.publish().await;
    window.reads(SHEET, "Published at 10:42").await;
    window
        .reads(
            SHEET,
            "and its picture are on the branch main. Nothing else went with them.",
        )
        .await;
    for words in ["1 hint, no problems", "2 files, ", "the server has this version"] {
        window.reads(SHEET, words).await;
    }
    window.pictures("published", name).await;
    assert_eq!(
        blog.remote.files_of("main"),
        [ferrow::CACHE, ferrow::PICTURE],
        "the post and its picture alone"
    );
    window.press_button_in(SHEET, "Done").await;
    window.reads("footer", "2 unpublished").await;
    window.accessible();
}

#[tokio::test]
async fn welcome_light() {
    welcome("light", false).await;
}

#[tokio::test]
async fn welcome_dark() {
    welcome("dark", true).await;
}

async fn welcome(name: &str, dark: bool) {
    // Opened once, so that it is among the recent ones.
    let blog = Blog::ferrow();
    let window = blog.ferrow_window(dark, (1280, 800)).await;
    window.press_button("Ferrow Engineering, library menu").await;
    window.press_button("Start or clone a blog…").await;
    window
        .reads("[data-testid=welcome-screen]", "~/Work/engineering-blog")
        .await;
    window
        .reads("[data-testid=welcome-screen]", "3 unpublished")
        .await;
    window.fill("Name", "Night Shift").await;
    window.pictures("welcome", name).await;
    // And back to it.
    window.press_button("Ferrow Engineering").await;
    window.reads("[data-column=posts]", "148 posts").await;
    window.accessible();
}
