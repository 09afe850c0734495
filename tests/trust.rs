//! A repository that brings checks of its own, in a real window: it is asked about once, what the check prints is read while it
//! runs, and one that says no leaves all as it was.
#![cfg(target_os = "linux")]
#![allow(clippy::expect_used, clippy::panic, reason = "tests stop where they fail")]

mod support;

use std::fs;
use std::process::Command;

use support::blog::{Blog, post};
use support::page::SHEET;
use support::window::{Setup, Window};
use support::{LIGHT, schemes};

#[tokio::test]
async fn a_repositorys_own_check_runs_when_it_is_trusted_and_its_words_are_read() {
    for (name, dark) in schemes(LIGHT) {
        let text = post("Ebb", "Water goes.");
        let blog = Blog::with(&[("ebb.md", text.as_str())]);
        let pipe = blog.place.path().join("pipe");
        let made = Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs");
        assert!(made.success());
        // It waits in the middle, so that its first line is seen while it runs.
        let script = format!(
            "echo 'Looking for links that lead nowhere'\nread answer < '{}'\n[ \"$answer\" = yes ] || \
             {{ echo 'posts/ebb.md: no link to the tide table'; exit 1; }}",
            pipe.display()
        );
        blog.folder.hook("pre-commit", &script);
        let window = Window::open(&blog.place, Setup { dark, ..blog.setup() }).await;
        let mine = post("Ebb", "Water goes, slowly.");
        blog.folder.write("posts/ebb.md", &mine);
        window.reads("footer", "1 unpublished").await;
        window.open_post("posts/ebb.md").await;
        window.press_button("Publish…").await;
        window
            .reads(SHEET, "would run on your computer (pre-commit)")
            .await;
        window.pictures("publish-untrusted", name).await;
        window.press_button_in(SHEET, "Trust this repository").await;
        window.publish().await;
        window.reads(SHEET, "Looking for links that lead nowhere").await;
        window.pictures("publish-check-runs", name).await;
        fs::write(&pipe, "no\n").expect("the check goes on");
        window.reads(SHEET, "A check of this repository said no").await;
        window
            .reads(SHEET, "posts/ebb.md: no link to the tide table")
            .await;
        window.pictures("publish-check-refused", name).await;
        assert_eq!(blog.folder.read("posts/ebb.md"), mine.as_bytes());
        assert_eq!(blog.folder.status(), [" M posts/ebb.md"]);

        window.press_button_in(SHEET, "Try again").await;
        window.publish().await;
        window.reads(SHEET, "Looking for links that lead nowhere").await;
        fs::write(&pipe, "yes\n").expect("the check goes on");
        window.reads(SHEET, "Published at").await;
        assert_eq!(blog.sent(), ["1\t1\tposts/ebb.md"]);
        window.accessible();
    }
}
