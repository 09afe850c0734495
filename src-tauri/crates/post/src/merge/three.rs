//! Brings the changes of two sides together, over the text that both began with. What only one side touched
//! is taken; where both touched the same pieces, or wrote at the same place, a person decides.

use std::collections::HashMap;
use std::ops::Range;

use super::diff::{Change, changes};
use super::tokens::{Token, is_light};
use super::{State, Whose, append};
use crate::lines::frequent_ending;

/// The three texts, cut in the same way.
struct Texts<'a> {
    base: Vec<Token<'a>>,
    mine: Vec<Token<'a>>,
    theirs: Vec<Token<'a>>,
    /// The line ending to use for each side's own new lines that end as the base does.
    endings: Endings,
}

struct Endings {
    base: &'static str,
    mine: &'static str,
    theirs: &'static str,
}

/// Merges three texts that `cut` turns into pieces, in linear time.
pub(super) fn merge<'a>(
    base: &'a str,
    mine: &'a str,
    theirs: &'a str,
    cut: fn(&'a str) -> Vec<Token<'a>>,
) -> Vec<State> {
    let texts = Texts {
        base: cut(base),
        mine: cut(mine),
        theirs: cut(theirs),
        endings: Endings {
            base: frequent_ending(base),
            mine: frequent_ending(mine),
            theirs: frequent_ending(theirs),
        },
    };
    let (mut numbers, mut light) = (HashMap::new(), Vec::new());
    let [b, m, t] = [&texts.base, &texts.mine, &texts.theirs].map(|tokens| {
        tokens
            .iter()
            .map(|token| {
                let next = u32::try_from(light.len()).unwrap_or(u32::MAX);
                *numbers.entry(token.key).or_insert_with(|| {
                    light.push(is_light(token.key));
                    next
                })
            })
            .collect::<Vec<u32>>()
    });
    let light = |piece: u32| usize::try_from(piece).ok().and_then(|at| light.get(at)).copied() == Some(true);
    let ours = changes(&b, &m, &light);
    let others = changes(&b, &t, &light);
    texts.pieces(&ours, &others)
}

impl Texts<'_> {
    fn pieces(&self, mine: &[Change], theirs: &[Change]) -> Vec<State> {
        let mut pieces = Vec::new();
        let (mut at, mut m, mut t) = (0, 0, 0);
        let (mut i, mut j) = (0, 0);
        while i < mine.len() || j < theirs.len() {
            let (first_i, first_j) = (i, j);
            let mut range = match (mine.get(i), theirs.get(j)) {
                (Some(a), Some(b)) if key(a) > key(b) => {
                    j += 1;
                    b.old.clone()
                }
                (Some(a), _) => {
                    i += 1;
                    a.old.clone()
                }
                (None, Some(b)) => {
                    j += 1;
                    b.old.clone()
                }
                (None, None) => break,
            };
            // The stretch grows while a change of the other side meets it.
            loop {
                let (of_mine, of_theirs) = (&mine[first_i..i], &theirs[first_j..j]);
                if mine.get(i).is_some_and(|next| meets(&range, of_theirs, next)) {
                    range.end = range.end.max(mine[i].old.end);
                    i += 1;
                } else if theirs.get(j).is_some_and(|next| meets(&range, of_mine, next)) {
                    range.end = range.end.max(theirs[j].old.end);
                    j += 1;
                } else {
                    break;
                }
            }
            let same = range.start - at;
            self.unchanged(at, m, t, same, &mut pieces);
            let grown = |changes: &[Change]| {
                let removed: usize = changes.iter().map(|change| change.old.len()).sum();
                let added: usize = changes.iter().map(|change| change.new.len()).sum();
                range.len() + added - removed
            };
            let (m_start, t_start) = (m + same, t + same);
            m = m_start + grown(&mine[first_i..i]);
            t = t_start + grown(&theirs[first_j..j]);
            at = range.end;
            let texts = (range, m_start..m, t_start..t);
            match (i > first_i, j > first_j) {
                (true, false) => pieces.push(settled(self.of_mine(texts.1), Whose::Mine)),
                (false, _) => pieces.push(settled(self.of_theirs(texts.2), Whose::Theirs)),
                (true, true) => self.both(texts.0, texts.1, texts.2, &mut pieces),
            }
        }
        self.unchanged(at, m, t, self.base.len() - at, &mut pieces);
        pieces
    }

    fn unchanged(&self, base: usize, mine: usize, theirs: usize, count: usize, pieces: &mut Vec<State>) {
        if count > 0 {
            pieces.push(settled(self.common(base, mine, theirs, count), Whose::Unchanged));
        }
    }

    /// Pieces that all three have; a line ending that one side changed is that side's.
    fn common(&self, base: usize, mine: usize, theirs: usize, count: usize) -> String {
        let mut text = String::new();
        for n in 0..count {
            let (old, mine) = (self.base[base + n].raw, self.mine[mine + n].raw);
            let raw = if mine == old {
                self.theirs[theirs + n].raw
            } else {
                mine
            };
            append(&mut text, raw);
        }
        text
    }

    /// Both sides changed a stretch.
    fn both(
        &self,
        base: Range<usize>,
        mut mine: Range<usize>,
        mut theirs: Range<usize>,
        pieces: &mut Vec<State>,
    ) {
        let same = |(a, b): (&Token<'_>, &Token<'_>)| a.key == b.key;
        let (a, b) = (&self.mine[mine.clone()], &self.theirs[theirs.clone()]);
        let start = a.iter().zip(b).take_while(|pair| same(*pair)).count();
        let rest = a.len().min(b.len()) - start;
        let end = a
            .iter()
            .rev()
            .zip(b.iter().rev())
            .take(rest)
            .take_while(|pair| same(*pair))
            .count();
        if start > 0 {
            pieces.push(settled(self.of_mine(mine.start..mine.start + start), Whose::Both));
        }
        let behind = mine.end - end..mine.end;
        mine = mine.start + start..mine.end - end;
        theirs = theirs.start + start..theirs.end - end;
        match (mine.is_empty(), theirs.is_empty()) {
            (true, true) => {}
            // Both wrote at one place, and one of them wrote more.
            (true, false) if base.is_empty() => pieces.push(settled(self.of_theirs(theirs), Whose::Theirs)),
            (false, true) if base.is_empty() => pieces.push(settled(self.of_mine(mine), Whose::Mine)),
            _ => pieces.push(State::Open {
                base: self.base[base].iter().map(|token| token.raw).collect(),
                mine: self.of_mine(mine),
                theirs: self.of_theirs(theirs),
            }),
        }
        if end > 0 {
            pieces.push(settled(self.of_mine(behind), Whose::Both));
        }
    }

    fn of_mine(&self, range: Range<usize>) -> String {
        let Endings { base, mine, theirs } = self.endings;
        own(&self.mine[range], base, mine, theirs)
    }

    fn of_theirs(&self, range: Range<usize>) -> String {
        let Endings { base, mine, theirs } = self.endings;
        own(&self.theirs[range], base, theirs, mine)
    }
}

/// The pieces of one side; its lines end as the other side's do where that one changed how lines end.
fn own(tokens: &[Token<'_>], base: &str, own: &str, other: &str) -> String {
    let adapt = own == base && other != base;
    tokens
        .iter()
        .map(|token| {
            if adapt && token.is_break() && token.raw == base {
                other
            } else {
                token.raw
            }
        })
        .collect()
}

fn settled(text: String, whose: Whose) -> State {
    State::Settled { text, whose }
}

fn key(change: &Change) -> (usize, usize) {
    (change.old.start, change.old.end)
}

/// Whether a change of one side cannot be made independently of what stands in the stretch so far.
fn meets(range: &Range<usize>, others: &[Change], next: &Change) -> bool {
    if next.old.start < range.end {
        return true;
    }
    // They touch: a sentence replaced, and one added behind it, are two changes, unless the one that was
    // replaced became longer: then nobody can say which comes first.
    let grew = |change: &Change| change.new.len() > change.old.len();
    next.old.start == range.end
        && others.last().is_some_and(|last| {
            last.old.end == next.old.start
                && (last.old.is_empty() || next.old.is_empty())
                && (grew(last) && grew(next))
        })
}
