import { afterEach, expect, test } from 'vitest';

import { type Edited, edited } from '../../../test-editor';

let open: Edited | undefined;
const edit = (text: string) => (open = edited(text));
afterEach(() => {
  open?.end();
  open = undefined;
});

test.each(['*', '_', '`', '"'])('%s goes round what is selected', (sign) => {
  const editor = edit('a ‸word‸ b');
  editor.type(sign);
  expect(editor.now).toBe(`a ${sign}‸word‸${sign} b`);
});

test.each([
  ['[', ']'],
  ['(', ')'],
  ['{', '}'],
])('%s and %s go round what is selected', (opens, closes) => {
  const editor = edit('a ‸word‸ b');
  editor.type(opens);
  expect(editor.now).toBe(`a ${opens}‸word‸${closes} b`);
});

test.each([
  ['see ‸', '(', 'see (‸)'],
  ['see ‸', '(this)', 'see (this)‸'],
  ['see ‸', '[x](y)', 'see [x](y)‸'],
  ['he said ‸', '"yes"', 'he said "yes"‸'],
  ['see ‸', '`code`', 'see `code`‸'],
  ['a ‸', '*soft* b', 'a *soft* b‸'],
  ['a ‸', '_soft_', 'a _soft_‸'],
  ['a ‸', '**bold**', 'a **bold**‸'],
])('%j and %j', (before, typed, after) => {
  const editor = edit(before);
  editor.type(typed);
  expect(editor.now).toBe(after);
});

test.each([
  ['don‸', "'t"],
  ['‸', "'tis"],
  ['‸', '* item'],
  ['‸', '_'],
  ['‸', '**bold** at the beginning'],
  ['- ‸', '*soft* at the beginning'],
  ['> ‸', '*'],
  ['‸', '```js'],
  ['2 ‸', '* 3 = 6'],
  ['snake‸', '_case_name'],
  ['5‸', '" wide'],
  ['a \\‸', '*'],
  ['(‸word', '('],
])('%j: nothing is closed after %j', (before, typed) => {
  const editor = edit(before);
  editor.type(typed);
  expect(editor.now).toBe(`${before.replace('‸', `${typed}‸`)}`);
});

test('in code a star takes the place of what is selected, and quotes in comments stay alone', () => {
  const editor = edit('```js\na ‸+‸ b\n```');
  editor.type('*');
  expect(editor.now).toBe('```js\na *‸ b\n```');
  editor.end();
  const comment = edit('```js\n// don‸\n```');
  comment.type("'t");
  expect(comment.now).toBe("```js\n// don't‸\n```");
});

test('Backspace takes an empty pair away', () => {
  const editor = edit('see ‸');
  editor.type('(');
  editor.press('Backspace', { keyCode: 8 });
  expect(editor.now).toBe('see ‸');
});
