//! What a post's front matter says, as plain values.

use galley_post::{Post, Value};

/// The value of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// A string, number or `true`/`false`, as text.
    Text(String),
    /// A date or time that stands there as one, without quotes.
    Time(String),
    /// A list of strings.
    List(Vec<String>),
}

/// A post's fields by name. A nested field's name is its path, for example `taxonomies.tags`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    fields: Vec<(String, Fact)>,
    headless: bool,
}

impl Facts {
    /// No fields.
    pub fn new() -> Self {
        Self::default()
    }

    /// What a post says. A field that holds nothing is absent; one in another field has its path as its name.
    pub fn of(post: &Post) -> Self {
        let put = |facts: Self, field: &galley_post::Field| facts.put(field.name.clone(), &field.value);
        let headless = Self {
            headless: post.format() == galley_post::Format::None,
            ..Self::new()
        };
        post.fields().iter().fold(headless, put)
    }

    fn put(self, name: String, value: &Value) -> Self {
        match value {
            Value::Null => self,
            Value::Bool(flag) => self.text(name, flag.to_string()),
            Value::Date(text) => self.time(name, text.clone()),
            Value::Number(text) | Value::String(text) => self.text(name, text.clone()),
            Value::List(_) => self.list(name, galley_post::strings(value)),
            Value::Map(pairs) => pairs.iter().fold(self, |facts, (inner, value)| {
                facts.put(format!("{name}.{inner}"), value)
            }),
        }
    }

    /// Adds a field with one value.
    #[must_use]
    pub fn text(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.fields.push((name.into(), Fact::Text(value.into())));
        self
    }

    /// Adds a field with a date or time that stands there without quotes.
    #[must_use]
    pub fn time(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.fields.push((name.into(), Fact::Time(value.into())));
        self
    }

    /// Whether the file has no front matter at all, not even an empty one.
    pub(crate) fn headless(&self) -> bool {
        self.headless
    }

    /// Adds a field with a list.
    #[must_use]
    pub fn list(mut self, name: impl Into<String>, items: Vec<String>) -> Self {
        self.fields.push((name.into(), Fact::List(items)));
        self
    }

    /// The field with this name, with its name as written. With `fold`, upper and lower case are alike. Of two
    /// fields with one name the last one counts, as it does for the generators that accept that.
    pub(crate) fn find(&self, name: &str, fold: bool) -> Option<(&str, &Fact)> {
        let same = |n: &str| {
            if fold {
                n.eq_ignore_ascii_case(name)
            } else {
                n == name
            }
        };
        self.fields
            .iter()
            .rev()
            .find(|(n, _)| same(n))
            .map(|(n, v)| (n.as_str(), v))
    }

    /// The text of the field with this name, blanks around it removed; `None` when it is absent, a list or empty.
    pub(crate) fn find_text(&self, name: &str, fold: bool) -> Option<(&str, &str)> {
        match self.find(name, fold)? {
            (name, Fact::Text(text) | Fact::Time(text)) if !text.trim().is_empty() => {
                Some((name, text.trim()))
            }
            _ => None,
        }
    }
}
