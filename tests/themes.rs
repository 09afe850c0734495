//! The five themes as readers get them: built pages on a server of this computer, in WebKit, without any of the app. Nothing
//! serious for axe-core, nothing cut off at the side, and pictures to be laid beside the drawn ones.
//!
//! `GALLEY_WRITE_IMAGES=1` writes the README's pictures.
#![cfg(target_os = "linux")]
#![allow(clippy::expect_used, clippy::panic, reason = "tests stop where they fail")]

mod support;

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use galley_library::{Cancel, Clock, Library, Opening, Places};
use galley_testkit::blogs::{THEMES, folder};
use galley_testkit::repo::Place;
use serde_json::json;
use support::page::shots;
use support::window::Window;

/// The drawn post of each theme, and one of its tags.
const PAGES: [(&str, &str, &str); 5] = [
    ("newsroom", "our-retries-were-the-outage", "queues"),
    ("terminal", "fsync-is-a-conversation", "linux"),
    ("feed", "the-migration-that-we-did-not-run", "databases"),
    ("digest", "the-virtue-of-the-second-reader", "reviews"),
    ("journal", "a-model-for-the-last-kilometre", "models"),
];

const WIDTHS: [(&str, u32, u32); 3] = [("phone", 390, 800), ("tablet", 820, 800), ("desktop", 1280, 800)];

/// Shows a page in the frame, in light or dark, and says how much wider than the frame it is.
const SHOW: &str = "
const [address, scheme, width, height, done] = arguments, frame = document.querySelector('iframe');
Object.assign(frame.style, { width: `${width}px`, height: `${height}px` });
frame.onload = async () => {
  const page = frame.contentDocument;
  page.documentElement.dataset.theme = scheme;
  await page.fonts.ready;
  frame.contentWindow.requestAnimationFrame(() => requestAnimationFrame(() =>
    done([page.fonts.status, page.styleSheets.length, page.documentElement.scrollWidth - width])));
};
frame.src = address;";

/// Gives the boxes of task lists a name.
const NAMED_BOXES: &str = "document.querySelectorAll('li > input[type=checkbox][disabled]').forEach((box) => { box.ariaLabel = 'task' })";

/// Builds the blog of each theme's drawing, and serves them all.
struct Themes {
    address: String,
    place: Place,
}

impl Themes {
    fn serve() -> Self {
        let place = Place::new();
        for theme in THEMES {
            let blog = place.path().join("blogs").join(theme);
            fs::create_dir_all(blog.parent().expect("a folder")).expect("a folder");
            let copied = Command::new("cp")
                .arg("-R")
                .arg(folder(theme))
                .arg(&blog)
                .status();
            assert!(copied.expect("cp runs").success());
            let opening = Opening {
                places: Places::under(&place.path().join("state")),
                clock: Clock::standing("2026-11-20T10:42:00+01:00[Europe/Oslo]".parse().expect("a time")),
                listener: None,
            };
            let library = Library::open(&blog, opening).expect("the library");
            let out = place.path().join("sites").join(theme);
            fs::create_dir_all(out.parent().expect("a folder")).expect("a folder");
            library
                .build(&out, &|_, _| {}, &Cancel::none())
                .expect("the site");
        }
        let sites = place.path().join("sites");
        fs::write(
            sites.join("frame.html"),
            "<!doctype html><title>Themes</title><style>body { margin: 0; background: #b5b5b5; overflow: hidden } iframe { border: 0; display: block }</style><iframe></iframe>",
        )
        .expect("the page with the frame");
        let socket = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = format!("http://{}", socket.local_addr().expect("its address"));
        thread::spawn(move || {
            for stream in socket.incoming().flatten() {
                let sites = sites.clone();
                thread::spawn(move || answer(stream, &sites));
            }
        });
        Themes { address, place }
    }

    /// A page: the front page, the drawn post, or the list of one tag.
    fn page(&self, (theme, post, tag): (&str, &str, &str), kind: &str) -> String {
        let path = match kind {
            "front" => String::new(),
            "post" => format!("{post}/"),
            _ => format!("tags/{tag}/"),
        };
        format!("{}/{theme}/{path}", self.address)
    }

    async fn browser(&self) -> Window {
        Window::plain_browser(&self.place)
            .await
            .expect("MiniBrowser, which comes with WebKitGTK")
    }
}

/// One file, as a web server gives it.
fn answer(mut stream: TcpStream, sites: &Path) {
    let mut lines = BufReader::new(&stream).lines().map_while(Result::ok);
    let Some(first) = lines.next() else {
        return;
    };
    // The rest of the question has to be read all the same.
    lines.take_while(|line| !line.is_empty()).for_each(drop);
    let path = first.split_whitespace().nth(1).unwrap_or_default();
    let mut file: PathBuf = sites.join(path.trim_start_matches('/'));
    if path.ends_with('/') {
        file.push("index.html");
    }
    let kind = match file.extension().and_then(|kind| kind.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    };
    let (status, bytes) = match fs::read(&file) {
        Ok(bytes) => ("200 OK", bytes),
        Err(_) => ("404 Not Found", Vec::new()),
    };
    let _ = write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        bytes.len()
    );
    let _ = stream.write_all(&bytes);
}

/// Makes the room for pages that large. The browser has a bar of its own, and is never as narrow as a phone: what is left
/// beside a page is grey.
async fn room(window: &Window, width: u32, height: u32) {
    let wanted = [width.max(480), height];
    support::until_async("room for pictures", async || {
        let inner = window.js("return [innerWidth, innerHeight]", Vec::new()).await;
        let inner = [0, 1].map(|at| {
            inner[at]
                .as_u64()
                .and_then(|n| u32::try_from(n).ok())
                .unwrap_or(0)
        });
        if inner == wanted {
            return true;
        }
        let (_, _, outer, tall) = window.client.get_window_rect().await.expect("its size");
        let to = |outer: u64, at: usize| {
            let outer = u32::try_from(outer).unwrap_or(0);
            (outer + wanted[at]).saturating_sub(inner[at])
        };
        let set = window.client.set_window_rect(0, 0, to(outer, 0), to(tall, 1));
        set.await.expect("another size");
        false
    })
    .await;
}

/// Shows a page in a frame of that size and takes a picture of it, when one is wanted.
async fn show(window: &Window, page: &str, scheme: &str, (width, height): (u32, u32)) -> Vec<u8> {
    let arguments = vec![json!(page), json!(scheme), json!(width), json!(height)];
    let shown = window
        .client
        .execute_async(SHOW, arguments)
        .await
        .expect("the page");
    assert_eq!(
        (&shown[0], &shown[1]),
        (&json!("loaded"), &json!(1)),
        "{page} has its fonts and its style sheet"
    );
    assert!(
        shown[2].as_i64().expect("a number") <= 0,
        "{page} is cut off at the side of {width} px: {shown}"
    );
    window.pixels().await.expect("a picture")
}

#[tokio::test]
async fn pages_can_be_read_by_all_in_light_and_dark() {
    let themes = Themes::serve();
    let window = themes.browser().await;
    for pages in PAGES {
        for kind in ["front", "post", "tag"] {
            window
                .client
                .goto(&themes.page(pages, kind))
                .await
                .expect("the page");
            for scheme in ["light", "dark"] {
                window
                    .js(
                        "document.documentElement.dataset.theme = arguments[0]",
                        vec![json!(scheme)],
                    )
                    .await;
                // A task's box is as GitHub's specification writes it, without a name; its words stand beside it.
                window.js(NAMED_BOXES, Vec::new()).await;
                window.examine(&format!("{} {kind} {scheme}", pages.0)).await;
            }
        }
    }
    window.accessible();
    // It does look: words that are too pale.
    window
        .js(
            "document.querySelector('main').style.color = '#777'; document.body.style.background = '#888'",
            Vec::new(),
        )
        .await;
    window.examine("a pale page").await;
    assert!(
        window
            .barriers
            .borrow()
            .iter()
            .any(|barrier| barrier.contains("color-contrast")),
        "{:?}",
        window.barriers
    );
}

#[tokio::test]
async fn pictures_of_five_themes() {
    let themes = Themes::serve();
    let window = themes.browser().await;
    let frame = format!("{}/frame.html", themes.address);
    window.client.goto(&frame).await.expect("the page");
    let full = std::env::var_os("GALLEY_FULL").is_some();
    for (device, width, height) in WIDTHS {
        room(&window, width, height).await;
        for pages in PAGES {
            for (kind, scheme) in [
                ("front", "light"),
                ("post", "dark"),
                ("front", "dark"),
                ("post", "light"),
                ("tag", "light"),
            ] {
                // As drawn: the front page in light, a post in dark. With --full, all.
                if !full && !matches!((kind, scheme), ("front", "light") | ("post", "dark")) {
                    continue;
                }
                let picture = show(&window, &themes.page(pages, kind), scheme, (width, height)).await;
                let file = shots().join(format!("theme-{}-{kind}-{device}-{scheme}.png", pages.0));
                fs::write(&file, picture).expect("a picture");
            }
        }
    }
    if std::env::var_os("GALLEY_WRITE_IMAGES").is_some() {
        let images = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/images");
        room(&window, 960, 600).await;
        for pages in PAGES {
            let picture = show(&window, &themes.page(pages, "front"), "light", (960, 600)).await;
            fs::write(images.join(format!("theme-{}.png", pages.0)), picture).expect("a picture");
        }
    }
}
