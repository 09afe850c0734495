//! What a writer does with whole posts: new, rename, delete, and edits from the command line. Each leaves the file saved.

use std::fs;

use galley_generators::{NewPost, PathKind, When, slug};
use galley_post::{Edit, Format, Known, Post, Value};

use crate::error::{Error, Result};
use crate::library::{Inner, Library};
use crate::save::{Hash, Saved, save};
use crate::view::{FieldEdit, FieldView, Visibility};
use crate::{desk, facts, fields, paths};

/// Markdown files larger than this are not opened, in bytes.
const LARGEST: u64 = crate::scan::LARGEST;

impl Library {
    /// Makes a new draft that looks like the library's other posts, and returns its path.
    ///
    /// # Errors
    /// `post.empty-title`, and what the disk says.
    pub fn new_post(&self, title: &str, tags: &[String]) -> Result<String> {
        let inner = &self.inner;
        let title = title.trim();
        if title.is_empty() {
            return Err(Error::new("post.empty-title", &[]));
        }
        let paths: Vec<String> = inner.index().posts().map(|(path, _)| path.to_owned()).collect();
        let taken = |path: &str| inner.root.join(path).exists();
        let now = inner.clock.now();
        let when = When {
            day: now.date(),
            time: Some(now.time()),
            offset: Some(now.offset()),
        };
        let made = inner.site.generator.new_path(&NewPost {
            slug: &slug(title),
            day: now.date(),
            draft: true,
            siblings: &paths,
            taken: &taken,
        });
        let text = inner.first_text(title, tags, &when, &made)?;
        inner.write_new(&made, &text)?;
        inner.refresh_file(&made);
        inner.wake_status();
        inner.tell_index();
        Ok(made)
    }

    /// A post's fields and its text, as the file has them.
    ///
    /// # Errors
    /// `post.outside`, `post.gone`, `post.not-a-post`.
    pub fn show(&self, path: &str) -> Result<(Vec<FieldView>, String)> {
        let bytes = self.inner.read_post(&paths::normal(path))?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let post = Post::parse(bytes);
        let all = post.fields().iter();
        let fields = all
            .map(|f| FieldView {
                name: f.name.clone(),
                value: fields::plain(&f.value),
            })
            .collect();
        Ok((
            fields,
            if post.is_utf8() {
                post.body().to_owned()
            } else {
                text
            },
        ))
    }

    /// Sets a field by name, as text.
    ///
    /// # Errors
    /// `field.refused`, `field.unreadable`, and what the disk says.
    pub fn set(&self, path: &str, field: &str, value: &str) -> Result<()> {
        self.inner
            .rewrite(path, |post| fields::set_text(post, field, value))
    }

    /// Removes a field by name. One that is not there is no error.
    ///
    /// # Errors
    /// `field.refused`, `field.unreadable`, and what the disk says.
    pub fn unset(&self, path: &str, field: &str) -> Result<()> {
        self.inner.rewrite(path, |post| match post.get(field) {
            Some(_) => fields::apply(
                post,
                Edit::Unset {
                    path: field.to_owned(),
                },
            ),
            None => Ok(post.clone()),
        })
    }

    /// Adds and removes tags.
    ///
    /// # Errors
    /// `field.refused`, `field.unreadable`, and what the disk says.
    pub fn tag(&self, path: &str, add: &[String], remove: &[String]) -> Result<()> {
        let inner = &self.inner;
        let add = add.iter().map(|tag| FieldEdit::AddTag { value: tag.clone() });
        let edits: Vec<_> = add
            .chain(
                remove
                    .iter()
                    .map(|tag| FieldEdit::RemoveTag { value: tag.clone() }),
            )
            .collect();
        let normal = paths::normal(path);
        inner.rewrite(path, |post| {
            edits.iter().try_fold(post.clone(), |post, edit| {
                fields::edit(inner, &normal, &post, edit)
            })
        })
    }

    /// Gives a post another path; nothing is overwritten.
    ///
    /// # Errors
    /// `post.exists`, `post.outside`, `post.gone`, `post.unsaved`, and what the disk says.
    pub fn rename(&self, path: &str, to: &str) -> Result<()> {
        let inner = &self.inner;
        let (path, to) = (paths::normal(path), paths::normal(to));
        let from_file = inner.existing(&path)?;
        inner.content(&path)?;
        let to_file = paths::resolve(&inner.root, &to)?;
        inner.content(&to)?;
        if let Some(folder) = to_file.parent() {
            fs::create_dir_all(folder).map_err(|e| Error::io(e, folder))?;
        }
        if let Some((id, _)) = inner.session_of(&path) {
            self.close_post(&id)?;
        }
        // A hard link refuses a name that is taken, where a rename would replace it.
        match fs::hard_link(&from_file, &to_file) {
            Ok(()) => fs::remove_file(&from_file).map_err(|e| Error::io(e, &from_file))?,
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                return Err(Error::new("post.exists", &[("path", &to)]));
            }
            Err(error) => return Err(Error::io(error, &to_file)),
        }
        inner.refresh_file(&path);
        inner.refresh_file(&to);
        inner.wake_status();
        inner.tell_index();
        Ok(())
    }

    /// Moves a post to the system's trash.
    ///
    /// # Errors
    /// `post.outside`, `post.gone`, and what the system says.
    pub fn delete(&self, path: &str) -> Result<()> {
        let inner = &self.inner;
        let path = paths::normal(path);
        let file = inner.existing(&path)?;
        inner.content(&path)?;
        if let Some((id, _)) = inner.session_of(&path) {
            self.close_post(&id)?;
        }
        trash::delete(&file).map_err(|e| Error::new("post.no-trash", &[("path", &path)]).because(e))?;
        inner.refresh_file(&path);
        inner.wake_status();
        inner.tell_index();
        Ok(())
    }
}

impl Inner {
    /// The bytes of a Markdown file of the library.
    pub(crate) fn read_post(&self, path: &str) -> Result<Vec<u8>> {
        let file = self.existing(path)?;
        let meta = fs::metadata(&file).map_err(|e| Error::io(e, &file))?;
        if meta.len() > LARGEST {
            return Err(Error::new("post.too-large", &[("path", path)]));
        }
        crate::disk::read(&self.root, path).map_err(|e| Error::io(e, &file))
    }

    /// Refuses what is neither a post nor a page.
    pub(crate) fn content(&self, path: &str) -> Result<()> {
        match self.site.generator.classify(path) {
            PathKind::NotContent => Err(Error::new("post.not-a-post", &[("path", path)])),
            PathKind::Post | PathKind::Page => Ok(()),
        }
    }

    /// The file of a post or page that must be there.
    pub(crate) fn existing(&self, path: &str) -> Result<std::path::PathBuf> {
        let file = paths::resolve(&self.root, path)?;
        if !file.is_file() {
            return Err(Error::new("post.gone", &[("path", path)]));
        }
        match self.site.generator.classify(path) {
            PathKind::NotContent => Err(Error::new("post.not-a-post", &[("path", path)])),
            _ => Ok(file),
        }
    }

    /// Writes a file that must not be there yet; makes its folder.
    pub(crate) fn write_new(&self, path: &str, bytes: &[u8]) -> Result<()> {
        let file = paths::resolve(&self.root, path)?;
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).map_err(|e| Error::io(e, folder))?;
        }
        match save(&file, None, bytes).map_err(|e| Error::io(e, &file))? {
            Saved::Written => Ok(()),
            Saved::TwoVersions(_) => Err(Error::new("post.exists", &[("path", path)])),
        }
    }

    /// The next free name beside a path: `post-2.md`.
    pub(crate) fn free_name(&self, path: &str) -> String {
        let (stem, extension) = path.rsplit_once('.').unwrap_or((path, "md"));
        let numbered = (2..u32::MAX).map(|n| format!("{stem}-{n}.{extension}"));
        let mut free = numbered.filter(|name| !self.root.join(name).exists());
        free.next().unwrap_or_else(|| format!("{stem}-copy.{extension}"))
    }

    /// Reads a file, changes it, and saves it if it is still the same.
    pub(crate) fn rewrite(&self, path: &str, change: impl FnOnce(&Post) -> Result<Post>) -> Result<()> {
        let path = paths::normal(path);
        let bytes = self.read_post(&path)?;
        let post = Post::parse(bytes.clone());
        if !post.is_utf8() {
            let why = crate::words::say("body.not-utf8", &[]).0;
            return Err(Error::new("post.read-only", &[("path", &path), ("why", &why)]));
        }
        let base = Hash::of(&bytes);
        let changed = change(&post)?;
        if changed.bytes() == bytes {
            return Ok(());
        }
        let file = self.root.join(&path);
        match save(&file, Some(base), changed.bytes()).map_err(|e| Error::io(e, &file))? {
            Saved::Written => {}
            Saved::TwoVersions(_) => return Err(Error::new("post.two-versions", &[("path", &path)])),
        }
        self.refresh_file(&path);
        crate::autosave::file_changed(self, &path);
        self.wake_status();
        Ok(())
    }

    /// The text of a new post: the fields that the library's other posts have, in their order and style.
    fn first_text(&self, title: &str, tags: &[String], when: &When, path: &str) -> Result<Vec<u8>> {
        let generator = &self.site.generator;
        let like = fields::sample(self)
            .iter()
            .find(|post| post.known(Known::Title).is_some())
            .cloned();
        let format = like.as_ref().map_or_else(|| head_format(generator), Post::format);
        let named = |known, otherwise: &str| {
            like.as_ref()
                .and_then(|post| post.known(known))
                .map_or_else(|| otherwise.to_owned(), |found| found.path)
        };
        let mut wanted = vec![(named(Known::Title, "title"), Value::String(title.to_owned()))];
        if !generator.date_field().is_empty() {
            wanted.push((
                named(Known::Date, generator.date_field()),
                Value::Date(fields::written(self, when)),
            ));
        }
        if let Some(author) = self.usual_author() {
            let list = like
                .as_ref()
                .and_then(|p| p.known(Known::Authors))
                .is_some_and(|f| matches!(f.value, Value::List(_)));
            let author = Value::String(author);
            let value = if list { Value::List(vec![author]) } else { author };
            wanted.push((named(Known::Authors, generator.author_field()), value));
        }
        let head = match format {
            Format::Toml => "+++\n+++\n",
            Format::Json => "{\n}\n",
            Format::Pelican => "Title: x\n\n",
            Format::Yaml | Format::Other | Format::None => "---\n---\n",
        };
        let tag_path = named(Known::Tags, generator.tag_field());
        let mut post = desk::fresh(&wanted, Some((&tag_path, &[])), head)?;
        for tag in tags.iter().map(|tag| tag.trim()).filter(|tag| !tag.is_empty()) {
            let edit = Edit::AddItem {
                path: tag_path.clone(),
                item: tag.to_owned(),
                absent: fields::tag_style(self),
                scalar: facts::scalar_tags(generator),
            };
            post = fields::apply(&post, edit)?;
        }
        post = fields::edit(self, path, &post, &FieldEdit::Draft { value: true }).or_else(
            |error| match error.code {
                // A folder marks it already, or this generator knows no drafts.
                "field.draft-folder" => Ok(post.clone()),
                _ => Err(error),
            },
        )?;
        Ok(post.with_body("\n").bytes().to_vec())
    }

    /// The writer's own name, when the library's posts name their authors and know this one.
    fn usual_author(&self) -> Option<String> {
        let identity = self.repository.as_ref()?.identity().ok()??;
        let index = self.index();
        let known = index.authors();
        known
            .into_iter()
            .map(|author| author.name)
            .find(|name| name.eq_ignore_ascii_case(&identity.name))
    }

    /// True when readers could see this path's post if it stood on the server.
    pub(crate) fn is_draft(&self, path: &str) -> bool {
        let now = self.clock.now().timestamp();
        self.index()
            .get(path)
            .is_some_and(|facts| facts.visibility(now) == Visibility::Draft)
    }
}

fn head_format(generator: &galley_generators::Generator) -> Format {
    match generator.head_format() {
        galley_generators::HeadFormat::Toml => Format::Toml,
        galley_generators::HeadFormat::Pelican => Format::Pelican,
        galley_generators::HeadFormat::Yaml => Format::Yaml,
    }
}
