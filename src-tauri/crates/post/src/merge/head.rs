//! Merges heads: by what the fields hold where all three can be read, else as lines.

use std::collections::HashSet;

use super::fields::{self, Outcome};
use super::{Hunk, Place, State, Whose, append, join_lines, three, tokens};
use crate::lines::lines_from;
use crate::post::Post;
use crate::split::Format;

/// How the merged head is had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Form {
    /// It is this text: only one side changed it, or both in the same way.
    Whole(String),
    /// It is what the hunks of the head make.
    Lines,
    /// It is this post's head; fields that are open are mine in it.
    Fields(Post),
}

pub(super) struct Merged {
    pub(super) hunks: Vec<Hunk>,
    pub(super) form: Form,
}

pub(super) fn merge(base: &Post, mine: &Post, theirs: &Post) -> Merged {
    let (b, m, t) = (base.head(), mine.head(), theirs.head());
    let by_fields = mine.format() == theirs.format()
        && (base.format() == mine.format() || b.is_empty())
        && [mine, theirs].into_iter().all(has_fields)
        && (b.is_empty() || has_fields(base));
    let whole = match () {
        () if m == t => Some((m, Whose::Both)),
        () if m == b => Some((t, Whose::Theirs)),
        () if t == b => Some((m, Whose::Mine)),
        () => None,
    };
    if let Some((text, whose)) = whole {
        let mut hunks = Vec::new();
        if by_fields {
            hunks = field_hunks(
                &fields::outcomes(base, mine, theirs),
                base,
                mine,
                theirs,
                &Post::parse(text),
            );
        }
        if hunks.is_empty() && text != b {
            hunks.push(Hunk {
                place: Place::Head,
                state: State::Settled {
                    text: text.to_owned(),
                    whose,
                },
            });
        }
        return Merged {
            hunks,
            form: Form::Whole(text.to_owned()),
        };
    }
    let lines = three::merge(b, m, t, tokens::lines);
    let fields = if by_fields {
        merge_fields(base, mine, theirs, &lines)
    } else {
        None
    };
    fields.unwrap_or_else(|| Merged {
        hunks: lines
            .into_iter()
            .map(|state| Hunk {
                place: Place::Head,
                state,
            })
            .collect(),
        form: Form::Lines,
    })
}

/// Whether a head can be merged by its fields: they can be read, and no name stands there twice.
fn has_fields(post: &Post) -> bool {
    let mut names = HashSet::new();
    matches!(
        post.format(),
        Format::Yaml | Format::Toml | Format::Json | Format::Pelican
    ) && post.can_edit_fields()
        && post
            .fields()
            .iter()
            .all(|field| names.insert(field.name.as_str()))
}

fn merge_fields(base: &Post, mine: &Post, theirs: &Post, lines: &[State]) -> Option<Merged> {
    let outcomes = fields::outcomes(base, mine, theirs);
    let (b, m, t) = (loose(base), loose(mine), loose(theirs));
    let agreed = match () {
        () if m == t || t == b => m,
        () if m == b => t,
        // What no field owns has no value to compare: its lines are compared, with all others.
        () => return None,
    };
    // By lines first, which keeps what stands between fields; my own lines where that gives another meaning.
    let mut by_lines = String::new();
    for state in lines {
        match state {
            State::Settled { text, .. } | State::Open { mine: text, .. } => {
                join_lines(&mut by_lines, text);
                append(&mut by_lines, text);
            }
        }
    }
    let head = [by_lines.as_str(), mine.head()].into_iter().find_map(|text| {
        fields::reconcile(Post::parse(text), &outcomes, mine, theirs).filter(|head| loose(head) == agreed)
    })?;
    let mut hunks = field_hunks(&outcomes, base, mine, theirs, &head);
    let [of_mine, of_theirs] = [mine, theirs].map(|side| lost(base, side, &head, &hunks));
    if !(of_mine.is_empty() && of_theirs.is_empty()) {
        hunks.push(Hunk {
            place: Place::Head,
            state: State::Open {
                base: String::new(),
                mine: of_mine,
                theirs: of_theirs,
            },
        });
    }
    Some(Merged {
        hunks,
        form: Form::Fields(head),
    })
}

/// The lines of a head that are no field's, and those that break its format's rules: no value tells of them. Comments are
/// looked after by [`lost`].
fn loose(post: &Post) -> Vec<&str> {
    if post.format() == Format::Json {
        return Vec::new();
    }
    let odd: HashSet<usize> = post
        .problems()
        .iter()
        .filter(|problem| problem.code == "head.odd-line")
        .map(|problem| problem.line)
        .collect();
    let comments = matches!(post.format(), Format::Yaml | Format::Toml);
    let mut spans: Vec<_> = post.fields().iter().map(|field| field.span.clone()).collect();
    spans.sort_unstable_by_key(|span| span.start);
    let (mut spans, mut owned) = (spans.into_iter().peekable(), 0);
    let mut found = Vec::new();
    // A head with fields is UTF-8.
    let text = std::str::from_utf8(post.bytes()).unwrap_or_default();
    for (number, line) in (1..).zip(lines_from(text, 0)) {
        if line.start >= post.inner().end {
            break;
        }
        while let Some(span) = spans.next_if(|span| span.start <= line.start) {
            owned = owned.max(span.end);
        }
        let written = line.text(text).trim();
        let told = written.is_empty() || (comments && written.starts_with('#'));
        if line.start >= post.inner().start && !told && (line.start >= owned || odd.contains(&number)) {
            found.push(written);
        }
    }
    found
}

fn field_hunks(outcomes: &[Outcome], base: &Post, mine: &Post, theirs: &Post, head: &Post) -> Vec<Hunk> {
    let changed = outcomes
        .iter()
        .filter(|outcome| outcome.whose != Some(Whose::Unchanged));
    changed
        .map(|outcome| {
            let name = &outcome.name;
            let lines = |post: &Post| fields::lines_of(post, name).unwrap_or_default().to_owned();
            Hunk {
                place: Place::Field(name.clone()),
                state: match outcome.whose {
                    Some(whose) => State::Settled {
                        text: lines(head),
                        whose,
                    },
                    None => State::Open {
                        base: lines(base),
                        mine: lines(mine),
                        theirs: lines(theirs),
                    },
                },
            }
        })
        .collect()
}

/// Comments that a side added and that stand neither in the merged head nor in an open hunk.
fn lost(base: &Post, side: &Post, head: &Post, hunks: &[Hunk]) -> String {
    if !matches!(head.format(), Format::Yaml | Format::Toml) {
        return String::new();
    }
    let old: HashSet<&str> = base.head().lines().map(str::trim).collect();
    let merged: HashSet<&str> = head.head().lines().filter_map(comment).collect();
    let open: HashSet<&str> = hunks
        .iter()
        .filter_map(|hunk| match &hunk.state {
            State::Open { mine, theirs, .. } => Some([mine, theirs]),
            State::Settled { .. } => None,
        })
        .flatten()
        .flat_map(|text| text.lines().filter_map(comment))
        .collect();
    let added = side.head().lines().filter(|line| !old.contains(line.trim()));
    let before: HashSet<&str> = base.head().lines().filter_map(comment).collect();
    added
        .filter_map(comment)
        .filter(|text| !merged.contains(text) && !open.contains(text) && !before.contains(text))
        .map(|text| format!("{text}\n"))
        .collect()
}

/// The comment of a line; also what only looks like one, which then stands in the merged head as well.
fn comment(line: &str) -> Option<&str> {
    let start = line
        .match_indices('#')
        .map(|(at, _)| at)
        .find(|at| line[..*at].ends_with([' ', '\t']) || line[..*at].trim().is_empty())?;
    Some(line[start..].trim())
}
