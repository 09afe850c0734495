//! `galley check`: what is wrong in all posts, and what can be mended unasked.

use std::collections::HashSet;
use std::io::{self, IsTerminal};

use galley_library::view::{CheckReport, Level, Problem, ProblemPlace};
use galley_library::{Cancel, Error, Library, Result, problem_kinds};

use crate::arguments::Check;
use crate::output;

/// After so many posts it is told how far it is.
const EVERY: u32 = 5_000;

/// Lists problems, or mends them.
///
/// # Errors
/// `check.failed` when there is one of the level at which to fail; what the disk says when one is mended.
pub fn check(library: &Library, check: &Check, as_json: bool) -> Result<()> {
    let mut report = look(library, check)?;
    if check.fix {
        let mended = mend(library, &report)?;
        for problem in &mended {
            output::say(&format!("Mended: {}", told(problem)));
        }
        if !mended.is_empty() {
            report = look(library, check)?;
        }
    }
    if as_json {
        output::json(&report);
    } else if check.summary {
        summary(&report);
    } else {
        report
            .problems
            .iter()
            .for_each(|problem| output::line(&told(problem)));
        output::say(&counted(&report));
    }
    let fails = |problem: &&Problem| match check.fail_at.as_str() {
        "hint" => true,
        "warning" => problem.level != Level::Hint,
        "never" => false,
        _ => problem.level == Level::Error,
    };
    match report.problems.iter().filter(fails).count() {
        0 => Ok(()),
        count => Err(Error::new("check.failed", &[("count", &count.to_string())])),
    }
}

fn look(library: &Library, check: &Check) -> Result<CheckReport> {
    let shows = io::stderr().is_terminal();
    let tell = |done: u32, total: u32| {
        if shows && done.is_multiple_of(EVERY) {
            output::say(&format!("{done} of {total} posts"));
        }
    };
    let mut report = library.check(&tell, &Cancel::none())?;
    if let Some(kind) = check
        .kind
        .as_ref()
        .filter(|kind| !problem_kinds().any(|known| known == kind.as_str()))
    {
        return Err(Error::new("check.no-kind", &[("kind", kind)]));
    }
    for post in &check.posts {
        library.file_of(post)?;
    }
    let wanted: HashSet<String> = check.posts.iter().map(|post| library.path_of(post)).collect();
    report.problems.retain(|problem| {
        let of_post = problem.path.as_ref().is_some_and(|path| wanted.contains(path));
        (wanted.is_empty() || of_post) && check.kind.as_ref().is_none_or(|kind| *kind == problem.code)
    });
    if !wanted.is_empty() {
        report.posts = u32::try_from(wanted.len()).unwrap_or(u32::MAX);
    }
    report.kinds.retain_mut(|kind| {
        let left = report.problems.iter().filter(|problem| problem.code == kind.code);
        kind.count = u32::try_from(left.count()).unwrap_or(u32::MAX);
        kind.count > 0
    });
    Ok(report)
}

/// Mends what is sure; gives back what was mended. The lines of a post move with each, so that it is asked for anew.
fn mend(library: &Library, report: &CheckReport) -> Result<Vec<Problem>> {
    let mut mended = Vec::new();
    for problem in report.problems.iter().rev() {
        let Some(path) = problem.path.clone() else {
            continue;
        };
        let place = ProblemPlace {
            code: problem.code.clone(),
            path,
            line: problem.line,
            what: problem.what.clone(),
        };
        let fixes = library.fixes(&place)?;
        if fixes.len() == 1 && fixes[0].sure {
            library.fix(&place, 0)?;
            mended.push(problem.clone());
        }
    }
    mended.reverse();
    Ok(mended)
}

fn told(problem: &Problem) -> String {
    let path = problem.path.as_deref().unwrap_or_default();
    let line = problem.line.map(|line| format!(":{line}")).unwrap_or_default();
    let column = problem
        .column
        .map(|column| format!(":{column}"))
        .unwrap_or_default();
    let level = match problem.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Hint => "hint",
    };
    output::clean(&format!(
        "{path}{line}{column}: {level}: {} [{}]",
        problem.message, problem.code
    ))
}

fn summary(report: &CheckReport) {
    for kind in &report.kinds {
        output::line(&format!("{:>6}  {:<24}  {}", kind.count, kind.code, kind.name));
    }
    for habit in &report.habits {
        output::say(&format!(
            "{} posts have “{}” ({}), which is how this blog writes; it is left out.",
            habit.count, habit.name, habit.code
        ));
    }
    output::say(&counted(report));
}

fn counted(report: &CheckReport) -> String {
    let posts = match report.posts {
        1 => "1 post".to_owned(),
        many => format!("{many} posts"),
    };
    match report.problems.len() {
        0 => format!("No problems in {posts}."),
        1 => format!("1 problem in {posts}."),
        many => format!("{many} problems in {posts}."),
    }
}
