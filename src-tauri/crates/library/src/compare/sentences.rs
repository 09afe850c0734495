//! One changed paragraph, as its readers meet it: a sentence that changed a little shows its words, one that was written
//! again shows whole, first the old one and then the new one.

use similar::{ChangeTag, TextDiff};

use super::kind_of;
use crate::view::{BlockKind, Run};

/// More pairs of sentences than this are taken one after another: a paragraph is seldom so long.
const PAIRS: usize = 2_500;

/// A sentence and the white space behind it.
#[derive(Clone, Copy)]
struct Sentence<'t> {
    text: &'t str,
    space: &'t str,
}

/// What became of a sentence.
enum Step {
    /// Old and new one, the same or a changed one.
    Pair(usize, usize),
    Gone(usize),
    New(usize),
}

/// The runs of a paragraph that changed inside.
pub(super) fn runs(before: &str, after: &str) -> Vec<Run> {
    let (old, new) = (split(before), split(after));
    let mut runs = Runs(Vec::new());
    for step in align(&old, &new) {
        match step {
            Step::Gone(i) => {
                runs.push(BlockKind::Removed, old[i].text);
                runs.push(BlockKind::Removed, old[i].space);
            }
            Step::New(j) => {
                runs.push(BlockKind::Added, new[j].text);
                runs.push(BlockKind::Same, new[j].space);
            }
            Step::Pair(i, j) => {
                for change in TextDiff::from_words(old[i].text, new[j].text).iter_all_changes() {
                    runs.push(kind_of(change.tag()), change.value());
                }
                runs.push(BlockKind::Same, new[j].space);
            }
        }
    }
    runs.0
}

/// How many words two texts share, in their order.
pub(super) fn shared(before: &str, after: &str) -> usize {
    TextDiff::from_words(before, after)
        .iter_all_changes()
        .filter(|change| change.tag() == ChangeTag::Equal && !change.value().trim().is_empty())
        .count()
}

struct Runs(Vec<Run>);

impl Runs {
    fn push(&mut self, kind: BlockKind, text: &str) {
        match self.0.last_mut() {
            _ if text.is_empty() => {}
            Some(run) if run.kind == kind => run.text.push_str(text),
            _ => self.0.push(Run {
                kind,
                text: text.to_owned(),
            }),
        }
    }
}

/// Ends of sentences are a full stop, a question or exclamation mark or an ellipsis with what closes behind it, then white
/// space (none is needed after the full stops of Chinese and Japanese); and every line end.
fn split(text: &str) -> Vec<Sentence<'_>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let wide = matches!(letter, '。' | '！' | '？');
        if letter != '\n' && !wide && !matches!(letter, '.' | '!' | '?' | '…') {
            continue;
        }
        let mut end = if letter == '\n' {
            at
        } else {
            at + letter.len_utf8()
        };
        if letter != '\n' {
            while let Some((_, closing)) = letters.next_if(|(_, next)| closes(*next)) {
                end += closing.len_utf8();
            }
        }
        let mut next = if letter == '\n' { at + 1 } else { end };
        while let Some((_, space)) = letters.next_if(|(_, next)| next.is_whitespace()) {
            next += space.len_utf8();
        }
        if next == end && next < text.len() && !wide {
            // `14.20`, `e.g.`: no end.
            continue;
        }
        sentences.push(Sentence {
            text: &text[start..end],
            space: &text[end..next],
        });
        start = next;
    }
    if start < text.len() {
        sentences.push(Sentence {
            text: &text[start..],
            space: "",
        });
    }
    sentences
}

fn closes(letter: char) -> bool {
    matches!(
        letter,
        '.' | '!' | '?' | '…' | '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '」' | '』' | '）'
    )
}

/// Which old sentence became which new one: of all ways that keep their order, the one that keeps most words.
fn align(old: &[Sentence<'_>], new: &[Sentence<'_>]) -> Vec<Step> {
    if old.len() * new.len() > PAIRS {
        return one_after_another(old, new);
    }
    let kept: Vec<Vec<usize>> = old
        .iter()
        .map(|was| new.iter().map(|is| kept(was.text, is.text)).collect())
        .collect();
    // best[i][j]: the words kept by the sentences from i and j on.
    let mut best = vec![vec![0_usize; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            let pair = if kept[i][j] > 0 {
                kept[i][j] + best[i + 1][j + 1]
            } else {
                0
            };
            best[i][j] = pair.max(best[i + 1][j]).max(best[i][j + 1]);
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut steps = Vec::new();
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && kept[i][j] > 0 && best[i][j] == kept[i][j] + best[i + 1][j + 1] {
            steps.push(Step::Pair(i, j));
            (i, j) = (i + 1, j + 1);
        } else if i < old.len() && (j == new.len() || best[i][j] == best[i + 1][j]) {
            steps.push(Step::Gone(i));
            i += 1;
        } else {
            steps.push(Step::New(j));
            j += 1;
        }
    }
    steps
}

fn one_after_another(old: &[Sentence<'_>], new: &[Sentence<'_>]) -> Vec<Step> {
    let pairs = old.len().min(new.len());
    let mut steps = Vec::new();
    for at in 0..pairs {
        if kept(old[at].text, new[at].text) > 0 {
            steps.push(Step::Pair(at, at));
        } else {
            steps.extend([Step::Gone(at), Step::New(at)]);
        }
    }
    steps.extend((pairs..old.len()).map(Step::Gone));
    steps.extend((pairs..new.len()).map(Step::New));
    steps
}

/// How many words a sentence kept; 0 when more than half of it changed, for then it is another one.
fn kept(before: &str, after: &str) -> usize {
    if before == after {
        return before.split_whitespace().count().max(1);
    }
    let words = before.split_whitespace().count() + after.split_whitespace().count();
    let kept = shared(before, after);
    if kept * 4 < words { 0 } else { kept }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(before: &str, after: &str) -> String {
        runs(before, after)
            .iter()
            .map(|run| match run.kind {
                BlockKind::Added => format!("+{}+", run.text),
                BlockKind::Removed => format!("-{}-", run.text),
                _ => run.text.clone(),
            })
            .collect()
    }

    #[test]
    fn a_sentence_that_was_written_again_is_shown_whole() {
        let before = "Why ten seconds? We looked at a month of pairs, a miss and the first hit that followed, and chose a number that felt short. It held.";
        let after =
            "Why four seconds? We went through the logs and looked at every pair of one parcel. It held.";
        assert_eq!(
            told(before, after),
            "Why -ten-+four+ seconds? -We looked at a month of pairs, a miss and the first hit that followed, and chose a number that felt short. -+We went through the logs and looked at every pair of one parcel.+ It held."
        );
    }

    #[test]
    fn a_sentence_in_between_leaves_the_others_alone() {
        assert_eq!(
            told(
                "One is here. Two is there.",
                "One is here. A third came in. Two is there."
            ),
            "One is here. +A third came in.+ Two is there."
        );
        assert_eq!(
            told(
                "One is here. Gone now. Two is there.",
                "One is here. Two is there."
            ),
            "One is here. -Gone now. -Two is there."
        );
    }

    #[test]
    fn the_new_text_is_what_is_not_removed() {
        let before = "At 14.20 it fell (“so it did.”) Then… nothing!\nA line.";
        let after = "At 14.25 it fell (“so it did.”) Then nothing at all!\nAnother line. And more";
        let text: String = runs(before, after)
            .iter()
            .filter(|run| run.kind != BlockKind::Removed)
            .map(|run| run.text.as_str())
            .collect();
        assert_eq!(text, after);
    }

    #[test]
    fn sentences_end_where_a_reader_says() {
        let texts = |text| split(text).iter().map(|s| s.text.to_owned()).collect::<Vec<_>>();
        assert_eq!(
            texts("At 14.20. He said “no.” Then?\nOn"),
            ["At 14.20.", "He said “no.”", "Then?", "On"]
        );
        assert_eq!(texts("これは。それは。"), ["これは。", "それは。"]);
    }

    #[test]
    fn a_paragraph_of_very_many_sentences_is_still_compared() {
        let before = "So it is. ".repeat(80);
        let after = before.replacen("So it is.", "So it was.", 1);
        let text: String = runs(&before, &after)
            .iter()
            .filter(|run| run.kind != BlockKind::Removed)
            .map(|run| run.text.as_str())
            .collect();
        assert_eq!(text, after);
    }
}
