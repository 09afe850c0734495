//! Folders that no generator reads posts from: what tools install, cache and build.

/// Never content, wherever they stand.
const ANYWHERE: [&str; 5] = [
    "node_modules",
    "bower_components",
    "__pycache__",
    "_site",
    "jspm_packages",
];

/// Made by a build or brought from elsewhere, unless they stand among the content: `content/resources/` is a
/// section of a Hugo site, `resources/` is its cache.
const OUTSIDE_CONTENT: [&str; 9] = [
    "public",
    "dist",
    "out",
    "build",
    "target",
    "vendor",
    "themes",
    "resources",
    "coverage",
];

/// Folders below which everything is somebody's text.
const CONTENT: [&str; 10] = [
    "content", "source", "posts", "_posts", "_drafts", "post", "blog", "news", "articles", "docs",
];

/// Whether a walk of the library should keep out of a folder. `path` is the folder's path in the library; a bare
/// name is taken for a folder at the top.
pub fn skip_dir(path: &str) -> bool {
    let (folder, name) = crate::parts::split(path);
    if name.starts_with('.') && name.len() > 1 || ANYWHERE.contains(&name) {
        return true;
    }
    OUTSIDE_CONTENT.contains(&name) && !folder.split('/').any(|part| CONTENT.contains(&part))
}

/// Whether a file stands in a folder that a walk keeps out of.
pub(crate) fn skipped(path: &str) -> bool {
    path.char_indices()
        .filter(|(_, c)| *c == '/')
        .any(|(at, _)| skip_dir(&path[..at]))
}
