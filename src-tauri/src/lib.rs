//! The Galley windows: threads, commands, events, dialogs. They stand on `galley-library` and know nothing below it.

mod ahead;
#[cfg(target_os = "linux")]
mod clipboard;
mod closing;
mod commands;
mod dialogs;
#[cfg(target_os = "linux")]
mod drawing;
mod images;
mod instance;
mod keyring;
mod menu;
mod navigation;
mod questions;
#[cfg(target_os = "linux")]
mod revive;
mod shell;
mod show;
mod spelling;
mod windows;

use std::ffi::OsString;
use std::path::Path;

use galley_library::{Clock, Places, settings, start};
use tauri::Manager;

use crate::instance::Claim;
use crate::shell::Wanted;
use crate::windows::Windows;

/// Opens the first windows and runs until the last one is closed. Where Galley runs already, that one shows what is wanted, and
/// this one ends.
///
/// # Errors
/// When there is no home folder, no display, or no web view.
pub fn run() -> Result<(), Box<dyn std::error::Error>> {
    let places =
        Places::of_user().ok_or("there is no home folder, so there is nowhere to keep the recovery log")?;
    let wanted = wanted(std::env::args_os().nth(1));
    let claim = match instance::claim(&places, &wanted) {
        Claim::Shown => return Ok(()),
        claim => claim,
    };
    let app = tauri::Builder::default()
        .manage(Windows::new(places, clock()?))
        .register_asynchronous_uri_scheme_protocol(images::SCHEME, images::answer)
        .invoke_handler(commands::handler())
        .on_menu_event(|app, event| menu::chosen(app, event.id().as_ref()))
        .setup(|app| {
            let handle = app.handle();
            let windows = app.state::<Windows>();
            windows.begin(handle, wanted)?;
            windows.take(handle, settings::read(&windows.places));
            let own = handle.clone();
            // Held by the app for as long as it runs.
            app.manage(settings::watch(&windows.places, move |view| {
                own.state::<Windows>().take(&own, view);
            }));
            if let Claim::First(first) = claim {
                first.listen(handle)?;
            }
            Ok(())
        })
        .build(tauri::generate_context!())?;
    app.run(|app, event| {
        if let tauri::RunEvent::Exit = event {
            app.state::<Windows>().end();
        }
    });
    Ok(())
}

/// What the command line names: a folder, or a file in one.
fn wanted(named: Option<OsString>) -> Wanted {
    let Some(named) = named else {
        return Wanted::default();
    };
    let named = std::path::absolute(&named).unwrap_or_else(|_| named.into());
    let (library, post) = start::library_of(Path::new(&named));
    Wanted {
        library: Some(library),
        post,
    }
}

/// The system's clock, or one that stands at `GALLEY_CLOCK` (an RFC 9557 time), so that pictures can be made of any day.
fn clock() -> Result<Clock, Box<dyn std::error::Error>> {
    match std::env::var("GALLEY_CLOCK") {
        Ok(at) => Ok(Clock::standing(at.parse()?)),
        Err(_) => Ok(Clock::system()),
    }
}
