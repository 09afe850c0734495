//! Templates for new posts that the library itself has: Hugo's archetypes and Hexo's scaffolds.

use jiff::Zoned;

use crate::files::Files;
use crate::generator::Generator;
use crate::go_template::{self, Values};
use crate::kind::GeneratorKind;
use crate::parts::{join, split, stem, within};

/// What a template is filled with.
pub struct NewText<'a> {
    /// The post's title.
    pub title: &'a str,
    /// The post's path in the library, from [`Generator::new_path`].
    pub path: &'a str,
    /// Now.
    pub now: &'a Zoned,
    /// The site's title.
    pub site: &'a str,
}

/// A template that asks for something that Galley does not know; the post is then made like the library's others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfilled {
    /// The template's path in the library.
    pub path: String,
    /// What it asks for, as written.
    pub asks: String,
}

impl Generator {
    /// The text that the library's own template begins a post with, and the template's path. `None` where it has no
    /// template for this post. The title in the head is a stand-in made of the file's name, which is right for any
    /// format: the caller sets the field.
    ///
    /// # Errors
    /// Where the template asks for something that is not known here.
    pub fn first_text(&self, files: &Files, new: &NewText) -> Result<Option<(String, String)>, Unfilled> {
        let found = self.templates(new.path).into_iter().find_map(|path| {
            let text = files.read(&path)?;
            Some((path, text.replace("\r\n", "\n")))
        });
        let Some((path, text)) = found else {
            return Ok(None);
        };
        let filled = match self.kind() {
            GeneratorKind::Hexo => self.hexo_scaffold(&text, new),
            _ => self.hugo_archetype(&text, new),
        };
        match filled {
            Ok(text) => Ok(Some((path, text))),
            Err(asks) => Err(Unfilled { path, asks }),
        }
    }

    /// Where a template for a new post may stand, the one that counts first.
    fn templates(&self, path: &str) -> Vec<String> {
        let rel = self
            .layout()
            .content_roots()
            .iter()
            .find_map(|root| within(path, root))
            .unwrap_or(path);
        let at = |name: &str| join(self.site_root(), name);
        match self.kind() {
            GeneratorKind::Hugo => {
                let folder = self.settings().config.text("archetypeDir");
                let folder = at(folder.as_deref().unwrap_or("archetypes"));
                let section = rel.split_once('/').map_or("", |(section, _)| section);
                let mut found = Vec::new();
                for name in [section, "default"].into_iter().filter(|name| !name.is_empty()) {
                    if stem(split(rel).1).0 == "index" {
                        found.push(format!("{folder}/{name}/index.md"));
                    }
                    found.push(format!("{folder}/{name}.md"));
                }
                found
            }
            GeneratorKind::Hexo => {
                let draft = path.split('/').any(|part| part == "_drafts");
                let layout = self.settings().config.text("default_layout");
                let usual = layout.unwrap_or_else(|| "post".to_owned());
                let names = if draft {
                    vec!["draft", usual.as_str()]
                } else {
                    vec![usual.as_str()]
                };
                names
                    .into_iter()
                    .map(|name| at(&format!("scaffolds/{name}.md")))
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    fn hugo_archetype(&self, text: &str, new: &NewText) -> Result<String, String> {
        let rel = self
            .layout()
            .content_roots()
            .iter()
            .find_map(|root| within(new.path, root))
            .unwrap_or(new.path);
        let now = new.now.with_time_zone(self.time_zone(new.now.time_zone()));
        let values = Values {
            name: name_of(new.path),
            section: rel.split_once('/').map_or("", |(section, _)| section),
            site: new.site,
            now: &now,
        };
        go_template::fill(text, &values)
    }

    /// `{{ title }}`, `{{ date }}` and the like, and nothing more.
    fn hexo_scaffold(&self, text: &str, new: &NewText) -> Result<String, String> {
        let now = new.now.with_time_zone(self.time_zone(new.now.time_zone()));
        let head = text.match_indices("---").nth(1).map_or(text.len(), |(at, _)| at);
        let mut out = String::new();
        let mut rest = text;
        while let Some(at) = rest.find("{{") {
            let (before, after) = rest.split_at(at);
            let Some((asked, behind)) = after[2..].split_once("}}") else {
                return Err("{{".to_owned());
            };
            out.push_str(before);
            let in_head = text.len() - rest.len() + at < head;
            match asked.trim() {
                "title" | "post_title" if !in_head => out.push_str(new.title),
                "title" | "post_title" | "slug" | "name" => out.push_str(name_of(new.path)),
                "date" => out.push_str(&now.strftime("%Y-%m-%d %H:%M:%S").to_string()),
                "layout" => out.push_str("post"),
                asked => return Err(asked.to_owned()),
            }
            rest = behind;
        }
        out.push_str(rest);
        Ok(out)
    }
}

/// The name of a post: of its file, or of its folder.
fn name_of(path: &str) -> &str {
    let (folder, file) = split(path);
    match stem(file).0 {
        "index" => split(folder).1,
        name => name,
    }
}
