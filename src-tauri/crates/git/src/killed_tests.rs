//! Killing a process in the middle of publishing, at every moment that leaves something different behind.
//!
//! The process is this test binary again, told by a variable where to stop. It says when it is there, and is killed then.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, SystemTime};

use galley_testkit::repo::{Place, Repo};

use crate::moment::stop::{self, STOP_AT};
use crate::moment::{MOMENTS, Moment};
use crate::{Asked, Cancel, CommitRequest, Error, Merging, Onto, Repository, Room};

const CHILD: &str = "killed::the_process_that_is_killed";
const BLOG: &str = "GALLEY_TEST_BLOG";
const HOME: &str = "GALLEY_TEST_HOME";
const VERB: &str = "GALLEY_TEST_VERB";

/// Gets what the remote has, the way the library does.
fn sync(folder: &Path, home: &Path) {
    crate::use_config_from(home).unwrap();
    let repository = Repository::open(folder).unwrap();
    with_asked(|asked| repository.sync(asked, &mut |_| {}, &Cancel::none()).unwrap());
}

/// What bringing in asks. The note's merge says something else when it is made twice.
fn with_asked<T>(work: impl FnOnce(&Asked<'_>) -> T) -> T {
    work(&Asked {
        cancel: Cancel::none(),
        merge: &|path, three| match path.to_str() {
            Some("note.md") => Merging::Merged([three.mine, three.theirs].concat()),
            _ => Merging::ByLines,
        },
        keep: &|_| false,
    })
}

/// Publishes the post the way the library does: what was begun is finished, what was made and not sent is sent, else a new
/// commit; and when somebody was faster, theirs is brought in and it goes on top.
fn publish(folder: &Path, home: &Path) {
    crate::use_config_from(home).unwrap();
    let repository = Repository::open(folder).unwrap();
    with_asked(|asked| publish_asking(&repository, asked));
}

fn publish_asking(repository: &Repository, asked: &Asked<'_>) {
    if repository.is_interrupted().unwrap() {
        repository.bring_in(asked).unwrap();
    }
    let paths = [PathBuf::from("post.md"), PathBuf::from("picture.png")];
    let request = CommitRequest {
        onto: Onto::Upstream,
        paths: &paths,
        message: "post",
        when: None,
        by: None,
    };
    for _ in 0..5 {
        let made = match repository.unsent(&paths).unwrap() {
            Some(again) => again,
            None => match repository.commit_paths(&request) {
                Ok(made) => made.id,
                // The server has it, and that is known here.
                Err(Error::NothingToCommit) => return,
                Err(Error::RemoteMoved { .. }) => {
                    repository.bring_in(asked).unwrap();
                    continue;
                }
                Err(error) => panic!("{error:?}"),
            },
        };
        match repository.push(made, &mut |_| {}, &Cancel::none()) {
            Ok(_) => return,
            Err(Error::RemoteMoved { .. }) => {
                repository.fetch(&mut |_| {}, &Cancel::none()).unwrap();
                match repository.make_room(made, asked).unwrap() {
                    Room::Arrived(_) => return,
                    Room::Made(_) => {}
                }
            }
            Err(error) => panic!("{error:?}"),
        }
    }
    panic!("nobody else pushes");
}

/// What the killed process runs; as a test by itself it has nothing to do.
#[test]
fn the_process_that_is_killed() {
    if let (Some(blog), Some(home)) = (std::env::var_os(BLOG), std::env::var_os(HOME)) {
        let (blog, home) = (Path::new(&blog), Path::new(&home));
        if let Ok(call) = std::env::var(anytime::CALL) {
            anytime::be_killed_before(&call);
        }
        if let Ok(file) = std::env::var(durable::CALLS_TO) {
            durable::be_watched(&file);
        }
        match std::env::var(VERB).as_deref() {
            Ok("sync") => sync(blog, home),
            Ok("switch") => switch::switch(blog, home),
            _ => publish(blog, home),
        }
        println!("\nstopped at the end");
        // Nobody reads what the test's own frame would say.
        std::process::exit(0);
    }
}

/// The process that is to be killed.
fn start_of(place: &Place, blog: &Repo) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args([CHILD, "--exact", "--nocapture"])
        .env(BLOG, blog.path())
        .env(HOME, place.path().join("home"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    command
}

fn start(place: &Place, blog: &Repo, moment: Option<Moment>) -> Child {
    let mut command = start_of(place, blog);
    if let Some(moment) = moment {
        command.env(STOP_AT, format!("{moment:?}"));
    }
    command.spawn().unwrap()
}

/// Where it stopped.
fn stopped_at(child: &mut Child) -> String {
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    lines
        .map_while(Result::ok)
        .find_map(|line| line.strip_prefix("stopped at ").map(str::to_owned))
        .expect("the process ended before")
}

/// A published blog with an earlier commit that is not to go, another file staged, and a changed post.
fn prepared(place: &Place) -> (Repo, Repo, String) {
    let (bare, blog) = place.published(&[("post.md", "0\n"), ("staged.md", "0\n"), ("earlier.md", "0\n")]);
    blog.write("earlier.md", "1\n");
    blog.commit_all("earlier");
    blog.write("staged.md", "staged\n");
    blog.git(["add", "staged.md"]);
    let staged = blog.git(["ls-files", "--stage", "staged.md"]);
    blog.write("post.md", "1\n");
    blog.write("picture.png", "\0png");
    // Nothing over there is known to Git's settings, so that the last step has something to do.
    blog.git(["branch", "--unset-upstream"]);
    (bare, blog, staged)
}

/// Locks of refs and settings are taken over only when they are old; they are made so, instead of waiting.
fn age_locks(blog: &Repo) {
    for path in left_behind(&blog.path().join(".git")) {
        if path.extension().is_some_and(|end| end == "lock")
            && let Ok(lock) = std::fs::File::options().write(true).open(path)
        {
            lock.set_modified(SystemTime::now() - Duration::from_secs(60))
                .unwrap();
        }
    }
}

fn count(repo: &Repo, subject: &str) -> usize {
    repo.subjects("main")
        .iter()
        .filter(|line| *line == subject)
        .count()
}

/// Whole, and with all that was there before.
fn nothing_is_lost(bare: &Repo, blog: &Repo, staged: &str, case: &str) {
    at_rest(bare);
    bare.fsck();
    blog.fsck();
    assert_eq!(
        blog.git(["ls-files", "--stage", "staged.md"]),
        staged,
        "{case}: what was staged"
    );
    assert_eq!(
        count(blog, "earlier"),
        1,
        "{case}: the earlier commit, {:?}",
        blog.subjects("main")
    );
    assert_eq!(blog.git(["show", "main:earlier.md"]), "1", "{case}");
    assert_eq!(
        (blog.read("post.md"), blog.read("picture.png")),
        (b"1\n".to_vec(), b"\0png".to_vec())
    );
    assert_eq!(count(bare, "earlier"), 0, "{case}: only what was chosen is sent");
    assert!(count(blog, "post") <= 1 && count(bare, "post") <= 1, "{case}");
}

/// Publishing again comes to the same end as publishing once.
fn the_next_one_repairs(place: &Place, bare: &Repo, blog: &Repo, staged: &str, case: &str) {
    age_locks(blog);
    let mut child = start(place, blog, None);
    assert_eq!(stopped_at(&mut child), "the end", "{case}");
    assert!(child.wait().unwrap().success());
    nothing_is_lost(bare, blog, staged, case);
    assert_eq!(bare.subjects("main"), ["post", "first"], "{case}");
    assert_eq!(bare.files_of("main"), ["picture.png", "post.md"], "{case}");
    assert_eq!(blog.subjects("main"), ["earlier", "post", "first"], "{case}");
    for here in ["origin/main", "main~1"] {
        assert_eq!(
            blog.git(["rev-parse", here]),
            bare.git(["rev-parse", "main"]),
            "{case}"
        );
    }
    assert_eq!(
        blog.git(["rev-parse", "--abbrev-ref", "main@{upstream}"]),
        "origin/main"
    );
    assert_eq!(blog.status(), ["M  staged.md"], "{case}");
    let left = left_behind(&blog.path().join(".git"));
    assert!(left.is_empty(), "{case}: {left:?}");
}

/// Locks and copies of the index. Half a pack or object that nobody has asked for is in nobody's way.
fn left_behind(folder: &Path) -> Vec<PathBuf> {
    let (mut found, mut folders) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = folders.pop() {
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            if path.is_dir() && !name.starts_with("galley-") {
                if name != "objects" {
                    folders.push(path);
                }
            } else if name.ends_with(".lock")
                || name.starts_with("index.galley")
                || name.starts_with("galley-")
            {
                found.push(path);
            }
        }
    }
    found
}

#[test]
fn a_kill_at_any_moment_of_publishing_loses_nothing_and_doubles_nothing() {
    let rounds = if std::env::var_os("GALLEY_FULL").is_some() {
        20
    } else {
        1
    };
    let mut kills = 0;
    for &moment in publishing() {
        for _ in 0..rounds {
            let place = Place::new();
            let (bare, blog, staged) = prepared(&place);
            let mut child = start(&place, &blog, Some(moment));
            assert_eq!(stopped_at(&mut child), format!("{moment:?}"));
            child.kill().unwrap();
            child.wait().unwrap();
            kills += 1;
            let case = format!("killed at {moment:?}");
            nothing_is_lost(&bare, &blog, &staged, &case);
            the_next_one_repairs(&place, &bare, &blog, &staged, &case);
        }
    }
    println!(
        "{kills} kills, {rounds} at each of {} moments",
        publishing().len()
    );
}

/// The moments of a publish when nobody else was faster.
fn publishing() -> &'static [Moment] {
    let last = MOMENTS.iter().position(|moment| *moment == Moment::Noted);
    &MOMENTS[..=last.unwrap()]
}

/// The moments of one for which room had to be made.
fn bringing_in() -> &'static [Moment] {
    let last = MOMENTS.iter().position(|moment| *moment == Moment::BroughtIn);
    &MOMENTS[..=last.unwrap()]
}

/// A text whose first and last line can be changed by two people.
fn text(first: &str, last: &str) -> String {
    format!("{first}\n\n1\n2\n3\n4\n5\n\n{last}\n")
}

/// Like [`prepared`], and the remote has changed the same post, a post with unpublished changes, and others.
fn prepared_behind(place: &Place) -> (Repo, Repo, String) {
    let files = [
        ("post.md", &*text("A", "Z")),
        ("note.md", &*text("A", "Z")),
        ("staged.md", "0\n"),
        ("earlier.md", "0\n"),
        ("gone.md", "0\n"),
    ];
    let (bare, blog) = place.published(&files);
    let other = place.clone_of(&bare, "other");
    other.write("post.md", text("A", "theirs"));
    other.write("note.md", text("A", "theirs"));
    other.write("more/theirs.md", "theirs\n");
    other.remove("gone.md");
    other.commit_all("theirs");
    other.git(["push"]);
    blog.write("earlier.md", "1\n");
    blog.commit_all("earlier");
    blog.write("staged.md", "staged\n");
    blog.git(["add", "staged.md"]);
    let staged = blog.git(["ls-files", "--stage", "staged.md"]);
    blog.write("post.md", text("mine", "Z"));
    blog.write("note.md", text("mine", "Z"));
    blog.write("picture.png", "\0png");
    (bare, blog, staged)
}

/// Waits until no program of the server's works in `bare` any more: it is not killed with the one that sent to it.
fn at_rest(bare: &Repo) {
    use rustix::event::{PollFd, PollFlags, poll};
    use rustix::process::{Pid, PidfdFlags, pidfd_open};
    let place = bare.path().as_os_str().as_encoded_bytes();
    for process in std::fs::read_dir("/proc").unwrap().flatten() {
        let number = process.file_name().to_str().and_then(|name| name.parse().ok());
        let called = std::fs::read(process.path().join("cmdline")).unwrap_or_default();
        if !called.windows(place.len()).any(|part| part == place) {
            continue;
        }
        if let Some(Ok(there)) = number
            .and_then(Pid::from_raw)
            .map(|pid| pidfd_open(pid, PidfdFlags::empty()))
        {
            poll(&mut [PollFd::new(&there, PollFlags::IN)], None).unwrap();
        }
    }
}

fn nothing_of_mine_is_lost(bare: &Repo, blog: &Repo, staged: &str, case: &str) {
    at_rest(bare);
    bare.fsck();
    blog.fsck();
    assert_eq!(blog.git(["ls-files", "--stage", "staged.md"]), staged, "{case}");
    assert_eq!(count(blog, "earlier"), 1, "{case}: {:?}", blog.subjects("main"));
    assert_eq!(blog.git(["show", "main:earlier.md"]), "1", "{case}");
    for path in ["post.md", "note.md"] {
        let now = String::from_utf8(blog.read(path)).unwrap();
        assert!(now.starts_with("mine\n"), "{case}: {path} is {now}");
        assert!(
            now.ends_with("Z\n") || now.ends_with("theirs\n"),
            "{case}: {path} is {now}"
        );
    }
    assert_eq!(blog.read("picture.png"), b"\0png");
    assert_eq!((count(bare, "earlier"), count(bare, "theirs")), (0, 1), "{case}");
    assert!(count(blog, "post") <= 1 && count(bare, "post") <= 1, "{case}");
}

fn the_next_one_brings_together(place: &Place, bare: &Repo, blog: &Repo, staged: &str, case: &str) {
    age_locks(blog);
    let mut child = start(place, blog, None);
    assert_eq!(stopped_at(&mut child), "the end", "{case}");
    assert!(child.wait().unwrap().success());
    nothing_of_mine_is_lost(bare, blog, staged, case);
    assert_eq!(bare.subjects("main"), ["post", "theirs", "first"], "{case}");
    assert_eq!(bare.files_of("main"), ["picture.png", "post.md"], "{case}");
    assert_eq!(
        bare.git(["show", "main:post.md"]),
        text("mine", "theirs").trim_end(),
        "{case}"
    );
    assert_eq!(
        blog.subjects("main"),
        ["earlier", "post", "theirs", "first"],
        "{case}"
    );
    assert_eq!(blog.read("post.md"), text("mine", "theirs").as_bytes(), "{case}");
    let once = [text("mine", "Z"), text("A", "theirs")].concat();
    assert_eq!(String::from_utf8(blog.read("note.md")).unwrap(), once, "{case}");
    assert_eq!(blog.read("more/theirs.md"), b"theirs\n", "{case}");
    assert!(!blog.path().join("gone.md").exists(), "{case}");
    assert_eq!(blog.status(), [" M note.md", "M  staged.md"], "{case}");
    let left = left_behind(&blog.path().join(".git"));
    assert!(left.is_empty(), "{case}: {left:?}");
}

#[test]
fn a_kill_at_any_moment_of_bringing_in_loses_nothing_and_doubles_nothing() {
    let rounds = if std::env::var_os("GALLEY_FULL").is_some() {
        20
    } else {
        1
    };
    let mut kills = 0;
    for &moment in bringing_in() {
        for _ in 0..rounds {
            let place = Place::new();
            let (bare, blog, staged) = prepared_behind(&place);
            let mut child = start(&place, &blog, Some(moment));
            assert_eq!(stopped_at(&mut child), format!("{moment:?}"));
            child.kill().unwrap();
            child.wait().unwrap();
            kills += 1;
            let case = format!("killed at {moment:?}");
            nothing_of_mine_is_lost(&bare, &blog, &staged, &case);
            the_next_one_brings_together(&place, &bare, &blog, &staged, &case);
        }
    }
    println!(
        "{kills} kills, {rounds} at each of {} moments",
        bringing_in().len()
    );
}

#[test]
fn kills_one_after_the_other_while_bringing_in_add_up_to_nothing() {
    let place = Place::new();
    let (bare, blog, staged) = prepared_behind(&place);
    let after = MOMENTS.iter().position(|moment| *moment == Moment::TakenBack);
    for &moment in &bringing_in()[after.unwrap()..] {
        for _ in 0..2 {
            let mut child = start(&place, &blog, Some(moment));
            let at = stopped_at(&mut child);
            child.kill().unwrap();
            child.wait().unwrap();
            age_locks(&blog);
            nothing_of_mine_is_lost(&bare, &blog, &staged, &at);
        }
    }
    the_next_one_brings_together(&place, &bare, &blog, &staged, "after all of them");
}

/// What would be lost in a power cut: the branch must not point to what is not on the disk yet, and what is said to be
/// done must be there.
#[test]
fn what_is_said_to_be_done_is_on_the_disk() {
    let place = Place::new();
    let (_, blog, _) = prepared(&place);
    stop::passed();
    publish(blog.path(), &place.path().join("home"));
    let passed = stop::passed();
    let at = |what: &str| passed.iter().position(|moment| *moment == what).unwrap();
    let synced: Vec<usize> = (0..passed.len())
        .filter(|&n| passed[n] == "on the disk")
        .collect();
    let between = |from: &str, to: usize| synced.iter().any(|&n| at(from) < n && n < to);
    assert!(between("IndexWritten", at("BranchLocked")), "{passed:?}");
    assert!(between("BranchMoved", at("Committed")), "{passed:?}");
    assert!(between("Noted", passed.len()), "{passed:?}");
}

/// Killed over and over, each time one moment later, as a laptop with a bad battery would.
#[test]
fn kills_one_after_the_other_add_up_to_nothing() {
    let place = Place::new();
    let (bare, blog, staged) = prepared(&place);
    for &moment in publishing() {
        let mut child = start(&place, &blog, Some(moment));
        let at = stopped_at(&mut child);
        child.kill().unwrap();
        child.wait().unwrap();
        // After the commit is made the earlier moments do not come again, and after the push no others.
        assert!(at == format!("{moment:?}") || at == "the end", "{at}");
        age_locks(&blog);
        nothing_is_lost(&bare, &blog, &staged, &at);
    }
    the_next_one_repairs(&place, &bare, &blog, &staged, "after all of them");
}

/// The server takes the commit although the one who sent it is gone and heard no answer.
#[test]
fn a_kill_while_the_server_decides_does_not_publish_twice() {
    let place = Place::new();
    let (bare, blog, staged) = prepared(&place);
    let fifo = |name: &str| {
        let path = place.path().join(name);
        assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
        path
    };
    let (ready, go, moved) = (fifo("ready"), fifo("go"), fifo("moved"));
    let waits = format!("echo here > '{}'; cat '{}'", ready.display(), go.display());
    let hook = bare.hook("pre-receive", &waits);
    let tells = format!("[ \"$1\" != committed ] || echo moved > '{}'", moved.display());
    let end = bare.hook("reference-transaction", &tells);
    let mut child = start(&place, &blog, None);
    assert_eq!(std::fs::read_to_string(&ready).unwrap(), "here\n");
    child.kill().unwrap();
    child.wait().unwrap();
    std::fs::write(&go, "").unwrap();
    assert_eq!(std::fs::read_to_string(&moved).unwrap(), "moved\n");
    std::fs::remove_file(hook).unwrap();
    std::fs::remove_file(end).unwrap();
    assert_eq!(count(&bare, "post"), 1, "the server went on");
    nothing_is_lost(&bare, &blog, &staged, "killed while the server decides");
    the_next_one_repairs(&place, &bare, &blog, &staged, "after the server decided");
}

/// An earlier commit and the remote say different things of one file: the writer's stays on disk through every kill.
#[test]
fn a_kill_while_bringing_in_never_takes_a_version_that_waits_for_the_writer() {
    let after = MOMENTS.iter().position(|moment| *moment == Moment::TakenBack);
    for &moment in &bringing_in()[after.unwrap()..] {
        let place = Place::new();
        let (bare, blog) = place.published(&[("post.md", "0\n"), ("both.md", "0\n")]);
        let other = place.clone_of(&bare, "other");
        other.write("both.md", "theirs\n");
        other.write("more.md", "theirs\n");
        other.commit_all("theirs");
        other.git(["push"]);
        blog.write("both.md", "mine\n");
        blog.commit_all("earlier");
        blog.write("post.md", "1\n");
        blog.write("picture.png", "\0png");
        let mut child = start(&place, &blog, Some(moment));
        assert_eq!(stopped_at(&mut child), format!("{moment:?}"));
        child.kill().unwrap();
        child.wait().unwrap();
        age_locks(&blog);
        assert_eq!(blog.read("both.md"), b"mine\n", "killed at {moment:?}");
        let mut child = start(&place, &blog, None);
        assert_eq!(stopped_at(&mut child), "the end", "{moment:?}");
        child.wait().unwrap();
        assert_eq!(blog.read("both.md"), b"mine\n", "after a kill at {moment:?}");
        crate::use_config_from(&place.path().join("home")).unwrap();
        let apart = Repository::open(blog.path()).unwrap().apart().unwrap();
        let paths: Vec<_> = apart.iter().map(|two| two.path.to_str().unwrap()).collect();
        assert_eq!(paths, ["both.md"], "{moment:?}");
        assert_eq!(apart[0].base.as_deref(), Some(&b"0\n"[..]), "{moment:?}");
        assert_eq!(bare.subjects("main"), ["post", "theirs", "first"], "{moment:?}");
        assert_eq!(count(&blog, "earlier"), 1, "{moment:?}");
        assert_eq!(blog.git(["show", "main:both.md"]), "theirs", "{moment:?}");
        bare.fsck();
        blog.fsck();
    }
}

#[path = "killed_anytime_tests.rs"]
mod anytime;

#[path = "killed_switch_tests.rs"]
mod switch;

#[path = "durable_tests.rs"]
mod durable;
