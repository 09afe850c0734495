/** Tables are drawn while the caret is elsewhere; a click, or the caret walking in, shows their text again. */
import { syntaxTree } from '@codemirror/language';
import { type EditorState, type Extension, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view';

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

function draw(state: EditorState): DecorationSet {
  const found: { from: number; to: number }[] = [];
  syntaxTree(state).iterate({
    enter: (node) => {
      if (node.name === 'Table') {
        found.push({ from: state.doc.lineAt(node.from).from, to: state.doc.lineAt(node.to).to });
        return false;
      }
      // Tables inside quotes and lists stay text: their lines carry marks of their own.
      return node.name === 'Document';
    },
  });
  const caret = state.selection.ranges;
  const drawn = found
    .filter(({ from, to }) => !caret.some((range) => range.from <= to && range.to >= from))
    .map(({ from, to }) =>
      Decoration.replace({ widget: new TableWidget(state.sliceDoc(from, to)), block: true }).range(from, to),
    );
  return Decoration.set(drawn);
}

export const drawnTables: Extension = StateField.define<DecorationSet>({
  create: draw,
  update(value, transaction) {
    const parsed = syntaxTree(transaction.state) !== syntaxTree(transaction.startState);
    return transaction.docChanged || transaction.selection || parsed ? draw(transaction.state) : value;
  },
  provide: (field) => EditorView.decorations.from(field),
});
