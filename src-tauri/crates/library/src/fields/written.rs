//! A value as it is written: cut out of its lines to be edited as text, put back in its place, and taken only when every
//! other field is as it was.

use std::ops::Range;

use galley_post::{Edit, Field, Format, Post, Problem, Value};

use crate::error::{Error, Result};
use crate::lines::lf;

/// A value's text, and where it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Written {
    /// The text with LF endings, without the indent that all of its lines have.
    pub text: String,
    /// Its place in the file, in bytes.
    at: Range<usize>,
    indent: String,
    ending: &'static str,
}

/// The value of a field as it is written. `None` where it cannot be told from what stands around it.
pub(crate) fn written(post: &Post, field: &Field) -> Option<Written> {
    let lines = std::str::from_utf8(post.bytes().get(field.span.clone())?).ok()?;
    let (at, indent) = match post.format() {
        Format::Yaml => yaml_value(lines, &field.name)?,
        Format::Toml => (whole_field(lines, field)?, String::new()),
        _ => return None,
    };
    let raw = &lines[at.clone()];
    let text: Vec<String> = lf(raw)
        .split('\n')
        .map(|line| line.strip_prefix(indent.as_str()).unwrap_or(line).to_owned())
        .collect();
    Some(Written {
        text: text.join("\n"),
        at: field.span.start + at.start..field.span.start + at.end,
        indent,
        ending: if raw.contains("\r\n") || (!raw.contains('\n') && lines.ends_with("\r\n")) {
            "\r\n"
        } else {
            "\n"
        },
    })
}

impl Written {
    /// The post with another text in the place of this one.
    ///
    /// # Errors
    /// `field.refused` when that is no value, or would change another field.
    pub(crate) fn replaced(&self, post: &Post, field: &str, text: &str) -> Result<Post> {
        let lines: Vec<String> = lf(text)
            .trim_end_matches('\n')
            .split('\n')
            .map(|line| match line.trim() {
                "" => String::new(),
                _ => format!("{}{line}", self.indent),
            })
            .collect();
        spliced(post, field, &self.at, &lines.join(self.ending))
    }
}

/// The post with another word for yes or no, in the manner of the one that stands there: `no` becomes `yes`, `Off`
/// becomes `On`. `None` where no such word stands there plainly.
pub(crate) fn other_truth(post: &Post, field: &Field, wanted: bool) -> Option<Post> {
    let (Format::Yaml, Value::String(word)) = (post.format(), &field.value) else {
        return None;
    };
    let other = match (word.to_ascii_lowercase().as_str(), wanted) {
        ("yes", false) => "no",
        ("no", true) => "yes",
        ("on", false) => "off",
        ("off", true) => "on",
        ("y", false) => "n",
        ("n", true) => "y",
        _ => return None,
    };
    let other = match word.chars().filter(|c| c.is_uppercase()).count() {
        0 => other.to_owned(),
        n if n == word.len() && n > 1 => other.to_uppercase(),
        _ => other[..1].to_uppercase() + &other[1..],
    };
    let lines = std::str::from_utf8(post.bytes().get(field.span.clone())?).ok()?;
    let value = after_name(lines, &field.name)?;
    let rest = lines[value..].strip_prefix(word.as_str())?;
    if !rest.is_empty() && !rest.starts_with([' ', '\t', '\r', '\n']) {
        return None;
    }
    let start = field.span.start + value;
    let new = spliced(post, &field.name, &(start..start + word.len()), &other).ok()?;
    (new.get(&field.name).and_then(Value::truth) == Some(wanted)).then_some(new)
}

fn spliced(post: &Post, field: &str, at: &Range<usize>, text: &str) -> Result<Post> {
    let refused = || Error::new("field.refused", &[("field", field)]);
    let edit = Edit::Splice {
        at: at.clone(),
        bytes: text.as_bytes().to_vec(),
    };
    let new = post
        .edit(&edit)
        .map_err(|refusal| refused().because(refusal))?
        .post;
    let (old_fields, new_fields) = (post.fields(), new.fields());
    let same = old_fields.len() == new_fields.len()
        && old_fields
            .iter()
            .zip(new_fields)
            .all(|(old, new)| old.name == new.name && (old.name == field || old.value == new.value));
    // A head that is read in spite of an odd line is not to get one from here.
    let is_new = |problem: &Problem| {
        let alike = |other: &Problem| other.code == problem.code && other.args == problem.args;
        !post.problems().iter().any(alike)
    };
    let sound = new.can_edit_fields() && !new.problems().iter().any(is_new);
    let holds = same && sound && new.format() == post.format() && new.body() == post.body();
    if holds { Ok(new) } else { Err(refused()) }
}

/// The place of a YAML value below or behind its name, and the indent of its lines.
fn yaml_value(lines: &str, name: &str) -> Option<(Range<usize>, String)> {
    let value = after_name(lines, name)?;
    let end = last_own(lines);
    let first = &lines[value..];
    if first.starts_with(['{', '[']) {
        return (value < end).then(|| (value..end, String::new()));
    }
    let first_line = first.lines().next().unwrap_or_default().trim();
    if !first_line.is_empty() && !first_line.starts_with('#') {
        return None;
    }
    let below = value + first.find('\n')? + 1;
    let body = lines.get(below..end).filter(|body| !body.is_empty())?;
    let mut indents = body
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| &line[..line.len() - line.trim_start().len()]);
    let first = indents.next()?;
    let indent = indents.fold(first, |common, indent| {
        let same = common.bytes().zip(indent.bytes()).take_while(|(a, b)| a == b);
        &common[..same.count()]
    });
    Some((below..end, indent.to_owned()))
}

/// Where the value of a plain or quoted YAML name begins: behind the colon and the blanks after it.
fn after_name(lines: &str, name: &str) -> Option<usize> {
    let start = lines.len() - lines.trim_start().len();
    let quoted = ["", "\"", "'"].map(|quote| format!("{quote}{name}{quote}"));
    let after = quoted
        .iter()
        .find_map(|name| lines[start..].strip_prefix(name.as_str()))?;
    let colon = after.trim_start_matches([' ', '\t']).strip_prefix(':')?;
    Some(lines.len() - colon.trim_start_matches([' ', '\t']).len())
}

/// The end of the last line that is neither blank nor a comment, without its ending.
fn last_own(lines: &str) -> usize {
    let mut end = 0;
    let mut at = 0;
    for line in lines.split_inclusive('\n') {
        let text = line.trim_end();
        if !text.is_empty() && !text.trim_start().starts_with('#') {
            end = at + line.trim_end_matches(['\r', '\n']).len();
        }
        at += line.len();
    }
    end
}

/// All lines of a TOML field, name and all, where they alone say the same.
fn whole_field(lines: &str, field: &Field) -> Option<Range<usize>> {
    let end = last_own(lines);
    let alone = Post::parse(format!("+++\n{}\n+++\n", &lines[..end]));
    let same = matches!(alone.fields(), [only] if only.name == field.name && only.value == field.value);
    (same && alone.can_edit_fields()).then_some(0..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field<'a>(post: &'a Post, name: &str) -> &'a Field {
        post.fields().iter().find(|field| field.name == name).unwrap()
    }

    fn text(post: &Post) -> String {
        String::from_utf8(post.bytes().to_vec()).unwrap()
    }

    const MAP: &str = "---\ntitle: A\nparams:  # ours\n    chart: {kind: line, from: \"14:00\"}\n\n    \
                       hosts: [jun]\n# about the next\nweight: 20\n---\nText.\n";

    #[test]
    fn a_map_is_shown_without_its_indent_and_put_back_with_it() {
        for crlf in [false, true] {
            let ended = |text: &str| {
                if crlf {
                    text.replace('\n', "\r\n")
                } else {
                    text.to_owned()
                }
            };
            let post = Post::parse(ended(MAP));
            let cut = written(&post, field(&post, "params")).unwrap();
            assert_eq!(cut.text, "chart: {kind: line, from: \"14:00\"}\n\nhosts: [jun]");
            let same = cut.replaced(&post, "params", &cut.text).unwrap();
            assert_eq!(text(&same), ended(MAP), "the same text changes nothing");
            let new = cut
                .replaced(&post, "params", &cut.text.replace("[jun]", "[jun, pia]"))
                .unwrap();
            assert_eq!(text(&new), ended(&MAP.replace("[jun]", "[jun, pia]")));
        }
    }

    #[test]
    fn a_list_of_maps_and_a_flow_map_are_cut_out_too() {
        let head =
            "---\npeople:\n- name: Ada\n  age: 3\n- name: Osei\nmenu: {main: {weight: 3}} # where\n---\n";
        let post = Post::parse(head);
        let people = written(&post, field(&post, "people")).unwrap();
        assert_eq!(people.text, "- name: Ada\n  age: 3\n- name: Osei");
        let menu = written(&post, field(&post, "menu")).unwrap();
        assert_eq!(menu.text, "{main: {weight: 3}} # where");
        let new = menu
            .replaced(&post, "menu", "{main: {weight: 4}} # where")
            .unwrap();
        assert_eq!(text(&new), head.replace('3', "4").replace("age: 4", "age: 3"));
    }

    #[test]
    fn text_that_reaches_into_another_field_is_refused() {
        let post = Post::parse(MAP);
        let cut = written(&post, field(&post, "params")).unwrap();
        for bad in ["chart: [", "a: 1\n---\nb: 2", "chart: {\n}}", "a: 1\n b: 2"] {
            let error = cut.replaced(&post, "params", bad).unwrap_err();
            assert_eq!(error.code, "field.refused", "{bad}");
        }
        let first = Post::parse("---\nmap: {a: {b: 1}}\nx: 1\n---\n");
        let cut = written(&first, field(&first, "map")).unwrap();
        assert!(
            cut.replaced(&first, "map", "{a: 1}\ny: 2").is_err(),
            "a second field"
        );
    }

    #[test]
    fn toml_is_shown_with_its_name_or_not_at_all() {
        let post = Post::parse(
            "+++\ntitle = 'A'\nmenu = { main = { weight = 3 } } # here\n[extra]\na = 1\n[extra.b]\nc = [[1]]\n+++\n",
        );
        let menu = written(&post, field(&post, "menu")).unwrap();
        assert_eq!(menu.text, "menu = { main = { weight = 3 } } # here");
        let new = menu
            .replaced(&post, "menu", "menu = { main = { weight = 4 } } # here")
            .unwrap();
        assert_eq!(text(&new), text(&post).replace("weight = 3", "weight = 4"));
        let extra = written(&post, field(&post, "extra")).unwrap();
        assert_eq!(extra.text, "[extra]\na = 1\n[extra.b]\nc = [[1]]");
        let new = extra
            .replaced(&post, "extra", &extra.text.replace("a = 1", "a = 2"))
            .unwrap();
        assert_eq!(text(&new), text(&post).replace("a = 1", "a = 2"));
        let split = Post::parse("+++\n[extra.b]\nc = [[1]]\n[other]\nx = [[1]]\n[extra]\na = 1\n+++\n");
        assert_eq!(
            written(&split, field(&split, "extra")),
            None,
            "another table stands between"
        );
        let json = Post::parse("{\n  \"a\": {\"b\": {\"c\": 1}}\n}\n");
        assert_eq!(written(&json, field(&json, "a")), None);
    }

    #[test]
    fn yes_and_no_keep_their_manner() {
        let head = "---\na: no # why\nb: Off\nc: YES\n'd':   y\ne: \"no\"\nf: true\ng: none\n---\n";
        let post = Post::parse(head);
        let turned = |name: &str, wanted| {
            other_truth(&post, field(&post, name), wanted).map(|new| {
                let (old, new) = (text(&post), text(&new));
                let changed = old.lines().zip(new.lines()).filter(|(a, b)| a != b);
                changed.map(|(_, new)| new.to_owned()).collect::<Vec<_>>()
            })
        };
        assert_eq!(turned("a", true).unwrap(), ["a: yes # why"]);
        assert_eq!(turned("b", true).unwrap(), ["b: On"]);
        assert_eq!(turned("c", false).unwrap(), ["c: NO"]);
        assert_eq!(turned("d", false).unwrap(), ["'d':   n"]);
        for (name, wanted) in [("a", false), ("e", true), ("f", false), ("g", true)] {
            assert_eq!(turned(name, wanted), None, "{name}");
        }
    }
}
