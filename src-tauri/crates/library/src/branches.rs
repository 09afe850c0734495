//! The branches of a library's repository, and going from one to another with everything that the writer changed.

use std::path::Path;

use galley_git as git;

use crate::error::{Error, Result};
use crate::failure::git_error;
use crate::library::{Inner, Library, lock};
use crate::progress::Cancel;
use crate::view::{Branch, SwitchResult};
use crate::{autosave, overview, paths};

impl Library {
    /// The branches, the present one first: those that are here, and those that only the server has as far as is known.
    ///
    /// # Errors
    /// `repository.none`, and what Git says.
    pub fn branches(&self) -> Result<Vec<Branch>> {
        let inner = &self.inner;
        let failed = |error| git_error(error, &inner.root);
        let zone = inner.clock.now().time_zone().clone();
        let day = |seconds: i64| {
            let at = jiff::Timestamp::from_second(seconds).ok()?;
            Some(at.to_zoned(zone.clone()).date().to_string())
        };
        let small = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let all = inner.repository()?.branches().map_err(failed)?;
        Ok(all
            .into_iter()
            .map(|branch| Branch {
                date: branch.when.and_then(day),
                ahead: branch.apart.map(|(ahead, _)| small(ahead)),
                behind: branch.apart.map(|(_, behind)| small(behind)),
                name: branch.name,
                current: branch.current,
                here: branch.here,
                upstream: branch.upstream,
            })
            .collect())
    }

    /// Goes to another branch; one that only the server has comes here, and with `create` a new one begins where the present
    /// one is. What is typed is saved first. Posts and files with changes go along where both branches have the same; where
    /// they differ, nothing is switched.
    ///
    /// # Errors
    /// `branch.in-the-way` names the posts that have changes and differ, `branch.none`, `branch.exists`, `branch.elsewhere`,
    /// `branch.bad-name`, `library.in-use`, and what Git says. Nothing is changed then.
    pub fn switch_branch(&self, name: &str, create: bool) -> Result<SwitchResult> {
        let inner = &self.inner;
        let _one_at_a_time = inner.turn_with_server();
        let _alone = inner.alone()?;
        let repository = inner.repository()?;
        inner.refuse_odd(repository)?;
        if repository.is_interrupted().unwrap_or(false) {
            inner.bring_in(repository, &Cancel::none())?;
        }
        let name = name.trim();
        let _writing = lock(&inner.writing);
        autosave::save_all(inner);
        let keep = |path: &Path| inner.is_worked_on(path);
        let switched = match repository.switch(name, create, &keep) {
            Ok(switched) => switched,
            Err(git::Error::WouldOverwrite { paths }) => return Err(inner.in_the_way(name, &paths)),
            Err(error) => return Err(git_error(error, &inner.root)),
        };
        inner.was_switched(&switched);
        let view = overview::repository(inner)?;
        let changes = inner.index().changes().len();
        Ok(SwitchResult {
            branch: view.branch.unwrap_or_else(|| name.to_owned()),
            from: switched.from,
            changed: switched
                .paths
                .iter()
                .filter_map(|path| inner.library_path(path))
                .collect(),
            kept: u32::try_from(changes).unwrap_or(u32::MAX),
        })
    }
}

impl Inner {
    fn was_switched(&self, switched: &git::Switched) {
        for path in switched.paths.iter().filter_map(|path| self.library_path(path)) {
            self.refresh_file(&path);
            autosave::file_changed(self, &path);
        }
        if self.refresh_changes().is_err() {
            self.wake_status();
        }
        self.tell_index();
    }

    fn in_the_way(&self, name: &str, found: &[std::path::PathBuf]) -> Error {
        const NAMED: usize = 3;
        let index = self.index();
        let shown = |path: &std::path::PathBuf| {
            let own = self.library_path(path);
            let title = own.as_ref().and_then(|own| index.get(own));
            match (title, own) {
                (Some(facts), _) => format!("“{}”", facts.title),
                (None, Some(own)) => paths::normal(&own),
                (None, None) => path.display().to_string(),
            }
        };
        let mut posts: Vec<String> = found.iter().take(NAMED).map(shown).collect();
        if found.len() > NAMED {
            posts.push("…".to_owned());
        }
        Error::new(
            "branch.in-the-way",
            &[("posts", &posts.join(", ")), ("branch", name)],
        )
    }
}
