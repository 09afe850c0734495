import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import axe from 'axe-core';
import { expect, test } from 'vitest';

import { ferrow } from '$backend/memory/ferrow';
import { check as words } from '$words/check';

import { opened } from '../../test-app';

async function faults() {
  const { violations } = await axe.run(document.body, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
    iframes: false,
  });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** Two posts whose dates have no offset, and one with a link that leads nowhere. */
function posts() {
  const all = ferrow(40);
  for (const post of all.filter(({ path }) => /staging|locker/.test(path)))
    post.head = post.head.replace('+02:00', '');
  return all;
}

async function view(options: Parameters<typeof opened>[0] = {}) {
  const found = await opened({ posts: posts(), ...options });
  await found.user.keyboard('{Control>}k{/Control}{Meta>}k{/Meta}');
  await found.user.type(await screen.findByRole('combobox'), '>Check all');
  await found.user.keyboard('{Enter}');
  const list = await screen.findByTestId('problems');
  return { ...found, list, inside: within(list) };
}

test('all problems beside the desk: chosen, mended, taken back; axe minds nothing', async () => {
  const asked: unknown[] = [];
  const { user, inside } = await view({
    before: (command, ...args) => {
      if (command === 'openHelp') asked.push(...args);
    },
  });
  expect(await inside.findByText('3 in 3 of 40 posts')).toBeTruthy();
  expect(inside.getByText('Checked at 10:46, in 0.3 s')).toBeTruthy();
  await user.click(await inside.findByRole('button', { name: /We deleted the staging environment, line 3/ }));
  const panel = within(screen.getByTestId('fix-panel'));
  const fix = await panel.findByRole('button', { name: /Add \+02:00/ });
  expect(await screen.findByTestId('manuscript')).toBeTruthy();
  expect(panel.getByText('date.no-offset')).toBeTruthy();
  expect(await faults()).toEqual([]);
  await user.click(panel.getByRole('button', { name: 'About this problem' }));
  expect(asked).toEqual(['problems', 'date.no-offset']);
  await user.click(fix);
  const toast = await screen.findByTestId('toast');
  expect(toast.textContent).toContain('Add +02:00: mended in “We deleted the staging environment”.');
  expect(inside.getByText('2 in 2 of 40 posts')).toBeTruthy();
  expect(inside.getByRole('button', { current: true }).textContent).toContain(
    'The locker that opened at three',
  );
  await user.keyboard('{Shift>}{F8}{/Shift}');
  await user.keyboard('{F8}{Alt>}{Enter}{/Alt}');
  await inside.findByText('1 in 1 of 40 posts');
});

test('groups fold, and are by post too; Escape goes back to the posts', async () => {
  const { user, inside } = await view();
  const group = await inside.findByRole('button', { name: /Links that lead nowhere/ });
  expect(group.getAttribute('aria-expanded')).toBe('true');
  await user.click(group);
  expect(inside.queryByRole('button', { name: /fail-fast/ })).toBeNull();
  await user.click(inside.getByRole('radio', { name: 'By post' }));
  expect(inside.getByRole('button', { name: /The link to “fail-fast” leads nowhere/ })).toBeTruthy();
  await user.keyboard('{Escape}');
  expect(screen.queryByTestId('problems')).toBeNull();
  expect(screen.getByTestId('post-list')).toBeTruthy();
});

test('a kind is mended in all its posts, with one Undo', async () => {
  const { user, inside, backend } = await view();
  await user.click(await inside.findByRole('button', { name: 'Mend 2 posts…' }));
  const sheet = within(await screen.findByTestId('mend-sheet'));
  const run = await sheet.findByRole('button', { name: /^Mend 2 posts/ });
  await waitFor(() => expect(run).toHaveProperty('disabled', false));
  expect(await faults()).toEqual([]);
  await user.click(run);
  const toast = await screen.findByTestId('toast');
  expect(toast.textContent).toContain('mended in 2 posts');
  const without = () => backend.files.filter(({ head }) => /T09:00:00$/m.test(head)).length;
  expect(without()).toBe(0);
  await user.click(within(toast).getByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(without()).toBe(2));
});

test('the first look says how far it is, and is stopped', async () => {
  let go = () => {};
  const gate = new Promise<void>((open) => (go = open));
  const { user, inside } = await view({
    before: (command, done) => (command === 'checking' && done === 12 ? gate : undefined),
  });
  expect(await inside.findByText(words.looking(12, 40))).toBeTruthy();
  expect(inside.getByRole('progressbar')).toHaveProperty('value', 12);
  await user.click(inside.getAllByRole('button', { name: 'Cancel' })[0] ?? document.body);
  go();
  expect((await inside.findAllByText(words.stopped)).length).toBeGreaterThan(0);
  expect(inside.getByRole('button', { name: 'Check again' })).toBeTruthy();
});

test('without problems it says so; what changes is looked at again', async () => {
  const all = ferrow(40).filter(({ path }) => !path.includes('retries'));
  const { inside } = await view({ posts: all });
  expect(await inside.findByText('No problems in 39 posts.')).toBeTruthy();
  await fireEvent.keyDown(window, { key: 'F8' });
  expect(inside.queryByRole('button', { current: true })).toBeNull();
});
