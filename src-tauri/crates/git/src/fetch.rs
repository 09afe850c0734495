//! Asking the remote what it has.

use git2::{AutotagOption, FetchOptions, FetchPrune};

use crate::at_work::AtWork;
use crate::cancel::Cancel;
use crate::durable;
use crate::error::Error;
use crate::id::Id;
use crate::lock;
use crate::network::Network;
use crate::progress::{Progress, Stage};
use crate::push;
use crate::repository::{Head, Repository};
use crate::transport::Program;
use crate::upstream::{Upstream, is_copy};

/// What the upstream branch was, and what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fetched {
    /// Before; `None` when it was not known.
    pub before: Option<Id>,
    /// Now; `None` when the remote has no such branch.
    pub after: Option<Id>,
}

impl Repository {
    /// Brings what the remote's branches have into this repository's copies of them (`refs/remotes/…`). The writer's
    /// own branches and files stay as they are.
    pub fn fetch(&self, tell: &mut dyn FnMut(Progress), cancel: &Cancel) -> Result<Fetched, Error> {
        let repo = self.opened_to_write()?;
        let head = Head::read(&repo)?;
        let upstream = Upstream::required(&repo, &head)?;
        let location = upstream.fetch_location(&repo, self.work_dir())?;
        let specs = fetch_specs(&repo, &upstream)?;
        let no_tags = repo
            .config()?
            .get_string(&format!("remote.{}.tagOpt", upstream.remote));
        let tags = if no_tags.is_ok_and(|value| value == "--no-tags") {
            AutotagOption::None
        } else {
            AutotagOption::Auto
        };
        let at_work = AtWork::begin(&repo)?;
        lock::wait_for(&repo, upstream.tracking.as_deref())?;
        let network = Network::new(&repo, &location, Program::UploadPack, tell, cancel)?;
        download(&repo, &network, &specs, tags)?;
        push::forget_late(&repo);
        drop(at_work);
        durable::sync(self.git_dir())?;
        let after = Upstream::required(&repo, &head)?.tip;
        Ok(Fetched {
            before: upstream.tip.map(Id),
            after: after.map(Id),
        })
    }
}

fn fetch_specs(repo: &git2::Repository, upstream: &Upstream) -> Result<Vec<String>, Error> {
    let remote = repo.find_remote(&upstream.remote)?;
    let mut specs = Vec::new();
    for spec in remote.refspecs() {
        // Anything else would write over the writer's own branches or tags.
        let text = spec.str()?;
        if spec.direction() == git2::Direction::Fetch
            && text.rsplit_once(':').is_some_and(|(_, to)| is_copy(to))
        {
            specs.push(text.to_owned());
        }
    }
    if specs.is_empty() {
        let short = upstream
            .branch
            .strip_prefix("refs/heads/")
            .unwrap_or(&upstream.branch);
        specs.push(format!(
            "{}:refs/remotes/{}/{short}",
            upstream.branch, upstream.remote
        ));
    }
    Ok(specs)
}

pub(crate) fn download(
    repo: &git2::Repository,
    network: &Network<'_>,
    specs: &[String],
    tags: AutotagOption,
) -> Result<(), Error> {
    network.step(Stage::Connecting, 0, 0);
    network.run(|url| {
        let mut remote = crate::network::exactly(repo, url)?;
        remote.fetch(specs, Some(&mut options(network, tags)), Some("fetch"))
    })
}

/// How something is fetched.
pub(crate) fn options<'n>(network: &'n Network<'_>, tags: AutotagOption) -> FetchOptions<'n> {
    let mut options = FetchOptions::new();
    options.remote_callbacks(network.callbacks()).download_tags(tags);
    options.prune(FetchPrune::Off).update_fetchhead(false);
    options
}
