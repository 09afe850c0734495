//! Values that hold for posts which say nothing else: Hugo's `cascade`, Jekyll's `defaults`, and the data files of
//! Eleventy's folders. What is not followed here makes addresses unknown, and hides nothing.

mod cascade;

use std::borrow::Cow;
use std::collections::{BTreeSet, VecDeque};

use crate::config::{Config, Item};
use crate::facts::{Fact, Facts};
use crate::files::Files;
use crate::generator::Generator;
use crate::glob::fits;
use crate::kind::GeneratorKind as K;
use crate::parts::{join, split, stem, within};

/// Some values, and the posts that they hold for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Inherited {
    /// The file that says them.
    from: String,
    scope: Scope,
    fields: Vec<(String, Fact)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Scope {
    /// The section at this address and all below it, in one language where one is named, as far as the patterns fit.
    Hugo {
        section: String,
        language: Option<String>,
        path: Option<String>,
        kind: Option<String>,
        languages: Option<String>,
    },
    /// What the path may begin with, how long that is written, and `posts`, `pages` or a collection.
    Jekyll {
        begins: Vec<String>,
        length: usize,
        of: Option<String>,
    },
    /// All files in and below a folder of the library.
    Below(String),
    /// One file, without its extension.
    File(String),
}

/// Whether a file may hold such values by its name, or a part of a config that is a program.
pub(crate) fn holds_some(kind: K, path: &str) -> bool {
    let (name, extension) = stem(split(path).1);
    match kind {
        K::Hugo => name.split('.').next() == Some("_index"),
        K::Eleventy => !matches!(extension, "md" | "mdx" | "markdown" | "html"),
        K::Astro => path.contains("src/content") && !matches!(extension, "md" | "mdx"),
        _ => false,
    }
}

impl Generator {
    /// Reads what holds for others. Their own settings and places must be known by now.
    pub(crate) fn inherit(&mut self, files: &Files, config: Option<&str>) {
        let config = config.unwrap_or_default();
        let found = match self.kind() {
            K::Hugo => self.cascades(files, config),
            K::Jekyll => self.jekyll_defaults(files, config),
            K::Eleventy => self.data_files(files),
            _ => return,
        };
        self.settings_mut().custom_urls |= found.is_none();
        self.settings_mut().inherited = found.unwrap_or_default();
    }

    /// A post with the values that hold for it.
    pub(crate) fn whole<'f>(&self, path: &str, facts: &'f Facts) -> Cow<'f, Facts> {
        let all = &self.settings().inherited;
        if all.is_empty() || facts.is_whole() {
            return Cow::Borrowed(facts);
        }
        let mut whole = facts.clone();
        let page = self.kind() == K::Jekyll && self.jekyll_type(path) == "pages";
        for one in self.order(path, all) {
            for (name, value) in &one.fields {
                // Jekyll asks a page's own head alone whether it is to be seen.
                if !(page && name == "published") {
                    whole.inherit(name, value, &one.from, self.folds_case());
                }
            }
        }
        if self.kind() == K::Jekyll && !page {
            both_categories(facts, &mut whole, &self.order(path, all));
        }
        Cow::Owned(whole)
    }

    /// Those that hold for a file, the one that counts first before the others.
    fn order<'i>(&self, path: &str, all: &'i [Inherited]) -> VecDeque<&'i Inherited> {
        let mut order: VecDeque<&Inherited> = VecDeque::new();
        let mut last: Option<(usize, bool)> = None;
        for one in all.iter().filter(|one| self.covers(path, &one.scope)) {
            let Scope::Jekyll { length, of, .. } = &one.scope else {
                order.push_back(one);
                continue;
            };
            // A longer path counts more, whatever it is; of two alike the one with a type, and then the later one.
            let (length, typed) = (*length, of.is_some());
            let first =
                last.is_none_or(|(before, had)| length > before || length == before && (typed || !had));
            if first {
                last = Some((length, typed));
                order.push_front(one);
            } else {
                order.push_back(one);
            }
        }
        order
    }

    fn covers(&self, path: &str, scope: &Scope) -> bool {
        match scope {
            Scope::Below(folder) => within(path, folder).is_some(),
            Scope::File(file) => path
                .strip_prefix(file.as_str())
                .is_some_and(|end| end.starts_with('.') && !end[1..].contains(['.', '/'])),
            Scope::Jekyll { begins, of, .. } => {
                self.in_root(path)
                    .is_some_and(|rel| begins.iter().any(|begin| rel.starts_with(begin.as_str())))
                    && of.as_deref().is_none_or(|of| of == self.jekyll_type(path))
            }
            Scope::Hugo {
                section,
                language,
                path: pattern,
                kind,
                languages,
            } => {
                let Some((address, in_section, code)) = self.hugo_node(path) else {
                    return false;
                };
                let own = match (address.as_str(), in_section) {
                    ("/", _) => "home",
                    (_, true) => "section",
                    _ => "page",
                };
                let fit = |pattern: &Option<String>, with: &str| {
                    pattern
                        .as_deref()
                        .is_none_or(|p| fits(&p.to_lowercase(), with, false) == Some(true))
                };
                let below = section == "/" || address == *section || within(&address, section).is_some();
                below
                    && language.as_ref().is_none_or(|language| *language == code)
                    && fit(pattern, &address)
                    && fit(kind, own)
                    && fit(languages, &code)
            }
        }
    }

    /// What Jekyll calls a file in the scopes of its defaults.
    fn jekyll_type<'p>(&'p self, path: &'p str) -> &'p str {
        if self.in_posts(path) {
            return "posts";
        }
        self.collection_of(path).unwrap_or("pages")
    }

    /// `None` where one is for a pattern that is not followed.
    fn jekyll_defaults(&self, files: &Files, from: &str) -> Option<Vec<Inherited>> {
        let config = &self.settings().config;
        let one = |number: &&str| {
            let key = |name: &str| config.text(&format!("defaults.{number}.scope.{name}"));
            let of = key("type").map(|of| match of.as_str() {
                "page" => "pages".to_owned(),
                "post" => "posts".to_owned(),
                "draft" => "drafts".to_owned(),
                _ => of,
            });
            let path = key("path").unwrap_or_default();
            let begins = if path.contains('*') {
                self.there(files, &path)?
            } else {
                vec![path.clone()]
            };
            Some(Inherited {
                from: from.to_owned(),
                scope: Scope::Jekyll {
                    begins,
                    length: path.len(),
                    of,
                },
                fields: fields(config, &format!("defaults.{number}.values")),
            })
        };
        config.keys_of("defaults").iter().map(one).collect()
    }

    /// The files and folders of the content that fit a pattern; with a slash at its end folders alone.
    fn there(&self, files: &Files, pattern: &str) -> Option<Vec<String>> {
        let (pattern, folders) = match pattern.strip_suffix('/') {
            Some(pattern) => (pattern, true),
            None => (pattern, false),
        };
        let mut found = BTreeSet::new();
        for root in self.layout().content_roots() {
            for rel in files.below(root).filter_map(|path| within(path, root)) {
                let ends = rel.match_indices('/').map(|(at, _)| at);
                for end in ends.chain((!folders).then_some(rel.len())) {
                    if !found.contains(&rel[..end]) && fits(pattern, &rel[..end], true)? {
                        found.insert(rel[..end].to_owned());
                    }
                }
            }
        }
        Some(found.into_iter().collect())
    }

    /// The JSON files of values beside posts and in their folders. `None` where one cannot be read.
    fn data_files(&self, files: &Files) -> Option<Vec<Inherited>> {
        let mut found = Vec::new();
        for path in self
            .layout()
            .content_roots()
            .iter()
            .flat_map(|root| files.below(root))
        {
            let (folder, file) = split(path);
            let Some(name) = file.strip_suffix(".json") else {
                continue;
            };
            let (base, first) = match name.strip_suffix(".11tydata") {
                Some(base) => (base, true),
                None => (name, false),
            };
            let of_folder = split(folder).1 == base;
            let ends = self.rules().extensions.iter();
            let beside = ends
                .map(|end| join(folder, &format!("{base}.{end}")))
                .any(|path| files.has(&path));
            if !(of_folder || beside) {
                continue;
            }
            let text = files.read(path).filter(|text| !text.trim().is_empty());
            let Some(text) = text else { continue };
            let (config, problem) = crate::config::read(path, &text);
            if problem.is_some() {
                return None;
            }
            let scope = if of_folder {
                Scope::Below(folder.to_owned())
            } else {
                Scope::File(join(folder, base))
            };
            let deep = if of_folder {
                folder.split('/').count()
            } else {
                usize::MAX
            };
            let one = Inherited {
                from: path.to_owned(),
                scope,
                fields: fields(&config, ""),
            };
            found.push(((deep, first), one));
        }
        found.sort_by_key(|(rank, _)| std::cmp::Reverse(*rank));
        Some(found.into_iter().map(|(_, one)| one).collect())
    }
}

/// All values in a table of a config, by their path in it.
fn fields(config: &Config, table: &str) -> Vec<(String, Fact)> {
    let below = |key: &str| -> Option<String> {
        if table.is_empty() {
            return Some(key.to_owned());
        }
        let start = key
            .get(..table.len())
            .filter(|start| start.eq_ignore_ascii_case(table))?;
        key[start.len()..].strip_prefix('.').map(str::to_owned)
    };
    let fact = |item: &Item| match item {
        Item::Text(text) => Some(Fact::Text(text.clone())),
        Item::List(items) => Some(Fact::List(items.clone())),
        Item::Table => None,
    };
    config
        .items()
        .filter_map(|(key, item)| Some((below(key)?, fact(item)?)))
        .collect()
}

/// Jekyll puts a post's own categories behind those that hold for it.
fn both_categories(own: &Facts, whole: &mut Facts, order: &VecDeque<&Inherited>) {
    let list = |fact: &Fact| match fact {
        Fact::List(items) => items.clone(),
        Fact::Text(text) | Fact::Time(text) => text.split_whitespace().map(str::to_owned).collect(),
    };
    let said = order
        .iter()
        .find_map(|one| one.fields.iter().find(|(name, _)| name == "categories"));
    if let (Some((_, given)), Some((_, mine))) = (said, own.find("categories", false)) {
        let mut all = list(given);
        all.extend(list(mine));
        whole.replace("categories", all);
    }
}
