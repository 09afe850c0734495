import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { asWritten, complete, initials } from './completion';
import { fitStrip, type StripParts } from './fit';
import { Held } from './held.svelte';

const names = [
  { name: 'postgres', count: 8 },
  { name: 'go', count: 21 },
  { name: 'Mongo', count: 2 },
  { name: 'golang', count: 3 },
];

test('what begins with the letters comes first, then what holds them, more used first', () => {
  expect(complete('go', names)).toEqual(['go', 'golang', 'Mongo']);
  expect(complete('GO', names, ['go'])).toEqual(['golang', 'Mongo']);
  expect(complete('', names)).toEqual(['go', 'postgres', 'golang', 'Mongo']);
});

test('a name is written as the library writes it', () => {
  expect(asWritten(' POSTGRES ', names)).toBe('postgres');
  expect(asWritten(' new tag ', names)).toBe('new tag');
});

test('initials', () => {
  expect(initials('Mirela Stan')).toBe('MS');
  expect(initials('  ada  ')).toBe('A');
  expect(initials('Jean-Luc van der Berg')).toBe('JB');
  expect(initials('')).toBe('');
});

const parts: StripParts = {
  status: 69,
  date: 120,
  author: 93,
  authorShort: 24,
  chips: [66, 58, 103],
  addTag: 56,
  more: 88,
};

test('the strip gives way in order: add, tags, more fields, author', () => {
  expect(fitStrip(900, parts)).toEqual({ chips: 3, shortAdd: false, shortMore: false, shortAuthor: false });
  expect(fitStrip(736, parts)).toEqual({ chips: 3, shortAdd: true, shortMore: false, shortAuthor: false });
  const tags = fitStrip(690, parts);
  expect(tags).toMatchObject({ chips: 2, shortMore: false, shortAuthor: false });
  expect(fitStrip(560, parts)).toMatchObject({ shortMore: true, shortAuthor: false });
  expect(fitStrip(480, parts)).toMatchObject({ shortMore: true, shortAuthor: true });
  expect(fitStrip(200, parts)).toEqual({ chips: 0, shortAdd: true, shortMore: true, shortAuthor: true });
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('an input is handed over once, a moment after the last key', async () => {
  let given = 'old';
  const taken: string[] = [];
  const held = new Held(
    () => given,
    async (value) => {
      taken.push(value);
      given = value;
    },
  );
  held.type('n');
  await vi.advanceTimersByTimeAsync(200);
  held.type('new');
  expect(held.value).toBe('new');
  await vi.advanceTimersByTimeAsync(299);
  expect(taken).toEqual([]);
  await vi.advanceTimersByTimeAsync(2);
  expect(taken).toEqual(['new']);
  given = 'from the library';
  expect(held.value).toBe('from the library');
});

test('what is typed while the answer is under way stays', async () => {
  let answer = () => {};
  let given = 'a';
  const taken: string[] = [];
  const held = new Held(
    () => given,
    (value) => {
      taken.push(value);
      return new Promise((go) => (answer = go));
    },
  );
  held.type('ab');
  const first = held.commit();
  held.type('abc');
  given = 'ab';
  answer();
  await first;
  expect(held.value).toBe('abc');
  await vi.advanceTimersByTimeAsync(301);
  expect(taken).toEqual(['ab', 'abc']);
});

test('nothing typed, or the same again, is not handed over', () => {
  const held = new Held(
    () => 'same',
    () => Promise.reject(new Error('not to be called')),
  );
  expect(held.commit()).toBeUndefined();
  held.type('same');
  expect(held.commit()).toBeUndefined();
  held.type('other');
  held.drop();
  expect(held.value).toBe('same');
});
