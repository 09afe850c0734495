import { expect, test } from 'vitest';

import { memory } from '$backend/memory';
import type { MemoryPost } from '$backend/memory/ferrow';
import type { TagOrder, TagPlan } from '$backend/types';

import type { Changed } from '../many/planned.svelte';
import { drawnSpan, ROW, scrollTo } from './rows-drawn';
import { Tags } from './tags.svelte';

const post = (name: string, day: string, tags: string[], author = 'Ines Halloran'): MemoryPost => ({
  path: `posts/${name}.md`,
  head: `---\ntitle: ${name}\ndate: ${day}\nauthor: ${author}\ntags: [${tags.join(', ')}]\n---\n`,
  body: 'Words.\n',
  published: null,
});
const blog = () => [
  post('plan', '2026-05-01', ['postgres', 'queues']),
  post('vacuum', '2026-05-03', ['postgres', 'queue'], 'Jun Okabe'),
  post('index', '2026-04-02', ['Postgres', 'go']),
  post('parcels', '2026-06-01', ['go']),
];

async function loaded(options: Parameters<typeof memory>[0] = {}) {
  const backend = memory({ posts: blog(), ...options });
  const told: Changed[] = [];
  const tags = new Tags(backend, {
    handOver: () => Promise.resolve(),
    done: (changed) => told.push(changed),
  });
  await tags.load();
  return { backend, tags, told };
}
const names = (tags: Tags) => tags.shown.map(({ name }) => name);
const settle = () => new Promise((go) => setTimeout(go, 0));

test('by name, by posts and by day, each way round; the search limits them', async () => {
  const { tags } = await loaded();
  expect(names(tags)).toEqual(['go', 'postgres', 'queue', 'queues']);
  expect(tags.shown.map(({ count }) => count)).toEqual([2, 3, 1, 1]);
  tags.sort('count');
  expect(names(tags)).toEqual(['postgres', 'go', 'queue', 'queues']);
  tags.sort('count');
  expect(names(tags)).toEqual(['queue', 'queues', 'go', 'postgres']);
  tags.sort('last');
  expect(names(tags)).toEqual(['go', 'postgres', 'queue', 'queues']);
  tags.search = ' QUE';
  expect(names(tags)).toEqual(['queue', 'queues']);
});

test('what is chosen stays chosen while the search hides it, and goes with its tag', async () => {
  const { tags, backend } = await loaded();
  tags.pick('go');
  tags.pick('queue');
  tags.search = 'post';
  expect(tags.picked.map(({ name }) => name)).toEqual(['queue', 'go']);
  await backend.changeTags({ from: ['go'] });
  await tags.load();
  expect(tags.picked.map(({ name }) => name)).toEqual(['queue']);
  tags.pick('queue');
  expect(tags.picked).toEqual([]);
});

test('an answer that comes late is dropped; an error is said and the rows stay', async () => {
  let gate: Promise<void> | undefined;
  const { tags, backend } = await loaded({
    before: (command) => (command === 'tagRows' ? gate : undefined),
  });
  let go = () => {};
  gate = new Promise((open) => (go = open));
  const slow = tags.load();
  gate = undefined;
  await tags.load();
  const rows = tags.rows;
  go();
  await slow;
  expect(tags.rows).toBe(rows);
  backend.tagRows = () => Promise.reject(new Error('The disk is gone.'));
  await tags.load();
  expect([tags.failure?.message, tags.rows]).toEqual(['The disk is gone.', rows]);
});

test('the most used of the chosen tags stays, or another one; late answers are dropped', async () => {
  const asked: TagOrder[] = [];
  const gates = new Map<string, Promise<void>>();
  const { tags } = await loaded({
    before: (command, order) => {
      if (command !== 'tagPlan') return;
      asked.push(order as TagOrder);
      return gates.get((order as TagOrder).to ?? '');
    },
  });
  tags.pick('queue');
  tags.pick('postgres');
  let go = () => {};
  gates.set('queue', new Promise((open) => (go = open)));
  tags.change('merge', tags.picked);
  const changing = tags.changing;
  if (!changing) throw new Error('Nothing is looked at.');
  expect([changing.to, changing.title, changing.ready]).toEqual(['postgres', 'Merge 2 tags into 1', false]);
  await settle();
  const first = changing.plan;
  expect(first?.posts.map(({ path }) => path)).toEqual(['posts/vacuum.md']);
  expect(first?.posts[0]?.note).toBe('had both, so one goes');
  changing.choose('queue');
  await settle();
  // Until the answer is there the last one stays, and cannot be done.
  expect([changing.plan, changing.asking, changing.ready]).toEqual([first, true, false]);
  changing.choose('postgres');
  await settle();
  const last: TagPlan | null = changing.plan;
  go();
  await settle();
  expect([changing.plan, changing.ready]).toEqual([last, true]);
  expect(asked.map(({ from, to }) => [from, to])).toEqual([
    [['queue'], 'postgres'],
    [['postgres'], 'queue'],
    [['queue'], 'postgres'],
  ]);
});

test('what is not ticked is not in the order, and what was not shown neither; undo takes it back', async () => {
  const orders: unknown[] = [];
  const { tags, backend, told } = await loaded({
    before: (command, order) => void (command === 'changeTags' && orders.push(order)),
  });
  tags.change('rename', [{ name: 'go', count: 2 }]);
  const changing = tags.changing;
  if (!changing) throw new Error('Nothing is looked at.');
  expect([changing.plan, changing.hindrance]).toEqual([null, 'This is its name now']);
  changing.choose('golang');
  await settle();
  changing.tick('posts/index.md', false);
  changing.message = 'Call it golang';
  expect(changing.ticked.map(({ path }) => path)).toEqual(['posts/parcels.md']);
  await changing.run();
  expect(orders).toEqual([
    { from: ['go'], to: 'golang', paths: ['posts/parcels.md'], message: 'Call it golang' },
  ]);
  expect(told.map(({ text }) => text)).toEqual(['go renamed to golang in 1 post']);
  expect(tags.changing).toBeNull();
  await settle();
  expect(names(tags)).toContain('golang');
  await backend.undo(told[0]?.undo ?? '');
  await tags.load();
  expect(names(tags)).not.toContain('golang');
});

test('nothing ticked, no name, a name that is there; an error stays in the sheet', async () => {
  const { tags } = await loaded({
    before: (command) => {
      if (command === 'changeTags') throw { code: 'library.in-use', message: 'Another program is at work.' };
    },
  });
  tags.change('remove', [{ name: 'queue', count: 1 }]);
  const removing = tags.changing;
  await settle();
  removing?.tick('posts/vacuum.md', false);
  expect([removing?.hindrance, removing?.ready]).toEqual(['Nothing is ticked', false]);
  removing?.tick('posts/vacuum.md', true);
  await removing?.run();
  expect([removing?.failure?.message, tags.changing, removing?.running]).toEqual([
    'Another program is at work.',
    removing,
    false,
  ]);
  removing?.close();
  expect(tags.changing).toBeNull();
  tags.change('rename', [{ name: 'queue', count: 1 }]);
  const renaming = tags.changing;
  renaming?.choose(' ');
  expect(renaming?.hindrance).toBe('A tag needs a name');
  renaming?.choose('Go');
  expect(renaming?.isThere).toBe(true);
});

test('look-alikes are merged into the one to keep, or said to be several', async () => {
  const { tags, backend } = await loaded();
  const { lookAlikes } = await backend.overview();
  expect(lookAlikes.map(({ keep, message }) => [keep.name, message])).toEqual([
    ['postgres', 'Capitals.'],
    ['queues', 'Singular and plural.'],
  ]);
  const group = lookAlikes[0];
  if (!group) throw new Error('Nothing looks alike.');
  tags.mergeAlike(group);
  expect(tags.changing?.to).toBe('postgres');
  await settle();
  expect(tags.changing?.plan?.posts.map(({ path }) => path)).toEqual(['posts/index.md']);
  tags.changing?.close();
  await tags.notTheSame(group);
  expect((await backend.overview()).lookAlikes.map(({ keep }) => keep.name)).toEqual(['queues']);
});

test('of thousands of rows those in view are drawn', () => {
  expect(drawnSpan(2000, 0, 600, 150)).toEqual({ from: 0, to: 22 });
  const { from, to } = drawnSpan(2000, 33_000, 600, 150);
  expect(to - from).toBeLessThan(40);
  expect(from * ROW).toBeLessThan(33_000);
  expect(drawnSpan(3, 9000, 600, 0)).toEqual({ from: 3, to: 3 });
  expect([scrollTo(0, 0, 600, 150), scrollTo(100, 0, 600, 150), scrollTo(2, 400, 600, 0)]).toEqual([
    null,
    150 + 101 * ROW - 600,
    33,
  ]);
});
