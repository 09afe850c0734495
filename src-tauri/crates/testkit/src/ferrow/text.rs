//! Bodies of a wanted length, put together from the pool of sentences, headings and blocks.

const SENTENCES: &str = include_str!("../../ferrow/sentences.txt");
const HEADINGS: &str = include_str!("../../ferrow/headings.txt");
const ASIDES: &str = include_str!("../../ferrow/asides.txt");

/// Words read in a minute.
const PACE: usize = 220;

/// The text of a post: the opening, then paragraphs under headings with a block of another kind now and then.
///
/// It has about a quarter of a minute's words less than `minutes`, so that rounding and rounding up agree.
/// `placed` is a paragraph that must stand on a certain line of the file, whose first line here is `first_line`.
pub(super) fn body(
    seed: usize,
    opening: &str,
    minutes: usize,
    first_line: usize,
    mut placed: Option<(usize, &str)>,
) -> String {
    let wanted = minutes * PACE - PACE / 4;
    let headings: Vec<&str> = HEADINGS.lines().collect();
    let asides: Vec<&str> = ASIDES.split("%%\n").map(str::trim_end).collect();
    let mut sentences = Pool::new(seed, SENTENCES.lines().collect());
    let (mut text, mut said, mut line) = (String::new(), 0, first_line);
    for round in 0.. {
        let block = match placed {
            Some((at, paragraph)) if at <= line => {
                placed = None;
                paragraph.to_owned()
            }
            _ if round == 0 => opening.to_owned(),
            _ if round % 5 == 3 => format!("## {}", headings[(seed * 7 + round) % headings.len()]),
            // Before the placed paragraph every block is one line, so that its line can be met.
            _ if round % 9 == 6 && placed.is_none() => asides[(seed + round) % asides.len()].to_owned(),
            _ => sentences.paragraph(2 + (seed + round) % 3, wanted.saturating_sub(said)),
        };
        if round > 0 {
            text.push('\n');
        }
        text.push_str(&block);
        text.push('\n');
        said += words(&block);
        line += block.lines().count() + 1;
        // A heading never ends a text, and neither does a block with nothing said about it.
        if placed.is_none() && said + 12 >= wanted && block.ends_with('.') {
            break;
        }
    }
    text
}

/// Words as Galley counts them: runs of letters and digits, with apostrophes, hyphens and underlines inside them.
fn words(text: &str) -> usize {
    let part = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}' | '-' | '_');
    text.split(|c| !part(c))
        .filter(|word| word.contains(char::is_alphanumeric))
        .count()
}

/// The sentences in an order of their own for each post; none comes twice before all were there.
struct Pool<'a> {
    sentences: Vec<&'a str>,
    next: usize,
    step: usize,
}

impl<'a> Pool<'a> {
    fn new(seed: usize, sentences: Vec<&'a str>) -> Self {
        let count = sentences.len();
        let step = (3 + seed % 29..).find(|&step| gcd(step, count) == 1).unwrap_or(1);
        Self {
            next: seed * 41 % count,
            sentences,
            step,
        }
    }

    /// A paragraph of some sentences, and of no more than reach the words that are left.
    fn paragraph(&mut self, count: usize, left: usize) -> String {
        let mut paragraph = String::new();
        for _ in 0..count {
            if !paragraph.is_empty() {
                paragraph.push(' ');
            }
            paragraph.push_str(self.sentences[self.next]);
            self.next = (self.next + self.step) % self.sentences.len();
            if words(&paragraph) + 12 >= left {
                break;
            }
        }
        paragraph
    }
}

fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}
