import { expect, test, vi } from 'vitest';

import { memory, type MemoryOptions } from '$backend/memory';
import type { MemoryPost } from '$backend/memory/ferrow';
import { rowsOf, summary } from '$backend/memory/rows';
import type { PostsOrder } from '$backend/types';

import { ManyChanging, type ManyKind } from './changing.svelte';
import type { Changed } from './planned.svelte';

const post = (name: string, tags: string[], more = ''): MemoryPost => ({
  path: `posts/${name}.md`,
  head: `---\ntitle: ${name}\ndate: 2026-05-01\n${more}tags: [${tags.join(', ')}]\n---\n`,
  body: 'Words.\n',
  published: null,
});
const blog = () => [
  post('plan', ['postgres', 'queues'], 'author: Ines Halloran\n'),
  post('vacuum', ['postgres'], 'author: Jun Okabe\ndraft: true\n'),
  post('parcels', ['go'], 'author: Ines Halloran\n'),
];

function looked(kind: ManyKind, options: MemoryOptions = {}) {
  const orders: PostsOrder[] = [];
  const { before } = options;
  const backend = memory({
    posts: blog(),
    ...options,
    before: (command, ...args) => {
      if (command === 'postsPlan') orders.push(args[0] as PostsOrder);
      return before?.(command, ...args);
    },
  });
  const rows = rowsOf(
    backend.files.map((file) => summary(file, '2026-06-04')),
    { group: 'all', sort: 'title', offset: 0, limit: 10 },
    1,
    () => '',
  ).rows;
  const told: Changed[] = [];
  const close = vi.fn();
  const names = {
    tags: ['go', 'postgres', 'queues'].map((name) => ({ name, count: 1 })),
    authors: ['Ines Halloran', 'Jun Okabe'].map((name) => ({ name, count: 1 })),
  };
  const changing = new ManyChanging(backend, kind, rows, names, {
    handOver: () => Promise.resolve(),
    close,
    done: (changed) => told.push(changed),
  });
  return { backend, changing, orders, told, close };
}
const answered = (changing: ManyChanging) => vi.waitFor(() => expect(changing.asking).toBe(false));
/** What is under way comes in. */
const settle = () => new Promise((go) => setTimeout(go, 0));
const edits = (orders: PostsOrder[]) => orders.at(-1)?.edits;

test('tags that go come before those that come; a name is written as the library has it', async () => {
  const { changing, orders } = looked('tags');
  expect(changing.tags).toEqual([
    { name: 'postgres', count: 2 },
    { name: 'go', count: 1 },
    { name: 'queues', count: 1 },
  ]);
  expect(changing.hindrance).toBe('Name a tag to add, or tick one to remove.');
  changing.add('sql');
  changing.remove('postgres', true);
  changing.type('GO ');
  await answered(changing);
  expect(edits(orders)).toEqual([
    { field: 'removeTag', value: 'postgres' },
    { field: 'addTag', value: 'sql' },
    { field: 'addTag', value: 'go' },
  ]);
  expect(changing.plan?.posts.map(({ path, changed }) => [path, changed])).toEqual([
    ['posts/parcels.md', 1],
    ['posts/plan.md', 1],
    ['posts/vacuum.md', 1],
  ]);
  // What was typed is kept: the order is the same, and nothing is asked.
  const count = orders.length;
  changing.add('GO');
  expect([changing.added, changing.typed, orders.length]).toEqual([['sql', 'go'], '', count]);
  // The last word counts.
  changing.add('postgres');
  expect([[...changing.removed], changing.added]).toEqual([[], ['sql', 'go', 'postgres']]);
  changing.remove('go', true);
  changing.drop('sql');
  await answered(changing);
  expect(edits(orders)).toEqual([
    { field: 'removeTag', value: 'go' },
    { field: 'addTag', value: 'postgres' },
  ]);
});

test('an answer that comes late is dropped, and without a choice there is no plan', async () => {
  const gates = new Map<boolean, Promise<void>>();
  const { changing, orders } = looked('status', {
    before: (command, order) => {
      const edit = command === 'postsPlan' ? (order as PostsOrder).edits[0] : undefined;
      return edit?.field === 'draft' ? gates.get(edit.value) : undefined;
    },
  });
  expect([changing.plan, changing.ready]).toEqual([null, false]);
  let go = () => {};
  gates.set(true, new Promise((open) => (go = open)));
  changing.setDraft(true);
  changing.setDraft(false);
  await answered(changing);
  const plan = changing.plan;
  expect(plan?.posts.map(({ title }) => title)).toEqual(['vacuum']);
  go();
  await vi.waitFor(() => expect(orders).toHaveLength(2));
  await settle();
  expect(changing.plan).toBe(plan);
  expect(changing.ready).toBe(true);
});

test('an author that is typed is asked for once, when the letters pause', async () => {
  vi.useFakeTimers();
  try {
    const { changing, orders } = looked('author');
    for (const text of ['j', 'ju', 'jun okabe']) changing.type(text);
    expect([orders.length, changing.asking, changing.ready]).toEqual([0, true, false]);
    await vi.advanceTimersByTimeAsync(100);
    expect(orders.map((order) => order.edits)).toEqual([[{ field: 'author', value: 'Jun Okabe' }]]);
    expect(changing.plan?.posts.map(({ title }) => title)).toEqual(['parcels', 'plan']);
    changing.type('');
    await vi.advanceTimersByTimeAsync(100);
    expect([changing.plan, changing.hindrance]).toEqual([null, 'Name the author.']);
  } finally {
    vi.useRealTimers();
  }
});

test('what is not ticked is not in the order; undo gives all heads back', async () => {
  const { changing, backend, told } = looked('status');
  const heads = () => backend.files.map(({ head }) => head);
  const before = heads();
  changing.setDraft(true);
  await answered(changing);
  changing.tick('posts/plan.md', false);
  await changing.run();
  expect(told.map(({ text }) => text)).toEqual(['1 post changed']);
  expect(heads().map((head) => head.includes('draft: true'))).toEqual([false, true, true]);
  await backend.undo(told[0]?.undo ?? '');
  expect(heads()).toEqual(before);
});

test('posts that cannot be changed are told apart; where all are like that already, nothing can be done', async () => {
  const posts = blog();
  const [plan, vacuum] = posts;
  if (plan) plan.head = '---\ntitle: plan\n';
  if (vacuum) vacuum.path = 'posts/gone.md';
  const { changing, backend } = looked('status', { posts });
  backend.files.splice(1, 1);
  changing.setDraft(false);
  await answered(changing);
  expect(changing.plan?.refused.map(({ message }) => message).sort()).toEqual([
    'The fields at the top could not be read.',
    'There is no file posts/gone.md any more.',
  ]);
  expect(changing.hindrance).toBe('None of the chosen posts can be changed.');
  const same = looked('author', { posts: blog().slice(1, 2) }).changing;
  same.type('Jun Okabe');
  await answered(same);
  expect(same.hindrance).toBe('The chosen posts are like that already.');
});

test('an error stays in the sheet, and it can be tried again', async () => {
  let fails = true;
  const { changing, told } = looked('status', {
    before: (command) => {
      if (command === 'changePosts' && fails) throw { code: 'library.in-use', message: 'It is in use.' };
    },
  });
  changing.setDraft(false);
  await answered(changing);
  await changing.run();
  expect([changing.failure?.message, changing.ready, told.length]).toEqual(['It is in use.', true, 0]);
  fails = false;
  await changing.run();
  expect(told).toHaveLength(1);
});
