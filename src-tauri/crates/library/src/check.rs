//! What readers would stumble over in a post: pictures that are not there or say nothing, links that lead nowhere, a
//! date that will surprise. Owns the looking; the sentences stand in `words`. Writes nothing.

use galley_generators::GeneratorKind;
use galley_post::Post;

use crate::error::Result;
use crate::library::{Inner, Library, lock};
use crate::links::{Link, links};
use crate::view::{Level, PostCheck, Problem, Visibility};
use crate::{facts, preview};

impl Library {
    /// The problems of an open post, its unsaved text included.
    ///
    /// # Errors
    /// `post.closed`.
    pub fn check_post(&self, post: &str) -> Result<PostCheck> {
        let session = self.inner.session(post)?;
        let (path, line, now) = {
            let session = lock(&session);
            (session.path.clone(), session.text_line(), session.post())
        };
        let mut problems = problems(&self.inner, &path, &now);
        problems.extend(self.inner.true_preview_problem(&path));
        Ok(PostCheck {
            body_line: u32::try_from(line).unwrap_or(u32::MAX),
            problems,
        })
    }
}

/// All problems of this post, those of its head first.
pub(crate) fn problems(inner: &Inner, path: &str, post: &Post) -> Vec<Problem> {
    let generator = &inner.site.generator;
    let facts = facts::of_post(generator, &inner.clock, path, post);
    let scheduled = facts.visibility(inner.clock.now().timestamp()) == Visibility::Scheduled;
    let mut problems = facts.problems;
    if !post.is_utf8() {
        return problems;
    }
    let mut say = |code: &str, level, line, arguments: &[(&str, &str)]| {
        problems.push(facts::problem(code, level, path, line, arguments));
    };
    if scheduled {
        let day = facts.day.map(|day| day.to_string()).unwrap_or_default();
        let arguments = [("day", day.as_str()), ("generator", generator.kind().name())];
        say("date.future", Level::Warning, None, &arguments);
    }
    let dated = generator
        .date_of(path, &facts::said(post))
        .map(|dated| dated.when);
    if dated.is_some_and(|when| when.time.is_some() && when.offset.is_none()) {
        say("date.no-offset", Level::Hint, None, &[]);
    }
    for link in links(post.body()) {
        let line = u32::try_from(link.line + post.body_line() - 1).ok();
        if let Some((code, level)) = fault(inner, path, &link) {
            say(code, level, line, &[("link", &link.address)]);
        }
    }
    problems
}

/// What is wrong with a link, if anything.
fn fault(inner: &Inner, path: &str, link: &Link) -> Option<(&'static str, Level)> {
    let generator = &inner.site.generator;
    let address = preview::decode(&link.address);
    let Some(alt) = &link.description else {
        // Other generators make addresses of their own; only for Galley's own blogs is it known where a link leads.
        let lost = generator.kind() == GeneratorKind::Galley && leads_nowhere(inner, path, &address);
        return lost.then_some(("link.missing", Level::Warning));
    };
    let files = generator.asset_candidates(path, &address);
    if !files.is_empty() && !files.iter().any(|file| inner.root.join(file).is_file()) {
        return Some(("picture.missing", Level::Warning));
    }
    alt.trim()
        .is_empty()
        .then_some(("picture.no-description", Level::Hint))
}

/// True for a link to another post that is not there. Addresses of other schemes, and those from the site's root, are
/// nobody's to judge here.
fn leads_nowhere(inner: &Inner, path: &str, address: &str) -> bool {
    let end = address.find(['#', '?']).unwrap_or(address.len());
    let wanted = address[..end].trim_end_matches('/');
    if wanted.is_empty() || wanted.starts_with('/') || wanted.contains(':') {
        return false;
    }
    let folder = path.rfind('/').map_or("", |at| &path[..at]);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in wanted.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let target = parts.join("/");
    let there = |end: &str| inner.root.join(format!("{target}{end}")).is_file();
    !["", ".md", ".markdown", "/index.md", "/_index.md"]
        .into_iter()
        .any(there)
}
