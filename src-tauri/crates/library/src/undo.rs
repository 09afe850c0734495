//! Verbs that can be taken back: what each needs for that, kept in memory for as long as the library is open.

use std::collections::VecDeque;
use std::path::PathBuf;

use galley_git as git;
use galley_post::{Choice, Post, merge};

use crate::carry::Carry;
use crate::error::{Error, Result};
use crate::library::{Inner, Library, lock};
use crate::meeting::Replaced;
use crate::view::VerbResult;

/// How many verbs are remembered.
const KEPT: usize = 16;

/// How a verb is taken back.
#[derive(Debug, Clone)]
pub(crate) enum Undo {
    /// A post that got another place is carried back.
    Carried(Carry),
    /// A deleted post is put back from the trash.
    Deleted(Deleted),
    /// A text that was chosen, or put back from an earlier version, goes again.
    Replaced(Replaced),
    /// Fields that were changed in many posts go back in all of them, and the version that has them, where it was not sent.
    Many {
        posts: Vec<Replaced>,
        version: Option<git::Id>,
    },
}

/// A post in the trash.
#[derive(Debug, Clone)]
pub(crate) struct Deleted {
    /// Its path in the library.
    pub(crate) path: String,
    /// What was moved to the trash: the file, or the folder that the post had to itself.
    pub(crate) what: PathBuf,
    /// The post's bytes.
    pub(crate) bytes: Vec<u8>,
    /// What was typed while it went to the trash, where that is not in them.
    pub(crate) typed: Option<Vec<u8>>,
}

/// The last verbs, newest last.
#[derive(Debug, Default)]
pub(crate) struct UndoList {
    count: u32,
    verbs: VecDeque<(String, Undo)>,
}

impl Library {
    /// Takes a verb back, and returns where the post stands then. Once; what cannot be taken back now can be tried again.
    ///
    /// # Errors
    /// `undo.gone`, `post.exists` when another file has its place by now, `post.unsaved`, and what the disk says.
    pub fn undo(&self, id: &str) -> Result<VerbResult> {
        let inner = &self.inner;
        let _one_at_a_time = lock(&inner.writing);
        let _alone = inner.alone()?;
        let found = lock(&inner.undo).verbs.iter().find(|(own, _)| own == id).cloned();
        let Some((_, undo)) = found else {
            return Err(Error::new("undo.gone", &[]));
        };
        let path = match undo {
            Undo::Deleted(deleted) => inner.put_back_from_trash(&deleted)?,
            Undo::Replaced(replaced) => inner.put_back_replaced(&replaced)?,
            Undo::Many { posts, version } => {
                inner.take_tags_back(&posts, version)?;
                posts.first().map(|one| one.path.clone()).unwrap_or_default()
            }
            Undo::Carried(carry) => {
                let mut back = carry.back();
                inner.existing(&back.post_from)?;
                inner.saved_to_go(&back.post_from)?;
                if let Some((before, after)) = back.text.take() {
                    let is = inner.bytes_of(&back.post_from)?;
                    let text = taken_back(&before, &is, &after);
                    back.text = (text != is).then_some((is, text));
                }
                if back.from == back.to && back.text.is_none() {
                    return Err(Error::new("undo.gone", &[]));
                }
                inner.carry(back)?.post_to
            }
        };
        lock(&inner.undo).verbs.retain(|(own, _)| own != id);
        Ok(VerbResult { path, undo: None })
    }
}

/// A text without the change that a verb made to it, from `before` to `after` the way back; what the writer changed since
/// stays, the verb's own fields too where the writer gave them other values.
pub(crate) fn taken_back(before: &[u8], is: &[u8], after: &[u8]) -> Vec<u8> {
    let [base, mine, back] = [before, is, after].map(|bytes| Post::parse(bytes.to_vec()));
    let merged = merge(&base, &mine, &back);
    let open = merged.hunks().iter().filter(|hunk| hunk.is_open()).count();
    let whole = merged.resolve(&vec![Choice::Mine; open]);
    whole.map_or_else(|_| is.to_vec(), |post| post.bytes().to_vec())
}

impl Inner {
    /// Remembers how a verb is taken back. Returns the id by which that is asked for.
    pub(crate) fn can_undo(&self, undo: Undo) -> String {
        let mut list = lock(&self.undo);
        list.count += 1;
        let id = format!("u{}", list.count);
        list.verbs.push_back((id.clone(), undo));
        if list.verbs.len() > KEPT {
            list.verbs.pop_front();
        }
        id
    }
}
