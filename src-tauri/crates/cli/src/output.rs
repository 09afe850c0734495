//! What is printed. Results go to standard output, everything else to standard error.
//!
//! The one place that writes: whatever came from a file, a name or a server is cleaned of what a terminal would act on.

use std::io::{self, IsTerminal, Write};
use std::sync::{Mutex, PoisonError};

use galley_library::view::{
    LibraryView, PostRows, PostSummary, PublishResult, PublishStep, Status, StepName, StepState,
};
use galley_library::{Error, Result, words};
use serde::Serialize;

/// Prints one line; a reader that went away (`| head`) ends the program quietly.
pub fn line(text: &str) {
    print(format!("{}\n", clean(text)).as_bytes());
}

/// Prints text of several lines.
pub fn text(text: &str) {
    print(clean_text(text).as_bytes());
}

/// Prints a file as it is, byte for byte: a pipe or a file gets what it was. A terminal gets it cleaned.
///
/// # Errors
/// When not all of it could be written; a reader that went away is none.
pub fn whole(bytes: &[u8]) -> Result<()> {
    if io::stdout().is_terminal() {
        text(&String::from_utf8_lossy(bytes));
        return Ok(());
    }
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Error::new("output.failed", &[]).because(error))
        }
        _ => Ok(()),
    }
}

fn print(bytes: &[u8]) {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => std::process::exit(0),
        Err(error) => {
            complain(&Error::new("output.failed", &[]).because(error));
            std::process::exit(1);
        }
    }
}

/// Prints a value as JSON.
pub fn json(value: &impl Serialize) {
    if let Ok(text) = serde_json::to_string_pretty(value) {
        print(format!("{}\n", escaped(&text)).as_bytes());
    }
}

/// JSON leaves the control characters beyond ASCII as they are; they only stand in strings.
fn escaped(json: &str) -> String {
    let mut all = String::with_capacity(json.len());
    for c in json.chars() {
        if c.is_control() && c != '\n' {
            all.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            all.push(c);
        }
    }
    all
}

/// One line on standard error. Nobody reading it is no failure.
pub fn say(text: &str) {
    let _ = writeln!(io::stderr(), "{}", clean(text));
}

/// What is asked, on standard error; the answer stands behind it.
pub fn ask(text: &str) {
    let _ = write!(io::stderr(), "{} ", clean(text));
}

/// The stages of something long, each told once on standard error.
#[derive(Default)]
pub struct Stages(Mutex<String>);

impl Stages {
    /// Tells a stage, where it is another than the last.
    pub fn tell(&self, stage: &str) {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if *last != stage {
            stage.clone_into(&mut last);
            say(stage);
        }
    }
}

/// What the window has a button for.
const COMMANDS: &[(&str, &str)] = &[
    ("branch.none", "galley branch --new NAME"),
    ("publish.first-send", "galley publish --with-earlier POST"),
    ("publish.head-broken", "galley publish --draft POST"),
    ("remote.fork", "galley publish --review POST"),
    ("remote.protected", "galley publish --review POST"),
    ("repository.lock-left", "galley unlock"),
    (
        "sync.two-versions",
        "galley sync --mine POST, or --theirs, or --both",
    ),
];

/// What the hint says of the window alone, so that the command stands in its place.
const OF_THE_WINDOW: &[&str] = &["publish.first-send"];

/// The command that is the way on after this, as a sentence.
pub fn way_on(code: &str) -> Option<String> {
    let found = COMMANDS.iter().find(|(known, _)| *known == code);
    found.map(|(_, command)| format!("The command: {command}"))
}

/// One line: what happened, what to do, and the words of whoever refused.
pub fn complain(error: &Error) {
    let details = error.details.as_ref().map(|details| format!("({details})"));
    let parts = [
        Some(error.message.clone()),
        error
            .hint
            .clone()
            .filter(|_| !OF_THE_WINDOW.contains(&error.code)),
        way_on(error.code),
        details,
    ];
    let text = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    // A server's words may have lines of their own.
    note(&text.split_whitespace().collect::<Vec<_>>().join(" "));
}

/// The same as an object on standard error: standard output has results alone.
pub fn complain_json(error: &Error) {
    if let Ok(text) = serde_json::to_string(&serde_json::json!({ "error": error.view() })) {
        let _ = writeln!(io::stderr(), "{}", escaped(&text));
    }
}

/// One line that is worth knowing, on standard error.
pub fn note(text: &str) {
    say(&format!("galley: {text}"));
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

/// Likewise of several lines, with their breaks and tabs.
fn clean_text(text: &str) -> String {
    let mut all = String::with_capacity(text.len());
    let mut next = text.chars().peekable();
    while let Some(c) = next.next() {
        all.push(match c {
            '\n' | '\t' => c,
            '\r' if next.peek() == Some(&'\n') => c,
            // Old files end their lines so; a terminal would put each over the one before.
            '\r' => '\n',
            c if c.is_control() => char::REPLACEMENT_CHARACTER,
            c => c,
        });
    }
    all
}

/// The rows of a list.
pub fn rows(rows: &PostRows) {
    rows.rows.iter().for_each(row);
}

fn row(row: &PostSummary) {
    let date = row.date.as_deref().unwrap_or("no date   ");
    line(&format!(
        "{date}  {:<12}  {}  {}",
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
        line(&format!("{name} ({})", posts.len()));
        posts.iter().for_each(row);
    }
}

/// What a search found: each post, and below it the place that was found.
pub fn found(rows: &PostRows) {
    for post in &rows.rows {
        row(post);
        if let Some(hits) = post.hits.as_ref().filter(|hits| !hits.in_text.is_empty()) {
            line(&format!("            {}", clean(&hits.text)));
        }
    }
}

/// All tags, most used first, and behind each what it looks like.
pub fn tags(library: &LibraryView) {
    for tag in &library.tags {
        line(&format!("{:>5}  {}", tag.count, clean(&tag.name)));
    }
    for group in &library.look_alikes {
        let others: Vec<String> = group
            .others
            .iter()
            .map(|other| format!("{} ({})", clean(&other.name), other.count))
            .collect();
        line(&format!(
            "Look alike: {} ({}), {}. {}",
            clean(&group.keep.name),
            group.keep.count,
            others.join(", "),
            group.message
        ));
    }
}

/// The library at a glance.
pub fn status_of(library: &LibraryView, unpublished: &PostRows, deleted: &[String]) {
    let counts = &library.counts;
    line(&format!(
        "{} ({}), {}",
        library.name, library.generator_name, library.shown_root
    ));
    line(&format!(
        "{} posts: {} drafts, {} scheduled, {} published; {} pages",
        counts.all, counts.drafts, counts.scheduled, counts.published, counts.pages
    ));
    let repository = &library.repository;
    match (&repository.branch, &repository.server) {
        (Some(branch), Some(server)) => line(&format!(
            "on the branch {branch}, published to {server}; {} only here, {} only there",
            versions(repository.ahead),
            repository.behind
        )),
        (Some(branch), None) => line(&format!("on the branch {branch}")),
        _ => {}
    }
    // What is wrong with a config was said already.
    for problem in library
        .problems
        .iter()
        .filter(|problem| !problem.code.starts_with("config."))
    {
        line(&problem.message);
    }
    if !unpublished.rows.is_empty() {
        line(&format!("{} unpublished:", unpublished.total));
        rows(unpublished);
    }
    if !deleted.is_empty() {
        line(&format!(
            "{} deleted here, and still on the server:",
            deleted.len()
        ));
        for path in deleted {
            line(&format!("  {path}"));
        }
    }
}

/// So many versions, in words.
pub fn versions(count: u32) -> String {
    match count {
        1 => "1 version".to_owned(),
        many => format!("{many} versions"),
    }
}

/// One step of a publish, on standard error.
pub fn step(step: &PublishStep) {
    if let (StepState::Running, Some(line)) = (&step.state, &step.detail) {
        say(&format!("| {line}"));
    }
    if step.state == StepState::Done {
        let name = format!("{:?}", step.step).to_lowercase();
        say(&format!(
            "{name} {:.1} s {}",
            step.seconds.unwrap_or_default(),
            match step.detail.as_deref() {
                None if step.step == StepName::Confirm => words::say("publish.not-confirmed", &[]).0,
                detail => detail.unwrap_or_default().to_owned(),
            }
        ));
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
    let with = if posts.is_empty() { "" } else { " with " };
    let pictures = match result.pictures {
        0 => String::new(),
        1 => format!("{with}1 picture"),
        many => format!("{with}{many} pictures"),
    };
    let done = match result.removed.len() {
        0 => "Published",
        gone if gone == result.posts.len() => "Removed for readers",
        _ => "Published and removed",
    };
    line(&format!(
        "{done} at {}: {posts}{pictures}, on the branch {} at {} (commit {}).",
        result.at, result.branch, result.server, result.commit
    ));
    for version in &result.sent_too {
        line(&format!("Sent too, as it had waited for the server: {version}."));
    }
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
