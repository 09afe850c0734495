//! A keyboard: key presses that go to whatever has the focus, as real ones do.

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;

use super::window::Window;

/// Whether `e`, the element with the focus, is the open post's title.
pub const TITLE: &str = "e?.getAttribute('aria-label') === 'Title'";
/// … or its text.
pub const TEXT: &str = "e?.dataset.testid === 'manuscript'";
/// … or the field for one more tag.
pub const TAG: &str = "e?.getAttribute('role') === 'combobox'";
/// … or the list of posts.
pub const LIST: &str = "e?.dataset.testid === 'post-list'";

impl Window {
    /// Waits until the keys go to what fits; `e` is the element with the focus.
    pub async fn focused(&self, what: &str, fits: &str) {
        let script = format!("const e = document.activeElement; return Boolean({fits})");
        self.until(&format!("the keys at {what}"), &script).await;
    }

    /// Presses a key, or several at once: `Control+Shift+P`, `Tab`, `F6`.
    pub async fn press(&self, chord: &str) {
        let keys: Vec<char> = chord.split('+').map(key).collect();
        let mut actions = KeyActions::new("keyboard".to_owned());
        for value in &keys {
            actions = actions.then(KeyAction::Down { value: *value });
        }
        for value in keys.iter().rev() {
            actions = actions.then(KeyAction::Up { value: *value });
        }
        self.client
            .perform_actions(actions)
            .await
            .unwrap_or_else(|error| panic!("{chord}: {error}"));
    }

    /// Types a text, key by key. A line break is the Enter key.
    pub async fn type_text(&self, text: &str) {
        let mut actions = KeyActions::new("keyboard".to_owned());
        for letter in text.chars() {
            let value = if letter == '\n' { Key::Enter.into() } else { letter };
            actions = actions
                .then(KeyAction::Down { value })
                .then(KeyAction::Up { value });
        }
        self.client
            .perform_actions(actions)
            .await
            .unwrap_or_else(|error| panic!("typing: {error}"));
    }

    /// Presses Tab (or another key) until the element with the focus fits, at most fifty times.
    pub async fn press_until(&self, chord: &str, what: &str, focus_fits: &str) {
        for _ in 0..50 {
            let script = format!("const e = document.activeElement; return Boolean({focus_fits})");
            if self.js(&script, Vec::new()).await == true {
                return;
            }
            self.press(chord).await;
        }
        panic!("{chord} never came to {what}");
    }
}

fn key(name: &str) -> char {
    let key = match name {
        "Control" => Key::Control,
        "Shift" => Key::Shift,
        "Alt" => Key::Alt,
        "Enter" => Key::Enter,
        "Escape" => Key::Escape,
        "Tab" => Key::Tab,
        "Space" => return ' ',
        "Backspace" => Key::Backspace,
        "ArrowDown" => Key::Down,
        "ArrowUp" => Key::Up,
        "ArrowLeft" => Key::Left,
        "ArrowRight" => Key::Right,
        "End" => Key::End,
        "Home" => Key::Home,
        "F2" => Key::F2,
        "F6" => Key::F6,
        "F8" => Key::F8,
        "F10" => Key::F10,
        other => {
            let mut letters = other.chars();
            return match (letters.next(), letters.next()) {
                (Some(letter), None) => letter.to_ascii_lowercase(),
                _ => panic!("no key is called {other}"),
            };
        }
    };
    key.into()
}
