//! Five small blogs that Galley builds, one for each theme, with the posts of its drawing: `blogs/THEME` beside the sources.

use std::path::{Path, PathBuf};

/// The themes that have one.
pub const THEMES: [&str; 5] = ["newsroom", "terminal", "feed", "digest", "journal"];

/// The folder of a theme's blog. It is read only; what builds it copies it.
pub fn folder(theme: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("blogs").join(theme)
}
