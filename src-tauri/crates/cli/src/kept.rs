//! `kept`: texts that a choice replaced.

use galley_library::{Library, Result};

use crate::arguments::Kept;
use crate::output;

/// Lists them, or prints one as it was.
pub fn kept(library: &Library, kept: &Kept, as_json: bool) -> Result<()> {
    if let Some(id) = &kept.id {
        // Bytes, and not words: what is written into a file again must be what it was.
        return output::whole(&library.kept_text(id)?);
    }
    let all = library.kept(kept.post.as_deref())?;
    if as_json {
        output::json(&all);
        return Ok(());
    }
    for text in &all {
        let at = text.at.get(..16).unwrap_or(&text.at).replace('T', " ");
        let title = text.title.as_deref().unwrap_or_default();
        output::line(&format!(
            "{:>4}  {at}  {}  {} words  {}",
            text.id,
            output::clean(&text.path),
            text.words,
            output::clean(title)
        ));
    }
    Ok(())
}
