//! Pictures on the clipboard. WebKitGTK tells a page of texts alone, so the page asks here.

use gtk::gdk::{Atom, SELECTION_CLIPBOARD};
use tauri::AppHandle;
use tokio::sync::oneshot;

/// In which form a picture is taken, the best first, and what such a file is called.
const KINDS: [(&str, &str); 4] = [
    ("image/png", "image.png"),
    ("image/webp", "image.webp"),
    ("image/jpeg", "image.jpg"),
    ("image/gif", "image.gif"),
];

/// The picture on the clipboard: a name for its file, and its bytes as the other program gave them.
pub async fn picture(app: &AppHandle) -> Option<(&'static str, Vec<u8>)> {
    let (tell, told) = oneshot::channel();
    // The clipboard is the main thread's. It is asked without waiting: the other program may take its time.
    app.run_on_main_thread(move || {
        let clipboard = gtk::Clipboard::get(&SELECTION_CLIPBOARD);
        clipboard.request_contents(&Atom::intern("TARGETS"), move |clipboard, offer| {
            let offered = offer.targets().unwrap_or_default();
            let offered: Vec<String> = offered.iter().map(|one| one.name().to_string()).collect();
            let kind = KINDS
                .iter()
                .find(|(kind, _)| offered.iter().any(|one| one == kind));
            let Some((kind, name)) = kind else { return };
            clipboard.request_contents(&Atom::intern(kind), move |_, picture| {
                // Nobody waits any more.
                let _ = tell.send((*name, picture.data()));
            });
        });
    })
    .ok()?;
    told.await.ok().filter(|(_, bytes)| !bytes.is_empty())
}
