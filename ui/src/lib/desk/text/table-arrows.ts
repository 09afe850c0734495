/** Up and down into a table that is drawn: by themselves the arrows know its text no more than that of a picture. */
import { EditorSelection, type SelectionRange } from '@codemirror/state';
import type { Command, EditorView } from '@codemirror/view';

import { drawnOnTheWay } from '../tables';

/** Where the head of what is selected goes, `extend` with its other end staying. */
function go(view: EditorView, anchor: number, to: SelectionRange, extend: boolean): void {
  const range = extend ? EditorSelection.range(anchor, to.head, to.goalColumn, undefined, to.assoc) : to;
  view.dispatch({ selection: EditorSelection.create([range]), userEvent: 'select', scrollIntoView: true });
}

const into =
  (forward: boolean, extend: boolean): Command =>
  (view) => {
    const { main } = view.state.selection;
    // Without Shift the arrow leads to an end of what is selected, and no further.
    if (!extend && !main.empty) return false;
    const table = drawnOnTheWay(view.state, main.head, view.moveVertically(main, forward).head);
    if (!table) return false;
    const edge = forward ? table.from : table.to;
    go(view, main.anchor, EditorSelection.cursor(edge), extend);
    // It stands as text by now, and the same step leads to the place in its row that is nearest.
    const step = view.moveVertically(main, forward);
    const row = view.state.doc.lineAt(edge);
    if (step.head >= row.from && step.head <= row.to) go(view, main.anchor, step, extend);
    return true;
  };

export const intoTable = { up: into(false, false), down: into(true, false) };
export const selectIntoTable = { up: into(false, true), down: into(true, true) };
