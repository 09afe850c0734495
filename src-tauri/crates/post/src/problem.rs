//! Problems of a post, and reasons why an edit was refused. Codes and arguments only: the sentences stand in
//! the library's catalogue.

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Could be better.
    Hint,
    /// Readers or some generators will stumble.
    Warning,
    /// The head or the text cannot be read as it is.
    Error,
}

/// Something wrong with a post that does not stop it from opening.
///
/// Codes, with their arguments:
/// - `head.unreadable` (the reader's words): the head is there and cannot be read; only its text can be edited.
/// - `head.odd-line` (the line): a line of the head is no field, or its value breaks the format's rules. It stays as it
///   is, the other fields can be edited, and a new value mends it; generators may refuse the post.
/// - `head.unclosed` (the fence): the head is opened and never closed, so all of it is text.
/// - `head.leaks` (the line): front matter that is not recognised and would be published as text.
/// - `head.late`: blank lines stand before the opening fence; Jekyll and others then see no head.
/// - `head.duplicate-key` (the name): a field stands there twice.
/// - `head.tabs`: a YAML head indented with tabs; only Hexo reads it.
/// - `head.unsure` (the name): two readers disagree about where fields begin; the head is not edited by field.
/// - `head.too-large` (bytes): the head is over the limit and was not read.
/// - `head.too-deep`, `head.too-complex`: nested too deeply, or grown too large by aliases; not read.
/// - `body.not-utf8`: the file is not UTF-8; it can be shown and not edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What it is.
    pub code: &'static str,
    /// How bad it is.
    pub level: Level,
    /// The line of the file, counted from 1.
    pub line: usize,
    /// The character of that line, counted from 1, where the reader of the head stopped.
    pub column: Option<usize>,
    /// What the sentence needs, in the order given with the code.
    pub args: Vec<String>,
}

impl Problem {
    pub(crate) fn new(code: &'static str, level: Level, line: usize) -> Self {
        Problem {
            code,
            level,
            line,
            column: None,
            args: Vec::new(),
        }
    }

    pub(crate) fn with(mut self, arg: impl Into<String>) -> Self {
        self.args.push(arg.into());
        self
    }
}

/// Why an edit was not made. Nothing has changed.
///
/// Codes: those of the problem that makes the head unreadable; `edit.no-field` (path) when there is nothing
/// to rename or remove from; `edit.taken` (name) when the new name exists; `edit.not-a-map` (path) when the
/// parent holds something else; `edit.not-a-list` (path) when an item cannot be added or removed there;
/// `edit.no-form` (path) when this format cannot hold the value; `edit.range` for a splice that does not fit;
/// `edit.unsafe` (path) when the result did not read back as wanted, or something else would have changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code} {args:?}")]
pub struct Refused {
    /// What stood in the way.
    pub code: &'static str,
    /// What the sentence needs.
    pub args: Vec<String>,
}

impl Refused {
    pub(crate) fn new(code: &'static str, arg: impl Into<String>) -> Self {
        Refused {
            code,
            args: vec![arg.into()],
        }
    }
}
