//! Typing never waits: not for a disk that stands still, not for Git, not for a hook on the server.
#![cfg(target_os = "linux")]
#![allow(clippy::expect_used, clippy::panic, reason = "tests stop where they fail")]

mod support;

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use rustix::fs::{FlockOperation, flock};
use support::blog::{Blog, post};
use support::page::SHEET;
use support::window::{Setup, Window};
use support::{log, until, until_async};

const PATH: &str = "posts/spring.md";
/// What is typed while everything stands still: 200 letters and blanks.
const SENTENCE: &str = "the tide waits for no disk and no hook ";
const LETTERS: usize = 200;
/// How long the stand-still lasts at least.
const STANDSTILL: Duration = Duration::from_secs(5);

fn blog() -> Blog {
    Blog::with(&[
        ("spring.md", &post("Spring tide", "The sea was here.")),
        ("neap.md", &post("Neap", "Less of it.")),
    ])
}

async fn open(blog: &Blog, environment: Vec<(&'static str, std::ffi::OsString)>) -> Window {
    let setup = Setup {
        environment,
        ..blog.setup()
    };
    let window = Window::open(&blog.place, setup).await;
    window.open_post(PATH).await;
    window.click("[data-testid=manuscript]").await;
    window.press("Control+End").await;
    window
}

fn typed() -> String {
    SENTENCE.chars().cycle().take(LETTERS).collect()
}

/// Types, letter by letter over the whole stand-still, and waits until each one is seen. Whoever calls ends the
/// stand-still only afterwards: a letter that waited for it would never be seen. Gives back the longest time that one took.
async fn type_through(window: &Window, held: impl Fn() -> bool) -> Duration {
    let mut longest = Duration::ZERO;
    let begun = Instant::now();
    let mut so_far = String::new();
    for (number, letter) in typed().chars().enumerate() {
        let pressed = Instant::now();
        window.type_text(&letter.to_string()).await;
        so_far.push(letter);
        until_async(&format!("letter {} in the editor", number + 1), async || {
            window.manuscript().await.contains(so_far.trim_end())
        })
        .await;
        longest = longest.max(pressed.elapsed());
        if number == 20 {
            // A pause, in which the app begins to save what there is.
            until("the stand-still", || held().then_some(())).await;
        }
        // Spread over the stand-still: the next letter has its own moment.
        let due = STANDSTILL * u32::try_from(number + 1).expect("a small number")
            / u32::try_from(LETTERS).expect("small");
        tokio::time::sleep(due.saturating_sub(begun.elapsed())).await;
    }
    assert!(begun.elapsed() >= STANDSTILL);
    longest
}

async fn in_the_log(blog: &Blog) {
    let begun = Instant::now();
    until("all letters in the recovery log", || {
        log::typed(&blog.place).contains(typed().trim_end()).then_some(())
    })
    .await;
    eprintln!(
        "the recovery log has all {} ms after the last letter",
        begun.elapsed().as_millis()
    );
}

async fn in_the_file(blog: &Blog) {
    until("all letters in the file", || {
        String::from_utf8_lossy(&blog.folder.read(PATH))
            .contains(typed().trim_end())
            .then_some(())
    })
    .await;
}

#[tokio::test]
async fn the_librarys_disk_stands_still() {
    let blog = blog();
    let room = blog.place.path().to_owned();
    let (shim, lock, seen) = (compile(&room), room.join("stall.lock"), room.join("stall.seen"));
    let lock_file = File::create(&lock).expect("a lock");
    let window = open(
        &blog,
        vec![
            ("LD_PRELOAD", shim.into()),
            ("STALL_DIR", blog.folder.path().into()),
            ("STALL_LOCK", lock.into()),
            ("STALL_SEEN", seen.clone().into()),
        ],
    )
    .await;
    let before = blog.folder.read(PATH);

    flock(&lock_file, FlockOperation::LockExclusive).expect("the disk stopped");
    let asked = || fs::read_to_string(&seen).unwrap_or_default().contains("open");
    let longest = type_through(&window, asked).await;
    in_the_log(&blog).await;
    assert_eq!(blog.folder.read(PATH), before, "nothing can have been saved");
    flock(&lock_file, FlockOperation::Unlock).expect("the disk going on");
    in_the_file(&blog).await;
    window.saved().await;
    eprintln!(
        "disk: the slowest of {LETTERS} letters was seen after {} ms",
        longest.as_millis()
    );
}

#[tokio::test]
async fn a_hook_on_the_server_stands_still() {
    let blog = blog();
    let (gate, entered) = (blog.place.path().join("gate"), blog.place.path().join("entered"));
    let made = Command::new("mkfifo").arg(&gate).status();
    assert!(made.expect("mkfifo runs").success());
    blog.remote.hook(
        "pre-receive",
        &format!(
            ": > '{}'\nread -r word < '{}'\nexit 0",
            entered.display(),
            gate.display()
        ),
    );
    let window = open(&blog, Vec::new()).await;
    window.type_text("Changed before. ").await;
    window.press("Control+Shift+P").await;
    window.reads(SHEET, "Publish 1 post").await;
    window.publish().await;
    until("the hook to begin", || entered.exists().then_some(())).await;
    window
        .see(&format!("{SHEET} [data-step=send][data-state=runs]"))
        .await;
    // Closing the sheet does not stop it.
    window.press("Escape").await;
    window.gone(SHEET).await;
    window.reads("footer", "Publishing…").await;

    window.click("[data-testid=manuscript]").await;
    window.press("Control+End").await;
    let head = blog.remote.head();
    let longest = type_through(&window, || entered.exists()).await;
    in_the_file(&blog).await;
    window.reads("footer", "Publishing…").await;
    assert_eq!(blog.remote.head(), head, "the hook still holds the push");
    fs::write(&gate, "go\n").expect("the hook going on");
    window.reads("footer", "Published").await;
    let sent = blog.remote.git(["show", &format!("main:{PATH}")]);
    assert!(sent.contains("Changed before."), "{sent}");
    assert!(
        !sent.contains(typed().trim_end()),
        "what was typed later stays here: {sent}"
    );
    in_the_file(&blog).await;
    eprintln!(
        "hook: the slowest of {LETTERS} letters was seen after {} ms",
        longest.as_millis()
    );
}

/// Compiles the library that makes the disk stand still.
fn compile(room: &Path) -> PathBuf {
    let out = room.join("stall.so");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stall/stall.c");
    let done = Command::new("cc")
        .args(["-shared", "-fPIC", "-O1", "-o"])
        .arg(&out)
        .arg(source)
        .arg("-ldl")
        .status();
    assert!(done.expect("a C compiler").success(), "the shim does not compile");
    out
}
