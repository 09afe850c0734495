import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';

import { opened } from '../../test-app';
import Failure from './Failure.svelte';

const error = { code: 'x.gone', message: 'It is gone.', hint: 'Look elsewhere.', details: 'line 1' };
const close = () => screen.queryByRole('button', { name: 'Close' });

test('a message that tells how things are has nothing to close it with', () => {
  render(Failure, { error });
  expect(screen.getByRole('alert').textContent).toContain('It is gone.');
  expect(close()).toBeNull();
});

test('closed, it gives the keys back to what had them', async () => {
  const user = userEvent.setup();
  const field = document.body.appendChild(document.createElement('input'));
  const onclose = vi.fn();
  const { unmount } = render(Failure, { error, onclose: () => (onclose(), unmount()) });
  field.focus();
  // On the way is what may be opened in it, which goes too.
  await user.tab();
  await user.tab();
  expect(document.activeElement).toBe(close());
  await user.keyboard('{Enter}');
  expect(onclose).toHaveBeenCalledOnce();
  expect(document.activeElement).toBe(field);
});

/** The whole app, where these commands are refused. */
const refusing = (...refused: string[]) =>
  opened({
    before: (command) => {
      if (refused.includes(command)) throw { code: 'x.refused', message: `No ${command}.` };
    },
  });

async function closes(user: Awaited<ReturnType<typeof opened>>['user'], message: string) {
  await screen.findByText(message);
  await user.click(close() as HTMLElement);
  await waitFor(() => expect(screen.queryByText(message)).toBeNull());
}

const ROW = 'Our retries were the outage';

test('why a post could not be opened', async () => {
  const { user } = await refusing('openPost');
  await user.click(await screen.findByText(ROW));
  await closes(user, 'No openPost.');
});

test('why nothing was done with a post', async () => {
  const { user } = await refusing('deletePost');
  await user.click(await screen.findByText(ROW));
  await screen.findByTestId('manuscript');
  await user.keyboard('{Meta>}k{/Meta}');
  await screen.findByTestId('palette');
  await user.keyboard('>delete{Enter}');
  await closes(user, 'No deletePost.');
});

test('what a library could not tell of itself', async () => {
  const { user } = await refusing('recoveries');
  await closes(user, 'No recoveries.');
});

test('why a setting was not changed', async () => {
  const { user } = await refusing('changeSetting');
  await user.keyboard('{Meta>}k{/Meta}');
  await screen.findByTestId('palette');
  await user.keyboard('>typewriter{Enter}');
  await closes(user, 'No changeSetting.');
});

test('why another library was not opened', async () => {
  const { user } = await refusing('chooseFolder');
  await user.keyboard('{Meta>}o{/Meta}');
  await closes(user, 'No chooseFolder.');
});
