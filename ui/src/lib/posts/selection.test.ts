import { expect, test } from 'vitest';

import { memory } from '$backend/memory';
import { ferrow } from '$backend/memory/ferrow';
import type { PostQuery, PostSummary } from '$backend/types';

import { Rows, WINDOW } from './rows.svelte';
import { Selection } from './selection.svelte';

/** A list of so many posts, and what was asked of it. */
async function listOf(count: number) {
  const asked: PostQuery[] = [];
  let gate: Promise<void> | undefined;
  const backend = memory({
    posts: ferrow(count),
    before: (command, query) => {
      if (command !== 'posts') return;
      asked.push(query as PostQuery);
      return gate;
    },
  });
  const rows = new Rows(backend);
  await rows.ask({ group: 'all', sort: 'newest' });
  const selection = new Selection(rows);
  const at = (row: number) => rows.row(row) as PostSummary;
  const from = (row: number) => ({ path: at(row).path, row });
  /** The rows that are chosen, of those that are here. */
  const chosen = () => selection.posts.map(({ path }) => rows.indexOf(path)).sort((a, b) => a - b);
  return { backend, rows, selection, asked, at, from, chosen, hold: (held: Promise<void>) => (gate = held) };
}

test('one more, one less; the open post is the first while none is chosen', async () => {
  const { selection, at, chosen } = await listOf(10);
  expect([selection.count, selection.begun]).toEqual([0, false]);
  selection.toggle(at(4), 4, at(1).path);
  expect(chosen()).toEqual([1, 4]);
  selection.toggle(at(1), 1, at(1).path);
  expect([chosen(), selection.several]).toEqual([[4], false]);
  selection.toggle(at(6), 6, at(1).path);
  expect([chosen(), selection.several]).toEqual([[4, 6], true]);
  selection.clear();
  expect([selection.count, selection.begun]).toEqual([0, true]);
  // A post that is not in this list is not chosen unseen.
  selection.toggle(at(2), 2, 'notes/elsewhere.md');
  expect(chosen()).toEqual([2]);
});

test('a range begins where it was begun, gives back what it leaves, and keeps what was chosen before', async () => {
  const { selection, at, from, chosen } = await listOf(20);
  selection.toggle(at(9), 9, null);
  selection.leave();
  await selection.extend(4, from(2));
  expect(chosen()).toEqual([2, 3, 4, 9]);
  await selection.extend(3, from(4));
  expect(chosen()).toEqual([2, 3, 9]);
  await selection.extend(0, from(3));
  expect(chosen()).toEqual([0, 1, 2, 9]);
  selection.toggle(at(12), 12, null);
  await selection.extend(14, from(0));
  expect(chosen()).toEqual([0, 1, 2, 9, 12, 13, 14]);
});

test('all are chosen by one question, also those that were never on screen; the rows on screen stay as they are', async () => {
  const { selection, rows, asked, at, from } = await listOf(1000);
  asked.length = 0;
  await selection.chooseAll();
  expect(selection.count).toBe(1000);
  expect(asked.map(({ offset, limit }) => [offset, limit])).toEqual([[0, 1000]]);
  expect(rows.row(WINDOW * 3)).toBeUndefined();
  selection.clear();
  selection.toggle(at(5), 5, null);
  asked.length = 0;
  await selection.extend(500, from(5));
  expect(selection.count).toBe(496);
  expect(asked).toHaveLength(1);
});

test('posts stay chosen when the list is read anew, with what is new of them; those that are gone do not', async () => {
  const { selection, rows, backend, at, from } = await listOf(200);
  await selection.extend(2, from(0));
  const [first, second] = [at(0).path, at(1).path];
  const file = backend.files.find(({ path }) => path === second);
  if (file) file.head = file.head.replace(/^title: .*$/m, 'title: Another title');
  backend.files.splice(
    backend.files.findIndex(({ path }) => path === first),
    1,
  );
  await rows.again();
  await selection.look();
  expect([selection.count, selection.has(first)]).toEqual([2, false]);
  expect(selection.posts[0]?.title).toBe('Another title');
  // Where the range began is found again, wherever that post stands now.
  await backend.newPost('Fresh');
  await rows.again();
  const anchor = rows.indexOf(second);
  selection.clear();
  await selection.extend(anchor + 1, { path: second, row: anchor + 40 });
  expect(selection.posts.map(({ path }) => rows.indexOf(path))).toEqual([anchor, anchor + 1]);
});

test('another list begins with none; an answer about the old one is dropped', async () => {
  const { selection, rows, at, hold } = await listOf(300);
  selection.toggle(at(0), 0, null);
  selection.toggle(at(1), 1, null);
  let go = () => {};
  hold(new Promise((open) => (go = open)));
  const all = selection.chooseAll();
  hold(Promise.resolve());
  await rows.ask({ group: 'drafts', sort: 'newest' });
  expect([selection.count, selection.begun]).toEqual([0, false]);
  go();
  await all;
  expect(selection.count).toBe(0);
});

test('what was chosen meanwhile counts, not the answer that comes after it', async () => {
  const { selection, at, chosen, hold } = await listOf(300);
  let go = () => {};
  hold(new Promise((open) => (go = open)));
  const all = selection.chooseAll();
  selection.toggle(at(3), 3, null);
  go();
  await all;
  expect(chosen()).toEqual([3]);
});

test('a failure is said beside the list, and what was chosen stays', async () => {
  const { selection, rows, backend, at } = await listOf(300);
  selection.toggle(at(0), 0, null);
  backend.posts = () => Promise.reject(new Error('The list could not be read.'));
  await selection.chooseAll();
  expect([rows.failure?.message, selection.count]).toEqual(['The list could not be read.', 1]);
});
