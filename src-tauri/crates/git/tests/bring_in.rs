//! Bringing in what the remote has: commits, staged files, and the writer's own files, judged by `git`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

mod support;

use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use galley_git::{Asked, BroughtIn, Cancel, Error, Merging, Onto};
use galley_testkit::repo::{Place, Repo};
use support::{apart, bring_in, changes, commit, id, open, paths, quiet};

/// A text with room between its lines, so that Git can merge changes of the first and of the last.
fn text(first: &str, last: &str) -> String {
    format!("{first}\n\n1\n2\n3\n4\n5\n6\n\n{last}\n")
}

fn fetch(repo: &Repo) {
    open(repo).fetch(&mut quiet(), &Cancel::none()).unwrap();
}

/// A blog with these files, and another clone of it.
fn two(place: &Place, files: &[(&str, &str)]) -> (Repo, Repo, Repo) {
    let (bare, blog) = place.published(files);
    let other = place.clone_of(&bare, "other");
    (bare, blog, other)
}

fn push(repo: &Repo, message: &str) -> String {
    let id = repo.commit_all(message);
    repo.git(["push", "--quiet"]);
    id
}

fn whole(repos: &[&Repo]) {
    repos.iter().for_each(|repo| repo.fsck());
}

fn sorted(brought: &BroughtIn) -> Vec<PathBuf> {
    let mut paths = brought.paths.clone();
    paths.sort();
    paths
}

#[test]
fn what_came_is_taken_over_and_the_writers_own_is_left_alone() {
    let place = Place::new();
    let (_, blog, other) = two(
        &place,
        &[
            ("a", "1\n"),
            ("gone", "g\n"),
            ("mine", "m\n"),
            ("x/y/deep", "d\n"),
        ],
    );
    other.write("a", "2\n");
    other.remove("gone");
    other.remove("x/y/deep");
    other.write("new/post", "n\n");
    let tip = push(&other, "two");
    fetch(&blog);
    blog.write("mine", "edited\n");
    blog.write("staged", "s\n");
    blog.git(["add", "staged"]);
    blog.write("untracked", "u\n");
    let brought = bring_in(&blog).unwrap();
    assert_eq!(brought.to, Some(id(&tip)));
    assert!(!brought.merged && brought.replayed.is_empty());
    assert_eq!(sorted(&brought), paths(&["a", "gone", "new/post", "x/y/deep"]));
    assert_eq!((blog.head(), blog.read("a")), (tip, b"2\n".to_vec()));
    assert_eq!(blog.status(), [" M mine", "A  staged", "?? untracked"]);
    assert!(!blog.path().join("gone").exists());
    assert!(!blog.path().join("x").exists(), "empty folders go too");
    assert_eq!(bring_in(&blog).unwrap().paths, Vec::<PathBuf>::new());
    assert_eq!(blog.git(["symbolic-ref", "HEAD"]), "refs/heads/main");
    assert!(
        !blog.path().join(".git/galley-files").exists() && !blog.path().join(".git/galley-sync").exists()
    );
    whole(&[&blog]);
}

#[test]
fn commits_that_touch_other_files_are_made_anew_as_they_were() {
    let place = Place::new();
    let (_, blog, other) = two(&place, &[("a", "1\n"), ("b", "1\n")]);
    other.write("a", "2\n");
    let theirs = push(&other, "theirs");
    for n in ["one", "two"] {
        blog.write("b", format!("{n}\n"));
        blog.git([
            "commit",
            "--quiet",
            "-am",
            n,
            "--author=Grace <grace@example.org>",
            "--date=1600000000 +0100",
        ]);
    }
    let (old, before) = (
        blog.head(),
        blog.git(["log", "--format=%an %ae %ad %cn %cd %B", "-2"]),
    );
    fetch(&blog);
    let brought = bring_in(&blog).unwrap();
    assert!(!brought.merged);
    assert_eq!(brought.replayed.last().unwrap(), &(id(&old), id(&blog.head())));
    assert_eq!(blog.subjects("main"), ["two", "one", "theirs", "first"]);
    assert_eq!(blog.git(["rev-parse", "main~2"]), theirs);
    assert_eq!(blog.git(["log", "--format=%an %ae %ad %cn %cd %B", "-2"]), before);
    assert_eq!(blog.git(["show", "main~1:b"]), "one");
    assert_eq!(
        (blog.read("a"), blog.read("b")),
        (b"2\n".to_vec(), b"two\n".to_vec())
    );
    assert!(blog.status().is_empty());
    whole(&[&blog]);
}

#[test]
fn commits_that_touch_the_same_file_are_merged_with_both_as_parents() {
    let place = Place::new();
    let (_, blog, other) = two(&place, &[("a", &text("A", "Z")), ("b", "1\n")]);
    other.write("a", text("A", "theirs"));
    let theirs = push(&other, "theirs");
    blog.write("a", text("mine", "Z"));
    let mine = blog.commit_all("mine");
    fetch(&blog);
    let brought = bring_in(&blog).unwrap();
    assert!(brought.merged && brought.replayed.is_empty() && brought.apart.is_empty());
    assert_eq!(
        blog.git(["rev-parse", "main^1", "main^2"]),
        format!("{mine}\n{theirs}")
    );
    assert_eq!(blog.git(["show", "main:a"]), text("mine", "theirs").trim_end());
    assert_eq!(blog.read("a"), text("mine", "theirs").as_bytes());
    assert!(blog.status().is_empty());
    whole(&[&blog]);
}

#[test]
fn the_callers_merge_decides_and_git_only_where_it_does_not_know() {
    let place = Place::new();
    let (_, blog, other) = two(&place, &[("a.md", "base\n"), ("b", &text("A", "Z"))]);
    other.write("a.md", "theirs\n");
    other.write("b", text("A", "theirs"));
    push(&other, "theirs");
    blog.write("a.md", "mine\n");
    blog.write("b", text("mine", "Z"));
    fetch(&blog);
    let asked = Asked {
        cancel: Cancel::none(),
        merge: &|path, three| match path.to_str().unwrap() {
            "a.md" => Merging::Merged([three.base.unwrap_or_default(), three.mine, three.theirs].concat()),
            _ => Merging::ByLines,
        },
        keep: &|_| false,
    };
    let brought = open(&blog).bring_in(&asked).unwrap();
    assert!(brought.apart.is_empty());
    assert_eq!(blog.read("a.md"), b"base\nmine\ntheirs\n");
    assert_eq!(blog.read("b"), text("mine", "theirs").as_bytes());
    assert_eq!(changes(&blog), ["C a.md", "C b"], "still unpublished");
}

/// What is in no commit yet is merged like a commit, from what was checked out.
#[test]
fn a_file_that_needs_the_writer_stays_and_all_else_goes_on() {
    type Edit = fn(&Repo);
    let cases: [(&str, Edit, Edit); 5] = [
        (
            "edited on both sides",
            |blog| blog.write("a", "mine\n"),
            |other| other.write("a", "theirs\n"),
        ),
        (
            "deleted there",
            |blog| blog.write("a", "mine\n"),
            |other| other.remove("a"),
        ),
        (
            "deleted here",
            |blog| blog.remove("a"),
            |other| other.write("a", "theirs\n"),
        ),
        (
            "new on both sides",
            |blog| blog.write("new", "mine\n"),
            |other| other.write("new", "theirs\n"),
        ),
        (
            "new on both sides, ignored here",
            |blog| {
                blog.write(".git/info/exclude", "new\n");
                blog.write("new", "mine\n");
            },
            |other| other.write("new", "theirs\n"),
        ),
    ];
    for (case, mine, theirs) in cases {
        for committed in [false, true] {
            let place = Place::new();
            let (_, blog, other) = two(&place, &[("a", "1\n"), ("b", "1\n"), ("c", "1\n")]);
            mine(&blog);
            if committed {
                blog.git(["add", "--force", "--all"]);
                blog.git(["commit", "--quiet", "-m", "mine"]);
            }
            theirs(&other);
            other.write("b", "2\n");
            push(&other, "theirs");
            fetch(&blog);
            let path = if case.starts_with("new") { "new" } else { "a" };
            let read = || std::fs::read(blog.path().join(path)).ok();
            let before = read();
            let brought = bring_in(&blog).unwrap();
            let case = format!("{case}, committed: {committed}");
            assert_eq!(read(), before, "{case}");
            assert_eq!(blog.read("b"), b"2\n", "{case}");
            let apart = &brought.apart[0];
            assert_eq!(
                (brought.apart.len(), apart.path.to_str()),
                (1, Some(path)),
                "{case}"
            );
            let there = other.path().join(path);
            assert_eq!(apart.theirs, std::fs::read(there).ok(), "{case}");
            assert_eq!(apart.base.is_some(), path == "a", "{case}");
            assert_eq!(brought.merged, committed, "{case}");
            // Theirs is what is committed, so that to commit this file would take their change back: refused.
            let error = commit(&blog, Onto::Upstream, &[path], "mine").unwrap_err();
            assert!(
                matches!(&error, Error::TwoVersions { paths: two } if two == &paths(&[path])),
                "{error:?}"
            );
            // Others go.
            blog.write("c", "2\n");
            commit(&blog, Onto::Upstream, &["c"], "other").unwrap();
            assert_eq!(support::apart(&blog), paths(&[path]), "{case}");
            assert_eq!(bring_in(&blog).unwrap().apart.len(), 1, "{case}: looked at again");
            assert_eq!(read(), before, "{case}");
            // The writer decides.
            open(&blog).decided(&paths(&[path])).unwrap();
            commit(&blog, Onto::Upstream, &[path], "decided").unwrap();
            assert_eq!(read(), before, "{case}");
            whole(&[&blog]);
        }
    }
}

#[test]
fn two_versions_that_fit_by_now_come_together_by_themselves() {
    let place = Place::new();
    let (_, blog, other) = two(&place, &[("a", &text("A", "Z"))]);
    other.write("a", text("theirs", "Z"));
    push(&other, "theirs");
    blog.write("a", text("mine", "Z"));
    fetch(&blog);
    bring_in(&blog).unwrap();
    assert_eq!(apart(&blog), paths(&["a"]));
    // The writer takes over their first line and changes another one.
    blog.write("a", text("theirs", "mine"));
    let brought = bring_in(&blog).unwrap();
    assert!(brought.apart.is_empty() && apart(&blog).is_empty());
    assert_eq!(blog.read("a"), text("theirs", "mine").as_bytes());
    // And what the remote has is another text by then.
    other.write("a", text("third", "Z"));
    push(&other, "third");
    blog.write("a", text("mine", "Z"));
    fetch(&blog);
    bring_in(&blog).unwrap();
    other.write("a", text("A", "Z"));
    push(&other, "back");
    fetch(&blog);
    let brought = bring_in(&blog).unwrap();
    assert_eq!(blog.read("a"), text("mine", "Z").as_bytes());
    assert!(
        !brought.apart.is_empty(),
        "what both began with is the version before: {brought:?}"
    );
}

#[test]
fn renames_on_either_side_take_the_text_along() {
    for committed in [false, true] {
        let place = Place::new();
        let (_, blog, other) = two(&place, &[("a", &text("A", "Z")), ("b", &text("B", "Z"))]);
        // Renamed there, changed here; and the other way round.
        other.git(["mv", "a", "new-a"]);
        other.write("b", text("B", "theirs"));
        push(&other, "theirs");
        blog.write("a", text("A", "mine"));
        std::fs::rename(blog.path().join("b"), blog.path().join("new-b")).unwrap();
        blog.write("new-b", text("mine", "Z"));
        if committed {
            blog.commit_all("mine");
        }
        fetch(&blog);
        let brought = bring_in(&blog).unwrap();
        assert!(brought.apart.is_empty(), "{committed}: {:?}", brought.apart);
        assert_eq!(blog.read("new-a"), text("A", "mine").as_bytes(), "{committed}");
        assert_eq!(
            blog.read("new-b"),
            text("mine", "theirs").as_bytes(),
            "{committed}"
        );
        assert!(!blog.path().join("a").exists() && !blog.path().join("b").exists());
        let status = blog.status();
        if committed {
            assert!(status.is_empty(), "{status:?}");
        } else {
            assert_eq!(status, [" D b", " M new-a", "?? new-b"]);
        }
        whole(&[&blog]);
    }
}

#[test]
fn staged_files_stay_staged_and_other_staged_text_is_never_dropped() {
    let place = Place::new();
    let (_, blog, other) = two(&place, &[("a", &text("A", "Z")), ("b", "1\n")]);
    other.write("a", text("A", "theirs"));
    push(&other, "theirs");
    fetch(&blog);
    blog.write("a", text("mine", "Z"));
    blog.git(["add", "a"]);
    blog.write("a", text("later", "Z"));
    let before = (blog.head(), blog.git(["ls-files", "--stage"]), blog.read("a"));
    let error = bring_in(&blog).unwrap_err();
    assert!(
        matches!(&error, Error::StagedApart { paths: in_the_way } if in_the_way == &paths(&["a"])),
        "{error:?}"
    );
    assert_eq!(
        (blog.head(), blog.git(["ls-files", "--stage"]), blog.read("a")),
        before
    );
    blog.git(["add", "a"]);
    bring_in(&blog).unwrap();
    assert_eq!(blog.status(), ["M  a"]);
    assert_eq!(blog.git(["show", ":a"]), text("later", "theirs").trim_end());
}

#[test]
fn a_file_where_a_folder_comes_is_in_the_way_and_nothing_is_written() {
    type Edit = fn(&Repo);
    let cases: [(&str, &str, Edit, Edit); 3] = [
        (
            "a file where a folder comes",
            "new",
            |blog| blog.write("new", "mine\n"),
            |other| other.write("new/post", "n\n"),
        ),
        (
            "a folder where a file comes",
            "new",
            |blog| blog.write("new/post", "mine\n"),
            |other| other.write("new", "n\n"),
        ),
        (
            "commits of both",
            "new/post",
            |blog| {
                blog.write("new/post", "mine\n");
                blog.commit_all("mine");
            },
            |other| other.write("new", "n\n"),
        ),
    ];
    for (case, path, mine, theirs) in cases {
        let place = Place::new();
        let (_, blog, other) = two(&place, &[("a", "1\n")]);
        other.write("a", "2\n");
        theirs(&other);
        push(&other, "theirs");
        mine(&blog);
        fetch(&blog);
        let (head, index) = (blog.head(), blog.git(["ls-files", "--stage"]));
        let error = bring_in(&blog).unwrap_err();
        assert!(
            matches!(&error, Error::WouldOverwrite { paths } if paths[0].starts_with("new")),
            "{case}: {error:?}"
        );
        assert_eq!(
            (blog.head(), blog.git(["ls-files", "--stage"])),
            (head, index),
            "{case}"
        );
        assert_eq!(blog.read("a"), b"1\n", "{case}");
        let file = if case.starts_with("a file") {
            "new"
        } else {
            "new/post"
        };
        assert_eq!(blog.read(file), b"mine\n", "{case}: {path}");
    }
    // Where Git has a file and the remote a folder, and nobody changed the file here, it goes.
    let place = Place::new();
    let (_, blog, other) = two(&place, &[("a", "1\n"), ("b/c", "1\n")]);
    other.remove("a");
    other.write("a/b", "2\n");
    other.remove("b/c");
    std::fs::remove_dir(other.path().join("b")).unwrap();
    other.write("b", "2\n");
    push(&other, "theirs");
    fetch(&blog);
    bring_in(&blog).unwrap();
    assert_eq!(
        (blog.read("a/b"), blog.read("b")),
        (b"2\n".to_vec(), b"2\n".to_vec())
    );
    assert!(blog.status().is_empty(), "{:?}", blog.status());
}

#[test]
fn line_ends_rights_and_links_are_as_git_makes_them() {
    let place = Place::new();
    let (bare, blog) = place.published(&[
        (".gitattributes", "*.md text eol=crlf\n"),
        ("a.md", &text("A", "Z")),
        ("run", "1\n"),
    ]);
    let other = place.clone_of(&bare, "other");
    other.write("a.md", text("A", "theirs").replace('\n', "\r\n"));
    other.write("b.md", "new\r\n");
    std::fs::set_permissions(other.path().join("run"), std::fs::Permissions::from_mode(0o755)).unwrap();
    std::os::unix::fs::symlink("a.md", other.path().join("link")).unwrap();
    push(&other, "theirs");
    assert_eq!(bare.git(["show", "main:b.md"]), "new", "Git keeps LF");
    blog.write("a.md", text("mine", "Z").replace('\n', "\r\n"));
    std::fs::set_permissions(blog.path().join("a.md"), std::fs::Permissions::from_mode(0o600)).unwrap();
    fetch(&blog);
    bring_in(&blog).unwrap();
    assert_eq!(
        blog.read("a.md"),
        text("mine", "theirs").replace('\n', "\r\n").as_bytes()
    );
    assert_eq!(blog.read("b.md"), b"new\r\n");
    let mode = |path: &str| {
        std::fs::metadata(blog.path().join(path))
            .unwrap()
            .permissions()
            .mode()
            & 0o777
    };
    assert_eq!((mode("run") & 0o111 != 0, mode("a.md")), (true, 0o600));
    assert_eq!(
        std::fs::read_link(blog.path().join("link")).unwrap(),
        PathBuf::from("a.md")
    );
    assert_eq!(blog.status(), [" M a.md"]);
}

#[test]
fn a_theme_of_another_repository_is_noted_and_not_touched() {
    let place = Place::new();
    let (_, blog, other) = two(&place, &[("a", "1\n")]);
    let theme = place.init("theme");
    theme.write("t", "1\n");
    theme.commit_all("theme");
    other.git([
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "--quiet",
        "add",
        &theme.address(),
        "theme",
    ]);
    push(&other, "a theme");
    fetch(&blog);
    bring_in(&blog).unwrap();
    assert_eq!(
        blog.git(["ls-files", "--stage", "theme"]),
        other.git(["ls-files", "--stage", "theme"])
    );
    blog.git([
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "--quiet",
        "update",
        "--init",
    ]);
    theme.write("t", "2\n");
    theme.commit_all("more");
    other.git([
        "-C",
        "theme",
        "-c",
        "protocol.file.allow=always",
        "pull",
        "--quiet",
        "origin",
        "main",
    ]);
    other.write("a", "2\n");
    push(&other, "a newer theme");
    let inside = blog.git(["-C", "theme", "rev-parse", "HEAD"]);
    fetch(&blog);
    bring_in(&blog).unwrap();
    assert_eq!(
        blog.git(["-C", "theme", "rev-parse", "HEAD"]),
        inside,
        "its files are its own"
    );
    assert_eq!(
        blog.git(["ls-files", "--stage", "theme"]),
        other.git(["ls-files", "--stage", "theme"])
    );
    assert_eq!(
        (blog.read("a"), blog.status()),
        (b"2\n".to_vec(), vec![" M theme".to_owned()])
    );
}

#[test]
fn histories_without_a_common_beginning_are_said() {
    let place = Place::new();
    let (bare, blog) = place.published(&[("a", "1\n")]);
    let stranger = place.init("stranger");
    stranger.write("b", "1\n");
    let head = stranger.commit_all("stranger");
    stranger.git(["remote", "add", "origin", &bare.address()]);
    fetch(&stranger);
    assert!(matches!(bring_in(&stranger).unwrap_err(), Error::Diverged));
    assert_eq!((stranger.head(), stranger.status()), (head, Vec::new()));
    drop(blog);
}

#[test]
fn a_file_that_somebody_works_on_waits_for_the_next_time() {
    let place = Place::new();
    let (_, blog, other) = two(&place, &[("a", "1\n"), ("b", "1\n")]);
    other.write("a", "2\n");
    other.write("b", "2\n");
    push(&other, "theirs");
    fetch(&blog);
    let asked = Asked {
        cancel: Cancel::none(),
        merge: &|_, _| Merging::ByLines,
        keep: &|path| path.ends_with("a"),
    };
    let brought = open(&blog).bring_in(&asked).unwrap();
    assert_eq!(
        (blog.read("a"), blog.read("b")),
        (b"1\n".to_vec(), b"2\n".to_vec())
    );
    assert_eq!(brought.apart.len(), 1);
    assert!(bring_in(&blog).unwrap().apart.is_empty());
    assert_eq!(blog.read("a"), b"2\n");
    assert!(blog.status().is_empty());
}

/// Between the look at a file and its exchange another program writes it: its text stays, and comes together the next time.
#[test]
fn what_another_program_writes_meanwhile_is_never_overwritten() {
    let place = Place::new();
    let (_, blog, other) = two(
        &place,
        &[("changed", &text("A", "Z")), ("gone", "1\n"), ("other", "1\n")],
    );
    other.write("changed", text("A", "theirs"));
    other.remove("gone");
    other.write("new", "theirs\n");
    other.write("other", "2\n");
    push(&other, "theirs");
    fetch(&blog);
    // Asked of each file after it was read.
    let asked = Asked {
        cancel: Cancel::none(),
        merge: &|_, _| Merging::ByLines,
        keep: &|path| {
            match path.to_str().unwrap() {
                "changed" => blog.write("changed", text("meanwhile", "Z")),
                "other" => {}
                path => blog.write(path, "meanwhile\n"),
            }
            false
        },
    };
    let brought = open(&blog).bring_in(&asked).unwrap();
    assert_eq!(brought.paths, paths(&["other"]));
    assert_eq!(blog.read("changed"), text("meanwhile", "Z").as_bytes());
    assert_eq!(
        (blog.read("gone"), blog.read("new")),
        (b"meanwhile\n".to_vec(), b"meanwhile\n".to_vec())
    );
    assert_eq!(apart(&blog), paths(&["changed", "gone", "new"]));
    let brought = bring_in(&blog).unwrap();
    assert_eq!(brought.paths, paths(&["changed"]));
    assert_eq!(blog.read("changed"), text("meanwhile", "theirs").as_bytes());
    assert_eq!(apart(&blog), paths(&["gone", "new"]), "these need the writer");
    assert!(!blog.path().join(".git/galley-files").exists());
    blog.fsck();
}

/// The next run finds two versions, and a file that is written once more: what both began with stays what it was.
#[test]
fn what_is_written_in_two_runs_drops_nothing_of_theirs() {
    let place = Place::new();
    let (_, blog, other) = two(&place, &[("a", "1\n2\n3\n4\n5\n6\n7\n")]);
    for (theirs, mine) in [
        ("one\n2\n3", "6\n7\nmine\n"),
        ("one\ntwo\n3", "6\n7\nmine\nmine too\n"),
    ] {
        other.write("a", format!("{theirs}\n4\n5\n6\n7\n"));
        push(&other, "theirs");
        fetch(&blog);
        let asked = Asked {
            cancel: Cancel::none(),
            merge: &|_, _| Merging::ByLines,
            keep: &|_| {
                blog.write("a", format!("1\n2\n3\n4\n5\n{mine}"));
                false
            },
        };
        // Before the first run the file differs already, so that it is merged and not taken as it is.
        blog.write("a", "1\n2\n3\n4\n5\n6\n7\nmi\n");
        open(&blog).bring_in(&asked).unwrap();
        assert_eq!(apart(&blog), paths(&["a"]));
    }
    bring_in(&blog).unwrap();
    assert_eq!(apart(&blog), paths(&[]));
    assert_eq!(blog.read("a"), b"one\ntwo\n3\n4\n5\n6\n7\nmine\nmine too\n");
}

/// What both began with stays what it was, however often the remote goes on: else their first change would count as mine to
/// take back.
#[test]
fn two_versions_keep_their_beginning_when_the_remote_goes_on() {
    let place = Place::new();
    let (_, blog, other) = two(&place, &[("a", &text("A", "Z"))]);
    other.write("a", text("theirs", "Z"));
    push(&other, "theirs");
    blog.write("a", text("mine", "Z"));
    fetch(&blog);
    bring_in(&blog).unwrap();
    other.write("a", text("theirs", "theirs too"));
    push(&other, "theirs too");
    fetch(&blog);
    let brought = bring_in(&blog).unwrap();
    assert_eq!(blog.read("a"), text("mine", "Z").as_bytes());
    assert_eq!(brought.apart.len(), 1);
    assert_eq!(brought.apart[0].base.as_deref(), Some(text("A", "Z").as_bytes()));
    assert_eq!(
        brought.apart[0].theirs.as_deref(),
        Some(text("theirs", "theirs too").as_bytes())
    );
}

/// Makes a commit of these files in a bare repository, on no disk that could take two names for one.
fn commit_in(bare: &Repo, branch: &str, files: &[(&str, &str)], message: &str) {
    bare.git(["read-tree", "--empty"]);
    for (path, text) in files {
        bare.write("text", text);
        let blob = bare.git(["hash-object", "-w", "--no-filters", "text"]);
        bare.git([
            "update-index",
            "--add",
            "--cacheinfo",
            &format!("100644,{blob},{path}"),
        ]);
    }
    let tree = bare.git(["write-tree"]);
    let mut words = vec![
        "commit-tree".to_owned(),
        "-m".to_owned(),
        message.to_owned(),
        tree,
    ];
    let before = bare.try_git(["rev-parse", "--verify", "--quiet", "main"]).stdout;
    if let [parent] = String::from_utf8(before).unwrap().lines().collect::<Vec<_>>()[..] {
        words.extend(["-p".to_owned(), parent.to_owned()]);
    }
    let commit = bare.git(words);
    bare.git(["update-ref", &format!("refs/heads/{branch}"), &commit]);
}

/// They changed the case of a name. Where a disk does not tell the two apart (`TMPDIR` can lead to one), the file is under both
/// names, and there all the same when the old one has gone.
#[test]
fn a_file_that_got_another_spelling_of_its_name_is_there_under_it() {
    for after in ["one\ntwo\nthree\n", "one\ntwo\nthree\nfour\n"] {
        let before = "one\ntwo\nthree\n";
        let place = Place::new();
        let bare = place.bare("blog.git");
        let first = [
            ("Old/a.md", before),
            ("Post.md", before),
            ("b", "b\n"),
            ("mine.md", "1\n"),
        ];
        commit_in(&bare, "main", &first, "first");
        let blog = place.clone_of(&bare, "blog");
        let then = [
            ("b", "b\n"),
            ("mine.md", "1\n"),
            ("old/a.md", after),
            ("post.md", after),
        ];
        commit_in(&bare, "spelled", &then, "another spelling");
        let by_switch = place.clone_of(&bare, "by-switch");
        commit_in(&bare, "main", &then, "another spelling");
        let is = |blog: &Repo, names: [&str; 2], text: &str, case: &str| {
            for name in names {
                assert_eq!(blog.read(name), text.as_bytes(), "{case}: {name}");
            }
            assert_eq!(blog.status(), [" M mine.md"], "{case}");
        };
        let (new, old) = (["post.md", "old/a.md"], ["Post.md", "Old/a.md"]);
        for repo in [&blog, &by_switch] {
            repo.write("mine.md", "mine\n");
        }
        open(&by_switch).switch("spelled", false, &|_| false).unwrap();
        is(&by_switch, new, after, "switched");
        open(&by_switch).switch("main", false, &|_| false).unwrap();
        is(&by_switch, old, before, "switched back");
        blog.git(["fetch", "--quiet"]);
        bring_in(&blog).unwrap();
        is(&blog, new, after, "brought in");
        assert!(apart(&blog).is_empty());
        whole(&[&blog]);
    }
}
