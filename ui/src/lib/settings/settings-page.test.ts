import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import axe from 'axe-core';
import { EditorView } from '@codemirror/view';
import { expect, test } from 'vitest';

import { FIRST } from '$backend/settings';
import { settings as words } from '$words/settings';

import { opened } from '../../test-app';

/** What axe finds, without what jsdom cannot know (colours and layout). */
async function faults() {
  const { violations } = await axe.run(document.body, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
    iframes: false,
  });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** The app on Linux with its settings opened by their key. */
async function page(options: Parameters<typeof opened>[0] = {}) {
  const found = await opened({ app: { platform: 'linux' }, ...options });
  await screen.findByTestId('post-list');
  screen.getByTestId('post-list').focus();
  await found.user.keyboard('{Control>},{/Control}');
  const view = await screen.findByTestId('settings');
  const kept = async () => (await found.backend.settings()).settings;
  return { ...found, view, inside: within(view), kept };
}
const row = (name: string) => {
  const found = screen.getByTestId('settings').querySelector<HTMLElement>(`[data-setting="${name}"]`);
  if (!found) throw new Error(`no setting ${name}`);
  return within(found);
};
const keyRow = (name: string) => {
  const found = screen.getByTestId('settings').querySelector<HTMLElement>(`[data-key="${name}"]`);
  if (!found) throw new Error(`no keys ${name}`);
  return within(found);
};
const names = (attribute: 'setting' | 'key') =>
  [...screen.getByTestId('settings').querySelectorAll<HTMLElement>(`[data-${attribute}]`)].map(
    ({ dataset }) => dataset[attribute],
  );

test('its key opens it with the focus in the search; axe minds nothing; Escape gives the keys back', async () => {
  const { user, inside } = await page();
  const search = inside.getByRole('searchbox', { name: words.search });
  expect(document.activeElement).toBe(search);
  expect(inside.getAllByRole('heading', { level: 3 }).map(({ textContent }) => textContent)).toEqual([
    'Appearance',
    'Writing',
    'Spelling',
    'Start',
    'Keys',
  ]);
  expect(inside.getByText('~/.config/galley/settings.toml')).toBeTruthy();
  expect(await faults()).toEqual([]);
  await user.keyboard('size{Escape}');
  expect(search).toHaveProperty('value', '');
  await user.keyboard('{Escape}');
  expect(screen.queryByTestId('settings')).toBeNull();
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('post-list')));
});

test('the palette, the sheet of keys and the menu of the library have it; who goes on working leaves it', async () => {
  const { user } = await opened();
  await user.keyboard('{Meta>}/{/Meta}');
  const sheet = within(await screen.findByTestId('all-keys'));
  expect(sheet.getByText('Settings…').parentElement?.querySelector('dd')?.textContent?.trim()).toBe('⌘,');
  await user.keyboard('{Escape}{Meta>}k{/Meta}');
  await screen.findByTestId('palette');
  await user.keyboard('preferences{Enter}');
  await screen.findByTestId('settings');
  // On macOS the system always has a menu bar.
  expect(names('setting')).not.toContain('menu');
  const library = within(screen.getByTestId('library-column'));
  await user.click(library.getByRole('button', { name: /^Drafts/ }));
  expect(screen.queryByTestId('settings')).toBeNull();
  await user.click(library.getByRole('button', { name: /Ferrow Engineering/ }));
  await user.click(await screen.findByRole('menuitem', { name: /Settings…/ }));
  expect(await screen.findByTestId('settings')).toBeTruthy();
});

test('it finds names, what they do, other words, and the keys of actions', async () => {
  const { user, inside } = await page();
  const found = async (typed: string) => {
    await user.clear(inside.getByRole('searchbox'));
    await user.type(inside.getByRole('searchbox'), typed);
    return [...names('setting'), ...names('key')];
  };
  expect(await found('typewriter')).toEqual(['writing.typewriter']);
  expect(await found('underlined')).toEqual(['spelling.check']);
  expect(await found('font larger')).toEqual(['writing.size']);
  expect(await found('night')).toEqual(['appearance']);
  expect(await found('ctrl+shift+k')).toEqual(['link']);
  expect(await found('duplicate')).toEqual(['duplicate']);
  expect(inside.getAllByRole('status').map(({ textContent }) => textContent)).toContain('1 found');
  expect(await found('zzz')).toEqual([]);
  expect(inside.getByText('No setting and no action with keys has “zzz” in it.')).toBeTruthy();
  await user.click(inside.getByRole('button', { name: words.showAll }));
  expect(names('setting')).toHaveLength(12);
  expect(document.activeElement).toBe(inside.getByRole('searchbox'));
});

test('each control changes its setting, and “As at first” takes it back', async () => {
  const { user, kept } = await page();
  const isKept = (part: object) => waitFor(async () => expect(await kept()).toMatchObject(part));
  await user.click(row('appearance').getByRole('radio', { name: 'Dark' }));
  await isKept({ appearance: 'dark' });
  await user.click(row('menu').getByRole('checkbox', { name: /Menu bar/ }));
  await isKept({ menu: true });
  await user.click(row('reopen').getByRole('checkbox'));
  await isKept({ reopen: false });
  await user.click(row('writing.face').getByRole('radio', { name: 'Literata' }));
  await isKept({ writing: { face: 'literata' } });
  await user.click(row('writing.size').getByRole('button', { name: 'Larger text' }));
  await isKept({ writing: { size: 16 } });
  await user.click(row('writing.measure').getByRole('radio', { name: 'Narrow' }));
  await isKept({ writing: { measure: 'narrow' } });
  for (const name of ['focus', 'typewriter', 'styling', 'pairs'] as const) {
    await user.click(row(`writing.${name}`).getByRole('checkbox'));
    await isKept({ writing: { [name]: !FIRST.writing[name] } });
  }
  await user.click(row('spelling.languages').getByRole('checkbox', { name: 'German (Germany)' }));
  await user.click(row('spelling.languages').getByRole('checkbox', { name: 'British English' }));
  await isKept({ spelling: { languages: ['de_DE', 'en_GB'] } });
  await user.click(row('spelling.check').getByRole('checkbox'));
  await isKept({ spelling: { check: false } });
  expect(row('spelling.languages').getByText(/so no language counts/)).toBeTruthy();
  expect(await faults()).toEqual([]);

  for (const name of names('setting')) {
    const said = words.all[name as keyof typeof words.all].name;
    await user.click(row(name ?? '').getByRole('button', { name: words.firstOf(said) }));
    expect(row(name ?? '').queryByRole('button', { name: words.firstOf(said) })).toBeNull();
    // The keys stay in the row whose button is gone.
    await waitFor(() => expect(document.activeElement?.closest('[data-setting]')).toBeTruthy());
  }
  await waitFor(async () => expect(await kept()).toEqual(FIRST));
  expect(localStorage.getItem('galley.writing')).toBeNull();
});

test('what is refused is put back, and said', async () => {
  const { user, inside } = await page({
    before: (command) => {
      if (command === 'changeSetting')
        throw { code: 'settings.not-written', message: 'The settings file could not be written.' };
    },
  });
  const box = row('reopen').getByRole('checkbox');
  await user.click(box);
  expect((await inside.findByRole('alert')).textContent).toContain('could not be written');
  await waitFor(() => expect(box).toHaveProperty('checked', true));
});

test('a change by an editor is shown, with what of the file could not be used', async () => {
  const asked: string[] = [];
  const { user, inside, backend } = await page({ before: (command) => void asked.push(command) });
  backend.settingsOutside({
    settings: { ...FIRST, appearance: 'light', keys: { newPost: 'P', nothing: 'F9' } },
    faults: [{ code: 'settings.unknown', line: 3, message: 'There is no setting “colour”.' }],
  });
  await waitFor(() =>
    expect(row('appearance').getByRole('radio', { name: 'Light' }).ariaChecked).toBe('true'),
  );
  expect(inside.getByText('Line 3: There is no setting “colour”.')).toBeTruthy();
  expect(keyRow('newPost').getByText(/has “P”, which cannot be used/)).toBeTruthy();
  expect(inside.getByText(/has “F9” for “nothing”/)).toBeTruthy();
  expect(await faults()).toEqual([]);
  await user.click(inside.getByRole('button', { name: 'Edit as a file' }));
  expect(asked).toContain('editSettings');
});

test('without dictionaries it says how to get one, and where the system has its own', async () => {
  const { unmount } = await page({ settings: { dictionaries: [] } });
  expect(row('spelling.languages').getByText(/hunspell-de-de/)).toBeTruthy();
  unmount();
  const { user } = await opened({ app: { platform: 'windows' }, settings: { dictionaries: [] } });
  await user.keyboard('{Control>},{/Control}');
  expect(row('spelling.languages').getByText(/by the system/)).toBeTruthy();
});

test('a language of the file that this computer has no dictionary for can be taken away', async () => {
  const { user, kept } = await page({
    settings: { settings: { ...FIRST, spelling: { check: true, languages: ['fr_FR'] } } },
  });
  await user.click(row('spelling.languages').getByRole('checkbox', { name: /French .*no dictionary here/ }));
  await waitFor(async () => expect((await kept()).spelling.languages).toEqual([]));
  expect(row('spelling.languages').queryByRole('checkbox', { name: /French/ })).toBeNull();
});

test('new keys work at once and the old ones do not, also where they are drawn', async () => {
  const { user, kept } = await page();
  await user.click(keyRow('newPost').getByRole('button', { name: 'New post: Ctrl+N' }));
  const records = keyRow('newPost').getByRole('button', { name: 'Press the new keys, Esc leaves it' });
  expect(await faults()).toEqual([]);
  await user.keyboard('p');
  expect(keyRow('newPost').getByRole('alert').textContent).toContain('alone writes');
  await user.keyboard('{Control>}c{/Control}');
  expect(keyRow('newPost').getByRole('alert').textContent).toContain('All programs');
  await user.keyboard('{Control>}{Backspace}{/Control}');
  expect(keyRow('newPost').getByRole('alert').textContent).toContain('“Delete”, which cannot be changed');
  await user.keyboard('{Control>}[BracketLeft]{/Control}');
  const now = keyRow('newPost').getByRole('button', { name: 'New post: Ctrl+[' });
  await waitFor(() => expect(document.activeElement).toBe(now));
  expect(now).toBe(records);
  await waitFor(async () => expect((await kept()).keys).toEqual({ newPost: 'Mod+[' }));

  await user.keyboard('{Escape}');
  const posts = document.querySelector<HTMLElement>('[data-column="posts"]') ?? document.body;
  const button = within(posts).getByRole('button', { name: 'New post' });
  expect(button.getAttribute('aria-keyshortcuts')).toBe('Control+[');
  await user.keyboard('{Control>}n{/Control}');
  expect(screen.queryByTestId('manuscript')).toBeNull();
  // Also in the text, where the editor has these keys for something else.
  await user.click(await screen.findByText('Our retries were the outage'));
  const text = await screen.findByTestId('manuscript');
  const view = EditorView.findFromDOM(text);
  const before = view?.state.doc.toString();
  text.focus();
  await user.keyboard('{Control>}[BracketLeft]{/Control}');
  await waitFor(() => expect(screen.getByLabelText('Title')).toHaveProperty('value', 'Untitled'));
  expect(view?.state.doc.toString()).toBe(before);
});

test('keys of the text are changed like all others, and what they were does nothing there', async () => {
  const { user } = await page();
  await user.click(keyRow('link').getByRole('button', { name: 'Link: Ctrl+Shift+K' }));
  await user.keyboard('{F9}');
  await user.click(keyRow('bold').getByRole('button', { name: 'Bold: Ctrl+B' }));
  await user.keyboard('{Backspace}');
  expect(keyRow('bold').getByRole('button', { name: 'Bold: No keys' })).toBeTruthy();
  await user.keyboard('{Escape}');
  await user.click(await screen.findByText('Our retries were the outage'));
  const text = await screen.findByTestId('manuscript');
  const view = EditorView.findFromDOM(text);
  const start = () => view?.state.doc.sliceString(0, 6);
  view?.dispatch({ selection: { anchor: 0, head: 2 } });
  text.focus();
  const before = view?.state.doc.toString();
  await fireEvent.keyDown(text, { key: 'K', code: 'KeyK', keyCode: 75, ctrlKey: true, shiftKey: true });
  await fireEvent.keyDown(text, { key: 'b', code: 'KeyB', keyCode: 66, ctrlKey: true });
  expect(view?.state.doc.toString()).toBe(before);
  await fireEvent.keyDown(text, { key: 'F9', code: 'F9', keyCode: 120 });
  expect(start()).toBe('[On]()');
  // The sheet of keys tells of those that there are.
  await user.keyboard('{Control>}/{/Control}');
  const sheet = within(await screen.findByTestId('all-keys'));
  expect(sheet.getByText('Link').parentElement?.querySelector('dd')?.textContent?.trim()).toBe('F9');
  expect(sheet.queryByText('Bold')).toBeNull();
});

test('keys that another action has are taken from it, or left', async () => {
  const { user, kept } = await page();
  const record = async () => {
    await user.click(keyRow('save').getByRole('button', { name: /^Save now/ }));
    await user.keyboard('{Control>}d{/Control}');
  };
  await record();
  const ask = keyRow('save').getByRole('alert');
  expect(ask.textContent).toBe('Ctrl+D is Duplicate. Use it here instead?');
  expect(await faults()).toEqual([]);
  await waitFor(() =>
    expect(document.activeElement).toBe(keyRow('save').getByRole('button', { name: 'Leave it' })),
  );
  expect((await kept()).keys).toEqual({});
  await user.keyboard('{Escape}');
  expect(screen.getByTestId('settings')).toBeTruthy();
  expect(keyRow('save').queryByRole('alert')).toBeNull();
  await record();
  await user.click(keyRow('save').getByRole('button', { name: 'Use it here' }));
  await waitFor(async () => expect((await kept()).keys).toEqual({ duplicate: '', save: 'Mod+D' }));
  expect(keyRow('duplicate').getByRole('button', { name: 'Duplicate: No keys' })).toBeTruthy();

  // As at first it would have what the other one has now.
  await user.click(keyRow('duplicate').getByRole('button', { name: words.firstOf('Duplicate') }));
  expect(keyRow('duplicate').getByRole('alert').textContent).toBe('Ctrl+D is Save now. Use it here instead?');
  await user.click(keyRow('duplicate').getByRole('button', { name: 'Use it here' }));
  await waitFor(async () => expect((await kept()).keys).toEqual({ save: '' }));
  await user.click(keyRow('save').getByRole('button', { name: words.firstOf('Save now') }));
  await waitFor(async () => expect((await kept()).keys).toEqual({}));
  expect(keyRow('save').getByRole('button', { name: 'Save now: Ctrl+S' })).toBeTruthy();
});

test('while keys are recorded they do nothing else, and Escape or another place leaves it', async () => {
  const { user, kept } = await page();
  await user.click(keyRow('allKeys').getByRole('button', { name: /^All keys/ }));
  await user.keyboard('{Control>}k{/Control}');
  expect(screen.queryByTestId('palette')).toBeNull();
  expect(keyRow('allKeys').getByRole('alert').textContent).toContain('Ctrl+K is Commands');
  await user.click(keyRow('allKeys').getByRole('button', { name: 'Leave it' }));
  await user.keyboard('{Enter}');
  expect(keyRow('allKeys').getByRole('button', { name: /^Press the new keys/ })).toBeTruthy();
  await user.keyboard('{Escape}');
  expect(keyRow('allKeys').getByRole('button', { name: 'All keys: Ctrl+/' })).toBeTruthy();
  expect(screen.getByTestId('settings')).toBeTruthy();
  await user.keyboard(' ');
  await user.tab();
  await user.tab();
  await user.click(screen.getByRole('searchbox', { name: words.search }));
  expect(screen.queryByRole('button', { name: /^Press the new keys/ })).toBeNull();
  expect((await kept()).keys).toEqual({});
});

test('it is left by its button too, which gives the keys back', async () => {
  const { user, inside } = await page();
  await user.click(inside.getByRole('button', { name: words.close }));
  expect(screen.queryByTestId('settings')).toBeNull();
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('post-list')));
});
