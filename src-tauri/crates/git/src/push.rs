//! Sending a commit to the remote branch. Never by force.

use std::cell::RefCell;
use std::path::PathBuf;

use git2::{Direction, Oid, PushOptions};

use crate::apart;
use crate::at_work::AtWork;
use crate::cancel::Cancel;
use crate::classify;
use crate::durable;
use crate::error::Error;
use crate::hooks::{self, Call};
use crate::id::Id;
use crate::lfs;
use crate::location::{Location, redact};
use crate::lock;
use crate::moment::{Moment, reached};
use crate::network::Network;
use crate::progress::{Progress, Stage};
use crate::repository::{Head, Opened, Repository};
use crate::staging;
use crate::transport::Program;
use crate::unsupported::Unsupported;
use crate::upstream::{Upstream, sent_to};

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

/// What became of a push, when nothing failed.
pub(crate) enum Sent {
    /// The remote took the commit.
    Taken,
    /// The remote's branch is this, which is or stands on the commit.
    There(Oid),
    /// Nothing was sent: the remote's branch is this, and lacks commits that it had.
    Rewound { now: Option<Oid>, dropped: usize },
}

/// Refuses what would make a push mean something else than it says.
pub(crate) fn refuse(repo: &Opened) -> Result<(), Error> {
    hooks::allow(repo, &hooks::PUSHING)?;
    // With other parents a branch that lacks commits of the remote's could look as if it had them.
    let grafts = repo.commondir().join("info/grafts");
    if std::fs::symlink_metadata(&grafts).is_ok_and(|file| !file.is_file() || file.len() > 0) {
        return Err(Error::unsupported(
            Unsupported::Grafts,
            grafts.display().to_string(),
        ));
    }
    Ok(())
}

impl Repository {
    /// Sends `commit`, and all that it stands on, to the branch that the checked out branch is published to. Asks the
    /// remote afterwards whether it has it, and then notes it in `refs/remotes/…`; the first time, the branch's
    /// settings for `git push` and `git pull` are made too. Where these cannot be written, it is sent all the same.
    ///
    /// [`Error::RemoteMoved`] when the branch there has commits that `commit` does not stand on, and
    /// [`Error::RemoteRewound`] when it no longer has commits that it had and that `commit` would bring back; nothing is
    /// changed there. After every error the commit is still here, and the same call can be made again.
    pub fn push(&self, commit: Id, tell: &mut dyn FnMut(Progress), cancel: &Cancel) -> Result<Pushed, Error> {
        let repo = self.opened_to_write()?;
        let head = Head::read(&repo)?;
        let upstream = Upstream::required(&repo, &head)?;
        refuse(&repo)?;
        staging::tidy(&repo);
        let location = upstream.push_location(&repo, &head, self.work_dir())?;
        repo.find_commit(commit.0)?;
        let at_work = AtWork::begin(&repo)?;
        lock::wait_for(&repo, upstream.tracking.as_deref())?;
        asked_before(&repo, commit.0, &upstream, tell, cancel)?;
        let network = Network::new(&repo, &location, Program::ReceivePack, tell, cancel)?;
        let sent = send(&repo, &network, commit.0, &upstream);
        let said = network.said();
        drop(network);
        reached(Moment::Sent);

        let (mut confirmed, mut now) = (false, commit.0);
        match sent {
            Ok(Sent::There(tip)) => (confirmed, now) = (true, tip),
            Ok(Sent::Rewound { now, dropped }) => {
                note_rewound(&repo, &head, &upstream, now)?;
                return Err(Error::RemoteRewound { dropped });
            }
            Ok(Sent::Taken) if cancel.is_cancelled() => {}
            Ok(Sent::Taken) => confirmed = confirm(&repo, &location, commit.0, &upstream, tell, cancel)?,
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
        reached(Moment::Confirmed);
        // The remote has it: what cannot be written here takes nothing of that back. The next push or fetch makes it good.
        if !upstream.configured {
            let _ = configure(&repo, &head, &upstream);
        }
        reached(Moment::Configured);
        if let Some(tracking) = &upstream.tracking {
            // Last, because from here on there is nothing to send, and a process that is killed before is made good for by
            // the next push.
            note(&repo, tracking, now, "push");
        }
        reached(Moment::Noted);
        drop(at_work);
        let _ = durable::sync(self.git_dir());
        Ok(Pushed {
            id: commit,
            confirmed,
            words: said,
        })
    }
}

/// Asks `pre-push` about a commit that is to go to a branch of a remote, and tells it what Git would; then sends the bytes of
/// files that LFS keeps.
pub(crate) fn asked_before(
    repo: &Opened,
    commit: Oid,
    upstream: &Upstream,
    tell: &mut dyn FnMut(Progress),
    cancel: &Cancel,
) -> Result<(), Error> {
    let head = Head::read(repo)?;
    let local = head.branch.as_deref().unwrap_or("HEAD");
    let known = upstream.tip.unwrap_or(Oid::ZERO_SHA1);
    // Without a password: arguments can be seen by all on this computer.
    let address = redact(&sent_to(repo, &upstream.remote)?);
    let line = format!("{local} {commit} {} {known}\n", upstream.branch);
    let call = Call {
        name: "pre-push",
        arguments: &[&upstream.remote, &address],
        input: &line,
        index: None,
    };
    hooks::run(repo, &call, tell, cancel)?;
    lfs::send(
        repo,
        upstream.tip,
        commit,
        (&upstream.remote, &address, &line),
        tell,
        cancel,
    )
}

/// Sends a commit to a branch of a remote: `upstream` says which, and what was known of it.
pub(crate) fn send(
    repo: &git2::Repository,
    network: &Network<'_>,
    commit: Oid,
    upstream: &Upstream,
) -> Result<Sent, Error> {
    let branch = upstream.branch.as_str();
    let answer = RefCell::new(None);
    let instead = RefCell::new(None);
    network.step(Stage::Connecting, 0, 0);
    let result = network.run(|url| {
        let mut callbacks = network.callbacks();
        callbacks.push_negotiation(|updates| {
            reached(Moment::Connected);
            for update in updates {
                let there = Some(update.src()).filter(|id| !id.is_zero());
                if let Some(found) = compared(repo, commit, upstream.tip, there)? {
                    *instead.borrow_mut() = Some(found);
                    return Err(git2::Error::from_str("there is nothing to send"));
                }
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
    if let Some(found) = instead.into_inner() {
        return Ok(found);
    }
    match (answer.into_inner(), result) {
        (Some(Answer::Taken), _) => Ok(Sent::Taken),
        (Some(Answer::Refused(reason)), _) => Err(classify::refusal(
            &reason,
            &network.said(),
            network.label(),
            branch,
        )),
        (None, Err(error)) => Err(error),
        (None, Ok(())) => Err(Error::NotConfirmed { found: None }),
    }
}

/// Whether there is a reason not to send, when the remote's branch is `there` and was `known` when last seen.
fn compared(
    repo: &git2::Repository,
    commit: Oid,
    known: Option<Oid>,
    there: Option<Oid>,
) -> Result<Option<Sent>, git2::Error> {
    if let Some(tip) = there {
        if repo.find_commit(tip).is_err() {
            // Something new; libgit2 refuses by itself to push over it.
            return Ok(None);
        }
        if tip == commit || repo.graph_descendant_of(tip, commit)? {
            return Ok(Some(Sent::There(tip)));
        }
    }
    let Some(known) = known else {
        return Ok(None);
    };
    if known != commit && !repo.graph_descendant_of(commit, known)? {
        return Ok(None);
    }
    let mut walk = repo.revwalk()?;
    walk.push(known)?;
    if let Some(tip) = there {
        walk.hide(tip)?;
    }
    let dropped = walk.count();
    Ok((dropped > 0).then_some(Sent::Rewound { now: there, dropped }))
}

/// Makes the copy of the remote's branch what the remote has been given. What it has is a fact; the copy follows it wherever
/// it was. Where it cannot be written, that is left to [`note_late`] or to the next fetch.
pub(crate) fn note(repo: &git2::Repository, tracking: &str, now: Oid, log: &str) {
    let noted = || repo.reference(tracking, now, true, log);
    if noted().is_err() && (lock::wait_for(repo, [tracking]).is_err() || noted().is_err()) {
        let _ = apart::replace(&sent_file(repo), format!("{tracking} {now}\n").as_bytes());
    }
}

/// Notes what an earlier push could not note, so that nothing is made anew that the remote has.
pub(crate) fn note_late(repo: &git2::Repository, upstream: &Upstream) -> Result<(), Error> {
    let (file, Some(tracking)) = (sent_file(repo), &upstream.tracking) else {
        return Ok(());
    };
    let Ok(text) = staging::read_mark(&file) else {
        return Ok(());
    };
    let sent = text.trim_end().split_once(' ');
    let id = sent
        .filter(|(name, _)| name == tracking)
        .and_then(|(_, id)| Oid::from_str(id).ok());
    let Some(id) = id.filter(|id| repo.find_commit(*id).is_ok()) else {
        return Ok(());
    };
    let newer = match upstream.tip {
        Some(tip) => repo.graph_descendant_of(id, tip)?,
        None => true,
    };
    if newer {
        repo.reference(tracking, id, true, "push")?;
    }
    forget_late(repo);
    Ok(())
}

/// After a fetch, which says more.
pub(crate) fn forget_late(repo: &git2::Repository) {
    let _ = std::fs::remove_file(sent_file(repo));
}

/// What was sent and could not be noted: the copy's name, and the commit.
fn sent_file(repo: &git2::Repository) -> PathBuf {
    repo.commondir().join("galley-sent")
}

/// Makes the copy of the remote's branch what the remote has. The commits that it had before must all be in HEAD.
fn note_rewound(
    repo: &git2::Repository,
    head: &Head,
    upstream: &Upstream,
    now: Option<Oid>,
) -> Result<(), Error> {
    let (Some(tracking), Some(before), Some(head)) = (&upstream.tracking, upstream.tip, head.id) else {
        return Ok(());
    };
    if head != before && !repo.graph_descendant_of(head, before)? {
        return Ok(());
    }
    match now {
        Some(now) => repo
            .reference(tracking, now, true, "push: the remote was rewound")
            .map(drop)?,
        None => repo.find_reference(tracking)?.delete()?,
    }
    durable::sync(repo.path())
}

/// Asks the remote whether its branch is `commit`. A remote that cannot be asked, after it took the commit, is no error.
pub(crate) fn confirm(
    repo: &Opened,
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
pub(crate) fn tip(
    repo: &Opened,
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
