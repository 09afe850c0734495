//! From a head to its fields, each with the lines that are its own.

use std::collections::HashSet;

use crate::lines::{line_number, line_start, next_line};
use crate::post::Field;
use crate::problem::{Level, Problem};
use crate::quick;
use crate::split::{Cut, Format};
use crate::tree::{Node, Note, Reading};

/// A head over this many bytes is not read.
pub(crate) const LARGEST: usize = 1 << 20;

/// The tree of a head in a format that has fields.
pub(crate) fn tree(format: Format, text: &str) -> Result<Reading, Note> {
    match format {
        Format::Toml => crate::toml::read(text),
        Format::Json => crate::json::read(text),
        Format::Pelican => Ok(crate::pelican::read(text)),
        Format::Other => crate::other::read(text).ok_or_else(|| Note::new("head.unreadable", 0)),
        _ => crate::yaml::read(text),
    }
}

/// The fields of a simple head.
pub(crate) fn of_simple(head: &quick::Head, text: &str, start: usize) -> Vec<Field> {
    let inner = &text[start..];
    let (mut seen, mut line) = (0, line_number(text, start) + 1);
    let field = |entry: &quick::Entry| {
        let at = &entry.lines;
        let first = line + line_number(&inner[seen..at.end], at.start - seen);
        let length = crate::lines::lines_from(&inner[..at.end], at.start).count();
        (seen, line) = (at.start, first);
        Field {
            name: inner[entry.name.clone()].to_owned(),
            value: head.value(inner, entry),
            lines: first..first + length,
            span: start + at.start..start + at.end,
            own: start + entry.name.start..start + entry.end(),
        }
    };
    head.entries.iter().map(field).collect()
}

/// The fields of a head with its tree and what is odd about it, or why it cannot be read.
pub(crate) fn read(
    format: Format,
    text: &str,
    cut: &Cut,
) -> Result<(Vec<Field>, Node, Vec<Problem>), Problem> {
    let inner = &text[cut.inner.clone()];
    let start = cut.inner.start;
    let first_line = line_number(text, start) + 1;
    if inner.len() > LARGEST {
        return Err(Problem::new("head.too-large", Level::Error, first_line).with(inner.len().to_string()));
    }
    let mut counted = Counted {
        text: inner,
        at: 0,
        line: first_line,
    };
    let mut problem = |note: Note| {
        let level = if note.code == "head.tabs" {
            Level::Warning
        } else {
            Level::Error
        };
        let mut problem = Problem::new(note.code, level, counted.line_of(note.at));
        let begin = line_start(inner, note.at.min(inner.len()));
        let before = inner
            .get(begin..note.at)
            .map_or(0, |before| before.chars().count());
        problem.column = Some(before + 1);
        problem.args = note.args;
        problem
    };
    let reading = tree(format, inner).map_err(&mut problem)?;
    let mut problems: Vec<Problem> = reading.notes.into_iter().map(&mut problem).collect();
    // A head in braces has lines only together; there it is the fields' own places that count.
    let by_lines = format == Format::Yaml && !reading.root.is_braces();
    let entries = match reading.entries {
        Some(entries) => entries,
        None if by_lines => crate::yaml::entries(inner),
        None => Vec::new(),
    };
    let pairs = reading.root.pairs();
    let mut fields: Vec<Field> = Vec::with_capacity(pairs.len());
    let mut names = HashSet::new();
    let (mut seen, mut line) = (start, first_line);
    for (at, pair) in pairs.iter().enumerate() {
        let name_start = pair.name_span.start;
        let from_tree = line_start(inner, name_start.min(pair.node.span.start))
            ..next_line(inner, pair.node.span.end.max(pair.name_span.end).min(inner.len()));
        let lines = match entries.get(at) {
            Some(entry) if entry.start == name_start => entry.lines.clone(),
            _ if by_lines => {
                let number = counted.line_of(name_start);
                problems.push(Problem::new("head.unsure", Level::Warning, number).with(pair.name.clone()));
                from_tree
            }
            _ => from_tree,
        };
        let span = start + lines.start..start + lines.end;
        // Counted on from the field before, so that many fields cost one pass.
        let first = if span.start >= seen {
            line + line_number(&text[seen..], span.start - seen)
        } else {
            first_line
        };
        if span.start >= seen {
            (seen, line) = (span.start, first);
        }
        let length = crate::lines::lines_from(&text[span.clone()], 0).count().max(1);
        if !names.insert(pair.name.as_str()) {
            problems.push(Problem::new("head.duplicate-key", Level::Warning, first).with(pair.name.clone()));
        }
        let own = start + name_start..start + pair.node.span.end;
        let lines = first..first + length;
        fields.push(Field {
            name: pair.name.clone(),
            value: pair.node.value(),
            lines,
            span,
            own,
        });
    }
    if by_lines && entries.len() > pairs.len() {
        let at = entries.get(pairs.len()).map_or(0, |entry| entry.start);
        problems.push(Problem::new("head.unsure", Level::Warning, counted.line_of(at)).with(""));
    }
    Ok((fields, reading.root, problems))
}

/// Counts lines on from the place that was asked for before, so that many problems cost one pass.
struct Counted<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl Counted<'_> {
    fn line_of(&mut self, at: usize) -> usize {
        if at >= self.at {
            self.line += line_number(&self.text[self.at..], at - self.at);
        } else {
            self.line -= line_number(&self.text[at..], self.at - at);
        }
        self.at = at;
        self.line
    }
}
