//! Publishing: check, one commit of exactly these paths, push, ask the server what it has.

mod hooked;
mod moved;
mod public;
mod result;
mod send;
pub(crate) mod step;
mod undo;
mod unpublish;
mod unsent;
mod withdrawn;

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use galley_git as git;

use crate::error::{Error, Result};
use crate::failure::git_error;
use crate::library::{Inner, Library, lock};
use crate::progress::Cancel;
use crate::view::{PublishOrder, PublishResult, PublishStep, StepName};
use crate::{overview, paths};

pub(crate) use public::{Marked, Marks, moved};
use send::Made;
use step::Step;

/// How often a publish is sent when somebody else is faster each time.
pub(crate) const TRIES: usize = 5;

/// What goes.
pub(crate) struct Chosen<'a> {
    order: &'a PublishOrder,
    /// As Git has them.
    paths: Vec<PathBuf>,
    /// The same as the library has them, without those that are gone.
    names: Vec<String>,
    marks: Marks,
    /// Those of the paths that go with other bytes than they have on disk.
    contents: Vec<(PathBuf, Vec<u8>)>,
    /// Who hears what hooks print.
    said: &'a (dyn Fn(git::Progress) + Send + Sync),
    cancel: &'a Cancel,
}

impl Library {
    /// Publishes exactly these files. Each step is told to `tell`.
    ///
    /// # Errors
    /// Whatever stands in the way, in one sentence; before the commit nothing has changed, after it the version is safe here.
    pub fn publish(
        &self,
        order: &PublishOrder,
        tell: &(dyn Fn(PublishStep) + Send + Sync),
        cancel: &Cancel,
    ) -> Result<PublishResult> {
        self.send(order, Marks::of(order), tell, cancel)
    }

    /// Sends exactly these files, with their draft marks changed before.
    fn send(
        &self,
        order: &PublishOrder,
        marks: Marks,
        tell: &(dyn Fn(PublishStep) + Send + Sync),
        cancel: &Cancel,
    ) -> Result<PublishResult> {
        let inner = &self.inner;
        let _one_at_a_time = inner.turn_with_server();
        // Given back before the network is waited for: other verbs do not wait for a server.
        let _alone = inner.alone()?;
        let repository = inner.repository()?;
        let failed = |error| git_error(error, &inner.root);
        let asked = inner.asked(&order.paths);

        let check = Step::begin(StepName::Check, tell);
        let (asked, before, marked, writing) = check.run(|| {
            inner.refuse_odd(repository)?;
            if !asked.is_empty() || order.with_earlier {
                inner.ask_first(repository, cancel)?;
            }
            // The server may have given them other names.
            let asked = inner.asked(&asked);
            let writing = lock(&inner.writing);
            inner.check(repository, order, &asked, marks)?;
            repository.check_publishable().map_err(failed)?;
            let before = overview::repository(inner)?;
            let marked = inner.mark_all(&asked, marks)?;
            Ok((asked, before, marked, writing))
        })?;
        check.done(None);

        let names: Vec<String> = asked.iter().map(|path| moved(&marked, path)).collect();
        let sending = AtomicBool::new(false);
        let said = |said| step::hook(said, &sending, tell);
        let contents = inner.contents(repository, marks, &names);
        let mut chosen = Chosen {
            order,
            paths: inner.with_old_names(repository, &names),
            contents: contents.map_err(|error| inner.take_all_back(&marked, error))?,
            names,
            marks,
            said: &said,
            cancel,
        };

        let commit = Step::begin(StepName::Commit, tell);
        let mut made = commit.run(|| {
            let made = cancel
                .check()
                .map_err(failed)
                .and_then(|()| inner.commit(repository, &chosen));
            made.map_err(|error| match error.code {
                // The server has them as they are now.
                "publish.nothing" => error,
                _ => inner.take_all_back(&marked, error),
            })
        })?;
        commit.done(Some(made.id.short()));
        drop(writing);

        let send = Step::begin(StepName::Send, tell);
        sending.store(true, Ordering::Relaxed);
        let pushed = send.run(|| inner.send(repository, &mut made, &mut chosen, &marked));
        inner.server_answered(&pushed);
        if pushed.is_err() {
            inner.wake_status();
        }
        let pushed = pushed?;
        let names = chosen.names;
        inner.forget_moves(&names);
        inner.note_sent(repository);
        inner.drop_superseded(repository);
        inner.forget_all_withdrawn();
        inner.remember_published(made.id);
        if marks == Marks::PutOn {
            inner.remember_hidden(made.id, &marked);
        }
        send.done(None);
        let confirm = Step::begin(StepName::Confirm, tell);
        confirm.done(pushed.confirmed.then(String::new));

        // Readers have it: what cannot be looked at from here on takes nothing of that back, and is asked once more.
        if inner.refresh_changes().is_err() {
            inner.wake_status();
        }
        // Whatever else waited for the server goes now too.
        let sent_too = inner.send_waiting(repository, cancel);
        // The one that was asked for is the last one, whatever went after it.
        inner.remember_published(made.id);
        inner.tell_index();
        Ok(PublishResult {
            sent_too,
            ..inner.result(repository, before, &names, &made)
        })
    }
}

impl Inner {
    /// These files and the names that they had, as Git has them.
    pub(crate) fn with_old_names(&self, repository: &git::Repository, names: &[String]) -> Vec<PathBuf> {
        // A name that nobody had is no deletion, and one that somebody has again is another file.
        let old_names = self.old_names(names).into_iter();
        let gone = old_names.filter(|old| !self.root.join(old).exists() && self.is_in_git(repository, old));
        let all = names.iter().cloned().chain(gone);
        let mut all: Vec<PathBuf> = all.map(|path| self.git_path(&path)).collect();
        // Names that versions of the writer's own gave them.
        for (old, new) in repository.renamed_here().unwrap_or_default() {
            let there = || matches!(repository.read_blob(git::Revision::Upstream, &old), Ok(Some(_)));
            let here = repository.work_dir().join(&old).exists();
            if all.contains(&new) && !all.contains(&old) && !here && there() {
                all.push(old);
            }
        }
        all
    }

    /// True when the server is known to have more than is here, or when bringing that in was interrupted.
    pub(crate) fn is_behind(&self, repository: &git::Repository) -> bool {
        repository.ahead_behind().is_ok_and(|(_, behind)| behind > 0)
            || repository.is_interrupted().unwrap_or(false)
    }

    /// Now, for a version.
    pub(crate) fn when(&self) -> git::When {
        let now = self.clock.now();
        git::When {
            seconds: now.timestamp().as_second(),
            offset_minutes: now.offset().seconds() / 60,
        }
    }

    /// The files that these names stand for: a post that was renamed is meant by its earlier name too.
    pub(crate) fn asked(&self, paths: &[String]) -> Vec<String> {
        let normal = paths.iter().map(|path| paths::normal(path));
        normal.map(|path| self.where_it_is(&path)).collect()
    }

    /// Refuses an order that says too little, and files that must not go as they are; what is typed in them is saved.
    pub(crate) fn check(
        &self,
        repository: &git::Repository,
        order: &PublishOrder,
        asked: &[String],
        marks: Marks,
    ) -> Result<()> {
        if asked.is_empty() {
            // The earlier versions can go alone; they have their messages.
            if order.with_earlier && repository.unpushed().is_ok_and(|earlier| !earlier.is_empty()) {
                return Ok(());
            }
            return Err(Error::new("publish.no-paths", &[]));
        }
        if order.message.trim().is_empty() {
            return Err(Error::new("publish.no-message", &[]));
        }
        for path in asked {
            let file = paths::resolve(&self.root, path)?;
            if !file.is_file() && !self.is_in_git(repository, path) {
                return Err(Error::new("post.gone", &[("path", path)]));
            }
        }
        // What Git has is not left out by any rule; to know the rules costs more than a blob.
        let ignored = |path: &&String| {
            !self.is_in_git(repository, path) && repository.is_ignored(&self.git_path(path)).unwrap_or(false)
        };
        if let Some(path) = asked.iter().find(ignored) {
            return Err(Error::new("publish.ignored", &[("path", path)]));
        }
        self.save_open(&asked.iter().cloned().collect::<HashSet<_>>())?;
        if marks == Marks::Removed {
            self.refuse_broken(asked)?;
        }
        let chosen: Vec<PathBuf> = asked.iter().map(|path| self.git_path(path)).collect();
        self.refuse_apart(repository, &chosen)
    }

    /// True for a file that the server has, or the version that stands here: when it is gone, that can be published.
    fn is_in_git(&self, repository: &git::Repository, path: &str) -> bool {
        [git::Revision::Upstream, git::Revision::Head]
            .into_iter()
            .any(|revision| matches!(repository.read_blob(revision, &self.git_path(path)), Ok(Some(_))))
    }

    /// Before a version is made: asks the server what it has where that is not known, and brings in what it is known to have.
    fn ask_first(&self, repository: &git::Repository, cancel: &Cancel) -> Result<()> {
        let failed = |error| git_error(error, &self.root);
        if self.may_have_arrived() || !repository.knows_remote().unwrap_or(true) {
            match repository.fetch(&mut |_| {}, cancel) {
                // A server that cannot be asked is told of when the version cannot be sent.
                // One that is not trusted to be itself is not sent anything either: nothing is begun.
                Err(error) if !matches!(error, git::Error::Cancelled | git::Error::HostKey { .. }) => {}
                asked => drop(asked.map_err(failed)?),
            }
        }
        if self.is_behind(repository) {
            repository.check_publishable().map_err(failed)?;
            self.bring_in(repository, cancel)?;
        }
        Ok(())
    }

    /// Makes the commit, or finds the one of an earlier attempt that could not be sent.
    fn commit(&self, repository: &git::Repository, chosen: &Chosen<'_>) -> Result<Made> {
        if !chosen.order.with_earlier
            && let Some(id) = self.unsent_again(repository, &chosen.paths)?
        {
            return Ok(Made {
                id,
                earlier: 0,
                ours: self.unsent().contains(&id),
            });
        }
        self.make(repository, chosen)
    }

    /// Makes the commit, in the place of earlier attempts at the same posts.
    fn make(&self, repository: &git::Repository, chosen: &Chosen<'_>) -> Result<Made> {
        let gone = match chosen.order.with_earlier {
            true => Vec::new(),
            false => self.make_way(repository, &chosen.paths)?,
        };
        self.make_now(repository, chosen).inspect_err(|error| {
            // What an attempt said, the server has by now.
            if error.code != "publish.nothing" {
                self.put_back(repository, &gone);
            }
        })
    }

    fn make_now(&self, repository: &git::Repository, chosen: &Chosen<'_>) -> Result<Made> {
        let order = chosen.order;
        let failed = |error| git_error(error, &self.root);
        let onto = if order.with_earlier {
            git::Onto::Head
        } else {
            git::Onto::Upstream
        };
        let request = git::CommitRequest {
            onto,
            paths: &chosen.paths,
            message: &order.message,
            when: Some(self.when()),
            by: None,
        };
        // All that the server lacks goes when the earlier versions do.
        let all = || repository.unpushed().map_or(0, |commits| commits.len());
        let along = git::Along {
            contents: &chosen.contents,
            tell: &|said| (chosen.said)(said),
            replaced: &|path, bytes| self.keep_replaced(path, bytes),
            cancel: chosen.cancel.clone(),
        };
        let made = self.while_unsaved(&chosen.names, || repository.commit_paths_along(&request, &along));
        match made {
            Ok(made) => {
                self.take_changed(&made.changed);
                self.rename_unsent(&made.replayed);
                let mut unsent = self.unsent();
                unsent.push(made.id);
                self.keep_unsent(repository, &unsent);
                let earlier = if order.with_earlier {
                    all().saturating_sub(1)
                } else {
                    0
                };
                Ok(Made {
                    id: made.id,
                    earlier,
                    ours: true,
                })
            }
            // With the earlier versions, what was chosen may be in them already.
            Err(git::Error::NothingToCommit) if order.with_earlier => {
                let head = repository.state().map_err(failed)?.head;
                let id = head.ok_or_else(|| Error::new("publish.nothing", &[]))?;
                Ok(Made {
                    id,
                    earlier: all(),
                    ours: false,
                })
            }
            Err(git::Error::NoUpstream) => Err(Error::new("publish.first-send", &[])),
            Err(error) => {
                self.take_changed(&chosen.paths);
                Err(failed(error))
            }
        }
    }
}
