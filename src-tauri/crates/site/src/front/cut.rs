//! Where an excerpt ends.

/// Where an excerpt is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// Behind the last whole word.
    Word,
    /// After exactly so many code points, in the middle of a word if need be.
    Character,
}

/// The beginning of `text`, at most `length` code points and then `…`; and whether something was cut. A length of 0 leaves
/// nothing.
pub(crate) fn cut(text: &str, length: usize, how: Cut) -> (String, bool) {
    let Some((end, next)) = text.char_indices().nth(length) else {
        return (text.to_owned(), false);
    };
    if length == 0 {
        return (String::new(), true);
    }
    let kept = &text[..end];
    let kept = match how {
        Cut::Character => kept,
        Cut::Word if next.is_whitespace() => kept.trim_end(),
        Cut::Word => {
            // A script without blanks has no better place in its second half, so it is cut where it is full.
            let blank = kept.rfind(char::is_whitespace).filter(|at| *at >= end / 2);
            blank.map_or_else(|| whole_letter(kept, next), |at| kept[..at].trim_end())
        }
    };
    (format!("{kept}…"), true)
}

/// `kept` without a last letter whose marks or joined parts were cut off behind it.
fn whole_letter(kept: &str, next: char) -> &str {
    let mut next = next;
    let mut kept = kept;
    while let Some(last) = kept.chars().next_back()
        && (joins(next) || last == JOINER)
    {
        kept = &kept[..kept.len() - last.len_utf8()];
        next = last;
    }
    kept
}

/// Makes one picture of two.
const JOINER: char = '\u{200d}';

/// Whether a character belongs to the one before it: a mark, a variation, a skin colour, a joiner.
fn joins(c: char) -> bool {
    matches!(c, JOINER | '\u{300}'..='\u{36f}' | '\u{3099}' | '\u{309a}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_cut_is_exact_and_a_word_cut_keeps_words() {
        for (text, length, how, expected) in [
            ("one two three", 13, Cut::Character, ("one two three", false)),
            ("one two three", 12, Cut::Character, ("one two thre…", true)),
            ("one two three", 4, Cut::Character, ("one …", true)),
            ("one two three", 12, Cut::Word, ("one two…", true)),
            ("one two three", 7, Cut::Word, ("one two…", true)),
            ("one two three", 8, Cut::Word, ("one two…", true)),
            ("one two three", 13, Cut::Word, ("one two three", false)),
            ("日本語の文章です", 5, Cut::Word, ("日本語の文…", true)),
            ("日本語の文章です", 5, Cut::Character, ("日本語の文…", true)),
            ("a👍🏽b👩‍🔬c", 6, Cut::Word, ("a👍🏽b…", true)),
            ("a👍🏽b👩‍🔬c", 2, Cut::Word, ("a…", true)),
            ("a👍🏽b", 2, Cut::Character, ("a👍…", true)),
            ("e\u{301}e\u{301}e", 3, Cut::Word, ("e\u{301}…", true)),
            ("x", 0, Cut::Word, ("", true)),
            ("", 0, Cut::Word, ("", false)),
        ] {
            assert_eq!(
                cut(text, length, how),
                (expected.0.to_owned(), expected.1),
                "{text} {length}"
            );
        }
    }
}
