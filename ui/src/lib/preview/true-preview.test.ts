import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { expect, test } from 'vitest';

import { type Memory, memory, type MemoryOptions } from '$backend/memory';
import { ferrow } from '$backend/memory/ferrow';

import App from '../shell/App.svelte';
import { wished } from './shown-as.svelte';

const PAGE = 'http://127.0.0.1:41001/posts/our-retries/';

async function withPost(options: MemoryOptions = {}) {
  const calls: string[] = [];
  const backend: Memory = memory({
    posts: ferrow(40),
    before: (command, ...args) => void calls.push([command, ...args].join(' ')),
    ...options,
  });
  render(App, { backend, app: await backend.app() });
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: /Ferrow Engineering/ }));
  await user.click(await screen.findByText('Our retries were the outage'));
  await screen.findByTestId('manuscript');
  return { backend, user, calls };
}

const started = (calls: string[]) => calls.filter((call) => call.startsWith('startTruePreview'));

test('nothing is run before the writer agreed to the command that is shown', async () => {
  const { backend, user, calls } = await withPost();
  await user.click(await screen.findByRole('radio', { name: 'True' }));
  const question = await screen.findByTestId('trust');
  expect(question.textContent).toContain('hugo server --bind 127.0.0.1 --port 41001 --buildDrafts');
  expect(question.textContent).toContain('~/Work/engineering-blog');
  expect(started(calls)).toEqual([]);
  expect(screen.queryByTestId('true-frame')).toBeNull();
  const found = await axe.run(question, { rules: { 'color-contrast': { enabled: false } } });
  expect(found.violations).toEqual([]);

  await user.click(screen.getByRole('button', { name: 'Run it' }));
  expect(started(calls)).toEqual(['startTruePreview k1']);
  await screen.findByText(/Hugo is starting/);
  backend.trueBecomes({ state: 'ready', page: PAGE });
  const frame = await screen.findByTestId<HTMLIFrameElement>('true-frame');
  await waitFor(() => expect(frame.src).toBe(PAGE));
  expect(frame.getAttribute('sandbox')).not.toContain('allow-top-navigation');
});

test('who keeps the quick preview runs nothing', async () => {
  const { user, calls } = await withPost();
  await user.click(await screen.findByRole('radio', { name: 'True' }));
  await user.click(await screen.findByRole('button', { name: 'Keep the quick preview' }));
  await screen.findByTestId('preview-frame');
  expect(started(calls)).toEqual([]);
});

test('what was agreed to starts when it is chosen; what was stopped does not by itself', async () => {
  const { user, calls } = await withPost({ truePreview: { state: 'off' } });
  await screen.findByRole('radio', { name: 'True' });
  expect(started(calls)).toEqual([]);
  await user.click(screen.getByRole('radio', { name: 'True' }));
  await user.click(await screen.findByRole('button', { name: 'Stop' }));
  await screen.findByText(/Hugo does not run/);
  expect(started(calls)).toHaveLength(1);
  await user.click(screen.getByRole('button', { name: 'Start again' }));
  await waitFor(() => expect(started(calls)).toHaveLength(2));
});

test('a fault stands below the last page, with the way to its line', async () => {
  const { backend, user } = await withPost({ truePreview: { state: 'ready', page: PAGE } });
  await user.click(await screen.findByRole('radio', { name: 'True' }));
  await screen.findByTestId('true-frame');
  const path = backend.files.find((post) => post.head.includes('Our retries were the outage'))?.path ?? '';
  const message = 'Hugo could not build line 12.';
  backend.trueBecomes({
    fault: { code: 'true-preview.fault-line', level: 'error', message, path, line: 12 },
  });
  await screen.findByText(message);
  expect(screen.getByTestId('true-frame')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Line 12' }));
  expect(document.activeElement?.closest('[data-testid=manuscript]')).not.toBeNull();
  backend.trueBecomes({ fault: undefined as never });
  await waitFor(() => expect(screen.queryByText(message)).toBeNull());
});

test('a server that ended says why, what it said, and the way on', async () => {
  const error = { code: 'true-preview.died', message: 'Hugo ended.', hint: 'Mend that.', details: 'ERROR x' };
  const { user, calls } = await withPost({ truePreview: { state: 'failed', error } });
  await user.click(await screen.findByRole('radio', { name: 'True' }));
  await screen.findByText('Hugo ended.');
  expect(screen.getByText('What Hugo said')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Start again' }));
  expect(started(calls)).toEqual(['startTruePreview k1']);
});

test('a page of a server that does not tell it is loaded again', async () => {
  const { backend, user } = await withPost({ truePreview: { state: 'ready', page: PAGE } });
  await user.click(await screen.findByRole('radio', { name: 'True' }));
  const frame = await screen.findByTestId<HTMLIFrameElement>('true-frame');
  const loads: string[] = [];
  Object.defineProperty(frame, 'src', { set: (url: string) => loads.push(url), get: () => PAGE });
  backend.trueBecomes({ said: ['nothing new'] });
  backend.trueBecomes({ reloads: 1 });
  await waitFor(() => expect(loads).toEqual([PAGE]));
});

test('a blog without a generator to run has no choice', async () => {
  const { calls } = await withPost({ truePreview: { state: 'none' } });
  await screen.findByTestId('preview-frame');
  await waitFor(() => expect(calls.some((call) => call.startsWith('truePreview'))).toBe(true));
  expect(screen.queryByRole('radio', { name: 'True' })).toBeNull();
});

test('the leave to go to the server ends with the frame', async () => {
  const { user, calls } = await withPost({ truePreview: { state: 'ready', page: PAGE } });
  await user.click(await screen.findByRole('radio', { name: 'True' }));
  await screen.findByTestId('true-frame');
  expect(calls.filter((call) => call.startsWith('truePreview')).at(-1)).toMatch(/ true$/);
  await user.click(screen.getByRole('radio', { name: 'Quick' }));
  await waitFor(() =>
    expect(calls.filter((call) => call.startsWith('truePreview')).at(-1)).toMatch(/ false$/),
  );
});

test('the leave stays with the frame when other posts change', async () => {
  const { backend, user, calls } = await withPost({ truePreview: { state: 'ready', page: PAGE } });
  await user.click(await screen.findByRole('radio', { name: 'True' }));
  await screen.findByTestId('true-frame');
  const asked = () => calls.filter((call) => call.startsWith('truePreview'));
  const before = asked().length;
  await backend.newPost('Another one');
  await screen.findByRole('button', { name: 'All posts, 41' });
  await waitFor(() => expect(asked().length).toBeGreaterThan(before));
  await new Promise((go) => setTimeout(go, 0));
  expect(asked().at(-1)).toMatch(/ true$/);
  expect(asked().filter((call) => call.endsWith(' false'))).toHaveLength(1);
});

test('where a page wants to go by itself is no wish of the writer', async () => {
  expect(wished()).toBe(true);
  const { backend, user } = await withPost({ truePreview: { state: 'ready', page: PAGE } });
  await user.click(await screen.findByRole('radio', { name: 'True' }));
  const frame = await screen.findByTestId('true-frame');
  frame.focus();
  backend.emit({ event: 'linkClicked', url: 'https://video.example/embed' });
  frame.blur();
  frame.dispatchEvent(new Event('load'));
  backend.emit({ event: 'linkClicked', url: 'https://video.example/embed' });
  expect(screen.queryByTestId('link-dialog')).toBeNull();
  frame.focus();
  backend.emit({ event: 'linkClicked', url: 'https://video.example/watch' });
  await screen.findByTestId('link-dialog');
});
