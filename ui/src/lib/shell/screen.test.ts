import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';

import { type Memory, memory } from '$backend/memory';
import { ferrow, type MemoryPost } from '$backend/memory/ferrow';

import App from './App.svelte';

async function opened(posts: MemoryPost[] = ferrow(40), today = '2026-06-04') {
  const backend: Memory = memory({ posts, today });
  render(App, { backend, app: await backend.app() });
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: /Ferrow Engineering/ }));
  await screen.findByTestId('library-column');
  return { backend, user };
}

const settled = (): MemoryPost[] => {
  const [head, body] = ['---\ntitle: Settled\ndate: 2026-06-04\n---\n', 'Text.\n'];
  return [{ path: 'posts/settled.md', head, body, published: head + body }];
};

test('Publish is offered with an open post, and without one only when something waits', async () => {
  const { user } = await opened(settled());
  const button = () => screen.queryByRole('button', { name: 'Publish…' });
  await screen.findByText('No post is open');
  expect(button()).toBeNull();
  await user.keyboard('{Meta>}{Shift>}p{/Shift}{/Meta}');
  expect(screen.queryByTestId('publish-sheet')).toBeNull();
  await user.click(await screen.findByText('Settled'));
  await screen.findByTestId('manuscript');
  expect(button()).not.toBeNull();
});

test('a post that is gone here and not on the server waits too, and can be published with nothing open', async () => {
  const { backend, user } = await opened(settled());
  await screen.findByText('No post is open');
  expect(screen.queryByTestId('status-unpublished')).toBeNull();
  const overview = backend.overview.bind(backend);
  backend.overview = async () => {
    const view = await overview();
    return { ...view, counts: { ...view.counts, deleted: 1 } };
  };
  backend.emit({ event: 'indexChanged', revision: 900 });
  const waits = await screen.findByTestId('status-unpublished');
  expect(waits.textContent.trim()).toBe('1 unpublished (1 deleted)');
  expect(await screen.findByRole('button', { name: 'Publish…' })).not.toBeNull();
  // The list does not have it: what is to be published is shown.
  await user.click(waits);
  expect(await screen.findByTestId('publish-sheet')).not.toBeNull();
});

test('the day is the one of the library', async () => {
  await opened(settled());
  expect(await screen.findByText('Today')).toBeTruthy();
});

test('another day of the library, and it is today no more', async () => {
  await opened(settled(), '2026-06-05');
  expect(await screen.findByText('Jun 4')).toBeTruthy();
  expect(screen.queryByText('Today')).toBeNull();
});

test('the status line counts the problems of the text as it is being written', async () => {
  const { user } = await opened();
  await user.click(await screen.findByText('Our retries were the outage'));
  await screen.findByRole('button', { name: '1 problem' });
  const view = (await import('@codemirror/view')).EditorView.findFromDOM(screen.getByTestId('manuscript'));
  const at = view?.state.doc.toString().indexOf('(fail-fast.md)') ?? -1;
  view?.dispatch({ changes: { from: at, to: at + '(fail-fast.md)'.length, insert: '(#here)' } });
  await waitFor(() => expect(screen.queryByRole('button', { name: '1 problem' })).toBeNull(), {
    timeout: 3000,
  });
});

test('the web view’s own menu opens where text can be edited, and nowhere else', async () => {
  const { user } = await opened();
  await user.click(await screen.findByText('Our retries were the outage'));
  // False when the menu was kept from opening.
  expect(await fireEvent.contextMenu(screen.getByTestId('post-list'))).toBe(false);
  expect(await fireEvent.contextMenu(await screen.findByTestId('manuscript'))).toBe(true);
  expect(await fireEvent.contextMenu(screen.getByLabelText('Title'))).toBe(true);
});

test('F6 goes round the columns, and to the new post where nothing is open', async () => {
  const { user } = await opened();
  await screen.findByText('No post is open');
  const at = () => document.activeElement;
  await user.keyboard('{F6}');
  for (let tries = 0; at()?.getAttribute('aria-current') !== 'true' && tries < 3; tries++)
    await user.keyboard('{F6}');
  expect(at()?.textContent).toContain('All posts');
  await user.keyboard('{F6}');
  expect(at()).toBe(screen.getByTestId('post-list'));
  await user.keyboard('{F6}');
  expect(at()?.textContent).toContain('New post');
  expect(at()?.closest('[data-testid="desk"]')).not.toBeNull();
});

test('what is typed while nothing has the keys goes into the text; keys of actions and of what lies over it do not', async () => {
  const { user } = await opened(settled());
  const away = () => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    expect(document.activeElement).toBe(document.body);
  };
  await screen.findByText('No post is open');
  away();
  await user.keyboard('x');
  expect(document.activeElement).toBe(document.body);
  await user.click(await screen.findByText('Settled'));
  const text = await screen.findByTestId('manuscript');
  away();
  await user.keyboard('{Control>}x{/Control}{Shift}{Tab}');
  expect(document.activeElement).not.toBe(text);
  away();
  await user.keyboard('{Meta>},{/Meta}');
  await screen.findByTestId('settings');
  away();
  await user.keyboard('x');
  expect(document.activeElement).not.toBe(text);
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByTestId('settings')).toBeNull());
  away();
  await user.keyboard('x');
  expect(document.activeElement).toBe(text);
});
