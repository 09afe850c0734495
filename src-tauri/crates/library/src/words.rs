//! The one catalogue of sentences: a code, what happened, and the way on. `{name}` stands for an argument.
//!
//! Nothing outside this room words an error or a problem, so that they can be translated here.

mod asking;
mod build;
mod connection;
mod kinds;
mod library;
mod posts;
mod problems;
mod publish;
mod server;
mod settings;
mod tags;
mod versions;

/// A code, its sentence, and its hint (empty: none).
pub type Sentence = (&'static str, &'static str, &'static str);

const CATALOGUE: &[&[Sentence]] = &[
    asking::SENTENCES,
    build::SENTENCES,
    connection::SENTENCES,
    kinds::SENTENCES,
    library::SENTENCES,
    posts::SENTENCES,
    problems::SENTENCES,
    publish::SENTENCES,
    server::SENTENCES,
    settings::SENTENCES,
    tags::SENTENCES,
    versions::SENTENCES,
];

/// Every sentence that there is.
fn sentences() -> impl Iterator<Item = &'static Sentence> {
    CATALOGUE.iter().copied().flatten()
}

/// The sentence of `code`.
pub fn sentence(code: &str) -> Option<&'static Sentence> {
    sentences().find(|(known, ..)| *known == code)
}

/// A day for people: `Jun 9`, with the year when it is not this one. The window writes days likewise.
pub fn day(day: jiff::civil::Date, today: jiff::civil::Date) -> String {
    let form = if day.year() == today.year() {
        "%b %-d"
    } else {
        "%b %-d, %Y"
    };
    day.strftime(form).to_string()
}

/// The sentence and the hint of `code`, filled with `arguments`.
pub fn say(code: &str, arguments: &[(&str, &str)]) -> (String, Option<String>) {
    let fill = |text: &str| {
        arguments.iter().fold(text.to_owned(), |text, (name, value)| {
            text.replace(&format!("{{{name}}}"), value)
        })
    };
    match sentence(code) {
        Some((_, message, hint)) => (fill(message), (!hint.is_empty()).then(|| fill(hint))),
        None => (code.to_owned(), None),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_code_stands_once() {
        let codes: HashSet<_> = sentences().map(|(code, ..)| code).collect();
        assert_eq!(codes.len(), sentences().count());
    }

    #[test]
    fn every_code_that_the_sources_use_has_a_sentence() {
        let known: HashSet<_> = sentences().map(|(code, ..)| *code).collect();
        let mut used = 0;
        let mut folders = vec![std::path::PathBuf::from(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/src"
        ))];
        while let Some(folder) = folders.pop() {
            for file in std::fs::read_dir(folder).unwrap().flatten() {
                if file.file_type().unwrap().is_dir() {
                    folders.push(file.path());
                    continue;
                }
                let text = std::fs::read_to_string(file.path()).unwrap();
                for part in text
                    .split("Error::new(\"")
                    .skip(1)
                    .chain(text.split("problem(\"").skip(1))
                {
                    let code = part.split('"').next().unwrap();
                    if code.is_empty() || code.contains('\\') {
                        continue;
                    }
                    used += 1;
                    assert!(
                        known.contains(code),
                        "{code} in {:?} has no sentence",
                        file.file_name()
                    );
                }
            }
        }
        assert!(used > 10, "the search found only {used} uses");
    }

    #[test]
    fn sentences_follow_the_rules_of_the_house() {
        for (code, message, hint) in sentences() {
            for text in [message, hint] {
                let low = text.to_lowercase();
                for bad in ["please", "oops", "successfully", "are you sure", "!\u{20}"] {
                    assert!(!low.contains(bad), "{code}: {bad}");
                }
            }
            let label = [
                "note.",
                "message.",
                "remote.name",
                "expected.",
                "ask.label-",
                "connection.looked-in",
                "kind.",
                "fix.",
            ]
            .iter()
            .any(|labels| code.starts_with(labels));
            assert!(
                label || message.ends_with(['.', '”', '}']),
                "{code} is no sentence: {message}"
            );
        }
    }
}
