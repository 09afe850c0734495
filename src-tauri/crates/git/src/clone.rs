//! Making a copy of a remote repository.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use git2::build::CheckoutBuilder;
use git2::{AutotagOption, CheckoutNotificationType, Direction};

use crate::cancel::Cancel;
use crate::durable;
use crate::error::Error;
use crate::fetch;
use crate::lfs;
use crate::location::Location;
use crate::network::Network;
use crate::progress::{Progress, Stage};
use crate::repository::{Opened, Repository};
use crate::setup;
use crate::transport::Program;

const REMOTE: &str = "origin";

/// Copies the repository at `address` into `dir`, which must not exist or be empty. A relative path in `address`
/// starts at the current folder. A clone that fails or is cancelled leaves nothing behind.
///
/// [`Error::NotEmpty`]; for the remote's own troubles see [`Repository::fetch`].
pub fn clone(
    address: &str,
    dir: &Path,
    tell: &mut dyn FnMut(Progress),
    cancel: &Cancel,
) -> Result<Repository, Error> {
    setup::ensure();
    let base = std::env::current_dir().map_err(|error| Error::io("finding the current folder", error))?;
    let dir = base.join(dir);
    match std::fs::read_dir(&dir) {
        Ok(mut inside) => {
            if inside.next().is_some() {
                return Err(Error::NotEmpty { dir });
            }
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => return Err(Error::io(format!("reading {}", dir.display()), error)),
    }
    // Refuse what cannot be cloned before anything is made.
    Location::parse(address, &base)?;
    let scratch = Scratch::make(&dir)?;
    fill(address, &base, &scratch.dir, tell, cancel)?;
    cancel.check()?;
    scratch.becomes(&dir)?;
    Repository::open(&dir)
}

fn fill(
    address: &str,
    base: &Path,
    dir: &Path,
    tell: &mut dyn FnMut(Progress),
    cancel: &Cancel,
) -> Result<(), Error> {
    // Nothing came along with it but what is copied here.
    let repo = Opened::new(git2::Repository::init(dir)?, true);
    // `url.….insteadOf` may change the address.
    let effective = repo.remote_anonymous(address)?.url()?.to_owned();
    let location = Location::parse(&effective, base)?;
    let kept = match &location {
        Location::Local(path) if !address.contains("://") => path.to_string_lossy().into_owned(),
        _ => address.to_owned(),
    };
    let mut specs = Vec::new();
    for spec in repo.remote(REMOTE, &kept)?.refspecs() {
        specs.push(spec.str()?.to_owned());
    }
    let network = Network::new(&repo, &location, Program::UploadPack, tell, cancel)?;
    network.step(Stage::Connecting, 0, 0);
    let branch = network.run(|url| {
        let mut remote = crate::network::exactly(&repo, url)?;
        let mut connection = remote.connect_auth(Direction::Fetch, Some(network.callbacks()), None)?;
        let names: Vec<String> = connection
            .list()?
            .iter()
            .map(|head| head.name().to_owned())
            .collect();
        let said = connection
            .default_branch()
            .ok()
            .and_then(|name| name.as_str().ok().map(str::to_owned));
        let branch = default_branch(said, &names);
        if branch.is_some() {
            // On the same connection: another one costs as much as a small blog.
            let mut options = fetch::options(&network, AutotagOption::Auto);
            connection
                .remote()
                .fetch(&specs, Some(&mut options), Some("fetch"))?;
        }
        Ok(branch)
    })?;
    match branch {
        Some(branch) => {
            check_out(&repo, &network, &branch)?;
            drop(network);
            lfs::get_all(&repo, tell, cancel)?;
        }
        // Nothing there yet: the first commit goes to Git's usual branch.
        None => {
            let name = repo
                .config()?
                .get_string("init.defaultBranch")
                .unwrap_or_else(|_| "main".to_owned());
            let name = if git2::Branch::name_is_valid(&name)? {
                name
            } else {
                "main".to_owned()
            };
            repo.set_head(&format!("refs/heads/{name}"))?;
            follow(&repo, &name)?;
        }
    }
    durable::sync(repo.path())
}

/// The branch that the remote has checked out; else the first of the usual names; else any.
fn default_branch(said: Option<String>, names: &[String]) -> Option<String> {
    let branches: Vec<&String> = names
        .iter()
        .filter(|name| name.starts_with("refs/heads/"))
        .collect();
    let usual = ["refs/heads/main", "refs/heads/master"].map(str::to_owned);
    said.into_iter()
        .chain(usual)
        .find(|name| branches.contains(&name))
        .or_else(|| branches.first().map(|name| (*name).clone()))
}

fn check_out(repo: &git2::Repository, network: &Network<'_>, branch: &str) -> Result<(), Error> {
    let short = branch.strip_prefix("refs/heads/").unwrap_or(branch);
    let tip = repo
        .find_reference(&format!("refs/remotes/{REMOTE}/{short}"))?
        .peel_to_commit()?;
    repo.reference(branch, tip.id(), false, "clone")?;
    repo.set_head(branch)?;
    follow(repo, short)?;
    let mut checkout = CheckoutBuilder::new();
    checkout.safe().recreate_missing(true);
    checkout.progress(|_, done, total| network.step(Stage::CheckingOut, done, total));
    checkout.notify_on(CheckoutNotificationType::all());
    checkout.notify(|_, _, _, _, _| !network.cancelled());
    let done = repo.checkout_head(Some(&mut checkout));
    if network.cancelled() {
        return Err(Error::Cancelled);
    }
    Ok(done?)
}

fn follow(repo: &git2::Repository, branch: &str) -> Result<(), Error> {
    let mut config = repo.config()?.open_level(git2::ConfigLevel::Local)?;
    config.set_str(&format!("branch.{branch}.remote"), REMOTE)?;
    config.set_str(&format!("branch.{branch}.merge"), &format!("refs/heads/{branch}"))?;
    Ok(())
}

/// A folder beside the wanted one, removed unless it becomes it.
struct Scratch {
    dir: PathBuf,
    /// Folders above that had to be made, outermost first.
    made: Vec<PathBuf>,
    keep: bool,
}

impl Scratch {
    fn make(wanted: &Path) -> Result<Self, Error> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let mut name = std::ffi::OsString::from(".");
        name.push(wanted.file_name().unwrap_or_default());
        name.push(format!(".{}-{number}.clone", std::process::id()));
        let parent = wanted.parent().unwrap_or(wanted);
        let mut missing: Vec<PathBuf> = parent
            .ancestors()
            .take_while(|dir| !dir.exists())
            .map(Path::to_owned)
            .collect();
        missing.reverse();
        let scratch = Self {
            dir: parent.join(name),
            made: missing,
            keep: false,
        };
        for dir in scratch.made.iter().chain([&scratch.dir]) {
            std::fs::create_dir(dir)
                .map_err(|error| Error::io(format!("creating {}", dir.display()), error))?;
        }
        Ok(scratch)
    }

    fn becomes(mut self, wanted: &Path) -> Result<(), Error> {
        // Takes the place of an empty folder too.
        std::fs::rename(&self.dir, wanted)
            .map_err(|error| Error::io(format!("creating {}", wanted.display()), error))?;
        self.keep = true;
        durable::sync(wanted)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if self.keep {
            return;
        }
        let _ = std::fs::remove_dir_all(&self.dir);
        for dir in self.made.iter().rev() {
            let _ = std::fs::remove_dir(dir);
        }
    }
}
