/**
 * ⌘Z covers fields and body in one order: an edit of the head enters the editor's history as an effect that carries
 * the head's text before and after. Undoing it means to give the text before back to the library.
 */
import { invertedEffects, isolateHistory } from '@codemirror/commands';
import { type Extension, StateEffect, Transaction, type TransactionSpec } from '@codemirror/state';

export interface HeadEdit {
  before: string;
  after: string;
}

export const headEdit = StateEffect.define<HeadEdit>();

export const headHistory: Extension = invertedEffects.of((transaction) =>
  transaction.effects
    .filter((effect) => effect.is(headEdit))
    .map((effect) => headEdit.of({ before: effect.value.after, after: effect.value.before })),
);

/** The transaction that remembers an edit of the head that was already made. */
export function rememberHead(edit: HeadEdit): TransactionSpec {
  return {
    effects: headEdit.of(edit),
    annotations: [Transaction.addToHistory.of(true), isolateHistory.of('full')],
  };
}

/** The head's text that an undo or a redo asks for, or null when this transaction is none of the head. */
export function wantedHead(transaction: Transaction): string | null {
  if (!transaction.isUserEvent('undo') && !transaction.isUserEvent('redo')) return null;
  const last = transaction.effects.findLast((effect) => effect.is(headEdit));
  return last?.is(headEdit) ? last.value.after : null;
}
