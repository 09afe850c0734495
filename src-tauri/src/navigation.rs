//! Where the window and the preview's frames may go: nowhere, but for the frame of the true preview, which may go about on
//! the server that it shows. A link that is clicked is reported to the UI, which asks.

use galley_library::view::LibraryEvent;
use tauri::{AppHandle, Manager, Url};

use crate::shell::{Shell, listener};

/// True for the app's own page and for `about:` (a frame's own text). Everything else is denied and reported.
pub fn allow(app: &AppHandle, url: &Url) -> bool {
    let own_page = matches!(
        (url.scheme(), url.host_str(), url.path()),
        ("tauri", Some("localhost"), "" | "/" | "/index.html")
            | ("http" | "https", Some("tauri.localhost"), "/" | "/index.html")
    ) && url.query().is_none()
        && url.fragment().is_none();
    let dev_page = cfg!(not(feature = "custom-protocol"))
        && url.host_str() == Some("127.0.0.1")
        && url.port() == Some(5173);
    if own_page || dev_page || url.scheme() == "about" {
        return true;
    }
    if is_of_server(url, app.state::<Shell>().shown_port()) {
        return true;
    }
    report(app, url);
    false
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
pub fn report(app: &AppHandle, url: &Url) {
    listener(app)(LibraryEvent::LinkClicked { url: url.to_string() });
}

#[cfg(test)]
mod tests {
    use super::*;

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
