//! Paragraphs in which blocks stand.

use comrak::nodes::{Node, NodeHtmlBlock, NodeValue, Sourcepos};

use super::{PLACEHOLDER, Weaver, closes, is_break};
use crate::shortcode::{Part, Piece};

impl<'a> Weaver<'a, '_> {
    /// Takes blocks out of a paragraph: those that are alone on their line, and a pair round a line or all of it.
    pub(super) fn split_paragraph(&self, paragraph: Node<'a>) {
        let children: Vec<Node<'a>> = paragraph.children().collect();
        if !children.iter().any(|child| self.inline_piece(child).is_some()) {
            return;
        }
        if !children
            .iter()
            .any(|child| self.is_seen(child) && !is_break(child))
        {
            paragraph.detach();
            return;
        }
        self.drop_empty_lines(&children);
        let children: Vec<Node<'a>> = paragraph.children().collect();
        let seen: Vec<usize> = (0..children.len())
            .filter(|index| self.is_seen(children[*index]))
            .collect();
        let mut blocks = vec![false; children.len()];
        self.mark_pair(&children, &seen, &mut blocks);
        for line in seen.split(|index| is_break(children[*index])) {
            let piece = |index: &usize| self.inline_piece(children[*index]);
            if line.iter().all(|index| piece(index).is_some_and(Piece::is_block)) {
                line.iter().for_each(|index| blocks[*index] = true);
            } else {
                self.mark_pair(&children, line, &mut blocks);
            }
        }
        if !blocks.contains(&true) {
            return;
        }
        let mut line: Vec<Node<'a>> = Vec::new();
        for (child, block) in children.iter().zip(blocks) {
            if !block {
                line.push(child);
                continue;
            }
            self.put_paragraph(paragraph, &mut line);
            let place = child.data().sourcepos;
            let literal = match &child.data().value {
                NodeValue::Raw(text) => text.clone(),
                _ => String::new(),
            };
            let html = NodeHtmlBlock {
                block_type: PLACEHOLDER,
                literal,
            };
            paragraph.insert_before(self.new_node(NodeValue::HtmlBlock(html), place));
        }
        self.put_paragraph(paragraph, &mut line);
        paragraph.detach();
    }

    /// Takes the lines out of a paragraph on which there is something, and nothing to be seen.
    fn drop_empty_lines(&self, children: &[Node<'a>]) {
        let mut dropped = false;
        for line in children.split_inclusive(|child| is_break(child)) {
            let words = line
                .split_last()
                .filter(|(last, _)| is_break(last))
                .map_or(line, |(_, words)| words);
            let empty = !words.is_empty() && !words.iter().any(|child| self.is_seen(child));
            if empty && words.iter().any(|child| self.inline_piece(child).is_some()) {
                line.iter().for_each(|child| child.detach());
                dropped = true;
            }
        }
        // The line before one that was dropped at the end has a break too much.
        let last = children.iter().rev().find(|child| child.parent().is_some());
        if dropped && let Some(last) = last.filter(|child| is_break(child)) {
            last.detach();
        }
    }

    /// Marks the first and the last of these nodes when they open and close what stands between.
    fn mark_pair(&self, children: &[Node<'a>], seen: &[usize], blocks: &mut [bool]) {
        let [first, .., last] = seen else { return };
        let pieces = (
            self.inline_piece(children[*first]),
            self.inline_piece(children[*last]),
        );
        if let (Some(open), Some(close)) = pieces
            && closes(close, open)
        {
            blocks[*first] = true;
            blocks[*last] = true;
        }
    }

    /// Whether a reader sees anything of an inline node. Line breaks count: they part lines.
    fn is_seen(&self, node: Node<'a>) -> bool {
        if let Some(piece) = self.inline_piece(node) {
            return piece.part != Part::Nothing;
        }
        !matches!(&node.data().value, NodeValue::Text(text) if text.trim().is_empty())
    }

    /// Puts a paragraph of these nodes before `paragraph`, without breaks and room at its ends; none when nothing is left.
    fn put_paragraph(&self, paragraph: Node<'a>, line: &mut Vec<Node<'a>>) {
        let nodes = std::mem::take(line);
        let room = |node: &Node<'a>| is_break(node) || !self.is_seen(node);
        let begin = nodes.iter().position(|node| !room(node)).unwrap_or(nodes.len());
        let end = nodes
            .iter()
            .rposition(|node| !room(node))
            .map_or(begin, |last| last + 1);
        let (Some(first), Some(last)) = (nodes[begin..end].first(), nodes[begin..end].last()) else {
            return;
        };
        let place = Sourcepos {
            start: first.data().sourcepos.start,
            end: last.data().sourcepos.end,
        };
        let made = self.new_node(NodeValue::Paragraph, place);
        nodes[begin..end].iter().for_each(|node| made.append(node));
        paragraph.insert_before(made);
    }
}
