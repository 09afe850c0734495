//! Where a branch is published to.

use std::path::Path;

use crate::error::Error;
use crate::location::{Location, label_of, redact};
use crate::repository::{Head, Repository};
use crate::unsupported::Unsupported;

/// A remote, as it may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remote {
    /// Its name in Git, `origin` as a rule.
    pub name: String,
    /// Its address, without a password.
    pub address: String,
    /// In words: the host, or the folder's name.
    pub label: String,
}

impl Repository {
    /// The remote that the checked out branch is published to; `None` when there is none.
    pub fn remote(&self) -> Result<Option<Remote>, Error> {
        let repo = self.opened()?;
        let head = Head::read(&repo)?;
        let Some(name) = remote_name(&repo, head.branch_name())? else {
            return Ok(None);
        };
        let remote = repo.find_remote(&name)?;
        // `pushurl` and `pushInsteadOf` can differ from what is fetched; shown is where commits go.
        let address = match remote.pushurl()? {
            Some(address) => address,
            None => remote.url()?,
        };
        let shown = redact(address);
        Ok(Some(Remote {
            label: label_of(address, self.work_dir()),
            name,
            address: shown,
        }))
    }
}

impl Repository {
    /// The short name of the branch that the remote names as its own (its HEAD), as it was when this was cloned; `None` where
    /// that is not known.
    pub fn main_branch(&self) -> Result<Option<String>, Error> {
        let repo = self.opened()?;
        let head = Head::read(&repo)?;
        let Some(remote) = remote_name(&repo, head.branch_name())? else {
            return Ok(None);
        };
        let prefix = format!("refs/remotes/{remote}/");
        let Ok(reference) = repo.find_reference(&format!("{prefix}HEAD")) else {
            return Ok(None);
        };
        let target = reference.symbolic_target().ok().flatten();
        Ok(target
            .and_then(|name| name.strip_prefix(&prefix))
            .map(str::to_owned))
    }
}

/// The branch of a remote that a local branch goes to.
#[derive(Debug, Clone)]
pub(crate) struct Upstream {
    /// The remote's name.
    pub(crate) remote: String,
    /// The branch over there, `refs/heads/…`.
    pub(crate) branch: String,
    /// Its copy here, `refs/remotes/…`, when the remote's settings keep one.
    pub(crate) tracking: Option<String>,
    /// What it was when last seen.
    pub(crate) tip: Option<git2::Oid>,
    /// Whether the settings already say all this.
    pub(crate) configured: bool,
}

impl Upstream {
    /// Of the branch that HEAD is on. `None` when there is no remote.
    pub(crate) fn of_head(repo: &git2::Repository, head: &Head) -> Result<Option<Self>, Error> {
        let branch = head.branch()?;
        let short = head.branch_name().unwrap_or(branch);
        let Some(remote) = remote_name(repo, Some(short))? else {
            return Ok(None);
        };
        let config = repo.config()?.snapshot()?;
        let merge = config.get_string(&format!("branch.{short}.merge")).ok();
        let configured = merge.is_some() && config.get_string(&format!("branch.{short}.remote")).is_ok();
        let there = merge.filter(|_| configured).unwrap_or_else(|| branch.to_owned());
        // It becomes half of a refspec: a colon, a star or a plus in it would mean something else there.
        if !there.starts_with("refs/heads/") || !git2::Reference::is_valid_name(&there) {
            return Err(Error::BadName { name: there });
        }
        let tracking = copy_of(repo, &remote, &there)?;
        let tip = match &tracking {
            Some(name) => match repo.find_reference(name) {
                Ok(reference) => Some(reference.peel_to_commit()?.id()),
                Err(error) if error.code() == git2::ErrorCode::NotFound => None,
                Err(error) => return Err(error.into()),
            },
            None => None,
        };
        Ok(Some(Self {
            remote,
            branch: there,
            tracking,
            tip,
            configured,
        }))
    }

    /// What both sides have: the remote's commits as far as they were brought in. What came with a fetch and is not here
    /// yet is no change of this side's.
    pub(crate) fn shared(&self, repo: &git2::Repository, head: &Head) -> Result<Option<git2::Oid>, Error> {
        let Some(id) = head.id else { return Ok(None) };
        let Some(tip) = self.tip else {
            return self.branched_off(repo, id);
        };
        if id == tip {
            return Ok(Some(tip));
        }
        match repo.merge_base(id, tip) {
            Ok(base) => Ok(Some(base)),
            // Both began separately: all that differs is a change.
            Err(error) if error.code() == git2::ErrorCode::NotFound => Ok(Some(tip)),
            Err(error) => Err(error.into()),
        }
    }

    /// Where a branch that the remote does not have yet left what the remote has: the first commit, going back from `head` by
    /// first parents, that one of the remote's branches holds.
    pub(crate) fn branched_off(
        &self,
        repo: &git2::Repository,
        head: git2::Oid,
    ) -> Result<Option<git2::Oid>, Error> {
        let mut walk = repo.revwalk()?;
        walk.push(head)?;
        walk.hide_glob(&format!("refs/remotes/{}/*", self.remote))?;
        let only_here = walk.collect::<Result<std::collections::HashSet<_>, _>>()?;
        let mut at = head;
        while only_here.contains(&at) {
            match repo.find_commit(at)?.parent_id(0) {
                Ok(parent) => at = parent,
                Err(_) => return Ok(None),
            }
        }
        Ok(Some(at))
    }

    /// Its name for people who know Git: `main of origin`.
    pub(crate) fn shown(&self) -> String {
        let short = self.branch.strip_prefix("refs/heads/").unwrap_or(&self.branch);
        format!("'{short}' of {}", self.remote)
    }

    /// Like [`Upstream::of_head`], for verbs that need one.
    pub(crate) fn required(repo: &git2::Repository, head: &Head) -> Result<Self, Error> {
        if let Some(upstream) = Self::of_head(repo, head)? {
            return Ok(upstream);
        }
        let mut names = Vec::new();
        for name in repo.remotes()?.iter() {
            names.extend(name?.map(str::to_owned));
        }
        match (names.is_empty(), head.branch_name()) {
            (false, Some(branch)) => Err(Error::WhichRemote {
                branch: branch.to_owned(),
                names,
            }),
            _ => Err(Error::NoRemote),
        }
    }

    /// Where to fetch from.
    pub(crate) fn fetch_location(&self, repo: &git2::Repository, base: &Path) -> Result<Location, Error> {
        refuse_several(repo, &self.remote)?;
        outside(
            Location::parse(repo.find_remote(&self.remote)?.url()?, base)?,
            base,
        )
    }

    /// Where to push to. Another remote than the one fetched from is refused: there "published" would mean two things.
    pub(crate) fn push_location(
        &self,
        repo: &git2::Repository,
        head: &Head,
        base: &Path,
    ) -> Result<Location, Error> {
        let config = repo.config()?.snapshot()?;
        let short = head.branch_name().unwrap_or_default();
        for key in [
            format!("branch.{short}.pushRemote"),
            "remote.pushDefault".to_owned(),
        ] {
            if let Ok(name) = config.get_string(&key) {
                if name != self.remote {
                    return Err(Error::unsupported(
                        Unsupported::PushRemote,
                        format!("{key}={name}"),
                    ));
                }
                break;
            }
        }
        self.address_of(repo, &self.remote, base)
    }

    /// The remote that this branch's changes go to for review: another one than it is fetched from where the settings say
    /// so, as in a fork.
    pub(crate) fn review_remote(&self, repo: &git2::Repository, head: &Head) -> Result<String, Error> {
        let config = repo.config()?.snapshot()?;
        let short = head.branch_name().unwrap_or_default();
        let own = config.get_string(&format!("branch.{short}.pushRemote"));
        let name = own.or_else(|_| config.get_string("remote.pushDefault"));
        let name = name.unwrap_or_else(|_| self.remote.clone());
        repo.find_remote(&name).map_err(|_| Error::NoRemote)?;
        Ok(name)
    }

    /// Where commits go that are sent to the remote of this name.
    pub(crate) fn address_of(
        &self,
        repo: &git2::Repository,
        name: &str,
        base: &Path,
    ) -> Result<Location, Error> {
        refuse_several(repo, name)?;
        outside(Location::parse(&sent_to(repo, name)?, base)?, base)
    }
}

/// The address that commits to a remote go to, as it is written.
pub(crate) fn sent_to(repo: &git2::Repository, name: &str) -> Result<String, Error> {
    let remote = repo.find_remote(name)?;
    Ok(match remote.pushurl()? {
        Some(address) => address.to_owned(),
        None => remote.url()?.to_owned(),
    })
}

/// Refuses a remote with several addresses: Git fetches from the first and sends to all of them, and what is "published" would
/// be told of one alone.
fn refuse_several(repo: &git2::Repository, name: &str) -> Result<(), Error> {
    let config = repo.config()?.snapshot()?;
    for key in [format!("remote.{name}.url"), format!("remote.{name}.pushurl")] {
        let mut count = 0;
        config.multivar(&key, None)?.for_each(|_| count += 1)?;
        if count > 1 {
            return Err(Error::unsupported(Unsupported::Addresses, key));
        }
    }
    Ok(())
}

/// The copy here of a remote's branch, when the remote's settings keep one. One that is fetched right into the writer's own
/// branches has no copy to speak of.
pub(crate) fn copy_of(repo: &git2::Repository, remote: &str, branch: &str) -> Result<Option<String>, Error> {
    for spec in repo.find_remote(remote)?.refspecs() {
        if spec.direction() == git2::Direction::Fetch && spec.str()?.contains(':') && spec.src_matches(branch)
        {
            let name = spec.transform(branch)?.as_str()?.to_owned();
            if is_copy(&name) {
                return Ok(Some(name));
            }
        }
    }
    Ok(None)
}

/// Whether a ref is a copy of what a remote has, and so not the writer's own.
pub(crate) fn is_copy(name: &str) -> bool {
    name.starts_with("refs/remotes/")
}

/// Refuses a remote inside the repository itself. It came along with the files, and so did its hooks, which a push
/// would run.
fn outside(location: Location, base: &Path) -> Result<Location, Error> {
    if let Location::Local(folder) = &location
        && let (Ok(folder), Ok(base)) = (folder.canonicalize(), base.canonicalize())
        && folder.starts_with(base)
    {
        return Err(Error::BadAddress {
            why: "it is inside the folder that is to be published",
        });
    }
    Ok(location)
}

/// The branch's remote; else `origin`; else the only one.
fn remote_name(repo: &git2::Repository, branch: Option<&str>) -> Result<Option<String>, Error> {
    if let Some(branch) = branch
        && let Ok(name) = repo
            .config()?
            .snapshot()?
            .get_string(&format!("branch.{branch}.remote"))
    {
        // A dot: the branch follows another branch of this repository.
        return Ok((name != "." && repo.find_remote(&name).is_ok()).then_some(name));
    }
    let names = repo.remotes()?;
    let mut found = Vec::new();
    for name in &names {
        if let Ok(Some(name)) = name {
            found.push(name.to_owned());
        }
    }
    if found.iter().any(|name| name == "origin") {
        return Ok(Some("origin".to_owned()));
    }
    Ok((found.len() == 1).then(|| found.remove(0)))
}
