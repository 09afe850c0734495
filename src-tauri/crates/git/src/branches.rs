//! The branches of a repository: which there are, and making one, here where a remote has it or new.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use git2::{BranchType, Oid};

use crate::error::Error;
use crate::moment::{Moment, reached};
use crate::repository::{Head, Repository};
use crate::upstream::is_copy;

/// A branch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    /// Its short name.
    pub name: String,
    /// Whether it is checked out.
    pub current: bool,
    /// Whether it is here. Else only a remote has it, and switching to it makes it here.
    pub here: bool,
    /// What it follows on a remote, as `origin/main`. `None` when it follows nothing.
    pub upstream: Option<String>,
    /// How many commits are only here, and how many only there, when it follows something.
    pub apart: Option<(usize, usize)>,
    /// When its last commit was made, in seconds since 1970. `None` when it has none.
    pub when: Option<i64>,
}

/// Where a switch goes.
pub(crate) struct Target {
    /// The branch's full name.
    pub(crate) branch: String,
    pub(crate) id: Oid,
    /// Whether it is to be made.
    new: bool,
    /// The remote whose branch of the same name it is to follow.
    pub(crate) follows: Option<String>,
}

impl Target {
    /// Makes the branch and its settings, as far as they are not there. When that fails, there is no new branch.
    pub(crate) fn make(&self, repo: &git2::Repository) -> Result<(), Error> {
        let name = self.branch.strip_prefix("refs/heads/").unwrap_or(&self.branch);
        if self.new {
            repo.branch(name, &repo.find_commit(self.id)?, false)?;
            reached(Moment::BranchMade);
        }
        if let Some(remote) = &self.follows {
            let mut branch = repo.find_branch(name, BranchType::Local)?;
            if let Err(error) = branch.set_upstream(Some(&format!("{remote}/{name}"))) {
                if self.new {
                    branch.delete()?;
                }
                return Err(error.into());
            }
            reached(Moment::Configured);
        }
        Ok(())
    }
}

impl Repository {
    /// All branches that are here, and those that only remotes have as far as was fetched; by name, the present one first.
    pub fn branches(&self) -> Result<Vec<Branch>, Error> {
        let repo = self.opened()?;
        let head = Head::read(&repo)?;
        let mut found: BTreeMap<String, Branch> = BTreeMap::new();
        for one in repo.branches(Some(BranchType::Local))? {
            let (branch, _) = one?;
            // A name that is no text cannot be asked for either, and a branch that is only a name of another is none.
            let (Ok(Some(name)), Some(id)) = (branch.name(), branch.get().target()) else {
                continue;
            };
            let upstream = branch.upstream().ok();
            let there = upstream.as_ref().and_then(|upstream| upstream.get().target());
            found.insert(
                name.to_owned(),
                Branch {
                    name: name.to_owned(),
                    current: head.branch_name() == Some(name),
                    here: true,
                    upstream: upstream.and_then(|upstream| Some(upstream.name().ok()??.to_owned())),
                    apart: there
                        .map(|there| repo.graph_ahead_behind(id, there))
                        .transpose()?,
                    when: Some(repo.find_commit(id)?.time().seconds()),
                },
            );
        }
        if let Some(name) = head.branch_name().filter(|name| !found.contains_key(*name)) {
            let unborn = Branch {
                name: name.to_owned(),
                current: true,
                here: true,
                upstream: None,
                apart: None,
                when: None,
            };
            found.insert(name.to_owned(), unborn);
        }
        for remote in repo.remotes()?.iter().flatten().flatten() {
            for copy in copies(&repo, remote)? {
                let (name, id) = copy;
                let when = repo.find_commit(id).map(|commit| commit.time().seconds()).ok();
                found.entry(name.clone()).or_insert_with(|| Branch {
                    upstream: Some(format!("{remote}/{name}")),
                    current: false,
                    here: false,
                    apart: None,
                    when,
                    name,
                });
            }
        }
        let mut all: Vec<_> = found.into_values().collect();
        all.sort_by_key(|branch| !branch.current);
        Ok(all)
    }
}

/// Whether a branch may be called so: what Git allows, without the names that Git would take for something else (`HEAD`,
/// `refs/heads/main`).
pub(crate) fn is_name(name: &str) -> bool {
    git2::Branch::name_is_valid(name).unwrap_or(false) && !name.starts_with("refs/")
}

/// The branch of this name, to be made where it is only on a remote, or new. `follows` is what a run that was killed had
/// begun to say of it.
pub(crate) fn target(
    repo: &git2::Repository,
    head: &Head,
    name: &str,
    create: bool,
    follows: Option<&str>,
) -> Result<Target, Error> {
    let branch = format!("refs/heads/{name}");
    // One that is there already can be gone to, however it is called.
    let there = repo.find_reference(&branch).is_ok() && !name.starts_with('-');
    if !there && !is_name(name) {
        return Err(Error::BadName {
            name: name.to_owned(),
        });
    }
    let target = |id: Oid, new: bool, follows: Option<&str>| Target {
        branch: branch.clone(),
        id,
        new,
        follows: follows.map(str::to_owned),
    };
    let here = match repo.find_reference(&branch) {
        Ok(found) => Some(found.target().ok_or_else(|| Error::BadName {
            name: name.to_owned(),
        })?),
        Err(error) if error.code() == git2::ErrorCode::NotFound => None,
        Err(error) => return Err(error.into()),
    };
    match (here, create) {
        (Some(_), true) => Err(Error::BranchExists {
            name: name.to_owned(),
        }),
        (Some(id), false) => {
            refuse_elsewhere(repo, name)?;
            Ok(target(id, false, follows))
        }
        (None, true) => Ok(target(head.id.ok_or(Error::Unborn)?, true, None)),
        (None, false) => {
            for remote in repo.remotes()?.iter().flatten().flatten() {
                for (other, id) in copies(repo, remote)? {
                    if other == name {
                        return Ok(target(id, true, Some(remote)));
                    }
                }
            }
            Err(Error::NoBranch {
                name: name.to_owned(),
            })
        }
    }
}

/// The branches that a remote had when it was last asked.
fn copies(repo: &git2::Repository, remote: &str) -> Result<Vec<(String, Oid)>, Error> {
    let below = format!("refs/remotes/{remote}/");
    let mut found = Vec::new();
    for reference in repo.references_glob(&format!("{below}*"))? {
        let reference = reference?;
        // What only names another one, as `origin/HEAD`, has no target of its own.
        if let (Ok(full), Some(id)) = (reference.name(), reference.target())
            && is_copy(full)
            && let Some(name) = full.strip_prefix(&below)
        {
            found.push((name.to_owned(), id));
        }
    }
    Ok(found)
}

/// Whether some branch or tag has a commit.
pub(crate) fn is_kept(repo: &git2::Repository, id: Option<Oid>) -> Result<bool, Error> {
    let Some(id) = id else { return Ok(true) };
    for reference in repo.references()? {
        let reference = reference?;
        if reference.name().is_ok_and(|name| name.starts_with("refs/"))
            && let Ok(commit) = reference.peel_to_commit()
            && (commit.id() == id || repo.graph_descendant_of(commit.id(), id)?)
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Refuses a branch that another work tree of this repository has checked out: two would move it.
fn refuse_elsewhere(repo: &git2::Repository, name: &str) -> Result<(), Error> {
    let line = format!("ref: refs/heads/{name}");
    let mut heads = vec![repo.commondir().join("HEAD")];
    for folder in fs::read_dir(repo.commondir().join("worktrees"))
        .into_iter()
        .flatten()
        .flatten()
    {
        heads.push(folder.path().join("HEAD"));
    }
    let own = repo.path().join("HEAD").canonicalize().ok();
    let taken = |file: &PathBuf| {
        file.canonicalize().ok() != own && fs::read_to_string(file).is_ok_and(|text| text.trim_end() == line)
    };
    match heads.iter().any(taken) {
        true => Err(Error::BranchElsewhere {
            name: name.to_owned(),
        }),
        false => Ok(()),
    }
}
