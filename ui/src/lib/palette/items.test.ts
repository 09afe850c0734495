import Tag from '@lucide/svelte/icons/tag';
import { expect, test, vi } from 'vitest';

import type { Action } from '../actions/action';
import { actionItems, asked, nameItems } from './items';

const action = (id: string, label: string, more: Partial<Action> = {}): Action => ({
  id,
  label,
  icon: Tag,
  run: vi.fn(),
  ...more,
});
const labels = (actions: Action[], query: string, many = false) =>
  actionItems(actions, query, many).map(({ items }) => items.map(({ label }) => label));

const ALL = [
  action('publish', 'Publish…', { often: true }),
  action('several', 'Publish several posts…', { often: true }),
  action('undo', 'Undo the last publish…', { available: () => 'Nothing was published.' }),
  action('hide', 'Unpublish', { keywords: 'make a draft again' }),
  action('unpublished', 'Show unpublished posts'),
  action('column', 'Public column', { keysOnly: true }),
  action('ask', 'Ask before publishing with warnings', { setting: true }),
];

test('a sign at the beginning limits what is looked for', () => {
  expect(asked(' #go ')).toEqual({ prefix: '#', query: 'go' });
  expect(asked('@ ines')).toEqual({ prefix: '@', query: 'ines' });
  expect(asked('>')).toEqual({ prefix: '>', query: '' });
  expect(asked('c# or go')).toEqual({ prefix: null, query: 'c# or go' });
  expect(asked('')).toEqual({ prefix: null, query: '' });
});

test('the best first; those alike in the order of the list; settings apart', () => {
  expect(labels(ALL, 'publ')).toEqual([
    ['Publish…', 'Publish several posts…', 'Unpublish', 'Show unpublished posts'],
    ['Ask before publishing with warnings'],
  ]);
});

test('with nothing typed those that are wanted often, and after > all', () => {
  expect(labels(ALL, '')).toEqual([['Publish…', 'Publish several posts…'], []]);
  expect(labels(ALL, '', true)[0]).toEqual([
    'Publish…',
    'Publish several posts…',
    'Unpublish',
    'Show unpublished posts',
  ]);
});

test('other words lead to an action too, after those that have it in their name', () => {
  const all = [action('hide', 'Unpublish', { keywords: 'draft hide' }), action('show', 'Show drafts')];
  expect(labels(all, 'draft')[0]).toEqual(['Show drafts', 'Unpublish']);
});

test('scattered letters are enough after >, and not among posts', () => {
  expect(labels(ALL, 'pbsvr')[0]).toEqual([]);
  expect(labels(ALL, 'pbsvr', true)[0]).toEqual(['Publish several posts…']);
});

test('what cannot be run is listed only when it is typed exactly, with its reason', () => {
  expect(labels(ALL, 'undo the last')[0]).toEqual([]);
  const [first] = actionItems(ALL, 'undo the last publish', false)[0]?.items ?? [];
  expect(first).toMatchObject({
    label: 'Undo the last publish…',
    why: 'Nothing was published.',
    detail: 'Nothing was published.',
  });
});

test('names stay in their order where they fit alike', () => {
  const names = [
    { name: 'incident-review', count: 17 },
    { name: 'go', count: 2 },
    { name: 'gone', count: 1 },
  ];
  const choose = vi.fn();
  const items = nameItems('tag', names, Tag, 'go', choose);
  expect(items.map(({ label, detail }) => `${label}, ${detail}`)).toEqual(['go, 2 posts', 'gone, 1 post']);
  items[1]?.run({ timeStamp: 0 }, false);
  expect(choose).toHaveBeenCalledWith('gone');
  expect(nameItems('tag', names, Tag, '', choose)).toHaveLength(3);
});
