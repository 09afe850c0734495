import { expect, test } from 'vitest';

import { difference } from './difference';

function applied(before: string, after: string): string {
  const found = difference(before, after);
  return found ? before.slice(0, found.from) + found.insert + before.slice(found.to) : before;
}

test('the same text has no difference', () => {
  expect(difference('same', 'same')).toBeNull();
});

test('only what stands between the common ends changes', () => {
  expect(difference('one two three', 'one 2 three')).toEqual({ from: 4, to: 7, insert: '2' });
  expect(difference('abc', 'abcd')).toEqual({ from: 3, to: 3, insert: 'd' });
  expect(difference('aaa', 'aa')).toEqual({ from: 2, to: 3, insert: '' });
});

test('a surrogate pair is never cut', () => {
  const found = difference('a😀b', 'a😁b');
  expect(found).toEqual({ from: 1, to: 3, insert: '😁' });
  const low = difference('\u{1F600}x', '\u{1FA00}x');
  expect(low?.from).toBe(0);
  expect(applied('\u{10000}', '\u{20000}')).toBe('\u{20000}');
});

test('applying it always gives the other text', () => {
  const words = ['', 'a', 'ab', 'aba', 'abab', 'b\na', '\n\n', '😀', 'a😀', '😀a😁'];
  for (const before of words) for (const after of words) expect(applied(before, after)).toBe(after);
});
