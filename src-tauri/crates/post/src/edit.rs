//! What can be asked of a post, in terms of fields. How it is done is planned in `plan`, proved in `check`.

use std::ops::Range;

use crate::post::Post;
use crate::value::Value;

/// A change of a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Gives a field a value; adds the field when it is not there. A path such as `extra.team` names a
    /// nested field; a name with a literal dot wins.
    Set {
        /// The field.
        path: String,
        /// Its new value.
        value: Value,
    },
    /// Removes a field.
    Unset {
        /// The field.
        path: String,
    },
    /// Gives a field another name.
    Rename {
        /// The field.
        path: String,
        /// Its new name, without the path before it.
        to: String,
    },
    /// Adds a string to a list, unless it is there. A single value becomes a list of two.
    AddItem {
        /// The field.
        path: String,
        /// The string.
        item: String,
        /// How the list is written when there is none yet.
        absent: ListStyle,
        /// What one string in place of a list means.
        scalar: ScalarTags,
    },
    /// Removes every item equal to a string from a list. The field stays, with an empty list, when that was
    /// the last one.
    RemoveItem {
        /// The field.
        path: String,
        /// The string, as written.
        item: String,
        /// What one string in place of a list means.
        scalar: ScalarTags,
    },
    /// Gives every item of a list that is equal to a string another wording, where it stands; where that is in the list
    /// already, the item goes instead.
    ReplaceItem {
        /// The field.
        path: String,
        /// The string, as written.
        item: String,
        /// What it says afterwards.
        with: String,
        /// What one string in place of a list means.
        scalar: ScalarTags,
    },
    /// Puts bytes in the place of others: what inverses are.
    Splice {
        /// Where, in bytes of the file.
        at: Range<usize>,
        /// What stands there afterwards.
        bytes: Vec<u8>,
    },
}

/// How a list is written where none stands yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ListStyle {
    /// Dashes, brackets or one string.
    pub layout: ListLayout,
    /// The quotes of its items, where the format leaves a choice.
    pub quote: Quote,
}

impl Default for ListStyle {
    fn default() -> Self {
        ListStyle {
            layout: ListLayout::Flow,
            quote: Quote::Plain,
        }
    }
}

/// The layout of a new list. TOML and JSON know brackets and strings alone, Pelican only commas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ListLayout {
    /// Dashes, two blanks deeper than the field.
    Indented,
    /// Dashes in the field's own column.
    Flush,
    /// Brackets on the field's line.
    Flow,
    /// One string, parts separated by commas.
    Commas,
    /// One string, parts separated by blanks.
    Blanks,
}

/// Quotes around a string.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Quote {
    /// None, unless the string needs them.
    Plain,
    /// `'`
    Single,
    /// `"`
    Double,
}

/// What one string in the place of a list means; generators differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ScalarTags {
    /// One tag, whatever it contains.
    #[default]
    One,
    /// Tags separated by commas, or by semicolons where there is one (Pelican).
    Commas,
    /// Tags separated by blanks (Jekyll).
    Blanks,
}

/// An edit that was made.
#[derive(Debug, Clone)]
pub struct Edited {
    /// The post afterwards.
    pub post: Post,
    /// The edit that gives back the bytes before.
    pub inverse: Edit,
    /// The bytes of the new file that were written; empty where bytes were only removed.
    pub changed: Range<usize>,
}

/// Bytes to be put in the place of others; the form that every edit takes. Offsets are of the text at hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Splice {
    pub(crate) at: Range<usize>,
    pub(crate) text: String,
}

impl Splice {
    pub(crate) fn new(at: Range<usize>, text: impl Into<String>) -> Self {
        Splice {
            at,
            text: text.into(),
        }
    }
}
