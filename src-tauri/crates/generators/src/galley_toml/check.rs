//! `[check]`: how bad each kind of problem is in this blog.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use toml::de::{DeTable, DeValue};

use super::Reader;

/// How bad a problem is, as the config says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CheckLevel {
    /// It is not looked for.
    Off,
    /// Could be better.
    Hint,
    /// Readers stumble.
    Warning,
    /// It must not be published so.
    Error,
}

impl CheckLevel {
    fn of(value: &DeValue) -> Option<Self> {
        match value.as_str()? {
            "off" => Some(CheckLevel::Off),
            "hint" => Some(CheckLevel::Hint),
            "warning" => Some(CheckLevel::Warning),
            "error" => Some(CheckLevel::Error),
            _ => None,
        }
    }
}

/// The levels that the config gives, by the code of the problem, for example `link.missing`.
pub type CheckTable = BTreeMap<String, CheckLevel>;

impl Reader<'_> {
    /// `link.missing = "error"` is a table in a table to TOML; `"link.missing" = "error"` is none, and means the same. Which
    /// codes there are is not known here.
    pub(super) fn check(&mut self, table: &DeTable) -> CheckTable {
        let mut levels = CheckTable::new();
        self.levels(table, "", &mut levels);
        levels
    }

    fn levels(&mut self, table: &DeTable, before: &str, levels: &mut CheckTable) {
        for (key, value) in table {
            let name: &str = key.get_ref();
            let code = format!("{before}{name}");
            match (value.get_ref(), before.is_empty()) {
                (DeValue::Table(inner), true) => self.levels(inner, &format!("{name}."), levels),
                (value_of, _) => match CheckLevel::of(value_of) {
                    Some(level) => {
                        levels.insert(code, level);
                    }
                    None => self.bad(&format!("check.{code}"), value_of, "level", value.span().start),
                },
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::galley_toml::{CheckLevel, GalleyToml};

    #[test]
    fn levels_are_read_with_and_without_quotes() {
        let (read, problems) = GalleyToml::read(
            "[check]\nlink.missing = \"error\"\n\"picture.orphan\" = \"off\"\nheading.skipped = \"loud\"\n",
        );
        let levels: Vec<_> = read.check.into_iter().collect();
        assert_eq!(
            levels,
            [
                ("link.missing".to_owned(), CheckLevel::Error),
                ("picture.orphan".to_owned(), CheckLevel::Off)
            ]
        );
        assert_eq!(problems.len(), 1);
        assert_eq!(
            (problems[0].code, problems[0].line),
            ("config.bad-value", Some(4))
        );
    }
}
