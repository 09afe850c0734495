import { expect, test } from 'vitest';

import { memory } from '$backend/memory';
import { ferrow } from '$backend/memory/ferrow';
import type { PostQuery } from '$backend/types';

import { Rows, WINDOW } from './rows.svelte';

const settle = () => new Promise((go) => setTimeout(go, 0));

function rowsOf(count: number) {
  const asked: PostQuery[] = [];
  let hold: Promise<void> | undefined;
  const backend = memory({
    posts: ferrow(count),
    before: async (command, query) => {
      if (command !== 'posts') return;
      asked.push(query as PostQuery);
      await hold;
    },
  });
  return { backend, asked, rows: new Rows(backend), holdWith: (promise: Promise<void>) => (hold = promise) };
}

test('only the windows on screen are asked for', async () => {
  const { rows, asked } = rowsOf(1000);
  await rows.ask({ group: 'all', sort: 'newest' });
  expect(asked).toHaveLength(1);
  expect(rows.total).toBe(1000);
  expect(rows.row(0)?.title).toBe('Firmware over a bad mobile link');
  expect(rows.row(500)).toBeUndefined();

  rows.want(500, 515);
  rows.want(501, 516);
  await settle();
  expect(asked).toHaveLength(2);
  expect(rows.row(505)).toBeDefined();
  expect(asked.every(({ limit }) => limit === WINDOW)).toBe(true);
});

test('going through the whole list keeps only some windows, and those on screen always', async () => {
  const { rows } = rowsOf(1500);
  await rows.ask({ group: 'all', sort: 'newest' });
  for (let at = 0; at < 1500; at += 30) {
    rows.want(at, at + 10);
    await settle();
    expect(rows.row(at)).toBeDefined();
  }
  expect(rows.row(0)).toBeUndefined();
});

test('an answer to an older question is dropped', async () => {
  const { rows, holdWith } = rowsOf(40);
  let go = () => {};
  holdWith(new Promise((done) => (go = done)));
  const first = rows.ask({ group: 'all', sort: 'newest' });
  holdWith(Promise.resolve());
  await rows.ask({ group: 'drafts', sort: 'newest' });
  const drafts = rows.total;
  go();
  await first;
  expect(drafts).toBeGreaterThan(0);
  expect(rows.total).toBe(drafts);
});

test('the same list again keeps its place; another number of rows makes another list', async () => {
  const { rows, backend } = rowsOf(200);
  await rows.ask({ group: 'all', sort: 'newest' });
  const list = rows.list;
  rows.want(130, 140);
  await settle();
  await rows.again();
  expect(rows.list).toBe(list);
  expect(rows.row(135)).toBeDefined();
  await backend.newPost('Fresh');
  await rows.again();
  expect(rows.total).toBe(201);
  expect(rows.list).toBe(list + 1);
});

test('a failure is said and the old rows stay', async () => {
  const { rows, backend } = rowsOf(20);
  await rows.ask({ group: 'all', sort: 'newest' });
  backend.posts = () => Promise.reject({ code: 'index.gone', message: 'The list could not be read.' });
  await rows.again();
  expect(rows.failure?.code).toBe('index.gone');
  expect(rows.row(0)).toBeDefined();
  expect(rows.indexOf('posts/our-retries-were-the-outage.md')).toBe(1);
});
