//! Faults of templates in a text that the generator made of a post. The lines of that text are none of the post's: what is
//! found again there is the tag that it quotes.

const TAGS: [(&str, &str); 2] = [("{%", "%}"), ("{{", "}}")];

/// A place in a text that was made, both counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dump {
    line: u32,
    /// In UTF-16 units, as JavaScript counts.
    column: usize,
}

impl Dump {
    /// The place that a sentence of Nunjucks names: `posts/a.md [Line 7, Column 4] unknown block tag: x`.
    pub(super) fn of(said: &str) -> Option<Self> {
        let (_, rest) = said.split_once("[Line ")?;
        let (line, rest) = rest.split_once(", Column ")?;
        let (column, _) = rest.split_once(']')?;
        let (line, column) = (line.parse().ok()?, column.parse().ok()?);
        Some(Self { line, column })
    }

    /// The tag at this place, where a quoted line is the one that it is in.
    pub(super) fn tag(self, quoted: &str) -> Option<String> {
        let (number, text) = numbered(quoted)?;
        if number != self.line {
            return None;
        }
        let mut units = 0;
        let (at, letter) = text.char_indices().find(|(_, letter)| {
            units += letter.len_utf16();
            units >= self.column
        })?;
        let before = text.get(..at + letter.len_utf8())?;
        let (start, end) = TAGS
            .iter()
            .filter_map(|(open, close)| Some((before.rfind(open)?, close)))
            .max()?;
        let length = text[start..].find(end)? + end.len();
        (start + length > at).then(|| text[start..start + length].to_owned())
    }
}

/// Whether a line is one of a text that is quoted with its numbers.
pub(super) fn is_quoted(line: &str) -> bool {
    numbered(line).is_some()
}

/// `7 | {% x %}`.
fn numbered(line: &str) -> Option<(u32, &str)> {
    let (number, text) = line.split_once(" |")?;
    Some((
        number.trim().parse().ok()?,
        text.strip_prefix(' ').unwrap_or(text),
    ))
}

/// What is said behind the place.
pub(super) fn behind(said: &str) -> Option<&str> {
    Dump::of(said)?;
    let (_, rest) = said.split_once(", Column ")?;
    let (_, rest) = rest.split_once("] ")?;
    Some(rest).filter(|rest| !rest.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::Dump;

    #[test]
    fn the_tag_is_the_one_at_the_column() {
        let cases = [
            (16, "2 | <p>Hello {% if %} and {{ x }}</p>", Some("{% if %}")),
            (27, "2 | <p>Hello {% if %} and {{ x }}</p>", Some("{{ x }}")),
            // Of another line, between tags, and one that goes on in the next line.
            (16, "3 | <p>Hello {% if %}</p>", None),
            (20, "2 | <p>Hello {% if %} and {{ x }}</p>", None),
            (4, "2 | {% if", None),
            // Letters that are two units each, and a column that is not there.
            (6, "2 | 🕯{% if %}", Some("{% if %}")),
            (99, "2 | {% if %}", None),
        ];
        for (column, quoted, tag) in cases {
            let found = Dump { line: 2, column }.tag(quoted);
            assert_eq!(found.as_deref(), tag, "{column} {quoted}");
        }
    }
}
