//! Getting what the remote has, and making room for a commit that came too late.

use crate::bring_in::{Asked, BroughtIn};
use crate::cancel::Cancel;
use crate::error::Error;
use crate::fetch::Fetched;
use crate::id::Id;
use crate::progress::Progress;
use crate::repository::{Head, Repository};
use crate::upstream::Upstream;

/// What became of a commit for which room was to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Room {
    /// The remote has it already; what else it has was brought in.
    Arrived(BroughtIn),
    /// It was taken back, and what the remote has was brought in: it can be made again, on top.
    Made(BroughtIn),
}

impl Repository {
    /// Fetches, and brings in what came. See [`Repository::fetch`] and [`Repository::bring_in`].
    pub fn sync(
        &self,
        asked: &Asked<'_>,
        tell: &mut dyn FnMut(Progress),
        cancel: &Cancel,
    ) -> Result<(Fetched, BroughtIn), Error> {
        let fetched = self.fetch(tell, cancel)?;
        cancel.check()?;
        Ok((fetched, self.bring_in(asked)?))
    }

    /// After [`Error::RemoteMoved`] and a fetch: takes `commit` back (see [`Repository::take_back`]) and brings in what
    /// came, so that it can be made again on top.
    pub fn make_room(&self, commit: Id, asked: &Asked<'_>) -> Result<Room, Error> {
        let repo = self.opened()?;
        let tip = Upstream::required(&repo, &Head::read(&repo)?)?.tip;
        if let Some(tip) = tip
            && (tip == commit.0 || repo.graph_descendant_of(tip, commit.0)?)
        {
            return Ok(Room::Arrived(self.bring_in(asked)?));
        }
        let renamed = self.take_back(commit)?;
        let mut brought = self.bring_in(asked)?;
        // Under the names that the caller knows.
        for (old, _) in &mut brought.replayed {
            if let Some((first, _)) = renamed.iter().find(|(_, new)| new == old) {
                *old = *first;
            }
        }
        if brought.replayed.is_empty() {
            brought.replayed = renamed;
        }
        Ok(Room::Made(brought))
    }
}
