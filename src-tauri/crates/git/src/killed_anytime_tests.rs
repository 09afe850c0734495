//! Kills at times that nobody chose: by a signal from outside while the process runs on, and before every single system
//! call that changes something on the disk.

use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};

use galley_testkit::dice::Dice;
use galley_testkit::repo::Place;

use super::{
    BLOG, CHILD, HOME, VERB, nothing_of_mine_is_lost, prepared_behind, the_next_one_brings_together,
};
use crate::moment::MOMENTS;
use crate::moment::stop::TELL;

fn is_full() -> bool {
    std::env::var_os("GALLEY_FULL").is_some()
}

fn was_killed(status: ExitStatus) -> bool {
    status.signal() == Some(9)
}

/// A process that publishes, or gets changes, and tells each moment without stopping there. It is killed some moments
/// later, after as much idle work as chance says.
fn killed_by_chance(place: &Place, blog: &Path, verb: &str, dice: &mut Dice) -> Option<String> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([CHILD, "--exact", "--nocapture"])
        .env(BLOG, blog)
        .env(HOME, place.path().join("home"))
        .env(VERB, verb)
        .env(TELL, "1")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let (wanted, idle) = (dice.roll(MOMENTS.len()), dice.roll(3_000_000));
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    let (mut passed, mut last) = (0, String::from("the beginning"));
    while passed < wanted && out.read_line(&mut line).unwrap() > 0 {
        if let Some(moment) = line.trim_end().strip_prefix("passed ") {
            (passed, last) = (passed + 1, moment.to_owned());
        }
        line.clear();
    }
    (0..idle).for_each(|_| std::hint::spin_loop());
    child.kill().unwrap();
    let mut rest = String::new();
    out.read_to_string(&mut rest).unwrap();
    let mut told = rest.lines().filter_map(|line| line.strip_prefix("passed "));
    let last = told.next_back().map_or(last, str::to_owned);
    was_killed(child.wait().unwrap()).then_some(last)
}

#[test]
fn a_kill_at_any_time_loses_nothing_and_doubles_nothing() {
    let wanted = if is_full() { 200 } else { 3 };
    let mut dice = Dice(0x5EED);
    let (mut kills, mut too_late) = (0, 0);
    let mut after = std::collections::BTreeMap::new();
    while kills < wanted {
        let verb = ["publish", "sync"][kills % 2];
        let place = Place::new();
        let (bare, blog, staged) = prepared_behind(&place);
        let Some(moment) = killed_by_chance(&place, blog.path(), verb, &mut dice) else {
            too_late += 1;
            assert!(too_late < 20 * wanted, "it is always too late");
            continue;
        };
        kills += 1;
        let case = format!("{verb}, killed by chance some time after {moment}");
        nothing_of_mine_is_lost(&bare, &blog, &staged, &case);
        the_next_one_brings_together(&place, &bare, &blog, &staged, &case);
        *after.entry(format!("{verb} after {moment}")).or_insert(0) += 1;
    }
    println!("{kills} kills at times of chance, {too_late} that came too late; {after:?}");
}

/// What changes something on a disk, or makes it lasting.
const CALLS: [&str; 20] = [
    "write",
    "pwrite64",
    "writev",
    "rename",
    "renameat",
    "renameat2",
    "link",
    "linkat",
    "unlink",
    "unlinkat",
    "mkdir",
    "mkdirat",
    "rmdir",
    "symlinkat",
    "ftruncate",
    "fchmod",
    "chmod",
    "fsync",
    "fdatasync",
    "syncfs",
];

/// Which call the process is killed before: its name and its number.
pub(super) const CALL: &str = "GALLEY_TEST_CALL";

/// Lets `strace` kill this process before the call that is wanted.
pub(super) fn be_killed_before(wanted: &str) {
    let (call, at) = wanted.split_once(' ').unwrap();
    let inject = format!("inject={call}:signal=KILL:when={at}");
    watched(&["-o", "/dev/null", "-e", &format!("trace={call}"), "-e", &inject]);
}

/// Starts a `strace` with these words for this thread alone: its calls are counted in one row, and the programs that it
/// starts are not touched.
pub(super) fn watched(words: &[&str]) {
    let thread = std::fs::read_link("/proc/thread-self").unwrap();
    let mut strace = Command::new("strace")
        .args(words)
        .arg("-p")
        .arg(thread.file_name().unwrap())
        .stdin(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut says = BufReader::new(strace.stderr.take().unwrap());
    let mut line = String::new();
    says.read_line(&mut line).unwrap();
    assert!(line.contains("attached"), "{line}");
    // Somebody has to listen to it, or it would wait.
    std::thread::spawn(move || {
        let _ = says.read_to_string(&mut String::new());
        strace.wait()
    });
}

/// Whether a process can be watched here; says so where it cannot.
pub(super) fn strace_works() -> bool {
    let mut command = Command::new("strace");
    let tried = command.args(["-qq", "-o", "/dev/null", "true"]).status();
    let works = tried.is_ok_and(|status| status.success());
    if !works {
        println!("Skipped: strace is not there, or may not watch a process here");
    }
    works
}

/// Killed before its call number `at` of `call`. False when it came to its end.
fn killed_before(place: &Place, blog: &Path, verb: &str, call: &str, at: usize) -> bool {
    let output = Command::new(std::env::current_exe().unwrap())
        .args([CHILD, "--exact", "--nocapture"])
        .env(BLOG, blog)
        .env(HOME, place.path().join("home"))
        .env(VERB, verb)
        .env(CALL, format!("{call} {at}"))
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(
        output.status.success() || was_killed(output.status),
        "{verb}, {call} {at}: {output:?}"
    );
    !output.status.success()
}

#[test]
fn a_kill_before_any_call_that_changes_the_disk_loses_nothing_and_doubles_nothing() {
    if !strace_works() {
        return;
    }
    let try_one = |verb: &str, call: &str, at: usize| {
        let place = Place::new();
        let (bare, blog, staged) = prepared_behind(&place);
        if !killed_before(&place, blog.path(), verb, call, at) {
            return false;
        }
        let case = format!("{verb}, killed before {call} {at}");
        nothing_of_mine_is_lost(&bare, &blog, &staged, &case);
        the_next_one_brings_together(&place, &bare, &blog, &staged, &case);
        true
    };
    if !is_full() {
        // All of them take many minutes; a few show that the way is right.
        for (call, at) in [("rename", 2), ("unlink", 3), ("fsync", 9)] {
            assert!(try_one("publish", call, at), "{call} {at} was not reached");
        }
        return;
    }
    for verb in ["publish", "sync"] {
        let counts: Vec<(&str, usize)> = CALLS
            .into_iter()
            .map(|call| (call, (1..).take_while(|at| try_one(verb, call, *at)).count()))
            .filter(|(_, count)| *count > 0)
            .collect();
        let kills: usize = counts.iter().map(|(_, count)| count).sum();
        println!("{verb}: {kills} kills, one before each call that changes the disk: {counts:?}");
        assert!(kills > 50, "{verb} changes something");
    }
}
