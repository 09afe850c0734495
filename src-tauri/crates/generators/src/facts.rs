//! What a post's front matter says, as plain values.

use galley_post::{Format, Post, Value};

/// The name under which a map in YAML takes over the fields of another.
const MERGE: &str = "<<";

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
    /// What holds because the post says nothing else: name, value, and the file that says it. The first counts.
    inherited: Vec<(String, Fact, String)>,
    /// What the head takes over from another of its maps (`<<`). The first counts, and after the post's own fields.
    merged: Vec<(String, Fact)>,
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
            headless: post.format() == Format::None,
            ..Self::new()
        };
        let mut facts = post.fields().iter().fold(headless, put);
        if post.format() == Format::Yaml {
            let merges = post.fields().iter().filter(|field| field.name == MERGE);
            let merged = merges.fold(Self::new(), |all, field| all.merge(&field.value));
            facts.merged = merged.fields;
        }
        facts
    }

    /// Adds what one value of `<<` brings: a map with its own fields before those that it takes over itself, or several.
    fn merge(self, value: &Value) -> Self {
        match value {
            Value::List(maps) => maps.iter().fold(self, Self::merge),
            Value::Map(pairs) => {
                let own = pairs.iter().filter(|(name, _)| name != MERGE);
                let all = own.fold(self, |all, (name, value)| all.put(name.clone(), value));
                let further = pairs.iter().filter(|(name, _)| name == MERGE);
                further.fold(all, |all, (_, value)| all.merge(value))
            }
            _ => self,
        }
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

    /// The same post with a value that holds where it says nothing itself, said by the file `from`. Of several with one
    /// name the first counts. A post that has any part of a field of parts has all of it.
    pub(crate) fn inherit(&mut self, name: &str, value: &Fact, from: &str, fold: bool) {
        let top = |name: &str| name.split('.').next().unwrap_or_default().to_owned();
        let same = |one: &str, other: &str| one == other || fold && one.eq_ignore_ascii_case(other);
        let own = |n: &str| same(&top(n), &top(name));
        let earlier = |(n, _, other): &(String, Fact, String)| own(n) && (same(n, name) || other != from);
        if !self.fields.iter().any(|(n, _)| own(n)) && !self.inherited.iter().any(earlier) {
            self.inherited
                .push((name.to_owned(), value.clone(), from.to_owned()));
        }
    }

    /// Whether values of others were added.
    pub(crate) fn is_whole(&self) -> bool {
        !self.inherited.is_empty()
    }

    /// The file that says a field which the post does not have itself.
    pub(crate) fn said_by(&self, name: &str, fold: bool) -> Option<&str> {
        let same = |n: &str| n == name || fold && n.eq_ignore_ascii_case(name);
        if self.fields.iter().any(|(n, _)| same(n)) {
            return None;
        }
        let said = self.inherited.iter().find(|(n, ..)| same(n));
        said.map(|(.., from)| from.as_str())
    }

    /// The same post without a field of its own.
    pub(crate) fn without(&self, name: &str) -> Self {
        let mut rest = self.clone();
        rest.fields.retain(|(n, _)| n != name);
        rest
    }

    /// Puts a list in place of a field of the post's own, or beside its others.
    pub(crate) fn replace(&mut self, name: &str, items: Vec<String>) {
        self.fields.retain(|(n, _)| n != name);
        self.fields.push((name.to_owned(), Fact::List(items)));
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
            .or_else(|| {
                let said = self.inherited.iter().find(|(n, ..)| same(n));
                said.map(|(n, v, _)| (n.as_str(), v))
            })
    }

    /// Whether the head takes a field with this name over from another of its maps.
    pub(crate) fn merged(&self, name: &str, fold: bool) -> bool {
        self.merged_text(name, fold).is_some()
    }

    /// The text that the head takes over for this name, as [`Self::find_text`] tells it.
    pub(crate) fn merged_text(&self, name: &str, fold: bool) -> Option<(&str, &str)> {
        let same = |n: &str| n == name || fold && n.eq_ignore_ascii_case(name);
        match self.merged.iter().find(|(n, _)| same(n))? {
            (name, Fact::Text(text) | Fact::Time(text)) if !text.trim().is_empty() => {
                Some((name, text.trim()))
            }
            _ => None,
        }
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
