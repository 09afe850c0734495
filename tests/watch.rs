//! Other programs at work in the open folder: the list follows, and no text is lost on either side.
#![cfg(target_os = "linux")]
#![allow(clippy::expect_used, clippy::panic, reason = "tests stop where they fail")]

mod support;

use std::time::Instant;

use serde_json::json;
use support::blog::{Blog, post};
use support::until;
use support::window::{Setup, Window};

fn blog() -> Blog {
    Blog::with(&[
        ("ebb.md", &post("Ebb", "Water goes.")),
        ("flow.md", &post("Flow", "Water comes.")),
        ("slack.md", &post("Slack", "Water waits.")),
    ])
}

async fn open(blog: &Blog) -> Window {
    open_as(blog, false).await
}

async fn open_as(blog: &Blog, dark: bool) -> Window {
    let setup = Setup { dark, ..blog.setup() };
    let window = Window::open(&blog.place, setup).await;
    window.reads("[data-column=posts]", "3 posts").await;
    window
}

async fn row_says(window: &Window, path: &str, words: &str) {
    let script = "return document.querySelector(`[data-path=\"${arguments[0]}\"]`)?.textContent.includes(arguments[1]) ?? false";
    window
        .until_with(
            &format!("“{words}” in {path}'s row"),
            script,
            vec![json!(path), json!(words)],
        )
        .await;
}

#[tokio::test]
async fn the_list_follows_the_folder() {
    let blog = blog();
    let window = open(&blog).await;
    let timed = |what: &str, begun: Instant| eprintln!("{what}: {} ms", begun.elapsed().as_millis());

    let begun = Instant::now();
    blog.folder
        .write("posts/ebb.md", post("Low water", "Water went."));
    row_says(&window, "posts/ebb.md", "Low water").await;
    timed("a changed post is shown after", begun);

    let begun = Instant::now();
    blog.folder.write("posts/bore.md", post("Bore", "All at once."));
    row_says(&window, "posts/bore.md", "Bore").await;
    timed("a new post is shown after", begun);
    window.reads("[data-column=posts]", "4 posts").await;

    let begun = Instant::now();
    blog.folder.remove("posts/slack.md");
    window.gone("[data-path='posts/slack.md']").await;
    timed("a deleted post is gone after", begun);
    window.reads("[data-column=posts]", "3 posts").await;

    let begun = Instant::now();
    blog.folder
        .write("posts/deep/trench.md", post("Trench", "Far down."));
    row_says(&window, "posts/deep/trench.md", "Trench").await;
    timed("a post in a new folder is shown after", begun);

    let begun = Instant::now();
    blog.folder.commit_all("By another program");
    window.reads("footer", "1 version waits to be sent").await;
    timed("a commit by another program is shown after", begun);
}

#[tokio::test]
async fn an_open_post_without_edits_shows_the_new_text() {
    let blog = blog();
    let window = open(&blog).await;
    window.open_post("posts/flow.md").await;
    window.reads("[data-testid=manuscript]", "Water comes.").await;
    let begun = Instant::now();
    blog.folder
        .write("posts/flow.md", post("High water", "Water came, and stayed."));
    window
        .reads("[data-testid=manuscript]", "Water came, and stayed.")
        .await;
    eprintln!("the editor shows it after: {} ms", begun.elapsed().as_millis());
    window.reads("[data-testid=desk] textarea", "High water").await;
    window.previewed("Water came, and stayed.").await;
    assert!(
        window
            .client
            .find(fantoccini::Locator::Css("[data-testid=banner-two-versions]"))
            .await
            .is_err()
    );
    assert_eq!(
        blog.folder.read("posts/flow.md"),
        post("High water", "Water came, and stayed.").into_bytes()
    );
}

/// Types into the open post and lets another program write the file before it is saved.
async fn two_versions(blog: &Blog, window: &Window) {
    window.open_post("posts/flow.md").await;
    window.click("[data-testid=manuscript]").await;
    window.press("Control+Home").await;
    window.press("ArrowDown").await;
    window.press("Home").await;
    window.type_text("Mine. ").await;
    blog.folder.write("posts/flow.md", post("Flow", "Theirs."));
    window.see("[data-testid=banner-two-versions]").await;
    window.type_text("Mine too. ").await;
    window.reads("[data-testid=manuscript]", "Mine. Mine too.").await;
    assert_eq!(
        blog.folder.read("posts/flow.md"),
        post("Flow", "Theirs.").into_bytes(),
        "nothing is written over it"
    );
    window.press_button("See both").await;
    window
        .reads("[data-testid=two-versions-sheet]", "Mine. Mine too.")
        .await;
    window.reads("[data-testid=two-versions-sheet]", "Theirs.").await;
}

#[tokio::test]
async fn an_open_post_with_edits_has_two_versions_and_both_are_kept() {
    let blog = blog();
    let window = open(&blog).await;
    two_versions(&blog, &window).await;
    window.pictures("two-versions", "light").await;
    window.press_button("Keep both").await;
    window.gone("[data-testid=two-versions-sheet]").await;
    window.gone("[data-testid=banner-two-versions]").await;
    let text = || {
        let files = std::fs::read_dir(blog.folder.path().join("posts")).expect("posts");
        files
            .map(|file| std::fs::read_to_string(file.expect("a file").path()).expect("text"))
            .collect::<String>()
    };
    until("both texts on disk", || {
        (text().contains("Mine. Mine too.") && text().contains("Theirs.")).then_some(())
    })
    .await;
    window.accessible();
}

#[tokio::test]
async fn mine_is_kept_when_the_writer_says_so() {
    let blog = blog();
    let window = open_as(&blog, true).await;
    two_versions(&blog, &window).await;
    window.pictures("two-versions", "dark").await;
    window.press_button("Keep mine").await;
    window.gone("[data-testid=two-versions-sheet]").await;
    until("my text on disk", || {
        let text = String::from_utf8(blog.folder.read("posts/flow.md")).expect("text");
        (text.contains("Mine. Mine too.") && !text.contains("Theirs.")).then_some(())
    })
    .await;
    window.accessible();
}

#[tokio::test]
async fn theirs_is_taken_when_the_writer_says_so() {
    let blog = blog();
    let window = open(&blog).await;
    two_versions(&blog, &window).await;
    window.press_button("Take theirs").await;
    window.gone("[data-testid=two-versions-sheet]").await;
    window
        .until(
            "their text alone",
            "return document.querySelector('[data-testid=manuscript]').textContent.trim() === 'Theirs.'",
        )
        .await;
    assert_eq!(
        blog.folder.read("posts/flow.md"),
        post("Flow", "Theirs.").into_bytes()
    );
}
