//! From a file list to a generator with everything that its config says.

use std::collections::BTreeSet;

use crate::config;
use crate::content;
use crate::defaults;
use crate::evidence::{self, Site};
use crate::files::Files;
use crate::galley_toml::GalleyToml;
use crate::gemfile;
use crate::generator::Generator;
use crate::kind::GeneratorKind;
use crate::parts::{self, join, split};
use crate::problem::{Problem, unreadable};
use crate::program;
use crate::settings::{self, Identity, Settings};

/// How sure the recognition is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certainty {
    /// `galley.toml` says so.
    Told,
    /// A config file or a dependency says so.
    Config,
    /// Folders and file names say so.
    Guessed,
    /// Nothing speaks for any generator: plain Markdown.
    Nothing,
}

/// What was recognised.
#[derive(Debug, Clone, PartialEq)]
pub struct Recognised {
    /// The generator with its rules for this library.
    pub generator: Generator,
    /// The generator's config file, as a path in the library.
    pub config: Option<String>,
    /// The site's title.
    pub title: Option<String>,
    /// Where readers find the site, without a slash at the end.
    pub base_url: Option<String>,
    /// The language of posts that name none, as the config writes it, for example `en-us`.
    pub language: Option<String>,
    /// The name of the time zone of dates without an offset.
    pub timezone: Option<String>,
    /// `galley.toml`, when there is one.
    pub galley: Option<GalleyToml>,
    /// How sure this is.
    pub certainty: Certainty,
    /// What is wrong with the configs.
    pub problems: Vec<Problem>,
    /// The files that were asked for, those that are not there included.
    asked: BTreeSet<String>,
}

impl Recognised {
    /// Whether this may be another answer once the file at `path` changed, came or went.
    pub fn hangs_on(&self, path: &str) -> bool {
        self.asked.contains(path)
            || evidence::is_config(path)
            || defaults::holds_some(self.generator.kind(), path)
    }
}

/// Finds out which generator builds the library's site, where it stands, and what its config says.
pub fn recognise(files: &Files) -> Recognised {
    let mut problems = Vec::new();
    let galley = files.read(GalleyToml::NAME).map(|text| {
        let (galley, found) = GalleyToml::read(&text);
        problems.extend(found);
        galley
    });
    let told = galley
        .as_ref()
        .and_then(|g| GeneratorKind::from_id(g.library.as_ref()?.generator.as_deref()?));
    let told = told.or_else(|| galley.as_ref()?.site.is_some().then_some(GeneratorKind::Galley));
    let posts = galley
        .as_ref()
        .and_then(|g| g.library.clone())
        .unwrap_or_default()
        .posts;

    let sites = evidence::sites(files);
    if sites.is_empty() && files.has("package.json") {
        let text = files.read("package.json").unwrap_or_default();
        problems.extend(config::read("package.json", &text).1);
    }
    let site = match told {
        Some(kind) => sites.iter().find(|site| site.kind == kind).cloned(),
        None => sites.first().cloned(),
    };
    let certainty = match (told, &site) {
        (Some(_), _) => Certainty::Told,
        (None, None) => Certainty::Nothing,
        (None, Some(site)) if matches!(site.because, "config" | "dependency") => Certainty::Config,
        (None, Some(_)) => Certainty::Guessed,
    };
    let kind = told
        .or(site.as_ref().map(|s| s.kind))
        .unwrap_or(GeneratorKind::Markdown);
    if told.is_none()
        && let Some(site) = &site
    {
        problems.extend(doubts(site, &sites));
    }
    let root = site.as_ref().map(|s| s.root.clone()).unwrap_or_default();
    let config = match kind {
        GeneratorKind::Galley => galley.as_ref().map(|_| GalleyToml::NAME.to_owned()),
        _ => site.and_then(|s| s.config),
    };
    let (identity, settings) = match kind {
        GeneratorKind::Galley => of_galley(galley.as_ref()),
        _ => of_config(files, kind, config.as_deref(), &mut problems),
    };
    if problems.iter().any(|problem| problem.code == "config.unreadable") {
        return plain(
            files,
            &root,
            posts,
            Recognised {
                generator: Generator::of(GeneratorKind::Markdown, &[]),
                config,
                title: None,
                base_url: None,
                language: None,
                timezone: None,
                galley,
                certainty: Certainty::Nothing,
                problems,
                asked: BTreeSet::new(),
            },
        );
    }
    let timezone = settings.timezone.clone();
    let mut generator = Generator::new(kind, root, settings, posts, files.paths());
    generator.inherit(files, config.as_deref());
    problems.extend(content::problems(files, &generator));
    let base_url = identity.base_url.map(|url| url.trim_end_matches('/').to_owned());
    Recognised {
        generator,
        config,
        title: identity.title,
        base_url,
        language: identity.language,
        timezone,
        galley,
        certainty,
        problems,
        asked: files.asked(),
    }
}

/// Folders of a site's own that may hold Markdown which nobody reads.
const OF_THE_SITE: [&str; 9] = [
    "_data",
    "_includes",
    "_layouts",
    "_plugins",
    "_sass",
    "archetypes",
    "layouts",
    "scaffolds",
    "templates",
];

/// A library with a config that cannot be read: which generator it is for may be plain, and not what it says. So its
/// files are Markdown and nothing more, without addresses and without rules that hide any of them.
fn plain(files: &Files, root: &str, posts: Vec<String>, found: Recognised) -> Recognised {
    let settings = Settings {
        exclude: OF_THE_SITE.iter().map(|folder| join(root, folder)).collect(),
        ..Settings::default()
    };
    let kind = GeneratorKind::Markdown;
    // What else was noticed hangs on rules that do not hold now.
    let mut problems = found.problems;
    problems.retain(|problem| problem.code.starts_with("config."));
    Recognised {
        generator: Generator::new(kind, String::new(), settings, posts, files.paths()),
        problems,
        asked: files.asked(),
        ..found
    }
}

/// What the writer should know of the choice: that it is a guess, or that there is another site as likely.
fn doubts(site: &Site, all: &[Site]) -> Vec<Problem> {
    let name = || ("generator", site.kind.id().to_owned());
    let mut problems = Vec::new();
    if !matches!(site.because, "config" | "dependency") {
        problems.push(Problem::new(
            "generator.guessed",
            vec![name(), ("because", site.because.to_owned())],
        ));
    }
    // As likely means: a config, and Markdown of its own.
    if let Some(other) = all
        .iter()
        .find(|s| (s.root != site.root || s.kind != site.kind) && s.because == "config" && s.weight > 100)
    {
        let args = vec![
            name(),
            ("other", other.kind.id().to_owned()),
            ("folder", other.root.clone()),
        ];
        problems.push(Problem::new("generator.several", args));
    }
    problems
}

fn of_galley(galley: Option<&GalleyToml>) -> (Identity, Settings) {
    let site = galley.and_then(|g| g.site.clone()).unwrap_or_default();
    let base_url = site.base_url.filter(|url| url.contains("://"));
    let path = base_url
        .as_deref()
        .and_then(|u| u.split_once("://")?.1.split_once('/'));
    let settings = Settings {
        read: true,
        timezone: site.timezone,
        base_path: path
            .map(|(_, path)| path.trim_matches('/').to_owned())
            .unwrap_or_default(),
        ..Settings::default()
    };
    (
        Identity {
            title: site.title,
            base_url,
            language: site.language,
        },
        settings,
    )
}

fn of_config(
    files: &Files,
    kind: GeneratorKind,
    path: Option<&str>,
    problems: &mut Vec<Problem>,
) -> (Identity, Settings) {
    let Some(path) = path else {
        return (Identity::default(), Settings::default());
    };
    let Some(text) = files.read(path) else {
        if files.has(path) {
            problems.push(unreadable(path, "", "not text".to_owned(), None));
        }
        return (Identity::default(), Settings::default());
    };
    let (mut config, mut problem) = config::read(path, &text);
    if kind == GeneratorKind::Hugo {
        let folder = match split(path).0.strip_suffix("_default") {
            Some(folder) => folder.trim_end_matches('/').to_owned(),
            None => join(split(path).0, "config"),
        };
        for environment in ["_default", BUILT_IN] {
            let topics = join(&folder, environment);
            hugo_folder(files, &topics, path, &mut config, &mut problem);
        }
    }
    let mut identity = settings::identity(kind, &config);
    if identity.title.is_none() && kind == GeneratorKind::Hugo {
        let language = config
            .text("defaultContentLanguage")
            .unwrap_or_else(|| "en".to_owned());
        identity.title = config.text(&format!("languages.{language}.title"));
    }
    let mut settings = settings::settings(kind, &config, identity.base_url.as_deref());
    if kind == GeneratorKind::Jekyll {
        let gems = files.read(&join(split(path).0, "Gemfile")).unwrap_or_default();
        settings.redirects |= gemfile::loads(&gems, gemfile::REDIRECTS);
    }
    program::look(files, kind, split(path).0, &text, &mut settings);
    problems.extend(problem);
    (identity, settings)
}

/// The environment that `hugo` builds for, when nobody says another one.
const BUILT_IN: &str = "production";

/// Hugo's config in a folder of its config folder: one file a topic, one a language. What it says goes over what was said
/// before.
fn hugo_folder(
    files: &Files,
    folder: &str,
    main: &str,
    config: &mut config::Config,
    problem: &mut Option<Problem>,
) {
    for path in files.below(folder) {
        let (place, name) = split(path);
        let (stem, extension) = parts::stem(name);
        if path == main || place != folder || !matches!(extension, "toml" | "yaml" | "yml" | "json") {
            continue;
        }
        let Some(text) = files.read(path) else { continue };
        let (topic, wrong) = config::read(path, &text);
        if problem.is_none() {
            *problem = wrong;
        }
        // `languages.de.toml` is the table of that name.
        let key = if matches!(stem, "hugo" | "config") {
            ""
        } else {
            stem
        };
        config.put_over(key, topic);
    }
}
