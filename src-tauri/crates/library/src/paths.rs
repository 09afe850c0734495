//! Paths in the library: what stands inside it, and nothing else.

use std::path::{Component, Path, PathBuf};

use crate::error::{Error, Result};

/// The file that `path` (with `/`, in the library) names.
///
/// # Errors
/// `post.outside` when it is absolute, climbs out with `..`, goes into `.git`, or leaves the library through a link.
pub fn resolve(root: &Path, path: &str) -> Result<PathBuf> {
    let outside = || Error::new("post.outside", &[("path", path)]);
    let relative = Path::new(path);
    let inside = relative.components().all(|part| match part {
        Component::Normal(name) => !name.eq_ignore_ascii_case(".git"),
        Component::CurDir => true,
        _ => false,
    });
    if path.is_empty() || !inside {
        return Err(outside());
    }
    let file = root.join(relative);
    // What is there already may be a link; what is not there yet stands in the nearest folder that is.
    let mut there = file.as_path();
    while std::fs::symlink_metadata(there).is_err() {
        there = there.parent().ok_or_else(outside)?;
    }
    let real = std::fs::canonicalize(there).map_err(|e| Error::io(e, there))?;
    let real_root = std::fs::canonicalize(root).map_err(|e| Error::io(e, root))?;
    if real.starts_with(&real_root) && !real.starts_with(real_root.join(".git")) {
        Ok(file)
    } else {
        Err(outside())
    }
}

/// A path in the library as the index writes it: with `/` and without `./`.
pub fn normal(path: &str) -> String {
    let parts: Vec<_> = path
        .split(['/', std::path::MAIN_SEPARATOR])
        .filter(|p| !p.is_empty() && *p != ".")
        .collect();
    parts.join("/")
}

/// The folder of a path with `/`; empty at the top.
pub fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The path in the library of an absolute one; `None` when it stands outside.
pub fn relative(root: &Path, file: &Path) -> Option<String> {
    let parts: Option<Vec<_>> = file
        .strip_prefix(root)
        .ok()?
        .components()
        .map(|part| part.as_os_str().to_str())
        .collect();
    parts.map(|parts| parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_outside_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().join("blog");
        std::fs::create_dir_all(root.join("posts")).unwrap();
        std::fs::create_dir_all(root.join(".git")).unwrap();
        std::fs::write(dir.path().join("secret.md"), "no").unwrap();
        std::os::unix::fs::symlink(dir.path(), root.join("out")).unwrap();
        for path in [
            "",
            "/etc/passwd",
            "../secret.md",
            "posts/../../secret.md",
            "out/secret.md",
            "out/new.md",
            ".git/config",
            "posts/../.GIT/config",
        ] {
            assert_eq!(resolve(&root, path).unwrap_err().code, "post.outside", "{path}");
        }
        for path in ["posts/a.md", "./posts/new/deep/a.md", "posts/..a.md"] {
            assert!(resolve(&root, path).is_ok(), "{path}");
        }
    }
}
