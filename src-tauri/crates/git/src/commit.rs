//! Committing chosen paths as they are on disk, and nothing else.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::apart;
use crate::attributes;
use crate::cancel::Cancel;
use crate::commit_hooks::{Along, Coming, Hooked};
use crate::error::Error;
use crate::hooks::{self, Call};
use crate::id::Id;
use crate::identity::Identity;
use crate::lfs;
use crate::location::Location;
use crate::lock;
use crate::make::Making;
use crate::moment::{Moment, reached};
use crate::paths::{self, OnDisk};
use crate::push;
use crate::repository::{Head, Opened, Repository, refuse_busy};
use crate::sides::{File, entry};
use crate::signing::Signer;
use crate::ssh_setting;
use crate::staging::Staging;
use crate::upstream::Upstream;

/// Which commit to build on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Onto {
    /// On what is checked out: earlier commits that were not pushed go along with it.
    Head,
    /// On what the remote has: earlier commits that were not pushed stay behind. They are made anew on top, with
    /// the same author, message and dates; each keeps its own files, except that the committed paths are what the new
    /// commit has. So there is never a conflict, and none is dropped but an earlier attempt at this commit: the
    /// same author and message, and these paths alone changed to the same.
    Upstream,
}

/// A moment, for the author's and the committer's date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// Seconds since 1970, UTC.
    pub seconds: i64,
    /// Minutes east of UTC.
    pub offset_minutes: i32,
}

/// What to commit.
#[derive(Debug, Clone)]
pub struct CommitRequest<'a> {
    /// Which commit to build on.
    pub onto: Onto,
    /// Files and links, relative to the work tree: added, changed or (when they are gone) deleted.
    pub paths: &'a [PathBuf],
    /// The message; tidied like `git commit -m` does.
    pub message: &'a str,
    /// The date; now, when `None`.
    pub when: Option<When>,
    /// Who makes it, when that is not the writer whom Git knows.
    pub by: Option<Identity>,
}

/// A commit that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Committed {
    /// The new commit: what is to be pushed.
    pub id: Id,
    /// What is checked out now: the same, or the last of the commits that were made anew on top.
    pub head: Id,
    /// The commits that were made anew: their old and their new names, oldest first.
    pub replayed: Vec<(Id, Id)>,
    /// Files that hooks changed on disk.
    pub changed: Vec<PathBuf>,
}

impl Repository {
    /// Checks, without writing anything but what earlier runs left to be done, whether the checked out branch could be
    /// committed to and pushed at all: a branch, nothing under way or locked, an identity, a usable remote, and
    /// hooks and a signer that may run.
    pub fn check_publishable(&self) -> Result<(), Error> {
        let repo = self.opened_to_write()?;
        // In the middle of a rebase there is no branch either: what is under way is said first.
        refuse_busy(&repo)?;
        let head = Head::read(&repo)?;
        head.branch()?;
        self.signer(&repo, None)?;
        // One that cannot be read is said before the remote is asked.
        if repo.index()?.has_conflicts() {
            return Err(Error::Busy(crate::Busy::Conflicts));
        }
        push::refuse(&repo)?;
        let upstream = Upstream::required(&repo, &head)?;
        let location = upstream.push_location(&repo, &head, self.work_dir())?;
        let moved = head.branch.as_deref().into_iter();
        lock::wait_for(&repo, moved.chain(upstream.tracking.as_deref()))?;
        push::note_late(&repo, &upstream)?;
        if matches!(location, Location::Ssh(_)) {
            ssh_setting::read(&repo)?;
        }
        Ok(())
    }

    /// Who signs what is committed now, if anyone; refuses where nothing can be committed.
    pub(crate) fn signer(&self, repo: &Opened, by: Option<&Identity>) -> Result<Option<Signer>, Error> {
        refuse_busy(repo)?;
        hooks::allow(repo, &hooks::COMMITTING)?;
        match by {
            Some(by) => Signer::of(repo, Some(by)),
            None => {
                let own = self.identity()?.ok_or(Error::NoIdentity)?;
                Signer::of(repo, Some(&own))
            }
        }
    }

    /// Commits exactly these paths as they are on disk, moves the branch, and updates the index for these paths; all
    /// else that is staged stays staged.
    ///
    /// [`Error::NothingToCommit`] when the paths are as they are in the commit to build on. With [`Onto::Upstream`]:
    /// [`Error::RemoteMoved`] when the upstream has commits that HEAD lacks, [`Error::NoUpstream`] when nothing that is
    /// checked out is on the remote. Nothing is written when [`Error::Unsupported`],
    /// [`Error::BadPath`], [`Error::Busy`] or [`Error::Locked`] come back.
    pub fn commit_paths(&self, request: &CommitRequest<'_>) -> Result<Committed, Error> {
        self.commit_paths_along(request, &Along::default())
    }

    /// The same with what goes along. The hooks of a commit run as Git runs them; what they see as staged is what is being
    /// committed. [`Error::Hook`] when one says no, [`Error::Untrusted`] when the repository brought them: nothing is written
    /// then.
    pub fn commit_paths_along(
        &self,
        request: &CommitRequest<'_>,
        along: &Along<'_>,
    ) -> Result<Committed, Error> {
        let repo = self.opened_to_write()?;
        let head = Head::read(&repo)?;
        let branch = head.branch()?.to_owned();
        let signer = self.signer(&repo, request.by.as_ref())?;
        let base = self.base(&repo, &head, request.onto)?;
        let time = request
            .when
            .map(|when| git2::Time::new(when.seconds, when.offset_minutes));
        let signature = self.signature(request.by.as_ref(), time)?;
        let message = git2::message_prettify(request.message, None)?;
        if request.paths.is_empty() {
            return Err(Error::NothingToCommit);
        }

        let mut staging = Staging::lock(&repo, &branch)?;
        let two: Vec<PathBuf> = apart::read(&repo)?
            .into_iter()
            .map(|note| note.path)
            .filter(|path| request.paths.contains(path))
            .collect();
        if !two.is_empty() {
            return Err(Error::TwoVersions { paths: two });
        }
        let hooked = self.staged(&repo, &head, &mut staging, request.paths, message, along)?;
        reached(Moment::Staged);

        let making = Making {
            repo: &repo,
            head: &head,
            base,
            entries: &hooked.entries,
            signature: &signature,
            signer: signer.as_ref(),
            message: &hooked.message,
        };
        let made = making.commit(staging, self.git_dir())?;
        let call = Call {
            name: "post-commit",
            ..Call::default()
        };
        hooks::notify(&repo, &call, &mut |said| (along.tell)(said), &along.cancel);
        Ok(Committed {
            changed: hooked.changed,
            ..made
        })
    }

    pub(crate) fn base(
        &self,
        repo: &git2::Repository,
        head: &Head,
        onto: Onto,
    ) -> Result<Option<git2::Oid>, Error> {
        if onto == Onto::Head {
            return Ok(head.id);
        }
        let upstream = Upstream::required(repo, head)?;
        match (upstream.tip, head.id) {
            (None, None) => Ok(None),
            // A new branch: what it stands on is on the remote, by another name.
            (None, Some(id)) if !upstream.configured => upstream
                .branched_off(repo, id)?
                .map(Some)
                .ok_or(Error::NoUpstream),
            (None, Some(_)) => Err(Error::NoUpstream),
            (Some(tip), Some(id)) if tip == id || repo.graph_descendant_of(id, tip)? => Ok(Some(tip)),
            (Some(_), _) => Err(Error::RemoteMoved {
                words: "the upstream branch has commits that are not here".into(),
            }),
        }
    }

    /// Stages these paths, and asks the hooks that come before a commit of them.
    pub(crate) fn staged(
        &self,
        repo: &Opened,
        head: &Head,
        staging: &mut Staging,
        paths: &[PathBuf],
        message: String,
        along: &Along<'_>,
    ) -> Result<Hooked, Error> {
        self.stage(repo, staging.index(), paths, &along.cancel)?;
        for (path, bytes) in along.contents {
            stage_bytes(repo, staging.index(), path, bytes)?;
        }
        let coming = Coming {
            repo,
            work_dir: self.work_dir(),
            head,
            paths,
            message,
        };
        coming.hooked(staging, along)
    }

    /// Makes an index say of these paths what they are on disk.
    fn stage(
        &self,
        repo: &Opened,
        index: &mut git2::Index,
        chosen: &[PathBuf],
        cancel: &Cancel,
    ) -> Result<(), Error> {
        let present = self.look_at_all(repo, index, chosen)?;
        stage(repo, self.work_dir(), index, chosen, &present, cancel)
    }

    fn look_at_all(
        &self,
        repo: &Opened,
        index: &git2::Index,
        chosen: &[PathBuf],
    ) -> Result<Vec<OnDisk>, Error> {
        let mut found = Vec::with_capacity(chosen.len());
        for path in chosen {
            let on_disk = paths::look(self.work_dir(), path)?;
            if inside_submodule(index, path) {
                return Err(Error::BadPath {
                    path: path.clone(),
                    why: "it belongs to another repository",
                });
            }
            if on_disk == OnDisk::File {
                attributes::refuse_filtered(repo, path)?;
            }
            found.push(on_disk);
        }
        Ok(found)
    }
}

fn inside_submodule(index: &git2::Index, path: &Path) -> bool {
    let link = u32::from(git2::FileMode::Commit);
    path.ancestors()
        .filter(|part| !part.as_os_str().is_empty())
        .any(|part| index.get_path(part, 0).is_some_and(|entry| entry.mode == link))
}

fn stage(
    repo: &Opened,
    work_dir: &Path,
    index: &mut git2::Index,
    chosen: &[PathBuf],
    present: &[OnDisk],
    cancel: &Cancel,
) -> Result<(), Error> {
    let config = repo.config()?.snapshot()?;
    let setting = |name| config.get_bool(name).unwrap_or(true);
    let (modes, links) = (setting("core.fileMode"), setting("core.symlinks"));
    let link = u32::from(git2::FileMode::Link);
    // Deletions first: a folder may have come where a file was.
    for (path, on_disk) in chosen.iter().zip(present) {
        if *on_disk == OnDisk::Nothing {
            index.remove_path(path)?;
        }
    }
    for (path, on_disk) in chosen.iter().zip(present) {
        if *on_disk == OnDisk::Nothing {
            continue;
        }
        let before = index.get_path(path, 0).map(|entry| entry.mode);
        if !links && before == Some(link) {
            return Err(Error::BadPath {
                path: path.clone(),
                why: "it is a link, and links are switched off here",
            });
        }
        if *on_disk == OnDisk::File && lfs::keeps(repo, path)? {
            lfs::stage(repo, index, work_dir, path, cancel)?;
        } else {
            add_as_it_is(index, path)?;
        }
        // An index that is opened by its path does not know these settings of the repository.
        if !modes && *on_disk == OnDisk::File {
            let plain = u32::from(git2::FileMode::Blob);
            let mode = before.filter(|mode| *mode != link).unwrap_or(plain);
            if let Some(mut entry) = index.get_path(path, 0).filter(|entry| entry.mode != mode) {
                entry.mode = mode;
                index.add(&entry)?;
            }
        }
    }
    Ok(())
}

/// Stages a file. One that is being written this moment is read once more.
fn add_as_it_is(index: &mut git2::Index, path: &Path) -> Result<(), git2::Error> {
    const TRIES: usize = 3;
    let mut added = index.add_path(path);
    for _ in 1..TRIES {
        match &added {
            // It became shorter or longer while it was read.
            Err(error) if error.message().contains("for hashing") => added = index.add_path(path),
            _ => break,
        }
    }
    added
}

/// Makes the index say of a staged path that it is these bytes, given as they would stand on disk.
fn stage_bytes(
    repo: &git2::Repository,
    index: &mut git2::Index,
    path: &Path,
    bytes: &[u8],
) -> Result<(), Error> {
    let Some(staged) = index.get_path(path, 0) else {
        return Err(Error::BadPath {
            path: path.to_owned(),
            why: "it is not among those that are committed",
        });
    };
    // With its name, so that line ends become what Git keeps of such a file.
    let mut blob = repo.blob_writer(Some(path))?;
    let failed = |error| Error::io(format!("keeping {}", path.display()), error);
    blob.write_all(bytes).map_err(failed)?;
    let file = File {
        mode: staged.mode,
        id: blob.commit()?,
    };
    index.add(&entry(path, file))?;
    Ok(())
}

#[cfg(test)]
#[path = "commit_tests.rs"]
mod tests;
