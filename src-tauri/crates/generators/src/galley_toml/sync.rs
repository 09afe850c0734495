//! `[sync]`: how often the server is asked unasked what others sent.

use serde::{Deserialize, Serialize};
use toml::de::{DeTable, DeValue};

use super::Reader;

/// A day has no more.
const LONGEST: u32 = 24 * 60;

/// How often the server is asked while the library is open.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SyncTable {
    /// Every so many minutes, up to 1440. 0: only when the writer asks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub every: Option<u32>,
}

impl Reader<'_> {
    pub(super) fn sync(&mut self, table: &DeTable) -> SyncTable {
        let mut sync = SyncTable::default();
        for (key, value) in table {
            let name: &str = key.get_ref();
            let path = format!("sync.{name}");
            match name {
                "every" => {
                    let at = value.span().start;
                    self.set(&mut sync.every, &path, value.get_ref(), at, "minutes", minutes);
                }
                _ => self.unknown(&path, key.span().start),
            }
        }
        sync
    }
}

fn minutes(value: &DeValue) -> Option<u32> {
    let DeValue::Integer(number) = value else {
        return None;
    };
    number.to_string().parse().ok().filter(|n| *n <= LONGEST)
}
