import { screen, waitFor, within } from '@testing-library/svelte';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';

import type { About } from '$backend/types';

import { opened } from '../../test-app';
import {
  asks,
  faults,
  HOST,
  hostKey,
  passphrase,
  SECRET,
  shown,
  signIn,
  start,
  title,
} from '../../test-asking';

// What jsdom lacks: that something is inert is an attribute, and what is inert takes no focus.
beforeAll(() => {
  Object.defineProperty(HTMLElement.prototype, 'inert', {
    configurable: true,
    get(this: HTMLElement) {
      return this.hasAttribute('inert');
    },
    set(this: HTMLElement, on: boolean) {
      this.toggleAttribute('inert', on);
    },
  });
});
afterAll(() => {
  Reflect.deleteProperty(HTMLElement.prototype, 'inert');
});
beforeEach(() => {
  const { focus } = HTMLElement.prototype;
  vi.spyOn(HTMLElement.prototype, 'focus').mockImplementation(function (this: HTMLElement, how) {
    if (!this.closest('[inert]')) focus.call(this, how);
  });
});
afterEach(() => vi.restoreAllMocks());
test('a passphrase: asked for by its key, hidden, and kept when the writer wishes it', async () => {
  const { user, answer, dialog, button, field } = await asks(passphrase, true);
  expect(title()).toBe('Unlock your key');
  expect(dialog.getByText(/^The key id_ed25519_ferrow has a passphrase\./)).toBeTruthy();
  const input = field('Passphrase');
  expect(['type', 'autocomplete', 'spellcheck'].map((name) => input.getAttribute(name))).toEqual([
    'password',
    'off',
    'false',
  ]);
  expect(document.activeElement).toBe(input);
  expect(button('Unlock').disabled).toBe(true);
  expect(dialog.getByText('Waits for the passphrase')).toBeTruthy();
  await user.keyboard(SECRET);
  expect(dialog.queryByText('Waits for the passphrase')).toBeNull();
  const keep = dialog.getByRole<HTMLInputElement>('checkbox', {
    name: 'Keep it in the system’s keyring. Otherwise Galley forgets it when you quit.',
  });
  expect(keep.checked, 'nothing is kept unasked').toBe(false);
  await user.click(keep);
  await user.click(button('Unlock'));
  expect(await answer).toEqual({ secret: SECRET, keep: true });
  expect(shown()).toBeNull();
});

test('a passphrase without a keyring: nothing can be kept, and that is said', async () => {
  const { user, answer, dialog, field } = await asks(passphrase);
  expect(dialog.queryByRole('checkbox')).toBeNull();
  expect(dialog.getByText('Galley forgets it when you quit.')).toBeTruthy();
  await user.type(field('Passphrase'), ` ${SECRET} {Enter}`);
  expect(await answer, 'its spaces are part of it').toEqual({ secret: ` ${SECRET} `, keep: false });
});

test('a passphrase that was wrong is said under its field', async () => {
  const { dialog, field } = await asks({ ...passphrase, again: true }, true);
  expect(dialog.getByRole('alert').textContent).toBe('This does not open the key. Nothing was sent.');
  expect(field('Passphrase').getAttribute('aria-invalid')).toBe('true');
  expect(dialog.getByRole('checkbox', { name: 'Keep it in the system’s keyring.' })).toBeTruthy();
  expect(await faults()).toEqual([]);
});

test('the eye shows what was typed, and hides it again', async () => {
  const { user, button, field } = await asks(passphrase);
  await user.type(field('Passphrase'), SECRET);
  expect(button('Show passphrase').getAttribute('aria-pressed')).toBe('false');
  await user.click(button('Show passphrase'));
  expect([field('Passphrase').type, field('Passphrase').value]).toEqual(['text', SECRET]);
  expect(document.activeElement, 'the caret stays').toBe(field('Passphrase'));
  expect(button('Hide passphrase').getAttribute('aria-pressed')).toBe('true');
  await user.click(button('Hide passphrase'));
  expect([field('Passphrase').type, field('Passphrase').value]).toEqual(['password', SECRET]);
});

test('what was typed is gone from the page with the answer', async () => {
  const { user, answer, button, field } = await asks(passphrase);
  const input = field('Passphrase');
  await user.type(input, SECRET);
  await user.click(button('Show passphrase'));
  await user.click(button('Unlock'));
  await answer;
  expect(shown()).toBeNull();
  expect([...document.querySelectorAll('input')].map(({ value }) => value)).not.toContain(SECRET);
  expect(document.documentElement.outerHTML).not.toContain(SECRET);
  expect(input.isConnected).toBe(false);
});

test('a PIN is kept by nobody', async () => {
  const { user, answer, dialog, button, field } = await asks({ kind: 'pin', key: 'id_sk', again: true });
  expect(title()).toBe('Enter the PIN of your key');
  expect(dialog.getByText(/^The key id_sk wants its PIN\./)).toBeTruthy();
  expect(dialog.queryByRole('checkbox')).toBeNull();
  expect(dialog.getByRole('alert').textContent).toBe('The key does not take this PIN. Nothing was sent.');
  await user.type(field('PIN'), '1234');
  await user.click(button('Unlock'));
  expect(await answer).toEqual({ secret: '1234', keep: false });
});

test('a touch goes on by itself, and a space that was meant for the text does not stop it', async () => {
  const { backend, user, answer, id, dialog } = await asks({ kind: 'touch', key: 'id_sk' });
  expect(title()).toBe('Touch your key');
  expect(dialog.getByText('The key id_sk waits for your touch. It goes on by itself.')).toBeTruthy();
  expect(dialog.getAllByRole('button').map(({ textContent }) => textContent)).toEqual(['Cancel']);
  await user.keyboard(' {Enter}');
  expect(shown()).toBeTruthy();
  backend.askNoMore(id);
  await waitFor(() => expect(shown()).toBeNull());
  expect(await answer).toBeNull();
});

test('a password is asked for in the server’s own words', async () => {
  const prompt = 'ines@git.ferrow.example’s password: ';
  const { user, answer, dialog, button, field } = await asks({ kind: 'password', prompt, again: true }, true);
  expect(title()).toBe('The server asks for a password');
  expect(dialog.getByText(prompt.trim()).className).toContain('selectable');
  expect(field('Answer').type).toBe('password');
  expect(dialog.getByRole('alert').textContent).toBe('The server did not take this.');
  await user.type(field('Answer'), SECRET);
  await user.click(dialog.getByRole('checkbox'));
  await user.click(button('Sign in'));
  expect(await answer).toEqual({ secret: SECRET, keep: true });
});

test('of a code that cannot be kept nothing is said but the server’s words', async () => {
  const { dialog } = await asks({ kind: 'password', prompt: 'Verification code:', again: false });
  expect(dialog.queryByRole('checkbox')).toBeNull();
  expect(dialog.queryByText(/forgets/)).toBeNull();
});

test('a server that is not known: the fingerprint whole, and the safe answer first', async () => {
  const { user, answer, dialog, button } = await asks(hostKey);
  expect(title()).toBe('A server that this computer has not met');
  expect(
    dialog.getByText(
      'Compare this fingerprint with the one that whoever runs git.ferrow.example publishes. If it is the same, this computer knows the server from now on.',
    ),
  ).toBeTruthy();
  const block = dialog.getByText('ED25519 key').closest('.selectable');
  expect(block?.textContent).toContain(HOST);
  expect(block?.textContent).toContain('SHA256:q3X0w9sVdTt8m2LhYcPpE1n7RkUa5oBJz6iFgQvWxMs');
  expect(document.activeElement).toBe(button('Stop here'));
  expect(await faults()).toEqual([]);
  await user.keyboard('{Enter}');
  expect(await answer).toBeNull();
});

test('a server that is not known is taken only by its own button', async () => {
  const { user, answer, button } = await asks(hostKey);
  await user.click(button('It is the right one'));
  expect(await answer).toEqual({ keep: false });
});

test('an Enter that is held down since the last question stops nothing', async () => {
  const { answer, button } = await asks(hostKey);
  const held = new KeyboardEvent('keydown', { key: 'Enter', repeat: true, bubbles: true, cancelable: true });
  button('Stop here').dispatchEvent(held);
  expect(held.defaultPrevented).toBe(true);
  expect(shown()).toBeTruthy();
  button('Stop here').click();
  expect(await answer).toBeNull();
});

test.each<About>([
  passphrase,
  { kind: 'pin', key: 'id_sk', again: false },
  { kind: 'touch', key: 'id_sk' },
  { kind: 'password', prompt: 'Password:', again: false },
  hostKey,
  signIn(),
])('Esc is a no to $kind', async (about) => {
  const { user, answer } = await asks(about, true);
  await user.keyboard('{Escape}');
  expect(await answer).toBeNull();
  await waitFor(() => expect(shown()).toBeNull());
});

test('a press beside the dialog is no answer, and takes no keys from it', async () => {
  const { user, button, answer } = await asks(passphrase);
  await user.click(screen.getByTestId('question-dialog').parentElement as HTMLElement);
  expect(shown()).toBeTruthy();
  await user.keyboard('a');
  expect(button('Unlock').disabled).toBe(false);
  await user.click(button('Cancel'));
  expect(await answer).toBeNull();
});

test('two questions come one after the other, each with empty fields', async () => {
  const { backend, user, answer, field, button } = await asks(passphrase);
  const second = backend.ask({ ...passphrase, again: true });
  expect(screen.getAllByTestId('question-dialog')).toHaveLength(1);
  await user.type(field('Passphrase'), SECRET);
  await user.click(button('Unlock'));
  expect(await answer).toEqual({ secret: SECRET, keep: false });
  const next = within(await screen.findByTestId('question-dialog'));
  expect(next.getByRole('alert')).toBeTruthy();
  expect(next.getByLabelText('Passphrase')).toHaveProperty('value', '');
  await waitFor(() => expect(document.activeElement).toBe(next.getByLabelText('Passphrase')));
  await user.click(next.getByRole('button', { name: 'Cancel' }));
  expect(await second.answer).toBeNull();
  await waitFor(() => expect(shown()).toBeNull());
});

test('one that nobody waits for any more is not shown, also when it waits behind another', async () => {
  const { backend, answer, id, dialog } = await asks(passphrase);
  const second = backend.ask(hostKey);
  const third = backend.ask({ kind: 'touch', key: 'id_sk' });
  backend.askNoMore(second.id);
  expect(dialog.getByLabelText('Passphrase')).toBeTruthy();
  backend.askNoMore(id);
  expect(await screen.findByText('Touch your key')).toBeTruthy();
  expect([await answer, await second.answer]).toEqual([null, null]);
  backend.askNoMore(third.id);
  await waitFor(() => expect(shown()).toBeNull());
});

test('an answer that cannot be handed over is told', async () => {
  const { user, button } = await asks(passphrase, false, {
    before: (command) => {
      if (command === 'answerQuestion') throw { code: 'window', message: 'The app did not hear it.' };
    },
  });
  await user.click(button('Cancel'));
  expect(await screen.findByText('The app did not hear it.')).toBeTruthy();
});

test('an app that is gone hears no question', async () => {
  const { backend, unmount } = await start();
  unmount();
  backend.ask(passphrase);
  await Promise.resolve();
  expect(shown()).toBeNull();
});

test('over an open sheet: what lies under it is out of reach, and gets the keys back', async () => {
  const { backend, user } = await opened();
  await user.keyboard('{Meta>}{Shift>}p{/Shift}{/Meta}');
  const sheet = await screen.findByTestId('publish-sheet');
  await waitFor(() => expect(sheet.contains(document.activeElement)).toBe(true));
  const before = document.activeElement;

  const asked = [passphrase, signIn({ why: 'stale' })].map((about) => backend.ask(about));
  const dialog = await screen.findByTestId('question-dialog');
  await waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true));
  expect(sheet.closest('[inert]'), 'the sheet').toBeTruthy();
  expect(dialog.closest('[inert]')).toBeNull();
  expect(sheet.compareDocumentPosition(dialog)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);

  await user.keyboard('{Escape}');
  expect(await asked[0]?.answer).toBeNull();
  expect(
    await screen.findByText(
      'git.ferrow.example knows it, but takes nothing with it: it is too old, or was withdrawn. Your version is saved here and waits.',
    ),
  ).toBeTruthy();
  await waitFor(() => expect(shown()?.contains(document.activeElement)).toBe(true));
  await user.keyboard('{Escape}');
  expect(await asked[1]?.answer).toBeNull();
  await waitFor(() => expect(shown()).toBeNull());
  expect(screen.getByTestId('publish-sheet'), 'Esc closes one thing').toBe(sheet);
  await waitFor(() => expect(document.activeElement).toBe(before));
});

test('shortcuts of what lies under a question do nothing', async () => {
  const made: string[] = [];
  const { backend, user } = await opened({
    before: (command) => void (command === 'newPost' && made.push(command)),
  });
  backend.ask(passphrase);
  await screen.findByTestId('question-dialog');
  await user.keyboard('{Meta>}n{/Meta}');
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'n', metaKey: true, bubbles: true }));
  await user.keyboard('{Escape}');
  await waitFor(() => expect(shown()).toBeNull());
  expect(made).toEqual([]);
  await user.keyboard('{Meta>}n{/Meta}');
  await waitFor(() => expect(made).toEqual(['newPost']));
});

test('while a blog is copied, a question lies above the copying', async () => {
  let go = () => {};
  const held = new Promise<void>((open) => (go = open));
  const { backend, user } = await start({
    before: (command) => (command === 'cloning' ? held : undefined),
  });
  await user.type(screen.getByLabelText('Address of the blog to copy'), 'https://git.ferrow.example/b.git');
  await user.click(screen.getByRole('button', { name: 'Clone' }));
  const copying = await screen.findByTestId('clone-sheet');
  const { answer } = backend.ask(signIn());
  const dialog = within(await screen.findByTestId('question-dialog'));
  expect(copying.closest('[inert]')).toBeTruthy();
  await user.type(dialog.getByLabelText('Token or password'), SECRET);
  await user.click(dialog.getByRole('button', { name: 'Sign in' }));
  expect(await answer).toEqual({ user: 'ines.halloran', secret: SECRET, keep: false });
  go();
  await screen.findByTestId('library-column');
});
