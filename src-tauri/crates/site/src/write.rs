//! The HTML of a tree: comrak's own, to the byte, but for colours in code, formulas and what stands round blocks; and
//! where each block begins in it.

use std::cell::{Cell, RefCell};
use std::fmt::{self, Write};

use comrak::html::{ChildRendering, Context, format_node_default};
use comrak::nodes::{Node, NodeCodeBlock, NodeValue};

use crate::code::{Known, language, write_code};
use crate::math::mathml;
use crate::shortcode::Around;
use crate::text::{Block, TextOptions};

/// More HTML than this is not made from one text, in bytes. Quotes grow sixfold when they are escaped, and a
/// heading stands three times in its own HTML.
const MAX_HTML: usize = 12 << 20;
/// Elements inside one another. Browsers stop nesting at 512 and lay deep trees out slowly.
const MAX_DEPTH: usize = 200;
/// As much code of a text has colours, in bytes; what follows is shown plain. It can grow twelvefold.
const MAX_COLOURED: usize = 400 << 10;
/// As much LaTeX of a text becomes formulas, in bytes; what follows is shown as it is written.
const MAX_FORMULAS: usize = 100 << 10;

/// What is noted while comrak writes.
#[derive(Default)]
pub(crate) struct Notes {
    written: Cell<usize>,
    depth: Cell<usize>,
    too_deep: Cell<Option<usize>>,
    blocks: RefCell<Vec<Block>>,
    /// The index in `blocks` of the first footnote.
    first_footnote: Cell<Option<usize>>,
    last_line: usize,
    /// Bytes of code that may still be coloured.
    code_left: Cell<usize>,
    /// Bytes of LaTeX that may still become formulas.
    math_left: Cell<usize>,
    arounds: Vec<Around>,
}

/// Takes comrak's HTML, counts it, and refuses more than [`MAX_HTML`].
pub(crate) struct Output<'n> {
    pub html: String,
    notes: &'n Notes,
}

impl<'n> Output<'n> {
    pub(crate) fn new(capacity: usize, notes: &'n Notes) -> Self {
        Output {
            html: String::with_capacity(capacity),
            notes,
        }
    }
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

/// The formatting of a node, with its depth counted and the place of a top-level one noted.
pub(crate) fn format_node(
    context: &mut Context<'_, '_, &Notes>,
    node: Node<'_>,
    entering: bool,
) -> Result<ChildRendering, fmt::Error> {
    let notes = context.user;
    if !entering {
        notes.depth.set(notes.depth.get().saturating_sub(1));
        if let Some(around) = notes.around(node) {
            context.cr()?;
            context.write_str(&around.close)?;
            return Ok(ChildRendering::HTML);
        }
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
    if write_own(context, node)? {
        return Ok(ChildRendering::HTML);
    }
    format_node_default(context, node, entering)
}

/// Writes what comrak does not write as it is wanted. False when that is nothing of this node.
fn write_own(context: &mut Context<'_, '_, &Notes>, node: Node<'_>) -> Result<bool, fmt::Error> {
    let notes = context.user;
    if let Some(around) = notes.around(node) {
        notes.unseal();
        context.cr()?;
        context.write_str(&around.open)?;
        return Ok(true);
    }
    match &node.data().value {
        NodeValue::CodeBlock(code) => {
            if let Some(formula) = (code.info.trim() == "math")
                .then(|| notes.formula(&code.literal, true))
                .flatten()
            {
                context.cr()?;
                context.write_str(&formula)?;
                context.lf()?;
                return Ok(true);
            }
            let Some(known) = notes.coloured(code) else {
                return Ok(false);
            };
            context.cr()?;
            context.write_str("<pre><code class=\"language-")?;
            context.escape(code.info.split_ascii_whitespace().next().unwrap_or_default())?;
            context.write_str("\">")?;
            write_code(context, known, &code.literal)?;
            context.write_str("</code></pre>\n")?;
            Ok(true)
        }
        NodeValue::Math(math) => match notes.formula(&math.literal, math.display_math) {
            Some(formula) => context.write_str(&formula).map(|()| true),
            None => Ok(false),
        },
        NodeValue::HtmlBlock(_)
        | NodeValue::HtmlInline(_)
        | NodeValue::Raw(_)
        | NodeValue::BlockDirective(_)
        | NodeValue::FootnoteDefinition(_) => {
            notes.unseal();
            Ok(false)
        }
        _ => Ok(false),
    }
}

/// The depth of a top-level block: the document itself has 1.
const TOP_LEVEL: usize = 2;

impl Notes {
    /// For a text of `last_line` lines.
    pub(crate) fn new(last_line: usize, options: &TextOptions, arounds: Vec<Around>) -> Self {
        Notes {
            last_line,
            code_left: Cell::new(if options.highlight { MAX_COLOURED } else { 0 }),
            math_left: Cell::new(if options.math { MAX_FORMULAS } else { 0 }),
            arounds,
            ..Notes::default()
        }
    }

    /// The line on which the text got too deep.
    pub(crate) fn too_deep(&self) -> Option<usize> {
        self.too_deep.get()
    }

    /// What stands round a node's children, when it was made of a tag.
    fn around(&self, node: Node<'_>) -> Option<&Around> {
        match &node.data().value {
            NodeValue::BlockDirective(directive) => self.arounds.get(directive.info.parse::<usize>().ok()?),
            _ => None,
        }
    }

    /// The language of a block that has colours.
    fn coloured(&self, code: &NodeCodeBlock) -> Option<&'static Known> {
        let left = self.code_left.get().checked_sub(code.literal.len())?;
        let known = language(&code.info)?;
        self.code_left.set(left);
        Some(known)
    }

    /// A formula as MathML, where it can be made.
    fn formula(&self, latex: &str, display: bool) -> Option<String> {
        let left = self.math_left.get().checked_sub(latex.len().max(1))?;
        self.math_left.set(left);
        mathml(latex.trim(), display)
    }

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
            sealed: true,
        });
    }

    /// Notes that the block which is being written holds something that may reach beyond it.
    fn unseal(&self) {
        if let Some(block) = self.blocks.borrow_mut().last_mut() {
            block.sealed = false;
        }
    }
}

/// Moves each offset to the block's own first byte, and drops the blocks that have none. A block begins on a new
/// line, which comrak ends only when the block writes; and the first footnote opens the list that holds them all.
pub(crate) fn settle(notes: Notes, html: &str) -> Vec<Block> {
    let first_footnote = notes.first_footnote.get();
    let blocks = notes.blocks.into_inner();
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
