//! Questions that only the writer can answer, on their way to the window and back.

use std::collections::HashMap;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use galley_library::Front;
use galley_library::view::{Answer, LibraryEvent, Question};
use tauri::AppHandle;

use crate::shell::listener;

/// How often it is looked whether anybody still waits for an answer.
const LOOK: Duration = Duration::from_millis(100);

/// What was asked and is not answered yet. Clones share it.
#[derive(Clone, Default)]
pub struct Questions {
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    app: OnceLock<AppHandle>,
    open: Mutex<HashMap<String, Sender<Option<Answer>>>>,
}

impl Questions {
    /// Asks in this app's window from now on.
    pub fn ask_in(&self, app: &AppHandle) {
        // There is one app in a process.
        let _ = self.shared.app.set(app.clone());
    }

    /// The writer's answer; `None` when they do not want to.
    pub fn answer(&self, id: &str, answer: Option<Answer>) {
        if let Some(waiting) = self.open().remove(id) {
            // It may be over meanwhile.
            let _ = waiting.send(answer);
        }
    }

    /// The page that showed them is gone.
    pub fn drop_all(&self) {
        self.open().clear();
    }

    fn open(&self) -> MutexGuard<'_, HashMap<String, Sender<Option<Answer>>>> {
        self.shared.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Front for Questions {
    fn ask(&self, question: &Question, is_over: &dyn Fn() -> bool) -> Option<Answer> {
        let tell = listener(self.shared.app.get()?);
        let (sender, receiver) = channel();
        self.open().insert(question.id.clone(), sender);
        tell(LibraryEvent::Asked {
            question: question.clone(),
        });
        let answer = loop {
            match receiver.recv_timeout(LOOK) {
                Err(RecvTimeoutError::Timeout) if !is_over() => {}
                other => break other.ok().flatten(),
            }
        };
        self.open().remove(&question.id);
        tell(LibraryEvent::AskedNoMore {
            id: question.id.clone(),
        });
        answer
    }
}
