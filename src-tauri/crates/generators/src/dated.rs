//! The date of a post: from its fields, else from its path.

use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};

use crate::date::{When, parse_date_with};
use crate::facts::{Fact, Facts};
use crate::generator::Generator;
use crate::parts;
use crate::rules::YamlTimes;

/// Where a date was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateSource {
    /// In the field with this name, as written.
    Field(String),
    /// In the file's or its folders' names.
    Name,
    /// In the address that the front matter sets (`path = "2014/12/12/…"`).
    Address,
}

/// The date of a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// The date.
    pub when: When,
    /// Where it was read.
    pub source: DateSource,
}

impl Generator {
    /// The date that the list shows and sorts by: the generator's own date field, else the file name, else the
    /// address. `None` when there is none that can be read.
    pub fn date_of(&self, path: &str, facts: &Facts) -> Option<Dated> {
        let facts = &*self.whole(path, facts);
        if let Some(dates) = self.hugo_dates() {
            return dates.date(self, path, facts).known();
        }
        self.date_in(self.rules().date_fields, facts)
            .or_else(|| {
                Some(Dated {
                    when: When::day(name_day(path)?),
                    source: DateSource::Name,
                })
            })
            .or_else(|| {
                let address = ["path", "permalink", "url"]
                    .iter()
                    .find_map(|f| facts.find_text(f, self.rules().fold_case));
                Some(Dated {
                    when: When::day(folders_day(address?.1)?),
                    source: DateSource::Address,
                })
            })
    }

    /// The date that decides when the post is shown: as [`Generator::date_of`], but only what the generator reads.
    pub(crate) fn release_of(&self, path: &str, facts: &Facts) -> Option<When> {
        let rules = self.rules();
        if let Some(dates) = self.hugo_dates() {
            return dates.release(self, path, facts).known().map(|dated| dated.when);
        }
        let fields = if rules.release_fields.is_empty() {
            rules.date_fields
        } else {
            rules.release_fields
        };
        match self.date_in(fields, facts) {
            Some(dated) => Some(dated.when),
            None => name_day(path).filter(|_| rules.dated_names).map(When::day),
        }
    }

    /// The date fields that are there and cannot be read, by name as written and value.
    pub fn unreadable_dates<'f>(&self, facts: &'f Facts) -> Vec<(&'f str, &'f str)> {
        let rules = self.rules();
        let found = ["date"]
            .iter()
            .filter_map(|name| facts.find_text(name, rules.fold_case));
        found.filter(|(_, text)| self.read_date(text).is_none()).collect()
    }

    /// A date as this generator reads it. Hugo wants the seconds of a time in digits.
    fn read_date(&self, text: &str) -> Option<When> {
        let rules = self.rules();
        let short = |text: &str| {
            let clock = text.get(10..).unwrap_or_default();
            let clock = clock.split(['+', '-', 'Z']).next().unwrap_or_default();
            text.starts_with(|c: char| c.is_ascii_digit()) && clock.matches(':').count() == 1
        };
        parse_date_with(text, rules.slashes).filter(|_| !(rules.wants_seconds && short(text.trim())))
    }

    /// The first of these fields that holds a date.
    pub(crate) fn date_in(&self, fields: &[&str], facts: &Facts) -> Option<Dated> {
        let rules = self.rules();
        fields.iter().find_map(|name| {
            let (name, text) = facts.find_text(name, rules.fold_case)?;
            let mut when = self.read_date(text)?;
            if matches!(facts.find(name, rules.fold_case), Some((_, Fact::Time(_)))) {
                when = yaml_time(when, text, rules.yaml_times);
            }
            Some(Dated {
                when,
                source: DateSource::Field(name.to_owned()),
            })
        })
    }
}

/// A time that stands there without quotes: YAML wants seconds, and a colon in an offset, to read it as one.
fn yaml_time(when: When, text: &str, rule: YamlTimes) -> When {
    let colons = text.matches(':').count();
    match (rule, when.offset) {
        (YamlTimes::Utc, None) if colons == 2 => When {
            offset: Some(Offset::UTC),
            ..when
        },
        (YamlTimes::UtcTakenForLocal, Some(_)) if colons == 3 || text.ends_with(['Z', 'z']) => {
            let utc = when.zoned(&TimeZone::UTC);
            utc.map_or(when, |at| When {
                day: at.date(),
                time: Some(at.time()),
                offset: None,
            })
        }
        _ => when,
    }
}

/// The day in `2026-06-04-slug.md`, `2026-06-04-slug/index.md`, `2026/06/04/slug.md` or `2026/06/04-slug.md`.
pub(crate) fn name_day(path: &str) -> Option<Date> {
    let (mut folder, name) = parts::split(path);
    let mut stem = parts::stem(name).0;
    if stem == "index" {
        (folder, stem) = parts::split(folder);
    }
    if let Some((day, _)) = dated_name(stem) {
        return Some(day);
    }
    folders_day(&parts::join(folder, stem))
}

/// The day at the beginning of a name without extension, and the rest of the name.
pub(crate) fn dated_name(stem: &str) -> Option<(Date, &str)> {
    let mut rest = stem;
    let mut numbers = [0i16; 3];
    for (at, most) in [4usize, 2, 2].into_iter().enumerate() {
        let end = rest.bytes().take_while(u8::is_ascii_digit).count();
        if end == 0 || end > most || at == 0 && end != 4 {
            return None;
        }
        numbers[at] = rest[..end].parse().ok()?;
        rest = &rest[end..];
        if at < 2 {
            rest = rest.strip_prefix('-')?;
        }
    }
    let day = Date::new(
        numbers[0],
        i8::try_from(numbers[1]).ok()?,
        i8::try_from(numbers[2]).ok()?,
    )
    .ok()?;
    match rest {
        "" => Some((day, "")),
        _ => Some((day, rest.strip_prefix(['-', '_', ' '])?)),
    }
}

/// The day in three folders `2026/06/04`, anywhere in a path; the last of them may go on (`04-slug`).
fn folders_day(path: &str) -> Option<Date> {
    let parts: Vec<&str> = path.split('/').collect();
    parts.windows(3).rev().find_map(|three| {
        let year = three[0].parse().ok().filter(|_| three[0].len() == 4)?;
        let month = three[1].parse().ok().filter(|_| three[1].len() <= 2)?;
        let end = three[2].bytes().take_while(u8::is_ascii_digit).count();
        let goes_on = three[2]
            .as_bytes()
            .get(end)
            .is_none_or(|b| matches!(b, b'-' | b'_'));
        let day = three[2][..end]
            .parse()
            .ok()
            .filter(|_| (1..=2).contains(&end) && goes_on)?;
        Date::new(year, month, day).ok()
    })
}
