//! `galley tags`: what there is, and changes over all posts.

use galley_library::view::{BlockKind, TagOrder, TagPlan};
use galley_library::{Library, Result};

use crate::arguments::{HowTags, Tags};
use crate::{listing, output};

/// Lists or changes tags.
///
/// # Errors
/// Those of the library's verb.
pub fn tags(library: &Library, verb: &Tags, as_json: bool) -> Result<()> {
    let (from, to, how) = match verb {
        Tags::List => return listing::tags(library, as_json),
        Tags::Rename { tag, to, how } => (vec![tag.clone()], Some(to.clone()), how),
        Tags::Merge { tags, into, how } => (tags.clone(), Some(into.clone()), how),
        Tags::Delete { tags, how } => (tags.clone(), None, how),
    };
    let order = TagOrder {
        from,
        to,
        paths: None,
        message: how.message.clone(),
    };
    change(library, &order, how, as_json)
}

fn change(library: &Library, order: &TagOrder, how: &HowTags, as_json: bool) -> Result<()> {
    if how.dry_run {
        let plan = library.tag_plan(order)?;
        if as_json {
            output::json(&plan);
        } else {
            show(&plan);
        }
        return Ok(());
    }
    // Asked for by name: the hooks of a commit may run, this once.
    library.trust_for_now();
    let done = library.change_tags(order)?;
    if as_json {
        output::json(&done);
    } else {
        done.paths
            .iter()
            .for_each(|path| output::line(&output::clean(path)));
        for path in &done.apart {
            output::say(&format!(
                "{path} has other changes; its tags go with its own next publish."
            ));
        }
        if let Some(version) = &done.version {
            output::say(&format!(
                "1 version (commit {version}); it goes with the next publish."
            ));
        }
    }
    Ok(())
}

fn show(plan: &TagPlan) {
    for post in &plan.posts {
        let apart = if post.apart {
            "  (has other changes; goes with its own next publish)"
        } else {
            ""
        };
        output::line(&format!("{}{apart}", output::clean(&post.path)));
        for line in &post.lines {
            let sign = match line.kind {
                BlockKind::Removed => '-',
                BlockKind::Added => '+',
                BlockKind::Same | BlockKind::Changed => continue,
            };
            let number = line.number.unwrap_or_default();
            output::line(&format!("{number:>5} {sign} {}", output::clean(&line.text)));
        }
    }
    for refused in &plan.refused {
        output::note(&format!("{}: {}", refused.path, refused.message));
    }
}
