//! `branch`.

use galley_library::{Library, Result};

use crate::output;

/// Lists the branches, with a star before the present one.
pub fn list(library: &Library, as_json: bool) -> Result<()> {
    let branches = library.branches()?;
    if as_json {
        output::json(&branches);
        return Ok(());
    }
    for branch in &branches {
        let star = if branch.current { '*' } else { ' ' };
        let follows = match (&branch.upstream, branch.here) {
            (Some(upstream), true) => format!("  follows {}", output::clean(upstream)),
            (Some(_), false) => "  only on the server".to_owned(),
            (None, _) => "  only here".to_owned(),
        };
        let apart = match (branch.ahead.unwrap_or(0), branch.behind.unwrap_or(0)) {
            (0, 0) => String::new(),
            (ahead, behind) => format!("; {} only here, {behind} only there", output::versions(ahead)),
        };
        output::line(&format!(
            "{star} {}  {}{follows}{apart}",
            branch.date.as_deref().unwrap_or("no version"),
            output::clean(&branch.name)
        ));
    }
    Ok(())
}

/// Goes to another branch.
pub fn switch(library: &Library, name: &str, new: bool, as_json: bool) -> Result<()> {
    let result = library.switch_branch(name, new)?;
    if as_json {
        output::json(&result);
        return Ok(());
    }
    let files = |count: usize, one: &str, many: &str| match count {
        1 => format!("1 file {one}"),
        count => format!("{count} files {many}"),
    };
    output::line(&format!(
        "On the branch {}: {} here now; {} changes that are not published.",
        output::clean(&result.branch),
        files(result.changed.len(), "is another", "are others"),
        files(usize::try_from(result.kept).unwrap_or(usize::MAX), "has", "have")
    ));
    Ok(())
}
