//! Opening, listing and searching a library of 1,000 and of 10,000 posts, cold and warm, beside gray-matter in a loop,
//! `hugo list all` and ripgrep, and all of it once more beside a `node_modules` of 100,000 files.
//!
//! `./dev bench library` runs it. Cold means without Galley's cache; the files themselves are in the system's memory for
//! every program. The programs come in `GALLEY_BIN`, `GALLEY_GRAY_MATTER`, `GALLEY_HUGO` and `GALLEY_RIPGREP`.

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark stops where it cannot measure"
)]

#[path = "../../site/benches/support/bodies.rs"]
mod bodies;

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use galley_library::view::{PostQuery, Sort};
use galley_library::{Clock, Library, Opening, Places};

const ROUNDS: usize = 5;
/// What is typed, key by key.
const TYPED: [&str; 6] = [
    "the",
    "performance",
    "rust compiler",
    "security update",
    "検索",
    "quokka",
];

fn main() {
    let Some((bodies, blogs)) = bodies::bodies() else {
        return;
    };
    println!("{} bodies of {blogs} blogs, repeated\n", bodies.len());
    let folder = PathBuf::from(std::env::var_os("GALLEY_BENCH").expect("GALLEY_BENCH names a folder"));
    println!("| posts | MB | what | cold, ms | warm, ms |\n|--:|--:|---|--:|--:|");
    for count in [1_000, 10_000] {
        let root = blog(&folder, count, &bodies);
        let megabytes = bodies::bytes_below(&root.join("content")) as f64 / 1e6;
        let row = |what: &str, cold: Option<Duration>, warm: Option<Duration>| {
            let ms = |time: Option<Duration>| {
                time.map_or_else(|| "–".into(), |t| format!("{:.0}", t.as_secs_f64() * 1e3))
            };
            println!(
                "| {count} | {megabytes:.0} | {what} | {} | {} |",
                ms(cold),
                ms(warm)
            );
        };
        opening(&folder, &root, &row);
        if count == 10_000 {
            modules(&root);
            let beside = |what: &str, cold, warm| row(&format!("{what}, beside node_modules"), cold, warm);
            opening(&folder, &root, &beside);
            fs::remove_dir_all(root.join("node_modules")).expect("node_modules goes");
        }
    }
    for count in [1_000, 10_000] {
        searching(&folder, &blog(&folder, count, &bodies), count);
    }
}

/// A Hugo blog of so many posts, committed; made once.
fn blog(folder: &Path, count: usize, bodies: &[bodies::Body]) -> PathBuf {
    let root = folder.join(format!("blog-{count}"));
    if root.join(".git/made").exists() {
        return root;
    }
    let _ = fs::remove_dir_all(&root);
    fs::create_dir_all(&root).expect("a folder");
    let write = |path: &str, text: &str| fs::write(root.join(path), text).expect("a file is written");
    write(
        "hugo.toml",
        "title = 'Measured'\nbaseURL = 'https://blog.example/'\n",
    );
    write(".gitignore", "node_modules/\npublic/\n");
    bodies::write_posts(&root.join("content/posts"), count, bodies);
    for words in [
        &["init", "--quiet", "--initial-branch=main"][..],
        &["add", "."],
        &[
            "-c",
            "user.name=B",
            "-c",
            "user.email=b@example.org",
            "commit",
            "--quiet",
            "-m",
            "all",
        ],
    ] {
        let status = Command::new("git").current_dir(&root).args(words).status();
        assert!(status.expect("git runs").success(), "git {words:?}");
    }
    write(".git/made", "");
    root
}

/// A hundred thousand installed files.
fn modules(root: &Path) {
    for package in 0..1000 {
        let folder = root.join(format!("node_modules/package-{package}"));
        fs::create_dir_all(&folder).expect("a folder");
        (0..100).for_each(|n| fs::write(folder.join(format!("{n}.md")), "# Read me\n").expect("a file"));
    }
}

fn open(root: &Path, places: &Places) -> Library {
    let opening = Opening {
        places: places.clone(),
        clock: Clock::system(),
        listener: Some(Box::new(|_| {})),
    };
    Library::open(root, opening).expect("the library opens")
}

fn screen(library: &Library) {
    library.view().expect("the columns");
    let query = PostQuery {
        limit: 60,
        ..PostQuery::default()
    };
    assert_eq!(library.posts(&query).expect("the rows").rows.len(), 60);
}

/// Prints what was measured: cold, warm.
type Row<'a> = &'a dyn Fn(&str, Option<Duration>, Option<Duration>);

fn opening(folder: &Path, root: &Path, row: Row<'_>) {
    let places = Places::under(&folder.join("home"));
    let home = folder.join("home");
    fs::create_dir_all(&home).expect("a home");
    let forget = || drop(fs::remove_dir_all(&places.cache));
    let window = || {
        let begun = Instant::now();
        let library = open(root, &places);
        screen(&library);
        begun.elapsed()
    };
    let cold = median(|| {
        forget();
        window()
    });
    forget();
    let library = open(root, &places);
    let begun = Instant::now();
    library.read_texts();
    let texts = begun.elapsed();
    drop(library);
    row(
        "Galley, window: open and first screen",
        Some(cold),
        Some(median(window)),
    );
    row("Galley, then until every text can be searched", Some(texts), None);
    if let Some(galley) = std::env::var_os("GALLEY_BIN") {
        let cache = home.join("cli");
        let run = || {
            let mut command = Command::new(&galley);
            command.arg("-C").arg(root).args(["list", "--json"]);
            command.env("HOME", &home).env("XDG_CACHE_HOME", &cache);
            timed(&mut command)
        };
        let cold = median(|| {
            let _ = fs::remove_dir_all(&cache);
            run()
        });
        row("`galley list --json`", Some(cold), Some(median(run)));
    }
    if let Some(modules) = std::env::var_os("GALLEY_GRAY_MATTER") {
        row(
            "gray-matter in a loop (Node)",
            Some(median(|| gray_matter(&modules, root))),
            None,
        );
    }
    if let Some(hugo) = std::env::var_os("GALLEY_HUGO") {
        let run = || timed(Command::new(&hugo).current_dir(root).args(["list", "all"]));
        row("`hugo list all`", Some(median(run)), None);
    }
}

fn gray_matter(modules: &OsString, root: &Path) -> Duration {
    let script = "const fs=require('fs'),path=require('path'),matter=require('gray-matter');\
        const folder=path.join(process.argv[1],'content/posts');\
        const rows=fs.readdirSync(folder).map(f=>{try{const m=matter(fs.readFileSync(path.join(folder,f),'utf8'));\
        return {title:m.data.title,date:m.data.date,tags:m.data.tags,excerpt:m.content.slice(0,150)}}catch{return null}});\
        rows.sort((a,b)=>b.date-a.date);process.stdout.write(String(rows.length))";
    let modules = Path::new(modules).join("node_modules");
    timed(
        Command::new("node")
            .arg("-e")
            .arg(script)
            .arg(root)
            .env("NODE_PATH", modules),
    )
}

fn timed(command: &mut Command) -> Duration {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let begun = Instant::now();
    let status = command.status().expect("the program runs");
    let time = begun.elapsed();
    assert!(status.success(), "{command:?}: {status}");
    time
}

fn median(mut round: impl FnMut() -> Duration) -> Duration {
    let mut times: Vec<Duration> = (0..ROUNDS).map(|_| round()).collect();
    times.sort_unstable();
    times[ROUNDS / 2]
}

fn searching(folder: &Path, root: &Path, count: usize) {
    let library = open(root, &Places::under(&folder.join("home")));
    library.read_texts();
    println!("\n{count} posts: a search as it is typed, 60 rows with their places, ms\n");
    println!(
        "| typed | keys | posts found | slowest key | middle | ripgrep, whole word | Galley, whole word |\n|---|--:|--:|--:|--:|--:|--:|"
    );
    for typed in TYPED {
        let ends: Vec<usize> = typed.char_indices().map(|(at, c)| at + c.len_utf8()).collect();
        let mut found = 0;
        let mut keys: Vec<Duration> = Vec::new();
        let mut last = Duration::MAX;
        for round in 0..ROUNDS {
            for (number, end) in ends.iter().enumerate() {
                // Blanks at the end make each round's question another one: the last answer is kept.
                let search = format!("{}{}", &typed[..*end], " ".repeat(round + 1));
                let query = PostQuery {
                    search: Some(search),
                    sort: Sort::Best,
                    limit: 60,
                    ..PostQuery::default()
                };
                let begun = Instant::now();
                let rows = library.posts(&query).expect("the rows");
                let time = begun.elapsed();
                found = rows.total;
                match keys.get_mut(number) {
                    // The middle one of the rounds would need them all; the best of them is as steady.
                    Some(best) => *best = time.min(*best),
                    None => keys.push(time),
                }
                last = if *end == typed.len() { time.min(last) } else { last };
            }
        }
        let ms = |time: Duration| format!("{:.1}", time.as_secs_f64() * 1e3);
        let slowest = keys.iter().max().copied().unwrap_or_default();
        let mut sorted = keys.clone();
        sorted.sort_unstable();
        // It knows no "both of these words", and says by its exit status that it found nothing.
        let rg = std::env::var_os("GALLEY_RIPGREP")
            .filter(|_| !typed.contains(' ') && found > 0)
            .map(|rg| {
                let pattern = if typed.is_ascii() {
                    format!("\\b{typed}")
                } else {
                    typed.to_owned()
                };
                median(|| {
                    timed(
                        Command::new(&rg)
                            .args(["-il", &pattern])
                            .arg(root.join("content")),
                    )
                })
            });
        println!(
            "| {typed} | {} | {found} | {} | {} | {} | {} |",
            keys.len(),
            ms(slowest),
            ms(sorted[sorted.len() / 2]),
            rg.map_or_else(|| "–".into(), ms),
            ms(last)
        );
    }
}
