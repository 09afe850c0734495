//! What a screen reader is told of the window: the tree of roles and names on the bus of accessibility.

use std::cell::RefCell;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde::Deserialize;

use super::until_async;
use super::window::Window;

/// One object of the tree.
#[derive(Debug, Clone, Deserialize)]
pub struct Heard {
    /// How deep it lies; its children follow it.
    pub depth: usize,
    /// `push button`, for example.
    pub role: String,
    /// What is read out.
    pub name: String,
    /// `focusable`, `checked` and so on.
    pub states: Vec<String>,
    /// What can be done with it.
    pub actions: Vec<String>,
}

impl Heard {
    /// Whether it is in this state.
    pub fn is(&self, state: &str) -> bool {
        self.states.iter().any(|known| known == state)
    }
}

/// What is no control for anybody who hears it.
const NO_ROLES: [&str; 9] = [
    "unknown",
    "invalid",
    "section",
    "filler",
    "paragraph",
    "static",
    "text",
    "redundant object",
    "image",
];

impl Window {
    /// The tree of the app's page, without the pages in it: those are the writer's own. Empty until there is one.
    pub fn heard(&self) -> Vec<Heard> {
        let environment = fs::read(format!("/proc/{}/environ", self.app().as_raw_nonzero()))
            .expect("the app's environment");
        let environment = String::from_utf8_lossy(&environment).into_owned();
        let variables = environment
            .split('\0')
            .filter_map(|variable| variable.split_once('='));
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/atspi.py");
        // The system's Python: others lack the system's libraries.
        let told = Command::new("/usr/bin/python3")
            .args(["-W", "ignore"])
            .arg(file)
            .env_clear()
            .envs(variables)
            .output()
            .expect("the tree");
        let words = String::from_utf8_lossy(&told.stderr);
        assert!(told.status.success(), "{words}");
        let all: Vec<Heard> = String::from_utf8_lossy(&told.stdout)
            .lines()
            .map(|line| serde_json::from_str(line).expect("an object of the tree"))
            .collect();
        let Some(page) = all.iter().position(|item| item.role == "document web") else {
            return Vec::new();
        };
        let mut heard: Vec<Heard> = Vec::new();
        let mut within = None;
        for item in &all[page + 1..] {
            if within.is_some_and(|depth| item.depth > depth) {
                continue;
            }
            // A page in the page hangs in a view that only scrolls.
            within = (item.role == "scroll pane" && item.name.is_empty()).then_some(item.depth);
            if within.is_none() {
                heard.push(item.clone());
            }
        }
        heard
    }

    /// Waits until an object with this role and name is there; gives the tree that it is in.
    pub async fn hears(&self, role: &str, name: &str) -> Vec<Heard> {
        let last = RefCell::new(Vec::new());
        let fits = |heard: &[Heard]| heard.iter().any(|item| item.role == role && item.name == name);
        until_async(&format!("a {role} “{name}”, heard"), async || {
            last.replace(self.heard());
            fits(&last.borrow())
        })
        .await;
        last.into_inner()
    }
}

/// What can be focused or acted on and has no name, or no role that says what it is.
pub fn nameless(heard: &[Heard]) -> Vec<String> {
    let mut faults = Vec::new();
    for (at, item) in heard.iter().enumerate() {
        let control = item.is("focusable") || item.actions.iter().any(|name| name != "select");
        let scrolls = heard.get(at + 1).is_some_and(|next| {
            next.depth == item.depth + 1 && next.role == "entry" && !next.name.is_empty()
        });
        // The box in which an editor's text scrolls takes the focus of a pointer, and gives it to the text.
        if !control || (item.role == "section" && scrolls) {
            continue;
        }
        if item.name.trim().is_empty() || NO_ROLES.contains(&item.role.as_str()) {
            faults.push(format!(
                "{} “{}” {:?} {:?}",
                item.role, item.name, item.states, item.actions
            ));
        }
    }
    faults
}
