import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { memory } from '$backend/memory';
import { ferrow } from '$backend/memory/ferrow';
import { summary } from '$backend/memory/rows';
import type { PostQuery, PostRows, PostSummary } from '$backend/types';

import { RecentPosts } from '../library/recent-posts.svelte';
import { FoundPosts } from './found-posts.svelte';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const all = ferrow(12).map((post) => summary(post, '2026-06-04'));
const titles = (rows: readonly PostSummary[]) => rows.map(({ title }) => title);

/** Answers come when the test gives them. */
function held() {
  const asked: { query: PostQuery; answer: (rows: PostRows) => void; refuse: (error: unknown) => void }[] =
    [];
  const backend = memory({ posts: ferrow(12) });
  const posts = backend.posts.bind(backend);
  backend.posts = (query) => new Promise<PostRows>((answer, refuse) => asked.push({ query, answer, refuse }));
  return { backend, asked, posts };
}

test('while nothing is typed those that were open last stand there, and nobody is asked', async () => {
  const { backend, asked } = held();
  const found = new FoundPosts(backend, { limit: 2, all: false, recent: () => all.slice(4, 8) });
  found.ask('');
  expect(titles(found.rows)).toEqual(titles(all.slice(4, 6)));
  expect(found.pending).toBe(false);
  await vi.runAllTimersAsync();
  expect(asked).toEqual([]);
});

test('by themselves the others follow them, and none stands there twice', async () => {
  const backend = memory({ posts: ferrow(12) });
  const found = new FoundPosts(backend, { limit: 5, all: true, recent: () => all.slice(1, 3) });
  found.ask('');
  expect(found.rows).toHaveLength(2);
  await vi.runAllTimersAsync();
  expect(found.pending).toBe(false);
  expect(found.rows).toHaveLength(5);
  expect(titles(found.rows).slice(0, 2)).toEqual(titles(all.slice(1, 3)));
  expect(new Set(titles(found.rows)).size).toBe(5);
});

test('keys that come in one go are one question, and what is shown stays until its answer', async () => {
  const { backend, asked, posts } = held();
  const found = new FoundPosts(backend, { limit: 8, all: false, recent: () => all.slice(0, 1) });
  found.ask('');
  for (const typed of ['r', 're', 'ret']) found.ask(typed);
  await vi.runAllTimersAsync();
  expect(asked.map(({ query }) => query)).toEqual([
    { group: 'all', search: 'ret', sort: 'best', offset: 0, limit: 8 },
  ]);
  expect(found.pending).toBe(true);
  expect(titles(found.rows)).toEqual(titles(all.slice(0, 1)));
  asked[0]?.answer(await posts((asked[0] as (typeof asked)[0]).query));
  await vi.runAllTimersAsync();
  expect(found.pending).toBe(false);
  expect(titles(found.rows)).toContain('Our retries were the outage');
});

test('an answer to an older question is dropped, also one that comes last', async () => {
  const { backend, asked } = held();
  const found = new FoundPosts(backend, { limit: 8, all: false, recent: () => [] });
  const answer = (rows: PostSummary[]): PostRows => ({
    ...{ total: 1, posts: 1, offset: 0, found: [], months: [], groups: [], unread: 0, revision: 1 },
    rows,
  });
  found.ask('first');
  await vi.runAllTimersAsync();
  found.ask('second');
  await vi.runAllTimersAsync();
  asked[1]?.answer(answer(all.slice(1, 2)));
  await vi.runAllTimersAsync();
  asked[0]?.answer(answer(all.slice(0, 1)));
  await vi.runAllTimersAsync();
  expect(titles(found.rows)).toEqual(titles(all.slice(1, 2)));
  found.ask('third');
  await vi.runAllTimersAsync();
  found.end();
  asked[2]?.answer(answer([]));
  await vi.runAllTimersAsync();
  expect(found.rows).toHaveLength(1);
});

test('why nothing is found is kept until something is', async () => {
  const { backend, asked } = held();
  const found = new FoundPosts(backend, { limit: 8, all: false, recent: () => all.slice(0, 1) });
  found.ask('x');
  await vi.runAllTimersAsync();
  asked[0]?.refuse({ code: 'library.closed', message: 'No library is open.' });
  await vi.runAllTimersAsync();
  expect(found.failure?.message).toBe('No library is open.');
  expect(found.pending).toBe(false);
});

test('the posts that were open last: each once, followed when it moves, forgotten when it is gone', () => {
  const recent = new RecentPosts();
  const [a, b, c] = all as [PostSummary, PostSummary, PostSummary];
  for (const post of [a, b, c, a]) recent.saw(post);
  expect(titles(recent.posts)).toEqual(titles([a, c, b]));
  recent.moved(c.path, 'notes/c.md');
  expect(recent.posts[1]).toEqual({ ...c, path: 'notes/c.md' });
  recent.moved(a.path, b.path);
  expect(titles(recent.posts)).toEqual(titles([a, c]));
  recent.moved('notes/c.md', null);
  expect(recent.posts.map(({ path }) => path)).toEqual([b.path]);
});
