import { undo } from '@codemirror/commands';
import { EditorState } from '@codemirror/state';
import { waitFor } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';

import { type Edited, edited } from '../../../../test-editor';
import { manuscript } from '../../manuscript';
import { placed } from './paste';

let open: Edited | undefined;
const edit = (text: string) => (open = edited(text));
afterEach(() => {
  open?.end();
  open = undefined;
});

/** What a browser does with the clipboard; true when the editor takes care of it. */
function paste({ view }: Edited, text: string, html = '', files: File[] = []): boolean {
  const event = new Event('paste', { bubbles: true, cancelable: true });
  const data = { getData: (type: string) => (type === 'text/html' ? html : text), files, types: [] };
  Object.defineProperty(event, 'clipboardData', { value: data });
  view.contentDOM.dispatchEvent(event);
  return event.defaultPrevented;
}
const RICH = '<p>one <b>two</b></p><ul><li>three</li></ul>';

test('an address over words makes a link of them, in one step', () => {
  const editor = edit('see ‸the report‸ now');
  paste(editor, ' https://a.example/x ');
  expect(editor.now).toBe('see [the report](https://a.example/x)‸ now');
  undo(editor.view);
  expect(editor.text).toBe('see the report now');
});

test.each([
  ['an address with brackets', 'see ‸this‸', 'https://a.example/(x)', 'see [this](<https://a.example/(x)>)‸'],
  ['no words are selected', 'see ‸', 'https://a.example', 'see https://a.example‸'],
  ['over an address', '‸https://old.example‸', 'https://a.example', 'https://a.example‸'],
  ['in code', '`see ‸this‸ now`', 'https://a.example', '`see https://a.example‸ now`'],
  ['in a block of code', '```\n‸this‸\n```', 'https://a.example', '```\nhttps://a.example‸\n```'],
  ['over a link', 'a ‸[b](c)‸', 'https://a.example', 'a https://a.example‸'],
  ['words that begin with an address', 'a ‸b‸', 'https://a.example is nice', 'a https://a.example is nice‸'],
])('%s', (_, before, text, after) => {
  const editor = edit(before);
  paste(editor, text);
  expect(editor.now).toBe(after);
});

test('what is more than text becomes Markdown, where the caret was, and goes in one step', async () => {
  const editor = edit('before‸after');
  expect(paste(editor, 'one two\nthree', RICH)).toBe(true);
  // The writer does not wait.
  editor.view.dispatch({ changes: { from: 0, insert: '> ' } });
  await waitFor(() => expect(editor.now).toBe('> before\n\none **two**\n\n- three\n\n‸after'));
  undo(editor.view);
  expect(editor.text).toBe('> beforeafter');
});

test('words of one line stay in the line, and take the place of what is selected', async () => {
  const editor = edit('a ‸b‸ c');
  paste(editor, 'x', '<b>x</b>');
  await waitFor(() => expect(editor.now).toBe('a **x**‸ c'));
});

test('with Shift it is plain text, once; so it is in code, and where nothing but letters was copied', async () => {
  const editor = edit('‸');
  editor.press('V', { code: 'KeyV', ctrlKey: true, shiftKey: true });
  paste(editor, 'one two', RICH);
  expect(editor.text).toBe('one two');
  paste(editor, '', RICH);
  await waitFor(() => expect(editor.text).toContain('**two**'));
  editor.end();
  const code = edit('```\n‸\n```');
  paste(code, 'one two', RICH);
  expect(code.text).toBe('```\none two\n```');
  code.end();
  const plain = edit('‸');
  paste(plain, '# Head', '<meta charset="utf-8"><div><span># Head</span></div>');
  expect(plain.text).toBe('# Head');
});

test('a picture that comes as a file is not linked to where it was copied from', async () => {
  const editor = edit('‸');
  const picture = '<img src="https://a.example/a.png">';
  paste(editor, '', picture, [new File(['x'], 'a.png', { type: 'image/png' })]);
  await import('./rich');
  expect(editor.text).toBe('');
});

test('pictures that were left out are told of, until something is changed', async () => {
  const editor = edit('‸');
  paste(editor, '', '<b>x</b><img src="data:image/png;base64,AAAA">');
  await waitFor(() =>
    expect(editor.view.dom.querySelector('[role="status"]')?.textContent).toContain('was left out'),
  );
  editor.type('y');
  expect(editor.view.dom.querySelector('[role="status"]')).toBeNull();
});

test('nothing is pasted where one can only read, nor when the post was closed meanwhile', async () => {
  const editor = (open = edited('‸words', [
    manuscript({ undo() {}, redo() {} }),
    EditorState.readOnly.of(true),
  ]));
  paste(editor, 'https://a.example', RICH);
  expect(editor.text).toBe('words');
  editor.end();
  const closed = edit('‸words');
  paste(closed, 'x', RICH);
  closed.end();
  await import('./rich');
  expect(closed.text).toBe('words');
});

test('a block of its own does not stand behind words', () => {
  const state = EditorState.create({ doc: 'words' });
  const at = (from: number, markdown: string) =>
    state.update(placed(state, { from, to: from }, markdown)).state.doc.toString();
  expect(at(5, '# Head')).toBe('words\n\n# Head');
  expect(at(0, '- item')).toBe('- item\n\nwords');
  expect(at(5, ' more')).toBe('words more');
});
