//! Where a remote is, read from its address the way Git reads it, and how it is shown.

use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::paths;
use crate::unsupported::Unsupported;
use crate::web_address::WebAddress;

/// A remote's place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Location {
    /// A folder.
    Local(PathBuf),
    /// A server that is reached with OpenSSH.
    Ssh(SshTarget),
    /// A server on the web.
    Web(WebAddress),
}

/// What `ssh` is called with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SshTarget {
    /// `host` or `user@host`; never begins with a dash.
    pub(crate) target: String,
    pub(crate) host: String,
    pub(crate) port: Option<u16>,
    /// The path on the server, not quoted.
    pub(crate) path: String,
}

impl Location {
    /// How `ssh` is called by hand to reach the same server; `None` for what is reached in another way.
    pub(crate) fn by_hand(&self) -> Option<String> {
        let Self::Ssh(SshTarget { target, port, .. }) = self else {
            return None;
        };
        let port = port.map(|port| format!("-p {port} ")).unwrap_or_default();
        Some(format!("ssh {port}{target}"))
    }

    /// Reads an address. A relative path starts at `base`.
    pub(crate) fn parse(address: &str, base: &Path) -> Result<Self, Error> {
        if address.is_empty() || address.contains(['\0', '\n']) {
            return Err(Error::BadAddress {
                why: "it is empty or has a line break",
            });
        }
        if let Some((scheme, rest)) = address.split_once("://") {
            return match scheme.to_ascii_lowercase().as_str() {
                "ssh" | "git+ssh" | "ssh+git" => ssh_url(rest).map(Self::Ssh),
                "file" => file_url(rest).map(Self::Local),
                "http" | "https" => WebAddress::parse(address).map(Self::Web),
                _ => Err(Error::unsupported(Unsupported::Scheme, redact(address))),
            };
        }
        let colon = address.find(':');
        let slash = address.find('/');
        match colon {
            // `helper::address` starts a program of its own.
            Some(at) if address[at..].starts_with("::") && is_helper(&address[..at]) => {
                Err(Error::unsupported(Unsupported::Scheme, redact(address)))
            }
            // As Git does: a colon before the first slash means a host, unless a folder has that name.
            Some(at) if slash.is_none_or(|slash| at < slash) && !base.join(address).is_dir() => {
                scp_like(address).map(Self::Ssh)
            }
            _ => Ok(Self::Local(base.join(address))),
        }
    }

    /// In words: the host, or the folder's name.
    pub(crate) fn label(&self) -> String {
        match self {
            Self::Ssh(ssh) => ssh.host.clone(),
            Self::Web(web) => web.host.clone(),
            Self::Local(path) => folder_name(path),
        }
    }
}

fn is_helper(name: &str) -> bool {
    !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-+._".contains(c))
}

/// The address without a password and, over the web, without a name (tokens are put there).
pub(crate) fn redact(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else {
        // `user:password@host:path` is no address for Git, but may be typed.
        return match address.split_once('@') {
            Some((user, host)) if user.contains(':') && !user.contains('/') => host.to_owned(),
            _ => address.to_owned(),
        };
    };
    let end = rest.find('/').unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let shown = match authority.rsplit_once('@') {
        None => authority.to_owned(),
        Some((_, host)) if scheme.to_ascii_lowercase().starts_with("http") => host.to_owned(),
        Some((user, host)) => format!("{}@{host}", user.split(':').next().unwrap_or_default()),
    };
    format!("{scheme}://{shown}{path}")
}

/// The label of an address that may be of a kind that is not supported.
pub(crate) fn label_of(address: &str, base: &Path) -> String {
    if let Ok(location) = Location::parse(address, base) {
        return location.label();
    }
    let shown = redact(address);
    let rest = shown.split_once("://").map_or(shown.as_str(), |(_, rest)| rest);
    let authority = rest.split('/').next().unwrap_or_default();
    authority.split(':').next().unwrap_or_default().to_owned()
}

fn folder_name(path: &Path) -> String {
    let named = if path.file_name().is_some_and(|name| name == ".git") {
        path.parent().unwrap_or(path)
    } else {
        path
    };
    let name = named
        .file_name()
        .map_or_else(|| named.to_string_lossy(), |name| name.to_string_lossy());
    name.strip_suffix(".git")
        .filter(|short| !short.is_empty())
        .unwrap_or(&name)
        .to_owned()
}

fn file_url(rest: &str) -> Result<PathBuf, Error> {
    let path = rest
        .strip_prefix("localhost")
        .filter(|path| path.starts_with('/'))
        .unwrap_or(rest);
    if !path.starts_with('/') {
        return Err(Error::BadAddress {
            why: "a file address needs a whole path",
        });
    }
    paths::from_bytes(&percent_decoded(path)).ok_or(Error::BadAddress {
        why: "the path is not readable",
    })
}

fn ssh_url(rest: &str) -> Result<SshTarget, Error> {
    let slash = rest.find('/').ok_or(Error::BadAddress {
        why: "it names no path on the server",
    })?;
    let (authority, path) = rest.split_at(slash);
    let decoded = String::from_utf8(percent_decoded(authority)).map_err(|_| Error::BadAddress {
        why: "the server's name is not readable",
    })?;
    let path = String::from_utf8(percent_decoded(path)).map_err(|_| Error::BadAddress {
        why: "the path is not readable",
    })?;
    let (user, host) = match decoded.rsplit_once('@') {
        // A password in an SSH address is never used.
        Some((user, host)) => (Some(user.split(':').next().unwrap_or_default()), host),
        None => (None, decoded.as_str()),
    };
    let (host, port) = host_and_port(host)?;
    // `/~name/blog` is meant to start at a home folder.
    let path = if path.starts_with("/~") {
        path[1..].to_owned()
    } else {
        path
    };
    target(user, host, port, path)
}

fn scp_like(address: &str) -> Result<SshTarget, Error> {
    let (user, rest) = match address.split_once('@') {
        Some((user, rest)) => (Some(user), rest),
        None => (None, address),
    };
    if let Some(bracketed) = rest.strip_prefix('[') {
        let (inside, path) = bracketed.split_once("]:").ok_or(Error::BadAddress {
            why: "a bracket is not closed",
        })?;
        // `[host:port]:path`, or an IPv6 address.
        let (host, port) = match inside.split_once(':') {
            Some((host, port)) if !port.contains(':') => (host, Some(parse_port(port)?)),
            _ => (inside, None),
        };
        return target(user, host, port, path.to_owned());
    }
    let (host, path) = rest.split_once(':').ok_or(Error::BadAddress {
        why: "it names no path on the server",
    })?;
    target(user, host, None, path.to_owned())
}

fn host_and_port(text: &str) -> Result<(&str, Option<u16>), Error> {
    if let Some(rest) = text.strip_prefix('[') {
        let (host, rest) = rest.split_once(']').ok_or(Error::BadAddress {
            why: "a bracket is not closed",
        })?;
        let port = rest.strip_prefix(':').map(parse_port).transpose()?;
        return Ok((host, port));
    }
    match text.split_once(':') {
        Some((host, "")) => Ok((host, None)),
        Some((host, port)) => Ok((host, Some(parse_port(port)?))),
        None => Ok((text, None)),
    }
}

fn parse_port(text: &str) -> Result<u16, Error> {
    text.parse().map_err(|_| Error::BadAddress {
        why: "the port is not a number",
    })
}

fn target(user: Option<&str>, host: &str, port: Option<u16>, path: String) -> Result<SshTarget, Error> {
    if host.is_empty() || path.is_empty() {
        return Err(Error::BadAddress {
            why: "it names no server or no path",
        });
    }
    let target = user.map_or_else(|| host.to_owned(), |user| format!("{user}@{host}"));
    // Otherwise ssh or the program on the server would take them for options.
    if host.starts_with('-') || target.starts_with('-') || path.starts_with('-') {
        return Err(Error::BadAddress {
            why: "a name that begins with a dash",
        });
    }
    if target.chars().any(char::is_control) {
        return Err(Error::BadAddress {
            why: "the server's name has a control character",
        });
    }
    Ok(SshTarget {
        target,
        host: host.to_owned(),
        port,
        path,
    })
}

pub(crate) fn percent_decoded(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = (bytes[at] == b'%').then(|| text.get(at + 1..at + 3)).flatten();
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    out
}

/// A `file://` address for a path.
pub(crate) fn to_file_url(path: &Path) -> String {
    let mut url = String::from("file://");
    for &byte in paths::to_bytes(path).iter() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => {
                url.push(char::from(byte))
            }
            _ => url.push_str(&format!("%{byte:02X}")),
        }
    }
    url
}

#[cfg(test)]
#[path = "location_tests.rs"]
mod tests;
