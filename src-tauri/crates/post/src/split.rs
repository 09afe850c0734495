//! Finds where the head of a file ends and its body begins, and says when front matter is not recognised as
//! such and would be published as text. It reads no field.

mod unfenced;

use std::ops::Range;

use crate::lines::{Line, line_at, line_number, lines_from};
use crate::problem::{Level, Problem};

/// How the head of a post is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Between `---` lines, also `---yaml`. Hexo alone takes one without the opening line, see
    /// `Post::leak_outside_hexo`.
    Yaml,
    /// Between `+++` lines, also `---toml`.
    Toml,
    /// An object at the start of the file, also `---json`.
    Json,
    /// `Key: value` lines up to the first blank one, with a `Title` among them. Only Pelican reads these:
    /// in a library of another generator it leaks, see `Post::leak_outside_pelican`.
    Pelican,
    /// A head of another kind: its text can be edited, its fields cannot. Those of Hexo's `;;;` JSON, of Franklin's
    /// `@def` lines and of metadata in HTML comments are read where they are simple; those of `---js` are not.
    Other,
    /// No head.
    None,
}

/// Where the parts of a file stand.
#[derive(Debug)]
pub(crate) struct Cut {
    pub(crate) format: Format,
    /// The head with its fences.
    pub(crate) head: Range<usize>,
    /// What stands between the fences; for JSON the object.
    pub(crate) inner: Range<usize>,
    pub(crate) problems: Vec<Problem>,
}

/// Words that begin a line of front matter; used only to tell front matter from text.
const TELLING: [&str; 16] = [
    "title",
    "date",
    "layout",
    "published",
    "draft",
    "tags",
    "categories",
    "category",
    "author",
    "authors",
    "slug",
    "description",
    "permalink",
    "pubdate",
    "summary",
    "type",
];

/// Cuts the text of a file, byte order mark included.
pub(crate) fn cut(text: &str) -> Cut {
    let bom = if text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    let mut cut = find_head(text, bom);
    let leak = if cut.format == Format::None {
        unrecognised(text, bom)
    } else {
        second_head(text, cut.head.end)
    };
    let closed = !cut.problems.iter().any(|problem| problem.code == "head.unclosed");
    if let Some(line) = leak.filter(|_| closed) {
        let shown: String = line.text(text).trim().chars().take(60).collect();
        let number = line_number(text, line.start) + 1;
        cut.problems
            .push(Problem::new("head.leaks", Level::Error, number).with(shown));
    }
    cut
}

fn find_head(text: &str, bom: usize) -> Cut {
    let nothing = Cut {
        format: Format::None,
        head: bom..bom,
        inner: bom..bom,
        problems: Vec::new(),
    };
    let Some(first) = lines_from(text, bom).find(|line| !line.text(text).trim().is_empty()) else {
        return nothing;
    };
    let mut cut = if let Some(cut) = other_head(text, bom, first) {
        cut
    } else if let Some((format, fence)) = opening(first.text(text)) {
        match lines_from(text, first.next).find(|line| closes(line.text(text), fence)) {
            Some(last) => {
                let mut inner = first.next..last.start;
                if format == Format::Json {
                    let object = text[inner.clone()].trim();
                    let start =
                        inner.start + (text[inner.clone()].len() - text[inner.clone()].trim_start().len());
                    inner = start..start + object.len();
                }
                Cut {
                    format,
                    head: bom..last.next,
                    inner,
                    problems: Vec::new(),
                }
            }
            None => {
                let mut cut = nothing;
                let told = lines_from(text, first.next)
                    .take(3)
                    .any(|line| telling(line.text(text)));
                if told || fields_follow(text, first.next).is_some() {
                    let number = line_number(text, first.start) + 1;
                    cut.problems
                        .push(Problem::new("head.unclosed", Level::Error, number).with(fence));
                }
                return cut;
            }
        }
    } else if let Some(object) = json_object(text, first.start) {
        let after = line_at(text, object.end);
        let end = match after {
            Some(line) if line.text(text).trim().is_empty() => line.next,
            _ => object.end,
        };
        Cut {
            format: Format::Json,
            head: bom..end,
            inner: object,
            problems: Vec::new(),
        }
    } else if let Some((format, inner, end)) = unfenced::find(text, bom).filter(|_| first.start == bom) {
        Cut {
            format,
            head: bom..end,
            inner,
            problems: Vec::new(),
        }
    } else {
        return nothing;
    };
    if first.start > bom {
        cut.problems.push(Problem::new(
            "head.late",
            Level::Warning,
            line_number(text, first.start) + 1,
        ));
    }
    cut
}

/// A head that is read and not edited by field, and that has no opening fence.
fn other_head(text: &str, bom: usize, first: Line) -> Option<Cut> {
    let content = first.text(text);
    let (inner, end) = if content.starts_with("@def") {
        let inner = crate::other::definitions(text, first.start)?;
        (inner.clone(), inner.end)
    } else if content.starts_with("<!--") {
        let inner = crate::other::comments(text, first.start)?;
        // A comment in front of a head is no head, and the head behind it leaks.
        if second_head(text, inner.end).is_some() {
            return None;
        }
        (inner.clone(), inner.end)
    } else if content.starts_with('"') && telling(content) {
        let last = lines_from(text, first.next)
            .take_while(|line| !line.text(text).trim().is_empty())
            .find(|line| line.text(text).trim_end() == ";;;")?;
        (first.start..last.start, last.next)
    } else {
        return None;
    };
    Some(Cut {
        format: Format::Other,
        head: bom..end,
        inner,
        problems: Vec::new(),
    })
}

/// The format that an opening fence announces, and the fence.
fn opening(line: &str) -> Option<(Format, &'static str)> {
    let line = line.trim_end();
    if line == "+++" {
        return Some((Format::Toml, "+++"));
    }
    if line == ";;;" {
        return Some((Format::Other, ";;;"));
    }
    let language = line.strip_prefix("---")?;
    match language {
        "" | "yaml" | "yml" => Some((Format::Yaml, "---")),
        "toml" => Some((Format::Toml, "---")),
        "json" => Some((Format::Json, "---")),
        _ if language.bytes().all(|b| b.is_ascii_lowercase()) => Some((Format::Other, "---")),
        _ => None,
    }
}

fn closes(line: &str, fence: &str) -> bool {
    let line = line.trim_end();
    line == fence || (fence == "---" && line == "...")
}

/// The object that begins at `start`, by its braces. `{%`, `{{<` and `{:.class}` begin none; one with comments is
/// one, though no generator reads it.
fn json_object(text: &str, start: usize) -> Option<Range<usize>> {
    let rest = text[start..].strip_prefix('{')?.trim_start();
    if !rest.starts_with(['"', '}']) && !rest.starts_with("//") && !rest.starts_with("/*") {
        return None;
    }
    let (mut depth, mut quoted, mut escaped) = (0usize, false, false);
    for (at, byte) in text.bytes().enumerate().skip(start) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'{' | b'[' if !quoted => depth += 1,
            b'}' | b']' if !quoted => {
                depth -= 1;
                if depth == 0 {
                    return Some(start..at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

/// Whether a line begins like a field of front matter.
fn telling(line: &str) -> bool {
    let line = line.trim_start().trim_start_matches('"');
    let name: &str = &line[..line
        .find(|c: char| !c.is_ascii_alphabetic())
        .unwrap_or(line.len())];
    let after = line[name.len()..].trim_start_matches('"').trim_start();
    after.starts_with([':', '=']) && tells(name)
}

/// Whether a name is one that front matter has and text seldom.
pub(crate) fn tells(name: &str) -> bool {
    TELLING.iter().any(|word| name.eq_ignore_ascii_case(word))
}

/// What stands behind a name of one word, perhaps in quotes.
fn key_like(line: &str) -> Option<&str> {
    let quote = line.chars().next().filter(|c| matches!(c, '"' | '\''));
    let name = line.trim_start_matches(['"', '\'']);
    let end = name.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-' | '.'))?;
    let rest = &name[end..];
    let rest = quote.map_or(Some(rest), |quote| rest.strip_prefix(quote))?;
    (end > 0).then(|| rest.trim_start())
}

/// Whether a line may be a field of any name.
fn field_like(line: &str) -> bool {
    key_like(line.trim_start()).is_some_and(|rest| {
        rest.starts_with('=')
            || rest
                .strip_prefix(':')
                .is_some_and(|value| !value.starts_with([':', '/']))
    })
}

/// The first of two fields, or of a field and a fence, right behind a line that may open a head. A single line with a
/// colon is text more often.
fn fields_follow(text: &str, start: usize) -> Option<Line> {
    let mut lines = lines_from(text, start)
        .take(20)
        .skip_while(|line| line.text(text).trim().is_empty());
    let first = lines.next().filter(|line| field_like(line.text(text)))?;
    let below = |line: &Line| {
        let content = line.text(text);
        content.starts_with([' ', '\t', '#']) && !fence_like(content) && !field_like(content)
            || content.starts_with("- ")
    };
    let second = lines.find(|line| !below(line))?;
    let content = second.text(text);
    (field_like(content) || fence_like(content) || content.trim() == "}").then_some(first)
}

/// Whether a line was perhaps meant as a fence: dashes or plus signs of any number and kind.
fn fence_like(line: &str) -> bool {
    let line = line.trim();
    line.chars().count() >= 2 && line.chars().all(is_fence_sign)
}

fn is_fence_sign(c: char) -> bool {
    matches!(c, '-' | '+' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// Front matter at the start of a file that has no head: indented, inside a code fence, with other
/// delimiters or with none, behind a comment.
fn unrecognised(text: &str, start: usize) -> Option<Line> {
    let mut lines = lines_from(text, start)
        .take(40)
        .filter(|line| !line.text(text).trim().is_empty())
        .take(8)
        .peekable();
    let first = lines.next()?;
    if telling(first.text(text)) {
        let follows = lines
            .peek()
            .is_some_and(|line| telling(line.text(text)) || fence_like(line.text(text)));
        return follows.then_some(first);
    }
    let content = first.text(text).trim_start();
    if let Some(rest) = content.strip_prefix('{')
        && key_like(rest.trim_start()).is_some_and(|rest| content.contains('"') && rest.starts_with(':'))
    {
        return Some(first);
    }
    // `--- # c`, `--- yaml`: no generator's fence, and nobody's text.
    let fence = ["---", "+++", ";;;"]
        .iter()
        .any(|fence| content.starts_with(fence))
        || fence_like(content);
    if let Some(line) = fields_follow(text, first.next).filter(|_| fence || content == "{") {
        return Some(line);
    }
    let mut opened =
        fence || content.starts_with("```") || content.starts_with("~~~") || content.starts_with('{');
    let mut comment = first.text(text).trim_start().starts_with("<!--");
    for line in lines {
        let content = line.text(text);
        if opened && telling(content) {
            return Some(line);
        }
        let fence = fence_like(content);
        comment &= !fence;
        if !fence && !opened && !comment && !first.text(text).contains("-->") {
            return None;
        }
        opened = fence;
    }
    None
}

/// A second head right behind the first one.
fn second_head(text: &str, body: usize) -> Option<Line> {
    // Most bodies begin with a word, perhaps of a very long line.
    if !text[body..].trim_start().starts_with(is_fence_sign) {
        return None;
    }
    let mut lines = lines_from(text, body)
        .take(20)
        .filter(|line| !line.text(text).trim().is_empty());
    let first = lines.next()?;
    let second = lines.next()?;
    (fence_like(first.text(text)) && telling(second.text(text))).then_some(second)
}
