import { EditorView } from '@codemirror/view';
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';

import { memory } from '$backend/memory';
import { ferrow } from '$backend/memory/ferrow';

import App from './App.svelte';

/** A library with one post on the desk, that takes edits only while `answers.now` holds. */
async function written() {
  const answers = { now: true };
  const backend = memory({
    posts: ferrow(8),
    before: (command) => {
      if (!answers.now && ['editBody', 'replaceBody'].includes(command))
        throw { code: 'repository.failed', message: 'The library did not answer.' };
    },
  });
  const user = userEvent.setup();
  render(App, { backend, app: await backend.app() });
  await user.click(screen.getByRole('button', { name: /Ferrow Engineering/ }));
  await user.click(await screen.findByText('Our retries were the outage'));
  const text = await screen.findByTestId('manuscript');
  const type = (words: string) =>
    EditorView.findFromDOM(text)?.dispatch({ changes: { from: 0, insert: words } });
  return { backend, user, answers, type };
}

test('a library is not left while text cannot be handed over, and the screen says why', async () => {
  const { backend, user, answers, type } = await written();
  answers.now = false;
  type('Mine. ');
  const leave = async () => {
    await user.click(screen.getByRole('button', { name: /library menu/ }));
    await user.click(screen.getByRole('menuitem', { name: /Start or clone/ }));
  };
  await leave();
  expect((await screen.findAllByText('The library did not answer.')).length).toBeGreaterThan(0);
  expect(screen.getByTestId('manuscript').textContent).toContain('Mine. ');
  answers.now = true;
  await leave();
  await screen.findByTestId('welcome-screen');
  expect(backend.files.some(({ body }) => body.startsWith('Mine. '))).toBe(true);
});

test('a window that is to be closed hands over what was typed last; where that cannot be, it stays and says why', async () => {
  const { backend, answers, type } = await written();
  answers.now = false;
  type('Last words. ');
  backend.emit({ event: 'closing' });
  await vi.waitFor(() => expect(backend.closings).toEqual([false]));
  expect((await screen.findAllByText('The library did not answer.')).length).toBeGreaterThan(0);
  expect(screen.getByTestId('manuscript').textContent).toContain('Last words. ');
  answers.now = true;
  backend.emit({ event: 'closing' });
  await vi.waitFor(() => expect(backend.closings).toEqual([false, true]));
  expect(backend.files.some(({ body }) => body.startsWith('Last words. '))).toBe(true);
});

test('a window whose text cannot be saved anywhere stays and says so', async () => {
  const { backend } = await written();
  const save = backend.savePost.bind(backend);
  const problem = { code: 'disk.full', message: 'The disk is full.' };
  backend.savePost = () => Promise.resolve({ state: 'failed', problem });
  backend.emit({ event: 'closing' });
  await vi.waitFor(() => expect(backend.closings).toEqual([false]));
  expect((await screen.findAllByText('The disk is full.')).length).toBeGreaterThan(0);
  expect(screen.getByTestId('manuscript')).toBeTruthy();
  backend.savePost = save;
  backend.emit({ event: 'closing' });
  await vi.waitFor(() => expect(backend.closings).toEqual([false, true]));
});
