//! What of an open post's page is another one than before: a long page is neither sent nor read again for one letter.
//!
//! Only whole blocks are exchanged, and only such as stand by themselves ([`galley_site::Mark::sealed`]); where anything
//! else differs, the page is sent whole. What comes of a patch is the page, byte for byte.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use galley_site::{Mark, Page};

use super::{block_mark, number};
use crate::error::Result;
use crate::library::{Library, lock};
use crate::session::Session;
use crate::view::{BlockMark, PagePatch, PageSplice, PreviewChange};

/// How long the page waits for an edit that is on its way.
const LONGEST_WAIT: Duration = Duration::from_secs(2);

/// The page that was handed out last for an open post.
#[derive(Debug)]
pub struct Shown {
    /// Its number among those of the post.
    pub(super) number: u32,
    pub(super) page: Page,
    pub(super) cover: Option<String>,
}

impl Library {
    /// How the page of an open post differs from the one with the number `since`, or the whole page where that is not the
    /// one that was handed out last, or where more differs than some blocks of the text. An edit `seq` that is on its way
    /// is waited for ([`LONGEST_WAIT`] at most), so that the window can ask for the page together with handing it over.
    ///
    /// # Errors
    /// `post.closed`.
    pub fn preview_change(&self, post: &str, since: u32, seq: u32) -> Result<PreviewChange> {
        let session = self.inner.session(post)?;
        await_edit(&session, seq);
        let before = lock(&session).shown.clone().filter(|shown| shown.number == since);
        let (seq, now) = self.show_page(post)?;
        let patch = before
            .filter(|before| before.cover == now.cover)
            .and_then(|before| patch(&before.page, &now.page));
        Ok(match patch {
            Some(patch) => PreviewChange {
                patch: Some(PagePatch {
                    seq,
                    number: now.number,
                    ..patch
                }),
                page: None,
            },
            None => PreviewChange {
                patch: None,
                page: Some(super::view(seq, &now)),
            },
        })
    }
}

fn await_edit(session: &Mutex<Session>, seq: u32) {
    let held = lock(session);
    let taken = Arc::clone(&held.taken);
    // Should it not come, the page that there is is the answer, and says which edit it shows.
    drop(taken.wait_timeout_while(held, LONGEST_WAIT, |session| session.seq < seq && !session.closed));
}

/// How `new` comes from `old` by an exchange of blocks; `None` where it does not.
fn patch(old: &Page, new: &Page) -> Option<PagePatch> {
    let (old_body, new_body) = (body(old)?, body(new)?);
    let before = |page: &Page, body: usize| page.html.get(body..begin(page)?).map(str::to_owned);
    let same_around = before(old, old_body)? == before(new, new_body)?
        && old.html.get(old.text.end..)? == new.html.get(new.text.end..)?;
    if !same_around {
        return None;
    }

    let (count, new_count) = (old.marks.len(), new.marks.len());
    let shift = |old: &Mark, new: &Mark| {
        (
            signed(new.line) - signed(old.line),
            signed(new.end_line) - signed(old.end_line),
        )
    };
    let last = shift(old.marks.last()?, new.marks.last()?);
    let same = |at: usize, new_at: usize| block(old, at) == block(new, new_at);
    let moved = |at: usize, new_at: usize| shift(&old.marks[at], &new.marks[new_at]);
    let most = count.min(new_count);
    let mut first = (0..most)
        .take_while(|at| same(*at, *at) && moved(*at, *at) == (0, 0))
        .count();
    let mut rest = (1..=most - first)
        .take_while(|back| {
            last.0 == last.1
                && same(count - back, new_count - back)
                && moved(count - back, new_count - back) == last
        })
        .count();
    // Blocks that came or went are put beside one that stays: both sides have one to begin with.
    if first + rest == most && count != new_count {
        match (first, rest) {
            (0, 0) => return None,
            (0, _) => rest -= 1,
            _ => first -= 1,
        }
    }
    let (old_range, new_range) = (first..count - rest, first..new_count - rest);
    let sealed = |marks: &[Mark]| marks.iter().all(|mark| mark.sealed);
    if !sealed(&old.marks[old_range.clone()]) || !sealed(&new.marks[new_range.clone()]) {
        return None;
    }

    let mut splices = Vec::new();
    if old.html[..old_body] != new.html[..new_body] {
        splices.push(PageSplice {
            from: 0,
            to: units(&old.html[..old_body]),
            insert: new.html[..new_body].to_owned(),
        });
    }
    if !old_range.is_empty() {
        let gone = &old.html[old.marks[old_range.start].offset..end(old, old_range.end - 1)];
        let from = number(old.marks[old_range.start].offset_utf16);
        splices.push(PageSplice {
            from,
            to: from + units(gone),
            insert: new.html[new.marks[new_range.start].offset..end(new, new_range.end - 1)].to_owned(),
        });
    }
    Some(PagePatch {
        seq: 0,
        number: 0,
        splices,
        from: number(old_range.start),
        to: number(old_range.end),
        marks: new.marks[new_range]
            .iter()
            .map(block_mark)
            .collect::<Vec<BlockMark>>(),
        lines: if rest == 0 { 0 } else { i32::try_from(last.0).ok()? },
    })
}

/// Where the body of a page begins.
fn body(page: &Page) -> Option<usize> {
    page.html.find("<body")
}

/// Where the first block begins.
fn begin(page: &Page) -> Option<usize> {
    page.marks.first().map(|mark| mark.offset)
}

/// The HTML of a block, up to the next one.
fn block(page: &Page, at: usize) -> &str {
    &page.html[page.marks[at].offset..end(page, at)]
}

fn end(page: &Page, at: usize) -> usize {
    page.marks.get(at + 1).map_or(page.text.end, |next| next.offset)
}

fn units(text: &str) -> u32 {
    number(text.chars().map(char::len_utf16).sum())
}

fn signed(line: usize) -> i64 {
    i64::try_from(line).unwrap_or(i64::MAX)
}

#[cfg(test)]
#[path = "change_tests.rs"]
mod tests;
