//! The list with a search: the rows that have its words, and where in each row they stand.

use std::sync::Arc;

use galley_post::Post;
use rayon::prelude::*;

use crate::cache_writer::Source;
use crate::disk;
use crate::error::Result;
use crate::library::{Inner, Library};
use crate::search_hits::{missing, snippet, stretches};
use crate::search_words::Wanted;
use crate::view::{Hits, PostQuery, PostRows, PostSummary};

impl Library {
    /// The rows that `query` asks for.
    ///
    /// # Errors
    /// `search.newer` when another search was asked for meanwhile: its answer is the one to show.
    pub fn posts(&self, query: &PostQuery) -> Result<PostRows> {
        let inner = &self.inner;
        let search = query.search.as_deref().unwrap_or_default();
        let found = inner.search.find(search, &inner.cache, &inner.index)?;
        let mut rows = inner.index().rows(query, inner.today(), found.as_deref());
        if let Some(found) = &found {
            let mark = |row: &mut PostSummary| row.hits = Some(hits(inner, row, &found.wanted));
            rows.rows.par_iter_mut().for_each(mark);
        }
        Ok(rows)
    }

    /// The rows that `query` asks for, when every text can be searched. For the command line, which waits for it: the
    /// window shows what there is, and is told.
    ///
    /// # Errors
    /// As [`Library::posts`].
    pub fn posts_in_all_texts(&self, query: &PostQuery) -> Result<PostRows> {
        self.read_texts();
        let rows = self.posts(query)?;
        if rows.unread == 0 {
            return Ok(rows);
        }
        // The search was the first to meet a damaged cache, which is made anew now.
        self.read_texts();
        self.posts(query)
    }

    /// Waits until a search finds every word of every text.
    pub fn read_texts(&self) {
        self.inner.cache.start(self.inner.source(), true, || {});
        self.inner.cache.settle();
    }
}

impl Inner {
    /// What the cache's thread reads by itself.
    pub(crate) fn source(&self) -> Source {
        Source {
            root: self.root.clone(),
            site: Arc::clone(&self.site),
            clock: self.clock.clone(),
        }
    }

    /// Begins to keep the cache. The window's texts are read at once; the command line asks for them when it searches.
    pub(crate) fn start_cache(self: &Arc<Self>, texts: bool) {
        let weak = Arc::downgrade(self);
        self.cache.start(self.source(), texts, move || {
            if let Some(inner) = weak.upgrade() {
                inner.tell_index();
            }
        });
    }
}

/// Where the words stand. The text of the post is opened only when the row itself does not show them all.
fn hits(inner: &Inner, row: &PostSummary, wanted: &[Wanted]) -> Hits {
    let shown: Vec<&str> = [&row.title, &row.excerpt]
        .into_iter()
        .chain(&row.tags)
        .chain(&row.authors)
        .map(String::as_str)
        .collect();
    let left = missing(&shown.join("\n"), wanted);
    let mut text = None;
    if !left.is_empty()
        && let Ok(bytes) = disk::read(&inner.root, &row.path)
    {
        let post = Post::parse(bytes);
        // The place with the words that the row lacks; the others are marked there too.
        text = if post.is_utf8() {
            snippet(post.body(), &left)
        } else {
            None
        };
    }
    let text = text.unwrap_or_else(|| row.excerpt.clone());
    Hits {
        title: stretches(&row.title, wanted),
        tags: row.tags.iter().map(|tag| stretches(tag, wanted)).collect(),
        in_text: stretches(&text, wanted),
        text,
    }
}
