import { expect, test } from 'vitest';

import { Heights } from './heights';
import { drawnRows, HEADING, scrollFor, topHeading } from './window';

test('sums and places agree with plain addition, also after measuring', () => {
  const plain = Array.from({ length: 1000 }, (_, row) => 50 + (row % 7));
  const heights = new Heights(1000, (row) => plain[row] ?? 0);
  for (const row of [3, 999, 0, 512, 511, 513]) {
    plain[row] = 200 + row;
    heights.measure(row, 200 + row);
  }
  let sum = 0;
  plain.forEach((height, row) => {
    expect(heights.offset(row)).toBe(sum);
    expect(heights.at(sum)).toBe(row);
    expect(heights.at(sum + height - 1)).toBe(row);
    sum += height;
  });
  expect(heights.total).toBe(sum);
  expect(heights.at(sum + 500)).toBe(999);
});

test('measuring says by how much the belief was wrong', () => {
  const heights = new Heights(3, () => 93);
  expect(heights.measure(1, 112)).toBe(19);
  expect(heights.measure(1, 112)).toBe(0);
  expect(heights.measured(1)).toBe(true);
  expect(heights.measure(7, 1)).toBe(0);
});

test('an empty list and a list of one', () => {
  const none = new Heights(0, () => 93);
  expect(none.total).toBe(0);
  expect(drawnRows(none, 0, 600)).toEqual({ from: 0, to: 0 });
  const one = new Heights(1, () => 93);
  expect(one.at(50)).toBe(0);
  expect(drawnRows(one, 0, 600)).toEqual({ from: 0, to: 1 });
});

test('10,000 rows: a screen of them is drawn, wherever it is', () => {
  const heights = new Heights(10_000, () => 93);
  for (const scroll of [0, 93 * 5000, heights.total - 600]) {
    const { from, to } = drawnRows(heights, scroll, 600);
    expect(to - from).toBeLessThan(24);
    expect(heights.offset(from)).toBeLessThanOrEqual(scroll);
    expect(heights.offset(to)).toBeGreaterThanOrEqual(Math.min(heights.total, scroll + 600));
  }
});

test('the month at the top, pushed out by the next one', () => {
  const heights = new Heights(10, (row) => 100 + (row === 0 || row === 4 ? HEADING : 0));
  const months = [
    { month: '2026-06', row: 0 },
    { month: '2026-05', row: 4 },
  ];
  expect(topHeading(heights, months, 0)).toEqual({ heading: months[0], push: 0 });
  expect(topHeading(heights, months, 430 - HEADING - 10)).toEqual({ heading: months[0], push: 0 });
  expect(topHeading(heights, months, 430 - 10)).toEqual({ heading: months[0], push: -20 });
  expect(topHeading(heights, months, 430)).toEqual({ heading: months[1], push: 0 });
  expect(topHeading(heights, [], 10)).toBeNull();
});

test('scrolling to a row: only as far as needed, below the heading', () => {
  const heights = new Heights(100, () => 50);
  expect(scrollFor(heights, 3, 0, 300, 30)).toBeNull();
  expect(scrollFor(heights, 6, 0, 300, 30)).toBe(50);
  expect(scrollFor(heights, 2, 100, 300, 30)).toBe(70);
  expect(scrollFor(heights, 0, 100, 300, 30)).toBe(0);
});
