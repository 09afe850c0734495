//! Where the window and the preview's frame may go: nowhere. A link that is clicked is reported to the UI, which asks.

use galley_library::view::LibraryEvent;
use tauri::{AppHandle, Url};

use crate::shell::listener;

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
    report(app, url);
    false
}

/// Tells the UI that a link was clicked. A link inside the post has the image scheme, which the frame's `<base>` gives it.
pub fn report(app: &AppHandle, url: &Url) {
    listener(app)(LibraryEvent::LinkClicked { url: url.to_string() });
}
