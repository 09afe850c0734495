//! Folders that belong to another user of this computer. Git and libgit2 open no repository in them, as its settings are that
//! user's, until the writer says in their own settings that this one is to be used (`safe.directory`, git-config(1)).

use std::path::Path;

use crate::error::Error;
use crate::paths;
use crate::setup;

/// Says so, for the repository in which `dir` lies. It holds for Git in the terminal too, and for this folder alone.
pub fn allow_folder(dir: &Path) -> Result<(), Error> {
    setup::ensure();
    let git_dir = git2::Repository::discover_path(dir, std::iter::empty::<&Path>())?;
    // Git compares with the folder of the files. Where `.git` is a file or stands elsewhere, that is the one in which it lies.
    let beside = git_dir.file_name().is_some_and(|name| name == ".git");
    let top = git_dir.parent().filter(|_| beside);
    let top = top.or_else(|| dir.ancestors().find(|folder| folder.join(".git").exists()));
    let top = top.unwrap_or(dir);
    let top = top
        .canonicalize()
        .map_err(|error| Error::io(format!("reading {}", top.display()), error))?;
    if top.file_name().is_none_or(|name| name == "*") {
        return Err(Error::BadPath {
            path: top,
            why: "Git would take it for all folders",
        });
    }
    let file = git2::Config::find_global().unwrap_or_else(|_| paths::at_home("~/.gitconfig"));
    let value = top.to_str().ok_or(Error::BadPath {
        path: top.clone(),
        why: "its name is not readable",
    })?;
    let mut config = git2::Config::open(&file)?;
    // No folder is called so: it is added beside those that are there. An empty one counts too, as it ends the list above it.
    config.set_multivar("safe.directory", "^no such folder, so that one is added$", value)?;
    Ok(())
}
