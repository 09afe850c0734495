//! A page whose process ended is loaded again. The library lives in the app's own process, so no text is lost with it.

use std::cell::Cell;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tauri::WebviewWindow;
use webkit2gtk::WebViewExt;

use crate::shell::Shell;

/// A page that ends again so soon would do so for ever: it is left alone, and the writer closes the window.
const SOON: Duration = Duration::from_secs(2);

/// Loads the window's page again whenever its process ends.
///
/// # Errors
/// When the window is gone already.
pub fn watch(window: &WebviewWindow, shell: Arc<Shell>) -> tauri::Result<()> {
    window.with_webview(move |webview| {
        let last = Cell::new(None::<Instant>);
        webview.inner().connect_web_process_terminated(move |page, _| {
            let now = Instant::now();
            let before = last.replace(Some(now));
            if before.is_none_or(|before| now.duration_since(before) > SOON) {
                shell.arrival.comes_again();
                page.reload();
            }
        });
    })
}
