import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import type { MemoryOptions } from '$backend/memory';

import { opened } from '../../test-app';
import { faults } from '../../test-asking';

type User = Awaited<ReturnType<typeof opened>>['user'];
const RETRIES = 'Our retries were the outage';

const shown = () => screen.queryByTestId('palette');
const field = () => screen.getByRole<HTMLInputElement>('combobox');
const options = () => screen.queryAllByRole('option').filter((option) => shown()?.contains(option));
const labels = () => options().map((option) => option.querySelector('.label')?.textContent);
const active = () => {
  const id = field().getAttribute('aria-activedescendant');
  return id ? document.getElementById(id)?.querySelector('.label')?.textContent : null;
};
const heard = () =>
  within(shown() as HTMLElement)
    .getByRole('status')
    .textContent.trim();
const title = () => (screen.getByLabelText('Title') as HTMLTextAreaElement).value;

async function openPalette(user: User, keys = '{Meta>}k{/Meta}') {
  await user.keyboard(keys);
  await screen.findByTestId('palette');
  await waitFor(() => expect(document.activeElement).toBe(field()));
}

async function withPost(options: MemoryOptions = {}) {
  const found = await opened(options);
  await found.user.click(await screen.findByText(RETRIES));
  await screen.findByTestId('manuscript');
  return found;
}

test('⌘K shows what is wanted most and what was open last, and Esc gives the keys back', async () => {
  const { user } = await withPost();
  await user.click(await screen.findByText('A cache that remembers absence'));
  await waitFor(() => expect(title()).toBe('A cache that remembers absence'));
  const list = screen.getByTestId('post-list');
  list.focus();
  await openPalette(user);
  expect(labels().slice(0, 2)).toEqual(['Publish…', 'Publish several posts…']);
  const recent = screen.getByRole('group', { name: 'Recent posts' });
  // The open one is no place to go to.
  expect([...recent.querySelectorAll('.label')].map(({ textContent }) => textContent)).toEqual([RETRIES]);
  expect(active()).toBe('Publish…');
  expect(heard()).toBe(`${options().length} results`);
  expect(await faults()).toEqual([]);
  await user.keyboard('{Escape}');
  expect(shown()).toBeNull();
  expect(document.activeElement).toBe(list);
});

test('the same keys close it, and others lead from one to the other', async () => {
  const { user } = await opened();
  await openPalette(user);
  await user.keyboard('{Meta>}k{/Meta}');
  expect(shown()).toBeNull();
  await openPalette(user);
  await user.keyboard('{Meta>}p{/Meta}');
  await waitFor(() => expect(screen.getByRole('dialog').getAttribute('aria-label')).toBe('Go to post'));
  await user.keyboard('{Meta>}/{/Meta}');
  expect(await screen.findByTestId('all-keys')).toBeTruthy();
  expect(shown()).toBeNull();
});

test('what is typed is found, the letters are heavier, and Enter runs it', async () => {
  const { user } = await withPost();
  await openPalette(user);
  await user.keyboard('drafts');
  await waitFor(() => expect(active()).toBe('Show drafts'));
  const option = screen.getByRole('option', { name: /Show drafts/ });
  expect([...option.querySelectorAll('mark')].map(({ textContent }) => textContent)).toEqual(['drafts']);
  expect(option.querySelector('kbd')?.textContent).toBe('⌥⌘2');
  await user.keyboard('{Enter}');
  expect(shown()).toBeNull();
  await screen.findByText('2 posts');
});

test('⌘↵ runs and stays, and a click with ⌘ too', async () => {
  const { user, asked } = await withPost();
  await openPalette(user);
  await user.keyboard('show drafts');
  await user.keyboard('{Meta>}{Enter}{/Meta}');
  await waitFor(() => expect(asked).toContainEqual(expect.objectContaining({ group: 'drafts' })));
  expect(field().value).toBe('show drafts');
  expect(document.activeElement).toBe(field());
  await user.clear(field());
  await user.keyboard('by title');
  await waitFor(() => expect(active()).toBe('By title'));
  await user.keyboard('{Meta>}');
  await user.click(options()[0] as HTMLElement);
  await user.keyboard('{/Meta}');
  await waitFor(() => expect(asked).toContainEqual(expect.objectContaining({ sort: 'title' })));
  expect(shown()).not.toBeNull();
  // It is so by now: there is nothing to run.
  await screen.findByRole('option', { name: /The list has this order/ });
});

test('what leads somewhere else closes it even then', async () => {
  const { user } = await withPost();
  await openPalette(user);
  await user.keyboard('get changes{Meta>}{Enter}{/Meta}');
  expect(await screen.findByRole('dialog', { name: 'Changes from others' })).toBeTruthy();
  expect(shown()).toBeNull();
});

test('arrows go round, and Home, End and the page keys to the ends', async () => {
  const { user } = await withPost();
  await openPalette(user);
  await user.keyboard('>');
  const all = labels();
  expect(all.length).toBeGreaterThan(20);
  await user.keyboard('{ArrowUp}');
  expect(active()).toBe(all.at(-1));
  await user.keyboard('{ArrowDown}{ArrowDown}');
  expect(active()).toBe(all[1]);
  await user.keyboard('{PageDown}');
  expect(active()).toBe(all[9]);
  await user.keyboard('{End}{PageDown}');
  expect(active()).toBe(all.at(-1));
  await user.keyboard('{Home}{PageUp}');
  expect(active()).toBe(all[0]);
  await user.hover(options()[3] as HTMLElement);
  expect(active()).toBe(all[3]);
});

test('# lists tags and @ authors, and choosing one limits the list to it', async () => {
  const { user, asked } = await withPost();
  await openPalette(user);
  await user.keyboard('#');
  expect(within(shown() as HTMLElement).getByRole('group', { name: 'Tags' })).toBeTruthy();
  await user.keyboard('firm');
  expect(labels()).toEqual(['firmware']);
  await user.keyboard('{Enter}');
  await waitFor(() => expect(asked.at(-1)).toMatchObject({ group: 'all', tag: 'firmware' }));
  await openPalette(user);
  await user.keyboard('@okabe');
  expect(labels()).toEqual(['Jun Okabe']);
  expect(await faults()).toEqual([]);
  await user.keyboard('{Enter}');
  await waitFor(() => expect(asked.at(-1)).toMatchObject({ group: 'all', author: 'Jun Okabe' }));
});

test('what cannot be run is told with its reason when it is typed, and Enter does nothing', async () => {
  const { user } = await opened();
  await openPalette(user);
  await user.keyboard('save no');
  expect(labels()).not.toContain('Save now');
  await user.keyboard('w');
  const option = await screen.findByRole('option', { name: /Save now/ });
  expect(option.getAttribute('aria-disabled')).toBe('true');
  expect(option.textContent).toContain('No post is open.');
  expect(await faults()).toEqual([]);
  await user.keyboard('{Enter}');
  expect(shown()).not.toBeNull();
});

test('a search that finds nothing says so', async () => {
  const { user } = await opened();
  await openPalette(user);
  await user.keyboard('qqxz');
  await waitFor(() => expect(heard()).toBe('Nothing found for “qqxz”.'));
  expect(field().getAttribute('aria-expanded')).toBe('false');
  expect(await faults()).toEqual([]);
});

test('Enter that comes before the answer opens what was meant, and the text has the keys then', async () => {
  const { user } = await withPost();
  await user.click(await screen.findByText('A cache that remembers absence'));
  await waitFor(() => expect(title()).toBe('A cache that remembers absence'));
  await openPalette(user, '{Meta>}p{/Meta}');
  await waitFor(() => expect(active()).toBe(RETRIES));
  await user.keyboard('firmware over a bad{Enter}');
  await waitFor(() => expect(title()).toBe('Firmware over a bad mobile link'));
  expect(shown()).toBeNull();
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('manuscript')));
});

test('⌘P and Enter leads back to the post before', async () => {
  const { user } = await withPost();
  await user.click(await screen.findByText('A cache that remembers absence'));
  await waitFor(() => expect(title()).toBe('A cache that remembers absence'));
  await openPalette(user, '{Meta>}p{/Meta}');
  await waitFor(() => expect(options().length).toBeGreaterThan(10));
  await user.keyboard('{Enter}');
  await waitFor(() => expect(title()).toBe(RETRIES));
});

test('a post that was deleted is no place to go to', async () => {
  const { user } = await withPost();
  await user.click(await screen.findByText('A cache that remembers absence'));
  await waitFor(() => expect(title()).toBe('A cache that remembers absence'));
  await openPalette(user);
  await user.keyboard('>delete{Enter}');
  await screen.findByText('No post is open');
  await openPalette(user);
  const recent = await screen.findByRole('group', { name: 'Recent posts' });
  expect([...recent.querySelectorAll('.label')].map(({ textContent }) => textContent)).toEqual([RETRIES]);
});

test('in the text Ctrl+K, Ctrl+P and Ctrl+/ are the app’s, and leave the text as it is', async () => {
  const { user } = await withPost({ app: { platform: 'linux' } });
  const manuscript = screen.getByTestId('manuscript');
  manuscript.focus();
  const before = manuscript.textContent;
  for (const [keys, testid] of [
    ['{Control>}k{/Control}', 'palette'],
    ['{Control>}p{/Control}', 'palette'],
    ['{Control>}/{/Control}', 'all-keys'],
  ] as const) {
    await user.keyboard(keys);
    await screen.findByTestId(testid);
    await user.keyboard('{Escape}');
    await waitFor(() => expect(document.activeElement).toBe(manuscript));
  }
  expect(manuscript.textContent).toBe(before);
});

test('Ctrl+P never prints: not under a sheet, and not on the first screen', async () => {
  const pressed = () => {
    const event = new KeyboardEvent('keydown', { key: 'p', metaKey: true, bubbles: true, cancelable: true });
    (document.activeElement ?? document.body).dispatchEvent(event);
    return event.defaultPrevented;
  };
  const { user, unmount } = await withPost();
  await user.keyboard('{Meta>}{Shift>}p{/Shift}{/Meta}');
  await screen.findByTestId('publish-sheet');
  expect(pressed()).toBe(true);
  expect(shown()).toBeNull();
  await user.keyboard('{Escape}');
  await openPalette(user);
  await user.keyboard('>start or clone{Enter}');
  await screen.findByTestId('welcome-screen');
  expect(pressed()).toBe(true);
  unmount();
});

test('writing keys of the palette go to the text, which has the keys then', async () => {
  const { user } = await withPost();
  const { EditorView } = await import('@codemirror/view');
  const view = EditorView.findFromDOM(screen.getByTestId('manuscript'));
  view?.dispatch({ selection: { anchor: 0, head: 2 } });
  screen.getByTestId('post-list').focus();
  await openPalette(user);
  await user.keyboard('bold{Enter}');
  await waitFor(() => expect(view?.state.doc.toString().startsWith('**On**')).toBe(true));
  expect(document.activeElement).toBe(screen.getByTestId('manuscript'));
});

test('the panel of branches and the fields of the post open from it', async () => {
  const { user } = await withPost();
  await openPalette(user);
  await user.keyboard('branches{Enter}');
  expect(await screen.findByTestId('repository-panel')).toBeTruthy();
  await user.keyboard('{Escape}');
  await openPalette(user);
  await user.keyboard('fields of{Enter}');
  expect(await screen.findByTestId('fields-form')).toBeTruthy();
});

test('a press beside it closes it', async () => {
  const { user } = await opened();
  await openPalette(user);
  await user.click(shown()?.parentElement as HTMLElement);
  expect(shown()).toBeNull();
});

test('⌘/ shows every key by its part of the window, and finds them by word or key', async () => {
  const { user } = await opened();
  await user.keyboard('{Meta>}/{/Meta}');
  const sheet = within(await screen.findByTestId('all-keys'));
  const parts = () => sheet.getAllByRole('heading', { level: 3 }).map(({ textContent }) => textContent);
  expect(parts()).toEqual(['Everywhere', 'Desk', 'Preview', 'Publish', 'Lists, history, two versions']);
  const row = (label: string) => sheet.getByText(label).parentElement?.querySelector('dd')?.textContent;
  expect(row('New post')?.trim()).toBe('⌘N');
  expect(row('Redo')?.replaceAll(' ', '')).toBe('⇧⌘Z⌘Y');
  expect(row('Tick a post, or not')?.trim()).toBe('Space');
  expect(row('Bold')?.trim()).toBe('⌘B');
  expect(await faults()).toEqual([]);
  await waitFor(() => expect(document.activeElement).toBe(sheet.getByLabelText('Search keys')));
  await user.keyboard('italic');
  expect(parts()).toEqual(['Desk']);
  await user.clear(sheet.getByLabelText('Search keys'));
  await user.keyboard('F6');
  expect(sheet.getByText('Next column')).toBeTruthy();
  await user.keyboard('zzz');
  expect(sheet.getByRole('status').textContent.trim()).toBe('Nothing found for “F6zzz”.');
  await user.keyboard('{Escape}');
  expect(screen.queryByTestId('all-keys')).toBeNull();
});

test('keys are drawn as the platform draws them', async () => {
  const { user } = await opened({ app: { platform: 'windows' } });
  await user.keyboard('{Control>}/{/Control}');
  const sheet = within(await screen.findByTestId('all-keys'));
  const row = (label: string) => sheet.getByText(label).parentElement?.querySelector('dd')?.textContent;
  expect(row('New post')?.trim()).toBe('Ctrl+N');
  expect(row('Show drafts')?.trim()).toBe('Alt+2');
  expect(row('Move')?.replaceAll(' ', '')).toBe('↑↓JK');
});
