//! All tags with what is known of each, and the ones that look alike and are several.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::PathBuf;

use jiff::civil::Date;

use crate::alike;
use crate::error::{Error, Result};
use crate::library::{Inner, Library};
use crate::view::{LookAlike, TagRow};

/// So many authors are named.
const AUTHORS: usize = 3;

#[derive(Default)]
struct Used {
    last: Option<Date>,
    authors: HashMap<String, u32>,
}

impl Library {
    /// All tags, most used first.
    pub fn tag_rows(&self) -> Vec<TagRow> {
        let index = self.inner.index();
        let mut used: HashMap<String, Used> = HashMap::new();
        for (_, facts) in index.posts().filter(|(_, facts)| !facts.page) {
            let folded: BTreeSet<String> = facts.tags.iter().map(|tag| tag.to_lowercase()).collect();
            for tag in folded {
                let one = used.entry(tag).or_default();
                one.last = one.last.max(facts.day);
                for author in &facts.authors {
                    *one.authors.entry(author.clone()).or_default() += 1;
                }
            }
        }
        let row = |tag: crate::view::NameCount| {
            let used = used.remove(&tag.name.to_lowercase()).unwrap_or_default();
            let mut authors: Vec<(String, u32)> = used.authors.into_iter().collect();
            authors.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            TagRow {
                name: tag.name,
                count: tag.count,
                last: used.last.map(|day| day.to_string()),
                authors: authors.into_iter().take(AUTHORS).map(|(name, _)| name).collect(),
            }
        };
        index.tags().into_iter().map(row).collect()
    }

    /// From now on these tags are several, however much they look alike.
    ///
    /// # Errors
    /// What the disk says.
    pub fn not_the_same(&self, tags: &[String]) -> Result<()> {
        let inner = &self.inner;
        let mut known = inner.several();
        known.push(tags.to_vec());
        let file = inner.several_file();
        let text = serde_json::to_vec(&known).unwrap_or_default();
        let written = file
            .parent()
            .map_or(Ok(()), fs::create_dir_all)
            .and_then(|()| fs::write(&file, text));
        written.map_err(|error| Error::io(error, &file))?;
        inner.index_mut().touch();
        inner.tell_index();
        Ok(())
    }
}

impl Inner {
    /// The tags that look alike, without those that the writer said are several.
    pub(crate) fn look_alikes(&self) -> Vec<LookAlike> {
        let spellings = self.index().spellings();
        let several = self.several();
        let mut groups = alike::look_alikes(&spellings);
        for group in &mut groups {
            let apart =
                |a: &String, b: &String| several.iter().any(|names| names.contains(a) && names.contains(b));
            group.others.retain(|other| !apart(&group.keep.name, &other.name));
        }
        groups.retain(|group| !group.others.is_empty());
        groups
    }

    fn several(&self) -> Vec<Vec<String>> {
        let text = fs::read(self.several_file()).unwrap_or_default();
        serde_json::from_slice(&text).unwrap_or_default()
    }

    fn several_file(&self) -> PathBuf {
        self.places.of_library(&self.root).join("several-tags")
    }
}
