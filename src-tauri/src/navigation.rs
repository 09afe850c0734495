//! Where the window and the preview's frames may go: nowhere, but for the frame of the true preview, which may go about on
//! the server that it shows. A link that is clicked is reported to the UI, which asks.
//!
//! The web view does not say which frame wants to go somewhere. So what only the window itself may load is allowed only
//! while no post can be shown: until its page has come.

use std::sync::atomic::{AtomicBool, Ordering};

use galley_library::view::LibraryEvent;
use tauri::{AppHandle, Url};

use crate::shell::{Shell, listener};

/// Whether the window's own page has come. From then on nothing may go to that page's address: in a frame it would stand
/// without the frame's policy.
#[derive(Default)]
pub struct Arrival(AtomicBool);

impl Arrival {
    /// The page has come.
    pub fn came(&self) {
        self.0.store(true, Ordering::SeqCst);
    }

    /// The page is about to be loaded again.
    pub fn comes_again(&self) {
        self.0.store(false, Ordering::SeqCst);
    }

    fn is_awaited(&self) -> bool {
        !self.0.load(Ordering::SeqCst)
    }
}

/// True for the app's own page while it is awaited, for a frame's own text, and for the server that is shown. Everything
/// else is denied, and reported but for empty pages.
pub fn allow(app: &AppHandle, shell: &Shell, url: &Url) -> bool {
    let port = shell.shown_port();
    let dev_page = cfg!(not(feature = "custom-protocol"))
        && url.host_str() == Some("127.0.0.1")
        && url.port() == Some(5173);
    let allowed = dev_page
        || is_own_text(url, port)
        || is_own_page(url) && shell.arrival.is_awaited()
        || is_of_server(url, port);
    // An empty page is nobody's wish.
    if !allowed && url.scheme() != "about" {
        report(app, shell, url);
    }
    allowed
}

fn is_own_page(url: &Url) -> bool {
    let place = (url.scheme(), url.host_str(), url.path());
    let page = matches!(
        place,
        ("tauri", Some("localhost"), "" | "/" | "/index.html")
            | ("http" | "https", Some("tauri.localhost"), "/" | "/index.html")
    );
    page && url.query().is_none() && url.fragment().is_none()
}

/// What a frame holds from its beginning. An empty page is a beginning only for the frames of a server's page: in the
/// quick preview a link would lead there.
fn is_own_text(url: &Url, port: Option<u16>) -> bool {
    match url.as_str() {
        "about:srcdoc" => true,
        "about:blank" => port.is_some(),
        _ => false,
    }
}

/// A page of the server on this port, and of no other one of this machine. Only its own frame can ask for it: the page
/// itself does not navigate, the quick preview is not there meanwhile, and no frame may navigate the window.
fn is_of_server(url: &Url, port: Option<u16>) -> bool {
    port.is_some()
        && url.scheme() == "http"
        && url.host_str() == Some("127.0.0.1")
        && url.port_or_known_default() == port
        && url.username().is_empty()
        && url.password().is_none()
}

/// Tells the UI that a link was clicked. A link inside the post has the image scheme, which the frame's `<base>` gives it.
pub fn report(app: &AppHandle, shell: &Shell, url: &Url) {
    listener(app, &shell.label)(LibraryEvent::LinkClicked { url: url.to_string() });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_frames_hold_is_no_place_to_go_to() {
        let may = |url: &str, port| is_own_text(&url.parse().unwrap(), port);
        assert!(may("about:srcdoc", None));
        assert!(!may("about:blank", None));
        assert!(may("about:blank", Some(4000)));
        for url in [
            "about:blank#x",
            "about:srcdoc?x",
            "about:config",
            "data:text/html,x",
        ] {
            assert!(!may(url, Some(4000)), "{url}");
        }
    }

    #[test]
    fn the_windows_page_is_for_the_window_alone() {
        for own in [
            "tauri://localhost",
            "tauri://localhost/",
            "http://tauri.localhost/index.html",
        ] {
            assert!(is_own_page(&own.parse().unwrap()), "{own}");
        }
        for other in ["tauri://localhost/?x", "tauri://elsewhere/", "http://localhost/"] {
            assert!(!is_own_page(&other.parse().unwrap()), "{other}");
        }
        let arrival = Arrival::default();
        assert!(arrival.is_awaited());
        arrival.came();
        assert!(!arrival.is_awaited());
        arrival.comes_again();
        assert!(arrival.is_awaited());
    }

    #[test]
    fn a_frame_goes_to_the_shown_server_and_nowhere_else() {
        let may = |url: &str, port| is_of_server(&url.parse().unwrap(), port);
        assert!(may("http://127.0.0.1:4000/posts/a/?x#y", Some(4000)));
        for url in [
            "http://127.0.0.1:4001/",
            "http://127.0.0.1/",
            "http://localhost:4000/",
            "https://127.0.0.1:4000/",
            "http://127.0.0.1.evil.example:4000/",
            "http://127.0.0.1:4000@evil.example:4000/",
            "http://someone@127.0.0.1:4000/",
            "http://[::1]:4000/",
            "ipc://127.0.0.1:4000/",
        ] {
            assert!(!may(url, Some(4000)), "{url}");
        }
        assert!(!may("http://127.0.0.1:4000/", None));
    }
}
