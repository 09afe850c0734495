//! Posts that were deleted, in a version or only here: for the list from which they come back.

use std::collections::HashSet;

use galley_generators::PathKind;
use galley_git as git;
use galley_post::{Known, Post};

use super::{HistoryTold, REACH, TOLD_EVERY, moment};
use crate::error::Result;
use crate::failure::git_error;
use crate::library::{Inner, Library};
use crate::progress::Cancel;
use crate::view::{ChangeKind, DeletedPost, HistoryStep};

impl Library {
    /// The posts that are in versions of the blog and not here any more, those first that went last; told as they are found,
    /// at most `limit` of them. One that got another name is not among them.
    ///
    /// # Errors
    /// `repository.none`, `cancelled`, and what Git says.
    pub fn deleted_posts(
        &self,
        limit: usize,
        tell: HistoryTold<'_>,
        cancel: &Cancel,
    ) -> Result<Vec<DeletedPost>> {
        let inner = &self.inner;
        let repository = inner.repository()?;
        let failed = |error| git_error(error, &inner.root);
        inner.refresh_changes()?;
        let mut all = inner.deleted_here(cancel)?;
        let mut seen: HashSet<String> = all.iter().map(|post| post.path.clone()).collect();
        let step = |looked: usize, deleted: Vec<DeletedPost>| {
            tell(HistoryStep {
                looked: u32::try_from(looked).unwrap_or(u32::MAX),
                versions: Vec::new(),
                deleted,
            });
        };
        step(0, all.clone());
        let mut hear = |looked: usize, gone: Vec<git::Deleted>| {
            let new: Vec<DeletedPost> = gone
                .iter()
                .filter_map(|gone| inner.deleted(gone, &mut seen))
                .collect();
            if !new.is_empty() || looked.is_multiple_of(TOLD_EVERY) {
                step(looked, new.clone());
            }
            all.extend(new);
            all.len() < limit
        };
        repository.deleted(REACH, &mut hear, cancel).map_err(failed)?;
        all.truncate(limit);
        Ok(all)
    }
}

impl Inner {
    /// Posts whose deletion is in no version yet.
    fn deleted_here(&self, cancel: &Cancel) -> Result<Vec<DeletedPost>> {
        let mut gone: Vec<String> = {
            let index = self.index();
            let deleted = index
                .changes()
                .iter()
                .filter(|(_, kind)| **kind == ChangeKind::Deleted);
            deleted.map(|(path, _)| path.clone()).collect()
        };
        gone.retain(|path| self.content(path).is_ok() && !self.root.join(path).exists());
        gone.sort();
        let mut found = Vec::new();
        for path in gone {
            let versions = self
                .repository()?
                .versions(&self.git_path(&path), 1, REACH, cancel);
            let versions = versions.map_err(|error| git_error(error, &self.root))?;
            // One that only the server has, or whose deletion is a version that was not sent, comes by the other way.
            if let Some(last) = versions.list.first().filter(|last| !last.deleted) {
                found.push(DeletedPost {
                    title: self.title_in(last.commit.id, &last.path, &path),
                    version: last.commit.id.to_string(),
                    author: None,
                    date: None,
                    path,
                });
            }
        }
        Ok(found)
    }

    fn deleted(&self, gone: &git::Deleted, seen: &mut HashSet<String>) -> Option<DeletedPost> {
        let path = self.library_path(&gone.path)?;
        let is_post = self.site.generator.classify(&path) != PathKind::NotContent;
        if !is_post || self.root.join(&path).exists() || !seen.insert(path.clone()) {
            return None;
        }
        Some(DeletedPost {
            title: self.title_in(gone.before, &gone.path, &path),
            version: gone.commit.id.to_string(),
            author: Some(gone.commit.author.name.clone()),
            date: Some(moment(&gone.commit)),
            path,
        })
    }

    fn title_in(&self, commit: git::Id, git_path: &std::path::Path, path: &str) -> String {
        let title = |post: Post| post.known(Known::Title)?.value.as_str().map(str::to_owned);
        let post = self.kept_text(Some(commit), git_path).ok();
        post.and_then(title).unwrap_or_else(|| path.to_owned())
    }
}
