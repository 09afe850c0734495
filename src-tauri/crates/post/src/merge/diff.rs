//! What one text changed of another, piece by piece. The time is linear in the number of pieces: a stretch in
//! which nothing is unique and that is too long to compare in full counts as replaced.

use std::collections::HashMap;
use std::ops::Range;

/// Two stretches whose lengths multiply to more than this are not compared piece by piece.
const LARGEST: usize = 1 << 16;
/// How often a stretch is cut at pieces that are unique in it.
const DEEPEST: usize = 8;
/// What a piece of text is worth beside a blank or a line ending: texts are to be found again, not blanks.
const TEXT: u32 = 16;

/// A stretch of the old text, and what stands in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) old: Range<usize>,
    pub(super) new: Range<usize>,
}

/// The changes from `old` to `new`, in order. `light` says which pieces are mere blanks.
pub(super) fn changes(old: &[u32], new: &[u32], light: &dyn Fn(u32) -> bool) -> Vec<Change> {
    let mut search = Search {
        old,
        new,
        light,
        pairs: Vec::new(),
    };
    search.stretch(0..old.len(), 0..new.len(), 0);
    let mut changes: Vec<Change> = Vec::new();
    let (mut a, mut b) = (0, 0);
    for (i, j) in search.pairs.into_iter().chain([(old.len(), new.len())]) {
        if i > a || j > b {
            push(&mut changes, Change { old: a..i, new: b..j }, |at| light(old[at]));
        }
        (a, b) = (i + 1, j + 1);
    }
    changes
}

/// Two replacements with one blank between them are one: the blank was found again by chance.
fn push(changes: &mut Vec<Change>, next: Change, light: impl Fn(usize) -> bool) {
    match changes.last_mut() {
        Some(last)
            if last.old.end + 1 == next.old.start
                && !last.old.is_empty()
                && !next.old.is_empty()
                && light(last.old.end) =>
        {
            last.old.end = next.old.end;
            last.new.end = next.new.end;
        }
        _ => changes.push(next),
    }
}

struct Search<'a> {
    old: &'a [u32],
    new: &'a [u32],
    light: &'a dyn Fn(u32) -> bool,
    /// Pieces that are the same, in order.
    pairs: Vec<(usize, usize)>,
}

impl Search<'_> {
    fn stretch(&mut self, mut a: Range<usize>, mut b: Range<usize>, depth: usize) {
        while !a.is_empty() && !b.is_empty() && self.old[a.start] == self.new[b.start] {
            self.pairs.push((a.start, b.start));
            (a.start, b.start) = (a.start + 1, b.start + 1);
        }
        let mut same = 0;
        while !a.is_empty() && !b.is_empty() && self.old[a.end - 1] == self.new[b.end - 1] {
            (a.end, b.end) = (a.end - 1, b.end - 1);
            same += 1;
        }
        let ends = (a.end, b.end);
        if !a.is_empty() && !b.is_empty() {
            if a.len().saturating_mul(b.len()) <= LARGEST {
                self.in_full(&a, &b);
            } else if depth < DEEPEST {
                let anchors = self.anchors(&a, &b);
                let found = !anchors.is_empty();
                for (i, j) in anchors {
                    self.stretch(a.start..i, b.start..j, depth + 1);
                    self.pairs.push((i, j));
                    (a.start, b.start) = (i + 1, j + 1);
                }
                if found {
                    self.stretch(a, b, depth + 1);
                }
            }
        }
        self.pairs.extend((0..same).map(|n| (ends.0 + n, ends.1 + n)));
    }

    /// The heaviest common subsequence.
    fn in_full(&mut self, a: &Range<usize>, b: &Range<usize>) {
        let width = b.len() + 1;
        let mut best = vec![0u32; (a.len() + 1) * width];
        let (old, new) = (&self.old[a.clone()], &self.new[b.clone()]);
        let worth = |piece: u32| if (self.light)(piece) { 1 } else { TEXT };
        let worths: Vec<u32> = old.iter().map(|piece| worth(*piece)).collect();
        for i in (0..old.len()).rev() {
            for j in (0..new.len()).rev() {
                let skip = best[(i + 1) * width + j].max(best[i * width + j + 1]);
                best[i * width + j] = if old[i] == new[j] {
                    skip.max(best[(i + 1) * width + j + 1] + worths[i])
                } else {
                    skip
                };
            }
        }
        let (mut i, mut j) = (0, 0);
        while i < old.len() && j < new.len() {
            let here = best[i * width + j];
            if old[i] == new[j] && here == best[(i + 1) * width + j + 1] + worths[i] {
                self.pairs.push((a.start + i, b.start + j));
                (i, j) = (i + 1, j + 1);
            } else if here == best[(i + 1) * width + j] {
                i += 1;
            } else {
                j += 1;
            }
        }
    }

    /// Pieces that stand once in each stretch, as many of them as come in the same order.
    fn anchors(&self, a: &Range<usize>, b: &Range<usize>) -> Vec<(usize, usize)> {
        let mut seen: HashMap<u32, [Option<Option<usize>>; 2]> = HashMap::new();
        for (side, text, range) in [(0, self.old, a), (1, self.new, b)] {
            for at in range.clone() {
                let slot = &mut seen.entry(text[at]).or_default()[side];
                // Some(None) says that it stands there more than once.
                *slot = Some(if slot.is_none() { Some(at) } else { None });
            }
        }
        let unique = a.clone().filter_map(|at| match seen.get(&self.old[at]) {
            Some([Some(Some(_)), Some(Some(other))]) => Some((at, *other)),
            _ => None,
        });
        longest_rising(&unique.collect::<Vec<_>>())
    }
}

/// The longest part of pairs, in order of the first, that rises in the second too.
fn longest_rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (at, pair) in pairs.iter().enumerate() {
        let place = tails.partition_point(|tail| pairs[*tail].1 < pair.1);
        before.push(place.checked_sub(1).map(|place| tails[place]));
        if place == tails.len() {
            tails.push(at);
        } else {
            tails[place] = at;
        }
    }
    let mut rising = Vec::with_capacity(tails.len());
    let mut next = tails.last().copied();
    while let Some(at) = next {
        rising.push(pairs[at]);
        next = before[at];
    }
    rising.reverse();
    rising
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(text: &str) -> Vec<u32> {
        text.chars().map(u32::from).collect()
    }

    fn applied(old: &str, new: &str) -> Vec<Change> {
        let (a, b) = (ids(old), ids(new));
        let found = changes(&a, &b, &|piece| piece == u32::from(' '));
        let (mut out, mut at) = (Vec::new(), 0);
        for change in &found {
            out.extend_from_slice(&a[at..change.old.start]);
            out.extend_from_slice(&b[change.new.clone()]);
            at = change.old.end;
        }
        out.extend_from_slice(&a[at..]);
        assert_eq!(out, b);
        found
    }

    #[test]
    fn finds_the_changed_pieces() {
        assert!(applied("abc", "abc").is_empty());
        assert_eq!(applied("abc", "axc").len(), 1);
        assert_eq!(applied("abcdef", "abXcdYf").len(), 2);
        assert_eq!(applied("a b", "x y").len(), 1);
        assert_eq!(applied("", "ab").len(), 1);
        assert_eq!(applied("ab", "").len(), 1);
    }

    #[test]
    fn long_texts_are_cut_at_what_is_unique() {
        let old: Vec<u32> = (0..20_000).map(|n| if n % 2 == 0 { 7 } else { n }).collect();
        let mut new = old.clone();
        new.insert(5_000, 99_999);
        new.remove(15_000);
        assert_eq!(changes(&old, &new, &|_| false).len(), 2);
        let (same, other) = (vec![1; 30_000], [2, 1].repeat(15_000));
        assert!(!changes(&same, &other, &|_| false).is_empty());
    }
}
