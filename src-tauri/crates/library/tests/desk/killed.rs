//! `kill -9` at any moment: the file is the old or the new one, and the text comes back.

use std::path::Path;
use std::time::{Duration, Instant};

use galley_library::view::{FieldEdit, SaveState};
use galley_library::{Library, Opening, Places};
use galley_testkit::dice::Dice;

use crate::support::{Blog, Desk, Running, SOON, clock, in_child, insert, second_process};

const PATH: &str = "posts/a.md";
const BASE: &str = "---\r\ntitle: A\r\n---\r\nBase.\r\n";

/// The library of a second process, in the folder of the first one's [`Blog`].
fn open_in_child(folder: &Path) -> Desk {
    galley_git::use_config_from(&folder.join("home")).unwrap();
    Desk::open(
        &folder.join("blog"),
        Places::under(&folder.join("galley")),
        clock(),
    )
    .unwrap()
}

/// How many edits the recovery log has on the disk.
fn logged(places: &Places) -> u32 {
    let folder = std::fs::read_dir(places.state.join("libraries"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap();
    let log = rusqlite::Connection::open(folder.path().join("recovery.sqlite")).unwrap();
    log.busy_timeout(SOON).unwrap();
    log.query_row("SELECT count(*) FROM edit", [], |row| row.get(0))
        .unwrap()
}

fn wait_logged(places: &Places, edits: u32) {
    let begun = Instant::now();
    while logged(places) < edits {
        assert!(
            begun.elapsed() < SOON,
            "the log has only {} of {edits} edits",
            logged(places)
        );
        std::thread::yield_now();
    }
}

/// Types words without a rest, so that the post is never saved by itself, and says which ones are in the log.
fn type_until_killed(folder: &Path) {
    let desk = open_in_child(folder);
    let post = desk.library.open_post(PATH).unwrap();
    desk.library
        .edit_field(
            &post.post,
            &FieldEdit::Title {
                value: "New title".into(),
            },
        )
        .unwrap();
    let mut at = 0;
    for seq in 1.. {
        let word = format!("w{seq} ");
        assert!(
            desk.library
                .edit_body(&post.post, seq, &insert(at, &word))
                .unwrap()
                .accepted
        );
        at += word.len();
        wait_logged(&Places::under(&folder.join("galley")), seq + 1);
        println!("logged {seq}");
    }
}

/// Kills a process that types, once it has logged some words. Returns how many it said were logged.
fn killed_while_typing(blog: &Blog, test: &str) -> usize {
    let mut child = Running::start(second_process(test, blog.place.path()));
    let mut last = 0;
    while last < 5 {
        last = child
            .said("logged ")
            .unwrap_or_else(|| panic!("the second process ended"))
            .parse()
            .unwrap();
    }
    child.kill();
    blog.let_go();
    last
}

#[test]
fn what_was_typed_comes_back_after_a_kill() {
    if let Some(folder) = in_child() {
        return type_until_killed(&folder);
    }
    let blog = Blog::new(&[(PATH, BASE)]);
    let typed = killed_while_typing(&blog, "killed::what_was_typed_comes_back_after_a_kill");
    assert_eq!(blog.text(PATH), BASE, "it was killed before the file was written");
    let desk = blog.open();
    let left = desk.library.recoveries();
    assert_eq!(left.len(), 1);
    assert_eq!(
        (left[0].path.as_str(), left[0].title.as_str()),
        (PATH, "New title")
    );
    assert!(
        left[0].words as usize >= typed && !left[0].file_changed,
        "{left:?}"
    );
    assert!(left[0].blocks.iter().any(|block| !block.runs.is_empty()));
    assert_eq!(blog.text(PATH), BASE, "asking changes nothing");

    let post = desk.library.recover(&left[0].id, true).unwrap().unwrap();
    assert_eq!(post.save.state, SaveState::Unsaved);
    assert_eq!(post.head.fields.title.as_deref(), Some("New title"));
    let words: Vec<&str> = post.body.trim_end().split(' ').collect();
    let (base, words) = words.split_last().unwrap();
    let wanted: Vec<String> = (1..=words.len()).map(|n| format!("w{n}")).collect();
    assert_eq!(
        (*base, words.iter().map(ToString::to_string).collect::<Vec<_>>()),
        ("Base.", wanted)
    );
    assert!(
        words.len() >= typed,
        "{typed} words were in the log, {} came back",
        words.len()
    );
    assert!(desk.library.recoveries().is_empty(), "it was answered");
    desk.wait_save(&post.post, SaveState::Saved);
    let text = format!("---\r\ntitle: New title\r\n---\r\n{} Base.\r\n", words.join(" "));
    assert_eq!(blog.text(PATH), text, "with the file's endings");
    drop(desk);
    assert!(blog.open().library.recoveries().is_empty());
}

#[test]
fn text_that_was_put_back_survives_a_second_crash() {
    if let Some(folder) = in_child() {
        let places = Places::under(&folder.join("galley"));
        if folder.join("again").exists() {
            let desk = open_in_child(&folder);
            let left = desk.library.recoveries();
            let post = desk.library.recover(&left[0].id, true).unwrap().unwrap();
            wait_logged(&places, 1);
            assert_eq!(post.save.state, SaveState::Unsaved);
            println!("logged 5");
            // Typing on holds the save back until the end comes.
            for seq in post.seq + 1.. {
                desk.library.edit_body(&post.post, seq, &insert(0, "")).unwrap();
                std::thread::yield_now();
            }
        }
        return type_until_killed(&folder);
    }
    let blog = Blog::new(&[(PATH, BASE)]);
    let test = "killed::text_that_was_put_back_survives_a_second_crash";
    let typed = killed_while_typing(&blog, test);
    std::fs::write(blog.place.path().join("again"), "").unwrap();
    killed_while_typing(&blog, test);
    assert_eq!(blog.text(PATH), BASE);
    let desk = blog.open();
    let left = desk.library.recoveries();
    assert_eq!(left.len(), 1, "{left:#?}");
    let post = desk.library.recover(&left[0].id, true).unwrap().unwrap();
    assert!(post.body.contains(&format!("w{typed} ")), "{}", post.body);
}

#[test]
fn a_declined_recovery_leaves_the_file() {
    if let Some(folder) = in_child() {
        return type_until_killed(&folder);
    }
    let blog = Blog::new(&[(PATH, BASE)]);
    killed_while_typing(&blog, "killed::a_declined_recovery_leaves_the_file");
    let desk = blog.open();
    let left = desk.library.recoveries();
    assert!(desk.library.recover(&left[0].id, false).unwrap().is_none());
    assert!(
        desk.library.recover(&left[0].id, true).unwrap().is_none(),
        "it was answered"
    );
    drop(desk);
    assert_eq!(blog.text(PATH), BASE);
    assert!(blog.open().library.recoveries().is_empty());
}

#[test]
fn a_file_that_changed_since_the_crash_is_said_so() {
    if let Some(folder) = in_child() {
        return type_until_killed(&folder);
    }
    let blog = Blog::new(&[(PATH, BASE)]);
    killed_while_typing(&blog, "killed::a_file_that_changed_since_the_crash_is_said_so");
    blog.repo.write(PATH, "---\ntitle: Theirs\n---\nTheirs.\n");
    let desk = blog.open();
    let left = desk.library.recoveries();
    assert!(left[0].file_changed);
    assert_eq!(blog.text(PATH), "---\ntitle: Theirs\n---\nTheirs.\n");
}

/// Line `n` times itself: a text in which half of another one is seen at once.
fn version(n: u32) -> String {
    format!("This is version {n} of the text.\n").repeat(2_000)
}

/// Saves one version after another.
fn save_until_killed(folder: &Path) {
    let desk = open_in_child(folder);
    let post = desk.library.open_post(PATH).unwrap();
    let last = post
        .body
        .lines()
        .next()
        .and_then(|line| line.split(' ').nth(3)?.parse::<u32>().ok());
    for (seq, n) in (1..).zip(last.unwrap_or(0) + 1..) {
        desk.library.replace_body(&post.post, seq, &version(n)).unwrap();
        assert_eq!(
            desk.library.save_post(&post.post).unwrap().state,
            SaveState::Saved
        );
        println!("saved {n}");
    }
}

#[test]
fn a_kill_during_a_save_leaves_the_old_or_the_new_bytes() {
    if let Some(folder) = in_child() {
        return save_until_killed(&folder);
    }
    let kills = if std::env::var_os("GALLEY_FULL").is_some() {
        200
    } else {
        20
    };
    let head = "---\ntitle: A\n---\n";
    let blog = Blog::new(&[(PATH, &format!("{head}{}", version(0)))]);
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let (mut low, mut comebacks) = (0, 0);
    for kill in 0..kills {
        let test = "killed::a_kill_during_a_save_leaves_the_old_or_the_new_bytes";
        let mut child = Running::start(second_process(test, blog.place.path()));
        let saved = |child: &Running| child.said("saved ").map(|n| n.parse::<u32>().unwrap());
        let Some(first) = saved(&child) else {
            panic!("the second process saved nothing")
        };
        // Not to wait for anything: to fall on another moment of a save each time.
        let until = Instant::now() + Duration::from_micros(dice.roll(30_000) as u64);
        while Instant::now() < until {
            std::hint::spin_loop();
        }
        child.kill();
        blog.let_go();
        let said = std::iter::from_fn(|| saved(&child)).last().unwrap_or(first);
        let text = blog.text(PATH);
        let body = text
            .strip_prefix(head)
            .unwrap_or_else(|| panic!("kill {kill}: the head is gone"));
        let there = (said..=said + 1).find(|n| body == version(*n));
        let Some(there) = there else {
            panic!(
                "kill {kill}: neither version {said} nor the next: {} bytes",
                body.len()
            )
        };
        assert!(there > low, "kill {kill}: version {there} after {low}");
        low = there;
        let desk = blog.open();
        for left in desk.library.recoveries() {
            // What was typed and not saved yet is whole too.
            let post = desk.library.recover(&left.id, true).unwrap().unwrap();
            assert!(
                post.body == version(there + 1),
                "kill {kill}: another text came back"
            );
            assert!(!left.file_changed, "kill {kill}: nobody but us wrote it");
            comebacks += 1;
        }
        drop(desk);
    }
    println!("{kills} kills, {low} versions saved, {comebacks} unsaved ones came back");
    let names: Vec<_> = std::fs::read_dir(blog.repo.path().join("posts"))
        .unwrap()
        .map(|f| f.unwrap().file_name())
        .collect();
    assert_eq!(names, ["a.md"], "nothing is left lying about");
    blog.repo.fsck();
}

#[test]
fn a_second_process_cannot_edit_the_same_library() {
    if let Some(folder) = in_child() {
        let _desk = open_in_child(&folder);
        println!("it is open");
        let mut never = String::new();
        std::io::stdin().read_line(&mut never).unwrap();
        return;
    }
    let blog = Blog::new(&[(PATH, BASE)]);
    let test = "killed::a_second_process_cannot_edit_the_same_library";
    let mut child = Running::start(second_process(test, blog.place.path()));
    child.said("it is open").unwrap();
    let refused = |folder: &Path| {
        Desk::open(folder, blog.places(), clock())
            .err()
            .map(|error| error.code)
    };
    assert_eq!(refused(blog.repo.path()), Some("repository.open-elsewhere"));
    let link = blog.place.path().join("link");
    std::os::unix::fs::symlink(blog.repo.path(), &link).unwrap();
    assert_eq!(
        refused(&link),
        Some("repository.open-elsewhere"),
        "by whatever name"
    );
    // The command line reads beside the window.
    let opening = Opening {
        places: blog.places(),
        clock: clock(),
        listener: None,
    };
    assert!(Library::open(blog.repo.path(), opening).is_ok());
    child.kill();
    blog.let_go();
    assert_eq!(
        refused(blog.repo.path()),
        None,
        "a process that is gone holds no lock"
    );
}

#[test]
fn one_process_cannot_open_it_twice_either() {
    let blog = Blog::new(&[(PATH, BASE)]);
    let desk = blog.open();
    let again = Desk::open(blog.repo.path(), blog.places(), clock());
    assert_eq!(
        again.err().map(|error| error.code),
        Some("repository.open-elsewhere")
    );
    drop(desk);
    blog.open();
}
