//! The disk says no: the text stays in memory and in the log, and is saved when it can be.

use std::path::Path;
use std::process::Command;

use galley_library::Places;
use galley_library::view::SaveState;

use crate::support::{Blog, Desk, Immutable, Running, clock, in_child, second_process};

const PATH: &str = "posts/a.md";
const BASE: &str = "---\ntitle: A\n---\nBase.\n";

#[test]
fn a_folder_that_cannot_be_written_keeps_the_text_until_it_can() {
    let blog = Blog::new(&[(PATH, BASE)]);
    let desk = blog.open();
    let post = desk.library.open_post(PATH).unwrap().post;
    let Some(guard) = Immutable::make(&blog.repo.path().join("posts")) else {
        println!("Not tested: `chattr +i` does nothing on this file system.");
        return;
    };
    desk.types(&post, 1, "Mine. ");
    let save = desk.wait_save(&post, SaveState::Failed);
    assert_eq!(
        save.problem.as_ref().map(|problem| problem.code.as_str()),
        Some("file.read-only"),
        "{save:?}"
    );
    let said = save.problem.unwrap().message;
    assert!(said.contains("kept in memory and in the recovery log"), "{said}");
    assert_eq!(blog.text(PATH), BASE);
    assert_eq!(
        desk.library.close_post(&post).unwrap_err().code,
        "post.unsaved",
        "nothing is thrown away"
    );
    // Typing goes on.
    desk.types(&post, 2, "More. ");
    drop(guard);
    desk.wait_save(&post, SaveState::Saved);
    assert_eq!(blog.text(PATH), BASE.replace("Base", "More. Mine. Base"));
}

#[test]
fn a_library_that_ends_while_it_cannot_save_has_the_text_in_its_log() {
    let blog = Blog::new(&[(PATH, BASE)]);
    let desk = blog.open();
    let post = desk.library.open_post(PATH).unwrap().post;
    let Some(guard) = Immutable::make(&blog.repo.path().join("posts")) else {
        println!("Not tested: `chattr +i` does nothing on this file system.");
        return;
    };
    desk.types(&post, 1, "Mine. ");
    drop(desk);
    drop(guard);
    assert_eq!(blog.text(PATH), BASE);
    let desk = blog.open();
    let left = desk.library.recoveries();
    assert_eq!(left.len(), 1);
    let post = desk.library.recover(&left[0].id, true).unwrap().unwrap();
    assert_eq!(post.body, "Mine. Base.\n");
    drop(desk);
    assert_eq!(blog.text(PATH), BASE.replace("Base", "Mine. Base"));
}

/// Writes into `file` until the disk is full.
fn fill(file: &Path) {
    use std::io::Write;
    let mut out = std::fs::File::create(file).unwrap();
    let mut size = 1 << 16;
    while size > 0 {
        if out.write_all(&vec![b'x'; size]).is_err() {
            size /= 2;
        }
    }
}

/// Runs `test` once more in a process with mounts of its own, which end with it. Says so when the system does not let us.
fn with_own_mounts(test: &str, folder: &Path) {
    if !Command::new("unshare")
        .args(["--mount", "true"])
        .status()
        .is_ok_and(|status| status.success())
    {
        println!("Not tested: this process may not mount anything.");
        return;
    }
    let plain = second_process(test, folder);
    let mut command = Command::new("unshare");
    command
        .arg("--mount")
        .arg(plain.get_program())
        .args(plain.get_args());
    for (name, value) in plain.get_envs() {
        command.env(name, value.unwrap_or_default());
    }
    command.stdout(std::process::Stdio::piped());
    let child = Running::start(command);
    assert!(
        child.said("test result: ok. 1 passed").is_some(),
        "the second process failed: its words stand above"
    );
}

/// Puts a disk of this size in place of `folder`.
fn small_disk(folder: &Path, size: &str) {
    std::fs::create_dir_all(folder).unwrap();
    let size = format!("size={size}");
    let status = Command::new("mount")
        .args(["-t", "tmpfs", "-o", &size, "tmpfs"])
        .arg(folder)
        .status();
    assert!(status.unwrap().success());
}

/// Types on a full disk, makes room, and waits until everything is in the file.
fn type_on_a_full_disk(desk: &Desk, root: &Path, filler: &Path) {
    let file = root.join(PATH);
    let post = desk.library.open_post(PATH).unwrap().post;
    fill(filler);
    let much = "Much. ".repeat(4_000);
    desk.types(&post, 1, &much);
    let save = desk.wait_save(&post, SaveState::Failed);
    assert_eq!(
        save.problem.as_ref().map(|problem| problem.code.as_str()),
        Some("disk.full"),
        "{save:?}"
    );
    let said = save.problem.unwrap().message;
    assert!(said.contains("Your text is kept in memory"), "{said}");
    assert_eq!(
        std::fs::read_to_string(&file).unwrap(),
        BASE,
        "the old text is whole"
    );
    desk.types(&post, 2, "More. ");
    assert_eq!(
        desk.library.open_post(PATH).unwrap().body,
        format!("More. {much}Base.\n")
    );
    let beside: Vec<_> = std::fs::read_dir(root.join("posts"))
        .unwrap()
        .map(|f| f.unwrap().file_name())
        .collect();
    assert!(
        beside
            .iter()
            .all(|name| !name.to_string_lossy().contains("galley-tmp")),
        "{beside:?}"
    );
    std::fs::remove_file(filler).unwrap();
    desk.wait_save(&post, SaveState::Saved);
    assert_eq!(
        std::fs::read_to_string(&file).unwrap(),
        BASE.replace("Base", &format!("More. {much}Base"))
    );
}

#[test]
fn a_full_disk_under_the_blog_keeps_the_text_until_there_is_room() {
    let test = "faults::a_full_disk_under_the_blog_keeps_the_text_until_there_is_room";
    if let Some(folder) = in_child() {
        galley_git::use_config_from(&folder.join("home")).unwrap();
        let root = folder.join("blog");
        small_disk(&root.join("posts"), "64k");
        std::fs::write(root.join(PATH), BASE).unwrap();
        let desk = Desk::open(&root, Places::under(&folder.join("galley")), clock()).unwrap();
        return type_on_a_full_disk(&desk, &root, &root.join("posts/filler.bin"));
    }
    let blog = Blog::new(&[(PATH, BASE)]);
    with_own_mounts(test, blog.place.path());
}

#[test]
fn a_full_disk_under_everything_keeps_the_text_in_memory_and_logs_it_later() {
    let test = "faults::a_full_disk_under_everything_keeps_the_text_in_memory_and_logs_it_later";
    if let Some(folder) = in_child() {
        galley_git::use_config_from(&folder.join("home")).unwrap();
        let disk = folder.join("disk");
        small_disk(&disk, "3m");
        let copied = Command::new("cp")
            .arg("-a")
            .arg(folder.join("blog"))
            .arg(disk.join("blog"))
            .status();
        assert!(copied.unwrap().success());
        let (root, places) = (disk.join("blog"), Places::under(&disk.join("galley")));
        let desk = Desk::open(&root, places.clone(), clock()).unwrap();
        type_on_a_full_disk(&desk, &root, &disk.join("filler.bin"));
        drop(desk);
        let desk = Desk::open(&root, places, clock()).unwrap();
        assert!(desk.library.recoveries().is_empty(), "all is in the file");
        return;
    }
    let blog = Blog::new(&[(PATH, BASE)]);
    with_own_mounts(test, blog.place.path());
}
