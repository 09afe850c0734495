/** An address that is pasted over words makes a link of them. */
import { syntaxTree } from '@codemirror/language';
import { EditorSelection, type EditorState, type TransactionSpec } from '@codemirror/state';

/** Where words are none, or are linked already. */
const NO_WORDS = /Code|Link|Image|URL|HTML|Comment|Processing|HorizontalRule|Delimiter/;

export const isAddress = (text: string) => /^(?:https?:\/\/|mailto:)[^\s<>]+$/.test(text);

/** Null where a link would make no sense: there the address takes the place of what is selected. */
export function linked(state: EditorState, address: string): TransactionSpec | null {
  const fit = state.selection.ranges.every(({ from, to }) => {
    const words = state.sliceDoc(from, to);
    if (words.trim() === '' || words.includes('\n') || isAddress(words.trim())) return false;
    let plain = true;
    syntaxTree(state).iterate({
      from,
      to,
      enter: ({ name }) => {
        if (NO_WORDS.test(name)) plain = false;
      },
    });
    return plain;
  });
  if (!fit) return null;
  // Brackets in an address end it too early.
  const target = /[()]/.test(address) ? `<${address}>` : address;
  const spec = state.changeByRange(({ from, to }) => ({
    changes: [
      { from, insert: '[' },
      { from: to, insert: `](${target})` },
    ],
    range: EditorSelection.cursor(to + 4 + target.length),
  }));
  return { ...spec, userEvent: 'input.paste', scrollIntoView: true };
}
