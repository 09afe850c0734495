//! A repository's own checks: nothing of them runs before it is trusted, and the writer sees what they say and do.

use std::sync::Mutex;

use galley_library::view::{PublishStep, StepName, StepState};
use galley_library::{Cancel, Library, start};

use crate::support::{Blog, insert};
use crate::{order, publish, published};

const PATH: &str = "posts/a.md";
const TEXT: &str = "---\ntitle: A\n---\nText.\n";
const NEW: &str = "---\ntitle: A\n---\nText, changed.\n";

fn blog(hook: &str) -> Blog {
    let blog = Blog::new(&[(PATH, TEXT)]);
    blog.repo.hook("pre-commit", hook);
    blog.repo.write(PATH, NEW);
    blog
}

/// What hooks printed while this post was published, with the step.
fn said(library: &Library) -> (galley_library::Result<()>, Vec<(StepName, String)>) {
    let lines = Mutex::new(Vec::new());
    let tell = |step: PublishStep| {
        if let (StepState::Running, Some(line)) = (step.state, step.detail) {
            lines.lock().unwrap().push((step.step, line));
        }
    };
    let done = library.publish(&order(&[PATH]), &tell, &Cancel::none());
    (done.map(drop), lines.into_inner().unwrap())
}

#[test]
fn nothing_runs_before_the_repository_is_trusted_and_then_it_stays_so() {
    let blog = blog("touch .git/ran; echo linted");
    blog.repo.hook("pre-push", "echo asked");
    let ran = blog.repo.path().join(".git/ran");
    let desk = blog.open();
    let plan = desk.library.publish_plan(&[PATH.into()]).unwrap();
    assert_eq!(plan.blocked.unwrap().code, "repository.untrusted");
    let error = publish(&desk.library, &order(&[PATH])).unwrap_err();
    assert_eq!(error.code, "repository.untrusted");
    assert!(error.message.contains("pre-commit"), "{error}");
    assert!(!ran.exists());
    assert_eq!(blog.text(PATH), NEW);

    desk.library.trust_repository().unwrap();
    let plan = desk.library.publish_plan(&[PATH.into()]).unwrap();
    assert_eq!(plan.blocked, None);
    let (done, lines) = said(&desk.library);
    done.unwrap();
    assert_eq!(
        lines,
        [
            (StepName::Commit, "linted".to_owned()),
            (StepName::Send, "asked".to_owned())
        ]
    );
    drop(desk);
    blog.repo.write(PATH, TEXT);
    published(&blog.open().library, &[PATH]);
    // Another repository in the same place is a stranger.
    let git = blog.repo.path().join(".git");
    let old = blog.place.path().join("old");
    std::fs::rename(&git, &old).unwrap();
    let copied = std::process::Command::new("cp")
        .arg("-R")
        .args([&old, &git])
        .status();
    assert!(copied.unwrap().success());
    blog.repo.write(PATH, NEW);
    let error = publish(&blog.open().library, &order(&[PATH])).unwrap_err();
    assert_eq!(error.code, "repository.untrusted");
}

#[test]
fn what_galley_copied_itself_is_trusted() {
    let blog = blog("exit 1");
    let folder = blog.place.path().join("copied");
    let shown = folder.display().to_string();
    start::clone_library(
        &blog.bare.address(),
        &shown,
        &blog.places(),
        &|_| {},
        &Cancel::none(),
    )
    .unwrap();
    let copy = blog.place.at("copied");
    copy.hook("pre-commit", "echo linted");
    copy.write(PATH, NEW);
    let opening = galley_library::Opening {
        places: blog.places(),
        clock: crate::support::clock(),
        listener: None,
    };
    let library = Library::open(&folder, opening).unwrap();
    let (done, lines) = said(&library);
    done.unwrap();
    assert_eq!(lines, [(StepName::Commit, "linted".to_owned())]);
}

#[test]
fn a_hook_that_changes_the_post_is_shown() {
    let blog = blog("echo 'Mended by the check.' >> posts/a.md; git add posts/a.md");
    let desk = blog.open();
    desk.library.trust_repository().unwrap();
    let open = desk.library.open_post(PATH).unwrap();
    published(&desk.library, &[PATH]);
    let mended = format!("{NEW}Mended by the check.\n");
    assert_eq!(blog.bare.git(["show", "main:posts/a.md"]), mended.trim_end());
    assert_eq!(blog.text(PATH), mended);
    assert_eq!(blog.repo.status(), Vec::<String>::new());
    let view = desk.wait("the mended text", |event| match event {
        galley_library::view::LibraryEvent::PostChanged { post } if post.post == open.post => {
            post.body.contains("Mended").then(|| post.clone())
        }
        _ => None,
    });
    assert_eq!(view.body, "Text, changed.\nMended by the check.\n");
}

#[test]
fn a_refusal_is_said_with_its_words_and_what_it_had_made_is_kept() {
    let blog = blog("echo Formatted > posts/a.md; echo 'posts/a.md was not formatted'; exit 1");
    let desk = blog.open();
    desk.library.trust_repository().unwrap();
    let error = publish(&desk.library, &order(&[PATH])).unwrap_err();
    assert_eq!(error.code, "hooks.refused");
    assert_eq!(error.details.as_deref(), Some("posts/a.md was not formatted"));
    assert_eq!(blog.text(PATH), NEW);
    assert_eq!(blog.repo.status(), [" M posts/a.md"]);
    let kept = desk.library.kept(Some(PATH)).unwrap();
    assert_eq!(desk.library.kept_text(&kept[0].id).unwrap(), b"Formatted\n");
}

#[test]
fn the_command_line_trusts_for_one_command() {
    let blog = blog("echo linted");
    let library = blog.read_once();
    library.trust_for_now();
    assert_eq!(said(&library).1.len(), 1);
    drop(library);
    blog.repo.write(PATH, TEXT);
    let error = publish(&blog.read_once(), &order(&[PATH])).unwrap_err();
    assert_eq!(error.code, "repository.untrusted");
}

#[test]
fn what_is_typed_while_a_check_runs_is_not_lost() {
    let blog = Blog::new(&[(PATH, TEXT)]);
    let pipe = blog.place.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    let script = format!(
        "echo begun; read answer < '{}'; echo Formatted > posts/a.md; exit 1",
        pipe.display()
    );
    blog.repo.hook("pre-commit", &script);
    blog.repo.write(PATH, NEW);
    let desk = blog.open();
    desk.library.trust_repository().unwrap();
    let open = desk.library.open_post(PATH).unwrap();
    let library = &desk.library;
    let tell = |step: PublishStep| {
        if step.detail.as_deref() == Some("begun") {
            let typed = library.edit_body(&open.post, 1, &insert(0, "Typed. "));
            assert!(typed.unwrap().accepted);
            std::fs::write(&pipe, "on\n").unwrap();
        }
    };
    let error = desk
        .library
        .publish(&order(&[PATH]), &tell, &Cancel::none())
        .unwrap_err();
    assert_eq!(error.code, "hooks.refused");
    desk.library.save_post(&open.post).unwrap();
    assert_eq!(blog.text(PATH), NEW.replace("Text,", "Typed. Text,"));
}
