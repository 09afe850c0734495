//! Bringing what the remote has together with what is here: the commits, the index, and the writer's files last.
//!
//! All of it is worked out first, in memory and in Git's objects. Then files are exchanged one by one, and at the end index
//! and branch move together. A run that is killed leaves a note (`begun.rs`), and the next one goes on with it.

use std::path::{Path, PathBuf};

use git2::Oid;

use crate::apart::{self, Apart};
use crate::attributes;
use crate::begun::Begun;
use crate::cancel::Cancel;
use crate::disk::{Disk, stored};
use crate::durable;
use crate::error::Error;
use crate::hooks::{self, Call};
use crate::id::Id;
use crate::make::move_branch;
use crate::moment::{Moment, reached};
use crate::put::Ready;
use crate::repository::{Head, Opened, Repository, refuse_busy};
use crate::sides::{Changed, File, Merge, Open, in_tree};
use crate::signing::Signer;
use crate::staging::{self, Staging};
use crate::tip::{self, By};
use crate::upstream::Upstream;
use crate::work::Way;

/// What bringing in asks its caller.
pub struct Asked<'a> {
    /// Ends what is got from elsewhere for it, as long as no file was exchanged.
    pub cancel: Cancel,
    /// How the texts of a file are merged that both sides changed.
    pub merge: &'a Merge<'a>,
    /// Whether a file must not be written now, because somebody works on it.
    pub keep: &'a dyn Fn(&Path) -> bool,
}

/// What was brought in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BroughtIn {
    /// What was checked out before; `None` when the branch had no commit.
    pub from: Option<Id>,
    /// What is checked out now.
    pub to: Option<Id>,
    /// Commits of this side that were made anew: old and new names, oldest first.
    pub replayed: Vec<(Id, Id)>,
    /// Whether a merge of both sides was made.
    pub merged: bool,
    /// Files that were written or removed.
    pub paths: Vec<PathBuf>,
    /// Files that the remote gave another name and that were changed here: old and new names.
    pub renamed: Vec<(PathBuf, PathBuf)>,
    /// All files with two versions.
    pub apart: Vec<Apart>,
}

impl Repository {
    /// Whether an earlier run was interrupted, so that files and branch may not go together until the next one.
    pub fn is_interrupted(&self) -> Result<bool, Error> {
        let repo = self.opened()?;
        Ok(Begun::is_there(&repo))
    }

    /// Brings in what the remote had when it was last fetched. Commits of this side are made anew on top of it, where none
    /// of them changed a file that the remote changed too; else both sides are merged in a commit with both as parents.
    ///
    /// Files with changes that are in no commit are merged likewise. One that needs a person, or that `keep` speaks of,
    /// stays as it is, byte for byte, and is listed by [`Repository::apart`]; all others go on.
    ///
    /// [`Error::Diverged`] when both sides have no common beginning; [`Error::WouldOverwrite`] when a file stands where a
    /// folder comes or the other way round, [`Error::StagedApart`] when other text is staged than is on disk. Then nothing was written.
    pub fn bring_in(&self, asked: &Asked<'_>) -> Result<BroughtIn, Error> {
        let repo = self.opened_to_write()?;
        let first = Head::read(&repo)?;
        first.branch()?;
        refuse_busy(&repo)?;
        // One that cannot be read is said before anything is written.
        repo.index()?;
        staging::tidy(&repo);
        let mut out = BroughtIn {
            from: first.id.map(Id),
            to: first.id.map(Id),
            replayed: Vec::new(),
            merged: false,
            paths: Vec::new(),
            renamed: Vec::new(),
            apart: Vec::new(),
        };
        // What a killed run began is finished first: it knows what it made of the files that it had changed already.
        if let Some(begun) = Begun::read(&repo, first.id) {
            hooks::allow(&repo, &hooks::MERGING)?;
            self.take_in_left(&repo, &begun)?;
            let (to, merged) = (begun.to, begun.merged);
            let now = apart::read(&repo)?;
            let mut open = apart::read_for(&repo, Some(&repo.find_commit(to)?.tree()?))?;
            open.retain(|note| !now.contains(note));
            self.go_to(&repo, &first, to, merged, open, Some(&begun), asked, &mut out)?;
        } else if Begun::is_there(&repo) {
            if Begun::came_to(&repo, first.id) {
                Ready::of(&repo, self.work_dir()).clear();
            }
            Begun::done(&repo);
        }
        let head = Head::read(&repo)?;
        let upstream = Upstream::of_head(&repo, &head)?;
        let tip = match upstream.as_ref().and_then(|upstream| upstream.tip) {
            Some(there) => {
                let name = upstream.map(|upstream| upstream.shown()).unwrap_or_default();
                self.refuse_bringing(&repo, &head, there)?;
                let message = format!("Merge branch {name}");
                let by = By {
                    signature: &|| self.signature(None, None),
                    signer: &|| Signer::of(&repo, self.identity()?.as_ref()),
                };
                Some(tip::of_both(&repo, head.id, there, asked.merge, &by, &message)?)
            }
            None => None,
        };
        reached(Moment::BothSides);
        if let Some(tip) = tip {
            if !tip.replayed.is_empty() {
                hooks::allow(&repo, &hooks::REPLAYING)?;
            }
            out.replayed = tip
                .replayed
                .iter()
                .map(|(old, new)| (Id(*old), Id(*new)))
                .collect();
            self.go_to(&repo, &head, tip.id, tip.merged, tip.open, None, asked, &mut out)?;
        }
        out.apart = self.apart()?;
        if out.from != out.to {
            let call = Call {
                name: "post-merge",
                arguments: &["0"],
                ..Call::default()
            };
            hooks::notify(&repo, &call, &mut |_| {}, &Cancel::none());
        }
        let anew: Vec<(Oid, Oid)> = out.replayed.iter().map(|(old, new)| (old.0, new.0)).collect();
        hooks::rewritten(&repo, &anew);
        Ok(out)
    }

    fn refuse_bringing(&self, repo: &Opened, head: &Head, there: Oid) -> Result<(), Error> {
        let moves = head.id != Some(there);
        let inside = match head.id {
            Some(id) if moves => repo.graph_descendant_of(id, there)?,
            _ => !moves,
        };
        if inside {
            return Ok(());
        }
        hooks::allow(repo, &hooks::MERGING)?;
        Ok(())
    }

    /// Moves files, index and branch to a commit that the present one leads to, and merges what is in no commit.
    #[allow(clippy::too_many_arguments, reason = "one step of one verb")]
    fn go_to(
        &self,
        repo: &Opened,
        head: &Head,
        to: Oid,
        merged: bool,
        open: Vec<Open>,
        begun: Option<&Begun>,
        asked: &Asked<'_>,
        out: &mut BroughtIn,
    ) -> Result<(), Error> {
        let notes = apart::read(repo)?;
        if head.id == Some(to) && notes.is_empty() {
            if begun.is_some() {
                Begun::done(repo);
            }
            return Ok(());
        }
        let tree = |id: Oid| -> Result<git2::Tree<'_>, Error> { Ok(repo.find_commit(id)?.tree()?) };
        let from_tree = head.id.map(tree).transpose()?;
        let to_tree = tree(to)?;
        let theirs = Changed::between(repo, from_tree.as_ref(), Some(&to_tree))?;
        for (path, (_, now)) in &theirs.files {
            if now.is_some() {
                attributes::refuse_filtered(repo, path)?;
            }
        }
        let mut staging = Staging::lock(repo, head.branch()?)?;
        let disk = Disk::for_change(repo, self.work_dir(), &theirs)?;
        let way = Way {
            repo,
            from: from_tree.as_ref(),
            to: &to_tree,
            theirs: &theirs,
            disk: &disk,
        };
        let work = way.work(&notes, open, begun, asked)?;
        let staged = way.staged(staging.index(), &work)?;
        let moved = theirs
            .renames
            .iter()
            .filter(|names| work.moves_mine(&theirs, names));
        let renamed: Vec<_> = moved.cloned().collect();
        way.refuse_in_the_way(&work)?;
        if head.id == Some(to) && work.files.is_empty() && work.open == notes {
            return Ok(());
        }

        let ready = Ready::of(repo, self.work_dir());
        ready.fill(repo, &work.files, &asked.cancel)?;
        // Both the notes that hold now and those that will: which of them do is seen by what is checked out.
        let both: Vec<Open> = notes.iter().chain(&work.open).cloned().collect();
        apart::write(repo, &both)?;
        let begun = Begun {
            from: head.id,
            to,
            merged,
            files: work.merged.clone(),
        };
        begun.write(repo)?;
        durable::sync(self.git_dir())?;
        reached(Moment::Begun);

        let mut left = work.open;
        // Another program was faster: its text stays, and there are two versions until the next run merges them. Where there were
        // two already, its text still goes back to what those began with.
        let two = |path: &Path| -> Result<Open, Error> {
            let known = notes.iter().find(|note| note.path == *path);
            Ok(Open {
                base: match known {
                    Some(note) => note.base,
                    None => in_tree(from_tree.as_ref(), path)?,
                },
                theirs: in_tree(Some(&to_tree), path)?,
                path: path.to_owned(),
                their_path: path.to_owned(),
            })
        };
        // Those that go first: a folder may come where one was.
        let (go, come): (Vec<_>, Vec<_>) = work.files.iter().partition(|(_, file)| file.is_none());
        for (path, file) in go.into_iter().chain(come) {
            let before = disk.raw(path)?;
            if ready.put(self.work_dir(), path, before.as_ref(), *file)? {
                out.paths.push(path.clone());
            } else {
                left.push(two(path)?);
            }
            reached(Moment::FileWritten);
        }
        // Who had a file open when it was exchanged may have written to what came out.
        for (path, file) in &work.files {
            let before = disk.raw(path)?;
            if ready.put_back_late(repo, self.work_dir(), path, before.as_ref(), *file)? {
                out.paths.retain(|known| known != path);
                left.push(two(path)?);
            }
        }
        apart::write(repo, &notes.iter().chain(&left).cloned().collect::<Vec<_>>())?;
        reached(Moment::FilesWritten);
        way.update(staging.index(), &work.files, &staged)?;
        staging.write()?;
        reached(Moment::IndexWritten);
        durable::sync(self.work_dir())?;
        durable::sync(self.git_dir())?;
        reached(Moment::Synced);
        let publish = || {
            reached(Moment::BranchLocked);
            staging.publish()?;
            reached(Moment::IndexPublished);
            Ok(())
        };
        if head.id == Some(to) {
            publish()?;
        } else {
            let signature = repo
                .signature()
                .or_else(|_| git2::Signature::now("unknown", "unknown"))?;
            let log = if merged { "merge" } else { "sync" };
            move_branch(repo, head.branch()?, head.id, to, &signature, log, publish)?;
        }
        reached(Moment::BranchMoved);
        apart::write(repo, &left)?;
        out.renamed.extend(renamed);
        // The note last: it tells that there is something to clear.
        ready.clear();
        Begun::done(repo);
        durable::sync(self.git_dir())?;
        drop(staging);
        reached(Moment::BroughtIn);
        out.to = Some(Id(to));
        out.merged |= merged;
        Ok(())
    }

    /// Puts back what a killed run had taken from another program's hands between an exchange and the look at it.
    fn take_in_left(&self, repo: &git2::Repository, begun: &Begun) -> Result<(), Error> {
        let ready = Ready::of(repo, self.work_dir());
        let (from, to) = (
            begun.from.map(|id| repo.find_commit(id)?.tree()).transpose()?,
            repo.find_commit(begun.to)?.tree()?,
        );
        for (path, place) in ready.left() {
            let (before, after) = match begun.of(&path) {
                Some((before, after)) => (Some(before), Some(after)),
                None => {
                    let id = |file: Option<File>| file.map(|file| file.id);
                    (id(in_tree(from.as_ref(), &path)?), id(in_tree(Some(&to), &path)?))
                }
            };
            let id = stored(repo, &path, &place)?;
            if id.is_none() || id == before || id == after {
                continue;
            }
            let target = self.work_dir().join(&path);
            let now = stored(repo, &path, &target)?;
            if now == after && before.is_some() {
                let _ = std::fs::rename(&place, &target);
            }
        }
        Ok(())
    }
}
