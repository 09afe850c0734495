//! What the columns and the status line show.

use std::sync::atomic::Ordering;

use galley_generators::{GalleyToml, PathKind};
use galley_git as git;

use crate::check::problem_kinds;
use crate::error::{Error, Result};
use crate::failure::{busy, git_error};
use crate::library::{Inner, Library, lock};
use crate::view::{
    ChangeKind, Identity, Level, LibraryView, Problem, RepositoryState, RepositoryView, SaveState,
};
use crate::{facts, words};

/// Everything at once.
pub(crate) fn view(inner: &Inner) -> Result<LibraryView> {
    let repository = repository(inner)?;
    let index = inner.index();
    let mut counts = index.counts(inner.today());
    let (tags, authors, revision) = (index.tags(), index.authors(), index.revision());
    let (collections, languages) = (index.collections(), index.languages());
    let two_versions = index.with_two_versions();
    drop(index);
    counts.deleted = deleted(inner);
    let mut problems = config_problems(inner);
    problems.extend(under_way(inner)?);
    let mut say = |code: &str, level| problems.push(problem(code, level, &inner.places.shown(&inner.root)));
    match repository.state {
        RepositoryState::None => say("library.no-repository", Level::Warning),
        RepositoryState::Detached => say("library.detached", Level::Warning),
        _ if repository.server.is_none() => say("library.no-remote", Level::Hint),
        _ => {}
    }
    if counts.all == 0 && counts.pages == 0 {
        say("library.no-posts", Level::Hint);
    }
    if !inner.watched.load(Ordering::Relaxed) {
        say("library.unwatched", Level::Warning);
    }
    if inner.log.as_ref().is_some_and(|log| log.failing().is_some()) {
        say("log.unwritable", Level::Error);
    }
    problems.extend(unsaved(inner));
    let folder = inner
        .root
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    Ok(LibraryView {
        shown_root: inner.places.shown(&inner.root),
        root: inner.root.display().to_string(),
        name: inner.site.title.clone().or(folder).unwrap_or_default(),
        generator: inner.site.generator.kind().id().to_owned(),
        hides_future: inner.site.generator.hides_future(),
        generator_name: inner.site.generator.kind().name().to_owned(),
        site_url: inner.site.base_url.clone(),
        counts,
        tags,
        authors,
        collections,
        languages,
        look_alikes: inner.look_alikes(),
        repository,
        problems,
        revision,
        today: inner.clock.today().to_string(),
        two_versions,
        reviews: inner.waiting_reviews(),
    })
}

/// What another program is in the middle of.
fn under_way(inner: &Inner) -> Result<Option<Problem>> {
    let Some(repository) = &inner.repository else {
        return Ok(None);
    };
    let state = repository
        .state()
        .map_err(|error| git_error(error, &inner.root))?;
    let error = state.busy.map(busy);
    Ok(error.map(|error| Problem {
        code: error.code.to_owned(),
        level: Level::Warning,
        message: error.message,
        hint: error.hint,
        path: None,
        line: None,
        column: None,
        what: None,
    }))
}

/// How many posts the server has that are gone here. The old name of a post that got another one is none.
fn deleted(inner: &Inner) -> u32 {
    let index = inner.index();
    let changes = index.changes().iter();
    let gone: Vec<String> = changes
        .filter(|(path, kind)| {
            **kind == ChangeKind::Deleted && inner.site.generator.classify(path) == PathKind::Post
        })
        .map(|(path, _)| path.clone())
        .collect();
    drop(index);
    let stays = gone.iter().filter(|path| inner.where_it_is(path) == **path);
    u32::try_from(stays.count()).unwrap_or(u32::MAX)
}

/// The posts that could not be saved: they are told of wherever the writer is by now.
fn unsaved(inner: &Inner) -> Vec<Problem> {
    let sessions: Vec<_> = lock(&inner.sessions).values().cloned().collect();
    let mut problems: Vec<Problem> = sessions
        .iter()
        .filter_map(|session| {
            let session = lock(session);
            let save = session.save_view();
            let why = save.problem.filter(|_| save.state == SaveState::Failed)?;
            let arguments = [("path", session.path.as_str()), ("why", why.message.as_str())];
            let found = facts::problem("post.not-saved", Level::Error, &session.path, None, &arguments);
            Some(Problem {
                hint: why.hint,
                ..found
            })
        })
        .collect();
    problems.sort_by(|a, b| a.path.cmp(&b.path));
    problems
}

/// What Git says.
pub(crate) fn repository(inner: &Inner) -> Result<RepositoryView> {
    let mut view = RepositoryView {
        state: RepositoryState::None,
        branch: None,
        server: None,
        main: None,
        ahead: 0,
        behind: 0,
        identity: None,
        checked: inner.fetching.last(),
    };
    let Some(repository) = &inner.repository else {
        return Ok(view);
    };
    let failed = |error| git_error(error, &inner.root);
    let state = repository.state().map_err(failed)?;
    view.state = match (&state.busy, state.detached) {
        (Some(_), _) => RepositoryState::Busy,
        (None, true) => RepositoryState::Detached,
        (None, false) => RepositoryState::Branch,
    };
    view.branch = state.branch;
    view.main = repository.main_branch().map_err(failed)?;
    view.server = repository.remote().map_err(failed)?.map(|remote| remote.label);
    view.identity = repository.identity().map_err(failed)?.map(|i| Identity {
        name: i.name,
        email: i.email,
    });
    let (ahead, behind) = match repository.ahead_behind() {
        Ok(counts) => counts,
        Err(git::Error::Detached | git::Error::Unborn | git::Error::NoUpstream | git::Error::NoRemote) => {
            (0, 0)
        }
        Err(error) => return Err(failed(error)),
    };
    view.ahead = u32::try_from(ahead).unwrap_or(u32::MAX);
    view.behind = u32::try_from(behind).unwrap_or(u32::MAX);
    Ok(view)
}

impl Library {
    /// Writes a name and an address into this repository's own settings.
    ///
    /// # Errors
    /// `identity.missing` when one is empty, and what Git says.
    pub fn set_identity(&self, identity: &Identity) -> Result<RepositoryView> {
        let (name, email) = (identity.name.trim(), identity.email.trim());
        if name.is_empty() || !email.contains('@') {
            return Err(Error::new("identity.missing", &[]));
        }
        if let Some(repository) = &self.inner.repository {
            repository
                .set_identity(name, email)
                .map_err(|e| git_error(e, &self.inner.root))?;
        }
        repository(&self.inner)
    }
}

fn problem(code: &str, level: Level, path: &str) -> Problem {
    let (message, hint) = words::say(code, &[("path", path)]);
    Problem {
        code: code.to_owned(),
        level,
        message,
        hint,
        path: None,
        line: None,
        column: None,
        what: None,
    }
}

/// What is wrong with the config, in sentences.
pub(crate) fn config_problems(inner: &Inner) -> Vec<Problem> {
    let mut problems: Vec<Problem> = inner.site.problems.iter().map(config_problem).collect();
    let levels = inner.site.galley.iter().flat_map(|galley| galley.check.keys());
    let unknown = levels.filter(|code| !problem_kinds().any(|known| known == code.as_str()));
    problems.extend(unknown.map(|code| {
        let (path, key) = (GalleyToml::NAME, format!("check.{code}"));
        facts::problem(
            "config.unknown-key",
            Level::Warning,
            path,
            None,
            &[("path", path), ("key", &key), ("where", "")],
        )
    }));
    problems
}

fn config_problem(found: &galley_generators::Problem) -> Problem {
    let path = found.path.clone().unwrap_or_default();
    let field = found.args.iter().find(|(name, _)| *name == "field");
    let place = match (found.line, field) {
        (Some(line), Some((_, field))) => format!(" (line {line}, {field})"),
        (Some(line), None) => format!(" (line {line})"),
        (None, _) => String::new(),
    };
    let mut arguments: Vec<(&str, &str)> = found
        .args
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    arguments.extend([("path", path.as_str()), ("where", place.as_str())]);
    // What a setting can be has words of its own.
    let expected = arguments
        .iter()
        .find(|(name, _)| *name == "expected")
        .map(|(_, code)| words::say(&format!("expected.{code}"), &[]).0);
    if let Some(expected) = &expected {
        arguments.retain(|(name, _)| *name != "expected");
        arguments.push(("expected", expected));
    }
    let (message, hint) = words::say(found.code, &arguments);
    let level = if found.code == "generator.guessed" {
        Level::Hint
    } else {
        Level::Warning
    };
    Problem {
        code: found.code.to_owned(),
        level,
        message,
        hint,
        path: found.path.clone(),
        line: found.line,
        column: None,
        what: None,
    }
}
