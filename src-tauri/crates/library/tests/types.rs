//! The view types in TypeScript: what is committed in the UI is what `view` says.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use galley_library::view::{self, declarations};

const HEADER: &str = "// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:\n\
                      // GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types\n";
const WRITE: &str = "GALLEY_WRITE_TYPES";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../ui/src/lib/backend/types")
}

/// Each file by its name: one a type, and an `index.ts` that names them all.
fn wanted() -> BTreeMap<String, String> {
    let all = declarations().unwrap();
    let index: String = all
        .iter()
        .map(|one| format!("export type {{ {0} }} from './{0}';\n", one.name))
        .collect();
    let mut files: BTreeMap<String, String> = all
        .into_iter()
        .map(|one| {
            let (_, text) = one.text.split_once('\n').unwrap();
            (
                format!("{}.ts", one.name),
                format!("{HEADER}{}\n", text.trim_end()),
            )
        })
        .collect();
    files.insert("index.ts".into(), format!("{HEADER}{index}"));
    files
}

fn committed() -> BTreeMap<String, String> {
    let Ok(files) = fs::read_dir(folder()) else {
        return BTreeMap::new();
    };
    let read = |file: fs::DirEntry| {
        (
            file.file_name().into_string().unwrap(),
            fs::read_to_string(file.path()).unwrap(),
        )
    };
    files.map(|file| read(file.unwrap())).collect()
}

#[test]
fn the_committed_types_are_those_of_the_view() {
    let wanted = wanted();
    if std::env::var_os(WRITE).is_some() {
        fs::create_dir_all(folder()).unwrap();
        for name in committed().keys().filter(|name| !wanted.contains_key(*name)) {
            fs::remove_file(folder().join(name)).unwrap();
        }
        for (name, text) in &wanted {
            fs::write(folder().join(name), text).unwrap();
        }
    }
    let committed = committed();
    let differ: Vec<&String> = wanted
        .keys()
        .chain(committed.keys())
        .filter(|name| wanted.get(*name) != committed.get(*name))
        .collect();
    assert!(
        differ.is_empty(),
        "{differ:?} are not what src/view says. Write them anew: {WRITE}=1 cargo test -p galley-library --test types"
    );
}

#[test]
fn the_list_has_every_type_of_the_module() {
    let rooms = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/view")).unwrap();
    let source: String = rooms
        .map(|room| fs::read_to_string(room.unwrap().path()).unwrap())
        .collect();
    let mut named: Vec<&str> = source
        .lines()
        .filter_map(|line| {
            line.strip_prefix("pub struct ")
                .or_else(|| line.strip_prefix("pub enum "))
        })
        .map(|rest| rest.split([' ', '{']).next().unwrap())
        .collect();
    let all = declarations().unwrap();
    let mut listed: Vec<&str> = all.iter().map(|one| one.name).collect();
    named.sort_unstable();
    listed.sort_unstable();
    assert_eq!(named, listed);
    assert!(listed.len() > 40, "only {} types", listed.len());
}

fn text(name: &str) -> String {
    let text = wanted().remove(&format!("{name}.ts")).unwrap();
    // Without comments, so that only the declaration is looked at.
    let lines = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.starts_with(['/', '*']));
    lines.collect::<Vec<_>>().join(" ")
}

#[test]
fn optional_fields_are_optional_keys_and_enums_are_unions() {
    let query = text("PostQuery");
    assert!(query.contains("tag?: string"), "{query}");
    assert!(!query.contains("| null"), "{query}");
    for words in [r#""all" | "drafts""#, r#""unpublished" | "pages""#] {
        assert!(text("Group").contains(words), "{}", text("Group"));
    }
    assert!(text("Status").contains(r#""twoVersions""#));
    assert!(
        text("FieldEdit").contains(r#""field": "addTag""#),
        "{}",
        text("FieldEdit")
    );
    let event = text("LibraryEvent");
    assert!(
        event.contains(r#""event": "postChanged", "#) && event.contains("post: PostView"),
        "{event}"
    );
    assert!(event.contains("import type { PostView }"), "{event}");
}

#[test]
fn no_type_has_a_64_bit_number_or_a_null() {
    for (name, text) in wanted() {
        for bad in ["bigint", "| null", "any", "unknown", "undefined"] {
            let code = text
                .lines()
                .filter(|line| !line.trim_start().starts_with(['/', '*']));
            let words =
                code.flat_map(|line| line.split(|c: char| !(c.is_alphanumeric() || "| ".contains(c))));
            assert!(
                !words
                    .into_iter()
                    .any(|word| word.trim() == bad || word.contains("| null")),
                "{name}: {bad}"
            );
        }
    }
}

#[test]
fn what_travels_has_the_keys_that_the_types_promise() {
    let query = view::PostQuery {
        search: Some("x".into()),
        limit: 9,
        ..view::PostQuery::default()
    };
    let json = serde_json::to_value(&query).unwrap();
    let mut keys: Vec<&str> = json.as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    assert_eq!(
        keys,
        ["group", "limit", "offset", "search", "sort"],
        "an absent value is an absent key"
    );
    let edit = serde_json::to_value(view::FieldEdit::AddTag { value: "git".into() }).unwrap();
    assert_eq!(edit, serde_json::json!({ "field": "addTag", "value": "git" }));
    let back: view::PostQuery =
        serde_json::from_str(r#"{"group":"drafts","sort":"title","offset":0,"limit":1}"#).unwrap();
    assert_eq!((back.tag, back.group), (None, view::Group::Drafts));
}
