//! The languages, a row each: their names after a fence, their words, their strings and comments. A row says what it
//! has beyond the one that it is made from.

mod braces;
mod data;
mod scripts;

/// How code of a language is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Words, strings, comments.
    Words,
    /// Elements and attributes.
    Markup,
    /// Lines of a patch.
    Diff,
    /// Lines of a terminal.
    Console,
}

/// A pair of signs round a string.
pub(super) struct Quote {
    pub open: &'static str,
    pub close: &'static str,
    /// A backslash takes the sign after it.
    pub escapes: bool,
    /// It may go over several lines.
    pub lines: bool,
}

/// What a language looks like. Lists of words are parted by spaces.
pub(super) struct Language {
    pub names: &'static [&'static str],
    pub shape: Shape,
    pub keywords: &'static str,
    pub constants: &'static str,
    pub types: &'static str,
    pub line_comments: &'static [&'static str],
    pub block_comments: &'static [(&'static str, &'static str)],
    pub nested_comments: bool,
    pub strings: &'static [Quote],
    /// Begin and end of attributes and preprocessor lines; without an end it is the word after the begin. A begin of
    /// one sign counts at a line's start only.
    pub metas: &'static [(&'static str, &'static str)],
    /// Signs that begin a variable.
    pub sigils: &'static str,
    /// Signs after the key of a value.
    pub key_signs: &'static str,
    /// A colon ends a key only with room after it.
    pub room_after_key: bool,
    /// Signs that words have in them, beside letters, digits and `_`.
    pub word_signs: &'static str,
    pub caseless: bool,
    /// A name before a bracket is a function.
    pub calls: bool,
    /// A name with a capital is a type.
    pub capital_types: bool,
    /// `name!` is a function.
    pub bang_calls: bool,
    pub lifetimes: bool,
    pub regex: bool,
    /// A quote within a word is none: `it's`.
    pub loose_quotes: bool,
}

const fn quote(sign: &'static str) -> Quote {
    Quote {
        open: sign,
        close: sign,
        escapes: true,
        lines: false,
    }
}

const fn raw(open: &'static str, close: &'static str) -> Quote {
    Quote {
        open,
        close,
        escapes: false,
        lines: true,
    }
}

const fn long(sign: &'static str) -> Quote {
    Quote {
        open: sign,
        close: sign,
        escapes: true,
        lines: true,
    }
}

const NONE: Language = Language {
    names: &[],
    shape: Shape::Words,
    keywords: "",
    constants: "",
    types: "",
    line_comments: &[],
    block_comments: &[],
    nested_comments: false,
    strings: &[quote("\""), quote("'")],
    metas: &[],
    sigils: "",
    key_signs: "",
    room_after_key: false,
    word_signs: "",
    caseless: false,
    calls: true,
    capital_types: false,
    bang_calls: false,
    lifetimes: false,
    regex: false,
    loose_quotes: false,
};

const SLASHES: Language = Language {
    line_comments: &["//"],
    block_comments: &[("/*", "*/")],
    constants: "true false null",
    capital_types: true,
    ..NONE
};

const HASH: Language = Language {
    line_comments: &["#"],
    ..NONE
};

/// All languages.
pub(super) fn all() -> impl Iterator<Item = &'static Language> {
    [braces::ALL, scripts::ALL, data::ALL].into_iter().flatten()
}
