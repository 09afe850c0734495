//! Dates as they are written: finding the day in one, and putting another day in its place.

/// Where year, month and day stand at the start of a date, and what separates them.
struct Day<'a> {
    year: &'a str,
    month: &'a str,
    day: &'a str,
    separator: char,
    rest: &'a str,
}

/// The day of a date as `2026-06-04`; `None` when it does not begin with year, month and day.
pub fn day_of(date: &str) -> Option<String> {
    let Day { year, month, day, .. } = split(date.trim())?;
    Some(format!("{year}-{month:0>2}-{day:0>2}"))
}

/// The date with another day, given as `2026-06-04`: time, offset, separators and the number of digits stay
/// as they are. `None` when one of the two does not begin with year, month and day.
pub fn with_day(old: &str, day: &str) -> Option<String> {
    let new = split(day).filter(|new| new.rest.is_empty())?;
    let blanks = &old[..old.len() - old.trim_start().len()];
    let Day {
        month,
        day,
        separator,
        rest,
        ..
    } = split(old.trim_start())?;
    let short = month.len() == 1 || day.len() == 1;
    let part = |text: &str| match (short, text.trim_start_matches('0')) {
        (true, digits) => digits.to_owned(),
        (false, _) => format!("{text:0>2}"),
    };
    Some(format!(
        "{blanks}{}{separator}{}{separator}{}{rest}",
        new.year,
        part(new.month),
        part(new.day)
    ))
}

/// `2026-06-04`, `2026/6/4` or `2026.06.04`, whatever follows it.
fn split(date: &str) -> Option<Day<'_>> {
    let (year, rest) = digits(date, 4)?;
    let separator = rest.chars().next().filter(|c| matches!(c, '-' | '/' | '.'))?;
    let (month, rest) = digits(&rest[1..], 2)?;
    let (day, rest) = digits(rest.strip_prefix(separator)?, 2)?;
    let fits = year.len() == 4
        && (1..=12).contains(&month.parse::<u8>().ok()?)
        && (1..=31).contains(&day.parse::<u8>().ok()?)
        && !rest.starts_with(|c: char| c.is_ascii_digit());
    fits.then_some(Day {
        year,
        month,
        day,
        separator,
        rest,
    })
}

fn digits(text: &str, most: usize) -> Option<(&str, &str)> {
    let count = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    (count > 0).then(|| text.split_at(count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_all_but_the_day() {
        let cases = [
            ("2013-12-22", "2026-06-04"),
            ("2013-12-22 21:05:00 +0900", "2026-06-04 21:05:00 +0900"),
            ("2023-08-09T14:30:00.000Z", "2026-06-04T14:30:00.000Z"),
            ("2013/12/22 10:00", "2026/06/04 10:00"),
            ("2013-7-13", "2026-6-4"),
        ];
        for (old, new) in cases {
            assert_eq!(with_day(old, "2026-06-04").as_deref(), Some(new));
            assert_eq!(day_of(new).as_deref(), Some("2026-06-04"));
        }
    }

    #[test]
    fn refuses_what_it_cannot_read() {
        for old in [
            "",
            "22 Dec 2013",
            "2013-13-01",
            "2013-00-01",
            "2013",
            "é",
            "2013-12-221",
        ] {
            assert_eq!(with_day(old, "2026-06-04"), None, "{old}");
        }
        for day in ["", "2026-06-04T10:00", "tomorrow", "2026-6"] {
            assert_eq!(with_day("2013-12-22", day), None, "{day}");
        }
    }
}
