/** Brackets, quotes and marks in pairs: typed over a selection they go round it; typed alone only brackets and the like close. */
import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { syntaxTree } from '@codemirror/language';
import { EditorState, type Extension, Prec, type Transaction, type TransactionSpec } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';

import { codeAt } from './where';

const PROSE = ['(', '[', '{', '"', '`', '*', '_'];
/** Where marks of Markdown mean nothing, they are typed over what is selected. */
const CODE = ['(', '[', '{', '"', '`'];
/** Signs that open and close alike, and so may mean neither. */
const ALIKE = new Set(['*', '_', '`', '"']);
/** Of these, the marks of Markdown. They also begin a list, a line or a block of code. */
const MARKS = new Set(['*', '_', '`']);
const MARKED = new Set(['Emphasis', 'StrongEmphasis', 'InlineCode']);

/** Whether a sign stands where nothing can have been opened, or where it may begin a line's own mark. */
function standsAlone(state: EditorState, at: number, sign: string): boolean {
  const line = state.doc.lineAt(at);
  const before = line.text.slice(0, at - line.from);
  if (before.endsWith(sign) || before.endsWith('\\')) return true;
  return MARKS.has(sign) && /^(?:\s|>|[-+]\s|\d+[.)]\s)*$/.test(before);
}

/** The mark that stands behind the caret: whether it opens something or closes it. */
function markAfter(state: EditorState, at: number): 'opens' | 'closes' | null {
  const mark = syntaxTree(state).resolveInner(at, 1);
  const whole = mark.parent;
  if (!/^(?:Emphasis|Code)Mark$/.test(mark.name) || !whole) return null;
  return MARKED.has(whole.name) && mark.to === whole.to ? 'closes' : 'opens';
}

/** What a sign does that is not to be paired; null where it may be. */
function unpaired(state: EditorState, sign: string, insert: () => Transaction): TransactionSpec | null {
  const at = state.selection.main.head;
  const next = state.sliceDoc(at, at + 1);
  if (sign === ' ' && (next === '*' || next === '_')) {
    // `2 * 3`: the star was meant for nothing that follows, and the one that closes it goes.
    const lonely = state.sliceDoc(Math.max(0, at - 2), at).trim() === next;
    return lonely
      ? {
          changes: { from: at, to: at + 1, insert: ' ' },
          selection: { anchor: at + 1 },
          userEvent: 'input.type',
        }
      : null;
  }
  if (!ALIKE.has(sign)) return null;
  if (next !== sign) return standsAlone(state, at, sign) ? insert() : null;
  const mark = MARKS.has(sign) ? markAfter(state, at) : null;
  if (mark === 'opens') return insert();
  return mark === 'closes' ? { selection: { anchor: at + 1 }, scrollIntoView: true } : null;
}

const alone = Prec.high(
  EditorView.inputHandler.of((view, _from, _to, text, insert) => {
    const { state } = view;
    const { main, ranges } = state.selection;
    if (ranges.length > 1 || !main.empty || view.composing || state.readOnly) return false;
    const spec = unpaired(state, text, insert);
    if (spec) view.dispatch(spec);
    return spec !== null;
  }),
);

/** Before what languages of code say of themselves: an apostrophe is no quote, not even in their comments. */
const brackets = Prec.highest(
  EditorState.languageData.of((state, at) => [
    { closeBrackets: { brackets: codeAt(state, at) ? CODE : PROSE, before: ')]}:;,.!?>"*_`' } },
  ]),
);

export const pairs: Extension = [alone, brackets, closeBrackets(), keymap.of(closeBracketsKeymap)];
