/** Tables are drawn while the caret is elsewhere; a click, or the caret walking in, shows their text again. */
import { syntaxTree } from '@codemirror/language';
import { type EditorState, type Extension, StateField, type Text, type Transaction } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view';
import { Tree } from '@lezer/common';

export interface TableText {
  head: string[];
  /** How each column stands: `left`, `right` or `center`. */
  align: string[];
  rows: string[][];
}

/** The cells of a table as written. A backslash before `|` keeps it in its cell. */
export function readTable(text: string): TableText | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const [head, rule, ...rows] = lines.map(cells);
  if (!head || !rule) return null;
  const align = rule.map((cell) =>
    cell.endsWith(':') ? (cell.startsWith(':') ? 'center' : 'right') : 'left',
  );
  return { head, align, rows };
}

function cells(line: string): string[] {
  const inner = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'));
}

/** A cell without its marks: the widget shows words, the preview shows the rest. */
export function plainCell(cell: string): string {
  return cell
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/(\*\*|__|~~|`)(.+?)\1/g, '$2')
    .replace(/(?<![\w*])\*([^*]+)\*(?![\w*])/g, '$1');
}

class TableWidget extends WidgetType {
  readonly text: string;

  constructor(text: string) {
    super();
    this.text = text;
  }

  override eq(other: TableWidget): boolean {
    return other.text === this.text;
  }

  override toDOM(view: EditorView): HTMLElement {
    const wrap = document.createElement('div');
    wrap.className = 'ms-table';
    const table = document.createElement('table');
    const read = readTable(this.text);
    if (read) {
      table.append(row('th', read.head, read.align));
      for (const cellsOfRow of read.rows) table.append(row('td', cellsOfRow, read.align));
    }
    wrap.append(table);
    wrap.addEventListener('mousedown', (event) => {
      event.preventDefault();
      view.dispatch({ selection: { anchor: view.posAtDOM(wrap) }, scrollIntoView: true });
      view.focus();
    });
    return wrap;
  }

  override ignoreEvent(): boolean {
    return true;
  }
}

function row(kind: 'td' | 'th', texts: string[], align: string[]): HTMLElement {
  const tr = document.createElement('tr');
  align.forEach((side, at) => {
    const cell = document.createElement(kind);
    cell.textContent = plainCell(texts[at] ?? '');
    cell.style.textAlign = side;
    tr.append(cell);
  });
  return tr;
}

/** A table of the text, by whole lines. */
interface Place {
  from: number;
  to: number;
}

/**
 * The tables that stand by themselves: those inside quotes and lists stay text, as their lines carry marks of their own.
 * Only the blocks of the text are looked at, not what is in them: this runs at every key, also in long texts.
 */
function findTables(tree: Tree, doc: Text): Place[] {
  const found: Place[] = [];
  const walk = (part: Tree, start: number) => {
    part.children.forEach((child, at) => {
      if (!(child instanceof Tree)) return;
      const from = start + (part.positions[at] ?? 0);
      if (child.type.isAnonymous) walk(child, from);
      else if (child.type.name === 'Table') {
        found.push({ from: doc.lineAt(from).from, to: doc.lineAt(from + child.length).to });
      }
    });
  };
  walk(tree, 0);
  return found;
}

interface Drawn {
  tree: Tree;
  places: readonly Place[];
  /** Which of them the caret is in: they stand as text. */
  open: readonly number[];
  decorations: DecorationSet;
}

const openOnes = (state: EditorState, places: readonly Place[]) =>
  places.flatMap(({ from, to }, at) =>
    state.selection.ranges.some((range) => range.from <= to && range.to >= from) ? [at] : [],
  );

function draw(state: EditorState, places: readonly Place[], open: readonly number[]): DecorationSet {
  return Decoration.set(
    places
      .filter((_, at) => !open.includes(at))
      .map(({ from, to }) =>
        Decoration.replace({ widget: new TableWidget(state.sliceDoc(from, to)), block: true }).range(
          from,
          to,
        ),
      ),
  );
}

function create(state: EditorState): Drawn {
  const tree = syntaxTree(state);
  const places = findTables(tree, state.doc);
  const open = openOnes(state, places);
  return { tree, places, open, decorations: draw(state, places, open) };
}

/** Where the tables are after a change, and whether they are all as they were. */
function moved(
  value: Drawn,
  tree: Tree,
  { changes, state }: Transaction,
): { places: Place[]; same: boolean } {
  const before = value.places.map(({ from, to }) => ({
    from: changes.mapPos(from, 1),
    to: changes.mapPos(to, -1),
  }));
  // A long text is read in turns: below what was read by now, all is taken to be as it was.
  const places = [
    ...findTables(tree, state.doc),
    ...before.filter(({ from, to }) => from >= tree.length && from < to),
  ];
  const same =
    places.length === before.length &&
    places.every(({ from, to }, at) => from === before[at]?.from && to === before[at].to) &&
    !value.places.some(({ from, to }) => changes.touchesRange(from, to));
  return { places, same };
}

const drawnField = StateField.define<Drawn>({
  create,
  update(value, transaction) {
    const tree = syntaxTree(transaction.state);
    const fresh = transaction.docChanged || tree !== value.tree;
    if (!fresh && !transaction.selection) return value;
    const { places, same } = fresh ? moved(value, tree, transaction) : { places: value.places, same: true };
    const open = openOnes(transaction.state, places);
    const asBefore = same && open.length === value.open.length && open.every((at) => value.open.includes(at));
    return {
      tree,
      places,
      open,
      decorations: asBefore
        ? value.decorations.map(transaction.changes)
        : draw(transaction.state, places, open),
    };
  },
  provide: (field) => EditorView.decorations.from(field, ({ decorations }) => decorations),
});

export const drawnTables: Extension = drawnField;

/** The first drawn table on the way from one place to another, up or down; null when there is none. */
export function drawnOnTheWay(state: EditorState, from: number, to: number): Place | null {
  const field = state.field(drawnField, false);
  const drawn = field?.places.filter((_, at) => !field.open.includes(at)) ?? [];
  const met =
    from < to
      ? drawn.find((place) => place.from > from && place.from <= to)
      : drawn.findLast((place) => place.to < from && place.to >= to);
  return met ?? null;
}
