//! A field set from the command line: which kind of value the words stand for.

use galley_generators as generators;
use galley_post::{Known, Post, Value, with_day};

use super::written;
use crate::error::{Error, Result};
use crate::library::Inner;

/// What words on a command line are to be read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typed {
    /// Text, whatever it looks like.
    Text,
    /// A number, as written.
    Number,
    /// A date, as written.
    Date,
    /// `true` or `false`.
    YesNo,
    /// A list of texts, one word each.
    List,
    /// Nothing: the field stays, without a value.
    Nothing,
}

/// Sets a field by its path. Several words are a list; one is read as the kind that was asked for, else as the field's
/// own, else as what it looks like.
///
/// # Errors
/// `field.refused`, `field.unreadable`, `field.not-a-number`, `field.not-a-day`.
pub(crate) fn set(
    inner: &Inner,
    post: &Post,
    path: &str,
    words: &[String],
    kind: Option<Typed>,
) -> Result<Post> {
    let old = post.get(path);
    let joined = words.join(" ");
    let value = match (kind, words) {
        (Some(Typed::Nothing), _) => Value::Null,
        (Some(Typed::List), words) => list(old, words.iter().map(String::as_str)),
        (kind, [word]) => one(inner, post, path, word, kind)?,
        (None, words) => list(old, words.iter().map(String::as_str)),
        (kind, _) => one(inner, post, path, &joined, kind)?,
    };
    super::set(post, path, value)
}

fn one(inner: &Inner, post: &Post, path: &str, word: &str, kind: Option<Typed>) -> Result<Value> {
    let text = || Value::String(word.to_owned());
    let old = post.get(path).filter(|old| **old != Value::Null);
    Ok(match kind {
        Some(Typed::Number) if is_number(word) => Value::Number(word.to_owned()),
        Some(Typed::Number) => return Err(Error::new("field.not-a-number", &[("value", word)])),
        Some(Typed::Date) if generators::parse_date(word).is_some() => Value::Date(word.to_owned()),
        Some(Typed::Date) => return Err(Error::new("field.not-a-day", &[("value", word)])),
        Some(Typed::YesNo) => match Value::String(word.to_owned()).truth() {
            Some(flag) => Value::Bool(flag),
            None => return Err(Error::new("field.refused", &[("field", path)])),
        },
        Some(_) => text(),
        None => match old {
            Some(Value::Bool(_)) => Value::String(word.to_owned())
                .truth()
                .map_or_else(text, Value::Bool),
            Some(Value::Number(_)) if is_number(word) => Value::Number(word.to_owned()),
            Some(Value::Date(old)) => match date(old, word) {
                Some(new) => Value::Date(new),
                None => text(),
            },
            // `published: no`: a text in its place would be true for Ruby and JavaScript, whatever it says.
            Some(Value::String(old)) if is_mark(path) && Value::String(old.clone()).truth().is_some() => {
                Value::String(word.to_owned())
                    .truth()
                    .map_or_else(text, Value::Bool)
            }
            Some(Value::String(old)) if is_date_field(post, path) => {
                date(old, word).map_or_else(text, Value::String)
            }
            Some(Value::List(_)) => list(
                old,
                word.split(',').map(str::trim).filter(|part| !part.is_empty()),
            ),
            Some(_) => text(),
            None => new(inner, path, word),
        },
    })
}

/// A date like the one before: given a day, the time stays. `None` for what is no date.
fn date(old: &str, word: &str) -> Option<String> {
    generators::parse_date(word)?;
    Some(with_day(old, word).unwrap_or_else(|| word.to_owned()))
}

/// Whether a field of this name says if readers see the post.
fn is_mark(path: &str) -> bool {
    [Known::Draft, Known::Published]
        .into_iter()
        .any(|known| known.is_named(path))
}

fn is_date_field(post: &Post, path: &str) -> bool {
    [Known::Date, Known::Updated]
        .into_iter()
        .any(|known| post.known(known).is_some_and(|found| found.path == path))
}

/// What a field that is not there yet gets: names of texts get text, a day the time and the offset of other posts' dates.
fn new(inner: &Inner, path: &str, word: &str) -> Value {
    let name = path.rsplit('.').next().unwrap_or(path);
    if [Known::Title, Known::Description, Known::Slug, Known::Permalink]
        .into_iter()
        .any(|known| known.is_named(name))
    {
        return Value::String(word.to_owned());
    }
    match word {
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        _ if is_number(word) => Value::Number(word.to_owned()),
        _ => match (generators::parse_date(word), word.parse::<jiff::civil::Date>()) {
            (Some(_), Ok(day)) if Known::Date.is_named(name) => {
                Value::Date(written(inner, &generators::When::day(day)))
            }
            (Some(_), _) => Value::Date(word.to_owned()),
            (None, _) => Value::String(word.to_owned()),
        },
    }
}

/// A number that every format writes like this.
fn is_number(word: &str) -> bool {
    let digits = word.strip_prefix('-').unwrap_or(word);
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, "0"));
    let all = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    all(whole) && all(rest) && (whole == "0" || !whole.starts_with('0'))
}

/// A list; an item that was there before stays the value that it was.
fn list<'a>(old: Option<&Value>, words: impl Iterator<Item = &'a str>) -> Value {
    let before = match old {
        Some(Value::List(items)) => items.as_slice(),
        _ => &[],
    };
    let item = |word: &str| {
        let same = before.iter().find(|item| item.as_str() == Some(word));
        same.cloned().unwrap_or_else(|| Value::String(word.to_owned()))
    };
    Value::List(words.map(item).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_that_every_format_has() {
        for number in ["0", "3", "-1", "1.10", "0.5", "10"] {
            assert!(is_number(number), "{number}");
        }
        for text in [
            "", "-", "007", "1.", ".5", "1e3", "inf", "NaN", "0x1F", "1_000", "1,5", "+1",
        ] {
            assert!(!is_number(text), "{text}");
        }
    }

    #[test]
    fn a_day_leaves_the_time() {
        assert_eq!(
            date("2013-12-22 21:05:00 +0900", "2026-06-04").as_deref(),
            Some("2026-06-04 21:05:00 +0900")
        );
        assert_eq!(
            date("2013-12-22", "2026-06-04T10:00").as_deref(),
            Some("2026-06-04T10:00")
        );
        assert_eq!(date("2013-12-22", "soon"), None);
    }

    #[test]
    fn items_that_were_there_keep_their_kind() {
        let old = Value::List(vec![Value::Number("2016".into()), Value::String("a".into())]);
        let new = list(Some(&old), ["2016", "2017"].into_iter());
        assert_eq!(
            new,
            Value::List(vec![Value::Number("2016".into()), Value::String("2017".into())])
        );
    }
}
