//! Publishing one post of a repository of 10,000, to a folder and over SSH on loopback, beside the same steps scripted
//! with `git`; a copy of it; what differs after one save among 50,000 files; the versions of a post among 10,000 commits.
//!
//! `./dev bench git` runs it. Both sides make what they write durable: Galley always does, `git` is told to by
//! `core.fsync=all` and `core.fsyncMethod=fsync`. They take turns, each in a clone of its own with a remote of its own,
//! and every second round the other one begins. All is made in a temporary folder, and is gone afterwards.

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark stops where it cannot measure"
)]

mod clone;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use galley_git::{Cancel, CommitRequest, Onto, Repository};
use galley_library::view::PublishOrder;
use galley_library::{Clock, Library, Opening, Places};
use galley_testkit::repo::{Place, Repo};
use galley_testkit::server::SshServer;

const POSTS: usize = 10_000;
const FILES: usize = 50_000;
const COMMITS: usize = 10_000;

fn rounds() -> usize {
    let wanted = std::env::var("GALLEY_ROUNDS").ok();
    wanted.and_then(|rounds| rounds.parse().ok()).unwrap_or(21)
}

fn main() {
    let place = Place::new();
    galley_git::use_config_from(&place.path().join("home")).expect("settings of its own");
    let only = std::env::args().skip(1).find(|word| !word.starts_with('-'));
    let wanted = |name: &str| only.as_deref().is_none_or(|only| only == name);
    if wanted("publish") {
        publishing(&place);
    }
    if wanted("clone") {
        clone::cloning(&place);
    }
    if wanted("status") {
        status(&place);
    }
    if wanted("history") {
        history(&place);
    }
}

/// A post of about 6 KB, every one another.
fn post(number: usize) -> String {
    const WORDS: [&str; 16] = [
        "galley", "press", "proof", "letter", "ink", "paper", "night", "reader", "margin", "type", "column",
        "editor", "sentence", "draft", "page", "line",
    ];
    let (year, month, day) = (2010 + number % 16, 1 + number % 12, 1 + number % 28);
    let mut text = format!(
        "---\ntitle: 'Post {number}'\ndate: {year}-{month:02}-{day:02}T08:00:00Z\ntags: [one, two]\n---\n"
    );
    let mut seed = number as u64 + 1;
    for word in 0..950 {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        text += WORDS[(seed >> 60) as usize];
        text += if word % 90 == 89 { ".\n\n" } else { " " };
    }
    text + "\n"
}

fn path_of(number: usize) -> String {
    format!("content/posts/{number:05}.md")
}

/// A bare repository with what this stream says, packed the way a server has it.
fn imported(place: &Place, name: &str, stream: &str) -> Repo {
    let bare = place.bare(name);
    let mut child = Command::new("git")
        .args(["fast-import", "--quiet"])
        .current_dir(bare.path())
        .stdin(Stdio::piped())
        .spawn()
        .expect("git runs");
    std::io::Write::write_all(&mut child.stdin.take().expect("a pipe"), stream.as_bytes())
        .expect("the stream");
    assert!(child.wait().expect("git ends").success(), "git fast-import");
    bare
}

/// One commit of these files, as a stream.
fn one_commit(files: impl Iterator<Item = (String, String)>) -> String {
    let mut stream = header(1_700_000_000, "first");
    for (path, text) in files {
        write!(stream, "M 100644 inline {path}\ndata {}\n{text}\n", text.len()).expect("a text");
    }
    stream
}

fn header(at: usize, message: &str) -> String {
    format!(
        "commit refs/heads/main\ncommitter Ada Writer <ada@example.org> {at} +0000\ndata {}\n{message}\n",
        message.len()
    )
}

/// The same commands in a row, as a script would call them. How long each took.
fn script(repo: &Repo, home: &Path, commands: &[&[&str]]) -> Vec<Duration> {
    let run = |words: &&[&str]| {
        let begun = Instant::now();
        let status = Command::new("git")
            .args(*words)
            .current_dir(repo.path())
            .env("HOME", home)
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        assert!(status.expect("git runs").success(), "git {words:?}");
        begun.elapsed()
    };
    commands.iter().map(run).collect()
}

fn ms(time: Duration) -> String {
    format!("{:.1}", time.as_secs_f64() * 1e3)
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// Each step's median, and that of the sums.
struct Taken(Vec<Vec<Duration>>);

impl Taken {
    fn total(&self) -> Duration {
        median(self.0.iter().map(|round| round.iter().sum()).collect())
    }

    fn step(&self, number: usize) -> String {
        let one = self.0.iter().filter_map(|round| round.get(number).copied());
        ms(median(one.collect()))
    }
}

fn publishing(place: &Place) {
    let stream = one_commit((0..POSTS).map(|number| (path_of(number), post(number))).chain([(
        "hugo.toml".to_owned(),
        "title = 'Measured'\nbaseURL = 'https://blog.example/'\n".to_owned(),
    )]));
    let server = SshServer::start();
    let home = place.path().join("home");
    println!(
        "{POSTS} posts; one is changed and published; {} rounds, medians, ms\n\n\
         | remote | who | commit | send | ask | all | beside git |\n|---|---|--:|--:|--:|--:|--:|",
        rounds()
    );
    for remote in ["folder", "SSH"] {
        let clone = |who: &str| {
            let bare = imported(place, &format!("{remote}-{who}.git"), &stream);
            let repo = place.clone_of(&bare, &format!("{remote}-{who}"));
            repo.git(["config", "core.fsync", "all"]);
            repo.git(["config", "core.fsyncMethod", "fsync"]);
            repo.git(["config", "core.sshCommand", &server.command()]);
            if remote == "SSH" {
                let address = server.address(SshServer::HOST, bare.path());
                repo.git(["remote", "set-url", "origin", &address]);
            }
            repo
        };
        let (crate_clone, library_clone, git_clone) = (clone("galley"), clone("library"), clone("git"));
        let opening = Opening {
            places: Places::under(&place.path().join(format!("galley-{remote}"))),
            clock: Clock::system(),
            listener: None,
        };
        let library = Library::open(library_clone.path(), opening).expect("the library opens");
        let mut times = [const { Vec::new() }; 3];
        for round in 0..rounds() {
            let path = path_of((round * 487 + 31) % POSTS);
            for turn in 0..3 {
                let who = (turn + round) % 3;
                let repo = [&crate_clone, &library_clone, &git_clone][who];
                let mut text = String::from_utf8(repo.read(&path)).expect("a text");
                writeln!(text, "\nAnd one more thing, {round}.").expect("a text");
                repo.write(&path, text);
                times[who].push(match who {
                    0 => with_crate(repo, &path),
                    1 => with_library(&library, &path),
                    _ => script(
                        repo,
                        &home,
                        &[
                            &["add", "--intent-to-add", "--", &path],
                            &["commit", "--quiet", "--only", "-m", "A few words", "--", &path],
                            &["push", "--quiet", "origin", "HEAD:refs/heads/main"],
                            &["ls-remote", "origin", "refs/heads/main"],
                        ],
                    ),
                });
            }
        }
        let [mut galley, library, mut git] = times.map(Taken);
        for round in &mut git.0 {
            let added = round.remove(0);
            round[0] += added;
        }
        galley.0.iter_mut().for_each(|round| round.truncate(3));
        let beside = |time: Duration| format!("{:.2}×", time.as_secs_f64() / git.total().as_secs_f64());
        println!(
            "| {remote} | `galley-git`: commit, push, ask | {} | {} | with it | {} | {} |",
            galley.step(0),
            galley.step(1),
            ms(galley.total()),
            beside(galley.total())
        );
        println!(
            "| {remote} | `Library::publish`, also checks and what differs | | | | {} | {} |",
            ms(library.total()),
            beside(library.total())
        );
        println!(
            "| {remote} | `git add -N`, `commit --only`, `push`, `ls-remote` | {} | {} | {} | {} | 1 |",
            git.step(0),
            git.step(1),
            git.step(2),
            ms(git.total())
        );
        for (one, other) in [(&crate_clone, &git_clone), (&library_clone, &git_clone)] {
            let tree = |repo: &Repo| repo.git(["rev-parse", "origin/main^{tree}"]);
            assert_eq!(tree(one), tree(other), "all published the same");
        }
    }
}

fn with_crate(repo: &Repo, path: &str) -> Vec<Duration> {
    let begun = Instant::now();
    let repository = Repository::open(repo.path()).expect("a repository");
    let made = repository
        .commit_paths(&CommitRequest {
            onto: Onto::Upstream,
            paths: &[PathBuf::from(path)],
            message: "A few words",
            when: None,
            by: None,
        })
        .expect("a commit");
    let commit = begun.elapsed();
    let pushed = repository
        .push(made.id, &mut |_| {}, &Cancel::none())
        .expect("a push");
    assert!(pushed.confirmed, "the remote was asked");
    vec![commit, begun.elapsed().saturating_sub(commit)]
}

fn with_library(library: &Library, path: &str) -> Vec<Duration> {
    let order = PublishOrder {
        paths: vec![path.to_owned()],
        message: "A few words".into(),
        with_earlier: false,
        as_draft: false,
    };
    let begun = Instant::now();
    library
        .publish(&order, &|_| {}, &galley_library::Cancel::none())
        .expect("a publish");
    vec![begun.elapsed()]
}

/// Files in folders of a thousand, as a blog with its pictures has them.
fn status(place: &Place) {
    let path_of = |number: usize| format!("content/{:02}/{number:05}.md", number / 1000);
    let stream = one_commit(
        (0..FILES).map(|number| (path_of(number), format!("---\ntitle: {number}\n---\n\nText.\n"))),
    );
    let bare = imported(place, "files.git", &stream);
    let repo = place.clone_of(&bare, "files");
    let repository = Repository::open(repo.path()).expect("a repository");
    println!("\n{FILES} files; one is saved; medians, ms\n\n| what | ms |\n|---|--:|");
    let mut times = [const { Vec::new() }; 5];
    for round in 0..rounds() {
        let path = path_of((round * 487 + 31) % FILES);
        let before = repo.read(&path);
        repo.write(&path, format!("---\ntitle: other\n---\n\nText {round}.\n"));
        let within = [PathBuf::from(&path)];
        let whole = Instant::now();
        assert_eq!(repository.changes(&[]).expect("an answer").len(), 1);
        times[0].push(whole.elapsed());
        let saved = Instant::now();
        assert!(
            repository
                .change_of(Path::new(&path))
                .expect("an answer")
                .is_some()
        );
        times[4].push(saved.elapsed());
        let one = Instant::now();
        assert_eq!(repository.changes(&within).expect("an answer").len(), 1);
        times[1].push(one.elapsed());
        for (number, words) in [
            &["status", "--porcelain"][..],
            &["status", "--porcelain", "--", &path],
        ]
        .iter()
        .enumerate()
        {
            let home = place.path().join("home");
            times[2 + number].extend(script(&repo, &home, &[words]));
        }
        repo.write(&path, before);
    }
    let [whole, one, git, git_one, saved] = times.map(median);
    println!("| `change_of` the saved file, as after a save | {} |", ms(saved));
    println!("| `changes` limited to it | {} |", ms(one));
    println!("| `changes` of everything | {} |", ms(whole));
    println!("| `git status --porcelain -- FILE` | {} |", ms(git_one));
    println!("| `git status --porcelain` | {} |", ms(git));
}

/// A thousand posts, each changed ten times.
fn history(place: &Place) {
    let mut stream = String::new();
    for number in 0..COMMITS {
        stream += &header(1_600_000_000 + number * 60, &format!("change {number}"));
        let text = format!("{}Version {number}.\n", post(number % 1000));
        write!(
            stream,
            "M 100644 inline {}\ndata {}\n{text}\n",
            path_of(number % 1000),
            text.len()
        )
        .expect("a text");
    }
    let bare = imported(place, "long.git", &stream);
    let repo = place.clone_of(&bare, "long");
    let repository = Repository::open(repo.path()).expect("a repository");
    println!("\n{COMMITS} commits; all 10 versions of a post; medians, ms\n\n| what | ms |\n|---|--:|");
    let mut times = [const { Vec::new() }; 3];
    for round in 0..rounds() {
        let path = path_of((round * 37 + 5) % 1000);
        for (number, limit) in [3, 50].into_iter().enumerate() {
            let begun = Instant::now();
            let found = repository
                .versions(Path::new(&path), limit, 100_000, &Cancel::none())
                .expect("versions");
            assert_eq!(found.list.len(), limit.min(10));
            times[number].push(begun.elapsed());
        }
        let words: &[&str] = &["log", "--follow", "--format=%H %an %at %s", "--", &path];
        times[2].extend(script(&repo, &place.path().join("home"), &[words]));
    }
    let [few, all, git] = times.map(median);
    println!("| `versions`, the first 3 | {} |", ms(few));
    println!("| `versions`, all | {} |", ms(all));
    println!("| `git log --follow`, all | {} |", ms(git));
    fs::metadata(repo.path()).expect("the clone is there until here");
}
