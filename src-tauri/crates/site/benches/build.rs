//! `galley build` of 10,000 posts beside Hugo, with like templates, pages of tags and a feed.
//!
//! `./dev bench site` runs it. Both read the same files and write into a folder that is not there yet; their turns
//! alternate. The programs come in `GALLEY_BIN` and `GALLEY_HUGO`, the folder to work in in `GALLEY_BENCH`.

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark stops where it cannot measure"
)]

#[path = "support/bodies.rs"]
mod bodies;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const POSTS: usize = 10_000;
const ROUNDS: usize = 3;

/// Hugo's side of the work, file by file.
const HUGO: [(&str, &str); 10] = [
    ("hugo.toml", include_str!("hugo/hugo.toml")),
    ("layouts/baseof.html", include_str!("hugo/layouts/baseof.html")),
    ("layouts/home.html", include_str!("hugo/layouts/home.html")),
    ("layouts/home.rss.xml", include_str!("hugo/layouts/home.rss.xml")),
    ("layouts/page.html", include_str!("hugo/layouts/page.html")),
    (
        "layouts/taxonomy.html",
        include_str!("hugo/layouts/taxonomy.html"),
    ),
    ("layouts/term.html", include_str!("hugo/layouts/term.html")),
    (
        "layouts/_partials/byline.html",
        include_str!("hugo/layouts/_partials/byline.html"),
    ),
    (
        "layouts/_partials/tags.html",
        include_str!("hugo/layouts/_partials/tags.html"),
    ),
    (
        "layouts/_partials/cards.html",
        include_str!("hugo/layouts/_partials/cards.html"),
    ),
];

const GALLEY: &str =
    "[site]\ntitle = \"Measured\"\ntagline = \"What is measured\"\nbase_url = \"https://blog.example/\"\n";

/// What a run took: by the clock on the wall, and of the processors.
type Taken = (Duration, Duration);

fn main() {
    let (Some(galley), Some((bodies, _))) = (std::env::var_os("GALLEY_BIN"), bodies::bodies()) else {
        println!("Nothing was measured: that needs GALLEY_BIN and the real blogs.");
        return;
    };
    let folder = PathBuf::from(std::env::var_os("GALLEY_BENCH").expect("GALLEY_BENCH names a folder"));
    let (blog, hugo_site) = (folder.join("blog"), folder.join("hugo-site"));
    let _ = fs::remove_dir_all(&folder);
    bodies::write_posts(&blog.join("posts"), POSTS, &bodies);
    fs::write(blog.join("galley.toml"), GALLEY).expect("the settings");
    for (path, text) in HUGO {
        let file = hugo_site.join(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, text).expect("a template");
    }
    let megabytes = bodies::bytes_below(&blog.join("posts")) as f64 / 1e6;
    println!("{POSTS} posts, {megabytes:.0} MB; the median of {ROUNDS} rounds\n");

    let home = folder.join("home");
    let build = |cold: bool, out: &Path| {
        if cold {
            let _ = fs::remove_dir_all(&home);
        }
        let mut command = Command::new(&galley);
        command.arg("-C").arg(&blog).args(["build", "--out"]).arg(out);
        timed(
            command
                .env("HOME", &home)
                .env("XDG_CACHE_HOME", home.join("cache")),
        )
    };
    let hugo = |program: &std::ffi::OsStr, out: &Path| {
        let mut command = Command::new(program);
        command
            .current_dir(&hugo_site)
            .args(["--quiet", "--noBuildLock", "-d"])
            .arg(out);
        timed(
            command
                .env("HUGO_CONTENTDIR", "../blog")
                .env("HUGO_CACHEDIR", folder.join("hugo-cache")),
        )
    };

    let mut rounds: [Vec<Taken>; 3] = Default::default();
    let mut pages = [0; 3];
    // All stay until the end: ext4 is slow to give out anew what was just removed.
    for round in 0..ROUNDS {
        let out = |name: &str| folder.join(format!("out-{name}-{round}"));
        let mut take = |at: usize, out: PathBuf, taken: Taken| {
            rounds[at].push(taken);
            pages[at] = pages_below(&out);
        };
        take(0, out("cold"), build(true, &out("cold")));
        take(1, out("warm"), build(false, &out("warm")));
        if let Some(program) = std::env::var_os("GALLEY_HUGO") {
            take(2, out("hugo"), hugo(&program, &out("hugo")));
        }
    }
    let _ = fs::remove_dir_all(&folder);

    println!("| | HTML files | s | s of the processors | Hugo's time by it |\n|---|--:|--:|--:|--:|");
    let beside = median(&rounds[2]);
    let names = ["`galley build`, no cache", "`galley build` again", "`hugo`"];
    for ((name, rounds), pages) in names.iter().zip(&rounds).zip(pages) {
        let Some((wall, processor)) = median(rounds) else {
            continue;
        };
        let ratio = beside.map_or_else(
            || "–".to_owned(),
            |(hugo, _)| format!("{:.1}×", hugo.as_secs_f64() / wall.as_secs_f64()),
        );
        println!(
            "| {name} | {pages} | {:.2} | {:.2} | {ratio} |",
            wall.as_secs_f64(),
            processor.as_secs_f64()
        );
    }
}

/// The middle one by the wall's clock, and by the processors'.
fn median(rounds: &[Taken]) -> Option<Taken> {
    let middle = |of: fn(&Taken) -> Duration| {
        let mut times: Vec<Duration> = rounds.iter().map(of).collect();
        times.sort_unstable();
        times.get(times.len() / 2).copied()
    };
    Some((middle(|taken| taken.0)?, middle(|taken| taken.1)?))
}

fn timed(command: &mut Command) -> Taken {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let (begun, before) = (Instant::now(), of_children());
    let status = command.status().expect("the program runs");
    let taken = (begun.elapsed(), of_children().saturating_sub(before));
    assert!(status.success(), "{command:?}: {status}");
    taken
}

/// What processors spent on programs that were started here and have ended; nothing where the system does not tell.
fn of_children() -> Duration {
    let told = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // Behind the name, which may hold blanks: user's and system's time of children are the 14th and the 15th.
    let fields = told.rsplit_once(')').map_or("", |(_, fields)| fields);
    let ticks = |at: usize| -> u64 {
        fields
            .split(' ')
            .nth(at)
            .and_then(|n| n.parse().ok())
            .unwrap_or(0)
    };
    Duration::from_millis((ticks(14) + ticks(15)) * 10)
}

fn pages_below(folder: &Path) -> usize {
    let listed = fs::read_dir(folder).expect("a folder").flatten();
    let pages = |entry: fs::DirEntry| match entry.path() {
        path if path.is_dir() => pages_below(&path),
        path => usize::from(path.extension().is_some_and(|extension| extension == "html")),
    };
    listed.map(pages).sum()
}
