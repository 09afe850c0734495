//! A post that was sent for review and came to readers in a reviewer's wording, as one new commit (a squash): for Git both
//! sides wrote it, for the writer it is what was sent, and then changed over there.

use std::collections::{HashMap, HashSet};

use galley_git as git;
use galley_post::Post;

use crate::library::Inner;

/// So many of ten words that the sent version brought have to be in the server's for it to have come of that.
const OF_TEN: usize = 7;

impl Inner {
    /// Both sides brought together on what was sent for review, where the server's came of that; `None` where it did not, or
    /// where they do not fit together so either.
    pub(crate) fn merged_since_review(&self, path: &str, three: &git::Three<'_>) -> Option<Post> {
        let repository = self.repository().ok()?;
        let git_path = self.git_path(path);
        self.kept_reviews().into_iter().find_map(|kept| {
            if !kept.paths.iter().any(|sent| sent == path) {
                return None;
            }
            let sent = git::Revision::Commit(kept.commit.parse().ok()?);
            let sent = repository.read_blob(sent, &git_path).ok()??;
            if !came_of(three.base.unwrap_or_default(), &sent, three.theirs) {
                return None;
            }
            let [sent, mine, theirs] = [sent, three.mine.to_vec(), three.theirs.to_vec()].map(Post::parse);
            galley_post::merge(&sent, &mine, &theirs).settled()
        })
    }
}

/// Whether most words of what `sent` brought beyond `base` are among those that `theirs` brought.
fn came_of(base: &[u8], sent: &[u8], theirs: &[u8]) -> bool {
    let [base, sent, theirs] = [base, sent, theirs].map(String::from_utf8_lossy);
    let known: HashSet<&str> = base.lines().map(str::trim).collect();
    let brought = |text: &'_ str| -> HashMap<String, usize> {
        let mut words = HashMap::new();
        let lines = text.lines().filter(|line| !known.contains(line.trim()));
        for word in lines.flat_map(str::split_whitespace) {
            *words.entry(word.to_owned()).or_default() += 1;
        }
        words
    };
    let (sent, theirs) = (brought(&sent), brought(&theirs));
    let all: usize = sent.values().sum();
    let there = |(word, count): (&String, &usize)| theirs.get(word).copied().unwrap_or(0).min(*count);
    let common: usize = sent.iter().map(there).sum();
    all > 0 && common * 10 >= all * OF_TEN
}
