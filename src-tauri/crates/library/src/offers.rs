//! What the menu of a post has to know: where the post is, who sees it, and where it could go.

use galley_post::Post;

use crate::error::Result;
use crate::library::Library;
use crate::view::PostOffers;
use crate::{address, paths};

impl Library {
    /// What can be done with this post.
    ///
    /// # Errors
    /// `post.outside`, `post.gone`, `post.not-a-post`.
    pub fn post_offers(&self, path: &str) -> Result<PostOffers> {
        let inner = &self.inner;
        let path = paths::normal(path);
        let file = inner.existing(&path)?;
        let post = Post::parse(inner.read_post(&path)?);
        let generator = &inner.site.generator;
        let movable = generator.name_of(&path).is_some();
        let own = generator.collection(&path);
        let all = inner.index().collections().into_iter().map(|one| one.name);
        Ok(PostOffers {
            file: file.display().to_string(),
            address: address::address(inner, &path, &post),
            public: inner.is_public(&path),
            movable,
            collections: all.filter(|name| movable && Some(name) != own.as_ref()).collect(),
            path,
        })
    }

    /// The file of a post, to be shown by the system.
    ///
    /// # Errors
    /// `post.outside`, `post.gone`, `post.not-a-post`.
    pub fn file_of(&self, path: &str) -> Result<std::path::PathBuf> {
        self.inner.existing(&paths::normal(path))
    }
}
