//! The value that this crate is about: the bytes of a file, cut into head and body, with its fields.

use std::collections::HashSet;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use crate::edit::{Edit, Edited};
use crate::known::{self, Found, Known};
use crate::lines::{frequent_ending, line_number, line_start, next_line, with_endings_of};
use crate::problem::{Level, Problem, Refused};
use crate::split::{Cut, Format, cut};
use crate::tree::{Node, Note, Reading};
use crate::value::{Value, find};

/// A head over this many bytes is not read.
const LARGEST_HEAD: usize = 1 << 20;

/// One Markdown file. Immutable; a copy costs nothing.
#[derive(Clone)]
pub struct Post(Arc<Content>);

struct Content {
    /// The file's text; of a file that is not UTF-8, what can be shown of it.
    text: String,
    /// The bytes of a file that is not UTF-8.
    raw: Option<Vec<u8>>,
    cut: Cut,
    body_line: usize,
    fields: Vec<Field>,
    /// What the fields were read from, for edits; `None` where nothing could be read.
    root: Option<Node>,
    problems: Vec<Problem>,
    /// Why fields cannot be edited.
    refusal: Option<&'static str>,
}

/// A field of the head's top level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name, quotes undone.
    pub name: String,
    /// What it holds.
    pub value: Value,
    /// Its lines in the file, counted from 1; the end is the line after the last.
    pub lines: Range<usize>,
    /// Its lines in the file as bytes, line endings included. Of a file that is not UTF-8, which cannot be edited,
    /// its place in the text as it is shown.
    pub span: Range<usize>,
    /// Where its name begins and its value ends, in the file.
    pub(crate) own: Range<usize>,
}

impl Post {
    /// Reads a file. Whatever the bytes are, there is a post; see [`Post::problems`].
    pub fn parse(bytes: impl Into<Vec<u8>>) -> Post {
        match String::from_utf8(bytes.into()) {
            Ok(text) => Post::read(text, None),
            Err(error) => {
                let raw = error.into_bytes();
                Post::read(String::from_utf8_lossy(&raw).into_owned(), Some(raw))
            }
        }
    }

    fn read(text: String, raw: Option<Vec<u8>>) -> Post {
        let mut cut = cut(&text);
        let mut problems = std::mem::take(&mut cut.problems);
        let mut refusal = problems
            .iter()
            .map(|problem| problem.code)
            .find(|code| cut.format == Format::None && matches!(*code, "head.leaks" | "head.unclosed"));
        let (mut fields, mut root) = (Vec::new(), None);
        if raw.is_some() {
            problems.push(Problem::new("body.not-utf8", Level::Error, 1));
        }
        match cut.format {
            Format::None => {}
            Format::Other => {
                refusal = Some("edit.no-form");
                // What cannot be read of such a head is text, and no problem.
                if let Ok((found, ..)) = read(cut.format, &text, &cut) {
                    fields = found;
                }
            }
            format => match read(format, &text, &cut) {
                Ok((found, tree, found_problems)) => {
                    (fields, root) = (found, Some(tree));
                    problems.extend(found_problems);
                }
                Err(problem) => problems.push(problem),
            },
        }
        let blocking = [
            "head.unreadable",
            "head.unsure",
            "head.too-large",
            "head.too-deep",
            "head.too-complex",
        ];
        if let Some(problem) = problems.iter().find(|problem| blocking.contains(&problem.code)) {
            refusal = Some(problem.code);
        }
        if raw.is_some() {
            refusal = Some("body.not-utf8");
        }
        problems.sort_by_key(|problem| problem.line);
        let body_line = line_number(&text, cut.head.end) + 1;
        Post(Arc::new(Content {
            text,
            raw,
            cut,
            body_line,
            fields,
            root,
            problems,
            refusal,
        }))
    }

    /// The file.
    pub fn bytes(&self) -> &[u8] {
        self.0.raw.as_deref().unwrap_or(self.0.text.as_bytes())
    }

    /// False for a file that can be listed and shown, and not edited.
    pub fn is_utf8(&self) -> bool {
        self.0.raw.is_none()
    }

    /// How the head is written.
    pub fn format(&self) -> Format {
        self.0.cut.format
    }

    /// The head as written: fences, what stands between them, and the line ending behind the closing one.
    /// Empty when there is none. A byte order mark before it is not part of it.
    pub fn head(&self) -> &str {
        &self.0.text[self.0.cut.head.clone()]
    }

    /// Everything behind the head, as written.
    pub fn body(&self) -> &str {
        &self.0.text[self.0.cut.head.end..]
    }

    /// The line of the file on which the body begins, counted from 1.
    pub fn body_line(&self) -> usize {
        self.0.body_line
    }

    /// The fields of the head's top level, in the order of the file.
    pub fn fields(&self) -> &[Field] {
        &self.0.fields
    }

    /// The value at a path such as `extra.team`. A name with a literal dot wins, of equal names the last.
    pub fn get(&self, path: &str) -> Option<&Value> {
        find(
            self.0
                .fields
                .iter()
                .map(|field| (field.name.as_str(), &field.value)),
            path,
        )
    }

    /// The field that holds something that generators know under several names.
    pub fn known(&self, what: Known) -> Option<Found<'_>> {
        known::find(self, what)
    }

    /// What is wrong with the post, by line.
    pub fn problems(&self) -> &[Problem] {
        &self.0.problems
    }

    /// The problem that a head of `Key: value` lines is where the generator is not Pelican: it is published as
    /// text. `None` for a post with another head or with none.
    pub fn leak_outside_pelican(&self) -> Option<Problem> {
        let first = self.head().lines().next().unwrap_or_default();
        (self.format() == Format::Pelican).then(|| Problem::new("head.leaks", Level::Error, 1).with(first))
    }

    /// Whether fields can be edited: the head could be read, or there is none yet.
    pub fn can_edit_fields(&self) -> bool {
        self.0.refusal.is_none()
    }

    /// Makes an edit. The result has been read again: every other field has its value, every other line its
    /// bytes.
    ///
    /// # Errors
    /// [`Refused`] when that cannot be had; this post is unchanged either way.
    pub fn edit(&self, edit: &Edit) -> Result<Edited, Refused> {
        crate::check::edit(self, edit)
    }

    /// The post with another head, given with LF or any other line endings: a line that was there before keeps
    /// its own. The text may be anything, also nothing. A file that is not UTF-8 comes back unchanged.
    pub fn with_head(&self, head: &str) -> Post {
        if !self.is_utf8() {
            return self.clone();
        }
        let old = self.head();
        let reference = if old.is_empty() { self.body() } else { old };
        let mut new = with_endings_of(reference, head);
        let joins_body = !new.is_empty() && !new.ends_with(['\n', '\r']) && !self.body().is_empty();
        // JSON's closing brace may be followed by text on its own line.
        if joins_body && old.ends_with(['\n', '\r']) {
            new.push_str(frequent_ending(reference));
        }
        let start = self.0.cut.head.start;
        self.spliced(&(start..self.0.cut.head.end), new.as_bytes())
    }

    /// The post with another body, written as given. A file that is not UTF-8 comes back unchanged.
    pub fn with_body(&self, body: &str) -> Post {
        if !self.is_utf8() {
            return self.clone();
        }
        let head = self.head();
        let needs_ending =
            !head.is_empty() && !head.ends_with(['\n', '\r']) && !body.is_empty() && self.body().is_empty();
        let ending = if needs_ending { frequent_ending(head) } else { "" };
        self.spliced(
            &(self.0.cut.head.end..self.0.text.len()),
            format!("{ending}{body}").as_bytes(),
        )
    }

    /// The post with bytes in the place of others; `at` must lie within it.
    pub(crate) fn spliced(&self, at: &Range<usize>, bytes: &[u8]) -> Post {
        let old = self.bytes();
        // Text that is known to be UTF-8 is not looked at again.
        if let (true, Ok(new)) = (self.is_utf8(), std::str::from_utf8(bytes))
            && let (Some(before), Some(after)) = (self.0.text.get(..at.start), self.0.text.get(at.end..))
        {
            return Post::read([before, new, after].concat(), None);
        }
        let mut new = Vec::with_capacity(old.len() + bytes.len());
        new.extend_from_slice(&old[..at.start]);
        new.extend_from_slice(bytes);
        new.extend_from_slice(&old[at.end..]);
        Post::parse(new)
    }

    /// Where the text between the fences stands in the file.
    pub(crate) fn inner(&self) -> &Range<usize> {
        &self.0.cut.inner
    }

    pub(crate) fn inner_text(&self) -> &str {
        &self.0.text[self.0.cut.inner.clone()]
    }

    /// The tree of the text between the fences.
    pub(crate) fn root(&self) -> Option<&Node> {
        self.0.root.as_ref()
    }

    pub(crate) fn refuses_edits(&self) -> Option<&'static str> {
        self.0.refusal
    }
}

impl PartialEq for Post {
    fn eq(&self, other: &Self) -> bool {
        self.bytes() == other.bytes()
    }
}

impl Eq for Post {}

impl fmt::Debug for Post {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Post")
            .field("format", &self.format())
            .field("fields", &self.0.fields)
            .field("problems", &self.0.problems)
            .field("bytes", &self.bytes().len())
            .finish()
    }
}

/// The tree of a head in a format that has fields.
fn read_head(format: Format, text: &str) -> Result<Reading, Note> {
    match format {
        Format::Toml => crate::toml::read(text),
        Format::Json => crate::json::read(text),
        Format::Pelican => Ok(crate::pelican::read(text)),
        Format::Other => crate::other::read(text).ok_or_else(|| Note::new("head.unreadable", 0)),
        _ => crate::yaml::read(text),
    }
}

fn read(format: Format, text: &str, cut: &Cut) -> Result<(Vec<Field>, Node, Vec<Problem>), Problem> {
    let inner = &text[cut.inner.clone()];
    let start = cut.inner.start;
    let first_line = line_number(text, start) + 1;
    if inner.len() > LARGEST_HEAD {
        return Err(Problem::new("head.too-large", Level::Error, first_line).with(inner.len().to_string()));
    }
    let problem = |note: Note| {
        let level = if note.code == "head.tabs" {
            Level::Warning
        } else {
            Level::Error
        };
        let mut problem = Problem::new(note.code, level, first_line + line_number(inner, note.at));
        problem.args = note.args;
        problem
    };
    let reading = read_head(format, inner).map_err(problem)?;
    let mut problems: Vec<Problem> = reading.notes.into_iter().map(problem).collect();
    let entries = if format == Format::Yaml {
        crate::yaml::entries(inner)
    } else {
        Vec::new()
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
            _ if format == Format::Yaml => {
                let number = first_line + line_number(inner, name_start);
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
    if format == Format::Yaml && entries.len() > pairs.len() {
        let at = entries.get(pairs.len()).map_or(0, |entry| entry.start);
        problems
            .push(Problem::new("head.unsure", Level::Warning, first_line + line_number(inner, at)).with(""));
    }
    Ok((fields, reading.root, problems))
}
