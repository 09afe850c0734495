//! Posts that go elsewhere: another name, a copy, another collection. A post that has a folder to itself goes with all
//! that stands in it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use galley_generators::{self as generators, Move, slug};
use galley_post::{Edit, Known, Post, Value};

use crate::error::{Error, Result};
use crate::library::{Inner, Library, lock};
use crate::view::FieldEdit;
use crate::{facts, fields, paths};

impl Library {
    /// Gives a post another name, made of `name` as a new post's is made of its title, and returns its new path. Its
    /// folder, its date and its language stay; a field that holds its address is renamed with it.
    ///
    /// # Errors
    /// `post.empty-title`, `post.outside`, `post.gone`, `post.not-a-post`, `post.unsaved`, and what the disk says.
    pub fn rename_post(&self, path: &str, name: &str) -> Result<String> {
        let inner = &self.inner;
        let _one_at_a_time = lock(&inner.writing);
        let _alone = inner.alone()?;
        let path = paths::normal(path);
        if name.trim().is_empty() {
            return Err(Error::new("post.empty-title", &[]));
        }
        let name = slug(name);
        let said = facts::said(&inner.readable(&path)?);
        let generator = &inner.site.generator;
        let target = generator.rename(&path, &name, &|place| inner.root.join(place).exists());
        let made = match &target {
            Some(target) => self.carry(&path, target)?,
            None => path,
        };
        if let Some(field) = generator.slug_field(&said) {
            inner.rewrite(&made, |post| {
                let value = Value::String(name.clone());
                fields::apply(
                    post,
                    Edit::Set {
                        path: field.to_owned(),
                        value,
                    },
                )
            })?;
        }
        Ok(made)
    }

    /// Copies a post, with all that its folder holds where it has one to itself, and returns the copy's path. The copy is
    /// a draft of today, with a title and an address of its own.
    ///
    /// # Errors
    /// `post.outside`, `post.gone`, `post.not-a-post`, `post.unsaved`, and what the disk says.
    pub fn duplicate_post(&self, path: &str) -> Result<String> {
        let inner = &self.inner;
        let _one_at_a_time = lock(&inner.writing);
        let _alone = inner.alone()?;
        let path = paths::normal(path);
        inner.save_open(&std::iter::once(path.clone()).collect())?;
        let post = inner.readable(&path)?;
        let said = facts::said(&post);
        let today = inner.clock.now().date();
        let generator = &inner.site.generator;
        let taken = |place: &str| inner.root.join(place).exists();
        let found = generator.duplicate(&path, today, &taken);
        let target = found.ok_or_else(|| Error::new("post.not-a-post", &[("path", &path)]))?;
        let text = inner.as_copy(&post, generator.slug_field(&said), &target)?;
        // The copy's other files come first, so that no post stands without its pictures.
        if target.from != path {
            for file in files_below(&inner.root.join(&target.from)) {
                let from = inner.root.join(&target.from).join(&file);
                if from == inner.root.join(&path) {
                    continue;
                }
                let to = paths::resolve(&inner.root, &format!("{}/{}", target.to, slashed(&file)))?;
                if let Some(folder) = to.parent() {
                    fs::create_dir_all(folder).map_err(|e| Error::io(e, folder))?;
                }
                fs::copy(&from, &to).map_err(|e| Error::io(e, &to))?;
            }
        }
        inner.write_new(&target.post, &text)?;
        inner.seen(&[&target.post]);
        Ok(target.post)
    }

    /// Moves a post to another collection, where it stands as the posts there do, and returns its new path.
    ///
    /// # Errors
    /// `collection.unknown`, `post.outside`, `post.gone`, `post.not-a-post`, `post.unsaved`, and what the disk says.
    pub fn move_post(&self, path: &str, collection: &str) -> Result<String> {
        let inner = &self.inner;
        let _one_at_a_time = lock(&inner.writing);
        let _alone = inner.alone()?;
        let path = paths::normal(path);
        let post = inner.readable(&path)?;
        let generator = &inner.site.generator;
        let there: Vec<String> = inner
            .index()
            .posts()
            .map(|(path, _)| path.to_owned())
            .filter(|path| generator.collection(path).as_deref() == Some(collection))
            .collect();
        if there.is_empty() {
            return Err(Error::new("collection.unknown", &[("name", collection)]));
        }
        if generator.collection(&path).as_deref() == Some(collection) {
            return Ok(path);
        }
        let dated = generator.date_of(&path, &facts::said(&post));
        let day = dated.map_or_else(|| inner.clock.now().date(), |dated| dated.when.day);
        let draft = inner.is_draft(&path);
        let taken = |place: &str| inner.root.join(place).exists();
        let found = generator.move_to(&path, &there, day, draft, &taken);
        let target = found.ok_or_else(|| Error::new("post.not-a-post", &[("path", &path)]))?;
        self.carry(&path, &target)
    }

    /// Carries a file or a folder to its new place; nothing is overwritten.
    fn carry(&self, path: &str, target: &Move) -> Result<String> {
        if target.from == path {
            self.rename_now(path, &target.to)?;
            return Ok(target.post.clone());
        }
        let inner = &self.inner;
        let from = paths::resolve(&inner.root, &target.from)?;
        let to = paths::resolve(&inner.root, &target.to)?;
        let files: Vec<String> = files_below(&from).iter().map(|file| slashed(file)).collect();
        for file in &files {
            if let Some((id, _)) = inner.session_of(&format!("{}/{file}", target.from)) {
                self.close_post(&id)?;
            }
        }
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder).map_err(|e| Error::io(e, folder))?;
        }
        if to.exists() {
            return Err(Error::new("post.exists", &[("path", &target.to)]));
        }
        fs::rename(&from, &to).map_err(|e| Error::io(e, &to))?;
        let both = [&target.from, &target.to].map(|folder| {
            let whole = files.iter().map(move |file| format!("{folder}/{file}"));
            whole.collect::<Vec<_>>()
        });
        let changed: Vec<&str> = both.iter().flatten().map(String::as_str).collect();
        inner.seen(&changed);
        Ok(target.post.clone())
    }
}

impl Inner {
    /// The post in a file that must be one.
    fn readable(&self, path: &str) -> Result<Post> {
        Ok(Post::parse(self.read_post(path)?))
    }

    /// Tells the index and the window of files that came, changed or went.
    fn seen(&self, paths: &[&str]) {
        for path in paths {
            self.refresh_file(path);
        }
        self.wake_status();
        self.tell_index();
    }

    /// The text of a copy: a draft, dated now where its post is dated, with a title and an address of its own.
    fn as_copy(&self, post: &Post, slug_field: Option<&str>, target: &Move) -> Result<Vec<u8>> {
        if !post.is_utf8() || !post.can_edit_fields() {
            return Ok(post.bytes().to_vec());
        }
        let mut copy = post.clone();
        let number = target.to.trim_end_matches("/index.md");
        let number = stem(number)
            .rsplit('-')
            .next()
            .filter(|n| n.parse::<u32>().is_ok());
        let title = copy
            .known(Known::Title)
            .and_then(|found| found.value.as_str().map(str::to_owned));
        if let Some(title) = title {
            let value = format!("{title} ({})", number.unwrap_or("2"));
            copy = fields::edit(self, &target.post, &copy, &FieldEdit::Title { value })?;
        }
        if let Some(found) = copy.known(Known::Date)
            && matches!(found.value, Value::Date(_) | Value::String(_))
        {
            let now = self.clock.now();
            let when = generators::When {
                day: now.date(),
                time: Some(now.time()),
                offset: Some(now.offset()),
            };
            let text = fields::written(self, &when);
            let value = match found.value {
                Value::String(_) => Value::String(text),
                _ => Value::Date(text),
            };
            let path = found.path.clone();
            copy = fields::apply(&copy, Edit::Set { path, value })?;
        }
        if let Some(field) = slug_field {
            let value = Value::String(stem(&target.to).to_owned());
            copy = fields::apply(
                &copy,
                Edit::Set {
                    path: field.to_owned(),
                    value,
                },
            )?;
        }
        copy =
            fields::edit(self, &target.post, &copy, &FieldEdit::Draft { value: true }).or_else(|error| {
                match error.code {
                    "field.draft-folder" => Ok(copy.clone()),
                    _ => Err(error),
                }
            })?;
        Ok(copy.bytes().to_vec())
    }
}

/// The name of a file or folder, without its folder and its endings.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split('.').next().unwrap_or(name)
}

/// All files in a folder and below it, relative to it. Links are files, whatever they lead to.
fn files_below(root: &Path) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for item in fs::read_dir(&folder).into_iter().flatten().flatten() {
            match item.file_type() {
                Ok(kind) if kind.is_dir() => folders.push(item.path()),
                _ => {
                    if let Ok(path) = item.path().strip_prefix(root) {
                        found.insert(path.to_path_buf());
                    }
                }
            }
        }
    }
    found
}

fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
