import { EditorSelection } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { afterEach, expect, test, vi } from 'vitest';

import { type Edited, edited } from '../../../test-editor';

let open: Edited | undefined;
afterEach(() => {
  open?.end();
  open = undefined;
});

/** How many letters a row holds: longer lines are wrapped. */
const ROW = 40;

/** jsdom lays nothing out. Here letters are equally wide, and what is drawn is jumped over as the editor does. */
function layOut(view: EditorView) {
  const covered = (at: number) => {
    let found = false;
    for (const set of view.state.facet(EditorView.decorations)) {
      if (typeof set !== 'function')
        set.between(at, at, (_from, _to, { spec }) => void (found ||= spec.block));
    }
    return found;
  };
  vi.spyOn(view, 'moveVertically').mockImplementation(({ head, goalColumn }, down) => {
    const { doc } = view.state;
    const from = doc.lineAt(head);
    const column = goalColumn ?? (head - from.from) % ROW;
    let row = Math.floor((head - from.from) / ROW) + (down ? 1 : -1);
    let line = from;
    while (row < 0 || row * ROW > line.length || covered(line.from)) {
      const next = line.number + (down ? 1 : -1);
      if (next < 1 || next > doc.lines) return EditorSelection.cursor(down ? doc.length : 0);
      line = doc.line(next);
      row = down ? 0 : Math.floor(line.length / ROW);
    }
    return EditorSelection.cursor(
      Math.min(line.from + row * ROW + column, line.to),
      undefined,
      undefined,
      column,
    );
  });
}

function edit(text: string) {
  open = edited(text);
  layOut(open.view);
  return open;
}

const TABLE = '| a | b |\n| - | - |\n| 1 | 2 |';
const drawn = () => open?.view.contentDOM.querySelectorAll('.ms-table').length;
const here = ({ view }: Edited) => view.state.doc.lineAt(view.state.selection.main.head).text;

test('down from the line above is the first line of a table, and up from the line below its last', () => {
  const editor = edit(`start\n‸\n${TABLE}\n\nend`);
  expect(drawn()).toBe(1);
  expect(editor.press('ArrowDown')).toBe(true);
  expect(editor.now).toBe(`start\n\n‸${TABLE}\n\nend`);
  expect(drawn()).toBe(0);
  editor.select(editor.text.indexOf('\n\nend') + 1);
  expect(drawn()).toBe(1);
  expect(editor.press('ArrowUp')).toBe(true);
  expect(editor.now).toBe(`start\n\n${TABLE.replace('| 1', '‸| 1')}\n\nend`);
  expect(drawn()).toBe(0);
});

test('a table that begins the text, and one that ends it, are gone into too', () => {
  const editor = edit(`${TABLE}\n\nmiddle‸\n\n${TABLE}`);
  editor.press('ArrowUp');
  editor.press('ArrowUp');
  expect(here(editor)).toBe('| 1 | 2 |');
  editor.select(editor.text.indexOf('middle') + 7);
  editor.press('ArrowDown');
  expect(here(editor)).toBe('| a | b |');
});

test('the column is kept, also over the empty line before the table', () => {
  const editor = edit(`start‸\n\n${TABLE}\n\n`);
  editor.press('ArrowDown');
  editor.press('ArrowDown');
  expect(editor.now).toContain('| a |‸ b |');
  editor.press('ArrowDown');
  expect(editor.now).toContain('| - |‸ - |');
  editor.end();
  const from = edit(`# heading‸\n${TABLE}\n\n`);
  from.press('ArrowDown');
  expect(from.now).toContain('| a | b |‸\n');
});

test('a line that is wrapped is gone through first', () => {
  const long = 'x'.repeat(ROW + 10);
  const editor = edit(`# ${long.slice(0, 20)}‸${long.slice(20)}\n${TABLE}\n\n`);
  editor.press('ArrowDown');
  expect(here(editor)).toContain('xxx');
  expect(drawn()).toBe(1);
  editor.press('ArrowDown');
  expect(here(editor)).toBe('| a | b |');
});

test('each line is gone to once on the way through tables with one line between them, down and up', () => {
  const editor = edit(`‸start\n\n${TABLE}\n\n${TABLE}\n\n${TABLE}\n\nend`);
  const lines = editor.text.split('\n').map((_, at) => at + 1);
  const number = () => editor.view.state.doc.lineAt(editor.view.state.selection.main.head).number;
  const walk = (key: string) =>
    lines.map(() => {
      const at = number();
      editor.press(key);
      return at;
    });
  expect(walk('ArrowDown')).toEqual(lines);
  editor.select(editor.text.indexOf('end'));
  expect(walk('ArrowUp')).toEqual(lines.toReversed());
});

test('with Shift the selection grows into the table, line by line, and shrinks out of it', () => {
  const editor = edit(`start‸\n\n${TABLE}\n\nend`);
  const shift = (key: string) => editor.press(key, { shiftKey: true });
  shift('ArrowDown');
  shift('ArrowDown');
  expect(editor.now).toContain('start‸\n\n| a |‸ b |');
  expect(drawn()).toBe(0);
  shift('ArrowDown');
  expect(editor.now).toContain('start‸\n\n| a | b |\n| - |‸ - |');
  shift('ArrowUp');
  shift('ArrowUp');
  expect(editor.now).toContain('start‸\n‸\n');
  expect(drawn()).toBe(1);
  editor.select(editor.text.length);
  shift('ArrowUp');
  shift('ArrowUp');
  expect(editor.now).toContain('| 1‸ | 2 |\n\nend‸');
});

test('without Shift what is selected is left at its end, not at a table', () => {
  const editor = edit(`‸start\n‸\n${TABLE}\n\n`);
  editor.press('ArrowDown');
  expect(editor.now).toBe(`start\n‸\n${TABLE}\n\n`);
  expect(drawn()).toBe(1);
});
