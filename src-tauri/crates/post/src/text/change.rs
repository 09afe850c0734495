//! What is said about a text that changes: line endings, changes, and why one does not fit.

/// A line ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ending {
    /// `\n`
    Lf,
    /// `\r\n`
    CrLf,
    /// `\r` alone: an editor takes it for a line ending, so it is one here.
    Cr,
}

impl Ending {
    /// As bytes of the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Ending::Lf => "\n",
            Ending::CrLf => "\r\n",
            Ending::Cr => "\r",
        }
    }
}

/// One change of the text. Places are UTF-16 units of the text before the whole list of changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Where it begins.
    pub from: usize,
    /// Where the replaced text ends.
    pub to: usize,
    /// What stands there now, with LF line endings.
    pub insert: String,
    /// The ending of each line break in `insert`, in order. Inverses have them, so that undoing gives back a
    /// removed line's own ending; without them new lines end like the line that they are put into.
    pub endings: Option<Vec<Ending>>,
}

impl Change {
    /// A change as an editor sends it.
    pub fn new(from: usize, to: usize, insert: impl Into<String>) -> Change {
        Change {
            from,
            to,
            insert: insert.into(),
            endings: None,
        }
    }
}

/// Why changes do not fit. None of the list was applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadChange {
    /// A range ends before it begins, or lies outside of the text.
    #[error("the range is outside of the text")]
    OutOfRange,
    /// The changes are not in order, or overlap.
    #[error("the changes overlap or are out of order")]
    Overlapping,
    /// A place is in the middle of a character that takes two units.
    #[error("the place is inside a character")]
    InsideCharacter,
    /// The inserted text has a carriage return, or not as many line breaks as endings.
    #[error("the line endings of the inserted text do not fit")]
    Endings,
}
