//! A note of what is being brought in, for the next run, when this one is killed: where the branch goes, and which of the
//! writer's files are already merged.

use std::fs;
use std::path::{Path, PathBuf};

use git2::Oid;

use crate::apart::replace;
use crate::error::Error;
use crate::paths;

/// What a run has begun.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Begun {
    /// The commit that was checked out.
    pub(crate) from: Option<Oid>,
    /// The commit that will be.
    pub(crate) to: Oid,
    /// Whether it is a merge of both sides.
    pub(crate) merged: bool,
    /// Files with the writer's and the remote's changes in one: what they were before, and what they become.
    pub(crate) files: Vec<(PathBuf, Oid, Oid)>,
}

impl Begun {
    fn file(repo: &git2::Repository) -> PathBuf {
        repo.path().join("galley-sync")
    }

    /// The note that a killed run left, if it speaks of what is checked out.
    pub(crate) fn read(repo: &git2::Repository, head: Option<Oid>) -> Option<Self> {
        let found = parsed(&fs::read(Self::file(repo)).ok()?)?;
        (found.from == head && repo.find_commit(found.to).is_ok()).then_some(found)
    }

    /// Whether a killed run left a note and had come to its end but for that: what it was to go to is checked out.
    pub(crate) fn came_to(repo: &git2::Repository, head: Option<Oid>) -> bool {
        let found = fs::read(Self::file(repo)).ok().and_then(|text| parsed(&text));
        found.is_some_and(|found| Some(found.to) == head)
    }

    pub(crate) fn write(&self, repo: &git2::Repository) -> Result<(), Error> {
        let from = self.from.map_or_else(|| "-".to_owned(), |id| id.to_string());
        let mut text = format!("{from} {} {}\0", self.to, u8::from(self.merged)).into_bytes();
        for (path, before, after) in &self.files {
            text.extend_from_slice(format!("{before} {after}\0").as_bytes());
            text.extend_from_slice(&paths::to_bytes(path));
            text.push(0);
        }
        replace(&Self::file(repo), &text)
    }

    /// What a file becomes, when it is one of those, and what it was.
    pub(crate) fn of(&self, path: &Path) -> Option<(Oid, Oid)> {
        let found = self.files.iter().find(|(other, ..)| other == path);
        found.map(|(_, before, after)| (*before, *after))
    }

    pub(crate) fn done(repo: &git2::Repository) {
        let _ = fs::remove_file(Self::file(repo));
    }

    /// True when there is such a note.
    pub(crate) fn is_there(repo: &git2::Repository) -> bool {
        Self::file(repo).exists()
    }
}

fn parsed(text: &[u8]) -> Option<Begun> {
    let mut parts = text.split(|byte| *byte == 0);
    let ids = |line: &[u8]| -> Option<Vec<String>> {
        Some(
            std::str::from_utf8(line)
                .ok()?
                .split(' ')
                .map(str::to_owned)
                .collect(),
        )
    };
    let first = ids(parts.next()?)?;
    let [from, to, merged] = &first[..] else {
        return None;
    };
    let mut begun = Begun {
        from: match from.as_str() {
            "-" => None,
            id => Some(Oid::from_str(id).ok()?),
        },
        to: Oid::from_str(to).ok()?,
        merged: merged == "1",
        files: Vec::new(),
    };
    while let (Some(line), Some(path)) = (parts.next(), parts.next()) {
        if let [before, after] = &ids(line)?[..] {
            begun.files.push((
                paths::from_bytes(path)?,
                Oid::from_str(before).ok()?,
                Oid::from_str(after).ok()?,
            ));
        }
    }
    Some(begun)
}
