/** Questions for the writer, put over a library in memory, for tests. */
import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { expect } from 'vitest';

import { memory, type MemoryOptions } from '$backend/memory';
import type { About } from '$backend/types';

import App from './lib/shell/App.svelte';

export const HOST = 'git.ferrow.example';
export const SECRET = 'blue-otter-42';

type SignIn = Extract<About, { kind: 'signIn' }>;
export const passphrase: Extract<About, { kind: 'passphrase' }> = {
  kind: 'passphrase',
  key: 'id_ed25519_ferrow',
  again: false,
};
export const hostKey: About = {
  kind: 'hostKey',
  host: HOST,
  keyKind: 'ED25519',
  fingerprint: 'SHA256:q3X0w9sVdTt8m2LhYcPpE1n7RkUa5oBJz6iFgQvWxMs',
};
export const signIn = (more: Partial<SignIn> = {}): SignIn => ({
  kind: 'signIn',
  server: HOST,
  user: 'ines.halloran',
  why: 'missing',
  helper: false,
  secure: true,
  ...more,
});

/** The app with no library open, as it is while a blog is copied. */
export async function start(options: MemoryOptions = {}) {
  const backend = memory(options);
  const { unmount } = render(App, { backend, app: await backend.app() });
  return { backend, user: userEvent.setup(), unmount };
}

export const shown = () => screen.queryByTestId('question-dialog');

/** Asks, and gives the dialog once it has the focus. */
export async function asks(about: About, canKeep = false, options: MemoryOptions = {}) {
  const found = await start(options);
  const { answer, id } = found.backend.ask(about, canKeep);
  const dialog = within(await screen.findByTestId('question-dialog'));
  await waitFor(() => expect(shown()?.contains(document.activeElement)).toBe(true));
  const button = (name: string) => dialog.getByRole<HTMLButtonElement>('button', { name });
  const field = (name: string) => dialog.getByLabelText<HTMLInputElement>(name);
  return { ...found, answer, id, dialog, button, field };
}

export const title = () => screen.getByRole('dialog', { name: /./ }).querySelector('h2')?.textContent;

/** What axe finds, without what jsdom cannot know (colours and layout). */
export async function faults() {
  const { violations } = await axe.run(document.body, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
    iframes: false,
  });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
