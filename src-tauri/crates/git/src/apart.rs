//! Files of which there are two versions, the writer's on disk and the remote's in the branch: remembered with what both
//! began with, until the writer has decided.
//!
//! The branch has the remote's version by then, so that to commit the file as it is would take their change back. A note
//! holds for as long as the branch has the version that it speaks of; else somebody has decided meanwhile.

use std::fs;
use std::path::{Path, PathBuf};

use git2::Oid;

use crate::error::Error;
use crate::paths;
use crate::repository::{Head, Repository};
use crate::sides::{File, Open, in_tree};

/// A file with two versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Apart {
    /// Where the writer's is, relative to the work tree. It may be gone: deleted here, changed there.
    pub path: PathBuf,
    /// Where the remote's is; another place when one side renamed it.
    pub their_path: PathBuf,
    /// What both began with, as Git keeps it; `None` when both made a file of this name.
    pub base: Option<Vec<u8>>,
    /// The remote's, as Git keeps it; `None` when it was deleted there.
    pub theirs: Option<Vec<u8>>,
    note: Open,
}

impl Repository {
    /// The files with two versions, by path.
    pub fn apart(&self) -> Result<Vec<Apart>, Error> {
        let repo = self.opened()?;
        let mut notes = read(&repo)?;
        notes.sort_by(|a, b| a.path.cmp(&b.path));
        let bytes = |file: Option<File>| -> Result<Option<Vec<u8>>, Error> {
            let plain = file.filter(|file| file.mode != crate::sides::SUBMODULE);
            plain
                .map(|file| Ok(repo.find_blob(file.id)?.content().to_owned()))
                .transpose()
        };
        notes
            .into_iter()
            .map(|note| {
                Ok(Apart {
                    base: bytes(note.base)?,
                    theirs: bytes(note.theirs)?,
                    path: note.path.clone(),
                    their_path: note.their_path.clone(),
                    note,
                })
            })
            .collect()
    }

    /// Forgets that there are two versions of these files: what is on disk is what the writer wants.
    pub fn decided(&self, chosen: &[PathBuf]) -> Result<(), Error> {
        let repo = self.opened_to_write()?;
        let mut notes = read(&repo)?;
        notes.retain(|note| !chosen.contains(&note.path));
        write(&repo, &notes)
    }

    /// Takes back that it was decided: the file has two versions again, for as long as the branch has the remote's.
    pub fn undecided(&self, two: &Apart) -> Result<(), Error> {
        let repo = self.opened_to_write()?;
        let mut notes = read(&repo)?;
        notes.retain(|note| note.path != two.path);
        notes.push(two.note.clone());
        write(&repo, &notes)
    }

    /// What both began with and the remote's, with the line ends that Git gives them on disk at the writer's path.
    pub fn apart_on_disk(&self, two: &Apart) -> Result<[Option<Vec<u8>>; 2], Error> {
        let repo = self.opened_to_write()?;
        let read = |file: Option<File>| match file.filter(|file| file.is_plain()) {
            Some(file) => crate::put::read_as_on_disk(&repo, file, &two.path).map(Some),
            None => Ok(None),
        };
        Ok([read(two.note.base)?, read(two.note.theirs)?])
    }
}

fn file_of(repo: &git2::Repository) -> PathBuf {
    repo.path().join("galley-apart")
}

/// The notes that hold.
pub(crate) fn read(repo: &git2::Repository) -> Result<Vec<Open>, Error> {
    let head = Head::read(repo)?.id;
    let tree = head.map(|id| repo.find_commit(id)?.tree()).transpose()?;
    read_for(repo, tree.as_ref())
}

/// The notes that hold when this tree is checked out.
pub(crate) fn read_for(repo: &git2::Repository, tree: Option<&git2::Tree<'_>>) -> Result<Vec<Open>, Error> {
    let text = match fs::read(file_of(repo)) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Error::io("reading galley-apart", error)),
    };
    let mut notes: Vec<Open> = Vec::new();
    for note in parsed(&text) {
        if in_tree(tree, &note.their_path)? == note.theirs && !notes.contains(&note) {
            notes.push(note);
        }
    }
    Ok(notes)
}

/// Replaces the notes, durably.
pub(crate) fn write(repo: &git2::Repository, notes: &[Open]) -> Result<(), Error> {
    let file = file_of(repo);
    if notes.is_empty() {
        return match fs::remove_file(&file) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(Error::io("removing galley-apart", error))
            }
            _ => Ok(()),
        };
    }
    let mut text = Vec::new();
    for note in notes {
        let line = format!("{} {}", shown(note.base), shown(note.theirs));
        text.extend_from_slice(line.as_bytes());
        text.push(0);
        for path in [&note.path, &note.their_path] {
            text.extend_from_slice(&paths::to_bytes(path));
            text.push(0);
        }
    }
    replace(&file, &text)
}

/// Writes a file of Git's folder anew in one step.
pub(crate) fn replace(file: &Path, text: &[u8]) -> Result<(), Error> {
    use std::io::Write;
    let new = file.with_extension("new");
    let _ = fs::remove_file(&new);
    fs::File::create_new(&new)
        .and_then(|mut open| {
            open.write_all(text)?;
            open.sync_all()
        })
        .and_then(|()| fs::rename(&new, file))
        .map_err(|error| Error::io(format!("writing {}", file.display()), error))
}

fn shown(file: Option<File>) -> String {
    file.map_or_else(|| "-".to_owned(), |file| format!("{:o}:{}", file.mode, file.id))
}

fn read_file(text: &str) -> Option<Option<File>> {
    if text == "-" {
        return Some(None);
    }
    let (mode, id) = text.split_once(':')?;
    Some(Some(File {
        mode: u32::from_str_radix(mode, 8).ok()?,
        id: Oid::from_str(id).ok()?,
    }))
}

fn parsed(text: &[u8]) -> Vec<Open> {
    let mut parts = text.split(|byte| *byte == 0);
    let mut notes: Vec<Open> = Vec::new();
    while let (Some(line), Some(path), Some(their_path)) = (parts.next(), parts.next(), parts.next()) {
        let files = std::str::from_utf8(line).ok().and_then(|line| {
            let (base, theirs) = line.split_once(' ')?;
            Some((read_file(base)?, read_file(theirs)?))
        });
        let paths = paths::from_bytes(path).zip(paths::from_bytes(their_path));
        if let (Some((base, theirs)), Some((path, their_path))) = (files, paths) {
            notes.push(Open {
                path,
                their_path,
                base,
                theirs,
            });
        }
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::parsed;

    #[test]
    fn notes_that_make_no_sense_are_left_out() {
        let id = "1".repeat(40);
        let text = format!("- 100644:{id}\0a b\0c\0nonsense\0x\0y\0100644:{id} -\0d\0d\0rest");
        let notes = parsed(text.as_bytes());
        let paths: Vec<_> = notes.iter().map(|note| note.path.to_str().unwrap()).collect();
        assert_eq!(paths, ["a b", "d"]);
        assert!(notes[0].base.is_none() && notes[1].theirs.is_none());
    }
}
