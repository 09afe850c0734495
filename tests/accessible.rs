//! Every screen in a real window, judged by axe-core: nothing serious or critical on any of them, in light and in dark. What
//! comes back after a crash, the questions of a server and the stages of publishing are judged where they are tested.
#![cfg(target_os = "linux")]
#![allow(clippy::expect_used, clippy::panic, reason = "tests stop where they fail")]

mod support;

use std::fs;

use galley_testkit::ferrow;
use galley_testkit::repo::Place;
use support::blog::{Blog, post};
use support::keys::{LIST, TEXT};
use support::page::SHEET;
use support::window::{Setup, Window};
use support::{DARK, LIGHT, schemes};

const PALETTE: &str = "[role=combobox][aria-expanded=true]";
const CHOSEN: &str =
    "document.getElementById(document.activeElement.getAttribute('aria-activedescendant'))?.textContent";
const POPOVER: &str = "[role=dialog], [role=menu], [popover]";
const DESK: &str = "[data-testid=desk]";
const PREVIEW: &str = "section[aria-label=Preview]";
const FORM: &str = "[data-testid=fields-form]";

/// Examines this screen, which stands when this is seen.
async fn judge(window: &Window, screen: &str, seen: &str) {
    window.see(seen).await;
    // What is about to be moved is being moved after it was drawn.
    let drawn = "requestAnimationFrame(() => requestAnimationFrame(() => arguments[0](true)))";
    let drawn = window.client.execute_async(drawn, Vec::new()).await;
    drawn.expect("a drawn window");
    let still = "return document.getAnimations().every((a) => a.playState !== 'running' || a.effect?.getTiming().iterations === Infinity)";
    window.until("a page at rest", still).await;
    window.examine(screen).await;
}

/// Chooses a command by its name.
async fn command(window: &Window, name: &str) {
    window.press("Control+k").await;
    window.see(PALETTE).await;
    window.type_text(name).await;
    window
        .until(name, &format!("return {CHOSEN}?.includes('{name}')"))
        .await;
    window.press("Enter").await;
}

/// Opens what a button of the desk opens, examines it, and closes it.
async fn opened(window: &Window, name: &str) {
    window.press_button_in(DESK, name).await;
    let is_open =
        "return [...document.querySelectorAll(arguments[0])].some((e) => e.getClientRects().length > 0)";
    window.until_with(name, is_open, vec![POPOVER.into()]).await;
    judge(window, name, DESK).await;
    window.press("Escape").await;
    let closed = is_open.replace("return [", "return ![");
    window
        .until_with("it to close", &closed, vec![POPOVER.into()])
        .await;
}

async fn text(window: &Window) {
    window.press_until("F6", "the text", TEXT).await;
}

#[tokio::test]
async fn the_desk_and_what_opens_on_it() {
    for (_, dark) in schemes(LIGHT) {
        let blog = Blog::ferrow();
        let window = blog.ferrow_window(dark, (1280, 800)).await;
        judge(&window, "no post is open", "main").await;
        window.open_post(ferrow::CACHE).await;
        window.previewed("A cache that remembers absence").await;
        judge(&window, "a post and its preview", DESK).await;
        for name in ["Outline", "Text settings", "More for this post", "Status", "Date"] {
            opened(&window, name).await;
        }
        window.press_button("Front page").await;
        judge(&window, "the front page", "[data-testid=front-frame]").await;
        window.press_button("Link card").await;
        judge(&window, "the card of a link", "[data-testid=link-card]").await;
        window.press_button_in(PREVIEW, "Post").await;
        window.press_button("Find and copy").await;
        window.press_button("Find in preview").await;
        judge(&window, "find in the preview", "[data-testid=find-bar]").await;
        window.press("Escape").await;

        text(&window).await;
        window.press("Control+f").await;
        window.type_text("the").await;
        judge(&window, "find in the text", "[data-testid=find-in-text]").await;
        window.press("Escape").await;
        window.press("Control+k").await;
        judge(&window, "the palette", PALETTE).await;
        window.type_text("zzz").await;
        judge(&window, "the palette with nothing found", "[role=dialog]").await;
        window.press("Escape").await;
        text(&window).await;
        window.press("Control+/").await;
        judge(&window, "all keys", "[role=dialog]").await;
        window.press("Escape").await;
        window.gone("[role=dialog]").await;
        window.press("Control+,").await;
        judge(&window, "the settings", "[data-testid=settings]").await;
        window.press("Escape").await;
        window.gone("[data-testid=settings]").await;

        window.click("[data-fields-button]").await;
        judge(&window, "the fields", FORM).await;
        window.press_button_in(FORM, "Only changes").await;
        judge(&window, "the fields that are others", FORM).await;
        window.press_button_in(FORM, "Add a field…").await;
        judge(&window, "one more field", &format!("{FORM} select")).await;
        window.click("[data-fields-button]").await;
        window.gone(FORM).await;
        window.accessible();
    }
}

#[tokio::test]
async fn small_windows_and_the_sheets() {
    for (_, dark) in schemes(DARK) {
        let blog = Blog::ferrow();
        let window = blog.ferrow_window(dark, (1280, 800)).await;
        window.open_post(ferrow::CACHE).await;
        window.previewed("A cache that remembers absence").await;
        judge(&window, "the main screen", DESK).await;
        window.press_until("F6", "the list", LIST).await;
        window.press("F2").await;
        judge(&window, "another name", "[data-testid=rename-dialog]").await;
        window.press("Escape").await;
        window.gone("[data-testid=rename-dialog]").await;
        window.press("Control+a").await;
        judge(&window, "several posts", "[data-testid=many-bar]").await;
        window.press("Escape").await;
        window.gone("[data-testid=many-bar]").await;
        window.press_button("Ferrow Engineering, library menu").await;
        judge(&window, "the library's menu", "[role=menu]").await;
        window.press("Escape").await;

        window.press_button("Publish…").await;
        window.named_in(SHEET, "Publish").await;
        judge(&window, "the publish sheet", SHEET).await;
        window.press_button_in(SHEET, "As lines").await;
        window.reads(SHEET, "two thirds").await;
        judge(&window, "the publish sheet with lines", SHEET).await;
        window.publish().await;
        window.reads(SHEET, "Published at").await;
        judge(&window, "published", SHEET).await;
        window.press_button_in(SHEET, "Done").await;
        window.gone(SHEET).await;

        window.resize(900, 600).await;
        judge(&window, "the rail of a window of 900", DESK).await;
        window.resize(640, 480).await;
        judge(&window, "the desk of the smallest window", DESK).await;
        window.press_button_in(DESK, "Posts").await;
        judge(
            &window,
            "the posts of the smallest window",
            "[data-testid=post-list]",
        )
        .await;
        window.press("Control+,").await;
        judge(
            &window,
            "the settings in the smallest window",
            "[data-testid=settings]",
        )
        .await;
        window.accessible();
    }
}

/// A blog in which there is something to see on each page over all posts, and its window.
async fn full(dark: bool) -> (Blog, Window) {
    let broken = post("Ebb", "See [that](slak.md).\n\n![](gone.png)").replace("[tides]", "[tides, Tide]");
    let blog = Blog::with(&[
        ("ebb.md", &broken),
        ("slack.md", &post("Slack", "Water stands.")),
        ("bore.md", &post("Bore", "All at once.")),
    ]);
    blog.folder.remove("posts/bore.md");
    blog.folder
        .write("posts/slack.md", post("Slack", "Water stands.\n\nFor an hour."));
    blog.folder.commit_all("Say for how long");
    let setup = Setup { dark, ..blog.setup() };
    let window = Window::open(&blog.place, setup).await;
    window.open_post("posts/slack.md").await;
    (blog, window)
}

#[tokio::test]
async fn what_goes_over_all_posts_and_all_versions() {
    for (_, dark) in schemes(DARK) {
        let (blog, window) = full(dark).await;
        command(&window, "Check all posts").await;
        let problems = "[data-testid=problems]";
        window.reads(problems, "Links that lead nowhere").await;
        judge(&window, "all problems", problems).await;
        let first = "[...document.querySelectorAll('[data-testid=problems] :is(button, [role=option], [role=treeitem])')]
            .find((row) => row.textContent.includes('slak.md')).click()";
        window.js(first, Vec::new()).await;
        judge(&window, "a problem and its fix", "[data-testid=fix-panel]").await;
        command(&window, "All tags").await;
        window.reads("[data-testid=tag-table]", "tides").await;
        judge(&window, "all tags", "[data-testid=tags]").await;
        let row = "[...document.querySelectorAll('[data-testid=tag-table] *')]
            .find((e) => !e.children.length && e.textContent.trim() === 'tides').closest('[role=row], tr, li').focus()";
        window.js(row, Vec::new()).await;
        window.press("F2").await;
        window.fill("New name", "sea").await;
        judge(&window, "another name for a tag", "[role=dialog] [type=checkbox]").await;
        window.press("Escape").await;
        window.gone("[role=dialog]").await;
        // From there to the posts again.
        window.press("Alt+1").await;
        window.gone("[data-testid=tags]").await;
        window.open_post("posts/slack.md").await;
        text(&window).await;
        window.press("Control+Shift+H").await;
        window
            .reads("[data-testid=version-list]", "Say for how long")
            .await;
        judge(&window, "the versions of a post", "[data-testid=history]").await;
        window.press("Escape").await;
        window.gone("[data-testid=history]").await;
        command(&window, "Deleted posts").await;
        window.reads("[role=dialog]", "Bore").await;
        judge(&window, "deleted posts", "[role=dialog]").await;
        window.press("Escape").await;
        window.gone("[role=dialog]").await;

        text(&window).await;
        window.press("Control+End").await;
        window.type_text("Mine.").await;
        blog.folder.write(
            "posts/slack.md",
            post("Slack", "Water stands still.\n\nFor two hours."),
        );
        judge(
            &window,
            "the file was changed",
            "[data-testid=banner-two-versions]",
        )
        .await;
        window.press_button("See both").await;
        judge(&window, "two versions", "[data-testid=meeting]").await;
        window.accessible();
    }
}

#[tokio::test]
async fn the_problems_drawer_the_server_and_the_branches() {
    for (_, dark) in schemes(LIGHT) {
        let (blog, window) = full(dark).await;
        window.open_post("posts/ebb.md").await;
        window.reads("footer", "problem").await;
        let drawer = "[...document.querySelectorAll('footer button')].find((b) => /problem/.test(b.textContent)).click()";
        window.js(drawer, Vec::new()).await;
        judge(
            &window,
            "the drawer of problems",
            "[data-testid=problems-drawer], [aria-label*=roblems]",
        )
        .await;
        window.press("Escape").await;
        window.press_button("main branch").await;
        judge(&window, "the branches", "[data-testid=repository-panel]").await;
        window.press("Escape").await;
        window.press("Control+Shift+G").await;
        judge(&window, "the server's changes", "[data-testid=sync-panel]").await;
        window.press("Escape").await;
        window.click("[data-testid=status-server]").await;
        window.press_button("Test the connection…").await;
        judge(&window, "the tests of the connection", "[data-testid=connection]").await;
        window.press("Escape").await;
        window.gone("[data-testid=connection]").await;

        // Git knows no writer any more: who signs is asked first.
        fs::remove_file(blog.place.path().join("home/.gitconfig")).expect("the writer's name in Git");
        blog.folder.write("posts/ebb.md", post("Ebb", "Water goes."));
        window.previewed("Water goes.").await;
        window.press_button("Publish…").await;
        window
            .reads(SHEET, "Git does not know yet who writes here.")
            .await;
        judge(&window, "the publish sheet that cannot publish", SHEET).await;
        window.publish().await;
        window.reads("[role=dialog]", "Who signs your versions?").await;
        judge(&window, "who signs", "[role=dialog]").await;
        window.accessible();
    }
}

#[tokio::test]
async fn the_welcome_screen_and_its_forms() {
    for (_, dark) in schemes(LIGHT) {
        let place = Place::new();
        let setup = Setup {
            dark,
            ..Setup::default()
        };
        let window = Window::open(&place, setup).await;
        judge(&window, "welcome", "[data-testid=welcome-screen]").await;
        window.fill("Name", "Night Shift").await;
        judge(&window, "a blog to start", "[data-testid=welcome-screen]").await;
        window
            .fill("Address of the blog to copy", "git@nowhere.example:blog.git")
            .await;
        judge(&window, "a blog to copy", "[data-testid=welcome-screen]").await;
        window.resize(640, 480).await;
        judge(
            &window,
            "welcome in the smallest window",
            "[data-testid=welcome-screen]",
        )
        .await;
        window.accessible();
    }
}
