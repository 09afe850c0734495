/** The headings of a text, by its syntax: what looks like one in code is none. */
import { ensureSyntaxTree, syntaxTree } from '@codemirror/language';
import type { EditorState } from '@codemirror/state';
import type { SyntaxNode } from '@lezer/common';

export interface Heading {
  /** From 1 to 6. */
  level: number;
  /** Its words, without marks. */
  text: string;
  /** Where its line begins. */
  at: number;
}

const LEVEL = /^(?:ATX|Setext)Heading([1-6])$/;
/** Marks, and what is read by nobody. */
const UNSAID = new Set([
  'EmphasisMark',
  'CodeMark',
  'StrikethroughMark',
  'LinkMark',
  'URL',
  'LinkTitle',
  'HTMLTag',
]);
/** How long the rest of a long text may take to be read, in milliseconds. */
const PATIENCE = 3000;

/** What a reader sees of a heading. */
function words(state: EditorState, heading: SyntaxNode): string {
  let text = '';
  let at = heading.from;
  const said = (to: number) => (text += state.sliceDoc(at, to));
  heading.cursor().iterate(({ name, from, to }) => {
    if (name !== 'HeaderMark' && !UNSAID.has(name)) return;
    said(from);
    at = Math.max(at, to);
    return false;
  });
  said(heading.to);
  return text.replace(/\s+/g, ' ').trim();
}

/** All headings, from the top, also those of quotes. */
export function outline(state: EditorState): Heading[] {
  const found: Heading[] = [];
  const tree = ensureSyntaxTree(state, state.doc.length, PATIENCE) ?? syntaxTree(state);
  tree.iterate({
    enter: (node) => {
      const level = LEVEL.exec(node.name)?.[1];
      if (level) {
        found.push({
          level: Number(level),
          text: words(state, node.node),
          at: state.doc.lineAt(node.from).from,
        });
        return false;
      }
      return ['Document', 'Blockquote', 'BulletList', 'OrderedList', 'ListItem'].includes(node.name);
    },
  });
  return found;
}

/** The anchors that generators give them, as GitHub does: the same words a second time get `-1`. */
export function slugs(headings: readonly Heading[]): string[] {
  const seen = new Map<string, number>();
  return headings.map(({ text }) => {
    const slug = text
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
      .replaceAll(' ', '-');
    const times = seen.get(slug) ?? 0;
    seen.set(slug, times + 1);
    return times === 0 ? slug : `${slug}-${times}`;
  });
}
