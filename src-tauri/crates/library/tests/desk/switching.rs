//! Going from post to post while everything is being saved: no text comes into another post.

use std::collections::{BTreeMap, HashSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use galley_library::view::{FieldEdit, SaveState};

use galley_testkit::dice::Dice;

use crate::support::{Blog, editor_hash, replace};

const POSTS: usize = 12;
const SWITCHES: usize = 1_000;

/// Ends the other thread, also when the test fails.
struct Done<'a>(&'a AtomicBool);

impl Drop for Done<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

fn path(n: usize) -> String {
    format!("posts/p{n:02}.md")
}

#[test]
fn a_thousand_switches_with_edits_never_mix_two_posts() {
    let ending = |n: usize| if n.is_multiple_of(3) { "\r\n" } else { "\n" };
    let files: Vec<(String, String)> = (0..POSTS)
        .map(|n| {
            (
                path(n),
                format!("---\ntitle: p{n:02}\n---\n<p{n:02}> begins.\nIt ends.\n").replace('\n', ending(n)),
            )
        })
        .collect();
    let blog = Blog::new(
        &files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
            .collect::<Vec<_>>(),
    );
    let desk = blog.open();
    let library = &desk.library;
    let mut bodies: BTreeMap<usize, String> = (0..POSTS)
        .map(|n| (n, format!("<p{n:02}> begins.\nIt ends.\n")))
        .collect();
    let mut titles: BTreeMap<usize, String> = (0..POSTS).map(|n| (n, format!("p{n:02}"))).collect();
    let mut leads: BTreeMap<usize, usize> = BTreeMap::new();
    let open: Mutex<HashSet<String>> = Mutex::default();
    let done = AtomicBool::new(false);
    let mut dice = Dice(42);

    std::thread::scope(|scope| {
        // Saves whatever is open, again and again, beside the saver's own thread.
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                let ids: Vec<String> = open.lock().unwrap().iter().cloned().collect();
                for id in ids {
                    if let Ok(save) = library.save_post(&id) {
                        assert!(
                            !matches!(save.state, SaveState::TwoVersions | SaveState::Failed),
                            "{save:?}"
                        );
                    }
                }
                std::thread::yield_now();
            }
        });
        let _done = Done(&done);
        for switch in 0..SWITCHES {
            let n = dice.roll(POSTS);
            let post = library.open_post(&path(n)).unwrap();
            open.lock().unwrap().insert(post.post.clone());
            let body = bodies.get_mut(&n).unwrap();
            if post.seq == 0 {
                // A post that is opened anew keeps the blank lines below its head to itself.
                let text = body.trim_start_matches('\n').to_owned();
                *leads.entry(n).or_default() += body.len() - text.len();
                *body = text;
            }
            assert_eq!(&post.body, body, "switch {switch}");
            assert_eq!(post.head.fields.title.as_ref(), titles.get(&n), "switch {switch}");
            for seq in post.seq + 1..=post.seq + 1 + u32::try_from(dice.roll(3)).unwrap() {
                let (from, long) = (dice.roll(body.len() + 1), dice.roll(3));
                let to = body.len().min(from + long);
                let text = if dice.roll(4) == 0 {
                    "\n".to_owned()
                } else {
                    format!("<p{n:02}>")
                };
                body.replace_range(from..to, &text);
                let ack = library
                    .edit_body(&post.post, seq, &replace(from, to, &text))
                    .unwrap();
                assert!(
                    ack.accepted && ack.hash == editor_hash(body),
                    "switch {switch}: {ack:?}"
                );
            }
            match dice.roll(6) {
                0 => {
                    let title = format!("p{n:02} at {switch}");
                    library
                        .edit_field(&post.post, &FieldEdit::Title { value: title.clone() })
                        .unwrap();
                    titles.insert(n, title);
                }
                1 => {
                    open.lock().unwrap().remove(&post.post);
                    library.close_post(&post.post).unwrap();
                }
                _ => {}
            }
        }
    });
    drop(desk);
    for n in 0..POSTS {
        let lead = "\n".repeat(leads.get(&n).copied().unwrap_or_default());
        let text = format!("---\ntitle: {}\n---\n{lead}{}", titles[&n], bodies[&n]).replace('\n', ending(n));
        assert_eq!(blog.text(&path(n)), text, "post {n}");
    }
    let left = blog.open().library.recoveries();
    assert!(left.is_empty(), "{left:?}");
}
