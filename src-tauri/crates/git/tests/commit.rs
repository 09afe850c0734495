//! Committing chosen paths: the same bytes as `git commit --only`, and nothing else touched.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

mod support;

use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

use galley_git::{Error, Onto, Unsupported};
use galley_testkit::repo::{Place, Repo};
use support::commit;

fn chmod(repo: &Repo, path: &str, mode: u32) {
    std::fs::set_permissions(repo.path().join(path), std::fs::Permissions::from_mode(mode)).unwrap();
}

/// A name, what is done, and which paths are then committed.
type Shape = (&'static str, fn(&Repo), &'static [&'static str]);

/// Done to what [`prepared`] makes. In all of them `b` is changed and staged beside.
const SHAPES: &[Shape] = &[
    ("changed", |repo| repo.write("a", "two\n"), &["a"]),
    ("new", |repo| repo.write("new", "n\n"), &["new"]),
    ("new folder", |repo| repo.write("x/y/z.md", "n\n"), &["x/y/z.md"]),
    ("deleted", |repo| repo.remove("a"), &["a"]),
    (
        "last of its folder deleted",
        |repo| repo.remove("dir/c"),
        &["dir/c"],
    ),
    ("executable", |repo| chmod(repo, "a", 0o755), &["a"]),
    ("no longer executable", |repo| chmod(repo, "run", 0o644), &["run"]),
    (
        "a link instead",
        |repo| {
            repo.remove("a");
            symlink("dir/c", repo.path().join("a")).unwrap();
        },
        &["a"],
    ),
    (
        "a folder instead of a file",
        |repo| {
            repo.remove("a");
            repo.write("a/inside", "i\n");
        },
        &["a", "a/inside"],
    ),
    (
        "a file instead of a folder",
        |repo| {
            repo.remove("dir/c");
            std::fs::remove_dir(repo.path().join("dir")).unwrap();
            repo.write("dir", "d\n");
        },
        &["dir", "dir/c"],
    ),
    (
        "several, one of them staged half way",
        |repo| {
            repo.write("a", "half\n");
            repo.git(["add", "a"]);
            repo.write("a", "whole\n");
            repo.write("dir/c", "c2\n");
        },
        &["a", "dir/c"],
    ),
    (
        "line endings by attribute",
        |repo| {
            repo.write(".gitattributes", "*.md text\n*.win text eol=crlf\n*.bin -text\n");
            repo.write("a.md", "one\r\ntwo\r\n");
            repo.write("a.win", "one\r\ntwo\r\n");
            repo.write("a.bin", "one\r\ntwo\r\n");
        },
        &[".gitattributes", "a.md", "a.win", "a.bin"],
    ),
    (
        "autocrlf=input",
        |repo| {
            repo.git(["config", "core.autocrlf", "input"]);
            repo.write("fresh.txt", "one\r\ntwo\r\n");
            repo.write("old.txt", "one\r\nthree\r\n");
            repo.write("zero", "a\r\n\0b\r\n");
        },
        &["fresh.txt", "old.txt", "zero"],
    ),
    (
        "text=auto with a CRLF file in Git",
        |repo| {
            repo.write(".gitattributes", "* text=auto\n");
            repo.write("old.txt", "one\r\nthree\r\n");
            repo.write("fresh.txt", "one\r\ntwo\n");
        },
        &[".gitattributes", "old.txt", "fresh.txt"],
    ),
    (
        "names of all kinds",
        |repo| repo.write("ü ö/“ß”\t[a]*.md", "n\n"),
        &["ü ö/“ß”\t[a]*.md"],
    ),
    ("emptied", |repo| repo.write("a", ""), &["a"]),
    ("new and empty", |repo| repo.write("empty", ""), &["empty"]),
    ("no last line end", |repo| repo.write("a", "one"), &["a"]),
    (
        "zeros and all other bytes",
        |repo| repo.write("a", (0..=255).cycle().take(70_000).collect::<Vec<u8>>()),
        &["a"],
    ),
    (
        "renamed",
        |repo| std::fs::rename(repo.path().join("a"), repo.path().join("renamed")).unwrap(),
        &["a", "renamed"],
    ),
    (
        "renamed in letter case only",
        |repo| std::fs::rename(repo.path().join("dir"), repo.path().join("Dir")).unwrap(),
        &["dir/c", "Dir/c"],
    ),
    (
        "moved into a folder of its own, with a picture",
        |repo| {
            repo.write("a.d/index.md", "one\n");
            repo.remove("a");
            repo.write("a.d/picture.png", "\u{89}PNG\r\n\0");
        },
        &["a", "a.d/index.md", "a.d/picture.png"],
    ),
    (
        "two change places",
        |repo| {
            repo.write("a", "c\n");
            repo.write("dir/c", "one\n");
        },
        &["a", "dir/c"],
    ),
    (
        "staged before, and deleted since",
        |repo| {
            repo.write("a", "half\n");
            repo.git(["add", "a"]);
            repo.remove("a");
        },
        &["a"],
    ),
    (
        "taken out of the index, and still there",
        |repo| {
            repo.git(["rm", "--quiet", "--cached", "a"]);
            repo.write("a", "two\n");
        },
        &["a"],
    ),
    (
        "ignored, but known",
        |repo| {
            repo.write(".git/info/exclude", "a\n");
            repo.write("a", "two\n");
        },
        &["a"],
    ),
    (
        "names that sort beside a folder",
        |repo| {
            repo.write("dir.md", "1\n");
            repo.write("dir-x", "2\n");
            repo.write("dir0", "3\n");
            repo.write("dir/d", "4\n");
        },
        &["dir0", "dir.md", "dir/d", "dir-x"],
    ),
    (
        "deep",
        |repo| repo.write("1/2/3/4/5/6/7/8/9/10/11/12/post.md", "n\n"),
        &["1/2/3/4/5/6/7/8/9/10/11/12/post.md"],
    ),
    (
        "a link to nowhere",
        |repo| symlink("no/such/place", repo.path().join("link")).unwrap(),
        &["link"],
    ),
    (
        "the first of many, the others changed too",
        |repo| {
            for number in 0..200 {
                repo.write(&format!("many/{number}.md"), "n\n");
            }
        },
        &["many/0.md"],
    ),
    (
        "no eye for the executable bit",
        |repo| {
            repo.git(["config", "core.fileMode", "false"]);
            chmod(repo, "run", 0o644);
            repo.write("run", "two\n");
        },
        &["run"],
    ),
    (
        "announced with `add -N`",
        |repo| {
            repo.write("announced.md", "n\n");
            repo.git(["add", "--intent-to-add", "announced.md"]);
            repo.write("other.md", "n\n");
            repo.git(["add", "--intent-to-add", "other.md"]);
        },
        &["announced.md"],
    ),
    (
        "one name in two spellings of Unicode",
        |repo| {
            repo.write("caf\u{e9}.md", "composed\n");
            repo.write("cafe\u{301}.md", "decomposed\n");
        },
        &["cafe\u{301}.md"],
    ),
    (
        "names that mean something to Git",
        |repo| {
            for name in [":(top)x", ":!a", "-n", "*.md", " blank ", "a\\b"] {
                repo.write(&format!("odd/{name}"), "n\n");
                repo.write(name, "n\n");
            }
        },
        &[":(top)x", ":!a", "-n", "*.md", " blank ", "a\\b", "odd/:(top)x"],
    ),
    (
        "large",
        |repo| {
            let mut seed = 7_u32;
            let bytes = std::iter::repeat_with(|| {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                seed.to_le_bytes()[3]
            });
            repo.write("large.png", bytes.take(3_000_000).collect::<Vec<u8>>());
        },
        &["large.png"],
    ),
    (
        "ident",
        |repo| {
            repo.write(".gitattributes", "*.md ident\n");
            repo.write("post.md", "$Id: 1234567890 $\n\n$Id$\n");
        },
        &[".gitattributes", "post.md"],
    ),
    (
        "a pointer of LFS as a text",
        |repo| {
            let text = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n";
            repo.write("picture.png", text);
        },
        &["picture.png"],
    ),
    (
        "renamed and changed",
        |repo| {
            repo.write("moved.md", "one\nand more\n");
            repo.remove("a");
        },
        &["a", "moved.md"],
    ),
    (
        "a submodule beside, staged at another commit",
        |repo| {
            let inner = repo.path().join("theme");
            repo.git(["init", "--quiet", "theme"]);
            repo.write("theme/t", "1\n");
            for words in [&["add", "t"][..], &["commit", "--quiet", "-m", "theme"]] {
                repo.git([&["-C", inner.to_str().unwrap()], words].concat());
            }
            repo.git(["add", "theme"]);
            repo.write("theme/t", "2\n");
            repo.write("a", "two\n");
        },
        &["a"],
    ),
    (
        "others hidden from Git's eye, and gone",
        |repo| {
            repo.git(["update-index", "--skip-worktree", "dir/c"]);
            repo.git(["update-index", "--assume-unchanged", "run"]);
            repo.remove("dir/c");
            repo.write("run", "other\n");
            repo.write("a", "two\n");
            repo.write("dir/new", "n\n");
        },
        &["a", "dir/new"],
    ),
    (
        "another staged as deleted, and another as new",
        |repo| {
            repo.git(["rm", "--quiet", "--cached", "dir/c"]);
            repo.write("dir/staged", "s\n");
            repo.git(["add", "dir/staged"]);
            repo.write("dir/mine", "m\n");
        },
        &["dir/mine"],
    ),
    (
        "a link that leads elsewhere, and a file instead of one",
        |repo| {
            symlink("a", repo.path().join("one")).unwrap();
            symlink("a", repo.path().join("two")).unwrap();
            repo.git(["add", "one", "two"]);
            repo.git(["commit", "--quiet", "-m", "links", "--", "one", "two"]);
            repo.remove("one");
            symlink("b", repo.path().join("one")).unwrap();
            repo.remove("two");
            repo.write("two", "a file\n");
        },
        &["one", "two"],
    ),
    (
        "autocrlf=true, and an attribute against it",
        |repo| {
            repo.git(["config", "core.autocrlf", "true"]);
            repo.write(
                ".gitattributes",
                "*.lf eol=lf\n*.raw -text\n*.u text=auto eol=crlf\n",
            );
            for name in ["x.lf", "x.raw", "x.u", "x.md"] {
                repo.write(name, "one\r\ntwo\nthree\r\n");
            }
        },
        &[".gitattributes", "x.lf", "x.raw", "x.u", "x.md"],
    ),
    (
        "attributes in a folder and in Git's own",
        |repo| {
            repo.write("dir/.gitattributes", "c -text\n");
            repo.write(".git/info/attributes", "*.own text\n");
            repo.write("dir/c", "c\r\n");
            repo.write("x.own", "c\r\n");
        },
        &["dir/.gitattributes", "dir/c", "x.own"],
    ),
    (
        "ignored, unknown, and chosen all the same",
        |repo| {
            repo.write(".gitignore", "old.txt\n");
            repo.write("old.txt", "three\r\n");
        },
        &[".gitignore", "old.txt"],
    ),
    (
        "two folders change places",
        |repo| {
            repo.write("other/c", "o\n");
            repo.git(["add", "other"]);
            repo.git(["commit", "--quiet", "-m", "other", "--", "other"]);
            let at = |path: &str| repo.path().join(path);
            for (from, to) in [("dir", "between"), ("other", "dir"), ("between", "other")] {
                std::fs::rename(at(from), at(to)).unwrap();
            }
        },
        &["dir/c", "other/c"],
    ),
];

fn prepared(place: &Place, name: &str) -> Repo {
    let repo = place.init(name);
    repo.write("a", "one\n");
    repo.write("b", "one\n");
    repo.write("dir/c", "c\n");
    repo.write("run", "#!/bin/sh\n");
    repo.write("old.txt", "one\r\ntwo\r\n");
    chmod(&repo, "run", 0o755);
    repo.commit_all("first");
    repo.write("b", "staged\n");
    repo.git(["add", "b"]);
    repo.write("untracked", "u\n");
    repo
}

/// A folder with all that is in it.
fn copied(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for file in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let beside = to.join(file.file_name());
        if file.file_type().unwrap().is_dir() {
            copied(&file.path(), &beside);
        } else {
            std::fs::copy(file.path(), beside).unwrap();
        }
    }
}

/// The last line of a log of HEAD, without names and dates.
fn last_logged(repo: &Repo) -> String {
    let text = String::from_utf8(repo.read(".git/logs/HEAD")).unwrap();
    text.lines()
        .last()
        .unwrap()
        .split_once('\t')
        .unwrap()
        .1
        .to_owned()
}

#[test]
fn commits_are_byte_for_byte_those_of_git() {
    let message = "Say hello  \n\n\n# not a comment\nmore\n\n\n";
    let place = Place::new();
    let first = prepared(&place, "first");
    for (number, &(shape, change, chosen)) in SHAPES.iter().enumerate() {
        let [theirs, ours] = ["theirs", "ours"].map(|who| {
            let repo = place.at(&format!("{who}-{number}"));
            copied(first.path(), repo.path());
            change(&repo);
            repo
        });
        let literal = |path: &&str| format!(":(literal){path}");
        // Git's `--only` takes known paths; this is how it gets to know the new ones.
        let is_there = |path: &&&str| {
            let file = theirs.path().join(path).symlink_metadata();
            file.is_ok_and(|file| !file.is_dir())
        };
        let add = ["add", "--force", "--intent-to-add", "--"].map(str::to_owned);
        theirs.git(add.into_iter().chain(chosen.iter().filter(is_there).map(literal)));
        let words = ["commit", "--quiet", "--only", "-m", message, "--"].map(str::to_owned);
        // Nor does it take a path that has become a folder; what came inside says the same to it.
        let taken = chosen
            .iter()
            .filter(|path| !theirs.path().join(path).is_dir())
            .map(literal);
        theirs.git(words.into_iter().chain(taken));
        let committed = commit(&ours, Onto::Head, chosen, message).unwrap();
        assert_eq!(ours.head(), committed.id.to_string(), "{shape}");
        if ours.head() != theirs.head() {
            let said =
                |repo: &Repo| repo.git(["ls-tree", "-r", "HEAD"]) + &repo.git(["cat-file", "commit", "HEAD"]);
            assert_eq!(said(&ours), said(&theirs), "{shape}");
            panic!("{shape}: two commits that say the same");
        }
        let staged = |repo: &Repo| repo.git(["ls-files", "--stage", "-t"]);
        assert_eq!(staged(&ours), staged(&theirs), "{shape}");
        assert_eq!(ours.status(), theirs.status(), "{shape}");
        assert_eq!(last_logged(&ours), last_logged(&theirs), "{shape}");
        ours.fsck();
        let left: Vec<_> = std::fs::read_dir(ours.path().join(".git"))
            .unwrap()
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.starts_with("index"))
            .collect();
        assert_eq!(left, ["index"], "{shape}");
    }
    println!(
        "{} shapes of change, each byte for byte as git makes it",
        SHAPES.len()
    );
}

#[test]
fn a_commit_in_a_linked_worktree_is_gits_too_and_a_detached_one_is_refused() {
    let place = Place::new();
    let (theirs, ours) = ["theirs", "ours"]
        .map(|name| {
            let main = prepared(&place, name);
            let beside = place.at(&format!("{name}-beside"));
            main.git(["worktree", "add", "--quiet", "-b", "side", &beside.address()]);
            beside.write("a", "two\n");
            beside.write("dir/new", "n\n");
            beside.write("b", "staged\n");
            beside.git(["add", "b"]);
            (main, beside)
        })
        .into();
    theirs.1.git(["add", "--intent-to-add", "dir/new"]);
    theirs
        .1
        .git(["commit", "--quiet", "--only", "-m", "x", "--", "a", "dir/new"]);
    commit(&ours.1, Onto::Head, &["a", "dir/new"], "x").unwrap();
    assert_eq!(ours.1.head(), theirs.1.head());
    assert_eq!(ours.1.status(), theirs.1.status());
    assert_eq!(
        (ours.0.head(), ours.0.status()),
        (theirs.0.head(), theirs.0.status())
    );

    ours.1.git(["checkout", "--quiet", "--detach"]);
    ours.1.write("a", "three\n");
    let head = ours.1.head();
    assert!(matches!(
        commit(&ours.1, Onto::Head, &["a"], "x"),
        Err(Error::Detached)
    ));
    assert_eq!(ours.1.head(), head);
}

#[test]
fn the_first_commit_of_a_repository_is_gits_too() {
    let place = Place::new();
    let (theirs, ours) = (place.init("theirs"), place.init("ours"));
    for repo in [&theirs, &ours] {
        repo.write("a", "one\n");
        repo.write("b", "two\n");
        repo.git(["add", "a"]);
    }
    theirs.git(["commit", "--quiet", "--only", "-m", "first", "--", "a"]);
    commit(&ours, Onto::Head, &["a"], "first").unwrap();
    assert_eq!(ours.head(), theirs.head());
    assert_eq!(ours.status(), theirs.status());
}

#[test]
fn nothing_to_commit_is_said_and_leaves_all_as_it_is() {
    let place = Place::new();
    let repo = prepared(&place, "a");
    let head = repo.head();
    let index = repo.read(".git/index");
    for chosen in [&["a"][..], &["not-there"], &[]] {
        assert!(matches!(
            commit(&repo, Onto::Head, chosen, "x"),
            Err(Error::NothingToCommit)
        ));
    }
    assert_eq!((repo.head(), repo.read(".git/index")), (head, index));
}

/// The error of a commit that must not have written anything.
fn refused(repo: &Repo, chosen: &[&str]) -> Error {
    let seen = || {
        (
            repo.git(["for-each-ref"]),
            repo.read(".git/index"),
            repo.git(["count-objects", "-v"]),
        )
    };
    let before = seen();
    let error = commit(repo, Onto::Head, chosen, "x").unwrap_err();
    assert_eq!(seen(), before, "{error:?} wrote something");
    assert!(!repo.path().join(".git/index.lock").exists());
    error
}

#[test]
fn filters_and_encodings_are_refused_by_name_before_anything_is_written() {
    let place = Place::new();
    let repo = prepared(&place, "a");
    repo.write(
        ".gitattributes",
        "*.png filter=lfs diff=lfs -text\n*.u16 working-tree-encoding=UTF-16\n*.x filter\n",
    );
    repo.write("p.png", "png");
    repo.write("t.u16", "t");
    repo.write("t.x", "t");
    let lfs = refused(&repo, &[".gitattributes", "a", "p.png"]);
    assert!(
        matches!(&lfs, Error::Untrusted { what } if what == "git-lfs, for p.png"),
        "{lfs:?}"
    );
    repo.write(
        ".gitattributes",
        "*.png filter=secret\n*.u16 working-tree-encoding=UTF-16\n*.x filter\n",
    );
    let filter = refused(&repo, &[".gitattributes", "a", "p.png"]);
    assert!(
        matches!(&filter, Error::Unsupported { what: Unsupported::Filter, words } if words == "p.png has filter=secret"),
        "{filter:?}"
    );
    let encoding = refused(&repo, &["t.u16"]);
    assert!(
        matches!(&encoding, Error::Unsupported { what: Unsupported::Encoding, words } if words.contains("UTF-16"))
    );
    commit(
        &repo,
        Onto::Head,
        &["t.x"],
        "a filter without a name does nothing",
    )
    .unwrap();
    symlink("p.png", repo.path().join("link.png")).unwrap();
    commit(&repo, Onto::Head, &["link.png"], "links are not filtered").unwrap();
}

#[test]
fn hooks_that_came_along_are_refused_and_not_skipped() {
    let place = Place::new();
    let repo = prepared(&place, "a");
    repo.write("a", "two\n");
    let hook = repo.hook("pre-commit", "touch \"$PWD/ran\"");
    let error = refused(&repo, &["a"]);
    assert!(matches!(&error, Error::Untrusted { what } if what == "pre-commit"));
    assert!(!repo.path().join("ran").exists());
    std::fs::set_permissions(&hook, std::fs::Permissions::from_mode(0o644)).unwrap();
    repo.write("tools/commit-msg", "#!/bin/sh\n");
    chmod(&repo, "tools/commit-msg", 0o755);
    repo.git(["config", "core.hooksPath", "tools"]);
    let error = refused(&repo, &["a"]);
    assert!(matches!(&error, Error::Untrusted { what } if what == "commit-msg"));
    repo.git(["config", "--unset", "core.hooksPath"]);
    commit(&repo, Onto::Head, &["a"], "x").unwrap();
}

#[test]
fn only_this_repositorys_own_files_can_be_committed() {
    let place = Place::new();
    let repo = prepared(&place, "a");
    let inner = place.init("a/inner");
    inner.write("x", "x");
    inner.commit_all("inner");
    symlink("dir", repo.path().join("alias")).unwrap();
    let fifo = repo.path().join("fifo");
    assert!(
        std::process::Command::new("mkfifo")
            .arg(&fifo)
            .status()
            .unwrap()
            .success()
    );
    let outside = format!("{}/b", repo.path().display());
    for path in [
        "",
        "../x",
        "dir/../a",
        ".git/config",
        ".GIT/config",
        "inner",
        "inner/x",
        "alias/c",
        "fifo",
        &outside,
    ] {
        let error = refused(&repo, &[path]);
        assert!(matches!(error, Error::BadPath { .. }), "{path}: {error:?}");
    }
}

#[test]
fn a_locked_index_is_said_and_a_lock_left_behind_is_taken_over() {
    let place = Place::new();
    let repo = prepared(&place, "a");
    repo.write("a", "two\n");
    let lock = repo.path().join(".git/index.lock");
    std::fs::write(&lock, "").unwrap();
    assert!(matches!(
        commit(&repo, Onto::Head, &["a"], "x"),
        Err(Error::Locked { .. })
    ));
    // A process that is still there: this one.
    std::fs::write(
        &lock,
        format!("galley-git {} refs/heads/main\n", std::process::id()),
    )
    .unwrap();
    assert!(matches!(
        commit(&repo, Onto::Head, &["a"], "x"),
        Err(Error::Locked { .. })
    ));
    // Its number in another life of the computer: somebody else's, who is gone.
    if Path::new("/proc/self/stat").exists() {
        let own = std::process::id();
        let (mark, began) = (format!("galley-git {own} refs/heads/main 1-{:0>32}\n", 0), "1-0");
        std::fs::write(&lock, mark).unwrap();
        std::fs::write(repo.path().join(format!(".git/galley-work-{own}-0-{began}")), "").unwrap();
        assert!(matches!(
            commit(&repo, Onto::Head, &["a"], "x"),
            Ok(made) if made.id.to_string() == repo.head()
        ));
        assert!(!lock.exists());
        assert!(
            !repo
                .path()
                .join(format!(".git/galley-work-{own}-0-{began}"))
                .exists()
        );
        repo.write("a", "three\n");
    }
    let mut ended = std::process::Command::new("true").spawn().unwrap();
    ended.wait().unwrap();
    std::fs::write(&lock, format!("galley-git {} refs/heads/main\n", ended.id())).unwrap();
    // It held the branch too. As long as that lock is young, it may be another program's.
    let branch = repo.path().join(".git/refs/heads/main.lock");
    let file = std::fs::File::create(&branch).unwrap();
    assert!(matches!(
        commit(&repo, Onto::Head, &["a"], "x"),
        Err(Error::Locked { .. })
    ));
    file.set_modified(std::time::SystemTime::now() - std::time::Duration::from_secs(60))
        .unwrap();
    commit(&repo, Onto::Head, &["a"], "x").unwrap();
    assert!(!branch.exists());
    assert!(!lock.exists());
}

#[test]
fn a_locked_branch_is_said_and_nothing_moves() {
    let place = Place::new();
    let repo = prepared(&place, "a");
    repo.write("a", "two\n");
    let (head, index) = (repo.head(), repo.read(".git/index"));
    repo.write(".git/refs/heads/main.lock", "");
    assert!(matches!(
        commit(&repo, Onto::Head, &["a"], "x"),
        Err(Error::Locked { .. })
    ));
    assert_eq!((repo.head(), repo.read(".git/index")), (head, index));
}

#[test]
fn publishing_one_of_three_leaves_the_others_staged() {
    let place = Place::new();
    let (_, blog) = place.published(&[
        ("one.md", "1\n"),
        ("two.md", "2\n"),
        ("three.md", "3\n"),
        ("four.md", "4\n"),
    ]);
    for path in ["one.md", "two.md", "three.md", "new.md"] {
        blog.write(path, "changed\n");
        blog.git(["add", path]);
    }
    blog.write("three.md", "changed again\n");
    blog.git(["rm", "--quiet", "--cached", "four.md"]);
    let others = |repo: &Repo| repo.git(["ls-files", "--stage", "two.md", "three.md", "new.md", "four.md"]);
    let before = others(&blog);
    commit(&blog, Onto::Upstream, &["one.md"], "One").unwrap();
    assert_eq!(blog.files_of("HEAD"), ["one.md"]);
    assert_eq!(others(&blog), before);
    assert_eq!(blog.git(["diff", "--numstat", "HEAD", "--", "one.md"]), "");
    assert_eq!(
        blog.status(),
        [
            "D  four.md",
            "A  new.md",
            "MM three.md",
            "M  two.md",
            "?? four.md"
        ]
    );
}

fn fields(repo: &Repo, revisions: &str) -> String {
    repo.git([
        "log",
        "--reverse",
        "--format=%an|%ae|%ad|%cn|%ce|%cd|%B",
        "--date=raw",
        revisions,
    ])
}

#[test]
fn earlier_commits_stay_behind_and_are_made_anew_on_top() {
    let place = Place::new();
    let (_, blog) = place.published(&[("post.md", "0\n"), ("other.md", "0\n")]);
    blog.write("other.md", "1\n");
    blog.git([
        "-c",
        "user.name=Bo",
        "-c",
        "user.email=bo@example.org",
        "commit",
        "-qam",
        "Other work\n\nWith a body",
    ]);
    blog.write("post.md", "draft\n");
    blog.write("other.md", "2\n");
    blog.commit_all("A draft and other work");
    blog.git(["commit", "-q", "--allow-empty", "-m", "empty"]);
    blog.write("post.md", "final\n");
    let old = blog.head();
    let before = fields(&blog, "origin/main..HEAD");
    let committed = commit(&blog, Onto::Upstream, &["post.md"], "Post").unwrap();
    assert_eq!(committed.replayed.len(), 3);
    assert_eq!(committed.replayed[2].0.to_string(), old);
    assert_eq!(committed.head.to_string(), blog.head());
    let id = committed.id.to_string();
    assert_eq!(
        blog.git(["rev-parse", &format!("{id}^")]),
        blog.git(["rev-parse", "origin/main"])
    );
    assert_eq!(blog.files_of(&id), ["post.md"]);
    assert_eq!(fields(&blog, &format!("{id}..HEAD")), before);
    assert_eq!(
        blog.subjects("origin/main..HEAD"),
        ["empty", "A draft and other work", "Other work", "Post"]
    );
    // Every commit on top has the published text, and otherwise what it had.
    for (from, to) in &committed.replayed {
        assert_eq!(blog.git(["show", &format!("{to}:post.md")]), "final");
        assert_eq!(
            blog.git(["diff", "--name-only", &from.to_string(), &to.to_string()]),
            "post.md"
        );
    }
    let range = blog.git([
        "range-diff",
        &format!("origin/main..{old}"),
        &format!("{id}..HEAD"),
    ]);
    assert!(range.lines().next().unwrap().contains(" = "), "{range}");
    assert!(blog.status().is_empty(), "{:?}", blog.status());
    assert_eq!(blog.git(["rev-parse", "HEAD@{1}"]), old);
    blog.fsck();
}

#[test]
fn merges_among_earlier_commits_stay_merges() {
    let place = Place::new();
    let (_, blog) = place.published(&[("post.md", "0\n")]);
    let root = blog.head();
    blog.write("second", "s\n");
    blog.commit_all("second");
    blog.git(["push", "--quiet", "origin", "main"]);
    blog.git(["checkout", "--quiet", "-b", "old-side", &root]);
    blog.write("old-side", "o\n");
    let old_side = blog.commit_all("old side");
    blog.git(["checkout", "--quiet", "-b", "side", "main"]);
    blog.write("side", "s\n");
    blog.commit_all("side");
    blog.git(["checkout", "--quiet", "main"]);
    blog.write("main", "m\n");
    blog.commit_all("on main");
    blog.git([
        "merge",
        "--quiet",
        "--no-edit",
        "side",
        "old-side",
        "-m",
        "octopus",
    ]);
    blog.write("post.md", "1\n");
    let count = |repo: &Repo| {
        repo.git(["rev-list", "--count", "origin/main..HEAD"])
            .parse::<u32>()
            .unwrap()
    };
    let before = count(&blog);
    let committed = commit(&blog, Onto::Upstream, &["post.md"], "Post").unwrap();
    assert_eq!(
        committed.replayed.len(),
        3,
        "the old side does not stand on what was published and stays"
    );
    assert_eq!(blog.git(["rev-parse", "HEAD^3"]), old_side);
    assert_eq!(
        blog.git(["rev-list", "--parents", "-1", "HEAD"])
            .split(' ')
            .count(),
        4
    );
    assert_eq!(count(&blog), before + 1);
    assert_eq!(blog.git(["show", "HEAD:post.md"]), "1");
    assert!(blog.status().is_empty());
    blog.fsck();
}

#[test]
fn odd_headers_of_earlier_commits_survive_and_signed_ones_are_refused() {
    let place = Place::new();
    let (_, blog) = place.published(&[("post.md", "0\n")]);
    blog.write("x", "x\n");
    blog.git(["add", "x"]);
    blog.git([
        "-c",
        "i18n.commitEncoding=ISO-8859-1",
        "commit",
        "--quiet",
        "-m",
        "plain",
    ]);
    blog.write("post.md", "1\n");
    let raw = |id: &str| blog.git(["cat-file", "commit", id]);
    let tail = |text: String| text.split_once("author ").unwrap().1.to_owned();
    let before = tail(raw("HEAD"));
    assert!(before.contains("encoding ISO-8859-1"));
    commit(&blog, Onto::Upstream, &["post.md"], "Post").unwrap();
    assert_eq!(tail(raw("HEAD")), before);

    let signature = "\ngpgsig -----BEGIN SSH SIGNATURE-----\n abc\n -----END SSH SIGNATURE-----\nencoding";
    blog.write("signed", raw("HEAD").replacen("\nencoding", signature, 1) + "\n");
    let signed = blog.git(["hash-object", "-t", "commit", "-w", "signed"]);
    blog.remove("signed");
    blog.git(["reset", "--quiet", "--soft", &signed]);
    blog.write("post.md", "2\n");
    let error = commit(&blog, Onto::Upstream, &["post.md"], "Again").unwrap_err();
    assert!(
        matches!(
            error,
            Error::Unsupported {
                what: Unsupported::Signing,
                ..
            }
        ),
        "{error:?}"
    );
    assert_eq!(blog.head(), signed);
    commit(&blog, Onto::Head, &["post.md"], "With the earlier ones").unwrap();
}

#[test]
fn the_upstream_has_to_be_known_and_not_ahead() {
    let place = Place::new();
    let repo = prepared(&place, "a");
    assert!(matches!(
        commit(&repo, Onto::Upstream, &["b"], "x"),
        Err(Error::NoRemote)
    ));
    let bare = place.bare("b.git");
    repo.git(["remote", "add", "origin", &bare.address()]);
    assert!(matches!(
        commit(&repo, Onto::Upstream, &["b"], "x"),
        Err(Error::NoUpstream)
    ));

    let (bare, blog) = place.published(&[("a", "1\n")]);
    let other = place.clone_of(&bare, "other");
    other.write("b", "2\n");
    other.commit_all("theirs");
    other.git(["push", "--quiet"]);
    blog.git(["fetch", "--quiet"]);
    blog.write("a", "2\n");
    assert!(matches!(
        commit(&blog, Onto::Upstream, &["a"], "x"),
        Err(Error::RemoteMoved { .. })
    ));
    assert_eq!(support::open(&blog).ahead_behind().unwrap(), (0, 1));
}
