//! What you preview is what is published: the page that the real window gets for a post is the file that a build writes,
//! byte for byte, and what stands in the preview's frame is what a browser makes of that file. Over the starter's posts
//! and posts of real blogs, copied into a blog that Galley builds.
#![cfg(target_os = "linux")]
#![allow(clippy::expect_used, clippy::panic, reason = "tests stop where they fail")]

mod support;

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::Path;

use galley_library::view::NewBlog;
use galley_library::{Built, Cancel, Clock, Library, Opening, Places, start};
use galley_testkit::corpus;
use galley_testkit::repo::Place;
use serde_json::{Value, json};
use support::keys::TEXT;
use support::window::{Setup, Window};

const NOW: &str = "2026-11-20T10:42:00+01:00[Europe/Oslo]";
const ADDRESS: &str = "https://night.example";
/// A post's heavier than this would only take time.
const LARGEST: u64 = 200 << 10;

/// The page of a post as the window's own command gives it: opened, asked for, closed.
const PAGE: &str = "
const [path, done] = arguments, call = window.__TAURI_INTERNALS__.invoke;
(async () => {
  const { post } = await call('open_post', { path });
  const { html } = await call('preview', { post });
  await call('close_post', { post });
  done(html);
})().catch((error) => done({ failed: error?.message ?? String(error) }));";

/// From here on the window keeps what the shell answers to its own questions: which session a post has, and its pages,
/// whole or as what is exchanged in the one before.
const LISTEN: &str = "
window.sessions = {}; window.pages = {};
const ask = window.fetch, exchanged = (page, splices) => {
  let [whole, at] = ['', 0];
  for (const { from, to, insert } of splices) {
    whole += page.slice(at, from) + insert;
    at = to;
  }
  return whole + page.slice(at);
};
window.fetch = async (...question) => {
  const answer = await ask(...question);
  const command = String(question[0]).split('/').pop();
  if (['open_post', 'preview', 'preview_change'].includes(command)) {
    const asked = JSON.parse(question[1].body), told = await answer.clone().json();
    if (command === 'open_post') window.sessions[asked.path] = told.post;
    else window.pages[asked.post] = told.patch
      ? exchanged(window.pages[asked.post], told.patch.splices)
      : (told.page ?? told).html;
  }
  return answer;
};";

/// The last page that the shell gave for the open post at that path.
const GIVEN: &str = "return window.pages[window.sessions[arguments[0]]] ?? null";

/// Whether the frame has what a browser makes of a page; Galley's own signs and boxes, and where links would open, are not
/// the page's.
const IN_FRAME: &str = "
const plain = (body) => {
  const copy = body.cloneNode(true);
  for (const box of copy.querySelectorAll('[data-galley-hole]')) box.remove();
  for (const element of copy.querySelectorAll('*'))
    for (const { name } of [...element.attributes])
      if (name.startsWith('data-galley') || name === 'target') element.removeAttribute(name);
  copy.normalize();
  return copy.innerHTML;
};
const frame = document.querySelector('[data-testid=preview-frame]')?.contentDocument;
const file = new DOMParser().parseFromString(arguments[0], 'text/html');
return Boolean(frame) && plain(frame.body) === plain(file.body);";

/// A blog that Galley builds, with the starter's posts and some of real blogs, and its site.
struct Blog {
    place: Place,
    built: Built,
    /// Paths of all its posts.
    posts: Vec<String>,
}

impl Blog {
    /// With so many posts of each real blog, if those are there.
    fn with(of_each: usize) -> Self {
        let place = Place::new();
        let root = place.path().join("blog");
        let places = Places::under(&place.path().join("state"));
        let blog = NewBlog {
            name: "Night Shift".to_owned(),
            folder: root.display().to_string(),
            theme: "newsroom".to_owned(),
            bare_remote: false,
        };
        let clock = || Clock::standing(NOW.parse().expect("a time"));
        start::start_blog(&blog, &places, &clock()).expect("the starter");
        let settings = root.join("galley.toml");
        let text = fs::read_to_string(&settings).expect("its settings");
        let text = text.replacen("[site]", &format!("[site]\nbase_url = \"{ADDRESS}\""), 1);
        fs::write(&settings, text).expect("its settings");
        for (name, bytes) in real_posts(of_each) {
            fs::write(root.join("posts").join(name), bytes).expect("a post");
        }
        let opening = Opening {
            places,
            clock: clock(),
            listener: None,
        };
        let library = Library::open(&root, opening).expect("the library");
        let built = library
            .build(&place.path().join("site"), &|_, _| {}, &Cancel::none())
            .expect("the site");
        let mut posts: Vec<String> = fs::read_dir(root.join("posts"))
            .expect("the posts")
            .filter_map(|file| {
                let file = file.ok()?;
                let name = file.file_name().into_string().ok()?;
                file.path().is_file().then(|| format!("posts/{name}"))
            })
            .collect();
        posts.sort();
        Blog { place, built, posts }
    }

    async fn window(&self) -> Window {
        let setup = Setup {
            open: Some(self.place.path().join("blog")),
            clock: Some(NOW),
            ..Setup::default()
        };
        let window = Window::open(&self.place, setup).await;
        window.see("[data-testid=post-row]").await;
        window
    }
}

/// So many posts of each real blog, evenly taken from all of its files: names that tell blogs apart, and their bytes.
fn real_posts(of_each: usize) -> Vec<(String, Vec<u8>)> {
    let mut slugs = HashSet::new();
    let mut posts = Vec::new();
    for archive in corpus::archives().unwrap_or_default() {
        let files: Vec<_> = archive
            .posts()
            .into_iter()
            .filter(|file| {
                file.extension()
                    .is_some_and(|kind| kind == "md" || kind == "markdown")
            })
            .filter(|file| fs::metadata(file).is_ok_and(|meta| meta.len() <= LARGEST))
            .collect();
        let step = files.len().div_ceil(of_each).max(1);
        for (number, file) in files.iter().step_by(step).enumerate() {
            let bytes = fs::read(file).expect("a post");
            let text = String::from_utf8_lossy(&bytes);
            let slug = text
                .lines()
                .take(30)
                .find(|line| line.trim_start().starts_with("slug"));
            // Two posts with one address are refused, as they should be.
            if slug.is_some_and(|slug| !slugs.insert(slug.to_owned())) {
                continue;
            }
            let kind = file
                .extension()
                .and_then(|kind| kind.to_str())
                .expect("an extension");
            posts.push((format!("{}-{number}.{kind}", archive.name), bytes));
        }
    }
    posts
}

/// The file of the site that a page is, by the address that it gives itself.
fn file_of(page: &str) -> Option<String> {
    let (_, rest) = page.split_once("<link rel=\"canonical\" href=\"")?;
    let address = rest.split('"').next()?.strip_prefix(ADDRESS)?;
    let address = percent_encoding::percent_decode_str(address.trim_start_matches('/'))
        .decode_utf8()
        .ok()?;
    Some(format!("{address}index.html"))
}

/// Lays pages, by the paths of their posts, beside the files of the site: how many are the same, and which are not.
fn compare(pages: &BTreeMap<String, String>, site: &Path) -> (usize, Vec<String>) {
    let mut files = HashSet::new();
    let (mut same, mut other) = (0, Vec::new());
    for (path, page) in pages {
        let Some(file) = file_of(page) else {
            other.push(format!("{path} has no address"));
            continue;
        };
        // What readers do not get yet has no file.
        let Ok(built) = fs::read(site.join(&file)) else {
            continue;
        };
        let at = built.iter().zip(page.as_bytes()).position(|(a, b)| a != b);
        if !files.insert(file.clone()) {
            other.push(format!("{path} and another post are both {file}"));
        } else if let Some(at) = at.or((built.len() != page.len()).then_some(built.len().min(page.len()))) {
            let words = |bytes: &[u8]| {
                let end = bytes.len().min(at + 60);
                String::from_utf8_lossy(&bytes[at.saturating_sub(20)..end]).into_owned()
            };
            let (ours, theirs) = (words(page.as_bytes()), words(&built));
            other.push(format!(
                "{path} differs from {file} at byte {at}:\n  {ours}\n  {theirs}"
            ));
        } else {
            same += 1;
        }
    }
    (same, other)
}

#[tokio::test]
async fn the_window_shows_the_pages_that_a_build_writes() {
    let full = std::env::var_os("GALLEY_FULL").is_some();
    let (of_each, looked_at) = if full { (24, 40) } else { (3, 6) };
    let blog = Blog::with(of_each);
    let site = blog.place.path().join("site");
    let window = blog.window().await;

    let mut pages = BTreeMap::new();
    for path in &blog.posts {
        let page = window
            .client
            .execute_async(PAGE, vec![json!(path)])
            .await
            .expect("an answer");
        let page = page
            .as_str()
            .unwrap_or_else(|| panic!("{path}: {page}"))
            .to_owned();
        pages.insert(path.clone(), page);
    }
    let (same, other) = compare(&pages, &site);
    assert_eq!(other, Vec::<String>::new());
    assert_eq!(same, blog.built.posts, "every post of the site was looked at");
    let wanted = if full { 200 } else { 24 };
    let real = real_posts(of_each).len();
    assert!(
        real == 0 || same >= 10 + wanted,
        "{same} posts, of {real} real ones"
    );
    assert!(same >= 10, "the starter's");

    // The style sheet too: the site's has the faces of its own font files before it.
    let style = window.client.execute_async(
        "const [done] = arguments; window.__TAURI_INTERNALS__.invoke('preview_style').then(done)",
        Vec::new(),
    );
    let style = style.await.expect("the style sheet");
    let built = fs::read_to_string(site.join("newsroom.css")).expect("the site's style sheet");
    let style = style.as_str().expect("a text");
    assert!(
        style.len() > 5000 && built.ends_with(style),
        "another style sheet"
    );

    // Some are opened as a writer opens them. What the shell answers then is kept, and what the frame shows is looked at.
    window.js(LISTEN, Vec::new()).await;
    let step = pages.len().div_ceil(looked_at);
    let mut opened = BTreeMap::new();
    for path in pages.keys().step_by(step) {
        window.open_post(path).await;
        let page = window
            .until_with(&format!("the page of {path}"), GIVEN, vec![json!(path)])
            .await;
        let shown = format!("{path} in the frame");
        window.until_with(&shown, IN_FRAME, vec![page.clone()]).await;
        opened.insert(path.clone(), page.as_str().expect("a page").to_owned());
    }
    assert!(opened.len() >= looked_at / 2, "{}", opened.len());
    assert_eq!(compare(&opened, &site).1, Vec::<String>::new());

    // A planted difference: one letter that is not in the file.
    let path = "posts/what-fsync-is-for.md";
    window.open_post(path).await;
    let before = window
        .until_with("the page before", GIVEN, vec![json!(path)])
        .await;
    window.click("[data-testid=manuscript]").await;
    window.focused("the text", TEXT).await;
    window.type_text("x").await;
    let changed = "const page = window.pages[window.sessions[arguments[0]]]; return page === arguments[1] ? null : page";
    let after = window
        .until_with("the page after", changed, vec![json!(path), before.clone()])
        .await;
    window
        .until_with("the change in the frame", IN_FRAME, vec![after.clone()])
        .await;
    assert_eq!(
        window.js(IN_FRAME, vec![before]).await,
        Value::Bool(false),
        "a look at the frame sees one letter"
    );
    opened.insert(path.to_owned(), after.as_str().expect("a page").to_owned());
    let (_, other) = compare(&opened, &site);
    assert_eq!(other.len(), 1, "{other:?}");
    assert!(other[0].starts_with(path), "{other:?}");
    eprintln!(
        "{same} pages are the files of the build, {} of them opened by hand and seen in the frame",
        opened.len()
    );
}

#[test]
fn the_comparison_sees_a_byte() {
    let place = Place::new();
    let site = place.path().join("site");
    let page = |slug: &str| {
        format!(
            "<html><link rel=\"canonical\" href=\"{ADDRESS}/{slug}/\"><p>A page of some length.</p></html>\n"
        )
    };
    let mut pages = BTreeMap::new();
    for slug in ["a", "b", "c%20c"] {
        let folder = site.join(slug.replace("%20", " "));
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(folder.join("index.html"), page(slug)).expect("a page");
        pages.insert(format!("posts/{slug}.md"), page(slug));
    }
    assert_eq!(compare(&pages, &site), (3, Vec::new()));
    let planted = |text: String| {
        let mut pages = pages.clone();
        pages.insert("posts/b.md".to_owned(), text);
        compare(&pages, &site)
    };
    let whole = page("b");
    for text in [
        whole.replace("some", "same"),
        whole.trim_end().to_owned(),
        format!("{whole}\n"),
        format!("\u{feff}{whole}"),
        whole.replace("</p>", "</p >"),
        page("a"),
        whole.replace("canonical", "alternate"),
    ] {
        let (same, other) = planted(text.clone());
        assert_eq!((same, other.len()), (2, 1), "{text}: {other:?}");
    }
    // A page that the build did not write is nobody's; that all were written is counted.
    assert_eq!(planted(page("elsewhere")), (2, Vec::new()));
}
