//! Sending a commit to the remote branch. Never by force.

use std::cell::{Cell, RefCell};

use git2::{Direction, Oid, PushOptions};

use crate::cancel::Cancel;
use crate::classify;
use crate::durable;
use crate::error::Error;
use crate::hooks;
use crate::id::Id;
use crate::location::Location;
use crate::network::Network;
use crate::progress::{Progress, Stage};
use crate::repository::{Head, Repository};
use crate::transport::Program;
use crate::upstream::Upstream;

/// What a push did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pushed {
    /// What was sent.
    pub id: Id,
    /// Whether the remote was asked again afterwards and named the same commit. `false` when it took the commit but
    /// could not be asked, or when the next commit had come on top meanwhile.
    pub confirmed: bool,
    /// What the remote said meanwhile, hooks included. May be empty.
    pub words: String,
}

/// The only place that writes a refspec for a push. A leading plus would make Git overwrite what is there; there is
/// none, and a test reads the sources to keep it so.
fn refspec(commit: Oid, branch: &str) -> String {
    format!("{commit}:{branch}")
}

/// What the remote answered about its branch.
enum Answer {
    Taken,
    Refused(String),
}

impl Repository {
    /// Sends `commit`, and all that it stands on, to the branch that the checked out branch is published to. Asks the
    /// remote afterwards whether it has it, and then notes it in `refs/remotes/…`; the first time, the branch's
    /// settings for `git push` and `git pull` are made too.
    ///
    /// [`Error::RemoteMoved`] when the branch there has commits that `commit` does not stand on; nothing is changed
    /// there. After every error the commit is still here, and the same call can be made again.
    pub fn push(&self, commit: Id, tell: &mut dyn FnMut(Progress), cancel: &Cancel) -> Result<Pushed, Error> {
        let repo = self.opened()?;
        let head = Head::read(&repo)?;
        let upstream = Upstream::required(&repo, &head)?;
        hooks::refuse(&repo, &hooks::PUSHING)?;
        let location = upstream.push_location(&repo, &head, self.work_dir())?;
        repo.find_commit(commit.0)?;
        let network = Network::new(&repo, &location, Program::ReceivePack, tell, cancel)?;
        let sent = send(&repo, &network, commit.0, &upstream.branch);
        let said = network.said();
        drop(network);

        let mut confirmed = false;
        match sent {
            Ok(()) if cancel.is_cancelled() => {}
            Ok(()) => confirmed = confirm(&repo, &location, commit.0, &upstream, tell, cancel)?,
            // The line broke: it may have arrived all the same.
            Err(Error::RemoteUnreachable { label, words }) => {
                if !matches!(tip(&repo, &location, &upstream.branch, tell, cancel), Ok(Some(tip)) if tip == commit.0)
                {
                    return Err(Error::RemoteUnreachable { label, words });
                }
                confirmed = true;
            }
            Err(error) => return Err(error),
        }
        if let Some(tracking) = &upstream.tracking {
            // What the remote has is a fact; the copy follows it wherever it was.
            repo.reference(tracking, commit.0, true, "push")?;
        }
        if !upstream.configured {
            configure(&repo, &head, &upstream)?;
        }
        durable::sync(self.git_dir())?;
        Ok(Pushed {
            id: commit,
            confirmed,
            words: said,
        })
    }
}

fn send(repo: &git2::Repository, network: &Network<'_>, commit: Oid, branch: &str) -> Result<(), Error> {
    let answer = RefCell::new(None);
    let already = Cell::new(false);
    network.step(Stage::Connecting, 0, 0);
    let result = network.run(|url| {
        let mut callbacks = network.callbacks();
        callbacks.push_negotiation(|updates| {
            if updates.iter().any(|update| update.src() == commit) {
                already.set(true);
                return Err(git2::Error::from_str("it is there already"));
            }
            Ok(())
        });
        callbacks.push_update_reference(|name, refused| {
            if name == branch {
                *answer.borrow_mut() = Some(match refused {
                    None => Answer::Taken,
                    Some(reason) => Answer::Refused(reason.to_owned()),
                });
            }
            Ok(())
        });
        let mut options = PushOptions::new();
        options.remote_callbacks(callbacks);
        crate::network::exactly(repo, url)?.push(&[refspec(commit, branch)], Some(&mut options))
    });
    if already.get() {
        return Ok(());
    }
    match (answer.into_inner(), result) {
        (Some(Answer::Taken), _) => Ok(()),
        (Some(Answer::Refused(reason)), _) => Err(classify::refusal(&reason, &network.said())),
        (None, Err(error)) => Err(error),
        (None, Ok(())) => Err(Error::NotConfirmed { found: None }),
    }
}

/// Asks the remote whether its branch is `commit`. A remote that cannot be asked, after it took the commit, is no error.
fn confirm(
    repo: &git2::Repository,
    location: &Location,
    commit: Oid,
    upstream: &Upstream,
    tell: &mut dyn FnMut(Progress),
    cancel: &Cancel,
) -> Result<bool, Error> {
    match tip(repo, location, &upstream.branch, tell, cancel) {
        Ok(Some(tip)) if tip == commit => Ok(true),
        // A commit that is known here and that ours stands on: ours is not there.
        Ok(Some(tip)) if repo.find_commit(tip).is_ok() && !repo.graph_descendant_of(tip, commit)? => {
            Err(Error::NotConfirmed { found: Some(Id(tip)) })
        }
        Ok(None) => Err(Error::NotConfirmed { found: None }),
        Ok(Some(_)) | Err(_) => Ok(false),
    }
}

/// What a branch of the remote is.
fn tip(
    repo: &git2::Repository,
    location: &Location,
    branch: &str,
    tell: &mut dyn FnMut(Progress),
    cancel: &Cancel,
) -> Result<Option<Oid>, Error> {
    let network = Network::new(repo, location, Program::UploadPack, tell, cancel)?;
    network.step(Stage::Confirming, 0, 0);
    network.run(|url| {
        let mut remote = crate::network::exactly(repo, url)?;
        let connection = remote.connect_auth(Direction::Fetch, Some(network.callbacks()), None)?;
        Ok(connection
            .list()?
            .iter()
            .find(|head| head.name() == branch)
            .map(git2::RemoteHead::oid))
    })
}

fn configure(repo: &git2::Repository, head: &Head, upstream: &Upstream) -> Result<(), Error> {
    let short = head.branch_name().unwrap_or_default();
    let mut config = repo.config()?.open_level(git2::ConfigLevel::Local)?;
    config.set_str(&format!("branch.{short}.remote"), &upstream.remote)?;
    config.set_str(&format!("branch.{short}.merge"), &upstream.branch)?;
    Ok(())
}

#[cfg(test)]
#[path = "push_tests.rs"]
mod tests;
