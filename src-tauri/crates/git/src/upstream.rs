//! Where a branch is published to.

use std::path::Path;

use crate::error::{Error, Unsupported};
use crate::location::{Location, label_of, redact};
use crate::repository::{Head, Repository};

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
        let mut tracking = None;
        for spec in repo.find_remote(&remote)?.refspecs() {
            if spec.direction() == git2::Direction::Fetch
                && spec.str()?.contains(':')
                && spec.src_matches(&there)
            {
                let name = spec.transform(&there)?.as_str()?.to_owned();
                // A remote that is fetched right into the writer's own branches has no copy to speak of.
                if is_copy(&name) {
                    tracking = Some(name);
                    break;
                }
            }
        }
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

    /// Its name for people who know Git: `main of origin`.
    pub(crate) fn shown(&self) -> String {
        let short = self.branch.strip_prefix("refs/heads/").unwrap_or(&self.branch);
        format!("'{short}' of {}", self.remote)
    }

    /// Like [`Upstream::of_head`], for verbs that need one.
    pub(crate) fn required(repo: &git2::Repository, head: &Head) -> Result<Self, Error> {
        Self::of_head(repo, head)?.ok_or(Error::NoRemote)
    }

    /// Where to fetch from.
    pub(crate) fn fetch_location(&self, repo: &git2::Repository, base: &Path) -> Result<Location, Error> {
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
        let remote = repo.find_remote(&self.remote)?;
        let address = match remote.pushurl()? {
            Some(address) => address.to_owned(),
            None => remote.url()?.to_owned(),
        };
        outside(Location::parse(&address, base)?, base)
    }
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
