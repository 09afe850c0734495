//! The YAML of config files, read as the head of a post is.

use galley_post::{Level, Post, Value};

/// The file as one map. What is wrong comes as the reader's own words for it and the line, counted from 1.
pub(crate) fn read(text: &str) -> Result<Value, (String, Option<u32>)> {
    // A file may begin with its own `---`, and comments may stand before it.
    let begins = |line: &str| line.trim_end() == "---" || line.starts_with("--- #");
    let before = text
        .lines()
        .position(begins)
        .filter(|at| {
            text.lines()
                .take(*at)
                .all(|line| line.trim().is_empty() || line.starts_with(['#', '%']))
        })
        .map_or(0, |at| at + 1);
    let body: String = text
        .lines()
        .skip(before)
        .fold(String::new(), |all, line| all + line + "\n");
    let post = Post::parse(format!("---\n{body}---\n"));
    // A post with such a line can still be edited; a generator stops at it.
    let stops = |code: &str| matches!(code, "head.odd-line" | "head.tabs" | "head.unsure");
    if let Some(problem) = post
        .problems()
        .iter()
        .find(|problem| problem.level == Level::Error || stops(problem.code))
    {
        let line = (problem.line + before).saturating_sub(1).max(1);
        let detail = problem.args.first().cloned().unwrap_or_default();
        return Err((detail, u32::try_from(line).ok()));
    }
    let says = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    if post.fields().is_empty() && body.lines().any(|line| says(&line)) && body.trim() != "{}" {
        let line = body.lines().position(|line| says(&line)).unwrap_or(0) + before + 1;
        return Err(("not a list of fields".to_owned(), u32::try_from(line).ok()));
    }
    let pairs = post
        .fields()
        .iter()
        .map(|field| (field.name.clone(), field.value.clone()));
    Ok(Value::Map(pairs.collect()))
}
