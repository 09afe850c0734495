//! Publishing: check, one commit of exactly these paths, push, ask the server what it has.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::MutexGuard;
use std::time::Instant;

use galley_git as git;
use galley_post::Post;

use crate::error::{Error, Result};
use crate::failure::git_error;
use crate::library::{Inner, Library, lock};
use crate::progress::Cancel;
use crate::save::{Hash, Saved, save};
use crate::session::Rebased;
use crate::view::{LibraryEvent, PublishOrder, PublishResult, PublishStep, StepName, StepState};
use crate::{autosave, desk, disk, fields, overview, paths};

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
        let _one_at_a_time = lock(&inner.writing);
        let Some(repository) = &inner.repository else {
            return Err(Error::new(
                "repository.none",
                &[("path", &inner.places.shown(&inner.root))],
            ));
        };
        let failed = |error| git_error(error, &inner.root);
        let asked: Vec<String> = order
            .paths
            .iter()
            .map(|path| inner.where_it_is(&paths::normal(path)))
            .collect();

        let check = Step::begin(StepName::Check, tell);
        let made_public = check.run(|| {
            inner.check(order, &asked)?;
            repository.check_publishable().map_err(failed)?;
            inner.make_public(&asked, order.as_draft)
        })?;
        check.done(None);

        let names: Vec<String> = asked.iter().map(|path| moved(&made_public, path)).collect();
        // A name that the server never had is no deletion.
        let sent = |path: &String| {
            let at = |revision| {
                repository
                    .read_blob(revision, &inner.git_path(path))
                    .is_ok_and(|blob| blob.is_some())
            };
            at(git::Revision::Upstream) || at(git::Revision::Head)
        };
        let old: Vec<String> = {
            let mut moved = lock(&inner.moved);
            let now = made_public.iter().filter(|change| change.path != change.now);
            moved.extend(now.map(|change| (change.path.clone(), change.now.clone())));
            let of_these = moved.iter().filter(|(_, now)| names.contains(now));
            of_these.map(|(path, _)| path.clone()).collect()
        };
        let old_names = old.iter().filter(|path| sent(path));
        let git_paths: Vec<PathBuf> = names
            .iter()
            .chain(old_names)
            .map(|path| inner.git_path(path))
            .collect();

        let commit = Step::begin(StepName::Commit, tell);
        let made = commit.run(|| {
            cancel.check().map_err(failed)?;
            let made = inner.commit(repository, order, &git_paths);
            if made.is_err() {
                made_public
                    .iter()
                    .rev()
                    .for_each(|change| inner.take_back(change));
            }
            made
        })?;
        commit.done(Some(made.short()));

        let send = Step::begin(StepName::Send, tell);
        let pushed = send.run(|| repository.push(made, &mut |_| {}, cancel).map_err(failed));
        if pushed.is_err() {
            inner.wake_status();
        }
        let pushed = pushed?;
        lock(&inner.moved).retain(|_, now| !names.contains(now));
        send.done(None);
        let confirm = Step::begin(StepName::Confirm, tell);
        confirm.done(pushed.confirmed.then(String::new));

        inner.refresh_changes()?;
        inner.tell_index();
        inner.result(order, &names, &made)
    }
}

/// A draft that was made public on disk.
struct MadePublic {
    path: String,
    now: String,
    before: Vec<u8>,
    after: Vec<u8>,
}

impl Inner {
    fn check(&self, order: &PublishOrder, asked: &[String]) -> Result<()> {
        if asked.is_empty() {
            return Err(Error::new("publish.no-paths", &[]));
        }
        if order.message.trim().is_empty() {
            return Err(Error::new("publish.no-message", &[]));
        }
        for path in asked {
            paths::resolve(&self.root, path)?;
        }
        self.save_open(&asked.iter().cloned().collect::<HashSet<_>>())
    }

    /// Removes the draft marks as the generator wants it. When one cannot be removed, those before get theirs back.
    fn make_public(&self, asked: &[String], as_draft: bool) -> Result<Vec<MadePublic>> {
        let mut done: Vec<MadePublic> = Vec::new();
        for path in asked {
            match self.make_one_public(path, as_draft) {
                Ok(change) => done.extend(change),
                Err(error) => {
                    done.iter().rev().for_each(|change| self.take_back(change));
                    return Err(error);
                }
            }
        }
        Ok(done)
    }

    fn make_one_public(&self, path: &str, as_draft: bool) -> Result<Option<MadePublic>> {
        let file = self.root.join(path);
        if self.site.generator.classify(path) == galley_generators::PathKind::NotContent || !file.is_file() {
            return Ok(None);
        }
        let before = disk::read(&self.root, path).map_err(|e| Error::io(e, &file))?;
        let post = Post::parse(before.clone());
        let named = || {
            let to = self.named_by_title(path, &post)?;
            Some(galley_generators::Change {
                move_to: Some(to),
                ..Default::default()
            })
        };
        let change = if as_draft {
            named()
        } else {
            self.publish_change(path, &post)
        };
        let Some(change) = change else {
            return Ok(None);
        };
        let after = fields::change(self, &post, &change)?.bytes().to_vec();
        let now = change.move_to.unwrap_or_else(|| path.to_owned());
        let made = MadePublic {
            path: path.to_owned(),
            now,
            before,
            after,
        };
        self.put(&made.path, &made.now, &made.before, &made.after)?;
        Ok(Some(made))
    }

    /// The path of a post that an earlier attempt moved; else the same path.
    fn where_it_is(&self, path: &str) -> String {
        let moved = lock(&self.moved).get(path).cloned();
        moved
            .filter(|now| !self.root.join(path).exists() && self.root.join(now).exists())
            .unwrap_or_else(|| path.to_owned())
    }

    fn take_back(&self, change: &MadePublic) {
        lock(&self.moved).remove(&change.path);
        // What another program wrote since stays: then there is nothing of ours to take back.
        let _ = self.put(&change.now, &change.path, &change.after, &change.before);
    }

    /// Puts `new` in the place of `old`, under another name when the two differ; an open post goes along.
    fn put(&self, from: &str, to: &str, old: &[u8], new: &[u8]) -> Result<()> {
        // No save comes between the file and what the session knows of it.
        let saving = lock(&self.saving);
        if from == to {
            let file = paths::resolve(&self.root, to)?;
            if save(&file, Some(Hash::of(old)), new).map_err(|e| Error::io(e, &file))? != Saved::Written {
                return Err(Error::new("post.two-versions", &[("path", to)]));
            }
            self.refresh_file(to);
            self.go_along(saving, from, to, old, new)?;
            return Ok(());
        }
        self.write_new(to, new)?;
        let old_file = self.root.join(from);
        if let Err(error) = std::fs::remove_file(&old_file) {
            // Else every attempt would leave one more copy, and a public one.
            let _ = std::fs::remove_file(self.root.join(to));
            self.refresh_file(to);
            return Err(Error::io(error, &old_file));
        }
        self.refresh_file(from);
        self.refresh_file(to);
        self.go_along(saving, from, to, old, new)
    }

    /// Shows an open post what publishing made of its file. What was typed meanwhile stays.
    fn go_along(
        &self,
        saving: MutexGuard<'_, ()>,
        from: &str,
        to: &str,
        old: &[u8],
        new: &[u8],
    ) -> Result<()> {
        let Some((id, session)) = self.session_of(from) else {
            return Ok(());
        };
        let together = {
            let mut session = lock(&session);
            session.path = to.to_owned();
            match session.rebase(old, new) {
                Rebased::Taken => true,
                Rebased::Kept(edit) => {
                    self.log_edit(&id, &mut session, edit);
                    true
                }
                Rebased::Apart => false,
            }
        };
        drop(saving);
        if !together {
            autosave::file_changed(self, to);
            return Ok(());
        }
        self.tell(LibraryEvent::PostChanged {
            post: Box::new(desk::view(self, &id)?),
        });
        Ok(())
    }

    /// Makes the commit, or finds the one of an earlier attempt that could not be sent.
    fn commit(
        &self,
        repository: &git::Repository,
        order: &PublishOrder,
        git_paths: &[PathBuf],
    ) -> Result<git::Id> {
        let failed = |error| git_error(error, &self.root);
        let onto = if order.with_earlier {
            git::Onto::Head
        } else {
            git::Onto::Upstream
        };
        let now = self.clock.now();
        let when = git::When {
            seconds: now.timestamp().as_second(),
            offset_minutes: now.offset().seconds() / 60,
        };
        if !order.with_earlier
            && let Some(again) = self.unsent_again(repository, git_paths)?
        {
            return Ok(again);
        }
        let request = git::CommitRequest {
            onto,
            paths: git_paths,
            message: &order.message,
            when: Some(when),
            by: None,
        };
        match repository.commit_paths(&request) {
            Ok(made) => Ok(made.id),
            // With the earlier versions, what was chosen may be in them already.
            Err(git::Error::NothingToCommit) if order.with_earlier => repository
                .state()
                .map_err(failed)?
                .head
                .ok_or_else(|| Error::new("publish.nothing", &[])),
            Err(git::Error::NoUpstream) => Err(Error::new("publish.first-send", &[])),
            Err(error) => Err(failed(error)),
        }
    }

    /// The version of an earlier attempt that could not be sent: the oldest one that the server lacks, when it changes
    /// exactly these paths to what they are now. Found in the repository itself, so that a restart forgets nothing.
    fn unsent_again(&self, repository: &git::Repository, git_paths: &[PathBuf]) -> Result<Option<git::Id>> {
        let failed = |error| git_error(error, &self.root);
        let Some(oldest) = repository.unpushed().map_err(failed)?.pop() else {
            return Ok(None);
        };
        let changed: HashSet<PathBuf> = repository
            .changed_paths(oldest.id)
            .map_err(failed)?
            .into_iter()
            .collect();
        if changed != git_paths.iter().cloned().collect() {
            return Ok(None);
        }
        for path in git_paths {
            let sent = repository
                .read_blob(git::Revision::Commit(oldest.id), path)
                .map_err(failed)?;
            let disk = path
                .strip_prefix(self.prefix())
                .ok()
                .and_then(|path| disk::read(&self.root, path.to_str()?).ok());
            if sent != disk {
                return Ok(None);
            }
        }
        Ok(Some(oldest.id))
    }

    fn result(&self, order: &PublishOrder, names: &[String], made: &git::Id) -> Result<PublishResult> {
        let view = overview::repository(self)?;
        let content =
            |path: &&String| self.site.generator.classify(path) != galley_generators::PathKind::NotContent;
        let title = |path: &String| {
            self.index()
                .get(path)
                .map_or_else(|| path.clone(), |facts| facts.title.clone())
        };
        let posts: Vec<String> = names.iter().filter(content).map(title).collect();
        let pictures = names.len() - posts.len();
        Ok(PublishResult {
            at: self.clock.time(),
            branch: view.branch.unwrap_or_default(),
            server: view.server.unwrap_or_default(),
            commit: made.short(),
            posts,
            pictures: u32::try_from(pictures).unwrap_or(u32::MAX),
            earlier: u32::from(order.with_earlier),
            url: None,
        })
    }
}

fn moved(made_public: &[MadePublic], path: &str) -> String {
    made_public
        .iter()
        .find(|change| change.path == path)
        .map_or_else(|| path.to_owned(), |change| change.now.clone())
}

/// One step, told when it begins and when it ends.
struct Step<'a> {
    name: StepName,
    begun: Instant,
    tell: &'a (dyn Fn(PublishStep) + Send + Sync),
}

impl<'a> Step<'a> {
    fn begin(name: StepName, tell: &'a (dyn Fn(PublishStep) + Send + Sync)) -> Self {
        tell(PublishStep {
            step: name.clone(),
            state: StepState::Running,
            detail: None,
            seconds: None,
        });
        Step {
            name,
            begun: Instant::now(),
            tell,
        }
    }

    fn run<T>(&self, work: impl FnOnce() -> Result<T>) -> Result<T> {
        work().inspect_err(|error| self.end(StepState::Failed, Some(error.code.to_owned())))
    }

    fn done(&self, detail: Option<String>) {
        self.end(StepState::Done, detail);
    }

    fn end(&self, state: StepState, detail: Option<String>) {
        let seconds = Some(self.begun.elapsed().as_secs_f64());
        (self.tell)(PublishStep {
            step: self.name.clone(),
            state,
            detail,
            seconds,
        });
    }
}
