//! The beginning of a text as plain words, for lists. A quick stripper of Markdown's marks, linear in the
//! text; what readers see is made elsewhere.

use crate::lines::lines_from;
use crate::words::is_cjk;

/// The text before a `<!--more-->` or `<!-- truncate -->` mark, else the first paragraph, as plain text on one
/// line, cut at a word before `limit` characters with `…`.
pub fn excerpt(body: &str, limit: usize) -> String {
    let before = more_mark(body).map(|at| &body[..at]);
    let marked = before
        .map(|text| plain(text, limit, false))
        .filter(|text| !text.is_empty());
    let text = marked.unwrap_or_else(|| plain(body, limit, true));
    shorten(&text, limit)
}

/// Where a mark stands that ends the excerpt.
fn more_mark(body: &str) -> Option<usize> {
    body.match_indices("<!--").map(|(at, _)| at).find(|at| {
        let word = body[at + 4..].trim_start();
        ["more", "truncate", "excerpt"].iter().any(|mark| {
            // `get` and not an index: the text may go on with any character.
            word.get(..mark.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(mark))
                && word[mark.len()..].trim_start().starts_with("-->")
        })
    })
}

/// Paragraph text without marks; only the first paragraph, or all until the limit is passed.
fn plain(text: &str, limit: usize, first_only: bool) -> String {
    let mut out = String::new();
    let mut fence: Option<(char, usize)> = None;
    let mut comment = false;
    for line in lines_from(text, 0) {
        let line = line.text(text).trim();
        let marks = |c: char| line.chars().take_while(|other| *other == c).count();
        if let Some((mark, length)) = fence {
            if marks(mark) >= length && line.trim_start_matches(mark).is_empty() {
                fence = None;
            }
            continue;
        }
        if comment {
            comment = !line.contains("-->");
            continue;
        }
        if let Some(mark) = ['`', '~'].into_iter().find(|c| marks(*c) >= 3) {
            fence = Some((mark, marks(mark)));
            continue;
        }
        if line.starts_with("<!--") && !line.contains("-->") {
            comment = true;
            continue;
        }
        if line.is_empty() || !is_prose(line) {
            if first_only && !out.is_empty() && line.is_empty() {
                break;
            }
            continue;
        }
        let start = out.len();
        if !out.is_empty() {
            out.push(' ');
        }
        strip(line.trim_start_matches(['>', ' ']), &mut out);
        if out[start..].trim().is_empty() {
            out.truncate(start);
        }
        // Four bytes a character at the most, and a limit is in characters.
        if out.len() > limit.saturating_mul(4).saturating_add(64) {
            break;
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a line is one of a paragraph: headings, imports, shortcodes, tables, rules and the like are not.
fn is_prose(line: &str) -> bool {
    let heading = line.starts_with('#') && line.trim_start_matches('#').starts_with(' ');
    let rule = line.len() >= 2
        && line
            .chars()
            .all(|c| matches!(c, '-' | '*' | '_' | '=' | ' ' | '+'));
    let definition = line.starts_with('[') && line.contains("]: ");
    let code = ["import ", "export ", "{%", "{{", "{:", ":::", "|"]
        .iter()
        .any(|start| line.starts_with(start));
    let import = line.starts_with("import ") && !line.contains(" from ") && !line.ends_with([';', '"', '\'']);
    !heading && !rule && !definition && (!code || import)
}

/// Appends a line's text without emphasis, code, links, pictures, tags and escapes.
fn strip(line: &str, out: &mut String) {
    let bytes = line.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &line[at..];
        match bytes[at] {
            b'\\' if bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation) => {
                out.push(char::from(bytes[at + 1]));
                at += 2;
            }
            b'!' if rest.starts_with("![") => at = after_target(line, at + 1, line.len()),
            b'`' | b'*' | b'[' => at += 1,
            b'_' if edge(line, at) => at += 1,
            b'~' if rest.starts_with("~~") => at += 2,
            b']' => at = target_end(line, at + 1),
            b'<' if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!')) => {
                at = match rest.find('>') {
                    Some(end) => {
                        let inside = &rest[1..end];
                        if inside.contains("://") && !inside.contains(' ') {
                            out.push_str(inside);
                        }
                        at + end + 1
                    }
                    None => line.len(),
                };
            }
            b'{' if rest.starts_with("{{") || rest.starts_with("{%") => {
                let close = if rest.starts_with("{{") { "}}" } else { "%}" };
                at = rest.find(close).map_or(line.len(), |end| at + end + 2);
            }
            b'&' => {
                let entity = [
                    ("&amp;", '&'),
                    ("&lt;", '<'),
                    ("&gt;", '>'),
                    ("&quot;", '"'),
                    ("&nbsp;", ' '),
                ];
                match entity.iter().find(|(name, _)| rest.starts_with(name)) {
                    Some((name, c)) => {
                        out.push(*c);
                        at += name.len();
                    }
                    None => {
                        out.push('&');
                        at += 1;
                    }
                }
            }
            _ => match rest.chars().next() {
                Some(c) => {
                    out.push(c);
                    at += c.len_utf8();
                }
                None => break,
            },
        }
    }
}

/// Behind the `(target)` or `[name]` that begins at `at`, if one does.
fn target_end(line: &str, at: usize) -> usize {
    let close = match line.as_bytes().get(at) {
        Some(b'(') => ')',
        Some(b'[') => ']',
        _ => return at,
    };
    line[at..].find(close).map_or(line.len(), |end| at + end + 1)
}

/// Behind a picture whose `[` is at `at`: its words are not part of the text.
fn after_target(line: &str, at: usize, end: usize) -> usize {
    line[at..]
        .find(']')
        .map_or(end, |close| target_end(line, at + close + 1))
}

/// Whether an underscore stands at the edge of a word; within a word it is a letter.
fn edge(line: &str, at: usize) -> bool {
    let before = line[..at].chars().next_back().is_some_and(char::is_alphanumeric);
    let after = line[at + 1..].chars().next().is_some_and(char::is_alphanumeric);
    !(before && after)
}

/// Cuts at the last word that ends within the limit.
fn shorten(text: &str, limit: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(limit) else {
        return text.to_owned();
    };
    let room = text
        .char_indices()
        .nth(limit.saturating_sub(1))
        .map_or(end, |(at, _)| at);
    let cut = &text[..room];
    let next = text[room..].chars().next();
    let at_word = next.is_some_and(|c| c.is_whitespace() || is_cjk(c));
    let kept = match cut.rfind(char::is_whitespace) {
        Some(blank) if !at_word && blank * 2 > cut.len() => &cut[..blank],
        _ => cut,
    };
    format!(
        "{}…",
        kept.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '.' | '–' | '—'))
    )
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    #[test]
    fn takes_the_first_paragraph_without_marks() {
        let body = "\n# Heading\n\n![pic](a.png)\n\nSome *text* with a [link](https://a.example/x_y), `code_x` and\nsnake_case &amp; more.\n\nSecond.\n";
        assert_eq!(
            excerpt(body, 150),
            "Some text with a link, code_x and snake_case & more."
        );
    }

    #[test]
    fn stops_at_the_mark() {
        assert_eq!(
            excerpt("One.\n\nTwo.\n\n<!-- truncate -->\n\nThree.", 150),
            "One. Two."
        );
        assert_eq!(excerpt("One.<!--more-->Two.", 150), "One.");
        assert_eq!(excerpt("<!--more-->\nText.", 150), "Text.");
        assert_eq!(excerpt("<!-- é -->\nText.", 150), "Text.");
    }

    #[test]
    fn skips_what_is_no_prose() {
        let body =
            "import X from 'y';\n\n```sh\nnot me\n```\n\n{{< figure >}}\n\n:::note\n\n> Quoted **words**.\n";
        assert_eq!(excerpt(body, 150), "Quoted words.");
        assert_eq!(excerpt("", 150), "");
        assert_eq!(excerpt("~~~\nunclosed", 150), "");
    }

    #[test]
    fn cuts_at_a_word() {
        assert_eq!(excerpt("alpha beta gamma delta", 12), "alpha beta…");
        assert_eq!(excerpt("alpha beta", 10), "alpha beta");
        assert_eq!(excerpt(&"字".repeat(20), 10), format!("{}…", "字".repeat(9)));
        let long = excerpt(&"word ".repeat(100), 150);
        assert!(long.chars().count() <= 150 && long.ends_with("word…"), "{long}");
    }

    #[test]
    fn stays_linear_on_hostile_text() {
        for unit in [
            "[", "![", "](", "<a", "{{", "`", "*", "_", "<!--", "&", "\\", "> ",
        ] {
            let texts = [unit.repeat(20_000), unit.repeat(200_000)];
            let mut best = [Duration::MAX; 2];
            // Ten times the text may cost ten times the time; a hundred times would be quadratic.
            let linear = |best: &[Duration; 2]| best[1] < best[0] * 45 + Duration::from_millis(60);
            // A busy machine makes single measurements long, never short, and can stay busy for some of them.
            for _ in 0..12 {
                for (best, text) in best.iter_mut().zip(&texts) {
                    let start = Instant::now();
                    let _ = excerpt(text, 150);
                    *best = (*best).min(start.elapsed());
                }
                if linear(&best) {
                    break;
                }
            }
            assert!(linear(&best), "{unit}: {best:?}");
        }
    }
}
