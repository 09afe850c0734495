//! Other writers, in a real window: what they sent is known by itself and comes when it is asked for, beside what is being
//! written; what is refused or silent leaves everything as it was. And the way back after publishing.
#![cfg(target_os = "linux")]
#![allow(clippy::expect_used, clippy::panic, reason = "tests stop where they fail")]

mod support;

use std::fs;
use std::os::unix::fs::OpenOptionsExt;

use galley_testkit::repo::Repo;
use rustix::fs::{CWD, FileType, Mode, OFlags, mknodat};
use serde_json::json;
use support::blog::{Blog, post};
use support::keys::TEXT;
use support::page::SHEET;
use support::window::{Setup, Window};
use support::{DARK, schemes, until};

const PANEL: &str = "[data-testid=sync-panel]";
const SERVER: &str = "[data-testid=status-server]";
const GET: &str = "[data-testid=get-changes]";
const MENU: &str = "[role=menu]";

fn text(title: &str, first: &str, last: &str) -> String {
    post(title, &format!("{first}\n\nBetween the tides.\n\n{last}"))
}

/// A blog with three posts, and another writer's clone of it.
fn blog() -> (Blog, Repo) {
    let posts = [("ebb.md", "Ebb"), ("flow.md", "Flow"), ("slack.md", "Slack")];
    let texts = posts.map(|(name, title)| (name, text(title, "Water goes.", "Water stays.")));
    let blog = Blog::with(&texts.each_ref().map(|(name, text)| (*name, text.as_str())));
    let other = blog.place.clone_of(&blog.remote, "other");
    (blog, other)
}

fn they_send(other: &Repo, files: &[(&str, String)]) {
    other.git(["pull", "--quiet", "--rebase"]);
    for (path, text) in files {
        other.write(path, text);
    }
    other.commit_all("theirs");
    other.git(["push", "--quiet", "origin", "main"]);
}

fn on_disk(blog: &Blog, path: &str) -> String {
    String::from_utf8(blog.folder.read(path)).expect("a text")
}

async fn mark(window: &Window, path: &str, name: &str) {
    let script = "return Boolean(document.querySelector(`[data-path=\"${arguments[0]}\"] [aria-label^=\"${arguments[1]}\"]`))";
    let what = format!("{path} marked “{name}”");
    window
        .until_with(&what, script, vec![json!(path), json!(name)])
        .await;
}

/// Whoever asks the remote waits, until this is dropped.
struct Held {
    config: std::path::PathBuf,
    kept: Vec<u8>,
}

impl Held {
    fn hold(blog: &Blog) -> Self {
        let config = blog.remote.path().join("config");
        let kept = fs::read(&config).expect("the remote's settings");
        fs::remove_file(&config).expect("no settings");
        mknodat(CWD, &config, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).expect("a pipe");
        Held { config, kept }
    }

    /// As soon as somebody waits, the end of the pipe that keeps them waiting.
    async fn is_asked(&self) -> fs::File {
        let flag = i32::try_from(OFlags::NONBLOCK.bits()).expect("a flag");
        let open = || {
            fs::File::options()
                .write(true)
                .custom_flags(flag)
                .open(&self.config)
        };
        until("somebody who asks the remote", || open().ok()).await
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.config);
        let _ = fs::write(&self.config, &self.kept);
    }
}

#[tokio::test]
async fn what_others_sent_comes_beside_what_is_written() {
    for (name, dark) in schemes(DARK) {
        let (blog, other) = blog();
        they_send(
            &other,
            &[
                ("posts/ebb.md", text("Ebb", "Water goes.", "Their last.")),
                ("posts/bore.md", text("Bore", "All at once.", "Gone.")),
            ],
        );
        let setup = Setup { dark, ..blog.setup() };
        let window = Window::open(&blog.place, setup).await;
        // Known by itself, and nothing is touched for it.
        window.reads("footer", "1 change from others").await;
        window.reads("[data-column=posts]", "3 posts").await;
        window.reads("footer", "Nothing to publish").await;
        assert!(!on_disk(&blog, "posts/ebb.md").contains("Their"));
        window.open_post("posts/ebb.md").await;
        window.pictures("sync-behind", name).await;

        // By keys, from the text: what is typed and in no file yet is in the result.
        window.click("[data-testid=manuscript]").await;
        window.focused("the text", TEXT).await;
        window.press("Control+Home").await;
        window.type_text("Typed. ").await;
        window.press("Control+Shift+G").await;
        window.reads(PANEL, "Got 2 posts: “Bore” and “Ebb”.").await;
        window
            .reads(PANEL, "“Ebb” has your changes and theirs now.")
            .await;
        window.focused("Done", "e?.textContent.trim() === 'Done'").await;
        window.pictures("sync-got", name).await;
        window.press("Enter").await;
        window.gone(PANEL).await;
        window.focused("the text again", TEXT).await;
        let together = text("Ebb", "Typed. Water goes.", "Their last.");
        assert_eq!(on_disk(&blog, "posts/ebb.md"), together);
        assert!(window.manuscript().await.contains("Their last."));
        window.reads("[data-column=posts]", "4 posts").await;
        window.see("[data-path='posts/bore.md']").await;
        window.reads("footer", "Up to date with").await;
        window.reads("footer", "1 unpublished").await;

        // What does not fit together: both are kept, byte for byte, and the post is marked.
        let mine = text("Slack", "My own first.", "Water stays.");
        blog.folder.write("posts/slack.md", &mine);
        they_send(
            &other,
            &[(
                "posts/slack.md",
                text("Slack", "Their other first.", "Water stays."),
            )],
        );
        window.reads("footer", "2 unpublished").await;
        window.click(GET).await;
        window
            .reads(PANEL, "“Slack” was changed here and by others in the same place.")
            .await;
        window.pictures("sync-two-versions", name).await;
        assert_eq!(on_disk(&blog, "posts/slack.md"), mine);
        window.press_button_in(PANEL, "Open “Slack”").await;
        window.on_desk("posts/slack.md").await;
        window.gone(PANEL).await;
        mark(&window, "posts/slack.md", "Two versions").await;

        // Nobody there: one quiet phrase, the reason in the panel, and nothing is another one.
        let away = blog.place.path().join("away.git");
        fs::rename(blog.remote.path(), &away).expect("no remote");
        window.click(GET).await;
        window
            .reads(PANEL, "is not there any more, so nothing new came.")
            .await;
        window.pictures("sync-unreachable", name).await;
        window.press("Escape").await;
        window.gone(PANEL).await;
        window.reads("footer", "No connection to").await;
        window.click(SERVER).await;
        window.reads(PANEL, "is not there any more").await;
        fs::rename(&away, blog.remote.path()).expect("the remote");
        window.accessible();
    }
}

#[tokio::test]
async fn getting_changes_can_be_stopped_and_a_publish_be_taken_back() {
    let (blog, other) = blog();
    let window = Window::open(&blog.place, blog.setup()).await;
    window.reads("footer", "Up to date with").await;
    they_send(
        &other,
        &[("posts/ebb.md", text("Ebb", "Water goes.", "Their last."))],
    );

    let held = Held::hold(&blog);
    window.click(GET).await;
    let end = held.is_asked().await;
    window.reads(PANEL, "Cancel changes nothing here.").await;
    window.reads("footer", "Getting changes…").await;
    window.picture("sync-running-light").await;
    window.press_button_in(PANEL, "Cancel").await;
    window.named_in(PANEL, "Get changes").await;
    drop((end, held));
    assert!(!on_disk(&blog, "posts/ebb.md").contains("Their"));
    // Again, from the panel.
    window.press_button_in(PANEL, "Get changes").await;
    window.reads(PANEL, "Got 1 post: “Ebb”.").await;
    window.reads(PANEL, "Yours are untouched.").await;
    window.press_button_in(PANEL, "Done").await;

    // A published post is hidden from its readers, and shown again.
    let before = on_disk(&blog, "posts/flow.md");
    let there = || blog.remote.git(["show", "main:posts/flow.md"]);
    window.open_post("posts/flow.md").await;
    window.press_button("More for this post").await;
    window.reads(MENU, "Readers do not see it any more").await;
    window.picture("unpublish-menu-light").await;
    window.press_button_in(MENU, "Unpublish").await;
    window.reads(SHEET, "Unpublished at").await;
    window.pictures("unpublished", "light").await;
    assert!(there().contains("draft: true"), "{}", there());
    window.press_button_in(SHEET, "Undo publish").await;
    window.reads(SHEET, "Taken back at").await;
    assert_eq!(there().trim_end(), before.trim_end());
    window.press_button_in(SHEET, "Done").await;
    window.gone(SHEET).await;

    // While another program is in the middle of something, everything says so.
    blog.folder
        .write("posts/flow.md", text("Flow", "Mine.", "Water stays."));
    window.reads("footer", "1 unpublished").await;
    blog.folder
        .write(".git/MERGE_HEAD", format!("{}\n", blog.folder.head()));
    window.reads("footer", "Another Git program is at work").await;
    window.click(GET).await;
    window
        .reads(PANEL, "Another program is in the middle of a merge here.")
        .await;
    window.reads(PANEL, "git merge --abort").await;
    window.picture("sync-busy-light").await;
    window.press("Escape").await;
    window.press_button("Publish…").await;
    window
        .reads(SHEET, "Another program is in the middle of a merge here.")
        .await;
    window.picture("publish-busy-light").await;
    blog.folder.remove(".git/MERGE_HEAD");
    window.accessible();
}
