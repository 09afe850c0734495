//! Two texts beside each other as readers see them: each whole, with what the other one lacks marked.

use galley_site::{PlainBlock, TextOptions, plain_blocks};
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::{changed, whole};
use crate::view::{BlockKind, ChangeBlock, Run};

/// Both texts' blocks. What is not in the other one is `added`, on either side; nothing is folded and nothing is `removed`.
pub(crate) fn sides(mine: &str, theirs: &str) -> (Vec<ChangeBlock>, Vec<ChangeBlock>) {
    let read = |text: &str| plain_blocks(text, &TextOptions::default());
    let (old, new) = (read(mine), read(theirs));
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for op in capture_diff_slices(Algorithm::Patience, &old, &new) {
        let (was, is) = (&old[op.old_range()], &new[op.new_range()]);
        if matches!(op, DiffOp::Equal { .. }) {
            left.extend(was.iter().map(|block| whole(BlockKind::Same, block)));
            right.extend(is.iter().map(|block| whole(BlockKind::Same, block)));
            continue;
        }
        let pairs = was.len().min(is.len());
        for (was, is) in was.iter().zip(is) {
            pair(was, is, &mut left, &mut right);
        }
        left.extend(was[pairs..].iter().map(marked));
        right.extend(is[pairs..].iter().map(marked));
    }
    (left, right)
}

/// A text's blocks as readers see them, nothing marked.
pub(crate) fn plain(text: &str) -> Vec<ChangeBlock> {
    let blocks = plain_blocks(text, &TextOptions::default());
    blocks.iter().map(|block| whole(BlockKind::Same, block)).collect()
}

/// How many blocks a reader counts in a text.
pub(crate) fn counted(text: &str) -> u32 {
    super::count(plain_blocks(text, &TextOptions::default()).len())
}

fn marked(block: &PlainBlock) -> ChangeBlock {
    whole(BlockKind::Added, block)
}

fn pair(was: &PlainBlock, is: &PlainBlock, left: &mut Vec<ChangeBlock>, right: &mut Vec<ChangeBlock>) {
    for block in changed(was, is) {
        match block.kind {
            BlockKind::Changed => {
                left.push(side(&block, &BlockKind::Removed));
                right.push(side(&block, &BlockKind::Added));
            }
            BlockKind::Removed => left.push(marked(was)),
            _ => right.push(marked(is)),
        }
    }
}

/// The half of a changed block that has the runs of this kind, which are marked.
fn side(block: &ChangeBlock, own: &BlockKind) -> ChangeBlock {
    let runs = block.runs.iter().filter_map(|run| match &run.kind {
        BlockKind::Same => Some(run.clone()),
        kind if kind == own => Some(Run {
            kind: BlockKind::Added,
            text: run.text.clone(),
        }),
        _ => None,
    });
    ChangeBlock {
        kind: BlockKind::Changed,
        runs: runs.collect(),
        folded: 0,
        picture: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(blocks: &[ChangeBlock]) -> Vec<String> {
        let text = |block: &ChangeBlock| {
            let runs = block.runs.iter().map(|run| match run.kind {
                BlockKind::Added => format!("[{}]", run.text.trim()),
                _ => run.text.clone(),
            });
            runs.collect::<String>()
        };
        blocks.iter().map(text).collect()
    }

    #[test]
    fn each_side_is_whole_and_marks_what_the_other_one_lacks() {
        let (left, right) = sides(
            "We look again. Four is *not* a clever number.\n\nMine alone.",
            "We look again. The replica is three behind.",
        );
        assert_eq!(
            told(&left),
            ["We look again. [Four is not a clever number.]", "[Mine alone.]"]
        );
        assert_eq!(told(&right), ["We look again. [The replica is three behind.]"]);
    }

    #[test]
    fn a_text_that_is_gone_leaves_its_side_empty() {
        let (left, right) = sides("Mine.", "");
        assert_eq!((told(&left), told(&right)), (vec!["[Mine.]".to_owned()], vec![]));
    }
}
