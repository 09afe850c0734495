//! Zola's addresses, as its documentation and its tests have them: folders as they are, the name as a slug.

use crate::facts::Facts;
use crate::generator::Generator;
use crate::parts::{join, split, stem};

impl Generator {
    pub(super) fn zola_has_no_page(facts: &Facts) -> bool {
        facts
            .find_text("render", false)
            .is_some_and(|(_, value)| value == "false")
    }

    pub(super) fn zola_url(&self, path: &str, facts: &Facts) -> Option<String> {
        let (folder, file) = split(self.in_root(path)?);
        let (name, language) = self.zola_language(stem(file).0)?;
        let prefix = language.unwrap_or_default();
        if name == "_index" {
            return Some(as_folder(&join(prefix, folder)));
        }
        if let Some((_, own)) = facts.find_text("path", false) {
            return Some(as_folder(own.trim_start_matches('/').trim_end_matches('/')));
        }
        let (folder, own) = match name {
            "index" if folder.is_empty() => return Some(as_folder(prefix)),
            "index" => split(folder),
            name => (folder, name),
        };
        let keep = self.settings().config.flag("slugify.paths_keep_dates") == Some(true);
        let slug = match facts.find_text("slug", false) {
            Some((_, slug)) => self.zola_slug(slug)?,
            None if keep => self.zola_slug(own)?,
            None => self.zola_slug(without_date(own))?,
        };
        Some(as_folder(&join(&join(prefix, folder), &slug)))
    }

    /// The name without its language, and the language where it is not the site's own. `None` for a language that the
    /// config lacks, which ends Zola.
    fn zola_language<'n>(&'n self, name: &'n str) -> Option<(&'n str, Option<&'n str>)> {
        let languages = &self.settings().languages;
        let default = self
            .settings()
            .config
            .text("default_language")
            .unwrap_or_else(|| "en".to_owned());
        let others = languages.iter().any(|language| *language != default);
        match name.split_once('.').filter(|_| others) {
            // Its own code is taken for a part of the name.
            Some((_, code)) if code == default => Some((name, None)),
            Some((before, code)) => languages
                .iter()
                .any(|l| l == code)
                .then_some((before, Some(code))),
            None => Some((name, None)),
        }
    }

    fn zola_slug(&self, name: &str) -> Option<String> {
        let how = self.settings().config.text("slugify.paths");
        match how.as_deref() {
            None | Some("on") => ascii_slug(name),
            // Both keep plain names; what becomes of other marks differs.
            Some("safe" | "off") => {
                let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
                (!name.is_empty() && name.chars().all(plain)).then(|| name.to_owned())
            }
            Some(_) => None,
        }
    }
}

/// ASCII lower case, one `-` for everything but letters and digits. Other letters are spelled out by a table that
/// Galley does not have.
fn ascii_slug(name: &str) -> Option<String> {
    if !name.is_ascii() {
        return None;
    }
    let mut slug = String::new();
    for c in name.chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    (!slug.is_empty()).then(|| slug.to_owned())
}

/// The name behind `2026-06-04-` or `2026-06-04_`, also with a time; a shorter date is a part of the name.
fn without_date(name: &str) -> &str {
    let day = name
        .get(..10)
        .filter(|day| day.parse::<jiff::civil::Date>().is_ok() && day.as_bytes()[4] == b'-');
    if day.is_none() {
        return name;
    }
    let after = &name[10..];
    let after = match after.strip_prefix('T') {
        Some(time) => match time.find(['Z', '_']) {
            Some(at) if time[at..].starts_with('Z') => &time[at + 1..],
            _ => return name,
        },
        None => after.strip_prefix(' ').unwrap_or(after),
    };
    after
        .strip_prefix(['-', '_'])
        .filter(|rest| !rest.is_empty())
        .unwrap_or(name)
}

fn as_folder(path: &str) -> String {
    if path.is_empty() {
        "/".to_owned()
    } else {
        format!("/{path}/")
    }
}
