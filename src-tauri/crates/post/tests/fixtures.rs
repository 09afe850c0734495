//! Oddities of real heads, one folder each: `post.md`, and `expect.txt` with what is read and what each edit
//! changes, as the lines that go (`-`) and come (`+`). In both `\r` and `\t` are written out.
//!
//! `expect.txt` knows: `format NAME` · `body LINE` · `problem CODE LINE` (all of them, in order) ·
//! `get PATH VALUE` · `> EDIT` followed by its difference, or by `refused CODE`. Edits: `add PATH ITEM`,
//! `remove PATH ITEM`, `replace PATH ITEM -> ITEM`, `set PATH VALUE`, `unset PATH`, `rename PATH NAME`; words of an `add` before the path
//! choose the style: `indented`, `flush`, `commas`, `blanks`, `'`, `"`. Values are written as Rust shows them,
//! with `s:` for a string, `d:` for a date and `n:` for a number.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use galley_post::{Edit, ListLayout, ListStyle, Post, Quote, ScalarTags, Value};

fn escape(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('\r', "\\r")
        .replace('\t', "\\t")
}

fn unescape(text: &str) -> String {
    let (mut out, mut chars) = (String::new(), text.chars());
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('r') => out.push('\r'),
                Some('t') => out.push('\t'),
                Some('n') => out.push('\n'),
                Some(other) => out.push(other),
                None => out.push('\\'),
            },
            c => out.push(c),
        }
    }
    out
}

fn show(value: Option<&Value>) -> String {
    match value {
        None => "nothing".into(),
        Some(Value::Null) => "null".into(),
        Some(Value::Bool(value)) => value.to_string(),
        Some(Value::Number(text)) => format!("n:{text}"),
        Some(Value::Date(text)) => format!("d:{text}"),
        Some(Value::String(text)) => format!("s:{}", escape(text).replace('\n', "\\n")),
        Some(Value::List(items)) => {
            format!(
                "[{}]",
                items
                    .iter()
                    .map(|item| show(Some(item)))
                    .collect::<Vec<_>>()
                    .join(" | ")
            )
        }
        Some(Value::Map(pairs)) => {
            let pairs: Vec<String> = pairs
                .iter()
                .map(|(name, value)| format!("{name}={}", show(Some(value))))
                .collect();
            format!("{{{}}}", pairs.join(" | "))
        }
    }
}

fn value(text: &str) -> Value {
    match text.split_at_checked(2) {
        Some(("s:", text)) => Value::String(unescape(text)),
        Some(("d:", text)) => Value::Date(text.into()),
        Some(("n:", text)) => Value::Number(text.into()),
        _ => match text {
            "null" => Value::Null,
            "true" | "false" => Value::Bool(text == "true"),
            _ => {
                let items = text
                    .strip_prefix('[')
                    .and_then(|rest| rest.strip_suffix(']'))
                    .expect("a value");
                Value::List(
                    items
                        .split(" | ")
                        .filter(|item| !item.is_empty())
                        .map(value)
                        .collect(),
                )
            }
        },
    }
}

fn edit(line: &str) -> Edit {
    let (verb, mut rest) = line.split_once(' ').expect("a verb and a path");
    let mut absent = ListStyle::default();
    let mut scalar = ScalarTags::One;
    loop {
        let (word, after) = rest.split_once(' ').unwrap_or((rest, ""));
        match word {
            "indented" => absent.layout = ListLayout::Indented,
            "flush" => absent.layout = ListLayout::Flush,
            "commas" => (absent.layout, scalar) = (ListLayout::Commas, ScalarTags::Commas),
            "blanks" => (absent.layout, scalar) = (ListLayout::Blanks, ScalarTags::Blanks),
            "'" => absent.quote = Quote::Single,
            "\"" => absent.quote = Quote::Double,
            _ => break,
        }
        rest = after;
    }
    let (path, argument) = rest.split_once(' ').unwrap_or((rest, ""));
    let path = path.to_owned();
    match verb {
        "add" => Edit::AddItem {
            path,
            item: unescape(argument),
            absent,
            scalar,
        },
        "remove" => Edit::RemoveItem {
            path,
            item: unescape(argument),
            scalar,
        },
        "replace" => {
            let (item, with) = argument.split_once(" -> ").expect("two items");
            Edit::ReplaceItem {
                path,
                item: unescape(item),
                with: unescape(with),
                scalar,
            }
        }
        "set" => Edit::Set {
            path,
            value: value(argument),
        },
        "unset" => Edit::Unset { path },
        "rename" => Edit::Rename {
            path,
            to: argument.into(),
        },
        other => panic!("no edit is called {other}"),
    }
}

fn difference(old: &str, new: &str) -> String {
    fn lines(text: &str) -> Vec<&str> {
        // A CR alone ends a line here too.
        let mut lines = Vec::new();
        for line in text.split_inclusive('\n') {
            let whole = line
                .strip_suffix("\r\n")
                .or_else(|| line.strip_suffix('\n'))
                .unwrap_or(line)
                .len();
            let mut start = 0;
            for (at, _) in line[..whole].match_indices('\r') {
                lines.push(&line[start..=at]);
                start = at + 1;
            }
            if start < line.len() {
                lines.push(&line[start..]);
            }
        }
        lines
    }
    let (a, b) = (lines(old), lines(new));
    let start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let rest = a.len().min(b.len()) - start;
    let end = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take(rest)
        .take_while(|(x, y)| x == y)
        .count();
    let mut out = String::new();
    for line in &a[start..a.len() - end] {
        writeln!(out, "- {}", escape(line.trim_end_matches('\n'))).expect("a string");
    }
    for line in &b[start..b.len() - end] {
        writeln!(out, "+ {}", escape(line.trim_end_matches('\n'))).expect("a string");
    }
    out
}

/// What the post gives for each line of `expect.txt`.
fn actual(post: &Post, expected: &str) -> String {
    let mut out = String::new();
    let mut problems = post.problems().iter();
    for line in expected.lines() {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        let line = match word {
            "format" => format!("format {:?}\n", post.format()).to_lowercase(),
            "body" => format!("body {}\n", post.body_line()),
            "problem" => match problems.next() {
                Some(problem) => format!("problem {} {}\n", problem.code, problem.line),
                None => "no problem\n".into(),
            },
            "get" => {
                let path = rest.split(' ').next().unwrap_or_default();
                format!("get {path} {}\n", show(post.get(path)))
            }
            ">" => match post.edit(&edit(rest)) {
                Err(refused) => format!("{line}\nrefused {}\n", refused.code),
                Ok(edited) => {
                    let undone = edited.post.edit(&edited.inverse).expect("an inverse fits");
                    assert!(undone.post == *post, "{line}: the inverse gives other bytes");
                    let text = |post: &Post| String::from_utf8(post.bytes().to_vec()).expect("UTF-8");
                    format!("{line}\n{}", difference(&text(post), &text(&edited.post)))
                }
            },
            "-" | "+" | "refused" => continue,
            "" => "\n".into(),
            "#" => format!("{line}\n"),
            other => panic!("{other} means nothing here"),
        };
        out.push_str(&line);
    }
    for problem in problems {
        writeln!(out, "problem {} {} was not expected", problem.code, problem.line).expect("a string");
    }
    out
}

#[test]
fn every_fixture_is_read_and_edited_as_it_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut failures = Vec::new();
    let mut count = 0;
    for case in fs::read_dir(&folder)
        .expect("the fixtures")
        .map(|case| case.expect("a folder").path())
    {
        if !case.is_dir() {
            continue;
        }
        count += 1;
        let bytes = fs::read(case.join("post.md")).expect("post.md");
        let expected = fs::read_to_string(case.join("expect.txt")).expect("expect.txt");
        let post = Post::parse(bytes.clone());
        assert_eq!(post.bytes(), bytes, "{}", case.display());
        if post.is_utf8() {
            let lf = post.head().replace("\r\n", "\n").replace('\r', "\n");
            assert!(
                post.with_head(&lf) == post,
                "{}: the head given back changed bytes",
                case.display()
            );
            assert!(
                post.with_body(post.body()) == post,
                "{}: the body given back changed bytes",
                case.display()
            );
        }
        let actual = actual(&post, &expected);
        if actual != expected {
            failures.push(format!(
                "== {}\n-- expected\n{expected}-- but\n{actual}",
                case.display()
            ));
        }
    }
    assert!(count >= 40, "only {count} fixtures were found");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
