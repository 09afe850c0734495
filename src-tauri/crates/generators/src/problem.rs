//! What is wrong with a library's config files. Sentences stand in the library's catalogue, not here.

/// Something wrong that does not stop a library from opening.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// One of `config.unreadable` (args: `detail`), `config.unknown-key` (`key`), `config.bad-value` (`key`,
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
