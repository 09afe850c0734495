//! A window that is to be closed. Its page has what was typed in the last moment: it hands that over first, and then the window
//! closes.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use galley_library::view::LibraryEvent;
use tauri::{AppHandle, Manager};

use crate::shell::{Shell, listener};

/// A page that does not answer within this time hangs, and what only it had is lost either way.
const PATIENCE: Duration = Duration::from_secs(3);

/// Who closes a window once more within this time has read why it stayed.
const READ: Duration = Duration::from_secs(60);

/// How far the closing of a window is.
#[derive(Default)]
pub struct Closing(Mutex<State>);

#[derive(Default, Clone, Copy)]
struct State {
    /// The page was asked, and has not answered.
    asked: bool,
    /// How often it was asked.
    times: u32,
    /// When the page could not hand everything over, and the writer was told so.
    refused: Option<Instant>,
}

impl Closing {
    fn with<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Somebody wants the window closed: true when it may close now, else its page was asked. Whoever asks once more does not want
/// to wait.
pub fn may_close(app: &AppHandle, shell: &Arc<Shell>) -> bool {
    if shell.library().is_none() {
        return true;
    }
    let asked = shell.closing.with(|state| {
        let first = !state.asked;
        state.asked = true;
        state.times += 1;
        first.then_some(state.times)
    });
    let Some(asked) = asked else { return true };
    listener(app, &shell.label)(LibraryEvent::Closing);
    let (app, shell) = (app.clone(), Arc::clone(shell));
    // Nothing tells of a page that hangs.
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(PATIENCE).await;
        if shell.closing.with(|state| state.asked && state.times == asked) {
            destroy(&app, &shell);
        }
    });
    false
}

/// The page has answered. `ready`: everything is handed over. Where it cannot be, the writer is told, and closing once more closes.
pub fn answered(app: &AppHandle, shell: &Shell, ready: bool) {
    let close = shell.closing.with(|state| {
        let close = ready || state.refused.is_some_and(|at| at.elapsed() < READ);
        state.asked = false;
        state.refused = Some(Instant::now());
        close
    });
    if close {
        destroy(app, shell);
    }
}

fn destroy(app: &AppHandle, shell: &Shell) {
    if let Some(window) = app.get_webview_window(&shell.label) {
        // One that is gone is what was wanted.
        let _ = window.destroy();
    }
}
