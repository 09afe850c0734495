//! Tags over all posts: renamed, merged, removed. Each post's lines first, then all posts or none, as one version that waits
//! for the next publish, taken back as one.
//!
//! A post that has other changes in no version yet is changed in its file alone: the version has nothing but tags.

use std::collections::HashSet;

use galley_git as git;
use galley_post::{Edit, Format, Known, Post, Value, strings_by};

use crate::error::{Error, Result};
use crate::failure::git_error;
use crate::library::{Inner, Library, lock};
use crate::many::Rewritten;
use crate::meeting::Replaced;
use crate::undo::Undo;
use crate::view::{TagChange, TagOrder, TagPlan, TagRefusal, TagsChanged};
use crate::{facts, fields, overview, words};

impl Library {
    /// What this change of tags would change. Nothing is changed by asking.
    ///
    /// # Errors
    /// `tags.no-name`; `tags.none` when no post has any of these tags; `post.two-versions` and `post.unsaved` for an open post
    /// that cannot be saved.
    pub fn tag_plan(&self, order: &TagOrder) -> Result<TagPlan> {
        let (rewritten, refused) = self.inner.retag(order)?;
        let posts = rewritten.iter().map(|one| self.inner.tag_change(order, one));
        Ok(TagPlan {
            posts: posts.collect(),
            refused,
            message: message_of(order),
        })
    }

    /// Changes tags in all these posts, or in none; those without other changes become one version.
    ///
    /// # Errors
    /// Those of [`Library::tag_plan`], `tags.nothing`, `posts.changed-meanwhile`, `library.in-use`, and what disk and Git say.
    pub fn change_tags(&self, order: &TagOrder) -> Result<TagsChanged> {
        let inner = &self.inner;
        let _one_at_a_time = inner.turn_with_server();
        let _alone = inner.alone()?;
        let _writing = lock(&inner.writing);
        let (rewritten, _) = inner.retag(order)?;
        if rewritten.is_empty() {
            return Err(Error::new("tags.nothing", &[]));
        }
        let committed: Vec<String> = rewritten
            .iter()
            .filter(|one| inner.is_in_a_version(one))
            .map(|one| one.path.clone())
            .collect();
        inner.write_all(&rewritten)?;
        let version = match inner.version_of_tags(order, &committed) {
            Ok(version) => version,
            Err(error) => {
                inner.put_all_back(&rewritten);
                return Err(error);
            }
        };
        inner.changed_many();
        let undo = inner.can_undo(Undo::Many {
            posts: rewritten.iter().map(Rewritten::replaced).collect(),
            version,
        });
        let apart = rewritten.iter().map(|one| one.path.clone());
        Ok(TagsChanged {
            apart: apart
                .filter(|path| inner.repository.is_some() && !committed.contains(path))
                .collect(),
            paths: rewritten.into_iter().map(|one| one.path).collect(),
            undo: Some(undo),
            version: version.map(|id| id.short()),
        })
    }
}

impl Inner {
    /// Takes a change of tags back: the texts in all its posts, and the version where it was not sent.
    pub(crate) fn take_tags_back(&self, posts: &[Replaced], version: Option<git::Id>) -> Result<()> {
        let paths: HashSet<String> = posts.iter().map(|one| one.path.clone()).collect();
        self.save_open(&paths)?;
        if let Some(id) = version.filter(|id| self.unsent().contains(id)) {
            self.withdraw(self.repository()?, id);
        }
        for one in posts {
            self.put_back_replaced(one)?;
        }
        self.changed_many();
        Ok(())
    }

    /// What the posts become, and which cannot be changed.
    fn retag(&self, order: &TagOrder) -> Result<(Vec<Rewritten>, Vec<TagRefusal>)> {
        if let Some(to) = &order.to
            && (to.trim().is_empty() || to.chars().any(char::is_control))
        {
            return Err(Error::new("tags.no-name", &[]));
        }
        let wanted = Wanted::of(order);
        let found: Vec<(String, String)> = {
            let index = self.index();
            let posts = index
                .posts()
                .filter(|(_, facts)| facts.tags.iter().any(|tag| wanted.goes(tag)));
            posts
                .map(|(path, facts)| (path.to_owned(), facts.title.clone()))
                .collect()
        };
        if found.is_empty() {
            let tag = order.from.first().map_or("", String::as_str);
            let has = |facts: &facts::Facts| facts.tags.iter().any(|own| Some(own) == order.to.as_ref());
            let stays = order.from.len() == 1 && order.to.as_deref() == Some(tag);
            return Err(match stays && self.index().posts().any(|(_, facts)| has(facts)) {
                true => Error::new("tags.nothing", &[]),
                false => Error::new("tags.none", &[("tag", tag)]),
            });
        }
        let chosen = |path: &String| order.paths.as_ref().is_none_or(|paths| paths.contains(path));
        let found: Vec<_> = found.into_iter().filter(|(path, _)| chosen(path)).collect();
        self.save_open(&found.iter().map(|(path, _)| path.clone()).collect())?;
        let (mut rewritten, mut refused) = (Vec::new(), Vec::new());
        for (path, title) in found {
            match self.retagged(&path, &wanted) {
                Ok(one) if one.before != one.after => rewritten.push(one),
                Ok(_) => {}
                Err(error) => refused.push(TagRefusal {
                    path,
                    title,
                    message: error.message,
                }),
            }
        }
        Ok((rewritten, refused))
    }

    /// One post with its tags changed, each where it stands.
    fn retagged(&self, path: &str, wanted: &Wanted<'_>) -> Result<Rewritten> {
        let before = self.read_post(path)?;
        let mut post = Post::parse(before.clone());
        let scalar = facts::scalar_tags(&self.site.generator);
        let Some(field) = post.known(Known::Tags).map(|found| found.path) else {
            return Err(Error::new("field.unreadable", &[]));
        };
        for item in tags_of(self, &post).into_iter().filter(|tag| wanted.goes(tag)) {
            let (path, item) = (field.clone(), item);
            let edit = match wanted.to {
                Some(to) => Edit::ReplaceItem {
                    path,
                    item,
                    with: to.to_owned(),
                    scalar,
                },
                None => Edit::RemoveItem { path, item, scalar },
            };
            post = fields::apply(&post, edit)?;
        }
        Ok(Rewritten {
            path: path.to_owned(),
            before,
            after: post.bytes().to_vec(),
        })
    }

    fn tag_change(&self, order: &TagOrder, one: &Rewritten) -> TagChange {
        let (old, new) = (Post::parse(one.before.clone()), Post::parse(one.after.clone()));
        let (before, after) = (tags_of(self, &old), tags_of(self, &new));
        let both = order.to.is_some() && after.len() < before.len();
        let string = old
            .known(Known::Tags)
            .is_some_and(|found| matches!(found.value, Value::String(_)) && before.len() > 1);
        let note = match (both, string) {
            (true, _) => Some("note.tags-both"),
            (_, true) => Some("note.tags-string"),
            _ => None,
        };
        let (lines, changed) = one.lines();
        TagChange {
            title: self.title_now(&one.path),
            format: match old.format() {
                Format::Toml => "TOML",
                Format::Json => "JSON",
                Format::Pelican => "Pelican",
                Format::Yaml | Format::Other | Format::None => "YAML",
            }
            .to_owned(),
            note: note.map(|code| words::say(code, &[]).0),
            before,
            after,
            changed,
            lines,
            apart: self.repository.is_some() && !self.is_in_a_version(one),
            path: one.path.clone(),
        }
    }

    /// Whether a post stood in the branch as it was before: then its new tags are all that a version of it has.
    fn is_in_a_version(&self, one: &Rewritten) -> bool {
        let Some(repository) = &self.repository else {
            return false;
        };
        let there = repository.read_blob(git::Revision::Head, &self.git_path(&one.path));
        // A file that Git stores with other line ends counts as another one, and is left to its own publish.
        there.is_ok_and(|bytes| bytes.as_ref() == Some(&one.before))
    }

    /// One version with these posts. `None` where there is nothing to put in one, or no repository to put it in.
    fn version_of_tags(&self, order: &TagOrder, paths: &[String]) -> Result<Option<git::Id>> {
        let Some(repository) = self.repository.as_ref().filter(|_| !paths.is_empty()) else {
            return Ok(None);
        };
        let failed = |error| git_error(error, &self.root);
        self.refuse_under_way(repository)?;
        let has_server = overview::repository(self)?.server.is_some();
        let git_paths: Vec<_> = paths.iter().map(|path| self.git_path(path)).collect();
        let request = git::CommitRequest {
            onto: if has_server {
                git::Onto::Upstream
            } else {
                git::Onto::Head
            },
            paths: &git_paths,
            message: &message_of(order),
            when: Some(self.when()),
            by: None,
        };
        let along = git::Along {
            replaced: &|path, bytes| self.keep_replaced(path, bytes),
            ..git::Along::default()
        };
        let made = self.while_unsaved(paths, || repository.commit_paths_along(&request, &along));
        let made = match made {
            Ok(made) => made,
            Err(git::Error::NothingToCommit) => return Ok(None),
            Err(error) => return Err(failed(error)),
        };
        self.take_changed(&made.changed);
        self.rename_unsent(&made.replayed);
        if has_server {
            let mut unsent = self.unsent();
            unsent.push(made.id);
            self.keep_unsent(repository, &unsent);
        }
        Ok(Some(made.id))
    }
}

/// The tags that go, folded, and the one that stays.
struct Wanted<'o> {
    from: HashSet<String>,
    to: Option<&'o str>,
}

impl<'o> Wanted<'o> {
    fn of(order: &'o TagOrder) -> Self {
        Wanted {
            from: order.from.iter().map(|tag| tag.trim().to_lowercase()).collect(),
            to: order.to.as_deref().map(str::trim),
        }
    }

    fn goes(&self, tag: &str) -> bool {
        self.to != Some(tag.trim()) && self.from.contains(&tag.trim().to_lowercase())
    }
}

fn tags_of(inner: &Inner, post: &Post) -> Vec<String> {
    let scalar = facts::scalar_tags(&inner.site.generator);
    post.known(Known::Tags)
        .map(|found| strings_by(found.value, scalar))
        .unwrap_or_default()
}

fn message_of(order: &TagOrder) -> String {
    let own = order
        .message
        .as_deref()
        .map(str::trim)
        .filter(|text| !text.is_empty());
    if let Some(message) = own {
        return message.to_owned();
    }
    let first = order.from.first().map_or("", String::as_str);
    let count = order.from.len().to_string();
    match (&order.to, order.from.len()) {
        (Some(to), 1) => words::say("message.tags-rename", &[("from", first), ("to", to.trim())]).0,
        (Some(to), _) => words::say("message.tags-merge", &[("to", to.trim())]).0,
        (None, 1) => words::say("message.tags-remove", &[("from", first)]).0,
        (None, _) => words::say("message.tags-remove-many", &[("count", &count)]).0,
    }
}
