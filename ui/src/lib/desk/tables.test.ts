import { markdown, markdownLanguage } from '@codemirror/lang-markdown';
import { forceParsing } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { afterEach, expect, test, vi } from 'vitest';

import { drawnTables, plainCell, readTable } from './tables';

test('head, alignment and rows', () => {
  expect(readTable('| Layer | Tries |\n| --- | ---: |\n| App | 3 |\n| Gate | 9 |')).toEqual({
    head: ['Layer', 'Tries'],
    align: ['left', 'right'],
    rows: [
      ['App', '3'],
      ['Gate', '9'],
    ],
  });
});

test('without outer bars, with an escaped bar, with :---:', () => {
  expect(readTable('a | b\\|c\n:-: | -\nx | y')).toEqual({
    head: ['a', 'b|c'],
    align: ['center', 'left'],
    rows: [['x', 'y']],
  });
});

test('a table that is not one yet', () => {
  expect(readTable('| only a head |')).toBeNull();
});

test('cells show words without marks', () => {
  expect(plainCell('**bold** `code` [link](url) *soft* 2*3*4')).toBe('bold code link soft 2*3*4');
});

const TABLE = '| a | b |\n|---|---|\n| 1 | 2 |';
let view: EditorView | undefined;
afterEach(() => view?.destroy());

function editor(doc: string) {
  view = new EditorView({ doc, extensions: [markdown({ base: markdownLanguage }), drawnTables] });
  forceParsing(view, doc.length, 5000);
  return view;
}
const drawn = () => [...(view?.contentDOM.querySelectorAll('.ms-table') ?? [])];
const words = () => drawn().map(({ textContent }) => textContent);

test('tables are drawn where the caret is not, and those of quotes and lists stay text', () => {
  const view = editor(`start\n\n${TABLE}\n\n> | q |\n> |---|\n\n${TABLE}`);
  expect(words()).toEqual(['ab12', 'ab12']);
  view.dispatch({ selection: { anchor: 10 } });
  expect(drawn()).toHaveLength(1);
  view.dispatch({ selection: { anchor: 0 } });
  expect(drawn()).toHaveLength(2);
});

test('what is typed elsewhere does not draw a table anew; what changes in it does', () => {
  const view = editor(`start\n\n${TABLE}\n\nend`);
  const [table] = drawn();
  const made = vi.spyOn(document, 'createElement');
  view.dispatch({ changes: { from: 0, insert: 'more ' }, selection: { anchor: 5 } });
  expect(drawn()).toEqual([table]);
  expect(made.mock.calls.filter(([name]) => name === 'table')).toEqual([]);
  made.mockRestore();
  const one = view.state.doc.toString().indexOf('1');
  view.dispatch({ changes: { from: one, to: one + 1, insert: '9' } });
  expect(words()).toEqual(['ab92']);
});

test('a fence above makes code of a table, and it is drawn no more; without the fence it is again', () => {
  const view = editor(`start\n\n${TABLE}\n\nend`);
  view.dispatch({ changes: { from: 5, insert: '\n\n```' } });
  expect(drawn()).toEqual([]);
  view.dispatch({ changes: { from: 5, to: 10 } });
  expect(words()).toEqual(['ab12']);
});

test('in a text that is not read to its end yet, tables further down stay drawn', () => {
  const view = editor(`start\n\n${'words and words\n\n'.repeat(40_000)}${TABLE}\n\nend`);
  const field = () => {
    let count = 0;
    for (const set of view.state.facet(EditorView.decorations)) {
      if (typeof set !== 'function') set.between(0, view.state.doc.length, () => void count++);
    }
    return count;
  };
  expect(field()).toBe(1);
  for (let key = 0; key < 3; key++) {
    view.dispatch({ changes: { from: 5, insert: 'x' } });
    expect(field()).toBe(1);
  }
});
