//! Lines of a text that may mix LF, CRLF and lone CR. Offsets are bytes.

/// A line: where its text stands, and where the next line begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Line {
    /// Where it begins.
    pub(crate) start: usize,
    /// Where its text ends and its ending begins.
    pub(crate) end: usize,
    /// Where the next line begins.
    pub(crate) next: usize,
}

impl Line {
    /// The line's text without its ending.
    pub(crate) fn text<'a>(&self, whole: &'a str) -> &'a str {
        &whole[self.start..self.end]
    }

    /// Its ending: LF, CRLF, CR or, on the last line, nothing.
    pub(crate) fn ending<'a>(&self, whole: &'a str) -> &'a str {
        &whole[self.end..self.next]
    }
}

/// The line that begins at `start`, or `None` at the end of the text.
pub(crate) fn line_at(text: &str, start: usize) -> Option<Line> {
    let bytes = text.as_bytes();
    if start >= bytes.len() {
        return None;
    }
    let end = memchr::memchr2(b'\n', b'\r', &bytes[start..]).map_or(bytes.len(), |n| start + n);
    let next = match (bytes.get(end), bytes.get(end + 1)) {
        (Some(b'\r'), Some(b'\n')) => end + 2,
        (Some(_), _) => end + 1,
        (None, _) => end,
    };
    Some(Line { start, end, next })
}

/// All lines from `start` on. A final line ending opens no further line.
pub(crate) fn lines_from(text: &str, start: usize) -> impl Iterator<Item = Line> + '_ {
    std::iter::successors(line_at(text, start), |line| line_at(text, line.next))
}

/// Where the line that holds `at` begins.
pub(crate) fn line_start(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let mut start = at;
    while start > 0 && !matches!(bytes[start - 1], b'\n' | b'\r') {
        start -= 1;
    }
    start
}

/// Where the text of the line that holds `at` ends (its ending not counted).
pub(crate) fn line_end(text: &str, at: usize) -> usize {
    line_at(text, at).map_or(text.len(), |line| line.end)
}

/// Where the line after the one that holds `at` begins.
pub(crate) fn next_line(text: &str, at: usize) -> usize {
    line_at(text, at).map_or(text.len(), |line| line.next)
}

/// How many lines begin before `at`: the number of its line, counted from 0.
pub(crate) fn line_number(text: &str, at: usize) -> usize {
    lines_from(&text[..at], 0)
        .filter(|line| line.next > line.end)
        .count()
}

/// The line ending to use for a new line beside `at`: the one of that line, else of the line before it, else
/// the first of the text, else LF.
pub(crate) fn ending_near(text: &str, at: usize) -> &str {
    let start = line_start(text, at.min(text.len()));
    let here = line_at(text, start).map_or("", |line| line.ending(text));
    if !here.is_empty() {
        return here;
    }
    if start > 0 {
        let before = line_start(text, start - 1 - usize::from(text[..start].ends_with("\r\n")));
        if let Some(line) = line_at(text, before) {
            return line.ending(text);
        }
    }
    lines_from(text, 0)
        .map(|line| line.ending(text))
        .find(|ending| !ending.is_empty())
        .unwrap_or("\n")
}

/// `text` with every line ending as LF.
pub(crate) fn to_lf(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// Gives the lines of `new` (any endings) the endings that the same lines have in `old`; a line that is not
/// in `old` gets the most frequent one there.
pub(crate) fn with_endings_of(old: &str, new: &str) -> String {
    let new = to_lf(new);
    let old_lines: Vec<(&str, &str)> = lines_from(old, 0)
        .map(|line| (line.text(old), line.ending(old)))
        .collect();
    let new_lines: Vec<&str> = new.split('\n').collect();
    let common = frequent_ending(old);
    let partner = matches(&old_lines, &new_lines);
    let mut result = String::with_capacity(old.len() + new.len());
    for (at, line) in new_lines.iter().enumerate() {
        result.push_str(line);
        if at + 1 < new_lines.len() {
            let ending = partner[at].map_or("", |n| old_lines[n].1);
            result.push_str(if ending.is_empty() { common } else { ending });
        }
    }
    result
}

/// The most frequent line ending of a text; LF when it has none.
pub(crate) fn frequent_ending(text: &str) -> &'static str {
    let mut counts = [("\n", 0usize), ("\r\n", 0), ("\r", 0)];
    for line in lines_from(text, 0) {
        if let Some(count) = counts.iter_mut().find(|(ending, _)| *ending == line.ending(text)) {
            count.1 += 1;
        }
    }
    counts
        .iter()
        .rev()
        .max_by_key(|(_, count)| *count)
        .map_or("\n", |(ending, _)| ending)
}

/// For each new line the old line that it is, by common start, common end, and the longest common
/// subsequence between them while that is small enough to compute.
fn matches(old: &[(&str, &str)], new: &[&str]) -> Vec<Option<usize>> {
    let mut partner = vec![None; new.len()];
    let start = old.iter().zip(new).take_while(|((a, _), b)| a == *b).count();
    let rest = (old.len() - start).min(new.len() - start);
    let end = (0..rest)
        .take_while(|n| old[old.len() - 1 - n].0 == new[new.len() - 1 - n])
        .count();
    for (at, slot) in partner.iter_mut().enumerate().take(start) {
        *slot = Some(at);
    }
    for n in 0..end {
        partner[new.len() - 1 - n] = Some(old.len() - 1 - n);
    }
    let (a, b) = (&old[start..old.len() - end], &new[start..new.len() - end]);
    if a.is_empty() || b.is_empty() || a.len().saturating_mul(b.len()) > 1_000_000 {
        return partner;
    }
    let width = b.len() + 1;
    let mut best = vec![0u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            best[i * width + j] = if a[i].0 == b[j] {
                best[(i + 1) * width + j + 1] + 1
            } else {
                best[(i + 1) * width + j].max(best[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        if a[i].0 == b[j] {
            partner[start + j] = Some(start + i);
            (i, j) = (i + 1, j + 1);
        } else if best[(i + 1) * width + j] >= best[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    partner
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_at_every_kind_of_ending() {
        let text = "a\r\nb\rc\n\nd";
        let lines: Vec<&str> = lines_from(text, 0).map(|line| line.text(text)).collect();
        assert_eq!(lines, ["a", "b", "c", "", "d"]);
        assert_eq!(line_number(text, text.len()), 4);
        assert_eq!(line_number(text, 0), 0);
        assert_eq!(line_number("a\r\n", 3), 1);
    }

    #[test]
    fn keeps_the_endings_of_unchanged_lines() {
        let old = "a\r\nb\nc\rd\r\n";
        assert_eq!(with_endings_of(old, &to_lf(old)), old);
        assert_eq!(with_endings_of(old, old), old);
        assert_eq!(with_endings_of(old, "a\nX\nb\nc\nd\n"), "a\r\nX\r\nb\nc\rd\r\n");
        assert_eq!(with_endings_of(old, "Y\nb\nZ\nd\n"), "Y\r\nb\nZ\r\nd\r\n");
        assert_eq!(with_endings_of("a\nb", "a\nb\n"), "a\nb\n");
        assert_eq!(with_endings_of("", "a\nb\n"), "a\nb\n");
    }
}
