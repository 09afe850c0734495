//! The files that a post shows: which of them go along when it is published.

use galley_generators as generators;
use galley_post::{Known, Post};

use crate::library::Inner;
use crate::{disk, preview};

/// The library's files that a post shows: in its text, and as its cover.
pub(crate) fn pictures_of(inner: &Inner, path: &str) -> Vec<String> {
    let Ok(bytes) = disk::read(&inner.root, path) else {
        return Vec::new();
    };
    let post = Post::parse(bytes);
    let cover = post
        .known(Known::Image)
        .and_then(|found| found.value.as_str().map(str::to_owned));
    let links = links(post.body())
        .into_iter()
        .map(|link| link.address)
        .chain(cover);
    links
        .filter_map(|link| {
            let mut there = inner
                .site
                .generator
                .asset_candidates(path, &preview::decode(&link))
                .into_iter();
            there.find(|file| inner.root.join(file).is_file() && goes_along(inner, file))
        })
        .collect()
}

/// True for a file that readers get with a post: a picture, a recording, a document to load down. Never another post, a
/// hidden file or the blog's own settings, whatever links to them.
fn goes_along(inner: &Inner, path: &str) -> bool {
    const ALSO: [&str; 10] = [
        "mp4", "webm", "mov", "mp3", "ogg", "m4a", "wav", "pdf", "csv", "vtt",
    ];
    let extension = path
        .rsplit_once('.')
        .map(|(_, extension)| extension.to_ascii_lowercase())
        .unwrap_or_default();
    let kind = preview::media_type(path).is_some() || ALSO.contains(&extension.as_str());
    let hidden = path.split('/').any(|part| part.starts_with('.'));
    kind && !hidden && inner.site.generator.classify(path) == generators::PathKind::NotContent
}

/// A link to a file in a text.
pub(crate) struct Link {
    /// The address as written.
    pub(crate) address: String,
    /// The body's line, counted from 1.
    pub(crate) line: usize,
    /// The words between the brackets of a picture; `None` for a link that is none.
    pub(crate) alt: Option<String>,
}

/// The links of a Markdown text, and the `src`s of its HTML. Links in code are among them: they name no file that exists.
pub(crate) fn links(body: &str) -> Vec<Link> {
    let mut links = Vec::new();
    for (number, line) in body.lines().enumerate() {
        let mut rest = line;
        while let Some(at) = rest.find("](") {
            let (before, after) = rest.split_at(at);
            let after = &after[2..];
            let address = after
                .trim_start_matches('<')
                .split([')', ' ', '>', '"'])
                .next()
                .unwrap_or_default();
            let open = before.rfind('[');
            let picture = open.is_some_and(|open| before[..open].ends_with('!'));
            let alt = open.filter(|_| picture).map(|open| before[open + 1..].to_owned());
            links.push(Link {
                address: address.to_owned(),
                line: number + 1,
                alt,
            });
            rest = after;
        }
        for quote in ['"', '\''] {
            for part in line.split(&format!("src={quote}")).skip(1) {
                let address = part.split(quote).next().unwrap_or_default().to_owned();
                links.push(Link {
                    address,
                    line: number + 1,
                    alt: None,
                });
            }
        }
    }
    links.retain(|link| {
        !link.address.is_empty() && !link.address.contains("://") && !link.address.starts_with(['#', '{'])
    });
    links
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_of_pictures_and_files_are_found() {
        let body = "![a chart](images/a.png \"Title\") and [a file](files/b%20c.pdf)\n\n<img src='d.webp'>\n[web](https://x.example/e.png) [here](#top)";
        let found: Vec<_> = links(body)
            .into_iter()
            .map(|l| (l.address, l.line, l.alt))
            .collect();
        assert_eq!(
            found,
            [
                ("images/a.png".to_owned(), 1, Some("a chart".to_owned())),
                ("files/b%20c.pdf".to_owned(), 1, None),
                ("d.webp".to_owned(), 3, None),
            ]
        );
    }
}
