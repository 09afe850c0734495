//! How each generator shows a site on this machine while it is written: its command and its ways, as data.
//!
//! Nothing is run here. What its output says is read in `output`.

mod output;

use crate::generator::Generator;
use crate::kind::GeneratorKind;

pub use output::{Counted, Fault, Heard, Output, uncoloured};

/// The development server of a generator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DevServer {
    /// The program's name, as it is found on the path or among a blog's own packages.
    pub program: &'static str,
    /// Whose packages a blog can bring it with.
    pub packages: Packages,
    /// The program's words. [`DevPlaces`] stand in them as `{port}`, `{second}`, `{out}` and `{site}`.
    pub words: &'static [&'static str],
    /// Whether it cannot be told to listen on this machine alone.
    pub open_to_network: bool,
    /// Variables that keep it quiet: no browser of its own, no questions, no colours.
    pub environment: &'static [(&'static str, &'static str)],
}

/// A way in which a blog can bring its generator along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packages {
    /// `node_modules/.bin`.
    Node,
    /// A `Gemfile`, for `bundle exec`.
    Ruby,
}

/// What a command needs to be told anew each time.
#[derive(Debug, Clone, Copy)]
pub struct DevPlaces<'a> {
    /// The port.
    pub port: u16,
    /// A second one, for a server that needs two.
    pub second: u16,
    /// A folder for what it builds, so that it touches none of the blog's.
    pub out: &'a str,
    /// The whole address of the site, with a slash at the end.
    pub site: &'a str,
}

const QUIET: &[(&str, &str)] = &[
    ("NO_COLOR", "1"),
    ("FORCE_COLOR", "0"),
    ("BROWSER", "none"),
    ("DO_NOT_TRACK", "1"),
    ("ASTRO_TELEMETRY_DISABLED", "1"),
];

const fn node(program: &'static str, words: &'static [&'static str]) -> DevServer {
    DevServer {
        program,
        packages: Packages::Node,
        words,
        open_to_network: false,
        environment: QUIET,
    }
}

const HUGO: DevServer = node(
    "hugo",
    &[
        "server",
        "--bind",
        "127.0.0.1",
        "--port",
        "{port}",
        "--baseURL",
        "{site}",
        "--buildDrafts",
        "--buildFuture",
        "--buildExpired",
        "--destination",
        "{out}",
        "--noBuildLock",
        "--noHTTPCache",
    ],
);
const ZOLA: DevServer = node(
    "zola",
    &[
        "serve",
        "--interface",
        "127.0.0.1",
        "--port",
        "{port}",
        "--drafts",
        "--output-dir",
        // One that is there already is asked about.
        "{out}/site",
    ],
);
const JEKYLL: DevServer = DevServer {
    packages: Packages::Ruby,
    ..node(
        "jekyll",
        &[
            "serve",
            "--host",
            "127.0.0.1",
            "--port",
            "{port}",
            "--drafts",
            "--future",
            "--unpublished",
            "--livereload",
            "--livereload-port",
            "{second}",
            "--destination",
            "{out}",
        ],
    )
};
const ASTRO: DevServer = node("astro", &["dev", "--host", "127.0.0.1", "--port", "{port}"]);
const ELEVENTY: DevServer = DevServer {
    open_to_network: true,
    ..node("eleventy", &["--serve", "--port={port}", "--output={out}"])
};
const HEXO: DevServer = node(
    "hexo",
    &["server", "--ip", "127.0.0.1", "--port", "{port}", "--draft"],
);
const DOCUSAURUS: DevServer = node(
    "docusaurus",
    &["start", "--host", "127.0.0.1", "--port", "{port}", "--no-open"],
);

impl GeneratorKind {
    /// Its development server. `None` where Galley knows none, and for blogs that Galley builds.
    pub fn dev_server(self) -> Option<&'static DevServer> {
        match self {
            Self::Hugo => Some(&HUGO),
            Self::Jekyll => Some(&JEKYLL),
            Self::Zola => Some(&ZOLA),
            Self::Astro => Some(&ASTRO),
            Self::Eleventy => Some(&ELEVENTY),
            Self::Hexo => Some(&HEXO),
            Self::Docusaurus => Some(&DOCUSAURUS),
            _ => None,
        }
    }
}

impl Generator {
    /// The path below the server's address at which the development server shows the site, with a slash at both ends.
    pub fn dev_root(&self) -> String {
        // Eleventy's own setting for it does not show in the site's address.
        let base = match self.kind() {
            GeneratorKind::Eleventy => "",
            _ => self.settings().base_path.trim_matches('/'),
        };
        if base.is_empty() {
            "/".to_owned()
        } else {
            format!("/{base}/")
        }
    }

    /// The files of the library that its server can mean by a path that it names, the likeliest first.
    pub fn named_by_server(&self, named: &str) -> Vec<String> {
        let join = |folder: &str| match folder {
            "" => named.to_owned(),
            folder => format!("{folder}/{named}"),
        };
        let mut files = vec![join(self.site_root())];
        // Hexo names a text from the folder that it reads.
        if self.kind() == GeneratorKind::Hexo {
            files.extend(self.layout().content_roots().iter().map(|root| join(root)));
        }
        files.push(named.to_owned());
        files.dedup();
        files
    }
}

/// A word of a command with its places filled. A place that is not known stays as it is written.
pub fn filled(word: &str, places: &DevPlaces) -> String {
    word.replace("{port}", &places.port.to_string())
        .replace("{second}", &places.second.to_string())
        .replace("{site}", places.site)
        .replace("{out}", places.out)
}
