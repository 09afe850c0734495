import { undo } from '@codemirror/commands';
import { afterEach, expect, test } from 'vitest';

import { type Edited, edited } from '../../../test-editor';
import { aligned, slots, withCell } from './table-text';
import { width } from './width';

let open: Edited | undefined;
const edit = (text: string) => (open = edited(text));
afterEach(() => {
  open?.end();
  open = undefined;
});

test('how wide signs are', () => {
  expect(width('abc')).toBe(3);
  expect(width('漢字')).toBe(4);
  expect(width('カナ')).toBe(4);
  expect(width('한글')).toBe(4);
  expect(width('é')).toBe(1);
  expect(width('e\u0301')).toBe(1);
  expect(width('👍🏽')).toBe(2);
  expect(width('❤️')).toBe(2);
  expect(width('👩‍👩‍👧')).toBe(2);
  expect(width('Ωж')).toBe(2);
});

test('columns are put in line with blanks alone', () => {
  const before = ['|a|long cell|', '|:-:|--:|', '| 漢字 | 1 |', '|x\\|y|22|'];
  const after = aligned(before);
  expect(after).toEqual([
    '|  a   | long cell |',
    '| :-:  |       --: |',
    '| 漢字 |         1 |',
    '| x\\|y |        22 |',
  ]);
  const signs = (lines: string[]) => lines.map((line) => line.replaceAll(' ', ''));
  expect(signs(after)).toEqual(signs(before));
  expect(aligned(after)).toEqual(after);
});

test('a table without outer bars keeps none, and a short row stays short', () => {
  expect(aligned(['a | b', '-|-', 'long | c', 'x'])).toEqual(['a    | b', '-    | -', 'long | c', 'x']);
});

test('cells of a line, and a line with one more', () => {
  expect(slots('| a | b\\|c |')).toHaveLength(2);
  expect(slots('a|b')).toHaveLength(2);
  expect(slots('| a || c |')).toHaveLength(3);
  expect(withCell('| a |', 2)).toBe('| a |   |   |');
  expect(withCell('a', 1)).toBe('a |   |');
});

const TABLE = '| a | b |\n| - | - |\n| one | two |\n| three | four |';

test('Tab goes from cell to cell and puts the columns in line; Shift+Tab goes back', () => {
  const editor = edit(TABLE.replace('| a', '| a‸'));
  expect(editor.press('Tab')).toBe(true);
  expect(editor.now).toBe('| a     | ‸b‸    |\n| -     | -    |\n| one   | two  |\n| three | four |');
  editor.press('Tab');
  expect(editor.now).toContain('| ‸one‸   | two  |');
  editor.press('Tab', { shiftKey: true });
  expect(editor.now).toContain('| a     | ‸b‸    |');
});

test('Tab in the last cell makes a row; Shift+Tab in the first leaves the text', () => {
  const editor = edit(TABLE.replace('four', 'four‸'));
  editor.press('Tab');
  expect(editor.now.split('\n').at(-1)).toBe('| ‸      |      |');
  expect(editor.text.split('\n')).toHaveLength(5);
  editor.end();
  const first = edit(TABLE.replace('| a', '| ‸a'));
  expect(first.press('Tab', { shiftKey: true })).toBe(false);
  expect(first.text).toBe(TABLE);
});

test('Enter goes to the first cell of the row below, makes one below the last, and ends the table in an empty one', () => {
  const editor = edit(`${TABLE.replace('two', 'two‸')}\n\nend`);
  editor.press('Enter');
  expect(editor.now).toContain('| ‸three‸ | four |');
  editor.press('Enter');
  expect(editor.now).toContain('| three | four |\n| ‸      |      |\n\nend');
  editor.press('Enter');
  expect(editor.now).toContain('| three | four |\n\n‸\n\nend');
});

test('a table that is being typed gets its first row by Enter behind the line below its head', () => {
  const editor = edit('| a | b |\n| - | - |‸');
  editor.press('Enter');
  expect(editor.now).toBe('| a   | b   |\n| -   | -   |\n| ‸    |     |');
});

test('a cell that is missing is made when it is gone to', () => {
  const editor = edit('| a | b |\n|---|---|\n| one‸ |');
  editor.press('Tab');
  expect(editor.now).toBe('| a   | b   |\n| --- | --- |\n| one | ‸    |');
});

test('typing and reading leave a table as it is, and so do keys outside of it', () => {
  const editor = edit(`${TABLE.replace('one', 'one‸')}\n\n- item`);
  editor.type(' more');
  expect(editor.text).toContain('| one more | two |\n| three | four |');
  editor.select(editor.text.length);
  editor.press('Tab');
  expect(editor.text).toContain('| one more | two |\n| three | four |\n\n  - item');
});

test('undo takes a step back at once', () => {
  const editor = edit(TABLE.replace('four', 'four‸'));
  editor.press('Tab');
  undo(editor.view);
  expect(editor.text).toBe(TABLE);
});

test('a row that is written by hand where one was made already gets exactly its cells', () => {
  const editor = edit('| a | b |\n| - | - |‸');
  editor.press('Enter');
  editor.type('| one | two |');
  expect(editor.now).toBe('| a   | b   |\n| -   | -   |\n| one | two |‸');
  editor.press('Enter');
  editor.type('|3|4|');
  expect(editor.now).toBe('| a   | b   |\n| -   | -   |\n| one | two |\n| 3   | 4   |‸');
});

test('a bar goes to the next cell and takes nothing of it; elsewhere it is written', () => {
  const editor = edit(TABLE.replace('one', 'one‸'));
  editor.type('|');
  expect(editor.now).toContain('| one   | ‸two  |');
  editor.type('|');
  expect(editor.now).toContain('| |‸two  |');
  editor.end();
  const within = edit(TABLE.replace('one', 'o‸ne'));
  within.type('|');
  expect(within.text).toContain('| o|ne | two |');
  within.end();
  const escaped = edit(TABLE.replace('one', 'one\\‸'));
  escaped.type('|');
  expect(escaped.text).toContain('| one\\| | two |');
  escaped.end();
  const open = edit('a | b\n- | -\none | two‸');
  open.type('|');
  expect(open.text).toContain('one | two|');
});
