//! Names that a disk takes for one: `Post.md` and `post.md` where case is not told apart, two forms of one letter where those
//! are not. When the remote gave a file another spelling, both names lead to the file that is there, and taking the old one away
//! would take the new one too.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use git2::Oid;

use crate::disk::stored;
use crate::error::Error;
use crate::sides::Changed;

/// What a file system tells of a file whatever its name is.
type Place = (u64, u64);

/// Of the files that go and come, the names that lead to another one of them, and count as not there. That is the new one, until
/// the file is written so and is what it is to be.
pub(crate) fn other_names(
    repo: &git2::Repository,
    work_dir: &Path,
    changed: &Changed,
) -> Result<BTreeSet<PathBuf>, Error> {
    let place = |path: &Path| {
        let found = fs::symlink_metadata(work_dir.join(path)).ok()?;
        Some((found.dev(), found.ino()))
    };
    let is = |path: &Path| stored(repo, path, &work_dir.join(path));
    among(changed, &place, &|path| is_written_so(work_dir, path), &is)
}

/// The same, told where files are, whether a name is written so in its folder, and what a file is.
fn among(
    changed: &Changed,
    place: &dyn Fn(&Path) -> Option<Place>,
    written_so: &dyn Fn(&Path) -> bool,
    is: &dyn Fn(&Path) -> Result<Option<Oid>, Error>,
) -> Result<BTreeSet<PathBuf>, Error> {
    let mut going: HashMap<Place, Vec<&PathBuf>> = HashMap::new();
    for (path, _) in changed.files.iter().filter(|(_, (_, now))| now.is_none()) {
        if let Some(place) = place(path) {
            going.entry(place).or_default().push(path);
        }
    }
    let mut found = BTreeSet::new();
    if going.is_empty() {
        return Ok(found);
    }
    for (new, (_, now)) in &changed.files {
        let Some(now) = now else { continue };
        for old in place(new)
            .and_then(|place| going.get(&place))
            .into_iter()
            .flatten()
        {
            let made = written_so(new);
            // Two links to one file are two names.
            if made && written_so(old) {
                continue;
            }
            let done = made && is(new)? == Some(now.id);
            found.insert(if done { (*old).clone() } else { new.clone() });
        }
    }
    Ok(found)
}

/// Whether each part of a path stands so in the folder above it. A folder that cannot be listed says nothing against it.
fn is_written_so(work_dir: &Path, path: &Path) -> bool {
    let parts = path.ancestors().filter(|part| !part.as_os_str().is_empty());
    parts.into_iter().all(|part| {
        let full = work_dir.join(part);
        let listed = full.parent().and_then(|folder| fs::read_dir(folder).ok());
        listed.is_none_or(|files| {
            let mut names = files.flatten().map(|file| file.file_name());
            names.any(|name| Some(name.as_os_str()) == part.file_name())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sides::File;

    fn id(text: u8) -> Oid {
        Oid::from_bytes(&[text; 20]).unwrap()
    }

    /// Files by what they were and are, if anything.
    fn changed(files: &[(&str, u8, u8)]) -> Changed {
        let file = |text: u8| {
            (text > 0).then(|| File {
                mode: 0o100_644,
                id: id(text),
            })
        };
        let files = files.iter();
        let files = files.map(|(path, before, now)| (PathBuf::from(path), (file(*before), file(*now))));
        Changed {
            files: files.collect(),
            renames: Vec::new(),
        }
    }

    /// On a disk that does not tell case apart, and has one file of this name with this text.
    fn found(files: &[(&str, u8, u8)], name: &str, text: u8) -> Vec<String> {
        let leads_there = |path: &Path| path.to_str().unwrap().to_lowercase() == name.to_lowercase();
        let all = among(
            &changed(files),
            &|path| leads_there(path).then_some((1, 1)),
            &|path| path == Path::new(name),
            &|_| Ok(Some(id(text))),
        );
        let all = all.unwrap().into_iter();
        all.map(|path| path.to_str().unwrap().to_owned()).collect()
    }

    #[test]
    fn of_two_names_for_a_file_one_is_there() {
        let renamed = [("Post.md", 1, 0), ("post.md", 0, 2)];
        assert_eq!(found(&renamed, "Post.md", 1), ["post.md"]);
        assert_eq!(
            found(&renamed, "Post.md", 2),
            ["post.md"],
            "its name is still the old one"
        );
        assert_eq!(
            found(&renamed, "post.md", 2),
            ["Post.md"],
            "a run that was killed had made it"
        );
        assert_eq!(
            found(&renamed, "post.md", 1),
            ["post.md"],
            "somebody renamed it by hand"
        );
        assert_eq!(found(&renamed, "other.md", 1), Vec::<String>::new());
        let folder = [("Posts/a.md", 1, 0), ("posts/a.md", 0, 1)];
        assert_eq!(found(&folder, "Posts/a.md", 1), ["posts/a.md"]);
        // What only comes, or only goes, is not asked after.
        for files in [
            &[("post.md", 0, 1)][..],
            &[("post.md", 1, 0)],
            &[("a.md", 1, 0), ("post.md", 0, 1)],
        ] {
            assert_eq!(found(files, "Post.md", 1), Vec::<String>::new());
        }
    }

    #[test]
    fn two_links_to_one_file_are_two_names() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("one.md"), "text").unwrap();
        fs::hard_link(dir.path().join("one.md"), dir.path().join("two.md")).unwrap();
        let repo = git2::Repository::init(dir.path()).unwrap();
        let both = changed(&[("one.md", 1, 0), ("two.md", 0, 1)]);
        assert!(other_names(&repo, dir.path(), &both).unwrap().is_empty());
        assert!(is_written_so(dir.path(), Path::new("one.md")));
        assert!(!is_written_so(dir.path(), Path::new("One.md")));
    }
}
