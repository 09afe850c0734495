/** The whole app over a library in memory, for tests. */
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';

import { memory, type MemoryOptions } from '$backend/memory';
import { ferrow } from '$backend/memory/ferrow';
import type { PostQuery } from '$backend/types';

import App from './lib/shell/App.svelte';

/** Opens it on the library, as somebody does at the welcome screen; `asked` is what the list was asked for. */
export async function opened(options: MemoryOptions = {}) {
  const asked: PostQuery[] = [];
  const before = (command: string, query: unknown) => {
    if (command === 'posts') asked.push(query as PostQuery);
  };
  const backend = memory({ posts: ferrow(40), before, ...options });
  const { unmount } = render(App, { backend, app: await backend.app() });
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: /Ferrow Engineering/ }));
  await screen.findByTestId('library-column');
  return { backend, user, asked, unmount };
}
