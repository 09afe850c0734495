//! A post's text: Markdown to HTML, and where each block of it stands.
//!
//! The HTML is, to the byte, what comrak writes for the whole document; places are noted beside it while it is
//! written, never in it. Text that would cost a reader's browser or this program too much is answered with a
//! sentence in its place. The limits count bytes, levels and steps, not time: the same text gives the same page
//! on every machine.

use std::borrow::Cow;
use std::cell::Cell;

use comrak::html::format_document_with_formatter;
use comrak::nodes::{Node, NodeValue};
use comrak::options::Plugins;
use comrak::{Arena, Options, try_parse_document};

use crate::dialect::{Dialect, Rules};
use crate::resolve::{Resolver, Wanted};
use crate::shortcode;
use crate::write::{Notes, Output, format_node, settle};

/// Longer Markdown than this is not rendered, in bytes: some three thousand printed pages.
const MAX_MARKDOWN: usize = 3 << 20;
/// Steps of the parser: a line, an inline or a node each. Real posts need 0.3 to 1.2 for each byte; lists in
/// lists are looked through once a level. A step may make a node, of some 250 bytes of memory.
const MAX_STEPS: usize = 1_500_000;
/// What runs of `>` may cost: comrak looks at the whole rest of a run once for every `>` in it, and counts no
/// steps meanwhile. As many pairs as one run of 10,000 has.
const MAX_QUOTE_PAIRS: usize = 10_000 * 10_000;
/// How many steps comrak takes between two questions whether to go on.
const STEPS_PER_QUESTION: usize = 256;

/// What generators do differently with the same Markdown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TextOptions {
    /// A line's end within a paragraph becomes `<br />`.
    pub hard_breaks: bool,
    /// Straight quotes, `--` and `...` become their typographic forms.
    pub smart_quotes: bool,
    /// Template tags, admonitions and components are read as this generator reads them.
    pub dialect: Dialect,
    /// `$a$`, `$$a$$` and blocks of `math` become MathML.
    pub math: bool,
    /// Code has its colours, as classes: `<span class="hl-keyword">`.
    pub highlight: bool,
    /// Finds the addresses of other posts.
    pub links: Resolver,
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
    /// Whether its HTML is one element that begins and ends in it: neither the writer's own HTML, which may leave an
    /// element open, nor a footnote, which stands in a list with the others.
    pub sealed: bool,
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
/// task lists, footnotes and alerts, description lists, and an `id` on every heading; more as `options` say. Raw HTML
/// stays as it is. Line endings make no difference to the result.
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
    let rules = options.dialect.rules();
    let comrak = comrak_options(options);
    let found = if has_tags(text, rules) {
        let arena = Arena::new();
        let root = parse(&arena, text, &comrak, steps)?;
        shortcode::find(text, rules, &shortcode::guarded(text, root, rules.components))
    } else {
        None
    };

    let arena = Arena::new();
    let root = parse(
        &arena,
        found.as_ref().map_or(text, |found| &found.text),
        &comrak,
        steps,
    )?;
    let arounds = match &found {
        Some(found) => shortcode::weave(&arena, root, text, found, &options.links),
        None => Vec::new(),
    };
    if rules.escapes.iter().any(|(sign, _)| text.contains(sign)) {
        drop_escapes(root, rules);
    }
    if options.links.knows_any() || !rules.file_prefixes.is_empty() {
        lead_links(root, rules, &options.links);
    }

    let notes = Notes::new(text.lines().count().max(1), options, arounds);
    let mut output = Output::new(text.len() + text.len() / 4, &notes);
    format_document_with_formatter(
        root,
        &comrak,
        &mut output,
        &Plugins::default(),
        format_node,
        &notes,
    )
    .map_err(|_| {
        notes
            .too_deep()
            .map_or(TooMuch::Long, |line| TooMuch::Deep { line })
    })?;

    let html = output.html;
    let blocks = settle(notes, &html);
    Ok(Rendered {
        html,
        blocks,
        too_much: None,
    })
}

/// A quick look whether `text` may have anything of a dialect.
fn has_tags(text: &str, rules: &Rules) -> bool {
    rules.has_tags()
        && (rules.forms.iter().any(|form| text.contains(form.open))
            || rules.directives && text.contains(":::")
            || rules.components && text.contains(['<', '{']))
        || rules.components && (text.contains("import ") || text.contains("export "))
}

/// Shows code as readers get it, without what keeps the generator from reading it.
fn drop_escapes(root: Node<'_>, rules: &Rules) {
    for node in root.descendants() {
        let mut data = node.data_mut();
        let literal = match &mut data.value {
            NodeValue::Code(code) => &mut code.literal,
            NodeValue::CodeBlock(code) => &mut code.literal,
            _ => continue,
        };
        for (sign, shown) in rules.escapes {
            if literal.contains(sign) {
                *literal = literal.replace(sign, shown);
            }
        }
    }
}

/// Leads links to files of the blog to their pages.
fn lead_links(root: Node<'_>, rules: &Rules, resolver: &Resolver) {
    for node in root.descendants() {
        let mut data = node.data_mut();
        let (NodeValue::Link(link) | NodeValue::Image(link)) = &mut data.value else {
            continue;
        };
        let file = rules
            .file_prefixes
            .iter()
            .find_map(|prefix| link.url.strip_prefix(prefix));
        if let Some(file) = file.map(str::to_owned) {
            link.url = file;
        }
        let named = rules.page_links.iter().find_map(|(begin, stands_for)| {
            let rest = link.url.strip_prefix(begin)?;
            Some(format!("{stands_for}{rest}"))
        });
        let file = || {
            let path = link.url.split(['#', '?']).next().unwrap_or_default();
            let is_file = path.ends_with(".md") || path.ends_with(".mdx");
            (rules.file_links && is_file && !path.contains("://")).then(|| link.url.clone())
        };
        let found = named
            .or_else(file)
            .and_then(|page| resolver.address(Wanted::Page(&page)));
        if let Some(address) = found {
            link.url = address;
        }
    }
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

/// The words of a node and of all below it, without code: there `{{` is none of a template's.
pub(crate) fn plain_words(node: Node<'_>) -> String {
    words_of(node, false)
}

/// The same with the words of code in a line, as a heading shows them.
pub(crate) fn words(node: Node<'_>) -> String {
    words_of(node, true)
}

fn words_of(node: Node<'_>, with_code: bool) -> String {
    let mut words = String::new();
    for below in node.descendants() {
        match &below.data().value {
            NodeValue::Text(text) => words.push_str(text),
            NodeValue::Code(code) if with_code => words.push_str(&code.literal),
            NodeValue::SoftBreak | NodeValue::LineBreak => words.push('\n'),
            _ => {}
        }
    }
    words
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

pub(crate) fn comrak_options(options: &TextOptions) -> Options<'static> {
    let mut comrak = Options::default();
    comrak.extension.strikethrough = true;
    comrak.extension.table = true;
    comrak.extension.autolink = true;
    comrak.extension.tasklist = true;
    comrak.extension.footnotes = true;
    comrak.extension.alerts = true;
    comrak.extension.description_lists = true;
    comrak.extension.header_id_prefix = Some(String::new());
    comrak.extension.math_dollars = options.math;
    comrak.extension.math_code = options.math;
    comrak.parse.smart = options.smart_quotes;
    comrak.render.hardbreaks = options.hard_breaks;
    comrak.render.r#unsafe = true;
    comrak
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
