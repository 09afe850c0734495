import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import { opened } from '../../test-app';

const TEXT = '---\ntitle: Tide\n---\nThe sea.\n';

/** What a file manager gives the window. */
const dropped = (...files: File[]) => ({
  dataTransfer: { files, types: ['Files'], getData: () => '', items: [] },
});
const file = (name: string, text = TEXT) => new File([text], name, { type: 'text/markdown' });

test('a Markdown file that is dropped becomes a post, is opened, and can be taken back', async () => {
  const { backend, user } = await opened();
  await fireEvent.drop(screen.getByTestId('library-column'), dropped(file('tide.md')));
  expect((await screen.findByTestId('manuscript')).textContent).toContain('The sea.');
  expect(backend.files.some(({ path }) => path === 'posts/tide.md')).toBe(true);
  const toast = await screen.findByTestId('toast');
  expect(toast.textContent).toContain('tide.md is a post of this blog now');
  await user.click(screen.getByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(backend.files.some(({ path }) => path === 'posts/tide.md')).toBe(false));
});

test('one that is a post of the blog is opened, and nothing else', async () => {
  const { backend } = await opened();
  const [first] = backend.files;
  if (!first) throw new Error('no post');
  const count = backend.files.length;
  const name = first.path.split('/').pop() ?? '';
  await fireEvent.drop(document.body, dropped(file(name, first.head + first.body)));
  await screen.findByTestId('manuscript');
  expect(backend.files.length).toBe(count);
  expect(screen.queryByTestId('toast')).toBeNull();
});

test('other files are the text’s to take; outside of it nothing comes of them, not even another page', async () => {
  const { backend } = await opened();
  const count = backend.files.length;
  const event = await fireEvent.drop(
    screen.getByTestId('library-column'),
    dropped(file('tide.md'), new File(['x'], 'a.png')),
  );
  // False: it was prevented.
  expect(event).toBe(false);
  expect(backend.files.length).toBe(count);
  expect(screen.queryByTestId('manuscript')).toBeNull();
});

test('a file that cannot be taken in says why', async () => {
  await opened({
    before: (command) => {
      if (command === 'bringIn')
        throw Object.assign(new Error(), { code: 'brought.not-text', message: 'No text.' });
    },
  });
  await fireEvent.drop(document.body, dropped(file('tide.md')));
  expect((await screen.findByText('No text.')).textContent).toBe('No text.');
});
