//! What a scalar without quotes means. Readers differ (YAML 1.1, 1.2, Go, Ruby, JavaScript): what all agree
//! on is read; what any of them could take for something else than text is written with quotes.

use crate::value::Value;

/// The value of a plain scalar.
pub(crate) fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ if is_date(text) => Value::Date(text.to_owned()),
        _ if is_number(text) => Value::Number(text.to_owned()),
        _ => Value::String(text.to_owned()),
    }
}

/// Whether a text is a word that some reader takes for something other than text.
pub(super) fn is_word_for_other(text: &str) -> bool {
    const WORDS: [&str; 11] = [
        "yes", "no", "on", "off", "y", "n", "null", "true", "false", "=", "<<",
    ];
    text.len() <= 5 && WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Whether some reader takes a plain scalar with this text for something other than a string.
pub(super) fn could_be_other(text: &str) -> bool {
    !matches!(plain(text), Value::String(_))
        || is_word_for_other(text)
        // Sexagesimal numbers (16:00:00), timestamps in odd spellings, digits with separators.
        || (text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.'))
            && text.bytes().all(|b| b.is_ascii_hexdigit() || matches!(b, b':' | b'_' | b',' | b'.' | b'-' | b'+' | b'x' | b'o' | b'T' | b't' | b'Z' | b'z' | b' ')))
}

/// `2024-01-31`, with or without a time and an offset, as the YAML time stamp type has it; a one-digit month
/// or day only together with a time.
fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digits = |at: usize, most: usize| {
        bytes[at.min(bytes.len())..]
            .iter()
            .take(most)
            .take_while(|b| b.is_ascii_digit())
            .count()
    };
    if digits(0, 5) != 4 || bytes.get(4) != Some(&b'-') {
        return false;
    }
    let month = digits(5, 2);
    let day_at = 5 + month + 1;
    if month == 0 || bytes.get(5 + month) != Some(&b'-') {
        return false;
    }
    let day = digits(day_at, 2);
    let rest = &text[(day_at + day).min(text.len())..];
    if day == 0 || rest.is_empty() {
        return month == 2 && day == 2;
    }
    let Some(time) = rest.strip_prefix(['T', 't', ' ', '\t']) else {
        return false;
    };
    let time = time.trim_start();
    let clock = time
        .bytes()
        .take_while(|b| b.is_ascii_digit() || matches!(b, b':' | b'.'))
        .count();
    let (clock, zone) = time.split_at(clock);
    let parts: Vec<&str> = clock.split(':').collect();
    let zone = zone.trim_start();
    let zone_fits = zone.is_empty()
        || zone == "Z"
        || zone == "z"
        || (zone.starts_with(['+', '-'])
            && zone.len() > 1
            && zone[1..].bytes().all(|b| b.is_ascii_digit() || b == b':'));
    matches!(parts.len(), 2 | 3)
        && parts
            .iter()
            .all(|part| part.starts_with(|c: char| c.is_ascii_digit()))
        && parts[..parts.len() - 1]
            .iter()
            .all(|part| part.len() <= 2 && !part.contains('.'))
        && zone_fits
}

fn is_number(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if let Some(hex) = unsigned.strip_prefix("0x") {
        return !hex.is_empty() && hex.bytes().all(|b| b.is_ascii_hexdigit());
    }
    if let Some(octal) = unsigned.strip_prefix("0o") {
        return !octal.is_empty() && octal.bytes().all(|b| matches!(b, b'0'..=b'7'));
    }
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return true;
    }
    let (mantissa, exponent) = match unsigned.find(['e', 'E']) {
        Some(at) => (&unsigned[..at], Some(&unsigned[at + 1..])),
        None => (unsigned, None),
    };
    let exponent_fits = exponent.is_none_or(|exponent| {
        let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
    });
    exponent_fits
        && mantissa.bytes().any(|b| b.is_ascii_digit())
        && mantissa.bytes().filter(|b| *b == b'.').count() <= 1
        && mantissa.bytes().all(|b| b.is_ascii_digit() || b == b'.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_plain_scalars() {
        for date in [
            "2024-01-31",
            "2024-01-31T10:00:00Z",
            "2024-01-31 10:00",
            "2013-12-22 21:05:00 +0900",
            "2001-1-1 1:02:03.5 -5",
        ] {
            assert_eq!(plain(date), Value::Date(date.into()), "{date}");
        }
        for number in ["1", "-1.10", "+.5", "1e3", "0x1F", "0o17", ".inf", "007", "6."] {
            assert_eq!(plain(number), Value::Number(number.into()), "{number}");
        }
        for text in [
            "yes",
            "16:00:00",
            "1.2.3",
            "2024-01",
            "2024-1-1",
            "e3",
            ".",
            "-",
            "1_000",
            "v1",
            "2024-01-31x",
        ] {
            assert_eq!(plain(text), Value::String(text.into()), "{text}");
        }
        assert_eq!(plain("~"), Value::Null);
        assert_eq!(plain("True"), Value::Bool(true));
    }

    #[test]
    fn knows_what_another_reader_takes_for_something_else() {
        for text in [
            "yes", "No", "OFF", "y", "16:00:00", "1_000", "2024-1-1", "2024-01", "1.2.3", "null", "=",
        ] {
            assert!(could_be_other(text), "{text}");
        }
        for text in ["yes!", "node 18", "v1.2", "c++", "0day", "face"] {
            assert!(!could_be_other(text), "{text}");
        }
    }
}
