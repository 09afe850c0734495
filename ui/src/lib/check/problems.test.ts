import { afterEach, expect, test, vi } from 'vitest';

import { memory } from '$backend/memory';
import { ferrow, type MemoryPost } from '$backend/memory/ferrow';
import type { Problem } from '$backend/types';

import { groupsOf, itemsOf } from './groups';
import { pressOf } from './keys';
import { LEAST, Problems, QUIET } from './problems.svelte';

const dated = (name: string, date = '2026-05-01T09:00'): MemoryPost => ({
  path: `posts/${name}.md`,
  head: `---\ntitle: About ${name}\ndate: ${date}\ndescription: Words.\n---\n`,
  body: 'Words.\n',
  published: null,
});
const retries = () => ferrow(3).filter(({ path }) => path.includes('retries'));
const blog = () => [
  dated('fail-early'),
  dated('fast-doors'),
  dated('fail-fast-says-so', '2026-05-01'),
  ...retries(),
];

const settle = () => new Promise((go) => setTimeout(go, 0));
afterEach(() => void vi.useRealTimers());

async function checked(options: Parameters<typeof memory>[0] = {}) {
  const backend = memory({ posts: blog(), ...options });
  const shown: string[] = [];
  const told: { text: string; undos: readonly string[] }[] = [];
  const problems = new Problems(backend, {
    handOver: () => Promise.resolve(),
    show: ({ path }) => void shown.push(path ?? ''),
    tell: (text, undos) => void told.push({ text, undos }),
  });
  await problems.start();
  await problems.titles.ready;
  await settle();
  return { backend, problems, shown, told };
}
const rows = (problems: Problems) =>
  problems.groups.map(({ name, level, items }) => [name, level, items.map(({ problem }) => problem.path)]);

test('by kind in the order of the report, by post with the worst level of each', async () => {
  const { problems } = await checked();
  expect(rows(problems)).toEqual([
    ['Dates without a time zone', 'warning', ['posts/fail-early.md', 'posts/fast-doors.md']],
    ['Links that lead nowhere', 'warning', ['posts/our-retries-were-the-outage.md']],
  ]);
  problems.group('post');
  expect(problems.groups.map(({ name }) => name).toSorted()).toEqual([
    'About fail-early',
    'About fast-doors',
    'Our retries were the outage',
  ]);
  expect([problems.items.length, problems.files]).toEqual([3, 3]);
});

test('two problems of one kind and thing in one post have keys of their own', () => {
  const one: Problem = { code: 'link.missing', level: 'hint', message: 'No.', path: 'a.md', what: 'x' };
  const items = itemsOf([one, { ...one, line: 9 }, { ...one, level: 'error', what: 'y' }]);
  expect(new Set(items.map(({ key }) => key)).size).toBe(3);
  const [group] = groupsOf(items, 'post', { kinds: [] }, (path) => path);
  expect([group?.level, group?.items.length]).toEqual(['error', 3]);
});

test('a problem is shown with its ways; the chosen one is done, told, and the next one is chosen', async () => {
  const orders: unknown[] = [];
  const { problems, shown, told, backend } = await checked({
    before: (command, place, way) => void (command === 'fixProblem' && orders.push([place, way])),
  });
  const link = problems.items.find(({ problem }) => problem.code === 'link.broken');
  if (!link) throw new Error('No link is broken.');
  problems.choose(link);
  expect(problems.ways.all).toBeNull();
  await settle();
  expect(problems.ways.all?.map(({ label }) => label)).toEqual([
    'Link to “About fail-fast-says-so”',
    'Link to “About fail-early”',
  ]);
  expect(problems.ways.fix?.lines.map(({ kind }) => kind)).toEqual(['removed', 'added']);
  problems.ways.way = 1;
  await problems.mend();
  expect(orders).toEqual([
    [expect.objectContaining({ code: 'link.broken', path: 'posts/our-retries-were-the-outage.md' }), 1],
  ]);
  expect(told.map(({ text }) => text)).toEqual([
    'Link to “About fail-early”: mended in “Our retries were the outage”.',
  ]);
  expect(backend.files.at(-1)?.body).toContain('](fail-early.md)');
  expect(problems.items.some(({ problem }) => problem.code === 'link.broken')).toBe(false);
  expect(problems.chosen?.problem.code).toBe('date.no-offset');
  expect(shown.length).toBe(2);
  await backend.undo(told[0]?.undos[0] ?? '');
  expect(backend.files.at(-1)?.body).toContain('](fail-fast.md)');
});

test('a fix that is refused is said, and the problem stays', async () => {
  const { problems } = await checked({
    before: (command) => {
      if (command === 'fixProblem') throw { code: 'fix.gone', message: 'This problem is gone.' };
    },
  });
  problems.move(1);
  await settle();
  const { chosen } = problems;
  await problems.mend();
  expect([problems.ways.failure?.code, problems.chosen]).toEqual(['fix.gone', chosen]);
  expect(problems.items.length).toBe(3);
});

test('next and previous go round, through folded groups too, and unfold them', async () => {
  const { problems } = await checked();
  for (const { key } of problems.groups) problems.fold(key, true);
  const first = problems.move(1);
  expect(problems.isFolded(first?.problem.code ?? '')).toBe(false);
  expect(problems.move(-1)).toBe(problems.inOrder.at(-1));
  expect(problems.move(1)).toBe(problems.inOrder[0]);
});

test('kinds with one sure way each are mended all at once, and taken back in reverse', async () => {
  const { problems, told, backend } = await checked();
  expect([...problems.sure.codes]).toEqual(['date.no-offset']);
  const group = problems.groups.find(({ key }) => key === 'date.no-offset');
  if (!group) throw new Error('No dates.');
  problems.mendAll(group);
  const mending = problems.mending;
  await settle();
  expect(mending?.mends?.map(({ title, fix }) => [title, fix.label])).toEqual([
    ['About fail-early', 'Add +02:00'],
    ['About fast-doors', 'Add +02:00'],
  ]);
  await mending?.run();
  expect(problems.mending).toBeNull();
  expect(told.map(({ text, undos }) => [text, undos.length])).toEqual([
    ['Dates without a time zone: mended in 2 posts.', 2],
  ]);
  expect(backend.files[0]?.head).toContain('T09:00+02:00');
});

test('where one of them cannot be mended, those before it are told and the others stay', async () => {
  let fixed = 0;
  const { problems, told } = await checked({
    before: (command) => {
      if (command === 'fixProblem' && ++fixed === 2) throw { code: 'fix.gone', message: 'It is gone.' };
    },
  });
  const group = problems.groups.find(({ key }) => key === 'date.no-offset');
  if (group) problems.mendAll(group);
  await settle();
  const mending = problems.mending;
  await mending?.run();
  expect(problems.mending).toBe(mending);
  expect([mending?.failure?.message, mending?.mends?.length, mending?.done]).toEqual(['It is gone.', 1, 1]);
  expect(told.map(({ undos }) => undos.length)).toEqual([1]);
});

test('the look says how far it is, and is stopped; an error is said', async () => {
  let go = () => {};
  const gate = new Promise<void>((open) => (go = open));
  const backend = memory({
    posts: blog(),
    before: (command, done) => (command === 'checking' && done === 2 ? gate : undefined),
  });
  const around = { handOver: () => Promise.resolve(), show: () => undefined, tell: () => undefined };
  const problems = new Problems(backend, around);
  const done = problems.start();
  await settle();
  expect([problems.running, problems.step]).toEqual([true, { done: 2, total: 4 }]);
  void problems.cancel();
  expect(problems.stopping).toBe(true);
  await settle();
  go();
  await done;
  expect([problems.running, problems.stopped, problems.report, problems.failure]).toEqual([
    false,
    true,
    null,
    null,
  ]);
  backend.checkLibrary = () => Promise.reject(new Error('The disk is gone.'));
  await problems.start();
  expect(problems.failure?.message).toBe('The disk is gone.');
});

test('what changes is looked at again once it is quiet, at most every few seconds, and the choice stays', async () => {
  let looks = 0;
  const { problems, backend } = await checked({
    before: (command) => void (command === 'checkLibrary' && looks++),
  });
  problems.move(1);
  problems.move(1);
  await settle();
  const { chosen } = problems;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  problems.refreshSoon();
  await vi.advanceTimersByTimeAsync(QUIET - 1);
  problems.refreshSoon();
  expect(looks).toBe(1);
  await vi.advanceTimersByTimeAsync(LEAST + QUIET);
  expect(looks).toBe(2);
  expect([problems.running, problems.chosen?.key]).toEqual([false, chosen?.key]);
  const post = backend.files.find(({ path }) => path === chosen?.problem.path);
  if (post) post.head = post.head.replace('T09:00\n', '\n');
  problems.refreshSoon();
  await vi.advanceTimersByTimeAsync(LEAST + QUIET);
  expect(looks).toBe(3);
  expect(problems.chosen?.key).not.toBe(chosen?.key);
  problems.end();
  problems.refreshSoon();
  await vi.advanceTimersByTimeAsync(LEAST + QUIET);
  expect(looks).toBe(3);
});

test('keys: F8 and Shift+F8 move, Alt+Enter mends, and nothing else does', () => {
  const press = (key: string, more: KeyboardEventInit = {}) =>
    pressOf(new KeyboardEvent('keydown', { key, ...more }));
  expect([press('F8'), press('F8', { shiftKey: true }), press('Enter', { altKey: true })]).toEqual([
    'next',
    'previous',
    'fix',
  ]);
  expect([
    press('Enter'),
    press('F8', { ctrlKey: true }),
    press('Enter', { altKey: true, metaKey: true }),
  ]).toEqual([null, null, null]);
});
