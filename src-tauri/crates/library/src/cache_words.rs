//! Reads a post for the cache: what it says, and all its words.

use std::collections::HashMap;

use galley_generators::PathKind;
use galley_post::Post;

use crate::cache::{self, Words};
use crate::cache_writer::Source;
use crate::disk;
use crate::facts::{self, Facts};
use crate::scan::{self, Found};
use crate::search_words::{each_word, tokens};

/// How often a word must stand in a text to count as one that the text is about.
const OFTEN: u32 = 3;

/// What a post says now, with all its words; `None` for what is gone or no content.
pub fn learn(source: &Source, path: &str) -> Option<(Found, i64, Facts, Words)> {
    let read_at = cache::now();
    let found = scan::look(&source.root, &source.root.join(path))?;
    let generator = &source.site.generator;
    if generator.classify(path) == PathKind::NotContent {
        return None;
    }
    if found.size > scan::LARGEST {
        let facts = facts::read(&source.root, &source.site, &source.clock, &found)?;
        let words = words(path, &facts, "");
        return Some((found, read_at, facts, words));
    }
    let post = Post::parse(disk::read(&source.root, path).ok()?);
    let facts = facts::of_post(generator, &source.clock, path, &post);
    let words = words(path, &facts, if post.is_utf8() { post.body() } else { "" });
    Some((found, read_at, facts, words))
}

/// The words of a post for the full-text index.
pub fn words(path: &str, facts: &Facts, body: &str) -> Words {
    let mut all = Words::default();
    let mut counts: HashMap<String, u32> = HashMap::new();
    let mut add = |text: &str, weight: u32| {
        each_word(text, |word| {
            tokens(word, |token| {
                // Each word stands there once: nobody asks where.
                let count = match counts.get_mut(token) {
                    Some(count) => count,
                    None => {
                        all.text.push_str(token);
                        all.text.push(' ');
                        counts.entry(token.to_owned()).or_default()
                    }
                };
                let before = *count;
                *count += weight;
                if before < OFTEN && *count >= OFTEN {
                    all.often.push_str(token);
                    all.often.push(' ');
                }
            });
        });
    };
    add(&facts.title, 0);
    add(&facts.excerpt, 0);
    add(path, 0);
    facts
        .tags
        .iter()
        .chain(&facts.authors)
        .for_each(|name| add(name, 0));
    for line in body.lines() {
        let heading = line.starts_with('#') && line.trim_start_matches('#').starts_with(' ');
        add(line, if heading { OFTEN } else { 1 });
    }
    all
}
