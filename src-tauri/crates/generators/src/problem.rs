//! What is wrong with a library's config files. Sentences stand in the library's catalogue, not here.

/// Something wrong that does not stop a library from opening.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// One of `config.unreadable` (args: `detail`, and `field` where one stands on
    /// that line), `config.unknown-key` (`key`), `config.bad-value` (`key`,
    /// `value`, `expected`: `table`, `text`, `timezone`, `links`, `folders` or `generator`), `generator.guessed`
    /// (`generator`, `because`), `generator.several` (`generator`, `other`, `folder`), `content.missing` and
    /// `content.submodule` (`folder`).
    pub code: &'static str,
    /// What the sentence needs, by name.
    pub args: Vec<(&'static str, String)>,
    /// The file, as a path in the library.
    pub path: Option<String>,
    /// The line in the file, counted from 1.
    pub line: Option<u32>,
}

impl Problem {
    pub(crate) fn new(code: &'static str, args: Vec<(&'static str, String)>) -> Self {
        Self {
            code,
            args,
            path: None,
            line: None,
        }
    }

    pub(crate) fn at(mut self, path: &str, line: Option<u32>) -> Self {
        self.path = Some(path.to_owned());
        self.line = line;
        self
    }
}

/// The line, counted from 1, on which the byte `offset` of `text` stands.
pub(crate) fn line_of(text: &str, offset: usize) -> u32 {
    let before = text.as_bytes().get(..offset).unwrap_or(text.as_bytes());
    let count = before.iter().filter(|b| **b == b'\n').count();
    u32::try_from(count).unwrap_or(u32::MAX).saturating_add(1)
}

/// How many lines a field may have, to be looked for from its end.
const FIELD: usize = 300;

/// What was found wrong with the text of a config, at a line.
pub(crate) fn unreadable(path: &str, text: &str, detail: String, line: Option<u32>) -> Problem {
    let mut args = vec![("detail", detail)];
    args.extend(line.and_then(|line| Some(("field", field_at(text, line)?))));
    Problem::new("config.unreadable", args).at(path, line)
}

/// The line, counted from 1, on which the field begins that cannot be read, where the reader stopped at `line`: a quote
/// or a bracket that is never closed is noticed at a later field, or at the end. `reads` tells whether the text is fine.
pub(crate) fn begins_at(text: &str, line: u32, reads: &dyn Fn(&str) -> bool) -> u32 {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let at = usize::try_from(line).unwrap_or(usize::MAX).saturating_sub(1);
    let begins =
        |line: &str| line.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '"' | '\'' | '['));
    let inside = |line: &&str| !begins(line) && !line.trim().is_empty();
    // On the last line nothing says whether it is its own.
    if at + 1 < lines.len() && lines.get(at).is_some_and(inside) {
        return line;
    }
    // A field of more than this many lines begins where the reader stopped.
    let ends = (0..=at.min(lines.len())).rev().take(FIELD);
    let Some(mut end) = ends.into_iter().find(|end| reads(&lines[..*end].concat())) else {
        return line;
    };
    // A part of that field may be what cannot be read.
    while end < lines.len() && reads(&lines[..=end].concat()) {
        end += 1;
    }
    let says = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    let bad = lines[end..].iter().position(says).map(|behind| end + behind + 1);
    bad.and_then(|bad| u32::try_from(bad).ok()).unwrap_or(line)
}

/// The name that is given a value on a line of TOML, YAML or JSON.
fn field_at(text: &str, line: u32) -> Option<String> {
    let line = text.lines().nth(usize::try_from(line).ok()?.checked_sub(1)?)?;
    let line = line.trim_start_matches([' ', '\t', '-', '{', ',', '[']);
    let (name, _) = line.split_once(['=', ':'])?;
    let name = name.trim().trim_matches(['"', '\'']);
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    (!name.is_empty() && name.chars().all(plain)).then(|| name.to_owned())
}
