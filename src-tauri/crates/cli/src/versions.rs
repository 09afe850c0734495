//! `sync`, `undo`, `unpublish`, `history` and `restore`.

use galley_library::view::{BlockKind, DiskChoice, PostChange, PostVersion, SyncResult};
use galley_library::{Cancel, Library, Result, words};

use crate::arguments::{History, Restore, Sync};
use crate::{asking, output, review};

/// Gets changes, or decides between two versions.
pub fn sync(library: &Library, sync: &Sync, as_json: bool) -> Result<()> {
    let choices = [
        (&sync.mine, DiskChoice::KeepMine),
        (&sync.theirs, DiskChoice::TakeTheirs),
        (&sync.both, DiskChoice::KeepBoth),
    ];
    for (post, choice) in &choices {
        if let Some(post) = post {
            library.choose_side(post, choice)?;
            if *choice == DiskChoice::TakeTheirs {
                say_kept(post);
            }
            return Ok(());
        }
    }
    let stages = output::Stages::default();
    let tell = |step: galley_library::view::CloneStep| {
        if step.part.is_none() {
            stages.tell(&step.stage);
        }
    };
    let result = library.sync(&tell, &asking::cancel())?;
    if as_json {
        output::json(&result);
    } else {
        synced(&result);
        review::stand(&result.ended);
        review::stand(&library.reviews());
    }
    Ok(())
}

fn synced(result: &SyncResult) {
    let versions = |count: u32| match count {
        0 => "no versions".to_owned(),
        1 => "1 version".to_owned(),
        many => format!("{many} versions"),
    };
    output::line(&format!(
        "Asked {} at {}: {} came; {} only here.",
        output::clean(&result.server),
        result.at,
        versions(result.got),
        versions(result.ahead)
    ));
    if result.sent > 0 {
        output::line(&format!(
            "{} sent that could not be sent before.",
            versions(result.sent)
        ));
    }
    for path in &result.changed {
        output::line(&format!("changed       {}", output::clean(path)));
    }
    for two in &result.two_versions {
        output::line(&format!("two versions  {}", output::clean(&two.path)));
    }
    if let Some(two) = result.two_versions.first() {
        let hint = words::say("sync.two-versions", &[("path", &two.path)]).1;
        output::note(&hint.unwrap_or_default());
        output::note(&output::way_on("sync.two-versions").unwrap_or_default());
    }
}

/// Hides posts from readers.
pub fn unpublish(library: &Library, posts: &[String], message: Option<&str>, as_json: bool) -> Result<()> {
    let tell = |step| output::step(&step);
    let result = library.unpublish(posts, message, &tell, &asking::cancel())?;
    if as_json {
        output::json(&result);
        return Ok(());
    }
    let (done, hint) = words::say("unpublish.done", &[("posts", &titles(&result.posts))]);
    output::line(&format!("{done} (commit {})", result.commit));
    output::note(&hint.unwrap_or_default());
    Ok(())
}

/// Titles one after the other.
pub fn titles(posts: &[String]) -> String {
    let titles: Vec<String> = posts
        .iter()
        .map(|title| format!("“{}”", output::clean(title)))
        .collect();
    titles.join(", ")
}

/// Undoes a publish.
pub fn undo(library: &Library, commit: Option<&str>, as_json: bool) -> Result<()> {
    let result = library.undo_publish(commit, &asking::cancel())?;
    if as_json {
        output::json(&result);
    } else {
        let are = if result.posts.len() == 1 {
            "is as it was"
        } else {
            "are as they were"
        };
        if result.never_sent == Some(true) {
            output::line(&format!(
                "Taken back at {}: {} waited for the server and goes no more (commit {}). Your text is still here, unpublished.",
                result.at,
                titles(&result.posts),
                result.commit
            ));
            return Ok(());
        }
        output::line(&format!(
            "Undone at {}: {} {are}, on the branch {} at {} (commit {}). Your text is still here, unpublished.",
            result.at,
            titles(&result.posts),
            result.branch,
            result.server,
            result.commit
        ));
    }
    Ok(())
}

/// Lists versions, or shows one.
pub fn history(library: &Library, history: &History, as_json: bool) -> Result<()> {
    if let Some(version) = &history.at {
        let change = library.version_change(&history.post, version, &Cancel::none())?;
        if as_json {
            output::json(&change);
        } else {
            show(&change);
        }
        return Ok(());
    }
    let found = library.history(&history.post, history.limit, &Cancel::none())?;
    if as_json {
        output::json(&found);
        return Ok(());
    }
    found.versions.iter().for_each(row);
    if found.more {
        output::note("There are older versions; --limit shows more.");
    }
    Ok(())
}

fn row(version: &PostVersion) {
    let name = match (&version.from, version.deleted) {
        (Some(from), _) => format!("  (was {})", output::clean(from)),
        (None, true) => "  (deleted)".to_owned(),
        (None, false) => String::new(),
    };
    output::line(&format!(
        "{}  {}  {}  {}{name}",
        version.short,
        version.date.get(..10).unwrap_or(&version.date),
        output::clean(&version.author),
        output::clean(&version.title)
    ));
}

fn show(change: &PostChange) {
    for field in &change.fields {
        output::line(&format!(
            "{}: {} -> {}",
            output::clean(&field.name),
            output::clean(&field.before.join(", ")),
            output::clean(&field.after.join(", "))
        ));
    }
    for line in &change.lines {
        let mark = match line.kind {
            BlockKind::Added => '+',
            BlockKind::Removed => '-',
            BlockKind::Same | BlockKind::Changed => ' ',
        };
        match line.number {
            Some(number) => output::line(&format!("{number:>5} {mark} {}", output::clean(&line.text))),
            None => output::line("      …"),
        }
    }
}

/// Says where a text is that was replaced.
fn say_kept(post: &str) {
    let (said, hint) = words::say("kept.replaced", &[("path", post)]);
    output::note(&said);
    output::note(&hint.unwrap_or_default());
}

/// Puts a version back.
pub fn restore(library: &Library, restore: &Restore) -> Result<()> {
    library.restore(&restore.post, &restore.at, restore.replace, &Cancel::none())?;
    if restore.replace {
        say_kept(&restore.post);
    }
    Ok(())
}
