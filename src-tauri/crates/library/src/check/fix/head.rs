//! Heads that are not read as heads: another beginning is tried, and taken only when the whole is then read as it was meant.

use galley_post::{Format, Post};

use super::Way;
use crate::facts;
use crate::library::Inner;

pub(super) fn ways(inner: &Inner, post: &Post, code: &str) -> Vec<Way> {
    let text = String::from_utf8_lossy(post.bytes()).into_owned();
    let (label, tried) = match code {
        "head.late" => (
            "fix.no-blank-lines",
            Some(text.trim_start_matches(['\n', '\r', ' ', '\t']).to_owned()),
        ),
        "head.tabs" => ("fix.blanks", blanks(post)),
        "head.unclosed" => ("fix.close", closed(&text)),
        _ => ("fix.margin", at_the_margin(&text)),
    };
    let Some(tried) = tried else { return Vec::new() };
    let after = Post::parse(tried);
    let is_head = after.format() != Format::None && after.can_edit_fields() && !after.fields().is_empty();
    let leaks = facts::leak(&inner.site.generator, &after).is_some();
    if is_head && !leaks {
        vec![Way::new(label, &[], after).sure()]
    } else {
        Vec::new()
    }
}

/// Tabs at the beginning of a head's lines as two blanks each.
fn blanks(post: &Post) -> Option<String> {
    let head: String = post
        .head()
        .split_inclusive('\n')
        .map(|line| {
            let tabs = line.len() - line.trim_start_matches('\t').len();
            format!("{}{}", "  ".repeat(tabs), &line[tabs..])
        })
        .collect();
    let text = String::from_utf8_lossy(post.bytes());
    let at = text.find(post.head())?;
    Some(format!("{}{head}{}", &text[..at], post.body()))
}

/// The closing line before the first empty one, or before the first that is no field.
fn closed(text: &str) -> Option<String> {
    let fence = text.trim_start_matches('\u{feff}').lines().next()?.trim_end();
    let mut at = text.find('\n')? + 1;
    for line in text[at..].split_inclusive('\n') {
        let bare = line.trim_end();
        let goes_on = bare.starts_with([' ', '\t', '-', '#']);
        let field = bare.split_once([':', '=']).is_some_and(|(name, _)| {
            let name = name.trim();
            !name.is_empty()
                && name
                    .chars()
                    .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '"'))
        });
        if bare.is_empty() || !(goes_on || field) {
            break;
        }
        at += line.len();
    }
    let ending = if text[..at].ends_with("\r\n") {
        "\r\n"
    } else {
        "\n"
    };
    Some(format!("{}{fence}{ending}{}", &text[..at], &text[at..]))
}

/// The lines up to the closing fence without the blanks that all of them begin with.
fn at_the_margin(text: &str) -> Option<String> {
    let start = text.find(|c: char| !c.is_whitespace())?;
    let begin = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let indent = &text[begin..start];
    let (mut out, mut fences, mut done) = (String::new(), 0, false);
    for line in text[begin..].split_inclusive('\n') {
        if done {
            out.push_str(line);
            continue;
        }
        let bare = line
            .strip_prefix(indent)
            .or_else(|| line.trim().is_empty().then_some(line))?;
        fences += usize::from(matches!(bare.trim_end(), "---" | "+++"));
        out.push_str(bare);
        done = fences == 2;
    }
    (done && (begin > 0 || !indent.is_empty())).then_some(out)
}
