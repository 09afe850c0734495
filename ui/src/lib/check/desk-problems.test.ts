import { Text } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import axe from 'axe-core';
import { expect, test } from 'vitest';

import type { MemoryOptions } from '$backend/memory';
import { ferrow } from '$backend/memory/ferrow';
import type { Problem } from '$backend/types';
import { check as words } from '$words/check';

import { opened } from '../../test-app';
import { placeIn } from './place';

const problem = (more: Partial<Problem>): Problem => ({
  code: 'link.missing',
  level: 'warning',
  message: 'No.',
  ...more,
});

test('what a problem is about: the link, the thing itself, or the rest of the line', () => {
  const doc = Text.of(['First.', 'See [the post](gone.md) and ![](a.png), tag Go.', '']);
  const letters = (line: number, more: Partial<Problem>) => {
    const { from, to } = placeIn(doc, line, problem(more));
    return doc.sliceString(from, to);
  };
  expect(letters(2, { column: 5, what: 'gone.md' })).toBe('[the post](gone.md)');
  expect(letters(2, { column: 29 })).toBe('![](a.png)');
  expect(letters(2, { what: 'a.png' })).toBe('![](a.png)');
  expect(letters(2, { what: 'Go' })).toBe('Go');
  expect(letters(2, { column: 45, what: 'Go' })).toBe('Go');
  expect(letters(2, { column: 25, what: 'other' })).toBe('and ![](a.png), tag Go.');
  expect(letters(1, {})).toBe('First.');
  expect(letters(1, { column: 99 })).toBe('');
  expect(letters(3, {})).toBe('');
});

async function desk(options: MemoryOptions = {}, title = 'Our retries were the outage') {
  const found = await opened(options);
  await found.user.click(await screen.findByText(title));
  const text = await screen.findByTestId('manuscript');
  const view = EditorView.findFromDOM(text) as EditorView;
  const note = () => screen.getByTestId('desk').querySelector('.ms-note')?.textContent ?? '';
  const tint = () => text.querySelector('.ms-looked-at')?.textContent;
  const file = () => found.backend.files.find(({ path }) => path.includes('our-retries'));
  return { ...found, text, view, note, tint, file };
}

/** With three problems in the text of the open post, and one in its head. */
async function deskWithSeveral() {
  const app = await desk();
  const { path = '', head = '' } = app.file() ?? {};
  const bodyLine = head.split('\n').length;
  const problems = [
    problem({ path, line: bodyLine + 4, column: 1, message: 'Five.' }),
    problem({ path, line: bodyLine, column: 4, message: 'One.', what: '14 May' }),
    problem({ path, line: bodyLine + 2, column: 62, message: 'Three.' }),
    problem({ path, line: 2, code: 'date.no-offset', message: 'In the head.' }),
  ];
  app.backend.checkPost = () => Promise.resolve({ problems, bodyLine });
  // Anything that is written makes it look again.
  app.view.dispatch({ changes: { from: app.view.state.doc.length, insert: '!' } });
  await screen.findByRole('img', { name: 'Three.' });
  return app;
}

test('F8 goes from problem to problem of the text, says which, and tints its place', async () => {
  const { user, view, text, note, tint } = await deskWithSeveral();
  view.dispatch({ selection: { anchor: 0 } });
  screen.getByRole('textbox', { name: 'Title' }).focus();
  await user.keyboard('{F8}');
  await waitFor(() => expect(note()).toBe('Problem 1 of 3: One. ⌥↵: what to do.'));
  expect(document.activeElement).toBe(text);
  expect(tint()).toBe('14 May');
  await user.keyboard('{F8}');
  await waitFor(() => expect(note()).toContain('Problem 2 of 3: Three.'));
  await user.keyboard('{F8}');
  await waitFor(() => expect(note()).toContain('Problem 3 of 3: Five.'));
  expect(view.state.doc.lineAt(view.state.selection.main.head).number).toBe(5);
  await user.keyboard('{F8}');
  await waitFor(() => expect(note()).toContain('Problem 1 of 3'));
  await user.keyboard('{Shift>}{F8}{/Shift}');
  await waitFor(() => expect(note()).toContain('Problem 3 of 3'));
  // The caret goes elsewhere: the place is no more looked at.
  view.dispatch({ selection: { anchor: view.state.doc.length } });
  expect(tint()).toBeUndefined();
  await user.keyboard('{Shift>}{F8}{/Shift}');
  await waitFor(() => expect(note()).toContain('Problem 3 of 3'));
});

test('the tint goes when somebody writes in it, and stays when they write elsewhere', async () => {
  const { user, view, note, tint } = await deskWithSeveral();
  view.dispatch({ selection: { anchor: 0 } });
  await user.keyboard('{F8}');
  await waitFor(() => expect(note()).toContain('One.'));
  view.dispatch({ changes: { from: 0, insert: 'Well: ' } });
  expect(tint()).toBe('14 May');
  const at = view.state.doc.toString().indexOf('14 May');
  view.dispatch({ changes: { from: at + 2, insert: 'th' } });
  expect(tint()).toBeUndefined();
});

test('Alt+Enter on a problem offers its ways; the one that is taken is told with Undo', async () => {
  const { user, text, view, note, tint, file } = await desk();
  text.focus();
  await user.keyboard('{F8}');
  await waitFor(() => expect(note()).toContain('Problem 1 of 1: The link to “fail-fast” leads nowhere.'));
  expect(tint()).toContain('everything above it');
  await user.keyboard('{Alt>}{Enter}{/Alt}');
  const dialog = await screen.findByRole('dialog', { name: words.panel });
  expect(within(dialog).getByRole('heading', { name: 'The link to “fail-fast” leads nowhere' })).toBeTruthy();
  const { violations } = await axe.run(dialog, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
  // Esc leaves everything as it is.
  await user.keyboard('{Escape}');
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(document.activeElement).toBe(text);
  expect(file()?.body).toContain('](fail-fast.md)');
  await user.keyboard('{Alt>}{Enter}{/Alt}');
  const button = await screen.findByRole('button', { name: words.toText });
  await waitFor(() => expect(document.activeElement).toBe(button));
  await user.click(button);
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(view.hasFocus || document.activeElement === text).toBe(true);
});

test('a fix is done by key from the text, and taken back', async () => {
  const posts = [
    {
      path: 'posts/failing-fast.md',
      head: '---\ntitle: Failing fast\ndate: 2025-03-12\n---\n',
      body: 'Words.\n',
      published: null,
    },
    ...ferrow(40),
  ];
  const { user, text, file } = await desk({ posts });
  text.focus();
  await user.keyboard('{F8}{Alt>}{Enter}{/Alt}');
  const dialog = await screen.findByRole('dialog', { name: words.panel });
  const button = within(dialog).getByRole('button', { name: /Link to “Failing fast”/ });
  await waitFor(() => expect(document.activeElement).toBe(button));
  await user.keyboard('{Alt>}{Enter}{/Alt}');
  const toast = await screen.findByTestId('toast');
  expect(toast.textContent).toContain('Link to “Failing fast”: mended in “Our retries were the outage”.');
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(file()?.body).toContain('](failing-fast.md)');
  expect(text.textContent).not.toContain('fail-fast.md');
  await user.click(within(toast).getByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(file()?.body).toContain('](fail-fast.md)'));
});

test('where the text has no problem, F8 says so; where it is covered, F8 does nothing', async () => {
  const { user, note, view } = await desk({}, 'A cache that remembers absence');
  await user.keyboard('{F8}');
  await waitFor(() => expect(note()).toBe(words.onDesk.none));
  view.dispatch({ changes: { from: 0, insert: 'x' } });
  expect(note()).toBe('');
  await user.click(screen.getByRole('button', { name: /more field|^Fields$/ }));
  await screen.findByTestId('fields-form');
  await fireEvent.keyDown(window, { key: 'F8' });
  expect(note()).toBe('');
});
