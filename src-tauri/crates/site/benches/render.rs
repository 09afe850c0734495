//! Markdown to HTML in megabytes a second, in one run, over the same texts: comrak alone, this crate, this crate with all
//! that it adds, pulldown-cmark with the same extensions, cmark-gfm, and markdown-it without and with highlight.js. The
//! texts are those of the real posts where they are there, else the samples of the tests.
//!
//! `./dev bench site` runs it, and gives cmark-gfm's program in `GALLEY_CMARK`, markdown-it's modules in
//! `GALLEY_MARKDOWN_IT`, and a folder to work in in `GALLEY_BENCH`; without them the others are compared.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    reason = "a program for developers"
)]

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use galley_post::Post;
use galley_site::{Dialect, TextOptions, render};
use galley_testkit::corpus::archives;
use galley_testkit::cost::cost;

/// Rounds over all texts; the quickest counts.
const ROUNDS: usize = 5;

fn texts() -> (&'static str, Vec<String>) {
    if let Some(archives) = archives() {
        let posts = archives.iter().flat_map(|archive| archive.posts());
        let read = |path| {
            let post = Post::parse(fs::read(path).ok()?);
            post.is_utf8().then(|| post.body().replace("\r\n", "\n"))
        };
        return ("real posts", posts.filter_map(read).collect());
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let texts = files.map(|file| fs::read_to_string(file).unwrap().repeat(50));
    ("samples", texts.collect())
}

fn comrak_alone(text: &str) -> usize {
    let mut options = comrak::Options::default();
    let extension = &mut options.extension;
    extension.table = true;
    extension.strikethrough = true;
    extension.autolink = true;
    extension.tasklist = true;
    extension.footnotes = true;
    extension.alerts = true;
    extension.description_lists = true;
    extension.header_id_prefix = Some(String::new());
    options.render.r#unsafe = true;
    comrak::markdown_to_html(text, &options).len()
}

fn pulldown(text: &str) -> usize {
    use pulldown_cmark::{Options, Parser, html::push_html};
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST;
    let mut html = String::with_capacity(text.len() * 3 / 2);
    push_html(&mut html, Parser::new_ext(text, options));
    html.len()
}

fn main() {
    let (name, texts) = texts();
    let bytes: usize = texts.iter().map(String::len).sum();
    println!(
        "{} {name}, {:.1} MB, the quickest of {ROUNDS} rounds\n\n| | MB/s | beside comrak |\n|---|--:|--:|",
        texts.len(),
        megabytes(bytes)
    );

    let plain = TextOptions::default();
    let colours = TextOptions {
        highlight: true,
        ..TextOptions::default()
    };
    let full = TextOptions {
        highlight: true,
        math: true,
        ..TextOptions::default()
    };
    let tags = |dialect| TextOptions {
        dialect,
        ..full.clone()
    };
    let (hugo, mdx) = (tags(Dialect::Hugo), tags(Dialect::Docusaurus));
    let ours = |options: &TextOptions, text: &str| render(text, options).html.len();
    type Program<'p> = (&'p str, &'p dyn Fn(&str) -> usize);
    let programs: [Program<'_>; 7] = [
        ("comrak alone", &comrak_alone),
        ("galley-site", &|text| ours(&plain, text)),
        ("… with colours in code", &|text| ours(&colours, text)),
        ("… and formulas", &|text| ours(&full, text)),
        ("… and Hugo's tags", &|text| ours(&hugo, text)),
        ("… and MDX", &|text| ours(&mdx, text)),
        ("pulldown-cmark", &pulldown),
    ];
    let mut best = [Duration::MAX; 7];
    for _ in 0..ROUNDS {
        for ((_, program), best) in programs.iter().zip(&mut best) {
            let (_, taken) = cost(|| black_box(texts.iter().map(|text| program(text)).sum::<usize>()));
            *best = taken.min(*best);
        }
    }
    let mut table: Vec<(&str, Duration)> = programs.iter().map(|(name, _)| *name).zip(best).collect();
    table.extend(beside(&texts));
    for (name, taken) in table {
        let speed = megabytes(bytes) / taken.as_secs_f64();
        let ratio = best[0].as_secs_f64() / taken.as_secs_f64();
        println!("| {name} | {speed:.1} | {ratio:.2} |");
    }
}

/// The programs of others that are there, each with its quickest round.
fn beside(texts: &[String]) -> Vec<(&'static str, Duration)> {
    let Some(folder) = std::env::var_os("GALLEY_BENCH").map(PathBuf::from) else {
        return Vec::new();
    };
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join("texts");
    let mut all = Vec::new();
    for text in texts {
        all.extend(u32::try_from(text.len()).unwrap().to_le_bytes());
        all.extend(text.as_bytes());
    }
    fs::write(&file, all).unwrap();
    let rounds = ROUNDS.to_string();
    let mut found = Vec::new();
    if let Some(cmark) = std::env::var_os("GALLEY_CMARK") {
        found.push(("cmark-gfm", told(Command::new(cmark).arg(&file).arg(&rounds))));
    }
    if let Some(modules) = std::env::var_os("GALLEY_MARKDOWN_IT") {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/beside/markdown-it.cjs");
        for (name, highlight) in [
            ("markdown-it", None),
            ("markdown-it with highlight.js", Some("highlight")),
        ] {
            let mut node = Command::new("node");
            node.arg(&script).arg(&file).arg(&rounds).args(highlight);
            found.push((name, told(node.env("NODE_PATH", &modules))));
        }
    }
    fs::remove_file(file).unwrap();
    found
}

/// The seconds that a program says it took.
fn told(program: &mut Command) -> Duration {
    let output = program.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let seconds = said
        .split_whitespace()
        .next()
        .and_then(|number| number.parse().ok());
    Duration::from_secs_f64(seconds.unwrap_or_else(|| panic!("{}", String::from_utf8_lossy(&output.stderr))))
}

#[expect(clippy::cast_precision_loss, reason = "for people to read")]
fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}
