import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';

import { memory } from '$backend/memory';
import { ferrow } from '$backend/memory/ferrow';

import App from './App.svelte';

test('the status line says when what is typed is in no file and in no log', async () => {
  const backend = memory({ posts: ferrow(8) });
  const user = userEvent.setup();
  render(App, { backend, app: await backend.app() });
  await user.click(screen.getByRole('button', { name: /Ferrow Engineering/ }));
  await user.click(await screen.findByText('Our retries were the outage'));
  await screen.findByTestId('manuscript');
  const said = () => screen.getByTestId('status-saved').textContent.trim();
  backend.emit({ event: 'saveChanged', post: 's1', save: { state: 'unsaved' } });
  await expect.poll(said).toBe('Not saved yet');
  const overview = backend.overview.bind(backend);
  backend.overview = async () => {
    const view = await overview();
    const problem = { code: 'log.unwritable', level: 'error' as const, message: 'The log is full.' };
    return { ...view, problems: [...view.problems, problem] };
  };
  backend.emit({ event: 'indexChanged', revision: 9 });
  await expect.poll(said).toBe('Only in memory');
  backend.overview = overview;
  backend.emit({ event: 'indexChanged', revision: 10 });
  await expect.poll(said).toBe('Not saved yet');
});
