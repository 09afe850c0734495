//! Template tags, admonitions and components in a text: found in the Markdown, taken out, and put into the page's tree
//! as what they mean.
//!
//! [`find`] replaces each by a placeholder that Markdown reads as a comment or as a word and that has as many lines, so
//! that comrak reads all else as if the tag were not there and every line keeps its number. [`weave`] then finds the
//! placeholders in the tree: what opens and what closes among the same siblings becomes one element round what
//! stands between; all others stand for themselves. So a tag that is never closed, or closed somewhere else, is a box
//! and no broken page. Nothing inside code is touched.

mod find;
mod guard;
mod inline;
mod show;
mod tag;
mod weave;

pub(crate) use find::{Found, find};
pub(crate) use guard::guarded;
pub(crate) use weave::{Around, weave};

use crate::dialect::Meaning;
use tag::Tag;

/// What was found at a place of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    pub part: Part,
    /// Where it stands in the Markdown, in bytes.
    pub source: std::ops::Range<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    /// A tag that may be closed by a later one with this key; without a key it stands for itself.
    Tag {
        tag: Tag,
        meaning: Option<Meaning>,
        key: Option<Key>,
    },
    /// What closes a tag.
    Close(Key),
    /// Code, with what its language is called.
    Code { info: String, literal: String },
    /// Text to be shown as it is.
    Text(String),
    /// A value that is not known here: `{{ page.title }}`.
    Output,
    /// `import` and `export` of a component file.
    Module,
    /// What readers do not see.
    Nothing,
}

/// What a closing tag and its opening one have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Key {
    /// The name.
    Name(String),
    /// Zola's `{% end %}` closes whatever is open.
    Any,
    /// A directive, with its number of colons: one closes those that have no more.
    Colons(usize),
}

impl Key {
    /// Whether a closing tag with this key closes what was opened with `open`.
    fn closes(&self, open: &Key) -> bool {
        match (self, open) {
            (Key::Name(close), Key::Name(open)) => close == open,
            (Key::Any, Key::Any) => true,
            (Key::Colons(close), Key::Colons(open)) => open <= close,
            _ => false,
        }
    }
}

impl Piece {
    /// Whether it is a block when it stands alone, rather than a part of a sentence.
    fn is_block(&self) -> bool {
        match &self.part {
            Part::Tag { meaning, .. } => {
                !matches!(meaning, Some(Meaning::Page | Meaning::Post | Meaning::PostLink))
            }
            Part::Close(_) | Part::Code { .. } | Part::Module => true,
            Part::Text(_) | Part::Output | Part::Nothing => false,
        }
    }
}
