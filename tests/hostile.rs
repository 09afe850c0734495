//! Hostile posts in the real preview: nothing runs, nothing is fetched, nothing goes anywhere. And the counter-test: the
//! same pages do all that in a browser without the frame, so that this test can fail.
#![cfg(target_os = "linux")]
#![allow(clippy::expect_used, clippy::panic, reason = "tests stop where they fail")]

mod support;

use std::fs;
use std::path::Path;

use fantoccini::Locator;
use galley_library::{Clock, Library, Opening, Places};
use galley_testkit::repo::Place;
use serde_json::{Value, json};
use support::blog::{Blog, post};
use support::listener::Listener;
use support::window::{Setup, Window};

/// A red dot.
const PICTURE: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52, 0x00,
    0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x02, 0x00, 0x00, 0x00, 0x90, 0x77, 0x53, 0xde, 0x00,
    0x00, 0x00, 0x0c, 0x49, 0x44, 0x41, 0x54, 0x08, 0xd7, 0x63, 0xf8, 0xcf, 0xc0, 0x00, 0x00, 0x03, 0x01,
    0x01, 0x00, 0x18, 0xdd, 0x8d, 0xb0, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60,
    0x82,
];

/// Where in the window the middle of an element in a frame is. The frame may be scaled.
const IN_FRAME: &str = "
const [frames, css] = arguments, frame = document.querySelector(frames);
const outer = frame?.getBoundingClientRect(), scale = outer && outer.width / frame.offsetWidth;
return [...(frame?.contentDocument?.querySelectorAll(css) ?? [])].map((element) => {
  element.scrollIntoView({ block: 'nearest' });
  const box = element.getBoundingClientRect();
  return [outer.left + (box.left + Math.min(box.width, 40) / 2) * scale, outer.top + (box.top + box.height / 2) * scale];
});";

/// The posts: number, file name, text with the listener's address.
fn posts(listener: &Listener) -> Vec<(String, String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile");
    let mut posts: Vec<_> = fs::read_dir(folder)
        .expect("the hostile posts")
        .map(|file| {
            let path = file.expect("a file").path();
            let name = path
                .file_name()
                .and_then(|name| name.to_str())
                .expect("a readable name")
                .to_owned();
            let text = fs::read_to_string(&path)
                .expect("a post")
                .replace("LISTENER", &listener.address);
            (name[..2].to_owned(), name, text)
        })
        .collect();
    posts.sort();
    assert!(posts.len() >= 20, "the posts are there");
    posts
}

/// Clicks all that a post wants to be clicked.
async fn click_in(window: &Window, frame: &str, css: &str) -> usize {
    let places = window.js(IN_FRAME, vec![json!(frame), json!(css)]).await;
    let places = places.as_array().cloned().unwrap_or_default();
    for place in &places {
        window.click_at(place).await;
    }
    places.len()
}

#[tokio::test]
async fn in_the_preview_nothing_runs_is_fetched_or_goes_anywhere() {
    const FRAME: &str = "[data-testid=preview-frame]";
    let listener = Listener::start();
    let posts = posts(&listener);
    let mut files: Vec<(&str, &str)> = posts
        .iter()
        .map(|(_, name, text)| (name.as_str(), text.as_str()))
        .collect();
    let last = post("The end", "Marker 99.\n\n![A dot](images/dot.png)");
    files.push(("99-the-end.md", &last));
    let blog = Blog::with(&files);
    blog.folder.write("posts/images/dot.png", PICTURE);
    let setup = Setup {
        open: Some(blog.folder.path().to_owned()),
        ..Setup::default()
    };
    let window = Window::open(&blog.place, setup).await;
    window.see("[data-testid=post-row]").await;
    window
        .js("window.__pwned = []; window.here = location.href", Vec::new())
        .await;

    let mut dialogs = 0;
    for (number, name, _) in &posts {
        window.open_post(&format!("posts/{name}")).await;
        window.previewed(&format!("Marker {number}.")).await;
        click_in(&window, FRAME, ".click").await;
        // A link that leads to the web is asked about, and that is all.
        if matches!(number.as_str(), "14" | "22") {
            window.see("[data-testid=link-dialog]").await;
            window.reads("[data-testid=link-dialog]", "127.0.0.1").await;
            dialogs += 1;
            window.press("Escape").await;
            window.gone("[data-testid=link-dialog]").await;
        }
        calm(&window, number).await;
    }
    assert_eq!(dialogs, 2, "clicks do arrive");
    // The library's own picture is shown, so that pictures at all can be: by then all others had their time.
    window.open_post("posts/99-the-end.md").await;
    window.previewed("Marker 99.").await;
    let shown = "return document.querySelector('[data-testid=preview-frame]').contentDocument.querySelector('img')?.naturalWidth > 0";
    window.until("the library's own picture", shown).await;
    calm(&window, "the end").await;
    assert_eq!(listener.calls(), Vec::<String>::new(), "nothing was fetched");
}

/// Nothing happened to the app.
async fn calm(window: &Window, number: &str) {
    let state = window
        .js(
            "const frames = document.querySelectorAll('iframe');
             return [window.__pwned ?? 'another page', document.title, location.href === window.here,
                     frames.length, frames[0].contentDocument?.URL ?? 'elsewhere', !!document.querySelector('main')]",
            Vec::new(),
        )
        .await;
    assert_eq!(
        state,
        json!([[], "Galley", true, 1, "about:srcdoc", true]),
        "after post {number}"
    );
}

#[tokio::test]
async fn without_the_frame_every_one_of_them_works() {
    let listener = Listener::start();
    let posts = posts(&listener);
    let files: Vec<(&str, &str)> = posts
        .iter()
        .map(|(_, name, text)| (name.as_str(), text.as_str()))
        .collect();
    let blog = Blog::with(&files);
    let places = Places::under(&blog.place.path().join("state"));
    let opening = Opening {
        places,
        clock: Clock::system(),
        listener: None,
    };
    let library = Library::open(blog.folder.path(), opening).expect("the library");
    let place = Place::new();
    let window = Window::plain_browser(&place)
        .await
        .expect("MiniBrowser, which comes with WebKitGTK");
    for (number, name, _) in &posts {
        let page = library.render(&format!("posts/{name}")).expect("a page");
        listener.serve(&format!("/page/{number}"), page);
        listener.serve(
            &format!("/control/{number}"),
            format!("<script>window.__pwned = []</script><iframe src=/page/{number} style='width:900px;height:500px'></iframe>"),
        );
        window
            .client
            .goto(&format!("{}/control/{number}", listener.address))
            .await
            .expect("the page");
        let mut clicked = false;
        support::until_async(&format!("post {number} to do its harm"), async || {
            if listener
                .calls()
                .iter()
                .any(|call| call.starts_with(&format!("/beacon/{number}")))
            {
                return true;
            }
            // The page may be on its way elsewhere: that is seen in the next look.
            let script = format!("return Boolean(window.__pwned?.includes('{number}'))");
            if matches!(
                window.client.execute(&script, Vec::new()).await,
                Ok(Value::Bool(true))
            ) {
                return true;
            }
            let ready = window
                .client
                .execute(
                    "return frames[0]?.document?.readyState === 'complete'",
                    Vec::new(),
                )
                .await;
            if !clicked && matches!(ready, Ok(Value::Bool(true))) {
                clicked = click_in(&window, "iframe", ".click").await > 0;
            }
            false
        })
        .await;
        // A page that a click opened beside it is closed again.
        let windows = window.client.windows().await.expect("the windows");
        for other in windows.iter().skip(1) {
            window
                .client
                .switch_to_window(other.clone())
                .await
                .expect("the other window");
            window.client.close_window().await.expect("its end");
        }
        window
            .client
            .switch_to_window(windows[0].clone())
            .await
            .expect("the first window");
    }
}

#[tokio::test]
async fn a_link_to_a_place_on_the_page_goes_there_and_nowhere_else() {
    let long = "A paragraph of some length, so that there is something to scroll.\n\n".repeat(60);
    let text = post(
        "Far and near",
        &format!("[down](#far-below)\n\n{long}## Far below\n\nThe end."),
    );
    let blog = Blog::with(&[("far.md", &text)]);
    let setup = Setup {
        open: Some(blog.folder.path().to_owned()),
        ..Setup::default()
    };
    let window = Window::open(&blog.place, setup).await;
    window.open_post("posts/far.md").await;
    window.previewed("The end.").await;
    window
        .js("window.__pwned = []; window.here = location.href", Vec::new())
        .await;
    let top = "return document.querySelector('[data-testid=preview-frame]').contentWindow.scrollY";
    assert_eq!(window.js(top, Vec::new()).await, 0);
    assert_eq!(
        click_in(&window, "[data-testid=preview-frame]", "p > a[href='#far-below']").await,
        1
    );
    window.until("the place below", &format!("{top} > 500")).await;
    calm(&window, "with a place").await;
    assert!(
        window
            .client
            .find(Locator::Css("[data-testid=link-dialog]"))
            .await
            .is_err()
    );
}
