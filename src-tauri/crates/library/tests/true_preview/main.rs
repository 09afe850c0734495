//! The true preview: what is asked, started, shown, said and ended. First with a program that does what a test tells it,
//! then with the real generators.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

mod agreed;
mod ends;
mod played;
#[allow(dead_code, reason = "the programs are not run by their tests here")]
#[path = "../../../generators/tests/real/program.rs"]
mod program;
mod real;
#[path = "../support/mod.rs"]
mod support;

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use galley_library::Library;
use galley_library::view::{TruePreview, TruePreviewState};

/// How long a real generator may take, on a machine that has other things to do.
const PATIENCE: Duration = Duration::from_secs(120);

/// Asks until the true preview is as wanted.
fn until(library: &Library, post: &str, what: &str, wanted: impl Fn(&TruePreview) -> bool) -> TruePreview {
    let begun = Instant::now();
    loop {
        let shown = library.true_preview(post).unwrap();
        if wanted(&shown) {
            return shown;
        }
        assert!(begun.elapsed() < PATIENCE, "{what} did not come: {shown:#?}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Agrees to what is asked, and waits for the page.
fn shown(library: &Library, post: &str) -> TruePreview {
    let asked = library.true_preview(post).unwrap();
    assert_eq!(asked.state, TruePreviewState::Asks, "{asked:#?}");
    library.start_true_preview(&asked.key).unwrap();
    let shown = until(library, post, "an end of the start", |shown| {
        matches!(shown.state, TruePreviewState::Ready | TruePreviewState::Failed)
    });
    assert_eq!(shown.state, TruePreviewState::Ready, "{shown:#?}");
    shown
}

/// The page at an address on this machine, with its head.
fn fetched(address: &str) -> String {
    let (host, path) = address.strip_prefix("http://").unwrap().split_once('/').unwrap();
    let port: u16 = host.strip_prefix("127.0.0.1:").unwrap().parse().unwrap();
    let Ok(mut stream) = TcpStream::connect((Ipv4Addr::LOCALHOST, port)) else {
        return String::new();
    };
    let request = format!("GET /{path} HTTP/1.0\r\nHost: {host}\r\nAccept: text/html\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Fetches the page until it has these words, and says how long that took.
fn until_page(library: &Library, post: &str, words: &str) -> Duration {
    let begun = Instant::now();
    loop {
        let shown = library.true_preview(post).unwrap();
        let page = shown.page.as_deref().map(fetched).unwrap_or_default();
        if page.contains(words) {
            return begun.elapsed();
        }
        assert!(
            begun.elapsed() < PATIENCE,
            "{words:?} did not come: {shown:#?}\n{page}"
        );
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// The processes that work in a folder or below it.
fn working_in(folder: &Path) -> Vec<(u32, String)> {
    let folder = std::fs::canonicalize(folder).unwrap();
    let mut found = Vec::new();
    for item in std::fs::read_dir("/proc").unwrap().flatten() {
        let Some(id) = item.file_name().to_str().and_then(|name| name.parse().ok()) else {
            continue;
        };
        let there = std::fs::read_link(item.path().join("cwd")).unwrap_or_default();
        if there.starts_with(&folder) {
            let words = std::fs::read(item.path().join("cmdline")).unwrap_or_default();
            found.push((id, String::from_utf8_lossy(&words).replace('\0', " ")));
        }
    }
    found
}

/// Waits until none works there. They were killed by then, and the system clears them away.
fn gone_from(folder: &Path) {
    let begun = Instant::now();
    loop {
        let left = working_in(folder);
        if left.is_empty() {
            return;
        }
        assert!(begun.elapsed() < support::SOON, "still there: {left:#?}");
        std::thread::yield_now();
    }
}

/// The test program itself.
fn this_program() -> PathBuf {
    std::env::current_exe().unwrap()
}
