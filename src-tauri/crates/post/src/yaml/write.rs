//! Scalars and names as YAML text that every reader takes for the same value.

use std::fmt::Write as _;

use super::resolve::{could_be_other, is_word_for_other};
use crate::tree::Style;
use crate::value::Value;

/// A scalar as text, in quotes like those of `like` where that is possible. `flow` is true inside brackets.
/// `None` for lists and maps.
pub(crate) fn scalar(value: &Value, like: Style, flow: bool) -> Option<String> {
    Some(match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(text) | Value::Date(text) => text.clone(),
        Value::String(text) => string(text, like, flow),
        Value::List(_) | Value::Map(_) => return None,
    })
}

/// A field's name as text.
pub(crate) fn key(name: &str) -> String {
    string(name, Style::Plain, true)
}

fn string(text: &str, like: Style, flow: bool) -> String {
    // Most of what is written is words.
    if matches!(like, Style::Plain | Style::Absent) && are_words(text) {
        return text.to_owned();
    }
    if text.chars().any(needs_escape) {
        return double(text);
    }
    match like {
        Style::Single => single(text),
        Style::Double => double(text),
        Style::Absent | Style::Plain | Style::Long if is_plain(text, flow) => text.to_owned(),
        _ if text.contains(['"', '\\']) && !text.contains('\'') => single(text),
        _ => double(text),
    }
}

/// Letters, digits and blanks that nobody takes for anything but text.
fn are_words(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.first().is_some_and(u8::is_ascii_alphabetic)
        && bytes
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'_' | b'-'))
        && bytes.last() != Some(&b' ')
        && !is_word_for_other(text)
}

fn is_plain(text: &str, flow: bool) -> bool {
    !text.is_empty()
        && text.trim() == text
        && !could_be_other(text)
        && !text.starts_with([
            '-', '?', ':', ',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`',
        ])
        && !text.starts_with("...")
        && !text.as_bytes().windows(2).any(|two| matches!(two, b": " | b" #"))
        && !text.ends_with(':')
        && !(flow && (text.contains([',', '[', ']', '{', '}']) || splits_in_flow(text)))
}

/// True when a colon in it may end the scalar inside brackets: before a quote for YAML 1.2, before `?` for libyaml.
fn splits_in_flow(text: &str) -> bool {
    text.as_bytes()
        .windows(2)
        .any(|two| matches!(two, b":\"" | b":'" | b":?"))
}

/// What cannot stand in a plain or single-quoted scalar of one line: line breaks and what is not printable.
fn needs_escape(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
        )
}

fn single(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn double(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if needs_escape(c) && u32::from(c) < 0x100 => {
                let _ = write!(out, "\\x{:02X}", u32::from(c));
            }
            c if needs_escape(c) => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
