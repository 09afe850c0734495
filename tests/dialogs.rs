//! Choosing a folder: with the system's dialog, without one, and a folder that is not a repository yet.
#![cfg(target_os = "linux")]
#![allow(clippy::expect_used, clippy::panic, reason = "tests stop where they fail")]

mod support;

use std::fs;

use galley_testkit::repo::Place;
use support::blog::{Blog, SETTINGS, post};
use support::window::{Setup, Window, script};

fn blog() -> Blog {
    Blog::with(&[("spring.md", &post("Spring tide", "The sea was here."))])
}

#[tokio::test]
async fn the_folder_that_the_dialog_gives_is_opened() {
    let blog = blog();
    let programs = blog.place.path().join("bin");
    let asked = blog.place.path().join("asked");
    script(
        &programs.join("zenity"),
        &format!(
            "printf '%s\\n' \"$@\" > '{}'\nprintf '%s\\n' '{}'",
            asked.display(),
            blog.folder.path().display()
        ),
    );
    let window = Window::open(
        &blog.place,
        Setup {
            programs: Some(programs),
            ..Setup::default()
        },
    )
    .await;
    window.press_button("Open folder…").await;
    window.reads("[data-column=posts]", "1 post").await;
    window.reads("[data-testid=library-column]", "Tide Tables").await;
    let asked = fs::read_to_string(asked).expect("the dialog was asked");
    assert!(asked.contains("--directory"), "for a folder: {asked}");
}

#[tokio::test]
async fn a_dialog_that_is_closed_changes_nothing() {
    let place = Place::new();
    let programs = place.path().join("bin");
    let asked = place.path().join("asked");
    script(
        &programs.join("zenity"),
        &format!(": > '{}'\nexit 1", asked.display()),
    );
    let window = Window::open(
        &place,
        Setup {
            programs: Some(programs),
            ..Setup::default()
        },
    )
    .await;
    window.press_button("Open folder…").await;
    support::until("the dialog's end", || asked.exists().then_some(())).await;
    window.see("[data-testid=welcome-screen][aria-busy=false]").await;
    window.named("Open folder…").await;
}

#[tokio::test]
async fn without_a_dialog_there_is_a_field_and_the_reason() {
    let blog = blog();
    let window = Window::open(&blog.place, Setup::default()).await;
    window
        .reads("[data-testid=welcome-screen]", "no dialog to choose a folder")
        .await;
    window.pictures("welcome-no-dialog", "light").await;
    window.fill("Folder to open", "/nowhere/at/all").await;
    window.press_button("Open").await;
    window
        .reads("[data-testid=welcome-screen]", "/nowhere/at/all")
        .await;
    window.see("[data-testid=welcome-screen][aria-busy=false]").await;
    window
        .fill(
            "Folder to open",
            blog.folder.path().to_str().expect("a readable path"),
        )
        .await;
    window.press("Enter").await;
    window.reads("[data-column=posts]", "1 post").await;
    window.accessible();
}

#[tokio::test]
async fn a_folder_without_history_is_made_a_repository_when_the_writer_agrees() {
    let place = Place::new();
    let folder = place.at("notes");
    folder.write("galley.toml", SETTINGS);
    folder.write("posts/spring.md", post("Spring tide", "The sea was here."));
    let before = folder.read("posts/spring.md");
    let dark = Setup {
        dark: true,
        ..Setup::default()
    };
    let window = Window::open(&place, dark).await;
    let path = folder.address();
    window.fill("Folder to open", &path).await;
    window.press_button("Open").await;
    window.see("[data-testid=folder-question]").await;
    window.pictures("not-a-repository", "dark").await;
    // Not now: nothing was made.
    window.press_button("Cancel").await;
    window.gone("[data-testid=folder-question]").await;
    assert!(!folder.path().join(".git").exists());

    window.press_button("Open").await;
    window.press_button("Make it a Git repository").await;
    window.reads("[data-column=posts]", "1 post").await;
    window.reads("footer", "No server yet").await;
    assert_eq!(folder.git(["rev-parse", "--is-inside-work-tree"]), "true");
    assert_eq!(folder.read("posts/spring.md"), before, "no file was touched");
    // And it works: a post can be changed there.
    window.open_post("posts/spring.md").await;
    window.click("[data-testid=manuscript]").await;
    window.press("Control+End").await;
    window.type_text("Now it is not.").await;
    support::until("the words in the file", || {
        String::from_utf8_lossy(&folder.read("posts/spring.md"))
            .contains("Now it is not.")
            .then_some(())
    })
    .await;
    window.accessible();
}
