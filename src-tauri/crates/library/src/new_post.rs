//! A new post: where it stands, and a first text that looks like the library's other posts.

use galley_generators::{Files, NewPost, NewText, When, slug};
use galley_post::{Edit, Format, Known, Post, Value};

use crate::error::{Error, Result};
use crate::library::{Inner, Library};
use crate::likeness::value_like;
use crate::view::FieldEdit;
use crate::{facts, fields, words};

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
        // The day in a name is one of the site's zone, as the day in a field is.
        let zone = inner.site.generator.time_zone(now.time_zone());
        let made = inner.site.generator.new_path(&NewPost {
            slug: &slug(title),
            day: now.with_time_zone(zone).date(),
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
}

impl Inner {
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
            let quoted = like
                .as_ref()
                .and_then(|post| post.known(Known::Date))
                .is_some_and(|found| matches!(found.value, Value::String(_)));
            let text = fields::written(self, when);
            wanted.push((
                named(Known::Date, generator.date_field()),
                if quoted {
                    Value::String(text)
                } else {
                    Value::Date(text)
                },
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
        let mut new = Beginning {
            tags,
            tag_path: named(Known::Tags, generator.tag_field()),
            path,
        };
        let post = match self.by_template(title, path, &wanted)? {
            Some(post) => {
                if let Some(found) = post.known(Known::Tags) {
                    new.tag_path = found.path;
                }
                let post = self.with_tags(post, &new)?;
                self.as_draft(post, &new)?
            }
            None => self.in_order(wanted, like.as_ref(), &new, head)?,
        };
        let begun = !post.body().trim().is_empty();
        Ok(if begun { post } else { post.with_body("\n") }.bytes().to_vec())
    }

    /// A head with these fields and what the library's other posts share, in their order.
    fn in_order(
        &self,
        mut wanted: Vec<(String, Value)>,
        like: Option<&Post>,
        new: &Beginning,
        head: &str,
    ) -> Result<Post> {
        let top = |path: &str| path.split('.').next().unwrap_or(path).to_owned();
        let sample = fields::sample(self);
        let alike: Vec<Post> = sample
            .iter()
            .filter(|post| like.is_some_and(|like| post.format() == like.format()))
            .cloned()
            .collect();
        let author = like
            .and_then(|post| post.known(Known::Authors))
            .map(|found| top(&found.path));
        let mut post = Post::parse(head.as_bytes().to_vec());
        let (mut tagged, mut marked) = (false, false);
        for field in like.map(Post::fields).unwrap_or_default() {
            let name = &field.name;
            if let Some(at) = wanted.iter().position(|(path, _)| top(path) == *name) {
                post = fresh(post, &wanted.remove(at))?;
            } else if top(&new.tag_path) == *name {
                (post, tagged) = (self.with_tags(post, new)?, true);
            } else if ["draft", "published", "status"]
                .iter()
                .any(|mark| name.eq_ignore_ascii_case(mark))
            {
                (post, marked) = (self.as_draft(post, new)?, true);
            } else if author.as_ref() != Some(name)
                && let Some(value) = value_like(&alike, name)
            {
                post = fresh(post, &(name.clone(), value))?;
            }
        }
        for field in &wanted {
            post = fresh(post, field)?;
        }
        post = if tagged { post } else { self.with_tags(post, new)? };
        if marked {
            Ok(post)
        } else {
            self.as_draft(post, new)
        }
    }

    fn with_tags(&self, mut post: Post, new: &Beginning) -> Result<Post> {
        for tag in new
            .tags
            .iter()
            .map(|tag| tag.trim())
            .filter(|tag| !tag.is_empty())
        {
            let edit = Edit::AddItem {
                path: new.tag_path.clone(),
                item: tag.to_owned(),
                absent: fields::tag_style(self),
                scalar: facts::scalar_tags(&self.site.generator),
            };
            post = fields::apply(&post, edit)?;
        }
        Ok(post)
    }

    fn as_draft(&self, post: Post, new: &Beginning) -> Result<Post> {
        let marked = fields::edit(self, new.path, &post, &FieldEdit::Draft { value: true });
        marked.or_else(|error| match error.code {
            // A folder marks it already, or this generator knows no drafts.
            "field.draft-folder" => Ok(post),
            _ => Err(error),
        })
    }

    /// The beginning of a post as the library's own template has it, with the title and, where it holds none, the date.
    /// `None` where there is no template, or one that asks for more than Galley knows: the other posts are the template
    /// then.
    fn by_template(&self, title: &str, path: &str, wanted: &[(String, Value)]) -> Result<Option<Post>> {
        let read = |path: &str| {
            let bytes = crate::disk::read(&self.root, path).ok()?;
            String::from_utf8(bytes).ok()
        };
        let now = self.clock.now();
        let new = NewText {
            title,
            path,
            now: &now,
            site: self.site.title.as_deref().unwrap_or_default(),
        };
        let found = self.site.generator.first_text(&Files::new(&[], &read), &new);
        let Some((_, text)) = found.ok().flatten() else {
            return Ok(None);
        };
        let mut post = Post::parse(text);
        if !post.can_edit_fields() || post.fields().is_empty() {
            return Ok(None);
        }
        for (field, value) in wanted {
            // The title is the writer's; what else the template fills in stays.
            let is_title =
                post.known(Known::Title).is_some_and(|found| found.path == *field) || field == "title";
            let there = post.get(field).is_some_and(|value| !matches!(value, Value::Null));
            let dated = matches!(value, Value::Date(_))
                && post
                    .known(Known::Date)
                    .is_some_and(|found| found.value.as_str().is_some());
            if is_title || !there && !dated {
                let edit = Edit::Set {
                    path: field.clone(),
                    value: value.clone(),
                };
                post = fields::apply(&post, edit)?;
            }
        }
        Ok(Some(post))
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
}

/// What a new post begins with besides its fields.
struct Beginning<'a> {
    tags: &'a [String],
    tag_path: String,
    path: &'a str,
}

/// The head with one more field.
fn fresh(post: Post, (path, value): &(String, Value)) -> Result<Post> {
    let refused = |_| {
        let what = words::say("field.new", &[]).0;
        Error::new("field.refused", &[("field", what.as_str())])
    };
    let edit = Edit::Set {
        path: path.clone(),
        value: value.clone(),
    };
    Ok(post.edit(&edit).map_err(refused)?.post)
}

fn head_format(generator: &galley_generators::Generator) -> Format {
    match generator.head_format() {
        galley_generators::HeadFormat::Toml => Format::Toml,
        galley_generators::HeadFormat::Pelican => Format::Pelican,
        galley_generators::HeadFormat::Yaml => Format::Yaml,
    }
}
