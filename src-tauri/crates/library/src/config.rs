//! What builds the site, as its config says now: it is read again while the library is open.
//!
//! Owns when that is done, and what follows of it. What a config says is `galley-generators`' knowledge.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Deref;
use std::path::PathBuf;
use std::sync::OnceLock;

use galley_generators::Recognised;

use crate::library::Inner;
use crate::{facts, paths, read, scan};

/// The answer that holds now. Earlier ones are kept while the library is open, so that a command which began with one
/// ends with it; there is a new one only where a change of a config made a difference.
pub(crate) struct Site {
    first: Box<Answer>,
}

struct Answer {
    site: Recognised,
    next: OnceLock<Box<Answer>>,
}

impl Site {
    pub(crate) fn new(site: Recognised) -> Self {
        Self {
            first: Box::new(Answer {
                site,
                next: OnceLock::new(),
            }),
        }
    }

    /// From now on this holds.
    fn take(&self, site: Recognised) {
        let mut new = Box::new(Answer {
            site,
            next: OnceLock::new(),
        });
        let mut last = &*self.first;
        loop {
            while let Some(next) = last.next.get() {
                last = next;
            }
            match last.next.set(new) {
                Ok(()) => return,
                Err(back) => new = back,
            }
        }
    }
}

impl Deref for Site {
    type Target = Recognised;

    fn deref(&self) -> &Recognised {
        let mut last = &*self.first;
        while let Some(next) = last.next.get() {
            last = next;
        }
        &last.site
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        // One after the other: a long row would end the stack.
        let mut next = self.first.next.take();
        while let Some(mut answer) = next {
            next = answer.next.take();
        }
    }
}

impl fmt::Debug for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl Inner {
    /// Reads the config again where one of these changed files, or something in one of these folders, may be a part of
    /// it; with another answer all posts are read again. True when there is another answer.
    pub(crate) fn take_config(&self, changed: &BTreeSet<PathBuf>) -> bool {
        let mut names = changed
            .iter()
            .filter_map(|file| paths::relative(&self.root, file));
        if !names.any(|path| self.site.hangs_on(&path)) {
            return false;
        }
        let walk = scan::walk(&self.root);
        let site = facts::recognise(&self.root, &walk.files);
        if site == **self.site {
            return false;
        }
        let same_rules = site.generator == self.site.generator;
        self.site.take(site);
        if same_rules {
            self.index_mut().touch();
            return true;
        }
        self.cache
            .of_another_site(read::made_by(&self.site, &self.clock.now()));
        let there: BTreeSet<&str> = walk.files.iter().map(|file| file.path.as_str()).collect();
        let known: Vec<String> = self.index().posts().map(|(path, _)| path.to_owned()).collect();
        for path in known.iter().filter(|path| !there.contains(path.as_str())) {
            self.forget_file(path);
        }
        self.put_all(&walk.files);
        // The problems and the generator's name are told also where no row is another one.
        self.index_mut().touch();
        true
    }
}
