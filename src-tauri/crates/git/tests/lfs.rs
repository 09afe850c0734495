//! Files that Git LFS keeps, with `git-lfs` itself on both sides: a pointer is committed and never the bytes, these are on the
//! server before the commit is, and what others send comes whole.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use galley_git::{Asked, Cancel, CommitRequest, Error, Id, Merging, Onto, Repository};
use galley_testkit::repo::{Place, Repo};

use support::{WHEN, asked, paths, quiet};

const PICTURE: &str = "p.png";

/// Bytes that are no text.
fn picture(seed: u8) -> Vec<u8> {
    (0..200_000_u32).map(|n| (n % 251) as u8 ^ seed).collect()
}

fn trusted(repo: &Repo) -> Repository {
    let repository = support::open(repo);
    repository.trust();
    repository
}

/// A blog on a server that takes LFS objects: `git-lfs` keeps those of a `file://` remote in its folder.
fn blog(place: &Place) -> (Repo, Repo) {
    let (bare, blog) = place.published(&[(".gitattributes", "*.png filter=lfs diff=lfs merge=lfs -text\n")]);
    blog.git([
        "remote",
        "set-url",
        "origin",
        &format!("file://{}", bare.path().display()),
    ]);
    (bare, blog)
}

/// Another writer, with the program's own filters.
fn other(place: &Place, bare: &Repo) -> Repo {
    let other = place.clone_of(bare, "other");
    other.git([
        "remote",
        "set-url",
        "origin",
        &format!("file://{}", bare.path().display()),
    ]);
    other.git(["lfs", "install", "--local"]);
    other.git(["lfs", "pull"]);
    other
}

fn commit(blog: &Repo) -> Result<Id, Error> {
    let chosen = paths(&[PICTURE]);
    let request = CommitRequest {
        onto: Onto::Upstream,
        paths: &chosen,
        message: "a picture",
        when: Some(WHEN),
        by: None,
    };
    Ok(trusted(blog).commit_paths(&request)?.id)
}

fn publish(blog: &Repo) -> Result<String, Error> {
    let made = commit(blog)?;
    trusted(blog).push(made, &mut quiet(), &Cancel::none())?;
    Ok(made.to_string())
}

/// The objects that a server has.
fn objects(bare: &Repo) -> usize {
    fn below(folder: &Path) -> usize {
        let files = fs::read_dir(folder).into_iter().flatten().flatten();
        files
            .map(|file| match file.file_type().unwrap().is_dir() {
                true => below(&file.path()),
                false => 1,
            })
            .sum()
    }
    below(&bare.path().join("lfs/objects"))
}

#[test]
fn a_pointer_is_committed_and_the_bytes_are_sent_first() {
    let place = Place::new();
    let (bare, blog) = blog(&place);
    blog.write(PICTURE, picture(1));
    let id = publish(&blog).unwrap();
    let kept = bare.git(["show", &format!("{id}:{PICTURE}")]);
    assert!(
        kept.starts_with("version https://git-lfs") && kept.ends_with("size 200000"),
        "{kept}"
    );
    // The same as the program's own filter makes of it.
    let theirs = blog.git(["lfs", "pointer", &format!("--file={PICTURE}")]);
    assert!(theirs.contains(kept.trim()), "{theirs}");
    assert_eq!(objects(&bare), 1);
    assert!(blog.read(PICTURE) == picture(1));
    assert!(support::open(&blog).changes(&[]).unwrap().is_empty());
    // Git itself sees no change either.
    blog.git(["lfs", "install", "--local"]);
    assert_eq!(blog.status(), Vec::<String>::new());
    let other = other(&place, &bare);
    other.git(["pull", "--quiet"]);
    assert!(other.read(PICTURE) == picture(1));
    other.git(["lfs", "fsck"]);
    // Touched and the same: nothing to publish.
    blog.write(PICTURE, picture(1));
    assert!(support::open(&blog).changes(&[]).unwrap().is_empty());
    assert_eq!(support::open(&blog).change_of(Path::new(PICTURE)).unwrap(), None);
    assert!(matches!(publish(&blog), Err(Error::NothingToCommit)));
    blog.write(PICTURE, picture(2));
    assert_eq!(support::open(&blog).changes(&[]).unwrap().len(), 1);
    publish(&blog).unwrap();
    assert_eq!(objects(&bare), 2);
}

#[test]
fn what_others_send_comes_whole_and_two_pictures_are_the_writers_to_choose() {
    let place = Place::new();
    let (bare, blog) = blog(&place);
    blog.write(PICTURE, picture(1));
    publish(&blog).unwrap();
    let other = other(&place, &bare);
    other.git(["pull", "--quiet"]);
    other.write(PICTURE, picture(2));
    other.write("new.png", picture(3));
    other.commit_all("theirs");
    other.git(["push", "--quiet"]);
    let sync = |repository: &Repository| repository.sync(&asked(), &mut quiet(), &Cancel::none());
    let error = sync(&support::open(&blog)).unwrap_err();
    assert!(matches!(&error, Error::Untrusted { .. }), "{error:?}");
    assert!(blog.read(PICTURE) == picture(1));
    sync(&trusted(&blog)).unwrap();
    assert!(blog.read(PICTURE) == picture(2));
    assert!(blog.read("new.png") == picture(3));
    assert!(support::open(&blog).changes(&[]).unwrap().is_empty());

    other.write(PICTURE, picture(4));
    other.commit_all("theirs again");
    other.git(["push", "--quiet"]);
    blog.write(PICTURE, picture(5));
    sync(&trusted(&blog)).unwrap();
    assert!(blog.read(PICTURE) == picture(5), "mine stays, byte for byte");
    assert_eq!(support::apart(&blog), [PathBuf::from(PICTURE)]);
}

#[test]
fn getting_bytes_can_be_stopped_and_leaves_all_as_it_was() {
    let place = Place::new();
    let (bare, blog) = blog(&place);
    blog.write(PICTURE, picture(1));
    publish(&blog).unwrap();
    let other = other(&place, &bare);
    other.git(["pull", "--quiet"]);
    other.write(PICTURE, picture(2));
    other.commit_all("theirs");
    other.git(["push", "--quiet"]);
    let repository = trusted(&blog);
    repository.fetch(&mut quiet(), &Cancel::none()).unwrap();
    let (head, cancel) = (blog.head(), Cancel::new());
    // What is kept is asked before anything is got.
    let stops = Asked {
        cancel: cancel.clone(),
        merge: &|_, _| Merging::ByLines,
        keep: &|_| {
            cancel.cancel();
            false
        },
    };
    let error = repository.bring_in(&stops).unwrap_err();
    assert!(matches!(error, Error::Cancelled), "{error:?}");
    assert!((blog.read(PICTURE), blog.head()) == (picture(1), head));
    repository.bring_in(&asked()).unwrap();
    assert!(blog.read(PICTURE) == picture(2));
}

#[test]
fn bytes_that_cannot_be_had_or_sent_stop_it_before_anything_is_written() {
    let place = Place::new();
    let (bare, blog) = blog(&place);
    blog.write(PICTURE, picture(1));
    let before = bare.git(["rev-parse", "main"]);
    let made = commit(&blog).unwrap();
    // The server takes commits and no objects.
    fs::write(bare.path().join("lfs"), "in the way").unwrap();
    let error = trusted(&blog)
        .push(made, &mut quiet(), &Cancel::none())
        .unwrap_err();
    // `git-lfs` makes itself a hook of the repository when it is run first, and that is asked before.
    let (Error::Lfs { words, .. } | Error::Hook { words, .. }) = &error else {
        panic!("{error:?}");
    };
    assert!(words.contains("error transferring"), "{words}");
    assert_eq!(bare.git(["rev-parse", "main"]), before);
    fs::remove_file(bare.path().join("lfs")).unwrap();
    trusted(&blog).push(made, &mut quiet(), &Cancel::none()).unwrap();

    let other = other(&place, &bare);
    other.git(["pull", "--quiet"]);
    other.write(PICTURE, picture(2));
    other.commit_all("theirs");
    other.git(["push", "--quiet"]);
    fs::remove_dir_all(bare.path().join("lfs")).unwrap();
    let head = blog.head();
    let error = trusted(&blog)
        .sync(&asked(), &mut quiet(), &Cancel::none())
        .unwrap_err();
    assert!(matches!(&error, Error::Lfs { .. }), "{error:?}");
    assert!((blog.read(PICTURE), blog.head()) == (picture(1), head));
}

#[test]
fn a_copy_has_the_bytes() {
    let place = Place::new();
    let (bare, blog) = blog(&place);
    blog.write(PICTURE, picture(1));
    publish(&blog).unwrap();
    let folder = place.path().join("copy");
    galley_git::clone(
        &format!("file://{}", bare.path().display()),
        &folder,
        &mut quiet(),
        &Cancel::none(),
    )
    .unwrap();
    assert!(fs::read(folder.join(PICTURE)).unwrap() == picture(1));
    assert!(
        Repository::open(&folder)
            .unwrap()
            .changes(&[])
            .unwrap()
            .is_empty()
    );
}
