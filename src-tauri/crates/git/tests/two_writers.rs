//! Two people write in clones of one blog, in any order of edits, deletions, renames, publishes, syncs and undos: all that
//! was ever published stays in the history, both have the same in the end, and nothing was ever forced.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

mod support;

use std::path::PathBuf;

use galley_git::{Asked, Cancel, CommitRequest, Error, Id, Merging, Onto, Repository, Room};
use galley_testkit::dice::Dice;
use galley_testkit::repo::{Place, Repo};
use support::{apart, forced, open, paths, quiet, watch_pushes};

/// The names that posts have; the first three are there when a game begins.
const POSTS: [&str; 5] = ["a.md", "b.md", "c.md", "new/d.md", "new/e.md"];
/// Lines of a post that either of them changes.
const LINES: usize = 5;

struct Writer {
    repo: Repo,
    name: &'static str,
    /// Commits that can be undone, newest last.
    sent: Vec<Id>,
    /// Names that belong together: what a post was called, and what it is called now.
    renamed: Vec<[&'static str; 2]>,
}

fn asked<'a>() -> Asked<'a> {
    Asked {
        cancel: Cancel::none(),
        merge: &|_, _| Merging::ByLines,
        keep: &|_| false,
    }
}

/// All lines that were in a post when it was published.
type Published = Vec<(String, String)>;

impl Writer {
    fn git(&self) -> Repository {
        open(&self.repo)
    }

    fn edit(&self, dice: &mut Dice, count: usize) {
        let path = POSTS[dice.roll(POSTS.len())];
        let file = self.repo.path().join(path);
        if !file.exists() && path.starts_with("new/") {
            return;
        }
        let text = std::fs::read_to_string(&file).unwrap_or_else(|_| fresh());
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        // Lines that others do not touch stand between, so that Git can tell changes apart.
        let at = dice.roll(LINES) * 4;
        if let Some(line) = lines.get_mut(at) {
            *line = format!("{} {count}", self.name);
        }
        self.repo.write(path, lines.join("\n") + "\n");
    }

    fn delete(&self, dice: &mut Dice) {
        let path = POSTS[dice.roll(POSTS.len())];
        if self.repo.path().join(path).exists() {
            self.repo.remove(path);
        }
    }

    fn rename(&mut self, dice: &mut Dice) {
        let [from, to] = [0; 2].map(|_| POSTS[dice.roll(POSTS.len())]);
        let [old, new] = [from, to].map(|path| self.repo.path().join(path));
        if old.exists() && !new.exists() {
            std::fs::create_dir_all(new.parent().unwrap()).unwrap();
            std::fs::rename(old, new).unwrap();
            self.renamed.push([from, to]);
        }
    }

    fn sync(&self) {
        match self.git().sync(&asked(), &mut quiet(), &Cancel::none()) {
            Ok(_) => {}
            Err(error) => panic!("{}: {error:?}", self.name),
        }
        // Two versions: this writer always takes their own.
        let two = apart(&self.repo);
        self.git().decided(&two).unwrap();
    }

    fn publish(&mut self, path: &'static str, published: &mut Published) {
        // The other name goes along, as the library does it.
        let together = self.renamed.iter().rev().find(|names| names.contains(&path));
        let names = together.map_or(vec![path], |names| names.to_vec());
        let chosen = paths(&names);
        let request = CommitRequest {
            onto: Onto::Upstream,
            paths: &chosen,
            message: &format!("{} publishes {path}", self.name),
            when: None,
            by: None,
        };
        for _ in 0..5 {
            let git = self.git();
            let made = match git.unsent(&chosen).unwrap() {
                Some(again) => again,
                None => match git.commit_paths(&request) {
                    Ok(made) => made.id,
                    Err(Error::NothingToCommit | Error::TwoVersions { .. }) => return,
                    Err(Error::RemoteMoved { .. }) => {
                        git.bring_in(&asked()).unwrap();
                        continue;
                    }
                    Err(error) => panic!("{error:?}"),
                },
            };
            match git.push(made, &mut quiet(), &Cancel::none()) {
                Ok(_) => {
                    self.sent.push(made);
                    for path in &names {
                        let text = self.repo.try_git(["show", &format!("{made}:{path}")]);
                        let text = String::from_utf8(text.stdout).unwrap();
                        published.extend(text.lines().map(|line| ((*path).to_owned(), line.to_owned())));
                    }
                    self.renamed.retain(|other| other[..] != names[..]);
                    return;
                }
                Err(Error::RemoteMoved { .. }) => {
                    git.fetch(&mut quiet(), &Cancel::none()).unwrap();
                    let room = git.make_room(made, &asked()).unwrap();
                    assert!(matches!(room, Room::Made(_)));
                }
                Err(error) => panic!("{error:?}"),
            }
        }
        panic!("nobody else pushes meanwhile");
    }

    fn undo(&mut self) {
        let Some(commit) = self.sent.pop() else { return };
        self.sync();
        let disk = |path: &PathBuf| std::fs::read(self.repo.path().join(path)).ok();
        let before: Vec<_> = POSTS.iter().map(|path| disk(&path.into())).collect();
        let made = match self.git().undo(commit, "Undo", None, &[]) {
            Ok(made) => made.id,
            Err(Error::ChangedSince { .. } | Error::NothingToCommit) => return,
            Err(error) => panic!("{error:?}"),
        };
        let after: Vec<_> = POSTS.iter().map(|path| disk(&path.into())).collect();
        assert_eq!(before, after, "the files on disk stay");
        self.git().push(made, &mut quiet(), &Cancel::none()).unwrap();
    }
}

fn fresh() -> String {
    (0..LINES * 4).map(|n| format!("line {n}\n")).collect()
}

/// Every commit that the remote ever had is still in it, and every published line in one of its versions.
fn nothing_is_lost(bare: &Repo, known: &mut Vec<String>, case: &str) {
    let all: Vec<String> = bare
        .git(["rev-list", "main"])
        .lines()
        .map(str::to_owned)
        .collect();
    for commit in known.iter() {
        assert!(all.contains(commit), "{case}: {commit} is gone from the remote");
    }
    *known = all;
}

fn play(seed: u64) -> [usize; 6] {
    let place = Place::new();
    let start = fresh();
    let files: Vec<(&str, &str)> = POSTS[..3].iter().map(|path| (*path, start.as_str())).collect();
    let (bare, blog) = place.published(&files);
    let other = place.clone_of(&bare, "other");
    let pushes = watch_pushes(&bare);
    let writer = |repo, name| Writer {
        repo,
        name,
        sent: Vec::new(),
        renamed: Vec::new(),
    };
    let mut writers = [writer(blog, "Ada"), writer(other, "Grace")];
    let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let (mut published, mut known, mut counts) = (Vec::new(), Vec::new(), [0; 6]);
    for step in 0..24 {
        let who = dice.roll(2);
        let what = [0, 0, 0, 1, 2, 3, 3, 3, 3, 4, 4, 5][dice.roll(12)];
        counts[what] += 1;
        match what {
            0 => writers[who].edit(&mut dice, step),
            1 => writers[who].delete(&mut dice),
            2 => writers[who].rename(&mut dice),
            3 => {
                let path = POSTS[dice.roll(POSTS.len())];
                writers[who].publish(path, &mut published);
            }
            4 => writers[who].sync(),
            _ => writers[who].undo(),
        }
        nothing_is_lost(&bare, &mut known, &format!("seed {seed}, step {step}"));
    }
    // Each publishes what is left, and both get it.
    for round in 0..3 {
        for writer in &mut writers {
            writer.sync();
            for path in POSTS {
                writer.publish(path, &mut published);
            }
            nothing_is_lost(&bare, &mut known, &format!("seed {seed}, at the end, {round}"));
        }
    }
    writers.iter().for_each(Writer::sync);
    let case = format!("seed {seed}");
    let history = bare.git(["log", "--format=", "-p", "-m", "--no-renames", "main"]);
    for (path, line) in &published {
        let added = format!("+{line}");
        assert!(
            history.lines().any(|known| known == added),
            "{case}: {line} of {path} is gone"
        );
    }
    let tree = |repo: &Repo| repo.git(["rev-parse", "HEAD^{tree}"]);
    assert_eq!(tree(&writers[0].repo), tree(&writers[1].repo), "{case}");
    for writer in &writers {
        assert_eq!(
            writer.repo.git(["rev-parse", "main"]),
            bare.git(["rev-parse", "main"]),
            "{case}"
        );
        assert!(
            writer.repo.status().is_empty(),
            "{case}: {:?}",
            writer.repo.status()
        );
        writer.repo.fsck();
    }
    bare.fsck();
    assert_eq!(forced(&pushes), Vec::<String>::new(), "{case}");
    counts
}

#[test]
fn two_writers_lose_nothing_and_agree_in_the_end() {
    let games = if std::env::var_os("GALLEY_FULL").is_some() {
        300
    } else {
        8
    };
    let mut all = [0; 6];
    for seed in 1..=games {
        let counts = play(seed);
        for (sum, count) in all.iter_mut().zip(counts) {
            *sum += count;
        }
    }
    let [edits, deletions, renames, publishes, syncs, undos] = all;
    println!(
        "{games} games: {edits} edits, {deletions} deletions, {renames} renames, {publishes} publishes, \
         {syncs} syncs, {undos} undos"
    );
}
