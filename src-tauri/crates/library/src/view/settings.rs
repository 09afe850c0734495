//! What the writer set for all blogs on this computer.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

view! {
/// All settings; what the file does not say is as at first.
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Light or dark.
    pub appearance: Appearance,
    /// Whether what was open last is opened again when Galley starts.
    pub reopen: bool,
    /// Whether the window has a menu bar. On macOS the system always has one.
    pub menu: bool,
    /// How the manuscript looks, and what it does by itself.
    pub writing: WritingStyle,
    /// The checking of spelling.
    pub spelling: Spelling,
    /// Other keys for an action, by its id: `Mod+Shift+P`, where `Mod` is ⌘ or Ctrl; empty for none.
    pub keys: BTreeMap<String, String>,
}

/// Light or dark.
#[derive(Copy, Eq, Default)]
pub enum Appearance {
    /// As the system is.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// How the manuscript looks, and what it does by itself.
#[serde(default, deny_unknown_fields)]
pub struct WritingStyle {
    /// The face of the text.
    pub face: Face,
    /// The size of letters in pixels, 13 to 22; 0: as the window is large.
    pub size: u8,
    /// How long lines are.
    pub measure: Measure,
    /// All but the paragraph of the caret is faint.
    pub focus: bool,
    /// The line of the caret stays where it is.
    pub typewriter: bool,
    /// Marks are hidden away from the caret, and text looks like what it means.
    pub styling: bool,
    /// Brackets and quotes come in pairs.
    pub pairs: bool,
}

/// A face of the manuscript.
#[derive(Copy, Eq, Default)]
pub enum Face {
    /// iA Writer Quattro.
    #[default]
    Quattro,
    /// Literata.
    Literata,
    /// Inter.
    Inter,
    /// The face of code.
    Mono,
}

/// How long lines are.
#[derive(Copy, Eq, Default)]
pub enum Measure {
    /// 56 characters.
    Narrow,
    /// 68 characters.
    #[default]
    Normal,
    /// 84 characters.
    Wide,
}

/// The checking of spelling.
#[serde(default, deny_unknown_fields)]
pub struct Spelling {
    /// Whether it is checked.
    pub check: bool,
    /// In which languages, as `en_GB`; none: in the post's own, and where that is not known in the system's.
    pub languages: Vec<String>,
}

/// The settings and where they stand.
pub struct SettingsView {
    /// The settings.
    pub settings: Settings,
    /// Their file, drawn with `~`.
    pub file: String,
    /// What of the file could not be used; there it is as at first.
    pub faults: Vec<SettingsFault>,
    /// The languages whose spelling this computer can check, as `en_GB`.
    pub dictionaries: Vec<String>,
}

/// Something in the settings file that could not be used.
#[ts(optional_fields)]
pub struct SettingsFault {
    /// Its code.
    pub code: String,
    /// The line, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// What is wrong, in a sentence.
    pub message: String,
}

/// Another value of a setting.
#[ts(optional_fields)]
pub struct SettingChange {
    /// Its name in the file: `writing.size`, `keys.publish`.
    pub name: String,
    /// The value; absent: as at first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<SettingValue>,
}

/// A value of a setting.
#[serde(untagged)]
pub enum SettingValue {
    /// On or off.
    Switch(bool),
    /// A whole number.
    Number(u32),
    /// One of several words, or keys.
    Word(String),
    /// Several words.
    Words(Vec<String>),
}
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            appearance: Appearance::default(),
            reopen: true,
            menu: false,
            writing: WritingStyle::default(),
            spelling: Spelling::default(),
            keys: BTreeMap::new(),
        }
    }
}

impl Default for WritingStyle {
    fn default() -> Self {
        WritingStyle {
            face: Face::default(),
            size: 0,
            measure: Measure::default(),
            focus: false,
            typewriter: false,
            styling: true,
            pairs: true,
        }
    }
}

impl Default for Spelling {
    fn default() -> Self {
        Spelling {
            check: true,
            languages: Vec::new(),
        }
    }
}
