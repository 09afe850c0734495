//! A post's text: Markdown to HTML, and where each block of it stands.
//!
//! The HTML is, to the byte, what comrak writes for the whole document; places are noted beside it while it is
//! written, never in it. Text that would cost a reader's browser or this program too much is answered with a
//! sentence in its place. The limits count bytes, levels and steps, not time: the same text gives the same page
//! on every machine.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::fmt::{self, Write};

use comrak::html::{ChildRendering, Context, format_document_with_formatter, format_node_default};
use comrak::nodes::{Node, NodeValue};
use comrak::options::Plugins;
use comrak::{Arena, Options, try_parse_document};

/// Longer Markdown than this is not rendered, in bytes: some three thousand printed pages.
const MAX_MARKDOWN: usize = 3 << 20;
/// More HTML than this is not made from one text, in bytes. Quotes grow sixfold when they are escaped, and a
/// heading stands three times in its own HTML.
const MAX_HTML: usize = 12 << 20;
/// Elements inside one another. Browsers stop nesting at 512 and lay deep trees out slowly.
const MAX_DEPTH: usize = 200;
/// Steps of the parser: a line, an inline or a node each. Real posts need 0.3 to 1.2 for each byte; lists in
/// lists are looked through once a level. A step may make a node, of some 250 bytes of memory.
const MAX_STEPS: usize = 1_500_000;
/// What runs of `>` may cost: comrak looks at the whole rest of a run once for every `>` in it, and counts no
/// steps meanwhile. As many pairs as one run of 10,000 has.
const MAX_QUOTE_PAIRS: usize = 10_000 * 10_000;
/// How many steps comrak takes between two questions whether to go on.
const STEPS_PER_QUESTION: usize = 256;

/// What generators do differently with the same Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TextOptions {
    /// A line's end within a paragraph becomes `<br />`.
    pub hard_breaks: bool,
    /// Straight quotes, `--` and `...` become their typographic forms.
    pub smart_quotes: bool,
}

/// A text as HTML.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rendered {
    /// The HTML; when `too_much` is there, a paragraph that says so.
    pub html: String,
    /// The top-level blocks in the order of the HTML. Footnotes stand last, wherever they were written.
    pub blocks: Vec<Block>,
    /// Why the text was not rendered.
    pub too_much: Option<TooMuch>,
}

/// Where a top-level block of the text begins in the HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// The byte of the HTML at which its first tag (or raw HTML) begins.
    pub offset: usize,
    /// Its first line in the Markdown, counted from 1.
    pub line: usize,
    /// Its last line, counted from 1; not before `line`.
    pub end_line: usize,
}

/// Why a text is not rendered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TooMuch {
    /// More Markdown, or more HTML made from it, than can be shown.
    #[error("This text is too long to be shown as a page. Divide it into several posts.")]
    Long,
    /// Quotes, lists or emphasis inside one another without end.
    #[error(
        "This text is not shown: around line {line}, quotes, lists or emphasis stand too deep inside one \
         another. Take some levels away."
    )]
    Deep {
        /// The line of the Markdown on which it gets too deep, counted from 1.
        line: usize,
    },
    /// More lines, marks and levels than are read for one page.
    #[error(
        "This text is not shown: it has too many lines, marks and levels to be read as one page. Divide it \
         into several posts, or simplify its lists."
    )]
    Entangled,
}

/// Turns the Markdown of a post's body into HTML: CommonMark with GitHub's tables, strikethrough, autolinks,
/// task lists, footnotes and alerts, description lists, and an `id` on every heading. Raw HTML stays as it is.
/// Line endings make no difference to the result.
pub fn render(markdown: &str, options: &TextOptions) -> Rendered {
    let text = with_lf(markdown);
    format(&text, options, MAX_STEPS).unwrap_or_else(|too_much| Rendered {
        html: format!("<p class=\"notice\" role=\"note\">{too_much}</p>\n"),
        blocks: Vec::new(),
        too_much: Some(too_much),
    })
}

/// The editor holds LF text and a file may hold CRLF: both must give the same page, code blocks included.
fn with_lf(markdown: &str) -> Cow<'_, str> {
    if markdown.contains('\r') {
        Cow::Owned(markdown.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(markdown)
    }
}

/// Parses and formats `text` with at most about `steps` steps of the parser.
fn format(text: &str, options: &TextOptions, steps: usize) -> Result<Rendered, TooMuch> {
    let options = comrak_options(options);
    let arena = Arena::new();
    let root = parse(&arena, text, &options, steps)?;

    let notes = Notes {
        last_line: text.lines().count().max(1),
        ..Notes::default()
    };
    let mut output = Output {
        html: String::with_capacity(text.len() + text.len() / 4),
        notes: &notes,
    };
    format_document_with_formatter(
        root,
        &options,
        &mut output,
        &Plugins::default(),
        format_node,
        &notes,
    )
    .map_err(|_| {
        notes
            .too_deep
            .get()
            .map_or(TooMuch::Long, |line| TooMuch::Deep { line })
    })?;

    let html = output.html;
    let blocks = settle(notes.blocks.into_inner(), notes.first_footnote.get(), &html);
    Ok(Rendered {
        html,
        blocks,
        too_much: None,
    })
}

/// Parses `text`, which has LF endings, with at most about `steps` steps of the parser.
fn parse<'a>(
    arena: &'a Arena<'a>,
    text: &str,
    options: &Options<'_>,
    steps: usize,
) -> Result<Node<'a>, TooMuch> {
    if text.len() > MAX_MARKDOWN {
        return Err(TooMuch::Long);
    }
    check_quote_runs(text)?;
    let questions = Cell::new(steps / STEPS_PER_QUESTION);
    let out_of_steps = || {
        let left = questions.get();
        questions.set(left.saturating_sub(1));
        left == 0
    };
    try_parse_document(arena, text, options, &out_of_steps).map_err(|_| TooMuch::Entangled)
}

/// Does `look` with each node of the text's tree, a parent before its children; with none of a text that is too much.
pub(crate) fn each_node(markdown: &str, options: &TextOptions, mut look: impl FnMut(Node<'_>)) {
    let text = with_lf(markdown);
    let arena = Arena::new();
    if let Ok(root) = parse(&arena, &text, &comrak_options(options), MAX_STEPS) {
        root.descendants().for_each(&mut look);
    }
}

/// Refuses quotes so deep that the parser itself would be slow to find out ([`MAX_QUOTE_PAIRS`]).
fn check_quote_runs(text: &str) -> Result<(), TooMuch> {
    let (mut run, mut pairs, mut line) = (0, 0, 1);
    for byte in text.bytes() {
        if byte == b'>' {
            pairs += run;
            run += 1;
            if pairs > MAX_QUOTE_PAIRS / 2 {
                return Err(TooMuch::Deep { line });
            }
        } else {
            run = 0;
            line += usize::from(byte == b'\n');
        }
    }
    Ok(())
}

fn comrak_options(options: &TextOptions) -> Options<'static> {
    let mut comrak = Options::default();
    comrak.extension.strikethrough = true;
    comrak.extension.table = true;
    comrak.extension.autolink = true;
    comrak.extension.tasklist = true;
    comrak.extension.footnotes = true;
    comrak.extension.alerts = true;
    comrak.extension.description_lists = true;
    comrak.extension.header_id_prefix = Some(String::new());
    comrak.parse.smart = options.smart_quotes;
    comrak.render.hardbreaks = options.hard_breaks;
    comrak.render.r#unsafe = true;
    comrak
}

/// What is noted while comrak writes.
#[derive(Default)]
struct Notes {
    written: Cell<usize>,
    depth: Cell<usize>,
    too_deep: Cell<Option<usize>>,
    blocks: RefCell<Vec<Block>>,
    /// The index in `blocks` of the first footnote.
    first_footnote: Cell<Option<usize>>,
    last_line: usize,
}

/// Takes comrak's HTML, counts it, and refuses more than [`MAX_HTML`].
struct Output<'n> {
    html: String,
    notes: &'n Notes,
}

impl Write for Output<'_> {
    fn write_str(&mut self, part: &str) -> fmt::Result {
        if self.html.len() + part.len() > MAX_HTML {
            return Err(fmt::Error);
        }
        self.html.push_str(part);
        self.notes.written.set(self.html.len());
        Ok(())
    }
}

/// comrak's own formatting of a node, with its depth counted and the place of a top-level one noted.
fn format_node(
    context: &mut Context<'_, '_, &Notes>,
    node: Node<'_>,
    entering: bool,
) -> Result<ChildRendering, fmt::Error> {
    let notes = context.user;
    if !entering {
        notes.depth.set(notes.depth.get().saturating_sub(1));
        return format_node_default(context, node, entering);
    }
    let depth = notes.depth.get() + 1;
    notes.depth.set(depth);
    if depth > MAX_DEPTH {
        notes
            .too_deep
            .set(Some(node.data().sourcepos.start.line.clamp(1, notes.last_line)));
        return Err(fmt::Error);
    }
    if depth == TOP_LEVEL {
        notes.add_block(node);
    }
    format_node_default(context, node, entering)
}

/// The depth of a top-level block: the document itself has 1.
const TOP_LEVEL: usize = 2;

impl Notes {
    /// Notes the block that comrak is about to write.
    fn add_block(&self, node: Node<'_>) {
        let data = node.data();
        let mut blocks = self.blocks.borrow_mut();
        if matches!(data.value, NodeValue::FootnoteDefinition(_)) && self.first_footnote.get().is_none() {
            self.first_footnote.set(Some(blocks.len()));
        }
        let line = data.sourcepos.start.line.clamp(1, self.last_line);
        let end_line = data.sourcepos.end.line.clamp(line, self.last_line);
        blocks.push(Block {
            offset: self.written.get(),
            line,
            end_line,
        });
    }
}

/// Moves each offset to the block's own first byte, and drops the blocks that have none. A block begins on a new
/// line, which comrak ends only when the block writes; and the first footnote opens the list that holds them all.
fn settle(blocks: Vec<Block>, first_footnote: Option<usize>, html: &str) -> Vec<Block> {
    let mut settled: Vec<Block> = Vec::with_capacity(blocks.len());
    for (index, mut block) in blocks.into_iter().enumerate().rev() {
        let rest = &html[block.offset..];
        if first_footnote == Some(index) {
            block.offset += rest.find("<li").unwrap_or(0);
        } else if rest.starts_with('\n') {
            block.offset += 1;
        }
        let end = settled.last().map_or(html.len(), |next| next.offset);
        if block.offset < end {
            settled.push(block);
        }
    }
    settled.reverse();
    settled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_few_steps_stop_the_parser_instead_of_a_half_text() {
        let text = "One *word* and another.\n\n".repeat(1000);
        let options = TextOptions::default();
        assert_eq!(format(&text, &options, 1000), Err(TooMuch::Entangled));
        assert!(format(&text, &options, MAX_STEPS).is_ok());
    }
}
