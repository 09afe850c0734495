//! What a generator says is wrong, as a problem at the post's line.

use galley_generators::{Counted, Fault};
use galley_post::Post;

use crate::library::Inner;
use crate::view::{Level, Problem};
use crate::{disk, words};

/// The file of the library that it names, if there is one.
pub(super) fn path(inner: &Inner, fault: &Fault) -> Option<String> {
    let named = fault.path.as_deref()?;
    let root = inner.site.generator.site_root();
    let below = match root {
        "" => named.to_owned(),
        root => format!("{root}/{named}"),
    };
    let there = |path: &str| crate::paths::resolve(&inner.root, path).is_ok_and(|file| file.is_file());
    [below, named.to_owned()].into_iter().find(|path| there(path))
}

/// The sentence, the file and the line in it.
pub(super) fn problem(inner: &Inner, fault: &Fault) -> Problem {
    let path = path(inner, fault);
    let line = path.as_deref().and_then(|path| line(inner, path, fault));
    let name = inner.site.generator.kind().name();
    let message = fault.message.trim_end_matches('.');
    let shown_line = line.map(|line| line.to_string()).unwrap_or_default();
    let (code, arguments) = match (&path, line) {
        (Some(path), Some(_)) => (
            "true-preview.fault-line",
            vec![("path", path.as_str()), ("line", shown_line.as_str())],
        ),
        (Some(path), None) => ("true-preview.fault-file", vec![("path", path.as_str())]),
        (None, _) => ("true-preview.fault", vec![]),
    };
    let arguments: Vec<_> = arguments
        .into_iter()
        .chain([("generator", name), ("message", message)])
        .collect();
    let (message, hint) = words::say(code, &arguments);
    Problem {
        code: code.to_owned(),
        level: Level::Error,
        message,
        hint,
        path,
        line,
    }
}

/// The line in the file, which generators count from different places.
fn line(inner: &Inner, path: &str, fault: &Fault) -> Option<u32> {
    let (line, counted) = fault.line?;
    if counted == Counted::File {
        return Some(line);
    }
    let post = Post::parse(disk::read(&inner.root, path).ok()?);
    let body = u32::try_from(post.body_line()).ok()?;
    let blank = match counted {
        Counted::Text => {
            let lines = post.body().lines();
            u32::try_from(lines.take_while(|line| line.trim().is_empty()).count()).ok()?
        }
        _ => 0,
    };
    Some(line + body + blank - 1)
}
