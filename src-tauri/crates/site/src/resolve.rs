//! Where a link to another post leads: asked of whoever knows the library, since this crate opens no file.

use std::fmt;
use std::sync::Arc;

/// What a text wants the address of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted<'a> {
    /// A post or page by its file, as the text names it: `../setup.md`, `posts/a.md#part`, `a`. A slash at the beginning
    /// is the folder of all content.
    Page(&'a str),
    /// A post by its name without folder and extension, as Jekyll and Hexo name it: `2026-06-04-our-retries`.
    Post(&'a str),
}

type Find = dyn Fn(Wanted<'_>) -> Option<String> + Send + Sync;

/// Finds addresses; the default one finds none. Two are equal when they are clones of one.
#[derive(Clone, Default)]
pub struct Resolver(Option<Arc<Find>>);

impl Resolver {
    /// A resolver that asks `find`, which returns an address as it shall stand in a page, or `None` when it knows none.
    pub fn new(find: impl Fn(Wanted<'_>) -> Option<String> + Send + Sync + 'static) -> Self {
        Resolver(Some(Arc::new(find)))
    }

    /// True when it can find anything.
    pub(crate) fn knows_any(&self) -> bool {
        self.0.is_some()
    }

    pub(crate) fn address(&self, wanted: Wanted<'_>) -> Option<String> {
        self.0.as_ref()?(wanted)
    }
}

impl PartialEq for Resolver {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (None, None) => true,
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            _ => false,
        }
    }
}

impl Eq for Resolver {}

impl fmt::Debug for Resolver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.knows_any() {
            "Resolver(…)"
        } else {
            "Resolver(none)"
        })
    }
}
