//! Every kind of problem that a post can have: its code, how bad it is, and the name of its group. Data alone; what each one
//! means stands in `docs/problems.md`.

use galley_generators::CheckLevel;

use crate::library::Inner;
use crate::view::{Level, Problem};
use crate::words;

/// A kind of problem.
#[derive(Debug)]
pub(crate) struct Kind {
    /// The stable code.
    pub(crate) code: &'static str,
    /// How bad, where `galley.toml` says nothing else.
    pub(crate) level: Level,
}

const fn kind(code: &'static str, level: Level) -> Kind {
    Kind { code, level }
}

/// All kinds, in the order in which they are shown.
pub(crate) const KINDS: &[Kind] = &[
    kind("conflict.markers", Level::Error),
    kind("post.unreadable", Level::Error),
    kind("post.too-large", Level::Error),
    kind("body.not-utf8", Level::Error),
    kind("head.unreadable", Level::Error),
    kind("head.unclosed", Level::Error),
    kind("head.leaks", Level::Error),
    kind("head.odd-mark", Level::Error),
    kind("head.odd-line", Level::Error),
    kind("head.too-large", Level::Error),
    kind("head.too-deep", Level::Error),
    kind("head.too-complex", Level::Error),
    kind("picture.missing", Level::Error),
    kind("link.missing", Level::Warning),
    kind("link.no-heading", Level::Warning),
    kind("address.twice", Level::Warning),
    kind("fence.unclosed", Level::Warning),
    kind("date.unreadable", Level::Warning),
    kind("date.no-such-day", Level::Warning),
    kind("date.future", Level::Warning),
    kind("post.no-title", Level::Warning),
    kind("head.duplicate-key", Level::Warning),
    kind("head.unsure", Level::Warning),
    kind("head.late", Level::Warning),
    kind("head.tabs", Level::Warning),
    kind("date.no-offset", Level::Hint),
    kind("post.no-date", Level::Hint),
    kind("description.missing", Level::Hint),
    kind("description.long", Level::Hint),
    kind("title.long", Level::Hint),
    kind("tag.look-alike", Level::Hint),
    kind("slug.odd", Level::Hint),
    kind("heading.skipped", Level::Hint),
    kind("heading.several-h1", Level::Hint),
    kind("picture.no-description", Level::Hint),
    kind("picture.unused", Level::Hint),
];

/// The codes of all kinds of problems.
pub fn problem_kinds() -> impl Iterator<Item = &'static str> {
    KINDS.iter().map(|kind| kind.code)
}

/// What some blogs do in all their posts: there it is no mistake. [`HABIT`] says how many that are.
pub(crate) const HABITS: [&str; 6] = [
    "date.no-offset",
    "description.long",
    "heading.several-h1",
    "heading.skipped",
    "slug.odd",
    "title.long",
];
/// The part of a blog's posts.
pub(crate) const HABIT: f64 = 0.2;
/// Fewer posts than this show no habit.
pub(crate) const SOME: usize = 20;

/// The kind of this code; `None` for what is no kind of its own (a fault that a generator's server tells).
pub(crate) fn find(code: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.code == code)
}

/// The name of a group of problems, for example `Links that lead nowhere`.
pub(crate) fn name(code: &str) -> String {
    words::say(&format!("kind.{code}"), &[]).0
}

/// Gives problems the levels that `galley.toml` wants, and drops those that it turns off.
pub(crate) fn levelled(inner: &Inner, mut problems: Vec<Problem>) -> Vec<Problem> {
    let Some(levels) = inner.site.galley.as_ref().map(|galley| &galley.check) else {
        return problems;
    };
    problems.retain_mut(|problem| match levels.get(&problem.code) {
        Some(CheckLevel::Off) => false,
        Some(CheckLevel::Hint) => set(problem, Level::Hint),
        Some(CheckLevel::Warning) => set(problem, Level::Warning),
        Some(CheckLevel::Error) => set(problem, Level::Error),
        None => true,
    });
    problems
}

fn set(problem: &mut Problem, level: Level) -> bool {
    problem.level = level;
    true
}
