//! Hugo's `cascade`, in the config and in the heads of sections.

use galley_post::{Post, Value};

use super::{Inherited, Scope, fields, holds_some};
use crate::config::Config;
use crate::files::Files;
use crate::generator::Generator;
use crate::glob::fits;
use crate::kind::GeneratorKind as K;

impl Generator {
    /// The `cascade` of the config and of the sections. `None` where one aims at something that is not followed.
    pub(super) fn cascades(&self, files: &Files, config_path: &str) -> Option<Vec<Inherited>> {
        let mut found: Vec<(usize, Inherited)> = Vec::new();
        for path in self
            .layout()
            .content_roots()
            .iter()
            .flat_map(|root| files.below(root))
        {
            if !holds_some(K::Hugo, path) || found.iter().any(|(_, one)| one.from == path) {
                continue;
            }
            let Some(text) = files
                .read(path)
                .filter(|text| text.to_lowercase().contains("cascade"))
            else {
                continue;
            };
            let Some((section, _, language)) = self.hugo_node(path) else {
                continue;
            };
            let post = Post::parse(text);
            let pairs = post
                .fields()
                .iter()
                .map(|field| (field.name.clone(), field.value.clone()));
            let head = Config::of(&Value::Map(pairs.collect()));
            let deep = section.matches('/').count() + usize::from(section.len() > 1);
            let cascade = cascade(&head, path, &section, Some(&language))?;
            found.extend(cascade.into_iter().map(|one| (deep, one)));
        }
        // What stands nearer counts first, and the config last.
        found.sort_by_key(|(deep, _)| std::cmp::Reverse(*deep));
        let mut all: Vec<Inherited> = found.into_iter().map(|(_, one)| one).collect();
        all.extend(cascade(&self.settings().config, config_path, "/", None)?);
        Some(all)
    }
}

/// What a `cascade` says: one table, or a list of them, each with what it aims at.
fn cascade(config: &Config, from: &str, section: &str, language: Option<&str>) -> Option<Vec<Inherited>> {
    let keys = config.keys_of("cascade");
    let numbered = |key: &&str| key.bytes().all(|b| b.is_ascii_digit());
    let tables: Vec<String> = match keys.iter().filter(|key| numbered(key)).count() {
        0 if keys.is_empty() => return Some(Vec::new()),
        0 => vec!["cascade".to_owned()],
        _ => keys
            .iter()
            .filter(|key| numbered(key))
            .map(|key| format!("cascade.{key}"))
            .collect(),
    };
    let mut found = Vec::new();
    for table in tables {
        let target = ["target", "_target"].map(|name| format!("{table}.{name}"));
        let known = |key: &&str| {
            ["path", "kind", "lang", "environment"]
                .iter()
                .any(|k| k.eq_ignore_ascii_case(key))
        };
        if target
            .iter()
            .any(|target| !config.keys_of(target).iter().all(&known))
        {
            return None;
        }
        let aim = |name: &str| {
            target
                .iter()
                .find_map(|target| config.text(&format!("{target}.{name}")))
        };
        let scope = Scope::Hugo {
            section: section.to_owned(),
            language: language.map(str::to_owned),
            path: aim("path"),
            kind: aim("kind"),
            languages: aim("lang"),
        };
        let patterns = [aim("path"), aim("kind"), aim("lang"), aim("environment")];
        if patterns
            .iter()
            .flatten()
            .any(|pattern| fits(pattern, "", false).is_none())
        {
            return None;
        }
        // A site that is built for readers is built for this.
        if aim("environment").is_some_and(|wanted| fits(&wanted, "production", false) != Some(true)) {
            continue;
        }
        let mut fields = fields(config, &table);
        fields.retain(|(name, _)| {
            let name = name.to_lowercase();
            !name.starts_with("target.") && !name.starts_with("_target.")
        });
        found.push(Inherited {
            from: from.to_owned(),
            scope,
            fields,
        });
    }
    Some(found)
}
