import { EditorState } from '@codemirror/state';
import { fireEvent, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { flushSync } from 'svelte';
import { afterEach, expect, test, vi } from 'vitest';

import { type Edited, edited } from '../../../test-editor';
import { find, openFind } from './find';

let open: Edited | undefined;
afterEach(() => {
  open?.end();
  open = undefined;
  vi.useRealTimers();
});

async function finding(text: string, more: Parameters<typeof edited>[1] = []) {
  const editor = (open = edited(text, [find, more]));
  editor.press('f', { ctrlKey: true, keyCode: 70 });
  flushSync();
  const user = userEvent.setup();
  const field = screen.getByRole('textbox', { name: 'Find' });
  const said = () => {
    flushSync();
    return screen.getByRole('status').textContent;
  };
  const click = (name: string) => user.click(screen.getByRole('button', { name }));
  return { editor, user, field, said, click };
}

test('what is found is counted, gone to by Enter and Shift+Enter, and goes round', async () => {
  const { editor, user, field, said } = await finding('‸one two one two one');
  expect(document.activeElement).toBe(field);
  await user.type(field, 'one');
  expect(said()).toBe('1 of 3');
  await user.keyboard('{Enter}');
  expect(said()).toBe('2 of 3');
  expect(editor.now).toBe('one two ‸one‸ two one');
  await user.keyboard('{Shift>}{Enter}{/Shift}{Shift>}{Enter}{/Shift}');
  expect(said()).toBe('3 of 3');
  editor.select(0);
  expect(said()).toBe('3 found');
  await user.clear(field);
  await user.type(field, 'none');
  expect(said()).toBe('Not found');
});

test('case, whole words and patterns', async () => {
  const { said, field, user, click } = await finding('‸One ones one o.e');
  await user.type(field, 'one');
  expect(said()).toBe('1 of 3');
  await click('Match case');
  expect(said()).toContain('of 2');
  await click('Whole words');
  expect(said()).toBe('1 of 1');
  expect(screen.getByRole('button', { name: 'Whole words' }).ariaPressed).toBe('true');
  await click('Whole words');
  await click('Pattern (regular expression)');
  await user.clear(field);
  await user.type(field, 'o.e$');
  expect(said()).toBe('1 of 1');
  await user.clear(field);
  await user.type(field, 'o(');
  expect(said()).toBe('No pattern');
  expect(field.getAttribute('aria-invalid')).toBe('true');
});

test('one is replaced, or all, which says how many', async () => {
  const { editor, user, field, said, click } = await finding('‸a b a b a');
  await user.type(field, 'a');
  await user.type(screen.getByRole('textbox', { name: 'Replace with' }), 'long');
  await click('Replace');
  expect(editor.text).toBe('long b a b a');
  expect(said()).toBe('1 of 2');
  await click('Replace all');
  expect(editor.text).toBe('long b long b long');
  expect(said()).toBe('2 replaced');
});

test('without a pattern a backslash is one', async () => {
  const { user, field, said } = await finding('‸a\\nb\nc');
  await user.type(field, '\\n');
  expect(said()).toBe('1 of 1');
});

test('Esc closes, and the text has the focus again; what is selected is looked for next', async () => {
  const { editor, user } = await finding('one ‸two‸ one');
  expect((screen.getByRole('textbox', { name: 'Find' }) as HTMLInputElement).value).toBe('two');
  await user.keyboard('{Escape}');
  expect(screen.queryByRole('search')).toBeNull();
  expect(document.activeElement).toBe(editor.view.contentDOM);
  editor.select(0, 3);
  openFind(editor.view);
  flushSync();
  expect((screen.getByRole('textbox', { name: 'Find' }) as HTMLInputElement).value).toBe('one');
});

test('typing in the text counts again a moment later', async () => {
  const { editor, user, field, said } = await finding('‸one');
  await user.type(field, 'one');
  vi.useFakeTimers();
  editor.view.dispatch({ changes: { from: 3, insert: ' one' } });
  expect(said()).toBe('1 of 1');
  vi.advanceTimersByTime(250);
  expect(said()).toBe('1 of 2');
});

test('a text that can only be read has nothing to replace; keys of an input method are its own', async () => {
  const { editor, field, user } = await finding('‸one one', EditorState.readOnly.of(true));
  expect(screen.queryByRole('button', { name: 'Replace all' })).toBeNull();
  await user.type(field, 'one');
  const before = editor.now;
  await fireEvent.keyDown(field, { key: 'Enter', isComposing: true });
  expect(editor.now).toBe(before);
});
