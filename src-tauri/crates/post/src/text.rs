//! The body as an editor has it: LF text that is changed in UTF-16 units, with each line's own ending kept
//! beside it, so that the file gets back the endings that it had.
//!
//! The text is held in chunks of a few kilobytes with their lengths, so that a keystroke costs a look along
//! the chunks and a rewrite of one of them.

mod change;

pub use change::{BadChange, Change, Ending};

use crate::lines::lines_from;

/// A chunk is split when it grows beyond this many bytes.
const LARGEST: usize = 4096;
/// A chunk that is cut from a larger text has about this many bytes.
const USUAL: usize = 2048;
/// FNV-1a, 32 bits.
const OFFSET: u32 = 2_166_136_261;
const PRIME: u32 = 16_777_619;

/// The body of a post while it is edited.
#[derive(Debug, Clone)]
pub struct BodyText {
    /// Never empty.
    chunks: Vec<Chunk>,
    /// The hash of all text before a chunk, for the chunks up to a point; never empty.
    hashes: Vec<u32>,
    /// How many lines have each ending: LF, CRLF, CR.
    counts: [usize; 3],
}

/// A piece of the text.
#[derive(Debug, Clone, Default)]
struct Chunk {
    text: String,
    /// In UTF-16 units.
    length: usize,
    /// One for each `\n` in the text.
    endings: Vec<Ending>,
}

/// A place in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct At {
    chunk: usize,
    byte: usize,
}

impl BodyText {
    /// Takes a body as it stands in the file.
    pub fn new(raw: &str) -> BodyText {
        let mut text = String::with_capacity(raw.len());
        let mut endings = Vec::new();
        for line in lines_from(raw, 0) {
            text.push_str(line.text(raw));
            let ending = match line.ending(raw) {
                "\n" => Ending::Lf,
                "\r\n" => Ending::CrLf,
                "\r" => Ending::Cr,
                _ => continue,
            };
            text.push('\n');
            endings.push(ending);
        }
        let mut counts = [0; 3];
        for ending in &endings {
            counts[*ending as usize] += 1;
        }
        BodyText {
            chunks: split(&text, &endings),
            hashes: vec![OFFSET],
            counts,
        }
    }

    /// The text with LF line endings: what the editor holds.
    pub fn lf(&self) -> String {
        self.chunks.iter().map(|chunk| chunk.text.as_str()).collect()
    }

    /// The text as it goes into the file, each line with its own ending.
    pub fn raw(&self) -> String {
        let length: usize = self
            .chunks
            .iter()
            .map(|chunk| chunk.text.len() + chunk.endings.len())
            .sum();
        let mut raw = String::with_capacity(length);
        for chunk in &self.chunks {
            let mut endings = chunk.endings.iter();
            for line in chunk.text.split_inclusive('\n') {
                let content = line.strip_suffix('\n');
                raw.push_str(content.unwrap_or(line));
                if content.is_some() {
                    let ending = endings.next().copied().unwrap_or(Ending::Lf);
                    // An LF right behind a CR would read as one line ending where there are two.
                    let joins = ending == Ending::Lf && raw.ends_with('\r');
                    raw.push_str(if joins { "\r" } else { ending.as_str() });
                }
            }
        }
        raw
    }

    /// The length of the text in UTF-16 units.
    pub fn utf16_len(&self) -> usize {
        self.chunks.iter().map(|chunk| chunk.length).sum()
    }

    /// FNV-1a (32 bits) over the UTF-16 units of the text. Costs a pass over what stands behind the last
    /// change.
    pub fn hash(&self) -> u32 {
        let known = self.hashes.len() - 1;
        let start = self.hashes.last().copied().unwrap_or(OFFSET);
        self.chunks
            .iter()
            .skip(known)
            .fold(start, |hash, chunk| hash_on(hash, &chunk.text))
    }

    /// Applies a list of changes, as an editor's change set gives it: in order, not overlapping, all places in
    /// the text before. Gives back the changes that undo it, in terms of the text afterwards.
    ///
    /// # Errors
    /// [`BadChange`] when one does not fit; the text is then as it was.
    pub fn apply(&mut self, changes: &[Change]) -> Result<Vec<Change>, BadChange> {
        self.check(changes)?;
        if let Some(first) = changes.first() {
            self.hash_up_to(self.find(first.from)?.chunk);
        }
        let mut inverse: Vec<Change> = Vec::with_capacity(changes.len());
        // From the last one to the first, so that the places of those before stay what they were.
        for change in changes.iter().rev() {
            let (from, to) = (self.find(change.from)?, self.find(change.to)?);
            let (removed, removed_endings) = self.between(from, to);
            let breaks = change.insert.matches('\n').count();
            let endings = match &change.endings {
                Some(endings) => endings.clone(),
                None => vec![self.ending_at(from); breaks],
            };
            for ending in &endings {
                self.counts[*ending as usize] += 1;
            }
            for ending in &removed_endings {
                self.counts[*ending as usize] -= 1;
            }
            self.put(from, to, &change.insert, &endings);
            inverse.push(Change {
                from: change.from,
                to: change.from + utf16(&change.insert),
                insert: removed,
                endings: Some(removed_endings),
            });
        }
        inverse.reverse();
        let mut moved = 0isize;
        for (undo, change) in inverse.iter_mut().zip(changes) {
            undo.from = undo.from.saturating_add_signed(moved);
            undo.to = undo.to.saturating_add_signed(moved);
            moved += utf16(&change.insert).cast_signed() - (change.to - change.from).cast_signed();
        }
        Ok(inverse)
    }

    /// Says what is wrong with the first change that does not fit. When all fit, every place will be found
    /// while they are applied from the last to the first.
    fn check(&self, changes: &[Change]) -> Result<(), BadChange> {
        let mut behind = 0;
        for change in changes {
            if change.from < behind {
                return Err(BadChange::Overlapping);
            }
            if change.to < change.from {
                return Err(BadChange::OutOfRange);
            }
            let breaks = change.insert.matches('\n').count();
            let fits = change
                .endings
                .as_ref()
                .is_none_or(|endings| endings.len() == breaks);
            if !fits || change.insert.contains('\r') {
                return Err(BadChange::Endings);
            }
            self.find(change.from)?;
            self.find(change.to)?;
            behind = change.to;
        }
        Ok(())
    }

    /// Where a UTF-16 place is.
    fn find(&self, mut place: usize) -> Result<At, BadChange> {
        for (chunk, Chunk { text, length, .. }) in self.chunks.iter().enumerate() {
            if place > *length {
                place -= length;
                continue;
            }
            if text.len() == *length {
                return Ok(At { chunk, byte: place });
            }
            let mut units = 0;
            for (byte, c) in text.char_indices() {
                if units >= place {
                    return if units == place {
                        Ok(At { chunk, byte })
                    } else {
                        Err(BadChange::InsideCharacter)
                    };
                }
                units += c.len_utf16();
            }
            return if units == place {
                Ok(At {
                    chunk,
                    byte: text.len(),
                })
            } else {
                Err(BadChange::InsideCharacter)
            };
        }
        Err(BadChange::OutOfRange)
    }

    /// The text between two places, and its endings.
    fn between(&self, from: At, to: At) -> (String, Vec<Ending>) {
        let (mut text, mut endings) = (String::new(), Vec::new());
        for (at, chunk) in self.chunks.iter().enumerate().take(to.chunk + 1).skip(from.chunk) {
            let start = if at == from.chunk { from.byte } else { 0 };
            let end = if at == to.chunk { to.byte } else { chunk.text.len() };
            let before = chunk.text[..start].matches('\n').count();
            let inside = chunk.text[start..end].matches('\n').count();
            text.push_str(&chunk.text[start..end]);
            endings.extend_from_slice(&chunk.endings[before..before + inside]);
        }
        (text, endings)
    }

    /// The ending of the line that holds a place; of the last line, which has none, the most frequent one.
    fn ending_at(&self, at: At) -> Ending {
        let Some(chunk) = self.chunks.get(at.chunk) else {
            return self.frequent();
        };
        let before = chunk.text[..at.byte].matches('\n').count();
        chunk
            .endings
            .get(before)
            .or_else(|| {
                self.chunks[at.chunk + 1..]
                    .iter()
                    .find_map(|chunk| chunk.endings.first())
            })
            .copied()
            .unwrap_or_else(|| self.frequent())
    }

    fn frequent(&self) -> Ending {
        let [lf, crlf, cr] = self.counts;
        match () {
            () if cr > lf && cr > crlf => Ending::Cr,
            () if crlf > lf => Ending::CrLf,
            () => Ending::Lf,
        }
    }

    /// Puts text in the place of other text.
    fn put(&mut self, from: At, to: At, insert: &str, endings: &[Ending]) {
        let (first, last) = (&self.chunks[from.chunk], &self.chunks[to.chunk]);
        let before = first.text[..from.byte].matches('\n').count();
        let removed_in_last = last.text[..to.byte].matches('\n').count();
        let text = [&first.text[..from.byte], insert, &last.text[to.byte..]].concat();
        let all = [
            &first.endings[..before],
            endings,
            &last.endings[removed_in_last..],
        ]
        .concat();
        if text.len() <= LARGEST {
            let length = utf16(&text);
            let chunk = Chunk {
                text,
                length,
                endings: all,
            };
            if from.chunk == to.chunk {
                self.chunks[from.chunk] = chunk;
            } else {
                self.chunks.splice(from.chunk..=to.chunk, [chunk]);
            }
        } else {
            self.chunks.splice(from.chunk..=to.chunk, split(&text, &all));
        }
        // Chunks that were emptied go, or places would be looked for in ever more of them.
        if self.chunks.len() > 1 && self.chunks[from.chunk].text.is_empty() {
            self.chunks.remove(from.chunk);
        }
    }

    /// Remembers the hash of the text before a chunk, and forgets those that the change makes wrong.
    fn hash_up_to(&mut self, chunk: usize) {
        while self.hashes.len() <= chunk {
            let at = self.hashes.len() - 1;
            let hash = hash_on(self.hashes[at], &self.chunks[at].text);
            self.hashes.push(hash);
        }
        self.hashes.truncate(chunk + 1);
    }
}

/// Cuts a text into chunks; always at least one.
fn split(text: &str, endings: &[Ending]) -> Vec<Chunk> {
    let mut chunks = Vec::with_capacity(text.len() / USUAL + 1);
    let (mut rest, mut left) = (text, endings);
    while chunks.is_empty() || !rest.is_empty() {
        let mut end = rest.len().min(USUAL);
        while !rest.is_char_boundary(end) {
            end += 1;
        }
        let (piece, behind) = rest.split_at(end);
        let (own, others) = left.split_at(piece.matches('\n').count());
        chunks.push(Chunk {
            text: piece.to_owned(),
            length: utf16(piece),
            endings: own.to_vec(),
        });
        (rest, left) = (behind, others);
    }
    chunks
}

fn utf16(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.chars().map(char::len_utf16).sum()
    }
}

fn hash_on(hash: u32, text: &str) -> u32 {
    text.encode_utf16()
        .fold(hash, |hash, unit| (hash ^ u32::from(unit)).wrapping_mul(PRIME))
}
