//! A branch that only takes what was reviewed, in a real window: the post goes to a branch of its own, is known to be merged,
//! and comes back. Other branches, and a lock that a program left behind.
#![cfg(target_os = "linux")]
#![allow(clippy::expect_used, clippy::panic, reason = "tests stop where they fail")]

mod support;

use std::fs::File;
use std::time::{Duration, SystemTime};

use support::blog::{Blog, post};
use support::page::SHEET;
use support::window::Window;
use support::{LIGHT, schemes};

const PANEL: &str = "[data-testid=repository-panel]";
const GOT: &str = "[data-testid=sync-panel]";
const BRANCH: &str = "review-ebb";
/// What hosts say of a branch that is protected, and where the review is asked for.
const PROTECTED: &str = "case \"$1\" in\n\
    refs/heads/main) echo 'GH006: Protected branch update failed for refs/heads/main.'; exit 1;;\n\
    *) echo 'Create a pull request on GitHub by visiting:'; echo \"  https://host.example/compare/${1#refs/heads/}\";;\n\
    esac";

fn blog() -> Blog {
    let posts = [("ebb.md", "Ebb"), ("flow.md", "Flow")];
    let texts = posts.map(|(name, title)| (name, post(title, "Water goes.")));
    Blog::with(&texts.each_ref().map(|(name, text)| (*name, text.as_str())))
}

async fn panel(window: &Window) {
    window.press_button("main branch").await;
    window.reads(PANEL, "You are here").await;
}

#[tokio::test]
async fn a_protected_branch_leads_to_a_review_and_the_review_to_readers() {
    for (name, dark) in schemes(LIGHT) {
        let blog = blog();
        blog.remote.hook("update", PROTECTED);
        let window = Window::open(&blog.place, support::window::Setup { dark, ..blog.setup() }).await;
        let mine = post("Ebb", "Water goes, slowly.");
        blog.folder.write("posts/ebb.md", &mine);
        window.reads("footer", "1 unpublished").await;
        window.open_post("posts/ebb.md").await;
        window.press_button("Publish…").await;
        window.named_in(SHEET, "Send for review").await;
        window.pictures("publish-or-review", name).await;
        window.publish().await;
        window
            .reads(SHEET, "only after a review (protected branch)")
            .await;
        window.pictures("publish-protected", name).await;
        window.press_button_in(SHEET, "Send for review").await;
        window.reads(SHEET, "Sent for review at").await;
        window
            .reads(SHEET, &format!("“Ebb” waits on the branch {BRANCH}"))
            .await;
        window
            .reads(SHEET, &format!("host.example/compare/{BRANCH}"))
            .await;
        window.pictures("review-sent", name).await;
        assert_eq!(
            blog.remote.git(["show", &format!("{BRANCH}:posts/ebb.md")]),
            mine.trim_end()
        );
        assert_ne!(blog.remote.git(["show", "main:posts/ebb.md"]), mine.trim_end());
        window.press_button_in(SHEET, "Done").await;
        window.gone(SHEET).await;
        window.reads("[data-path='posts/ebb.md']", "in review").await;
        window.reads("footer", "1 unpublished").await;

        // The panel leads to it.
        panel(&window).await;
        window
            .reads(
                PANEL,
                &format!("“Ebb”: waiting for review on the branch {BRANCH}."),
            )
            .await;
        window
            .named_in(PANEL, "Open the review of “Ebb” in the browser")
            .await;
        window.pictures("branches", name).await;
        window.accessible();
        window.press("Escape").await;
        window.gone(PANEL).await;

        // Somebody approves it.
        let tip = blog.remote.git(["rev-parse", BRANCH]);
        blog.remote.git(["update-ref", "refs/heads/main", &tip]);
        window.press("Control+Shift+G").await;
        window.reads(GOT, "“Ebb”: reviewed, and now in main.").await;
        window.pictures("review-merged", name).await;
        window.press_button_in(GOT, "Done").await;
        window.reads("footer", "Nothing to publish").await;
        window.reads("[data-path='posts/ebb.md']", "min").await;
        assert_eq!(blog.folder.status(), Vec::<String>::new());
    }
}

#[tokio::test]
async fn a_branch_is_begun_and_left_with_what_is_unpublished_and_an_old_lock_is_removed() {
    let blog = blog();
    let window = Window::open(&blog.place, blog.setup()).await;
    window.open_post("posts/flow.md").await;
    window.click("[data-testid=manuscript]").await;
    window.press("Control+Home").await;
    window.type_text("Typed. ").await;
    window.reads("footer", "1 unpublished").await;

    // By keys alone, in the panel.
    panel(&window).await;
    window.press_button_in(PANEL, "New branch").await;
    window.focused("the name", "e?.tagName === 'INPUT'").await;
    window.type_text("autumn").await;
    window.press("Enter").await;
    window.reads(PANEL, "You are on the branch autumn.").await;
    window.reads(PANEL, "1 unpublished change came along.").await;
    window.picture("branch-begun-light").await;
    window.reads("footer", "autumn branch").await;
    assert_eq!(blog.folder.git(["symbolic-ref", "--short", "HEAD"]), "autumn");
    assert!(window.manuscript().await.starts_with("Typed. "));
    blog.folder.write("posts/ebb.md", post("Ebb", "Water of autumn."));
    blog.folder.git([
        "commit",
        "--quiet",
        "-m",
        "autumn",
        "--only",
        "--",
        "posts/ebb.md",
    ]);
    window.press_button_in(PANEL, "Switch to main").await;
    window
        .reads(
            PANEL,
            "You are on the branch main. 1 file has the text of that branch now.",
        )
        .await;
    assert_eq!(
        blog.folder.read("posts/ebb.md"),
        post("Ebb", "Water goes.").into_bytes()
    );
    assert!(window.manuscript().await.starts_with("Typed. "));

    // What would be overwritten is named, and nothing is switched.
    blog.folder.write("posts/ebb.md", post("Ebb", "Mine."));
    window.reads("footer", "2 unpublished").await;
    window.press_button_in(PANEL, "Switch to autumn").await;
    window
        .reads(
            PANEL,
            "“Ebb”: changed here, and not the same on the branch autumn.",
        )
        .await;
    window.picture("branch-in-the-way-light").await;
    assert_eq!(
        blog.folder.read("posts/ebb.md"),
        post("Ebb", "Mine.").into_bytes()
    );
    window.press("Escape").await;
    window.gone(PANEL).await;

    // A lock of a program that is gone.
    blog.folder.write(".git/index.lock", "");
    let hour = SystemTime::now() - Duration::from_secs(3600);
    let lock = File::options()
        .write(true)
        .open(blog.folder.path().join(".git/index.lock"));
    lock.and_then(|lock| lock.set_modified(hour))
        .expect("an old lock");
    window.press_button("Publish…").await;
    window.publish().await;
    window.reads(SHEET, "A program left its lock behind").await;
    window.picture("publish-locked-light").await;
    window.press_button_in(SHEET, "Remove the lock").await;
    window.publish().await;
    window.reads(SHEET, "Published at").await;
    assert_eq!(blog.sent(), ["1\t1\tposts/flow.md"]);
    window.accessible();
}
