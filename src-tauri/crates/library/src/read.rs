//! Reads posts into the index, through the cache: a file that is as it was when the cache read it is not opened.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use galley_generators::{Generator, PathKind, Recognised};
use jiff::Zoned;
use rayon::prelude::*;

use crate::cache::{Kept, Store, now};
use crate::cache_writer::Cache;
use crate::facts::{self, Facts};
use crate::library::Inner;
use crate::places::Places;
use crate::scan::{self, Found};

/// The cache of the library in `root`, and what it knows.
pub(crate) fn open_cache(
    places: &Places,
    root: &std::path::Path,
    site: &Recognised,
    now: &Zoned,
) -> (Arc<Cache>, Vec<Kept>) {
    let folder = places.cache_of_library(root);
    match Store::open(&folder, &made_by(site, now)) {
        Some((store, connection, kept)) => (Cache::new(Some((store, connection)), &kept), kept),
        None => (Cache::new(None, &[]), Vec::new()),
    }
}

/// All that facts depend on apart from their file and the other files' names: Galley's sources, the generator with its
/// settings, the zone of dates that name none.
pub(crate) fn made_by(site: &Recognised, now: &Zoned) -> String {
    let generator = &site.generator;
    let named = site.galley.as_ref().and_then(|galley| galley.library.clone());
    // Without what was learned from the other files' names: that is in each row's `place`.
    let alone = Generator::new(
        generator.kind(),
        generator.site_root().to_owned(),
        generator.settings().clone(),
        named.unwrap_or_default().posts,
        &[],
    );
    let zone = generator.time_zone(now.time_zone());
    let text = format!("{} {alone:?} {zone:?}", env!("GALLEY_SOURCES"));
    blake3::hash(text.as_bytes()).to_hex().to_string()
}

/// What a path makes of its file, dated and undated: a row with another answer is read again.
pub(crate) fn place(generator: &Generator, path: &str) -> String {
    let letter = |kind| match kind {
        PathKind::Post => 'p',
        PathKind::Page => 's',
        PathKind::NotContent => '-',
    };
    [false, true]
        .map(|dated| letter(generator.classify_dated(path, dated)))
        .iter()
        .collect()
}

/// A post's facts as they were kept, with what its path says of it today.
fn taken(generator: &Generator, kept: &Kept) -> Facts {
    Facts {
        collection: generator.collection(&kept.found.path),
        language: generator.language(&kept.found.path),
        modified: kept.found.modified,
        ..kept.facts.clone()
    }
}

impl Inner {
    /// Fills the empty index from the cache and, in parallel, from the files that the cache does not know as they are.
    pub(crate) fn first_read(&self, files: &[Found], kept: Vec<Kept>) {
        // Before the first file is opened: what changes after this moment is noticed by its stamp.
        let read_at = now();
        let generator = &self.site.generator;
        let mut known: HashMap<String, Kept> = kept
            .into_iter()
            .map(|row| (row.found.path.clone(), row))
            .collect();
        let read: Vec<(&Found, Option<Facts>, bool)> = files
            .par_iter()
            .map(|file| {
                let row = known.get(&file.path).filter(|row| {
                    !row.fresh && row.found == *file && row.place == place(generator, &file.path)
                });
                match row {
                    Some(row) => (file, Some(taken(generator, row)), false),
                    None => (file, facts::read(&self.root, &self.site, &self.clock, file), true),
                }
            })
            .collect();
        let mut news = Vec::new();
        let mut untexted = Vec::new();
        let mut index = self.index_mut();
        for (file, facts, new) in read {
            let row = known.remove(&file.path);
            match (&facts, new) {
                (Some(facts), true) => news.push((file.clone(), facts.clone(), read_at)),
                (Some(_), false) => untexted.extend(row.filter(|row| !row.texted).map(|_| file.path.clone())),
                (None, _) => {
                    if let Some(row) = row {
                        known.insert(file.path.clone(), row);
                    }
                }
            }
            index.put(&file.path, facts);
        }
        drop(index);
        // What is left is gone, or no content any more.
        self.cache.take(news, known.into_keys().collect(), untexted);
    }

    /// Reads these files in parallel into the index. True when a row is another one.
    pub(crate) fn put_all(&self, files: &[Found]) -> bool {
        let read: Vec<(&str, Option<Facts>)> = files
            .par_iter()
            .map(|file| {
                let facts = facts::read(&self.root, &self.site, &self.clock, file);
                (file.path.as_str(), facts)
            })
            .collect();
        let mut index = self.index_mut();
        let content: HashSet<&str> = read
            .iter()
            .filter(|(path, facts)| facts.is_some() || index.get(path).is_some())
            .map(|(path, _)| *path)
            .collect();
        self.cache.changed(content.into_iter().map(str::to_owned));
        read.into_iter()
            .fold(false, |any, (path, facts)| index.put(path, facts) | any)
    }

    /// Reads one file again. True when its row is another one.
    pub(crate) fn refresh_file(&self, path: &str) -> bool {
        match scan::look(&self.root, &self.root.join(path)) {
            Some(file) => self.put_all(&[file]),
            None => self.forget_file(path),
        }
    }

    /// Takes a file out that is gone. True when there was a row.
    pub(crate) fn forget_file(&self, path: &str) -> bool {
        self.cache.changed(std::iter::once(path.to_owned()));
        self.index_mut().put(path, None)
    }
}
