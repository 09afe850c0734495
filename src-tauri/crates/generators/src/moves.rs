//! Where a post goes when it is renamed, duplicated or moved to another collection. A post that has a folder to itself
//! goes with the folder, so that its pictures come along.

use jiff::civil::Date;

use crate::dated::dated_name;
use crate::facts::Facts;
use crate::generator::Generator;
use crate::kind::GeneratorKind;
use crate::new_post::NewPost;
use crate::parts::{join, split, stem};

/// A file or a folder that goes elsewhere; both paths are in the library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// What goes: the post's file, or the folder that it has to itself.
    pub from: String,
    /// Where to. Nothing stands there.
    pub to: String,
    /// The post's path afterwards.
    pub post: String,
}

/// The parts of a post's path.
struct Parts<'p> {
    folder: &'p str,
    /// The date in the name, as written and with the mark behind it: `2026-06-04-`.
    date: &'p str,
    slug: &'p str,
    /// The language and the extension, with the dots; for a bundle the index file, with its slash.
    ending: &'p str,
    bundle: bool,
}

impl Generator {
    /// The post with another name: its folder, its date and its language stay. `None` when it has the name already.
    pub fn rename(&self, path: &str, slug: &str, taken: &dyn Fn(&str) -> bool) -> Option<Move> {
        let parts = self.name_parts(path)?;
        if parts.slug == slug {
            return None;
        }
        Some(Self::free(path, &parts, slug, parts.date, 1, taken))
    }

    /// The field that holds the last part of the address, where this post has one: it is renamed as well.
    pub fn slug_field<'f>(&self, facts: &'f Facts) -> Option<&'f str> {
        let name = match self.kind() {
            GeneratorKind::Hexo | GeneratorKind::Eleventy => return None,
            _ => "slug",
        };
        facts.find_text(name, self.folds_case()).map(|(name, _)| name)
    }

    /// The name that [`Generator::rename`] replaces: the last part of the path, without date, language and extension. `None`
    /// for a section's `_index.md`.
    pub fn name_of<'p>(&self, path: &'p str) -> Option<&'p str> {
        self.name_parts(path).map(|parts| parts.slug)
    }

    /// The folder that a post has to itself.
    pub fn own_folder<'p>(&self, path: &'p str) -> Option<&'p str> {
        let bundle = self.name_parts(path)?.bundle;
        bundle.then(|| split(path).0)
    }

    /// The field whose addresses lead to the post as well.
    pub fn alias_field(&self) -> Option<&'static str> {
        match self.kind() {
            GeneratorKind::Hugo | GeneratorKind::Zola => Some("aliases"),
            GeneratorKind::Jekyll if self.settings().redirects => Some("redirect_from"),
            _ => None,
        }
    }

    /// A place for a copy of a post: beside it, with a number, and today's date where the name has one.
    pub fn duplicate(&self, path: &str, today: Date, taken: &dyn Fn(&str) -> bool) -> Option<Move> {
        let parts = self.name_parts(path)?;
        let date = if parts.date.is_empty() {
            String::new()
        } else {
            let mark = parts.date.chars().next_back().unwrap_or('-');
            format!("{today}{mark}")
        };
        // `post-2` is followed by `post-3`.
        let base = match parts.slug.rsplit_once('-') {
            Some((base, number)) if number.parse::<u16>().is_ok_and(|n| (2..100).contains(&n)) => base,
            _ => parts.slug,
        };
        Some(Self::free(path, &parts, base, &date, 2, taken))
    }

    /// A post in another collection, as the posts there stand: their folders, dates, bundles. `siblings` are the
    /// posts of that collection; `day` is the post's own.
    pub fn move_to(
        &self,
        path: &str,
        siblings: &[String],
        day: Date,
        draft: bool,
        taken: &dyn Fn(&str) -> bool,
    ) -> Option<Move> {
        let parts = self.name_parts(path)?;
        let wanted = self.new_path(&NewPost {
            slug: parts.slug,
            day,
            draft,
            siblings,
            taken,
        });
        // The text keeps its kind: an `.mdx` in a folder of `.md` stays one.
        let new = self.name_parts(&wanted)?;
        let whole = join(new.folder, &format!("{}{}", new.date, new.slug));
        if parts.bundle {
            // A folder stays a folder, whatever the others are.
            let post = format!("{whole}{}", parts.ending);
            return Some(Move {
                from: split(path).0.to_owned(),
                to: whole,
                post,
            });
        }
        let extension = parts.ending;
        let post = if new.bundle {
            format!("{whole}/index{extension}")
        } else {
            format!("{whole}{extension}")
        };
        Some(Move {
            from: path.to_owned(),
            to: post.clone(),
            post,
        })
    }

    /// The first place that is free, with numbers from `first` on; 1 is not written.
    fn free(
        path: &str,
        parts: &Parts,
        slug: &str,
        date: &str,
        first: u32,
        taken: &dyn Fn(&str) -> bool,
    ) -> Move {
        let place = |slug: &str| join(parts.folder, &format!("{date}{slug}"));
        let mut number = first;
        loop {
            let name = if number == 1 {
                slug.to_owned()
            } else {
                format!("{slug}-{number}")
            };
            let whole = place(&name);
            let post = format!("{whole}{}", parts.ending);
            let (from, to) = if parts.bundle {
                (split(path).0.to_owned(), whole)
            } else {
                (path.to_owned(), post.clone())
            };
            // A page of that name would make its whole folder one post, or a section.
            let folders = !parts.bundle && matches!(name.as_str(), "index" | "_index");
            if to != from && !folders && !taken(&to) {
                return Move { from, to, post };
            }
            number += 1;
        }
    }

    /// `None` for a section's `_index.md`, whose folder is more than one post.
    fn name_parts<'p>(&self, path: &'p str) -> Option<Parts<'p>> {
        let (folder, file) = split(path);
        let first = file.split('.').next().unwrap_or(file);
        let bundle = first == "index" && !folder.is_empty();
        if first == "_index" || bundle && self.layout().is_section(folder) {
            return None;
        }
        let (folder, whole, ending) = if bundle {
            let (around, own) = split(folder);
            (around, own, &path[folder.len()..])
        } else {
            let (name, _) = stem(file);
            // `post.de.md` keeps both endings.
            let language = name.rsplit_once('.').map(|(_, code)| code);
            let speaks =
                language.is_some_and(|code| self.language(path).as_deref() == Some(&code.to_lowercase()));
            let end = if speaks {
                name.len() - language.map_or(0, str::len) - 1
            } else {
                name.len()
            };
            (folder, &file[..end], &file[end..])
        };
        let (date, slug) = match dated_name(whole).filter(|(_, rest)| !rest.is_empty()) {
            Some((_, rest)) => whole.split_at(whole.len() - rest.len()),
            None => ("", whole),
        };
        Some(Parts {
            folder,
            date,
            slug,
            ending,
            bundle,
        })
    }
}
