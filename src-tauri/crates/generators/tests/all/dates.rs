use galley_generators::{DateSource, Facts, Generator, GeneratorKind, Slashes, parse_date, parse_date_with};
use proptest::prelude::*;

/// A date as `day time offset-in-seconds`, `-` for what is absent.
fn shown(text: &str) -> Option<String> {
    parse_date(text).map(|when| {
        let time = when.time.map_or("-".to_owned(), |t| t.to_string());
        let offset = when.offset.map_or("-".to_owned(), |o| o.seconds().to_string());
        format!("{} {time} {offset}", when.day)
    })
}

#[test]
fn every_style_of_real_blogs_is_read() {
    let table = [
        ("2026-06-04", "2026-06-04 - -"),
        ("2013-4-9", "2013-04-09 - -"),
        ("2015-11-3 10:30:00", "2015-11-03 10:30:00 -"),
        ("2016-10-24 3:45:00", "2016-10-24 03:45:00 -"),
        ("2006/01/02", "2006-01-02 - -"),
        ("2006/1/2 15:04", "2006-01-02 15:04:00 -"),
        ("2006.01.02", "2006-01-02 - -"),
        ("2014-11-18T14:06:00-05:00", "2014-11-18 14:06:00 -18000"),
        ("2014-07-20T08:51:33Z", "2014-07-20 08:51:33 0"),
        ("2017-02-22T14:41:04.442Z", "2017-02-22 14:41:04.442 0"),
        ("2001-12-14t21:59:43.10-05:00", "2001-12-14 21:59:43.1 -18000"),
        ("2015-01-02 10:00:00 +0100", "2015-01-02 10:00:00 3600"),
        ("2015-01-02 10:00:00 +01:00", "2015-01-02 10:00:00 3600"),
        ("2015-01-02 10:00:00 UTC", "2015-01-02 10:00:00 0"),
        ("2014-01-02 15:04:05 -0700 MST", "2014-01-02 15:04:05 -25200"),
        ("2016-12-31T23:59:60Z", "2016-12-31 23:59:59 0"),
        ("Jan 2, 2006", "2006-01-02 - -"),
        ("January 2nd, 2006", "2006-01-02 - -"),
        ("Sept. 3, 2019 at 3:04pm", "2019-09-03 15:04:00 -"),
        ("2 January 2006", "2006-01-02 - -"),
        ("02-Jan-2006", "2006-01-02 - -"),
        ("2006-Jan-02", "2006-01-02 - -"),
        ("Mon, 02 Jan 2006 15:04:05 -0700", "2006-01-02 15:04:05 -25200"),
        ("Mon, 02 Jan 2006 15:04:05 GMT", "2006-01-02 15:04:05 0"),
        ("Mon Jan  2 15:04:05 2006", "2006-01-02 15:04:05 -"),
        (
            "Mon Jan 02 2006 15:04:05 GMT+0100 (Central European Time)",
            "2006-01-02 15:04:05 3600",
        ),
        ("5/24/2026", "2026-05-24 - -"),
        ("24/5/2026", "2026-05-24 - -"),
        ("11/11/2016", "2016-11-11 - -"),
        ("24.12.2016", "2016-12-24 - -"),
        ("3.4.2016", "2016-04-03 - -"),
        ("  2026-06-04  ", "2026-06-04 - -"),
        ("5/24/2026 12:30 AM", "2026-05-24 00:30:00 -"),
    ];
    for (text, wanted) in table {
        assert_eq!(shown(text).as_deref(), Some(wanted), "{text}");
    }
}

#[test]
fn what_is_no_date_or_two_dates_is_not_read() {
    let table = [
        "",
        "soon",
        "2026",
        "2026-06",
        "2026-13-01",
        "2026-02-30",
        "2026-06-04 25:00",
        "2026-06-04x",
        "3/4/2016",
        "2026-06-04 and more",
        "2026-06-04T",
        "12-2026-01",
        "Jan 2026",
        "32 January 2026",
        "2026-06-04 10:00 XYZ",
        "0000-01-01",
        "2026-06-04 10:00:00 +25:00",
        "2026-06-04 13:00pm",
        "二〇二六",
        "true",
        "1.10",
        "16:00:00",
        "2026-01/02",
        "Jan Feb 2, 2006",
        "2026-06-04 10:00 Z+01:00",
    ];
    for text in table {
        assert_eq!(shown(text), None, "{text}");
    }
}

#[test]
fn an_ambiguous_date_is_read_as_its_generator_does() {
    let day = |slashes| parse_date_with("3/4/2016", slashes).map(|w| w.day.to_string());
    assert_eq!(day(Slashes::MonthFirst).as_deref(), Some("2016-03-04"));
    assert_eq!(day(Slashes::DayFirst).as_deref(), Some("2016-04-03"));
    assert_eq!(day(Slashes::Unread), None);
}

/// A generator, a post's path and fields, and its day and where that was read.
type Case = (
    GeneratorKind,
    &'static str,
    Facts,
    Option<(&'static str, DateSource)>,
);

#[test]
fn the_date_of_a_post_comes_from_field_name_or_address() {
    let field = |name: &str| DateSource::Field(name.to_owned());
    let table: &[Case] = &[
        (
            GeneratorKind::Hugo,
            "content/a.md",
            Facts::new().text("Date", "2026-01-02"),
            Some(("2026-01-02", field("Date"))),
        ),
        (
            GeneratorKind::Hugo,
            "content/a.md",
            Facts::new().text("Pubdate", "2013-07-12"),
            Some(("2013-07-12", field("Pubdate"))),
        ),
        (
            GeneratorKind::Jekyll,
            "_posts/2015-06-30-x.md",
            Facts::new(),
            Some(("2015-06-30", DateSource::Name)),
        ),
        (
            GeneratorKind::Jekyll,
            "_posts/2015-06-30-x.md",
            Facts::new().text("date", "2015-07-01 01:00:00 +0900"),
            Some(("2015-07-01", field("date"))),
        ),
        (GeneratorKind::Jekyll, "about.md", Facts::new(), None),
        (
            GeneratorKind::Docusaurus,
            "blog/2021/01/02-x.md",
            Facts::new(),
            Some(("2021-01-02", DateSource::Name)),
        ),
        (
            GeneratorKind::Docusaurus,
            "blog/2021-01-02-x/index.md",
            Facts::new(),
            Some(("2021-01-02", DateSource::Name)),
        ),
        (
            GeneratorKind::Docusaurus,
            "blog/2021/01/02/x.md",
            Facts::new(),
            Some(("2021-01-02", DateSource::Name)),
        ),
        (
            GeneratorKind::Zola,
            "content/a.md",
            Facts::new().text("path", "2014/12/12/1.0-Timeline"),
            Some(("2014-12-12", DateSource::Address)),
        ),
        (
            GeneratorKind::Markdown,
            "a.md",
            Facts::new().text("published_at", "2017-03-29T21:00:36Z"),
            Some(("2017-03-29", field("published_at"))),
        ),
        (
            GeneratorKind::Markdown,
            "a.md",
            Facts::new().text("published", "true"),
            None,
        ),
        (
            GeneratorKind::Pelican,
            "content/a.md",
            Facts::new().text("Date", "2020-12-2"),
            Some(("2020-12-02", field("Date"))),
        ),
        (
            GeneratorKind::Galley,
            "posts/a.md",
            Facts::new().text("date", "2031-01-15T08:00:00+01:00"),
            Some(("2031-01-15", field("date"))),
        ),
        (
            GeneratorKind::Galley,
            "posts/3-ways-to-1-0-0.md",
            Facts::new(),
            None,
        ),
    ];
    for (kind, path, facts, wanted) in table {
        let found = Generator::of(*kind, &[]).date_of(path, facts);
        let found = found.map(|d| (d.when.day.to_string(), d.source));
        assert_eq!(
            found,
            wanted.clone().map(|(day, source)| (day.to_owned(), source)),
            "{kind:?} {path}"
        );
    }
}

#[test]
fn a_date_that_is_there_and_cannot_be_read_is_named() {
    let hugo = Generator::of(GeneratorKind::Hugo, &[]);
    let facts = Facts::new().text("Date", "next Tuesday");
    assert_eq!(hugo.unreadable_dates(&facts), vec![("Date", "next Tuesday")]);
    assert!(
        hugo.unreadable_dates(&Facts::new().text("date", "2026-01-02"))
            .is_empty()
    );
}

proptest! {
    #[test]
    fn reading_never_panics(text in "\\PC*") {
        let _ = parse_date(&text);
    }

    #[test]
    fn dates_like_text_never_panics(text in "[0-9TZ:/. +-]{0,40}|[JFMAjanfebmr0-9, :-]{0,30}") {
        let _ = parse_date_with(&text, Slashes::MonthFirst);
    }

    #[test]
    fn what_jiff_writes_is_read(seconds in -60_000_000_000i64..200_000_000_000, hours in -12i8..=14) {
        let offset = jiff::tz::Offset::constant(hours);
        let at = offset.to_datetime(jiff::Timestamp::from_second(seconds).unwrap());
        prop_assume!(at.year() > 0);
        let when = parse_date(&format!("{at}{offset}:00")).unwrap();
        prop_assert_eq!(when.moment(&jiff::tz::TimeZone::UTC).unwrap().as_second(), seconds);
        prop_assert_eq!(when.day, at.date());
    }
}

#[test]
fn hugo_stops_at_a_time_without_seconds() {
    use galley_generators::{Facts, Generator, GeneratorKind as K};
    let of = |kind, text: &str| {
        let facts = Facts::new().text("date", text);
        Generator::of(kind, &[]).unreadable_dates(&facts).len()
    };
    for text in ["2026-06-04 10:42", "2026-06-04T10:42", "2026-06-04T10:42+02:00"] {
        assert_eq!((of(K::Hugo, text), of(K::Jekyll, text)), (1, 0), "{text}");
    }
    for text in [
        "2026-06-04",
        "2026-06-04 10:42:00",
        "2026-06-04T10:42:00+02:00",
        "2026-06-04T10:42:00Z",
    ] {
        assert_eq!(of(K::Hugo, text), 0, "{text}");
    }
}
