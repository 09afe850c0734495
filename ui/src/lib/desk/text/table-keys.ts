/** Keys in a table: Tab and a bar go from cell to cell, Enter to the next row. The columns are put in line when a cell is left. */
import {
  type ChangeSpec,
  EditorSelection,
  type EditorState,
  type Extension,
  type Line,
  Prec,
} from '@codemirror/state';
import { type Command, EditorView } from '@codemirror/view';

import { difference } from '../difference';
import { aligned, content, emptyRow, isEmpty, type Slot, slots, withCell } from './table-text';
import { around } from './where';

const TABLE = new Set(['Table']);
/** The line below the head. */
const RULE = 1;

interface Table {
  lines: Line[];
  row: number;
  column: number;
}

/** The table that the caret, or what is selected of one cell, is in. Those in quotes and lists are plain text. */
function tableAt(state: EditorState): Table | null {
  const { main, ranges } = state.selection;
  const alone = ranges.length === 1 && state.doc.lineAt(main.from).to >= main.to;
  const node = alone ? around(state, main.head, TABLE) : null;
  if (!node || node.parent?.name !== 'Document') return null;
  const first = state.doc.lineAt(node.from).number;
  const last = state.doc.lineAt(node.to).number;
  const here = state.doc.lineAt(main.head);
  if (here.number < first || here.number > last) return null;
  const lines = Array.from({ length: last - first + 1 }, (_, at) => state.doc.line(first + at));
  const all = slots(here.text);
  const columnAt = (at: number) => {
    const found = all.findIndex(({ to }) => at - here.from <= to);
    return found < 0 ? all.length - 1 : found;
  };
  const column = columnAt(main.from);
  return column === columnAt(main.to) ? { lines, row: here.number - first, column } : null;
}

/** What of a line is chosen when it is gone to. */
type Choice = (line: string, slot: Slot) => Slot;
/** Where the cell's words begin, so that what is typed next takes none of them away. */
const before: Choice = (line, slot) => {
  const { from } = content(line, slot);
  return { from, to: from };
};
const behind: Choice = ({ length }) => ({ from: length, to: length });

/** Puts the columns in line and chooses what a cell has. A row below the last is made. */
function goTo(view: EditorView, { lines }: Table, row: number, column: number, choice = content): boolean {
  const texts = lines.map(({ text }) => text);
  if (row === texts.length) texts.push(emptyRow(texts[0] ?? ''));
  texts[row] = withCell(texts[row] ?? '', column);
  const after = aligned(texts);
  const changes: ChangeSpec[] = lines.flatMap((line, at) => {
    const change = difference(line.text, after[at] ?? '');
    return change
      ? [{ from: line.from + change.from, to: line.from + change.to, insert: change.insert }]
      : [];
  });
  const [start, end] = [lines[0]?.from ?? 0, lines.at(-1)?.to ?? 0];
  if (row === lines.length) changes.push({ from: end, insert: `\n${after[row]}` });
  const line = after[row] ?? '';
  const cell = choice(line, slots(line)[column] ?? { from: 0, to: 0 });
  const at = start + after.slice(0, row).reduce((sum, text) => sum + text.length + 1, 0);
  view.dispatch({
    changes,
    selection: EditorSelection.single(at + cell.from, at + cell.to),
    userEvent: 'input.table',
    scrollIntoView: true,
  });
  return true;
}

const step =
  (by: 1 | -1): Command =>
  (view) => {
    const table = view.state.readOnly ? null : tableAt(view.state);
    if (!table) return false;
    const columns = slots(table.lines[0]?.text ?? '').length;
    let { row, column } = table;
    if (row !== RULE) column += by;
    if (row === RULE || column < 0 || column >= columns) {
      row += by;
      if (row === RULE) row += by;
      column = by > 0 ? 0 : columns - 1;
    }
    return row >= 0 && goTo(view, table, row, column);
  };

export const nextCell = step(1);
/** From the first cell it leads out of the text, as Shift+Tab does elsewhere. */
export const previousCell = step(-1);

/** To the first cell of the row below, which is made where there is none. In an empty last row it ends the table. */
export const nextRow: Command = (view) => {
  const { state } = view;
  const table = state.readOnly ? null : tableAt(state);
  const line = table?.lines[table.row];
  if (!table || !line || state.selection.main.head === line.from) return false;
  if (table.row > RULE && table.row === table.lines.length - 1 && isEmpty(line.text)) {
    view.dispatch({
      changes: { from: line.from, to: line.to, insert: '\n' },
      selection: { anchor: line.from + 1 },
      userEvent: 'input.table',
      scrollIntoView: true,
    });
    return true;
  }
  const row = table.row === 0 ? RULE + 1 : table.row + 1;
  return goTo(view, table, row, 0);
};

/** A bar that the row has already is gone over: who writes `| a | b |` by hand in such a row gets these cells. */
const typeBar = (view: EditorView, from: number, to: number, text: string): boolean => {
  const { state } = view;
  if (text !== '|' || from !== to || state.readOnly || view.composing) return false;
  const table = tableAt(state);
  const line = table?.lines[table.row];
  if (!table || !line) return false;
  const all = slots(line.text);
  const at = from - line.from;
  const slot = all[table.column];
  if (!slot || at < slot.from || at > slot.to || line.text[slot.to] !== '|') return false;
  // The bar that begins the row.
  if (table.column === 0 && isEmpty(line.text)) return true;
  const escaped = line.text.slice(0, at).endsWith('\\');
  if (escaped || line.text.slice(at, slot.to).trim() !== '') return false;
  const last = table.column === all.length - 1;
  return goTo(view, table, table.row, last ? table.column : table.column + 1, last ? behind : before);
};

export const bars: Extension = Prec.high(EditorView.inputHandler.of(typeBar));
