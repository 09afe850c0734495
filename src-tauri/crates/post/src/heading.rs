//! The first heading of a body: the title of posts that have no other.

use crate::lines::lines_from;

/// The text of a heading of the first level at the beginning of a body, `# Title` or underlined with `=`, as
/// written but for `#`, blanks and an `{#anchor}` at its end. Only blank lines, comments of one line and imports may
/// stand before it; `None` when something else does.
pub fn heading(body: &str) -> Option<String> {
    let mut lines = lines_from(body, 0)
        .map(|line| line.text(body))
        .filter(|line| !skipped(line))
        .take(2);
    let first = lines.next()?;
    let text = match first.trim_start().strip_prefix('#') {
        Some(rest) if first.len() - first.trim_start().len() <= 3 && !rest.starts_with('#') => {
            let closed = rest.trim_end().trim_end_matches('#');
            // `#` at the end closes a heading only behind a blank; `#tag` at the start is none.
            if !rest.starts_with([' ', '\t']) {
                return None;
            }
            if closed.ends_with([' ', '\t']) {
                closed
            } else {
                rest
            }
        }
        _ => {
            let line = lines.next()?.trim_end();
            let underlined = !line.is_empty() && line.bytes().all(|byte| byte == b'=');
            if !underlined {
                return None;
            }
            first
        }
    };
    let text = match text.trim().split_once("{#") {
        Some((before, anchor)) if anchor.ends_with('}') => before.trim(),
        _ => text.trim(),
    };
    (!text.is_empty()).then(|| text.to_owned())
}

fn skipped(line: &str) -> bool {
    let line = line.trim().trim_start_matches('\u{feff}');
    line.is_empty()
        || (line.starts_with("<!--") && line.ends_with("-->"))
        || (line.starts_with("import ") && line.ends_with([';', '"', '\'']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_title_in_the_text() {
        let found = |body: &str| heading(body);
        assert_eq!(found("\n# A title #\n\nText\n").as_deref(), Some("A title"));
        assert_eq!(found("# C#\n").as_deref(), Some("C#"));
        assert_eq!(found("# A {#a}\r\n").as_deref(), Some("A"));
        assert_eq!(
            found("<!-- note -->\nimport X from \"./x\";\n\n# A\n").as_deref(),
            Some("A")
        );
        assert_eq!(found("A title\n=====\nText\n").as_deref(), Some("A title"));
        for none in [
            "",
            "## A\n",
            "#tag\n",
            "Text\n\n# A\n",
            "    # code\n",
            "#\n",
            "# \n",
            "A\n---\n",
        ] {
            assert_eq!(found(none), None, "{none:?}");
        }
    }
}
