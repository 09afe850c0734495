//! Unpublishing: a post that readers see becomes a draft again, here and on the server.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use galley_generators as generators;
use galley_git as git;
use galley_post::Post;

use super::{Marked, Marks};
use crate::error::{Error, Result};
use crate::failure::git_error;
use crate::library::{Inner, Library};
use crate::progress::Cancel;
use crate::view::{PublishOrder, PublishResult, PublishStep};
use crate::{disk, facts, fields, words};

/// How many versions that hid posts are remembered.
const KEPT: usize = 50;

/// For each version that hid posts, their paths before and after.
type Hidden = BTreeMap<String, Vec<(String, String)>>;

impl Library {
    /// Hides these posts from readers as their generator wants it: each gets its draft mark, or goes to the folder of drafts,
    /// in one version of exactly these paths, which is sent. What else was changed in them since stays here,
    /// unpublished. Without a message, one is made of the titles. [`Library::undo_publish`] takes it back.
    ///
    /// # Errors
    /// `unpublish.no-mark` where no mark hides a post of this blog, `unpublish.never`, `unpublish.hidden`, `post.gone`, and
    /// those of [`Library::publish`]. Until there is a version nothing has changed; a version that could not be sent is sent
    /// by the same call.
    pub fn unpublish(
        &self,
        paths: &[String],
        message: Option<&str>,
        tell: &(dyn Fn(PublishStep) + Send + Sync),
        cancel: &Cancel,
    ) -> Result<PublishResult> {
        let inner = &self.inner;
        let repository = inner.repository()?;
        inner.refuse_under_way(repository)?;
        let failed = |error| git_error(error, &inner.root);
        if repository.state().map_err(failed)?.detached {
            // What readers see is told by the branch.
            return Err(failed(git::Error::Detached));
        }
        if repository.remote().map_err(failed)?.is_none() {
            return Err(failed(git::Error::NoRemote));
        }
        let paths = inner.asked(paths);
        let used = inner.site.generator.marks_by_custom().then(|| self.field_uses());
        for path in &paths {
            let post = inner.readable(path)?;
            inner.refuse_unseen(path)?;
            let names = |change: &generators::Change| -> Vec<String> {
                change.set.iter().map(|(name, _)| name.to_lowercase()).collect()
            };
            // A mark that no template was ever asked to heed would be believed to hide the post.
            if let (Some(used), Some(change)) = (&used, inner.hide_change(path, &post)?)
                && !names(&change)
                    .iter()
                    .all(|name| used.fields.iter().any(|field| field.path.to_lowercase() == *name))
            {
                return Err(inner.no_mark());
            }
        }
        let order = PublishOrder {
            message: message.map_or_else(|| inner.unpublish_message(&paths), str::to_owned),
            paths,
            with_earlier: false,
            as_draft: true,
        };
        self.send(&order, Marks::PutOn, tell, cancel)
    }
}

impl Inner {
    /// What hides a post from readers; `None` when it is a draft already.
    pub(super) fn hide_change(&self, path: &str, post: &Post) -> Result<Option<generators::Change>> {
        let generator = &self.site.generator;
        let said = facts::said(post);
        if generator.draft(path, &said) != generators::DraftMark::NotDraft {
            return Ok(None);
        }
        let library = fields::library_style(self);
        let taken = |path: &str| self.root.join(path).exists();
        // A folder that its last draft has left is still there, though Git knows nothing of it.
        let (site, _) = path.split_once("_posts/").unwrap_or_default();
        let style = generators::Style {
            keeps_mark: library.keeps_mark,
            draft_folder: library.draft_folder || self.root.join(site).join("_drafts").is_dir(),
            date_field: None,
            taken: &taken,
        };
        let change = generator.draft_change(path, &said, &style);
        if change.is_empty() {
            return Err(self.no_mark());
        }
        // Where the site shows its drafts, a mark hides nothing.
        let after = fields::change(self, post, &change)?;
        let to = change.move_to.as_deref().unwrap_or(path);
        if generator.draft(to, &facts::said(&after)) == generators::DraftMark::NotDraft {
            return Err(self.no_mark());
        }
        Ok(Some(change))
    }

    fn no_mark(&self) -> Error {
        let generator = self.site.generator.kind().name();
        Error::new("unpublish.no-mark", &[("generator", generator)])
    }

    /// What goes in the place of what is on disk: posts that are hidden become what the server has of them, with the mark that
    /// hides them.
    pub(super) fn contents(
        &self,
        repository: &git::Repository,
        marks: Marks,
        names: &[String],
    ) -> Result<Vec<(PathBuf, Vec<u8>)>> {
        let mut all = Vec::new();
        if marks != Marks::PutOn {
            return Ok(all);
        }
        for name in names {
            let there = std::iter::once(name.clone()).chain(self.old_names(std::slice::from_ref(name)));
            for there in there {
                let blob = repository.read_blob(git::Revision::Upstream, &self.git_path(&there));
                let Some(bytes) = blob.map_err(|error| git_error(error, &self.root))? else {
                    continue;
                };
                let post = Post::parse(bytes);
                if let Some(change) = self.hide_change(&there, &post)? {
                    let hidden = fields::change(self, &post, &change)?;
                    all.push((self.git_path(name), hidden.bytes().to_vec()));
                    break;
                }
            }
        }
        Ok(all)
    }

    /// Refuses a post that readers do not see as the server has it.
    fn refuse_unseen(&self, path: &str) -> Result<()> {
        let repository = self.repository()?;
        let names = std::iter::once(path.to_owned()).chain(self.old_names(&[path.to_owned()]));
        let mut there = false;
        for name in names {
            let bytes = repository.read_blob(git::Revision::Upstream, &self.git_path(&name));
            let Ok(Some(bytes)) = bytes else { continue };
            there = true;
            let said = facts::said(&Post::parse(bytes));
            if self.site.generator.draft(&name, &said) == generators::DraftMark::NotDraft {
                return Ok(());
            }
        }
        let waits = |id: git::Id| {
            let paths = repository.changed_paths(id).unwrap_or_default();
            self.undone_by(id).is_none() && paths.contains(&self.git_path(path))
        };
        let code = if there {
            "unpublish.hidden"
        } else if self.unsent().into_iter().any(waits) {
            "unpublish.waits"
        } else {
            "unpublish.never"
        };
        Err(Error::new(code, &[("path", path)]))
    }

    fn unpublish_message(&self, paths: &[String]) -> String {
        let (code, title) = match paths {
            [one] => {
                let title = self.index().get(one).map(|facts| facts.title.clone());
                ("message.unpublish", title.unwrap_or_else(|| one.clone()))
            }
            many => ("message.unpublish-many", many.len().to_string()),
        };
        words::say(code, &[("title", &title)]).0
    }

    /// Remembers what a version hid, so that undoing it gives the posts their earlier form here too.
    pub(super) fn remember_hidden(&self, id: git::Id, marked: &[Marked]) {
        let mut all = self.hidden();
        let pairs = marked.iter().map(|one| (one.path.clone(), one.now.clone()));
        all.insert(id.to_string(), pairs.collect());
        // Which ones are the oldest is not known, and any of them is undone by hand as well.
        while all.len() > KEPT {
            let Some(first) = all.keys().find(|known| **known != id.to_string()).cloned() else {
                break;
            };
            all.remove(&first);
        }
        self.keep_hidden(&all);
    }

    /// After `undone`, which hid posts, was undone by `now`: gives those their earlier form that are still as it left them. The
    /// caller is the one that writes.
    pub(crate) fn show_again(&self, repository: &git::Repository, undone: git::Id, now: git::Id) {
        let mut all = self.hidden();
        let Some(pairs) = all.remove(&undone.to_string()) else {
            return;
        };
        let of = |id, path: &str| {
            let path = self.git_path(path);
            repository.as_on_disk(id, &path, &path).ok().flatten()
        };
        for (before, after) in pairs {
            if let (Some(earlier), Some(hidden), Ok(is)) = (
                of(now, &before),
                of(undone, &after),
                disk::read(&self.root, &after),
            ) && is == hidden
            {
                // What cannot be written stays a draft here, and is listed as unpublished.
                let _ = self.put(&after, &before, &hidden, &earlier);
            }
        }
        self.keep_hidden(&all);
    }

    fn hidden(&self) -> Hidden {
        let text = fs::read(self.hidden_file()).unwrap_or_default();
        serde_json::from_slice(&text).unwrap_or_default()
    }

    /// Where that cannot be written, undoing leaves the posts drafts here: nothing is lost.
    fn keep_hidden(&self, all: &Hidden) {
        let file = self.hidden_file();
        if all.is_empty() {
            let _ = fs::remove_file(&file);
        } else if let (Some(folder), Ok(text)) = (file.parent(), serde_json::to_vec(all)) {
            let _ = fs::create_dir_all(folder).and_then(|()| fs::write(&file, text));
        }
    }

    fn hidden_file(&self) -> PathBuf {
        self.places.of_library(&self.root).join("hidden")
    }
}
