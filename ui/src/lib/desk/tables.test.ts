import { expect, test } from 'vitest';

import { plainCell, readTable } from './tables';

test('head, alignment and rows', () => {
  expect(readTable('| Layer | Tries |\n| --- | ---: |\n| App | 3 |\n| Gate | 9 |')).toEqual({
    head: ['Layer', 'Tries'],
    align: ['left', 'right'],
    rows: [
      ['App', '3'],
      ['Gate', '9'],
    ],
  });
});

test('without outer bars, with an escaped bar, with :---:', () => {
  expect(readTable('a | b\\|c\n:-: | -\nx | y')).toEqual({
    head: ['a', 'b|c'],
    align: ['center', 'left'],
    rows: [['x', 'y']],
  });
});

test('a table that is not one yet', () => {
  expect(readTable('| only a head |')).toBeNull();
});

test('cells show words without marks', () => {
  expect(plainCell('**bold** `code` [link](url) *soft* 2*3*4')).toBe('bold code link soft 2*3*4');
});
