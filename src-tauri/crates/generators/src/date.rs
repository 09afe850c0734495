//! Reading the dates that real front matter holds. A date that could be read in two ways is not read.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};

/// A date as written: the day, and the time and offset where they are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// The day, as written.
    pub day: Date,
    /// The time of day, as written.
    pub time: Option<Time>,
    /// The offset from UTC, as written. Without it, the generator's time zone decides.
    pub offset: Option<Offset>,
}

impl When {
    /// A day without a time.
    pub fn day(day: Date) -> Self {
        Self {
            day,
            time: None,
            offset: None,
        }
    }

    /// The moment, with `zone` for a date without an offset and midnight for one without a time. `None` only at
    /// the edges of time.
    pub fn moment(&self, zone: &TimeZone) -> Option<Timestamp> {
        let at = DateTime::from_parts(self.day, self.time.unwrap_or(Time::midnight()));
        match self.offset {
            Some(offset) => offset.to_timestamp(at).ok(),
            None => zone
                .to_ambiguous_zoned(at)
                .compatible()
                .ok()
                .map(|z| z.timestamp()),
        }
    }

    /// The same moment on the clock of a zone, without an offset; a day without a time stays that day.
    #[must_use]
    pub fn on_clock(&self, zone: &TimeZone) -> Self {
        let Some(at) = self
            .offset
            .and_then(|_| self.zoned(zone))
            .filter(|_| self.time.is_some())
        else {
            return *self;
        };
        Self {
            day: at.date(),
            time: Some(at.time()),
            offset: None,
        }
    }

    /// The moment in `zone`.
    pub(crate) fn zoned(&self, zone: &TimeZone) -> Option<Zoned> {
        Some(self.moment(zone)?.to_zoned(zone.clone()))
    }
}

/// How `3/4/2026` is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slashes {
    /// The 4th of March, as JavaScript and dateutil read it.
    MonthFirst,
    /// The 3rd of April, as Ruby reads it.
    DayFirst,
    /// Only where it can be nothing else, as in `24/12/2026` or `11/11/2026`.
    Unread,
}

/// Reads a date. `3/4/2026` is `None`, because generators differ ([`parse_date_with`]).
pub fn parse_date(text: &str) -> Option<When> {
    parse_date_with(text, Slashes::Unread)
}

/// Reads a date: ISO and RFC 3339 in all their looseness (`2013-4-9`, `2015-01-02 10:00:00 +0100`, `2006/01/02`,
/// `2006.01.02`), RFC 2822, month names (`Jan 2, 2006`, `2 January 2006`), `11/11/2016` and `24.12.2016`.
/// `None` for everything else, also for text that only begins with a date.
pub fn parse_date_with(text: &str, slashes: Slashes) -> Option<When> {
    let text = text.trim();
    // The longest date that people write is JavaScript's own, about 60 bytes.
    if text.is_empty() || text.len() > 80 || !text.is_ascii() {
        return None;
    }
    let (day, rest) = if text.as_bytes()[0].is_ascii_digit() && !has_month_name(text) {
        numeric_day(text, slashes)?
    } else {
        return named(text);
    };
    let (time, offset) = clock(rest)?;
    Some(When { day, time, offset })
}

/// Takes digits from the front: at least one, at most `most`.
fn digits(text: &str, most: usize) -> Option<(&str, &str)> {
    let end = text.bytes().take_while(u8::is_ascii_digit).count();
    (1..=most).contains(&end).then(|| text.split_at(end))
}

fn day_of(year: &str, month: i8, day: &str) -> Option<Date> {
    Date::new(year.parse().ok()?, month, day.parse().ok()?)
        .ok()
        .filter(|d| d.year() > 0)
}

/// `2013-4-9`, `2006/01/02`, `11/11/2016`, `24.12.2016` at the front, and what follows.
fn numeric_day(text: &str, slashes: Slashes) -> Option<(Date, &str)> {
    let (first, rest) = digits(text, 4)?;
    let separator = rest.chars().next().filter(|c| "-/.".contains(*c))?;
    let (second, rest) = digits(rest.strip_prefix(separator)?, 2)?;
    let (third, rest) = digits(rest.strip_prefix(separator)?, 4)?;
    if first.len() == 4 && third.len() <= 2 {
        return Some((day_of(first, second.parse().ok()?, third)?, rest));
    }
    if first.len() > 2 || third.len() != 4 {
        return None;
    }
    let (a, b): (i8, i8) = (first.parse().ok()?, second.parse().ok()?);
    let month_first = match (separator, slashes) {
        ('.', _) => false,
        _ if a > 12 => false,
        _ if b > 12 => true,
        _ if a == b => true,
        (_, Slashes::MonthFirst) => true,
        (_, Slashes::DayFirst) => false,
        (_, Slashes::Unread) => return None,
    };
    let (month, day) = if month_first { (a, second) } else { (b, first) };
    Some((day_of(third, month, day)?, rest))
}

/// What follows the day: nothing, or a time, with or without an offset.
fn clock(rest: &str) -> Option<(Option<Time>, Option<Offset>)> {
    let rest = match rest.as_bytes().first() {
        None => return Some((None, None)),
        Some(b'T' | b't') => &rest[1..],
        Some(b' ' | b',') => rest[1..].trim_start(),
        _ => return None,
    };
    let (time, rest) = time(rest)?;
    Some((Some(time), zone(rest)?))
}

fn time(text: &str) -> Option<(Time, &str)> {
    let (hour, rest) = digits(text, 2)?;
    let (minute, mut rest) = digits(rest.strip_prefix(':')?, 2)?;
    let (mut second, mut nanos) = (0i8, 0i32);
    if let Some(after) = rest.strip_prefix(':') {
        let (s, after) = digits(after, 2)?;
        // A leap second is the second before it: no blog is ordered by it.
        second = s.parse::<i8>().ok()?;
        second = if second == 60 { 59 } else { second };
        rest = after;
        if let Some(after) = rest.strip_prefix(['.', ',']) {
            let (fraction, after) = digits(after, 12)?;
            nanos = format!("{fraction:0<9}").get(..9)?.parse().ok()?;
            rest = after;
        }
    }
    let mut hour: i8 = hour.parse().ok()?;
    let half = rest.trim_start();
    for (word, add) in [("am", 0), ("pm", 12)] {
        if half.get(..2).is_some_and(|h| h.eq_ignore_ascii_case(word)) {
            if !(1..=12).contains(&hour) {
                return None;
            }
            hour = hour % 12 + add;
            rest = &half[2..];
        }
    }
    Some((Time::new(hour, minute.parse().ok()?, second, nanos).ok()?, rest))
}

/// The offset: `Z`, `+0100`, `+01:00`, `+1`, `UTC`, `GMT+0100 (CET)`, `-0700 MST`. An unknown zone is no date.
fn zone(rest: &str) -> Option<Option<Offset>> {
    let rest = rest.trim();
    if rest.is_empty() {
        return Some(None);
    }
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (name, after) = rest.split_at(letters);
    let named = match name.to_ascii_uppercase().as_str() {
        "" => None,
        "Z" | "UTC" | "GMT" | "UT" => Some(0),
        "EST" => Some(-5),
        "EDT" => Some(-4),
        "CST" => Some(-6),
        "CDT" => Some(-5),
        "MST" => Some(-7),
        "MDT" => Some(-6),
        "PST" => Some(-8),
        "PDT" => Some(-7),
        _ => return None,
    };
    if after.is_empty() {
        return Some(Some(Offset::from_hours(named?).ok()?));
    }
    if name.len() > 1 && !matches!(name.to_ascii_uppercase().as_str(), "UTC" | "GMT") || name.len() == 1 {
        return None;
    }
    Some(Some(numeric_offset(after)?))
}

fn numeric_offset(text: &str) -> Option<Offset> {
    let sign = match text.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (number, rest) = digits(&text[1..], 4)?;
    let (hours, minutes, rest) = match (number.len(), rest.strip_prefix(':')) {
        (1 | 2, Some(after)) => {
            let (minutes, rest) = digits(after, 2)?;
            (number, minutes, rest)
        }
        (1 | 2, None) => (number, "0", rest),
        (4, None) => (&number[..2], &number[2..], rest),
        _ => return None,
    };
    // Go and JavaScript name the zone once more behind its offset.
    let name = rest.trim().trim_start_matches('(').trim_end_matches(')');
    if !name.bytes().all(|b| b.is_ascii_alphabetic() || b == b' ') {
        return None;
    }
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    if hours > 14 || minutes > 59 {
        return None;
    }
    Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok()
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// The place of a name in a list, by its first three letters or more (`Sept`, `Thurs`).
fn place(word: &str, names: &[&str]) -> Option<i8> {
    let word = word.trim_end_matches(['.', ',']).to_ascii_lowercase();
    let at = names
        .iter()
        .position(|name| word.len() >= 3 && name.starts_with(&word))?;
    i8::try_from(at).ok()
}

fn has_month_name(text: &str) -> bool {
    text.split([' ', '-', ','])
        .any(|word| place(word, &MONTHS).is_some())
}

/// `Jan 2, 2006 15:04`, `2 January 2006`, `Mon, 02 Jan 2006 15:04:05 -0700`, `Mon Jan  2 15:04:05 2006`.
fn named(text: &str) -> Option<When> {
    let mut rest = text;
    let (mut month, mut day, mut year) = (None, None, None);
    let (mut time_of_day, mut tail) = (None, "");
    let mut weekday = false;
    while !rest.is_empty() {
        let end = rest.find([' ', ',']).unwrap_or(rest.len());
        let mut word = &rest[..end];
        // `02-Jan-2006` is one word.
        if let Some(dash) = word.find('-').filter(|_| has_month_name(word)) {
            word = &word[..dash];
        }
        if word.contains(':') {
            let (time, after) = time(rest)?;
            time_of_day = Some(time);
            // The year may still follow, alone.
            match (year, after.trim().len()) {
                (None, 4) => rest = after.trim_start(),
                _ => {
                    tail = after;
                    rest = "";
                }
            }
            continue;
        }
        if let Some(at) = place(word, &MONTHS).filter(|_| month.is_none()) {
            month = Some(at + 1);
        } else if place(word, &WEEKDAYS).is_some() && !weekday && month.is_none() && day.is_none() {
            weekday = true;
        } else {
            let (number, suffix) = digits(word, 4)?;
            match (number.len(), suffix.to_ascii_lowercase().as_str()) {
                (1 | 2, "" | "st" | "nd" | "rd" | "th" | ".") if day.is_none() => day = Some(number),
                (4, "") if year.is_none() => year = Some(number),
                _ => return None,
            }
        }
        rest = rest[word.len()..].trim_start_matches([' ', ',', '-']);
        // `Jan 2, 2006 at 3:04pm`
        rest = rest.strip_prefix("at ").unwrap_or(rest);
    }
    let day = day_of(year?, month?, day?)?;
    Some(When {
        day,
        time: time_of_day,
        offset: zone(tail)?,
    })
}
