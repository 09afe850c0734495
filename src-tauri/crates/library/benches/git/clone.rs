//! A copy of a large blog beside `git clone`.

use std::fs;
use std::time::Instant;

use galley_git::Cancel;
use galley_testkit::repo::Place;
use galley_testkit::server::SshServer;

use crate::{POSTS, Taken, imported, ms, one_commit, path_of, post, rounds, script};

/// A copy of the blog, as `git clone` makes one: over SSH, and from a folder by the same protocol (for a folder `git` would
/// else link the files that are there).
pub(crate) fn cloning(place: &Place) {
    let posts = (0..POSTS).map(|number| (path_of(number), post(number)));
    let bare = imported(place, "cloned.git", &one_commit(posts));
    let server = SshServer::start();
    let home = place.path().join("home");
    bare.git([
        "config",
        "--file",
        &home.join(".gitconfig").display().to_string(),
        "core.sshCommand",
        &server.command(),
    ]);
    let rounds = rounds().min(9);
    println!(
        "\n{POSTS} posts are copied; {rounds} rounds, medians, ms\n\n| from | who | all | beside git |\n|---|---|--:|--:|"
    );
    for (from, address) in [
        ("folder", format!("file://{}", bare.path().display())),
        ("SSH", server.address(SshServer::HOST, bare.path())),
    ] {
        let mut times = [const { Vec::new() }; 2];
        for round in 0..rounds {
            for turn in 0..2 {
                let who = (turn + round) % 2;
                let folder = place.path().join(format!("copy-{from}-{who}-{round}"));
                let shown = folder.display().to_string();
                let begun = Instant::now();
                if who == 0 {
                    galley_git::clone(&address, &folder, &mut |_| {}, &Cancel::none()).expect("a copy");
                } else {
                    let made = [
                        "clone",
                        "--quiet",
                        "-c",
                        "core.fsync=all",
                        "-c",
                        "core.fsyncMethod=fsync",
                        &address,
                        &shown,
                    ];
                    script(&bare, &home, &[&made]);
                }
                times[who].push(vec![begun.elapsed()]);
                let files = fs::read_dir(folder.join("content/posts"))
                    .expect("its posts")
                    .count();
                assert_eq!(files, POSTS, "all of it is there");
                fs::remove_dir_all(&folder).expect("it goes again");
            }
        }
        let [galley, git] = times.map(Taken);
        let beside = galley.total().as_secs_f64() / git.total().as_secs_f64();
        println!(
            "| {from} | `galley-git` | {} | {beside:.2}× |",
            ms(galley.total())
        );
        println!("| {from} | `git clone` | {} | 1 |", ms(git.total()));
    }
}
