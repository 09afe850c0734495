//! The library's posts in memory: what each file says, how it differs from the remote, and the list made of both.
//!
//! Pure but for the rows' order: no disk and no Git here. The window asks for a stretch of rows, never for all.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::OnceLock;

use crate::facts::Facts;
use crate::search::Folded;
use crate::status::Today;
use crate::view::{ChangeKind, Counts, Level, NameCount, Status, Visibility};

/// The index of one library.
#[derive(Debug, Default)]
pub struct Index {
    posts: BTreeMap<String, Row>,
    changes: HashMap<String, ChangeKind>,
    two_versions: HashSet<String>,
    /// Posts that were changed here and on the server.
    apart: HashSet<String>,
    revision: u32,
}

/// A post or a page.
#[derive(Debug)]
struct Row {
    facts: Facts,
    /// As a search looks at it; made when the first one does.
    folded: OnceLock<Folded>,
}

impl Index {
    /// Puts a file's facts in, or takes it out (`None`). True when that changed anything.
    pub fn put(&mut self, path: &str, facts: Option<Facts>) -> bool {
        let changed = match facts {
            Some(facts) if self.get(path) == Some(&facts) => false,
            Some(facts) => {
                let folded = OnceLock::new();
                self.posts.insert(path.to_owned(), Row { facts, folded });
                true
            }
            None => self.posts.remove(path).is_some(),
        };
        self.revision += u32::from(changed);
        changed
    }

    /// Takes what Git says differs from the remote. True when that changed anything.
    pub fn put_changes(&mut self, changes: HashMap<String, ChangeKind>) -> bool {
        let changed = self.changes != changes;
        self.changes = changes;
        self.revision += u32::from(changed);
        changed
    }

    /// Replaces what differs from the remote in one file. True when that is another answer than before.
    pub fn put_change(&mut self, path: &str, kind: Option<ChangeKind>) -> bool {
        let before = match kind.clone() {
            Some(kind) => self.changes.insert(path.to_owned(), kind),
            None => self.changes.remove(path),
        };
        let changed = before != kind;
        self.revision += u32::from(changed);
        changed
    }

    /// Marks a post as having two versions, or takes the mark away.
    pub fn mark_two_versions(&mut self, path: &str, two: bool) {
        let changed = if two {
            self.two_versions.insert(path.to_owned())
        } else {
            self.two_versions.remove(path)
        };
        self.revision += u32::from(changed);
    }

    /// Marks the posts that differ from the server's in a way that needs the writer. True when they are other ones than before.
    pub fn put_apart(&mut self, apart: HashSet<String>) -> bool {
        let changed = self.apart != apart;
        self.apart = apart;
        self.revision += u32::from(changed);
        changed
    }

    /// The paths of files with two versions, in their order.
    pub fn with_two_versions(&self) -> Vec<String> {
        let mut paths: Vec<String> = self.two_versions.union(&self.apart).cloned().collect();
        paths.sort();
        paths
    }

    /// Makes every list that was shown a stale one.
    pub fn touch(&mut self) {
        self.revision += 1;
    }

    /// Grows with every change.
    pub fn revision(&self) -> u32 {
        self.revision
    }

    /// All paths with their facts, sorted by path.
    pub fn posts(&self) -> impl Iterator<Item = (&str, &Facts)> {
        self.posts.iter().map(|(path, row)| (path.as_str(), &row.facts))
    }

    /// One post's facts.
    pub fn get(&self, path: &str) -> Option<&Facts> {
        self.posts.get(path).map(|row| &row.facts)
    }

    /// All files that differ from the remote, posts and others.
    pub fn changes(&self) -> &HashMap<String, ChangeKind> {
        &self.changes
    }

    /// The numbers of the library column.
    pub fn counts(&self, today: Today<'_>) -> Counts {
        let mut counts = Counts {
            all: 0,
            drafts: 0,
            scheduled: 0,
            published: 0,
            unpublished: 0,
            deleted: 0,
            pages: 0,
        };
        for (path, facts) in self.posts() {
            if facts.page {
                counts.pages += 1;
                continue;
            }
            counts.all += 1;
            match facts.visibility(today.now) {
                Visibility::Draft => counts.drafts += 1,
                Visibility::Scheduled => counts.scheduled += 1,
                Visibility::Public => counts.published += 1,
            }
            counts.unpublished += u32::from(self.changes.contains_key(path));
        }
        counts
    }

    /// All tags, most used first; spellings that differ in case alone are one tag, under its most used spelling.
    pub fn tags(&self) -> Vec<NameCount> {
        let mut tags = self.names(|facts| facts.tags.iter().map(String::as_str).collect());
        tags.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
        tags
    }

    /// All authors in alphabetical order.
    pub fn authors(&self) -> Vec<NameCount> {
        sorted(self.names(|facts| facts.authors.iter().map(String::as_str).collect()))
    }

    /// All collections in alphabetical order.
    pub fn collections(&self) -> Vec<NameCount> {
        sorted(self.names(|facts| facts.collection.iter().map(String::as_str).collect()))
    }

    /// All languages in alphabetical order.
    pub fn languages(&self) -> Vec<NameCount> {
        sorted(self.names(|facts| facts.language().into_iter().collect()))
    }

    /// All spellings of all tags, each with its own count.
    pub fn spellings(&self) -> Vec<NameCount> {
        let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
        for (_, facts) in self.posts().filter(|(_, facts)| !facts.page) {
            let once: HashSet<&str> = facts.tags.iter().map(String::as_str).collect();
            once.into_iter()
                .for_each(|tag| *counts.entry(tag).or_default() += 1);
        }
        let counted = counts.into_iter().map(|(name, count)| NameCount {
            name: name.to_owned(),
            count,
        });
        counted.collect()
    }

    fn names<'a>(&'a self, of: impl Fn(&'a Facts) -> Vec<&'a str>) -> Vec<NameCount> {
        let mut folded: HashMap<String, HashMap<&str, u32>> = HashMap::new();
        for (_, facts) in self.posts().filter(|(_, facts)| !facts.page) {
            // A post that writes a tag twice has it once, under the spelling that comes first.
            let mut seen = HashSet::new();
            for name in of(facts) {
                let fold = name.to_lowercase();
                if seen.insert(fold.clone()) {
                    *folded.entry(fold).or_default().entry(name).or_default() += 1;
                }
            }
        }
        let most_used = |spellings: HashMap<&str, u32>| {
            let count = spellings.values().sum();
            let best = spellings
                .into_iter()
                .max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(a.0)));
            best.map(|(name, _)| NameCount {
                name: name.to_owned(),
                count,
            })
        };
        folded.into_values().filter_map(most_used).collect()
    }

    /// All posts and pages as a search looks at them; the second of each pair makes its words, or has them.
    pub fn rows_folded<'a>(&'a self) -> impl Iterator<Item = (&'a str, impl Fn() -> &'a Folded)> {
        self.posts.iter().map(|(path, row)| {
            let folded = move || row.folded.get_or_init(|| Folded::of(path, &row.facts));
            (path.as_str(), folded)
        })
    }

    /// The first status that holds.
    pub fn status(&self, path: &str, facts: &Facts, today: Today<'_>) -> Status {
        if facts.problem == Some(Level::Error) {
            return Status::Error;
        }
        if self.two_versions.contains(path) || self.apart.contains(path) {
            return Status::TwoVersions;
        }
        match facts.visibility(today.now) {
            Visibility::Public if self.changes.contains_key(path) => Status::Unpublished,
            Visibility::Public => Status::Published,
            Visibility::Scheduled => Status::Scheduled,
            Visibility::Draft => Status::Draft,
        }
    }
}

fn sorted(mut names: Vec<NameCount>) -> Vec<NameCount> {
    names.sort_by(|a, b| a.name.cmp(&b.name));
    names
}

#[cfg(test)]
#[path = "index_tests.rs"]
mod tests;
