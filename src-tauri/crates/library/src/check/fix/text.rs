//! Ways to mend what is wrong in a text: each replaces a stretch of a line, or adds one line.

use std::ops::Range;

use galley_post::Post;
use galley_site::{TextOptions, outline};

use super::Way;
use crate::check::text::conflicts;
use crate::library::{Inner, lock};
use crate::link_to::{link_to, relative};
use crate::view::ProblemPlace;
use crate::{disk, preview, reading, scan};

pub(super) fn ways(inner: &Inner, path: &str, post: &Post, place: &ProblemPlace) -> Vec<Way> {
    let line = place.line.map(|line| line as usize);
    let what = place.what.as_deref().unwrap_or_default();
    match (place.code.as_str(), line) {
        ("link.missing", Some(line)) => other_posts(inner, path, post, line, what),
        ("link.no-heading", Some(line)) => other_headings(inner, path, post, line, what),
        ("picture.missing", Some(line)) => other_pictures(inner, path, post, line, what),
        ("heading.skipped", Some(line)) => raised(post, line).into_iter().collect(),
        ("heading.several-h1", Some(line)) => lowered(post, line).into_iter().collect(),
        ("fence.unclosed", Some(line)) => fenced(post, line).into_iter().collect(),
        ("conflict.markers", Some(line)) => decided(post, line),
        _ => Vec::new(),
    }
}

/// The stretch of a line of the file that stands in the body.
fn body_line(post: &Post, line: usize) -> Option<Range<usize>> {
    let wanted = line.checked_sub(post.body_line())?;
    let mut start = 0;
    for (at, text) in post.body().split_inclusive('\n').enumerate() {
        if at == wanted {
            return Some(start..start + text.len());
        }
        start += text.len();
    }
    None
}

fn with(post: &Post, at: Range<usize>, text: &str) -> Post {
    let body = post.body();
    post.with_body(&format!("{}{text}{}", &body[..at.start], &body[at.end..]))
}

/// Where a link's address stands, from its line on: Markdown may end a link on a later one.
fn address_at(post: &Post, line: usize, address: &str) -> Option<Range<usize>> {
    let from = body_line(post, line)?.start;
    let body = post.body();
    let is_end =
        |at: usize| body[at..].starts_with([')', '>', ' ', '"', '\'', '\n', '\r']) || at == body.len();
    let found = body[from..]
        .match_indices(address)
        .map(|(at, _)| from + at)
        .find(|at| body[..*at].ends_with(['(', '<', '"', '\'', ' ']) && is_end(at + address.len()))?;
    // A paragraph further on it is another link.
    (!body[from..found].contains("\n\n")).then(|| found..found + address.len())
}

fn other_posts(inner: &Inner, path: &str, post: &Post, line: usize, address: &str) -> Vec<Way> {
    let (Some(at), Some(pages)) = (address_at(post, line, address), lock(&inner.pages).clone()) else {
        return Vec::new();
    };
    let fragment = address.find('#').map_or("", |at| &address[at..]);
    let index = inner.index();
    let way = |target: &&str| {
        let facts = index.get(target)?;
        let link = link_to(inner, path, target)?;
        let detail = facts.day.map(|day| crate::words::day(day, inner.clock.today()));
        let after = with(post, at.clone(), &format!("{link}{fragment}"));
        Some(Way::new("fix.link", &[("title", &facts.title)], after).with_detail(detail))
    };
    pages
        .nearest(address)
        .iter()
        .filter(|target| **target != path)
        .filter_map(way)
        .collect()
}

/// Words that are less alike than this are another heading.
const LIKE: f64 = 0.5;

fn other_headings(inner: &Inner, path: &str, post: &Post, line: usize, address: &str) -> Vec<Way> {
    let (Some(at), Some((file, fragment))) = (address_at(post, line, address), address.split_once('#'))
    else {
        return Vec::new();
    };
    let pages = lock(&inner.pages).clone();
    let body = if file.is_empty() {
        Some(post.body().to_owned())
    } else {
        let by_file = reading::files(path, file)
            .into_iter()
            .find(|file| inner.root.join(file).is_file());
        let by_place = || {
            let pages = pages.as_ref()?;
            match pages.target(inner, path, None, address) {
                crate::check::Target::Post(found) => Some(found.to_owned()),
                _ => None,
            }
        };
        let target = by_file.or_else(by_place);
        let bytes = target.and_then(|target| disk::read(&inner.root, &target).ok());
        bytes.map(|bytes| Post::parse(bytes).body().to_owned())
    };
    let Some(body) = body else { return Vec::new() };
    let wanted = preview::decode(fragment).to_lowercase();
    let headings = outline(&body, &TextOptions::default()).headings;
    let mut near: Vec<(f64, &galley_site::Heading)> = headings
        .iter()
        .map(|heading| {
            (
                strsim::normalized_damerau_levenshtein(&heading.id, &wanted),
                heading,
            )
        })
        .filter(|(like, _)| *like >= LIKE)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    let way = |heading: &galley_site::Heading| {
        let after = with(post, at.clone(), &format!("{file}#{}", heading.id));
        Way::new("fix.heading-link", &[("heading", &heading.words)], after)
    };
    near.into_iter()
        .take(4)
        .map(|(_, heading)| way(heading))
        .collect()
}

/// Pictures of the same name elsewhere in the library.
fn other_pictures(inner: &Inner, path: &str, post: &Post, line: usize, address: &str) -> Vec<Way> {
    let Some(at) = address_at(post, line, address) else {
        return Vec::new();
    };
    let decoded = preview::decode(address);
    let name = decoded.rsplit('/').next().unwrap_or_default().to_lowercase();
    let generator = &inner.site.generator;
    let mut ways = Vec::new();
    for file in scan::walk(&inner.root).files {
        if file.path.rsplit('/').next().unwrap_or_default().to_lowercase() != name {
            continue;
        }
        let below = |folder: &String| {
            let rest = file.path.strip_prefix(&format!("{folder}/"));
            rest.filter(|_| !folder.is_empty()).map(|rest| format!("/{rest}"))
        };
        // Beside the post it stays with the post; a folder of assets is reached from the root.
        let beside = path
            .rsplit_once('/')
            .is_some_and(|(own, _)| file.path.starts_with(&format!("{own}/")));
        let assets = generator
            .asset_folders()
            .iter()
            .find_map(below)
            .filter(|_| !beside);
        let link = assets.unwrap_or_else(|| relative(path, &file.path));
        let found = generator.asset_candidates(path, &preview::decode(&link));
        if found.iter().find(|found| inner.root.join(found).is_file()) == Some(&file.path) {
            let after = with(post, at.clone(), &link);
            ways.push(Way::new("fix.picture", &[("path", &file.path)], after));
        }
    }
    ways
}

/// The `#`s of a heading that is not underlined.
fn signs(post: &Post, line: usize) -> Option<Range<usize>> {
    let at = body_line(post, line)?;
    let text = &post.body()[at.clone()];
    let start = at.start + (text.len() - text.trim_start().len());
    let count = text.trim_start().bytes().take_while(|b| *b == b'#').count();
    (count > 0).then(|| start..start + count)
}

/// A heading that skipped levels, one below the one before it.
fn raised(post: &Post, line: usize) -> Option<Way> {
    let at = signs(post, line)?;
    let headings = outline(post.body(), &TextOptions::default()).headings;
    let own = line.checked_sub(post.body_line())? + 1;
    let place = headings.iter().position(|heading| heading.line == own)?;
    let before = headings.get(place.checked_sub(1)?)?.level;
    let marks = "#".repeat(usize::from(before) + 1);
    Some(Way::new(
        "fix.raise",
        &[("marks", &marks)],
        with(post, at, &marks),
    ))
}

fn lowered(post: &Post, line: usize) -> Option<Way> {
    let at = signs(post, line)?;
    Some(Way::new("fix.lower", &[], with(post, at, "##")))
}

/// The closing fence at the end, where the page ends the code anyway.
fn fenced(post: &Post, line: usize) -> Option<Way> {
    let body = post.body();
    let at = body_line(post, line)?;
    let opening = body[at].trim_start();
    let sign = opening.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let fence: String = opening.chars().take_while(|c| *c == sign).collect();
    let ending = if body.contains("\r\n") { "\r\n" } else { "\n" };
    let between = if body.ends_with(['\n', '\r']) { "" } else { ending };
    let after = post.with_body(&format!("{body}{between}{fence}{ending}"));
    Some(Way::new("fix.fence", &[], after).sure())
}

/// One side of a conflict, the other, or both.
fn decided(post: &Post, line: usize) -> Vec<Way> {
    let text = String::from_utf8_lossy(post.bytes()).into_owned();
    let all = conflicts(&text, |_| false);
    let Some(conflict) = all.into_iter().find(|conflict| conflict.marks[0] + 1 == line) else {
        return Vec::new();
    };
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let [open, middle, close] = conflict.marks;
    let mine = lines[open + 1..conflict.base.unwrap_or(middle)].concat();
    let theirs = lines[middle + 1..close].concat();
    let (before, after) = (lines[..open].concat(), lines[close + 1..].concat());
    let name = |at: usize| {
        lines[at]
            .trim_end()
            .get(7..)
            .unwrap_or_default()
            .trim()
            .to_owned()
    };
    let way = |code: &str, side: &str, chosen: String| {
        let post = Post::parse(format!("{before}{chosen}{after}"));
        Way::new(code, &[("side", side)], post).with_detail((!side.is_empty()).then(|| side.to_owned()))
    };
    vec![
        way("fix.first", &name(open), mine.clone()),
        way("fix.second", &name(close), theirs.clone()),
        way("fix.both", "", format!("{mine}{theirs}")),
    ]
}
