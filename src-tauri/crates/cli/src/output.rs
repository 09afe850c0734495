//! What is printed. Results go to standard output, everything else to standard error.

use std::io::{self, Write};

use galley_library::view::{
    LibraryView, PostRows, PostSummary, PublishResult, PublishStep, Status, StepName, StepState,
};
use galley_library::{Error, words};
use serde::Serialize;

/// Prints lines; a reader that went away (`| head`) ends the program quietly.
pub fn print(text: &str) {
    let mut out = io::stdout().lock();
    if out.write_all(text.as_bytes()).and_then(|()| out.flush()).is_err() {
        std::process::exit(0);
    }
}

/// Prints a value as JSON.
pub fn json(value: &impl Serialize) {
    if let Ok(text) = serde_json::to_string_pretty(value) {
        print(&format!("{text}\n"));
    }
}

/// One line: what happened, what to do, and the words of whoever refused.
pub fn complain(error: &Error) {
    let details = error.details.as_ref().map(|details| format!("({details})"));
    let parts = [Some(error.message.clone()), error.hint.clone(), details];
    let text = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    // A server's words may have lines of their own.
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    eprintln!("galley: {}", clean(&line));
}

/// One line that is worth knowing, on standard error.
pub fn note(text: &str) {
    eprintln!("galley: {}", clean(text));
}

/// Text from a file or a server without what a terminal would act on; one line of it.
pub fn clean(text: &str) -> String {
    text.trim_end()
        .chars()
        .map(|c| {
            if c.is_control() {
                char::REPLACEMENT_CHARACTER
            } else {
                c
            }
        })
        .collect()
}

/// The rows of a list.
pub fn rows(rows: &PostRows) {
    rows.rows.iter().for_each(row);
}

fn row(row: &PostSummary) {
    let date = row.date.as_deref().unwrap_or("no date   ");
    print(&format!(
        "{date}  {:<12}  {}  {}\n",
        status(row),
        clean(&row.path),
        clean(&row.title)
    ));
}

/// The rows of a list under their headings.
pub fn grouped(rows: &PostRows) {
    for (name, posts) in crate::listing::groups(rows) {
        let name = if name.is_empty() {
            "none".to_owned()
        } else {
            clean(name)
        };
        print(&format!("{name} ({})\n", posts.len()));
        posts.iter().for_each(row);
    }
}

/// What a search found: each post, and below it the place that was found.
pub fn found(rows: &PostRows) {
    for post in &rows.rows {
        row(post);
        if let Some(hits) = post.hits.as_ref().filter(|hits| !hits.in_text.is_empty()) {
            print(&format!("            {}\n", clean(&hits.text)));
        }
    }
}

/// All tags, most used first, and behind each what it looks like.
pub fn tags(library: &LibraryView) {
    for tag in &library.tags {
        print(&format!("{:>5}  {}\n", tag.count, clean(&tag.name)));
    }
    for group in &library.look_alikes {
        let others: Vec<String> = group
            .others
            .iter()
            .map(|other| format!("{} ({})", clean(&other.name), other.count))
            .collect();
        print(&format!(
            "Look alike: {} ({}), {}. {}\n",
            clean(&group.keep.name),
            group.keep.count,
            others.join(", "),
            group.message
        ));
    }
}

/// The library at a glance.
pub fn status_of(library: &LibraryView, unpublished: &PostRows) {
    let counts = &library.counts;
    print(&format!(
        "{} ({}), {}\n",
        library.name, library.generator_name, library.shown_root
    ));
    print(&format!(
        "{} posts: {} drafts, {} scheduled, {} published; {} pages\n",
        counts.all, counts.drafts, counts.scheduled, counts.published, counts.pages
    ));
    let repository = &library.repository;
    match (&repository.branch, &repository.server) {
        (Some(branch), Some(server)) => print(&format!(
            "on the branch {branch}, published to {server}; {} versions only here, {} only there\n",
            repository.ahead, repository.behind
        )),
        (Some(branch), None) => print(&format!("on the branch {branch}\n")),
        _ => {}
    }
    for problem in &library.problems {
        print(&format!("{}\n", problem.message));
    }
    if !unpublished.rows.is_empty() {
        print(&format!("{} unpublished:\n", unpublished.total));
        rows(unpublished);
    }
}

/// One step of a publish, on standard error.
pub fn step(step: &PublishStep) {
    if step.state == StepState::Done {
        let name = format!("{:?}", step.step).to_lowercase();
        eprintln!(
            "{name} {:.1} s {}",
            step.seconds.unwrap_or_default(),
            match step.detail.as_deref() {
                None if step.step == StepName::Confirm => words::say("publish.not-confirmed", &[]).0,
                detail => detail.unwrap_or_default().to_owned(),
            }
        );
    }
}

/// What was published where.
pub fn published(result: &PublishResult) {
    let posts = result
        .posts
        .iter()
        .map(|title| format!("“{title}”"))
        .collect::<Vec<_>>()
        .join(", ");
    let pictures = match result.pictures {
        0 => String::new(),
        1 => " with 1 picture".to_owned(),
        many => format!(" with {many} pictures"),
    };
    print(&format!(
        "Published at {}: {posts}{pictures}, on the branch {} at {} (commit {}).\n",
        result.at, result.branch, result.server, result.commit
    ));
}

fn status(row: &PostSummary) -> &'static str {
    match row.status {
        Status::Error => "error",
        Status::TwoVersions => "two versions",
        Status::Unpublished => "unpublished",
        Status::Scheduled => "scheduled",
        Status::Draft => "draft",
        Status::Published => "published",
    }
}
