import { expect, test } from 'vitest';

import { pieces } from './marked';

const drawn = (text: string, ...stretches: [number, number][]) =>
  pieces(
    text,
    stretches.map(([from, to]) => ({ from, to })),
  )
    .map(({ text, found }) => (found ? `[${text}]` : text))
    .join('');

test('a text is cut where a search found something', () => {
  expect(drawn('Our retries were the outage', [4, 9], [21, 27])).toBe('Our [retri]es were the [outage]');
  expect(drawn('retries', [0, 7])).toBe('[retries]');
  expect(drawn('nothing')).toBe('nothing');
  expect(drawn('', [0, 0])).toBe('');
});

test('characters of two units are cut whole', () => {
  expect(drawn('🚀 𠮷野家', [5, 7])).toBe('🚀 𠮷[野家]');
});

test('what does not fit the text is left out', () => {
  expect(drawn('short', [2, 99], [3, 3], [1, 3], [2, 4])).toBe('s[ho]rt');
});
