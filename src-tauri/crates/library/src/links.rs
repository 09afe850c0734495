//! The files that a post shows: which of them go along when it is published.

use galley_generators as generators;
use galley_post::{Known, Post};
pub(crate) use galley_site::Link;
use galley_site::TextOptions;

use crate::library::Inner;
use crate::{disk, preview};

/// The library's files that a post shows: in its text, and as its cover.
pub(crate) fn pictures_of(inner: &Inner, path: &str) -> Vec<String> {
    let Ok(bytes) = disk::read(&inner.root, path) else {
        return Vec::new();
    };
    shown_in(inner, path, bytes).collect()
}

/// The library's files that a post with these bytes shows.
pub(crate) fn shown_in<'a>(
    inner: &'a Inner,
    path: &'a str,
    bytes: Vec<u8>,
) -> impl Iterator<Item = String> + 'a {
    addresses(bytes).into_iter().filter_map(move |link| {
        let mut there = inner
            .site
            .generator
            .asset_candidates(path, &preview::decode(&link))
            .into_iter();
        there.find(|file| inner.root.join(file).is_file() && goes_along(inner, file))
    })
}

/// Where the files would stand that a post with these bytes shows, whether they are there or not.
pub(crate) fn named_in(inner: &Inner, path: &str, bytes: Vec<u8>) -> Vec<String> {
    let candidates = |link: String| {
        inner
            .site
            .generator
            .asset_candidates(path, &preview::decode(&link))
    };
    addresses(bytes).into_iter().flat_map(candidates).collect()
}

/// What a post with these bytes links to, and its cover.
fn addresses(bytes: Vec<u8>) -> Vec<String> {
    let post = Post::parse(bytes);
    let cover = post
        .known(Known::Image)
        .and_then(|found| found.value.as_str().map(str::to_owned));
    let links = links(post.body()).into_iter().map(|link| link.address);
    links.chain(cover).collect()
}

/// True for a file that readers get with a post: a picture, a recording, a document to load down. Never another post, a
/// hidden file or the blog's own settings, whatever links to them.
pub(crate) fn goes_along(inner: &Inner, path: &str) -> bool {
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

/// The links of a text that may lead to a file of the library: none to other sites, to places in the text, or into templates.
pub(crate) fn links(body: &str) -> Vec<Link> {
    let mut links = galley_site::links(body, &TextOptions::default());
    links.retain(|link| {
        !link.address.is_empty() && !link.address.contains("://") && !link.address.starts_with(['#', '{'])
    });
    links
}
