//! How a post links to another one, as its generator wants it written.

use galley_generators::GeneratorKind;
use galley_post::Post;

use crate::error::Result;
use crate::library::{Inner, Library, lock};
use crate::{address, disk, paths};

impl Library {
    /// The address by which an open post links to the post at `to`, as the generator wants it written; where that is not sure, by
    /// its file.
    ///
    /// # Errors
    /// `post.closed`, `post.outside`, `post.gone`, `post.not-a-post`.
    pub fn link_to(&self, post: &str, to: &str) -> Result<String> {
        let inner = &self.inner;
        let session = inner.session(post)?;
        let from = lock(&session).path.clone();
        let to = paths::normal(to);
        inner.existing(&to)?;
        Ok(link_to(inner, &from, &to).unwrap_or_else(|| relative(&from, &to)))
    }
}

/// The address by which the post at `from` links to the one at `to`. `None` where no form of it is sure.
pub(crate) fn link_to(inner: &Inner, from: &str, to: &str) -> Option<String> {
    let generator = &inner.site.generator;
    let below = |folder: &str| {
        let root = generator.site_root();
        let folder = if root.is_empty() {
            folder.to_owned()
        } else {
            format!("{root}/{folder}")
        };
        to.strip_prefix(&format!("{folder}/")).map(str::to_owned)
    };
    let page = || {
        let post = Post::parse(disk::read(&inner.root, to).ok()?);
        let place = address::place(inner, to, &post)?;
        let base = generator.settings().base_path.trim_matches('/');
        let base = if base.is_empty() {
            String::new()
        } else {
            format!("/{base}")
        };
        Some(format!("{base}/{place}"))
    };
    match generator.kind() {
        GeneratorKind::Zola => below("content").map(|path| format!("@/{path}")),
        GeneratorKind::Hugo => match below("content") {
            Some(path) => Some(format!("{{{{< relref \"/{path}\" >}}}}")),
            None => page(),
        },
        GeneratorKind::Jekyll => match to.rsplit_once("_posts/") {
            // Jekyll finds posts in folders of their own by their names alone.
            Some((_, name)) => {
                let name = name.rsplit_once('.').map_or(name, |(name, _)| name);
                Some(format!("{{% post_url {name} %}}"))
            }
            None => page(),
        },
        GeneratorKind::Galley | GeneratorKind::Docusaurus | GeneratorKind::Markdown => {
            Some(relative(from, to))
        }
        _ => page().or_else(|| Some(relative(from, to))),
    }
}

/// The path of `to` seen from the folder of `from`.
pub(crate) fn relative(from: &str, to: &str) -> String {
    let folder: Vec<&str> = from
        .rsplit_once('/')
        .map_or(Vec::new(), |(folder, _)| folder.split('/').collect());
    let target: Vec<&str> = to.split('/').collect();
    let same = folder
        .iter()
        .zip(&target)
        .take_while(|(a, b)| a == b)
        .count()
        .min(target.len() - 1);
    let up = vec![".."; folder.len() - same];
    let parts: Vec<&str> = up.into_iter().chain(target[same..].iter().copied()).collect();
    written(&parts.join("/"))
}

/// A path as Markdown takes it between brackets: letters stay letters, so that the writer can read them.
fn written(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for c in path.chars() {
        match c {
            ' ' | '(' | ')' | '<' | '>' | '%' | '#' | '?' | '"' => {
                out.push_str(&format!("%{:02X}", u32::from(c)))
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::relative;

    #[test]
    fn a_path_is_seen_from_the_posts_folder() {
        assert_eq!(relative("posts/a.md", "posts/b.md"), "b.md");
        assert_eq!(relative("posts/2026/a.md", "posts/b c.md"), "../b%20c.md");
        assert_eq!(relative("a.md", "posts/b.md"), "posts/b.md");
        assert_eq!(relative("posts/a/index.md", "posts/b/index.md"), "../b/index.md");
    }
}
