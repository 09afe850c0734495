//! Pictures of a real library, to be laid beside the drawn ones: same names, same sizes, same day.
#![cfg(target_os = "linux")]
#![allow(clippy::expect_used, clippy::panic, reason = "tests stop where they fail")]

mod support;

use galley_testkit::ferrow;
use serde_json::json;
use support::blog::Blog;
use support::keys::TEXT;
use support::listener::Listener;
use support::page::SHEET;
use support::window::Window;
use support::{DARK, schemes};

/// The middle of the line that ends with these words, where the caret goes.
const END_OF_WORDS: &str = "
const [words] = arguments;
for (const line of document.querySelectorAll('[data-testid=manuscript] .cm-line')) {
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at + words.length - 1);
    range.setEnd(node, at + words.length);
    const box = range.getBoundingClientRect();
    return [Math.round(box.right) - 1, Math.round(box.top + box.height / 2)];
  }
}
return null;
";

/// Opens the post of the pictures and puts the caret where they have it.
async fn main_screen(blog: &Blog, dark: bool, size: (u32, u32)) -> Window {
    let window = blog.ferrow_window(dark, size).await;
    window.open_post(ferrow::RETRIES).await;
    window.reads("[data-testid=manuscript]", "requests per tap").await;
    let place = window
        .until_with("the words", END_OF_WORDS, vec![json!("requests per tap")])
        .await;
    window.click_at(&place).await;
    window.focused("the text", TEXT).await;
    window.previewed("Three polite layers").await;
    for (state, count) in [
        ("All posts", "148"),
        ("Drafts", "6"),
        ("Scheduled", "2"),
        ("Published", "140"),
        ("Unpublished", "3"),
    ] {
        let group = window
            .named_in("[data-testid=library-column]", state)
            .await
            .text()
            .await
            .expect("its words");
        assert_eq!(group.split_whitespace().last(), Some(count), "{state}");
    }
    window.reads("footer", "3 unpublished").await;
    window.reads("footer", "Up to date with git.ferrow.example").await;
    window.reads("footer", "1 problem").await;
    window.see("[data-testid=manuscript] .ms-warning").await;
    window
        .reads("[data-testid=post-row][aria-selected=true]", "Today")
        .await;
    window
}

#[tokio::test]
async fn main_light() {
    let blog = Blog::ferrow();
    let window = main_screen(&blog, false, (1280, 800)).await;
    window.pictures("main", "light").await;
    previews(&window, "light").await;
    holes(&blog, &window).await;
    window.accessible();
}

#[tokio::test]
async fn main_dark_and_large() {
    let blog = Blog::ferrow();
    let window = main_screen(&blog, true, (1280, 800)).await;
    window.pictures("main", "dark").await;
    window.resize(1680, 1050).await;
    window.previewed("Three polite layers").await;
    window.picture("main-1680-dark").await;
    window.resize(1280, 800).await;
    let settled =
        "const box = document.querySelector('section[aria-label=Preview]')?.getBoundingClientRect();
        return Math.round(box?.right) === 1280 && box.width < 400";
    window.until("the columns in their new places", settled).await;
    previews(&window, "dark").await;
    window.accessible();
}

const PREVIEW: &str = "section[aria-label=Preview]";

/// Where in the window the words of the proof are, for a click. The frame may be scaled.
const IN_PROOF: &str = "
const [words] = arguments, frame = document.querySelector('[data-testid=preview-frame]');
const found = [...(frame?.contentDocument?.querySelectorAll('article *') ?? [])].filter((e) => e.textContent.trim() === words).pop();
if (!found) return null;
found.scrollIntoView({ block: 'center' });
const outer = frame.getBoundingClientRect(), scale = outer.width / frame.offsetWidth, box = found.getBoundingClientRect();
return [outer.left + (box.left + 12) * scale, outer.top + (box.top + box.height / 2) * scale];";

/// The front page with the open post, the card of a link to it, words found in its page, and its text on the clipboard.
async fn previews(window: &Window, scheme: &str) {
    window.press_button_in(PREVIEW, "Front page").await;
    let marked = "const frame = document.querySelector('[data-testid=front-frame]');
        const mark = frame?.contentDocument?.getElementById('galley-this-post'), box = mark?.getBoundingClientRect();
        return mark?.textContent === 'This post' && box.top < frame.contentWindow.innerHeight && box.bottom > 0";
    window.until("the post's card, marked and in view", marked).await;
    let note = "[data-testid=front-note]";
    window
        .reads(note, "First under Latest writing, once published")
        .await;
    window.reads(note, "Excerpt cut after").await;
    window.picture(&format!("front-page-{scheme}")).await;
    window.press_button_in(PREVIEW, "Link card").await;
    window
        .reads("[data-testid=link-card]", "Our retries were the outage")
        .await;
    window
        .reads("[data-testid=link-card]", "27 characters, whole")
        .await;
    window.picture(&format!("link-card-{scheme}")).await;

    window.press_button_in(PREVIEW, "Post").await;
    window.previewed("Three polite layers").await;
    let page = "return document.querySelector('[data-testid=preview-frame]').contentDocument.body.innerHTML";
    let before = window.js(page, Vec::new()).await;
    window.press_button_in(PREVIEW, "Find and copy").await;
    window.press_button("Find in preview").await;
    let field = "e?.closest('[data-testid=find-bar]') && e.tagName === 'INPUT'";
    window.focused("the words to find", field).await;
    window.type_text("three").await;
    window.reads("[data-testid=find-bar]", "1 of ").await;
    window.press("Enter").await;
    window.reads("[data-testid=find-bar]", "2 of ").await;
    let coloured =
        "const shown = document.querySelector('[data-testid=preview-frame]').contentWindow.CSS.highlights;
        return shown.get('galley-find-now')?.size === 1 && shown.get('galley-find')?.size > 0";
    window.until("the matches in colour", coloured).await;
    assert_eq!(window.js(page, Vec::new()).await, before, "the page is as it was");
    window.picture(&format!("find-{scheme}")).await;
    window.press("Escape").await;
    window.gone("[data-testid=find-bar]").await;

    window.press_button_in(PREVIEW, "Find and copy").await;
    window.press_button("Copy as HTML").await;
    window.reads("[data-testid=copied]", "Copied as HTML.").await;
    let html = pasted(window).await;
    assert!(html.contains("<h2 id=\"three-polite-layers\">"), "{html}");
    window.press("Control+Shift+C").await;
    window.reads("[data-testid=copied]", "Copied as rich text.").await;
    let text = pasted(window).await;
    assert!(
        text.contains("Three polite layers") && !text.contains("<h2"),
        "{text}"
    );

    // A click into the page takes the caret there, and the keys.
    let place = window
        .until_with("the heading", IN_PROOF, vec![json!("Three polite layers")])
        .await;
    window.click_at(&place).await;
    window.focused("the text", TEXT).await;
    let line = "return document.getSelection().anchorNode?.parentElement?.closest('.cm-line')?.textContent.includes('Three polite layers')";
    window.until("the caret in the heading", line).await;

    window.resize(900, 600).await;
    window.press_button_in("[data-testid=desk]", "Preview").await;
    window.press("Control+Shift+|").await;
    window.until("the post's card, marked and in view", marked).await;
    window.picture(&format!("front-page-900-{scheme}")).await;
    window.press("Control+Shift+|").await;
    window
        .reads("[data-testid=link-card]", "Our retries were the outage")
        .await;
    window.picture(&format!("link-card-900-{scheme}")).await;
    window.press("Control+Shift+|").await;
    window.press_button_in("[data-testid=desk]", "Text").await;
    window.resize(1280, 800).await;
    window.press_button_in("[data-testid=desk]", "Both").await;
    window.previewed("Three polite layers").await;
}

/// What is on the clipboard as plain text, by way of a field that it is pasted into.
async fn pasted(window: &Window) -> String {
    window.press_button_in(PREVIEW, "Find and copy").await;
    window.press_button("Find in preview").await;
    let field = "e?.closest('[data-testid=find-bar]') && e.tagName === 'INPUT'";
    window.focused("the words to find", field).await;
    window.press("Control+V").await;
    let value = "return document.querySelector('[data-testid=find-bar] input')?.value";
    let text = window.until("the pasted text", value).await;
    window.press("Escape").await;
    text.as_str().unwrap_or_default().to_owned()
}

/// What cannot be shown stands as a quiet box with its reason; pictures of other servers come when they are asked for.
async fn holes(blog: &Blog, window: &Window) {
    let listener = Listener::start();
    let text = format!(
        "---\ntitle: What the proof lacks\ndate: 2026-06-04\ntags: [proof]\n---\n\nThe map shows where the disk was.\n\n\
         ![The depot](images/depot-map.png)\n\nAnd [a post](nowhere.md) that nobody wrote.\n\n\
         ![All of it](images/panorama.png)\n\nOur partner keeps the archive.\n\n![A chart]({}/chart.png)\n",
        listener.address
    );
    let wide = blog.folder.path().join("posts/images/panorama.png");
    let wide = std::fs::File::create(wide).expect("a picture");
    // It takes no room on the disk, and is never read.
    wide.set_len(80 << 20).expect("80 MB");
    blog.folder.write("posts/holes.md", text);
    window.reads("[data-column=posts]", "149 posts").await;
    window.open_post("posts/holes.md").await;
    for words in [
        "depot-map.png is not in posts/images",
        "panorama.png, 80 MB, is too large to draw here",
        "A picture from 127.0.0.1",
    ] {
        window.previewed(words).await;
    }
    let marked = "return document.querySelector('[data-testid=preview-frame]').contentDocument
        .querySelector('a[data-galley-problem]')?.textContent === 'a post'";
    window.until("the lost link's mark", marked).await;
    window
        .reads("[data-testid=not-loaded]", "1 picture not loaded")
        .await;
    window.picture("holes-light").await;
    assert_eq!(
        listener.calls(),
        Vec::<String>::new(),
        "nothing is fetched unasked"
    );
    window.press_button_in(PREVIEW, "Load it").await;
    window.gone("[data-testid=not-loaded]").await;
    support::until("the other server hears of it", || {
        (listener.calls() == ["/chart.png"]).then_some(())
    })
    .await;
    // What comes is shown at once.
    blog.folder.write(
        "posts/images/depot-map.png",
        include_bytes!("../src-tauri/icons/32x32.png"),
    );
    let drawn = "const found = document.querySelector('[data-testid=preview-frame]').contentDocument.querySelector('img[src*=depot]');
        return found?.naturalWidth > 0 && found.getClientRects().length > 0";
    window.until("the picture that came", drawn).await;
}

#[tokio::test]
async fn publishing_as_drawn() {
    for (name, dark) in schemes(DARK) {
        publishing(name, dark).await;
    }
}

async fn publishing(name: &str, dark: bool) {
    let blog = Blog::ferrow();
    let window = blog.ferrow_window(dark, (1280, 800)).await;
    window.open_post(ferrow::CACHE).await;
    window.previewed("A cache that remembers absence").await;
    window.press_button("Publish…").await;
    for words in [
        "Publish 1 post",
        "2 files",
        "misses-per-minute.webp",
        "1 hint",
        "2 Jun 2026",
        "Stays here",
        "Small tables, large regrets",
    ] {
        window.reads(SHEET, words).await;
    }
    let pictures = "return [...document.querySelectorAll('[data-testid=publish-sheet] img')].every((i) => i.complete && i.naturalWidth > 0)";
    window.until("the pictures", pictures).await;
    window.pictures("publish", name).await;
    window.press_button_in(SHEET, "As lines").await;
    window.reads(SHEET, "two thirds").await;
    window.pictures("publish-lines", name).await;

    window.publish().await;
    window.reads(SHEET, "Published at 10:42").await;
    window
        .reads(
            SHEET,
            "and its picture are on the branch main. Nothing else went with them.",
        )
        .await;
    for words in ["1 hint, no problems", "2 files, ", "the server has this version"] {
        window.reads(SHEET, words).await;
    }
    window.pictures("published", name).await;
    assert_eq!(
        blog.remote.files_of("main"),
        [ferrow::CACHE, ferrow::PICTURE],
        "the post and its picture alone"
    );
    window.press_button_in(SHEET, "Done").await;
    window.reads("footer", "2 unpublished").await;

    // Taken back, from the library's menu: the server has what it had, the text is here and unpublished.
    let here = blog.folder.read(ferrow::CACHE);
    window.press_button("Ferrow Engineering, library menu").await;
    window
        .press_button_in("[role=menu]", "Undo the publish of 10:42…")
        .await;
    window.reads(SHEET, "Your text stays on this computer.").await;
    window.press_button_in(SHEET, "Undo publish").await;
    window.reads(SHEET, "Taken back at 10:42").await;
    window.reads(SHEET, "has what it had before that publish.").await;
    window.pictures("undone", name).await;
    assert_eq!(
        blog.remote.git(["diff", "--stat", "main~2", "main"]),
        "",
        "as before"
    );
    assert!(blog.folder.read(ferrow::CACHE) == here, "byte for byte");
    window.press_button_in(SHEET, "Done").await;
    window.reads("footer", "3 unpublished").await;
    window.accessible();
}

#[tokio::test]
async fn welcome_light() {
    welcome("light", false).await;
}

#[tokio::test]
async fn welcome_dark() {
    welcome("dark", true).await;
}

async fn welcome(name: &str, dark: bool) {
    // Opened once, so that it is among the recent ones.
    let blog = Blog::ferrow();
    let window = blog.ferrow_window(dark, (1280, 800)).await;
    window.press_button("Ferrow Engineering, library menu").await;
    window.press_button("Start or clone a blog…").await;
    window
        .reads("[data-testid=welcome-screen]", "~/Work/engineering-blog")
        .await;
    window
        .reads("[data-testid=welcome-screen]", "3 unpublished")
        .await;
    window.fill("Name", "Night Shift").await;
    window.pictures("welcome", name).await;
    // And back to it.
    window.press_button("Ferrow Engineering").await;
    window.reads("[data-column=posts]", "148 posts").await;
    window.accessible();
}
