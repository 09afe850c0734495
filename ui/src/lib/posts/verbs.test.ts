import { screen, waitFor, within } from '@testing-library/svelte';
import axe from 'axe-core';
import { expect, test } from 'vitest';

import type { MemoryOptions } from '$backend/memory';
import { ferrow } from '$backend/memory/ferrow';

import { opened as openedApp } from '../../test-app';

const ABSENCE = 'posts/a-cache-that-remembers-absence.md';

async function opened(options: MemoryOptions = {}) {
  const found = await openedApp({ posts: ferrow(12), ...options });
  const paths = () => found.backend.files.map(({ path }) => path);
  return { ...found, paths };
}

/** The keys at the row of the post about the cache: the third one. */
async function atAbsence(options: MemoryOptions = {}) {
  const found = await opened(options);
  screen.getByTestId('post-list').focus();
  await found.user.keyboard('{Home}{ArrowDown}{ArrowDown}');
  return found;
}

const item = (name: RegExp | string) => screen.findByRole('menuitem', { name });

test('the menu of a row opens by keys, says what a verb does to readers, and axe minds nothing', async () => {
  const { user } = await atAbsence();
  await user.keyboard('{Shift>}{F10}{/Shift}');
  const menu = await screen.findByRole('menu', { name: /A cache that remembers absence/ });
  const names = within(menu)
    .getAllByRole('menuitem')
    .map((item) => item.querySelector('.words')?.firstChild?.textContent?.trim());
  // One collection only: there is nowhere to move to.
  expect(names).toEqual([
    'Open',
    'Duplicate',
    'Rename…',
    'History',
    'Copy address',
    'Copy path',
    'Show in folder',
    'Unpublish',
    'Delete',
  ]);
  expect(menu.textContent).toContain('It stays on the site until you publish that it is gone.');
  const { violations } = await axe.run(document.body, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
    iframes: false,
  });
  expect(violations.map(({ id }) => id)).toEqual([]);
  await user.keyboard('{Escape}');
  expect(screen.queryByRole('menu')).toBeNull();
  expect(document.activeElement).toBe(screen.getByTestId('post-list'));
});

test('a verb of the list acts on the row that the keys are at, after what is typed was handed over', async () => {
  const order: string[] = [];
  const before = (command: string) => void order.push(command);
  const { user, backend } = await atAbsence({ before });
  await user.keyboard('{Enter}');
  const text = await screen.findByTestId('manuscript');
  await user.click(text);
  await user.keyboard('Typed. ');
  screen.getByTestId('post-list').focus();
  await user.keyboard('{Meta>}{Backspace}{/Meta}');
  await waitFor(() => expect(screen.queryByTestId('manuscript')).toBeNull());
  expect(order.lastIndexOf('editBody')).toBeLessThan(order.indexOf('deletePost'));
  await user.click(within(await screen.findByTestId('toast')).getByRole('button', { name: 'Undo' }));
  await screen.findByTestId('manuscript');
  expect(backend.files.find(({ path }) => path === ABSENCE)?.body).toContain('Typed. ');
});

test('deleted by keys, the keys stay where they were; ⌘Z brings the post back when the toast is gone', async () => {
  const { user, paths } = await atAbsence();
  await user.keyboard('{Meta>}{Backspace}{/Meta}');
  const toast = await screen.findByTestId('toast');
  expect(toast.textContent).toContain('“A cache that remembers absence” is in the trash.');
  expect(toast.textContent).toContain('It stays on the site until you publish that it is gone.');
  expect(paths()).not.toContain(ABSENCE);
  const list = screen.getByTestId('post-list');
  await waitFor(() => {
    const active = document.getElementById(list.getAttribute('aria-activedescendant') ?? '');
    expect(active?.textContent).toContain('We deleted the staging environment');
  });
  await user.click(within(toast).getByRole('button', { name: 'Dismiss' }));
  expect(screen.queryByTestId('toast')).toBeNull();
  list.focus();
  await user.keyboard('{Meta>}z{/Meta}');
  await waitFor(() => expect(paths()).toContain(ABSENCE));
});

test('a draft is deleted without a word about readers, and ⌘⌫ in the text deletes words alone', async () => {
  const { user, paths } = await opened();
  await user.click(await screen.findByText('Our retries were the outage'));
  await user.click(await screen.findByTestId('manuscript'));
  await user.keyboard('{Meta>}{Backspace}{/Meta}');
  expect(paths()).toContain('posts/our-retries-were-the-outage.md');
  screen.getByTestId('post-list').focus();
  await user.keyboard('{Meta>}{Backspace}{/Meta}');
  expect((await screen.findByTestId('toast')).textContent).not.toContain('stays on the site');
  expect(paths()).not.toContain('posts/our-retries-were-the-outage.md');
});

test('without a trash nothing is gone, the post stays on the desk, and the reason is said', async () => {
  const { user, backend, paths } = await atAbsence();
  backend.deletePost = () =>
    Promise.reject({ code: 'post.no-trash', message: 'There is no trash for the disk.' } as unknown as Error);
  await user.keyboard('{Enter}');
  await screen.findByTestId('manuscript');
  screen.getByTestId('post-list').focus();
  await user.keyboard('{Meta>}{Backspace}{/Meta}');
  expect(await screen.findByText('There is no trash for the disk.')).toBeTruthy();
  expect(screen.queryByTestId('toast')).toBeNull();
  expect(paths()).toContain(ABSENCE);
  expect(screen.getByTestId('manuscript')).toBeTruthy();
});

/** The title of the row that the keys are at. */
const atKeys = () => {
  const list = screen.getByTestId('post-list');
  return document.getElementById(list.getAttribute('aria-activedescendant') ?? '')?.textContent ?? '';
};

test('the keys stay at their post when another program brings posts, and delete that one', async () => {
  const { user, backend, paths } = await atAbsence({ posts: ferrow(200) });
  expect(atKeys()).toContain('A cache that remembers absence');
  // More of them than are fetched at a time: the row is far below what is shown.
  const bring = (count: number) => {
    const [first] = ferrow(1);
    if (!first) return;
    for (let n = 0; n < count; n++) backend.files.unshift({ ...first, path: `posts/newer-${count}-${n}.md` });
    backend.emit({ event: 'indexChanged', revision: 1000 + count });
  };
  bring(2);
  await waitFor(() => expect(screen.getByTestId('post-list').textContent).toContain('Firmware'));
  await waitFor(() => expect(paths().length).toBe(202));
  await waitFor(() => expect(atKeys()).toContain('A cache that remembers absence'));
  bring(90);
  await waitFor(() =>
    expect(screen.getByTestId('post-list').getAttribute('aria-activedescendant')).toMatch(/-94$/),
  );
  await user.keyboard('{Meta>}{Backspace}{/Meta}');
  await waitFor(() => expect(paths()).not.toContain(ABSENCE));
  expect(paths().length).toBe(291);
});

test('nothing is typed into a post that is on its way to the trash, and it can be typed in when it stays', async () => {
  let go = () => {};
  let fail = true;
  const before = (command: string) => {
    if (command !== 'deletePost') return;
    return new Promise<void>((done, failed) => {
      go = () =>
        fail ? failed({ code: 'post.no-trash', message: 'No trash.' } as unknown as Error) : done();
    });
  };
  const { user, backend, paths } = await atAbsence({ before });
  await user.keyboard('{Enter}');
  const text = await screen.findByTestId('manuscript');
  const body = () => backend.files.find(({ path }) => path === ABSENCE)?.body;
  const gone = async () => {
    screen.getByTestId('post-list').focus();
    await user.keyboard('{Meta>}{Backspace}{/Meta}');
    await waitFor(() => expect(screen.getByLabelText('Title')).toHaveProperty('readOnly', true));
    await user.click(text);
    await user.keyboard('Lost. ');
    expect(text.textContent).not.toContain('Lost. ');
    go();
  };
  await gone();
  await waitFor(() => expect(screen.getByLabelText('Title')).toHaveProperty('readOnly', false));
  await user.click(text);
  await user.keyboard('Kept. ');
  expect(text.textContent).toContain('Kept. ');
  await waitFor(() => expect(body()).toContain('Kept. '));
  fail = false;
  await gone();
  await waitFor(() => expect(paths()).not.toContain(ABSENCE));
});

test('F2 shows what another name changes, and leads readers of the old address', async () => {
  const { user, backend } = await atAbsence();
  await user.keyboard('{F2}');
  const dialog = await screen.findByTestId('rename-dialog');
  const button = () => within(dialog).getByRole('button', { name: 'Rename' });
  expect(button()).toHaveProperty('disabled', true);
  expect(dialog.textContent).toContain('This is its name now');
  const name = within(dialog).getByRole('textbox');
  await user.clear(name);
  expect(dialog.textContent).toContain('A post needs a name');
  await user.type(name, 'No, still no');
  await waitFor(() => expect(dialog.textContent).toContain('posts/no-still-no.md'));
  expect(dialog.textContent).toContain('https://engineering.ferrow.example/no-still-no/');
  await user.click(within(dialog).getByRole('checkbox'));
  expect(dialog.textContent).toContain('leads nowhere once the new name is published');
  await user.click(within(dialog).getByRole('checkbox'));
  await waitFor(() => expect(button()).toHaveProperty('disabled', false));
  await user.keyboard('{Tab}');
  await user.click(button());
  await waitFor(() => expect(screen.queryByTestId('rename-dialog')).toBeNull());
  const post = backend.files.find(({ path }) => path === 'posts/no-still-no.md');
  expect(post?.head).toContain('aliases: [/a-cache-that-remembers-absence/]');
  expect(post?.head).toContain('title: A cache that remembers absence');
});

test('a post on the desk is led along when it is renamed, and copied from the desk’s own menu', async () => {
  const { user, paths } = await opened();
  await user.click(await screen.findByText('A cache that remembers absence'));
  await screen.findByTestId('manuscript');
  await user.keyboard('{F2}');
  const dialog = await screen.findByTestId('rename-dialog');
  await user.clear(within(dialog).getByRole('textbox'));
  await user.type(within(dialog).getByRole('textbox'), 'Absent{Enter}');
  await waitFor(() => expect(dialog.textContent).toContain('posts/absent.md'));
  await user.type(within(dialog).getByRole('textbox'), '{Enter}');
  await waitFor(() =>
    expect(screen.getByTestId('desk').querySelector('.path')?.textContent).toBe('posts/absent.md'),
  );
  await user.click(screen.getByTestId('desk-menu'));
  await user.click(await item(/^Duplicate/));
  await waitFor(() => expect(paths()).toContain('posts/absent-2.md'));
  await waitFor(() =>
    expect(screen.getByTestId('desk').querySelector('.path')?.textContent).toBe('posts/absent-2.md'),
  );
});

test('a post moves to another collection, and back', async () => {
  const posts = ferrow(12);
  const last = posts.at(-1);
  if (last) last.path = 'notes/last.md';
  const { user, paths } = await atAbsence({ posts });
  await user.keyboard('{Shift>}{F10}{/Shift}');
  await user.click(await item('Move to…'));
  await user.click(await item('notes'));
  await waitFor(() => expect(paths()).toContain('notes/a-cache-that-remembers-absence.md'));
  await user.click(within(await screen.findByTestId('toast')).getByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(paths()).toContain(ABSENCE));
});

test('order, headings and collection are asked for, shown, and remembered for this library', async () => {
  const posts = ferrow(12);
  for (const post of posts.slice(-3)) post.path = post.path.replace('posts/', 'notes/');
  const first = await opened({ posts });
  await first.user.click(screen.getByRole('button', { name: 'Order: Newest first' }));
  const menu = await screen.findByRole('menu');
  expect(
    within(within(menu).getByRole('group', { name: 'Headings' })).getAllByRole('menuitemradio'),
  ).toHaveLength(6);
  await first.user.click(within(menu).getByRole('menuitemradio', { name: 'By collection' }));
  await waitFor(() => expect(first.asked.at(-1)).toMatchObject({ by: 'collection', sort: 'newest' }));
  const list = screen.getByTestId('post-list');
  await waitFor(() => expect(list.querySelector('.heading')?.textContent).toMatch(/notes\s*3/));
  await first.user.click(
    within(screen.getByTestId('library-column')).getByRole('button', { name: /^notes/ }),
  );
  await waitFor(() => expect(first.asked.at(-1)).toMatchObject({ collection: 'notes' }));
  first.unmount();
  const again = await opened({ posts });
  expect(again.asked[0]).toMatchObject({ by: 'collection', collection: 'notes' });
  // The other libraries have their own.
  await again.user.click(screen.getByRole('button', { name: 'Not only notes' }));
  await waitFor(() => expect(again.asked.at(-1)).not.toHaveProperty('collection'));
});

test('rows tell the year where no heading does, and only of other years', async () => {
  const { user } = await opened({ posts: ferrow(40) });
  await user.type(screen.getByLabelText('Search posts'), '39');
  await waitFor(() => expect(screen.getByTestId('post-list').textContent).toMatch(/[A-Z][a-z]{2} \d+, 2025/));
  expect(screen.getByTestId('post-list').textContent).not.toMatch(/, 2026/);
  await user.clear(screen.getByLabelText('Search posts'));
  await waitFor(() => expect(screen.getByTestId('post-list').textContent).not.toMatch(/[a-z] \d+, 20\d\d/));
});
