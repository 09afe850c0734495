//! The system's own dialogs (rfd), and whether there are any.

use std::path::PathBuf;

/// Asks for a folder. `None` when the writer closed the dialog.
pub async fn choose_folder(title: &str) -> Option<PathBuf> {
    let chosen = rfd::AsyncFileDialog::new().set_title(title).pick_folder().await;
    chosen.map(|folder| folder.path().to_path_buf())
}

/// Asks for files to be put into a post. Empty when the writer closed the dialog.
pub async fn choose_files(title: &str) -> Vec<PathBuf> {
    let chosen = rfd::AsyncFileDialog::new().set_title(title).pick_files().await;
    chosen
        .unwrap_or_default()
        .iter()
        .map(|file| file.path().to_path_buf())
        .collect()
}

/// Whether a folder dialog can be shown at all. On Linux rfd asks the desktop portal, else the program zenity;
/// with neither it answers like Cancel, so that this has to be known beforehand.
#[cfg(target_os = "linux")]
pub fn available() -> bool {
    let on_path = |program: &str| {
        let path = std::env::var_os("PATH").unwrap_or_default();
        std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
    };
    on_path("zenity") || portal()
}

/// macOS and Windows always have dialogs.
#[cfg(not(target_os = "linux"))]
pub fn available() -> bool {
    true
}

/// True when the session bus has a desktop portal, or can start one.
#[cfg(target_os = "linux")]
fn portal() -> bool {
    use gio::{BusType, Cancellable, DBusCallFlags};
    const NAME: &str = "org.freedesktop.portal.Desktop";
    /// In milliseconds: a bus answers in one; a broken one must not hold up the welcome screen.
    const PATIENCE: i32 = 500;
    let Ok(bus) = gio::bus_get_sync(BusType::Session, Cancellable::NONE) else {
        return false;
    };
    ["ListNames", "ListActivatableNames"].iter().any(|list| {
        let answer = bus.call_sync(
            Some("org.freedesktop.DBus"),
            "/org/freedesktop/DBus",
            "org.freedesktop.DBus",
            list,
            None,
            None,
            DBusCallFlags::NONE,
            PATIENCE,
            Cancellable::NONE,
        );
        answer
            .ok()
            .and_then(|answer| answer.child_value(0).get::<Vec<String>>())
            .is_some_and(|names| names.iter().any(|n| n == NAME))
    })
}
