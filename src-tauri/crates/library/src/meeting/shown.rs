//! Two versions as a writer decides on them: fields and paragraphs that fit, and each place to decide with its paragraph
//! on both sides.

use galley_post::{Choice, Hunk, Merge, Place, Post, State, Whose as Made};

use super::Two;
use crate::changes::{heading, values};
use crate::compare;
use crate::library::Inner;
use crate::lines::lf;
use crate::view::{
    BlockKind, ChangeBlock, Decision, DecisionKind, FittedField, MeetingPart, Parted, Run, Whose,
};

/// What [`of`] found.
#[derive(Default)]
pub(super) struct Shown {
    pub(super) fields: Vec<FittedField>,
    pub(super) only_mine: u32,
    pub(super) only_theirs: u32,
    pub(super) alike: u32,
    pub(super) parts: Vec<MeetingPart>,
    pub(super) together: Vec<ChangeBlock>,
}

/// The parts of two versions.
pub(super) fn of(inner: &Inner, two: &Two) -> Shown {
    let mut shown = Shown::default();
    let Some(merge) = two.merge() else {
        shown.parts.push(to_decide(whole(two)));
        return shown;
    };
    let post = |bytes: &Option<Vec<u8>>| Post::parse(bytes.clone().unwrap_or_default());
    let (mine, theirs) = (post(&two.mine), post(&two.theirs));
    let open = merge.hunks().iter().filter(|hunk| hunk.is_open()).count();
    let together = merge.resolve(&vec![Choice::Mine; open]).ok();
    let mut decided = 0;
    for hunk in merge.hunks().iter().filter(|hunk| hunk.place != Place::Body) {
        let name = match &hunk.place {
            Place::Field(name) => name.as_str(),
            _ => "",
        };
        match &hunk.state {
            State::Open { base, .. } => {
                let both = with_both(&merge, open, decided);
                let decision = match &hunk.place {
                    Place::Field(name) => field(inner, hunk, name, base, (&mine, &theirs), both.as_ref()),
                    _ => head(hunk, base, both.is_some()),
                };
                shown.parts.push(to_decide(decision));
                decided += 1;
            }
            State::Settled { whose, .. } => {
                if let Some(whose) = made_by(*whose)
                    && !name.is_empty()
                {
                    let values = together
                        .as_ref()
                        .map(|post| values(inner, post, name))
                        .unwrap_or_default();
                    shown.fields.push(FittedField {
                        name: heading(name),
                        whose,
                        values,
                    });
                }
            }
        }
    }
    body(&merge, &mut shown);
    if let Some(together) = together {
        shown.together = compare::blocks(&lf(mine.body()), &lf(together.body()));
    }
    shown
}

/// A text that was edited, with the white space round it and the line ends that the place has.
pub(super) fn edited(hunk: &Hunk, text: &str) -> String {
    let State::Open { mine, theirs, .. } = &hunk.state else {
        return text.to_owned();
    };
    let like = if mine.trim().is_empty() { theirs } else { mine };
    let text = lf(text);
    let text = text.trim_matches('\n');
    if text.trim().is_empty() {
        return String::new();
    }
    let ending = if like.contains("\r\n") { "\r\n" } else { "\n" };
    let start = like.len() - like.trim_start().len();
    let end = like.trim_end().len().max(start);
    [&like[..start], &text.replace('\n', ending), &like[end..]].concat()
}

fn to_decide(decision: Decision) -> MeetingPart {
    MeetingPart {
        fitting: 0,
        decision: Some(decision),
    }
}

fn fits(paragraphs: u32) -> MeetingPart {
    MeetingPart {
        fitting: paragraphs,
        decision: None,
    }
}

fn made_by(whose: Made) -> Option<Whose> {
    match whose {
        Made::Unchanged => None,
        Made::Mine => Some(Whose::Mine),
        Made::Theirs => Some(Whose::Theirs),
        Made::Both => Some(Whose::Both),
    }
}

/// The post with both in one place, and the writer's in all others; `None` where the two cannot stand there together.
fn with_both(merge: &Merge, open: usize, at: usize) -> Option<Post> {
    let mut choices = vec![Choice::Mine; open];
    *choices.get_mut(at)? = Choice::Both;
    merge.resolve(&choices).ok()
}

fn parted(base: &str, mine: &str, theirs: &str) -> Parted {
    let blank = |text: &str| text.trim().is_empty();
    match () {
        () if blank(mine) && !blank(theirs) => Parted::RemovedHere,
        () if blank(theirs) && !blank(mine) => Parted::RemovedThere,
        () if blank(base) => Parted::Added,
        () => Parted::Changed,
    }
}

fn words(text: String) -> Vec<ChangeBlock> {
    if text.is_empty() {
        return Vec::new();
    }
    let kind = BlockKind::Added;
    let runs = vec![Run { kind, text }];
    vec![ChangeBlock {
        kind: BlockKind::Changed,
        runs,
        folded: 0,
        picture: None,
    }]
}

fn texts(hunk: &Hunk) -> (String, String) {
    match &hunk.state {
        State::Open { mine, theirs, .. } => (lf(mine), lf(theirs)),
        State::Settled { text, .. } => (lf(text), lf(text)),
    }
}

fn field(
    inner: &Inner,
    hunk: &Hunk,
    name: &str,
    base: &str,
    (mine, theirs): (&Post, &Post),
    both: Option<&Post>,
) -> Decision {
    let (mine_text, theirs_text) = texts(hunk);
    let said = |post: &Post| words(values(inner, post, name).join(", "));
    Decision {
        kind: DecisionKind::Field,
        name: heading(name),
        parted: parted(base, &mine_text, &theirs_text),
        mine: said(mine),
        theirs: said(theirs),
        both: both.map(said),
        mine_text,
        theirs_text,
    }
}

fn head(hunk: &Hunk, base: &str, both: bool) -> Decision {
    let (mine_text, theirs_text) = texts(hunk);
    let together = words([mine_text.trim_end(), theirs_text.trim_end()].join("\n"));
    Decision {
        kind: DecisionKind::Head,
        name: String::new(),
        parted: parted(base, &mine_text, &theirs_text),
        mine: words(mine_text.trim_end().to_owned()),
        theirs: words(theirs_text.trim_end().to_owned()),
        both: both.then_some(together),
        mine_text,
        theirs_text,
    }
}

/// The whole file: one is gone, has another name, or is no text.
fn whole(two: &Two) -> Decision {
    let text = |bytes: &Option<Vec<u8>>| {
        bytes
            .as_ref()
            .map(|bytes| lf(&String::from_utf8_lossy(bytes)))
            .unwrap_or_default()
    };
    let (mine_text, theirs_text) = (text(&two.mine), text(&two.theirs));
    let body = |text: &str| lf(Post::parse(text.as_bytes().to_vec()).body());
    let (mine, theirs) = compare::sides(&body(&mine_text), &body(&theirs_text));
    Decision {
        kind: DecisionKind::File,
        name: String::new(),
        parted: parted("-", &mine_text, &theirs_text),
        mine,
        theirs,
        both: (two.mine.is_some() && two.theirs.is_some()).then(Vec::new),
        mine_text,
        theirs_text,
    }
}

fn body(merge: &Merge, shown: &mut Shown) {
    let hunks: Vec<&Hunk> = merge
        .hunks()
        .iter()
        .filter(|hunk| hunk.place == Place::Body)
        .collect();
    let texts: Vec<(String, String)> = hunks.iter().map(|hunk| texts(hunk)).collect();
    // The text since the last decision, and how much of its beginning stands with that one.
    let (mut between, mut taken) = (String::new(), 0);
    let mut before = String::new();
    for (at, hunk) in hunks.iter().enumerate() {
        match &hunk.state {
            State::Settled { whose, .. } => {
                match made_by(*whose) {
                    Some(Whose::Mine) => shown.only_mine += 1,
                    Some(Whose::Theirs) => shown.only_theirs += 1,
                    Some(Whose::Both) => shown.alike += 1,
                    None => {}
                }
                between.push_str(&texts[at].0);
            }
            State::Open { base, .. } => {
                let around = Around::of(&texts, at);
                let end = between.len().saturating_sub(around.mine_before.len());
                push_fitting(shown, between.get(taken..end).unwrap_or_default());
                shown.parts.push(to_decide(text(hunk, base, &around, &before)));
                between.clear();
                taken = around.mine_after.len();
            }
        }
        before.push_str(&texts[at].0);
    }
    push_fitting(shown, between.get(taken.min(between.len())..).unwrap_or_default());
}

fn push_fitting(shown: &mut Shown, text: &str) {
    let paragraphs = compare::counted(text);
    if paragraphs > 0 {
        shown.parts.push(fits(paragraphs));
    }
}

/// The rest of the paragraph in which a hunk stands, on both sides.
struct Around {
    mine_before: String,
    theirs_before: String,
    mine_after: String,
    theirs_after: String,
}

impl Around {
    fn of(texts: &[(String, String)], at: usize) -> Self {
        let (mine, theirs) = &texts[at];
        let sides = || [mine, theirs].into_iter().filter(|text| !text.is_empty());
        let begins = sides().all(|text| text.starts_with("\n\n"));
        let ends = sides().all(|text| text.ends_with("\n\n"));
        let before = |side: fn(&(String, String)) -> &str| {
            let mut found = String::new();
            for text in texts[..at].iter().rev().map(side).take_while(|_| !begins) {
                match text.rfind("\n\n") {
                    Some(blank) => {
                        found.insert_str(0, &text[blank + 2..]);
                        break;
                    }
                    None => found.insert_str(0, text),
                }
            }
            found
        };
        let after = |side: fn(&(String, String)) -> &str| {
            let mut found = String::new();
            for text in texts[at + 1..].iter().map(side).take_while(|_| !ends) {
                match text.find("\n\n") {
                    Some(blank) => {
                        found.push_str(&text[..blank]);
                        break;
                    }
                    None => found.push_str(text),
                }
            }
            found
        };
        Around {
            mine_before: before(|both| &both.0),
            theirs_before: before(|both| &both.1),
            mine_after: after(|both| &both.0),
            theirs_after: after(|both| &both.1),
        }
    }
}

fn text(hunk: &Hunk, base: &str, around: &Around, before: &str) -> Decision {
    let (mine_text, theirs_text) = texts(hunk);
    let paragraph = |before: &str, text: &str, after: &str| [before, text, after].concat();
    let mine_whole = paragraph(&around.mine_before, &mine_text, &around.mine_after);
    let theirs_whole = paragraph(&around.theirs_before, &theirs_text, &around.theirs_after);
    let both = lf(&hunk.chosen(&around.mine_before, &Choice::Both));
    let both = paragraph(&around.mine_before, &both, &around.mine_after);
    let (mine, theirs) = compare::sides(&mine_whole, &theirs_whole);
    Decision {
        kind: DecisionKind::Text,
        name: last_heading(before),
        parted: parted(base, &mine_text, &theirs_text),
        mine,
        theirs,
        both: Some(compare::plain(&both)),
        mine_text,
        theirs_text,
    }
}

/// The heading that what follows this text stands under.
fn last_heading(text: &str) -> String {
    let mut fenced = false;
    let mut found = "";
    for line in text.lines() {
        let start = line.trim_start();
        if start.starts_with("```") || start.starts_with("~~~") {
            fenced = !fenced;
        }
        let marks = line.len() - line.trim_start_matches('#').len();
        if !fenced && (1..=6).contains(&marks) && line[marks..].starts_with(' ') {
            found = line;
        }
    }
    let blocks = compare::plain(found);
    let runs = blocks.iter().flat_map(|block| &block.runs);
    runs.map(|run| run.text.as_str()).collect()
}

#[cfg(test)]
#[path = "shown_tests.rs"]
mod tests;
