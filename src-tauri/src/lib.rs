//! The Galley window: threads, commands, events, dialogs. It stands on `galley-library` and knows nothing below it.

mod commands;
mod dialogs;
mod images;
mod keyring;
mod navigation;
mod questions;
#[cfg(target_os = "linux")]
mod revive;
mod shell;
mod show;

use galley_library::{Clock, Places};
use tauri::webview::PageLoadEvent;
use tauri::{Manager, WebviewUrl, WebviewWindowBuilder};

use crate::shell::Shell;

/// The window's smallest size, in CSS pixels (the smallest that the layout is drawn for).
const SMALLEST: (f64, f64) = (640.0, 480.0);

/// Opens the window and runs until it is closed.
///
/// # Errors
/// When there is no home folder, no display, or no web view.
pub fn run() -> Result<(), Box<dyn std::error::Error>> {
    let places =
        Places::of_user().ok_or("there is no home folder, so there is nowhere to keep the recovery log")?;
    let shell = Shell::new(places, clock()?);
    let app = tauri::Builder::default()
        .manage(shell)
        .manage(navigation::Arrival::default())
        .register_asynchronous_uri_scheme_protocol(images::SCHEME, images::answer)
        .invoke_handler(commands::handler())
        .setup(|app| {
            let handle = app.handle().clone();
            app.state::<Shell>().questions.ask_in(&handle);
            let new_window_handle = handle.clone();
            let window = WebviewWindowBuilder::new(app, "main", WebviewUrl::default())
                .title("Galley")
                .inner_size(1280.0, 800.0)
                .min_inner_size(SMALLEST.0, SMALLEST.1)
                // Files that are dropped on the text are the page's to take.
                .disable_drag_drop_handler()
                .on_page_load(|window, load| {
                    if load.event() == PageLoadEvent::Started {
                        window.state::<navigation::Arrival>().came();
                    }
                })
                .on_navigation(move |url| navigation::allow(&handle, url))
                .on_new_window(move |url, _| {
                    navigation::report(&new_window_handle, &url);
                    tauri::webview::NewWindowResponse::Deny
                })
                .build()?;
            #[cfg(target_os = "linux")]
            revive::watch(&window)?;
            #[cfg(not(target_os = "linux"))]
            drop(window);
            Ok(())
        })
        .build(tauri::generate_context!())?;
    app.run(|app, event| {
        if let tauri::RunEvent::Exit = event {
            // Saves what is unsaved and ends the library's threads.
            app.state::<Shell>().put(None);
        }
    });
    Ok(())
}

/// The system's clock, or one that stands at `GALLEY_CLOCK` (an RFC 9557 time), so that pictures can be made of any day.
fn clock() -> Result<Clock, Box<dyn std::error::Error>> {
    match std::env::var("GALLEY_CLOCK") {
        Ok(at) => Ok(Clock::standing(at.parse()?)),
        Err(_) => Ok(Clock::system()),
    }
}
