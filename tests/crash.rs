//! The app is killed in the middle of a sentence, and the sentence comes back.
#![cfg(target_os = "linux")]
#![allow(clippy::expect_used, clippy::panic, reason = "tests stop where they fail")]

mod support;

use support::blog::{Blog, post};
use support::process::{kill, lives};
use support::window::{Setup, Window};
use support::{log, until};

const PATH: &str = "posts/spring-tide.md";
const BEFORE: &str = "The sea was here.";
const TYPED: &str = " Then it was there";

fn blog() -> Blog {
    Blog::with(&[
        ("spring-tide.md", &post("Spring tide", BEFORE)),
        ("neap.md", &post("Neap", "Less of it.")),
    ])
}

/// Types into the post until the recovery log has every letter, and ends the app before it is saved.
async fn type_and_kill(blog: &Blog) {
    let window = Window::open(&blog.place, blog.setup()).await;
    window.open_post(PATH).await;
    window.click("[data-testid=manuscript]").await;
    window.press("Control+End").await;
    window.press("ArrowUp").await;
    window.press("End").await;
    window.type_text(TYPED).await;
    until("the words in the recovery log", || {
        log::typed(&blog.place).contains(TYPED).then_some(())
    })
    .await;
    let app = window.app();
    kill(app);
    until("the app's end", || (!lives(app)).then_some(())).await;
    let file = String::from_utf8(blog.folder.read(PATH)).expect("text");
    assert!(
        !file.contains(TYPED),
        "killed before it was saved, or this tests nothing"
    );
}

#[tokio::test]
async fn words_that_were_not_saved_are_put_back() {
    let blog = blog();
    let head = blog.folder.head();
    type_and_kill(&blog).await;

    let window = Window::open(&blog.place, blog.setup()).await;
    window.see("[data-testid=recovery-sheet]").await;
    window
        .reads("[data-testid=recovery-sheet]", "Then it was there")
        .await;
    window.reads("[data-testid=recovery-sheet]", "Spring tide").await;
    window.pictures("recovery", "light").await;
    window.press_button("Put them back").await;
    window.gone("[data-testid=recovery-sheet]").await;
    window.on_desk(PATH).await;
    window
        .reads("[data-testid=manuscript]", "The sea was here. Then it was there")
        .await;
    let whole = post("Spring tide", &format!("{BEFORE}{TYPED}"));
    until("the words in the file", || {
        (blog.folder.read(PATH) == whole.as_bytes()).then_some(())
    })
    .await;
    until("an empty log", || {
        log::typed(&blog.place).is_empty().then_some(())
    })
    .await;
    assert_eq!(blog.folder.status(), [format!(" M {PATH}")]);
    assert_eq!(blog.folder.head(), head);
    drop(window);

    // They are offered once.
    let window = Window::open(&blog.place, blog.setup()).await;
    window.see("[data-testid=post-row]").await;
    window.open_post(PATH).await;
    assert!(
        window
            .client
            .find(fantoccini::Locator::Css("[data-testid=recovery-sheet]"))
            .await
            .is_err()
    );
    window.accessible();
}

#[tokio::test]
async fn a_file_that_shall_stay_as_it_is_stays() {
    let blog = blog();
    type_and_kill(&blog).await;
    let before = blog.folder.read(PATH);
    let dark = Setup {
        dark: true,
        ..blog.setup()
    };
    let window = Window::open(&blog.place, dark).await;
    window.see("[data-testid=recovery-sheet]").await;
    window.pictures("recovery", "dark").await;
    window.press_button("Leave the file as it is").await;
    window.gone("[data-testid=recovery-sheet]").await;
    until("an empty log", || {
        log::typed(&blog.place).is_empty().then_some(())
    })
    .await;
    assert_eq!(blog.folder.read(PATH), before);
    window.accessible();
}

#[tokio::test]
async fn the_page_alone_is_killed() {
    let blog = blog();
    let window = Window::open(&blog.place, blog.setup()).await;
    window.open_post(PATH).await;
    window.click("[data-testid=manuscript]").await;
    window.press("Control+End").await;
    window.type_text("Still counted.").await;
    until("the words in the recovery log", || {
        log::typed(&blog.place).contains("Still counted.").then_some(())
    })
    .await;
    // The page's last act was to open the library, which is noted in the list of recent ones.
    let recent = blog.place.path().join("home/.local/state/galley/recent.json");
    std::fs::remove_file(&recent).expect("the list of recent libraries");
    let app = window.app();
    let page = window.web_process();
    kill(page);
    until("the page's end", || (!lives(page)).then_some(())).await;
    // The library is not in that process: it saves what it had.
    until("the words in the file", || {
        String::from_utf8_lossy(&blog.folder.read(PATH))
            .contains("Still counted.")
            .then_some(())
    })
    .await;
    // A new page stands in for the dead one, and goes on with the same library. The WebDriver session ended with the old
    // page, so this is seen by what the new one does.
    until("another page", || {
        window
            .web_processes()
            .iter()
            .any(|process| *process != page)
            .then_some(())
    })
    .await;
    until("the library opened by it", || {
        let list = std::fs::read_to_string(&recent).ok()?;
        list.contains(&blog.folder.address()).then_some(())
    })
    .await;
    assert!(lives(app), "the app goes on");
    assert!(
        log::typed(&blog.place).is_empty(),
        "nothing is left to be put back"
    );
}
