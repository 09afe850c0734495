//! What the output of a development server says: that a build begins, and what is wrong at which line of which file.

mod dump;
mod speech;

use crate::kind::GeneratorKind;
use dump::Dump;
use speech::{Speech, speech};

/// How many lines after the one that tells of a fault can still say where it is.
const FOLLOWING: usize = 60;
/// The longest message that is shown, in characters.
const LONGEST: usize = 300;

/// Where a line is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// From the beginning of the file.
    File,
    /// From the first line of the head, behind its opening mark.
    Head,
    /// From the line behind the head.
    Body,
    /// From the first line of text behind the head.
    Text,
}

/// What a generator cannot build.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fault {
    /// The file, as a path from the site's folder where it stands below it.
    pub path: Option<String>,
    /// The line, counted from 1, and from where.
    pub line: Option<(u32, Counted)>,
    /// The template tag that is wrong, as it stands in the file, where the generator counts the lines of what it made.
    pub quoted: Option<String>,
    /// The generator's own words, in one line.
    pub message: String,
}

/// What a line told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// A build has begun: faults that were told are the last build's.
    Building,
    /// There is a fault. A next line can tell more of the same one.
    Fault {
        /// Whether it is another one than the last.
        new: bool,
        /// All that is known of it.
        fault: Fault,
    },
}

/// Reads an output line by line.
pub struct Output {
    speech: Option<&'static Speech>,
    root: String,
    last: Option<Fault>,
    following: usize,
    /// The last fault is one that a build does not mend.
    outlasts: bool,
    /// Where the last fault is in a text that the generator made.
    made: Option<Dump>,
}

impl Output {
    /// The output of this generator's server for the site in the folder `root`, which is absolute.
    pub fn new(kind: GeneratorKind, root: &str) -> Self {
        Self {
            speech: speech(kind),
            root: root.trim_end_matches('/').to_owned(),
            last: None,
            following: 0,
            outlasts: false,
            made: None,
        }
    }

    /// What is wrong may be mended: the next fault is another one, also one of the same file.
    pub fn forget(&mut self) {
        self.last = None;
        self.following = 0;
    }

    /// Reads the next line, without its end.
    pub fn line(&mut self, line: &str) -> Option<Heard> {
        let speech = self.speech?;
        let line = uncoloured(line);
        let line = line.trim_start_matches("[11ty]").trim();
        let after_time = line.split_once(' ').map_or("", |(_, rest)| rest);
        let begins = |starts: &[&str]| {
            starts
                .iter()
                .any(|start| line.starts_with(start) || after_time.starts_with(start))
        };
        let made = Dump::of(line).filter(|_| speech.fills_pages);
        if begins(speech.building) || (speech.building.iter().any(|mark| line.contains(mark))) {
            let mended = !std::mem::take(&mut self.outlasts);
            self.forget();
            return mended.then_some(Heard::Building);
        }
        if begins(speech.faults) {
            // One fault is told in several lines that begin alike; the first one that says where it is stays.
            let fault = self.fault(speech, line);
            let more = self.following > 0
                && self.last.as_ref().is_some_and(|last| {
                    last.path.is_none() || fault.path.is_none() || last.path == fault.path
                });
            if more {
                return self.add(fault);
            }
            self.following = FOLLOWING;
            self.outlasts = begins(speech.outlasting);
            self.made = made;
            self.last = Some(fault.clone());
            return Some(Heard::Fault { new: true, fault });
        }
        if self.following == 0 {
            return None;
        }
        self.following -= 1;
        if dump::is_quoted(line) {
            // The post's own words tell nothing but where they stand.
            let quoted = self.made.and_then(|made| made.tag(line));
            return self.add(Fault {
                quoted,
                ..Fault::default()
            });
        }
        self.made = made.or(self.made);
        let mut fault = self.fault(speech, line);
        let words = line.trim_start_matches(['[', '{', ' ']);
        let said = speech.words.iter().find_map(|start| {
            words
                .strip_prefix(start.trim_start_matches('['))
                .or_else(|| line.strip_prefix(start))
        });
        // Nunjucks has the words of such a fault in the line behind it, however that begins.
        let awaited = self
            .last
            .as_ref()
            .is_some_and(|last| last.message.ends_with(NO_PATH));
        match said.or(awaited.then_some(line)) {
            Some(said) => fault.message = cut(dump::behind(said).unwrap_or(said)),
            None => fault.message.clear(),
        }
        // A stack of calls names the generator's own files.
        if line.starts_with("at ") && fault.path.as_deref().is_none_or(is_program) {
            return None;
        }
        self.add(fault)
    }

    /// Puts what a line adds to the last fault.
    fn add(&mut self, more: Fault) -> Option<Heard> {
        let last = self.last.as_mut()?;
        let before = last.clone();
        if last.path.is_none() {
            last.path = more.path;
        }
        if last.line.is_none() {
            last.line = more.line;
        }
        if last.quoted.is_none() {
            last.quoted = more.quoted;
        }
        let announced =
            last.message.is_empty() || ANNOUNCING.iter().any(|words| last.message.contains(words));
        if announced && !more.message.is_empty() {
            last.message = more.message;
        }
        (before != *last).then(|| Heard::Fault {
            new: false,
            fault: last.clone(),
        })
    }

    fn fault(&self, speech: &Speech, line: &str) -> Fault {
        let found = content_path(line, &self.root);
        Fault {
            line: line_in(speech, line, found.as_ref().map(|(_, end)| *end)),
            path: found.map(|(path, _)| path),
            quoted: None,
            message: cut(&message(line, &self.root)),
        }
    }
}

/// Words that only say that something is wrong: what it is stands in a later line.
const ANNOUNCING: [&str; 10] = [
    "Site plugin reload failure",
    "Problem writing Eleventy templates",
    "Eleventy Fatal Error",
    "MDX compilation failed",
    "Error while parsing",
    "unhandled rejection",
    "Process failed",
    "Something's wrong",
    NO_PATH,
    "Failed to build the site",
];

/// What Nunjucks says in place of a file's name.
const NO_PATH: &str = "(unknown path)";

/// A line without what colours it.
pub fn uncoloured(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        if letter == '\u{1b}' {
            // A sequence ends with its first letter.
            if letters.next() == Some('[') {
                let _ = letters.by_ref().find(char::is_ascii_alphabetic);
            }
        } else if !letter.is_control() || letter == '\t' {
            text.push(letter);
        }
    }
    text
}

const ENDINGS: [&str; 8] = [
    ".markdown",
    ".mdx",
    ".md",
    ".html",
    ".njk",
    ".liquid",
    ".astro",
    ".org",
];

fn is_program(path: &str) -> bool {
    path.contains("node_modules")
}

/// The first file in a line that can be a text or a template, from the site's folder `root` where it stands below it,
/// and where it ends.
fn content_path(line: &str, root: &str) -> Option<(String, usize)> {
    let mut found: Option<(usize, usize)> = None;
    for ending in ENDINGS {
        for (at, _) in line.match_indices(ending) {
            let end = at + ending.len();
            let goes_on =
                line[end..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/'));
            // What ends a sentence is no part of a name.
            let goes_on = goes_on && !line[end..].starts_with(". ") && &line[end..] != ".";
            if !goes_on && found.is_none_or(|(_, known)| end < known) {
                found = Some((at, end));
            }
        }
    }
    let (at, end) = found?;
    let before = &line[..at];
    let own = format!("{root}/");
    let start = match (before.rfind('"'), before.find(&own), before.rfind("./")) {
        (Some(quote), ..) if before.matches('"').count() % 2 == 1 => quote + 1,
        (_, Some(own), _) if root.len() > 1 => own,
        (_, _, Some(here)) if here == 0 || before[..here].ends_with([' ', ':']) => here,
        _ => before.rfind([' ', '=', '(', '[']).map_or(0, |blank| blank + 1),
    };
    let path = line.get(start..end)?;
    let path = path.strip_prefix(&own).unwrap_or(path).trim_start_matches("./");
    // An address on the web is none.
    (!path.is_empty() && !path.contains("://")).then(|| (path.to_owned(), end))
}

/// The line that a sentence names; `path_end` is where the file's name ends in it.
fn line_in(speech: &Speech, line: &str, path_end: Option<usize>) -> Option<(u32, Counted)> {
    let number = |text: &str| {
        let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        text[..digits].parse::<u32>().ok().filter(|n| *n > 0)
    };
    let after = |mark: &str, counted| {
        let at = line.find(mark)? + mark.len();
        Some((number(&line[at..])?, counted))
    };
    if let Some(rest) = path_end.and_then(|end| line.get(end..)?.strip_prefix(':'))
        && let Some(found) = number(rest)
    {
        return Some((found, Counted::File));
    }
    let known = after("at line ", Counted::File)
        .or_else(|| after("line:", Counted::Body))
        .or_else(|| after("\"line\": ", Counted::File))
        .or_else(|| after("(line ", speech.bracketed))
        .or_else(|| after("(Line ", Counted::Body))
        .or_else(|| after("[Line ", Counted::Text).filter(|_| !speech.fills_pages));
    // `(4:1)`: a line of the head and a column; `(7:1-7:6)`: from there to there.
    known.or_else(|| {
        line.match_indices('(').find_map(|(at, _)| {
            let (inside, _) = line[at + 1..].split_once(')')?;
            let (row, column) = inside
                .split_once('-')
                .map_or(inside, |(from, _)| from)
                .split_once(':')?;
            column.parse::<u32>().ok()?;
            Some((row.parse().ok().filter(|n| *n > 0)?, speech.columned))
        })
    })
}

/// The words of a fault: what the generator calls it and where it is left out.
fn message(line: &str, root: &str) -> String {
    if let Some(words) = dump::behind(line) {
        return words.to_owned();
    }
    let mut text = line.strip_prefix("Unhandled rejection ").unwrap_or(line);
    for start in [
        "Error: YAML Exception reading ",
        "Liquid Exception: ",
        "[ERROR] ",
        "ERROR ",
        "Error: ",
    ] {
        if let Some(at) = text.find(start).filter(|at| *at < 12) {
            text = &text[at + start.len()..];
            break;
        }
    }
    // Behind the file and its line.
    if let Some((_, end)) = content_path(text, root) {
        let rest = text[end..].trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | '"'));
        let rest = rest.trim();
        if rest.chars().filter(|c| c.is_alphabetic()).count() > 3 {
            text = rest;
        } else if let Some(at) = text.rfind(" in /").or_else(|| text.rfind(" in \"")) {
            text = &text[..at];
        }
    }
    // `[1:8] could not …`
    let text = match text.strip_prefix('[').and_then(|rest| rest.split_once("] ")) {
        Some((place, rest)) if place.chars().all(|c| c.is_ascii_digit() || c == ':') => rest,
        _ => text,
    };
    text.to_owned()
}

/// The words in one line and of some length, without the place, which stands beside them.
fn cut(text: &str) -> String {
    const BEFORE: [&str; 2] = ["YAMLException: ", "(<unknown>): "];
    const BEHIND: [&str; 4] = [" (via ", ", file:", " at line ", " ("];
    let mut text = text.trim();
    for start in BEFORE {
        text = text.strip_prefix(start).unwrap_or(text);
    }
    for end in BEHIND {
        if let Some((words, place)) = text.split_once(end)
            && (end != " (" || place.ends_with(')') && place.starts_with(|c: char| c.is_ascii_digit()))
        {
            text = words;
        }
    }
    text.trim().chars().take(LONGEST).collect()
}
