//! What two sides made of the same files, put together path by path: files that one side alone changed are that side's,
//! those that both changed are merged, and what cannot be merged is left open. Reads and writes objects alone.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use git2::{Delta, DiffFindOptions, DiffOptions, MergeFileInput, Oid};

use crate::error::Error;
use crate::paths;

/// The kind of an entry that is another repository.
pub(crate) const SUBMODULE: u32 = 0o160_000;

/// A file as Git keeps it: its kind and rights, and its bytes' name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct File {
    pub(crate) mode: u32,
    pub(crate) id: Oid,
}

impl File {
    /// True for a file with bytes of its own: no link and no other repository.
    pub(crate) fn is_plain(self) -> bool {
        self.mode & 0o170_000 == 0o100_000
    }
}

/// The three texts of a file that two sides changed, as Git keeps them.
#[derive(Debug, Clone, Copy)]
pub struct Three<'a> {
    /// What both began with; `None` where both made the file.
    pub base: Option<&'a [u8]>,
    /// What it is here.
    pub mine: &'a [u8],
    /// What it is on the remote.
    pub theirs: &'a [u8],
}

/// What became of three texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Merging {
    /// They are this one.
    Merged(Vec<u8>),
    /// A person has to decide.
    Open,
    /// Whoever was asked knows nothing of such files: Git's merge by lines decides.
    ByLines,
}

/// Merges the texts of a file.
pub type Merge<'a> = dyn Fn(&Path, Three<'_>) -> Merging + 'a;

/// The files that differ between two trees.
#[derive(Debug, Default)]
pub(crate) struct Changed {
    /// Before and after.
    pub(crate) files: BTreeMap<PathBuf, (Option<File>, Option<File>)>,
    /// Old and new names of files that were renamed.
    pub(crate) renames: Vec<(PathBuf, PathBuf)>,
}

impl Changed {
    /// What changed from one tree to the other; no tree is an empty one.
    pub(crate) fn between(
        repo: &git2::Repository,
        from: Option<&git2::Tree<'_>>,
        to: Option<&git2::Tree<'_>>,
    ) -> Result<Self, Error> {
        let mut options = DiffOptions::new();
        options.include_typechange(true).skip_binary_check(true);
        let mut diff = repo.diff_tree_to_tree(from, to, Some(&mut options))?;
        let mut changed = Self::default();
        for delta in diff.deltas() {
            let (old, new) = (file(&delta.old_file()), file(&delta.new_file()));
            let name = delta.new_file().path_bytes().or(delta.old_file().path_bytes());
            if let Some(path) = name.and_then(paths::from_bytes) {
                // A file that became another kind of file comes as two.
                let known = changed.files.entry(path).or_insert((None, None));
                known.0 = known.0.or(old);
                known.1 = known.1.or(new);
            }
        }
        changed.renames = renames(&mut diff, false)?;
        Ok(changed)
    }

    /// What this side has at a path, when `base` is what both began with.
    fn now(&self, path: &Path, base: Option<File>) -> Option<File> {
        self.files.get(path).map_or(base, |(_, now)| *now)
    }
}

/// The names of files that were renamed, found by what is in them.
pub(crate) fn renames(
    diff: &mut git2::Diff<'_>,
    for_untracked: bool,
) -> Result<Vec<(PathBuf, PathBuf)>, Error> {
    let gone = diff.deltas().any(|delta| delta.status() == Delta::Deleted);
    let came = |status| matches!(status, Delta::Added | Delta::Untracked);
    if !gone || !diff.deltas().any(|delta| came(delta.status())) {
        return Ok(Vec::new());
    }
    let mut options = DiffFindOptions::new();
    options.renames(true).for_untracked(for_untracked);
    diff.find_similar(Some(&mut options))?;
    let path = |file: git2::DiffFile<'_>| file.path_bytes().and_then(paths::from_bytes);
    Ok(diff
        .deltas()
        .filter(|delta| delta.status() == Delta::Renamed)
        .filter_map(|delta| path(delta.old_file()).zip(path(delta.new_file())))
        .collect())
}

fn file(side: &git2::DiffFile<'_>) -> Option<File> {
    let mode = u32::from(side.mode());
    (mode != 0 && !side.id().is_zero()).then(|| File { mode, id: side.id() })
}

/// The file at a path of a tree.
pub(crate) fn in_tree(tree: Option<&git2::Tree<'_>>, path: &Path) -> Result<Option<File>, Error> {
    let Some(tree) = tree else { return Ok(None) };
    match tree.get_path(path) {
        Ok(entry) if entry.kind() == Some(git2::ObjectType::Tree) => Ok(None),
        Ok(entry) => Ok(Some(File {
            mode: u32::try_from(entry.filemode()).unwrap_or_default(),
            id: entry.id(),
        })),
        Err(error) if error.code() == git2::ErrorCode::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// A file that a person has to decide on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Open {
    /// Where it is here.
    pub(crate) path: PathBuf,
    /// Where it is on the remote; another place when one side renamed it.
    pub(crate) their_path: PathBuf,
    /// What both began with.
    pub(crate) base: Option<File>,
    /// What the remote has; `None` when it deleted the file.
    pub(crate) theirs: Option<File>,
}

/// What comes of two sides.
#[derive(Debug, Default)]
pub(crate) struct Together {
    /// What my side's files become, where they do not stay as they are.
    pub(crate) files: BTreeMap<PathBuf, Option<File>>,
    /// What stays as it is until a person decides.
    pub(crate) open: Vec<Open>,
}

/// What a side has at a path, given what both began with there.
pub(crate) type Look<'a> = dyn Fn(&Path, Option<File>) -> Result<Option<File>, Error> + 'a;

/// My side: what is at a path, given what both began with there, and what was renamed.
pub(crate) struct Mine<'a> {
    pub(crate) at: &'a Look<'a>,
    pub(crate) renames: &'a [(PathBuf, PathBuf)],
}

/// Puts what both sides made of `theirs`' beginning together.
pub(crate) fn together(
    repo: &git2::Repository,
    mine: &Mine<'_>,
    theirs: &Changed,
    merge: &Merge<'_>,
) -> Result<Together, Error> {
    let mut out = Together::default();
    let mut done: Vec<&PathBuf> = Vec::new();
    let base_of = |path: &Path| theirs.files.get(path).and_then(|(base, _)| *base);
    // They gave it another name, and I changed it.
    for (old, new) in &theirs.renames {
        let base = base_of(old);
        let (Some(is), Some(target)) = ((mine.at)(old, base)?, theirs.now(new, None)) else {
            continue;
        };
        if Some(is) == base || (mine.at)(new, None)?.is_some() {
            continue;
        }
        done.extend([old, new]);
        match one(repo, new, base, Some(is), Some(target), merge)? {
            Some(merged) => {
                out.files.insert(old.clone(), None);
                out.files.insert(new.clone(), merged);
            }
            None => {
                out.files.insert(new.clone(), Some(target));
                out.open.push(Open {
                    path: old.clone(),
                    their_path: new.clone(),
                    base,
                    theirs: Some(target),
                });
            }
        }
    }
    // I gave it another name, and they changed it.
    for (old, new) in mine.renames {
        let Some((base, Some(target))) = theirs.files.get(old).copied() else {
            continue;
        };
        if theirs.files.contains_key(new) || done.contains(&old) {
            continue;
        }
        done.push(old);
        let is = (mine.at)(new, None)?;
        match one(repo, new, base, is, Some(target), merge)? {
            Some(merged) if merged != is => drop(out.files.insert(new.clone(), merged)),
            Some(_) => {}
            None => out.open.push(Open {
                path: new.clone(),
                their_path: old.clone(),
                base,
                theirs: Some(target),
            }),
        }
    }
    for (path, (base, target)) in &theirs.files {
        if done.contains(&path) {
            continue;
        }
        let is = (mine.at)(path, *base)?;
        match one(repo, path, *base, is, *target, merge)? {
            Some(merged) if merged != is => drop(out.files.insert(path.clone(), merged)),
            Some(_) => {}
            None => out.open.push(Open {
                path: path.clone(),
                their_path: path.clone(),
                base: *base,
                theirs: *target,
            }),
        }
    }
    Ok(out)
}

/// One file of two sides; the outer `None` when a person has to decide.
pub(crate) fn one(
    repo: &git2::Repository,
    path: &Path,
    base: Option<File>,
    mine: Option<File>,
    theirs: Option<File>,
    merge: &Merge<'_>,
) -> Result<Option<Option<File>>, Error> {
    if mine == theirs || theirs == base {
        return Ok(Some(mine));
    }
    if mine == base {
        return Ok(Some(theirs));
    }
    let (Some(mine), Some(theirs)) = (mine, theirs) else {
        return Ok(None);
    };
    let plain = [base.unwrap_or(mine), mine, theirs]
        .iter()
        .all(|file| file.is_plain());
    if !plain {
        return Ok(None);
    }
    let Some(base) = base else {
        let id = merged(repo, path, None, mine.id, theirs.id, merge)?;
        let mode = theirs.mode;
        return Ok(id.map(|id| Some(File { mode, id })));
    };
    let mode = if mine.mode == base.mode {
        theirs.mode
    } else {
        mine.mode
    };
    let id = match () {
        () if mine.id == theirs.id || theirs.id == base.id => Some(mine.id),
        () if mine.id == base.id => Some(theirs.id),
        () => merged(repo, path, Some(base.id), mine.id, theirs.id, merge)?,
    };
    Ok(id.map(|id| Some(File { mode, id })))
}

fn merged(
    repo: &git2::Repository,
    path: &Path,
    base: Option<Oid>,
    mine: Oid,
    theirs: Oid,
    merge: &Merge<'_>,
) -> Result<Option<Oid>, Error> {
    let base = base.map(|id| repo.find_blob(id)).transpose()?;
    let (mine, theirs) = (repo.find_blob(mine)?, repo.find_blob(theirs)?);
    let three = Three {
        base: base.as_ref().map(git2::Blob::content),
        mine: mine.content(),
        theirs: theirs.content(),
    };
    match merge(path, three) {
        Merging::Merged(bytes) => Ok(Some(repo.blob(&bytes)?)),
        Merging::Open => Ok(None),
        Merging::ByLines => {
            let Some(base) = &base else { return Ok(None) };
            if [base, &mine, &theirs].iter().any(|blob| blob.is_binary()) {
                return Ok(None);
            }
            let (mut a, mut b, mut c) = (
                MergeFileInput::new(),
                MergeFileInput::new(),
                MergeFileInput::new(),
            );
            a.content(base.content());
            b.content(three.mine);
            c.content(three.theirs);
            let result = git2::merge_file(&a, &b, &c, None)?;
            if !result.is_automergeable() {
                return Ok(None);
            }
            Ok(Some(repo.blob(result.content())?))
        }
    }
}

/// Puts files into an index. [`Error::WouldOverwrite`] when one would stand where a folder is, or the other way round.
pub(crate) fn put(index: &mut git2::Index, files: &BTreeMap<PathBuf, Option<File>>) -> Result<(), Error> {
    for path in files
        .iter()
        .filter(|(_, file)| file.is_none())
        .map(|(path, _)| path)
    {
        if index.get_path(path, 0).is_some() {
            index.remove(path, 0)?;
        }
    }
    for (path, file) in files {
        let Some(file) = file else { continue };
        let above = path
            .ancestors()
            .skip(1)
            .filter(|part| !part.as_os_str().is_empty());
        let mut below = paths::to_bytes(path).into_owned();
        below.push(b'/');
        if above.into_iter().any(|part| index.get_path(part, 0).is_some()) || index.find_prefix(below).is_ok()
        {
            return Err(Error::WouldOverwrite {
                paths: vec![path.clone()],
            });
        }
        index.add(&entry(path, *file))?;
    }
    Ok(())
}

/// An entry of an index that says nothing of the file on disk, so that Git looks at it.
pub(crate) fn entry(path: &Path, file: File) -> git2::IndexEntry {
    let zero = git2::IndexTime::new(0, 0);
    git2::IndexEntry {
        ctime: zero,
        mtime: zero,
        dev: 0,
        ino: 0,
        mode: file.mode,
        uid: 0,
        gid: 0,
        file_size: 0,
        id: file.id,
        flags: 0,
        flags_extended: 0,
        path: paths::to_bytes(path).into_owned(),
    }
}
