//! The address of a repository on the web, and what of it may be shown.

use crate::error::Error;

/// `https://user:password@host:port/path`, taken apart.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct WebAddress {
    /// `https`, not `http`.
    pub(crate) secure: bool,
    /// In lower case.
    pub(crate) host: String,
    port: Option<u16>,
    /// From its first slash on, as it was written.
    pub(crate) path: String,
    pub(crate) user: Option<String>,
    /// Stands in some addresses; never shown.
    pub(crate) password: Option<String>,
}

impl std::fmt::Debug for WebAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.url())
    }
}

impl WebAddress {
    /// Reads `http://…` or `https://…`.
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        let bad = |why| Error::BadAddress { why };
        let (scheme, rest) = text.split_once("://").ok_or(bad("it is no web address"))?;
        let secure = match scheme.to_ascii_lowercase().as_str() {
            "https" => true,
            "http" => false,
            _ => return Err(bad("it is no web address")),
        };
        if rest.chars().any(|letter| letter.is_control() || letter == ' ') {
            return Err(bad("it has a blank or a control character"));
        }
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at(end);
        let (user, host) = match authority.rsplit_once('@') {
            Some((user, host)) => (Some(user), host),
            None => (None, authority),
        };
        let (user, password) = match user.map(|user| user.split_once(':').unwrap_or((user, ""))) {
            Some((user, password)) => (decoded(user)?, decoded(password)?),
            None => (None, None),
        };
        let (host, port) = match host.rsplit_once(':') {
            Some((host, port)) if !port.contains(']') => (host, port),
            _ => (host, ""),
        };
        let port = match port {
            "" => None,
            port => Some(port.parse().map_err(|_| bad("the port is not a number"))?),
        };
        let strange = |letter: char| matches!(letter, '@' | '%' | '\\' | '"' | '\'' | '<' | '>');
        if host.is_empty() || host.starts_with('-') || host.contains(strange) {
            return Err(bad("the server's name is not readable"));
        }
        Ok(Self {
            secure,
            host: host.to_ascii_lowercase(),
            port,
            path: if path.is_empty() {
                "/".to_owned()
            } else {
                path.to_owned()
            },
            user,
            password,
        })
    }

    /// The address without user and password.
    pub(crate) fn url(&self) -> String {
        format!("{}://{}{}", self.protocol(), self.host_and_port(), self.path)
    }

    pub(crate) fn protocol(&self) -> &'static str {
        if self.secure { "https" } else { "http" }
    }

    /// The port, also when it is the usual one.
    pub(crate) fn port(&self) -> u16 {
        self.port.unwrap_or(if self.secure { 443 } else { 80 })
    }

    /// As credential helpers know a server.
    pub(crate) fn host_and_port(&self) -> String {
        match self.port {
            Some(port) => format!("{}:{port}", self.host),
            None => self.host.clone(),
        }
    }

    /// Whether what is meant for the one may be told to the other.
    pub(crate) fn same_server(&self, other: &Self) -> bool {
        self.secure == other.secure && self.host == other.host && self.port() == other.port()
    }

    /// What stands behind this address: `info/refs` and the like.
    pub(crate) fn below(&self, part: &str) -> String {
        format!("{}/{part}", self.url().trim_end_matches('/'))
    }
}

/// Percent-decoded; nothing for nothing.
fn decoded(text: &str) -> Result<Option<String>, Error> {
    if text.is_empty() {
        return Ok(None);
    }
    let bytes = crate::location::percent_decoded(text);
    let text = String::from_utf8(bytes).map_err(|_| Error::BadAddress {
        why: "its user is not readable",
    })?;
    // A line of its own would be another value to a credential helper.
    if text.contains(['\0', '\n', '\r']) {
        return Err(Error::BadAddress {
            why: "its user has a line break",
        });
    }
    Ok(Some(text))
}

#[cfg(test)]
mod tests {
    use super::WebAddress;

    #[test]
    fn an_address_is_taken_apart_and_shown_without_its_secrets() {
        let address = WebAddress::parse("HTTPS://me:to%40ken@Git.Example:8443/a/b.git").unwrap();
        assert_eq!(address.url(), "https://git.example:8443/a/b.git");
        assert_eq!(format!("{address:?}"), "https://git.example:8443/a/b.git");
        assert_eq!(
            (address.user.as_deref(), address.password.as_deref()),
            (Some("me"), Some("to@ken"))
        );
        assert_eq!(
            address.below("info/refs"),
            "https://git.example:8443/a/b.git/info/refs"
        );
        let plain = WebAddress::parse("http://[::1]:80/x/").unwrap();
        assert_eq!(
            (plain.host.as_str(), plain.port(), plain.below("y")),
            ("[::1]", 80, "http://[::1]:80/x/y".into())
        );
        assert!(
            WebAddress::parse("https://h/x")
                .unwrap()
                .same_server(&WebAddress::parse("https://h:443/").unwrap())
        );
        assert!(
            !WebAddress::parse("https://h/x")
                .unwrap()
                .same_server(&WebAddress::parse("http://h/x").unwrap())
        );
    }

    #[test]
    fn what_could_lead_elsewhere_is_no_address() {
        for bad in [
            "ftp://h/x",
            "https:///x",
            "https://h:x/",
            "https://-oProxyCommand/x",
            "https://a b/x",
            "https://h%0ahost=evil/x",
            "https://me%0ahost=evil@h/x",
            "https://h\nhost=evil/x",
        ] {
            assert!(WebAddress::parse(bad).is_err(), "{bad}");
        }
    }
}
