//! Where readers find a post, when the generator and the site's settings say so. Never a guess.

use galley_generators::Url;
use galley_post::Post;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::facts;
use crate::library::Inner;

/// What a path of an address cannot have as it is, after the path set of the URL standard (url.spec.whatwg.org). A percent
/// sign stays: a generator that writes one has encoded the address itself.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'}');

/// A post's place in the site, without a slash before it: `posts/our-retries/`. `None` where it is not sure.
pub(crate) fn place(inner: &Inner, path: &str, post: &Post) -> Option<String> {
    match inner.site.generator.url(path, &facts::said(post)) {
        Url::Known(url) => Some(encoded(url.trim_start_matches('/'))),
        Url::Unknown | Url::NoPage => None,
    }
}

/// A path as it stands in an address.
pub(crate) fn encoded(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

/// A post's whole address. `None` where its place is not sure, or the site has no address on the web.
pub(crate) fn address(inner: &Inner, path: &str, post: &Post) -> Option<String> {
    let base = inner.site.base_url.as_deref()?;
    if !base.starts_with("https://") && !base.starts_with("http://") {
        return None;
    }
    let place = place(inner, path, post)?;
    Some(format!("{}/{place}", base.trim_end_matches('/')))
}
