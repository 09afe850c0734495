import { screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import { memory } from '$backend/memory';
import { ferrow } from '$backend/memory/ferrow';
import { sync } from '$words/sync';

import { opened } from '../../test-app';
import { Syncing } from './syncing.svelte';

const TITLE = 'We deleted the staging environment';
const CHANGED = 'posts/a-cache-that-remembers-absence.md';
const settle = () => new Promise((go) => setTimeout(go, 0));

test('the status line says how both sides stand, and when that was asked', () => {
  const here = { state: 'branch', server: 'a.example', ahead: 0, behind: 0 } as const;
  const at = (answer: 'reached' | 'unreachable' | 'refused') => ({ at: '10:42', answer });
  expect(sync.phrase(here)).toBe('a.example, not asked yet');
  expect(sync.phrase({ ...here, checked: at('reached') })).toBe('Up to date with a.example');
  expect(sync.when({ ...here, checked: at('reached') })).toBe('checked 10:42');
  expect(sync.phrase({ ...here, checked: at('unreachable') })).toBe('No connection to a.example');
  expect(sync.when({ ...here, checked: at('unreachable') })).toBe('tried 10:42');
  expect(sync.phrase({ ...here, checked: at('refused') })).toBe('Not let in at a.example');
  const both = { ...here, behind: 2, ahead: 1, checked: at('unreachable') };
  expect(sync.phrase(both)).toBe('2 changes from others, 1 version waits to be sent');
});

test('what came is said, and an open post shows it', async () => {
  const { backend, user } = await opened();
  await user.click(await screen.findByText(TITLE));
  await screen.findByTestId('manuscript');
  const path = backend.files.find(({ head }) => head.includes(TITLE))?.path ?? '';
  backend.theySend(path, 'Their words.\n');
  backend.look('reached');
  expect(await screen.findByText('1 change from others')).toBeTruthy();
  expect(screen.getByTestId('manuscript').textContent).not.toContain('Their words.');
  await user.click(screen.getByTestId('get-changes'));
  const panel = await screen.findByTestId('sync-panel');
  expect(await within(panel).findByText(`Got 1 post: “${TITLE}”.`)).toBeTruthy();
  expect(within(panel).getByText('Yours are untouched.')).toBeTruthy();
  expect(screen.getByTestId('manuscript').textContent).toContain('Their words.');
});

test('what does not fit together is named, and leads to the post', async () => {
  const { backend, user } = await opened();
  backend.theySend(CHANGED, 'Their words.\n');
  await user.click(screen.getByTestId('get-changes'));
  const panel = await screen.findByTestId('sync-panel');
  await user.click(
    await within(panel).findByRole('button', { name: 'Open “A cache that remembers absence”' }),
  );
  expect(screen.queryByTestId('sync-panel')).toBeNull();
  expect(await screen.findByDisplayValue('A cache that remembers absence')).toBeTruthy();
});

test('what is typed is handed over first; closing does not stop it, and its end is told', async () => {
  const order: string[] = [];
  let go = () => {};
  const gate = new Promise<void>((open) => (go = open));
  const backend = memory({
    posts: ferrow(10),
    before: (command) => {
      order.push(command);
      return command === 'sync' ? gate : undefined;
    },
  });
  const syncing = new Syncing(backend, () => Promise.resolve(void order.push('handed over')));
  const running = syncing.start();
  await settle();
  expect(order).toEqual(['handed over', 'sync']);
  expect(syncing.step?.stage).toBe('Reaching the server.');
  syncing.close();
  void syncing.start();
  syncing.open = false;
  go();
  await running;
  expect(order, 'one at a time').toEqual(['handed over', 'sync']);
  expect([syncing.running, syncing.news]).toEqual([false, true]);
});

test('a stopped one says nothing, a failed one why', async () => {
  let fails = false;
  let go = () => {};
  const gate = new Promise<void>((open) => (go = open));
  const backend = memory({
    posts: ferrow(10),
    before: (command) => {
      if (command !== 'sync') return;
      if (fails) throw { code: 'sync.unreachable', message: 'Out of reach.' };
      return gate;
    },
  });
  const syncing = new Syncing(backend, async () => {});
  const running = syncing.start();
  await settle();
  await syncing.cancel();
  expect(syncing.stopping).toBe(true);
  go();
  await running;
  expect([syncing.error, syncing.result, syncing.stopping]).toEqual([null, null, false]);
  fails = true;
  await syncing.start();
  expect(syncing.error?.code).toBe('sync.unreachable');
});
