//! The true preview: what it is at, its start after the writer agreed, its end.

use galley_library::view::{ErrorView, TruePreview};
use tauri::WebviewWindow;

#[cfg(target_os = "linux")]
use crate::drawing;
use crate::windows::Here;

type Answer<T> = Result<T, ErrorView>;

/// With `shown` the page is about to be shown in the window: its frame may go to the server from then on.
#[tauri::command]
pub async fn true_preview(
    window: WebviewWindow,
    shell: Here,
    post: String,
    shown: bool,
) -> Answer<TruePreview> {
    if shell.show_server(shown) != shown {
        #[cfg(target_os = "linux")]
        // A window that is gone shows nothing.
        let _ = drawing::suit(&window, shown);
    }
    shell.with(move |library| library.true_preview(&post)).await
}

#[tauri::command]
pub async fn start_true_preview(shell: Here, agreed: String) -> Answer<()> {
    shell
        .with(move |library| library.start_true_preview(&agreed))
        .await
}

#[tauri::command]
pub async fn stop_true_preview(shell: Here) -> Answer<()> {
    shell
        .with(|library| {
            library.stop_true_preview();
            Ok(())
        })
        .await
}
