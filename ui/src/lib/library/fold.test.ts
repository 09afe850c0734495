import { expect, test } from 'vitest';

import { folded } from './fold';

const names = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ name: `n${String(at).padStart(2, '0')}`, count: at }));

test('a long list is its most used names, in the order of the list', () => {
  const { names: shown, rest } = folded(names(65), undefined);
  expect(shown.map(({ name }) => name)).toEqual(['n57', 'n58', 'n59', 'n60', 'n61', 'n62', 'n63', 'n64']);
  expect(rest).toBe(57);
});

test('the chosen one shows, and a row more than the list is not folded away', () => {
  const { names: shown, rest } = folded(names(65), 'n03');
  expect([shown[0]?.name, shown.length, rest]).toEqual(['n03', 9, 56]);
  expect(folded(names(9), undefined)).toMatchObject({ rest: 0 });
  expect(folded(names(10), undefined).rest).toBe(2);
});
