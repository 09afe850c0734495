//! Servers that never start, die, meet a taken port, fall over a text; and that nothing is left of one that ended.

use std::net::{Ipv4Addr, TcpListener};
use std::time::Instant;

use galley_library::view::{LibraryEvent, TruePreview, TruePreviewState};

use crate::played::{POST, TEXT, blog, open};
use crate::support::{Desk, Running, SOON, clock, in_child, insert, second_process};
use crate::{gone_from, shown, until, until_page, working_in};

/// Agrees, and waits for the failure.
fn failed(desk: &Desk, post: &str) -> TruePreview {
    let asked = desk.library.true_preview(post).unwrap();
    // What is refused at once is shown too.
    let _ = desk.library.start_true_preview(&asked.key);
    until(&desk.library, post, "the failure", |shown| {
        shown.state == TruePreviewState::Failed
    })
}

#[test]
fn one_that_dies_says_so_with_its_last_words() {
    let blog = blog("dies", "");
    let (desk, post) = open(&blog);
    let error = failed(&desk, &post).error.unwrap();
    assert_eq!(error.code, "true-preview.died");
    assert!(error.details.unwrap().contains("something is missing"));
    assert!(error.hint.is_some());
    gone_from(blog.repo.path());
}

#[test]
fn one_that_never_answers_is_ended() {
    let blog = blog("silent", "wait = 1");
    let (desk, post) = open(&blog);
    let error = failed(&desk, &post).error.unwrap();
    assert_eq!(error.code, "true-preview.silent");
    assert!(error.message.contains("within 1 s"), "{}", error.message);
    gone_from(blog.repo.path());
    assert_eq!(desk.library.true_preview_port(), None);
}

#[test]
fn a_port_of_another_program_is_left_alone() {
    let other = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = other.local_addr().unwrap().port();
    let blog = blog("serves", &format!("port = {port}"));
    let (desk, post) = open(&blog);
    let error = failed(&desk, &post).error.unwrap();
    assert_eq!(error.code, "true-preview.port-taken");
    assert!(error.message.contains(&port.to_string()), "{}", error.message);
    assert_eq!(working_in(blog.repo.path()), vec![]);
    drop(other);
    let key = desk.library.true_preview(&post).unwrap().key;
    // A process that was just being started has the port too until it becomes its own program.
    let begun = Instant::now();
    while let Err(error) = desk.library.start_true_preview(&key) {
        assert_eq!(error.code, "true-preview.port-taken");
        assert!(begun.elapsed() < SOON, "{error:?}");
        std::thread::yield_now();
    }
    let ready = until(&desk.library, &post, "the page", |shown| shown.page.is_some());
    assert_eq!(desk.library.true_preview_port(), Some(port));
    assert!(ready.error.is_none());
}

#[test]
fn a_program_that_is_not_there_is_named() {
    let blog = blog("serves", "");
    blog.repo.write(
        "galley.toml",
        "[library]\ngenerator = \"hugo\"\n[preview]\ncommand = \"no-such-program-here --port {port}\"\n",
    );
    let (desk, post) = open(&blog);
    let shown = desk.library.true_preview(&post).unwrap();
    assert_eq!(shown.state, TruePreviewState::Failed);
    let error = shown.error.unwrap();
    assert_eq!(error.code, "true-preview.no-command");
    assert!(error.message.contains("no-such-program-here"));
}

#[test]
fn a_saved_text_is_told_where_the_server_does_not_tell_the_page() {
    let blog = blog("serves", "");
    let (desk, post) = open(&blog);
    let before = shown(&desk.library, &post);
    desk.types(&post, 1, "New words. ");
    desk.library.save_post(&post).unwrap();
    let after = until(&desk.library, &post, "another page", |shown| {
        shown.reloads > before.reloads
    });
    assert_eq!(after.page, before.page);
    println!("shown {:?} later", until_page(&desk.library, &post, "New words."));
}

#[test]
fn a_post_that_goes_elsewhere_is_followed_though_its_old_page_stays() {
    let blog = blog("leaves", "");
    let (desk, post) = open(&blog);
    let before = shown(&desk.library, &post).page.unwrap();
    assert!(before.ends_with("/posts/a/"), "{before}");
    let page = || {
        let shown = desk.library.true_preview(&post).unwrap();
        assert!(shown.found);
        shown.page.unwrap()
    };
    let head = TEXT.split("---\n").nth(1).unwrap();
    desk.library
        .edit_head(&post, &format!("---\n{head}slug: elsewhere\n---\n"))
        .unwrap();
    assert_eq!(page(), before, "it is not built yet");
    desk.library.save_post(&post).unwrap();
    assert_eq!(page(), before, "nor is it now");
    desk.hush();
    // The build is done by now, and it is told though the page that is shown did not change.
    blog.repo.write("built", "");
    desk.wait("the page's move", |event| match event {
        LibraryEvent::TruePreviewChanged => (page() != before).then_some(()),
        _ => None,
    });
    assert!(page().ends_with("/posts/elsewhere/"), "{}", page());
}

#[test]
fn one_that_falls_over_a_text_works_again_after_the_next_save() {
    let blog = blog("serves", "");
    let (desk, post) = open(&blog);
    shown(&desk.library, &post);
    desk.types(&post, 1, "Fall over. ");
    desk.library.save_post(&post).unwrap();
    // It is started again once, falls over once more, and then stays where it is.
    let ended = until(&desk.library, &post, "its end", |shown| {
        shown.state == TruePreviewState::Failed
    });
    assert!(ended.error.unwrap().code.starts_with("true-preview."));
    let ack = desk.library.replace_body(&post, 2, "\nMended words.\n").unwrap();
    assert!(ack.accepted);
    desk.library.save_post(&post).unwrap();
    let key = desk.library.true_preview(&post).unwrap().key;
    desk.library.start_true_preview(&key).unwrap();
    until_page(&desk.library, &post, "Mended words.");
}

#[test]
fn stopping_and_closing_leave_no_process() {
    let blog = blog("serves", "");
    let (desk, post) = open(&blog);
    let key = shown(&desk.library, &post).key;
    let running = working_in(blog.repo.path());
    assert!(
        running.iter().any(|(_, words)| words.starts_with("sleep 10000")),
        "its child is there: {running:?}"
    );
    desk.library.stop_true_preview();
    gone_from(blog.repo.path());
    assert_eq!(
        desk.library.true_preview(&post).unwrap().state,
        TruePreviewState::Off
    );

    desk.library.start_true_preview(&key).unwrap();
    until(&desk.library, &post, "the page", |shown| shown.page.is_some());
    desk.library.close();
    gone_from(blog.repo.path());
    assert!(
        desk.library.start_true_preview(&key).is_err(),
        "a closed library starts nothing"
    );
    assert_eq!(working_in(blog.repo.path()), vec![]);
}

#[test]
fn a_killed_galley_leaves_no_process() {
    const NAME: &str = "ends::a_killed_galley_leaves_no_process";
    if let Some(folder) = in_child() {
        galley_git::use_config_from(&folder.join("home")).unwrap();
        let places = galley_library::Places::under(&folder.join("galley"));
        let desk = Desk::open(&folder.join("blog"), places, clock()).unwrap();
        let post = desk.library.open_post(POST).unwrap().post;
        shown(&desk.library, &post);
        println!("RUNNING it");
        loop {
            std::thread::park();
        }
    }
    let blog = blog("serves", "");
    assert_eq!(blog.text(POST), TEXT);
    let mut galley = Running::start(second_process(NAME, blog.place.path()));
    assert!(galley.said("RUNNING").is_some());
    let running = working_in(blog.repo.path());
    assert!(
        running.iter().any(|(_, words)| words.contains("mode=serves"))
            && running.iter().any(|(_, words)| words.starts_with("sleep 10000")),
        "{running:?}"
    );
    galley.kill();
    gone_from(blog.repo.path());
}

#[test]
fn typing_goes_on_while_a_server_starts() {
    let blog = blog("silent", "");
    let (desk, post) = open(&blog);
    let key = desk.library.true_preview(&post).unwrap().key;
    desk.library.start_true_preview(&key).unwrap();
    assert_eq!(
        desk.library.true_preview(&post).unwrap().state,
        TruePreviewState::Starting
    );
    assert!(
        desk.library
            .edit_body(&post, 1, &insert(0, "Words. "))
            .unwrap()
            .accepted
    );
    desk.library.save_post(&post).unwrap();
    assert_eq!(
        desk.library.true_preview(&post).unwrap().state,
        TruePreviewState::Starting
    );
    drop(desk);
    gone_from(blog.repo.path());
}
