//! Pictures and other files that a writer puts into a post: where they go, what they are called, how the text names them.

use std::collections::BTreeMap;

use galley_generators::GeneratorKind;
use galley_post::Post;

use crate::error::{Error, Result};
use crate::library::{Inner, Library, lock};
use crate::link_to::relative;
use crate::links::links;
use crate::meeting::{Back, Replaced};
use crate::picture_bytes::{Kind, cleaned, size, smaller};
use crate::undo::Undo;
use crate::view::{PictureAdded, PictureShrunk};
use crate::{disk, paths, preview};

/// The largest file that is taken, in bytes.
const LARGEST: usize = 64 << 20;
/// So many of the newest posts are asked where their pictures stand.
const ASKED: usize = 40;
/// Names that say nothing of a picture: those of cameras, screens and clipboards.
const NAMELESS: [&str; 13] = [
    "image",
    "img",
    "dsc",
    "dscn",
    "pxl",
    "photo",
    "picture",
    "pasted",
    "clipboard",
    "screenshot",
    "screen-shot",
    "bildschirmfoto",
    "untitled",
];
/// What is taken besides pictures, and linked.
const FILES: [&str; 10] = [
    "mp4", "webm", "mov", "mp3", "ogg", "m4a", "wav", "pdf", "csv", "vtt",
];

/// Where files of posts go.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Home {
    /// Into this folder below the post's own; empty: beside it.
    Beside(String),
    /// Into this folder of the library, and the text begins the address with this.
    Rooted { folder: String, address: String },
}

impl Library {
    /// Puts a file into the blog for an open post, where the blog has its pictures. Nothing is overwritten; the same bytes are
    /// not stored twice. What a camera wrote into a picture besides it (place, time, device) is taken out.
    ///
    /// # Errors
    /// `post.closed`; `picture.kind` for a file that readers get no use of; `picture.too-large`; what the disk says.
    pub fn add_picture(&self, post: &str, name: &str, bytes: &[u8]) -> Result<PictureAdded> {
        let inner = &self.inner;
        let session = inner.session(post)?;
        let path = lock(&session).path.clone();
        if bytes.len() > LARGEST {
            return Err(Error::new("picture.too-large", &[("name", name)]));
        }
        let own_end = name.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase());
        let kind = Kind::of(bytes);
        let end = match (kind, own_end.as_deref()) {
            // `.jpeg` and `.jpg` are both right.
            (Some(Kind::Jpeg), Some("jpeg")) => "jpeg".to_owned(),
            (Some(kind), _) => kind.extension().to_owned(),
            (None, Some(end)) if FILES.contains(&end) => end.to_owned(),
            _ => return Err(Error::new("picture.kind", &[("name", name)])),
        };
        let clean = cleaned(bytes);
        let stored = clean.as_deref().unwrap_or(bytes);
        let home = inner.home_of_pictures(&path);
        let (folder, prefix) = match &home {
            Home::Beside(below) => (joined(paths::folder_of(&path), below), None),
            Home::Rooted { folder, address } => (folder.clone(), Some(address.clone())),
        };
        // A post that was begun without a title is called after it as soon as it is published.
        let called = inner.named_by_title(&path, &lock(&session).post());
        let stem = inner.picture_name(called.as_deref().unwrap_or(&path), name);
        let file = inner.store(&folder, &stem, &end, stored)?;
        let file_name = file.rsplit('/').next().unwrap_or(&file).to_owned();
        let address = match prefix {
            Some(prefix) => format!("{prefix}{file_name}"),
            None => relative(&path, &file),
        };
        inner.wake_status();
        let size = size(stored);
        Ok(PictureAdded {
            address,
            path: file,
            picture: kind.is_some(),
            bytes: count(stored.len()),
            before: count(bytes.len()),
            width: size.map(|(width, _)| width),
            height: size.map(|(_, height)| height),
        })
    }

    /// Makes a picture of the blog smaller, with no side longer than `longest` points, encoded anew in its own kind. It can be
    /// taken back.
    ///
    /// # Errors
    /// `post.outside`, `picture.gone`, `picture.not-smaller`, and what the disk says.
    pub fn shrink_picture(&self, path: &str, longest: u32) -> Result<PictureShrunk> {
        let inner = &self.inner;
        let _one_at_a_time = lock(&inner.writing);
        let _alone = inner.alone()?;
        let path = paths::normal(path);
        paths::resolve(&inner.root, &path)?;
        let before =
            disk::read(&inner.root, &path).map_err(|_| Error::new("picture.gone", &[("path", &path)]))?;
        let Some(after) = smaller(&before, longest.max(1)) else {
            return Err(Error::new("picture.not-smaller", &[("path", &path)]));
        };
        inner.replace(&path, Some(&before), Some(&after))?;
        inner.wake_status();
        let (bytes, was) = (count(after.len()), count(before.len()));
        let undo = inner.can_undo(Undo::Replaced(Replaced {
            path: path.clone(),
            before: Some(before),
            after: Some(after),
            back: Back::Text,
        }));
        Ok(PictureShrunk {
            path,
            bytes,
            before: was,
            undo,
        })
    }
}

impl Inner {
    /// Where a post's pictures go: into its own folder when it has one; else where the newest posts have theirs; else where the
    /// generator looks first.
    fn home_of_pictures(&self, path: &str) -> Home {
        let generator = &self.site.generator;
        if generator.own_folder(path).is_some() {
            return Home::Beside(String::new());
        }
        let mut newest: Vec<(Option<i64>, String)> = {
            let index = self.index();
            let posts = index
                .posts()
                .filter(|(other, facts)| !facts.page && *other != path);
            posts
                .map(|(path, facts)| (facts.instant(), path.to_owned()))
                .collect()
        };
        newest.sort_by(|a, b| b.cmp(a));
        let mut homes: BTreeMap<Home, usize> = BTreeMap::new();
        let mut newest_rooted = None;
        for (_, other) in newest.into_iter().take(ASKED) {
            let Ok(bytes) = disk::read(&self.root, &other) else {
                continue;
            };
            for home in self.homes_in(&other, bytes) {
                // Folders of years and of posts: the newest one is where the next picture goes.
                if newest_rooted.is_none() && matches!(home, Home::Rooted { .. }) {
                    newest_rooted = Some(home.clone());
                }
                *homes.entry(home).or_default() += 1;
            }
        }
        let most = homes
            .into_iter()
            .max_by_key(|(_, count)| *count)
            .map(|(home, _)| home);
        match most {
            Some(Home::Rooted { .. }) => newest_rooted.unwrap_or_else(|| self.usual_home()),
            Some(beside) => beside,
            None => self.usual_home(),
        }
    }

    /// Where the pictures of a post with these bytes stand.
    fn homes_in(&self, path: &str, bytes: Vec<u8>) -> Vec<Home> {
        let generator = &self.site.generator;
        let own = paths::folder_of(path);
        let post = Post::parse(bytes);
        let pictures = links(post.body())
            .into_iter()
            .filter(|link| link.description.is_some());
        let home = |link: crate::links::Link| {
            let files = generator.asset_candidates(path, &preview::decode(&link.address));
            let file = files.into_iter().find(|file| self.root.join(file).is_file())?;
            let folder = paths::folder_of(&file);
            let (prefix, _) = link.address.rsplit_once('/').unwrap_or(("", &link.address));
            if link.address.starts_with('/') {
                return Some(Home::Rooted {
                    folder: folder.to_owned(),
                    address: format!("{prefix}/"),
                });
            }
            let below = if own.is_empty() {
                Some(folder)
            } else {
                folder.strip_prefix(own)
            };
            let below = below?.trim_start_matches('/');
            // A folder named after one post is none for others.
            let of_post = generator
                .name_of(path)
                .is_some_and(|name| !below.is_empty() && below.contains(name));
            (!of_post).then(|| Home::Beside(below.to_owned()))
        };
        pictures.filter_map(home).collect()
    }

    /// Where a blog without pictures begins to have some.
    fn usual_home(&self) -> Home {
        let generator = &self.site.generator;
        let rooted = |folder: &str, address: &str| Home::Rooted {
            folder: joined(generator.site_root(), folder),
            address: {
                let base = generator.settings().base_path.trim_matches('/');
                if base.is_empty() {
                    address.to_owned()
                } else {
                    format!("/{base}{address}")
                }
            },
        };
        match generator.kind() {
            GeneratorKind::Hugo | GeneratorKind::Zola => rooted("static/images", "/images/"),
            GeneratorKind::Jekyll => rooted("assets/images", "/assets/images/"),
            GeneratorKind::Hexo => rooted("source/images", "/images/"),
            GeneratorKind::Gatsby | GeneratorKind::Next => rooted("public/images", "/images/"),
            GeneratorKind::Pelican => rooted("content/images", "/images/"),
            GeneratorKind::Galley
            | GeneratorKind::Docusaurus
            | GeneratorKind::Astro
            | GeneratorKind::Eleventy
            | GeneratorKind::VitePress
            | GeneratorKind::VuePress
            | GeneratorKind::Markdown => Home::Beside("images".to_owned()),
        }
    }

    /// What a picture is called: by its own name where that says something, else after the post.
    fn picture_name(&self, path: &str, name: &str) -> String {
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let slug = galley_generators::slug(stem);
        let first = slug.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-');
        let nameless = first.is_empty()
            || NAMELESS
                .iter()
                .any(|word| first == *word || first.starts_with(&format!("{word}-")));
        if !nameless {
            return slug;
        }
        let post = self.site.generator.name_of(path).unwrap_or(stem);
        galley_generators::slug(post)
    }

    /// Writes a file under a name that is free, or finds the one that has these bytes. Returns its path.
    fn store(&self, folder: &str, stem: &str, end: &str, bytes: &[u8]) -> Result<String> {
        for number in 1..u32::MAX {
            let name = if number == 1 {
                format!("{stem}.{end}")
            } else {
                format!("{stem}-{number}.{end}")
            };
            let path = joined(folder, &name);
            match disk::read(&self.root, &path) {
                Ok(there) if there == bytes => return Ok(path),
                Ok(_) => continue,
                Err(_) => {}
            }
            match self.write_new(&path, bytes) {
                Ok(()) => return Ok(path),
                Err(error) if error.code == "post.exists" => {}
                Err(error) => return Err(error),
            }
        }
        Err(Error::new("post.exists", &[("path", folder)]))
    }
}

fn joined(folder: &str, name: &str) -> String {
    match (folder, name) {
        ("", name) => name.to_owned(),
        (folder, "") => folder.to_owned(),
        (folder, name) => format!("{folder}/{name}"),
    }
}

fn count(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}
