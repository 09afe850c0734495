//! TOML heads with lines that break its rules: a date such as `2016-1-2`, a text without quotes, a name that stands
//! there twice. Such a line is hidden from the parsers, and what it names can be given a new value.

use std::ops::Range;

use toml_edit::Document;

use crate::lines::{line_end, line_start, next_line};
use crate::tree::{Kind, Node, Note, Pair, Style};
use crate::value::Value;

/// With more odd lines than this a head is no TOML.
const MOST: usize = 8;
/// How much of a line is told to the writer, in characters.
const SHOWN: usize = 60;

/// A line that was hidden.
pub(super) struct Odd {
    pub(super) note: Note,
    /// What it names, with its value as it stands there; nothing below a header, where names are another's.
    pub(super) pair: Option<Pair>,
}

/// The text with its odd lines as comments of the same length; `None` where it is not clear which lines those are.
pub(super) fn masked(text: &str) -> Option<(String, Vec<Odd>)> {
    let mut masked = text.to_owned();
    let mut odd: Vec<Odd> = Vec::new();
    loop {
        let error = match Document::parse(masked.as_str()) {
            Ok(_) => break,
            Err(error) => error,
        };
        let at = error.span()?.start.min(text.len());
        let line = line_start(text, at)..line_end(text, at);
        let written = &text[line.clone()];
        let opens = ["[", "{", "\"\"\"", "'''", "]", "}"]
            .iter()
            .any(|sign| written.contains(sign));
        if odd.len() == MOST || written.trim().is_empty() || opens || masked[line.clone()].starts_with('#') {
            return None;
        }
        let comment = format!("#{}", " ".repeat(written.len() - 1));
        masked.replace_range(line.clone(), &comment);
        odd.push(Odd {
            note: Note::new("head.odd-line", line.start)
                .with(written.trim().chars().take(SHOWN).collect::<String>()),
            pair: pair(text, line),
        });
    }
    odd.sort_by_key(|line| line.note.at);
    // Only now it is known where headers are.
    let first_header = headers(&masked).next().unwrap_or(text.len());
    let document = Document::parse(masked.as_str()).ok()?;
    for line in &mut odd {
        let taken = |pair: &Pair| document.as_table().contains_key(&pair.name);
        line.pair = line
            .pair
            .take()
            .filter(|pair| pair.name_span.start < first_header && !taken(pair));
    }
    for at in 1..odd.len() {
        let (before, rest) = odd.split_at_mut(at);
        let name = |line: &Odd| line.pair.as_ref().map(|pair| pair.name.clone());
        if let Some(line) = rest.first_mut()
            && before.iter().any(|other| name(other) == name(line))
        {
            line.pair = None;
        }
    }
    Some((masked, odd))
}

/// Where the lines begin that may be headers.
fn headers(text: &str) -> impl Iterator<Item = usize> + '_ {
    let lines = std::iter::successors(Some(0), |at| Some(next_line(text, *at)).filter(|next| next > at));
    lines.filter(|at| text[*at..].trim_start_matches([' ', '\t']).starts_with('['))
}

/// `name = value`, whatever the value is.
fn pair(text: &str, line: Range<usize>) -> Option<Pair> {
    let written = &text[line.clone()];
    let (name, value) = written.split_once('=')?;
    let bare = name.trim();
    let fits = !bare.is_empty()
        && bare
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    if !fits {
        return None;
    }
    let start = line.start + (name.len() - name.trim_start().len());
    let held = value.trim();
    let from = line.end - value.trim_start().len();
    Some(Pair {
        name: bare.to_owned(),
        name_span: start..start + bare.len(),
        node: Node {
            span: from..from + held.len(),
            kind: Kind::Scalar {
                value: Value::String(held.to_owned()),
                style: Style::Plain,
            },
        },
    })
}
