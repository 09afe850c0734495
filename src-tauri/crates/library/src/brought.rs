//! A Markdown file that a writer brings along from elsewhere: a post of this library is opened, another one becomes a new post,
//! byte for byte.

use galley_generators::{NewPost, slug};

use crate::disk;
use crate::error::{Error, Result};
use crate::library::{Library, lock};
use crate::meeting::{Back, Replaced};
use crate::undo::Undo;
use crate::view::VerbResult;

/// Longer than any post that people write, in bytes.
const LONGEST: usize = 32 * 1024 * 1024;

impl Library {
    /// The post that is this file, by name and bytes; else a new one with these bytes, where the library has its posts.
    ///
    /// # Errors
    /// `brought.not-text` for what is no text, `brought.too-long`, and what the disk says.
    pub fn bring_in(&self, name: &str, bytes: &[u8]) -> Result<VerbResult> {
        let inner = &self.inner;
        if bytes.len() > LONGEST {
            return Err(Error::new("brought.too-long", &[("name", name)]));
        }
        if std::str::from_utf8(bytes).is_err() || bytes.contains(&0) {
            return Err(Error::new("brought.not-text", &[("name", name)]));
        }
        let paths: Vec<String> = inner.index().posts().map(|(path, _)| path.to_owned()).collect();
        let named = |path: &&String| path.rsplit('/').next() == Some(name);
        let own = paths.iter().filter(named);
        let same = |path: &&String| disk::read(&inner.root, path).is_ok_and(|own| own == bytes);
        if let Some(path) = own.into_iter().find(same) {
            return Ok(VerbResult {
                path: path.clone(),
                undo: None,
            });
        }
        let taken = |path: &str| inner.root.join(path).exists();
        let made = inner.site.generator.new_path(&NewPost {
            slug: &slug(stem(name)),
            day: inner.clock.now().date(),
            draft: true,
            siblings: &paths,
            taken: &taken,
        });
        {
            let _alone = inner.alone()?;
            let _writing = lock(&inner.writing);
            inner.write_new(&made, bytes)?;
        }
        inner.refresh_file(&made);
        inner.wake_status();
        inner.tell_index();
        let undo = inner.can_undo(Undo::Replaced(Replaced {
            path: made.clone(),
            before: None,
            after: Some(bytes.to_vec()),
            back: Back::Text,
        }));
        Ok(VerbResult {
            path: made,
            undo: Some(undo),
        })
    }
}

/// The name without its ending and the day before it, which the generator writes anew where it wants one.
fn stem(name: &str) -> &str {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    match stem.split_at_checked(11) {
        Some((day, rest)) if !rest.is_empty() && is_day(day) => rest,
        _ => stem,
    }
}

/// `2026-06-04-`.
fn is_day(text: &str) -> bool {
    text.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 | 10 => byte == b'-',
        _ => byte.is_ascii_digit(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_in_a_name_is_none_of_the_slug() {
        assert_eq!(stem("2026-06-04-tide.md"), "tide");
        assert_eq!(stem("2026-06-04-.md"), "2026-06-04-");
        assert_eq!(stem("tide.en.md"), "tide.en");
        assert_eq!(stem("tide"), "tide");
        assert_eq!(stem("2026-06-xx-tide.md"), "2026-06-xx-tide");
    }
}
