//! Publishing: check, one commit of exactly these paths, push, ask the server what it has.

mod moved;
mod public;
mod step;
mod undo;
mod unsent;

use std::collections::HashSet;
use std::path::PathBuf;

use galley_git as git;
use galley_post::Post;

use crate::error::{Error, Result};
use crate::failure::git_error;
use crate::library::{Inner, Library, lock};
use crate::progress::Cancel;
use crate::view::{PublishOrder, PublishResult, PublishStep, RepositoryView, StepName, Visibility};
use crate::{address, disk, overview, paths};

use public::moved;
use step::Step;

/// How often a publish is sent when somebody else is faster each time.
const TRIES: usize = 5;

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
        let inner = &self.inner;
        let _one_at_a_time = lock(&inner.publishing);
        // Given back before the network is waited for: other verbs do not wait for a server.
        let _alone = inner.alone()?;
        let repository = inner.repository()?;
        let failed = |error| git_error(error, &inner.root);
        let asked: Vec<String> = order
            .paths
            .iter()
            .map(|path| inner.where_it_is(&paths::normal(path)))
            .collect();

        let check = Step::begin(StepName::Check, tell);
        let (before, made_public, writing) = check.run(|| {
            inner.refuse_odd(repository)?;
            if !asked.is_empty() && inner.is_behind(repository) {
                repository.check_publishable().map_err(failed)?;
                inner.bring_in(repository)?;
            }
            let writing = lock(&inner.writing);
            inner.check(repository, order, &asked)?;
            repository.check_publishable().map_err(failed)?;
            let chosen: Vec<PathBuf> = asked.iter().map(|path| inner.git_path(path)).collect();
            inner.refuse_apart(repository, &chosen)?;
            let before = overview::repository(inner)?;
            Ok((before, inner.make_public(&asked, order.as_draft)?, writing))
        })?;
        check.done(None);

        let names: Vec<String> = asked.iter().map(|path| moved(&made_public, path)).collect();
        // A name that nobody had is no deletion, and one that somebody has again is another file.
        let old_names = inner.old_names(&names).into_iter();
        let gone = old_names.filter(|old| !inner.root.join(old).exists() && inner.is_in_git(repository, old));
        let git_paths: Vec<PathBuf> = names
            .iter()
            .cloned()
            .chain(gone)
            .map(|path| inner.git_path(&path))
            .collect();

        let commit = Step::begin(StepName::Commit, tell);
        let mut made = commit.run(|| {
            let made = cancel
                .check()
                .map_err(failed)
                .and_then(|()| inner.commit(repository, order, &git_paths));
            made.map_err(|error| inner.take_all_back(&made_public, error))
        })?;
        commit.done(Some(made.id.short()));
        drop(writing);

        let send = Step::begin(StepName::Send, tell);
        let again = |made: &Made| -> Result<Option<Made>> {
            inner
                .room_for(repository, made.id, cancel)?
                .map_or(Ok(None), |()| {
                    let _writing = lock(&inner.writing);
                    inner.refuse_apart(repository, &git_paths)?;
                    inner.commit(repository, order, &git_paths).map(Some)
                })
        };
        let pushed = send.run(|| inner.send(repository, &mut made, &again, &made_public, cancel));
        if pushed.is_err() {
            inner.wake_status();
        }
        let pushed = pushed?;
        inner.forget_moves(&names);
        inner.remember_published(made.id);
        inner.keep_unsent(repository, &inner.unsent());
        send.done(None);
        let confirm = Step::begin(StepName::Confirm, tell);
        confirm.done(pushed.confirmed.then(String::new));

        // Readers have it: what cannot be looked at from here on takes nothing of that back, and is asked once more.
        if inner.refresh_changes().is_err() {
            inner.wake_status();
        }
        inner.tell_index();
        Ok(inner.result(before, &names, &made))
    }
}

/// The version that goes.
struct Made {
    id: git::Id,
    /// How many earlier versions go along.
    earlier: usize,
}

impl Inner {
    /// True when the server is known to have more than is here, or when bringing that in was interrupted.
    fn is_behind(&self, repository: &git::Repository) -> bool {
        repository.ahead_behind().is_ok_and(|(_, behind)| behind > 0)
            || repository.is_interrupted().unwrap_or(false)
    }

    /// Sends a version. When somebody was faster, theirs is brought in and it is made `again` on top, up to [`TRIES`] times.
    fn send(
        &self,
        repository: &git::Repository,
        made: &mut Made,
        again: &dyn Fn(&Made) -> Result<Option<Made>>,
        made_public: &[public::MadePublic],
        cancel: &Cancel,
    ) -> Result<git::Pushed> {
        for tries in 1.. {
            match repository.push(made.id, &mut |_| {}, cancel) {
                Err(git::Error::RemoteMoved { .. }) if tries < TRIES => match again(made) {
                    Ok(Some(next)) => *made = next,
                    // It had arrived, and the next one had come on top.
                    Ok(None) => break,
                    Err(error) if self.is_taken_back(repository, made.id) => {
                        return Err(self.take_all_back(made_public, error));
                    }
                    Err(error) => return Err(error),
                },
                sent => return sent.map_err(|error| git_error(error, &self.root)),
            }
        }
        Ok(git::Pushed {
            id: made.id,
            confirmed: true,
            words: String::new(),
        })
    }

    /// True when a version is neither here nor on the server.
    fn is_taken_back(&self, repository: &git::Repository, id: git::Id) -> bool {
        let here = repository
            .unpushed()
            .is_ok_and(|all| all.iter().any(|commit| commit.id == id));
        !here
    }

    /// After somebody was faster: gets what they sent, and makes room for this version on top. `None` when the server has it.
    fn room_for(&self, repository: &git::Repository, id: git::Id, cancel: &Cancel) -> Result<Option<()>> {
        let fetched = repository.fetch(&mut |_| {}, cancel);
        fetched.map_err(|error| git_error(error, &self.root))?;
        let _writing = lock(&self.writing);
        let room = self.with_asked(|asked| repository.make_room(id, asked))?;
        Ok(match room {
            git::Room::Arrived(_) => None,
            git::Room::Made(_) => Some(()),
        })
    }

    /// Now, for a version.
    fn when(&self) -> git::When {
        let now = self.clock.now();
        git::When {
            seconds: now.timestamp().as_second(),
            offset_minutes: now.offset().seconds() / 60,
        }
    }

    fn check(&self, repository: &git::Repository, order: &PublishOrder, asked: &[String]) -> Result<()> {
        if asked.is_empty() {
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
        self.save_open(&asked.iter().cloned().collect::<HashSet<_>>())
    }

    /// True for a file that the server has, or the version that stands here: when it is gone, that can be published.
    fn is_in_git(&self, repository: &git::Repository, path: &str) -> bool {
        [git::Revision::Upstream, git::Revision::Head]
            .into_iter()
            .any(|revision| matches!(repository.read_blob(revision, &self.git_path(path)), Ok(Some(_))))
    }

    /// Makes the commit, or finds the one of an earlier attempt that could not be sent.
    fn commit(
        &self,
        repository: &git::Repository,
        order: &PublishOrder,
        git_paths: &[PathBuf],
    ) -> Result<Made> {
        let failed = |error| git_error(error, &self.root);
        let onto = if order.with_earlier {
            git::Onto::Head
        } else {
            git::Onto::Upstream
        };
        if !order.with_earlier
            && let Some(id) = self.unsent_again(repository, git_paths)?
        {
            return Ok(Made { id, earlier: 0 });
        }
        let request = git::CommitRequest {
            onto,
            paths: git_paths,
            message: &order.message,
            when: Some(self.when()),
            by: None,
        };
        let unsent = self.unsent();
        // All that the server lacks goes when the earlier versions do.
        let all = || repository.unpushed().map_or(0, |commits| commits.len());
        match repository.commit_paths_instead(&request, &unsent) {
            Ok(made) => {
                let now = |id: git::Id| {
                    let anew = made.replayed.iter().find(|(old, _)| *old == id);
                    anew.map_or(id, |(_, new)| *new)
                };
                let now = unsent.into_iter().map(now).chain([made.id]);
                self.keep_unsent(repository, &now.collect::<Vec<_>>());
                let earlier = if order.with_earlier {
                    all().saturating_sub(1)
                } else {
                    0
                };
                Ok(Made { id: made.id, earlier })
            }
            // With the earlier versions, what was chosen may be in them already.
            Err(git::Error::NothingToCommit) if order.with_earlier => {
                let head = repository.state().map_err(failed)?.head;
                let id = head.ok_or_else(|| Error::new("publish.nothing", &[]))?;
                Ok(Made { id, earlier: all() })
            }
            Err(git::Error::NoUpstream) => Err(Error::new("publish.first-send", &[])),
            Err(error) => Err(failed(error)),
        }
    }

    /// Where readers find the post that went. `None` for several, and for one that readers do not see.
    fn address_of(&self, names: &[String]) -> Option<String> {
        let content =
            |path: &&String| self.site.generator.classify(path) != galley_generators::PathKind::NotContent;
        let mut posts = names.iter().filter(content);
        let (Some(path), None) = (posts.next(), posts.next()) else {
            return None;
        };
        let now = self.clock.now().timestamp();
        let seen = self
            .index()
            .get(path)
            .is_some_and(|facts| facts.visibility(now) == Visibility::Public);
        let bytes = disk::read(&self.root, path).ok().filter(|_| seen)?;
        address::address(self, path, &Post::parse(bytes))
    }

    fn result(&self, before: RepositoryView, names: &[String], made: &Made) -> PublishResult {
        let content =
            |path: &&String| self.site.generator.classify(path) != galley_generators::PathKind::NotContent;
        let title = |path: &String| {
            self.index()
                .get(path)
                .map_or_else(|| path.clone(), |facts| facts.title.clone())
        };
        let posts: Vec<String> = names.iter().filter(content).map(title).collect();
        let pictures = names.len() - posts.len();
        PublishResult {
            at: self.clock.time(),
            branch: before.branch.unwrap_or_default(),
            server: before.server.unwrap_or_default(),
            commit: made.id.short(),
            posts,
            pictures: u32::try_from(pictures).unwrap_or(u32::MAX),
            earlier: u32::try_from(made.earlier).unwrap_or(u32::MAX),
            url: self.address_of(names),
        }
    }
}
