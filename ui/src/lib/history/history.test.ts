import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { expect, test } from 'vitest';

import { memory, type MemoryOptions } from '$backend/memory';
import type { MemoryPost } from '$backend/memory/ferrow';
import type { MemoryVersion } from '$backend/memory/versions';

import App from '../shell/App.svelte';
import { History } from './history.svelte';

const PATH = 'posts/a.md';
const GONE = 'posts/gone.md';

const version = (number: number, body: string): MemoryVersion => ({
  id: `${number}`.padStart(40, '0'),
  title: `Version ${number}`,
  author: 'Jun Okabe',
  date: `2026-06-0${number}T18:05:00+02:00`,
  body,
});
const versions = [
  version(3, 'One.\n\nThree.\n'),
  version(2, 'One.\n\nTwo.\n\nThree.\n'),
  version(1, 'One.\n'),
];
const gone = [{ ...version(4, ''), deleted: true, title: 'Gone for good' }, version(3, 'It was here.\n')];

function library(options: MemoryOptions = {}) {
  const head = '---\ntitle: Parcels\ndate: 2026-06-04\n---\n';
  const body = versions[0]?.body ?? '';
  const posts: MemoryPost[] = [{ path: PATH, head, body, published: head + body }];
  return memory({ posts, histories: { [PATH]: versions, [GONE]: gone }, ...options });
}

async function opened(options: MemoryOptions = {}) {
  const backend = library(options);
  render(App, { backend, app: await backend.app() });
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: /Ferrow Engineering/ }));
  await user.click(await screen.findByText('Parcels'));
  await screen.findByTestId('manuscript');
  return { backend, user };
}

const option = (name: RegExp) => screen.findByRole('option', { name });

test('versions stand under their days while they are found, and the search can be stopped', async () => {
  let go: () => void = () => undefined;
  const asked: string[] = [];
  const backend = library({
    before: (command, _path, _limit, at) => {
      asked.push(command);
      if (command === 'postHistory' && at === 1)
        return new Promise((resolve) => (go = () => resolve(undefined)));
    },
  });
  const history = new History(backend, PATH);
  const done = history.look();
  await waitFor(() => expect(history.versions.length).toBe(2));
  expect([history.looking, history.looked]).toEqual([true, 2]);
  expect(history.days.map(({ day }) => day)).toEqual(['2026-06-03', '2026-06-02']);
  history.stop();
  await waitFor(() => expect(asked).toContain('cancelHistory'));
  go();
  await done;
  expect([history.looking, history.more, history.versions.length]).toEqual([false, false, 3]);
});

test('a search that was ended keeps what it found and offers to go on', async () => {
  const backend = library({
    before: (command, _path, _limit, at) => {
      if (command === 'postHistory' && at === 1) throw { code: 'cancelled', message: 'Stopped.' };
    },
  });
  const history = new History(backend, PATH);
  await history.look();
  expect([history.stopped, history.more, history.versions.length]).toEqual([true, true, 2]);
  expect(history.failure).toBeNull();
});

test('the history opens by keys and is walked through; the shown version comes back and can be undone', async () => {
  const { backend, user } = await opened();
  await user.keyboard('{Meta>}{Shift>}h{/Shift}{/Meta}');
  const list = await screen.findByTestId('version-list');
  await waitFor(() => expect(document.activeElement).toBe(list));
  expect((await option(/Version 3/)).getAttribute('aria-selected')).toBe('true');
  // It is what the text is already.
  expect(screen.queryByRole('button', { name: 'Restore this version' })).toBeNull();
  await user.keyboard('{ArrowDown}j');
  await waitFor(async () => expect((await option(/Version 1/)).getAttribute('aria-selected')).toBe('true'));
  const found = await axe.run(screen.getByTestId('history'), {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  expect(found.violations.map(({ id }) => id)).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Restore this version' }));
  await waitFor(() => expect(backend.files[0]?.body).toBe('One.\n'));
  await option(/Now/);
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(backend.files[0]?.body).toBe(versions[0]?.body));
  list.focus();
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByTestId('history')).toBeNull());
  // The post was opened there, and nothing was written since.
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('post-row')));
});

test('Escape gives the keys back to where they were: the text, or else the list', async () => {
  const { user } = await opened();
  for (const name of ['manuscript', 'post-list']) {
    const place = screen.getByTestId(name);
    place.focus();
    await user.keyboard('{Meta>}{Shift>}h{/Shift}{/Meta}');
    const list = await screen.findByTestId('version-list');
    await waitFor(() => expect(document.activeElement).toBe(list));
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByTestId('history')).toBeNull());
    await waitFor(() => expect(document.activeElement).toBe(place));
  }
});

test('a paragraph comes back as if it was typed: undo of the text takes it away again', async () => {
  const { backend, user } = await opened();
  await user.keyboard('{Meta>}{Shift>}h{/Shift}{/Meta}');
  await screen.findByTestId('version-list');
  await user.click(await screen.findByRole('button', { name: 'Put this paragraph back' }));
  await waitFor(() => expect(backend.files[0]?.body).toContain('Two.'));
  await user.click(screen.getByRole('button', { name: 'Close the history' }));
  const { EditorView } = await import('@codemirror/view');
  const { undo } = await import('@codemirror/commands');
  const view = EditorView.findFromDOM(screen.getByTestId('manuscript'));
  expect(view && undo(view)).toBe(true);
  await waitFor(() => expect(backend.files[0]?.body).toBe(versions[0]?.body));
});

test('deleted posts are listed from the menu of the list, and come back', async () => {
  const { backend, user } = await opened();
  await user.click(screen.getByRole('button', { name: /^Order/ }));
  await user.click(await screen.findByRole('menuitem', { name: 'Deleted posts…' }));
  const sheet = await screen.findByTestId('deleted-posts');
  await user.click(await within(sheet).findByRole('button', { name: 'Put back “Gone for good”' }));
  await waitFor(() => expect(screen.queryByTestId('deleted-posts')).toBeNull());
  expect(backend.files.map(({ path }) => path)).toContain(GONE);
  await waitFor(() => expect(screen.getByTestId('manuscript').textContent).toContain('It was here.'));
});
