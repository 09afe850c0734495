//! The preview: a post's page, the front page with it, and what there is to choose from for a new blog.

use galley_library::theme_samples as samples;
use galley_library::view::{ErrorView, FrontView, PictureFault, PreviewChange, PreviewView, ThemeSample};

use crate::shell::blocking;
use crate::windows::Here;

type Answer<T> = Result<T, ErrorView>;

#[tauri::command]
pub async fn preview(shell: Here, post: String) -> Answer<PreviewView> {
    shell.with(move |library| library.preview(&post)).await
}

#[tauri::command]
pub async fn preview_change(shell: Here, post: String, since: u32, seq: u32) -> Answer<PreviewChange> {
    shell
        .with(move |library| library.preview_change(&post, since, seq))
        .await
}

#[tauri::command]
pub async fn preview_style(shell: Here) -> Answer<String> {
    shell.with(|library| Ok(library.preview_style())).await
}

#[tauri::command]
pub async fn front_preview(shell: Here, post: String) -> Answer<FrontView> {
    shell.with(move |library| library.front_preview(&post)).await
}

/// `address` is the path of a `galley-image:` address, without the slash before it.
#[tauri::command]
pub async fn picture_fault(shell: Here, address: String) -> Answer<PictureFault> {
    shell
        .with(move |library| Ok(library.picture_fault(&address)))
        .await
}

#[tauri::command]
pub async fn theme_samples(shell: Here) -> Answer<Vec<ThemeSample>> {
    let clock = shell.clock.clone();
    blocking(move || Ok(samples(&clock))).await
}
