//! The true preview in the window: asked for, shown by the real Hugo, following what is typed, with no way to the app, and
//! gone with it.
#![cfg(target_os = "linux")]
#![allow(clippy::expect_used, clippy::panic, reason = "tests stop where they fail")]

mod support;

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use fantoccini::Locator;
use galley_testkit::repo::Place;
use serde_json::{Value, json};
use support::process::kill;
use support::window::{Setup, Window};

const FRAME: &str = "[data-testid=true-frame]";
const POST: &str = "content/posts/lamp.md";
const TEXT: &str = "---\ntitle: The lamp\ndate: 2099-01-02\ndraft: true\n---\n\nFirst draft words.\n";

/// What a page of the blog could try in order to reach the app. It tells what came of each.
const PROBE: &str = r#"
window.probed = {};
const attempt = async (name, harm) => {
  const silence = new Promise((_, refuse) => setTimeout(refuse, 3000, { name: 'no answer' }));
  try { window.probed[name] = `came: ${await Promise.race([harm(), silence])}`; } catch (error) { window.probed[name] = `refused: ${error.name}`; }
};
const order = (title) => ({ cmd: 'new_post', callback: 1, error: 2, payload: { title }, options: {}, __TAURI_INVOKE_KEY__: 'x' });
window.probes = (async () => {
  await attempt('internals', () => window.__TAURI_INTERNALS__.invoke('new_post', { title: 'Pwned by internals' }));
  await attempt('parent', () => parent.__TAURI_INTERNALS__.invoke('new_post', { title: 'Pwned by parent' }));
  await attempt('parent-page', () => parent.document.title);
  await attempt('top', () => { top.location.href = 'http://127.0.0.1:' + location.port + '/'; return 'asked'; });
  await attempt('message', () => {
    window.webkit.messageHandlers.ipc.postMessage(JSON.stringify(order('Pwned by message')));
    return 'sent';
  });
  for (const scheme of ['ipc://localhost/new_post', 'http://ipc.localhost/new_post'])
    await attempt(scheme, async () => {
      const headers = { 'Content-Type': 'application/json', 'Tauri-Callback': '1', 'Tauri-Error': '2', 'Tauri-Invoke-Key': 'x' };
      const answer = await fetch(scheme, { method: 'POST', headers, body: JSON.stringify({ title: 'Pwned by fetch' }) });
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      return answer.text();
    });
  await attempt('app-page', async () => (await fetch('tauri://localhost/index.html')).text());
  window.probed.done = true;
})();
"#;

/// Hugo, where it is there.
fn hugo() -> Option<PathBuf> {
    let installed = std::env::var_os("GALLEY_GENERATORS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("target/generators"),
        PathBuf::from,
    );
    let found = fs::read_dir(installed.join("python/lib"))
        .ok()
        .and_then(|folders| {
            folders
                .filter_map(|python| Some(python.ok()?.path().join("site-packages/hugo/binaries/hugo")))
                .find(|file| file.exists())
        });
    if found.is_none() {
        let words = "Hugo is not installed: NO TRUE PREVIEW WAS LOOKED AT. ./dev test installs it.";
        assert!(std::env::var_os("GALLEY_REAL").is_none(), "{words}");
        eprintln!("\n{words}\n");
    }
    found
}

/// The processes that work below a folder.
fn working_in(folder: &Path) -> Vec<String> {
    let folder = fs::canonicalize(folder).expect("the folder");
    let processes = fs::read_dir("/proc").expect("the processes").flatten();
    processes
        .filter(|one| fs::read_link(one.path().join("cwd")).is_ok_and(|at| at.starts_with(&folder)))
        .map(|one| {
            fs::read_to_string(one.path().join("cmdline"))
                .unwrap_or_default()
                .replace('\0', " ")
        })
        .collect()
}

/// What a script in the true preview's frame gives back.
async fn in_frame(window: &Window, script: &str) -> Value {
    let frame = window.client.find(Locator::Css(FRAME)).await.expect("the frame");
    frame.enter_frame().await.expect("the frame's page");
    let answer = window.client.execute(script, Vec::new()).await;
    window
        .client
        .enter_parent_frame()
        .await
        .expect("the window's page");
    answer.unwrap_or(Value::Null)
}

async fn frame_has(window: &Window, words: &str) {
    let script = "return document.body?.innerText ?? ''";
    let begun = Instant::now();
    loop {
        let text = in_frame(window, script).await;
        if text.as_str().is_some_and(|text| text.contains(words)) {
            return;
        }
        if begun.elapsed() > support::PATIENCE {
            window.shot("true-preview-failed").await;
            let all = in_frame(
                window,
                "return performance.now() + document.documentElement.outerHTML",
            )
            .await;
            let own = in_frame(
                window,
                "return fetch(location.href).then((answer) => answer.text())",
            )
            .await;
            panic!("{words:?} is not in the frame: {all}\nthe server has: {own}");
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn hugos_own_page_is_shown_and_followed_and_cannot_reach_the_app() {
    let Some(hugo) = hugo() else { return };
    let place = Place::new();
    let layout = "<!doctype html><title>{{ .Title }}</title><body><main>{{ .Content }}</main>\
                  <p><a id=inside href=\"/\">Front</a> <a id=outside href=\"https://elsewhere.example/\">Else</a></p>\
                  <iframe src=\"https://video.example/embed\"></iframe>"
        .to_owned();
    let files = [
        (
            "hugo.toml",
            "title = 'Night'\nbaseURL = 'https://night.example/'\n",
        ),
        ("layouts/all.html", layout.as_str()),
        ("layouts/home.html", "<!doctype html><body>The front page."),
        (POST, TEXT),
        (".gitignore", "node_modules\nresources\n"),
    ];
    let (_remote, folder) = place.published(&files);
    fs::create_dir_all(folder.path().join("node_modules/.bin")).expect("a folder");
    symlink(&hugo, folder.path().join("node_modules/.bin/hugo")).expect("Hugo");
    let setup = Setup {
        open: Some(folder.path().to_owned()),
        ..Setup::default()
    };
    let window = Window::open(&place, setup).await;
    window.see("[data-testid=post-row]").await;
    window.open_post(POST).await;
    window.previewed("First draft words.").await;
    window.js("window.here = location.href", Vec::new()).await;

    // Asked first.
    window.press_button("True").await;
    window
        .reads(
            "[data-testid=trust]",
            "node_modules/.bin/hugo server --bind 127.0.0.1",
        )
        .await;
    window.reads("[data-testid=trust]", "buildDrafts").await;
    assert_eq!(
        working_in(folder.path()),
        Vec::<String>::new(),
        "nothing runs unasked"
    );
    window.shot("true-preview-trust").await;
    window.examine("the question of trust").await;
    window.press_button("Run it").await;
    window.see(FRAME).await;
    frame_has(&window, "First draft words.").await;
    assert!(!working_in(folder.path()).is_empty());
    let url = in_frame(&window, "return location.href").await;
    let url = url.as_str().expect("an address").to_owned();
    assert!(
        url.starts_with("http://127.0.0.1:") && url.ends_with("/posts/lamp/"),
        "the post's own page: {url}"
    );
    window.shot("true-preview").await;
    window.examine("the true preview").await;
    // A frame of somebody else in the page is not shown, and asks the writer nothing.
    assert!(
        window
            .client
            .find(Locator::Css("[data-testid=link-dialog]"))
            .await
            .is_err()
    );

    // Followed.
    window.click("[data-testid=manuscript]").await;
    window.type_text("Typed into the text. ").await;
    let typed = Instant::now();
    window.press("Control+s").await;
    frame_has(&window, "Typed into the text.").await;
    println!("in the frame {:?} after the save was asked for", typed.elapsed());

    no_way(&window, &folder.path().join("content/posts")).await;

    // A fault, at its line.
    window.open_post(POST).await;
    window.see(FRAME).await;
    window.click("[data-testid=manuscript]").await;
    window.type_text("{{< nosuch >}}").await;
    window.press("Control+s").await;
    window.reads("[data-testid=true-note]", "nosuch").await;
    let text = String::from_utf8(folder.read(POST)).expect("a text");
    let line = text
        .lines()
        .position(|line| line.contains("nosuch"))
        .expect("the line")
        + 1;
    window
        .reads("[data-testid=true-note]", &format!("Line {line}"))
        .await;
    let script = format!("return document.querySelector('{FRAME}').src");
    let shown = window.js(&script, Vec::new()).await;
    assert_eq!(shown, json!(url), "a fault leads nowhere else");
    window.shot("true-preview-fault").await;
    window.examine("a fault").await;

    // Killed as by a crash: Hugo goes with the app.
    kill(window.app());
    support::until("Hugo's end", || {
        working_in(folder.path()).is_empty().then_some(())
    })
    .await;
    window.accessible();
}

/// Nothing that a page of the blog can try reaches the app; that the attempts would is shown by the app's own page.
async fn no_way(window: &Window, posts: &Path) {
    in_frame(window, PROBE).await;
    support::until_async("the end of the attempts", async || {
        in_frame(window, "return window.probed?.done ?? false").await == json!(true)
    })
    .await;
    let probed = in_frame(window, "return window.probed").await;
    println!("attempts from the frame: {probed:#}");
    for name in [
        "internals",
        "parent",
        "parent-page",
        "ipc://localhost/new_post",
        "http://ipc.localhost/new_post",
        "app-page",
    ] {
        let came = probed[name].as_str().expect("an answer");
        assert!(came.starts_with("refused"), "{name}: {came}");
    }
    let here = window.js(
        "return location.href === window.here && !!document.querySelector('main')",
        Vec::new(),
    );
    assert_eq!(here.await, json!(true), "the window stays where it is");

    // The same words from the app's own page are heard; by then, those from the frame had their time.
    let control = "window.__TAURI_INTERNALS__.invoke('new_post', { title: 'Control' })";
    window.js(control, Vec::new()).await;
    let of = |name: &str| {
        let files = fs::read_dir(posts).expect("the posts").flatten();
        let names = files.map(|file| file.file_name().to_string_lossy().into_owned());
        names.filter(|file| file.contains(name)).count()
    };
    support::until("the control's post", || (of("control") == 1).then_some(())).await;
    assert_eq!(of("pwned"), 0, "no attempt made a post");
}
