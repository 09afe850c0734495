//! One post with everything that was read of it, for programs: each field with its value, its meaning and its place.

use galley_post::{Format, Known, Post, Value};
use serde::Serialize;

use crate::error::Result;
use crate::library::Library;
use crate::view::Problem;
use crate::{facts, paths};

/// A post as `galley show --json` prints it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Shown {
    /// Its path in the library.
    pub path: String,
    /// Its head; absent when it has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub head: Option<ShownHead>,
    /// How the file's lines end: `lf`, `crlf`, `cr`, `mixed`, or `none` when it has one line.
    pub endings: &'static str,
    /// True when the file begins with a byte order mark.
    pub byte_order_mark: bool,
    /// The fields of the head's top level, in the order of the file.
    pub fields: Vec<ShownField>,
    /// What lists show of it: its description, else the beginning of its text.
    pub excerpt: String,
    /// Words, each Chinese, Japanese or Korean character counted as one.
    pub words: usize,
    /// Reading time in minutes.
    pub minutes: usize,
    /// The line of the file on which the text begins, counted from 1.
    pub body_line: usize,
    /// The text, as the file has it.
    pub body: String,
    /// What is wrong with the post.
    pub problems: Vec<Problem>,
}

/// The head as it is written.
#[derive(Debug, Serialize)]
pub struct ShownHead {
    /// `yaml`, `toml`, `json`, `pelican`, or `other`.
    pub format: &'static str,
    /// Whether its fields can be edited one by one.
    pub editable: bool,
    /// Its lines.
    pub lines: Lines,
    /// Its bytes, fences included.
    pub bytes: Bytes,
    /// As written.
    pub text: String,
}

/// Lines of a file, counted from 1.
#[derive(Debug, Serialize)]
pub struct Lines {
    /// The first one.
    pub first: usize,
    /// The last one.
    pub last: usize,
}

/// Bytes of a file, counted from 0.
#[derive(Debug, Serialize)]
pub struct Bytes {
    /// Where they begin.
    pub start: usize,
    /// Behind the last one.
    pub end: usize,
}

/// A field, or one inside a field.
#[derive(Debug, Serialize)]
pub struct ShownField {
    /// Its name, quotes undone.
    pub name: String,
    /// What `galley set` and `unset` take: names with dots between them.
    pub path: String,
    /// `text`, `number`, `date`, `yes-no`, `list`, `fields` or `nothing`.
    pub kind: &'static str,
    /// Its value. A number is given as it is written where JSON would change it, and dates are text.
    pub value: serde_json::Value,
    /// What generators take it for, for example `title`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known: Option<&'static str>,
    /// Its lines; a field inside another has none of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lines: Option<Lines>,
    /// Its lines as bytes of the file, line endings included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bytes: Option<Bytes>,
    /// The fields inside it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<ShownField>,
}

impl Library {
    /// A post with all that was read of it.
    ///
    /// # Errors
    /// `post.outside`, `post.gone`, `post.not-a-post`, `post.too-large`.
    pub fn show_whole(&self, path: &str) -> Result<Shown> {
        let inner = &self.inner;
        let path = paths::normal(path);
        let bytes = inner.read_post(&path)?;
        let post = Post::parse(bytes);
        let facts = facts::of_post(&inner.site.generator, &inner.clock, &path, &post);
        let text = String::from_utf8_lossy(post.bytes());
        let length = galley_post::length(post.body());
        Ok(Shown {
            head: head(&post, &text),
            endings: endings(&text),
            byte_order_mark: text.starts_with('\u{feff}'),
            fields: fields(&post),
            excerpt: facts.excerpt,
            words: length.words,
            minutes: length.minutes,
            body_line: post.body_line(),
            body: post.body().to_owned(),
            problems: crate::check::problems(inner, &path, &post),
            path,
        })
    }
}

fn head(post: &Post, text: &str) -> Option<ShownHead> {
    let format = match post.format() {
        Format::Yaml => "yaml",
        Format::Toml => "toml",
        Format::Json => "json",
        Format::Pelican => "pelican",
        Format::Other => "other",
        Format::None => return None,
    };
    let end = text.len() - post.body().len();
    Some(ShownHead {
        format,
        editable: post.can_edit_fields(),
        lines: Lines {
            first: 1,
            last: post.body_line() - usize::from(post.head().ends_with(['\n', '\r'])),
        },
        bytes: Bytes {
            start: end - post.head().len(),
            end,
        },
        text: post.head().to_owned(),
    })
}

fn endings(text: &str) -> &'static str {
    let crlf = text.matches("\r\n").count();
    let (lf, cr) = (
        text.matches('\n').count() - crlf,
        text.matches('\r').count() - crlf,
    );
    match (lf, crlf, cr) {
        (0, 0, 0) => "none",
        (_, 0, 0) => "lf",
        (0, _, 0) => "crlf",
        (0, 0, _) => "cr",
        _ => "mixed",
    }
}

fn fields(post: &Post) -> Vec<ShownField> {
    let known: Vec<(String, &'static str)> = Known::ALL
        .into_iter()
        .filter_map(|known| Some((post.known(known)?.path, known.word())))
        .collect();
    let top = |field: &galley_post::Field| ShownField {
        lines: Some(Lines {
            first: field.lines.start,
            last: field.lines.end - 1,
        }),
        bytes: Some(Bytes {
            start: field.span.start,
            end: field.span.end,
        }),
        ..shown(&field.name, field.name.clone(), &field.value, &known)
    };
    post.fields().iter().map(top).collect()
}

fn shown(name: &str, path: String, value: &Value, known: &[(String, &'static str)]) -> ShownField {
    let inside = match value {
        Value::Map(pairs) => pairs.as_slice(),
        _ => &[],
    };
    ShownField {
        name: name.to_owned(),
        kind: match value {
            Value::Null => "nothing",
            Value::Bool(_) => "yes-no",
            Value::Number(_) => "number",
            Value::Date(_) => "date",
            Value::String(_) => "text",
            Value::List(_) => "list",
            Value::Map(_) => "fields",
        },
        value: as_json(value),
        known: known.iter().find(|(of, _)| *of == path).map(|(_, word)| *word),
        lines: None,
        bytes: None,
        fields: inside
            .iter()
            .map(|(name, value)| shown(name, format!("{path}.{name}"), value, known))
            .collect(),
        path,
    }
}

fn as_json(value: &Value) -> serde_json::Value {
    match value {
        Value::Null => serde_json::Value::Null,
        Value::Bool(value) => (*value).into(),
        Value::Number(text) => match serde_json::from_str::<serde_json::Number>(text) {
            // `1.10` is not 1.1 to whoever wrote it.
            Ok(number) if number.to_string() == *text => number.into(),
            _ => text.clone().into(),
        },
        Value::Date(text) | Value::String(text) => text.clone().into(),
        Value::List(items) => items.iter().map(as_json).collect(),
        Value::Map(pairs) => {
            let pairs = pairs.iter().map(|(name, value)| (name.clone(), as_json(value)));
            serde_json::Value::Object(pairs.collect())
        }
    }
}
