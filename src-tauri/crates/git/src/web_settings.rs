//! How a server on the web is reached: Git's own settings and variables, so that what works in a terminal works here.

use std::time::Duration;

use crate::paths;
use crate::setup;
use crate::url_settings::{Settings, UrlSettings};
use crate::web_address::WebAddress;
use crate::web_client::Manner;

/// How long a connection may take, unless the settings say otherwise.
const CONNECTING: Duration = Duration::from_secs(30);
/// How long a server may be silent, unless `http.lowSpeedTime` says otherwise. Packing a large answer takes a server time.
const SILENCE: Duration = Duration::from_secs(60);

/// What the settings say for one address.
#[derive(Debug, Clone)]
pub(crate) struct Ways {
    pub(crate) manner: Manner,
    /// `http.extraHeader`; may be secret.
    pub(crate) headers: Vec<String>,
    pub(crate) follow: Follow,
}

/// `http.followRedirects`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Follow {
    Never,
    /// The first question of a conversation only: Git's own way.
    First,
    Always,
}

/// Variables of the environment come before the settings, as in Git.
pub(crate) fn read(settings: &Settings, address: &WebAddress) -> Ways {
    let settings = settings.of("http", address);
    let value = |variable: &str, name: &str| {
        setup::variable(variable).or_else(|| settings.one(name).map(str::to_owned))
    };
    let path = |variable: &str, name: &str| {
        value(variable, name)
            .filter(|path| !path.is_empty())
            .map(|path| paths::at_home(&path))
    };
    let number =
        |variable: &str, name: &str| value(variable, name).and_then(|value| value.trim().parse::<u32>().ok());
    let seconds = number("GIT_HTTP_LOW_SPEED_TIME", "lowspeedtime").filter(|seconds| *seconds > 0);
    Ways {
        manner: Manner {
            ca_file: path("GIT_SSL_CAINFO", "sslcainfo"),
            ca_path: path("GIT_SSL_CAPATH", "sslcapath"),
            verify: setup::variable("GIT_SSL_NO_VERIFY").is_none()
                && settings.is_on("sslverify") != Some(false),
            certificate: path("GIT_SSL_CERT", "sslcert"),
            key: path("GIT_SSL_KEY", "sslkey"),
            proxy: settings.one("proxy").map(str::to_owned),
            // Some servers know by the first word that it is Git.
            agent: value("GIT_HTTP_USER_AGENT", "useragent")
                .unwrap_or_else(|| format!("git/2.0 (galley {})", env!("CARGO_PKG_VERSION"))),
            connecting: CONNECTING
                .min(seconds.map_or(CONNECTING, |seconds| Duration::from_secs(seconds.into()))),
            silence: seconds.map_or(SILENCE, |seconds| Duration::from_secs(seconds.into())),
            slowest: number("GIT_HTTP_LOW_SPEED_LIMIT", "lowspeedlimit")
                .unwrap_or(1)
                .max(1),
        },
        headers: headers(&settings),
        follow: match settings.one("followredirects") {
            Some("initial") | None => Follow::First,
            Some(value) => match git2::Config::parse_bool(value) {
                Ok(true) => Follow::Always,
                Ok(false) => Follow::Never,
                Err(_) => Follow::First,
            },
        },
    }
}

impl Ways {
    /// The same after a redirect to another server: headers that were set for no server in particular stay behind, as they may
    /// be a password.
    pub(crate) fn after_redirect(self, settings: &Settings, address: &WebAddress) -> Self {
        let settings = settings.of("http", address).for_this_address_alone();
        Self {
            headers: headers(&settings),
            ..self
        }
    }
}

fn headers(settings: &UrlSettings) -> Vec<String> {
    let whole = |header: &&str| header.contains(':') && !header.contains(['\r', '\n', '\0']);
    settings
        .all("extraheader")
        .into_iter()
        .filter(whole)
        .map(str::to_owned)
        .collect()
}
