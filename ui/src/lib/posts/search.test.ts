import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import { opened } from '../../test-app';

const marks = (row: HTMLElement) =>
  [...row.querySelectorAll('mark')].map(
    (mark) => `${mark.parentElement?.className.split(' ')[0]}: ${mark.textContent}`,
  );

test('what a search finds is marked in title, tags and text, best first', async () => {
  const { user, asked } = await opened();
  await user.type(screen.getByLabelText('Search posts'), 'retries out');
  await waitFor(() => expect(screen.getAllByTestId('post-row')).toHaveLength(1));
  // One row is left before the last letters are asked for.
  await waitFor(() =>
    expect(marks(screen.getByTestId('post-row')).slice(0, 2)).toEqual(['title: retries', 'title: out']),
  );
  expect(asked.at(-1)).toMatchObject({ search: 'retries out', sort: 'best' });
  expect(screen.getByRole('button', { name: 'Order: Best match first' })).toBeTruthy();
  await user.clear(screen.getByLabelText('Search posts'));
  await waitFor(() => expect(asked.at(-1)).toMatchObject({ sort: 'newest' }));
  await waitFor(() => expect(document.querySelector('mark')).toBeNull());
});

test('an order that was chosen for one search holds for that search alone', async () => {
  const { user, asked } = await opened();
  const box = screen.getByLabelText('Search posts');
  await user.type(box, 'go');
  await user.click(await screen.findByRole('button', { name: 'Order: Best match first' }));
  await user.click(await screen.findByRole('menuitemradio', { name: 'Oldest first' }));
  await waitFor(() => expect(asked.at(-1)).toMatchObject({ search: 'go', sort: 'oldest' }));
  await user.type(box, 'l');
  await waitFor(() => expect(asked.at(-1)).toMatchObject({ search: 'gol', sort: 'oldest' }));
  await user.clear(box);
  await waitFor(() => expect(asked.at(-1)).toMatchObject({ sort: 'newest' }));
  await user.type(box, 'go');
  await waitFor(() => expect(asked.at(-1)).toMatchObject({ search: 'go', sort: 'best' }));
});

test('texts that are not read yet are said, and only while something is searched for', async () => {
  const { backend, user } = await opened();
  const posts = backend.posts.bind(backend);
  backend.posts = async (query) => ({ ...(await posts(query)), unread: 1200 });
  await user.type(screen.getByLabelText('Search posts'), 'cache');
  expect(await screen.findByText(/1,200 texts still to be read/)).toBeTruthy();
});

test('a mark tells its status and its reason after a while', async () => {
  const { user } = await opened();
  const row = screen
    .getAllByTestId('post-row')
    .find(({ textContent }) => textContent.includes('Our retries'));
  await user.hover(within(row as HTMLElement).getByRole('img', { name: /^Draft:/ }));
  expect(await screen.findByText(/^Draft: A draft, because its field draft says true\./)).toBeTruthy();
});

test('tags that look alike have a quiet mark', async () => {
  const { backend, user } = await opened();
  const overview = backend.overview.bind(backend);
  const group = {
    keep: { name: 'go', count: 4 },
    others: [{ name: 'caching', count: 1, how: 'typo' as const }],
    message: 'One letter differs.',
  };
  backend.overview = async () => ({ ...(await overview()), lookAlikes: [group] });
  await user.click(screen.getAllByRole('button', { name: 'New post' })[0] as HTMLElement);
  const says = 'Looks like “go”, which 4 posts have. One letter differs.';
  expect(
    await screen.findByRole('button', { name: new RegExp(`caching.*${says.replaceAll('.', '\\.')}`) }),
  ).toBeTruthy();
});
