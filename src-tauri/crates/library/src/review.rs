//! Sending for review: posts go to a branch of their own, from which somebody else brings them in. Which ones wait is kept in
//! the state folder, and found again on the server where that is lost.

mod kept;
mod since;
mod take_in;

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use galley_git as git;

use crate::error::{Error, Result};
use crate::failure::git_error;
use crate::library::{Inner, Library, lock};
use crate::progress::Cancel;
use crate::publish::step::{self, Step};
use crate::publish::{Marks, TRIES, moved};
use crate::view::{PublishOrder, PublishStep, Review, ReviewResult, ReviewState, StepName};
use crate::words;

use kept::Kept;

/// How many names are tried for a new branch.
const NAMES: u32 = 50;

/// A branch that can take what is sent, and where it is.
struct Branch {
    name: String,
    /// `None` when it is to be made.
    on: Option<git::Id>,
    /// The version that was sent last, where that is known.
    known: Option<git::Id>,
}

impl Library {
    /// Sends exactly these files for review, as [`Library::publish`] would publish them: on a branch of their own, made on what
    /// the server has. The branch that is checked out stays where it is, and the posts stay unpublished. What was sent for
    /// review before is brought up to date, with what reviewers changed there. Without a `name` the branch is named after the
    /// first post.
    ///
    /// # Errors
    /// `branch.bad-name`, `review.taken`, `review.two-versions`, and those of [`Library::publish`]. Nothing is changed then.
    pub fn send_for_review(
        &self,
        order: &PublishOrder,
        name: Option<&str>,
        tell: &(dyn Fn(PublishStep) + Send + Sync),
        cancel: &Cancel,
    ) -> Result<ReviewResult> {
        let inner = &self.inner;
        let _one_at_a_time = inner.turn_with_server();
        let _alone = inner.alone()?;
        let repository = inner.repository()?;
        let failed = |error| git_error(error, &inner.root);
        let asked = inner.asked(&order.paths);

        let check = Step::begin(StepName::Check, tell);
        let mut branch = check.run(|| {
            inner.refuse_odd(repository)?;
            if asked.is_empty() {
                return Err(Error::new("publish.no-paths", &[]));
            }
            // A branch is made on what the server has now.
            inner.fetch(repository, &mut |_| {}, cancel)?;
            if inner.is_behind(repository) {
                inner.bring_in(repository, cancel)?;
            }
            inner.branch_for(repository, &asked, name, cancel)
        })?;
        let writing = lock(&inner.writing);
        let marks = Marks::of(order);
        let marked = check.run(|| {
            inner.check(repository, order, &asked, marks)?;
            inner.mark_all(&asked, marks)
        })?;
        check.done(None);
        let names: Vec<String> = asked.iter().map(|path| moved(&marked, path)).collect();
        let undone = |error| inner.take_all_back(&marked, error);

        let sending = AtomicBool::new(false);
        let said = |said| step::hook(said, &sending, tell);
        let along = git::Along {
            tell: &said,
            replaced: &|path, bytes| inner.keep_replaced(path, bytes),
            cancel: cancel.clone(),
            ..git::Along::default()
        };
        let commit = Step::begin(StepName::Commit, tell);
        let mut made = commit
            .run(|| inner.commit_for_review(repository, order, &names, &branch, &along))
            .map_err(undone)?;
        commit.done(made.map(|id| id.short()));
        drop(writing);

        let send = Step::begin(StepName::Send, tell);
        sending.store(true, Ordering::Relaxed);
        let sent = send.run(|| {
            for tries in 1.. {
                let Some(id) = made.or(branch.on) else {
                    return Err(Error::new("publish.nothing", &[]));
                };
                match repository.send_for_review(&branch.name, id, branch.on, &mut |line| said(line), cancel)
                {
                    Err(git::Error::RemoteMoved { .. }) if tries < TRIES => {}
                    other => return other.map(|sent| (id, sent)).map_err(failed),
                }
                // Somebody changed the branch: theirs is looked at, and the version made again on top.
                inner.fetch(repository, &mut |_| {}, cancel)?;
                branch = inner.branch_for(repository, &names, Some(&branch.name), cancel)?;
                let _writing = lock(&inner.writing);
                made = inner.commit_for_review(repository, order, &names, &branch, &along)?;
            }
            Err(Error::new("remote.moved", &[]))
        });
        let (id, sent) = sent.map_err(undone)?;
        send.done(None);
        let titles = inner.titles_of(&names);
        let updated = branch.on.is_some();
        inner.keep_review(Kept {
            branch: branch.name.clone(),
            into: sent.into.clone(),
            paths: names.clone(),
            posts: titles.clone(),
            commit: id.to_string(),
            link: sent.link.clone(),
            state: ReviewState::Waiting,
        });
        inner.take_back_unsent(repository, &inner.with_old_names(repository, &names));
        if inner.refresh_changes().is_err() {
            inner.wake_status();
        }
        inner.tell_index();
        Ok(ReviewResult {
            at: inner.clock.time(),
            branch: branch.name,
            into: sent.into,
            server: sent.label,
            commit: id.short(),
            posts: titles,
            updated,
            link: sent.link,
        })
    }

    /// The reviews that are not told of as ended yet, as of the last time that the server was asked;
    /// [`Library::sync`] asks it.
    pub fn reviews(&self) -> Vec<Review> {
        self.inner.waiting_reviews()
    }
}

impl Inner {
    pub(crate) fn waiting_reviews(&self) -> Vec<Review> {
        self.kept_reviews().into_iter().map(Kept::view).collect()
    }

    /// Asks how the reviews stand on the server, whose branch was just fetched, and keeps that. One that cannot be asked for stays
    /// as it was, and says nothing of the others.
    pub(crate) fn look_at_reviews(&self, repository: &git::Repository, cancel: &Cancel) {
        for mut kept in self.kept_reviews() {
            if kept.state != ReviewState::Waiting {
                continue;
            }
            let known = kept.commit.parse().ok();
            let looked = repository.review_branch(&kept.branch, known, &mut |_| {}, cancel);
            // On another branch than the one that it is meant for, it would be judged by the wrong one.
            let Some(found) = looked.ok().filter(|found| found.into == kept.into) else {
                continue;
            };
            kept.state = match (found.merged, found.tip) {
                (true, _) => ReviewState::Merged,
                (false, Some(_)) => ReviewState::Waiting,
                // In another wording it is known only when that is here: then nothing of it is unpublished.
                (false, None) if self.is_behind(repository) => continue,
                (false, None) if self.are_published(&kept.paths) => ReviewState::Merged,
                (false, None) => ReviewState::Gone,
            };
            kept.link = kept.link.or(found.link);
            if kept.state == ReviewState::Merged {
                self.forget_moves(&kept.paths);
            }
            self.keep_review(kept);
        }
    }

    fn are_published(&self, paths: &[String]) -> bool {
        self.refresh_changes().is_ok() && {
            let index = self.index();
            paths.iter().all(|path| !index.changes().contains_key(path))
        }
    }

    /// The reviews that came to an end, for the one time that they are told of.
    pub(crate) fn take_ended_reviews(&self) -> Vec<Review> {
        let (waiting, ended): (Vec<Kept>, Vec<Kept>) = self
            .kept_reviews()
            .into_iter()
            .partition(|kept| kept.state == ReviewState::Waiting);
        if !ended.is_empty() {
            self.keep_reviews(&waiting);
        }
        ended.into_iter().map(Kept::view).collect()
    }

    /// The branch that these posts go to, and where it is on the server.
    fn branch_for(
        &self,
        repository: &git::Repository,
        names: &[String],
        name: Option<&str>,
        cancel: &Cancel,
    ) -> Result<Branch> {
        let kept = self.kept_reviews();
        let same = |kept: &&Kept| match name {
            Some(name) => kept.branch == name,
            None => kept.paths.iter().any(|path| names.contains(path)),
        };
        let kept = kept.iter().find(same);
        let first = match (name, kept) {
            (Some(name), _) => name.trim().to_owned(),
            (None, Some(kept)) => kept.branch.clone(),
            (None, None) => self.review_name(names),
        };
        let chosen: HashSet<PathBuf> = self.with_old_names(repository, names).into_iter().collect();
        for number in 1..NAMES {
            let branch = if number == 1 {
                first.clone()
            } else {
                format!("{first}-{number}")
            };
            let kept = kept.filter(|kept| kept.branch == branch);
            let known: Option<git::Id> = kept.and_then(|kept| kept.commit.parse().ok());
            let looked = repository.review_branch(&branch, known, &mut |_| {}, cancel);
            let found = looked.map_err(|error| match error {
                git::Error::NoUpstream => Error::new("review.first-send", &[]),
                error => git_error(error, &self.root),
            })?;
            let Some(tip) = found.tip else {
                return Ok(Branch {
                    name: branch,
                    on: None,
                    known: None,
                });
            };
            // Without a note of it, it is this one's where it changes nothing but these posts and the writer was at it: what
            // came after the writer's last version there is a reviewer's.
            let only_these = !found.paths.is_empty() && found.paths.iter().all(|path| chosen.contains(path));
            let known = known.or(found.mine.filter(|_| only_these));
            if (kept.is_some() || known.is_some()) && !found.merged {
                return Ok(Branch {
                    name: branch,
                    on: Some(tip),
                    known,
                });
            }
            if name.is_some() {
                return Err(Error::new("review.taken", &[("branch", &branch)]));
            }
        }
        Err(Error::new("review.taken", &[("branch", &first)]))
    }

    /// What a branch is called that has these posts.
    fn review_name(&self, names: &[String]) -> String {
        let slug = names
            .iter()
            .find_map(|path| self.site.generator.name_of(path))
            .map(galley_generators::slug)
            .unwrap_or_default();
        match slug.as_str() {
            "" => "review".to_owned(),
            slug => format!("review-{slug}"),
        }
    }

    /// Makes the version that goes, with what reviewers changed. `None` when the branch has it already.
    fn commit_for_review(
        &self,
        repository: &git::Repository,
        order: &PublishOrder,
        names: &[String],
        branch: &Branch,
        along: &git::Along<'_>,
    ) -> Result<Option<git::Id>> {
        if let (Some(tip), Some(known)) = (branch.on, branch.known) {
            self.take_in_review(repository, &branch.name, known, tip, names)?;
        }
        let git_paths = self.with_old_names(repository, names);
        let request = git::ReviewRequest {
            on: branch.on,
            paths: &git_paths,
            message: &order.message,
            when: Some(self.when()),
        };
        let made = self.while_unsaved(names, || repository.commit_for_review(&request, along));
        self.take_changed(&git_paths);
        made.map_err(|error| git_error(error, &self.root))
    }

    /// Takes versions back that were made to be published and could not be sent: they wait for review now, and the branch here
    /// stays where the server's is.
    fn take_back_unsent(&self, repository: &git::Repository, git_paths: &[PathBuf]) {
        for id in self.unsent() {
            let changed = repository.changed_paths(id).unwrap_or_default();
            if changed.is_empty() || !changed.iter().all(|path| git_paths.contains(path)) {
                continue;
            }
            // One that stays is an earlier version like others, and goes with none that the writer did not tick.
            if let Ok(anew) = repository.take_back(id) {
                self.rename_unsent(&anew);
                self.keep_unsent(repository, &self.unsent());
            }
        }
    }

    fn titles_of(&self, names: &[String]) -> Vec<String> {
        let index = self.index();
        let content =
            |path: &&String| self.site.generator.classify(path) != galley_generators::PathKind::NotContent;
        let title = |path: &String| {
            index
                .get(path)
                .map_or_else(|| path.clone(), |facts| facts.title.clone())
        };
        names.iter().filter(content).map(title).collect()
    }
}

impl Kept {
    fn view(self) -> Review {
        let posts: Vec<String> = self.posts.iter().map(|title| format!("“{title}”")).collect();
        let code = match self.state {
            ReviewState::Waiting => "review.waiting",
            ReviewState::Merged => "review.merged",
            ReviewState::Gone => "review.gone",
        };
        let arguments = [
            ("posts", posts.join(", ")),
            ("branch", self.branch.clone()),
            ("into", self.into.clone()),
        ];
        let arguments = arguments.each_ref().map(|(name, value)| (*name, value.as_str()));
        Review {
            message: words::say(code, &arguments).0,
            commit: self.commit.chars().take(7).collect(),
            branch: self.branch,
            into: self.into,
            paths: self.paths,
            posts: self.posts,
            link: self.link,
            state: self.state,
        }
    }
}
