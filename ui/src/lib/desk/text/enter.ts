/**
 * Writing in code: Enter keeps the indentation, whatever the code's language makes of it, and a fence that closes the code
 * stands where the one that opened it does.
 */
import { indentUnit } from '@codemirror/language';
import { EditorSelection, type EditorState, type Extension, Prec } from '@codemirror/state';
import { type Command, EditorView } from '@codemirror/view';
import type { SyntaxNode } from '@lezer/common';

import { around } from './where';

const BLOCKS = new Set(['FencedCode', 'CodeBlock']);
const QUOTES = new Set(['Blockquote']);
const PAIRS = new Set(['()', '[]', '{}']);

/** What a line of code begins with that is none of it: blanks, and in quotes their marks. */
function lead(state: EditorState, at: number): string {
  const line = state.doc.lineAt(at);
  const begins = around(state, at, QUOTES) ? /^[\s>]*/ : /^\s*/;
  return begins.exec(line.text.slice(0, at - line.from))?.[0] ?? '';
}

/** The code that a line break at this place belongs to: not before its first fence, and not behind its last. */
function codeBroken(state: EditorState, at: number): SyntaxNode | null {
  const block = around(state, at, BLOCKS);
  if (!block) return null;
  if (block.name === 'CodeBlock') return at > block.from ? block : null;
  const [open, ...others] = block.getChildren('CodeMark');
  const close = others.at(-1);
  return open && at >= open.to && (!close || at <= close.from) ? block : null;
}

/** How far in this code goes with each step, as its first lines have it. */
function stepOf(state: EditorState, { from, to }: SyntaxNode): string {
  const lines = state.sliceDoc(from, Math.min(to, from + 2000)).split('\n');
  return lines.map((line) => /^(?:\t| {2,8})(?=\S)/.exec(line)?.[0]).find(Boolean) ?? state.facet(indentUnit);
}

export const newLineInCode: Command = ({ state, dispatch }) => {
  const within = ({ from, to }: { from: number; to: number }) =>
    codeBroken(state, from) && codeBroken(state, to);
  if (state.readOnly || !state.selection.ranges.every(within)) return false;
  const spec = state.changeByRange(({ from, to }) => {
    const before = state.lineBreak + lead(state, from);
    const block = codeBroken(state, from);
    const opened = block && PAIRS.has(state.sliceDoc(from - 1, from) + state.sliceDoc(to, to + 1));
    const inner = opened ? before + stepOf(state, block) : before;
    return {
      changes: { from, to, insert: opened ? inner + before : inner },
      range: EditorSelection.cursor(from + inner.length),
    };
  });
  dispatch(state.update(spec, { scrollIntoView: true, userEvent: 'input' }));
  return true;
};

/** Further in than three blanks, a fence would close nothing. */
const closeFence = (view: EditorView, from: number, to: number, text: string): boolean => {
  const { state } = view;
  const line = state.doc.lineAt(from);
  if (text !== '`' || from !== to || line.to !== from || state.readOnly || view.composing) return false;
  const typed = /^([\s>]*)``$/.exec(line.text)?.[1];
  const block = typed === undefined ? null : codeBroken(state, from);
  if (typed === undefined || block?.name !== 'FencedCode') return false;
  const outer = lead(state, block.from);
  if (typed.length <= outer.length) return false;
  view.dispatch({
    changes: { from: line.from, to: line.to, insert: `${outer}\`\`\`` },
    selection: { anchor: line.from + outer.length + 3 },
    userEvent: 'input.type',
    scrollIntoView: true,
  });
  return true;
};

/** Before what makes pairs of such signs. */
export const closingFences: Extension = Prec.high(EditorView.inputHandler.of(closeFence));
