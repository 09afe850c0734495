//! Two versions of a text side by side: as readers see the difference, and as lines.

mod sentences;
mod sides;

use galley_site::{PlainBlock, TextOptions, plain_blocks};
use similar::{Algorithm, ChangeTag, DiffOp, TextDiff, capture_diff_slices};

use crate::view::{BlockKind, ChangeBlock, LineChange, Run, ShownPicture};

pub(crate) use sides::{counted, plain, sides};

/// Unchanged lines shown round a change.
const CONTEXT: usize = 2;

/// The blocks of both Markdown texts as readers see them: what is new, gone, changed inside (by sentences and words), and
/// folds of what is as it was.
pub fn blocks(before: &str, after: &str) -> Vec<ChangeBlock> {
    let read = |text: &str| plain_blocks(text, &TextOptions::default());
    let (old, new) = (read(before), read(after));
    walk(&old, &new).into_iter().map(|(block, _)| block).collect()
}

/// What a block of a comparison came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// Blocks that are as they were.
    Same,
    /// A new block.
    Added,
    /// A block that went.
    Removed {
        /// Its place in the old text.
        was: usize,
    },
    /// A block that changed inside.
    Changed {
        /// Its place in the old text.
        was: usize,
        /// Its place in the new one.
        is: usize,
    },
}

/// Where the blocks of [`blocks`] come from, one for each of them.
pub(crate) fn steps(old: &[PlainBlock], new: &[PlainBlock]) -> Vec<Step> {
    walk(old, new).into_iter().map(|(_, step)| step).collect()
}

fn walk(old: &[PlainBlock], new: &[PlainBlock]) -> Vec<(ChangeBlock, Step)> {
    let mut blocks = Vec::new();
    for op in capture_diff_slices(Algorithm::Patience, old, new) {
        let (was_at, is_at) = (op.old_range().start, op.new_range().start);
        let (was, is) = (&old[op.old_range()], &new[op.new_range()]);
        if matches!(op, DiffOp::Equal { .. }) {
            let folded = ChangeBlock {
                kind: BlockKind::Same,
                runs: Vec::new(),
                folded: count(is.len()),
                picture: None,
            };
            blocks.push((folded, Step::Same));
            continue;
        }
        let pairs = was.len().min(is.len());
        for (at, (was, is)) in was.iter().zip(is).enumerate() {
            blocks.extend(changed(was, is).into_iter().map(|block| {
                let step = match block.kind {
                    BlockKind::Added => Step::Added,
                    BlockKind::Removed => Step::Removed { was: was_at + at },
                    BlockKind::Same | BlockKind::Changed => Step::Changed {
                        was: was_at + at,
                        is: is_at + at,
                    },
                };
                (block, step)
            }));
        }
        blocks.extend(was.iter().enumerate().skip(pairs).map(|(at, block)| {
            (
                whole(BlockKind::Removed, block),
                Step::Removed { was: was_at + at },
            )
        }));
        let new = is[pairs..].iter();
        blocks.extend(new.map(|block| (whole(BlockKind::Added, block), Step::Added)));
    }
    blocks
}

/// The lines of both versions, with [`CONTEXT`] unchanged ones round each change and a fold between.
pub fn lines(before: &str, after: &str) -> Vec<LineChange> {
    let diff = TextDiff::from_lines(before, after);
    let mut lines = Vec::new();
    for (group, ops) in diff.grouped_ops(CONTEXT).iter().enumerate() {
        if group > 0 {
            lines.push(LineChange {
                kind: BlockKind::Same,
                number: None,
                text: String::new(),
            });
        }
        for change in ops.iter().flat_map(|op| diff.iter_changes(op)) {
            let kind = kind_of(change.tag());
            let index = change.new_index().or(change.old_index());
            lines.push(LineChange {
                kind,
                number: index.map(|i| count(i + 1)),
                text: change.value().trim_end_matches(['\n', '\r']).to_owned(),
            });
        }
    }
    lines
}

/// How many words `after` has that `before` lacks.
pub fn words_added(before: &str, after: &str) -> u32 {
    let diff = TextDiff::from_words(before, after);
    let added = diff
        .iter_all_changes()
        .filter(|c| c.tag() == ChangeTag::Insert && !c.value().trim().is_empty());
    count(added.count())
}

fn whole(kind: BlockKind, block: &PlainBlock) -> ChangeBlock {
    ChangeBlock {
        kind: kind.clone(),
        runs: vec![Run {
            kind,
            text: block.text.clone(),
        }],
        folded: 0,
        picture: block.picture.as_ref().map(|picture| ShownPicture {
            address: picture.address.clone(),
            description: picture.description.clone(),
            caption: picture.caption.clone(),
        }),
    }
}

/// One paragraph against another: sentence by sentence when they share enough, else the old one gone and the new one added.
fn changed(before: &PlainBlock, after: &PlainBlock) -> Vec<ChangeBlock> {
    // Half of the shorter one has to be in the other one: a paragraph that only grew is one that changed.
    let words = |block: &PlainBlock| block.text.split_whitespace().count();
    let shorter = words(before).min(words(after));
    let pictures = before.picture.is_some() || after.picture.is_some();
    if pictures || sentences::shared(&before.text, &after.text) * 2 < shorter {
        return vec![whole(BlockKind::Removed, before), whole(BlockKind::Added, after)];
    }
    vec![ChangeBlock {
        kind: BlockKind::Changed,
        runs: sentences::runs(&before.text, &after.text),
        folded: 0,
        picture: None,
    }]
}

fn kind_of(tag: ChangeTag) -> BlockKind {
    match tag {
        ChangeTag::Equal => BlockKind::Same,
        ChangeTag::Insert => BlockKind::Added,
        ChangeTag::Delete => BlockKind::Removed,
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_word_is_marked_within_its_paragraph() {
        let blocks = blocks(
            "First as it was.\n\nIt took ten seconds off the load.\n\nLast.",
            "First as it was.\n\nIt took four seconds off the load.\n\nLast.",
        );
        assert_eq!(blocks.len(), 3);
        assert_eq!((blocks[0].kind.clone(), blocks[0].folded), (BlockKind::Same, 1));
        let gone: Vec<_> = blocks[1]
            .runs
            .iter()
            .filter(|r| r.kind == BlockKind::Removed)
            .collect();
        assert_eq!((gone.len(), gone[0].text.trim()), (1, "ten"));
        let text: String = blocks[1]
            .runs
            .iter()
            .filter(|r| r.kind != BlockKind::Removed)
            .map(|r| r.text.as_str())
            .collect();
        assert_eq!(text, "It took four seconds off the load.");
    }

    #[test]
    fn another_paragraph_is_gone_and_added() {
        let blocks = blocks(
            "We may revisit this number.",
            "A chart says the whole thing at once, in blue.",
        );
        let kinds: Vec<_> = blocks.iter().map(|b| b.kind.clone()).collect();
        assert_eq!(kinds, [BlockKind::Removed, BlockKind::Added]);
    }

    #[test]
    fn a_new_picture_is_one() {
        let blocks = blocks("One.", "One.\n\n![](images/chart.png \"Misses\")");
        let picture = blocks[1].picture.as_ref().unwrap();
        assert_eq!(
            (picture.address.as_str(), picture.caption.as_str()),
            ("images/chart.png", "Misses")
        );
        assert_eq!(
            (blocks[1].kind.clone(), blocks[1].runs[0].text.as_str()),
            (BlockKind::Added, "chart.png")
        );
    }

    #[test]
    fn another_picture_is_gone_and_added_even_under_the_same_words() {
        let blocks = blocks("![A chart](a.png)", "![A chart](b.png)");
        let kinds: Vec<_> = blocks.iter().map(|b| b.kind.clone()).collect();
        assert_eq!(kinds, [BlockKind::Removed, BlockKind::Added]);
    }

    #[test]
    fn lines_carry_the_numbers_of_their_file() {
        let lines = lines("a\nb\nc\nd\ne\nf\n", "a\nb\nc\nd\nE\nf\n");
        let gone = lines.iter().find(|l| l.kind == BlockKind::Removed).unwrap();
        let added = lines.iter().find(|l| l.kind == BlockKind::Added).unwrap();
        assert_eq!((gone.number, gone.text.as_str()), (Some(5), "e"));
        assert_eq!((added.number, added.text.as_str()), (Some(5), "E"));
        assert_eq!(lines.len(), 5, "two lines before, one after: {lines:?}");
    }

    #[test]
    fn words_are_counted_once() {
        assert_eq!(words_added("one two", "one and two three"), 2);
    }
}
