//! The library's posts in memory: what each file says, how it differs from the remote, and the list made of both.
//!
//! Pure but for the rows' order: no disk and no Git here. The window asks for a stretch of rows, never for all.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::civil::Date;

use crate::facts::Facts;
use crate::view::{
    ChangeKind, Counts, Group, Level, MonthStart, NameCount, PostQuery, PostRows, PostSummary, Sort, Status,
    Visibility,
};
use crate::words;

/// The index of one library.
#[derive(Debug, Default)]
pub struct Index {
    posts: BTreeMap<String, Facts>,
    changes: HashMap<String, ChangeKind>,
    two_versions: HashSet<String>,
    revision: u32,
}

/// The day and the words that a status depends on.
#[derive(Debug, Clone, Copy)]
pub struct Today<'a> {
    /// Now.
    pub now: jiff::Timestamp,
    /// The generator's name, for the reason of a scheduled post.
    pub generator: &'a str,
}

impl Index {
    /// Puts a file's facts in, or takes it out (`None`). True when that changed anything.
    pub fn put(&mut self, path: &str, facts: Option<Facts>) -> bool {
        let changed = match facts {
            Some(facts) => self.posts.insert(path.to_owned(), facts.clone()).as_ref() != Some(&facts),
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

    /// Marks a post as having two versions, or takes the mark away.
    pub fn mark_two_versions(&mut self, path: &str, two: bool) {
        let changed = if two {
            self.two_versions.insert(path.to_owned())
        } else {
            self.two_versions.remove(path)
        };
        self.revision += u32::from(changed);
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
        self.posts.iter().map(|(path, facts)| (path.as_str(), facts))
    }

    /// One post's facts.
    pub fn get(&self, path: &str) -> Option<&Facts> {
        self.posts.get(path)
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
            pages: 0,
        };
        for (path, facts) in &self.posts {
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
        let mut tags = self.names(|facts| &facts.tags);
        tags.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
        tags
    }

    /// All authors in alphabetical order.
    pub fn authors(&self) -> Vec<NameCount> {
        let mut authors = self.names(|facts| &facts.authors);
        authors.sort_by(|a, b| a.name.cmp(&b.name));
        authors
    }

    fn names(&self, of: impl Fn(&Facts) -> &Vec<String>) -> Vec<NameCount> {
        let mut folded: HashMap<String, HashMap<&str, u32>> = HashMap::new();
        for facts in self.posts.values().filter(|facts| !facts.page) {
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

    /// The rows that `query` asks for.
    pub fn rows(&self, query: &PostQuery, today: Today<'_>) -> PostRows {
        let wanted: Vec<String> = words_of(query.search.as_deref().unwrap_or_default())
            .into_iter()
            .map(begun)
            .collect();
        let tag = query.tag.as_ref().map(|tag| tag.to_lowercase());
        let mut found: Vec<(&String, &Facts)> = self
            .posts
            .iter()
            .filter(|(path, facts)| {
                self.in_group(&query.group, path, facts, today)
                    && tag
                        .as_ref()
                        .is_none_or(|tag| facts.tags.iter().any(|t| t.to_lowercase() == *tag))
                    && query
                        .author
                        .as_ref()
                        .is_none_or(|author| facts.authors.contains(author))
                    && wanted
                        .iter()
                        .all(|word| facts.words_folded.contains(word.as_str()))
            })
            .collect();
        // Posts without a date are the ones just begun or just imported: they come first.
        // By day first: moments alone would put a June night in Oslo below a May evening in Lisbon, and one month under two headings.
        let day = |facts: &Facts| {
            (
                facts.day.unwrap_or(Date::MAX),
                facts.instant().unwrap_or(i64::MAX),
            )
        };
        match query.sort {
            Sort::Newest => found.sort_by_key(|(path, facts)| (Reverse(day(facts)), path.as_str())),
            Sort::Oldest => found.sort_by_key(|(path, facts)| (day(facts), path.as_str())),
            Sort::Title => {
                found.sort_by_cached_key(|(path, facts)| (facts.title.to_lowercase(), path.as_str()))
            }
        }
        let months = if query.sort == Sort::Title {
            Vec::new()
        } else {
            months(&found)
        };
        let offset = found.len().min(query.offset as usize);
        let end = found.len().min(offset.saturating_add(query.limit as usize));
        PostRows {
            total: number(found.len()),
            offset: number(offset),
            rows: found[offset..end]
                .iter()
                .map(|(path, facts)| self.summary(path, facts, today))
                .collect(),
            months,
            revision: self.revision,
        }
    }

    fn in_group(&self, group: &Group, path: &str, facts: &Facts, today: Today<'_>) -> bool {
        match group {
            Group::Pages => facts.page,
            Group::All => !facts.page,
            Group::Unpublished => !facts.page && self.changes.contains_key(path),
            Group::Drafts => !facts.page && facts.visibility(today.now) == Visibility::Draft,
            Group::Scheduled => !facts.page && facts.visibility(today.now) == Visibility::Scheduled,
            Group::Published => !facts.page && facts.visibility(today.now) == Visibility::Public,
        }
    }

    /// The row of one post.
    pub fn summary(&self, path: &str, facts: &Facts, today: Today<'_>) -> PostSummary {
        let visibility = facts.visibility(today.now);
        let unpublished = self.changes.get(path).cloned();
        let status = if facts.problem == Some(Level::Error) {
            Status::Error
        } else if self.two_versions.contains(path) {
            Status::TwoVersions
        } else if visibility == Visibility::Public && unpublished.is_some() {
            Status::Unpublished
        } else {
            match visibility {
                Visibility::Scheduled => Status::Scheduled,
                Visibility::Draft => Status::Draft,
                Visibility::Public => Status::Published,
            }
        };
        PostSummary {
            path: path.to_owned(),
            title: facts.title.clone(),
            status_reason: reason(&status, facts, unpublished.as_ref(), today),
            status,
            visibility,
            unpublished,
            date: facts.day.map(|day| day.to_string()),
            authors: facts.authors.clone(),
            tags: facts.tags.clone(),
            excerpt: facts.excerpt.clone(),
            minutes: facts.minutes,
            words: facts.words,
            page: facts.page,
            problem: facts.problem.clone(),
        }
    }
}

fn reason(status: &Status, facts: &Facts, unpublished: Option<&ChangeKind>, today: Today<'_>) -> String {
    let day = facts.day.map(|day| day.to_string()).unwrap_or_default();
    let (code, arguments): (_, &[(&str, &str)]) = match status {
        Status::Error => ("status.error", &[]),
        Status::TwoVersions => ("status.two-versions", &[]),
        Status::Unpublished if unpublished == Some(&ChangeKind::New) => ("status.new", &[]),
        Status::Unpublished => ("status.changed", &[]),
        Status::Scheduled => (
            "status.scheduled",
            &[("day", &day), ("generator", today.generator)],
        ),
        Status::Draft => ("status.draft", &[]),
        Status::Published => ("status.published", &[]),
    };
    words::say(code, arguments).0
}

fn months(found: &[(&String, &Facts)]) -> Vec<MonthStart> {
    let mut months: Vec<MonthStart> = Vec::new();
    for (row, (_, facts)) in found.iter().enumerate() {
        let month = facts
            .day
            .map(|day| format!("{:04}-{:02}", day.year(), day.month()))
            .unwrap_or_default();
        if months.last().is_none_or(|last| last.month != month) {
            months.push(MonthStart {
                month,
                row: number(row),
            });
        }
    }
    months
}

/// The words of a text, folded for search.
pub fn words_of(text: &str) -> Vec<String> {
    use unicode_normalization::UnicodeNormalization;
    let folded: String = text.nfkc().flat_map(char::to_lowercase).collect();
    folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
        .collect()
}

/// A word of a search as it is looked for: at the beginning of a word, but anywhere in a text whose script sets no blanks.
fn begun(word: String) -> String {
    let unspaced = |c: char| {
        matches!(c, '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{11ff}' | '\u{1780}'..='\u{17ff}'
            | '\u{2e80}'..='\u{31ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3ffff}')
    };
    if word.chars().any(unspaced) {
        word
    } else {
        format!(" {word}")
    }
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
#[path = "index_tests.rs"]
mod tests;
