//! Shows a file in the system's file manager.

use std::path::Path;

use galley_library::{Error, Result};

/// Opens the folder of `file`, with the file chosen in it where the file manager can do that.
///
/// # Errors
/// `folder.not-shown` when no file manager could be started.
pub fn in_folder(file: &Path) -> Result<()> {
    if chosen(file) {
        return Ok(());
    }
    let folder = file.parent().unwrap_or(file);
    let not_shown =
        |error| Error::new("folder.not-shown", &[("path", &folder.display().to_string())]).because(error);
    open::that_detached(folder).map_err(not_shown)
}

/// Asks the desktop's file manager over the session bus. False when there is none that answers.
#[cfg(target_os = "linux")]
fn chosen(file: &Path) -> bool {
    use gio::glib::ToVariant;
    use gio::prelude::FileExt;
    use gio::{BusType, Cancellable, DBusCallFlags};
    const NAME: &str = "org.freedesktop.FileManager1";
    /// In milliseconds: the call may have to start the program.
    const PATIENCE: i32 = 5_000;
    let Ok(bus) = gio::bus_get_sync(BusType::Session, Cancellable::NONE) else {
        return false;
    };
    let address = gio::File::for_path(file).uri().to_string();
    let answer = bus.call_sync(
        Some(NAME),
        "/org/freedesktop/FileManager1",
        NAME,
        "ShowItems",
        Some(&(vec![address], String::new()).to_variant()),
        None,
        DBusCallFlags::NONE,
        PATIENCE,
        Cancellable::NONE,
    );
    answer.is_ok()
}

#[cfg(target_os = "macos")]
fn chosen(file: &Path) -> bool {
    let shown = std::process::Command::new("open").arg("-R").arg(file).status();
    shown.is_ok_and(|status| status.success())
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn chosen(_: &Path) -> bool {
    false
}
