//! The clipboard, for a paste of which WebKitGTK tells the page nothing: it knows no pictures, and of a clipboard that has a picture
//! and words not even the words.

use std::time::Duration;

use gtk::gdk::{Atom, SELECTION_CLIPBOARD};
use tauri::AppHandle;
use tokio::sync::oneshot;
use tokio::time::timeout;

/// In which form a picture is taken, the best first, and what such a file is called.
const KINDS: [(&str, &str); 4] = [
    ("image/png", "image.png"),
    ("image/webp", "image.webp"),
    ("image/jpeg", "image.jpg"),
    ("image/gif", "image.gif"),
];

/// A program that takes longer to give what it has on the clipboard hangs.
const PATIENCE: Duration = Duration::from_secs(5);

/// What is on the clipboard.
pub enum Found {
    /// Words; they are the better paste, where there is a picture too.
    Words(String),
    /// A name for the picture's file, and its bytes as the other program gave them.
    Picture(&'static str, Vec<u8>),
}

/// What is on the clipboard; none where it is neither words nor a picture, or where nobody gives it.
pub async fn read(app: &AppHandle) -> Option<Found> {
    let (tell, told) = oneshot::channel();
    // The clipboard is the main thread's. It is asked without waiting: the other program may take its time.
    app.run_on_main_thread(move || {
        let clipboard = gtk::Clipboard::get(&SELECTION_CLIPBOARD);
        clipboard.request_contents(&Atom::intern("TARGETS"), move |clipboard, offer| {
            if offer.targets_include_text() {
                clipboard.request_text(move |_, words| {
                    // Nobody waits any more.
                    let _ = tell.send(words.map(|words| Found::Words(words.to_owned())));
                });
                return;
            }
            let offered = offer.targets().unwrap_or_default();
            let offered: Vec<String> = offered.iter().map(|one| one.name().to_string()).collect();
            let kind = KINDS
                .iter()
                .find(|(kind, _)| offered.iter().any(|one| one == kind));
            let Some((kind, name)) = kind else { return };
            clipboard.request_contents(&Atom::intern(kind), move |_, picture| {
                let bytes = picture.data();
                let found = (!bytes.is_empty()).then_some(Found::Picture(name, bytes));
                let _ = tell.send(found);
            });
        });
    })
    .ok()?;
    timeout(PATIENCE, told).await.ok()?.ok()?
}
