//! The list: which posts, in which order, under which headings, and how each row is shown.
//!
//! Pure. The window asks for a stretch of rows, never for all.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::facts::Facts;
use crate::index::Index;
use crate::search::Found;
use crate::status::Today;
use crate::view::{
    By, Group, GroupStart, MonthStart, PostQuery, PostRows, PostSummary, Sort, Status, Visibility,
};

type Row<'a> = (&'a str, &'a Facts);

impl Index {
    /// The rows that `query` asks for. `found` is what a search found; without one, all are wanted.
    pub fn rows(&self, query: &PostQuery, today: Today<'_>, found: Option<&Found>) -> PostRows {
        let mut rows: Vec<Row<'_>> = self
            .posts()
            .filter(|(path, facts)| {
                found.is_none_or(|found| found.fits.contains_key(*path))
                    && self.in_group(&query.group, path, facts, today)
                    && self.passes(query, path, facts, today)
            })
            .collect();
        let fit = |path: &str| {
            found
                .and_then(|found| found.fits.get(path))
                .copied()
                .unwrap_or_default()
        };
        match query.sort {
            Sort::Oldest => rows.sort_unstable_by_key(|(path, facts)| (moment(facts), *path)),
            Sort::Changed => rows.sort_unstable_by_key(|(path, facts)| (Reverse(facts.modified), *path)),
            Sort::Untouched => rows.sort_unstable_by_key(|(path, facts)| (facts.modified, *path)),
            Sort::Title => rows.sort_by_cached_key(|(path, facts)| (facts.title.to_lowercase(), *path)),
            Sort::Best if found.is_some() => {
                rows.sort_by_cached_key(|(path, facts)| (Reverse(fit(path)), Reverse(moment(facts)), *path));
            }
            Sort::Newest | Sort::Best => {
                rows.sort_unstable_by_key(|(path, facts)| (Reverse(moment(facts)), *path));
            }
        }
        let posts = number(rows.len());
        let mut groups = Vec::new();
        if let Some(by) = query.by.as_ref().filter(|by| **by != By::None) {
            (rows, groups) = self.grouped(rows, by, &query.sort, today);
        }
        let dated = matches!(query.sort, Sort::Newest | Sort::Oldest)
            || (query.sort == Sort::Best && found.is_none());
        let months = if query.by.is_none() && dated {
            months(&rows)
        } else {
            Vec::new()
        };
        let offset = rows.len().min(query.offset as usize);
        let end = rows.len().min(offset.saturating_add(query.limit as usize));
        let stands = rows
            .iter()
            .enumerate()
            .filter(|(_, (path, _))| query.find.as_deref() == Some(*path));
        PostRows {
            found: stands.map(|(row, _)| number(row)).collect(),
            total: number(rows.len()),
            posts,
            offset: number(offset),
            rows: rows[offset..end]
                .iter()
                .map(|(path, facts)| self.summary(path, facts, today))
                .collect(),
            months,
            groups,
            unread: found.map_or(0, |found| found.unread),
            revision: self.revision(),
        }
    }

    fn in_group(&self, group: &Group, path: &str, facts: &Facts, today: Today<'_>) -> bool {
        match group {
            Group::Pages => facts.page,
            Group::All => !facts.page,
            Group::Unpublished => !facts.page && self.changes().contains_key(path),
            Group::Drafts => !facts.page && facts.visibility(today.now) == Visibility::Draft,
            Group::Scheduled => !facts.page && facts.visibility(today.now) == Visibility::Scheduled,
            Group::Published => !facts.page && facts.visibility(today.now) == Visibility::Public,
        }
    }

    /// True for a post that has the tag, the author and so on that are asked for.
    fn passes(&self, query: &PostQuery, path: &str, facts: &Facts, today: Today<'_>) -> bool {
        let same = |asked: &Option<String>, has: &dyn Fn(&str) -> bool| {
            asked.as_ref().is_none_or(|asked| has(asked))
        };
        let status = || self.status(path, facts, today);
        query.status.as_ref().is_none_or(|asked| *asked == status())
            && same(&query.tag, &|tag| facts.tags.iter().any(|own| folds_to(own, tag)))
            && same(&query.author, &|author| {
                facts.authors.iter().any(|own| own == author)
            })
            && same(&query.collection, &|name| {
                facts.collection.as_deref() == Some(name)
            })
            && same(&query.language, &|name| {
                facts.language().is_some_and(|own| folds_to(own, name))
            })
            && same(&query.date, &|date| in_date(facts.day, date))
    }

    /// The rows group by group, with the groups' beginnings. A post stands in the group of each of its tags or authors.
    fn grouped<'a>(
        &self,
        rows: Vec<Row<'a>>,
        by: &By,
        sort: &Sort,
        today: Today<'_>,
    ) -> (Vec<Row<'a>>, Vec<GroupStart>) {
        let mut all: Vec<(Place, Row<'a>)> = Vec::new();
        for (path, facts) in rows {
            for place in self.places(by, sort, path, facts, today) {
                all.push((place, (path, facts)));
            }
        }
        all.sort_by(|(a, _), (b, _)| a.order.cmp(&b.order));
        let mut groups = Vec::new();
        let mut row = 0;
        for group in all.chunk_by(|(a, _), (b, _)| a.order == b.order) {
            // Spellings that differ in case alone are one group, under the most used one.
            let mut names: BTreeMap<&str, u32> = BTreeMap::new();
            group
                .iter()
                .for_each(|(place, _)| *names.entry(&place.name).or_default() += 1);
            let name = names.iter().rev().max_by_key(|(_, count)| **count);
            groups.push(GroupStart {
                name: name.map(|(name, _)| (*name).to_owned()).unwrap_or_default(),
                row: number(row),
                count: number(group.len()),
            });
            row += group.len();
        }
        (all.into_iter().map(|(_, row)| row).collect(), groups)
    }

    fn places(&self, by: &By, sort: &Sort, path: &str, facts: &Facts, today: Today<'_>) -> Vec<Place> {
        let names = |names: &mut dyn Iterator<Item = &str>| {
            let mut places: Vec<Place> = names.map(Place::named).collect();
            places.sort();
            places.dedup_by(|a, b| a.order == b.order);
            if places.is_empty() {
                vec![Place::none()]
            } else {
                places
            }
        };
        match by {
            By::None => vec![Place::none()],
            By::Status => {
                let status = self.status(path, facts, today);
                let name = serde_json::to_value(&status).ok();
                let name = name
                    .and_then(|name| name.as_str().map(str::to_owned))
                    .unwrap_or_default();
                vec![Place {
                    order: (false, rank(&status).to_string()),
                    name,
                }]
            }
            By::Tag => names(&mut facts.tags.iter().map(String::as_str)),
            By::Author => names(&mut facts.authors.iter().map(String::as_str)),
            By::Collection => names(&mut facts.collection.as_deref().into_iter()),
            By::Language => names(&mut facts.language().into_iter()),
            By::Month => {
                let month = month_of(facts);
                // Posts without a date are the newest ones, as they are without headings.
                let order = match (sort, month.is_empty()) {
                    (Sort::Oldest, true) => "~".to_owned(),
                    (Sort::Oldest, false) => month.clone(),
                    _ => month.bytes().map(turned).collect(),
                };
                vec![Place {
                    order: (false, order),
                    name: month,
                }]
            }
        }
    }

    /// The row of one post.
    pub fn summary(&self, path: &str, facts: &Facts, today: Today<'_>) -> PostSummary {
        let status = self.status(path, facts, today);
        let change = self.changes().get(path);
        let error = facts
            .problems
            .iter()
            .find(|problem| Some(&problem.level) == facts.problem.as_ref());
        let reasons = facts
            .shown
            .reasons(&status, error.map(|error| error.message.as_str()), change, today);
        PostSummary {
            path: path.to_owned(),
            title: facts.title.clone(),
            status,
            reasons,
            visibility: facts.visibility(today.now),
            unpublished: change.cloned(),
            date: facts.day.map(|day| day.to_string()),
            authors: facts.authors.clone(),
            tags: facts.tags.clone(),
            excerpt: facts.excerpt.clone(),
            minutes: facts.minutes,
            words: facts.words,
            page: facts.page,
            problem: facts.problem.clone(),
            collection: facts.collection.clone(),
            language: facts.language().map(str::to_owned),
            hits: None,
        }
    }
}

/// Where a row stands among the groups.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    /// Rows without a name come last.
    order: (bool, String),
    name: String,
}

impl Place {
    fn named(name: &str) -> Self {
        Place {
            order: (false, name.to_lowercase()),
            name: name.to_owned(),
        }
    }

    fn none() -> Self {
        Place {
            order: (true, String::new()),
            name: String::new(),
        }
    }
}

/// For sorting by date. Posts without a date are the ones just begun or just imported: they count as the newest. By day
/// first: moments alone would put a June night in Oslo below a May evening in Lisbon, and one month under two headings.
fn moment(facts: &Facts) -> (Date, i64) {
    (
        facts.day.unwrap_or(Date::MAX),
        facts.instant().unwrap_or(i64::MAX),
    )
}

/// A digit of a date for an order from the newest to the oldest.
fn turned(byte: u8) -> char {
    if byte.is_ascii_digit() {
        char::from(b'9' - byte + b'0')
    } else {
        '-'
    }
}

/// In the order of the marks.
fn rank(status: &Status) -> u8 {
    match status {
        Status::Error => 0,
        Status::TwoVersions => 1,
        Status::Unpublished => 2,
        Status::Scheduled => 3,
        Status::Draft => 4,
        Status::Published => 5,
    }
}

fn folds_to(own: &str, asked: &str) -> bool {
    own == asked || own.to_lowercase() == asked.to_lowercase()
}

/// True for a day in `2026`, in `2026-06`, or `2026-06-04` itself.
fn in_date(day: Option<Date>, asked: &str) -> bool {
    day.is_some_and(|day| {
        let day = day.to_string();
        day.strip_prefix(asked)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    })
}

fn month_of(facts: &Facts) -> String {
    facts
        .day
        .map(|day| format!("{:04}-{:02}", day.year(), day.month()))
        .unwrap_or_default()
}

fn months(rows: &[Row<'_>]) -> Vec<MonthStart> {
    let mut months: Vec<MonthStart> = Vec::new();
    let mut last = None;
    for (row, (_, facts)) in rows.iter().enumerate() {
        let month = facts.day.map(|day| (day.year(), day.month()));
        if last != Some(month) {
            last = Some(month);
            months.push(MonthStart {
                month: month_of(facts),
                row: number(row),
            });
        }
    }
    months
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
