//! `[preview]`: how the blog's own generator is run for the true preview, where that is not as usual.

use serde::{Deserialize, Serialize};
use toml::de::{DeTable, DeValue};

use super::Reader;

/// How the blog's own generator shows the site while it is written.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PreviewTable {
    /// The program and its words, run in the site's folder and by no shell. `{port}` in a word is the port. Empty: the
    /// generator's own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub command: Vec<String>,
    /// The port, where it must be a certain one; not 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<u16>,
    /// Where the server shows the site: a path that begins with `/`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// How many seconds it may take until the server answers, 1 to 3600.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait: Option<u32>,
}

impl Reader<'_> {
    pub(super) fn preview(&mut self, table: &DeTable) -> PreviewTable {
        let mut preview = PreviewTable::default();
        for (key, value) in table {
            let name: &str = key.get_ref();
            let path = format!("preview.{name}");
            let at = value.span().start;
            let value = value.get_ref();
            match name {
                "command" => match command(value) {
                    Some(words) => preview.command = words,
                    None => self.bad(&path, value, "command", at),
                },
                "port" => self.set(&mut preview.port, &path, value, at, "port", port),
                "url" => self.set(&mut preview.url, &path, value, at, "preview-url", place),
                "wait" => self.set(&mut preview.wait, &path, value, at, "seconds", seconds),
                _ => self.unknown(&path, key.span().start),
            }
        }
        preview
    }
}

/// A list of words, or one text that is cut at its blanks.
fn command(value: &DeValue) -> Option<Vec<String>> {
    let words: Vec<String> = match value {
        DeValue::String(text) => text.split_whitespace().map(str::to_owned).collect(),
        DeValue::Array(words) => words
            .iter()
            .map(|word| word.get_ref().as_str().map(str::to_owned))
            .collect::<Option<_>>()?,
        _ => return None,
    };
    (words.first().is_some_and(|word| !word.is_empty()) && words.iter().all(|word| !word.contains('\0')))
        .then_some(words)
}

fn port(value: &DeValue) -> Option<u16> {
    let DeValue::Integer(number) = value else {
        return None;
    };
    number.to_string().parse().ok().filter(|port| *port > 0)
}

fn seconds(value: &DeValue) -> Option<u32> {
    let DeValue::Integer(number) = value else {
        return None;
    };
    number.to_string().parse().ok().filter(|n| (1..=3600).contains(n))
}

/// A path, or a whole address on this machine of which the path counts.
fn place(value: &DeValue) -> Option<String> {
    let text = value.as_str()?.trim();
    let path = match text.split_once("://") {
        Some(("http", rest)) => {
            let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
            let name = host.split(':').next().unwrap_or(host);
            matches!(name, "127.0.0.1" | "localhost").then(|| format!("/{path}"))?
        }
        Some(_) => return None,
        None => text.starts_with('/').then(|| text.to_owned())?,
    };
    let plain =
        !path.starts_with("//") && !path.contains(['?', '#', '\\']) && !path.contains(char::is_whitespace);
    plain.then(|| {
        if path.ends_with('/') {
            path
        } else {
            format!("{path}/")
        }
    })
}
