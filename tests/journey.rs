//! The main job, by mouse and keyboard: start a blog, write a post, read its proof, publish it.
#![cfg(target_os = "linux")]
#![allow(clippy::expect_used, clippy::panic, reason = "tests stop where they fail")]

mod support;

use galley_testkit::repo::{Place, Repo};
use support::window::{Setup, Window};

const TITLE: &str = "The lamp in the harbour office";
const BODY: &str = "The lamp goes on at four, whether or not a boat is due.";

#[tokio::test]
async fn from_the_welcome_screen_to_the_remote() {
    journey("light", Setup::default()).await;
}

#[tokio::test]
async fn the_same_in_the_dark() {
    journey(
        "dark",
        Setup {
            dark: true,
            ..Setup::default()
        },
    )
    .await;
}

#[tokio::test]
async fn the_same_in_a_small_window() {
    journey(
        "900-light",
        Setup {
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
        .until(
            "the title, ready to be typed over",
            "return document.activeElement?.getAttribute('aria-label') === 'Title'",
        )
        .await;
    window.type_text(TITLE).await;
    window.click("[data-testid=manuscript]").await;
    window.type_text(BODY).await;
    for tag in ["harbour", "lamps"] {
        window.press_button("Add tag").await;
        window
            .until(
                "the field for a tag",
                "return document.activeElement?.getAttribute('role') === 'combobox'",
            )
            .await;
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
    window
        .reads("[data-testid=publish-sheet]", "Publish 1 post")
        .await;
    window.reads("[data-testid=publish-sheet]", TITLE).await;
    window
        .reads("[data-testid=publish-sheet]", "the draft mark is removed")
        .await;
    shot("publish").await;
    window.examine("the publish sheet").await;
    window.publish().await;
    window.reads("[data-testid=publish-sheet]", "Published at").await;
    window
        .reads("[data-testid=publish-sheet]", "Nothing else went with it.")
        .await;
    shot("published").await;
    window.examine("the published post").await;
    window
        .press_button_in("[data-testid=publish-sheet]", "Done")
        .await;
    window.gone("[data-testid=publish-sheet]").await;
    window.reads("footer", "Nothing to publish").await;

    window.accessible();
    went_out(
        &place.at("harbour.git"),
        &place.at("harbour"),
        &["harbour", "lamps"],
    );
}

/// The remote's last version is this post alone, as a public one.
fn went_out(remote: &Repo, folder: &Repo, tags: &[&str]) {
    assert_eq!(
        remote.subjects("main").len(),
        2,
        "the starter's version, and one more"
    );
    let files = remote.files_of("main");
    assert_eq!(files.len(), 1, "one file: {files:?}");
    let status = remote.git(["show", "--format=", "--name-status", "main"]);
    assert!(status.starts_with("A\t"), "a new one: {status}");
    let text = remote.git(["show", &format!("main:{}", files[0])]);
    let (head, body) = text
        .strip_prefix("---\n")
        .expect("a head")
        .split_once("\n---\n")
        .expect("its end");
    assert!(head.contains(TITLE), "{head}");
    for tag in tags {
        assert!(head.contains(tag), "{tag}: {head}");
    }
    assert!(!head.contains("draft: true"), "{head}");
    assert_eq!(body.trim(), BODY);
    let sent = remote
        .try_git(["cat-file", "blob", &format!("main:{}", files[0])])
        .stdout;
    assert!(folder.read(&files[0]) == sent, "the file is what went out");
    assert_eq!(folder.status(), Vec::<String>::new(), "nothing is left over");
    remote.fsck();
}
