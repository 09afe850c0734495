//! What a field holds. Numbers and dates stay as they were written, so that nothing is lost by reading them.

use crate::edit::ScalarTags;

/// The value of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing: `tags:` or `null`.
    Null,
    /// `true` or `false`. YAML's `yes` and `no` are strings here; see [`Value::truth`].
    Bool(bool),
    /// A number as written, for example `1.10`.
    Number(String),
    /// A date or a time stamp as written without quotes. JSON and Pelican have none.
    Date(String),
    /// Text, with quotes and escapes undone.
    String(String),
    /// A list.
    List(Vec<Value>),
    /// Names and values, in the order of the file.
    Map(Vec<(String, Value)>),
}

impl Value {
    /// The text of a string, a number or a date; `None` for anything else.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::String(text) | Value::Number(text) | Value::Date(text) => Some(text),
            _ => None,
        }
    }

    /// Whether the value says yes or no: a boolean, or one of the words that YAML 1.1 readers (Jekyll, Pelican)
    /// take for one.
    pub fn truth(&self) -> Option<bool> {
        match self {
            Value::Bool(value) => Some(*value),
            Value::String(word) => match word.to_ascii_lowercase().as_str() {
                "true" | "yes" | "on" | "y" => Some(true),
                "false" | "no" | "off" | "n" => Some(false),
                _ => None,
            },
            _ => None,
        }
    }

    /// The value under a path such as `extra.team`. A name with a literal dot wins over a nested one, and of
    /// two fields with the same name the last one counts, as it does for the generators that accept that.
    pub fn get(&self, path: &str) -> Option<&Value> {
        match self {
            Value::Map(pairs) => find(pairs.iter().map(|(name, value)| (name.as_str(), value)), path),
            _ => None,
        }
    }
}

/// Looks up a dotted path among named values; shared by [`Value::get`] and `Post::get`.
pub(crate) fn find<'a>(
    pairs: impl DoubleEndedIterator<Item = (&'a str, &'a Value)> + Clone,
    path: &str,
) -> Option<&'a Value> {
    if let Some((_, value)) = pairs.clone().rfind(|(name, _)| *name == path) {
        return Some(value);
    }
    dots(path).find_map(|(head, rest)| {
        let (_, value) = pairs.clone().rfind(|(name, _)| *name == head)?;
        value.get(rest)
    })
}

/// Every way to cut a path in two at a dot, the longest first part first.
pub(crate) fn dots(path: &str) -> impl Iterator<Item = (&str, &str)> {
    path.rmatch_indices('.')
        .map(|(at, _)| (&path[..at], &path[at + 1..]))
        .filter(|(a, b)| !a.is_empty() && !b.is_empty())
}

/// The strings of a list, or the one string of a scalar. Maps in a list give their `name`, else their `title`,
/// as lists of authors do; nulls and empty strings give nothing.
pub fn strings(value: &Value) -> Vec<String> {
    strings_by(value, ScalarTags::One)
}

/// Like [`strings`], with what a single string means decided by the caller.
pub fn strings_by(value: &Value, rule: ScalarTags) -> Vec<String> {
    match value {
        Value::List(items) => items.iter().filter_map(one_string).collect(),
        Value::String(text) => split_scalar(text, rule),
        other => one_string(other).into_iter().collect(),
    }
}

/// The tags that one string stands for.
pub fn split_scalar(text: &str, rule: ScalarTags) -> Vec<String> {
    let parts: Vec<&str> = match rule {
        ScalarTags::One => vec![text],
        ScalarTags::Commas => text.split(separator(text)).collect(),
        ScalarTags::Blanks => text.split_whitespace().collect(),
    };
    parts
        .into_iter()
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

/// What stands between the parts of a string: a semicolon where there is one, else a comma. So Pelican reads tags and
/// authors, and only so can a name have a comma in it.
pub(crate) fn separator(text: &str) -> char {
    if text.contains(';') { ';' } else { ',' }
}

fn one_string(value: &Value) -> Option<String> {
    match value {
        Value::String(text) | Value::Number(text) | Value::Date(text) => {
            (!text.trim().is_empty()).then(|| text.trim().to_owned())
        }
        Value::Bool(value) => Some(value.to_string()),
        Value::Map(_) => one_string(value.get("name").or_else(|| value.get("title"))?),
        Value::Null | Value::List(_) => None,
    }
}
