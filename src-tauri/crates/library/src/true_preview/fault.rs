//! What a generator says is wrong, as a problem at the post's line.

use galley_generators::{Counted, Fault};
use galley_post::Post;

use crate::library::Inner;
use crate::view::{Level, Problem};
use crate::{disk, words};

/// The file of the library that it names, if there is one.
pub(super) fn path(inner: &Inner, fault: &Fault) -> Option<String> {
    let named = fault.path.as_deref()?;
    let there = |path: &str| crate::paths::resolve(&inner.root, path).is_ok_and(|file| file.is_file());
    let files = inner.site.generator.named_by_server(named);
    files.into_iter().find(|path| there(path))
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
        column: None,
        what: None,
    }
}

/// The line in the file, which generators count from different places.
fn line(inner: &Inner, path: &str, fault: &Fault) -> Option<u32> {
    if let Some((line, Counted::File)) = fault.line {
        return Some(line);
    }
    line_in(&Post::parse(disk::read(&inner.root, path).ok()?), fault)
}

fn line_in(post: &Post, fault: &Fault) -> Option<u32> {
    let body = u32::try_from(post.body_line()).ok()?;
    if let Some(quoted) = &fault.quoted {
        let before = only(post.body(), quoted)?.matches('\n').count();
        return Some(body + u32::try_from(before).ok()?);
    }
    let (line, counted) = fault.line?;
    let behind = match counted {
        Counted::File => 1,
        // Hexo reads a head without an opening mark too.
        Counted::Head if post.head().starts_with(['-', ';']) => 2,
        Counted::Head => 1,
        Counted::Body => body,
        Counted::Text => {
            let lines = post.body().lines();
            let blank = lines.take_while(|line| line.trim().is_empty()).count();
            body + u32::try_from(blank).ok()?
        }
    };
    Some(line + behind - 1)
}

/// What stands before these words in a text that has them once: of several places nobody knows which one was meant.
fn only<'a>(text: &'a str, words: &str) -> Option<&'a str> {
    let (before, behind) = text.split_once(words)?;
    (!behind.contains(words)).then_some(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line_of(text: &str, line: Option<(u32, Counted)>, quoted: Option<&str>) -> Option<u32> {
        let quoted = quoted.map(str::to_owned);
        let fault = Fault {
            line,
            quoted,
            ..Fault::default()
        };
        line_in(&Post::parse(text), &fault)
    }

    #[test]
    fn a_line_is_counted_from_where_the_generator_counts() {
        let text = "---\ntitle: A\n---\n\nWords.\n";
        let cases = [
            (Counted::File, 2),
            (Counted::Head, 3),
            (Counted::Body, 5),
            (Counted::Text, 6),
        ];
        for (counted, line) in cases {
            assert_eq!(line_of(text, Some((2, counted)), None), Some(line), "{counted:?}");
        }
        let without_mark = "title: A\ndate: 2026-01-02\n---\nWords.\n";
        assert_eq!(line_of(without_mark, Some((2, Counted::Head)), None), Some(2));
    }

    #[test]
    fn a_tag_that_the_text_has_once_tells_its_line() {
        let head = "---\ntitle: '{% x %}'\n---\n\n";
        let line = |body: &str| line_of(&format!("{head}{body}"), None, Some("{% x %}"));
        assert_eq!(line("Words.\n\nMore {% x %}.\n"), Some(7));
        assert_eq!(line("{% x %}\n\n{% x %}\n"), None);
        assert_eq!(line("Words.\n"), None);
    }
}
