//! Getting what others published, and bringing it together with what is here.
//!
//! Posts are merged by field and sentence (`galley-post`), other files by lines. A post that somebody types in is not
//! written meanwhile; it comes together with the server's the next time.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use galley_git as git;
use galley_post::Post;

use crate::error::{Error, Result};
use crate::failure::git_error;
use crate::library::{Inner, Library, lock};
use crate::progress::{Cancel, in_words};
use crate::save::{Hash, Saved, remove, save};
use crate::scan::LARGEST;
use crate::view::{CloneStep, DiskChoice, SyncResult, TwoVersions};
use crate::{autosave, disk, overview, paths};

impl Library {
    /// Gets what the server has and brings it together with what is here; publishes that could not be sent before go now.
    /// What needs the writer stays as it is and is in the answer; everything else goes on.
    ///
    /// # Errors
    /// `library.in-use`, `sync.in-the-way`, `sync.strangers`, and what Git and the server say. Nothing is lost by any.
    pub fn sync(&self, tell: &(dyn Fn(CloneStep) + Send + Sync), cancel: &Cancel) -> Result<SyncResult> {
        let inner = &self.inner;
        let _one_at_a_time = inner.turn_with_server();
        let _alone = inner.alone()?;
        let repository = inner.repository()?;
        inner.refuse_odd(repository)?;
        let failed = |error| git_error(error, &inner.root);
        inner.refuse_under_way(repository)?;
        let fetched = inner.fetch(repository, &mut in_words(tell), cancel)?;
        cancel.check().map_err(failed)?;
        // One that arrived without a word was published.
        inner.note_sent(repository);
        let got = match fetched.after {
            Some(_) => repository.ahead_behind().map_err(failed)?.1,
            None => 0,
        };
        // What was typed just now is a change of the writer's too.
        autosave::save_all(inner);
        inner.refresh_changes()?;
        let before = inner.titles();
        let brought = inner.bring_in(repository, cancel)?;
        inner.drop_superseded(repository);
        let after = inner.titles();
        let sent = inner.send_waiting(repository, cancel);
        inner.look_at_reviews(repository, cancel);
        if inner.refresh_changes().is_err() {
            inner.wake_status();
        }
        inner.tell_index();
        let view = overview::repository(inner)?;
        let paths = brought.paths.iter().filter_map(|path| inner.library_path(path));
        let changed: Vec<String> = paths.collect();
        let posts: Vec<(&String, &Titled)> = changed
            .iter()
            .filter_map(|path| Some((path, after.get(path).or_else(|| before.get(path))?)))
            .collect();
        let here_too = |path: &String| before.get(path).is_some_and(|post| post.changed);
        Ok(SyncResult {
            at: inner.clock.time(),
            branch: view.branch.unwrap_or_default(),
            server: view.server.unwrap_or_default(),
            got: u32::try_from(got).unwrap_or(u32::MAX),
            ahead: view.ahead,
            sent: u32::try_from(sent.len()).unwrap_or(u32::MAX),
            fitted: posts
                .iter()
                .filter(|(path, _)| here_too(path))
                .map(|(_, post)| post.title.clone())
                .collect(),
            posts: posts.iter().map(|(_, post)| post.title.clone()).collect(),
            two_versions: inner.two_versions(&brought.apart),
            ended: inner.take_ended_reviews(),
            changed,
        })
    }

    /// Goes on with one of two versions of a file that was changed here and on the server. The file is what is chosen
    /// then, and unpublished unless it is the server's; of two, mine goes to a file beside it.
    ///
    /// # Errors
    /// `sync.one-version`, `post.unsaved`, and what the disk says.
    pub fn choose_side(&self, path: &str, choice: &DiskChoice) -> Result<()> {
        let inner = &self.inner;
        let _writing = lock(&inner.writing);
        let _alone = inner.alone()?;
        let repository = inner.repository()?;
        let failed = |error| git_error(error, &inner.root);
        let path = paths::normal(path);
        let git_path = inner.git_path(&path);
        let mut apart = repository.apart().map_err(failed)?.into_iter();
        let Some(two) = apart.find(|two| two.path == git_path) else {
            return Err(Error::new("sync.one-version", &[("path", &path)]));
        };
        inner.save_open(&std::iter::once(path.clone()).collect())?;
        let mine = disk::read(&inner.root, &path).ok();
        if *choice == DiskChoice::KeepBoth
            && let Some(mine) = &mine
        {
            let beside = inner.free_name(&path);
            inner.write_new(&beside, mine)?;
            inner.refresh_file(&beside);
        }
        if *choice != DiskChoice::KeepMine {
            let head = repository.state().map_err(failed)?.head;
            let theirs = match head {
                Some(head) => repository
                    .as_on_disk(head, &two.their_path, &two.their_path)
                    .map_err(failed)?,
                None => None,
            };
            let their_path = inner
                .library_path(&two.their_path)
                .unwrap_or_else(|| path.clone());
            if let Some(mine) = &mine {
                inner.keep(&path, mine.clone())?;
            }
            inner.replace(
                &path,
                mine.as_deref(),
                theirs.as_deref().filter(|_| their_path == path),
            )?;
        }
        repository.decided(&[git_path]).map_err(failed)?;
        inner.refresh_changes()?;
        inner.tell_index();
        Ok(())
    }
}

/// A post, as its title is told after it changed or went.
struct Titled {
    title: String,
    /// Whether it differed from the server's.
    changed: bool,
}

impl Inner {
    /// The posts by their paths.
    fn titles(&self) -> HashMap<String, Titled> {
        let index = self.index();
        let titled = |(path, facts): (&str, &crate::facts::Facts)| {
            let (title, changed) = (facts.title.clone(), index.changes().contains_key(path));
            (path.to_owned(), Titled { title, changed })
        };
        index.posts().map(titled).collect()
    }

    /// The repository, or that there is none.
    pub(crate) fn repository(&self) -> Result<&git::Repository> {
        let none = || Error::new("repository.none", &[("path", &self.places.shown(&self.root))]);
        self.repository.as_ref().ok_or_else(none)
    }

    /// Refuses while another program is in the middle of something. In a rebase there is no branch either, and what stands
    /// here is not what the branch has: what is under way is said before that.
    pub(crate) fn refuse_under_way(&self, repository: &git::Repository) -> Result<()> {
        let state = repository.state().map_err(|error| git_error(error, &self.root))?;
        match state.busy {
            Some(busy) => Err(git_error(git::Error::Busy(busy), &self.root)),
            None => Ok(()),
        }
    }

    /// Brings in what was fetched; open posts go along.
    pub(crate) fn bring_in(&self, repository: &git::Repository, cancel: &Cancel) -> Result<git::BroughtIn> {
        let _writing = lock(&self.writing);
        self.with_asked(cancel, |asked| repository.bring_in(asked))
    }

    /// Does something that brings in, with what it asks, and tells everybody of what it changed.
    pub(crate) fn with_asked<T: Brought>(
        &self,
        cancel: &Cancel,
        work: impl FnOnce(&git::Asked<'_>) -> std::result::Result<T, git::Error>,
    ) -> Result<T> {
        // What is in the file is merged; what is only in the editor is kept.
        autosave::save_all(self);
        if let Ok(repository) = self.repository() {
            self.take_up_withdrawn(repository);
        }
        let asked = git::Asked {
            cancel: cancel.clone(),
            merge: &|path, three| self.merge(path, three),
            keep: &|path| self.is_worked_on(path),
        };
        let done = work(&asked).map_err(|error| git_error(error, &self.root))?;
        if let Some(brought) = done.brought() {
            for path in brought.paths.iter().filter_map(|path| self.library_path(path)) {
                self.refresh_file(&path);
                autosave::file_changed(self, &path);
            }
            self.rename_unsent(&brought.replayed);
            for (old, new) in &brought.renamed {
                if let (Some(old), Some(new)) = (self.library_path(old), self.library_path(new)) {
                    self.remember_move(&old, &new);
                }
            }
        }
        Ok(done)
    }

    fn merge(&self, path: &Path, three: git::Three<'_>) -> git::Merging {
        let Some(path) = self.library_path(path) else {
            return git::Merging::ByLines;
        };
        let content = self.site.generator.classify(&path) != galley_generators::PathKind::NotContent;
        let large = |bytes: &[u8]| bytes.len() as u64 > LARGEST;
        if !content || large(three.base.unwrap_or_default()) || large(three.mine) || large(three.theirs) {
            return git::Merging::ByLines;
        }
        // What both made anew has nothing in common but what a review knows of it.
        let merged = three.base.and_then(|base| {
            let [base, mine, theirs] =
                [base, three.mine, three.theirs].map(|bytes| Post::parse(bytes.to_vec()));
            galley_post::merge(&base, &mine, &theirs).settled()
        });
        match merged.or_else(|| self.merged_since_review(&path, &three)) {
            Some(post) => git::Merging::Merged(post.bytes().to_vec()),
            None => git::Merging::Open,
        }
    }

    /// True for a post with text that is in no file, or with two versions in the editor.
    pub(crate) fn is_worked_on(&self, path: &Path) -> bool {
        let open = self.library_path(path).and_then(|path| self.session_of(&path));
        open.is_some_and(|(_, session)| {
            let session = lock(&session);
            session.unsaved() || session.theirs.is_some()
        })
    }

    /// A path of Git's in the library; `None` for one outside.
    pub(crate) fn library_path(&self, path: &Path) -> Option<String> {
        Some(path.to_str()?.strip_prefix(&self.prefix())?.to_owned())
    }

    /// Refuses posts that were changed here and on the server.
    pub(crate) fn refuse_apart(&self, repository: &git::Repository, git_paths: &[PathBuf]) -> Result<()> {
        let apart = repository.apart().map_err(|error| git_error(error, &self.root))?;
        match apart.iter().find(|two| git_paths.contains(&two.path)) {
            Some(two) => {
                let path = self.library_path(&two.path).unwrap_or_default();
                let error = Error::new("sync.two-versions", &[("path", &path)]);
                Err(match (two.theirs.is_none(), self.root.join(&path).exists()) {
                    (true, true) => error.and("sync.deleted-there", &[]),
                    (false, false) => error.and("sync.deleted-here", &[]),
                    _ => error,
                })
            }
            None => Ok(()),
        }
    }

    fn two_versions(&self, apart: &[git::Apart]) -> Vec<TwoVersions> {
        let mut found = Vec::new();
        for two in apart {
            let Some(path) = self.library_path(&two.path) else {
                continue;
            };
            let title = self.index().get(&path).map(|facts| facts.title.clone());
            found.push(TwoVersions {
                title: title.unwrap_or_else(|| path.clone()),
                their_path: self.library_path(&two.their_path).filter(|their| *their != path),
                gone_here: !self.root.join(&path).exists(),
                gone_there: two.theirs.is_none(),
                path,
            });
        }
        found
    }

    /// Sends versions of publishes that could not be sent, when nothing else would go along. The first lines of those that
    /// went; what stands in the way is said by the next publish.
    pub(crate) fn send_waiting(&self, repository: &git::Repository, cancel: &Cancel) -> Vec<String> {
        let waiting = self.unsent();
        let Ok(mut ours) = repository.unpushed() else {
            return Vec::new();
        };
        ours.reverse();
        let wanted = |id| waiting.contains(id) && self.still_wanted(repository, *id);
        let count = ours.iter().take_while(|commit| wanted(&commit.id)).count();
        ours.truncate(count);
        let Some(last) = ours.last() else {
            return Vec::new();
        };
        if repository.check_publishable().is_err() || repository.push(last.id, &mut |_| {}, cancel).is_err() {
            return Vec::new();
        }
        self.note_sent(repository);
        ours.into_iter().map(|commit| commit.summary).collect()
    }

    /// Gives a file other bytes, or removes it, where it still has those that were read. An open post goes along.
    pub(crate) fn replace(&self, path: &str, before: Option<&[u8]>, after: Option<&[u8]>) -> Result<()> {
        let file = paths::resolve(&self.root, path)?;
        match (before, after) {
            (None, None) => {}
            (None, Some(bytes)) => self.write_new(path, bytes)?,
            (Some(before), after) => {
                let base = Hash::of(before);
                let done = match after {
                    Some(bytes) => save(&file, Some(base), bytes),
                    None => remove(&file, base),
                };
                if done.map_err(|e| Error::io(e, &file))? != Saved::Written {
                    return Err(Error::new("post.two-versions", &[("path", path)]));
                }
            }
        }
        self.refresh_file(path);
        autosave::file_changed(self, path);
        Ok(())
    }
}

/// What tells of files that were brought in.
pub(crate) trait Brought {
    /// These, if any were.
    fn brought(&self) -> Option<&git::BroughtIn>;
}

impl Brought for git::BroughtIn {
    fn brought(&self) -> Option<&git::BroughtIn> {
        Some(self)
    }
}

impl Brought for git::Room {
    fn brought(&self) -> Option<&git::BroughtIn> {
        match self {
            Self::Arrived(brought) | Self::Made(brought) => Some(brought),
        }
    }
}
