import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import axe from 'axe-core';
import { expect, test } from 'vitest';

import type { MemoryOptions } from '$backend/memory';
import { ferrow } from '$backend/memory/ferrow';
import { many as words } from '$words/many';

import { opened as openedApp } from '../../test-app';

const FIRMWARE = 'posts/firmware-over-a-bad-mobile-link.md';
const RETRIES = 'posts/our-retries-were-the-outage.md';
const ABSENCE = 'posts/a-cache-that-remembers-absence.md';

/** What axe finds, without what jsdom cannot know (colours and layout). */
async function faults() {
  const { violations } = await axe.run(document.body, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
    iframes: false,
  });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

const list = () => screen.getByTestId('post-list');
const rows = () => screen.getAllByTestId('post-row');
const row = (at: number) => {
  const found = rows()[at];
  if (!found) throw new Error(`There is no row ${at}.`);
  return found;
};
const chosen = () => rows().flatMap((one, at) => (one.getAttribute('aria-selected') === 'true' ? [at] : []));
const bar = () => within(screen.getByTestId('many-bar'));

async function opened(options: MemoryOptions = {}) {
  const found = await openedApp({ posts: ferrow(40), ...options });
  await waitFor(() => expect(rows().length).toBeGreaterThan(5));
  const head = (path: string) => found.backend.files.find((file) => file.path === path)?.head ?? '';
  return { ...found, head };
}

/** The first three posts are chosen. */
async function three(options: MemoryOptions = {}) {
  const found = await opened(options);
  list().focus();
  await found.user.keyboard('{Home}{Shift>}{ArrowDown}{ArrowDown}{/Shift}');
  await bar().findByText('3 posts chosen');
  return found;
}

test('by mouse: one more and one less, a range, and a plain press opens one and chooses no more', async () => {
  const { user } = await opened();
  await user.click(row(0));
  await screen.findByTestId('manuscript');
  // The open post is the choice while there is no other.
  await waitFor(() => expect(chosen()).toEqual([0]));
  expect(row(0).getAttribute('aria-current')).toBe('true');
  expect(screen.queryByTestId('many-bar')).toBeNull();
  await user.keyboard('{Meta>}');
  await user.click(row(2));
  expect(bar().getByText('2 posts chosen')).toBeTruthy();
  await user.click(row(0));
  await user.keyboard('{/Meta}');
  expect(chosen()).toEqual([2]);
  expect(row(0).getAttribute('aria-current')).toBe('true');
  expect(document.activeElement).toBe(list());
  await user.keyboard('{Shift>}');
  await user.click(row(4));
  await waitFor(() => expect(chosen()).toEqual([0, 1, 2, 3, 4]));
  await user.keyboard('{/Shift}');
  await user.click(row(3));
  await waitFor(() => expect(row(3).getAttribute('aria-current')).toBe('true'));
  expect(chosen()).toEqual([3]);
  expect(screen.queryByTestId('many-bar')).toBeNull();
});

test('where the system has no ⌘, Control chooses; on macOS that press is the menu’s', async () => {
  const { user, unmount } = await opened({ app: { platform: 'linux' } });
  await user.keyboard('{Control>}');
  await user.click(row(1));
  await user.click(row(3));
  await user.keyboard('{/Control}');
  expect(chosen()).toEqual([1, 3]);
  unmount();
  const mac = await opened();
  await mac.user.keyboard('{Control>}');
  await mac.user.click(row(1));
  await mac.user.keyboard('{/Control}');
  await waitFor(() => expect(row(1).getAttribute('aria-current')).toBe('true'));
  expect(screen.queryByTestId('many-bar')).toBeNull();
});

test('by keys: a range that grows and shrinks, one by one, all, none; what is chosen is heard', async () => {
  const { user } = await three();
  expect(list().getAttribute('aria-multiselectable')).toBe('true');
  expect(await faults()).toEqual([]);
  await user.keyboard('{Shift>}{ArrowUp}{/Shift}');
  await waitFor(() => expect(chosen()).toEqual([0, 1]));
  // Without Shift the keys go on alone, and what is chosen stays.
  await user.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}{Control>} {/Control}');
  await waitFor(() => expect(chosen()).toEqual([0, 1, 4]));
  expect(screen.getAllByRole('status').map(({ textContent }) => textContent)).toContain('3 posts chosen');
  await user.keyboard('{Control>} {/Control}');
  await waitFor(() => expect(chosen()).toEqual([0, 1]));
  await user.keyboard('{Meta>}a{/Meta}');
  expect(await bar().findByText('40 posts chosen')).toBeTruthy();
  await user.keyboard('{Escape}');
  expect(screen.queryByTestId('many-bar')).toBeNull();
  expect(chosen()).toEqual([]);
  expect(screen.getAllByRole('status').map(({ textContent }) => textContent)).toContain('No posts chosen');
  expect(screen.queryByTestId('manuscript')).toBeNull();
  await user.keyboard('{Meta>}a{/Meta}');
  await bar().findByText('40 posts chosen');
  await user.keyboard('{Home}{Enter}');
  await screen.findByTestId('manuscript');
  expect(screen.queryByTestId('many-bar')).toBeNull();
});

test('all shown are all that the list has, asked for once; another list begins with none', async () => {
  const { user, asked } = await opened({ posts: ferrow(400) });
  await user.click(within(screen.getByTestId('library-column')).getByRole('button', { name: /^postgres/ }));
  await waitFor(() => expect(asked.at(-1)?.tag).toBe('postgres'));
  list().focus();
  const before = asked.length;
  const total = Number(row(0).getAttribute('aria-setsize'));
  await user.keyboard('{Meta>}a{/Meta}');
  expect(await bar().findByText(`${total} posts chosen`)).toBeTruthy();
  expect(total).toBeGreaterThan(60);
  expect(asked.slice(before).map(({ limit }) => limit)).toEqual([total]);
  await user.type(screen.getByLabelText('Search posts'), 'cache');
  await waitFor(() => expect(screen.queryByTestId('many-bar')).toBeNull());
});

test('the menu of a chosen post is that of all of them, another one’s is its own; keys of one post do nothing', async () => {
  const { user, backend } = await three();
  await user.keyboard('{Shift>}{F10}{/Shift}');
  const menu = await screen.findByRole('menu', { name: '3 posts chosen, what can be done' });
  expect(
    within(menu)
      .getAllByRole('menuitem')
      .map((item) => item.querySelector('.words')?.textContent.trim()),
  ).toEqual(['Tags…', 'Status…', 'Author…', 'Publish…', 'Choose none']);
  await user.keyboard('{Escape}');
  expect(document.activeElement).toBe(list());
  await user.keyboard('{Meta>}{Backspace}{/Meta}');
  expect(await bar().findByText(words.onePost)).toBeTruthy();
  expect(backend.files).toHaveLength(40);
  await fireEvent.contextMenu(row(5));
  await screen.findByRole('menuitem', { name: /^Rename/ });
  await user.keyboard('{Escape}');
  await fireEvent.contextMenu(row(1));
  await user.click(await screen.findByRole('menuitem', { name: 'Choose none' }));
  expect(screen.queryByTestId('many-bar')).toBeNull();
  expect(document.activeElement).toBe(list());
});

test('tags of several posts: the lines first, one left out, then changed, and taken back as one', async () => {
  const { user, head, backend } = await three();
  const before = [FIRMWARE, RETRIES, ABSENCE].map(head);
  await user.click(bar().getByRole('button', { name: 'Tags…' }));
  const sheet = within(await screen.findByTestId('many-sheet'));
  const field = sheet.getByRole('combobox', { name: 'Add a tag' });
  await waitFor(() => expect(document.activeElement).toBe(field));
  const run = () => sheet.getByRole('button', { name: /^Change/ });
  expect(run()).toHaveProperty('disabled', true);
  expect(sheet.getByText(words.wants.tags)).toBeTruthy();
  expect(await faults()).toEqual([]);
  // It counts as it is typed; Enter keeps it.
  await user.type(field, 'postg');
  await user.keyboard('{ArrowDown}{Enter}');
  expect(sheet.getByRole('button', { name: 'Remove the tag postgres' })).toBeTruthy();
  expect(field).toHaveProperty('value', '');
  await user.click(sheet.getByRole('checkbox', { name: /^caching/ }));
  const absence = await sheet.findByRole('article', { name: 'A cache that remembers absence' });
  await waitFor(() => expect(absence.textContent).toContain('tags: [go, postgres]'));
  expect(sheet.getAllByRole('article')).toHaveLength(3);
  expect(await faults()).toEqual([]);
  await user.click(sheet.getByRole('checkbox', { name: /^Our retries/ }));
  expect(sheet.getAllByRole('article')).toHaveLength(2);
  expect([FIRMWARE, RETRIES, ABSENCE].map(head)).toEqual(before);
  await waitFor(() => expect(run()).toHaveProperty('disabled', false));
  expect(run().textContent).toContain('Change 2 posts');
  await user.click(run());
  const toast = await screen.findByTestId('toast');
  expect(toast.textContent).toContain('2 posts changed');
  expect(document.activeElement).toBe(list());
  expect(head(ABSENCE)).toContain('tags: [go, postgres]');
  expect(head(RETRIES)).toBe(before[1]);
  // They stay chosen: what was changed can be published next.
  expect(bar().getByText('3 posts chosen')).toBeTruthy();
  await user.click(within(toast).getByRole('button', { name: 'Undo' }));
  await waitFor(() => expect([FIRMWARE, RETRIES, ABSENCE].map(head)).toEqual(before));
  expect(backend.files).toHaveLength(40);
});

test('the keys for a tag are for all chosen posts, also with one open; out of sight they are for that one', async () => {
  const { user } = await three();
  const press = () => user.keyboard('{Meta>}{Shift>}t{/Shift}{/Meta}');
  await press();
  await screen.findByRole('dialog', { name: words.title.tags(3) });
  await user.keyboard('{Escape}');
  expect(document.activeElement).toBe(list());
  await user.click(row(0));
  const text = await screen.findByTestId('manuscript');
  await user.keyboard('{Meta>}');
  await user.click(row(1));
  await user.keyboard('{/Meta}');
  await bar().findByText('2 posts chosen');
  text.focus();
  await press();
  await screen.findByRole('dialog', { name: words.title.tags(2) });
  expect(screen.queryByRole('combobox', { name: 'Add tag' })).toBeNull();
  await user.keyboard('{Escape}');
  expect(document.activeElement).toBe(text);
  // The desk alone: nobody sees what is chosen.
  await user.keyboard('{Meta>}{Shift>}d{/Shift}{/Meta}');
  await waitFor(() => expect(screen.queryByTestId('many-bar')).toBeNull());
  await press();
  const field = await screen.findByRole('combobox', { name: 'Add tag' });
  await waitFor(() => expect(document.activeElement).toBe(field));
  expect(screen.queryByTestId('many-sheet')).toBeNull();
});

test('status: the choice says what it means to readers; one that cannot be changed says why', async () => {
  const posts = ferrow(40);
  const retries = posts.find(({ path }) => path === RETRIES);
  if (retries) retries.head = retries.head.replace(/---\n$/, '');
  const { user, head } = await opened({ posts });
  list().focus();
  await user.keyboard('{Home}{Shift>}{ArrowDown}{ArrowDown}{/Shift}');
  await bar().findByText('3 posts chosen');
  await user.keyboard('{Shift>}{F10}{/Shift}');
  await user.click(await screen.findByRole('menuitem', { name: 'Status…' }));
  const sheet = within(await screen.findByTestId('many-sheet'));
  const drafts = sheet.getByRole('radio', { name: /^Drafts/ });
  await waitFor(() => expect(document.activeElement).toBe(drafts));
  expect(sheet.getByText(words.draftSays)).toBeTruthy();
  expect(sheet.getByText(words.notDraftSays)).toBeTruthy();
  await user.click(drafts);
  await sheet.findAllByText('draft: true');
  expect(await faults()).toEqual([]);
  expect(sheet.getByRole('region', { name: /^Cannot be changed/ }).textContent).toContain(
    'The fields at the top could not be read.',
  );
  const broken = head(RETRIES);
  await user.keyboard('{Meta>}{Enter}{/Meta}');
  await screen.findByTestId('toast');
  expect(head(FIRMWARE)).toContain('draft: true');
  expect(head(RETRIES)).toBe(broken);
});

test('author: the library’s names are offered; a refusal stands in the sheet, and Cancel leads back', async () => {
  const { user, head } = await three({
    before: (command) => {
      if (command === 'changePosts') throw { code: 'library.in-use', message: 'Another program is at work.' };
    },
  });
  const before = head(ABSENCE);
  await user.click(bar().getByRole('button', { name: 'Author…' }));
  const sheet = within(await screen.findByTestId('many-sheet'));
  const field = sheet.getByRole('combobox', { name: 'Author' });
  await user.type(field, 'pia');
  await user.click(sheet.getByRole('option', { name: 'Pia Lindqvist' }));
  expect(field).toHaveProperty('value', 'Pia Lindqvist');
  const run = await sheet.findByRole('button', { name: /^Change 3 posts/ });
  await waitFor(() => expect(run).toHaveProperty('disabled', false));
  for (const article of sheet.getAllByRole('article'))
    expect(article.textContent).toContain('author: Pia Lindqvist');
  await user.click(run);
  expect(await sheet.findByText('Another program is at work.')).toBeTruthy();
  expect(head(ABSENCE)).toBe(before);
  await user.click(sheet.getByRole('button', { name: 'Cancel' }));
  await waitFor(() => expect(screen.queryByTestId('many-sheet')).toBeNull());
  expect(document.activeElement).toBe(list());
  expect(screen.queryByTestId('toast')).toBeNull();
});

test('publishing opens with the chosen posts ticked', async () => {
  const plans: unknown[] = [];
  const { user } = await three({
    before: (command, paths) => void (command === 'publishPlan' && plans.push(paths)),
  });
  await user.click(bar().getByRole('button', { name: 'Publish…' }));
  await waitFor(() => expect(plans).toHaveLength(1));
  expect(plans[0]).toEqual(
    rows()
      .slice(0, 3)
      .map((one) => one.dataset.path),
  );
});

test('the bar’s buttons come first for the keys, and “Choose none” last: the list has the keys then', async () => {
  const { user } = await three();
  const buttons = bar().getAllByRole('button');
  expect(buttons.at(-1)).toBe(bar().getByRole('button', { name: words.none }));
  expect(buttons[0]?.textContent.trim()).toBe(words.kinds.tags);
  buttons.at(-1)?.focus();
  await user.keyboard('{Enter}');
  await waitFor(() => expect(screen.queryByTestId('many-bar')).toBeNull());
  expect(document.activeElement).toBe(list());
});
