//! The report on what stands between this computer and the server, in a real window over a real `ssh`.
#![cfg(target_os = "linux")]
#![allow(clippy::expect_used, clippy::panic, reason = "tests stop where they fail")]

mod support;

use galley_testkit::server::SshServer;
use support::blog::{Blog, post};
use support::window::{Setup, Window};
use support::{LIGHT, schemes};

const VIEW: &str = "[data-testid=connection]";
const SERVER: &str = "[data-testid=status-server]";

#[tokio::test]
async fn the_connection_is_tested_and_the_one_fix_is_said() {
    for (name, dark) in schemes(LIGHT) {
        let (server, blog) = (
            SshServer::start(),
            Blog::with(&[("ebb.md", &post("Ebb", "Water goes."))]),
        );
        blog.folder.git(["config", "core.sshCommand", &server.command()]);
        let address = server.address(SshServer::HOST, blog.remote.path());
        blog.folder.git(["remote", "set-url", "origin", &address]);
        blog.folder
            .hook("pre-commit", "echo looking\nno-such-linter --staged");
        let there = blog.remote.git(["for-each-ref"]);
        let window = Window::open(&blog.place, Setup { dark, ..blog.setup() }).await;
        window.click(SERVER).await;
        window.press_button("Test the connection…").await;
        window.reads(VIEW, "1 to mend").await;
        window.reads(VIEW, "The server knows me.").await;
        window.reads(VIEW, &server.fingerprint()).await;
        window.reads(VIEW, "calls no-such-linter").await;
        window.reads(VIEW, "pre-commit, line 3.").await;
        window.pictures("connection", name).await;
        window.press("Escape").await;
        window.gone(VIEW).await;
        assert_eq!(blog.remote.git(["for-each-ref"]), there, "nothing was sent");
        window.accessible();
    }
}
