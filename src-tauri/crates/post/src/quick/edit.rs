//! Edits of simple heads: planned over the field alone, and proved by reading the new head once more with both quick
//! readers. What cannot be proved here is left to the full proof in `check`, which decides.

use std::ops::Range;

use super::{Entry, Head, Holds, Scalar, second};
use crate::edit::{Edit, Edited, Splice};
use crate::model::{self, Outcome, Written};
use crate::plan::Plan;
use crate::post::Post;
use crate::split::Format;
use crate::value::Value;

/// The edit, when the quick readers suffice for it.
pub(crate) fn edit(post: &Post, head: &Head, edit: &Edit, path: &str) -> Option<Edited> {
    if path.contains('.') {
        return None;
    }
    let text = post.inner_text();
    let field = head
        .entries
        .iter()
        .position(|entry| &text[entry.name.clone()] == path);
    let entry = field.and_then(|at| head.entries.get(at));
    if entry.is_some_and(|entry| matches!(entry.holds, Holds::Lines)) {
        return None;
    }
    let old = entry.map(|entry| head.value(text, entry));
    let written = entry.map_or(Written::Otherwise, Entry::written);
    let outcome = model::outcome(edit, old.as_ref(), written, Format::Yaml).ok()?;
    let wanted = match &outcome {
        Outcome::Put(value) => Some(value),
        Outcome::Remove => None,
        Outcome::Keep | Outcome::Rename(_) => return None,
    };
    let root = head.part(text, entry);
    let plan = Plan {
        format: Format::Yaml,
        text,
        root: &root,
        head: post.head(),
    };
    let Splice { at, text: new } = plan.splices(edit, path, &outcome).into_iter().next()?;
    let start = post.inner().start;
    let edited = crate::check::splice(post, &(start + at.start..start + at.end), new.as_bytes()).ok()?;
    let proof = Proof {
        post,
        head,
        field,
        at,
    };
    proof.holds(&edited.post, path, wanted).then_some(edited)
}

/// What an edited head is held to.
struct Proof<'a> {
    post: &'a Post,
    head: &'a Head,
    /// The field that was edited, if it was there.
    field: Option<usize>,
    /// What was replaced of the inner text.
    at: Range<usize>,
}

impl Proof<'_> {
    /// Whether the field holds what is wanted, and everything else is as it was.
    fn holds(&self, new: &Post, path: &str, wanted: Option<&Value>) -> bool {
        let Some(head) = new.quick() else { return false };
        if new.format() != Format::Yaml || new.refuses_edits().is_some() || !self.keeps_the_rest(new) {
            return false;
        }
        let text = new.inner_text();
        let named = |entry: &Entry| &text[entry.name.clone()] == path;
        // A new field stands where it was put; the others keep their order.
        let place = match wanted {
            Some(_) => self.field.or_else(|| head.entries.iter().position(named)),
            None => None,
        };
        let is_wanted = match (wanted, place.and_then(|at| head.entries.get(at))) {
            (Some(value), Some(entry)) => named(entry) && head.has(text, entry, value),
            (None, None) => true,
            _ => false,
        };
        let grown = text.len().wrapping_sub(self.post.inner_text().len());
        let (mut before, mut after) = (others(self.head, self.field), others(head, place));
        is_wanted
            && before.by_ref().all(|old| {
                after
                    .next()
                    .is_some_and(|new| self.is_where_it_was(old, head, new, grown))
            })
            && after.next().is_none()
            && second::agrees(text, head)
    }

    /// The head grew by what was put in, and the body, which was copied, begins behind it.
    fn keeps_the_rest(&self, new: &Post) -> bool {
        let (inner, new_inner) = (self.post.inner(), new.inner());
        inner.start == new_inner.start
            && self.post.bytes().len() - inner.end == new.bytes().len() - new_inner.end
            && self.post.bytes().len() - self.post.head_end() == new.bytes().len() - new.head_end()
    }

    /// Whether another field has the same places as before, moved by what was put in before it and by nothing else.
    /// Its bytes were copied, so it holds the same.
    fn is_where_it_was(&self, old: &Entry, head: &Head, new: &Entry, grown: usize) -> bool {
        let by = match (old.lines.end <= self.at.start, self.at.end <= old.lines.start) {
            (true, _) => 0,
            (_, true) => grown,
            _ => return false,
        };
        let moved = |a: &Range<usize>, b: &Range<usize>| {
            a.start.wrapping_add(by) == b.start && a.end.wrapping_add(by) == b.end
        };
        let scalars = |a: &Scalar, b: &Scalar| moved(&a.span, &b.span) && a.style == b.style;
        moved(&old.name, &new.name)
            && moved(&old.lines, &new.lines)
            && match (&old.holds, &new.holds) {
                (Holds::Nothing, Holds::Nothing) | (Holds::Lines, Holds::Lines) => true,
                (Holds::One(a), Holds::One(b)) => scalars(a, b),
                (
                    Holds::List {
                        items: a, block: is, ..
                    },
                    Holds::List { items: b, block, .. },
                ) => {
                    let (a, b) = (self.head.items_of(a), head.items_of(b));
                    is == block && a.len() == b.len() && a.iter().zip(b).all(|(a, b)| scalars(a, b))
                }
                _ => false,
            }
    }
}

fn others(head: &Head, but: Option<usize>) -> impl Iterator<Item = &Entry> {
    let (before, after) = match but {
        Some(at) => (&head.entries[..at], &head.entries[at + 1..]),
        None => (&head.entries[..], &[][..]),
    };
    before.iter().chain(after)
}
