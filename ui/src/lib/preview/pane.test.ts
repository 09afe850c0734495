import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { expect, test, vi } from 'vitest';

import { memory, type MemoryOptions } from '$backend/memory';
import { ferrow } from '$backend/memory/ferrow';

import App from '../shell/App.svelte';

async function withPost(options: MemoryOptions = {}) {
  const backend = memory({ posts: ferrow(40), truePreview: { state: 'none' }, ...options });
  render(App, { backend, app: await backend.app() });
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: /Ferrow Engineering/ }));
  await user.click(await screen.findByText('Our retries were the outage'));
  await screen.findByTestId('manuscript');
  return { backend, user };
}

const pane = () => screen.getByRole('region', { name: 'Preview' });

async function noBarrier() {
  const found = await axe.run(pane(), { rules: { 'color-contrast': { enabled: false } }, iframes: false });
  expect(found.violations).toEqual([]);
}

test('the front page says where the post will stand, and that another generator builds the blog', async () => {
  const { user } = await withPost();
  await user.click(await screen.findByRole('radio', { name: 'Front page' }));
  const note = await screen.findByTestId('front-note');
  expect(note.textContent).toContain('once published');
  expect(note.textContent).toContain('Hugo builds the site; this is how newsroom would list it');
  expect(screen.queryByTestId('preview-frame')).toBeNull();
  await noBarrier();
});

test('the link card is made of the page’s tags, and the keys go round', async () => {
  const { user } = await withPost();
  await user.keyboard('{Meta>}{Shift>}|{/Shift}{/Meta}');
  await screen.findByTestId('front-note');
  await user.keyboard('{Meta>}{Shift>}|{/Shift}{/Meta}');
  const card = await screen.findByTestId('link-card');
  await waitFor(() => expect(card.textContent).toContain('Our retries were the outage'));
  expect(card.textContent).toContain('Title 27 characters, whole');
  expect(card.textContent).toContain('No address yet');
  expect(screen.getByTestId('card-note').textContent).toContain('Hugo builds the site');
  // A card has no width and no text to find or copy.
  expect(screen.queryByRole('radiogroup', { name: 'Width of the preview' })).toBeNull();
  expect(screen.queryByRole('button', { name: 'Find and copy' })).toBeNull();
  await noBarrier();
  await user.keyboard('{Meta>}{Shift>}|{/Shift}{/Meta}');
  await screen.findByTestId('preview-frame');
});

test('find opens from the menu with its field ready, and ends with Esc where it began', async () => {
  const { user } = await withPost();
  await screen.findByTestId('preview-frame');
  await user.click(screen.getByRole('button', { name: 'Find and copy' }));
  await user.click(screen.getByRole('menuitem', { name: /Find in preview/ }));
  const field = await screen.findByRole('textbox', { name: 'Find in preview' });
  await waitFor(() => expect(document.activeElement).toBe(field));
  await user.type(field, 'zebra');
  expect(screen.getByTestId('find-bar').textContent).toContain('Not found');
  await noBarrier();
  await user.keyboard('{Escape}');
  expect(screen.queryByTestId('find-bar')).toBeNull();
  expect(pane().contains(document.activeElement)).toBe(true);
  // With the keys in the pane, the usual shortcut opens it too; in the text it is the text's own.
  await user.keyboard('{Meta>}f{/Meta}');
  expect(screen.queryByTestId('find-bar')).not.toBeNull();
});

test('the post’s own HTML goes to the clipboard, and a clipboard that takes nothing is said', async () => {
  const { user } = await withPost();
  const taken: string[] = [];
  const write = vi.fn(async (text: string) => void taken.push(text));
  vi.spyOn(navigator.clipboard, 'writeText').mockImplementation(write);
  const copy = async () => {
    await user.click(await screen.findByRole('button', { name: 'Find and copy' }));
    await user.click(await screen.findByRole('menuitem', { name: /Copy as HTML/ }));
  };
  await waitFor(copy);
  expect((await screen.findByTestId('copied')).textContent).toContain('Copied as HTML.');
  expect(taken[0]).toMatch(/^<p>/);
  expect(taken[0]).not.toContain('<html');
  write.mockRejectedValueOnce(new Error('no'));
  await copy();
  await waitFor(() =>
    expect(screen.getByTestId('copied').textContent).toContain('The clipboard took nothing'),
  );
});

test('a page that takes long says so after a while, and Stop leaves the last one', async () => {
  let go: (() => void) | undefined;
  let held = false;
  const { backend, user } = await withPost({
    before: (command) => {
      if (held && command.startsWith('preview')) return new Promise<void>((resolve) => (go = resolve));
    },
  });
  await screen.findByTestId('preview-frame');
  held = true;
  backend.outside('posts/our-retries-were-the-outage.md', 'Another text.');
  const note = await screen.findByTestId('slow-note', {}, { timeout: 4000 });
  expect(note.textContent).toContain('Drawing');
  await user.click(screen.getByRole('button', { name: 'Stop' }));
  expect(screen.queryByTestId('slow-note')).toBeNull();
  held = false;
  go?.();
});

test('a new blog can have each of the five themes', async () => {
  const started: unknown[] = [];
  const backend = memory({
    before: (command, ...args) => void (command === 'startBlog' && started.push(args[0])),
  });
  render(App, { backend, app: await backend.app() });
  const user = userEvent.setup();
  const names = screen.getAllByRole<HTMLInputElement>('radio').map((radio) => radio.value);
  expect(names).toEqual(['newsroom', 'terminal', 'feed', 'digest', 'journal']);
  await user.click(screen.getByRole('radio', { name: 'digest' }));
  await user.type(screen.getByLabelText('Name'), 'Slow Machines');
  await user.click(screen.getByRole('button', { name: 'Start writing' }));
  expect(started).toMatchObject([{ name: 'Slow Machines', theme: 'digest' }]);
});
