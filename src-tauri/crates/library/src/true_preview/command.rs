//! Which program is run with which words, and on which ports. Runs nothing.

use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use galley_generators::{DevPlaces, GeneratorKind, Packages, PreviewTable, filled};

use crate::error::{Error, Result};
use crate::library::Inner;
use crate::paths;
use crate::places::Places;

/// How long a server may take to answer, where `galley.toml` says nothing else.
const WAIT: Duration = Duration::from_secs(120);

/// A command that shows the site while it is written.
#[derive(Debug, Clone)]
pub(super) struct Command {
    pub(super) kind: GeneratorKind,
    /// The program's file, absolute.
    pub(super) program: PathBuf,
    /// The program as it is shown.
    name: String,
    /// Its words, with places that are filled when it starts.
    words: Vec<String>,
    /// Where it runs.
    pub(super) folder: PathBuf,
    /// What it builds is put here.
    out: PathBuf,
    pub(super) environment: &'static [(&'static str, &'static str)],
    /// The port that it must have.
    port: Option<u16>,
    /// Where the server shows the site: `/`, `/blog/`.
    pub(super) root: String,
    pub(super) open_to_network: bool,
    pub(super) wait: Duration,
}

/// The ports of a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ports {
    pub(super) port: u16,
    pub(super) second: u16,
}

/// The command of this library. `None` for a blog that has no generator to run.
///
/// # Errors
/// `true-preview.no-program`, `true-preview.no-port`.
pub(super) fn of(inner: &Inner) -> Result<Option<Command>> {
    let generator = &inner.site.generator;
    let kind = generator.kind();
    let table = inner
        .site
        .galley
        .as_ref()
        .and_then(|galley| galley.preview.as_ref());
    let own = table.filter(|table| !table.command.is_empty());
    if kind == GeneratorKind::Galley {
        return Ok(None);
    }
    let folder = match generator.site_root() {
        "" => inner.root.clone(),
        site => paths::resolve(&inner.root, site)?,
    };
    let server = kind.dev_server();
    let (program, name, words) = match (own, server) {
        (Some(table), _) => of_table(table, kind, &folder)?,
        (None, Some(server)) => {
            let (program, name, before) = installed(server.program, server.packages, &folder, &inner.root)
                .ok_or_else(|| no_program(kind, server.program, &inner.places, &folder))?;
            let words = server.words.iter().map(|word| (*word).to_owned());
            (program, name, before.into_iter().chain(words).collect())
        }
        (None, None) => return Ok(None),
    };
    let url = table.and_then(|table| table.url.clone());
    Ok(Some(Command {
        kind,
        program,
        name,
        words,
        folder,
        out: inner.places.cache_of_library(&inner.root).join("true-preview"),
        environment: server.map_or(&[], |server| server.environment),
        port: table.and_then(|table| table.port),
        root: url.unwrap_or_else(|| generator.dev_root()),
        open_to_network: server.is_some_and(|server| server.open_to_network),
        wait: table
            .and_then(|table| table.wait)
            .map_or(WAIT, |seconds| Duration::from_secs(seconds.into())),
    }))
}

/// The program, its name and its words, as `galley.toml` has them.
fn of_table(
    table: &PreviewTable,
    kind: GeneratorKind,
    folder: &Path,
) -> Result<(PathBuf, String, Vec<String>)> {
    let (name, words) = table
        .command
        .split_first()
        .ok_or_else(|| Error::new("true-preview.none", &[]))?;
    if table.port.is_none() && !words.iter().any(|word| word.contains("{port}")) {
        return Err(Error::new("true-preview.no-port", &[]));
    }
    let program = if name.contains('/') {
        Some(folder.join(name)).filter(|file| is_program(file))
    } else {
        on_path(name)
    };
    let program = program.ok_or_else(|| {
        Error::new(
            "true-preview.no-command",
            &[("program", name), ("generator", kind.name())],
        )
    })?;
    Ok((program, name.clone(), words.to_vec()))
}

/// The program of a generator: the blog's own one first. With the words that stand before its own.
fn installed(
    program: &str,
    packages: Packages,
    folder: &Path,
    root: &Path,
) -> Option<(PathBuf, String, Vec<String>)> {
    if packages == Packages::Ruby
        && folder.join("Gemfile").is_file()
        && let Some(bundle) = on_path("bundle")
    {
        let before = vec!["exec".to_owned(), program.to_owned()];
        return Some((bundle, "bundle".to_owned(), before));
    }
    let own = [folder, root]
        .map(|folder| folder.join("node_modules/.bin").join(program))
        .into_iter()
        .find(|file| is_program(file));
    match own {
        Some(file) => Some((file, format!("node_modules/.bin/{program}"), Vec::new())),
        None => Some((on_path(program)?, program.to_owned(), Vec::new())),
    }
}

fn on_path(program: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders)
        .filter(|folder| folder.is_absolute())
        .map(|folder| folder.join(program))
        .find(|file| is_program(file))
}

fn is_program(file: &Path) -> bool {
    std::fs::metadata(file).is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

fn no_program(kind: GeneratorKind, program: &str, places: &Places, folder: &Path) -> Error {
    let arguments = [
        ("generator", kind.name()),
        ("program", program),
        ("folder", &places.shown(folder)),
    ];
    Error::new("true-preview.no-program", &arguments)
}

impl Command {
    /// What an agreement is bound to: all of it that does not change from start to start.
    pub(super) fn key(&self) -> String {
        let mut hash = blake3::Hasher::new();
        let mut add = |bytes: &[u8]| {
            hash.update(&u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_le_bytes());
            hash.update(bytes);
        };
        add(self.kind.id().as_bytes());
        add(self.program.as_os_str().as_encoded_bytes());
        add(self.folder.as_os_str().as_encoded_bytes());
        for word in &self.words {
            add(word.as_bytes());
        }
        add(self.root.as_bytes());
        add(&self.port.unwrap_or_default().to_le_bytes());
        hash.finalize().to_hex()[..32].to_owned()
    }

    /// The site's address on this machine.
    pub(super) fn site(&self, ports: Ports) -> String {
        format!("http://127.0.0.1:{}{}", ports.port, self.root)
    }

    /// The words that the program gets.
    pub(super) fn words(&self, ports: Ports) -> Vec<String> {
        let (site, out) = (self.site(ports), self.out.display().to_string());
        let places = DevPlaces {
            port: ports.port,
            second: ports.second,
            out: &out,
            site: &site,
        };
        self.words.iter().map(|word| filled(word, &places)).collect()
    }

    /// The folder that is the server's to fill.
    pub(super) fn out(&self) -> &Path {
        &self.out
    }

    /// The whole command in one line, as a writer reads it.
    pub(super) fn shown(&self, places: &Places, ports: Option<&Ports>) -> String {
        let words = match ports {
            Some(ports) => self.words(*ports),
            None => self.words.clone(),
        };
        let out = self.out.display().to_string();
        std::iter::once(self.name.clone())
            .chain(words)
            .map(|word| quoted(&word.replace(&out, &places.shown(&self.out))))
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// True when these ports are free and the ones that it must have.
    pub(super) fn can_use(&self, ports: Ports) -> bool {
        self.port.is_none_or(|port| port == ports.port) && is_free(ports.port) && is_free(ports.second)
    }

    /// Ports that are free now.
    ///
    /// # Errors
    /// `true-preview.port-taken` when the one that it must have is not.
    pub(super) fn find_ports(&self) -> Result<Ports> {
        let none = |error: std::io::Error| {
            Error::new("true-preview.not-started", &[("generator", self.kind.name())]).because(error)
        };
        // Both are held until both are known, so that they are two.
        let one = match self.port {
            Some(port) => bound(port).map_err(|error| self.port_taken(port).because(error))?,
            None => bound(0).map_err(none)?,
        };
        let other = bound(0).map_err(none)?;
        let port = |listener: &TcpListener| listener.local_addr().map(|address| address.port());
        Ok(Ports {
            port: port(&one).map_err(none)?,
            second: port(&other).map_err(none)?,
        })
    }

    /// The port belongs to another program.
    pub(super) fn port_taken(&self, port: u16) -> Error {
        let arguments = [
            ("port", port.to_string()),
            ("generator", self.kind.name().to_owned()),
        ];
        let arguments: Vec<(&str, &str)> = arguments
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        Error::new("true-preview.port-taken", &arguments)
    }

    /// Whether it has to have one certain port.
    pub(super) fn has_fixed_port(&self) -> bool {
        self.port.is_some()
    }
}

fn bound(port: u16) -> std::io::Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port))
}

fn is_free(port: u16) -> bool {
    bound(port).is_ok()
}

/// A word as it would be typed: in quotes where it has blanks or signs.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./:=@,+~{}%".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}
