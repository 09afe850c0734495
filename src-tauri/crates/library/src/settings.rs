//! What the writer set for all blogs on this computer: one TOML file, which the window writes and a text editor may.
//!
//! A change touches its own line and keeps comments and order. What cannot be used is told with its line, and is as at
//! first; nothing is corrected unasked.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use serde_json::Value;
use toml_edit::{Document, DocumentMut, Item, Table};

use crate::error::{Error, Result};
use crate::places::Places;
use crate::save::{Hash, Saved, save};
use crate::view::{SettingChange, SettingValue, Settings, SettingsFault, SettingsView};
use crate::watch::Watch;
use crate::{dictionaries, disk};

/// The sizes of letters that there are, in pixels, beside 0.
const SIZES: std::ops::RangeInclusive<u8> = 13..=22;

/// The longest file that is read, in bytes.
const LONGEST: u64 = 256 * 1024;
/// So many faults are told; who has more mends those first.
const FAULTS: usize = 50;

/// All settings as they are at first, as the names in the file find them.
static FIRST: LazyLock<Value> =
    LazyLock::new(|| serde_json::to_value(Settings::default()).unwrap_or_default());

/// The settings now.
pub fn read(places: &Places) -> SettingsView {
    let file = file(places);
    let (settings, faults) = match text_of(&file) {
        Ok(text) => understand(&text),
        // No file: all is as at first.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Default::default(),
        Err(error) => {
            let shown = places.shown(&file);
            let error = Error::new("settings.unreadable", &[("path", &shown)]).because(error);
            (Settings::default(), vec![fault(&error, None)])
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
        set(&mut Settings::default(), &change.name, value)?;
    } else {
        known(&change.name)?;
    }
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(refused)?;
    }
    // Another window or an editor may write at the same moment: then once more, over what it wrote.
    for _ in 0..8 {
        let (base, text) = match text_of(&file) {
            Ok(text) => (Some(Hash::of(text.as_bytes())), text),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => (None, String::new()),
            Err(error) => return Err(refused(error)),
        };
        let written = changed(&text, change)?;
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

/// The text with one setting changed.
fn changed(text: &str, change: &SettingChange) -> Result<String> {
    let broken = |error: toml_edit::TomlError| Error::new("settings.broken", &[("why", error.message())]);
    if change.value.is_none()
        && let Some(line) = line_of_setting(&Document::parse(text).map_err(broken)?, &change.name, text)
    {
        // The line alone goes: comments above it are the writer's.
        return Ok([&text[..line.start], &text[line.end..]].concat());
    }
    let mut document: DocumentMut = text.parse().map_err(broken)?;
    put(&mut document, &change.name, change.value.as_ref());
    Ok(document.to_string())
}

/// Where the lines of a setting stand, with their ends; `None` where it has none to itself.
fn line_of_setting(document: &Document<&str>, name: &str, text: &str) -> Option<Range<usize>> {
    let (table, key) = name.split_once('.').unwrap_or(("", name));
    let within: &dyn toml_edit::TableLike = match table {
        "" => document.as_table(),
        table => document.get(table)?.as_table()?,
    };
    let (key, item) = within.get_key_value(key)?;
    let (from, to) = (key.span()?.start, item.span()?.end);
    let start = text[..from].rfind('\n').map_or(0, |at| at + 1);
    let end = text[to..].find('\n').map_or(text.len(), |at| to + at + 1);
    Some(start..end)
}

fn text_of(file: &Path) -> std::io::Result<String> {
    let bytes = disk::read_own(file, LONGEST)?;
    String::from_utf8(bytes).map_err(|error| std::io::Error::new(std::io::ErrorKind::InvalidData, error))
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
            .and_then(|value| set(&mut settings, name, value));
        if let Err(error) = taken
            && faults.len() < FAULTS
        {
            let line = item.span().map(|span| line_of(text, span.start));
            faults.push(fault(&error, line));
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

/// The pointer to the setting of this name.
fn known(name: &str) -> Result<String> {
    let pointer = format!("/{}", name.replace('.', "/"));
    let is_value = FIRST.pointer(&pointer).is_some_and(|value| !value.is_object());
    let is_key = name.strip_prefix("keys.").is_some_and(|id| !id.is_empty());
    if is_value || is_key {
        Ok(pointer)
    } else {
        Err(Error::new("settings.unknown", &[("name", name)]))
    }
}

/// Gives one of the settings another value. The types of [`Settings`] say what it may be.
fn set(settings: &mut Settings, name: &str, value: Value) -> Result<()> {
    let pointer = known(name)?;
    let said = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let refused = || not_a_value(name, &said);
    if let Some(id) = name.strip_prefix("keys.") {
        let keys = value.as_str().filter(|keys| are_keys(keys)).ok_or_else(refused)?;
        settings.keys.insert(id.to_owned(), keys.to_owned());
        return Ok(());
    }
    // Keys are many, and none of this one's business.
    let keys = std::mem::take(&mut settings.keys);
    let mut all = serde_json::to_value(&*settings).unwrap_or_default();
    if let Some(place) = all.pointer_mut(&pointer) {
        *place = value;
    }
    let taken = serde_json::from_value::<Settings>(all)
        .ok()
        .filter(|all| all.writing.size == 0 || SIZES.contains(&all.writing.size));
    let done = taken.map(|all| *settings = all).ok_or_else(refused);
    settings.keys = keys;
    done
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
