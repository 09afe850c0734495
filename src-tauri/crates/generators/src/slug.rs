//! From a title to a file name.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest slug in bytes: with a date and an extension it stays a name that every file system takes.
const LONGEST: usize = 80;

/// A slug that says nothing, for a title without letters or digits.
const NAMELESS: &str = "untitled";

/// Names that Windows keeps for itself.
const RESERVED: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// The file name for a title: NFC, lower case, letters and digits of every script, `-` for everything between
/// them, at most 80 bytes, cut between words where that keeps half of it. Never empty; the slug of a slug is itself.
pub fn slug(title: &str) -> String {
    let mut slug = String::new();
    // What lower case does to a letter may have to be composed again.
    for c in title.nfc().flat_map(char::to_lowercase).nfc() {
        if c.is_alphanumeric() || is_combining_mark(c) && !slug.is_empty() && !slug.ends_with('-') {
            slug.push(c);
        } else if !matches!(c, '\'' | '’' | 'ʼ') && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    cut(&mut slug);
    if slug.is_empty() {
        return NAMELESS.to_owned();
    }
    let numbered = slug.strip_suffix(|c: char| c.is_ascii_digit()).unwrap_or(&slug);
    if RESERVED.contains(&slug.as_str()) || slug != numbered && matches!(numbered, "com" | "lpt") {
        slug.push_str("-post");
    }
    slug
}

/// Shortens to [`LONGEST`] bytes without parting a letter from its marks.
fn cut(slug: &mut String) {
    if slug.len() > LONGEST {
        let mut end = slug.floor_char_boundary(LONGEST);
        let word = if slug[end..].starts_with('-') {
            Some(end)
        } else {
            slug[..end].rfind('-')
        };
        let word = word.filter(|at| *at >= LONGEST / 2);
        while word.is_none() && end > 0 && slug[end..].starts_with(is_combining_mark) {
            end = slug.floor_char_boundary(end - 1);
        }
        slug.truncate(word.unwrap_or(end));
    }
    while slug.ends_with('-') {
        slug.pop();
    }
}
