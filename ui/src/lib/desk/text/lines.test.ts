import { afterEach, expect, test } from 'vitest';

import { type Edited, edited } from '../../../test-editor';

let open: Edited | undefined;
const edit = (text: string) => (open = edited(text));
afterEach(() => {
  open?.end();
  open = undefined;
});

/** As on a keyboard where Shift and the digit write another sign. */
const press = (editor: Edited, code: string, key = '?') =>
  editor.press(key, { code, ctrlKey: true, shiftKey: true });

test.each([
  ['Digit2', 'wo‸rds', '## wo‸rds'],
  ['Digit3', '# words‸', '### words‸'],
  ['Digit3', '### words‸', 'words‸'],
  ['Digit0', '###### words‸', 'words‸'],
  ['Digit1', '‸', '# ‸'],
  ['Digit2', '> said‸', '> ## said‸'],
  ['Digit2', 'Head‸\n====', '## Head‸'],
  ['Digit1', 'Head‸\n====\n\ntext', 'Head‸\n\ntext'],
  ['Digit2', '‸one\n\ntwo‸', '## ‸one\n\n## two‸'],
  ['Digit2', '```\ncode‸\n```', '```\ncode‸\n```'],
  ['Period', 'words‸', '> words‸'],
  ['Period', '> words‸', 'words‸'],
  ['Period', '‸> one\ntwo‸', '> ‸> one\n> two‸'],
])('%s: %j', (code, before, after) => {
  const editor = edit(before);
  expect(press(editor, code)).toBe(true);
  expect(editor.now).toBe(after);
});

test('digits with other keys are not taken', () => {
  const editor = edit('words‸');
  expect(editor.press('2', { code: 'Digit2', ctrlKey: true, altKey: true, shiftKey: true })).toBe(false);
  expect(editor.press('"', { code: 'Digit2', shiftKey: true })).toBe(false);
  expect(editor.text).toBe('words');
});

test('what is struck through', () => {
  const editor = edit('a ‸word‸ b');
  editor.press('X', { ctrlKey: true, shiftKey: true, keyCode: 88 });
  expect(editor.now).toBe('a ~~‸word‸~~ b');
  editor.press('X', { ctrlKey: true, shiftKey: true, keyCode: 88 });
  expect(editor.now).toBe('a ‸word‸ b');
});
