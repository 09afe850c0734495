//! Hugo's addresses: the path in the content folder, or what `permalinks`, `slug` and `url` make of it.

use jiff::civil::Date;

use crate::config::Item;
use crate::facts::Facts;
use crate::generator::Generator;
use crate::hugo_dates::Found;
use crate::parts::{join, split, stem, within};

/// A content file as Hugo sees it.
struct Place<'p> {
    /// Its language, where the site has several.
    language: Option<&'p str>,
    /// Its folder in the content folder; for a bundle the folder around it.
    folder: &'p str,
    /// The name of the file, or of the bundle's folder.
    name: &'p str,
    /// `_index.md`.
    section: bool,
}

impl Generator {
    /// A text beside the index of a bundle is a part of it, and kinds of pages can be switched off.
    pub(super) fn hugo_has_no_page(&self, path: &str, facts: &Facts) -> bool {
        let off = self.settings().config.list("disableKinds");
        let off = |kind: &str| off.iter().any(|k| k.eq_ignore_ascii_case(kind));
        let index = split(path).1.split('.').next().unwrap_or_default();
        let rel = self.in_root(path).unwrap_or(path);
        let kind = match index {
            "_index" if split(rel).0.is_empty() => "home",
            "_index" => "section",
            _ => "page",
        };
        // A page for lists alone is hidden by its own mark; `link` is one with an address and without a file.
        let linked = ["build.render", "_build.render"]
            .iter()
            .any(|name| facts.find_text(name, true).is_some_and(|(_, how)| how == "link"));
        linked
            || off(kind)
            || self.hugo_speaks_no_language(path)
            || kind == "page" && self.layout().in_bundle(path)
    }

    /// Whether a file stands in no language's folder, where each language has one of its own.
    fn hugo_speaks_no_language(&self, path: &str) -> bool {
        let languages = &self.settings().languages;
        let mut folders = languages.iter().map(|code| {
            let dir = self
                .settings()
                .config
                .text(&format!("languages.{code}.contentDir"))?;
            Some(join(self.site_root(), &crate::parts::folder(&dir)?))
        });
        !languages.is_empty()
            && folders.all(|folder| folder.is_some_and(|folder| within(path, &folder).is_none()))
    }

    pub(super) fn hugo_url(&self, path: &str, facts: &Facts) -> Option<String> {
        if self.settings().custom_urls {
            return None;
        }
        let config = &self.settings().config;
        let place = self.hugo_place(path)?;
        let prefix = self.hugo_prefix(place.language)?;
        let section = place.folder.split('/').next().unwrap_or_default();
        // One flag for all, or one for each section.
        let ugly = config
            .flag("uglyURLs")
            .or_else(|| config.flag(&format!("uglyURLs.{section}")))
            .unwrap_or(false);
        if let Some((_, url)) = facts.find_text("url", true) {
            let filled = self.hugo_filled(url, path, &place, facts)?;
            let whole = if url.starts_with('/') {
                filled
            } else {
                join(&prefix, &filled)
            };
            return finished(&whole, ugly && !url.ends_with('/'), true);
        }
        if place.section {
            if !config.keys_of("permalinks.section").is_empty() {
                return None;
            }
            let folder = self.hugo_path(&join(&join(place.folder, place.name), ""))?;
            return finished(&join(&prefix, &folder), false, false);
        }
        let key = if section.is_empty() { "/" } else { section };
        let pattern = [format!("permalinks.page.{key}"), format!("permalinks.{key}")]
            .into_iter()
            .find_map(|key| config.get(&key).cloned());
        let own = match pattern {
            Some(Item::Text(pattern)) => self.hugo_filled(&pattern, path, &place, facts)?,
            Some(_) => return None,
            None => {
                let name = match (facts.find("slug", true), self.hugo_name_slug(path, facts)) {
                    (None, None) => self.hugo_path(place.name)?,
                    (None, Some(slug)) => self.hugo_word(slug)?,
                    (Some(_), _) => match facts.find_text("slug", true) {
                        Some((_, slug)) => self.hugo_word(slug)?,
                        None => self.hugo_path(place.name)?,
                    },
                };
                join(&self.hugo_path(place.folder)?, &name)
            }
        };
        finished(&join(&prefix, own.trim_start_matches('/')), ugly, false)
    }

    /// Where a file stands. `None` where two languages claim it.
    fn hugo_place<'p>(&'p self, path: &'p str) -> Option<Place<'p>> {
        let languages = &self.settings().languages;
        let config = &self.settings().config;
        let mut language = None;
        let mut rel = self.in_root(path)?;
        for code in languages {
            let dir = config.text(&format!("languages.{code}.contentDir"));
            let below = dir.and_then(|dir| {
                let folder = join(self.site_root(), &crate::parts::folder(&dir)?);
                within(path, &folder).map(|below| (folder.len(), below))
            });
            if let Some((_, below)) = below.filter(|(_, below)| below.len() <= rel.len()) {
                (language, rel) = (Some(code.as_str()), below);
            }
        }
        let (folder, file) = split(rel);
        let mut name = stem(file).0;
        if let Some((before, code)) = name.rsplit_once('.')
            && let Some(known) = languages.iter().find(|l| l.eq_ignore_ascii_case(code))
        {
            (language, name) = (Some(known.as_str()), before);
        }
        let (folder, name, section) = match name {
            "_index" => {
                let (around, own) = split(folder);
                (around, own, true)
            }
            "index" if folder.is_empty() => return None,
            "index" => {
                let (around, own) = split(folder);
                (around, own, false)
            }
            name => (folder, name, false),
        };
        Some(Place {
            language,
            folder,
            name,
            section,
        })
    }

    /// The language's folder in front of an address, with its slash.
    fn hugo_prefix(&self, language: Option<&str>) -> Option<String> {
        let config = &self.settings().config;
        let default = config
            .text("defaultContentLanguage")
            .unwrap_or_else(|| "en".to_owned());
        let language = language.unwrap_or(&default);
        if self.settings().languages.len() < 2 && !config.has("defaultContentLanguageInSubdir") {
            return Some("/".to_owned());
        }
        let default_apart = config.flag("defaultContentLanguageInSubdir") == Some(true);
        if language.eq_ignore_ascii_case(&default) && !default_apart {
            return Some("/".to_owned());
        }
        Some(format!("/{}", language.to_lowercase()))
    }

    /// A path of files as it stands in an address.
    fn hugo_path(&self, path: &str) -> Option<String> {
        let kept: String = path.replace(' ', "-").chars().filter(|c| allowed(*c)).collect();
        self.hugo_case(kept)
    }

    /// A title or a slug as it stands in an address.
    fn hugo_word(&self, text: &str) -> Option<String> {
        let mut out = String::new();
        let mut blank = false;
        for c in text.chars() {
            if c != ' ' && allowed(c) {
                if blank && !out.ends_with('-') && c != '-' {
                    out.push('-');
                }
                blank = false;
                out.push(c);
            } else if c.is_whitespace() && !out.is_empty() && !out.ends_with('-') {
                blank = true;
            }
        }
        // In a pattern a plus becomes a dash, in front matter it stays.
        self.hugo_case(out).filter(|word| !word.contains('+'))
    }

    fn hugo_case(&self, text: String) -> Option<String> {
        // What `%` and `#` become depends on what follows them.
        let sure = !text.contains(['%', '#', '\\']);
        let kept = self.settings().config.flag("disablePathToLower") == Some(true);
        sure.then(|| if kept { text } else { text.to_lowercase() })
    }

    /// A pattern of `permalinks` or `url` with its places filled. `None` for a place that is not followed here.
    fn hugo_filled(&self, pattern: &str, path: &str, place: &Place, facts: &Facts) -> Option<String> {
        let mut out = String::new();
        let mut rest = pattern;
        while let Some(at) = rest.find(':') {
            out.push_str(&rest[..at]);
            let after = &rest[at + 1..];
            let end = after
                .find(|c: char| !c.is_ascii_lowercase())
                .unwrap_or(after.len());
            if after[end..].starts_with('[') {
                return None;
            }
            let slug = facts.find_text("slug", true).map(|(_, slug)| slug);
            let slug = slug.or_else(|| self.hugo_name_slug(path, facts));
            let title = || facts.find_text("title", true).map(|(_, title)| title);
            let value = match &after[..end] {
                "section" => self.hugo_path(place.folder.split('/').next().unwrap_or_default())?,
                "sections" => self.hugo_path(self.hugo_section(place))?,
                "title" => self.hugo_word(title()?)?,
                "slug" => self.hugo_word(slug.or_else(title)?)?,
                "filename" | "contentbasename" => self.hugo_word(place.name)?,
                "slugorfilename" | "slugorcontentbasename" => self.hugo_word(slug.unwrap_or(place.name))?,
                name => of_day(name, self.hugo_day(path, facts)?)?,
            };
            out.push_str(&value);
            rest = &after[end..];
        }
        out.push_str(rest);
        Some(out)
    }

    /// The nearest folder that is a section: one with an `_index.md`, or the one at the top.
    fn hugo_section<'p>(&self, place: &Place<'p>) -> &'p str {
        let mut folder = place.folder;
        while folder.contains('/') {
            let is_branch = self
                .layout()
                .content_roots()
                .iter()
                .any(|root| self.layout().is_branch(&join(root, folder)));
            if is_branch {
                break;
            }
            folder = split(folder).0;
        }
        folder
    }

    /// The address of a page in its language as the targets of a `cascade` have it, whether it is a section's or the
    /// front page, and its language.
    pub(crate) fn hugo_node(&self, path: &str) -> Option<(String, bool, String)> {
        let place = self.hugo_place(path)?;
        let address = join(place.folder, place.name).replace(' ', "-").to_lowercase();
        let default = self.settings().config.text("defaultContentLanguage");
        let language = place.language.map(str::to_owned).or(default);
        let language = language.unwrap_or_else(|| "en".to_owned()).to_lowercase();
        Some((format!("/{address}"), place.section, language))
    }

    /// The day as it is written: Hugo keeps a date in the zone that it is given in.
    fn hugo_day(&self, path: &str, facts: &Facts) -> Option<Date> {
        if let Some(dates) = self.hugo_dates() {
            return match dates.date(self, path, facts) {
                Found::Date(dated) => Some(dated.when.day),
                Found::Elsewhere => None,
                Found::Nothing => Some(jiff::civil::date(1, 1, 1)),
            };
        }
        match self.date_in(self.rules().date_fields, facts) {
            Some(dated) => Some(dated.when.day),
            // Hugo's year 1 for a post without a date; one that cannot be read ends Hugo itself.
            None => facts
                .find("date", true)
                .is_none()
                .then(|| jiff::civil::date(1, 1, 1)),
        }
    }
}

fn of_day(name: &str, day: Date) -> Option<String> {
    Some(match name {
        "year" => day.year().to_string(),
        "month" => format!("{:02}", day.month()),
        "day" => format!("{:02}", day.day()),
        "monthname" => day.strftime("%B").to_string(),
        "weekday" => day.weekday().to_sunday_zero_offset().to_string(),
        "weekdayname" => day.strftime("%A").to_string(),
        "yearday" => day.day_of_year().to_string(),
        _ => return None,
    })
}

fn allowed(c: char) -> bool {
    c.is_alphanumeric()
        || unicode_normalization::char::is_combining_mark(c)
        || matches!(c, '.' | '/' | '\\' | '_' | '#' | '+' | '~' | '-' | '@' | '%')
}

/// The address of a page: a folder, or a file where the site wants files or the writer's own address names one.
fn finished(path: &str, ugly: bool, own: bool) -> Option<String> {
    let trimmed = path.trim_matches('/');
    if trimmed.split('/').any(|part| part == "..") || trimmed.contains("//") {
        return None;
    }
    if trimmed.is_empty() {
        return Some("/".to_owned());
    }
    if own && trimmed.ends_with(".html") {
        return Some(format!("/{trimmed}"));
    }
    Some(if ugly {
        format!("/{trimmed}.html")
    } else {
        format!("/{trimmed}/")
    })
}
