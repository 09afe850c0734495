//! A generator's config file as a flat list of values, whatever language it is written in.

use crate::problem::{Problem, line_of};
use crate::{code, parts, yaml};

/// A value of a config file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Item {
    /// A string, number or flag.
    Text(String),
    /// A list of strings; other items are left out.
    List(Vec<String>),
    /// Something with parts, or something that was not understood.
    Table,
}

/// Keys and values in file order; keys of a table as `table.key`, two levels at most.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Config {
    items: Vec<(String, Item)>,
}

impl Config {
    pub(crate) fn push(&mut self, key: &str, item: Item) {
        self.items.push((key.to_owned(), item));
    }

    /// Adds to a list, which a key without a value turns out to be.
    pub(crate) fn add_item(&mut self, key: &str, text: String) {
        let Some((_, item)) = self.items.iter_mut().rev().find(|(k, _)| k == key) else {
            return;
        };
        match item {
            Item::List(items) => items.push(text),
            item => *item = Item::List(vec![text]),
        }
    }

    /// The value of a key. Upper and lower case are alike: Hugo's keys are, the others' do not differ by case alone.
    pub(crate) fn get(&self, key: &str) -> Option<&Item> {
        self.items
            .iter()
            .rev()
            .find(|(k, _)| k.eq_ignore_ascii_case(key))
            .map(|(_, item)| item)
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// How many of these keys there are.
    pub(crate) fn count(&self, keys: &[&str]) -> usize {
        keys.iter().filter(|key| self.has(key)).count()
    }

    pub(crate) fn text(&self, key: &str) -> Option<String> {
        match self.get(key)? {
            Item::Text(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            _ => None,
        }
    }

    pub(crate) fn flag(&self, key: &str) -> Option<bool> {
        match self.text(key)?.to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" => Some(true),
            "false" | "no" | "off" => Some(false),
            _ => None,
        }
    }

    pub(crate) fn list(&self, key: &str) -> Vec<String> {
        match self.get(key) {
            Some(Item::List(items)) => items.clone(),
            Some(Item::Text(text)) => vec![text.clone()],
            _ => Vec::new(),
        }
    }

    /// The keys directly in a table.
    pub(crate) fn keys_of<'c>(&'c self, table: &'c str) -> impl Iterator<Item = &'c str> {
        self.items.iter().filter_map(move |(key, _)| {
            let (parent, key) = key.split_once('.')?;
            parent.eq_ignore_ascii_case(table).then_some(key)
        })
    }
}

/// Reads a config file by its extension. What is code is read as far as it assigns plain values.
pub(crate) fn read(path: &str, text: &str) -> (Config, Option<Problem>) {
    let unreadable = |detail: String, line| {
        (
            Config::default(),
            Some(Problem::new("config.unreadable", vec![("detail", detail)]).at(path, line)),
        )
    };
    match parts::stem(parts::split(path).1).1 {
        "toml" => match text.parse::<toml::Table>() {
            Ok(table) => (flat_toml(&table), None),
            Err(e) => unreadable(e.message().to_owned(), e.span().map(|s| line_of(text, s.start))),
        },
        "json" => match serde_json::from_str(text) {
            Ok(serde_json::Value::Object(map)) => (flat_json(&map), None),
            Ok(_) => unreadable("not an object".to_owned(), Some(1)),
            Err(e) => unreadable(e.to_string(), u32::try_from(e.line()).ok()),
        },
        "yml" | "yaml" => (yaml::read(text), None),
        _ => (code::read(text), None),
    }
}

fn flat_toml(table: &toml::Table) -> Config {
    fn item(value: &toml::Value) -> Item {
        match value {
            toml::Value::Array(items) => Item::List(
                items
                    .iter()
                    .filter_map(|i| i.as_str().map(str::to_owned))
                    .collect(),
            ),
            toml::Value::Table(_) => Item::Table,
            toml::Value::String(text) => Item::Text(text.clone()),
            other => Item::Text(other.to_string()),
        }
    }
    let mut config = Config::default();
    for (key, value) in table {
        config.push(key, item(value));
        for (inner, value) in value.as_table().into_iter().flatten() {
            config.push(&format!("{key}.{inner}"), item(value));
        }
    }
    config
}

fn flat_json(map: &serde_json::Map<String, serde_json::Value>) -> Config {
    fn item(value: &serde_json::Value) -> Item {
        match value {
            serde_json::Value::Array(items) => Item::List(
                items
                    .iter()
                    .filter_map(|i| i.as_str().map(str::to_owned))
                    .collect(),
            ),
            serde_json::Value::Object(_) => Item::Table,
            serde_json::Value::String(text) => Item::Text(text.clone()),
            other => Item::Text(other.to_string()),
        }
    }
    let mut config = Config::default();
    for (key, value) in map {
        config.push(key, item(value));
        for (inner, value) in value.as_object().into_iter().flatten() {
            config.push(&format!("{key}.{inner}"), item(value));
        }
    }
    config
}
