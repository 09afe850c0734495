//! What libyaml reads in a head, as events. It is the parser of Ruby, and others come from it: many
//! generators read heads so. It is asked only for texts that the first parser has read within its budgets.

use std::panic::catch_unwind;

use libyaml_safer::{Encoding, EventData, Parser};

use crate::fields::LARGEST;
use crate::yaml::read::{DEPTH, VALUES};

/// Why there are no events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unread {
    /// The parser refuses the text.
    Refused,
    /// The parser was not asked, or not to the end: nothing is known.
    Unknown,
}

/// The events of a text.
pub(super) fn of(text: &str) -> Result<Vec<EventData>, Unread> {
    if text.len() > LARGEST || stops_the_parser(text) {
        return Err(Unread::Unknown);
    }
    // It counts on a line ending behind block texts and escapes.
    let ended = format!("{text}\n");
    let whole = if text.ends_with('\n') { text } else { &ended };
    // It is not free of panics, and nothing that a writer has typed may be lost to one. Both that can be brought
    // about are kept away above.
    catch_unwind(|| events(whole)).unwrap_or(Err(Unread::Unknown))
}

fn events(text: &str) -> Result<Vec<EventData>, Unread> {
    let mut bytes = text.as_bytes();
    let mut parser = Parser::new();
    parser.set_input_string(&mut bytes);
    // Else it guesses, and takes a first letter such as `（` for half a byte order mark.
    parser.set_encoding(Encoding::Utf8);
    let (mut events, mut depth) = (Vec::new(), 0_usize);
    for event in parser {
        let event = event.map_err(|_| Unread::Refused)?.data;
        match event {
            EventData::SequenceStart { .. } | EventData::MappingStart { .. } => depth += 1,
            EventData::SequenceEnd | EventData::MappingEnd => depth = depth.saturating_sub(1),
            _ => {}
        }
        events.push(event);
        // A collection has two events, the text a few.
        if depth > DEPTH || events.len() > 2 * VALUES {
            return Err(Unread::Unknown);
        }
    }
    Ok(events)
}

/// A tag right before a comma in brackets stops this parser with a panic. What could be one is told here by its word
/// alone, so that more is kept away than must be.
fn stops_the_parser(text: &str) -> bool {
    text.match_indices('!').any(|(at, _)| {
        let begins = !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '!');
        let word = &text[at..];
        begins
            && word
                .find([',', ' ', '\t', '\n', '\r'])
                .is_some_and(|end| word[end..].starts_with(','))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_stop_the_parser_is_kept_away() {
        for text in [
            "a: [!b, c]\n",
            "a: [!!str, c]\n",
            "a: [&x !<t>, c]\n",
            "a: {\"b\":!c,}\n",
            "a: [\"b\"!c,]",
        ] {
            assert!(stops_the_parser(text), "{text:?}");
            assert_eq!(of(text), Err(Unread::Unknown), "{text:?}");
        }
        for text in ["a: Well!, so\n", "a: \"!\"\nb: c, d\n", "a: [!b c, d]\n"] {
            assert!(of(text).is_ok(), "{text:?}");
        }
    }

    #[test]
    fn the_end_of_the_text_is_no_trap() {
        for text in [
            "a: \"\\",
            "a: |\n  b",
            "a: >-\n b",
            "",
            "\r",
            "a: 'b",
            "&a",
            "a: [",
            "%YAML",
        ] {
            // Nothing was caught: the answer is the parser's own.
            let whole = format!("{text}\n");
            assert!(catch_unwind(|| events(&whole)).is_ok(), "{text:?}");
            let _ = of(text);
        }
        assert!(of("a: |\n  b").is_ok());
        assert!(of("（a: b").is_ok());
    }

    #[test]
    fn it_ends_soon() {
        assert_eq!(of(&format!("a: {}", "[".repeat(100_000))), Err(Unread::Unknown));
        assert_eq!(
            of(&format!("a: [{}]", "b, ".repeat(300_000))),
            Err(Unread::Unknown)
        );
        assert_eq!(of(&"a: b\n".repeat(300_000)), Err(Unread::Unknown));
    }
}
