//! What only the writer can answer, asked in a real window: an unknown server, a key's passphrase, a name and a token.
//! With a real sshd, nginx and keyring.
#![cfg(target_os = "linux")]
#![allow(clippy::expect_used, clippy::panic, reason = "tests stop where they fail")]

mod support;

use std::fs;
use std::path::Path;

use galley_testkit::server::SshServer;
use galley_testkit::web::WebServer;
use support::blog::{Blog, post};
use support::desktop::Desktop;
use support::page::SHEET;
use support::window::{Setup, Window};
use support::{DARK, schemes, until_async};

const QUESTION: &str = "[data-testid=question-dialog]";
const GET: &str = "[data-testid=get-changes]";

fn blog() -> Blog {
    Blog::with(&[
        ("ebb.md", &post("Ebb", "Water goes.")),
        ("flow.md", &post("Flow", "Water comes.")),
    ])
}

async fn press_publish(window: &Window, blog: &Blog, path: &str, text: &str) {
    blog.folder.write(path, post("Ebb", text));
    window.reads("footer", "1 unpublished").await;
    window.open_post(path).await;
    window.press_button("Publish…").await;
    window.publish().await;
}

/// The server's certificate is good for the writer of this blog, as a company sets it up for all its writers.
fn known_to_all(blog: &Blog, server: &WebServer) {
    let settings = blog.place.path().join("home/.gitconfig").display().to_string();
    let authority = server.authority().display().to_string();
    blog.folder
        .git(["config", "--file", &settings, "http.sslCAInfo", &authority]);
}

/// The files below a folder that hold these bytes.
fn files_with(folder: &Path, words: &str, found: &mut Vec<String>) {
    for file in fs::read_dir(folder).expect("a folder").flatten() {
        let path = file.path();
        let kind = file.file_type().expect("its kind");
        if kind.is_dir() {
            files_with(&path, words, found);
        } else if kind.is_file() {
            let bytes = fs::read(&path).unwrap_or_default();
            if bytes.windows(words.len()).any(|part| part == words.as_bytes()) {
                found.push(path.display().to_string());
            }
        }
    }
}

fn holds(folder: &Path, words: &str) -> Vec<String> {
    let mut found = Vec::new();
    files_with(folder, words, &mut found);
    found
}

#[tokio::test]
async fn a_server_is_met_and_a_key_is_unlocked_once() {
    for (name, dark) in schemes(DARK) {
        let (server, blog) = (SshServer::start(), blog());
        blog.folder.git(["config", "core.sshCommand", &server.command()]);
        let address = server.address(SshServer::NEW_HOST, blog.remote.path());
        blog.folder.git(["remote", "set-url", "origin", &address]);
        let setup = || Setup {
            dark,
            keyring: true,
            ..blog.setup()
        };
        let window = Window::open(&blog.place, setup()).await;
        // Nobody is asked what nobody wanted: the question of the beginning is refused, and says so.
        window.reads("footer", "Not let in at").await;
        press_publish(&window, &blog, "posts/ebb.md", "Water goes, slowly.").await;
        window.reads(QUESTION, "has not met").await;
        window.reads(QUESTION, &server.fingerprint()).await;
        window.pictures("sign-in-host-key", name).await;
        window.press_button_in(QUESTION, "It is the right one").await;

        window.reads(QUESTION, "The key locked has a passphrase").await;
        window.pictures("sign-in-passphrase", name).await;
        window.fill("Passphrase", "wrong").await;
        window.press_button_in(QUESTION, "Unlock").await;
        window.reads(QUESTION, "This does not open the key").await;
        window.pictures("sign-in-passphrase-wrong", name).await;
        window.fill("Passphrase", SshServer::PASSPHRASE).await;
        window.click(&format!("{QUESTION} input[type=checkbox]")).await;
        window.press_button_in(QUESTION, "Unlock").await;
        // One publish makes several connections; the answer is good for all of them.
        window.reads(SHEET, "Published at").await;
        window.gone(QUESTION).await;
        assert_eq!(blog.sent(), ["1\t1\tposts/ebb.md"]);
        window.accessible();
        drop(window);

        // Another day: the keyring knows it.
        let window = Window::open(&blog.place, setup()).await;
        window.reads("footer", "Not let in at").await;
        window.click(GET).await;
        window.reads("footer", "Nothing new").await;
        window.gone(QUESTION).await;
        drop(window);
        assert_eq!(holds(blog.place.path(), SshServer::PASSPHRASE), [""; 0]);
    }
}

#[tokio::test]
async fn a_question_ends_with_its_window_and_comes_to_no_other() {
    let (first, second) = (blog(), blog());
    second.remote.git(["config", "http.receivepack", "true"]);
    let server = WebServer::start(second.place.path());
    let there = second
        .remote
        .path()
        .file_name()
        .expect("a name")
        .to_string_lossy();
    let address = server.address(&format!("git/{there}"));
    second.folder.git(["remote", "set-url", "origin", &address]);
    known_to_all(&first, &server);

    let desktop = Desktop::new(&first.place);
    let window = Window::open(&first.place, first.setup()).await;
    let folder = second.setup().open.expect("a folder");
    for round in ["slowly", "slower"] {
        let before = window.client.windows().await.expect("windows");
        assert!(window.start_again(&first.place, &[&folder]).success());
        let newer = async || {
            let all = window.client.windows().await.ok()?;
            all.into_iter().find(|one| !before.contains(one))
        };
        until_async("its window", async || newer().await.is_some()).await;
        let newer = newer().await.expect("its window");
        window.client.switch_to_window(newer).await.expect("the window");
        window.see("[data-testid=post-row]").await;
        // What the one before it was asked is nobody's question any more.
        window.gone(QUESTION).await;
        press_publish(&window, &second, "posts/ebb.md", &format!("Water goes, {round}.")).await;
        window.reads(QUESTION, "Sign in to localhost").await;
        desktop.close(&window, &first.place);
        until_async("one window", async || {
            window.client.windows().await.is_ok_and(|all| all == before)
        })
        .await;
        let own = before.into_iter().next().expect("the first window");
        window.client.switch_to_window(own).await.expect("the window");
        window.see("[data-testid=post-row]").await;
        window.gone(QUESTION).await;
    }
    assert_eq!(second.remote.subjects("main").len(), 1);
}

#[tokio::test]
async fn a_server_on_the_web_is_signed_in_to() {
    for (name, dark) in schemes(DARK) {
        let blog = blog();
        blog.remote.git(["config", "http.receivepack", "true"]);
        let server = WebServer::start(blog.place.path());
        let there = blog.remote.path().file_name().expect("a name").to_string_lossy();
        let address = server.address(&format!("git/{there}"));
        blog.folder.git(["remote", "set-url", "origin", &address]);
        known_to_all(&blog, &server);
        let window = Window::open(&blog.place, Setup { dark, ..blog.setup() }).await;
        press_publish(&window, &blog, "posts/ebb.md", "Water goes, slowly.").await;
        window.reads(QUESTION, "Sign in to localhost").await;
        window.pictures("sign-in-web", name).await;
        // Not now: nothing was sent, and the way on is said.
        window.press_button_in(QUESTION, "Cancel").await;
        window.reads(SHEET, "wants to know who you are").await;
        assert_eq!(blog.remote.subjects("main").len(), 1);

        window.press_button_in(SHEET, "Try again").await;
        window.publish().await;
        window.reads(QUESTION, "Sign in to localhost").await;
        window.fill("Name", WebServer::USER).await;
        window.fill("Token or password", "wrong").await;
        window.press_button_in(QUESTION, "Sign in").await;
        window
            .reads(QUESTION, "does not take this name and password")
            .await;
        window.pictures("sign-in-web-wrong", name).await;
        window.fill("Token or password", WebServer::PASSWORD).await;
        window.press_button_in(QUESTION, "Sign in").await;
        window.reads(SHEET, "Published at").await;
        window.gone(QUESTION).await;
        assert_eq!(blog.sent(), ["1\t1\tposts/ebb.md"]);
        window.accessible();
        drop(window);
        assert_eq!(holds(blog.place.path(), WebServer::PASSWORD), [""; 0]);
    }
}
