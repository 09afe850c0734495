//! What the web view does with words by itself: it checks their spelling, and shows them while they are composed. Here it is told
//! in which languages, and where.
//!
//! WebKitGTK has one checker for all windows, so it knows the languages of the text that was opened last. Words that the writer
//! teaches it, from the menu of a word, are kept by the system. On macOS the system finds the language of a text by itself.

use tauri::{AppHandle, Manager};

/// Checks with these dictionaries from now on; with none it does not check.
pub fn check_in(app: &AppHandle, dictionaries: Vec<String>) {
    #[cfg(target_os = "linux")]
    if let Some(window) = app.webview_windows().into_values().next() {
        use webkit2gtk::{WebContextExt, WebViewExt};
        // A window that is gone has nothing to check.
        let _ = window.with_webview(move |webview| {
            if let Some(context) = webview.inner().context() {
                let names: Vec<&str> = dictionaries.iter().map(String::as_str).collect();
                if !names.is_empty() {
                    context.set_spell_checking_languages(&names);
                }
                context.set_spell_checking_enabled(!names.is_empty());
            }
        });
    }
    #[cfg(not(target_os = "linux"))]
    let _ = (app.webview_windows(), dictionaries);
}

/// Words of an input method are shown in the text while they are composed, and not in a window of its own, which there is none of
/// on Wayland.
///
/// # Errors
/// When the window is gone already.
#[cfg(target_os = "linux")]
pub fn compose_in_text(window: &tauri::WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::{InputMethodContextExt, WebViewExt};
    window.with_webview(|webview| {
        if let Some(input) = webview.inner().input_method_context() {
            input.set_enable_preedit(true);
        }
    })
}
