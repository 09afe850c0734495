//! What readers or generators would stumble over: in one post as it is typed, or in all. Owns the looking; what a kind is
//! stands in `kinds`, its sentence in `words`, how it is mended in `fix`. Writes nothing.

mod across;
mod fix;
mod kinds;
mod pages;
mod report;
mod text;

use std::collections::HashSet;

use galley_generators::GeneratorKind;
use galley_post::{Known, Post, Value};
use galley_site::{Link, Outline, TextOptions, outline_and_links};

use crate::error::Result;
use crate::library::{Inner, Library, lock};
use crate::view::{Level, PostCheck, Problem, Visibility};
use crate::{address, facts, preview};

pub use kinds::problem_kinds;
pub(crate) use pages::{PageOf, Pages, Target};

impl Library {
    /// The problems of an open post, its unsaved text included. What hangs on other posts is as they were when all were looked
    /// at last.
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
    let seen = Seen::of(inner, path, post);
    let mut problems = alone(inner, path, post, &seen);
    let pages = lock(&inner.pages).clone();
    problems.extend(among(inner, path, post, &seen, pages.as_deref()));
    if let Some(pages) = &pages {
        problems.retain(|problem| !pages.habits.contains(&problem.code));
    }
    kinds::levelled(inner, problems)
}

/// What a post's text is made of, read once.
pub(crate) struct Seen {
    pub(crate) outline: Outline,
    pub(crate) links: Vec<Link>,
    /// The post's own place, where it is sure.
    pub(crate) place: Option<String>,
    /// The folded ids of its page; `None` where a template or a component may give it others.
    pub(crate) ids: Option<HashSet<String>>,
}

impl Seen {
    pub(crate) fn of(inner: &Inner, path: &str, post: &Post) -> Self {
        if !post.is_utf8() {
            return Seen {
                outline: Outline::default(),
                links: Vec::new(),
                place: None,
                ids: None,
            };
        }
        let (outline, mut links) = outline_and_links(post.body(), &TextOptions::default());
        // What a template fills in is known to the generator alone.
        links.retain(|link| !link.address.is_empty() && !link.address.starts_with('{'));
        Seen {
            links,
            place: address::place(inner, path, post),
            ids: ids(inner, post, &outline),
            outline,
        }
    }
}

/// What is wrong with a post, whatever stands in the others.
fn alone(inner: &Inner, path: &str, post: &Post, seen: &Seen) -> Vec<Problem> {
    let generator = &inner.site.generator;
    let facts = facts::of_post(generator, &inner.clock, path, post);
    let scheduled = facts.visibility(inner.clock.now().timestamp()) == Visibility::Scheduled;
    let mut problems = facts.problems;
    if !post.is_utf8() {
        return problems;
    }
    let mut say = Saying::new(path);
    if scheduled {
        let day = facts.day.map(|day| day.to_string()).unwrap_or_default();
        let arguments = [("day", day.as_str()), ("generator", generator.kind().name())];
        say.at("date.future", line_of(post, Known::Date), "", &arguments);
    }
    let dated = generator
        .date_of(path, &facts::said(post))
        .map(|dated| dated.when);
    if dated.is_some_and(|when| when.time.is_some() && when.offset.is_none()) {
        say.at("date.no-offset", line_of(post, Known::Date), "", &[]);
    }
    long(post, Known::Title, text::TITLE, "title.long", &mut say);
    long(
        post,
        Known::Description,
        text::DESCRIPTION,
        "description.long",
        &mut say,
    );
    odd_slug(inner, path, post, facts.page, &mut say);
    let first = post.body_line();
    let in_code = |line: usize| {
        let code = &seen.outline.code;
        code.iter()
            .any(|(from, to)| (from + first - 1..=to + first - 1).contains(&(line + 1)))
    };
    let whole = std::str::from_utf8(post.bytes()).unwrap_or_default();
    for conflict in text::conflicts(whole, in_code) {
        let line = u32::try_from(conflict.marks[0] + 1).ok();
        say.at("conflict.markers", line, "", &[]);
    }
    text::outline(&seen.outline, first, &mut say);
    for link in &seen.links {
        picture(inner, path, link, first, &mut say);
    }
    problems.extend(say.problems);
    problems
}

/// What is wrong with a post as one of many: its links, and what nearly all others have.
fn among(inner: &Inner, path: &str, post: &Post, seen: &Seen, pages: Option<&Pages>) -> Vec<Problem> {
    let mut say = Saying::new(path);
    let none = Pages::default();
    for link in seen.links.iter().filter(|link| link.description.is_none()) {
        let line = line_of_link(link, post.body_line());
        let pages = pages.unwrap_or(&none);
        let found = pages.target(inner, path, seen.place.as_deref(), &link.address);
        let fragment = link.address.split_once('#').map_or("", |(_, fragment)| fragment);
        let lacks = match found {
            Target::Nothing => {
                say.at("link.missing", line, &link.address, &[("link", &link.address)]);
                continue;
            }
            Target::Here => seen.ids.as_ref().is_some_and(|ids| pages::lacks(ids, fragment)),
            Target::Post(post) => pages.lacks(post, fragment),
            Target::Unknown => false,
        };
        if lacks {
            let arguments = [("link", link.address.as_str()), ("heading", fragment)];
            say.at("link.no-heading", line, &link.address, &arguments);
        }
    }
    say.problems
}

/// Problems as they are found, each with its kind's level.
pub(crate) struct Saying<'p> {
    path: &'p str,
    pub(crate) problems: Vec<Problem>,
}

impl<'p> Saying<'p> {
    pub(crate) fn new(path: &'p str) -> Self {
        Saying {
            path,
            problems: Vec::new(),
        }
    }

    /// `what` is the thing itself, for a list: a link, a heading, a tag.
    pub(crate) fn at(&mut self, code: &str, line: Option<u32>, what: &str, arguments: &[(&str, &str)]) {
        let level = kinds::find(code).map_or(Level::Hint, |kind| kind.level.clone());
        let problem = facts::problem(code, level, self.path, line, arguments);
        self.problems.push(Problem {
            what: (!what.is_empty()).then(|| what.to_owned()),
            ..problem
        });
    }
}

/// A picture that is not there, or says nothing to who cannot see it.
fn picture(inner: &Inner, path: &str, link: &Link, first: usize, say: &mut Saying<'_>) {
    let Some(alt) = &link.description else { return };
    let address = preview::decode(&link.address);
    let files = inner.site.generator.asset_candidates(path, &address);
    let line = line_of_link(link, first);
    let arguments = [("link", link.address.as_str())];
    if !files.is_empty() && !files.iter().any(|file| inner.root.join(file).is_file()) {
        say.at("picture.missing", line, &link.address, &arguments);
    } else if alt.trim().is_empty() {
        say.at("picture.no-description", line, &link.address, &arguments);
    }
}

fn line_of_link(link: &Link, first: usize) -> Option<u32> {
    u32::try_from(link.line + first - 1).ok()
}

/// The line of a field.
fn line_of(post: &Post, known: Known) -> Option<u32> {
    let found = post.known(known)?;
    let top = found.path.split('.').next()?;
    let field = post.fields().iter().find(|field| field.name == top)?;
    u32::try_from(field.lines.start).ok()
}

fn long(post: &Post, known: Known, most: usize, code: &str, say: &mut Saying<'_>) {
    let Some(text) = post
        .known(known)
        .and_then(|found| found.value.as_str().map(str::to_owned))
    else {
        return;
    };
    let length = text.trim().chars().count();
    if length > most {
        let (length, most) = (length.to_string(), most.to_string());
        say.at(
            code,
            line_of(post, known),
            "",
            &[("length", &length), ("most", &most)],
        );
    }
}

/// A name in the address that has to be written in another way, or that two systems take for two.
fn odd_slug(inner: &Inner, path: &str, post: &Post, page: bool, say: &mut Saying<'_>) {
    let generator = &inner.site.generator;
    let said = facts::said(post);
    let field = generator
        .slug_field(&said)
        .and_then(|field| Some((field, post.get(field)?.as_str()?)));
    let (line, slug) = match field {
        Some((_, slug)) => (line_of(post, Known::Slug), slug),
        None => (None, generator.name_of(path).unwrap_or_default()),
    };
    if !page && slug.chars().any(|c| c.is_whitespace() || c.is_uppercase()) {
        say.at("slug.odd", line, slug, &[("slug", slug)]);
    }
}

/// The folded ids of a post's page, where its generator gives headings ids and nothing else in the text may.
fn ids(inner: &Inner, post: &Post, outline: &Outline) -> Option<HashSet<String>> {
    let kind = inner.site.generator.kind();
    let by_rule = matches!(
        kind,
        GeneratorKind::Galley
            | GeneratorKind::Hugo
            | GeneratorKind::Zola
            | GeneratorKind::Jekyll
            | GeneratorKind::Docusaurus
            | GeneratorKind::Astro
            | GeneratorKind::Hexo
            | GeneratorKind::VitePress
            | GeneratorKind::VuePress
    );
    let body = post.body();
    let made = body.contains("{{") || body.contains("{%") || body.contains("{:") || body.contains("import ");
    let component = body
        .split('<')
        .skip(1)
        .any(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()));
    if !by_rule || made || component {
        return None;
    }
    let headings = outline
        .headings
        .iter()
        .flat_map(|heading| [&heading.id, &heading.words]);
    Some(headings.chain(&outline.ids).map(|id| pages::folded(id)).collect())
}

/// A post's old addresses.
pub(crate) fn aliases(post: &Post) -> Vec<String> {
    post.known(Known::Aliases)
        .map(|found| match found.value {
            Value::List(_) | Value::String(_) => galley_post::strings(found.value),
            _ => Vec::new(),
        })
        .unwrap_or_default()
}
