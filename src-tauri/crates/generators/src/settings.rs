//! What a library's config says that changes a generator's rules.

use crate::config::{Config, Item};
use crate::defaults::Inherited;
use crate::gemfile;
use crate::kind::GeneratorKind;
use crate::parts;

/// What was read from the config. Everything is absent where there is no config that can be read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    /// Whether the config is data and was read: without it, URLs are unknown.
    pub read: bool,
    /// Whether posts dated in the future are shown.
    pub future: Option<bool>,
    /// The time zone's name (`Europe/Berlin`) of dates without an offset.
    pub timezone: Option<String>,
    /// The pattern of addresses.
    pub permalink: Option<String>,
    /// The config changes addresses in a way that Galley does not follow.
    pub custom_urls: bool,
    /// Whether drafts are shown.
    pub drafts_shown: bool,
    /// Whether posts are shown that say `published: false`.
    pub unpublished_shown: bool,
    /// Whether posts are shown after they expired.
    pub expired_shown: bool,
    /// A plugin leads readers of old addresses to new ones (Jekyll's `jekyll-redirect-from`).
    pub redirects: bool,
    /// Languages that the config names.
    pub languages: Vec<String>,
    /// The path of the base URL, without slashes at its ends: `blog` in `https://example.org/blog/`.
    pub base_path: String,
    /// Fields that a config which is a program names as draft marks; empty where it names none.
    pub(crate) marks: Vec<&'static str>,
    /// Folders of content that the config names, relative to the site.
    pub(crate) roots: Vec<String>,
    /// Jekyll's collections: their folders start with `_`.
    pub(crate) collections: Vec<String>,
    /// Files and folders that the generator leaves out, relative to its content.
    pub(crate) exclude: Vec<String>,
    /// Folders of files that stand at the site's root, relative to the site.
    pub(crate) assets: Vec<String>,
    /// Values that hold for posts which say nothing else.
    pub(crate) inherited: Vec<Inherited>,
    /// The whole config, for what a single generator's addresses hang on.
    pub(crate) config: Config,
}

/// The site's name and address.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Identity {
    pub(crate) title: Option<String>,
    pub(crate) base_url: Option<String>,
    pub(crate) language: Option<String>,
}

/// The name, address and language that a config gives the site.
pub(crate) fn identity(kind: GeneratorKind, config: &Config) -> Identity {
    let (title, url, languages): (&str, &[&str], &[&str]) = match kind {
        // What stands in the page comes before the name of the folder.
        GeneratorKind::Hugo => (
            "title",
            &["baseURL"],
            &["languageCode", "locale", "defaultContentLanguage"],
        ),
        GeneratorKind::Zola => ("title", &["base_url"], &["default_language"]),
        GeneratorKind::Jekyll => ("title", &["url"], &["lang", "locale", "language"]),
        GeneratorKind::Hexo => ("title", &["url"], &["language"]),
        GeneratorKind::Pelican => ("SITENAME", &["SITEURL"], &["DEFAULT_LANG"]),
        _ => return Identity::default(),
    };
    let title = config.text(title);
    let mut base_url = url
        .iter()
        .find_map(|key| config.text(key))
        .filter(|u| u.contains("://"));
    if kind == GeneratorKind::Jekyll
        && let (Some(base), Some(path)) = (&mut base_url, config.text("baseurl"))
    {
        *base = format!("{}/{}", base.trim_end_matches('/'), path.trim_matches('/'));
    }
    let language = languages
        .iter()
        .find_map(|key| config.text(key).or_else(|| config.list(key).into_iter().next()));
    Identity {
        title,
        base_url,
        language,
    }
}

/// The settings in a config.
pub(crate) fn settings(kind: GeneratorKind, config: &Config, base_url: Option<&str>) -> Settings {
    let base_path = base_url
        .and_then(|u| u.split_once("://"))
        .and_then(|(_, rest)| rest.split_once('/'));
    let mut settings = Settings {
        read: true,
        base_path: base_path.map_or(String::new(), |(_, path)| path.trim_matches('/').to_owned()),
        ..Settings::default()
    };
    let folders = |keys: &[&str]| {
        keys.iter()
            .filter_map(|k| parts::folder(&config.text(k)?))
            .collect::<Vec<_>>()
    };
    match kind {
        GeneratorKind::Hugo => {
            settings.future = config.flag("buildFuture");
            settings.timezone = config.text("timeZone");
            settings.roots = folders(&["contentDir"]);
            settings.assets = folders(&["staticDir"]);
            settings.languages = strings(config.keys_of("languages"));
            settings.languages.dedup();
            let dirs: Vec<String> = settings
                .languages
                .iter()
                .filter_map(|l| parts::folder(&config.text(&format!("languages.{l}.contentDir"))?))
                .collect();
            // Files of a language that the config lacks are content all the same.
            if settings.roots.is_empty() && !dirs.is_empty() {
                settings.roots.push("content".to_owned());
            }
            // A folder in another one is looked at first.
            settings.roots.extend(dirs);
            settings.roots.sort_by_key(|root| std::cmp::Reverse(root.len()));
            settings.roots.dedup();
            settings.drafts_shown = config.flag("buildDrafts") == Some(true);
            settings.expired_shown = config.flag("buildExpired") == Some(true);
            let html = |key: &str| {
                config
                    .list(key)
                    .iter()
                    .any(|form| form.eq_ignore_ascii_case("html"))
            };
            let follows = |key: &str| {
                let key = key.to_ascii_lowercase();
                let last = key.rsplit('.').next().unwrap_or_default();
                let mounts = key.starts_with("module.mounts.") && last == "target";
                let content = || {
                    config
                        .text(&key)
                        .is_none_or(|target| target.starts_with("content"))
                };
                !(matches!(key.as_str(), "removepathaccents" | "disablelanguages")
                    || key == "outputs.page" && !html(&key)
                    || mounts && content()
                    || key.starts_with("languages.")
                        && matches!(
                            last,
                            "permalinks" | "baseurl" | "disabled" | "uglyurls" | "frontmatter" | "cascade"
                        ))
            };
            settings.custom_urls = !config.keys().all(follows);
        }
        GeneratorKind::Zola => {
            settings.languages = strings(config.keys_of("languages"));
        }
        GeneratorKind::Jekyll => {
            settings.future = config.flag("future");
            settings.timezone = config.text("timezone");
            settings.permalink = config.text("permalink");
            settings.roots = folders(&["source"]);
            settings.exclude = config.list("exclude");
            settings.collections = match config.get("collections") {
                Some(Item::List(names)) => names.clone(),
                _ => strings(config.keys_of("collections")),
            };
            // Posts are one as well, and known anyway.
            settings.collections.retain(|name| name != "posts");
            settings.redirects = ["plugins", "gems"]
                .iter()
                .any(|key| config.list(key).iter().any(|name| name == gemfile::REDIRECTS));
            settings.drafts_shown = config.flag("show_drafts") == Some(true);
            settings.unpublished_shown = config.flag("unpublished") == Some(true);
            settings.custom_urls = config.has("collections_dir")
                || config.has("permalink") && settings.permalink.is_none()
                || config.has("collections.posts.permalink")
                    && config.text("collections.posts.permalink").is_none();
        }
        GeneratorKind::Hexo => {
            settings.future = config.flag("future");
            settings.timezone = config.text("timezone");
            settings.permalink = config.text("permalink");
            settings.roots = folders(&["source_dir"]);
            settings.languages = config.list("language");
            settings.drafts_shown = config.flag("render_drafts") == Some(true);
            settings.unpublished_shown = settings.drafts_shown;
            settings.custom_urls = config.has("permalink_defaults") || config.has("pretty_urls");
        }
        GeneratorKind::Pelican => {
            settings.future = config.flag("WITH_FUTURE_DATES");
            settings.timezone = config.text("TIMEZONE");
            settings.roots = folders(&["PATH"]);
        }
        // What these do with addresses stands in programs, which `program.rs` looks through.
        GeneratorKind::Eleventy => settings.roots = folders(&["input"]),
        GeneratorKind::Astro | GeneratorKind::Docusaurus => {}
        _ => settings.read = false,
    }
    settings.config = config.clone();
    settings
}

fn strings(names: Vec<&str>) -> Vec<String> {
    names.into_iter().map(str::to_owned).collect()
}
