/** What kind of text a place is in, by the syntax tree. */
import { syntaxTree } from '@codemirror/language';
import type { EditorState } from '@codemirror/state';
import type { SyntaxNode } from '@lezer/common';

const CODE = new Set(['FencedCode', 'CodeBlock', 'InlineCode']);

/** The nearest node of one of these kinds that holds the place, also across the trees of code's own languages. */
export function around(state: EditorState, at: number, kinds: ReadonlySet<string>): SyntaxNode | null {
  for (const side of [-1, 1] as const) {
    for (let node: SyntaxNode | null = syntaxTree(state).resolveInner(at, side); node; node = node.parent) {
      if (kinds.has(node.name)) return node;
    }
  }
  return null;
}

/** The code that a place is in: a block, or a piece in a line. */
export function codeAt(state: EditorState, at: number): SyntaxNode | null {
  return around(state, at, CODE);
}
