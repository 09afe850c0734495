//! The files by which Git is told what to leave out: which of them count for a library, and whether they can be read at all.
//! Git and the walk open them by themselves, and an open pipe that nobody writes to is never done.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use galley_generators::skip_dir;
use ignore::WalkBuilder;

use crate::paths::relative;

/// True when the `.gitignore`s above a folder count in it: when it stands below the top of a repository.
pub fn above_count(root: &Path) -> bool {
    if root.join(".git").exists() {
        return false;
    }
    let mut above = root.ancestors().skip(1);
    // All of them would be opened, those above the repository too.
    above.clone().all(|folder| odd_in(folder).is_none()) && above.any(|folder| folder.join(".git").exists())
}

/// The first file in or below a folder that Git reads there and that is no ordinary one. Not looked for where Git does not
/// go, and in what a generator or a package manager makes.
pub fn odd_below(root: &Path) -> Option<PathBuf> {
    let first = odd_in(root);
    if first.is_some() {
        return first;
    }
    let found = Arc::new(Mutex::new(None));
    let (base, tell) = (root.to_path_buf(), Arc::clone(&found));
    let walker = WalkBuilder::new(root)
        .follow_links(false)
        .hidden(false)
        .require_git(false)
        .git_global(false)
        .ignore(false)
        .parents(false)
        .filter_entry(move |entry| {
            // Git goes into hidden folders, where a blog's posts never stand.
            let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
            let made = || !hidden && relative(&base, entry.path()).is_none_or(|path| skip_dir(&path));
            if !entry.file_type().is_some_and(|kind| kind.is_dir()) || entry.file_name() == ".git" || made() {
                return false;
            }
            let odd = odd_in(entry.path());
            let plain = odd.is_none();
            if !plain {
                *tell.lock().unwrap_or_else(PoisonError::into_inner) = odd;
            }
            plain
        })
        .build();
    let known = || found.lock().unwrap_or_else(PoisonError::into_inner).clone();
    walker.into_iter().find_map(|_| known()).or_else(known)
}

/// The file of a folder that Git reads there and that is no ordinary one.
fn odd_in(folder: &Path) -> Option<PathBuf> {
    [".gitignore", ".gitattributes"]
        .map(|name| folder.join(name))
        .into_iter()
        .find(|file| std::fs::metadata(file).is_ok_and(|meta| !meta.is_file() && !meta.is_dir()))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::scan;

    fn listed(root: &Path) -> Vec<String> {
        scan::walk(root).files.into_iter().map(|file| file.path).collect()
    }

    #[test]
    fn a_pipe_is_found_wherever_git_would_read_it() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        for folder in [
            ".github",
            "posts/2026",
            "private/deep",
            ".git/info",
            "node_modules/x",
        ] {
            fs::create_dir_all(root.join(folder)).unwrap();
        }
        fs::write(root.join(".gitignore"), "/private/\n").unwrap();
        let pipe = |path: &str| {
            let file = root.join(path);
            let made = std::process::Command::new("mkfifo").arg(&file).status().unwrap();
            assert!(made.success());
            file
        };
        let unread = [
            "private/deep/.gitignore",
            ".git/info/.gitignore",
            "node_modules/x/.gitignore",
        ];
        for path in unread {
            pipe(path);
        }
        assert_eq!(odd_below(root), None);
        for path in [
            "posts/2026/.gitignore",
            ".github/.gitattributes",
            ".gitattributes",
        ] {
            let file = pipe(path);
            assert_eq!(odd_below(root), Some(file.clone()));
            fs::remove_file(file).unwrap();
        }
        std::os::unix::fs::symlink("../.gitignore", root.join("posts/.gitignore")).unwrap();
        assert_eq!(odd_below(root), None, "a link to an ordinary file is read as one");
    }

    #[test]
    fn what_the_repository_above_ignores_is_not_listed() {
        let dir = tempfile::tempdir().unwrap();
        let (repository, root) = (
            dir.path().join("repository"),
            dir.path().join("repository/web/site"),
        );
        fs::create_dir_all(root.join("posts")).unwrap();
        for name in ["a.md", "private.md", "b.scratch.md", "own.md"] {
            fs::write(root.join("posts").join(name), "Text.\n").unwrap();
        }
        fs::write(root.join(".gitignore"), "own.md\n").unwrap();
        fs::write(repository.join(".gitignore"), "*.scratch.md\n").unwrap();
        fs::write(repository.join("web/.gitignore"), "/site/posts/private.md\n").unwrap();
        let all = ["posts/a.md", "posts/b.scratch.md", "posts/private.md"];
        assert_eq!(listed(&root), all, "without a repository nothing above counts");
        fs::create_dir(repository.join(".git")).unwrap();
        fs::write(dir.path().join(".gitignore"), "*.md\n").unwrap();
        assert_eq!(listed(&root), ["posts/a.md"], "and nothing above the repository");
        fs::create_dir(root.join(".git")).unwrap();
        assert_eq!(listed(&root), all, "nor above a repository in it");
    }
}
