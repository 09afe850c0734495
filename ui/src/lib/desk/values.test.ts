import { screen, waitFor, within } from '@testing-library/svelte';
import axe from 'axe-core';
import { expect, test } from 'vitest';

import { ferrow, type MemoryPost } from '$backend/memory/ferrow';

import { opened } from '../../test-app';
import { complete, MANY, stepIn } from './completion';
import { rowsOf } from './form-rows';

const post = (name: string, fields: string): MemoryPost => ({
  path: `posts/${name}.md`,
  head: `---\ntitle: ${name}\ndate: 2026-06-03\n${fields}---\n`,
  body: 'Text.\n',
  published: null,
});

/** A post called Odd, on the desk. */
async function withOdd(fields: string, others: MemoryPost[]) {
  const found = await opened({ posts: [post('Odd', fields), ...others] });
  const list = await screen.findByRole('listbox', { name: 'Posts' });
  await found.user.click((await within(list).findAllByText('Odd'))[0] as Element);
  await screen.findByTestId('manuscript');
  const file = () => found.backend.files.find(({ path }) => path === 'posts/Odd.md')?.head ?? '';
  return { ...found, file };
}

const others = () => [
  post('One', 'series: Small numbers\ncategories: [doors, keys]\n'),
  post('Two', 'series: Small numbers\ncategories: [doors]\n'),
  post('Three', 'series: Small hours\n'),
  post('Four', 'series: Small hours\n'),
  post('Five', 'series: Night\n'),
];

async function form(fields: string) {
  const found = await withOdd(fields, others());
  await found.user.click(screen.getByRole('button', { name: /more field|^Fields$/ }));
  return { ...found, form: within(await screen.findByTestId('fields-form')) };
}

test('the arrows go round the options, from none to the first and to the last', () => {
  expect([stepIn(3, -1, 'ArrowDown'), stepIn(3, 2, 'ArrowDown')]).toEqual([0, 0]);
  expect([stepIn(3, -1, 'ArrowUp'), stepIn(3, 0, 'ArrowUp'), stepIn(3, 2, 'ArrowUp')]).toEqual([2, 2, 1]);
  expect(stepIn(0, -1, 'ArrowDown')).toBe(-1);
});

test('few are offered beside a field, as many as one can scroll through in a list', () => {
  const names = Array.from({ length: 300 }, (_, at) => ({ name: `tag ${at}`, count: 1 }));
  expect(complete('', names).length).toBe(8);
  expect(complete('', names, [], MANY).length).toBe(100);
});

test('a field offers what other posts have under its other name', () => {
  const values = [{ name: 'doors', count: 3 }];
  const uses = {
    posts: 4,
    fields: [{ path: 'categories', kind: 'list' as const, role: 'categories' as const, posts: 3, values }],
  };
  const field = { kind: 'list' as const, value: '', items: [], line: 2, fixed: false };
  const rows = rowsOf([{ ...field, path: 'category', role: 'categories' }], uses, []);
  expect(rows[0]?.values).toEqual(values);
});

test('series: typed letters narrow what other posts have, an arrow and Enter take it', async () => {
  const { user, form: inside, file } = await form('series: Doors\n');
  const series = await inside.findByRole('combobox', { name: 'Series' });
  expect(series.getAttribute('aria-expanded')).toBe('false');
  await user.clear(series);
  await user.type(series, 'sm');
  const list = inside.getByRole('listbox', { name: 'What other posts have as Series' });
  expect(
    within(list)
      .getAllByRole('option')
      .map(({ textContent }) => textContent?.trim()),
  ).toEqual(['Small hours', 'Small numbers']);
  const { violations } = await axe.run(screen.getByTestId('fields-form'), {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
    iframes: false,
  });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
  await user.keyboard('{ArrowDown}{ArrowDown}');
  const active = series.getAttribute('aria-activedescendant') ?? '';
  expect(document.getElementById(active)?.textContent).toContain('Small numbers');
  await user.keyboard('{Enter}');
  await waitFor(() => expect(file()).toContain('series: Small numbers\n'));
  expect(series).toHaveProperty('value', 'Small numbers');
  expect(series.getAttribute('aria-expanded')).toBe('false');
});

test('series: Enter takes what was typed, Esc closes the list before the form, a click chooses', async () => {
  const { user, form: inside, file } = await form('series: Doors\n');
  const series = await inside.findByRole('combobox', { name: 'Series' });
  await user.clear(series);
  await user.type(series, 'Small{Enter}');
  await waitFor(() => expect(file()).toContain('series: Small\n'));
  await user.keyboard('{ArrowDown}');
  expect(series.getAttribute('aria-expanded')).toBe('true');
  await user.keyboard('{Escape}');
  expect(series.getAttribute('aria-expanded')).toBe('false');
  expect(screen.getByTestId('fields-form')).toBeTruthy();
  await user.click(inside.getByRole('button', { name: 'What other posts have as Series' }));
  expect(document.activeElement).toBe(series);
  await user.click(inside.getByRole('option', { name: 'Small hours' }));
  await waitFor(() => expect(file()).toContain('series: Small hours\n'));
});

test('categories are offered one by one, those that the post has are not', async () => {
  const { user, form: inside, file } = await form('categories: [keys]\n');
  const box = await inside.findByRole('combobox', { name: 'Add to categories' });
  await user.click(box);
  const list = inside.getByRole('listbox', { name: 'Add to categories' });
  expect(
    within(list)
      .getAllByRole('option')
      .map(({ textContent }) => textContent?.trim()),
  ).toEqual(['doors']);
  await user.click(within(list).getByRole('option', { name: 'doors' }));
  await waitFor(() => expect(file()).toContain('categories: [keys, doors]\n'));
});

test('a tag: Enter takes what was typed, and not the first that begins so', async () => {
  const { user, file } = await withOdd('', [post('One', 'tags: [github, gitlab]\n'), ...ferrow(3)]);
  await user.click(screen.getByRole('button', { name: 'Add tag' }));
  const input = screen.getByRole('combobox', { name: 'Add tag' });
  await user.type(input, 'git');
  const list = within(screen.getByRole('listbox', { name: 'Add tag' }));
  expect(list.getAllByRole('option').length).toBe(3);
  await user.keyboard('{Enter}');
  await waitFor(() => expect(file()).toContain('tags: [git]\n'));
  await user.type(input, 'git{ArrowDown}{Enter}');
  await waitFor(() => expect(file()).toContain('tags: [git, github]\n'));
  await user.type(input, 'git');
  await user.click(list.getByRole('option', { name: 'gitlab' }));
  await waitFor(() => expect(file()).toContain('tags: [git, github, gitlab]\n'));
});

test('65 authors: all are in one list that scrolls, one is found by typing, the column folds them', async () => {
  const name = (at: number) => `Author ${String(at).padStart(2, '0')}`;
  const many = Array.from({ length: 65 }, (_, at) => post(`p${at}`, `author: ${name(at)}\n`));
  const { user, file } = await withOdd('author: Author 64\n', many);
  const column = within(screen.getByTestId('library-column'));
  const authors = within(column.getByRole('list', { name: /^Authors/ }));
  // The one with two posts, and seven more.
  expect(authors.getAllByRole('button').length).toBe(9);
  expect(authors.getByRole('button', { name: /Author 64/ })).toBeTruthy();
  const more = authors.getByRole('button', { name: '57 more' });
  expect(more.getAttribute('aria-expanded')).toBe('false');
  await user.click(more);
  expect(authors.getAllByRole('button').length).toBe(66);
  const fewer = authors.getByRole('button', { name: 'Fewer' });
  expect(fewer).toBe(document.activeElement);
  expect(fewer.getAttribute('aria-expanded')).toBe('true');
  await user.click(fewer);
  expect(authors.getAllByRole('button').length).toBe(9);

  await user.click(screen.getByRole('button', { name: /^Author: / }));
  const input = screen.getByRole('combobox', { name: 'Author' });
  const list = screen.getByRole('listbox', { name: 'Author' });
  expect(within(list).getAllByRole('option').length).toBe(65);
  await user.clear(input);
  await user.type(input, '42');
  expect(within(list).getAllByRole('option')[0]?.textContent?.trim()).toBe('Author 42');
  await user.keyboard('{ArrowDown}{Enter}');
  await waitFor(() => expect(file()).toContain('author: Author 42\n'));
});
