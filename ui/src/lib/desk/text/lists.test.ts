import { undo } from '@codemirror/commands';
import { afterEach, expect, test } from 'vitest';

import { type Edited, edited } from '../../../test-editor';

let open: Edited | undefined;
const edit = (text: string) => (open = edited(text));
afterEach(() => {
  open?.end();
  open = undefined;
});

test.each([
  ['- one‸', '- one\n- ‸'],
  ['* one‸', '* one\n* ‸'],
  ['1. one‸', '1. one\n2. ‸'],
  ['9) one‸', '9) one\n10) ‸'],
  ['- [ ] one‸', '- [ ] one\n- [ ] ‸'],
  ['- [x] one‸', '- [x] one\n- [ ] ‸'],
  ['- one\n  - two‸', '- one\n  - two\n  - ‸'],
  ['> said‸', '> said\n> ‸'],
  ['1. one‸\n2. two', '1. one\n2. ‸\n3. two'],
])('Enter goes on with a list: %j', (before, after) => {
  const editor = edit(before);
  expect(editor.press('Enter')).toBe(true);
  expect(editor.now).toBe(after);
});

test.each([
  ['- one\n- ‸', '- one\n\n‸'],
  ['1. one\n2. ‸', '1. one\n\n‸'],
  ['- [ ] one\n- [ ] ‸', '- [ ] one\n\n‸'],
  ['- one\n\n- ‸', '- one\n\n‸'],
  ['- ‸', '‸'],
  ['- one\n  - two\n  - ‸', '- one\n  - two\n- ‸'],
  ['- one\n- ‸\n\nend', '- one\n\n‸\n\nend'],
  ['> - one\n> - ‸', '> - one\n>\n> ‸'],
  ['> said\n>\n> ‸', '> said\n\n‸'],
])('Enter in an empty item ends the list, and a line stays free below it: %j', (before, after) => {
  const editor = edit(before);
  expect(editor.press('Enter')).toBe(true);
  expect(editor.now).toBe(after);
});

test('Tab puts an item into the one above, Shift+Tab takes it out; elsewhere Tab leaves the text', () => {
  const editor = edit('- one\n- two‸');
  expect(editor.press('Tab')).toBe(true);
  expect(editor.now).toBe('- one\n  - two‸');
  expect(editor.press('Tab', { shiftKey: true })).toBe(true);
  expect(editor.now).toBe('- one\n- two‸');
  editor.end();
  const prose = edit('words‸');
  expect(prose.press('Tab')).toBe(false);
});

test.each([
  ['```go\nfunc main() {\n\tx := 1‸\n```', '```go\nfunc main() {\n\tx := 1\n\t‸\n```'],
  ['```\n    deep‸\n```', '```\n    deep\n    ‸\n```'],
  ['```js‸\n```', '```js\n‸\n```'],
  ['- item\n  ```js\n  a‸\n  ```', '- item\n  ```js\n  a\n  ‸\n  ```'],
  ['> ```\n> a‸\n> ```', '> ```\n> a\n> ‸\n> ```'],
  ['```\n> shell‸\n```', '```\n> shell\n‸\n```'],
  ['```\n- no item‸\n```', '```\n- no item\n‸\n```'],
  ['text\n\n    indented‸', 'text\n\n    indented\n    ‸'],
  ['```\na\n```‸', '```\na\n```\n‸'],
  ['```js\nif (a) {‸}\n```', '```js\nif (a) {\n  ‸\n}\n```'],
  ['```go\nfunc a() {\n\tb\n}\nfunc c() {‸}\n```', '```go\nfunc a() {\n\tb\n}\nfunc c() {\n\t‸\n}\n```'],
])('Enter in code keeps the indentation and nothing else: %j', (before, after) => {
  const editor = edit(before);
  editor.press('Enter');
  expect(editor.now).toBe(after);
});

test('a fence that closes code goes out to where the code began', () => {
  const editor = edit('- item\n  ```js\n      deep();\n      ‸');
  editor.type('```');
  expect(editor.now).toBe('- item\n  ```js\n      deep();\n  ```‸');
  editor.end();
  const prose = edit('words\n\n‸');
  prose.type('```');
  expect(prose.now).toBe('words\n\n```‸');
});

test('while an input method composes, Enter and Tab are its own', () => {
  const editor = edit('- 日本‸');
  editor.view.contentDOM.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
  expect(editor.press('Enter', { isComposing: true })).toBe(false);
  expect(editor.press('Tab', { isComposing: true })).toBe(false);
  expect(editor.now).toBe('- 日本‸');
});

test('lines move up and down', () => {
  const editor = edit('one\ntwo‸\nthree');
  editor.press('ArrowUp', { altKey: true });
  expect(editor.now).toBe('two‸\none\nthree');
  editor.press('ArrowDown', { altKey: true });
  editor.press('ArrowDown', { altKey: true });
  expect(editor.now).toBe('one\nthree\ntwo‸');
});

test('the list that was ended comes back in one step', () => {
  const editor = edit('- one\n- ‸');
  editor.press('Enter');
  undo(editor.view);
  expect(editor.text).toBe('- one\n- ');
});
