//! Sending a version, and what becomes of it when somebody was faster or the writer stops it.

use std::path::PathBuf;

use galley_git as git;

use super::{Marked, TRIES};
use crate::error::{Error, Result};
use crate::failure::git_error;
use crate::library::{Inner, lock};
use crate::progress::Cancel;
use crate::view::PublishOrder;

/// The version that goes.
pub(super) struct Made {
    pub(super) id: git::Id,
    /// How many earlier versions go along.
    pub(super) earlier: usize,
    /// Whether an attempt to publish made it. Any other is the writer's own: it goes as it is, and is never taken back.
    pub(super) ours: bool,
}

impl Inner {
    /// Sends a version. When somebody was faster, theirs is brought in and it is made `again` on top, up to [`TRIES`] times.
    pub(super) fn send(
        &self,
        repository: &git::Repository,
        made: &mut Made,
        again: &dyn Fn(&Made) -> Result<Option<Made>>,
        marked: &[Marked],
        cancel: &Cancel,
    ) -> Result<git::Pushed> {
        for tries in 1.. {
            match repository.push(made.id, &mut |_| {}, cancel) {
                Err(git::Error::RemoteMoved { .. }) if tries < TRIES => match again(made) {
                    Ok(Some(next)) => *made = next,
                    // It had arrived, and the next one had come on top.
                    Ok(None) => break,
                    Err(error) if self.is_taken_back(repository, made.id) => {
                        return Err(self.take_all_back(marked, error));
                    }
                    Err(error) if error.code == "cancelled" => {
                        return Err(self.stopped(repository, made, marked, error));
                    }
                    Err(error) => return Err(error),
                },
                Err(error @ git::Error::Cancelled) => {
                    let error = git_error(error, &self.root);
                    return Err(self.stopped(repository, made, marked, error));
                }
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

    /// The writer stopped it: it is as if nothing had been published, and goes only when it is asked for again.
    fn stopped(&self, repository: &git::Repository, made: &Made, marked: &[Marked], error: Error) -> Error {
        let _writing = lock(&self.writing);
        if !made.ours || self.withdraw(repository, made.id) {
            return self.take_all_back(marked, error);
        }
        error
    }

    /// Takes a version back that is not to go any more. Where that cannot be, it stays an earlier version like others, which
    /// goes with none that the writer did not tick, and the answer is false.
    pub(super) fn withdraw(&self, repository: &git::Repository, id: git::Id) -> bool {
        let taken = repository.take_back(id);
        if let Ok(anew) = &taken {
            self.rename_unsent(anew);
        }
        let mut left = self.unsent();
        left.retain(|known| *known != id);
        self.keep_unsent(repository, &left);
        taken.is_ok()
    }

    /// After somebody was faster: gets what they sent, and makes room for this version on top. `None` when the server has it.
    pub(super) fn room_for(
        &self,
        repository: &git::Repository,
        id: git::Id,
        cancel: &Cancel,
    ) -> Result<Option<()>> {
        let fetched = repository.fetch(&mut |_| {}, cancel);
        fetched.map_err(|error| git_error(error, &self.root))?;
        let _writing = lock(&self.writing);
        let room = self.with_asked(|asked| repository.make_room(id, asked))?;
        Ok(match room {
            git::Room::Arrived(_) => None,
            git::Room::Made(_) => Some(()),
        })
    }

    /// After somebody was faster than a version of the writer's own: gets what they sent, and puts it on top with all that it
    /// has. `None` when the server has it.
    pub(super) fn on_top(
        &self,
        repository: &git::Repository,
        id: git::Id,
        order: &PublishOrder,
        git_paths: &[PathBuf],
        cancel: &Cancel,
    ) -> Result<Option<Made>> {
        let failed = |error| git_error(error, &self.root);
        repository.fetch(&mut |_| {}, cancel).map_err(failed)?;
        let _writing = lock(&self.writing);
        let arrived = repository.is_sent(id).map_err(failed)?;
        let brought = self.with_asked(|asked| repository.bring_in(asked))?;
        if arrived {
            return Ok(None);
        }
        self.refuse_apart(repository, git_paths)?;
        let head = repository.state().map_err(failed)?.head;
        let anew = brought.replayed.iter().find(|(old, _)| *old == id);
        Ok(Some(match (head, anew) {
            (Some(head), _) if order.with_earlier => {
                // One of them says something else than the server now: which of the two goes is the writer's to say.
                let open: Vec<PathBuf> = brought.apart.into_iter().map(|two| two.path).collect();
                self.refuse_apart(repository, &open)?;
                Made {
                    id: head,
                    earlier: repository.unpushed().map_or(0, |commits| commits.len()),
                    ours: false,
                }
            }
            (_, Some((_, id))) => Made {
                id: *id,
                earlier: 0,
                ours: false,
            },
            // It stands below a merge of both sides, with others that were not ticked.
            _ => self.make(repository, order, git_paths)?,
        }))
    }
}
