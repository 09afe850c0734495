//! Config files that are programs (Python, JavaScript): only what one line assigns as a plain value is read.

use crate::config::{Config, Item};

/// Reads `NAME = "value"` at the beginning of a line (Python) and `input: "value"` (the one key of Eleventy's
/// config that decides where posts stand). What a program computes is absent.
pub(crate) fn read(text: &str) -> Config {
    let mut config = Config::default();
    for line in text.lines() {
        if let Some((name, value)) = line.split_once('=') {
            let name = name.trim_end();
            let is_constant = !name.is_empty() && name.bytes().all(|b| b.is_ascii_uppercase() || b == b'_');
            if is_constant && let Some(value) = literal(value) {
                config.push(name, Item::Text(value));
            }
        }
        if let Some(at) = line.find("input:")
            && !line[..at].contains("//")
            && let Some(value) = literal(&line[at + "input:".len()..])
        {
            config.push("input", Item::Text(value));
        }
    }
    config
}

/// A string in quotes, a number, `True` or `False` at the front.
fn literal(text: &str) -> Option<String> {
    let text = text.trim();
    if let Some(quote) = text.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        let (value, _) = text[1..].split_once(quote)?;
        return (!value.contains(['\\', '{'])).then(|| value.to_owned());
    }
    let word: String = text.chars().take_while(char::is_ascii_alphanumeric).collect();
    (word == "True" || word == "False" || word.parse::<u32>().is_ok()).then_some(word)
}
