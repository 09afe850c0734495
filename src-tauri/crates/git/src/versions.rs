//! The versions of one file, through its names.

use std::path::{Path, PathBuf};

use git2::{Delta, DiffFindOptions, ObjectType, Oid, Sort};

use crate::cancel::Cancel;
use crate::error::Error;
use crate::history::{CommitInfo, info};
use crate::id::Id;
use crate::paths;
use crate::put::read_as_on_disk;
use crate::repository::{Head, Repository};
use crate::sides::{File, in_tree};

/// One version of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The commit that made it.
    pub commit: CommitInfo,
    /// The file's name in it; the last one before, when it was deleted.
    pub path: PathBuf,
    /// Its name before, when the commit gave it another one.
    pub from: Option<PathBuf>,
    /// The commit in which the version before stands, and the file's name there is `from` or `path`.
    pub before: Option<Id>,
    /// Whether the commit deleted it.
    pub deleted: bool,
}

/// Versions, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Versions {
    /// The versions.
    pub list: Vec<Version>,
    /// Whether there are older ones, or may be.
    pub more: bool,
}

impl Repository {
    /// The versions of the file at `path` up to what is checked out, newest first, at most `limit` of them; looked for in
    /// at most `reach` commits. A file that is not there any more has versions too.
    ///
    /// [`Error::Cancelled`].
    pub fn versions(
        &self,
        path: &Path,
        limit: usize,
        reach: usize,
        cancel: &Cancel,
    ) -> Result<Versions, Error> {
        self.versions_told(path, limit, reach, &mut |_, _| true, cancel)
    }

    /// The same, telling as it looks: how many commits were looked at, and the version that one of them is. It ends where
    /// the answer is false, as if the limit were there.
    ///
    /// [`Error::Cancelled`].
    pub fn versions_told(
        &self,
        path: &Path,
        limit: usize,
        reach: usize,
        tell: &mut dyn FnMut(usize, Option<&Version>) -> bool,
        cancel: &Cancel,
    ) -> Result<Versions, Error> {
        let repo = self.opened()?;
        let mut out = Versions {
            list: Vec::new(),
            more: false,
        };
        let Some(head) = Head::read(&repo)?.id else {
            return Ok(out);
        };
        let mut walk = repo.revwalk()?;
        walk.set_sorting(Sort::TOPOLOGICAL | Sort::TIME)?;
        walk.push(head)?;
        let mut name = path.to_owned();
        // Each commit is looked at as a parent first.
        let mut seen: Option<(Oid, Option<File>)> = None;
        for (count, id) in walk.enumerate() {
            cancel.check()?;
            if count == reach || out.list.len() == limit || !tell(count, None) {
                out.more = true;
                break;
            }
            let commit = repo.find_commit(id?)?;
            let at = |id: Oid| in_tree(Some(&repo.find_commit(id)?.tree()?), &name);
            let here = match seen {
                Some((known, file)) if known == commit.id() => file,
                _ => at(commit.id())?,
            };
            let mut parents = Vec::new();
            for parent in commit.parent_ids() {
                parents.push((parent, at(parent)?));
            }
            seen = parents.first().copied();
            let before = parents.first().and_then(|(_, file)| *file);
            let unchanged = if parents.is_empty() {
                here.is_none()
            } else {
                parents.iter().any(|(_, file)| *file == here)
            };
            if unchanged {
                continue;
            }
            let from = match (here, before, &parents[..]) {
                (Some(_), None, [(parent, _)]) => renamed(&repo, *parent, &commit, &name)?,
                _ => None,
            };
            let first = parents.first().map(|(parent, _)| Id(*parent));
            out.list.push(Version {
                commit: info(&commit),
                path: name.clone(),
                before: first.filter(|_| before.is_some() || from.is_some()),
                deleted: here.is_none(),
                from: from.clone(),
            });
            if let Some(from) = from {
                name = from;
                seen = None;
            }
            if !tell(count + 1, out.list.last()) {
                out.more = true;
                break;
            }
        }
        Ok(out)
    }

    /// A file of a commit with the line ends that Git gives it on disk at `path`. `None` when it has none there.
    pub fn as_on_disk(&self, commit: Id, name: &Path, path: &Path) -> Result<Option<Vec<u8>>, Error> {
        let repo = self.opened_to_write()?;
        let tree = repo.find_commit(commit.0)?.tree()?;
        let Some(file) = in_tree(Some(&tree), name)?.filter(|file| file.is_plain()) else {
            return Ok(None);
        };
        read_as_on_disk(&repo, file, path).map(Some)
    }

    /// The bytes as Git would keep them for a file at `path`: with its line ends. Nothing is written.
    pub fn as_kept(&self, path: &Path, bytes: &[u8]) -> Result<Vec<u8>, Error> {
        use std::io::Write;
        let repo = self.opened()?;
        let objects = repo.odb()?;
        // What is written from here on goes to memory.
        objects.add_new_mempack_backend(1000)?;
        let mut writer = repo.blob_writer(Some(path))?;
        writer
            .write_all(bytes)
            .map_err(|error| Error::io(format!("filtering {}", path.display()), error))?;
        let id = writer.commit()?;
        let object = objects.read(id)?;
        Ok(match object.kind() {
            ObjectType::Blob => object.data().to_owned(),
            _ => bytes.to_owned(),
        })
    }
}

/// The name that a file had before a commit.
fn renamed(
    repo: &git2::Repository,
    parent: Oid,
    commit: &git2::Commit<'_>,
    name: &Path,
) -> Result<Option<PathBuf>, Error> {
    let before = repo.find_commit(parent)?.tree()?;
    let mut diff = repo.diff_tree_to_tree(Some(&before), Some(&commit.tree()?), None)?;
    if !diff.deltas().any(|delta| delta.status() == Delta::Deleted) {
        return Ok(None);
    }
    let mut options = DiffFindOptions::new();
    options.renames(true);
    diff.find_similar(Some(&mut options))?;
    let is = |file: git2::DiffFile<'_>| file.path_bytes().and_then(paths::from_bytes);
    Ok(diff
        .deltas()
        .filter(|delta| delta.status() == Delta::Renamed)
        .find(|delta| is(delta.new_file()).as_deref() == Some(name))
        .and_then(|delta| is(delta.old_file())))
}
