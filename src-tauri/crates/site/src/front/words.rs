//! The words of a rendered text, for excerpts: tags and marks gone, white space folded.

/// The first `limit` characters of what a reader reads of this HTML, on one line; blocks stand one blank apart. Headings
/// and code are part of it; comments, scripts, style sheets, the numbers of footnotes and what stands hidden beside a
/// formula are not.
pub fn plain_text(html: &str, limit: usize) -> String {
    let mut words = Words {
        text: String::new(),
        left: limit,
        blank: false,
    };
    let mut rest = html;
    while words.left > 0
        && let Some(at) = rest.find('<')
    {
        words.push(&rest[..at]);
        let tag = &rest[at..];
        if let Some(after) = tag.strip_prefix("<!--") {
            rest = after.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        if !tag[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
            words.push("<");
            rest = &tag[1..];
            continue;
        }
        let Some(end) = tag_end(tag) else {
            rest = "";
            break;
        };
        let name = tag_name(tag);
        rest = &tag[end..];
        if let Some(skipped) = skipped(&name, &tag[..end]) {
            rest = after_close(rest, skipped);
        } else if !INLINE.contains(&name.as_str()) {
            words.push(" ");
        }
    }
    words.push(rest);
    words.text
}

/// Elements that part no words.
const INLINE: [&str; 30] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd",
    "mark", "q", "s", "samp", "small", "span", "strong", "strike", "sub", "sup", "time", "tt", "u", "var",
    "wbr",
];

/// The element whose content is no text to read, when this tag opens one.
fn skipped(name: &str, tag: &str) -> Option<&'static str> {
    match name {
        "script" => Some("script"),
        "style" => Some("style"),
        "template" => Some("template"),
        "annotation" => Some("annotation"),
        "sup" if tag.contains("footnote-ref") => Some("sup"),
        "a" if tag.contains("footnote-backref") => Some("a"),
        _ => None,
    }
}

/// What stands behind the end tag of this element; nothing when it never ends.
fn after_close<'h>(html: &'h str, name: &str) -> &'h str {
    let mut rest = html;
    while let Some(at) = rest.find("</") {
        let tag = &rest[at..];
        if tag[2..]
            .get(..name.len())
            .is_some_and(|own| own.eq_ignore_ascii_case(name))
        {
            return tag_end(tag).map_or("", |end| &tag[end..]);
        }
        rest = &tag[2..];
    }
    ""
}

fn tag_name(tag: &str) -> String {
    let name = tag.trim_start_matches(['<', '/']);
    let end = name
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(name.len());
    name[..end].to_ascii_lowercase()
}

/// Behind the first `>` that stands in no quotes.
fn tag_end(tag: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            (None, b'>') => return Some(at + 1),
            _ => {}
        }
    }
    None
}

struct Words {
    text: String,
    /// How many characters may still come.
    left: usize,
    /// Whether white space came since the last word.
    blank: bool,
}

impl Words {
    fn push(&mut self, html: &str) {
        let mut rest = html;
        while self.left > 0
            && let Some(c) = rest.chars().next()
        {
            let (c, length) = if c == '&' { entity(rest) } else { (c, c.len_utf8()) };
            rest = &rest[length..];
            if c.is_whitespace() {
                self.blank = !self.text.is_empty();
                continue;
            }
            if std::mem::take(&mut self.blank) {
                self.text.push(' ');
                self.left -= 1;
                if self.left == 0 {
                    return;
                }
            }
            self.text.push(c);
            self.left -= 1;
        }
    }
}

/// The character that an entity at the beginning of `html` means, and its length there; an ampersand alone is one.
fn entity(html: &str) -> (char, usize) {
    let plain = ('&', 1);
    let Some((name, _)) = html[1..].split_once(';') else {
        return plain;
    };
    let meant = match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        "mdash" => Some('—'),
        "ndash" => Some('–'),
        "hellip" => Some('…'),
        "lsquo" => Some('‘'),
        "rsquo" => Some('’'),
        "ldquo" => Some('“'),
        "rdquo" => Some('”'),
        "middot" => Some('·'),
        "times" => Some('×'),
        "rarr" => Some('→'),
        "copy" => Some('©'),
        name => number(name).and_then(char::from_u32).filter(|c| !c.is_control()),
    };
    meant.map_or(plain, |c| (c, name.len() + 2))
}

fn number(name: &str) -> Option<u32> {
    let digits = name.strip_prefix('#')?;
    match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => digits.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_what_a_reader_reads_on_one_line() {
        for (html, text) in [
            (
                "<h2 id=\"a\">One<a class=\"anchor\"></a></h2>\n<p>Two <em>thr</em>ee.\nFour</p>\n",
                "One Two three. Four",
            ),
            ("<ul>\n<li>a</li><li>b</li>\n</ul>", "a b"),
            ("<td>a</td><td>b</td>", "a b"),
            ("a<br />b", "a b"),
            (
                "Option&lt;i64&gt; &amp;amp; &#x41;&#66; &mdash; &nope; & co",
                "Option<i64> &amp; AB — &nope; & co",
            ),
            ("<pre><code>fn a() {\n    b\n}\n</code></pre>", "fn a() { b }"),
            (
                "one<!-- <b>no</b> --> two<script>no < 3</script> three<STYLE>no</STYLE> four",
                "one two three four",
            ),
            (
                "so.<sup class=\"footnote-ref\"><a href=\"#fn\">1</a></sup> And",
                "so. And",
            ),
            ("a &nbsp;\u{a0} b", "a b"),
            ("1 < 2 and <b title=\"a > b\">bold</b>", "1 < 2 and bold"),
            ("", ""),
            ("<p", ""),
        ] {
            assert_eq!(plain_text(html, usize::MAX), text, "{html}");
        }
    }

    #[test]
    fn no_more_is_read_than_is_asked_for() {
        assert_eq!(plain_text("<p>日本 語</p>", 2), "日本");
        assert_eq!(plain_text("<p>日本 語</p>", 3), "日本 ");
        assert_eq!(plain_text("<p>one</p><p>two", 5), "one t");
        assert_eq!(plain_text("<p>one</p>", 0), "");
    }
}
