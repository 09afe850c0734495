//! A generator's config file as a flat list of values, whatever language it is written in.

use galley_post::Value;

use crate::problem::{Problem, begins_at, line_of, unreadable};
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

/// Keys and values in file order; keys of a table as `table.key`, those of a table in a list as `list.0.key`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Config {
    items: Vec<(String, Item)>,
}

impl Config {
    /// The values of a map.
    pub(crate) fn of(value: &Value) -> Self {
        let mut config = Self::default();
        config.put("", value);
        config
    }

    pub(crate) fn push(&mut self, key: &str, item: Item) {
        self.items.push((key.to_owned(), item));
    }

    /// Adds a value and all that is in it. `key` is `""` for the whole file.
    fn put(&mut self, key: &str, value: &Value) {
        match value {
            Value::Null => self.push(key, Item::Table),
            Value::Bool(flag) => self.push(key, Item::Text(flag.to_string())),
            Value::String(text) | Value::Number(text) | Value::Date(text) => {
                self.push(key, Item::Text(text.clone()));
            }
            Value::List(items) => {
                let texts = items.iter().filter_map(|item| match item {
                    Value::String(text) | Value::Number(text) | Value::Date(text) => Some(text.clone()),
                    _ => None,
                });
                self.push(key, Item::List(texts.collect()));
                for (number, item) in items.iter().enumerate() {
                    if let Value::Map(_) = item {
                        self.put(&format!("{key}.{number}"), item);
                    }
                }
            }
            Value::Map(pairs) => {
                if !key.is_empty() {
                    self.push(key, Item::Table);
                }
                for (inner, value) in pairs {
                    let path = if key.is_empty() {
                        inner.clone()
                    } else {
                        format!("{key}.{inner}")
                    };
                    self.put(&path, value);
                }
            }
        }
    }

    /// Puts another file's values over these, below a key; at the top for `""`. Tables are put together, all else is replaced
    /// whole.
    pub(crate) fn put_over(&mut self, key: &str, other: Self) {
        if !key.is_empty() && !self.has(key) {
            self.push(key, Item::Table);
        }
        let below = |inner: String| {
            if key.is_empty() {
                inner
            } else {
                format!("{key}.{inner}")
            }
        };
        for (inner, item) in other.items {
            let key = below(inner);
            if !matches!(item, Item::Table) {
                let inside = format!("{}.", key.to_ascii_lowercase());
                self.items.retain(|(old, _)| {
                    !old.eq_ignore_ascii_case(&key) && !old.to_ascii_lowercase().starts_with(&inside)
                });
            } else if matches!(self.get(&key), Some(Item::Text(_) | Item::List(_))) {
                self.items.retain(|(old, _)| !old.eq_ignore_ascii_case(&key));
            }
            self.push(&key, item);
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

    /// All keys with their values.
    pub(crate) fn items(&self) -> impl Iterator<Item = (&str, &Item)> {
        self.items.iter().map(|(key, item)| (key.as_str(), item))
    }

    /// All keys, those of tables with the table's own before them.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &str> {
        self.items.iter().map(|(key, _)| key.as_str())
    }

    /// The keys directly in a table, each once.
    pub(crate) fn keys_of(&self, table: &str) -> Vec<&str> {
        let mut keys: Vec<&str> = Vec::new();
        for (key, _) in &self.items {
            let below = key
                .get(..table.len())
                .filter(|start| start.eq_ignore_ascii_case(table))
                .and_then(|_| key[table.len()..].strip_prefix('.'));
            let Some(inner) = below.and_then(|rest| rest.split('.').next()) else {
                continue;
            };
            if !keys.contains(&inner) {
                keys.push(inner);
            }
        }
        keys
    }
}

/// Reads a config file by its extension. What is code is read as far as it assigns plain values.
pub(crate) fn read(path: &str, text: &str) -> (Config, Option<Problem>) {
    let text = text.trim_start_matches('\u{feff}');
    let tree = match parts::stem(parts::split(path).1).1 {
        "toml" => match text.parse::<toml::Table>() {
            Ok(table) => Ok(of_toml(&toml::Value::Table(table))),
            Err(e) => Err((e.message().to_owned(), e.span().map(|s| line_of(text, s.start)))),
        },
        "json" => match serde_json::from_str(text) {
            Ok(value @ serde_json::Value::Object(_)) => Ok(of_json(&value)),
            Ok(_) => Err(("not an object".to_owned(), Some(1))),
            Err(e) => Err((e.to_string(), u32::try_from(e.line()).ok())),
        },
        "yml" | "yaml" => yaml::read(text),
        _ => return (code::read(text), None),
    };
    match tree {
        Ok(tree) => (Config::of(&tree), None),
        Err((detail, line)) => {
            let toml = path.ends_with(".toml");
            let reads = |text: &str| match toml {
                true => text.parse::<toml::Table>().is_ok(),
                false => yaml::read(text).is_ok(),
            };
            let line = match line {
                Some(line) if !path.ends_with(".json") => Some(begins_at(text, line, &reads)),
                line => line,
            };
            let problem = unreadable(path, text, detail, line);
            (Config::default(), Some(problem))
        }
    }
}

fn of_toml(value: &toml::Value) -> Value {
    match value {
        toml::Value::Array(items) => Value::List(items.iter().map(of_toml).collect()),
        toml::Value::Table(table) => Value::Map(
            table
                .iter()
                .map(|(key, value)| (key.clone(), of_toml(value)))
                .collect(),
        ),
        toml::Value::String(text) => Value::String(text.clone()),
        other => Value::String(other.to_string()),
    }
}

fn of_json(value: &serde_json::Value) -> Value {
    match value {
        serde_json::Value::Null => Value::Null,
        serde_json::Value::Array(items) => Value::List(items.iter().map(of_json).collect()),
        serde_json::Value::Object(map) => Value::Map(
            map.iter()
                .map(|(key, value)| (key.clone(), of_json(value)))
                .collect(),
        ),
        serde_json::Value::String(text) => Value::String(text.clone()),
        other => Value::String(other.to_string()),
    }
}
