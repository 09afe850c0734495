//! Sending a version, and what becomes of it when somebody was faster or the writer stops it.

use std::path::PathBuf;

use galley_git as git;

use super::{Chosen, Marked, TRIES};
use crate::error::{Error, Result};
use crate::failure::git_error;
use crate::library::{Inner, lock};

/// The version that goes.
pub(super) struct Made {
    pub(super) id: git::Id,
    /// How many earlier versions go along.
    pub(super) earlier: usize,
    /// Whether an attempt to publish made it. Any other is the writer's own: it goes as it is, and is never taken back.
    pub(super) ours: bool,
}

impl Inner {
    /// Sends a version. When somebody was faster, theirs is brought in and it is put on top, up to [`TRIES`] times.
    pub(super) fn send(
        &self,
        repository: &git::Repository,
        made: &mut Made,
        chosen: &mut Chosen<'_>,
        marked: &[Marked],
    ) -> Result<git::Pushed> {
        for tries in 1.. {
            match repository.push(made.id, &mut |said| (chosen.said)(said), chosen.cancel) {
                Err(git::Error::RemoteMoved { .. }) if tries < TRIES => {
                    match self.on_top(repository, made, chosen) {
                        Ok(Some(next)) => *made = next,
                        // It had arrived, and the next one had come on top.
                        Ok(None) => break,
                        // The server has the post as it is here now: that is no failure of its mark.
                        Err(error) if error.code == "publish.nothing" => return Err(error),
                        Err(error) if self.is_taken_back(repository, made.id) => {
                            return Err(self.take_all_back(marked, error));
                        }
                        Err(error) if error.code == "cancelled" => {
                            return Err(self.stopped(repository, made, marked, error));
                        }
                        Err(error) => return Err(error),
                    }
                }
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
        !here && !repository.is_sent(id).unwrap_or(true)
    }

    /// The writer stopped it: it is as if nothing had been published, and goes only when it is asked for again.
    fn stopped(&self, repository: &git::Repository, made: &Made, marked: &[Marked], error: Error) -> Error {
        let _writing = lock(&self.writing);
        if !made.ours || self.withdraw(repository, made.id) {
            return self.take_all_back(marked, error);
        }
        error
    }

    /// After somebody was faster: gets what they sent, and puts this version on top. `None` when the server has it.
    ///
    /// A version of an attempt is made again of what is on disk when that is still what it says, so that a post of both is
    /// merged once. What was saved meanwhile is not to go along, and a version of the writer's own goes as it is: it is put on
    /// top with all that it has.
    pub(super) fn on_top(
        &self,
        repository: &git::Repository,
        made: &Made,
        chosen: &mut Chosen<'_>,
    ) -> Result<Option<Made>> {
        let failed = |error| git_error(error, &self.root);
        let there = || -> Vec<_> {
            let paths = chosen.paths.iter();
            paths
                .map(|path| repository.read_blob(git::Revision::Upstream, path).ok())
                .collect()
        };
        let before = there();
        repository.fetch(&mut |_| {}, chosen.cancel).map_err(failed)?;
        let _writing = lock(&self.writing);
        if repository.is_sent(made.id).map_err(failed)? {
            self.with_asked(chosen.cancel, |asked| repository.bring_in(asked))?;
            return Ok(None);
        }
        let moved_on = made.ours && !repository.is_on_disk(made.id, &chosen.paths).map_err(failed)?;
        if made.ours && (!moved_on || there() != before) {
            let room = self.with_asked(chosen.cancel, |asked| repository.make_room(made.id, asked))?;
            if moved_on {
                self.refuse_apart(repository, &chosen.paths)?;
                return Err(self.moved_on(chosen));
            }
            let (git::Room::Arrived(brought) | git::Room::Made(brought)) = room;
            self.follow(repository, chosen, &brought)?;
            self.refuse_apart(repository, &chosen.paths)?;
            return self.make(repository, chosen).map(Some);
        }
        let brought = self.with_asked(chosen.cancel, |asked| repository.bring_in(asked))?;
        self.refuse_apart(repository, &chosen.paths)?;
        let head = repository.state().map_err(failed)?.head;
        let anew = brought.replayed.iter().find(|(old, _)| *old == made.id);
        Ok(Some(match (head, anew) {
            (Some(head), _) if chosen.order.with_earlier => {
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
                ours: made.ours,
            },
            _ if made.ours => {
                self.withdraw(repository, made.id);
                return Err(self.moved_on(chosen));
            }
            // It stands below a merge of both sides, with others that were not ticked.
            _ => self.make(repository, chosen)?,
        }))
    }

    /// Somebody changed the same post, and it was changed here since it was sent: which text goes is the writer's to say.
    fn moved_on(&self, chosen: &Chosen<'_>) -> Error {
        let path = chosen.paths.iter().find_map(|path| self.library_path(path));
        Error::new("publish.moved-on", &[("path", &path.unwrap_or_default())])
    }

    /// Gives what was chosen the names that somebody else gave meanwhile, and what the server has of it by now.
    fn follow(
        &self,
        repository: &git::Repository,
        chosen: &mut Chosen<'_>,
        brought: &git::BroughtIn,
    ) -> Result<()> {
        let now = |path: &PathBuf| {
            let renamed = brought.renamed.iter().find(|(old, _)| old == path);
            renamed.map_or_else(|| path.clone(), |(_, new)| new.clone())
        };
        chosen.paths = chosen.paths.iter().map(now).collect();
        chosen.names = chosen
            .names
            .iter()
            .filter_map(|name| self.library_path(&now(&self.git_path(name))))
            .collect();
        chosen.contents = self.contents(repository, chosen.marks, &chosen.names)?;
        Ok(())
    }
}
