//! How problems are mended: for each kind the ways that change nothing else. A way is a whole post; what it changes is read
//! off it, so that nobody has to trust a description.

mod head;
mod text;

use galley_post::{Edit, Known, Post, Value, strings_by};

use crate::error::{Error, Result};
use crate::library::{Inner, Library, lock};
use crate::lines::lf;
use crate::meeting::{Back, Replaced};
use crate::undo::Undo;
use crate::view::{BlockKind, FieldEdit, Fix, ProblemPlace, VerbResult};
use crate::{compare, facts, fields, paths, words};

/// A way to mend a problem.
pub(super) struct Way {
    label: String,
    detail: Option<String>,
    sure: bool,
    post: Post,
}

impl Way {
    pub(super) fn new(code: &str, arguments: &[(&str, &str)], post: Post) -> Self {
        Way {
            label: words::say(code, arguments).0,
            detail: None,
            sure: false,
            post,
        }
    }

    /// It can be done unasked: the page stays what it is, or becomes what was meant beyond doubt.
    pub(super) fn sure(mut self) -> Self {
        self.sure = true;
        self
    }

    pub(super) fn with_detail(mut self, detail: Option<String>) -> Self {
        self.detail = detail;
        self
    }
}

impl Library {
    /// The ways to mend a problem, the likeliest first; none where only the writer can. Of an open post as it is typed.
    ///
    /// # Errors
    /// `post.outside`, `post.gone`, `post.not-a-post`.
    pub fn fixes(&self, place: &ProblemPlace) -> Result<Vec<Fix>> {
        let inner = &self.inner;
        let path = paths::normal(&place.path);
        let post = match inner.session_of(&path) {
            Some((_, session)) => lock(&session).post(),
            None => Post::parse(inner.read_post(&path)?),
        };
        let ways = ways(inner, &path, &post, place)?;
        Ok(ways.into_iter().map(|way| shown(&post, way)).collect())
    }

    /// Mends a problem in one of the ways that [`Library::fixes`] named, by its number, in the file; an open post is saved before
    /// and goes along. It can be taken back.
    ///
    /// # Errors
    /// As [`Library::fixes`]; `fix.gone` when there is no such way any more, `post.unsaved`, `post.two-versions`, and what the
    /// disk says.
    pub fn fix(&self, place: &ProblemPlace, way: u32) -> Result<VerbResult> {
        let inner = &self.inner;
        let _one_at_a_time = lock(&inner.writing);
        let _alone = inner.alone()?;
        let path = paths::normal(&place.path);
        inner.save_open(&std::iter::once(path.clone()).collect())?;
        let before = inner.read_post(&path)?;
        let mut ways = ways(inner, &path, &Post::parse(before.clone()), place)?;
        let way = usize::try_from(way).ok().filter(|way| *way < ways.len());
        let Some(way) = way.map(|way| ways.swap_remove(way)) else {
            return Err(Error::new("fix.gone", &[]));
        };
        let after = way.post.bytes().to_vec();
        inner.replace(&path, Some(&before), Some(&after))?;
        inner.wake_status();
        inner.tell_index();
        let undo = inner.can_undo(Undo::Replaced(Replaced {
            path: path.clone(),
            before: Some(before),
            after: Some(after),
            back: Back::Text,
        }));
        Ok(VerbResult {
            path,
            undo: Some(undo),
        })
    }
}

/// The ways of a kind. A way after which the problem is still there is none.
fn ways(inner: &Inner, path: &str, post: &Post, place: &ProblemPlace) -> Result<Vec<Way>> {
    if !post.is_utf8() {
        return Ok(Vec::new());
    }
    let mut ways = match place.code.as_str() {
        "post.no-title" => titled(inner, path, post),
        "date.no-offset" => dated(inner, path, post),
        "tag.look-alike" => tagged(inner, post, place),
        "head.leaks" | "head.late" | "head.tabs" | "head.unclosed" => head::ways(inner, post, &place.code),
        _ => text::ways(inner, path, post, place),
    };
    let count = |post: &Post| {
        let all = super::problems(inner, path, post);
        all.iter().filter(|problem| problem.code == place.code).count()
    };
    // Links and tags hang on other posts too; what is offered for them is there by itself.
    if !matches!(
        place.code.as_str(),
        "link.missing" | "link.no-heading" | "tag.look-alike"
    ) {
        let before = count(post);
        ways.retain(|way| count(&way.post) < before);
    }
    Ok(ways)
}

/// The title that the text begins with, else the file's name.
fn titled(inner: &Inner, path: &str, post: &Post) -> Vec<Way> {
    let outline = galley_site::outline(post.body(), &galley_site::TextOptions::default());
    let heading = outline.headings.first().map(|heading| heading.words.clone());
    let name = inner
        .site
        .generator
        .name_of(path)
        .unwrap_or_default()
        .replace(['-', '_'], " ");
    let mut letters = name.trim().chars();
    let name: String = letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default();
    let mut titles: Vec<String> = heading
        .into_iter()
        .chain([name])
        .filter(|title| !title.is_empty())
        .collect();
    titles.dedup();
    let way = |title: String| {
        let edit = FieldEdit::Title { value: title.clone() };
        let after = fields::edit(inner, path, post, &edit).ok()?;
        Some(Way::new("fix.title", &[("title", &title)], after))
    };
    titles.into_iter().filter_map(way).collect()
}

/// The offset that the site's clock had at that moment, written as the date is.
fn dated(inner: &Inner, path: &str, post: &Post) -> Vec<Way> {
    let generator = &inner.site.generator;
    let now = inner.clock.now();
    let Some(when) = generator
        .date_of(path, &facts::said(post))
        .map(|dated| dated.when)
    else {
        return Vec::new();
    };
    let (Some(time), Some(found)) = (when.time, post.known(Known::Date)) else {
        return Vec::new();
    };
    let text = found.value.as_str().unwrap_or_default().trim_end();
    let zone = generator.time_zone(now.time_zone());
    let Ok(zoned) = when.day.to_datetime(time).to_zoned(zone) else {
        return Vec::new();
    };
    let minutes = zoned.offset().seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
    let colon = format!("{sign}{hours:02}:{rest:02}");
    // After a blank YAML and Ruby write another blank; minutes alone are no whole time to all readers.
    let with_seconds = text.matches(':').count() >= 2;
    let between = if text.contains('T') { "" } else { " " };
    let seconds = if with_seconds { "" } else { ":00" };
    let value = format!("{text}{seconds}{between}{colon}");
    let value = match found.value {
        Value::Date(_) => Value::Date(if post.format() == galley_post::Format::Toml {
            value.replace(between, "")
        } else {
            value
        }),
        _ => Value::String(value),
    };
    let edit = Edit::Set {
        path: found.path.clone(),
        value,
    };
    let after = fields::apply(post, edit).ok();
    // The moment may not become another one.
    let same = |after: &Post| {
        let then = generator
            .date_of(path, &facts::said(after))
            .map(|dated| dated.when);
        then.is_some_and(|then| {
            then.day == when.day && then.time == when.time && then.offset == Some(zoned.offset())
        })
    };
    let after = after.filter(same);
    after
        .map(|after| Way::new("fix.offset", &[("offset", &colon)], after).sure())
        .into_iter()
        .collect()
}

fn tagged(inner: &Inner, post: &Post, place: &ProblemPlace) -> Vec<Way> {
    let Some(tag) = place.what.as_deref() else {
        return Vec::new();
    };
    let groups = inner.look_alikes();
    let scalar = facts::scalar_tags(&inner.site.generator);
    let (Some(group), Some(found)) = (
        groups
            .into_iter()
            .find(|group| group.others.iter().any(|other| other.name == tag)),
        post.known(Known::Tags),
    ) else {
        return Vec::new();
    };
    if !strings_by(found.value, scalar).iter().any(|own| own == tag) {
        return Vec::new();
    }
    let edit = Edit::ReplaceItem {
        path: found.path.clone(),
        item: tag.to_owned(),
        with: group.keep.name.clone(),
        scalar,
    };
    let after = fields::apply(post, edit).ok();
    after
        .map(|after| Way::new("fix.tag", &[("tag", &group.keep.name)], after))
        .into_iter()
        .collect()
}

/// What a way changes.
fn shown(before: &Post, way: Way) -> Fix {
    let text = |post: &Post| lf(&String::from_utf8_lossy(post.bytes()));
    let lines = compare::lines(&text(before), &text(&way.post));
    let of = |kind: BlockKind| lines.iter().filter(|line| line.kind == kind).count();
    let changed = of(BlockKind::Removed).max(of(BlockKind::Added));
    Fix {
        label: way.label,
        detail: way.detail,
        sure: way.sure,
        changed: u32::try_from(changed).unwrap_or(u32::MAX),
        lines,
    }
}
