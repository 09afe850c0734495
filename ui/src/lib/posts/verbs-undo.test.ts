import { expect, test } from 'vitest';

import { memory } from '$backend/memory';

import { Desk } from '../desk/desk.svelte';
import { Verbs } from './verbs.svelte';

test('several steps are taken back from the last on; where one fails, the rest can be tried again', async () => {
  const backend = memory();
  const taken: string[] = [];
  let refuses = true;
  backend.undo = (id) => {
    if (id === 'b' && refuses) return Promise.reject(new Error('It was changed since.'));
    taken.push(id);
    return Promise.resolve({ path: 'posts/a.md' });
  };
  const verbs = new Verbs(backend, new Desk(backend));
  verbs.tellsAll('Nothing was done.', []);
  expect(verbs.done).toBeNull();
  verbs.tellsAll('Mended.', ['a', 'b', 'c']);
  expect(await verbs.undo()).toBe(false);
  expect([taken, verbs.done?.undo, verbs.failure?.message]).toEqual([
    ['c'],
    ['a', 'b'],
    'It was changed since.',
  ]);
  refuses = false;
  expect(await verbs.undo()).toBe(true);
  expect([taken, verbs.done]).toEqual([['c', 'b', 'a'], null]);
});

test('who is told of the way back hears which post came back', async () => {
  const backend = memory();
  backend.undo = () => Promise.resolve({ path: 'posts/back.md' });
  const back: string[] = [];
  const verbs = new Verbs(backend, new Desk(backend), undefined, (path) => back.push(path));
  verbs.tells('Deleted.', { path: 'posts/back.md', undo: 'a' });
  await verbs.undo();
  expect(back).toEqual(['posts/back.md']);
});
