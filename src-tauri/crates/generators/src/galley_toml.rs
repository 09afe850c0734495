//! `galley.toml`: the config of a blog that Galley builds, and corrections where another generator was guessed wrong.

mod check;
mod preview;
mod site;
mod sync;

use serde::{Deserialize, Serialize};
use toml::de::{DeTable, DeValue};

use crate::problem::{Problem, begins_at, line_of, unreadable};

pub use check::{CheckLevel, CheckTable};
pub use preview::PreviewTable;
pub use site::{ExcerptCut, NavLink, SiteSort, SiteTable};
pub use sync::SyncTable;

/// The whole file. Everything in it is optional.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct GalleyToml {
    /// `[site]`: present in a blog that Galley builds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site: Option<SiteTable>,
    /// `[library]`: corrections.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub library: Option<LibraryTable>,
    /// `[preview]`: how the true preview is run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preview: Option<PreviewTable>,
    /// `[sync]`: how often the server is asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sync: Option<SyncTable>,
    /// `[check]`: how bad which problem is.
    #[serde(skip_serializing_if = "CheckTable::is_empty")]
    pub check: CheckTable,
}

/// Corrections of what Galley concludes from the files.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct LibraryTable {
    /// The generator's id, for example `hugo`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub generator: Option<String>,
    /// Folders that hold the posts, as paths in the library. Empty: where the generator has them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub posts: Vec<String>,
}

impl GalleyToml {
    /// The file's name, at the top of the library.
    pub const NAME: &'static str = "galley.toml";

    /// Reads the file. A key that is unknown or holds something else than it should is a problem with its line and
    /// otherwise left out; a file that is no TOML is one problem and the empty config.
    pub fn read(text: &str) -> (Self, Vec<Problem>) {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = Reader {
            text,
            problems: Vec::new(),
        };
        let config = match DeTable::parse(text) {
            Ok(table) => reader.file(table.get_ref()),
            Err(error) => {
                let line = error.span().map(|span| line_of(text, span.start));
                let line = line.map(|line| begins_at(text, line, &|text| DeTable::parse(text).is_ok()));
                let problem = unreadable(Self::NAME, text, error.message().to_owned(), line);
                reader.problems.push(problem);
                Self::default()
            }
        };
        reader.problems.sort_by_key(|p| p.line);
        (config, reader.problems)
    }
}

struct Reader<'t> {
    text: &'t str,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn file(&mut self, table: &DeTable) -> GalleyToml {
        let mut config = GalleyToml::default();
        for (key, value) in table {
            let name: &str = key.get_ref();
            match (name, value.get_ref()) {
                ("site", DeValue::Table(table)) => config.site = Some(self.site(table)),
                ("library", DeValue::Table(table)) => config.library = Some(self.library(table)),
                ("preview", DeValue::Table(table)) => config.preview = Some(self.preview(table)),
                ("sync", DeValue::Table(table)) => config.sync = Some(self.sync(table)),
                ("check", DeValue::Table(table)) => config.check = self.check(table),
                ("site" | "library" | "preview" | "sync" | "check", other) => {
                    self.bad(name, other, "table", value.span().start)
                }
                _ => self.unknown(name, key.span().start),
            }
        }
        config
    }

    fn library(&mut self, table: &DeTable) -> LibraryTable {
        let mut library = LibraryTable::default();
        for (key, value) in table {
            let name: &str = key.get_ref();
            let at = value.span().start;
            match (name, value.get_ref()) {
                ("generator", DeValue::String(id)) if crate::GeneratorKind::from_id(id).is_some() => {
                    library.generator = Some(id.clone().into_owned());
                }
                ("generator", other) => {
                    self.bad("library.generator", other, "generator", at);
                }
                ("posts", DeValue::Array(folders)) => {
                    for folder in folders {
                        match folder.get_ref().as_str().and_then(crate::parts::folder) {
                            Some(path) => library.posts.push(path),
                            None => {
                                self.bad("library.posts", folder.get_ref(), "folders", folder.span().start)
                            }
                        }
                    }
                }
                ("posts", other) => self.bad("library.posts", other, "folders", at),
                _ => self.unknown(&format!("library.{name}"), key.span().start),
            }
        }
        library
    }

    fn unknown(&mut self, key: &str, at: usize) {
        let problem = Problem::new("config.unknown-key", vec![("key", key.to_owned())]);
        self.problems
            .push(problem.at(GalleyToml::NAME, Some(line_of(self.text, at))));
    }

    fn bad(&mut self, key: &str, value: &DeValue, expected: &str, at: usize) {
        let value = match value {
            DeValue::Integer(number) => number.to_string(),
            value => value
                .as_str()
                .map_or_else(|| value.type_str().to_owned(), str::to_owned),
        };
        let args = vec![
            ("key", key.to_owned()),
            ("value", value),
            ("expected", expected.to_owned()),
        ];
        let problem = Problem::new("config.bad-value", args);
        self.problems
            .push(problem.at(GalleyToml::NAME, Some(line_of(self.text, at))));
    }
}
