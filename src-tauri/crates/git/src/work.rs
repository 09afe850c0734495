//! What becomes of the writer's files and of the index when the branch goes to another commit. Works it out and writes
//! objects alone.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use git2::{DiffOptions, Oid};

use crate::begun::Begun;
use crate::bring_in::Asked;
use crate::disk::Disk;
use crate::error::Error;
use crate::lfs;
use crate::paths;
use crate::sides::{Changed, File, Look, Mine, Open, SUBMODULE, entry, in_tree, one, renames, together};

/// What is staged at a path; nothing for another spelling of it, where the settings say that case is not told apart.
pub(crate) fn staged_at(index: &git2::Index, path: &Path) -> Option<git2::IndexEntry> {
    let found = index.get_path(path, 0);
    found.filter(|entry| entry.path == *paths::to_bytes(path))
}

/// What becomes of the writer's files.
#[derive(Default)]
pub(crate) struct Work {
    pub(crate) files: BTreeMap<PathBuf, Option<File>>,
    /// Those of them with both sides' changes: path, before, after.
    pub(crate) merged: Vec<(PathBuf, Oid, Oid)>,
    pub(crate) open: Vec<Open>,
}

impl Work {
    /// Whether a file that the remote gave another name takes the writer's changes along.
    pub(crate) fn moves_mine(&self, theirs: &Changed, (old, new): &(PathBuf, PathBuf)) -> bool {
        let there = theirs.files.get(new).and_then(|(_, now)| *now);
        self.files.get(old) == Some(&None) && self.files.get(new).is_some_and(|file| *file != there)
    }
}

/// Where the branch goes.
pub(crate) struct Way<'a> {
    pub(crate) repo: &'a git2::Repository,
    /// What is checked out; no tree is an empty one.
    pub(crate) from: Option<&'a git2::Tree<'a>>,
    pub(crate) to: &'a git2::Tree<'a>,
    /// What differs between the two.
    pub(crate) theirs: &'a Changed,
    pub(crate) disk: &'a Disk<'a>,
}

impl Way<'_> {
    /// What becomes of the files on disk.
    ///
    /// `notes` are files with two versions from before, `open` those that the commits left open, `begun` is what a killed
    /// run noted.
    pub(crate) fn work(
        &self,
        notes: &[Open],
        open: Vec<Open>,
        begun: Option<&Begun>,
        asked: &Asked<'_>,
    ) -> Result<Work, Error> {
        let Way {
            repo,
            from,
            to,
            theirs,
            disk,
        } = *self;
        let mut work = Work::default();
        // What is decided otherwise: other repositories stay as they are, and so do files that were open in the commits.
        let mut rest = Changed {
            files: theirs.files.clone(),
            renames: theirs.renames.clone(),
        };
        let other = |file: &Option<File>| file.is_some_and(|file| file.mode == SUBMODULE);
        rest.files.retain(|_, (base, now)| !other(base) && !other(now));
        for note in &open {
            rest.files.remove(&note.path);
            if note.path != note.their_path && disk.at(&note.their_path, note.theirs)?.is_some() {
                rest.files.remove(&note.their_path);
            }
        }
        for note in notes {
            rest.files.remove(&note.path);
            if open.iter().any(|other| other.path == note.path) {
                continue;
            }
            let now = in_tree(Some(to), &note.their_path)?;
            let is = disk.at(&note.path, note.base)?;
            let free = note.path == note.their_path && !(asked.keep)(&note.path);
            match if free {
                one(repo, &note.path, note.base, is, now, asked.merge)?
            } else {
                None
            } {
                Some(file) if file != is => drop(work.files.insert(note.path.clone(), file)),
                Some(_) => {}
                None if is == now => {}
                None => work.open.push(Open {
                    theirs: now,
                    ..note.clone()
                }),
            }
        }
        work.open.extend(open);
        rest.renames
            .retain(|(old, new)| rest.files.contains_key(old) && rest.files.contains_key(new));
        let mine = |path: &Path, base: Option<File>| {
            let is = disk.at(path, base)?;
            // Merged by a run that was killed since.
            let again = begun.and_then(|begun| begun.of(path));
            if let (Some((_, after)), Some(file)) = (again, is)
                && file.id == after
            {
                return Ok(in_tree(Some(to), path)?.or(is));
            }
            Ok(is)
        };
        let moved = self.renames_on_disk(&rest, &mine)?;
        let sides = Mine {
            at: &mine,
            renames: &moved,
        };
        let both = together(repo, &sides, &rest, asked.merge)?;
        work.open.extend(both.open);
        for (path, file) in both.files {
            let is = disk.at(&path, None)?;
            if (asked.keep)(&path) {
                work.open.push(Open {
                    base: in_tree(from, &path)?,
                    theirs: in_tree(Some(to), &path)?,
                    their_path: path.clone(),
                    path,
                });
            } else if file != is {
                work.files.insert(path, file);
            }
        }
        for (path, file) in &work.files {
            let now = in_tree(Some(to), path)?;
            if let (Some(is), Some(file)) = (disk.at(path, None)?, file)
                && Some(*file) != now
            {
                work.merged.push((path.clone(), is.id, file.id));
            }
        }
        Ok(work)
    }

    /// Files that the writer gave another name, which is in no commit yet: looked for only where the remote changed one that
    /// is gone here.
    fn renames_on_disk(&self, theirs: &Changed, mine: &Look<'_>) -> Result<Vec<(PathBuf, PathBuf)>, Error> {
        let mut gone = Vec::new();
        for (path, (base, now)) in &theirs.files {
            if base.is_some() && now.is_some() && mine(path, *base)?.is_none() {
                gone.push(path);
            }
        }
        if gone.is_empty() {
            return Ok(Vec::new());
        }
        let mut options = DiffOptions::new();
        options
            .ignore_submodules(true)
            .include_untracked(true)
            .recurse_untracked_dirs(true)
            .show_untracked_content(true);
        let mut diff = self.repo.diff_tree_to_workdir(self.from, Some(&mut options))?;
        let mut found = renames(&mut diff, true)?;
        found.retain(|(old, _)| gone.contains(&old));
        Ok(found)
    }

    /// Refuses a file where a folder with other files is, or a folder where another file is.
    pub(crate) fn refuse_in_the_way(&self, work: &Work) -> Result<(), Error> {
        let leaves = |path: &Path| work.files.get(path).is_some_and(Option::is_none);
        let mut blocked = Vec::new();
        for (path, file) in &work.files {
            if file.is_none() {
                continue;
            }
            let above = path
                .ancestors()
                .skip(1)
                .find(|part| !part.as_os_str().is_empty() && self.disk.is_file(part) && !leaves(part));
            if let Some(above) = above {
                blocked.push(above.to_owned());
            } else if self.disk.is_folder(path) && !self.disk.below(path).iter().all(|inside| leaves(inside))
            {
                blocked.push(path.clone());
            }
        }
        if blocked.is_empty() {
            return Ok(());
        }
        Err(Error::WouldOverwrite { paths: blocked })
    }

    /// What stays staged of the files that the remote changed. [`Error::StagedApart`] when other text is staged than is on
    /// disk: a merge of the one would drop the other.
    pub(crate) fn staged(
        &self,
        index: &git2::Index,
        work: &Work,
    ) -> Result<BTreeMap<PathBuf, Option<File>>, Error> {
        // Bit of an entry that was only announced (`git add -N`).
        const INTENT_TO_ADD: u16 = 0x2000;
        let (mut kept, mut lost) = (BTreeMap::new(), Vec::new());
        for (path, (base, _)) in &self.theirs.files {
            let known = staged_at(index, path);
            if known
                .as_ref()
                .is_some_and(|known| known.flags_extended & INTENT_TO_ADD != 0)
            {
                continue;
            }
            let is = known.map(|known| File {
                mode: known.mode,
                id: known.id,
            });
            let now = in_tree(Some(self.to), path)?;
            if is == in_tree(self.from, path)? || is == now || base.is_some_and(|base| base.mode == SUBMODULE)
            {
                continue;
            }
            if is != self.disk.at(path, *base)? {
                lost.push(path.clone());
            }
            kept.insert(path.clone(), work.files.get(path).copied().unwrap_or(is));
        }
        if lost.is_empty() {
            return Ok(kept);
        }
        Err(Error::StagedApart { paths: lost })
    }

    /// Makes the index say what the commit has of the files that the remote changed, and nothing else of others.
    pub(crate) fn update(
        &self,
        index: &mut git2::Index,
        written: &BTreeMap<PathBuf, Option<File>>,
        staged: &BTreeMap<PathBuf, Option<File>>,
    ) -> Result<(), Error> {
        let mut plain = BTreeMap::new();
        for path in self.theirs.files.keys() {
            let now = match staged.get(path) {
                Some(staged) => *staged,
                None => in_tree(Some(self.to), path)?,
            };
            plain.insert(path, now);
        }
        for (path, _) in plain.iter().filter(|(_, file)| file.is_none()) {
            if index.get_path(path, 0).is_some() {
                index.remove(path, 0)?;
            }
        }
        for (path, file) in plain {
            let Some(file) = file else { continue };
            if lfs::keeps(self.repo, path)? {
                let place = self.disk.place(path);
                let found = std::fs::symlink_metadata(&place);
                // Looked at after that: what is written meanwhile is seen as a change.
                index.add(&match found {
                    Ok(found) if lfs::is_same(self.repo, path, &place, Some(file)) => {
                        lfs::entry_of(path, file, &found)
                    }
                    _ => entry(path, file),
                })?;
                continue;
            }
            // With the times of the file on disk, so that Git need not read it again.
            let known = written.get(path).is_some_and(|written| *written == Some(file))
                && index.add_path(path).is_ok();
            let same = |known: git2::IndexEntry| known.id == file.id && known.mode == file.mode;
            if !known || !index.get_path(path, 0).is_some_and(same) {
                index.add(&entry(path, file))?;
            }
        }
        Ok(())
    }
}
