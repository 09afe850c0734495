//! Placeholders in the tree of a page: each becomes what its piece means.

mod paragraph;

use std::cell::RefCell;

use comrak::Arena;
use comrak::nodes::{
    Ast, AstNode, Node, NodeBlockDirective, NodeCodeBlock, NodeHtmlBlock, NodeValue, Sourcepos,
};

use super::show::Show;
use super::{Found, Part, Piece};
use crate::resolve::Resolver;

/// How many open tags a closing one is compared with, from the last one back. Pages are not nested deeper.
pub(super) const MAX_OPEN: usize = 100;
/// Marks an HTML block that is a placeholder; comrak's own types begin with 1.
const PLACEHOLDER: u8 = 0;
/// Any kind of HTML block: how it came to be makes no difference when it is written.
const MADE: u8 = 6;

/// What stands before and behind the blocks that a tag encloses. A block directive in the tree has the number of one in
/// place of its words.
pub(crate) struct Around {
    pub open: String,
    pub close: String,
}

/// Puts the pieces of `found` in place of their placeholders, in the tree that was made of its text. `text` is the
/// Markdown as written.
pub(crate) fn weave<'a>(
    arena: &'a Arena<'a>,
    root: Node<'a>,
    text: &str,
    found: &Found,
    resolver: &Resolver,
) -> Vec<Around> {
    let weaver = Weaver {
        arena,
        found,
        show: Show { text, resolver },
    };
    let nodes: Vec<Node<'a>> = root.descendants().collect();
    for node in &nodes {
        weaver.fill_values(node);
    }
    for node in &nodes {
        if matches!(node.data().value, NodeValue::Paragraph) {
            weaver.split_paragraph(node);
        }
    }
    let mut arounds = Vec::new();
    let nodes: Vec<Node<'a>> = root.descendants().collect();
    for node in &nodes {
        weaver.join_blocks(node, &mut arounds);
        weaver.join_inlines(node);
    }
    arounds
}

struct Weaver<'a, 'f> {
    arena: &'a Arena<'a>,
    found: &'f Found,
    show: Show<'f>,
}

impl<'a, 'f> Weaver<'a, 'f> {
    fn new_node(&self, value: NodeValue, place: Sourcepos) -> Node<'a> {
        let ast = Ast::new_with_sourcepos(value, place);
        self.arena.alloc(AstNode::new(RefCell::new(ast)))
    }

    /// Fills the strings of a node; parts its text at placeholders; marks what is nothing but one.
    fn fill_values(&self, node: Node<'a>) {
        let value = |piece: &Piece| self.show.value(piece);
        let source = |piece: &Piece| self.show.source(piece).to_owned();
        let fill = |text: &mut String, show: &dyn Fn(&Piece) -> String| {
            if text.contains(self.found.sign) {
                *text = self.found.fill(text, show);
            }
        };
        let mut split = None;
        let mut data = node.data_mut();
        match &mut data.value {
            NodeValue::Text(text) if text.contains(self.found.sign) => split = Some(text.to_string()),
            NodeValue::Link(link) | NodeValue::Image(link) => {
                fill(&mut link.url, &value);
                fill(&mut link.title, &value);
            }
            NodeValue::Code(code) => fill(&mut code.literal, &source),
            NodeValue::CodeBlock(code) => {
                fill(&mut code.literal, &source);
                fill(&mut code.info, &source);
            }
            NodeValue::Math(math) => fill(&mut math.literal, &source),
            NodeValue::FootnoteDefinition(note) => fill(&mut note.name, &source),
            NodeValue::FootnoteReference(note) => fill(&mut note.name, &source),
            NodeValue::HtmlBlock(html) if html.literal.contains(self.found.sign) => {
                if self.found.only(&html.literal).is_some() {
                    html.block_type = PLACEHOLDER;
                } else {
                    html.literal = self.found.fill_html(&html.literal, &self.show);
                }
            }
            NodeValue::HtmlInline(html) if html.contains(self.found.sign) => {
                if self.found.only(html).is_some() {
                    data.value = NodeValue::Raw(std::mem::take(html));
                } else {
                    *html = self.found.fill_html(html, &self.show);
                }
            }
            _ => {}
        }
        let place = data.sourcepos;
        drop(data);
        if let Some(text) = split {
            self.split_text(node, &text, place);
        }
    }

    fn split_text(&self, node: Node<'a>, text: &str, place: Sourcepos) {
        // A picture's words are read, not seen: no box can stand among them.
        if node
            .ancestors()
            .any(|above| matches!(above.data().value, NodeValue::Image(_)))
        {
            let filled = self.found.fill(text, |piece| self.show.value(piece));
            node.data_mut().value = NodeValue::Text(filled.into());
            return;
        }
        let put = |value| node.insert_before(self.new_node(value, place));
        let mut at = 0;
        for (range, _) in self.found.placeholders(text) {
            if at < range.start {
                put(NodeValue::Text(text[at..range.start].to_owned().into()));
            }
            at = range.end;
            put(NodeValue::Raw(text[range].to_owned()));
        }
        if at < text.len() {
            put(NodeValue::Text(text[at..].to_owned().into()));
        }
        node.detach();
    }

    /// The piece whose placeholder an inline node is.
    fn inline_piece(&self, node: Node<'a>) -> Option<&'f Piece> {
        match &node.data().value {
            NodeValue::Raw(text) => self.found.piece(text),
            _ => None,
        }
    }

    /// The piece whose placeholder a block is.
    fn block_piece(&self, node: Node<'a>) -> Option<&'f Piece> {
        match &node.data().value {
            NodeValue::HtmlBlock(html) if html.block_type == PLACEHOLDER => self.found.piece(&html.literal),
            _ => None,
        }
    }

    /// Puts what opens and what closes among the children of `parent` round what stands between, and shows the rest.
    fn join_blocks(&self, parent: Node<'a>, arounds: &mut Vec<Around>) {
        let placeholders: Vec<(Node<'a>, &'f Piece)> = parent
            .children()
            .filter_map(|child| self.block_piece(child).map(|piece| (child, piece)))
            .collect();
        let mut open: Vec<(Node<'a>, &'f Piece)> = Vec::new();
        for (node, piece) in &placeholders {
            if opens(piece) {
                open.push((node, piece));
            } else if let Part::Close(_) = piece.part {
                let recent = open.len().saturating_sub(MAX_OPEN);
                if let Some(found) = open[recent..].iter().rposition(|(_, open)| closes(piece, open)) {
                    let (begin, opening) = open[recent + found];
                    open.truncate(recent + found);
                    self.enclose(begin, opening, node, arounds);
                }
            }
        }
        for (node, piece) in placeholders {
            if node.parent().is_none() || self.block_piece(node).is_none() {
                continue;
            }
            let value = match &piece.part {
                Part::Nothing => {
                    node.detach();
                    continue;
                }
                Part::Text(_) | Part::Output => NodeValue::HtmlBlock(NodeHtmlBlock {
                    block_type: MADE,
                    literal: format!("<p>{}</p>\n", self.show.inline(piece)),
                }),
                Part::Code { info, literal } => NodeValue::CodeBlock(Box::new(NodeCodeBlock {
                    fenced: true,
                    fence_char: b'`',
                    fence_length: 3,
                    fence_offset: 0,
                    info: info.clone(),
                    literal: literal.clone(),
                    closed: true,
                })),
                _ => NodeValue::HtmlBlock(NodeHtmlBlock {
                    block_type: MADE,
                    literal: self.show.block(piece),
                }),
            };
            node.data_mut().value = value;
        }
    }

    /// Makes one block of two placeholders and all that stands between them.
    fn enclose(&self, begin: Node<'a>, opening: &Piece, end: Node<'a>, arounds: &mut Vec<Around>) {
        let place = Sourcepos {
            start: begin.data().sourcepos.start,
            end: end.data().sourcepos.end,
        };
        let (open, close) = self.show.around(opening);
        let directive = NodeBlockDirective {
            fence_length: 3,
            fence_offset: 0,
            info: arounds.len().to_string(),
        };
        arounds.push(Around { open, close });
        let whole = self.new_node(NodeValue::BlockDirective(Box::new(directive)), place);
        begin.insert_before(whole);
        while let Some(next) = begin.next_sibling().filter(|next| !next.same_node(end)) {
            whole.append(next);
        }
        begin.detach();
        end.detach();
    }

    /// The same for the inline children of `parent`.
    fn join_inlines(&self, parent: Node<'a>) {
        let mut open: Vec<(Node<'a>, &'f Piece)> = Vec::new();
        let raw = |text: String| NodeValue::Raw(text);
        let children: Vec<Node<'a>> = parent.children().collect();
        for node in children {
            let Some(piece) = self.inline_piece(node) else {
                continue;
            };
            node.data_mut().value = match &piece.part {
                Part::Text(text) => NodeValue::Text(text.clone().into()),
                _ => raw(self.show.inline(piece)),
            };
            if opens(piece) {
                open.push((node, piece));
            } else if let Part::Close(_) = piece.part {
                let recent = open.len().saturating_sub(MAX_OPEN);
                if let Some(found) = open[recent..].iter().rposition(|(_, open)| closes(piece, open)) {
                    let (begin, opening) = open[recent + found];
                    open.truncate(recent + found);
                    let (before, behind) = self.show.inline_around(opening);
                    begin.data_mut().value = raw(before);
                    node.data_mut().value = raw(behind);
                }
            }
        }
    }
}

impl Found {
    /// The piece that `text` is the placeholder of.
    fn piece(&self, text: &str) -> Option<&Piece> {
        text.contains(self.sign).then(|| self.only(text)).flatten()
    }
}

fn is_break(node: Node<'_>) -> bool {
    matches!(node.data().value, NodeValue::SoftBreak | NodeValue::LineBreak)
}

fn opens(piece: &Piece) -> bool {
    matches!(&piece.part, Part::Tag { key: Some(_), .. })
}

fn closes(close: &Piece, open: &Piece) -> bool {
    match (&close.part, &open.part) {
        (Part::Close(close), Part::Tag { key: Some(open), .. }) => close.closes(open),
        _ => false,
    }
}
