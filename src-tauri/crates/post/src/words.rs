//! How long a text is for a reader.

/// Words of other scripts that are read in a minute.
const WORDS_PER_MINUTE: usize = 220;
/// Chinese, Japanese and Korean characters that are read in a minute.
const CHARACTERS_PER_MINUTE: usize = 500;

/// How long a body is for a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Length {
    /// Runs of letters and digits, with apostrophes and hyphens inside them; each Chinese, Japanese or Korean character
    /// counts as one. Code counts, as it is read too.
    pub words: usize,
    /// Reading time in minutes, at least 1: 220 words, or 500 Chinese, Japanese or Korean characters, a minute, rounded up.
    pub minutes: usize,
}

/// The words of a body and the time that they take, in one look.
pub fn length(body: &str) -> Length {
    let (words, characters) = count(body);
    let product = words * CHARACTERS_PER_MINUTE + characters * WORDS_PER_MINUTE;
    Length {
        words: words + characters,
        minutes: product.div_ceil(WORDS_PER_MINUTE * CHARACTERS_PER_MINUTE).max(1),
    }
}

fn count(body: &str) -> (usize, usize) {
    let (mut words, mut characters, mut inside) = (0, 0, false);
    for c in body.chars() {
        // Nearly all of most texts, told apart without a table: an index counts the words of thousands of posts.
        if c.is_ascii() {
            if c.is_ascii_alphanumeric() {
                words += usize::from(!inside);
                inside = true;
            } else {
                inside &= matches!(c, '\'' | '-' | '_');
            }
        } else if is_cjk(c) {
            characters += 1;
            inside = false;
        } else if c.is_alphanumeric() {
            words += usize::from(!inside);
            inside = true;
        } else if c != '\u{2019}' {
            inside = false;
        }
    }
    (words, characters)
}

/// Scripts that are written without blanks between words, or counted by characters.
pub(crate) fn is_cjk(c: char) -> bool {
    matches!(u32::from(c),
        0x3040..=0x30FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xAC00..=0xD7AF | 0xF900..=0xFAFF
        | 0xFF66..=0xFF9F | 0x20000..=0x3FFFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_words_and_characters() {
        assert_eq!(length("It's a state-of-the-art post, isn't it?\n").words, 6);
        assert_eq!(length("日本語 text 한국").words, 6);
        assert_eq!(length("").words, 0);
        assert_eq!(length("```rust\nlet a = 1;\n```").words, 4);
    }

    #[test]
    fn rounds_up_and_is_never_zero() {
        assert_eq!(length("").minutes, 1);
        assert_eq!(length(&"word ".repeat(220)).minutes, 1);
        assert_eq!(length(&"word ".repeat(221)).minutes, 2);
        assert_eq!(length(&"字".repeat(1000)).minutes, 2);
        assert_eq!(
            length(&format!("{}{}", "字".repeat(500), "word ".repeat(220))).minutes,
            2
        );
    }
}
