//! Questions that only the writer can answer, on their way to the window and back.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use galley_library::view::{Answer, LibraryEvent, Question};
use galley_library::{Front, Waiting};
use tauri::AppHandle;

use crate::shell::listener;

/// What was asked and is not answered yet. Clones share it.
#[derive(Clone)]
pub struct Questions {
    shared: Arc<Shared>,
}

struct Shared {
    app: AppHandle,
    /// The window's label.
    label: String,
    open: Mutex<HashMap<String, Sender<Option<Answer>>>>,
    /// The window is gone.
    ended: AtomicBool,
}

impl Questions {
    /// They are asked in the window of this label.
    pub fn new(app: &AppHandle, label: &str) -> Self {
        Questions {
            shared: Arc::new(Shared {
                app: app.clone(),
                label: label.to_owned(),
                open: Mutex::default(),
                ended: AtomicBool::new(false),
            }),
        }
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
        for (_, waiting) in self.open().drain() {
            let _ = waiting.send(None);
        }
    }

    /// The window is gone: nobody answers any more, and what is asked from now on is not asked in another one.
    pub fn end(&self) {
        self.shared.ended.store(true, Ordering::SeqCst);
        self.drop_all();
    }

    fn open(&self) -> MutexGuard<'_, HashMap<String, Sender<Option<Answer>>>> {
        self.shared.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Front for Questions {
    fn ask(&self, question: &Question, waiting: &Waiting) -> Option<Answer> {
        if self.shared.ended.load(Ordering::SeqCst) {
            return None;
        }
        let tell = listener(&self.shared.app, &self.shared.label);
        let (sender, receiver) = channel();
        self.open().insert(question.id.clone(), sender.clone());
        // It may have ended in between, and has dropped the others.
        if self.shared.ended.load(Ordering::SeqCst) {
            self.drop_all();
        }
        let over = waiting.clone();
        // It is over after each answer too: nobody listens then.
        std::thread::spawn(move || {
            over.until_over();
            let _ = sender.send(None);
        });
        tell(LibraryEvent::Asked {
            question: question.clone(),
        });
        let answer = receiver.recv().ok().flatten();
        self.open().remove(&question.id);
        tell(LibraryEvent::AskedNoMore {
            id: question.id.clone(),
        });
        answer
    }
}
