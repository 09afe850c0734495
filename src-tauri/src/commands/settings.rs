//! Settings, and what a window remembers.

use galley_library::Error;
use galley_library::view::{ErrorView, Menu, SettingChange, SettingsView};
use galley_library::{help, settings as file};
use tauri::{AppHandle, Manager};

use crate::shell::blocking;
use crate::show;
use crate::windows::{Here, Windows};

#[tauri::command]
pub async fn settings(shell: Here) -> Result<SettingsView, ErrorView> {
    let places = shell.places.clone();
    blocking(move || Ok(file::read(&places))).await
}

/// All windows are told, this one too.
#[tauri::command]
pub async fn change_setting(
    app: AppHandle,
    shell: Here,
    change: SettingChange,
) -> Result<SettingsView, ErrorView> {
    let places = shell.places.clone();
    let view = blocking(move || file::change(&places, &change)).await?;
    app.state::<Windows>().take(&app, view.clone());
    Ok(view)
}

/// Opens the settings file in the system's editor, or shows it in its folder where there is none.
#[tauri::command]
pub async fn edit_settings(shell: Here) -> Result<(), ErrorView> {
    let places = shell.places.clone();
    blocking(move || {
        let path = file::file_to_edit(&places)?;
        open::that_detached(&path).or_else(|_| show::in_folder(&path))
    })
    .await
}

/// Shows a guide in the system's browser, at the section of a problem's code where one is named.
#[tauri::command]
pub async fn open_help(shell: Here, guide: String, section: Option<String>) -> Result<(), ErrorView> {
    let places = shell.places.clone();
    blocking(move || {
        let address = help::page(&places, &guide, section.as_deref())?;
        let not_opened = |error| Error::new("help.not-opened", &[("path", &address)]).because(error);
        open::that_detached(&address).map_err(not_opened)
    })
    .await
}

/// What the window remembered of a post, or with an empty path of the library.
#[tauri::command]
pub async fn remembered(shell: Here, of: String) -> Result<Option<String>, ErrorView> {
    shell.with(move |library| Ok(library.remembered(&of))).await
}

#[tauri::command]
pub async fn remember(shell: Here, of: String, text: String) -> Result<(), ErrorView> {
    shell.with(move |library| library.remember(&of, &text)).await
}

/// What stands in the window's menu bar.
#[tauri::command]
pub async fn set_menu(app: AppHandle, shell: Here, menus: Vec<Menu>) -> Result<(), ErrorView> {
    on_main_thread(&app, move |app| {
        app.state::<Windows>().set_menu(app, &shell, menus)
    })
    .await
}

/// Another window, with the welcome screen or with a library of its own.
#[tauri::command]
pub async fn new_window(app: AppHandle, path: Option<String>) -> Result<(), ErrorView> {
    on_main_thread(&app, move |app| app.state::<Windows>().another(app, path)).await
}

/// Windows and menus are the main thread's.
async fn on_main_thread(
    app: &AppHandle,
    work: impl FnOnce(&AppHandle) -> tauri::Result<()> + Send + 'static,
) -> Result<(), ErrorView> {
    let failed = |error: String| Error::new("app.failed", &[]).because(error).view();
    let (sender, mut done) = tauri::async_runtime::channel(1);
    let own = app.clone();
    app.run_on_main_thread(move || {
        // Nobody may wait for it any more.
        let _ = sender.try_send(work(&own).map_err(|error| error.to_string()));
    })
    .map_err(|error| failed(error.to_string()))?;
    match done.recv().await {
        Some(done) => done.map_err(failed),
        None => Err(failed("the app is ending".to_owned())),
    }
}
