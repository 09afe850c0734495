//! Markdown to HTML in megabytes a second, in one run, over the same texts: comrak alone, this crate, this crate with all
//! that it adds, and pulldown-cmark with the same extensions. The texts are the real posts where they are there, else the
//! samples of the tests.
//!
//! `cargo bench -p galley-site --bench render`
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    reason = "a program for developers"
)]

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use galley_site::{Dialect, TextOptions, render};
use galley_testkit::corpus::archives;
use galley_testkit::cost::cost;

/// Rounds over all texts; the quickest counts.
const ROUNDS: usize = 5;

fn texts() -> (&'static str, Vec<String>) {
    if let Some(archives) = archives() {
        let posts = archives.iter().flat_map(|archive| archive.posts());
        let read = |path| {
            fs::read_to_string(path)
                .ok()
                .map(|text| text.replace("\r\n", "\n"))
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
        "{} {name}, {:.1} MB, the quickest of {ROUNDS} rounds",
        texts.len(),
        megabytes(bytes)
    );

    let plain = TextOptions::default();
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
    let programs: [Program<'_>; 6] = [
        ("comrak alone", &comrak_alone),
        ("galley-site", &|text| ours(&plain, text)),
        ("  with colours and formulas", &|text| ours(&full, text)),
        ("  and Hugo's tags", &|text| ours(&hugo, text)),
        ("  and MDX", &|text| ours(&mdx, text)),
        ("pulldown-cmark", &pulldown),
    ];
    let mut best = [Duration::MAX; 6];
    for _ in 0..ROUNDS {
        for ((_, program), best) in programs.iter().zip(&mut best) {
            let (_, taken) = cost(|| black_box(texts.iter().map(|text| program(text)).sum::<usize>()));
            *best = taken.min(*best);
        }
    }
    for ((name, _), taken) in programs.iter().zip(best) {
        let speed = megabytes(bytes) / taken.as_secs_f64();
        let ratio = best[0].as_secs_f64() / taken.as_secs_f64();
        println!("{name:<28} {speed:7.1} MB/s   {ratio:5.2} × comrak");
    }
}

#[expect(clippy::cast_precision_loss, reason = "for people to read")]
fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}
