//! Settings for one address: `http.<url>.*` and `credential.<url>.*`, chosen as `git config --get-urlmatch` chooses.
//!
//! What a repository's own settings say is left out unless the writer trusts that repository: they may have come along with a
//! folder that was downloaded, and name programs, proxies and certificates.

use git2::ConfigLevel;

use crate::error::Error;
use crate::web_address::WebAddress;

/// The sections that are read.
const SECTIONS: [&str; 2] = ["http", "credential"];

/// All that the settings say of servers on the web, in their order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Settings {
    /// Names as Git has them, section and last part in lower case, and values.
    entries: Vec<(String, String)>,
    /// Names of those that the repository itself has and that do not count.
    left_out: Vec<String>,
}

impl Settings {
    /// `trusted`: those of the repository itself too.
    pub(crate) fn read(config: &git2::Config, trusted: bool) -> Result<Self, Error> {
        let (mut entries, mut left_out) = (Vec::new(), Vec::new());
        config.entries(None)?.for_each(|entry| {
            let own = matches!(entry.level(), ConfigLevel::Local | ConfigLevel::Worktree);
            if let (Ok(name), Ok(value)) = (entry.name(), entry.value())
                && name
                    .split('.')
                    .next()
                    .is_some_and(|section| SECTIONS.contains(&section))
            {
                match trusted || !own {
                    true => entries.push((name.to_owned(), value.to_owned())),
                    false => left_out.push(name.to_owned()),
                }
            }
        })?;
        Ok(Self { entries, left_out })
    }

    /// What the repository's own settings say that does not count without trust, by name: a value may be secret.
    pub(crate) fn left_out(&self) -> Vec<String> {
        self.left_out.clone()
    }

    /// What a section says of an address.
    pub(crate) fn of(&self, section: &str, address: &WebAddress) -> UrlSettings {
        let mut found = Vec::new();
        for (name, value) in &self.entries {
            let Some(rest) = name.strip_prefix(section).and_then(|rest| rest.strip_prefix('.')) else {
                continue;
            };
            let (pattern, key) = match rest.rsplit_once('.') {
                Some((pattern, key)) => (Some(pattern), key),
                None => (None, rest),
            };
            let fits = pattern.map(|pattern| fit(pattern, address));
            if let Some(None) = fits {
                continue;
            }
            found.push(Found {
                name: key.to_ascii_lowercase(),
                value: value.clone(),
                fit: fits.flatten(),
            });
        }
        UrlSettings { found }
    }
}

/// The values of one section for one address.
#[derive(Debug, Default)]
pub(crate) struct UrlSettings {
    found: Vec<Found>,
}

#[derive(Debug)]
struct Found {
    /// The name behind the last dot, in lower case.
    name: String,
    value: String,
    /// How well the address in the setting's name fits; `None` when it names none.
    fit: Option<Fit>,
}

/// Which of two settings fits better: the longer host (`*` counts less), the longer path, a named user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Fit {
    host: usize,
    path: usize,
    user: bool,
}

impl UrlSettings {
    /// The value of a setting that has one: the one that fits best, the last of several that fit alike.
    pub(crate) fn one(&self, name: &str) -> Option<&str> {
        let named = self.found.iter().filter(|found| found.name == name);
        named
            .max_by_key(|found| found.fit)
            .map(|found| found.value.as_str())
    }

    /// Whether it is switched on; `None` when it is not set.
    pub(crate) fn is_on(&self, name: &str) -> Option<bool> {
        self.one(name)
            .and_then(|value| git2::Config::parse_bool(value).ok())
    }

    /// The values of a setting that may have several, in their order. An empty one forgets those before it.
    pub(crate) fn all(&self, name: &str) -> Vec<&str> {
        let mut values = Vec::new();
        for found in self.found.iter().filter(|found| found.name == name) {
            if found.value.is_empty() {
                values.clear();
            } else {
                values.push(found.value.as_str());
            }
        }
        values
    }

    /// The same without those that name no address.
    pub(crate) fn for_this_address_alone(mut self) -> Self {
        self.found.retain(|found| found.fit.is_some());
        self
    }
}

fn fit(pattern: &str, address: &WebAddress) -> Option<Fit> {
    let pattern = WebAddress::parse(pattern).ok()?;
    if pattern.secure != address.secure || pattern.port() != address.port() {
        return None;
    }
    let user = match &pattern.user {
        Some(user) if Some(user) != address.user.as_ref() => return None,
        user => user.is_some(),
    };
    let host = fitting_host(&pattern.host, &address.host)?;
    let wanted = pattern.path.trim_end_matches('/');
    let rest = address.path.strip_prefix(wanted)?;
    // A path fits as a whole or up to a slash.
    (rest.is_empty() || rest.starts_with('/')).then_some(Fit {
        host,
        path: wanted.len(),
        user,
    })
}

/// How many letters fit, when the hosts do; a part that is `*` stands for any one part.
fn fitting_host(pattern: &str, host: &str) -> Option<usize> {
    let (wanted, parts): (Vec<_>, Vec<_>) = (pattern.split('.').collect(), host.split('.').collect());
    if wanted.len() != parts.len() {
        return None;
    }
    let mut letters = 0;
    for (wanted, part) in wanted.iter().zip(parts) {
        if *wanted == "*" {
            continue;
        }
        if *wanted != part {
            return None;
        }
        letters += part.len() + 1;
    }
    Some(letters)
}

#[cfg(test)]
#[path = "url_settings_tests.rs"]
mod tests;
