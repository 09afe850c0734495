//! Code that is no words and strings: markup, patches, terminals.

use super::Kind;
use super::scan::{Write, word_len};

/// Elements, attributes and comments of HTML and XML.
pub(super) fn markup(code: &str, write: &mut Write<'_>) {
    let mut rest = code;
    while let Some(at) = rest.find('<') {
        let tag = &rest[at..];
        if tag.starts_with("<!--") {
            put(write, Kind::Plain, &rest[..at]);
            let end = tag.find("-->").map_or(tag.len(), |end| end + 3);
            put(write, Kind::Comment, &tag[..end]);
            rest = &tag[end..];
            continue;
        }
        let slash = usize::from(tag[1..].starts_with(['/', '!', '?']));
        let name = word_len(&tag[1 + slash..], "-:.");
        put(write, Kind::Plain, &rest[..at + 1 + slash]);
        rest = &tag[1 + slash..];
        if name > 0 {
            put(write, Kind::Tag, &rest[..name]);
            rest = attributes(&rest[name..], write);
        }
    }
    put(write, Kind::Plain, rest);
}

/// The attributes of a tag, up to its end; the text after it.
fn attributes<'c>(mut rest: &'c str, write: &mut Write<'_>) -> &'c str {
    loop {
        let gap = rest.find(|c: char| {
            c == '>' || c == '<' || c == '"' || c == '\'' || c.is_ascii_alphabetic() || "@:#_*".contains(c)
        });
        let Some(gap) = gap else {
            put(write, Kind::Plain, rest);
            return "";
        };
        put(write, Kind::Plain, &rest[..gap]);
        rest = &rest[gap..];
        let (len, kind) = match rest.as_bytes()[0] {
            b'>' | b'<' => return rest,
            quote @ (b'"' | b'\'') => {
                let end = rest.bytes().skip(1).position(|byte| byte == quote);
                (end.map_or(rest.len(), |end| end + 2), Kind::String)
            }
            _ => (word_len(rest, "-:.@#*[]()").max(1), Kind::Attribute),
        };
        put(write, kind, &rest[..len]);
        rest = &rest[len..];
    }
}

/// Lines of a patch.
pub(super) fn diff(code: &str, write: &mut Write<'_>) {
    const META: [&str; 7] = ["@@", "+++", "---", "diff ", "index ", "new file", "deleted file"];
    for line in code.split_inclusive('\n') {
        let (text, end) = line.strip_suffix('\n').map_or((line, ""), |text| (text, "\n"));
        let kind = match text.as_bytes().first() {
            _ if META.iter().any(|start| text.starts_with(start)) => Kind::Meta,
            Some(b'+') => Kind::Added,
            Some(b'-') => Kind::Removed,
            _ => Kind::Plain,
        };
        put(write, kind, text);
        put(write, Kind::Plain, end);
    }
}

/// A terminal: the prompts stand back, so that the commands are seen.
pub(super) fn console(code: &str, write: &mut Write<'_>) {
    for line in code.split_inclusive('\n') {
        let prompt = ["$ ", "# ", "> ", "% "]
            .into_iter()
            .find(|prompt| line.starts_with(prompt));
        let (prompt, command) = line.split_at(prompt.map_or(0, str::len));
        put(write, Kind::Meta, prompt);
        put(write, Kind::Plain, command);
    }
}

fn put(write: &mut Write<'_>, kind: Kind, piece: &str) {
    if !piece.is_empty() {
        write(kind, piece);
    }
}
