/** What the writing keys do to the text: bold, italic, struck through, code and links. Each press undoes the one before. */
import { EditorSelection, type EditorState, type TransactionSpec } from '@codemirror/state';
import type { Command } from '@codemirror/view';

/** Puts `mark` round every selection, or takes it away where it stands already. */
export function toggleMark(state: EditorState, mark: string): TransactionSpec {
  const size = mark.length;
  const spec = state.changeByRange((range) => {
    const { from, to } = range;
    const outside =
      state.sliceDoc(Math.max(0, from - size), from) === mark && state.sliceDoc(to, to + size) === mark;
    if (outside && !belongsToLonger(state, from - size, to + size, mark)) {
      return {
        changes: [
          { from: from - size, to: from },
          { from: to, to: to + size },
        ],
        range: EditorSelection.range(from - size, to - size),
      };
    }
    const text = state.sliceDoc(from, to);
    if (text.length > 2 * size && text.startsWith(mark) && text.endsWith(mark)) {
      return {
        changes: [
          { from, to: from + size },
          { from: to - size, to },
        ],
        range: EditorSelection.range(from, to - 2 * size),
      };
    }
    return {
      changes: [
        { from, insert: mark },
        { from: to, insert: mark },
      ],
      range: EditorSelection.range(from + size, to + size),
    };
  });
  return { ...spec, userEvent: 'input', scrollIntoView: true };
}

/** `**` has `*` at both ends and is bold, not italic. */
function belongsToLonger(state: EditorState, from: number, to: number, mark: string): boolean {
  if (mark !== '*') return false;
  return state.sliceDoc(Math.max(0, from - 1), from) === '*' && state.sliceDoc(to, to + 1) === '*';
}

/** Makes a link of every selection, with the selection where the address (or the words) are still missing. */
export function makeLink(state: EditorState): TransactionSpec {
  const spec = state.changeByRange((range) => {
    const text = state.sliceDoc(range.from, range.to);
    const address = /^(?:https?:\/\/|mailto:)\S+$/.test(text);
    const insert = address ? `[](${text})` : `[${text}]()`;
    const caret = range.from + (address ? 1 : text === '' ? 1 : insert.length - 1);
    return { changes: { from: range.from, to: range.to, insert }, range: EditorSelection.cursor(caret) };
  });
  return { ...spec, userEvent: 'input', scrollIntoView: true };
}

/** A change of the text as a command. */
export const command =
  (make: (state: EditorState) => TransactionSpec): Command =>
  (view) => {
    if (view.state.readOnly) return false;
    view.dispatch(view.state.update(make(view.state)));
    return true;
  };

export const bold = command((state) => toggleMark(state, '**'));
export const italic = command((state) => toggleMark(state, '*'));
export const code = command((state) => toggleMark(state, '`'));
export const strike = command((state) => toggleMark(state, '~~'));
export const link = command(makeLink);
