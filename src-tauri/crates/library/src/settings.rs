//! What the writer set for all blogs on this computer: one TOML file, which the window writes and a text editor may.
//!
//! A change touches its own line and keeps comments and order. What cannot be used is told with its line, and is as at
//! first; nothing is corrected unasked.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;
use toml_edit::{Document, DocumentMut, Item, Table};

use crate::dictionaries;
use crate::error::{Error, Result};
use crate::places::Places;
use crate::save::{Hash, Saved, save};
use crate::view::{SettingChange, SettingValue, Settings, SettingsFault, SettingsView};
use crate::watch::Watch;

/// The sizes of letters that there are, in pixels, beside 0.
const SIZES: std::ops::RangeInclusive<u8> = 13..=22;

/// The settings now.
pub fn read(places: &Places) -> SettingsView {
    let file = file(places);
    let (settings, faults) = match fs::read_to_string(&file) {
        Ok(text) => understand(&text),
        // No file: all is as at first.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Default::default(),
        Err(error) => {
            let error = Error::io(error, &file);
            let fault = SettingsFault {
                code: error.code.to_owned(),
                line: None,
                message: error.message,
            };
            (Settings::default(), vec![fault])
        }
    };
    SettingsView {
        settings,
        file: places.shown(&file),
        faults,
        dictionaries: dictionaries::installed(),
    }
}

/// The dictionaries for a text in this language, or for one whose language nothing says. None: its spelling is not checked.
pub fn spelled_in(view: &SettingsView, language: Option<&str>) -> Vec<String> {
    let spelling = &view.settings.spelling;
    if !spelling.check {
        return Vec::new();
    }
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    dictionaries::fitting(
        &view.dictionaries,
        &spelling.languages,
        language,
        locale.as_deref(),
    )
}

/// Changes one setting in the file.
///
/// # Errors
/// `settings.unknown`, `settings.value`; `settings.broken` when the file is no TOML; `settings.not-written`.
pub fn change(places: &Places, change: &SettingChange) -> Result<SettingsView> {
    let file = file(places);
    let refused = |error: std::io::Error| {
        Error::new("settings.not-written", &[("path", &places.shown(&file))]).because(error)
    };
    if let Some(value) = &change.value {
        let value = serde_json::to_value(value).unwrap_or_default();
        with(&Settings::default(), &change.name, value)?;
    } else {
        known(&Settings::default(), &change.name)?;
    }
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(refused)?;
    }
    // Another window or an editor may write at the same moment: then once more, over what it wrote.
    for _ in 0..8 {
        let bytes = match fs::read(&file) {
            Ok(bytes) => Some(bytes),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => return Err(refused(error)),
        };
        let base = bytes.as_deref().map(Hash::of);
        let text = String::from_utf8(bytes.unwrap_or_default())
            .map_err(|error| Error::new("settings.broken", &[("why", "it is not UTF-8")]).because(error))?;
        let mut document: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| {
            Error::new("settings.broken", &[("why", error.message())])
        })?;
        put(&mut document, &change.name, change.value.as_ref());
        let written = document.to_string();
        if written == text {
            break;
        }
        if save(&file, base, written.as_bytes()).map_err(refused)? == Saved::Written {
            break;
        }
    }
    Ok(read(places))
}

/// The file, made if there is none yet, to be opened in an editor.
///
/// # Errors
/// `settings.not-written`.
pub fn file_to_edit(places: &Places) -> Result<PathBuf> {
    let file = file(places);
    let made = || {
        fs::create_dir_all(&places.config)?;
        fs::OpenOptions::new().append(true).create(true).open(&file)
    };
    match made() {
        Ok(_) => Ok(file),
        Err(error) => {
            Err(Error::new("settings.not-written", &[("path", &places.shown(&file))]).because(error))
        }
    }
}

/// Tells of changes of the settings file until it is dropped.
pub struct Changes {
    _watch: Watch,
}

/// Tells the settings whenever their file changes. `None` when the system watches no more: then a change by an editor counts at
/// the next start.
pub fn watch(places: &Places, tell: impl Fn(SettingsView) + Send + 'static) -> Option<Changes> {
    let (own, file) = (places.clone(), file(places));
    fs::create_dir_all(&places.config).ok()?;
    let watch = Watch::start(move |heap, _| {
        if heap.lost || heap.paths.contains(&file) {
            tell(read(&own));
        }
    })
    .ok()?;
    watch.add(&places.config).then_some(Changes { _watch: watch })
}

fn file(places: &Places) -> PathBuf {
    places.config.join("settings.toml")
}

/// What the file says, and what of it could not be used.
fn understand(text: &str) -> (Settings, Vec<SettingsFault>) {
    let document = match Document::parse(text) {
        Ok(document) => document,
        Err(error) => {
            let line = error.span().map(|span| line_of(text, span.start));
            return (
                Settings::default(),
                vec![fault(
                    &Error::new("settings.broken", &[("why", error.message())]),
                    line,
                )],
            );
        }
    };
    let (mut settings, mut faults) = (Settings::default(), Vec::new());
    each_value(document.as_table(), "", &mut |name, item| {
        let taken = as_json(item)
            .ok_or_else(|| not_a_value(name, &item.to_string()))
            .and_then(|value| with(&settings, name, value));
        match taken {
            Ok(all) => settings = all,
            Err(error) => {
                let line = item.span().map(|span| line_of(text, span.start));
                faults.push(fault(&error, line));
            }
        }
    });
    (settings, faults)
}

fn fault(error: &Error, line: Option<u32>) -> SettingsFault {
    SettingsFault {
        code: error.code.to_owned(),
        line,
        message: error.message.clone(),
    }
}

fn line_of(text: &str, at: usize) -> u32 {
    let before = text.as_bytes().get(..at).unwrap_or_default();
    u32::try_from(before.iter().filter(|byte| **byte == b'\n').count()).map_or(u32::MAX, |lines| lines + 1)
}

/// Calls `each` with the dotted name of every value.
fn each_value(table: &dyn toml_edit::TableLike, under: &str, each: &mut dyn FnMut(&str, &Item)) {
    for (key, item) in table.iter() {
        let name = if under.is_empty() {
            key.to_owned()
        } else {
            format!("{under}.{key}")
        };
        match item.as_table_like() {
            Some(table) => each_value(table, &name, each),
            None => each(&name, item),
        }
    }
}

fn as_json(item: &Item) -> Option<Value> {
    match item.as_value()? {
        toml_edit::Value::Boolean(value) => Some(Value::from(*value.value())),
        toml_edit::Value::Integer(value) => Some(Value::from(*value.value())),
        toml_edit::Value::String(value) => Some(Value::from(value.value().as_str())),
        toml_edit::Value::Array(all) => {
            let all: Option<Vec<Value>> = all.iter().map(|one| one.as_str().map(Value::from)).collect();
            all.map(Value::from)
        }
        _ => None,
    }
}

fn not_a_value(name: &str, value: &str) -> Error {
    Error::new("settings.value", &[("name", name), ("value", value.trim())])
}

/// Where in `settings` a setting of this name stands, as a pointer.
fn known(settings: &Settings, name: &str) -> Result<(Value, String)> {
    let all = serde_json::to_value(settings).unwrap_or_default();
    let pointer = format!("/{}", name.replace('.', "/"));
    let is_value = all.pointer(&pointer).is_some_and(|value| !value.is_object());
    let is_key = name.strip_prefix("keys.").is_some_and(|id| !id.is_empty());
    if is_value || is_key {
        Ok((all, pointer))
    } else {
        Err(Error::new("settings.unknown", &[("name", name)]))
    }
}

/// The settings with another value of one of them. The types of [`Settings`] say what a value may be.
fn with(settings: &Settings, name: &str, value: Value) -> Result<Settings> {
    let (mut all, pointer) = known(settings, name)?;
    let said = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let refused = || not_a_value(name, &said);
    match name.strip_prefix("keys.") {
        Some(id) => {
            let keys = value.as_str().filter(|keys| are_keys(keys)).ok_or_else(refused)?;
            all["keys"][id] = Value::from(keys);
        }
        None => *all.pointer_mut(&pointer).ok_or_else(refused)? = value,
    }
    let all: Settings = serde_json::from_value(all).map_err(|_| refused())?;
    let size = all.writing.size;
    if size != 0 && !SIZES.contains(&size) {
        return Err(refused());
    }
    Ok(all)
}

/// `Mod+Shift+P`: modifiers, each once, and one key; or nothing.
fn are_keys(keys: &str) -> bool {
    if keys.is_empty() {
        return true;
    }
    // The key may be `+` itself.
    let (modifiers, key) = match keys.strip_suffix("++") {
        Some(before) => (before, "+"),
        None => keys.rsplit_once('+').unwrap_or(("", keys)),
    };
    let all: Vec<&str> = modifiers.split('+').filter(|part| !part.is_empty()).collect();
    let each_once = all.iter().enumerate().all(|(at, one)| !all[..at].contains(one));
    let known = all.iter().all(|one| ["Mod", "Shift", "Alt"].contains(one));
    let writes = key.chars().count() == 1 && !all.contains(&"Mod") && !all.contains(&"Alt");
    // A letter alone would be an action instead of a letter.
    each_once && known && !key.is_empty() && !key.contains(char::is_whitespace) && !writes
}

fn put(document: &mut DocumentMut, name: &str, value: Option<&SettingValue>) {
    let (table, key) = name.split_once('.').unwrap_or(("", name));
    let item = value.map(|value| match value {
        SettingValue::Switch(on) => toml_edit::value(*on),
        SettingValue::Number(number) => toml_edit::value(i64::from(*number)),
        SettingValue::Word(word) => toml_edit::value(word.as_str()),
        SettingValue::Words(all) => {
            toml_edit::value(toml_edit::Array::from_iter(all.iter().map(String::as_str)))
        }
    });
    let root = document.as_table_mut();
    let within: &mut dyn toml_edit::TableLike = if table.is_empty() {
        root
    } else {
        if item.is_none() && !root.contains_key(table) {
            return;
        }
        let stands = root.entry(table).or_insert_with(|| Item::Table(Table::new()));
        if !stands.is_table_like() {
            *stands = Item::Table(Table::new());
        }
        match stands.as_table_like_mut() {
            Some(table) => table,
            None => return,
        }
    };
    let Some(mut item) = item else {
        within.remove(key);
        return;
    };
    match within.get_mut(key) {
        Some(old) => {
            // What stands behind the value, a comment, stays there.
            if let (Some(old), Some(new)) = (old.as_value(), item.as_value_mut()) {
                *new.decor_mut() = old.decor().clone();
            }
            *old = item;
        }
        None => {
            within.insert(key, item);
        }
    }
}

#[cfg(test)]
#[path = "settings_tests.rs"]
mod tests;
