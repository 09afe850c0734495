//! Writing systems, in a real window: what an input method composes stands in the file once, and lines that begin in Arabic or
//! Hebrew are written, gone through and shown from the right.
#![cfg(target_os = "linux")]
#![allow(clippy::expect_used, clippy::panic, reason = "tests stop where they fail")]

mod support;

use serde_json::json;
use support::blog::{Blog, post};
use support::keys::{TAG, TEXT, TITLE};
use support::until;
use support::window::{Setup, Window};

const FILE: &str = "posts/one.md";
/// Nothing is composed any more: what is there was taken or given up.
const AT_REST: &str = "return !document.querySelector('.cm-content').cmTile.view.composing";

async fn opened(body: &str, composing: Option<&'static str>) -> (Blog, Window) {
    let blog = Blog::with(&[("one.md", &post("One", body))]);
    let setup = Setup {
        composing,
        ..blog.setup()
    };
    let window = Window::open(&blog.place, setup).await;
    window.open_post(FILE).await;
    window.press_until("F6", "the text", TEXT).await;
    window.press("Control+Home").await;
    (blog, window)
}

/// Waits until the file is this, to the byte.
async fn stands(blog: &Blog, text: &str) {
    let now = || String::from_utf8_lossy(&blog.folder.read(FILE)).into_owned();
    let end = std::time::Instant::now() + support::PATIENCE;
    until("the file to be the text", || {
        let fits = now() == text;
        assert!(
            fits || end > std::time::Instant::now() + std::time::Duration::from_secs(2),
            "the file is {:?}",
            now()
        );
        fits.then_some(())
    })
    .await;
}

/// Puts the caret behind these words, by keys: down to their line, and through it.
async fn behind(window: &Window, words: &str) {
    let head = "return document.querySelector('.cm-content').cmTile.view.state.selection.main.head";
    let next = "const { state } = document.querySelector('.cm-content').cmTile.view, head = state.selection.main.head;
        const line = state.doc.lineAt(head), at = line.text.indexOf(arguments[0]), end = line.from + at + arguments[0].length;
        const table = !line.text && state.doc.line(Math.min(line.number + 1, state.doc.lines)).text.startsWith('|');
        return at < 0 ? (table ? 'ArrowRight' : 'ArrowDown') : end > head ? 'ArrowRight' : end < head ? 'ArrowLeft' : 'there'";
    for key in std::iter::once("Control+Home").chain(std::iter::repeat_n("", 60)) {
        let before = window.js(head, Vec::new()).await;
        let next = window.js(next, vec![json!(words)]).await;
        let key = if key.is_empty() {
            next.as_str().expect("a key")
        } else {
            key
        };
        if key == "there" {
            return;
        }
        window.press(key).await;
        // An input method hands the key back when it has looked at it.
        let moved = format!("{head} !== arguments[0] || arguments[0] === 0");
        window
            .until_with(&format!("{key} to move the caret"), &moved, vec![before])
            .await;
    }
    panic!("the caret never came behind {words}");
}

/// Waits until what is being composed is seen in its place in the text: the line that the caret is in is this one.
async fn composes(window: &Window, line: &str) {
    let shown =
        "const { view } = document.querySelector('.cm-content').cmTile, { doc, selection } = view.state;
        return view.composing && doc.lineAt(selection.main.head).text === arguments[0]";
    let what = format!("the line “{line}” while it is composed");
    window.until_with(&what, shown, vec![json!(line)]).await;
}

/// Enter, which takes what is composed.
async fn take(window: &Window) {
    window.press("Enter").await;
    window.until("the word that was taken", AT_REST).await;
}

#[tokio::test]
async fn a_japanese_word_is_composed_in_its_place_and_stands_once() {
    let (blog, window) = opened("Some **bold** words.\n\n- item\n\nEnd.", Some("anthy")).await;
    let text = |end: &str| {
        let text = format!("Some **bold** words.\n\n- item\n\nEnd.{end}");
        post("One", &text)
    };

    // Seen while it is composed, as kana and as the word; Enter takes it and begins no line.
    behind(&window, "End.").await;
    window.type_text("nihon").await;
    composes(&window, "End.にほn").await;
    window.press("Space").await;
    composes(&window, "End.日本").await;
    take(&window).await;
    stands(&blog, &text("日本")).await;
    // The same word again: nothing of it is lost, and nothing of the one before is taken for it.
    window.type_text("nihon").await;
    window.press("Space").await;
    composes(&window, "End.日本日本").await;
    take(&window).await;
    stands(&blog, &text("日本日本")).await;

    // Escape gives it up.
    window.type_text("neko").await;
    composes(&window, "End.日本日本ねこ").await;
    window.press("Escape").await;
    window.until("nothing composed", AT_REST).await;
    stands(&blog, &text("日本日本")).await;

    // Beside marks that are hidden, and shown again where the caret is.
    behind(&window, "**bold**").await;
    window.type_text("neko").await;
    composes(&window, "Some **bold**ねこ words.").await;
    take(&window).await;
    behind(&window, "- item").await;
    window.type_text("neko").await;
    composes(&window, "- itemねこ").await;
    take(&window).await;
    let japanese = "Some **bold**ねこ words.\n\n- itemねこ\n\nEnd.日本日本";
    stands(&blog, &post("One", japanese)).await;
    // Only the next Enter is one.
    window.press("Enter").await;
    window.type_text("inu").await;
    composes(&window, "- いぬ").await;
    window.press("Enter").await;
    stands(
        &blog,
        &post("One", &japanese.replace("- itemねこ\n", "- itemねこ\n- いぬ\n")),
    )
    .await;
}

#[tokio::test]
async fn words_are_composed_in_bold_in_cells_and_in_fields() {
    let body = "Some **bold** words.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nEnd.";
    let (blog, window) = opened(body, Some("anthy")).await;
    behind(&window, "**bold").await;
    window.type_text("neko").await;
    composes(&window, "Some **boldねこ** words.").await;
    take(&window).await;
    let cell = "| 1";
    behind(&window, cell).await;
    window.type_text("neko").await;
    composes(&window, "| 1ねこ | 2 |").await;
    take(&window).await;
    let body = body.replace("bold", "boldねこ").replace("| 1 ", "| 1ねこ ");
    stands(&blog, &post("One", &body)).await;

    // In the title Enter would lead to the text, in the field of a tag it would add one.
    window.press_until("F6", "the text", TEXT).await;
    window.press_until("Shift+Tab", "the title", TITLE).await;
    window.press("End").await;
    window.type_text("neko").await;
    window.press("Enter").await;
    window.reads("[data-testid=desk] textarea", "Oneねこ").await;
    window.focused("the title still", TITLE).await;
    window.press("Control+Shift+T").await;
    window.focused("the field for a tag", TAG).await;
    window.type_text("neko").await;
    window.press("Enter").await;
    window
        .until(
            "the word in the field",
            "return document.activeElement.value === 'ねこ'",
        )
        .await;
    window.press("Enter").await;
    window.named("Remove the tag ねこ").await;
    // Left, the table's columns stand in line; these letters are two wide.
    let table = "| a     | b   |\n| ---   | --- |\n| 1ねこ | 2   |";
    let body = format!("Some **boldねこ** words.\n\n{table}\n\nEnd.");
    let text = post("One", &body).replace("title: One\n", "title: Oneねこ\n");
    stands(&blog, &text.replace("[tides]", "[tides, ねこ]")).await;
}

#[tokio::test]
async fn korean_and_chinese_are_composed() {
    // Hangul takes a syllable when the next one begins; Pinyin is a list, of which Space takes the first.
    for (engine, keys, text) in [
        ("hangul", "gksrmf ", "한글 "),
        ("libpinyin", "nihao shijie ", "你好世界"),
    ] {
        let (blog, window) = opened("End.", Some(engine)).await;
        behind(&window, "End.").await;
        window.type_text(keys).await;
        window.reads("[data-testid=manuscript]", text.trim()).await;
        window.until("nothing composed", AT_REST).await;
        stands(&blog, &post("One", &format!("End.{text}"))).await;
    }
}

const HEBREW: &str = "שלום עולם";
const ARABIC: &str = "مرحبا بالعالم";
const MIXED: &str = "שלום English `code` עולם";
const LATIN: &str = "Plain עולם line";

/// Where the caret is: its place in its line, and in the window.
const CARET: &str = "
const { view } = document.querySelector('.cm-content').cmTile, { head, assoc } = view.state.selection.main;
const line = view.state.doc.lineAt(head);
const drawn = document.querySelector('.cm-cursor-primary')?.getBoundingClientRect().left, is = view.coordsAtPos(head, assoc || 1)?.left;
return Math.abs(drawn - is) < 2 ? [head - line.from, drawn, view.domAtPos(head).node.parentElement.closest('.cm-line')?.textContent] : null;";

async fn caret(window: &Window) -> (u64, f64, String) {
    let told = window.until("the caret where it belongs", CARET).await;
    let (at, left) = (told[0].as_u64(), told[1].as_f64());
    (at.expect("a place"), left.expect("a place"), told[2].to_string())
}

#[tokio::test]
async fn lines_from_the_right_are_written_and_gone_through_as_they_are_seen() {
    let (blog, window) = opened("First.", None).await;
    window.press("End").await;
    window
        .type_text(&format!("\n\n{HEBREW}\n\n{ARABIC}\n\n{MIXED}\n\n{LATIN}"))
        .await;
    let body = format!("First.\n\n{HEBREW}\n\n{ARABIC}\n\n{MIXED}\n\n{LATIN}");
    stands(&blog, &post("One", &body)).await;
    let directions = "return [...document.querySelectorAll('[data-testid=manuscript] .cm-line')].filter((line) => line.textContent)
        .map((line) => getComputedStyle(line).direction).join(' ')";
    assert_eq!(
        window.js(directions, Vec::new()).await,
        json!("ltr rtl rtl rtl ltr")
    );

    // From its beginning, which is at the right, to the left.
    window.press("Control+Home").await;
    window.press("ArrowDown").await;
    window.press("ArrowDown").await;
    window.press("Home").await;
    let (at, first, _) = caret(&window).await;
    assert_eq!(at, 0);
    let mut last = first;
    for place in 1..=3 {
        window.press("ArrowLeft").await;
        let (at, left, _) = caret(&window).await;
        assert_eq!(at, place, "to the left is forward");
        assert!(left < last, "and is seen to be: {left}, {last}");
        last = left;
    }
    window.press("ArrowRight").await;
    assert_eq!(caret(&window).await.0, 2);
    window.press("End").await;
    let (at, end, _) = caret(&window).await;
    assert_eq!(at, HEBREW.chars().count() as u64);
    assert!(end < last, "the end is at the left");

    // The key before the caret goes, and what is selected is what the keys went over.
    window.press("Backspace").await;
    window.reads("[data-testid=manuscript]", "שלום עול").await;
    window.type_text("ם").await;
    window.press("Home").await;
    for _ in 0..3 {
        window.press("Shift+ArrowLeft").await;
    }
    window
        .until(
            "the first three letters",
            "return String(document.getSelection()) === 'שלו'",
        )
        .await;
    window.press("Backspace").await;
    stands(&blog, &post("One", &body.replacen("שלו", "", 1))).await;
    window.type_text("שלו").await;
    stands(&blog, &post("One", &body)).await;
}

#[tokio::test]
async fn a_line_with_both_directions_is_gone_through_to_its_end() {
    let body = format!("First.\n\n{MIXED}\n\nLast.");
    let (blog, window) = opened(&body, None).await;
    window.press("ArrowDown").await;
    window.press("ArrowDown").await;
    window.press("Home").await;
    let length = MIXED.chars().count() as u64;
    let (mut been, mut last) = (vec![0], caret(&window).await);
    while *been.last().expect("a place") != length {
        window.press("ArrowLeft").await;
        let now = caret(&window).await;
        assert!(!been.contains(&now.0), "the caret goes round: {been:?} {}", now.0);
        // The marks of code come and go with the caret, and move the line.
        if now.2 == last.2 {
            assert!(now.1 < last.1, "to the left: {last:?} {now:?}");
        }
        been.push(now.0);
        last = now;
    }
    // The marks are part of it, as everywhere.
    let marked = MIXED
        .find('`')
        .map(|at| MIXED[..at].chars().count() as u64)
        .expect("code");
    for place in marked..marked + 6 {
        assert!(been.contains(&place), "{place} was passed over: {been:?}");
    }
    window.type_text("!").await;
    stands(&blog, &post("One", &body.replace(MIXED, &format!("{MIXED}!")))).await;
}

/// On which sides of its paragraph the first letter of these words is drawn in the preview: how far from the left and the right.
const SIDES: &str = "
const page = document.querySelector('[data-testid=preview-frame]').contentDocument;
const found = [...page.querySelectorAll('article :is(p, li, h2, td)')].find((block) => block.textContent.startsWith(arguments[0]));
if (!found) return null;
const walker = page.createTreeWalker(found, NodeFilter.SHOW_TEXT), range = page.createRange(), node = walker.nextNode();
range.setStart(node, 0);
range.setEnd(node, 1);
const letter = range.getBoundingClientRect(), block = found.getBoundingClientRect();
return [letter.left - block.left, block.right - letter.right];";

#[tokio::test]
async fn the_preview_shows_them_from_the_right() {
    let body = format!("First.\n\n{HEBREW}\n\n{ARABIC}\n\n{MIXED}\n\n{LATIN}\n\n## עולם\n\n- ילד");
    let (_blog, window) = opened(&body, None).await;
    window.previewed("ילד").await;
    for (words, from_right) in [
        ("First", false),
        ("שלום עולם", true),
        ("مرحبا", true),
        ("שלום English", true),
        ("Plain", false),
        ("עולם", true),
        ("ילד", true),
    ] {
        let sides = window.until_with(words, SIDES, vec![json!(words)]).await;
        let [left, right] = [0, 1].map(|at| sides[at].as_f64().expect("a length"));
        assert_eq!(
            right < left,
            from_right,
            "{words}: {left} from the left, {right} from the right"
        );
    }
}
