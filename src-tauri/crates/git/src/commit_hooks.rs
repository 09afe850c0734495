//! The hooks of a commit: they see what is being published as what is staged, and may change it.
//!
//! A hook gets an index of its own (`GIT_INDEX_FILE`): what is checked out with the chosen files, so that `git diff --cached`
//! shows these alone whatever else the writer has staged. What it stages there is committed when it is one of the chosen files.
//! When a hook says no, the chosen files get back the bytes that they had.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use git2::{IndexEntry, Oid};

use crate::cancel::Cancel;
use crate::error::Error;
use crate::hooks::{self, Call};
use crate::make::Entries;
use crate::paths;
use crate::progress::Progress;
use crate::repository::{Head, Opened};
use crate::sides::{entry, in_tree};
use crate::staging::Staging;

/// What goes along with a commit beside what is in it.
#[derive(Clone)]
pub struct Along<'a> {
    /// Bytes that are committed for some of its paths in the place of those on disk, as if they stood there, line ends and all.
    pub contents: &'a [(PathBuf, Vec<u8>)],
    /// Who hears what hooks print.
    pub tell: &'a dyn Fn(Progress),
    /// Who hears what stood in a chosen file when hooks had failed and it got its earlier bytes back: what they had made of it.
    pub replaced: &'a dyn Fn(&Path, &[u8]),
    /// Ends a hook that runs.
    pub cancel: Cancel,
}

impl Default for Along<'_> {
    fn default() -> Self {
        Self {
            contents: &[],
            tell: &|_| {},
            replaced: &|_, _| {},
            cancel: Cancel::none(),
        }
    }
}

/// What hooks made of a commit.
pub(crate) struct Hooked {
    pub(crate) entries: Entries,
    pub(crate) message: String,
    /// Files that they changed on disk.
    pub(crate) changed: Vec<PathBuf>,
}

/// A commit that is about to be made.
pub(crate) struct Coming<'a> {
    pub(crate) repo: &'a Opened,
    pub(crate) work_dir: &'a Path,
    pub(crate) head: &'a Head,
    pub(crate) paths: &'a [PathBuf],
    pub(crate) message: String,
}

impl Coming<'_> {
    /// Runs the hooks that come before a commit; `staging` has the chosen files already.
    pub(crate) fn hooked(self, staging: &mut Staging, along: &Along<'_>) -> Result<Hooked, Error> {
        let before = ["pre-commit", "prepare-commit-msg", "commit-msg"];
        let active = hooks::active(self.repo, &before)?;
        if active.is_empty() {
            return Ok(Hooked {
                entries: Entries::read(staging.index(), self.paths),
                message: self.message,
                changed: Vec::new(),
            });
        }
        // A link is no text of the writer's, and stays what it is.
        let is = |path: &Path| {
            let place = self.work_dir.join(path);
            let plain = fs::symlink_metadata(&place).is_ok_and(|found| found.is_file());
            plain.then(|| fs::read(&place).ok()).flatten()
        };
        let were: Vec<(&PathBuf, Option<Vec<u8>>)> = self.paths.iter().map(|path| (path, is(path))).collect();
        let changed = || were.iter().filter(|(path, was)| *was != is(path));
        match self.run(staging, &active, along) {
            Ok((entries, message)) => Ok(Hooked {
                entries,
                message,
                changed: changed().map(|(path, _)| (*path).clone()).collect(),
            }),
            Err(error) => {
                for (path, was) in changed() {
                    if let Some(is) = is(path) {
                        (along.replaced)(path, &is);
                    }
                    // Where one cannot be put back, what the hook made of it stays, and the others are put back.
                    let _ = put_back(&self.work_dir.join(path), was.as_deref());
                }
                Err(error)
            }
        }
    }

    fn run(
        &self,
        staging: &mut Staging,
        active: &[String],
        along: &Along<'_>,
    ) -> Result<(Entries, String), Error> {
        let there = |name: &str| active.iter().any(|active| active == name);
        let index = HookIndex::of(self, staging)?;
        let run = |name: &str, arguments: &[&str]| {
            let call = Call {
                name,
                arguments,
                index: Some(&index.file),
                ..Call::default()
            };
            hooks::run(self.repo, &call, &mut |said| (along.tell)(said), &along.cancel)
        };
        if there("pre-commit") {
            run("pre-commit", &[])?;
        }
        let entries = index.entries(self.paths)?;
        let mut message = self.message.clone();
        if there("prepare-commit-msg") || there("commit-msg") {
            let file = self.repo.path().join("COMMIT_EDITMSG");
            let failed = |error| Error::io(format!("writing {}", file.display()), error);
            fs::write(&file, &message).map_err(failed)?;
            let name = file.to_string_lossy();
            run("prepare-commit-msg", &[&name, "message"])?;
            run("commit-msg", &[&name])?;
            let text = fs::read(&file).map_err(failed)?;
            message = git2::message_prettify(String::from_utf8_lossy(&text).as_ref(), None)?;
            if message.is_empty() {
                return Err(Error::Hook {
                    name: "commit-msg".to_owned(),
                    words: "the message is empty".to_owned(),
                    missing: false,
                });
            }
        }
        entries.put_in_index(staging.index())?;
        Ok((entries, message))
    }
}

/// Gives a file back the bytes that it had, or removes one that was not there.
fn put_back(file: &Path, was: Option<&[u8]>) -> Result<(), Error> {
    let done = match was {
        Some(bytes) => {
            let rights = fs::metadata(file).map(|found| found.permissions());
            let mut new = file.as_os_str().to_owned();
            new.push(".galley-back");
            let new = PathBuf::from(new);
            fs::write(&new, bytes)
                .and_then(|()| fs::set_permissions(&new, rights.unwrap_or(fs::Permissions::from_mode(0o644))))
                .and_then(|()| fs::rename(&new, file))
        }
        None => fs::remove_file(file),
    };
    done.map_err(|error| Error::io(format!("putting {} back", file.display()), error))
}

type Known = BTreeMap<Vec<u8>, (u32, Oid)>;

/// The index that hooks see. Its file goes with it.
struct HookIndex {
    file: PathBuf,
    before: Known,
}

impl HookIndex {
    fn of(coming: &Coming<'_>, staging: &mut Staging) -> Result<Self, Error> {
        let file = staging.beside(".hook");
        remove(&file);
        let mut this = Self {
            file,
            before: Known::new(),
        };
        let repo = coming.repo;
        let tree = match coming.head.id {
            Some(id) => Some(repo.find_commit(id)?.tree()?),
            None => None,
        };
        let staged = staging.index();
        let mut others = Vec::new();
        for delta in repo
            .diff_tree_to_index(tree.as_ref(), Some(staged), None)?
            .deltas()
        {
            let path = delta.new_file().path_bytes().or(delta.old_file().path_bytes());
            let path = path.and_then(paths::from_bytes);
            others.extend(path.filter(|path| !coming.paths.contains(path)));
        }
        let mut index = git2::Index::open(&this.file)?;
        // With what each says of the file on disk, so that Git need not read all of them again.
        for entry in staged.iter() {
            index.add(&entry)?;
        }
        for path in others {
            match in_tree(tree.as_ref(), &path)? {
                Some(file) => index.add(&entry(&path, file))?,
                None => index.remove(&path, 0)?,
            }
        }
        index.write()?;
        this.before = known(&index);
        Ok(this)
    }

    /// What the chosen files are by now. [`Error::HookStaged`] when others are not what they were.
    fn entries(&self, chosen: &[PathBuf]) -> Result<Entries, Error> {
        let index = git2::Index::open(&self.file)?;
        let now = known(&index);
        let differs = |path: &&Vec<u8>| self.before.get(*path) != now.get(*path);
        let mut others: Vec<PathBuf> = self
            .before
            .keys()
            .chain(now.keys())
            .filter(differs)
            .filter_map(|path| paths::from_bytes(path))
            .filter(|path| !chosen.contains(path))
            .collect();
        others.dedup();
        if !others.is_empty() {
            return Err(Error::HookStaged {
                name: "pre-commit".to_owned(),
                paths: others,
            });
        }
        Ok(Entries::read(&index, chosen))
    }
}

impl Drop for HookIndex {
    fn drop(&mut self) {
        remove(&self.file);
    }
}

/// Removes an index, and the lock that a hook which was ended left beside it.
fn remove(index: &Path) {
    let mut lock = index.as_os_str().to_owned();
    lock.push(".lock");
    for file in [index, Path::new(&lock)] {
        let _ = fs::remove_file(file);
    }
}

fn known(index: &git2::Index) -> Known {
    let named = |entry: IndexEntry| (entry.path, (entry.mode, entry.id));
    index.iter().map(named).collect()
}
