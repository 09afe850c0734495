//! What is wrong in the text of one post, whatever stands in the others.

use galley_site::{Heading, Outline};

use super::Saying;

/// Search engines show some 60 characters of a title; in a list or a tab it is less.
pub(crate) const TITLE: usize = 90;
/// Search engines and cards show some 160 characters of a description.
pub(crate) const DESCRIPTION: usize = 300;

/// Headings and fences of a text whose first line is `first` in the file.
pub(crate) fn outline(outline: &Outline, first: usize, say: &mut Saying<'_>) {
    let line = |line: usize| u32::try_from(line + first - 1).ok();
    let mut before: Option<&Heading> = None;
    for heading in &outline.headings {
        if before.is_some_and(|before| heading.level > before.level + 1) {
            let (is, should) = (heading.level, before.map_or(1, |before| before.level + 1));
            let arguments = [
                ("heading", heading.words.as_str()),
                ("is", &is.to_string()),
                ("should", &should.to_string()),
            ];
            say.at("heading.skipped", line(heading.line), &heading.words, &arguments);
        }
        before = Some(heading);
    }
    // A blog whose titles are headings of the text has one a post; a second one is one too many.
    let mut tops = outline
        .headings
        .iter()
        .filter(|heading| heading.level == 1)
        .skip(1);
    if let Some(second) = tops.next() {
        let count = (tops.count() + 2).to_string();
        let arguments = [("heading", second.words.as_str()), ("count", &count)];
        say.at("heading.several-h1", line(second.line), &second.words, &arguments);
    }
    if let Some(fence) = outline.open_fence {
        say.at("fence.unclosed", line(fence), "", &[]);
    }
}

/// A place where somebody's version-control program left two versions of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Conflict {
    /// The lines of the three marks, counted from 0: `<<<<<<<`, `=======`, `>>>>>>>`.
    pub(crate) marks: [usize; 3],
    /// The line of `|||||||`, behind which the version before both stands.
    pub(crate) base: Option<usize>,
}

/// The conflicts in a file, in their order. `in_code` tells of a line, counted from 0, whether it is a sample in a text
/// about such things.
pub(crate) fn conflicts(text: &str, in_code: impl Fn(usize) -> bool) -> Vec<Conflict> {
    let is = |line: &str, mark: &str| {
        line.strip_prefix(mark)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    let mut found = Vec::new();
    let (mut open, mut base, mut middle) = (None, None, None);
    for (at, line) in text.lines().enumerate() {
        if is(line, "<<<<<<<") && !in_code(at) {
            (open, base, middle) = (Some(at), None, None);
        } else if open.is_some() && middle.is_none() && is(line, "|||||||") {
            base = Some(at);
        } else if open.is_some() && middle.is_none() && line == "=======" {
            middle = Some(at);
        } else if is(line, ">>>>>>>")
            && let (Some(first), Some(second)) = (open, middle)
        {
            found.push(Conflict {
                marks: [first, second, at],
                base,
            });
            (open, base, middle) = (None, None, None);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conflicts_are_found_with_all_their_marks_and_not_in_samples() {
        let text = "a\n<<<<<<< HEAD\nb\n||||||| base\nc\n=======\nd\n>>>>>>> theirs\ne\n=======\n>>>>>>> x\n";
        let all = conflicts(text, |_| false);
        assert_eq!(
            all,
            [Conflict {
                marks: [1, 5, 7],
                base: Some(3)
            }]
        );
        assert!(conflicts(text, |line| line == 1).is_empty());
        assert!(conflicts("Title\n=======\n\n<<<<<<< not\n", |_| false).is_empty());
        assert!(conflicts("<<<<<<<<<\n=======\n>>>>>>>>>\n", |_| false).is_empty());
    }
}
