import { expect, test } from 'vitest';

import { match, same, SCATTERED } from './match';

/** The text with what was found in brackets. */
function shown(query: string, text: string): string | null {
  const found = match(query, text);
  if (!found) return null;
  return found.stretches.reduceRight(
    (all, { from, to }) => `${all.slice(0, from)}[${all.slice(from, to)}]${all.slice(to)}`,
    text,
  );
}

test.each([
  ['publ', 'Publish…', '[Publ]ish…'],
  ['publ', 'Undo the last publish…', 'Undo the last [publ]ish…'],
  ['publ', 'Show unpublished posts', 'Show un[publ]ished posts'],
  ['pub sev', 'Publish several posts…', '[Pub]lish [sev]eral posts…'],
  ['PSP', 'Publish several posts…', '[P]ublish [s]everal [p]osts…'],
  ['uber', 'Über uns', '[Über] uns'],
  ['  show   dr ', 'Show drafts', '[Show dr]afts'],
  ['', 'Anything', 'Anything'],
])('%j in %j', (query, text, wanted) => expect(shown(query, text)).toBe(wanted));

test('letters that are missing, or stand in another order, are no match', () => {
  expect(match('hsilbup', 'Publish…')).toBeNull();
  expect(match('publishx', 'Publish…')).toBeNull();
  // In pieces, the first of them has to begin a word.
  expect(match('lsh', 'Publish…')).toBeNull();
});

test('the beginning is better than a word, a word than its middle, one piece than several', () => {
  const costs = ['Tags', 'All tags', 'Hashtags', 'To all great sites', 'Trying a long way round'].map(
    (text) => match('tag', text)?.cost ?? NaN,
  );
  expect(costs).toEqual([...costs].sort((a, b) => a - b));
  expect(new Set(costs.slice(0, 3)).size).toBe(3);
  expect(match('tag', 'Trying an agenda')?.cost).toBeLessThan(SCATTERED);
  expect(match('shwdrf', 'Show drafts')?.cost).toBeGreaterThanOrEqual(SCATTERED);
});

test('of many ways through a text the cheapest is shown', () => {
  expect(shown('no', 'One new post now')).toBe('One new post [no]w');
  expect(shown('sp', 'Search special posts')).toBe('Search [sp]ecial posts');
  expect(shown('np', 'Open new post')).toBe('Open [n]ew [p]ost');
});

test('a long text with many alike letters costs no more than its length', () => {
  const text = 'ab'.repeat(400);
  expect(match('ab'.repeat(20) + 'c', text)).toBeNull();
  expect(match('aab', text)?.stretches.at(-1)?.to).toBeGreaterThan(2);
});

test('what is typed exactly needs no dots and no case', () => {
  expect(same('publish several posts', 'Publish several posts…')).toBe(true);
  expect(same('Publish several posts...', 'Publish several posts…')).toBe(true);
  expect(same('publish several', 'Publish several posts…')).toBe(false);
});
