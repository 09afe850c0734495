//! One paragraph of an earlier version, back in the text as it is now.

use galley_site::{PlainBlock, TextOptions, placed_blocks};

use crate::compare::{self, Step};
use crate::error::{Error, Result};
use crate::library::{Library, lock};
use crate::lines::lf;
use crate::paths;
use crate::progress::Cancel;
use crate::view::BodyChange;

type Placed = (PlainBlock, (usize, usize));

impl Library {
    /// How the body of an open post changes when a paragraph comes back that a version removed or changed: `block` is its
    /// place among the blocks of [`Library::version_change`]. A changed one comes back in the place of what it became, where
    /// that still stands so, else beside it. Nothing is changed by this.
    ///
    /// # Errors
    /// `history.no-paragraph` when there is none to put back, `history.paragraph-here` when it is in the text already, `post.closed`, and those of [`Library::version_change`].
    pub fn paragraph_back(
        &self,
        post: &str,
        version: &str,
        block: u32,
        cancel: &Cancel,
    ) -> Result<BodyChange> {
        let inner = &self.inner;
        let session = inner.session(post)?;
        let (path, now) = {
            let session = lock(&session);
            (paths::normal(&session.path), session.text())
        };
        let both = inner.both(&path, version, cancel)?;
        let (before, after) = (lf(both.before.body()), lf(both.after.body()));
        match back(&before, &after, &now, block as usize) {
            Back::Change(change) => Ok(change),
            Back::Here => Err(Error::new("history.paragraph-here", &[])),
            Back::None => Err(Error::new("history.no-paragraph", &[("path", &path)])),
        }
    }
}

/// What putting a paragraph back comes to.
enum Back {
    Change(BodyChange),
    /// The text has it as often as it had it then.
    Here,
    /// There is none to put back.
    None,
}

fn back(before: &str, after: &str, now: &str, block: usize) -> Back {
    let read = |text: &str| placed_blocks(text, &TextOptions::default());
    let (old, new, is) = (read(before), read(after), read(now));
    let plain = |blocks: &[Placed]| blocks.iter().map(|(block, _)| block.clone()).collect::<Vec<_>>();
    let (was, became) = match compare::steps(&plain(&old), &plain(&new)).get(block) {
        Some(&Step::Removed { was }) => (was, None),
        Some(&Step::Changed { was, is }) => (was, Some(is)),
        Some(Step::Same | Step::Added) | None => return Back::None,
    };
    let Some((wanted, place)) = old.get(was) else {
        return Back::None;
    };
    let count = |blocks: &[Placed]| blocks.iter().filter(|(block, _)| block == wanted).count();
    if count(&is) >= count(&old) {
        return Back::Here;
    }
    let text = lines(before, *place);
    let is_at = |block: &PlainBlock| is.iter().position(|(other, _)| other == block);
    let put = |from, to, insert| Back::Change(change(now, from, to, insert));
    // In the place of what it became; what the writer has made of that since stays beside it.
    if let Some(there) = became.and_then(|at| is_at(&new.get(at)?.0)) {
        let (start, end) = span(now, is[there].1);
        return put(start, end, text);
    }
    // Behind what stood before it, or before what stood behind it; else at the end.
    if let Some(there) = old[..was].iter().rev().find_map(|(block, _)| is_at(block)) {
        let (_, end) = span(now, is[there].1);
        return put(end, end, format!("\n\n{text}"));
    }
    if let Some(there) = old[was + 1..].iter().find_map(|(block, _)| is_at(block)) {
        let (start, _) = span(now, is[there].1);
        return put(start, start, format!("{text}\n\n"));
    }
    let end = now.trim_end().len();
    let gap = if end == 0 { "" } else { "\n\n" };
    put(end, end, format!("{gap}{text}"))
}

/// Some lines of a text, without the last line's end.
fn lines(text: &str, place: (usize, usize)) -> String {
    let (start, end) = span(text, place);
    text[start..end].to_owned()
}

/// Where lines begin and end, in bytes; the last line's end is not part of it.
fn span(text: &str, (first, last): (usize, usize)) -> (usize, usize) {
    let start_of = |line: usize| {
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        std::iter::once(0).chain(ends).nth(line - 1).unwrap_or(text.len())
    };
    let (start, next) = (start_of(first.max(1)), start_of(last.max(1) + 1));
    (start, text[start..next.max(start)].trim_end().len() + start)
}

fn change(text: &str, from: usize, to: usize, insert: String) -> BodyChange {
    let units = |at: usize| u32::try_from(text[..at].encode_utf16().count()).unwrap_or(u32::MAX);
    BodyChange {
        from: units(from),
        to: units(to),
        insert,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn done(before: &str, after: &str, now: &str, block: usize) -> Option<String> {
        let Back::Change(change) = back(before, after, now, block) else {
            return None;
        };
        let mut units: Vec<u16> = now.encode_utf16().collect();
        units.splice(
            change.from as usize..change.to as usize,
            change.insert.encode_utf16(),
        );
        Some(String::from_utf16(&units).unwrap())
    }

    const BEFORE: &str = "One.\n\nTwo *is* here\nin two lines.\n\nThree.\n";

    #[test]
    fn a_removed_paragraph_comes_back_as_it_was_written_behind_the_one_before_it() {
        assert_eq!(
            done(
                BEFORE,
                "One.\n\nThree.\n",
                "One.\n\nÉté 🌊 new.\n\nThree, changed.\n",
                1
            )
            .unwrap(),
            "One.\n\nTwo *is* here\nin two lines.\n\nÉté 🌊 new.\n\nThree, changed.\n"
        );
        assert_eq!(
            done(BEFORE, "One.\n\nThree.\n", "Été 🌊.\n\nThree.\n", 1).unwrap(),
            "Été 🌊.\n\nTwo *is* here\nin two lines.\n\nThree.\n"
        );
        assert_eq!(
            done(BEFORE, "One.\n\nThree.\n", "All new.\n", 1).unwrap(),
            "All new.\n\nTwo *is* here\nin two lines.\n"
        );
        assert_eq!(
            done(BEFORE, "One.\n\nThree.\n", "", 1).unwrap(),
            "Two *is* here\nin two lines."
        );
    }

    #[test]
    fn a_changed_paragraph_takes_the_place_of_what_it_became_or_stands_beside_it() {
        let after = BEFORE.replace("Two *is* here", "Two **was** here");
        assert_eq!(done(BEFORE, &after, &after, 1).unwrap(), BEFORE);
        let now = after.replace("in two lines", "and went on");
        assert_eq!(
            done(BEFORE, &after, &now, 1).unwrap(),
            "One.\n\nTwo *is* here\nin two lines.\n\nTwo **was** here\nand went on.\n\nThree.\n"
        );
    }

    #[test]
    fn what_is_as_it_was_or_new_has_nothing_to_put_back() {
        assert_eq!(done(BEFORE, "One.\n\nThree.\n", BEFORE, 0), None);
        // Back already: a second press puts nothing in.
        assert!(matches!(back(BEFORE, "One.\n\nThree.\n", BEFORE, 1), Back::Here));
        let twice = "One.\n\nOne.\n\nTwo.\n";
        assert_eq!(done(twice, "Two.\n", "One.\n\nTwo.\n", 0).unwrap(), twice);
        assert_eq!(done("One.\n", "One.\n\nNew.\n", "One.\n", 1), None);
        assert_eq!(done("One.\n", "One.\n", "One.\n", 7), None);
    }
}
