import { screen, waitFor, within } from '@testing-library/svelte';
import axe from 'axe-core';
import { expect, test } from 'vitest';

import { ferrow } from '$backend/memory/ferrow';
import { tags as words } from '$words/tags';

import { opened } from '../../test-app';

/** What axe finds, without what jsdom cannot know (colours and layout). */
async function faults() {
  const { violations } = await axe.run(document.body, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
    iframes: false,
  });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** The blog with a tag that looks like another one, and its page of tags. */
async function page(options: Parameters<typeof opened>[0] = {}) {
  const posts = ferrow(40);
  const queue = posts.find(({ path }) => path.includes('a-queue-is-a-promise'));
  if (queue) queue.head = queue.head.replace('[queues, ', '[queue, ');
  const found = await opened({ posts, ...options });
  await found.user.click(
    within(screen.getByTestId('library-column')).getByRole('button', { name: 'All tags' }),
  );
  const view = await screen.findByTestId('tags');
  await within(view).findByTestId('tag-table');
  return { ...found, posts, view, inside: within(view) };
}
const rows = () =>
  [...screen.getByTestId('tag-table').querySelectorAll<HTMLElement>('[data-tag]')].map(
    (row) => row.dataset.tag,
  );

test('the page sorts by its headings, finds, and shows the posts of a tag', async () => {
  const { user, inside, asked } = await page();
  expect(await faults()).toEqual([]);
  expect(rows()[0]).toBe('caching');
  const heading = inside.getByRole('columnheader', { name: 'Posts' });
  expect(heading.getAttribute('aria-sort')).toBe('none');
  await user.click(within(heading).getByRole('button'));
  expect(heading.getAttribute('aria-sort')).toBe('descending');
  await user.type(inside.getByRole('searchbox', { name: 'Find a tag' }), 'queue');
  expect(rows()).toEqual(['queues', 'queue']);
  await user.keyboard('{ArrowDown}{ArrowDown}');
  await waitFor(() => expect((document.activeElement as HTMLElement).dataset.tag).toBe('queue'));
  await user.keyboard('{Enter}');
  expect(screen.queryByTestId('tags')).toBeNull();
  expect(asked.at(-1)?.tag).toBe('queue');
});

test('chosen rows are merged: each post’s lines first, then as one, with Undo', async () => {
  const { user, posts } = await page();
  screen.getByTestId('tag-table').querySelector<HTMLElement>('[data-tag="queue"]')?.focus();
  await user.keyboard(' ');
  await user.click(screen.getByRole('checkbox', { name: words.choose('queues') }));
  await user.click(screen.getByRole('button', { name: 'Merge 2 tags…' }));
  const sheet = within(await screen.findByTestId('tag-sheet'));
  await sheet.findByText('A queue is a promise', { selector: '.title' });
  expect(await faults()).toEqual([]);
  expect(sheet.getByRole('radio', { name: /queues/ })).toHaveProperty('checked', true);
  await user.click(sheet.getByRole('radio', { name: 'As readers see it' }));
  expect(sheet.getByText('queue', { selector: 'del' })).toBeTruthy();
  const run = sheet.getByRole('button', { name: /^Merge in 1 post/ });
  await waitFor(() => expect(run).toHaveProperty('disabled', false));
  await user.click(run);
  const toast = await screen.findByTestId('toast');
  expect(toast.textContent).toContain('queue merged into queues in 1 post');
  await waitFor(() => expect(rows()).not.toContain('queue'));
  await user.click(within(toast).getByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(rows()).toContain('queue'));
  expect(posts.some(({ head }) => head.includes('[queue, '))).toBe(true);
});

test('a name is typed with what there is; the menu and the keys of a row; Escape goes back step by step', async () => {
  const { user, inside } = await page();
  const row = screen.getByTestId('tag-table').querySelector<HTMLElement>('[data-tag="go"]');
  row?.focus();
  await user.keyboard('{F2}');
  const sheet = within(await screen.findByTestId('tag-sheet'));
  const field = sheet.getByRole('combobox', { name: 'New name' });
  await waitFor(() => expect(document.activeElement).toBe(field));
  await user.clear(field);
  await user.type(field, 'cach');
  expect(sheet.getByRole('option', { name: 'caching' })).toBeTruthy();
  await user.keyboard('{ArrowDown}{Enter}');
  expect(field).toHaveProperty('value', 'caching');
  expect(await sheet.findByText(words.change.isThere('caching'))).toBeTruthy();
  await user.keyboard('{Escape}');
  expect(screen.queryByTestId('tag-sheet')).toBeNull();
  await user.click(inside.getByRole('button', { name: words.more('go') }));
  expect(
    screen.getAllByRole('menuitem').map((item) => item.querySelector('.words')?.textContent.trim()),
  ).toEqual(['Show posts', 'Rename…', 'Merge into…', 'Remove…']);
  await user.keyboard('{Escape}{Escape}');
  expect(screen.queryByTestId('tags')).toBeNull();
});

test('what looks alike is said to be several, and is asked no more', async () => {
  const { user, inside } = await page();
  const card = await inside.findByRole('group', { name: '“queues” and “queue” look alike' });
  expect(within(card).getByRole('button', { name: 'Merge 1 post…' })).toBeTruthy();
  await user.click(within(card).getByRole('button', { name: 'Not the same' }));
  await waitFor(() => expect(inside.queryByText('Look alike')).toBeNull());
});

test('a refusal stands in the sheet', async () => {
  const { user } = await page({
    before: (command) => {
      if (command === 'changeTags') throw { code: 'library.in-use', message: 'Another program is at work.' };
    },
  });
  screen.getByTestId('tag-table').querySelector<HTMLElement>('[data-tag="go"]')?.focus();
  await user.keyboard('{Delete}');
  const sheet = within(await screen.findByTestId('tag-sheet'));
  const run = await sheet.findByRole('button', { name: /^Remove from/ });
  await waitFor(() => expect(run).toHaveProperty('disabled', false));
  await user.click(run);
  expect(await sheet.findByText('Another program is at work.')).toBeTruthy();
  expect(run).toHaveProperty('disabled', false);
});
