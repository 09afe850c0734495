//! One change of the fields of several posts: each post's lines first, then all posts or none, taken back as one.
//!
//! It makes no version: the posts are changed as if each had been edited, and wait for the writer to publish them.

use galley_post::Post;

use crate::compare;
use crate::error::{Error, Result};
use crate::fields;
use crate::library::{Inner, Library, lock};
use crate::meeting::{Back, Replaced};
use crate::undo::Undo;
use crate::view::{BlockKind, LineChange, PostEdited, PostsChanged, PostsOrder, PostsPlan, TagRefusal};

/// A post before and after.
pub(crate) struct Rewritten {
    pub(crate) path: String,
    pub(crate) before: Vec<u8>,
    pub(crate) after: Vec<u8>,
}

impl Rewritten {
    /// The lines of the head that change, and how many they are; the text is as it was.
    pub(crate) fn lines(&self) -> (Vec<LineChange>, u32) {
        let (old, new) = (Post::parse(self.before.clone()), Post::parse(self.after.clone()));
        let lines = compare::lines(old.head(), new.head());
        let of = |kind: BlockKind| lines.iter().filter(|line| line.kind == kind).count();
        let changed = of(BlockKind::Removed).max(of(BlockKind::Added));
        (lines, u32::try_from(changed).unwrap_or(u32::MAX))
    }

    /// How it is taken back.
    pub(crate) fn replaced(&self) -> Replaced {
        Replaced {
            path: self.path.clone(),
            before: Some(self.before.clone()),
            after: Some(self.after.clone()),
            back: Back::Text,
        }
    }
}

impl Library {
    /// What these edits would change in these posts. Nothing is changed by asking.
    ///
    /// # Errors
    /// `post.two-versions` and `post.unsaved` for an open post that cannot be saved.
    pub fn posts_plan(&self, order: &PostsOrder) -> Result<PostsPlan> {
        let (rewritten, refused) = self.inner.edited(order)?;
        let edited = |one: &Rewritten| {
            let (lines, changed) = one.lines();
            PostEdited {
                title: self.inner.title_now(&one.path),
                path: one.path.clone(),
                lines,
                changed,
            }
        };
        Ok(PostsPlan {
            posts: rewritten.iter().map(edited).collect(),
            refused,
        })
    }

    /// Edits the fields of all these posts, or of none.
    ///
    /// # Errors
    /// Those of [`Library::posts_plan`], `posts.nothing`, `posts.changed-meanwhile`, `library.in-use`, and what the disk says.
    pub fn change_posts(&self, order: &PostsOrder) -> Result<PostsChanged> {
        let inner = &self.inner;
        let _alone = inner.alone()?;
        let _writing = lock(&inner.writing);
        let (rewritten, _) = inner.edited(order)?;
        if rewritten.is_empty() {
            return Err(Error::new("posts.nothing", &[]));
        }
        inner.write_all(&rewritten)?;
        inner.changed_many();
        let undo = inner.can_undo(Undo::Many {
            posts: rewritten.iter().map(Rewritten::replaced).collect(),
            version: None,
        });
        Ok(PostsChanged {
            paths: rewritten.into_iter().map(|one| one.path).collect(),
            undo,
        })
    }
}

impl Inner {
    /// What the posts become, and which cannot be changed.
    fn edited(&self, order: &PostsOrder) -> Result<(Vec<Rewritten>, Vec<TagRefusal>)> {
        self.save_open(&order.paths.iter().cloned().collect())?;
        let (mut rewritten, mut refused) = (Vec::new(), Vec::new());
        for path in &order.paths {
            let edited = self.read_post(path).and_then(|before| {
                let mut post = Post::parse(before.clone());
                for edit in &order.edits {
                    post = fields::edit(self, path, &post, edit)?;
                }
                Ok(Rewritten {
                    path: path.clone(),
                    before,
                    after: post.bytes().to_vec(),
                })
            });
            match edited {
                Ok(one) if one.before != one.after => rewritten.push(one),
                Ok(_) => {}
                Err(error) => refused.push(TagRefusal {
                    path: path.clone(),
                    title: self.title_now(path),
                    message: error.message,
                }),
            }
        }
        Ok((rewritten, refused))
    }

    /// A post's title; its path where the list does not have it.
    pub(crate) fn title_now(&self, path: &str) -> String {
        let title = self.index().get(path).map(|facts| facts.title.clone());
        title.unwrap_or_else(|| path.to_owned())
    }

    /// Writes all, or none.
    pub(crate) fn write_all(&self, rewritten: &[Rewritten]) -> Result<()> {
        for (at, one) in rewritten.iter().enumerate() {
            if let Err(error) = self.replace(&one.path, Some(&one.before), Some(&one.after)) {
                self.put_all_back(&rewritten[..at]);
                return Err(match error.code {
                    "post.two-versions" => Error::new("posts.changed-meanwhile", &[("path", &one.path)]),
                    _ => error,
                });
            }
        }
        Ok(())
    }

    /// Gives these files the bytes back that they had, where nobody changed them since.
    pub(crate) fn put_all_back(&self, rewritten: &[Rewritten]) {
        for one in rewritten {
            // What another program wrote meanwhile is its own; the list shows it.
            let _ = self.replace(&one.path, Some(&one.after), Some(&one.before));
        }
    }

    /// Many posts have other texts now.
    pub(crate) fn changed_many(&self) {
        if self.refresh_changes().is_err() {
            self.wake_status();
        }
        self.tell_index();
    }
}
