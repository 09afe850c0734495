//! Going from one branch to another with the writer's changes kept.
//!
//! A switch exchanges the files that differ between both branches, one by one, and nothing else. One that has changes of the
//! writer's stands in its way, unless both branches have the same there. A run that is killed leaves a note, and
//! [`Repository::finish_switch`] goes on with it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use git2::{BranchType, Oid};

use crate::apart;
use crate::at_work::AtWork;
use crate::attributes;
use crate::begun::Begun;
use crate::branches::{Target, is_kept, target};
use crate::cancel::Cancel;
use crate::disk::Disk;
use crate::durable;
use crate::error::Error;
use crate::hooks::{self, Call};
use crate::lock;
use crate::moment::{Moment, reached};
use crate::put::Ready;
use crate::repository::{Head, Opened, Repository, refuse_busy};
use crate::sides::{Changed, File, SUBMODULE};
use crate::staging::{self, Staging};
use crate::work::{Way, Work, staged_at};

/// A switch that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Switched {
    /// What was checked out before; `None` when that was no branch.
    pub from: Option<String>,
    /// What is checked out now.
    pub to: String,
    /// Files that were written or removed.
    pub paths: Vec<PathBuf>,
}

impl Repository {
    /// Goes to another branch. One that only a remote has is made here and follows it; with `create` a new one begins at what
    /// is checked out. Files that are the same on both stay as they are, with all that is changed and staged in them. `keep`
    /// says of which files there is text that is not on disk.
    ///
    /// [`Error::WouldOverwrite`] names the files that have changes here and differ between both: nothing was written then.
    /// [`Error::NoBranch`], [`Error::BranchExists`], [`Error::BranchElsewhere`], [`Error::Busy`], [`Error::TwoVersions`];
    /// [`Error::Detached`] when commits would be left that no branch has.
    pub fn switch(&self, name: &str, create: bool, keep: &dyn Fn(&Path) -> bool) -> Result<Switched, Error> {
        self.switch_to(name, create, keep, None)
    }

    /// The same; `follows` is the remote that a run that was killed was about to note for a branch that it had made.
    fn switch_to(
        &self,
        name: &str,
        create: bool,
        keep: &dyn Fn(&Path) -> bool,
        follows: Option<&str>,
    ) -> Result<Switched, Error> {
        let repo = self.opened_to_write()?;
        let head = Head::read(&repo)?;
        refuse_busy(&repo)?;
        repo.index()?;
        staging::tidy(&repo);
        let _at_work = AtWork::begin(&repo)?;
        if Begun::read(&repo, head.id).is_some() {
            return Err(Error::Busy(crate::Busy::Merge));
        }
        let two: Vec<PathBuf> = apart::read(&repo)?.into_iter().map(|note| note.path).collect();
        if !two.is_empty() {
            return Err(Error::TwoVersions { paths: two });
        }
        if head.branch.is_none() && !is_kept(&repo, head.id)? {
            return Err(Error::Detached);
        }
        let mut out = Switched {
            from: head.branch_name().map(str::to_owned),
            to: name.to_owned(),
            paths: Vec::new(),
        };
        if head.branch_name() == Some(name) && !create {
            return Ok(out);
        }
        let target = target(&repo, &head, name, create, follows)?;
        hooks::allow(&repo, &hooks::SWITCHING)?;
        self.go(&repo, &head, &target, keep, &mut out.paths)?;
        let old = head.id.unwrap_or(Oid::ZERO_SHA1).to_string();
        let call = Call {
            name: "post-checkout",
            arguments: &[&old, &target.id.to_string(), "1"],
            ..Call::default()
        };
        hooks::notify(&repo, &call, &mut |_| {}, &Cancel::none());
        Ok(out)
    }

    /// Finishes a switch that was interrupted. `None` when there was none, or when something else was checked out since.
    pub fn finish_switch(&self) -> Result<Option<Switched>, Error> {
        let repo = self.opened()?;
        let Ok(note) = fs::read_to_string(note(&repo)) else {
            return Ok(None);
        };
        staging::tidy(&repo);
        let head = Head::read(&repo)?;
        let shown = |id: Option<Oid>| id.map_or_else(|| "-".to_owned(), |id| id.to_string());
        let mut lines = note.lines();
        let parts: Vec<&str> = lines.next().unwrap_or_default().splitn(4, ' ').collect();
        let follows = lines.next().filter(|remote| !remote.is_empty());
        let [from, id, from_branch, branch] = parts[..] else {
            return forget(&repo).map(|()| None);
        };
        let same = from == shown(head.id) && from_branch == head.branch.as_deref().unwrap_or("-");
        let name = branch.strip_prefix("refs/heads/").unwrap_or(branch);
        let there = repo.find_branch(name, BranchType::Local).ok();
        let there = there.and_then(|there| there.get().target());
        if !same || there.is_none_or(|there| there.to_string() != id) {
            if head.branch.as_deref() == Some(branch) {
                Ready::of(&repo, self.work_dir()).clear();
            }
            return forget(&repo).map(|()| None);
        }
        drop(repo);
        self.switch_to(name, false, &|_| false, follows).map(Some)
    }

    fn go(
        &self,
        repo: &Opened,
        head: &Head,
        target: &Target,
        keep: &dyn Fn(&Path) -> bool,
        written: &mut Vec<PathBuf>,
    ) -> Result<(), Error> {
        let from_tree = head.id.map(|id| repo.find_commit(id)?.tree()).transpose()?;
        let to_tree = repo.find_commit(target.id)?.tree()?;
        let mut theirs = Changed::between(repo, from_tree.as_ref(), Some(&to_tree))?;
        theirs.renames.clear();
        let mut staging = Staging::lock(repo, &target.branch)?;
        lock::wait_for(repo, ["HEAD"])?;
        let disk = Disk::for_change(repo, self.work_dir(), &theirs)?;
        let (mut work, mut blocked) = (Work::default(), Vec::new());
        for (path, (old, new)) in &theirs.files {
            // Other repositories in this one stay as they are, as with Git.
            if [old, new]
                .iter()
                .any(|file| file.is_some_and(|file| file.mode == SUBMODULE))
            {
                continue;
            }
            let is = disk.at(path, *old)?;
            let staged = staged_at(staging.index(), path);
            let staged = staged.map(|entry| File {
                mode: entry.mode,
                id: entry.id,
            });
            let known = |file: Option<File>| file == *old || file == *new;
            if keep(path) || !known(is) || !known(staged) {
                blocked.push(path.clone());
            } else if is != *new {
                if new.is_some() {
                    attributes::refuse_filtered(repo, path)?;
                }
                work.files.insert(path.clone(), *new);
            }
        }
        if !blocked.is_empty() {
            return Err(Error::WouldOverwrite { paths: blocked });
        }
        let way = Way {
            repo,
            from: from_tree.as_ref(),
            to: &to_tree,
            theirs: &theirs,
            disk: &disk,
        };
        way.refuse_in_the_way(&work)?;
        let ready = Ready::of(repo, self.work_dir());
        ready.fill(repo, &work.files, &Cancel::none())?;
        write_note(repo, head, target)?;
        reached(Moment::Begun);
        if let Err(error) = target.make(repo) {
            forget(repo)?;
            return Err(error);
        }
        durable::sync(self.git_dir())?;
        // Those that go first: a folder may come where one was.
        let (gone, come): (Vec<_>, Vec<_>) = work.files.iter().partition(|(_, file)| file.is_none());
        for (path, file) in gone.into_iter().chain(come) {
            let before = disk.raw(path)?;
            // Another program that was faster keeps its text, which is a change on the other branch then.
            if ready.put(self.work_dir(), path, before.as_ref(), *file)? {
                written.push(path.clone());
            }
            reached(Moment::FileWritten);
        }
        reached(Moment::FilesWritten);
        way.update(staging.index(), &work.files, &BTreeMap::new())?;
        staging.write()?;
        reached(Moment::IndexWritten);
        durable::sync(self.work_dir())?;
        reached(Moment::Synced);
        let signature = repo
            .signature()
            .or_else(|_| git2::Signature::now("unknown", "unknown"))?;
        let name = |branch: &str| branch.strip_prefix("refs/heads/").unwrap_or(branch).to_owned();
        let from = head.branch.as_deref().map(name);
        let from = from.or(head.id.map(|id| id.to_string())).unwrap_or_default();
        let log = format!("checkout: moving from {from} to {}", name(&target.branch));
        let mut transaction = repo.transaction()?;
        transaction.lock_ref("HEAD")?;
        if Head::read(repo)? != *head {
            return Err(Error::BranchMoved);
        }
        transaction.set_symbolic_target("HEAD", &target.branch, Some(&signature), &log)?;
        reached(Moment::BranchLocked);
        staging.publish()?;
        reached(Moment::IndexPublished);
        transaction.commit()?;
        reached(Moment::Switched);
        forget(repo)?;
        ready.clear();
        durable::sync(self.git_dir())
    }
}

fn note(repo: &git2::Repository) -> PathBuf {
    repo.path().join("galley-switch")
}

fn write_note(repo: &git2::Repository, head: &Head, target: &Target) -> Result<(), Error> {
    let from = head.id.map_or_else(|| "-".to_owned(), |id| id.to_string());
    let branch = head.branch.as_deref().unwrap_or("-");
    let follows = target.follows.as_deref().unwrap_or_default();
    let text = format!("{from} {} {branch} {}\n{follows}\n", target.id, target.branch);
    apart::replace(&note(repo), text.as_bytes())
}

fn forget(repo: &git2::Repository) -> Result<(), Error> {
    match fs::remove_file(note(repo)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Error::io("removing a note", error))
        }
        _ => Ok(()),
    }
}
