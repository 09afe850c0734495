//! Other programs at work in the open folder: the list follows, and no text is lost on either side.
#![cfg(target_os = "linux")]
#![allow(clippy::expect_used, clippy::panic, reason = "tests stop where they fail")]

mod support;

use std::time::Instant;

use serde_json::json;
use support::blog::{Blog, post};
use support::keys::TEXT;
use support::page::SHEET;
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
    let window = Window::open(&blog.place, blog.setup()).await;
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

const MEETING: &str = "[data-testid=meeting]";
const HISTORY: &str = "[data-testid=history]";
const BANNER: &str = "[data-testid=banner-two-versions]";
const TOAST: &str = "[data-testid=toast]";
const VERSIONS: &str = "e?.dataset.testid === 'version-list'";

/// A post of several paragraphs, with the first and the last as given.
fn tides(first: &str, last: &str) -> String {
    let middle = "It comes twice a day, and nobody is late for it.\n\n## The hour\n\nIt waits for nobody";
    post("Flow", &format!("{first}\n\n{middle}. {last}\n\nThen it goes."))
}

/// A blog whose post “Flow” has three versions, and one post that was deleted.
fn with_history() -> Blog {
    let blog = Blog::with(&[
        ("ebb.md", &post("Ebb", "Water goes.")),
        (
            "flow.md",
            &post("Flow", "Water comes.\n\nThis was said at first, and went."),
        ),
        ("bore.md", &post("Bore", "All at once.")),
    ]);
    blog.folder
        .write("posts/flow.md", tides("Water comes.", "Be there."));
    blog.folder.remove("posts/bore.md");
    blog.folder.commit_all("Say when it comes");
    blog.folder
        .write("posts/flow.md", tides("Water comes.", "Be there early."));
    blog.folder.commit_all("Be early");
    blog.folder.git(["push", "--quiet", "origin", "main"]);
    blog
}

fn flow(blog: &Blog) -> String {
    String::from_utf8(blog.folder.read("posts/flow.md")).expect("text")
}

/// Opens the post and the window, with two posts in the list.
async fn opened(blog: &Blog, dark: bool) -> Window {
    let setup = Setup { dark, ..blog.setup() };
    let window = Window::open(&blog.place, setup).await;
    window.reads("[data-column=posts]", "2 posts").await;
    window.open_post("posts/flow.md").await;
    window
}

async fn to_history(window: &Window) {
    window.press("Control+Shift+H").await;
    window.focused("the versions", VERSIONS).await;
}

#[tokio::test]
async fn a_file_that_another_program_wrote_meets_the_text_and_nothing_of_either_is_lost() {
    let blog = with_history();
    let window = opened(&blog, false).await;
    window.click("[data-testid=manuscript]").await;
    window.focused("the text", TEXT).await;
    window.press("Control+Home").await;
    window.type_text("Now ").await;
    let theirs = tides("Theirs.", "Be there late.").replace("[tides]", "[tides, sea]");
    blog.folder.write("posts/flow.md", &theirs);
    window.see(BANNER).await;
    window.type_text("and then ").await;
    window
        .reads("[data-testid=manuscript]", "Now and then Water comes.")
        .await;
    assert_eq!(flow(&blog), theirs, "nothing is written over it");
    window.press_button("See both").await;
    window
        .reads(MEETING, "Another program changed this post too")
        .await;
    window
        .reads(
            MEETING,
            "Two changes fitted together by themselves; one needs you.",
        )
        .await;
    window.reads(MEETING, "Now and then Water comes.").await;
    window.reads(MEETING, "Theirs.").await;
    window
        .focused("the first choice", "e?.dataset.keep === 'mine'")
        .await;
    // What fits can be read before it is taken.
    window.reads(MEETING, "What comes into your text by itself").await;
    window.click("[data-testid=meeting] summary").await;
    window.reads("[data-testid=meeting] details", "late.").await;
    window.picture("meet-comes-light").await;
    window.click("[data-testid=meeting] summary").await;
    window.pictures("meet", "light").await;
    window.press_button_in(MEETING, "As lines").await;
    window.picture("meet-lines-light").await;
    window.press_button_in(MEETING, "As readers see it").await;
    // By keys: both, and then it is written.
    window.press("3").await;
    window
        .focused("the way to write it", "e?.textContent === 'Use this text'")
        .await;
    window.picture("meet-decided-light").await;
    window.press("Enter").await;
    window.gone(MEETING).await;
    let together =
        tides("Now and then Water comes.\n\nTheirs.", "Be there late.").replace("[tides]", "[tides, sea]");
    until("both in one file", || (flow(&blog) == together).then_some(())).await;
    window.gone(BANNER).await;
    window.reads("[data-testid=manuscript]", "Theirs.").await;
    // And back: their file, my text, and the question.
    window.press_button_in(TOAST, "Undo").await;
    window.see(BANNER).await;
    until("their file again", || (flow(&blog) == theirs).then_some(())).await;
    window
        .reads("[data-testid=manuscript]", "Now and then Water comes.")
        .await;
    window.press_button("See both").await;
    window
        .focused("the first choice", "e?.dataset.keep === 'mine'")
        .await;
    // Put off, it waits: nothing is written, and what was decided is.
    window.press("2").await;
    window.press("Escape").await;
    window.gone(MEETING).await;
    assert_eq!(flow(&blog), theirs);
    window.click("[data-testid=status-two-versions]").await;
    window
        .focused("the way to write it", "e?.textContent === 'Use this text'")
        .await;
    window.press("Control+Enter").await;
    window.gone(MEETING).await;
    window.gone(BANNER).await;
    assert_eq!(
        flow(&blog),
        theirs,
        "theirs has all that they wrote, and I decided for theirs"
    );
    // The versions that the post had, by keys.
    to_history(&window).await;
    window.reads(HISTORY, "Now").await;
    window.reads(HISTORY, "3 versions").await;
    window.press("ArrowUp").await;
    window.reads(HISTORY, "Compared with the last version").await;
    window.press("ArrowDown").await;
    window.reads(HISTORY, "Be early").await;
    window.press("ArrowDown").await;
    window.reads(HISTORY, "Put this paragraph back").await;
    window.pictures("history", "light").await;
    window.press_button_in(HISTORY, "Put this paragraph back").await;
    window.reads(HISTORY, "The paragraph is back in the text.").await;
    until("the paragraph", || {
        flow(&blog)
            .contains("This was said at first, and went.")
            .then_some(())
    })
    .await;
    window.press_button_in(HISTORY, "Restore this version").await;
    until("the version", || {
        (flow(&blog) == tides("Water comes.", "Be there.")).then_some(())
    })
    .await;
    window.reads(TOAST, "is as it was then, and not published.").await;
    window.press_button_in(TOAST, "Undo").await;
    until("the text before", || {
        flow(&blog)
            .contains("This was said at first, and went.")
            .then_some(())
    })
    .await;
    window.press_button("Close the history").await;
    window.gone(HISTORY).await;
    window.accessible();
}

#[tokio::test]
async fn a_version_from_the_server_that_needs_the_writer_is_decided_on_and_published() {
    let blog = with_history();
    let other = blog.place.clone_of(&blog.remote, "other");
    let window = opened(&blog, true).await;
    let theirs = tides("Theirs, from the server.", "Be there late.");
    other.write("posts/flow.md", &theirs);
    other.commit_all("Late is enough");
    other.git(["push", "--quiet", "origin", "main"]);
    let mine = tides("Mine, in the file.", "Be there early.");
    blog.folder.write("posts/flow.md", &mine);
    window
        .reads("[data-testid=manuscript]", "Mine, in the file.")
        .await;
    window.press("Control+Shift+G").await;
    window.see(BANNER).await;
    window
        .reads(BANNER, "This post was changed on the server too.")
        .await;
    window.picture("meet-banner-dark").await;
    assert_eq!(flow(&blog), mine, "byte for byte");
    window.press_button("See both").await;
    window.reads(MEETING, "Ada Writer changed this post too").await;
    window
        .focused("the first choice", "e?.dataset.keep === 'mine'")
        .await;
    window.pictures("meet", "dark").await;
    // Edited by keys: digits are text there.
    window.press("4").await;
    window.focused("the field", "e?.tagName === 'TEXTAREA'").await;
    window.press("Control+A").await;
    window.type_text("Ours, at 4.").await;
    window.picture("meet-edit-dark").await;
    window.press("Control+Enter").await;
    window
        .focused("the way to write it", "e?.textContent === 'Use this text'")
        .await;
    window.press("Enter").await;
    window.gone(MEETING).await;
    let ours = tides("Ours, at 4.", "Be there late.");
    until("the decided text", || (flow(&blog) == ours).then_some(())).await;
    window.gone(BANNER).await;
    to_history(&window).await;
    window.reads(HISTORY, "Late is enough").await;
    window.pictures("history", "dark").await;
    window.press_button_in(HISTORY, "As lines").await;
    window.picture("history-lines-dark").await;
    // The newest version is taken back on the server; what stands here stays.
    window.press_button_in(HISTORY, "Undo publish").await;
    window.reads(SHEET, "Taken back at").await;
    let there = blog.remote.git(["show", "main:posts/flow.md"]);
    assert_eq!(there, tides("Water comes.", "Be there early.").trim_end());
    assert_eq!(flow(&blog), ours);
    window.press_button_in(SHEET, "Done").await;
    window.gone(SHEET).await;
    window.reads(HISTORY, "Undo “Late is enough”").await;
    window.press_button("Close the history").await;
    window.gone(HISTORY).await;
    // A post that was deleted comes back from the menu of the list.
    window.press_button("Order: Newest first").await;
    window.press_button_in("[role=menu]", "Deleted posts…").await;
    window.reads("[data-testid=deleted-posts]", "Bore").await;
    window.pictures("deleted-posts", "dark").await;
    window.press_button("Put back “Bore”").await;
    window.on_desk("posts/bore.md").await;
    until("the post", || {
        blog.folder.path().join("posts/bore.md").exists().then_some(())
    })
    .await;
    assert_eq!(
        blog.folder.read("posts/bore.md"),
        post("Bore", "All at once.").into_bytes()
    );
    window.reads("[data-column=posts]", "3 posts").await;
    window.accessible();
}
