//! The value that this crate is about: the bytes of a file, cut into head and body, with its fields.

use std::fmt;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use crate::edit::{Edit, Edited};
use crate::fields;
use crate::known::{self, Found, Known};
use crate::lines::{frequent_ending, line_number, with_endings_of};
use crate::problem::{Level, Problem, Refused};
use crate::quick;
use crate::split::{Cut, Format, cut};
use crate::tree::Node;
use crate::value::{Value, find};

/// One Markdown file. Immutable; a copy costs nothing.
#[derive(Clone)]
pub struct Post(Arc<Content>);

struct Content {
    /// The file's text; of a file that is not UTF-8, what can be shown of it.
    text: String,
    /// The bytes of a file that is not UTF-8.
    raw: Option<Vec<u8>>,
    cut: Cut,
    /// The head, when it is simple: then the two that follow are made when they are asked for.
    quick: Option<quick::Head>,
    fields: OnceLock<Vec<Field>>,
    /// What the fields were read from, for edits; `None` where nothing could be read.
    root: OnceLock<Option<Node>>,
    /// Not to be read by the quick reader, and neither what edits make of it.
    full: bool,
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
            Ok(text) => Post::read(text, None, false),
            Err(error) => {
                let raw = error.into_bytes();
                Post::read(String::from_utf8_lossy(&raw).into_owned(), Some(raw), false)
            }
        }
    }

    /// Like [`Post::parse`] for bytes that somebody else keeps: they are looked at once and copied once.
    pub fn parse_slice(bytes: &[u8]) -> Post {
        match simdutf8::basic::from_utf8(bytes) {
            Ok(text) => Post::read(text.to_owned(), None, false),
            Err(_) => Post::parse(bytes),
        }
    }

    /// Like [`Post::parse`], without the reader for simple heads, which must give the same: for tests. Edits are
    /// proved without it too.
    #[doc(hidden)]
    pub fn parse_fully(text: impl Into<String>) -> Post {
        Post::read(text.into(), None, true)
    }

    /// Whether the reader for simple heads answered; of interest to tests alone.
    #[doc(hidden)]
    pub fn is_simple(&self) -> bool {
        self.0.quick.is_some()
    }

    fn read(text: String, raw: Option<Vec<u8>>, full: bool) -> Post {
        let mut cut = cut(&text);
        let mut problems = std::mem::take(&mut cut.problems);
        let mut refusal = problems
            .iter()
            .map(|problem| problem.code)
            .find(|code| cut.format == Format::None && matches!(*code, "head.leaks" | "head.unclosed"));
        let quick = match cut.format {
            Format::Yaml if !full && raw.is_none() && cut.inner.len() <= fields::LARGEST => {
                quick::read(&text[cut.inner.clone()])
            }
            _ => None,
        };
        let (mut found, mut root) = (Vec::new(), None);
        if raw.is_some() {
            problems.push(Problem::new("body.not-utf8", Level::Error, 1));
        }
        match cut.format {
            Format::None => {}
            _ if quick.is_some() => {}
            Format::Other => {
                refusal = Some("edit.no-form");
                // What cannot be read of such a head is text, and no problem.
                if let Ok((fields, ..)) = fields::read(cut.format, &text, &cut) {
                    found = fields;
                }
            }
            format => match fields::read(format, &text, &cut) {
                Ok((fields, tree, notes)) => {
                    (found, root) = (fields, Some(tree));
                    problems.extend(notes);
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
        let read = quick.is_none();
        Post(Arc::new(Content {
            text,
            raw,
            cut,
            fields: if read { found.into() } else { OnceLock::new() },
            root: if read { root.into() } else { OnceLock::new() },
            quick,
            full,
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
        line_number(&self.0.text, self.0.cut.head.end) + 1
    }

    /// The fields of the head's top level, in the order of the file.
    pub fn fields(&self) -> &[Field] {
        self.0.fields.get_or_init(|| match &self.0.quick {
            Some(head) => fields::of_simple(head, &self.0.text, self.inner().start),
            None => Vec::new(),
        })
    }

    /// The value at a path such as `extra.team`. A name with a literal dot wins, of equal names the last.
    pub fn get(&self, path: &str) -> Option<&Value> {
        find(
            self.fields()
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

    /// The problem that a YAML head has no opening fence where the generator is not Hexo: it is published as text.
    /// `None` for a post with another head or with none.
    pub fn leak_outside_hexo(&self) -> Option<Problem> {
        let bare = self.format() == Format::Yaml && self.inner().start == self.0.cut.head.start;
        let first = self.head().lines().next().unwrap_or_default();
        bare.then(|| Problem::new("head.leaks", Level::Error, 1).with(first))
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
        self.spliced_as(at, bytes, self.0.full)
    }

    /// Like [`Post::spliced`]; `full` keeps the quick reader away.
    pub(crate) fn spliced_as(&self, at: &Range<usize>, bytes: &[u8], full: bool) -> Post {
        let old = self.bytes();
        // Text that is known to be UTF-8 is not looked at again.
        if let (true, Ok(new)) = (self.is_utf8(), std::str::from_utf8(bytes))
            && let (Some(before), Some(after)) = (self.0.text.get(..at.start), self.0.text.get(at.end..))
        {
            return Post::read([before, new, after].concat(), None, full);
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

    pub(crate) fn is_read_fully(&self) -> bool {
        self.0.full
    }

    /// Where the body begins in the file.
    pub(crate) fn head_end(&self) -> usize {
        self.0.cut.head.end
    }

    /// The head, when it is simple.
    pub(crate) fn quick(&self) -> Option<&quick::Head> {
        self.0.quick.as_ref()
    }

    /// The tree of the text between the fences.
    pub(crate) fn root(&self) -> Option<&Node> {
        let read = || {
            let reading = fields::tree(self.format(), self.inner_text()).ok()?;
            Some(reading.root)
        };
        self.0.root.get_or_init(read).as_ref()
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
            .field("fields", &self.fields())
            .field("problems", &self.0.problems)
            .field("bytes", &self.bytes().len())
            .finish()
    }
}
