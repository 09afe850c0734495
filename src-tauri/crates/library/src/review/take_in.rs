//! What reviewers changed on a review's branch comes into the writer's text before the next version goes there.

use galley_git as git;
use galley_post::Post;

use crate::disk;
use crate::error::{Error, Result};
use crate::failure::git_error;
use crate::library::Inner;

impl Inner {
    /// Brings what `tip` has beyond the `known` version of these posts together with what is on disk.
    pub(super) fn take_in_review(
        &self,
        repository: &git::Repository,
        branch: &str,
        known: git::Id,
        tip: git::Id,
        names: &[String],
    ) -> Result<()> {
        if known == tip {
            return Ok(());
        }
        let failed = |error| git_error(error, &self.root);
        for path in names {
            let git_path = self.git_path(path);
            let at = |id| {
                repository
                    .read_blob(git::Revision::Commit(id), &git_path)
                    .map_err(failed)
            };
            let (base, theirs) = (at(known)?, at(tip)?);
            if base == theirs {
                continue;
            }
            let apart = || Error::new("review.two-versions", &[("path", path), ("branch", branch)]);
            let is = disk::read(&self.root, path).map_err(|_| apart())?;
            let mine = repository.as_kept(&git_path, &is).map_err(failed)?;
            if Some(&mine) == theirs.as_ref() {
                continue;
            }
            let theirs = theirs.ok_or_else(apart)?;
            let merged = if Some(&mine) == base.as_ref() {
                let whole = repository.as_on_disk(tip, &git_path, &git_path).map_err(failed)?;
                whole.ok_or_else(apart)?
            } else {
                let content = self.site.generator.classify(path) != galley_generators::PathKind::NotContent;
                let [base, mine, theirs] = [base.unwrap_or_default(), mine, theirs].map(Post::parse);
                let merged = galley_post::merge(&base, &mine, &theirs);
                let settled = content.then(|| merged.settled()).flatten();
                settled.ok_or_else(apart)?.bytes().to_vec()
            };
            self.replace(path, Some(&is), Some(&merged))?;
        }
        Ok(())
    }
}
