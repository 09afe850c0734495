//! What Publish would do: which files go, what changes in them, and what stands in the way.

mod said;

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use galley_generators as generators;
use galley_git as git;
use galley_post::{Known, Post};

use crate::changes::change_of;
use crate::disk;
use crate::error::{Error, Result};
use crate::failure::git_error;
use crate::library::{Inner, Library};
use crate::links::{goes_along, named_in, pictures_of};
use crate::view::{ChangeKind, EarlierVersion, ItemRole, Level, PlanItem, Problem, PublishPlan};
use crate::{autosave, check, facts, fields, overview, paths};
use said::{message, note, renamed};

/// The file name of a post that was begun without a title.
const UNTITLED: &str = "untitled";

impl Library {
    /// What publishing these posts would do. Their text is saved first; nothing else is written in the blog. That another program
    /// moved one of them is remembered.
    ///
    /// # Errors
    /// `post.outside`, `post.unsaved`, and what Git says. What stands in the way of publishing alone is in the answer.
    pub fn publish_plan(&self, paths: &[String]) -> Result<PublishPlan> {
        let inner = &self.inner;
        let mut chosen: HashSet<String> = paths.iter().map(|path| paths::normal(path)).collect();
        // Of a link, what it leads to has the text.
        chosen.extend(paths.iter().filter_map(|path| inner.behind_link(path)));
        inner.save_open(&chosen)?;
        inner.refresh_changes()?;
        inner.notice_moves(&chosen);
        for path in &chosen {
            let file = paths::resolve(&inner.root, path)?;
            if !file.is_file() && !inner.index().changes().contains_key(path) {
                return Err(Error::new("post.gone", &[("path", path)]));
            }
        }
        let view = overview::repository(inner)?;
        let items = items(inner, &chosen);
        let ticked: Vec<&PlanItem> = items
            .iter()
            .filter(|i| i.ticked && i.role == ItemRole::Post)
            .collect();
        let mut problems: Vec<Problem> = Vec::new();
        let mut changes = Vec::new();
        for item in &ticked {
            if let Ok(bytes) = disk::read(&inner.root, &item.path) {
                problems.extend(check::problems(inner, &item.path, &Post::parse(bytes)));
                problems.extend(ignored(inner, &item.path));
            }
            changes.push(change_of(inner, item)?);
        }
        let message = message(&ticked);
        Ok(PublishPlan {
            branch: view.branch.unwrap_or_default(),
            server: view.server.unwrap_or_default(),
            earlier: earlier(inner)?,
            blocked: blocked(inner, &chosen).map(|error| error.view()),
            problems,
            changes,
            message,
            items,
        })
    }
}

impl Library {
    /// The posts that are gone here and that the server still has, sorted by path.
    ///
    /// # Errors
    /// What Git says.
    pub fn deleted_here(&self) -> Result<Vec<String>> {
        self.inner.refresh_changes()?;
        let items = items(&self.inner, &HashSet::new()).into_iter();
        let deleted = items.filter(|item| item.kind == ChangeKind::Deleted && item.role == ItemRole::Post);
        Ok(deleted.map(|item| item.path).collect())
    }
}

impl Inner {
    /// Saves those of these posts that are open.
    pub(crate) fn save_open(&self, paths: &HashSet<String>) -> Result<()> {
        for path in paths {
            let Some((id, session)) = self.session_of(path) else {
                continue;
            };
            autosave::save_session(self, &id, &session);
            let session = crate::library::lock(&session);
            if session.theirs.is_some() {
                return Err(Error::new("post.two-versions", &[("path", path)]));
            }
            if session.unsaved() {
                return Err(Error::new("post.unsaved", &[("path", path)]));
            }
        }
        Ok(())
    }

    /// The file in the library to which a link leads, or which stands behind one. `None` where there is no link.
    fn behind_link(&self, path: &str) -> Option<String> {
        let path = paths::normal(path);
        let file = fs::canonicalize(paths::resolve(&self.root, &path).ok()?).ok()?;
        let real = paths::relative(&fs::canonicalize(&self.root).ok()?, &file)?;
        (real != path && file.is_file()).then_some(real)
    }

    /// A path of the library as Git has it.
    pub(crate) fn git_path(&self, path: &str) -> PathBuf {
        PathBuf::from(format!("{}{path}", self.prefix()))
    }

    /// What publishing a draft changes in it; `None` when it is no draft.
    pub(crate) fn publish_change(&self, path: &str, post: &Post) -> Option<generators::Change> {
        let generator = &self.site.generator;
        let said = facts::said(post);
        let named = self.named_by_title(path, post);
        if generator.draft(path, &said) == generators::DraftMark::NotDraft {
            return named.map(|to| generators::Change {
                move_to: Some(to),
                ..generators::Change::default()
            });
        }
        let library = fields::library_style(self);
        let now = self.clock.now();
        let today = generators::When {
            day: now.date(),
            time: Some(now.time()),
            offset: Some(now.offset()),
        };
        let taken = |path: &str| self.root.join(path).exists();
        let date = post.known(Known::Date).map(|found| found.path);
        let style = generators::Style {
            keeps_mark: library.keeps_mark,
            draft_folder: library.draft_folder,
            date_field: Some(date.as_deref().unwrap_or_else(|| generator.date_field())),
            taken: &taken,
        };
        let mut change = generator.publish_change(path, &said, today, &style);
        change.move_to = change.move_to.or(named);
        Some(change).filter(|change| !change.is_empty())
    }

    /// The path of a post that was begun without a title and has one now, before anybody else has seen it.
    pub(crate) fn named_by_title(&self, path: &str, post: &Post) -> Option<String> {
        let (folder, name) = path.rfind('/').map_or(("", path), |at| path.split_at(at + 1));
        let (stem, extension) = name.split_at(name.find('.')?);
        let (date, number) = stem.split_once(UNTITLED)?;
        let plain = |part: &str| part.chars().all(|c| c == '-' || c.is_ascii_digit());
        if !plain(date) || !plain(number) || self.index().changes().get(path) != Some(&ChangeKind::New) {
            return None;
        }
        let slug = generators::slug(post.known(Known::Title)?.value.as_str()?);
        let free = (1..100).map(|n| {
            if n == 1 {
                slug.clone()
            } else {
                format!("{slug}-{n}")
            }
        });
        let mut paths = free.map(|slug| format!("{folder}{date}{slug}{extension}"));
        paths
            .find(|to| !self.root.join(to).exists())
            .filter(|_| slug != UNTITLED)
    }
}

fn items(inner: &Inner, chosen: &HashSet<String>) -> Vec<PlanItem> {
    let changes = inner.index().changes().clone();
    // By the old name, the new one.
    let moved: HashMap<&String, String> = changes
        .iter()
        .filter(|(_, kind)| **kind == ChangeKind::Deleted)
        .map(|(old, _)| (old, inner.where_it_is(old)))
        .filter(|(old, now)| now != *old)
        .collect();
    let mut posts: Vec<(&String, &ChangeKind)> = changes
        .iter()
        .filter(|(path, _)| inner.site.generator.classify(path) != generators::PathKind::NotContent)
        // The old name of a post goes with the new one.
        .filter(|(path, _)| !moved.contains_key(path))
        .collect();
    // A draft that the server has as it is here still has its mark to lose.
    let drafts = chosen
        .iter()
        .filter(|path| !changes.contains_key(*path) && inner.is_draft(path));
    posts.extend(drafts.map(|path| (path, &ChangeKind::Changed)));
    // What was chosen comes first.
    posts.sort_by_key(|(path, _)| (!chosen.contains(*path), path.as_str()));
    let mut items = Vec::new();
    let mut pictures = HashSet::new();
    // Of a post that is as the server has it, its pictures may not be.
    let unchanged = chosen
        .iter()
        .filter(|path| !posts.iter().any(|(post, _)| post == path));
    for path in unchanged {
        let shown = files_of(inner, path, &ChangeKind::Changed, &changes);
        items.extend(shown.into_iter().filter_map(|picture| {
            let kind = changes
                .get(&picture)
                .filter(|_| pictures.insert(picture.clone()))?;
            Some(picture_item(inner, path, picture, kind, true))
        }));
    }
    for (path, kind) in posts {
        let came_from = moved
            .iter()
            .find(|(_, now)| *now == path)
            .map(|(old, _)| (*old).clone());
        // To readers it is the post that they know, at another address.
        let kind = if came_from.is_some() {
            &ChangeKind::Changed
        } else {
            kind
        };
        let ticked = chosen.contains(path);
        let facts = inner.index().get(path).cloned();
        let draft = inner.is_draft(path);
        items.push(PlanItem {
            title: facts
                .as_ref()
                .map_or_else(|| name_of(path), |facts| facts.title.clone()),
            note: came_from.as_deref().map_or_else(|| note(kind, draft), renamed),
            // Nobody knows whether one that cannot be read is a draft: it may be sent as one.
            becomes_public: (draft || facts.as_ref().is_some_and(|facts| facts.broken().is_some()))
                && *kind != ChangeKind::Deleted,
            came_from,
            goes_to: if ticked { goes_to(inner, path, kind) } else { None },
            path: path.clone(),
            kind: kind.clone(),
            role: ItemRole::Post,
            of: None,
            ticked,
            size: size_of(inner, path),
        });
        for picture in files_of(inner, path, kind, &changes) {
            if let (Some(kind), true) = (changes.get(&picture), pictures.insert(picture.clone())) {
                items.push(picture_item(inner, path, picture, kind, ticked));
            }
        }
    }
    items
}

/// Pictures of a post that Git leaves out.
fn ignored(inner: &Inner, post: &str) -> Vec<Problem> {
    let Ok(repository) = inner.repository() else {
        return Vec::new();
    };
    let mut pictures = pictures_of(inner, post);
    pictures.retain(|picture| repository.is_ignored(&inner.git_path(picture)).unwrap_or(false));
    let problem = |picture: &String| {
        facts::problem(
            "picture.ignored",
            Level::Warning,
            post,
            None,
            &[("path", picture)],
        )
    };
    pictures.iter().map(problem).collect()
}

fn picture_item(inner: &Inner, post: &str, picture: String, kind: &ChangeKind, ticked: bool) -> PlanItem {
    PlanItem {
        title: name_of(&picture),
        note: String::new(),
        becomes_public: false,
        came_from: None,
        goes_to: None,
        kind: kind.clone(),
        role: ItemRole::Picture,
        of: Some(post.to_owned()),
        ticked,
        size: size_of(inner, &picture),
        path: picture,
    }
}

/// The path that a post gets when it is published, where that is another one.
fn goes_to(inner: &Inner, path: &str, kind: &ChangeKind) -> Option<String> {
    if *kind == ChangeKind::Deleted {
        return None;
    }
    let post = Post::parse(disk::read(&inner.root, path).ok()?);
    inner.publish_change(path, &post)?.move_to
}

/// The files that a post shows, and those that it showed and that were deleted with it or since.
fn files_of(
    inner: &Inner,
    post: &str,
    kind: &ChangeKind,
    changes: &HashMap<String, ChangeKind>,
) -> Vec<String> {
    let mut files = match kind {
        ChangeKind::Deleted => Vec::new(),
        ChangeKind::New | ChangeKind::Changed => pictures_of(inner, post),
    };
    let mut deleted = changes
        .iter()
        .filter(|(path, kind)| **kind == ChangeKind::Deleted && goes_along(inner, path))
        .map(|(path, _)| path)
        .peekable();
    if deleted.peek().is_none() {
        return files;
    }
    // As the server has the post, which is where readers see them.
    let path = inner.git_path(post);
    let there = inner.repository().ok().and_then(|repository| {
        let blob = repository.read_blob(git::Revision::Upstream, &path);
        blob.ok().flatten()
    });
    let showed = there.map_or_else(Vec::new, |bytes| named_in(inner, post, bytes));
    // A bundle's folder is the post's own, and goes with it.
    let (folder, name) = post.rfind('/').map_or(("", post), |at| post.split_at(at + 1));
    let own = |path: &str| {
        *kind == ChangeKind::Deleted
            && name.starts_with("index.")
            && !folder.is_empty()
            && path.starts_with(folder)
    };
    files.extend(deleted.filter(|path| showed.contains(path) || own(path)).cloned());
    files
}

fn earlier(inner: &Inner) -> Result<Vec<EarlierVersion>> {
    let Some(repository) = &inner.repository else {
        return Ok(Vec::new());
    };
    let commits = match repository.unpushed() {
        Ok(commits) => commits,
        Err(
            git::Error::NoRemote | git::Error::WhichRemote { .. } | git::Error::Unborn | git::Error::Detached,
        ) => return Ok(Vec::new()),
        Err(error) => return Err(git_error(error, &inner.root)),
    };
    let version = |commit: git::CommitInfo| EarlierVersion {
        id: commit.id.short(),
        title: commit.summary,
        author: commit.author.name,
        date: jiff::Timestamp::from_second(commit.when.seconds)
            .map(|at| {
                at.to_zoned(inner.clock.now().time_zone().clone())
                    .date()
                    .to_string()
            })
            .unwrap_or_default(),
    };
    Ok(commits.into_iter().map(version).collect())
}

/// Why nothing can be published now.
fn blocked(inner: &Inner, chosen: &HashSet<String>) -> Option<Error> {
    let Some(repository) = &inner.repository else {
        return Some(Error::new(
            "repository.none",
            &[("path", &inner.places.shown(&inner.root))],
        ));
    };
    let error = repository.check_publishable().err();
    error.map(|error| git_error(error, &inner.root)).or_else(|| {
        let ignored = |path: &&String| repository.is_ignored(&inner.git_path(path)).unwrap_or(false);
        let path = chosen.iter().find(ignored)?;
        Some(Error::new("publish.ignored", &[("path", path)]))
    })
}

fn size_of(inner: &Inner, path: &str) -> Option<u32> {
    let meta = fs::metadata(inner.root.join(path)).ok()?;
    Some(u32::try_from(meta.len()).unwrap_or(u32::MAX))
}

fn name_of(path: &str) -> String {
    Path::new(path)
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}
