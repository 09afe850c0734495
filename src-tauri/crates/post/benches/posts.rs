//! Reading a post and adding a tag to it, beside gray-matter, over the posts of the real blogs that both can
//! read: those with YAML heads. File bytes in memory on both sides, the best of some rounds.
//!
//! `./dev bench posts` runs it; the folder in which gray-matter is installed comes in `GALLEY_GRAY_MATTER`.

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark stops where it cannot measure"
)]

use std::collections::BTreeMap;
use std::fs;
use std::hint::black_box;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use galley_post::{Edit, Format, ListStyle, Post, ScalarTags};
use galley_testkit::corpus;

const ROUNDS: usize = 25;
/// How many posts are measured together.
const FEW: usize = 10;

/// One side's figures for one blog.
struct Side {
    time: Duration,
    /// Posts in which more changed than the tags.
    beyond: usize,
    failed: usize,
}

fn add_tag(bytes: &[u8]) -> Option<Post> {
    let add = Edit::AddItem {
        path: "tags".into(),
        item: "brand new".into(),
        absent: ListStyle::default(),
        scalar: ScalarTags::One,
    };
    Post::parse_slice(bytes).edit(&add).ok().map(|edited| edited.post)
}

fn galley(files: &[Vec<u8>]) -> Side {
    // The best time of each few posts: what else runs on the machine seldom hits all rounds of so short a time.
    let mut best = vec![Duration::MAX; files.len().div_ceil(FEW)];
    for _ in 0..ROUNDS {
        for (files, best) in files.chunks(FEW).zip(&mut best) {
            let began = Instant::now();
            for bytes in files {
                black_box(add_tag(black_box(bytes)));
            }
            *best = (*best).min(began.elapsed());
        }
    }
    let time = best.iter().sum();
    let outputs: Vec<Option<Vec<u8>>> = files
        .iter()
        .map(|bytes| add_tag(bytes).map(|post| post.bytes().to_vec()))
        .collect();
    judge(time, files, &outputs)
}

fn judge(time: Duration, files: &[Vec<u8>], outputs: &[Option<Vec<u8>>]) -> Side {
    let failed = outputs.iter().filter(|output| output.is_none()).count();
    let pairs = files.iter().zip(outputs);
    let beyond = pairs
        .filter(|(old, new)| new.as_ref().is_some_and(|new| !only_tags(old, new)))
        .count();
    Side { time, beyond, failed }
}

/// Whether all lines that went were lines of the tags; where there were none, lines may only have come.
fn only_tags(old: &[u8], new: &[u8]) -> bool {
    let lines = |bytes| -> Vec<&[u8]> { <[u8]>::split_inclusive(bytes, |byte| *byte == b'\n').collect() };
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
    let gone = start + 1..a.len() - end + 1;
    let post = Post::parse(old);
    gone.is_empty()
        || post.fields().iter().any(|field| {
            field.name == "tags" && field.lines.start <= gone.start && gone.end <= field.lines.end
        })
}

/// What gray-matter made of the posts, and the versions.
fn gray_matter(folder: &str, posts: &BTreeMap<String, Vec<PathBuf>>) -> serde_json::Value {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/gray-matter.cjs");
    let mut child = Command::new("node")
        .arg(script)
        .args([folder, &ROUNDS.to_string(), &FEW.to_string()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node can be started");
    let asked = serde_json::to_vec(&serde_json::json!(posts)).expect("paths are text");
    child
        .stdin
        .take()
        .expect("its input")
        .write_all(&asked)
        .expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success(), "gray-matter's side failed");
    serde_json::from_slice(&output.stdout).expect("its figures")
}

fn row(name: &str, posts: usize, bytes: usize, ours: &Side, theirs: &Side) {
    let ms = |side: &Side| side.time.as_secs_f64() * 1000.0;
    println!(
        "| {name} | {posts} | {:.1} | {:.2} | {:.2} | {:.1}× | {} | {} | {} | {} |",
        bytes as f64 / 1_000_000.0,
        ms(ours),
        ms(theirs),
        ms(theirs) / ms(ours),
        ours.beyond,
        theirs.beyond,
        ours.failed,
        theirs.failed,
    );
}

fn main() {
    let Some(archives) = corpus::archives() else {
        return;
    };
    let Ok(folder) = std::env::var("GALLEY_GRAY_MATTER") else {
        println!("GALLEY_GRAY_MATTER is not set: ./dev bench posts installs gray-matter and sets it.");
        return;
    };
    let mut posts: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    let mut others = Vec::new();
    for archive in archives {
        for path in archive.posts() {
            let bytes = fs::read(&path).expect("a post");
            if Post::parse(bytes.clone()).format() == Format::Yaml {
                posts.entry(archive.name.clone()).or_default().push(path);
            } else {
                others.push(bytes);
            }
        }
    }
    // Once before and once after Galley's turn, as others may use the machine: the better one of each blog counts.
    let answer = gray_matter(&folder, &posts);
    let text = |name: &str| answer[name].as_str().unwrap_or("?").to_owned();
    println!(
        "gray-matter {}, Node {}, best of {ROUNDS} rounds for each {FEW} posts (gray-matter: of twice as many rounds)\n",
        text("version"),
        text("node")
    );
    println!(
        "| blog | posts | MB | Galley, ms | gray-matter, ms | ratio | more than tags: Galley | gray-matter | failed: Galley | gray-matter |"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    let zero = || Side {
        time: Duration::ZERO,
        beyond: 0,
        failed: 0,
    };
    let blogs: Vec<(&String, Vec<Vec<u8>>)> = posts
        .iter()
        .map(|(name, paths)| {
            (
                name,
                paths.iter().map(|path| fs::read(path).expect("a post")).collect(),
            )
        })
        .collect();
    let ours: Vec<Side> = blogs.iter().map(|(_, files)| galley(files)).collect();
    let again = gray_matter(&folder, &posts);
    let (mut ours_all, mut theirs_all, mut count, mut size) = (zero(), zero(), 0, 0);
    for ((name, files), ours) in blogs.iter().zip(ours) {
        let figures = &answer["archives"][name];
        let outputs: Vec<Option<Vec<u8>>> = figures["outputs"]
            .as_array()
            .expect("its outputs")
            .iter()
            .map(|output| output.as_str().map(|text| text.as_bytes().to_vec()))
            .collect();
        assert_eq!(outputs.len(), files.len());
        let time = |answer: &serde_json::Value| {
            Duration::from_nanos(
                answer["archives"][name]["nanoseconds"]
                    .as_u64()
                    .expect("its time"),
            )
        };
        let theirs = judge(time(&answer).min(time(&again)), files, &outputs);
        let bytes = files.iter().map(Vec::len).sum();
        row(name, files.len(), bytes, &ours, &theirs);
        for (all, one) in [(&mut ours_all, ours), (&mut theirs_all, theirs)] {
            all.time += one.time;
            all.beyond += one.beyond;
            all.failed += one.failed;
        }
        (count, size) = (count + files.len(), size + bytes);
    }
    row("**all**", count, size, &ours_all, &theirs_all);
    let side = galley(&others);
    println!(
        "\nThe other {} posts (TOML, JSON, Pelican), Galley alone: {:.2} ms, {} failed.",
        others.len(),
        side.time.as_secs_f64() * 1000.0,
        side.failed
    );
}
