//! Nothing is run before the writer agreed to this very command.

use galley_library::Error;
use galley_library::view::TruePreviewState;

use crate::played::{POST, blog, name_program, open};
use crate::support::Blog;
use crate::{fetched, gone_from, shown, until, working_in};

#[test]
fn nothing_runs_before_the_writer_agreed_to_the_command_that_is_shown() {
    let blog = blog("serves", "");
    let (desk, post) = open(&blog);
    let asked = desk.library.true_preview(&post).unwrap();
    assert_eq!(asked.state, TruePreviewState::Asks);
    assert!(asked.command.contains("mode=serves"), "{}", asked.command);
    assert!(
        !asked.command.contains("{port}"),
        "the port is named: {}",
        asked.command
    );
    assert!(asked.folder.ends_with("/blog"), "{}", asked.folder);
    assert_eq!((asked.page, desk.library.true_preview_port()), (None, None));
    let refused = desk.library.start_true_preview("another").unwrap_err();
    assert_eq!(refused.code, "true-preview.changed");
    assert_eq!(working_in(blog.repo.path()), vec![]);

    desk.library.start_true_preview(&asked.key).unwrap();
    let ready = until(&desk.library, &post, "the page", |shown| shown.page.is_some());
    assert!(!working_in(blog.repo.path()).is_empty(), "it runs");
    let page = ready.page.unwrap();
    let port = desk.library.true_preview_port().unwrap();
    assert_eq!(page, format!("http://127.0.0.1:{port}/posts/a/"));
    assert!(
        asked.command.contains(&format!("port={port}")),
        "{}",
        asked.command
    );
    assert!(ready.found && fetched(&page).contains("First words."));
}

#[test]
fn it_is_kept_outside_the_repository_and_asked_again_when_the_command_changes() {
    let blog = blog("serves", "");
    let (desk, post) = open(&blog);
    shown(&desk.library, &post);
    drop(desk);
    gone_from(blog.repo.path());
    assert_eq!(
        blog.repo.status(),
        Vec::<String>::new(),
        "nothing was put into the repository"
    );

    let (desk, post) = open(&blog);
    let kept = desk.library.true_preview(&post).unwrap();
    assert_eq!(
        kept.state,
        TruePreviewState::Off,
        "it was agreed to, and is not run unasked"
    );
    desk.library.start_true_preview(&kept.key).unwrap();
    until(&desk.library, &post, "the page", |shown| shown.page.is_some());

    // While it runs, somebody else's version brings another command.
    name_program(&blog, "other", "");
    let asked = until(&desk.library, &post, "the question", |shown| {
        shown.state == TruePreviewState::Asks
    });
    assert!(asked.command.contains("mode=other"));
    gone_from(blog.repo.path());
    let error: Error = desk.library.start_true_preview(&kept.key).unwrap_err();
    assert_eq!(error.code, "true-preview.changed");
    assert_eq!(working_in(blog.repo.path()), vec![]);
}

#[test]
fn a_blog_that_galley_builds_has_none() {
    let blog = Blog::new(&[("posts/a.md", "---\ntitle: A\n---\nText.\n")]);
    let desk = blog.open();
    let post = desk.library.open_post("posts/a.md").unwrap().post;
    let none = desk.library.true_preview(&post).unwrap();
    assert_eq!(none.state, TruePreviewState::None);
    assert_eq!(
        desk.library.start_true_preview(&none.key).unwrap_err().code,
        "true-preview.none"
    );
}

#[test]
fn no_word_of_the_library_is_a_command_of_a_shell() {
    let blog = blog("serves", "url = \"/$(touch${IFS}pwned);`touch${IFS}pwned`/\"");
    let odd = "it's \"$(touch pwned)\" `touch pwned`; touch pwned #";
    let place = blog.place.path().join(odd);
    std::fs::rename(blog.repo.path(), &place).unwrap();
    let desk = crate::support::Desk::open(&place, blog.places(), crate::support::clock()).unwrap();
    let post = desk.library.open_post(POST).unwrap().post;
    let asked = desk.library.true_preview(&post).unwrap();
    desk.library.start_true_preview(&asked.key).unwrap();
    until(&desk.library, &post, "the page", |shown| shown.page.is_some());
    assert!(!working_in(&place).is_empty());
    assert!(!place.join("pwned").exists());
    drop(desk);
    gone_from(&place);
}
