//! The head of an open post as a form: its fields with their kinds, its lines beside the server's, what is wrong.

use galley_git as git;
use galley_post::{Format, Post, Value};
use similar::{ChangeTag, DiffOp, TextDiff};

use crate::error::Result;
use crate::library::{Inner, Library, lock};
use crate::lines::lf;
use crate::view::{
    BlockKind, FieldKind, FieldRole, FieldUses, FormField, HeadForm, Level, LineChange, LineCount, Problem,
};
use crate::{address, facts, words};

use super::kind::{Leaf, Roles, is_date, kind_of, leaves};
use super::written::written;

impl Library {
    /// The head of an open post as a form. Its lines are compared with those that the server has. Of a post that it lacks,
    /// with `opened`, a head of this session, else with the file. Reads the file, and the server's version as it was when
    /// it was last asked.
    ///
    /// # Errors
    /// `post.closed`.
    pub fn head_form(&self, post: &str, opened: Option<&str>) -> Result<HeadForm> {
        let inner = &self.inner;
        let session = inner.session(post)?;
        let path = lock(&session).path.clone();
        let server = on_server(inner, &path);
        let (now, before) = {
            let session = lock(&session);
            let text = server.as_deref().or(opened);
            // Line endings are Git's to turn: what is compared, and can be put back, has those that the lines have here.
            (session.post(), text.map(|text| session.with_head(text)))
        };
        let disk = Post::parse(inner.read_post(&path).unwrap_or_default());
        let before = before.as_ref().unwrap_or(&disk);
        let first_line = first_line(&now);
        let mut problems = head_problems(inner, &path, &now);
        let fields = fields(&now, &super::uses(inner), &mut problems, &path);
        problems.sort_by_key(|problem| problem.line);
        let (lines, since) = compared(before.head(), now.head(), first_line);
        Ok(HeadForm {
            text_only: text_only(&now, &problems),
            fields,
            first_line,
            before: lf(before.head()),
            on_server: server.is_some(),
            lines,
            since,
            save: compared(disk.head(), now.head(), first_line).1,
            problems,
            address: address::address(inner, &path, &now),
        })
    }
}

/// The head that the server has of a post, with LF endings. `None` where it has no such post, or nobody can tell.
fn on_server(inner: &Inner, path: &str) -> Option<String> {
    let repository = inner.repository.as_ref()?;
    let bytes = repository.read_blob(git::Revision::Shared, &inner.git_path(path));
    let post = Post::parse(bytes.ok()??);
    post.is_utf8().then(|| lf(post.head()))
}

/// Why only the text of a head can be edited.
fn text_only(post: &Post, problems: &[Problem]) -> Option<String> {
    if post.can_edit_fields() {
        return None;
    }
    let blocking = problems.iter().find(|problem| problem.code.starts_with("head."));
    Some(match blocking {
        _ if post.format() == Format::Other => words::say("head.text-only", &[]).0,
        _ if !post.is_utf8() => words::say("body.not-utf8", &[]).0,
        Some(problem) => problem.message.clone(),
        None => words::say("field.unreadable", &[]).0,
    })
}

fn fields(post: &Post, uses: &FieldUses, problems: &mut Vec<Problem>, path: &str) -> Vec<FormField> {
    if !post.can_edit_fields() {
        return Vec::new();
    }
    let roles = Roles::of(post);
    let fields = leaves(post).into_iter().map(|leaf| {
        let role = roles.get(&leaf.path);
        let others = uses.fields.iter().find(|other| other.path == leaf.path);
        let kind = kind_of(leaf.value, role, others.map(|other| other.kind));
        if let Some(problem) = date_problem(&leaf, kind, path) {
            let same = |known: &Problem| known.line == problem.line && known.code.starts_with("date.");
            // What keeps the value from being a date is said here, whatever the generator makes of it.
            problems.retain(|known| !same(known));
            problems.push(problem);
        }
        let fault = problems
            .iter()
            .find(|problem| {
                problem
                    .line
                    .is_some_and(|line| leaf.field.lines.contains(&(line as usize)))
            })
            .map(|problem| problem.message.clone());
        form_field(post, &leaf, kind, role, fault)
    });
    fields.collect()
}

fn form_field(
    post: &Post,
    leaf: &Leaf<'_>,
    kind: FieldKind,
    role: Option<FieldRole>,
    fault: Option<String>,
) -> FormField {
    let cut = (kind == FieldKind::AsText)
        .then(|| written(post, leaf.field))
        .flatten();
    let fixed = kind == FieldKind::AsText && cut.is_none();
    let value = match (kind, cut) {
        (_, Some(cut)) => cut.text,
        (FieldKind::YesNo, _) => leaf.value.truth().unwrap_or_default().to_string(),
        (FieldKind::List, _) => String::new(),
        _ => super::plain(leaf.value),
    };
    let items = match (kind, leaf.value) {
        (FieldKind::List, Value::List(items)) => items.iter().map(super::plain).collect(),
        _ => Vec::new(),
    };
    FormField {
        path: leaf.path.clone(),
        kind,
        role,
        value,
        items,
        line: number(line_of(post, leaf)),
        fixed,
        fault,
    }
}

/// The line of a field; of one that stands in a map, the line with its name.
fn line_of(post: &Post, leaf: &Leaf<'_>) -> usize {
    let first = leaf.field.lines.start;
    let inner = leaf
        .path
        .strip_prefix(leaf.field.name.as_str())
        .and_then(|rest| rest.strip_prefix('.'));
    let (Some(name), Some(text)) = (inner, post.bytes().get(leaf.field.span.clone())) else {
        return first;
    };
    let text = lf(&String::from_utf8_lossy(text));
    let named = |line: &str| {
        let line = line.trim_start().trim_start_matches(['"', '\'']);
        line.strip_prefix(name)
            .is_some_and(|rest| rest.trim_start_matches(['"', '\'', ' ']).starts_with([':', '=']))
    };
    first + text.lines().position(named).unwrap_or(0)
}

/// A value that is meant as a date and is none: a day that does not exist, or words.
fn date_problem(leaf: &Leaf<'_>, kind: FieldKind, path: &str) -> Option<Problem> {
    let text = leaf.value.as_str()?;
    if kind != FieldKind::Date || is_date(text) {
        return None;
    }
    let line = Some(number(leaf.field.lines.start));
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let code = if digits == 4 {
        "date.no-such-day"
    } else {
        "date.unreadable"
    };
    Some(facts::problem(code, Level::Error, path, line, &[("value", text)]))
}

/// What is wrong with a post above its text.
fn head_problems(inner: &Inner, path: &str, post: &Post) -> Vec<Problem> {
    let body = number(post.body_line());
    let mut problems = facts::of_post(&inner.site.generator, &inner.clock, path, post).problems;
    problems
        .retain(|problem| problem.line.is_some_and(|line| line < body) || problem.code.starts_with("head."));
    // That something is missing is no line's fault.
    problems.retain(|problem| !problem.code.starts_with("post.no-"));
    problems
}

fn first_line(post: &Post) -> u32 {
    number(post.body_line() - lf(post.head()).matches('\n').count())
}

/// The lines of `now` with those that are gone from `before`, and how many differ. Endings count: a line that has another
/// one is another line.
fn compared(before: &str, now: &str, first_line: u32) -> (Vec<LineChange>, LineCount) {
    let (old, new) = (lines_of(before), lines_of(now));
    let diff = TextDiff::from_slices(&old, &new);
    let mut count = LineCount { changed: 0, kept: 0 };
    for op in diff.ops() {
        match op {
            DiffOp::Equal { len, .. } => count.kept += number(*len),
            op => count.changed += number(op.old_range().len().max(op.new_range().len())),
        }
    }
    let lines = diff.iter_all_changes().map(|change| {
        let index = change.new_index().or(change.old_index());
        LineChange {
            kind: match change.tag() {
                ChangeTag::Equal => BlockKind::Same,
                ChangeTag::Insert => BlockKind::Added,
                ChangeTag::Delete => BlockKind::Removed,
            },
            number: index.map(|index| first_line + number(index)),
            text: change.value().trim_end_matches(['\n', '\r']).to_owned(),
        }
    });
    (lines.collect(), count)
}

/// The lines of a text with their endings, a lone CR among them.
fn lines_of(text: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = match rest.find(['\n', '\r']) {
            Some(at) if rest[at..].starts_with("\r\n") => at + 2,
            Some(at) => at + 1,
            None => rest.len(),
        };
        let (line, after) = rest.split_at(end);
        lines.push(line);
        rest = after;
    }
    lines
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(before: &str, now: &str) -> (u32, u32) {
        let (_, count) = compared(before, now, 1);
        (count.changed, count.kept)
    }

    #[test]
    fn a_line_in_the_place_of_another_counts_once() {
        assert_eq!(counts("a\nb\nc\n", "a\nB\nc\n"), (1, 2));
        assert_eq!(counts("a\nb\nc\n", "a\nc\n"), (1, 2));
        assert_eq!(counts("a\nc\n", "a\nb1\nb2\nc\n"), (2, 2));
        assert_eq!(counts("a\nb\n", "a\nb\n"), (0, 2));
        assert_eq!(counts("", "---\n---\n"), (2, 0));
    }

    #[test]
    fn another_ending_is_another_line() {
        assert_eq!(counts("a\r\nb\r\n", "a\r\nb\n"), (1, 1));
        assert_eq!(counts("a\rb\r", "a\rB\r"), (1, 1));
        let (lines, _) = compared("a\r\nb\r\n", "a\r\nB\r\n", 3);
        let shown: Vec<_> = lines
            .iter()
            .map(|line| (line.number, line.text.as_str()))
            .collect();
        assert_eq!(shown, [(Some(3), "a"), (Some(4), "b"), (Some(4), "B")]);
    }

    #[test]
    fn a_head_below_other_lines_has_their_numbers() {
        assert_eq!(first_line(&Post::parse("---\na: 1\n---\nText.\n")), 1);
        assert_eq!(first_line(&Post::parse("\u{feff}---\na: 1\n---\n")), 1);
        assert_eq!(first_line(&Post::parse("---\r\na: 1\r\n---")), 1);
        assert_eq!(first_line(&Post::parse("No head.\n")), 1);
    }

    #[test]
    fn a_part_of_a_map_has_its_own_line() {
        let post = Post::parse("---\ntitle: A\nparams:\n  author: Ada\n  'weight': 3\n---\n");
        let lines: Vec<_> = leaves(&post).iter().map(|leaf| line_of(&post, leaf)).collect();
        assert_eq!(lines, [2, 4, 5]);
    }
}
