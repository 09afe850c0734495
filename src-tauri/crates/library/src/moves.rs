//! Copies of posts, and posts that go to another collection. A post that has a folder to itself goes with all that stands
//! in it.

use std::fs;

use galley_generators::{self as generators, Move};
use galley_post::{Edit, Known, Post, Value};

use crate::carry::{Carry, files_below, slashed};
use crate::error::{Error, Result};
use crate::library::{Inner, Library, lock};
use crate::undo::Undo;
use crate::view::{FieldEdit, VerbResult};
use crate::{facts, fields, paths};

impl Library {
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
        inner.saved_to_go(&path)?;
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
                // What is no plain file is left out: a link may lead to what is not the blog's, a pipe never ends.
                let plain = fs::symlink_metadata(&from).is_ok_and(|meta| meta.is_file());
                if from == inner.root.join(&path) || !plain {
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
    pub fn move_post(&self, path: &str, collection: &str) -> Result<VerbResult> {
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
            return Ok(VerbResult { path, undo: None });
        }
        let dated = generator.date_of(&path, &facts::said(&post));
        let day = dated.map_or_else(|| inner.clock.now().date(), |dated| dated.when.day);
        let draft = inner.is_draft(&path);
        let taken = |place: &str| inner.root.join(place).exists();
        let found = generator.move_to(&path, &there, day, draft, &taken);
        let target = found.ok_or_else(|| Error::new("post.not-a-post", &[("path", &path)]))?;
        let carry = Carry {
            from: target.from,
            to: target.to,
            post_from: path,
            post_to: target.post,
            text: None,
        };
        let carry = inner.carry(carry)?;
        Ok(VerbResult {
            path: carry.post_to.clone(),
            undo: Some(inner.can_undo(Undo::Carried(carry))),
        })
    }
}

impl Inner {
    /// The post in a file that must be one.
    pub(crate) fn readable(&self, path: &str) -> Result<Post> {
        Ok(Post::parse(self.read_post(path)?))
    }

    /// Tells the index and the window of files that came, changed or went.
    pub(crate) fn seen(&self, paths: &[&str]) {
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
