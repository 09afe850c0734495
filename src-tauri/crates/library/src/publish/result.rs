//! What a publish tells of itself when it is done.

use galley_git as git;
use galley_post::{Known, Post};

use super::Made;
use crate::library::Inner;
use crate::view::{PublishResult, RepositoryView, Visibility};
use crate::{address, disk};

impl Inner {
    /// Where readers find the post that went. `None` for several, and for one that readers do not see.
    fn address_of(&self, names: &[String]) -> Option<String> {
        let content =
            |path: &&String| self.site.generator.classify(path) != galley_generators::PathKind::NotContent;
        let mut posts = names.iter().filter(content);
        let (Some(path), None) = (posts.next(), posts.next()) else {
            return None;
        };
        let now = self.clock.now().timestamp();
        let seen = self
            .index()
            .get(path)
            .is_some_and(|facts| facts.visibility(now) == Visibility::Public);
        let bytes = disk::read(&self.root, path).ok().filter(|_| seen)?;
        address::address(self, path, &Post::parse(bytes))
    }

    /// What went: of these names, those that the version changed.
    pub(super) fn result(
        &self,
        repository: &git::Repository,
        before: RepositoryView,
        names: &[String],
        made: &Made,
    ) -> PublishResult {
        // There is no version that changes nothing: of one name it is clear.
        let all = made.earlier > 0 || names.len() == 1;
        let changed = match all {
            true => Vec::new(),
            false => repository.changed_paths(made.id).unwrap_or_default(),
        };
        let went = |name: &&String| all || changed.contains(&self.git_path(name));
        let went: Vec<&String> = names.iter().filter(went).collect();
        let content =
            |path: &&&String| self.site.generator.classify(path) != galley_generators::PathKind::NotContent;
        let (posts, pictures): (Vec<&String>, Vec<&String>) = went.iter().partition(|path| content(path));
        let gone = |path: &&&String| !self.root.join(path).exists();
        let titles = |paths: &mut dyn Iterator<Item = &&String>| -> Vec<String> {
            paths
                .map(|path| self.title_of(repository, made.id, path))
                .collect()
        };
        PublishResult {
            at: self.clock.time(),
            branch: before.branch.unwrap_or_default(),
            server: before.server.unwrap_or_default(),
            commit: made.id.short(),
            posts: titles(&mut posts.iter()),
            removed: titles(&mut posts.iter().filter(gone)),
            pictures: u32::try_from(pictures.len()).unwrap_or(u32::MAX),
            earlier: u32::try_from(made.earlier).unwrap_or(u32::MAX),
            sent_too: Vec::new(),
            never_sent: None,
            url: self.address_of(names),
        }
    }

    /// A post's title; of one that is gone, the one that it had before this version or has in it.
    fn title_of(&self, repository: &git::Repository, version: git::Id, path: &str) -> String {
        if let Some(facts) = self.index().get(path) {
            return facts.title.clone();
        }
        let git_path = self.git_path(path);
        let before = repository.before(version, &git_path).ok().flatten();
        let now = || {
            repository
                .read_blob(git::Revision::Commit(version), &git_path)
                .ok()
                .flatten()
        };
        let title = before.or_else(now).and_then(|bytes| {
            let post = Post::parse(bytes);
            let title = post.known(Known::Title)?;
            title.value.as_str().map(str::to_owned)
        });
        title.unwrap_or_else(|| path.to_owned())
    }
}
