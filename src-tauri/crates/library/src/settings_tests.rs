use std::fs;
use std::sync::mpsc::channel;
use std::time::Duration;

use super::{FAULTS, SettingChange, SettingValue, Settings, SettingsView, change, file, read, watch};
use crate::error::Result;
use crate::places::Places;
use crate::view::{Appearance, Face, Measure};

struct Place {
    _folder: tempfile::TempDir,
    places: Places,
}

fn place(text: &str) -> Place {
    let folder = tempfile::tempdir().unwrap();
    let places = Places::under(folder.path());
    if !text.is_empty() {
        fs::create_dir_all(&places.config).unwrap();
        fs::write(file(&places), text).unwrap();
    }
    Place {
        _folder: folder,
        places,
    }
}

fn set(place: &Place, name: &str, value: SettingValue) -> Result<SettingsView> {
    let value = Some(value);
    change(
        &place.places,
        &SettingChange {
            name: name.to_owned(),
            value,
        },
    )
}

fn as_at_first(place: &Place, name: &str) -> SettingsView {
    let name = name.to_owned();
    change(&place.places, &SettingChange { name, value: None }).unwrap()
}

fn text(place: &Place) -> String {
    fs::read_to_string(file(&place.places)).unwrap()
}

#[test]
fn without_a_file_all_is_as_at_first_and_no_file_is_made_by_looking() {
    let place = place("");
    let view = read(&place.places);
    assert_eq!(view.settings, Settings::default());
    assert!(view.settings.reopen && view.settings.spelling.check && view.settings.writing.styling);
    assert_eq!(
        (view.file.as_str(), view.faults),
        ("~/config/settings.toml", vec![])
    );
    as_at_first(&place, "writing.size");
    assert!(!place.places.config.join("settings.toml").exists());
}

#[test]
fn a_change_touches_its_own_line() {
    let before = "# mine\nappearance = \"dark\" # for the night\n\n[keys]\npublish = 'Mod+Enter'\n\n[writing]\n# large\nsize=18 # px\n";
    let place = place(before);
    let view = set(&place, "writing.size", SettingValue::Number(16)).unwrap();
    assert_eq!(
        (view.settings.writing.size, view.settings.appearance),
        (16, Appearance::Dark)
    );
    assert_eq!(text(&place), before.replace("size=18", "size=16"));
    set(&place, "appearance", SettingValue::Word("light".into())).unwrap();
    set(&place, "keys.publish", SettingValue::Word(String::new())).unwrap();
    let after = before
        .replace("size=18", "size=16")
        .replace("\"dark\"", "\"light\"")
        .replace("'Mod+Enter'", "\"\"");
    assert_eq!(text(&place), after);
    let view = as_at_first(&place, "keys.publish");
    assert!(view.settings.keys.is_empty());
    assert_eq!(text(&place), after.replace("publish = \"\"\n", ""));
}

#[test]
fn every_kind_of_value_comes_back() {
    let place = place("");
    set(&place, "writing.face", SettingValue::Word("literata".into())).unwrap();
    set(&place, "writing.measure", SettingValue::Word("wide".into())).unwrap();
    set(&place, "writing.focus", SettingValue::Switch(true)).unwrap();
    set(&place, "reopen", SettingValue::Switch(false)).unwrap();
    set(
        &place,
        "spelling.languages",
        SettingValue::Words(vec!["en_GB".into(), "de_DE".into()]),
    )
    .unwrap();
    let view = set(&place, "keys.find", SettingValue::Word("Mod+Shift++".into())).unwrap();
    let Settings {
        writing,
        spelling,
        keys,
        reopen,
        ..
    } = view.settings;
    assert_eq!(
        (writing.face, writing.measure, writing.focus, reopen),
        (Face::Literata, Measure::Wide, true, false)
    );
    assert_eq!(spelling.languages, ["en_GB", "de_DE"]);
    assert_eq!(keys["find"], "Mod+Shift++");
    assert_eq!(view.faults, []);
}

#[test]
fn what_is_no_setting_and_no_value_is_refused_and_nothing_is_written() {
    let place = place("");
    let code = |name: &str, value| set(&place, name, value).unwrap_err().code;
    let word = |word: &str| SettingValue::Word(word.to_owned());
    assert_eq!(code("font", word("x")), "settings.unknown");
    assert_eq!(code("writing", word("x")), "settings.unknown");
    assert_eq!(code("keys", word("x")), "settings.unknown");
    assert_eq!(code("writing.face", word("comic")), "settings.value");
    assert_eq!(code("writing.face", SettingValue::Switch(true)), "settings.value");
    assert_eq!(code("writing.size", SettingValue::Number(99)), "settings.value");
    assert_eq!(code("writing.size", SettingValue::Number(300)), "settings.value");
    assert_eq!(code("reopen", word("yes")), "settings.value");
    for keys in ["p", "Shift+P", "Mod+", "Mod+Mod+P", "Hyper+P", "Mod+ "] {
        assert_eq!(code("keys.publish", word(keys)), "settings.value", "{keys}");
    }
    assert!(!file(&place.places).exists());
}

#[test]
fn what_cannot_be_used_is_told_with_its_line_and_the_rest_counts() {
    let place = place("appearance = 'dim'\nreopen = false\nfont = 'x'\n[writing]\nsize = 14\nmeasure = 3\n");
    let view = read(&place.places);
    let told: Vec<_> = view
        .faults
        .iter()
        .map(|fault| (fault.code.as_str(), fault.line))
        .collect();
    assert_eq!(
        told,
        [
            ("settings.value", Some(1)),
            ("settings.unknown", Some(3)),
            ("settings.value", Some(6))
        ]
    );
    assert_eq!(
        view.faults[0].message,
        "“dim” is no value of the setting “appearance”."
    );
    assert_eq!((view.settings.reopen, view.settings.writing.size), (false, 14));
}

#[test]
fn a_file_that_is_no_toml_is_told_and_never_written_over() {
    let broken = "appearance = \"dark\"\nreopen = = 1\n";
    let place = place(broken);
    let view = read(&place.places);
    assert_eq!(view.settings, Settings::default());
    assert_eq!(
        (view.faults[0].code.as_str(), view.faults[0].line),
        ("settings.broken", Some(2))
    );
    let refused = set(&place, "reopen", SettingValue::Switch(false)).unwrap_err();
    assert_eq!(refused.code, "settings.broken");
    assert_eq!(text(&place), broken);
}

#[test]
fn a_change_by_an_editor_is_told() {
    let place = place("reopen = true\n");
    let (sender, told) = channel();
    let changes = watch(&place.places, move |view| {
        let _ = sender.send(view);
    });
    assert!(changes.is_some());
    fs::write(file(&place.places), "reopen = false\n").unwrap();
    // The file is empty for a moment.
    let heard = std::iter::from_fn(|| told.recv_timeout(Duration::from_secs(20)).ok());
    assert!(heard.into_iter().any(|view| !view.settings.reopen));
}

#[test]
fn as_at_first_takes_the_line_alone() {
    let text = "# Mine\n\n# Dark, because of my eyes\nappearance = \"dark\" # behind\n[writing]\n# large\nsize = 18\nface = 'inter'\n";
    let place = place(text);
    as_at_first(&place, "appearance");
    let after = text.replace("appearance = \"dark\" # behind\n", "");
    assert_eq!(self::text(&place), after);
    as_at_first(&place, "writing.size");
    assert_eq!(self::text(&place), after.replace("size = 18\n", ""));
    // In a table within a line there is no line of its own.
    fs::write(file(&place.places), "writing = { size = 18, face = 'inter' }\n").unwrap();
    let view = as_at_first(&place, "writing.size");
    assert_eq!(
        (view.settings.writing.size, view.settings.writing.face),
        (0, Face::Inter)
    );
}

#[test]
fn what_is_no_plain_file_or_too_long_is_told_and_nobody_waits_for_it() {
    let place = place("");
    fs::create_dir_all(&place.places.config).unwrap();
    rustix::fs::mknodat(
        rustix::fs::CWD,
        file(&place.places),
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR,
        0,
    )
    .unwrap();
    let fault = |place: &Place| read(&place.places).faults[0].code.clone();
    assert_eq!(fault(&place), "settings.unreadable");
    let refused = set(&place, "reopen", SettingValue::Switch(false)).unwrap_err();
    assert_eq!(refused.code, "settings.not-written");
    fs::remove_file(file(&place.places)).unwrap();
    fs::write(file(&place.places), "# long\n".repeat(50_000)).unwrap();
    assert_eq!(fault(&place), "settings.unreadable");
}

#[test]
fn many_keys_cost_no_more_than_their_number() {
    let keys: String = (0..8_000).map(|number| format!("k{number} = \"F5\"\n")).collect();
    let place = place(&format!("[keys]\n{keys}[odd]\n{}", keys.replace("F5", "x")));
    let view = read(&place.places);
    assert_eq!((view.settings.keys.len(), view.faults.len()), (8_000, FAULTS));
}
