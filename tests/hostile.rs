//! Hostile posts in the real preview: nothing runs, nothing is fetched, nothing goes anywhere. And the counter-test: the
//! same pages do all that in a browser without the frame, so that this test can fail.
#![cfg(target_os = "linux")]
#![allow(clippy::expect_used, clippy::panic, reason = "tests stop where they fail")]

mod support;

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use fantoccini::Locator;
use galley_library::{Clock, Library, Opening, Places};
use galley_testkit::repo::Place;
use serde_json::{Value, json};
use support::PATIENCE;
use support::blog::{Blog, SETTINGS, post};
use support::hostile::{Hostile, posts};
use support::keys::TEXT;
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

/// The preview's frame, and what no form or picture of a post can take the place of.
const FRAME: &str = "
const frame = document.querySelector('[data-testid=preview-frame]'), page = frame?.contentDocument;
const body = page && Object.getOwnPropertyDescriptor(Document.prototype, 'body').get.call(page);
const all = (css) => page ? [...Document.prototype.querySelectorAll.call(page, css)] : [];";

/// Opens a post from the list and comes back when the frame shows its words and the library's own picture beside them.
const OPEN: &str = "
const [path, words, done] = arguments, list = document.querySelector('[data-testid=post-list]');
let clicked = false;
const look = () => {
  FRAME
  const row = !clicked && list.querySelector(`[data-path=\"${CSS.escape(path)}\"]`);
  if (row) {
    row.scrollIntoView({ block: 'nearest' });
    row.click();
    clicked = true;
  } else if (!clicked) {
    list.scrollTop = list.scrollTop + list.clientHeight < list.scrollHeight ? list.scrollTop + list.clientHeight / 2 : 0;
  } else if (body?.textContent.includes(words) && all('img').some((dot) => dot.alt === 'A dot' && dot.naturalWidth > 0)) {
    done(true);
    return;
  }
  setTimeout(look, 4);
};
look();";

/// Where in the window the middle of each element to be clicked is. The frame may be scaled.
const PLACES: &str = "
FRAME
const outer = frame.getBoundingClientRect(), scale = outer.width / frame.offsetWidth;
return all('.click').map((element) => {
  element.scrollIntoView({ block: 'nearest' });
  const box = element.getBoundingClientRect();
  return [outer.left + (box.left + Math.min(box.width, 40) / 2) * scale, outer.top + (box.top + box.height / 2) * scale];
});";

/// The libraries in which the posts are read, by their generators: what their `galley.toml` says.
fn settings(generator: &str) -> String {
    if generator == "galley" {
        return SETTINGS.to_owned();
    }
    format!("[library]\ngenerator = \"{generator}\"\nposts = [\"posts\"]\n")
}

/// The posts by what builds their library, Galley first, in an order that stays.
fn by_generator(posts: &[Hostile]) -> Vec<(&str, Vec<&Hostile>)> {
    let mut groups: Vec<(&str, Vec<&Hostile>)> = vec![("galley", Vec::new())];
    for post in posts {
        match groups
            .iter_mut()
            .find(|(generator, _)| *generator == post.generator())
        {
            Some((_, group)) => group.push(post),
            None => groups.push((post.generator(), vec![post])),
        }
    }
    groups
}

fn blog_of(posts: &[Hostile]) -> Blog {
    let files: Vec<(&str, &str)> = posts
        .iter()
        .map(|post| (post.path.trim_start_matches("posts/"), post.text.as_str()))
        .collect();
    let blog = Blog::with(&files);
    blog.folder.write("posts/images/dot.png", PICTURE);
    blog
}

#[tokio::test]
async fn in_the_preview_nothing_runs_is_fetched_or_goes_anywhere() {
    let listener = Listener::start();
    let posts = posts(&listener);
    let blog = blog_of(&posts);
    let window = Window::open(&blog.place, blog.setup()).await;
    window.see("[data-testid=post-row]").await;
    window
        .js("window.__pwned = []; window.here = location.href", Vec::new())
        .await;

    let (open, places) = (OPEN.replace("FRAME", FRAME), PLACES.replace("FRAME", FRAME));
    for (generator, group) in by_generator(&posts) {
        if generator != "galley" {
            blog.folder.write("galley.toml", settings(generator));
            let name = format!("{}{}", generator[..1].to_uppercase(), &generator[1..]);
            window.reads("[data-testid=quick-preview]", &name).await;
        }
        for post in group {
            let opened = window
                .client
                .execute_async(&open, vec![json!(post.path), json!(post.marker)])
                .await;
            opened.unwrap_or_else(|error| panic!("{}: {error}", post.name));
            if post.is("click") {
                click(&window, &places, post).await;
                // Wherever it was led to, the frame shows the post.
                window.previewed(&post.marker).await;
            }
            if post.family == "names" {
                typed(&window, post).await;
            }
            calm(&window, &post.name).await;
        }
    }
    assert_eq!(listener.calls(), Vec::<String>::new(), "nothing was fetched");
}

/// Clicks all that a post wants to be clicked. A link that leads to the web is asked about, and that is all.
async fn click(window: &Window, places: &str, post: &Hostile) {
    let places = window.js(places, Vec::new()).await;
    let places = places.as_array().cloned().unwrap_or_default();
    assert!(!places.is_empty(), "{}: nothing to click", post.name);
    for place in &places {
        window.click_at(place).await;
        if post.is("asks") {
            let dialog = "return !!document.querySelector('[data-testid=link-dialog]')";
            window
                .until(&format!("the question of {}", post.name), dialog)
                .await;
            window.press("Escape").await;
            window.gone("[data-testid=link-dialog]").await;
        }
    }
}

/// A post that is called like the page's own parts is followed all the same.
async fn typed(window: &Window, post: &Hostile) {
    window.click("[data-testid=manuscript] .cm-line").await;
    window.focused("the text", TEXT).await;
    window.press("Home").await;
    window.type_text("Typed: ").await;
    let script = format!("{FRAME} return body?.textContent.includes(arguments[0]) && all('h1').length === 1");
    let words = format!("Typed: {}", post.marker);
    window
        .until_with(&format!("{}: “{words}”", post.name), &script, vec![json!(words)])
        .await;
}

/// Nothing happened to the app.
async fn calm(window: &Window, name: &str) {
    let script = "
        const frames = document.querySelectorAll('iframe');
        return [window.__pwned ?? 'another page', document.title, location.href === window.here, frames.length,
                frames[0].contentDocument?.URL ?? 'elsewhere', !!document.querySelector('main'),
                !!document.querySelector('[data-testid=link-dialog]')]";
    let state = window.js(script, Vec::new()).await;
    assert_eq!(
        state,
        json!([[], "Galley", true, 1, "about:srcdoc", true, false]),
        "after {name}"
    );
}

/// Which posts did their harm so far, by the frames' scripts and by the server.
async fn harmed(window: &Window, listener: &Listener) -> BTreeSet<usize> {
    let number = |call: &String| {
        let rest = call.strip_prefix("/beacon/")?;
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        rest[..digits].parse::<usize>().ok()
    };
    let mut harmed: BTreeSet<usize> = listener.calls().iter().filter_map(number).collect();
    // A page may be on its way elsewhere: what it says is seen in the next look.
    if let Ok(said) = window
        .client
        .execute("return window.__pwned ?? []", Vec::new())
        .await
    {
        let said = said.as_array().cloned().unwrap_or_default();
        let number = |number: &Value| usize::try_from(number.as_u64()?).ok();
        harmed.extend(said.iter().filter_map(number));
    }
    harmed
}

/// A page with some posts, each in a frame that may do everything; what wants to be clicked is clicked when it is there.
fn control(numbers: &[usize]) -> String {
    let frames: String = numbers
        .iter()
        .map(|number| format!("<iframe src=/page/{number} onload=pressed(this)></iframe>"))
        .collect();
    format!(
        "<!doctype html><style>iframe {{ width: 800px; height: 900px; zoom: .2 }}</style><script>
         window.__pwned = [];
         const pressed = (frame) => {{
           if (frame.pressed || !frame.contentDocument) return;
           frame.pressed = true;
           for (const element of Document.prototype.querySelectorAll.call(frame.contentDocument, '.click'))
             element.dispatchEvent(new MouseEvent('click', {{ bubbles: true, cancelable: true, view: frame.contentWindow }}));
         }};
         </script>{frames}"
    )
}

#[tokio::test]
async fn without_the_frame_they_work() {
    const AT_ONCE: usize = 30;
    let listener = Listener::start();
    let posts = posts(&listener);
    let blog = blog_of(&posts);
    for (generator, group) in by_generator(&posts) {
        blog.folder.write("galley.toml", settings(generator));
        let opening = Opening {
            places: Places::under(&blog.place.path().join(generator)),
            clock: Clock::system(),
            listener: None,
        };
        let library = Library::open(blog.folder.path(), opening).expect("the library");
        for post in group {
            let page = library.render(&post.path).expect("a page");
            listener.serve(&format!("/page/{}", post.number), page);
        }
    }
    let place = Place::new();
    let window = Window::plain_browser(&place)
        .await
        .expect("MiniBrowser, which comes with WebKitGTK");
    let mut all: BTreeSet<usize> = BTreeSet::new();
    let mut tame = Vec::new();
    let (alone, together): (Vec<_>, Vec<_>) = posts.iter().partition(|post| post.is("alone"));
    let groups = alone.chunks(1).chain(together.chunks(AT_ONCE));
    for (turn, group) in groups.enumerate() {
        let numbers: Vec<usize> = group.iter().map(|post| post.number).collect();
        let page = format!("/control/{turn}");
        listener.serve(&page, control(&numbers));
        let address = format!("{}{page}", listener.address);
        window.client.goto(&address).await.expect("the page");
        let wanted: BTreeSet<usize> = group
            .iter()
            .filter(|post| !post.is("quiet"))
            .map(|post| post.number)
            .collect();
        let begun = Instant::now();
        let mut clicked = false;
        loop {
            let harmed = harmed(&window, &listener).await;
            all.extend(&harmed);
            if wanted.is_subset(&harmed) {
                break;
            }
            if begun.elapsed() > PATIENCE {
                let still =
                    |post: &&&Hostile| wanted.contains(&post.number) && !harmed.contains(&post.number);
                tame.extend(group.iter().filter(still).map(|post| post.name.as_str()));
                break;
            }
            // Another window, or another page in this one, is a reader's own click's.
            if !clicked && group[0].is("alone") {
                clicked = pressed_by_hand(&window).await;
            }
            // Of a window that opens, or a page that goes elsewhere, the driver tells only who asks.
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        only_the_first_window(&window).await;
    }
    let quiet = |post: &&Hostile| post.is("quiet") && all.contains(&post.number);
    let loud: Vec<&str> = posts
        .iter()
        .filter(quiet)
        .map(|post| post.name.as_str())
        .collect();
    assert_eq!(
        (tame, loud),
        (Vec::<&str>::new(), Vec::new()),
        "these do no harm, and these do some, other than they say"
    );
    let harmful = posts.iter().filter(|post| !post.is("quiet")).count();
    assert!(
        harmful * 3 > posts.len() * 2,
        "only {harmful} of {} do harm",
        posts.len()
    );
    eprintln!(
        "{} hostile posts, {harmful} of them do harm in a browser",
        posts.len()
    );
}

/// Clicks what a lone post wants to be clicked as a reader does; false when it is not there yet.
async fn pressed_by_hand(window: &Window) -> bool {
    let ready = "return frames[0]?.document?.readyState === 'complete'";
    if !matches!(
        window.client.execute(ready, Vec::new()).await,
        Ok(Value::Bool(true))
    ) {
        return false;
    }
    let script = PLACES
        .replace("FRAME", FRAME)
        .replace("[data-testid=preview-frame]", "iframe");
    let places = window.js(&script, Vec::new()).await;
    let places = places.as_array().cloned().unwrap_or_default();
    for place in &places {
        window.click_at(place).await;
    }
    !places.is_empty()
}

/// Closes what clicks have opened.
async fn only_the_first_window(window: &Window) {
    let client = &window.client;
    let windows = client.windows().await.expect("the windows");
    for other in windows.iter().skip(1) {
        client
            .switch_to_window(other.clone())
            .await
            .expect("the other window");
        client.close_window().await.expect("its end");
    }
    client
        .switch_to_window(windows[0].clone())
        .await
        .expect("the first window");
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
    let link = PLACES
        .replace("FRAME", FRAME)
        .replace(".click", "p > a[href=\"#far-below\"]");
    let places = window.js(&link, Vec::new()).await;
    assert_eq!(places.as_array().map(Vec::len), Some(1), "{places}");
    window.click_at(&places[0]).await;
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
