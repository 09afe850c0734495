//! The main job, by mouse and keyboard: start a blog, write a post, read its proof, publish it.
#![cfg(target_os = "linux")]
#![allow(clippy::expect_used, clippy::panic, reason = "tests stop where they fail")]

mod support;

use galley_testkit::repo::Place;
use support::blog::went_out;
use support::keys;
use support::page::SHEET;
use support::window::{Setup, Window};

const TITLE: &str = "The lamp in the harbour office";
const BODY: &str = "The lamp goes on at four, whether or not a boat is due.";

#[tokio::test]
async fn from_the_welcome_screen_to_the_remote() {
    journey("light", Setup::default()).await;
}

#[tokio::test]
async fn the_same_in_a_small_window_in_the_dark() {
    journey(
        "900-dark",
        Setup {
            dark: true,
            size: Some((900, 600)),
            ..Setup::default()
        },
    )
    .await;
}

async fn journey(name: &str, setup: Setup) {
    let place = Place::new();
    let window = Window::open(&place, setup).await;
    let shot = async |screen: &str| {
        window.shot(&format!("journey-{screen}-{name}")).await;
    };

    window.see("[data-testid=welcome-screen]").await;
    shot("welcome").await;
    window.examine("welcome").await;
    let folder = place.path().join("harbour");
    window.fill("Name", "Harbour Notes").await;
    window
        .fill("Folder", folder.to_str().expect("a readable path"))
        .await;
    window.press_button("Start writing").await;

    window.see("[data-testid=library-column]").await;
    window
        .until(
            "the starter's twelve posts",
            "return document.querySelectorAll('[data-testid=post-row]').length >= 5",
        )
        .await;
    window.reads("[data-column=posts]", "12 posts").await;
    shot("starter").await;
    window.examine("the list").await;

    window.press_button("New post").await;
    window
        .focused("the title, ready to be typed over", keys::TITLE)
        .await;
    window.type_text(TITLE).await;
    window.click("[data-testid=manuscript]").await;
    window.type_text(BODY).await;
    for tag in ["harbour", "lamps"] {
        window.press_button("Add tag").await;
        window.focused("the field for a tag", keys::TAG).await;
        window.type_text(&format!("{tag}\n")).await;
        window.named(&format!("Remove the tag {tag}")).await;
        window.press("Escape").await;
    }
    assert_eq!(window.manuscript().await.trim(), BODY);
    if window
        .js(
            "return !document.querySelector('[data-testid=preview-frame]')",
            Vec::new(),
        )
        .await
        == true
    {
        // Both do not fit into a small window.
        shot("text").await;
        window.press_button_in("[data-testid=desk]", "Preview").await;
    }
    window.previewed(BODY).await;
    window.previewed(TITLE).await;
    window
        .reads("[data-testid=post-row][aria-selected=true]", "harbour, lamps")
        .await;
    shot("written").await;
    window.examine("the desk").await;

    window.press_button("Publish…").await;
    window.reads(SHEET, "Publish 1 post").await;
    window.reads(SHEET, TITLE).await;
    window.reads(SHEET, "the draft mark is removed").await;
    shot("publish").await;
    window.examine("the publish sheet").await;
    window.publish().await;
    window.reads(SHEET, "Published at").await;
    window.reads(SHEET, "Nothing else went with it.").await;
    shot("published").await;
    window.examine("the published post").await;
    window.press_button_in(SHEET, "Done").await;
    window.gone(SHEET).await;
    window.reads("footer", "Nothing to publish").await;

    window.accessible();
    went_out(&place, "harbour", TITLE, BODY, &["harbour", "lamps"]);
}
