//! What a writer does with whole posts: another path, and edits from the command line. Each leaves the file saved.

use std::fs;
use std::path::Path;

use galley_generators::PathKind;
use galley_post::{Edit, Known, Post, strings_by};

use crate::carry::Carry;
use crate::error::{Error, Result};
use crate::library::{Inner, Library, lock};
use crate::save::{Hash, Saved, save};
use crate::view::{FieldEdit, FieldView, Visibility};
use crate::{facts, fields, paths};

/// Markdown files larger than this are not opened, in bytes.
const LARGEST: u64 = crate::scan::LARGEST;

impl Library {
    /// A post's fields and its text, as the file has them.
    ///
    /// # Errors
    /// `post.outside`, `post.gone`, `post.not-a-post`.
    pub fn show(&self, path: &str) -> Result<(Vec<FieldView>, String)> {
        let post = Post::parse(self.inner.read_post(&paths::normal(path))?);
        let all = post.fields().iter();
        let fields = all
            .map(|f| FieldView {
                name: f.name.clone(),
                value: fields::plain(&f.value),
            })
            .collect();
        Ok((fields, post.body().to_owned()))
    }

    /// Sets a field by its path. Several words are a list; one is read as `kind` says, else as the field's own kind,
    /// else as what it looks like.
    ///
    /// # Errors
    /// `field.no-name`, `field.refused`, `field.unreadable`, `field.not-a-number`, `field.not-a-day`, and what the disk says.
    pub fn set_field(
        &self,
        path: &str,
        field: &str,
        words: &[String],
        kind: Option<fields::Typed>,
    ) -> Result<()> {
        let inner = &self.inner;
        inner.rewrite(path, |post| {
            let field = &spelled(post, field);
            fields::named(post, field)?;
            fields::in_head(inner, &paths::normal(path), post, |post| {
                fields::set_typed(inner, post, field, words, kind)
            })
        })
    }

    /// Like [`Library::set_field`] with one word.
    ///
    /// # Errors
    /// As that.
    pub fn set(&self, path: &str, field: &str, value: &str) -> Result<()> {
        self.set_field(path, field, &[value.to_owned()], None)
    }

    /// Removes a field by name. One that is not there is no error.
    ///
    /// # Errors
    /// `field.no-name`, `field.refused`, `field.unreadable`, and what the disk says.
    pub fn unset(&self, path: &str, field: &str) -> Result<()> {
        self.inner.rewrite(path, |post| {
            readable(post)?;
            let field = spelled(post, field);
            match post.get(&field) {
                Some(_) => fields::apply(post, Edit::Unset { path: field }),
                None => fields::named(post, &field).map(|()| post.clone()),
            }
        })
    }

    /// Adds and removes tags; gives back those that were to go and were not there.
    ///
    /// # Errors
    /// `field.refused`, `field.unreadable`, and what the disk says.
    pub fn tag(&self, path: &str, add: &[String], remove: &[String]) -> Result<Vec<String>> {
        let inner = &self.inner;
        let mut absent = Vec::new();
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
            readable(post)?;
            let scalar = facts::scalar_tags(&inner.site.generator);
            let has = |tag: &String| {
                let tags = post.known(Known::Tags);
                tags.is_some_and(|found| {
                    strings_by(found.value, scalar)
                        .iter()
                        .any(|other| other == tag.trim())
                })
            };
            absent = remove.iter().filter(|tag| !has(tag)).cloned().collect();
            edits.iter().try_fold(post.clone(), |post, edit| {
                fields::edit(inner, &normal, &post, edit)
            })
        })?;
        Ok(absent)
    }

    /// Gives a post another path; nothing is overwritten.
    ///
    /// # Errors
    /// `post.exists`, `post.outside`, `post.gone`, `post.unsaved`, `library.in-use`, and what the disk says.
    pub fn rename(&self, path: &str, to: &str) -> Result<()> {
        let inner = &self.inner;
        // A whole path names a place on this computer, and not one in the blog.
        if Path::new(to).is_absolute() {
            return Err(Error::new("post.outside", &[("path", to)]));
        }
        let _one_at_a_time = lock(&inner.writing);
        let _alone = inner.alone()?;
        let (path, to) = (paths::normal(path), paths::normal(to));
        inner.existing(&path)?;
        paths::resolve(&inner.root, &to)?;
        inner.content(&to)?;
        if path == to {
            return Err(Error::new("post.exists", &[("path", &to)]));
        }
        let carry = Carry {
            from: path.clone(),
            to: to.clone(),
            post_from: path,
            post_to: to,
            text: None,
        };
        inner.carry(carry).map(drop)
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
        self.content(path)?;
        Ok(file)
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

    /// True for a post that readers would not see if it stood on the server: a draft.
    pub(crate) fn is_draft(&self, path: &str) -> bool {
        let now = self.clock.now().timestamp();
        self.index()
            .get(path)
            .is_some_and(|facts| facts.visibility(now) == Visibility::Draft)
    }
}

/// The field as the head spells it: `title` where the head has `Title`, as Hugo and Pelican read both alike and a second
/// field would contradict the first.
fn spelled(post: &Post, field: &str) -> String {
    let alike = || {
        post.fields()
            .iter()
            .rfind(|known| known.name.eq_ignore_ascii_case(field))
    };
    let other = if post.get(field).is_none() { alike() } else { None };
    other.map_or_else(|| field.to_owned(), |known| known.name.clone())
}

/// A head that cannot be read may have the field: nobody can say that it is not there.
fn readable(post: &Post) -> Result<()> {
    if post.can_edit_fields() {
        Ok(())
    } else {
        Err(Error::new("field.unreadable", &[]))
    }
}
