//! Making repositories, and giving one a remote.

use std::path::Path;

use crate::error::Error;
use crate::repository::Repository;
use crate::setup;

/// Makes a repository in `dir` (made too, if need be) whose first branch will be `branch`. An existing one is left
/// as it is.
pub fn init(dir: &Path, branch: &str) -> Result<Repository, Error> {
    make(dir, branch, false)?;
    Repository::open(dir)
}

/// Makes a bare repository, to push to.
pub fn init_bare(dir: &Path, branch: &str) -> Result<(), Error> {
    make(dir, branch, true)
}

fn make(dir: &Path, branch: &str, bare: bool) -> Result<(), Error> {
    setup::ensure();
    if !git2::Branch::name_is_valid(branch)? {
        return Err(Error::BadName {
            name: branch.to_owned(),
        });
    }
    let mut options = git2::RepositoryInitOptions::new();
    options
        .bare(bare)
        .mkpath(true)
        .initial_head(branch)
        .external_template(true);
    git2::Repository::init_opts(dir, &options)?;
    Ok(())
}

impl Repository {
    /// Adds a remote. [`Error::RemoteExists`], [`Error::BadName`].
    pub fn add_remote(&self, name: &str, address: &str) -> Result<(), Error> {
        let added = self.opened()?.remote(name, address).map(drop);
        added.map_err(|error| match error.code() {
            git2::ErrorCode::Exists => Error::RemoteExists {
                name: name.to_owned(),
            },
            git2::ErrorCode::InvalidSpec => Error::BadName {
                name: name.to_owned(),
            },
            _ => Error::from(error),
        })
    }
}
