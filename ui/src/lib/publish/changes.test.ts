import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import type { ChangeBlock, FieldChange, PlanItem } from '$backend/types';
import { middle } from '$words/shorten';
import { SURROUNDINGS, surroundingsOf } from '$words/surroundings';

import Changes from './Changes.svelte';
import Items from './Items.svelte';

const context = new Map([[SURROUNDINGS, surroundingsOf('linux', () => '2026-06-04')]]);

function show(fields: FieldChange[], blocks: ChangeBlock[] = []) {
  const change = { path: 'posts/ö/a.md', title: 'A', fields, blocks, lines: [] };
  return render(Changes, { props: { changes: [change] }, context });
}

test('dates are shown as days, other values as they are', () => {
  show([
    { name: 'Updated', before: ['2026-06-02'], after: ['2026-06-04T10:00:00+02:00'] },
    { name: 'Series', before: [], after: ['2026'] },
  ]);
  expect(screen.getByText('2 Jun 2026').tagName).toBe('DEL');
  expect(screen.getByText('4 Jun 2026').tagName).toBe('INS');
  expect(screen.getByText('2026').tagName).toBe('INS');
});

const picture = (address: string, description = ''): ChangeBlock => ({
  kind: 'added',
  runs: [{ kind: 'added', text: description || 'chart.png' }],
  folded: 0,
  picture: { address, description, caption: 'Misses per minute' },
});

test('a picture is shown through the scheme of pictures, and as words when it cannot be', async () => {
  show([], [picture('images/chart.png')]);
  const shown = screen.getByRole('img');
  expect(shown.getAttribute('src')).toBe('galley-image://localhost/posts/%C3%B6/images/chart.png');
  expect(shown.getAttribute('alt')).toBe('chart.png');
  expect(screen.getByText('Misses per minute')).toBeTruthy();
  await fireEvent.error(shown);
  expect(screen.queryByRole('img')).toBeNull();
  expect(screen.getByText('chart.png')).toBeTruthy();
});

test('a picture of another server is not fetched: its description stands for it', () => {
  show([], [picture('https://elsewhere.example/x.png', 'A chart')]);
  expect(screen.queryByRole('img')).toBeNull();
  expect(screen.getByText('A chart')).toBeTruthy();
});

test('what goes is told by its path, a picture by its folder and size', () => {
  const item = (role: 'post' | 'picture', path: string, size: number): PlanItem => ({
    path,
    title: 'Title',
    kind: 'changed',
    role,
    ticked: true,
    note: '',
    becomesPublic: false,
    size,
  });
  const items = [
    item('post', 'posts/a-cache-that-remembers-the-absence.md', 900),
    item('picture', 'posts/images/a.webp', 38_400),
  ];
  render(Items, { items, ticked: () => true, ontick: () => undefined });
  expect(screen.getByText(/^posts\/a-cache.*….*absence\.md$/)).toBeTruthy();
  expect(screen.getByText('posts/images/, 38 kB')).toBeTruthy();
});

test('the middle of a long name is left out, never an end', () => {
  expect(middle('posts/short.md', 20)).toBe('posts/short.md');
  expect(middle('posts/a-very-long-name.md', 15)).toBe('posts/a…name.md');
  expect([...middle('posts/a-very-long-name.md', 15)]).toHaveLength(15);
});
