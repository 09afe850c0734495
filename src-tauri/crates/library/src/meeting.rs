//! A post of which there are two versions: put together as far as they fit by themselves, and decided on for the rest.
//!
//! The other version is in the file (another program wrote it under the editor's text) or on the server (it came by sync).
//! Both are kept before one file gets the result, and the decision can be taken back.

mod replaced;
mod shown;

use std::sync::Mutex;

use galley_git as git;
use galley_post::{Choice, Merge, Place, Post, merge};

use crate::error::{Error, Result};
use crate::failure::git_error;
use crate::library::{Inner, Library, lock};
use crate::recovery::RecoveryLog;
use crate::save::{Hash, Saved, save};
use crate::scan::LARGEST;
use crate::session::Session;
use crate::undo::Undo;
use crate::view::{
    DiskChoice, Keep, LibraryEvent, Meeting, MeetingChoice, MeetingSide, MeetingSource, Settled,
};
use crate::{desk, disk, paths};

pub(crate) use replaced::{Back, Replaced};

/// Two versions of a file, and what both began with.
struct Two {
    base: Option<Vec<u8>>,
    mine: Option<Vec<u8>>,
    theirs: Option<Vec<u8>>,
    from: Other,
}

/// Where the other version is.
enum Other {
    /// In the file; the writer's is in this session.
    Disk { post: String, since: String },
    /// In the branch, as the server had it.
    Server(git::Apart),
}

impl Two {
    /// A name of these bytes.
    fn stamp(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        for bytes in [&self.base, &self.mine, &self.theirs] {
            let length = bytes.as_ref().map_or(u64::MAX, |bytes| bytes.len() as u64);
            hasher.update(&length.to_le_bytes());
            hasher.update(bytes.as_deref().unwrap_or_default());
        }
        hasher.finalize().to_hex().to_string()
    }

    /// The merge, where the two can be put together in part: `None` when one is gone, has another name or is no text.
    fn merge(&self) -> Option<Merge> {
        if matches!(&self.from, Other::Server(apart) if apart.path != apart.their_path) {
            return None;
        }
        let (mine, theirs) = (self.mine.as_ref()?, self.theirs.as_ref()?);
        let base = self.base.clone().unwrap_or_default();
        let posts = [&base, mine, theirs].map(|bytes| Post::parse(bytes.clone()));
        let large = |post: &Post| post.bytes().len() as u64 > LARGEST;
        if posts.iter().any(|post| !post.is_utf8() || large(post)) {
            return None;
        }
        let [base, mine, theirs] = posts;
        let merge = merge(&base, &mine, &theirs);
        (!merge.hunks().iter().any(|hunk| hunk.place == Place::File)).then_some(merge)
    }
}

impl Library {
    /// The two versions of a file, put together as far as they fit by themselves.
    ///
    /// # Errors
    /// `sync.one-version`, and what Git and the disk say.
    pub fn meeting(&self, path: &str) -> Result<Meeting> {
        let inner = &self.inner;
        let path = paths::normal(path);
        let two = inner.two(&path)?;
        let source = match &two.from {
            Other::Disk { .. } => MeetingSource::Disk,
            Other::Server(_) => MeetingSource::Server,
        };
        let title = inner.index().get(&path).map(|facts| facts.title.clone());
        let (mine, theirs) = inner.both_sides(&two);
        let shown = shown::of(inner, &two);
        Ok(Meeting {
            title: title.unwrap_or_else(|| path.clone()),
            path,
            stamp: two.stamp(),
            source,
            mine,
            theirs,
            fields: shown.fields,
            only_mine: shown.only_mine,
            only_theirs: shown.only_theirs,
            alike: shown.alike,
            parts: shown.parts,
            together: shown.together,
        })
    }

    /// Writes what was decided about the two versions that `stamp` names, with one choice for each decision, in their order.
    /// What is replaced is kept; there is one version then.
    ///
    /// # Errors
    /// `meeting.changed` when the versions are other ones by now, `meeting.choices`, `meeting.not-both`, `keep.failed`,
    /// `sync.one-version`, and what Git and the disk say. Nothing was changed then.
    pub fn settle(&self, path: &str, stamp: &str, choices: &[MeetingChoice]) -> Result<Settled> {
        let inner = &self.inner;
        let path = paths::normal(path);
        let two = inner.two(&path)?;
        if two.stamp() != stamp {
            return Err(Error::new("meeting.changed", &[("path", &path)]));
        }
        let Some(merge) = two.merge() else {
            return self.settle_whole(&path, two, choices);
        };
        let result = merge
            .resolve(&chosen(&merge, choices))
            .map_err(|refused| refusal(&path, &refused))?
            .bytes()
            .to_vec();
        let _writing = lock(&inner.writing);
        let _alone = inner.alone()?;
        let (mine, theirs) = (
            two.mine.clone().unwrap_or_default(),
            two.theirs.clone().unwrap_or_default(),
        );
        let base = two.base.clone().unwrap_or_default();
        inner.keep(&path, mine.clone())?;
        let back = match two.from {
            Other::Disk { post, .. } => {
                let session = inner.session(&post)?;
                inner.keep(&path, theirs.clone())?;
                inner.settle_on_disk(&post, &session, &path, (&mine, &theirs), &result)?;
                Back::Disk { base, theirs }
            }
            Other::Server(apart) => {
                inner.save_open(&std::iter::once(path.clone()).collect())?;
                inner.replace(&path, Some(&mine), Some(&result))?;
                inner.decided(&apart)?;
                Back::Server(apart)
            }
        };
        inner.wake_status();
        inner.tell_index();
        let undo = inner.can_undo(Undo::Replaced(Replaced {
            path: path.clone(),
            before: Some(mine),
            after: Some(result),
            back,
        }));
        Ok(Settled {
            path: Some(path),
            undo: Some(undo),
        })
    }

    /// One of the two as a whole, or both beside each other.
    fn settle_whole(&self, path: &str, two: Two, choices: &[MeetingChoice]) -> Result<Settled> {
        let choice = match choices {
            [one] => match one.keep {
                Keep::Mine => DiskChoice::KeepMine,
                Keep::Theirs => DiskChoice::TakeTheirs,
                Keep::Both => DiskChoice::KeepBoth,
                Keep::Edited => return Err(Error::new("meeting.choices", &[("path", path)])),
            },
            _ => return Err(Error::new("meeting.choices", &[("path", path)])),
        };
        let inner = &self.inner;
        let mut undo = None;
        match two.from {
            Other::Disk { post, .. } => match self.choose_version(&post, &choice) {
                // The writer went along with the deletion.
                Err(error) if error.code == "post.gone" => {}
                chosen => drop(chosen?),
            },
            Other::Server(apart) => {
                self.choose_side(path, &choice)?;
                undo = Some(inner.can_undo(Undo::Replaced(Replaced {
                    path: path.to_owned(),
                    before: two.mine,
                    after: disk::read(&inner.root, path).ok(),
                    back: Back::Server(apart),
                })));
            }
        }
        Ok(Settled {
            path: inner.root.join(path).is_file().then(|| path.to_owned()),
            undo,
        })
    }
}

impl Inner {
    /// Keeps a text that is about to be replaced: in the recovery log, that of a library which is not open for editing too.
    ///
    /// # Errors
    /// `keep.failed`.
    pub(crate) fn keep(&self, path: &str, bytes: Vec<u8>) -> Result<()> {
        let failed = |why: String| Error::new("keep.failed", &[("path", path)]).because(why);
        let own;
        let log = match &self.log {
            Some(log) => log,
            None => {
                let folder = self.places.of_library(&self.root);
                own =
                    RecoveryLog::open(&folder.join("recovery.sqlite")).map_err(|e| failed(e.to_string()))?;
                &own.0
            }
        };
        log.keep(path, bytes, self.clock.now().timestamp().as_millisecond());
        log.flush();
        log.failing().map_or(Ok(()), |why| Err(failed(why)))
    }

    fn two(&self, path: &str) -> Result<Two> {
        if let Some((post, session)) = self.session_of(path) {
            let session = lock(&session);
            if let Some(theirs) = &session.theirs {
                return Ok(Two {
                    base: Some(session.file().to_vec()),
                    mine: Some(session.post().bytes().to_vec()),
                    theirs: theirs.bytes.clone(),
                    from: Other::Disk {
                        post,
                        since: theirs.since.clone(),
                    },
                });
            }
        }
        let one = || Error::new("sync.one-version", &[("path", path)]);
        let failed = |error| git_error(error, &self.root);
        let repository = self.repository()?;
        let git_path = self.git_path(path);
        let apart = repository.apart().map_err(failed)?;
        let apart = apart
            .into_iter()
            .find(|two| two.path == git_path)
            .ok_or_else(one)?;
        let [base, theirs] = repository.apart_on_disk(&apart).map_err(failed)?;
        let open = self.session_of(path);
        let mine = match open {
            Some((_, session)) => Some(lock(&session).post().bytes().to_vec()),
            None => disk::read(&self.root, path).ok(),
        };
        Ok(Two {
            base,
            mine,
            theirs,
            from: Other::Server(apart),
        })
    }

    /// Who wrote both, and when.
    fn both_sides(&self, two: &Two) -> (MeetingSide, MeetingSide) {
        let side = |gone| MeetingSide {
            by: None,
            at: None,
            gone,
            path: None,
        };
        let (mut mine, mut theirs) = (side(two.mine.is_none()), side(two.theirs.is_none()));
        match &two.from {
            Other::Disk { since, .. } => theirs.at = Some(since.clone()),
            Other::Server(apart) => {
                if let Ok(repository) = self.repository() {
                    mine.by = repository.identity().ok().flatten().map(|who| who.name);
                }
                if let Some((by, at)) = self.last_version(&apart.their_path) {
                    (theirs.by, theirs.at) = (Some(by), Some(at));
                }
                if apart.path != apart.their_path {
                    theirs.path = self.library_path(&apart.their_path);
                }
            }
        }
        (mine, theirs)
    }

    /// Writes the result over theirs, which the file must still have, and gives it to the session.
    fn settle_on_disk(
        &self,
        id: &str,
        session: &Mutex<Session>,
        path: &str,
        (mine, theirs): (&[u8], &[u8]),
        result: &[u8],
    ) -> Result<()> {
        let saving = std::sync::Arc::clone(&lock(session).saving);
        let _saving = lock(&saving);
        let file = paths::resolve(&self.root, path)?;
        match save(&file, Some(Hash::of(theirs)), result).map_err(|e| Error::io(e, &file))? {
            Saved::Written => {}
            Saved::TwoVersions(_) => return Err(Error::new("meeting.changed", &[("path", path)])),
        }
        let settled = {
            let mut session = lock(session);
            let settled = session.post().bytes() == mine;
            if settled {
                session.take(result.to_vec());
                if let Some(log) = &self.log {
                    log.forget(id);
                }
            } else {
                // Typed in this very moment: what is in the editor now meets the result.
                session.disk_changed(Some(result.to_vec()), &self.clock.time());
            }
            settled
        };
        self.index_mut().mark_two_versions(path, !settled);
        self.refresh_file(path);
        if let Ok(view) = desk::view(self, id) {
            self.tell(LibraryEvent::PostChanged { post: Box::new(view) });
        }
        Ok(())
    }

    /// Forgets that there are two versions of a file, everywhere.
    fn decided(&self, apart: &git::Apart) -> Result<()> {
        let failed = |error| git_error(error, &self.root);
        let path = apart.path.clone();
        self.repository()?.decided(&[path]).map_err(failed)?;
        self.refresh_changes().map(drop)
    }
}

/// The writer's choices as the merge knows them.
fn chosen(merge: &Merge, choices: &[MeetingChoice]) -> Vec<Choice> {
    let open = merge.hunks().iter().filter(|hunk| hunk.is_open());
    let mut all: Vec<Choice> = open
        .zip(choices)
        .map(|(hunk, choice)| match choice.keep {
            Keep::Mine => Choice::Mine,
            Keep::Theirs => Choice::Theirs,
            Keep::Both => Choice::Both,
            Keep::Edited => Choice::Edited(shown::edited(hunk, choice.text.as_deref().unwrap_or_default())),
        })
        .collect();
    // Too many are as wrong as too few: the merge says so.
    all.extend(choices.iter().skip(all.len()).map(|_| Choice::Mine));
    all
}

fn refusal(path: &str, refused: &galley_post::Refused) -> Error {
    let code = match refused.code {
        "merge.not-both" => "meeting.not-both",
        "merge.choices" => "meeting.choices",
        _ => "field.refused",
    };
    let field = refused.args.first().map_or("", String::as_str);
    Error::new(code, &[("path", path), ("field", field)])
}
