//! To which collection of the library a post belongs, and in which language it is, as its path says.

use super::Layout;
use crate::generator::Generator;
use crate::names::is_language;
use crate::parts::{split, stem, within};

impl Generator {
    /// The collection that a file belongs to, for example `blog` or `posts`: the section of a Hugo or Zola site, the
    /// collection of an Astro or Jekyll one, else the folder that its posts stand in. `None` for what stands beside all
    /// folders, or is no content.
    pub fn collection(&self, path: &str) -> Option<String> {
        self.layout().collection(path)
    }

    /// The language that a file is in by its folder (`fr/a.md`) or its name (`a.fr.md`), in small letters; `None` where
    /// the path names none.
    pub fn language(&self, path: &str) -> Option<String> {
        self.layout().language(path)
    }
}

impl Layout {
    fn collection(&self, path: &str) -> Option<String> {
        let rel = self.content(path)?;
        if self.rules().draft_folder {
            let folders = split(within(path, &self.site_root).unwrap_or(path)).0;
            return folders.split('/').find_map(|part| match part {
                "_posts" | "_drafts" => Some("posts".to_owned()),
                part if self.collections.iter().any(|name| name == part) => Some(part[1..].to_owned()),
                _ => None,
            });
        }
        let mut inside = self.without_language(rel);
        if self.is_index(path) {
            inside = split(inside).0;
        }
        let first = inside.split_once('/').map(|(first, _)| first);
        // A folder of a year keeps order in a collection and is none.
        let year = |folder: &str| folder.bytes().all(|b| b.is_ascii_digit());
        if let Some(first) = first.filter(|first| !year(first)) {
            return Some(first.to_owned());
        }
        let root = path[..path.len() - rel.len()].trim_end_matches('/');
        let name = split(root).1;
        // `content/` and the like hold collections and are none.
        (!name.is_empty() && root != self.site_root && !["content", "src", "source", "pages"].contains(&name))
            .then(|| name.to_owned())
    }

    fn language(&self, path: &str) -> Option<String> {
        let rel = self.content(path)?;
        let named = self.language_roots.iter();
        if let Some((_, code)) = named.rev().find(|(root, _)| within(path, root).is_some()) {
            return Some(code.clone());
        }
        if let Some((top, _)) = rel.split_once('/') {
            let top = top.to_ascii_lowercase();
            if self.learned.languages.contains(&top) {
                return Some(top);
            }
        }
        let suffix = stem(split(path).1).0.rsplit_once('.')?.1.to_ascii_lowercase();
        let known = if self.named_languages.is_empty() {
            is_language(&suffix)
        } else {
            self.named_languages.contains(&suffix)
        };
        known.then_some(suffix)
    }
}

#[cfg(test)]
mod tests {
    use crate::{Generator, GeneratorKind};

    fn of(kind: GeneratorKind, paths: &[&str]) -> Vec<(Option<String>, Option<String>)> {
        let mut paths: Vec<String> = paths.iter().map(|path| (*path).to_owned()).collect();
        let asked = paths.clone();
        paths.sort();
        let generator = Generator::of(kind, &paths);
        asked
            .iter()
            .map(|path| (generator.collection(path), generator.language(path)))
            .collect()
    }

    fn pairs(wanted: &[(&str, &str)]) -> Vec<(Option<String>, Option<String>)> {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        wanted
            .iter()
            .map(|(collection, language)| (some(collection), some(language)))
            .collect()
    }

    #[test]
    fn sections_of_hugo_and_languages_of_names_and_folders() {
        let paths = [
            "content/posts/a.md",
            "content/posts/b/index.fr.md",
            "content/about.md",
            "content/news/2026/c.de.md",
        ];
        let wanted = [("posts", ""), ("posts", "fr"), ("", ""), ("news", "de")];
        assert_eq!(of(GeneratorKind::Hugo, &paths), pairs(&wanted));
        let paths = [
            "content/en/posts/a.md",
            "content/de/posts/a.md",
            "content/de/notes/b.md",
        ];
        let wanted = [("posts", "en"), ("posts", "de"), ("notes", "de")];
        assert_eq!(of(GeneratorKind::Hugo, &paths), pairs(&wanted));
    }

    #[test]
    fn folders_of_jekyll_and_plain_blogs() {
        let paths = [
            "_posts/2026-01-01-a.md",
            "_drafts/b.md",
            "about.md",
            "notes/_posts/2026-01-02-c.md",
        ];
        let wanted = [("posts", ""), ("posts", ""), ("", ""), ("posts", "")];
        assert_eq!(of(GeneratorKind::Jekyll, &paths), pairs(&wanted));
        let paths = [
            "posts/a.md",
            "posts/2026/b.md",
            "posts/c/index.md",
            "notes/d.md",
            "e.md",
        ];
        let wanted = [
            ("posts", ""),
            ("posts", ""),
            ("posts", ""),
            ("notes", ""),
            ("", ""),
        ];
        assert_eq!(of(GeneratorKind::Galley, &paths), pairs(&wanted));
    }
}
