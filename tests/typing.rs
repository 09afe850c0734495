//! What is typed comes into the preview block by block, and what is then in the frame is the page. And, when asked: how
//! long that takes, from the key to the frame (`./dev bench site`).
#![cfg(target_os = "linux")]
#![allow(clippy::expect_used, clippy::panic, reason = "tests stop where they fail")]

mod support;

use std::fs;
use std::time::Duration;

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use galley_testkit::corpus;
use serde_json::{Value, json};
use support::blog::{Blog, post};
use support::window::Window;

/// From here on the window counts what it was told of its page: exchanges of blocks, and whole pages.
const COUNT: &str = "
window.exchanged = 0; window.whole = 0;
const ask = window.fetch;
window.fetch = async (...question) => {
  const answer = await ask(...question);
  if (String(question[0]).endsWith('/preview_change')) {
    const told = await answer.clone().json();
    if (told.patch) window.exchanged++; else window.whole++;
  }
  return answer;
};";

/// Whether the frame has what a browser makes of the page that the shell gives now. Galley's own signs are not the page's.
const IS_THE_PAGE: &str = "
const [path, done] = arguments, call = window.__TAURI_INTERNALS__.invoke;
(async () => {
  const { post } = await call('open_post', { path });
  const { html } = await call('preview', { post });
  const frame = document.querySelector('[data-testid=preview-frame]').contentDocument;
  const body = frame.body.cloneNode(true);
  const blocks = [...body.querySelectorAll('[data-galley-block]')];
  const numbers = blocks.map((element) => Number(element.getAttribute('data-galley-block')));
  blocks.forEach((element) => element.removeAttribute('data-galley-block'));
  body.normalize();
  const page = new DOMParser().parseFromString(html, 'text/html').body;
  const ordered = numbers.every((number, index) => number === index);
  done(page.innerHTML === body.innerHTML && ordered ? '' : `${numbers}\\n${body.innerHTML}\\n\\n${page.innerHTML}`);
})().catch((error) => done(error?.message ?? String(error)));";

const TEXT: &str = "# Tide\n\nThe first words of the text say what it is about, at such a length that nothing which is typed \
                    below stands in them, or in what the page says of itself to those who search for it.\n\n\
                    - one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nA note[^1].\n\n[^1]: Of the sea.\n\nThe end.";

async fn is_the_page(window: &Window, path: &str) {
    let told = window
        .client
        .execute_async(IS_THE_PAGE, vec![json!(path)])
        .await
        .expect("a page");
    assert_eq!(told, json!(""), "the frame and the page");
}

#[tokio::test]
async fn what_is_typed_comes_block_by_block_and_makes_the_page() {
    let blog = Blog::with(&[("tide.md", &post("Tide", TEXT))]);
    let window = Window::open(&blog.place, blog.setup()).await;
    window.open_post("posts/tide.md").await;
    window.previewed("The end.").await;
    window.js(COUNT, Vec::new()).await;
    window.click("[data-testid=manuscript]").await;
    window.press("Control+End").await;
    window.type_text(" Word").await;
    window.previewed("The end. Word").await;
    window.type_text("\n\n## Again\n\nA last one").await;
    window.previewed("A last one").await;
    is_the_page(&window, "posts/tide.md").await;
    let count = async |name: &str| {
        let told = window.js(&format!("return window.{name}"), Vec::new()).await;
        told.as_u64().expect("a number")
    };
    let (exchanged, whole) = (count("exchanged").await, count("whole").await);
    assert!(exchanged > 0, "no block was exchanged by itself");
    let keys = " Word\n\n## Again\n\nA last one".len() as u64;
    assert!(
        exchanged + whole <= keys,
        "a page that came is no reason to ask for the next one"
    );
    // A heading in the place of a paragraph, and a block less.
    for _ in 0.."A last one".len() + 2 {
        window.press("Backspace").await;
    }
    let gone = "const page = document.querySelector('[data-testid=preview-frame]').contentDocument;
        return page.querySelector('article h2').nextElementSibling?.nodeName === 'SECTION'";
    window.until("the paragraph to go", gone).await;
    is_the_page(&window, "posts/tide.md").await;
}

/// Where keys and exchanges are noted: a key when it was pressed, and each time more of the word is in the frame.
const NOTE: &str = r"
const [mark] = arguments;
window.keys = []; window.seen = []; window.stop?.();
const pressed = (event) => {
  const now = performance.now();
  window.keys.push(now - event.timeStamp >= 0 && now - event.timeStamp < 2000 ? event.timeStamp : now);
};
const length = (text) => new RegExp(mark + '(x+)').exec(text ?? '')?.[1].length ?? 0;
const looks = new MutationObserver((records) => {
  const now = performance.now();
  let most = 0;
  for (const { type, target, addedNodes } of records) {
    if (type === 'characterData') most = Math.max(most, length(target.data));
    for (const node of addedNodes) most = Math.max(most, length(node.textContent));
  }
  if (most > 0) window.seen.push([most, now]);
});
const body = document.querySelector('[data-testid=preview-frame]').contentDocument.body;
looks.observe(body, { subtree: true, characterData: true, childList: true });
addEventListener('keydown', pressed, true);
window.stop = () => { looks.disconnect(); removeEventListener('keydown', pressed, true); };";

/// Real texts of at least so many bytes together, without HTML of their own, and a last paragraph to type into.
fn texts(bytes: usize) -> Option<String> {
    let mut text = String::new();
    let mut posts = corpus::archives()?
        .into_iter()
        .flat_map(|archive| archive.posts());
    while text.len() < bytes {
        let file = fs::read_to_string(posts.next()?).unwrap_or_default();
        let body = file
            .strip_prefix("---\n")
            .and_then(|rest| rest.split_once("\n---\n"));
        let plain = |body: &str| body.len() < 12_000 && !body.contains(['<', '\r']) && !body.contains("[^");
        if let Some((_, body)) = body.filter(|(_, body)| plain(body)) {
            text.push_str(body);
            text.push_str("\n\n");
        }
    }
    let end = text[..bytes].rfind("\n\n")?;
    Some(format!("{}\n\nThe last paragraph", &text[..end]))
}

#[tokio::test]
#[ignore = "a measurement of a release build: ./dev bench site"]
async fn from_the_key_to_the_frame() {
    let (Some(short), Some(long)) = (texts(10_000), texts(500_000)) else {
        return;
    };
    let blog = Blog::with(&[
        ("short.md", &post("Short", &short)),
        ("long.md", &post("Long", &long)),
    ]);
    let window = Window::open(&blog.place, blog.setup()).await;
    println!("| text | keys | one in, ms | median, ms | p95, ms | slowest, ms |\n|---|--:|--:|--:|--:|--:|");
    for (path, name) in [("posts/short.md", "10 KB"), ("posts/long.md", "500 KB")] {
        window.open_post(path).await;
        window.previewed("The last paragraph").await;
        window.click("[data-testid=manuscript]").await;
        window.press("Control+End").await;
        for (gap, keys, mark) in [(1000, 40, "qzj"), (150, 120, "jzq")] {
            window.type_text(&format!(" {mark}x")).await;
            window.previewed(&format!("{mark}x")).await;
            window.js(NOTE, vec![json!(mark)]).await;
            type_slowly(&window, keys, Duration::from_millis(gap)).await;
            window.previewed(&format!("{mark}{}", "x".repeat(keys + 1))).await;
            let noted = window
                .js("window.stop(); return [window.keys, window.seen]", Vec::new())
                .await;
            let mut took = latencies(&noted);
            assert_eq!(took.len(), keys, "each key was noted");
            took.sort_by(f64::total_cmp);
            let [median, p95, slowest] = [keys / 2, keys * 95 / 100, keys - 1].map(|at| took[at]);
            println!("| {name} | {keys} | {gap} | {median:.0} | {p95:.0} | {slowest:.0} |");
        }
    }
}

/// Types so many times the same letter, one in each `gap`.
async fn type_slowly(window: &Window, keys: usize, gap: Duration) {
    let mut actions = KeyActions::new("keyboard".to_owned());
    for _ in 0..keys {
        actions = actions
            .then(KeyAction::Down { value: 'x' })
            .then(KeyAction::Up { value: 'x' })
            .then(KeyAction::Pause { duration: gap });
    }
    window.client.perform_actions(actions).await.expect("typing");
}

/// How long it took each key until the frame had its letter, in milliseconds. One letter was there before.
fn latencies(noted: &Value) -> Vec<f64> {
    let number = |value: &Value| value.as_f64().expect("a number");
    let keys = noted[0].as_array().expect("keys");
    let seen = noted[1].as_array().expect("looks");
    let shown = |letters: f64| {
        let looks = seen.iter().filter(|look| number(&look[0]) >= letters);
        looks.map(|look| number(&look[1])).fold(f64::INFINITY, f64::min)
    };
    let (mut letters, mut took) = (1.0, Vec::new());
    for pressed in keys {
        letters += 1.0;
        took.push(shown(letters) - number(pressed));
    }
    took
}
