//! Makes an edit and proves it: the new file is read again, by a second reader too, and every other field and
//! line must be as it was. What cannot be proved is refused.

use std::ops::Range;

use crate::edit::{Edit, Edited, Splice};
use crate::model::{self, Outcome, Written};
use crate::plan::Plan;
use crate::post::{Field, Post};
use crate::problem::Refused;
use crate::split::Format;
use crate::tree::{Node, locate};
use crate::value::Value;
use crate::yaml::referee;

/// How often a name may stand in a head for all of its fields to be removed: each one is proved by itself.
const MOST_TWINS: usize = 16;

/// Makes the edit, or says why not.
pub(crate) fn edit(post: &Post, edit: &Edit) -> Result<Edited, Refused> {
    let path = match edit {
        Edit::Splice { at, bytes } => return splice(post, at, bytes),
        other => model::path_of(other).unwrap_or_default(),
    };
    if let Some(code) = post.refuses_edits() {
        return Err(Refused::new(code, path));
    }
    if path.is_empty() {
        return Err(Refused::new("edit.no-field", path));
    }
    if post.format() == Format::None {
        return first_head(post, edit, path);
    }
    if let Some(head) = post.quick()
        && let Some(edited) = crate::quick::edit(post, head, edit, path)
    {
        return Ok(edited);
    }
    let Some(root) = post.root() else {
        return Err(Refused::new("head.unreadable", path));
    };
    let before = values(post.fields());
    let found = locate(root, path).found();
    let written = found.map_or(Written::Otherwise, |pair| Written::of(&pair.node));
    let of_items = matches!(
        edit,
        Edit::AddItem { .. } | Edit::RemoveItem { .. } | Edit::ReplaceItem { .. }
    );
    if of_items && found.is_some_and(|pair| pair.node.is_unknown_alias(post.inner_text())) {
        return Err(Refused::new("edit.no-form", path));
    }
    let inherited = match edit {
        // An own list hides the one that the merge key brings: what is in that one must not be lost.
        _ if of_items && post.format() == Format::Yaml => model::inherited(&before, path),
        _ => None,
    };
    let old = post.get(path).or(inherited);
    let outcome = model::outcome(edit, old, written, post.format())?;
    if outcome == Outcome::Keep {
        let at = post.inner().start;
        return splice(post, &(at..at), &[]);
    }
    let mut expected = before;
    model::apply(&mut expected, path, &outcome)?;
    let text = post.inner_text();
    let proposals = Plan {
        format: post.format(),
        text,
        root,
        head: post.head(),
    }
    .splices(edit, path, &outcome);
    if proposals.is_empty() {
        return Err(Refused::new("edit.no-form", path));
    }
    for Splice { at, text } in proposals {
        let at = post.inner().start + at.start..post.inner().start + at.end;
        let edited = spliced(post, &at, text.as_bytes(), true)?;
        if holds(post, &edited.post, &at, path, &expected) && judges(post, &edited.post, path, &outcome) {
            return match outcome {
                Outcome::Remove => without_others(post, edited, edit, path),
                _ => Ok(edited),
            };
        }
    }
    Err(Refused::new("edit.unsafe", path))
}

/// A field that stood there several times goes every time, else the one before would count from now on. Each removal
/// has its own proof.
fn without_others(post: &Post, edited: Edited, edit: &Edit, path: &str) -> Result<Edited, Refused> {
    let (was, is) = (place_of(post, path), place_of(&edited.post, path));
    let Some((_, _, twins)) =
        is.filter(|(depth, name, _)| was.is_some_and(|was| was.0 == *depth && was.1 == *name))
    else {
        return Ok(edited);
    };
    if twins > MOST_TWINS {
        return Err(Refused::new("edit.unsafe", path));
    }
    let next = self::edit(&edited.post, edit)?;
    let (old, new) = (post.bytes(), next.post.bytes());
    let start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let most = old.len().min(new.len()) - start;
    let (a, b) = (old.iter().rev(), new.iter().rev());
    let end = a.zip(b).take(most).take_while(|(a, b)| a == b).count();
    // Equal bytes may begin or end within a character.
    let whole = |at: usize| old.get(at).is_none_or(|byte| byte & 0xc0 != 0x80);
    let start = (0..=start).rev().find(|at| whole(*at)).unwrap_or(0);
    let end = (0..=end).rev().find(|end| whole(old.len() - end)).unwrap_or(0);
    splice(post, &(start..old.len() - end), &new[start..new.len() - end])
}

/// Where a field stands: how deep, under which name, and how often that name stands there.
fn place_of<'a>(post: &'a Post, path: &str) -> Option<(usize, &'a str, usize)> {
    let place = locate(post.root()?, path);
    let (name, (map, _)) = (place.found()?.name.as_str(), place.steps.last()?);
    let twins = map.pairs().iter().filter(|pair| pair.name == name).count();
    Some((place.steps.len(), name, twins))
}

/// A post without a head gets one, in YAML, which all generators but Zola read; where another one is wanted the caller
/// begins it.
fn first_head(post: &Post, edit: &Edit, path: &str) -> Result<Edited, Refused> {
    let ending = match crate::lines::frequent_ending(post.body()) {
        // Together they would be one ending.
        "\r" if post.body().starts_with('\n') => "\n",
        ending => ending,
    };
    let start = post.inner().start;
    let empty = post.spliced(&(start..start), format!("---{ending}---{ending}").as_bytes());
    let edited = self::edit(&empty, edit)?;
    let added = edited.post.bytes().len() - post.bytes().len();
    let bytes = edited
        .post
        .bytes()
        .get(start..start + added)
        .unwrap_or_default()
        .to_vec();
    if edited.post.body() != post.body() || bytes.is_empty() {
        return Err(Refused::new("edit.unsafe", path));
    }
    splice(post, &(start..start), &bytes)
}

/// Puts bytes in the place of others.
pub(crate) fn splice(post: &Post, at: &Range<usize>, bytes: &[u8]) -> Result<Edited, Refused> {
    spliced(post, at, bytes, post.is_read_fully())
}

fn spliced(post: &Post, at: &Range<usize>, bytes: &[u8], full: bool) -> Result<Edited, Refused> {
    let Some(old) = post.bytes().get(at.clone()) else {
        return Err(Refused::new("edit.range", format!("{}..{}", at.start, at.end)));
    };
    let old = old.to_vec();
    let changed = at.start..at.start + bytes.len();
    let new = post.spliced_as(at, bytes, full);
    if post.is_utf8() && !new.is_utf8() {
        return Err(Refused::new("edit.range", format!("{}..{}", at.start, at.end)));
    }
    let inverse = Edit::Splice {
        at: changed.clone(),
        bytes: old,
    };
    Ok(Edited {
        post: new,
        inverse,
        changed,
    })
}

fn values(fields: &[Field]) -> Vec<(String, Value)> {
    fields
        .iter()
        .map(|field| (field.name.clone(), field.value.clone()))
        .collect()
}

/// Whether the new post is what was expected, and nothing else of it has changed.
fn holds(old: &Post, new: &Post, at: &Range<usize>, path: &str, expected: &[(String, Value)]) -> bool {
    let actual = values(new.fields());
    new.format() == old.format()
        && new.refuses_edits().is_none()
        && new.body() == old.body()
        && model::normal(&actual) == model::normal(expected)
        && second_reader_agrees(new, &actual)
        && other_lines_are_untouched(old, at, path)
}

fn second_reader_agrees(new: &Post, actual: &[(String, Value)]) -> bool {
    match new.format() {
        Format::Toml => crate::toml::agrees(new.inner_text(), actual),
        Format::Json => crate::json::agrees(new.inner_text(), actual),
        // A Pelican head has one reader; edits of YAML heads have a referee.
        _ => true,
    }
}

/// Whether the other YAML parser lets the edit pass, too.
fn judges(old: &Post, new: &Post, path: &str, outcome: &Outcome) -> bool {
    if new.format() != Format::Yaml {
        return true;
    }
    referee::judge(old.inner_text(), new.inner_text(), path, outcome)
        .unwrap_or_else(|| judges_by_field(old, new, path, outcome))
}

/// For a head that the other parser cannot read whole: the other fields have the same bytes, and the parser is asked
/// about the lines of the edited one alone. Where it cannot read those either, the scanner of lines has the last word.
fn judges_by_field(old: &Post, new: &Post, path: &str, outcome: &Outcome) -> bool {
    if old.root().is_some_and(Node::is_braces) {
        return true;
    }
    let (before, after) = (old.fields(), new.fields());
    let was = model::top(before.iter().map(|field| field.name.as_str()), path);
    let is = match (was, outcome) {
        (Some(at), Outcome::Remove) if before[at].name == path => None,
        (Some(at), _) => Some(at),
        (None, _) => {
            let first = path.split('.').next().unwrap_or(path);
            after.iter().rposition(|field| field.name == first)
        }
    };
    let lines = |post: &Post, at: Option<usize>| {
        let field = at.and_then(|at| post.fields().get(at));
        let bytes = field.and_then(|field| post.bytes().get(field.span.clone()));
        String::from_utf8_lossy(bytes.unwrap_or_default()).into_owned()
    };
    let others = |post: &Post, but: Option<usize>| -> Vec<String> {
        let others = (0..post.fields().len()).filter(|at| Some(*at) != but);
        others
            .map(|at| lines(post, Some(at)).trim_end().to_owned())
            .collect()
    };
    if others(old, was) != others(new, is) {
        return false;
    }
    let (before, after) = (lines(old, was), lines(new, is));
    let verdict = referee::judge(&before, &after, path, outcome);
    verdict.unwrap_or_else(|| match (outcome, old.fields().get(was.unwrap_or(usize::MAX))) {
        // It could not be read, and now it may be.
        (Outcome::Put(value), Some(field)) if field.name == path => {
            referee::holds(&after, path, value).unwrap_or(true)
        }
        _ => true,
    })
}

/// The splice stays within the lines of the field that the path begins with, or only adds between lines. The
/// fields of a head in braces may share lines, and commas stand between them: there it is the fields that count.
fn other_lines_are_untouched(old: &Post, at: &Range<usize>, path: &str) -> bool {
    let in_braces = old.root().is_some_and(Node::is_braces);
    // Where the last line has no ending, the one before it gives its own up with it.
    let start = match old.bytes().get(at.clone()) {
        Some([b'\r', b'\n', ..]) if at.end == old.bytes().len() => at.start + 2,
        Some([b'\r' | b'\n', ..]) if at.end == old.bytes().len() => at.start + 1,
        _ => at.start,
    };
    let overlaps = |field: &Field| {
        let own = if in_braces { &field.own } else { &field.span };
        start < own.end && own.start < at.end
    };
    old.fields()
        .iter()
        .filter(|field| overlaps(field))
        .all(|field| owns(&field.name, path))
}

fn owns(name: &str, path: &str) -> bool {
    path == name || path.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'))
}
