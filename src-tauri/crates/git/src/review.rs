//! Branches on which changes wait for a review: made on what the remote has, sent, found again, and known to be merged. The
//! writer's own branch, index and files stay as they are; nothing is ever forced.

use std::path::PathBuf;

use git2::{AutotagOption, Oid, Sort};

use crate::at_work::AtWork;
use crate::branches;
use crate::cancel::Cancel;
use crate::commit::{Onto, When};
use crate::commit_hooks::Along;
use crate::durable;
use crate::error::Error;
use crate::fetch;
use crate::hosting;
use crate::id::Id;
use crate::identity::Identity;
use crate::location::Location;
use crate::moment::{Moment, reached};
use crate::network::Network;
use crate::progress::Progress;
use crate::push::{self, Sent};
use crate::repository::{Head, Repository};
use crate::sides::{Changed, in_tree};
use crate::signing;
use crate::staging::Staging;
use crate::transport::Program;
use crate::upstream::{self, Upstream};

/// In how many commits of the upstream a change is looked for that was merged as another commit.
const REACH: usize = 20_000;

/// What is to be put forward.
#[derive(Debug, Clone)]
pub struct ReviewRequest<'a> {
    /// The commit that the branch is at there, to go on from. `None` for a new branch, which begins at the upstream.
    pub on: Option<Id>,
    /// Files and links, relative to the work tree, as they are on disk.
    pub paths: &'a [PathBuf],
    /// The message; tidied like `git commit -m` does.
    pub message: &'a str,
    /// The date; now, when `None`.
    pub when: Option<When>,
}

/// Where something was put forward.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reviewed {
    /// The short name of the branch that it is meant for.
    pub into: String,
    /// Who has it, in words.
    pub label: String,
    /// The page on which it is put forward, or was: what the server said, else what is known of the host.
    pub link: Option<String>,
}

/// What a remote has of a branch for review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewBranch {
    /// The commit that it is at; `None` when the remote has no such branch.
    pub tip: Option<Id>,
    /// Whether the upstream has all that it says: the commit itself, or its files after a squash or a rebase.
    pub merged: bool,
    /// The newest commit on it that the upstream lacks and that is the writer's own, by the author.
    pub mine: Option<Id>,
    /// The files that it changes.
    pub paths: Vec<PathBuf>,
    /// The short name of the branch that it is meant for.
    pub into: String,
    /// The page on which it is put forward, as far as the host is known.
    pub link: Option<String>,
}

/// Where a branch for review goes.
struct Way {
    upstream: Upstream,
    /// The branch as if it were an upstream.
    target: Upstream,
    location: Location,
    link: Option<String>,
}

impl Way {
    fn of(repository: &Repository, repo: &git2::Repository, branch: &str) -> Result<Self, Error> {
        let full = format!("refs/heads/{branch}");
        if !branches::is_name(branch) {
            return Err(Error::BadName {
                name: branch.to_owned(),
            });
        }
        let head = Head::read(repo)?;
        let upstream = Upstream::required(repo, &head)?;
        let remote = upstream.review_remote(repo, &head)?;
        // That would be publishing, and nobody would review it.
        if full == upstream.branch && remote == upstream.remote {
            return Err(Error::BadName {
                name: branch.to_owned(),
            });
        }
        let location = upstream.address_of(repo, &remote, repository.work_dir())?;
        let link = hosting::review_link(
            repo.find_remote(&upstream.remote)?.url()?,
            &upstream::sent_to(repo, &remote)?,
            branch,
            short(&upstream.branch),
        );
        let target = Upstream {
            tracking: upstream::copy_of(repo, &remote, &full)?,
            remote,
            branch: full,
            tip: None,
            configured: true,
        };
        Ok(Self {
            upstream,
            target,
            location,
            link,
        })
    }

    /// Notes what the remote has. It is a fact; the copy follows it wherever it was.
    fn note(&self, repo: &git2::Repository, tip: Option<Oid>) -> Result<(), Error> {
        let Some(tracking) = &self.target.tracking else {
            return Ok(());
        };
        match tip {
            Some(tip) => drop(repo.reference(tracking, tip, true, "review")?),
            None => match repo.find_reference(tracking) {
                Ok(mut gone) => gone.delete()?,
                Err(error) if error.code() == git2::ErrorCode::NotFound => {}
                Err(error) => return Err(error.into()),
            },
        }
        Ok(())
    }
}

impl Repository {
    /// Asks the remote what it has of a branch for review, and gets that. Whether it is merged is as of the last fetch of the
    /// upstream; `known` is its last commit here, for a branch that was removed over there after its merge.
    ///
    /// [`Error::BadName`] for a name that Git does not allow, or that is the upstream's own; [`Error::NoUpstream`] when the
    /// remote does not have the branch yet that it would be meant for.
    pub fn review_branch(
        &self,
        branch: &str,
        known: Option<Id>,
        tell: &mut dyn FnMut(Progress),
        cancel: &Cancel,
    ) -> Result<ReviewBranch, Error> {
        let repo = self.opened_to_write()?;
        let way = Way::of(self, &repo, branch)?;
        let upstream = way.upstream.tip.ok_or(Error::NoUpstream)?;
        let _at_work = AtWork::begin(&repo)?;
        let there = push::tip(&repo, &way.location, &way.target.branch, tell, cancel)?;
        if let Some(id) = there.filter(|id| repo.find_commit(*id).is_err()) {
            let network = Network::new(&repo, &way.location, Program::UploadPack, tell, cancel)?;
            let copy = format!("refs/remotes/{}/{branch}", way.target.remote);
            let name = way.target.tracking.clone().unwrap_or(copy);
            let specs = [format!("{}:{name}", way.target.branch)];
            fetch::download(&repo, &network, &specs, AutotagOption::None)?;
            repo.find_commit(id)?;
        }
        way.note(&repo, there)?;
        durable::sync(self.git_dir())?;
        let tip = there.or(known.map(|id| id.0));
        let tip = tip.filter(|id| repo.find_commit(*id).is_ok());
        let (mut merged, mut mine, mut paths) = (false, None, Vec::new());
        if let Some(tip) = tip {
            let changed = changed_since(&repo, tip, upstream)?;
            merged = is_merged(&repo, tip, upstream, &changed)?;
            mine = last_of(&repo, self.identity()?.as_ref(), tip, upstream)?.map(Id);
            paths = changed.files.into_keys().collect();
        }
        Ok(ReviewBranch {
            tip: there.map(Id),
            merged,
            mine,
            paths,
            into: short(&way.upstream.branch).to_owned(),
            link: way.link,
        })
    }

    /// Makes the commit that puts these files forward, as they are on disk: on the upstream, or on what the branch has already.
    /// Nothing of the writer's moves, neither branch nor index. `None` when the branch has these files as they are.
    ///
    /// [`Error::RemoteMoved`] when HEAD lacks commits of the upstream; [`Error::NothingToCommit`] when the upstream has these
    /// files as they are.
    pub fn commit_for_review(
        &self,
        request: &ReviewRequest<'_>,
        along: &Along<'_>,
    ) -> Result<Option<Id>, Error> {
        let repo = self.opened_to_write()?;
        let head = Head::read(&repo)?;
        let branch = head.branch()?.to_owned();
        let signer = self.signer(&repo, None)?;
        repo.index()?;
        push::refuse(&repo)?;
        let base = match request.on {
            Some(tip) => tip.0,
            None => self
                .base(&repo, &head, Onto::Upstream)?
                .ok_or(Error::NoUpstream)?,
        };
        let message = git2::message_prettify(request.message, None)?;
        let hooked = {
            // The copy of the index goes when this ends, so that the index itself never changes.
            let mut staging = Staging::lock(&repo, &branch)?;
            self.staged(&repo, &head, &mut staging, request.paths, message, along)?
        };
        let (entries, message) = (hooked.entries, hooked.message);
        let parent = repo.find_commit(base)?;
        let tree = entries.put_into(&repo, Some(&parent.tree()?))?;
        if tree == parent.tree_id() {
            return match request.on {
                Some(_) => Ok(None),
                None => Err(Error::NothingToCommit),
            };
        }
        let time = request
            .when
            .map(|when| git2::Time::new(when.seconds, when.offset_minutes));
        let signature = self.signature(None, time)?;
        let tree = repo.find_tree(tree)?;
        let bytes = repo.commit_create_buffer(&signature, &signature, &message, &tree, &[&parent])?;
        let id = signing::write(&repo, &bytes, signer.as_ref())?;
        durable::sync(self.git_dir())?;
        reached(Moment::CommitWritten);
        Ok(Some(Id(id)))
    }

    /// Sends such a commit to its branch, which is at `on` there, or is not there yet.
    ///
    /// [`Error::RemoteMoved`] when the branch is somewhere else by now: to be looked at again. Nothing was changed then.
    pub fn send_for_review(
        &self,
        branch: &str,
        commit: Id,
        on: Option<Id>,
        tell: &mut dyn FnMut(Progress),
        cancel: &Cancel,
    ) -> Result<Reviewed, Error> {
        let repo = self.opened_to_write()?;
        push::refuse(&repo)?;
        let mut way = Way::of(self, &repo, branch)?;
        way.target.tip = on.map(|id| id.0);
        let _at_work = AtWork::begin(&repo)?;
        push::asked_before(&repo, commit.0, &way.target, tell, cancel)?;
        let network = Network::new(&repo, &way.location, Program::ReceivePack, tell, cancel)?;
        let sent = push::send(&repo, &network, commit.0, &way.target);
        let said = network.said();
        drop(network);
        reached(Moment::Sent);
        match sent {
            Ok(Sent::There(_)) => {}
            // Removed or moved back over there, perhaps after a merge.
            Ok(Sent::Rewound { .. }) => {
                let words = format!("the branch {branch} was changed on the server");
                return Err(Error::RemoteMoved { words });
            }
            Ok(Sent::Taken) if cancel.is_cancelled() => {}
            Ok(Sent::Taken) => {
                push::confirm(&repo, &way.location, commit.0, &way.target, tell, cancel)?;
            }
            Err(error) => return Err(error),
        }
        if let Some(tracking) = &way.target.tracking {
            push::note(&repo, tracking, commit.0, "review");
        }
        let _ = durable::sync(self.git_dir());
        Ok(Reviewed {
            into: short(&way.upstream.branch).to_owned(),
            label: way.location.label(),
            link: hosting::link_in(&said).or(way.link),
        })
    }
}

fn short(branch: &str) -> &str {
    branch.strip_prefix("refs/heads/").unwrap_or(branch)
}

/// What a branch changes since it left the upstream.
fn changed_since(repo: &git2::Repository, tip: Oid, upstream: Oid) -> Result<Changed, Error> {
    let base = match repo.merge_base(tip, upstream) {
        Ok(base) => Some(repo.find_commit(base)?.tree()?),
        Err(error) if error.code() == git2::ErrorCode::NotFound => None,
        Err(error) => return Err(error.into()),
    };
    Changed::between(repo, base.as_ref(), Some(&repo.find_commit(tip)?.tree()?))
}

/// The newest commit of this author on a branch that the upstream lacks.
fn last_of(
    repo: &git2::Repository,
    author: Option<&Identity>,
    tip: Oid,
    upstream: Oid,
) -> Result<Option<Oid>, Error> {
    let Some(writer) = author else { return Ok(None) };
    let mut walk = repo.revwalk()?;
    walk.set_sorting(Sort::TOPOLOGICAL)?;
    walk.push(tip)?;
    walk.hide(upstream)?;
    for id in walk.take(REACH) {
        let commit = repo.find_commit(id?)?;
        let author = commit.author();
        if author.name_bytes() == writer.name.as_bytes() && author.email_bytes() == writer.email.as_bytes() {
            return Ok(Some(commit.id()));
        }
    }
    Ok(None)
}

/// Whether the upstream has what a branch says: the commit itself, or at some commit since then all its files as they are on
/// the branch, as after a squash.
fn is_merged(repo: &git2::Repository, tip: Oid, upstream: Oid, changed: &Changed) -> Result<bool, Error> {
    if tip == upstream || repo.graph_descendant_of(upstream, tip)? {
        return Ok(true);
    }
    if changed.files.is_empty() {
        return Ok(false);
    }
    let mut walk = repo.revwalk()?;
    walk.set_sorting(Sort::TOPOLOGICAL)?;
    walk.push(upstream)?;
    walk.hide(tip)?;
    for id in walk.take(REACH) {
        let tree = repo.find_commit(id?)?.tree()?;
        let mut same = true;
        for (path, (_, now)) in &changed.files {
            if in_tree(Some(&tree), path)? != *now {
                same = false;
                break;
            }
        }
        if same {
            return Ok(true);
        }
    }
    Ok(false)
}
