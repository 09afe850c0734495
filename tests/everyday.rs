//! What a writer does every day beside writing, by keys alone in a real window: settings and other keys, several posts at once, a
//! date from the calendar, the problems of a post. Each is looked for on the disk.
#![cfg(target_os = "linux")]
#![allow(clippy::expect_used, clippy::panic, reason = "tests stop where they fail")]

mod support;

use std::fs;

use galley_testkit::ferrow;
use support::blog::{Blog, post};
use support::keys::{LIST, TEXT};
use support::window::Window;
use support::{LIGHT, schemes, until};

/// Waits until a file of the blog or of the writer's home has these words.
async fn in_file(blog: &Blog, path: &str, words: &str) {
    let file = match path.strip_prefix("~/") {
        Some(path) => blog.place.path().join("home").join(path),
        None => blog.setup().open.expect("a folder").join(path),
    };
    let written = || fs::read_to_string(&file).ok().filter(|text| text.contains(words));
    until(words, written).await;
}

const SEARCH: &str = "e?.getAttribute('type') === 'search' || e?.getAttribute('role') === 'searchbox'";
const SETTINGS: &str = "~/.config/galley/settings.toml";

#[tokio::test]
async fn a_setting_is_found_by_name_and_a_command_gets_other_keys() {
    for (name, dark) in schemes(LIGHT) {
        let blog = Blog::ferrow();
        let window = blog.ferrow_window(dark, (1280, 800)).await;
        window.open_post(ferrow::CACHE).await;
        window.press_until("F6", "the text", TEXT).await;
        window.press("Control+,").await;
        window.focused("the search of the settings", SEARCH).await;
        window.shot(&format!("settings-{name}")).await;
        window.type_text("focus").await;
        window
            .press_until(
                "Tab",
                "the switch",
                "e?.getAttribute('role') === 'checkbox' || e?.type === 'checkbox'",
            )
            .await;
        window.press("Space").await;
        in_file(&blog, SETTINGS, "focus = true").await;
        window.press("Escape").await;
        window.press_until("Shift+Tab", "the search", SEARCH).await;
        window.press("Control+a").await;
        window.type_text("history").await;
        let key =
            "e?.tagName === 'BUTTON' && /Ctrl/.test(e.textContent) && e.closest('[data-testid=settings]')";
        window.press_until("Tab", "the keys of history", key).await;
        window.press("Enter").await;
        window.press("Control+Shift+Y").await;
        in_file(&blog, SETTINGS, "history = \"Mod+Shift+Y\"").await;
        window.shot(&format!("settings-keys-{name}")).await;
        window.press("Escape").await;
        window.press("Escape").await;
        window.press("Escape").await;
        window.focused("the text again", TEXT).await;
        window.press("Control+Shift+Y").await;
        window.see("[data-testid=history]").await;
    }
}

#[tokio::test]
async fn several_posts_get_a_tag_at_once_and_lose_it_by_undo() {
    for (name, dark) in schemes(LIGHT) {
        let blog = Blog::with(&[
            ("one.md", &post("One", "First words.\n")),
            ("two.md", &post("Two", "Second words.\n")),
            ("three.md", &post("Three", "Third words.\n")),
        ]);
        let mut setup = blog.setup();
        setup.dark = dark;
        let window = Window::open(&blog.place, setup).await;
        window.press_until("F6", "the list", LIST).await;
        window.press("Control+a").await;
        let bar = "return document.body.textContent.includes('3 posts chosen')";
        window.until("the bar", bar).await;
        window.shot(&format!("posts-chosen-{name}")).await;
        window
            .press_until("Tab", "Tags…", "e?.textContent.trim() === 'Tags…'")
            .await;
        window.press("Enter").await;
        window
            .focused("the field for a tag", "e?.getAttribute('role') === 'combobox'")
            .await;
        window.type_text("moon\n").await;
        let lines = "return document.querySelector('[role=dialog]')?.textContent.includes('moon') && \
                     [...document.querySelectorAll('[role=dialog] button')].some((b) => /^Change 3 posts/.test(b.textContent.trim()) && !b.disabled)";
        window.until("the lines", lines).await;
        window.shot(&format!("posts-tags-{name}")).await;
        window
            .press_until(
                "Tab",
                "the button",
                "/^Change 3 posts/.test(e?.textContent.trim() ?? '')",
            )
            .await;
        window.press("Enter").await;
        for path in ["posts/one.md", "posts/two.md", "posts/three.md"] {
            in_file(&blog, path, "tags: [tides, moon]").await;
        }
        window.focused("the list", LIST).await;
        window.press("Control+z").await;
        for path in ["posts/one.md", "posts/two.md", "posts/three.md"] {
            in_file(&blog, path, "tags: [tides]").await;
        }
    }
}

#[tokio::test]
async fn a_date_comes_from_the_calendar() {
    for (name, dark) in schemes(LIGHT) {
        let blog = Blog::with(&[("one.md", &post("One", "First words.\n"))]);
        let mut setup = blog.setup();
        setup.dark = dark;
        let window = Window::open(&blog.place, setup).await;
        window.open_post("posts/one.md").await;
        window.press_until("F6", "the text", TEXT).await;
        window
            .press_until(
                "Shift+Tab",
                "the date",
                "/^Date/.test(e?.getAttribute('aria-label') ?? '')",
            )
            .await;
        window.press("Enter").await;
        window
            .press_until("Tab", "the grid", "Boolean(e?.closest('[role=grid]'))")
            .await;
        window.shot(&format!("calendar-{name}")).await;
        // From the 2nd of January a month on, and to the end of that week.
        window.press("ArrowRight").await;
        window.press("ArrowDown").await;
        window.press("Enter").await;
        in_file(&blog, "posts/one.md", "date: 2026-01-10T09:30:00+01:00").await;
    }
}

#[tokio::test]
async fn f8_goes_to_a_problem_and_alt_enter_mends_it() {
    let blog = Blog::with(&[(
        "one.md",
        &post(
            "One",
            "First.\n\n# A heading\n\nText.\n\n#### Too deep\n\nMore.\n",
        ),
    )]);
    let window = Window::open(&blog.place, blog.setup()).await;
    window.open_post("posts/one.md").await;
    window.press_until("F6", "the text", TEXT).await;
    window
        .until(
            "the problem",
            "return !!document.querySelector('[data-testid=desk] [class*=problem]')",
        )
        .await;
    window.press("F8").await;
    window.shot("problem-on-desk").await;
    window.press("Alt+Enter").await;
    window
        .until(
            "the ways",
            "return /Make it/.test(document.activeElement?.textContent ?? '')",
        )
        .await;
    window.shot("problem-ways").await;
    window.press("Alt+Enter").await;
    let file = blog.setup().open.expect("a folder").join("posts/one.md");
    let mended = || {
        let text = fs::read_to_string(&file).ok()?;
        (!text.contains("#### Too deep")).then_some(())
    };
    until("the mended heading", mended).await;
    window.focused("the text again", TEXT).await;
}
