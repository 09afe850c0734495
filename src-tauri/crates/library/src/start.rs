//! Beginnings: a new blog from the starter, a copy of a blog from elsewhere, a folder made a repository.

use std::fs;
use std::path::{Path, PathBuf};

use galley_git as git;
use include_dir::{Dir, include_dir};

use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::failure::{clone_error, git_error};
use crate::places::Places;
use crate::progress::Cancel;
use crate::view::{CloneStep, NewBlog};
use crate::{trust, words};

/// The starter blog, as it stands in `content/`.
static STARTER: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../../content");

/// The starter's files, by path.
pub(crate) fn starter_files() -> Vec<(String, &'static [u8])> {
    let mut paths = Vec::new();
    list(&STARTER, &mut paths);
    let file = |path: &PathBuf| Some((path.to_str()?.to_owned(), STARTER.get_file(path)?.contents()));
    paths.iter().filter_map(file).collect()
}

/// Who the first version is by when Git knows nobody yet: it holds Galley's own texts.
const STARTER_IDENTITY: (&str, &str) = ("Galley", "galley@localhost");

/// The branch of a new blog.
const BRANCH: &str = "main";

/// Lays out the starter blog in a new folder, makes it a repository with one version, and with
/// [`NewBlog::bare_remote`] a bare repository `FOLDER.git` beside it that has this version. Returns the folder.
///
/// # Errors
/// `folder.not-empty`, `folder.unnamed`, and what the disk or Git says. What was begun is removed again.
pub fn start_blog(blog: &NewBlog, places: &Places, clock: &Clock) -> Result<PathBuf> {
    let folder = empty_folder(&blog.folder, places)?;
    let remote = blog.bare_remote.then(|| beside(&folder)).transpose()?;
    let was_there = folder.exists();
    let made = lay_out(blog, &folder, remote.as_deref(), clock);
    if made.is_err() {
        // Only what this call made: both were absent or empty when it began.
        for made in std::iter::once(folder.as_path()).chain(remote.as_deref()) {
            let _ = fs::remove_dir_all(made);
        }
        if was_there {
            let _ = fs::create_dir(&folder);
        }
    }
    let repository = made?;
    // Where that cannot be remembered, it is asked when it matters.
    let _ = trust::give(places, &repository);
    Ok(folder)
}

/// Copies a blog from `url` into `folder`, which must not exist or be empty. Returns the folder.
///
/// # Errors
/// What the server or the disk says; a copy that failed or was cancelled leaves nothing behind.
pub fn clone_library(
    url: &str,
    folder: &str,
    places: &Places,
    tell: &(dyn Fn(CloneStep) + Send + Sync),
    cancel: &Cancel,
) -> Result<PathBuf> {
    let folder = empty_folder(folder, places)?;
    let url = typed_url(url, places);
    let repository =
        crate::progress::clone(&url, &folder, tell, cancel).map_err(|error| clone_error(error, &folder))?;
    // Where that cannot be remembered, it is asked when it matters.
    let _ = trust::give(places, &repository);
    Ok(folder)
}

/// Makes a folder a Git repository. No file in it is touched.
///
/// # Errors
/// When the folder cannot be written.
pub fn initialise(folder: &Path) -> Result<()> {
    git::init(folder, BRANCH).map_err(|error| git_error(error, folder))?;
    Ok(())
}

fn lay_out(blog: &NewBlog, folder: &Path, remote: Option<&Path>, clock: &Clock) -> Result<git::Repository> {
    fs::create_dir_all(folder).map_err(|e| Error::io(e, folder))?;
    write_all(&STARTER, folder, blog)?;
    let failed = |error| git_error(error, folder);
    let repository = git::init(folder, BRANCH).map_err(failed)?;
    let mut paths = Vec::new();
    list(&STARTER, &mut paths);
    let now = clock.now();
    let by = match repository.identity().map_err(failed)? {
        Some(_) => None,
        None => Some(git::Identity {
            name: STARTER_IDENTITY.0.to_owned(),
            email: STARTER_IDENTITY.1.to_owned(),
        }),
    };
    let request = git::CommitRequest {
        onto: git::Onto::Head,
        paths: &paths,
        message: &words::say("message.start", &[("title", blog.name.trim())]).0,
        when: Some(git::When {
            seconds: now.timestamp().as_second(),
            offset_minutes: now.offset().seconds() / 60,
        }),
        by,
    };
    if let Some(remote) = remote {
        git::init_bare(remote, BRANCH).map_err(failed)?;
        repository
            .add_remote("origin", &remote.display().to_string())
            .map_err(failed)?;
    }
    let made = repository.commit_paths(&request).map_err(failed)?;
    if remote.is_some() {
        repository
            .push(made.id, &mut |_| {}, &git::Cancel::none())
            .map_err(failed)?;
    }
    Ok(repository)
}

fn write_all(dir: &Dir<'_>, folder: &Path, blog: &NewBlog) -> Result<()> {
    for file in dir.files() {
        let path = folder.join(file.path());
        let bytes = match file.path().to_str() {
            Some("galley.toml") => named(file.contents_utf8().unwrap_or_default(), blog).into_bytes(),
            _ => file.contents().to_vec(),
        };
        fs::write(&path, bytes).map_err(|e| Error::io(e, &path))?;
    }
    for sub in dir.dirs() {
        let path = folder.join(sub.path());
        fs::create_dir_all(&path).map_err(|e| Error::io(e, &path))?;
        write_all(sub, folder, blog)?;
    }
    Ok(())
}

/// The starter's `galley.toml` with the blog's own name and theme.
fn named(toml: &str, blog: &NewBlog) -> String {
    // The starter is ours and a test reads it; were it broken, the blog would still open under its own name.
    let Ok(mut document) = toml.parse::<toml_edit::DocumentMut>() else {
        return toml.to_owned();
    };
    if !blog.name.trim().is_empty() {
        set(&mut document, "title", blog.name.trim());
    }
    set(&mut document, "theme", &blog.theme);
    document.to_string()
}

fn set(document: &mut toml_edit::DocumentMut, key: &str, text: &str) {
    if let Some(value) = document
        .get_mut("site")
        .and_then(|site| site.get_mut(key))
        .and_then(|item| item.as_value_mut())
    {
        let decor = value.decor().clone();
        *value = text.into();
        *value.decor_mut() = decor;
    }
}

fn list(dir: &Dir<'_>, paths: &mut Vec<PathBuf>) {
    paths.extend(dir.files().map(|file| file.path().to_path_buf()));
    dir.dirs().for_each(|sub| list(sub, paths));
}

/// The writer says that the blog in this folder is to be opened though it belongs to another user of this computer. That is
/// kept in their own Git settings.
///
/// # Errors
/// What Git and the disk say.
pub fn allow_folder(folder: &Path) -> Result<()> {
    git::allow_folder(folder).map_err(|error| git_error(error, folder))
}

/// The folder that was typed, when it is absent or empty.
fn empty_folder(typed: &str, places: &Places) -> Result<PathBuf> {
    let folder = places.typed(typed);
    if !folder.is_absolute() || folder.file_name().is_none() {
        return Err(Error::new("folder.unnamed", &[]));
    }
    match fs::read_dir(&folder).map(|mut files| files.next().is_none()) {
        Ok(true) => Ok(folder),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(folder),
        Ok(false) => Err(Error::new(
            "folder.not-empty",
            &[("path", &places.shown(&folder))],
        )),
        Err(_) if folder.is_file() => Err(Error::new("folder.file", &[("path", &places.shown(&folder))])),
        Err(error) => Err(Error::io(error, &folder)),
    }
}

fn beside(folder: &Path) -> Result<PathBuf> {
    let mut name = folder.file_name().unwrap_or_default().to_owned();
    name.push(".git");
    let remote = folder.with_file_name(name);
    if remote.exists() {
        return Err(Error::new(
            "folder.not-empty",
            &[("path", &remote.display().to_string())],
        ));
    }
    Ok(remote)
}

fn typed_url(url: &str, places: &Places) -> String {
    if url.trim().starts_with('~') {
        places.typed(url).display().to_string()
    } else {
        url.trim().to_owned()
    }
}

/// The library in which a file stands, and its path there: its repository, else its own folder. What is no file is a library
/// itself.
pub fn library_of(path: &Path) -> (PathBuf, Option<String>) {
    let whole = fs::canonicalize(path).ok().filter(|path| path.is_file());
    let Some((file, folder)) = whole.as_deref().and_then(|file| Some((file, file.parent()?))) else {
        return (path.to_path_buf(), None);
    };
    let root = git::Repository::discover(folder)
        .ok()
        .map(|found| found.work_dir().to_path_buf());
    let root = root
        .and_then(|root| fs::canonicalize(root).ok())
        .unwrap_or_else(|| folder.to_path_buf());
    let post = crate::paths::relative(&root, file);
    (root, post)
}
